"""A draft in words: YAML to paste, or JSON."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from policytrack.drawing.json_form import record_dicts
from policytrack.reading.document.accounting import Scanned
from policytrack.reading.document.draft import Aim, Draft, Told
from policytrack.text import Lang, escaped
from policytrack.words import headings


def as_yaml(made: Draft, source: str, lang: Lang) -> str:
    """The draft as records to paste, with comments for what a curator must settle."""
    lines = [f"# {headings.DRAFT.to(lang)}"]
    if made.targets:
        lines += ["targets:", *(line for one in made.targets for line in _target_lines(one, source, lang))]
    if made.observations:
        lines += ["observations:", *(_observation_line(one) for one in made.observations)]
    return escaped("\n".join([*lines, *_left_lines(made.left, lang)]) + "\n")


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _number(value: Decimal | int) -> str:
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _target_lines(one: Aim, source: str, lang: Lang) -> Iterator[str]:
    quantity = one.place.quantity
    yield f"  - id: plan/line-{one.place.line}-{one.place.column}"
    yield f"    # {headings.DRAFT_UNIT.to(lang)}: {quantity.unit or '?'}"
    yield f"    comparator: {one.comparator}"
    if one.relative:
        fields = ", ".join(f"{key}: {_number(value) if value else '?'}" for key, value in one.relative.items())
        assumed = headings.NO_BASE_YEAR.to(lang)
        yield f"    relative: {{{fields}}}" + ("" if one.base_named else f"  # {assumed}")
    else:
        yield f"    value: {_number(quantity.value)}"
    if quantity.upper is not None:
        yield f"    upper: {_number(quantity.upper)}"
    if one.maintain:
        yield "    maintain: true"
    if quantity.measure == "average_growth":
        yield "    transform: average_growth"
    missing = headings.NO_YEAR.to(lang)
    yield f"    due: {quantity.year}" if quantity.year else f"    # due: {missing}"
    yield f"    source: {{document: {source}, quote: {_quoted(one.quote)}}}"


def _observation_line(one: Told) -> str:
    year = one.place.quantity.year or '"?"'
    fields = f"indicator: {one.indicator.id}, time_period: {year}, value: {_number(one.value)}"
    qualifier = "" if one.qualifier == "exact" else f", qualifier: {one.qualifier}"
    return f"  - {{{fields}{qualifier}, quote: {_quoted(one.quote)}}}"


def _left_lines(left: Iterable[Scanned], lang: Lang) -> list[str]:
    """What was seen and not drafted."""
    rows = [f"#   {one.line}: {one.quantity.text} — {_short(one.quantity.sentence)}" for one in left]
    return [f"# {headings.NOT_DRAFTED.to(lang)}:", *rows] if rows else []


def _short(words: str) -> str:
    folded = re.sub(r"\s+", " ", words)
    return folded if len(folded) <= 60 else folded[:60] + "…"


def as_record(made: Draft) -> dict[str, Any]:
    """The draft as JSON: the same candidates with their places, and the units as they are written."""
    number = record_dicts.number
    return {
        "targets": [
            {
                **_where(one.place),
                "comparator": one.comparator,
                "value": None if one.relative else number(one.place.quantity.value),
                "upper": number(one.place.quantity.upper),
                "relative": one.relative
                and {key: number(Decimal(value)) if value else None for key, value in one.relative.items()},
                "unit": one.place.quantity.unit or None,
                "maintain": one.maintain,
                "transform": "average_growth" if one.place.quantity.measure == "average_growth" else None,
                "due": one.place.quantity.year,
                "quote": one.quote,
            }
            for one in made.targets
        ],
        "observations": [
            {
                **_where(one.place),
                "indicator": one.indicator.id,
                "time_period": one.place.quantity.year and str(one.place.quantity.year),
                "value": number(one.value),
                "qualifier": one.qualifier,
                "unit": one.indicator.unit,
                "quote": one.quote,
            }
            for one in made.observations
        ],
        "not_drafted": [{**_where(one), "sentence": one.quantity.sentence} for one in made.left],
    }


def _where(one: Scanned) -> dict[str, Any]:
    return {"line": one.line, "column": one.column, "text": one.quantity.text}
