"""The report as an Excel workbook: an annex table a plan, ready to print on A4, and every value behind it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from policytrack.drawing import annex
from policytrack.drawing.office import widths
from policytrack.drawing.office.book import Book
from policytrack.drawing.office.grid import FRAMED, Grid
from policytrack.drawing.office.looks import BAND, COLOURS, marked
from policytrack.drawing.office.widths import Widths
from policytrack.drawing.table import Cell, Column, Table, cell
from policytrack.reporting.query import Query
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Lang, Text
from policytrack.watching import Watch, unwatched
from policytrack.words import notes
from policytrack.words.methods import disagreement
from policytrack.words.tables import office
from policytrack.words.verdicts import summary_line


def workbook(report: Report, observations: Table, lang: Lang, watch: Watch = unwatched) -> bytes:
    """The workbook's bytes: a sheet a plan, the parts and the changes where they were asked for, the observations."""
    book = Book(report.query.as_of, lang)
    for section in report.sections:
        _plan_sheet(book, report, section, watch)
    if not report.sections:
        book.sheet("policytrack").write_string(0, 0, notes.NOTHING_FITS.to(lang), book.style())
    if report.query.series:
        _list_sheet(book, annex.parts(report), widths.SHEET_PARTS, watch)
    if report.query.since is not None:
        _list_sheet(book, annex.changes(report), widths.SHEET_CHANGES, watch, notes.since_line(report, lang))
    _list_sheet(book, observations, widths.SHEET_OBSERVATIONS, watch)
    return book.close()


def plan_columns(query: Query) -> tuple[tuple[Column, ...], Widths]:
    """The columns of a plan's sheet, and their widths."""
    views = annex.view_columns(query)
    more = (*views, annex.AGREE) if views else ()
    return (*annex.ANNEX, *more), {**widths.SHEET, **{one.key: widths.SHEET_VIEW for one in more}}


class _Line(NamedTuple):
    """A target's cells, and the colours of its verdicts by the keys of their columns."""

    cells: list[Cell]
    colours: Mapping[str, dict[str, Any]]


def _plan_sheet(book: Book, report: Report, section: Section, watch: Watch) -> None:
    columns, wide = plan_columns(report.query)
    sheet = book.sheet(section.plan.id)
    lines = [_line(columns, number, row, book.lang) for number, row in enumerate(section.rows, 1)]
    grid = Grid(book, sheet, columns, wide, [one.cells for one in lines])
    grid.wide(0, office.over_plan(section.plan.title).to(book.lang), heading=True, align="center", font_size=14)
    grid.wide(1, summary_line(section.summary).to(book.lang), align="left")
    grid.head(2)
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    line = _targets(grid, 3, section, watch(lines))
    for note in _notes(report, section, book.lang):
        grid.wide(line, note, align="left")
        line += 1
    grid.finish(line - 1)


def _targets(grid: Grid, line: int, section: Section, shown: Iterable[_Line]) -> int:
    """A row a target, a band above each group of them; the line after them."""
    group = None
    for row, (cells, colours) in zip(section.rows, shown, strict=True):
        if row.target.group != group and row.target.group:
            grid.wide(line, row.target.group, heading=True, align="left", bg_color=BAND, **FRAMED)
            line += 1
        group = row.target.group
        grid.row(line, cells, colours)
        line += 1
    return line


def _line(columns: Iterable[Column], number: int, row: Row, lang: Lang) -> _Line:
    cells = annex.annex_cells(number, row)
    verdicts = {"verdict": row.result.verdict}
    verdicts |= {annex.view_key(name): one.verdict for name, one in row.methods.items()}
    colours = {}
    for key, verdict in verdicts.items():
        cells[key] = marked(verdict, cell(cells[key], lang))
        letters, ground = COLOURS[verdict]
        colours[key] = {"font_color": letters, "bg_color": ground}
    if row.methods_disagree:
        cells[annex.AGREE.key] = f"≠ {disagreement(lang)}"
    return _Line([cells.get(one.key) for one in columns], colours)


def _notes(report: Report, section: Section, lang: Lang) -> Iterable[str]:
    """What stands below a table: how old its values are, by which method it judges, and as of when."""
    yield from notes.coverage(section, report.query.as_of, lang)
    yield from notes.method_notes(section, lang)
    yield notes.as_of_line(report.query, lang)


def _list_sheet(book: Book, content: Table, wide: Widths, watch: Watch, above: str | None = None) -> None:
    """A table under its headings, with a filter; `above` is a line over it."""
    title = content.title or Text("", "")
    sheet = book.sheet(title.to(book.lang))
    grid = Grid(book, sheet, content.columns, wide, content.rows)
    top = 0
    if above is not None:
        grid.wide(0, above, align="left")
        top = 1
    grid.head(top)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    for line, cells in enumerate(watch(content.rows), top + 1):
        grid.row(line, cells)
    if content.rows:
        sheet.autofilter(top, 0, top + len(content.rows), grid.last)
    grid.finish(top + len(content.rows))
