"""A table on a sheet of a workbook: how wide its columns and how high its rows are, and what is put into a cell.

Text is written as text, never as a formula; a number is written as a number, with its words in the number format.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from policytrack.drawing.office.book import FONT_SIZE, Book
from policytrack.drawing.office.looks import HEAD, LINK
from policytrack.drawing.office.widths import Widths
from policytrack.drawing.table import Cell, Column, Numeral, cell
from policytrack.drawing.wrapping import break_places
from policytrack.text import Lang, Text, printable, web_address

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST, LONGEST_ADDRESS, MOST_LINKS = 32_767, 2_079, 65_530  # characters of a cell, of a link; links of a sheet
HIGHEST = 409  # points of a row, as Excel has it
_EDGE = "#A6A6A6"
FRAMED: dict[str, Any] = {"border": 1, "border_color": _EDGE}
_LINE: dict[Lang, float] = {"zh": 11.6, "en": 10.9}  # how high one is, in points
_ROOM: dict[Lang, float] = {"zh": 1.14, "en": 1.27}  # columns of text (half a Chinese character) in a unit of width
_LEAST, _WRAPPED, _MOST = 6.0, 10.0, 16.0  # the width of a number; words may be wrapped, a number may not


class Grid:
    """A table on a sheet: where each column stands, and how a cell is put there."""

    def __init__(
        self,
        book: Book,
        sheet: "Worksheet",
        columns: Sequence[Column],
        widths: Widths,
        rows: Sequence[Sequence[Cell]],
    ) -> None:
        self.book, self.sheet, self.columns = book, sheet, columns
        self.links = 0
        self.places: list[int] = []
        self.widths: list[float] = []
        for at, column in enumerate(columns):
            self.places.append(len(self.widths))
            self._set_width(column, widths[column.key], [row[at] for row in rows])
        self.last = len(self.widths) - 1
        for place, width in enumerate(self.widths):
            sheet.set_column(place, place, width)

    def _set_width(self, column: Column, width: float, cells: Iterable[Cell]) -> None:
        """A column's width, and that of the periods beside its figures."""
        every = [None, *cells]
        self.widths.append(width or max(map(self._fitting, every)))
        if column.dated:
            self.widths.append(max(self._width(_when(one, self.book.lang)) for one in every))

    def _fitting(self, content: Cell) -> float:
        """The width for a number, or for words in its place."""
        is_words = isinstance(content, str | Text) or (isinstance(content, Numeral) and content.number is None)
        return min(self._width(_bare(content, self.book.lang)), _WRAPPED if is_words else _MOST)

    def _width(self, words: str) -> float:
        return max(cell_len(words) / _ROOM[self.book.lang] + 1, _LEAST)

    def head(self, line: int) -> None:
        """The headings; that of a dated column stands over both of its parts."""
        highest = 1
        style = self.book.style(heading=True, align="center", bg_color=HEAD, **FRAMED)
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
        size = properties.setdefault("font_size", FONT_SIZE)
        text = _clean(words)
        style = self.book.style(**properties)
        if self.last:
            self.sheet.merge_range(line, 0, line, self.last, "", style)
        self.sheet.write_string(line, 0, text, style)
        self._set_height(line, self._lines(text, sum(self.widths) * FONT_SIZE / size), size)

    def finish(self, line: int) -> None:
        """The table ends here: what is printed, and where a year as text is no mistake."""
        from xlsxwriter.utility import xl_range

        self.sheet.print_area(0, 0, line, self.last)
        self.sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, line, self.last)})

    def row(self, line: int, cells: Sequence[Cell], special: Mapping[str, dict[str, Any]] | None = None) -> None:
        """A row of cells; `special` are properties of some, by the keys of their columns.

        It is as high as its longest cell needs: Excel would see to that itself, other programs do not.
        """
        highest = 1
        for at, column, content in zip(self.places, self.columns, cells, strict=True):
            self._put(line, at, column, content, (special or {}).get(column.key, {}))
            highest = max(highest, self._lines(_bare(content, self.book.lang), self.widths[at]))
        self._set_height(line, highest)

    def _lines(self, text: str, width: float) -> int:
        """How many lines a text takes in a width."""
        room = max(int(width * _ROOM[self.book.lang]), 2)
        if 2 * len(text) <= room:  # most cells are short
            return 1 + text.count("\n")
        return sum(1 + len(break_places(one, room)) for one in text.split("\n"))

    def _set_height(self, line: int, lines: int, size: float = FONT_SIZE) -> None:
        self.sheet.set_row(line, min((lines * _LINE[self.book.lang] + 4) * size / FONT_SIZE, HIGHEST))

    def _put(self, line: int, at: int, column: Column, content: Cell, extra: dict[str, Any]) -> None:
        side = "right" if column.is_number or column.dated else "center" if column.keep else "left"
        own: dict[str, Any] = {**FRAMED, "align": side, **extra}
        if column.dated:
            beside = self.book.style(**FRAMED, align="left", left=0)
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
        self.sheet.write_url(line, at, safe, self.book.style(**own, font_color=LINK, underline=1), safe)


def _clean(text: str) -> str:
    return printable(text)[:LONGEST]


def _bare(content: Cell, lang: Lang) -> str:
    """What stands in a cell, without the period beside it."""
    return _clean(cell(content.bare if isinstance(content, Numeral) else content, lang))


def _when(content: Cell, lang: Lang) -> str:
    """The period beside a figure."""
    when = content.when if isinstance(content, Numeral) else None
    return "" if when is None else _clean(f"({when.to(lang)})")
