"""A Frictionless Data Package: the values as CSV, with the indicators, targets, plans, units and sources they refer to.

https://specs.frictionlessdata.io/tabular-data-package — texts that a spreadsheet would run as a formula have an
apostrophe in front, here as in every CSV file that is exported; `import` takes it off again.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from typing import Any, NamedTuple

from policytrack import fields
from policytrack.drawing.json_form import record_dicts
from policytrack.fields import FieldType
from policytrack.formulas import guarded
from policytrack.model import Catalogue, Observation
from policytrack.recording.exported import FIELDS, NUMBERS, STATED, cells, stated
from policytrack.text import Text, escaped
from policytrack.watching import Watch, unwatched

_BOTH = ("zh", "en")
_STAMP = "%Y-%m-%dT%H:%M:%S.%fZ"
_LINKS = {"plans": {"source": "sources"}, "indicators": {"unit": "units"},
          "targets": {"plan": "plans", "indicator": "indicators", "document": "sources"}}  # fmt: skip
_OF_A_FIELD: dict[FieldType, str] = {"number": "number", "flag": "boolean", "instant": "datetime"}
_TYPES = {
    **{field.name: _OF_A_FIELD.get(field.type, "string") for field in fields.FIELDS},
    "upper": "number", "tolerance": "number", "factor": "number", "limit": "number",
    "start": "integer", "end": "integer", "order": "integer", "release_months": "integer",
    "headline": "boolean", "maintain": "boolean", "path": "object", "relative": "object",
    "revisions": "array", "related": "array", "lead": "array",
}  # fmt: skip


class Resource(NamedTuple):
    """One CSV file of the package: the names of its columns, and its rows."""

    name: str
    title: Text
    fields: tuple[str, ...]
    rows: list[list[str]]


def to_csv(fields: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV; what comes in numbers stays one, other texts are guarded against being run."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(fields)
    plain = [_TYPES.get(field) in {"number", "integer"} for field in fields]
    writer.writerows([cell if own else guarded(cell) for cell, own in zip(row, plain, strict=True)] for row in rows)
    return out.getvalue()


def observations(
    rows: Sequence[Observation], watch: Watch = unwatched, *, everything: bool
) -> tuple[tuple[str, ...], list[list[str]]]:
    """The columns and rows of values; with what only documents' values have where `everything` is exported."""
    fields = (*FIELDS, *STATED) if everything else FIELDS
    made = ({**cells(one), **(stated(one) if everything else {})} for one in watch(rows))
    return fields, [[row[field] or "" for field in fields] for row in made]


def to_json(rows: Sequence[Observation], watch: Watch = unwatched, *, everything: bool) -> str:
    """Values as a JSON list of records; numbers with every digit."""
    fields, written = observations(rows, watch, everything=everything)
    lines = []
    for row in written:
        shown = (
            text if field in NUMBERS else escaped(json.dumps(text or None, ensure_ascii=False))
            for field, text in zip(fields, row, strict=True)
        )
        lines.append("{" + ", ".join(f'"{field}": {text}' for field, text in zip(fields, shown, strict=True)) + "}")
    return "[" + ",\n ".join(lines) + "]\n"


def build(
    catalogue: Catalogue, rows: Sequence[Observation], watch: Watch = unwatched, *, everything: bool
) -> dict[str, str]:
    """The package's files by their names."""
    title = Text("指标数据", "Values of the indicators")
    values = Resource("observations", title, *observations(rows, watch, everything=everything))
    resources = [values, *_register(catalogue)]
    files = {f"{one.name}.csv": to_csv(one.fields, one.rows) for one in resources}
    links = dict(_LINKS)
    if all(one.indicator in catalogue.indicators for one in rows):
        links["observations"] = {"indicator": "indicators"}
    described = [_described(one, files[f"{one.name}.csv"], links.get(one.name, {})) for one in resources]
    titles = [plan.title.en for plan in catalogue.plans.values()]
    package = {
        "profile": "tabular-data-package",
        "name": "policytrack",
        "title": "; ".join(titles)[:500] or "policytrack",
        "description": "Targets of government plans and recorded actuals, exported by policytrack. In text cells an "
        "apostrophe in front of = + - @ was added so that no spreadsheet runs them.",
        "resources": described,
    }
    return {"datapackage.json": json.dumps(package, indent=2, ensure_ascii=True) + "\n", **files}


def _described(one: Resource, content: str, links: Mapping[str, str]) -> dict[str, Any]:
    raw = content.encode()
    schema: dict[str, Any] = {
        "fields": [_field(name) for name in one.fields],
        "missingValues": [""],
        "primaryKey": ["id"],
    }
    if links:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": resource, "fields": ["id"]}}
            for field, resource in links.items()
        ]
    return {
        "profile": "tabular-data-resource",
        "name": one.name,
        "title": f"{one.title.en} / {one.title.zh}",
        "path": f"{one.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{sha256(raw).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(name: str) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "type": _TYPES.get(name, "string")}
    if made["type"] == "datetime":
        made["format"] = _STAMP
    if name == "id":
        made["constraints"] = {"required": True, "unique": True}
    return made


def _register(catalogue: Catalogue) -> list[Resource]:
    """The records that values refer to, as the files of the workspace have them."""
    return [
        _resource("indicators", Text("指标", "Indicators"), [
            {**one._asdict(), "name": one.name, "scope": one.scope} for one in catalogue.indicators.values()]),
        _resource("targets", Text("规划目标", "Targets of the plans"), [
            {**_kept(record_dicts.target(one, catalogue)), "value": one.value, "upper": one.upper,
             "tolerance": one.tolerance, **one.source._asdict()} for one in catalogue.targets.values()]),
        _resource("plans", Text("规划", "Plans"), [
            {**one._asdict(), "method": one.method.name} for one in catalogue.plans.values()]),
        _resource("units", Text("单位", "Units"), [
            {**one._asdict(), "aliases": "、".join(one.aliases)} for one in catalogue.units.values()]),
        _resource("sources", Text("来源文件", "Documents"), [
            {name: value for name, value in one._asdict().items() if name != "figures"}
            for one in catalogue.sources.values()]),
    ]  # fmt: skip


def _kept(target: Mapping[str, Any]) -> dict[str, Any]:
    """A target's own fields, without those of its indicator."""
    borrowed = {"name", "unit", "unit_name", "scope", "kind", "desired", "source"}
    return {name: value for name, value in target.items() if name not in borrowed}


def _resource(name: str, title: Text, records: Sequence[Mapping[str, Any]]) -> Resource:
    """Records as rows; a phrase in two languages takes two columns."""
    paired = dict.fromkeys(key for one in records for key, value in one.items() if isinstance(value, Text))
    keys = list(dict.fromkeys(key for one in records for key in one)) or ["id"]
    fields = [column for key in keys for column in ([f"{key}_{lang}" for lang in _BOTH] if key in paired else [key])]
    rows = []
    for one in records:
        row: list[str] = []
        for key in keys:
            value = one[key]
            if key in paired:
                row += list(value or ("", ""))
            else:
                row.append(_cell(value))
        rows.append(row)
    return Resource(name, title, tuple(fields), rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
