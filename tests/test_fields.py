"""One table of an observation's fields: whatever is written out beside it, or derived from it, agrees with it."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from policytrack import fields
from policytrack.drawing import vintage_table
from policytrack.drawing.json_form import record_dicts
from policytrack.exchange import datapackage
from policytrack.fields import FIELDS, STORED, Field, FieldType
from policytrack.files import schema
from policytrack.files.catalogue import read_catalogue
from policytrack.model import Catalogue, Observation, Retraction
from policytrack.period import Period
from policytrack.reading import headings
from policytrack.recording import exported
from policytrack.recording.entry import Entry
from policytrack.store import statements
from policytrack.store.rows import packed, unpacked
from policytrack.text import LANGS
from tests.conftest import ROOT

OWN = tuple(field for field in FIELDS if not field.retraction)
WITHDRAWN = tuple(field for field in FIELDS if field.retraction)
WRITTEN = tuple(field for field in FIELDS if field.written)
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def sample(field: Field) -> Any:
    """A value that no other field has, and that is not its default."""
    own = {"id": "0123456789abcdef", "unit": "piece", "indicator": "stock"}.get(field.name, field.name)
    at = FIELDS.index(field)
    return {
        "id": own, "text": own, "number": Decimal("12.50"), "period": Period.of_year(2022), "date": f"2023-{at:02}",
        "instant": f"2026-11-20T00:00:{at:02}.000000Z", "flag": True, "choice": field.choices[-1] if field.choices else None,
    }[field.type]  # fmt: skip


FULL = Observation(
    **{field.attribute: sample(field) for field in OWN},
    retraction=Retraction(**{str(field.retraction): sample(field) for field in WITHDRAWN}),
)


def shown(field: Field) -> str:
    """The value of FULL as the text of a cell."""
    value = sample(field)
    return "true" if value is True else format(value, "f") if field.type == "number" else str(value)


def optional(kind: Any, field: Field) -> Any:
    return kind if field.required or field.default is not None else kind | None


def parts(hint: Any) -> set[Any]:
    """A type, or the types of a union: pydantic and typing write the same union in two ways."""
    return set(get_args(hint)) if get_origin(hint) in {Union, type(int | str)} else {hint}


# -- the table itself ----------------------------------------------------------------------------------------


def test_every_name_is_one_fields_own() -> None:
    for names in (
        [field.name for field in FIELDS],
        [field.attribute for field in FIELDS],
        [field.key for field in FIELDS],
    ):
        assert len(set(names)) == len(names)
    for lang in LANGS:
        told = [field.heading.to(lang) for field in FIELDS]
        assert all(told) and len(set(told)) == len(told)


def test_a_sample_differs_from_every_other() -> None:
    flags = [field for field in FIELDS if field.type == "flag"]
    assert len({str(sample(field)) for field in FIELDS}) == len(FIELDS) - len(flags) + 1
    assert all(sample(field) not in {field.default, None} for field in FIELDS)


def test_only_what_holds_choices_has_them_and_a_default() -> None:
    assert all(bool(field.choices) == (field.type == "choice") for field in FIELDS)
    assert all((field.default is False) == (field.type == "flag") for field in FIELDS)
    assert all(field.default in {None, False, *field.choices} for field in FIELDS)


def test_only_the_publication_is_a_date() -> None:
    assert [field.name for field in FIELDS if field.type == "date"] == [
        "published"
    ]  # in the record, dates are texts too


def test_moving_fields() -> None:
    first, second, third, *_ = FIELDS
    assert fields.moved((first, second, third), **{first.name: second.name}) == (second, first, third)
    assert fields.moved((first, second, third)) == (first, second, third)


# -- the typed records ---------------------------------------------------------------------------------------

PLAIN: dict[FieldType, Any] = {"id": str, "text": str, "number": Decimal, "period": Period, "date": str, "instant": str, "flag": bool}  # fmt: skip
AT_THE_DOOR: dict[FieldType, Any] = {
    "id": schema.Id, "text": schema.Words, "number": schema.Number, "period": schema.PeriodText, "date": schema.Date, "flag": schema.Flag,
}  # fmt: skip


def test_the_record_has_the_tables_fields() -> None:
    assert set(Observation._fields) == {*(field.attribute for field in OWN), "retraction"}
    hints = get_type_hints(Observation)
    for field in OWN:
        assert parts(hints[field.attribute]) == parts(optional(PLAIN.get(field.type, Literal[field.choices]), field)), (
            field.name
        )
    defaults = {field.attribute: field.default for field in OWN if not field.required}
    assert Observation._field_defaults == {**defaults, "retraction": None}
    assert {field.retraction for field in WITHDRAWN} == set(Retraction._fields)
    assert set(get_type_hints(Retraction).values()) == {str}


def test_the_shape_has_the_tables_fields() -> None:
    shapes = {shape.alias or name: shape for name, shape in schema.ObservationShape.model_fields.items()}
    assert set(shapes) == {field.name for field in WRITTEN}
    names = {shape.alias or name: name for name, shape in schema.ObservationShape.model_fields.items()}
    hints = get_type_hints(schema.ObservationShape, include_extras=True)
    for field in WRITTEN:
        shape, kind = shapes[field.name], AT_THE_DOOR.get(field.type, Literal[field.choices])
        assert shape.is_required() == field.required, field.name
        assert field.required or shape.default == field.default, field.name
        assert parts(hints[names[field.name]]) == parts(optional(kind, field)), field.name


def test_what_is_written_in_a_file_arrives(small: Callable[..., Path]) -> None:
    given = [field for field in WRITTEN if field.name != "internal"]  # refused, tests/cli/test_internal.py
    written = ", ".join(f"{field.name}: {shown(field)}" for field in given)
    source = f"id: s\nkind: news\ntitle: t\npublisher: p\nobservations:\n  - {{{written}}}\n"
    catalogue, findings = read_catalogue(small(sources={"s": source}))
    assert not findings
    (one,) = catalogue.observations["stock"]
    assert {field.name: getattr(one, field.attribute) for field in given} == {
        field.name: sample(field) for field in given
    }
    assert (one.id, one.unit, one.source) == ("s#1", "piece", "s")


def test_the_export_of_the_file_has_a_column_for_all_that_is_written() -> None:
    assert {field.name for field in WRITTEN} <= {*exported.FIELDS, *exported.STATED}


# -- the store -----------------------------------------------------------------------------------------------


def made(table: str) -> dict[str, bool]:
    """The columns that the migrations make, and whether each has to be filled."""
    store = sqlite3.connect(":memory:")
    for statement in statements.since(0, "", sqlite=True):
        store.execute(statement)
    found = {name: bool(filled or key) for _, name, _, filled, _, key in store.execute(f"pragma table_info({table})")}
    store.close()
    return found


def test_the_migrations_make_the_tables_columns() -> None:
    assert made("actuals") == {field.column: field.stored != "optional" for field in STORED}
    assert made("retractions") == dict.fromkeys(statements.RETRACTION, True)
    assert set(statements.COLUMNS) == {field.column for field in FIELDS} - {None}


def test_a_column_that_must_be_filled_has_something_to_hold() -> None:
    later = {"recorded_at", "recorded_by"}  # of every stored row, of no document's
    for field in STORED:
        assert (field.stored == "needed") == (field.required or field.default is not None or field.name in later), (
            field.name
        )


def test_a_row_has_the_tables_columns_in_their_order() -> None:
    assert packed(FULL) == tuple(shown(field) for field in STORED)
    bare = Observation(**{field.attribute: sample(field) for field in STORED if field.stored == "needed"})
    expected = {"optional": None, "blank": ""}
    assert packed(bare) == tuple(
        shown(field) if field.stored == "needed" else expected[field.stored or ""] for field in STORED
    )
    assert all(getattr(bare, field.attribute) is None for field in STORED if field.stored in expected)


@pytest.mark.parametrize("gone", [FULL.retraction, None])
def test_a_row_comes_back_in_full(gone: Retraction | None) -> None:
    kept = {field.attribute: sample(field) for field in STORED}
    assert unpacked((*packed(FULL), *(gone or (None,) * 3))) == Observation(**kept, retraction=gone)


# -- what people get -----------------------------------------------------------------------------------------

# what was promised; a field that is added stands in each of them
EXPORTED = (
    "id", "indicator", "series", "time_period", "value", "unit", "qualifier", "status", "source", "quote", "note",
    "published", "typed", "recorded_at", "recorded_by", "retracted_at", "retracted_by", "retraction_reason",
)  # fmt: skip
STATED = ("break", "basis", "internal")
LISTED = (
    "id", "indicator", "time_period", "value", "unit", "typed", "qualifier", "status", "source", "quote", "note", "series",
    "published", "break", "recorded_at", "recorded_by", "retracted", "retraction",
)  # fmt: skip


def test_an_export_has_the_tables_fields() -> None:
    assert exported.FIELDS == EXPORTED and exported.STATED == STATED
    assert {*EXPORTED, *STATED} == {field.name for field in FIELDS}
    by_name = {field.name: field for field in FIELDS}
    assert list(exported.cells(FULL).items()) == [(name, shown(by_name[name])) for name in EXPORTED]
    assert list(exported.stated(FULL).items()) == [(name, shown(by_name[name])) for name in STATED]
    bare = Observation(**{field.attribute: sample(field) for field in OWN if field.required})
    said = {**exported.cells(bare), **exported.stated(bare)}
    assert {name for name, text in said.items() if text is not None} == {
        field.name for field in FIELDS if field.required or isinstance(field.default, str)
    }


def test_an_exported_row_comes_back() -> None:
    written = {field.key: shown(field) for field in FIELDS if not field.stated}
    kept = {field.attribute: sample(field) for field in OWN if not field.stated}
    assert exported.observation(written, NOW) == Observation(**kept, retraction=FULL.retraction)


def test_the_history_has_the_tables_fields() -> None:
    said = record_dicts.vintage(FULL)
    assert tuple(said) == LISTED
    by_name = {field.name: field for field in FIELDS if field.listed}
    assert {*by_name} == {*LISTED, *(field.name for field in WITHDRAWN)} - {"retracted", "retraction"}
    for name in LISTED[:-2]:
        value = sample(by_name[name])
        assert said[name] == {"period": str(value), "number": 12.5}.get(by_name[name].type, value), name
    assert said["retracted"] is True and said["retraction"] == {field.retraction: sample(field) for field in WITHDRAWN}


def test_the_data_package_describes_the_tables_fields() -> None:
    catalogue = Catalogue({}, {}, {}, {}, {}, {}, {})
    package = datapackage.build(catalogue, [FULL], everything=True)["datapackage.json"]
    (described,) = [one for one in json.loads(package)["resources"] if one["name"] == "observations"]
    kinds = {one["name"]: one["type"] for one in described["schema"]["fields"]}
    told = {"number": "number", "flag": "boolean", "instant": "datetime"}
    assert kinds == {field.name: told.get(field.type, "string") for field in FIELDS}


# -- what people give ----------------------------------------------------------------------------------------


def test_an_entry_has_the_fields_that_import_reads() -> None:
    read = {field.key for field in FIELDS if field.meaning} - {"internal"}  # which is refused
    assert read == set(Entry._fields)
    assert {*read, "internal", "publisher", "url"} == headings.MEANINGS.keys()


def known() -> Iterator[tuple[str, str]]:
    for field in FIELDS:
        if field.meaning or not field.stated:
            yield from ((name, field.key) for name in (field.name, *field.headings))


def test_a_heading_means_its_field_alone() -> None:
    means = list(known())
    assert len({name for name, _ in means}) == len(means)
    for name, key in means:
        more = [one for one in ("indicator", "time_period", "value") if dict(means)[one] != key]
        layout, _ = headings.understand([(1, [name, *more])])
        assert layout.fields()[key] == 0, name
    for field in FIELDS:
        assert field.meaning or not field.headings, field.name


def test_the_table_of_values_is_headed_by_the_tables_headings() -> None:
    told = [column.heading for column in vintage_table.COLUMNS]
    assert {field.name for field in FIELDS if field.heading in told} == {
        "indicator", "series", "time_period", "value", "unit", "qualifier", "status", "source", "published", "quote", "note",
    }  # fmt: skip


def test_the_documentation_names_every_field() -> None:
    told = (ROOT / "docs" / "data-format.md").read_text(encoding="utf-8")
    assert [field.name for field in FIELDS if f"`{field.name}`" not in told] == []
