"""The report as an Excel workbook: an annex table a plan, ready to print on A4, and every value behind it.

Text is written as text, never as a formula; a number is written as a number, with its words in the number format.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from policytrack.assessing.verdict import Verdict
from policytrack.decimals import fixed
from policytrack.drawing import annex
from policytrack.drawing.glyphs import GLYPHS
from policytrack.drawing.table import Cell, Column, Numeral, Table, cell
from policytrack.drawing.wrapping import break_places
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Lang, Text, printable, web_address
from policytrack.watching import Watch, unwatched
from policytrack.words import notes
from policytrack.words.methods import disagreement
from policytrack.words.verdicts import summary_line

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST, LONGEST_ADDRESS, MOST_LINKS = 32_767, 2_079, 65_530  # characters of a cell, of a link; links of a sheet
MOST_FORMATS = 180  # Excel refuses a file with more than 206 number formats of its own
MOST_EXACT = 15  # digits that a spreadsheet keeps
_FONTS: dict[Lang, tuple[str, str]] = {"zh": ("宋体", "黑体"), "en": ("Arial", "Arial")}  # of text, of headings
_SIZE, _EDGE = 9, "#A6A6A6"
_LINE: dict[Lang, float] = {"zh": 11.6, "en": 10.9}  # how high one is, in points
_ROOM: dict[Lang, float] = {"zh": 1.14, "en": 1.27}  # columns of text (half a Chinese character) in a unit of width
_LEAST, _WRAPPED, _MOST = 6.0, 10.0, 16.0  # the width of a number; words may be wrapped, a number may not
COLOURS: dict[Verdict, tuple[str, str]] = {  # letters, ground; the contrast is at least 7 to 1
    "met": ("#0B4A12", "#D5EBD2"),
    "missed": ("#7A0C0C", "#F8D5CF"),
    "reached": ("#0B4A12", "#D5EBD2"),
    "on_track": ("#0B4A12", "#E9F5E7"),
    "progressing": ("#5C3A00", "#FFF1CC"),
    "lagging": ("#7A0C0C", "#FDE7E2"),
    "reversing": ("#7A0C0C", "#F8D5CF"),
    "awaiting_data": ("#43156B", "#EFE6F6"),
    "insufficient_data": ("#0A3F57", "#E0F0F7"),
    "no_data": ("#404040", "#F2F2F2"),
    "not_due": ("#404040", "#F2F2F2"),
}
# widths in characters; those of numbers and periods follow what stands in them
_ANNEX_WIDTHS: tuple[float, ...] = (4, 16, 6.5, 5.5, 0, 0, 0, 5.5, 6.5, 6.5, 6.5, 7, 0, 6, 12, 11, 13.5, 27)
_OBSERVED = {
    "Indicator": 18.0, "Part": 8.0, "Period": 10.0, "Value": 0.0, "Unit": 7.0, "Qualifier": 6.0, "Data status": 6.0,
    "Used": 6.5, "Source": 24.0, "Publisher": 16.0, "Published": 9.5, "Confidence": 7.5, "Quote": 28.0, "Link": 26.0,
    "Remarks": 16.0, "Recorded": 11.0,
}  # fmt: skip
_VIEW_WIDTH, _AGREE = 12.0, Column(Text("各方法一致", "Methods agree"))


def workbook(report: Report, observations: Table, lang: Lang, watch: Watch = unwatched) -> bytes:
    """The workbook's bytes: a sheet a plan, the parts and the changes where they were asked for, the observations."""
    book = _Book(report, lang, watch)
    for section in report.sections:
        _plan_sheet(book, report, section)
    if not report.sections:
        sheet = book.sheet("policytrack")
        sheet.write_string(0, 0, "没有符合条件的目标。" if lang == "zh" else "No target fits.", book.style())
    if report.query.series:
        _list_sheet(book, annex.parts(report), (34, 24, 6, 16, 0, 26))
    if report.query.since is not None:
        _list_sheet(book, annex.changes(report), (28, 36, 36, 26), notes.since_line(report, lang))
    _list_sheet(book, observations, [_OBSERVED.get(one.heading.en, 12) for one in observations.columns])
    return book.close()


