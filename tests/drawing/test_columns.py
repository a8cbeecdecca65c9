"""Columns by their keys: every column has a heading, a cell and a width, and no width is left without a column."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from policytrack.drawing import annex, vintage_table
from policytrack.drawing.office import widths, word, workbook
from policytrack.drawing.table import Column, keyed, keyed_table
from policytrack.files.workspace import find
from policytrack.reporting.query import Query
from policytrack.text import LANGS, Lang, Text
from policytrack.tracker import Tracker
from policytrack.words.tables.headings import HEADING

AS_OF = date(2026, 11, 20)
ONE, ALL = Query(AS_OF), Query(AS_OF, method="all")


def keys(columns: Iterable[Column]) -> list[str]:
    return [column.key for column in columns]


SETS: dict[str, tuple[Iterable[Column], widths.Widths]] = {
    "sheet": (annex.ANNEX, widths.SHEET),
    "sheet as drawn": workbook.plan_columns(ONE),
    "sheet of all methods": workbook.plan_columns(ALL),
    "sheet of parts": (annex.PART_COLUMNS, widths.SHEET_PARTS),
    "sheet of changes": (annex.CHANGE_COLUMNS, widths.SHEET_CHANGES),
    "sheet of observations": (vintage_table.COLUMNS, widths.SHEET_OBSERVATIONS),
    **{f"document ({lang})": (annex.ANNEX, widths.document_annex(lang)) for lang in LANGS},
    "document of all methods": word.method_columns(ALL),
    "document's parts": ([one for one in annex.PART_COLUMNS if one.key != "plan"], widths.DOCUMENT_PARTS),
    "document's changes": (annex.CHANGE_COLUMNS, widths.DOCUMENT_CHANGES),
}


@pytest.mark.parametrize("name", SETS)
def test_every_column_has_a_width_and_every_width_a_column(name: str) -> None:
    columns, wide = SETS[name]
    assert sorted(wide) == sorted(keys(columns)) and len(set(wide)) == len(list(columns))


@pytest.mark.parametrize("lang", LANGS)
def test_the_document_is_as_wide_as_its_page(lang: Lang) -> None:
    assert widths.REST not in widths.DOCUMENT[lang]
    assert sum(widths.document_annex(lang).values()) == pytest.approx(widths.PAGE)
    assert widths.document_annex(lang)[widths.REST] > 3
    for own in (word.method_columns(ALL)[1], widths.DOCUMENT_PARTS, widths.DOCUMENT_CHANGES):
        assert sum(own.values()) == pytest.approx(widths.PAGE)


def test_every_column_has_its_cell(tmp_path: Path) -> None:
    tracker = Tracker(find(None, f"sqlite:///{tmp_path}/a.db", {}, tmp_path), {"HOME": str(tmp_path)})
    for query in (ONE, ALL):
        row = tracker.report(query).rows[0]
        assert list(annex.annex_cells(1, row)) == keys([*annex.ANNEX, *annex.view_columns(query)])


def test_every_heading_is_that_of_a_column() -> None:
    columns = [*annex.ANNEX, *annex.PART_COLUMNS, *annex.CHANGE_COLUMNS, *vintage_table.COLUMNS]
    assert HEADING.keys() == {*keys(columns), "id", "agree"}


def test_a_column_is_found_by_its_key() -> None:
    table = keyed_table(
        (keyed("indicator"), keyed("part"), keyed("value", is_number=True)),
        [{"value": 1, "indicator": "a"}, {"indicator": "b", "part": "p"}],
        [],
        Text.same("t"),
    )
    assert table.rows == (("a", None, 1), ("b", "p", None)) and table.under("value") == (1, None)
    assert table.without("part", "none").rows == (("a", 1), ("b", None))
    with pytest.raises(ValueError, match="verdict"):
        table.under("verdict")