class _Book:
    """A workbook with its styles, each made once."""

    def __init__(self, report: Report, lang: Lang, watch: Watch) -> None:
        import xlsxwriter

        self.lang, self.day, self.watch = lang, report.query.as_of, watch
        self._names: set[str] = set()
        self._styles: dict[frozenset[tuple[str, Any]], Format] = {}
        self._formats: set[str] = set()
        self._out = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._made: Workbook = xlsxwriter.Workbook(self._out, options)
        title = "规划目标执行情况" if lang == "zh" else "What became of the targets"
        # the report's day: the same report gives the same bytes
        self._made.set_properties({"title": title, "created": datetime.combine(self.day, time())})

    def close(self) -> bytes:
        self._made.close()
        return self._out.getvalue()

    def sheet(self, name: str) -> "Worksheet":
        """A new sheet, set up to print; its name as Excel allows it, and unlike those before it."""
        kept = re.sub(r"[\[\]:*?/\\]", "-", printable(name))[:28].strip("'") or "-"
        unique, number = kept, 1
        while unique.lower() in self._names | {"history"}:
            number += 1
            unique = f"{kept}-{number}"
        self._names.add(unique.lower())
        made = self._made.add_worksheet(unique)
        made.set_landscape()
        made.set_paper(9)
        made.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        made.fit_to_pages(1, 0)
        made.center_horizontally()
        made.hide_gridlines(2)
        made.set_footer("&C&9" + ("第 &P 页,共 &N 页" if self.lang == "zh" else "Page &P of &N"))
        return made

    def style(self, *, heading: bool = False, **properties: Any) -> "Format":
        """A cell style."""
        text, title = _FONTS[self.lang]
        full = {
            "font_name": title if heading else text, "font_size": _SIZE, "valign": "vcenter", "text_wrap": True,
            **({"bold": True} if heading else {}), **properties,
        }  # fmt: skip
        key = frozenset(full.items())
        if key not in self._styles:
            self._styles[key] = self._made.add_format(full)
        return self._styles[key]

    def number_format(self, figure: Numeral) -> str | None:
        """The format that makes a spreadsheet show a figure as it is written, while there is room for another."""
        found = number_format(figure, self.lang)
        if found is None or (found not in self._formats and len(self._formats) >= MOST_FORMATS):
            return None
        self._formats.add(found)
        return found


def number_format(figure: Numeral, lang: Lang) -> str | None:
    """The number format that shows a figure as `bare` writes it; None where none does, and its words are written."""
    words = figure.bare.to(lang)
    written = re.findall(r"-?\d[\d,]*(?:\.\d+)?", words)
    if figure.number is None or len(written) != 1:
        return None
    before, _, after = words.partition(written[0])
    decimals = len(written[0].partition(".")[2])
    shown = figure.number * 100 if figure.is_share else figure.number
    digits = sum(one.isdigit() for one in written[0])
    if digits > MOST_EXACT or fixed(shown, decimals) != written[0] or '"' in words or not words.isprintable():
        return None
    core = ("0" if figure.is_share else "#,##0") + ("." + "0" * decimals if decimals else "")
    if figure.is_share:
        core, after = core + "%", after.removeprefix("%")
    before, after = (f'"{one}"' if one else "" for one in (before, after))
    made = f"{before}{core}{after}"
    return made if not before else f"{made};{before}-{core}{after}"  # else the minus would stand before the words


class _Grid:
    """A table on a sheet: where each column stands, and how a cell is put there."""

    def __init__(
        self,
        book: _Book,
        sheet: "Worksheet",
        columns: Sequence[Column],
        widths: Sequence[float],
        rows: Sequence[Sequence[Cell]],
    ) -> None:
        self.book, self.sheet, self.columns = book, sheet, columns
        self.links = 0
        self.places: list[int] = []
        self.widths: list[float] = []
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            self.places.append(len(self.widths))
            cells = [row[place] for row in rows]
            self.widths.append(width or max(self._fitting(one) for one in (None, *cells)))
            if column.dated:
                self.widths.append(max(self._width(_when(one, book.lang)) for one in (None, *cells)))
        self.last = len(self.widths) - 1
        for place, width in enumerate(self.widths):
            sheet.set_column(place, place, width)

    def _fitting(self, content: Cell) -> float:
        """The width for a number, or for words in its place."""
        is_words = isinstance(content, str | Text) or (isinstance(content, Numeral) and content.number is None)
        return min(self._width(_bare(content, self.book.lang)), _WRAPPED if is_words else _MOST)

    def _width(self, words: str) -> float:
        return max(cell_len(words) / _ROOM[self.book.lang] + 1, _LEAST)

    def head(self, line: int) -> None:
        """The headings; that of a dated column stands over both of its parts."""
        highest = 1
        style = self.book.style(heading=True, align="center", bg_color="#DDE6F0", border=1, border_color=_EDGE)
        for column, at in zip(self.columns, self.places, strict=True):
            words = column.heading.to(self.book.lang)
            room = self.widths[at] + (self.widths[at + 1] if column.dated else 0)
            highest = max(highest, self._lines(words, room))
            if column.dated:
                self.sheet.merge_range(line, at, line, at + 1, words, style)
            else:
                self.sheet.write_string(line, at, words, style)
        self._set_height(line, highest)

    def wide(self, line: int, words: str, **properties: Any) -> None:
        """A line of text over all columns, as high as it needs."""
        size = properties.setdefault("font_size", _SIZE)
        text = _clean(words)
        style = self.book.style(**properties)
        if self.last:
            self.sheet.merge_range(line, 0, line, self.last, "", style)
        self.sheet.write_string(line, 0, text, style)
        self._set_height(line, self._lines(text, sum(self.widths) * _SIZE / size), size)

    def finish(self, line: int) -> None:
        """The table ends here: what is printed, and where a year as text is no mistake."""
        from xlsxwriter.utility import xl_range

        self.sheet.print_area(0, 0, line, self.last)
        self.sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, line, self.last)})

    def row(self, line: int, cells: Sequence[Cell], special: dict[int, dict[str, Any]] | None = None) -> None:
        """A row of cells; `special` are properties of some, by their column.

        It is as high as its longest cell needs: Excel would see to that itself, other programs do not.
        """
        highest = 1
        for place, (column, content) in enumerate(zip(self.columns, cells, strict=True)):
            self._put(line, self.places[place], column, content, (special or {}).get(place, {}))
            highest = max(highest, self._lines(_bare(content, self.book.lang), self.widths[self.places[place]]))
        self._set_height(line, highest)

    def _lines(self, text: str, width: float) -> int:
        """How many lines a text takes in a width."""
        room = max(int(width * _ROOM[self.book.lang]), 2)
        if 2 * len(text) <= room:  # most cells are short
            return 1 + text.count("\n")
        return sum(1 + len(break_places(one, room)) for one in text.split("\n"))

    def _set_height(self, line: int, lines: int, size: float = _SIZE) -> None:
        self.sheet.set_row(line, min((lines * _LINE[self.book.lang] + 4) * size / _SIZE, 409))  # Excel's highest row

    def _put(self, line: int, at: int, column: Column, content: Cell, extra: dict[str, Any]) -> None:
        edge: dict[str, Any] = {"border": 1, "border_color": _EDGE}
        side = "right" if column.is_number or column.dated else "center" if column.keep else "left"
        own: dict[str, Any] = {**edge, "align": side, **extra}
        if column.dated:
            beside = self.book.style(**edge, align="left", left=0)
            self.sheet.write_string(line, at + 1, _when(content, self.book.lang), beside)
            own["right"] = 0
        if isinstance(content, Numeral):
            self._figure(line, at, content, own)
        elif isinstance(content, Decimal | int):
            words = Text.same(cell(content, self.book.lang))
            self._figure(line, at, Numeral(Decimal(content), words, words), own)
        elif column.is_link and isinstance(content, str):
            self._link(line, at, content, own)
        else:
            self.sheet.write_string(line, at, _bare(content, self.book.lang), self.book.style(**own))

    def _figure(self, line: int, at: int, figure: Numeral, own: dict[str, Any]) -> None:
        made = self.book.number_format(figure)
        if made is None or figure.number is None:
            self.sheet.write_string(line, at, _bare(figure, self.book.lang), self.book.style(**own))
        else:  # shrunk where it is too wide: a spreadsheet would show ### instead
            style = self.book.style(**own, num_format=made, text_wrap=False, shrink=True)
            self.sheet.write_number(line, at, float(figure.number), style)

    def _link(self, line: int, at: int, address: str, own: dict[str, Any]) -> None:
        safe = web_address(address)
        if safe is None or len(safe) > LONGEST_ADDRESS or self.links >= MOST_LINKS:
            self.sheet.write_string(line, at, _clean(address), self.book.style(**own))
            return
        self.links += 1
        self.sheet.write_url(line, at, safe, self.book.style(**own, font_color="#0B4F9E", underline=1), safe)


def _clean(text: str) -> str:
    return printable(text)[:LONGEST]


def _bare(content: Cell, lang: Lang) -> str:
    """What stands in a cell, without the period beside it."""
    return _clean(cell(content.bare if isinstance(content, Numeral) else content, lang))


def _when(content: Cell, lang: Lang) -> str:
    """The period beside a figure."""
    when = content.when if isinstance(content, Numeral) else None
    return "" if when is None else _clean(f"({when.to(lang)})")


def _plan_sheet(book: _Book, report: Report, section: Section) -> None:
    lang, query = book.lang, report.query
    views = annex.view_columns(query)
    columns = (*annex.ANNEX, *views, *((_AGREE,) if views else ()))
    widths = (*_ANNEX_WIDTHS, *(_VIEW_WIDTH for _ in columns[len(annex.ANNEX) :]))
    sheet = book.sheet(section.plan.id)
    rows = [_annex_row(number, row, lang) for number, row in enumerate(section.rows, 1)]
    grid = _Grid(book, sheet, columns, widths, [cells for cells, _ in rows])
    title = section.plan.title.to(lang)
    over = f"{title}目标执行情况" if lang == "zh" else f"{title}: what became of the targets"
    grid.wide(0, over, heading=True, align="center", font_size=14)
    grid.wide(1, summary_line(section.summary).to(lang), align="left")
    grid.head(2)
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    line = 3
    group = None
    for row, shown in zip(section.rows, book.watch(rows), strict=True):
        if row.target.group != group and row.target.group:
            grid.wide(
                line, row.target.group, heading=True, align="left", bg_color="#EEF2F7", border=1, border_color=_EDGE
            )
            line += 1
        group = row.target.group
        grid.row(line, *shown)
        line += 1
    for note in _notes(report, section, lang):
        grid.wide(line, note, align="left")
        line += 1
    grid.finish(line - 1)


def _annex_row(number: int, row: Row, lang: Lang) -> tuple[list[Cell], dict[int, dict[str, Any]]]:
    """A target's cells, and the colours of its verdicts by their column; never told by colour alone."""
    cells = list(annex.annex_cells(number, row))
    verdicts = [row.result.verdict, *(one.verdict for one in row.methods.values())]
    special = {}
    for at, verdict in zip([annex.VERDICT_AT, *range(len(annex.ANNEX), len(cells))], verdicts, strict=True):
        cells[at] = f"{GLYPHS[verdict][0]} {cell(cells[at], lang)}"
        letters, ground = COLOURS[verdict]
        special[at] = {"font_color": letters, "bg_color": ground}
    if row.methods:
        cells.append(f"≠ {disagreement(lang)}" if row.methods_disagree else None)
    return cells, special


def _notes(report: Report, section: Section, lang: Lang) -> Iterable[str]:
    """What stands below a table: how old its values are, by which method it judges, and as of when."""
    yield from notes.coverage(section, report.query.as_of, lang)
    yield from notes.method_notes(section, lang)
    yield notes.as_of_line(report.query, lang)


def _list_sheet(book: _Book, content: Table, widths: Sequence[float], above: str | None = None) -> None:
    """A table under its headings, with a filter; `above` is a line over it."""
    title = content.title or Text("", "")
    sheet = book.sheet(title.to(book.lang))
    grid = _Grid(book, sheet, content.columns, widths, content.rows)
    top = 0
    if above is not None:
        grid.wide(0, above, align="left")
        top = 1
    grid.head(top)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    for line, cells in enumerate(book.watch(content.rows), top + 1):
        grid.row(line, cells)
    if content.rows:
        sheet.autofilter(top, 0, top + len(content.rows), grid.last)
    grid.finish(top + len(content.rows))
