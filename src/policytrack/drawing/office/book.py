"""An Excel workbook that is being written: its sheets, set up to print, its cell styles and number formats."""

import re
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from policytrack.decimals import fixed
from policytrack.drawing.table import Numeral
from policytrack.text import Lang, printable
from policytrack.words.notes import TITLE
from policytrack.words.tables.office import page_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_FORMATS = 180  # Excel refuses a file with more than 206 number formats of its own
MOST_EXACT = 15  # digits that a spreadsheet keeps
FONT_SIZE = 9
_FONTS: dict[Lang, tuple[str, str]] = {"zh": ("宋体", "黑体"), "en": ("Arial", "Arial")}  # of text, of headings


class Book:
    """A workbook with its styles, each made once."""

    def __init__(self, day: date, lang: Lang) -> None:
        import xlsxwriter

        self.lang = lang
        self._names: set[str] = set()
        self._styles: dict[frozenset[tuple[str, Any]], Format] = {}
        self._formats: set[str] = set()
        self._out = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._made: Workbook = xlsxwriter.Workbook(self._out, options)
        # the report's day: the same report gives the same bytes
        self._made.set_properties({"title": TITLE.to(lang), "created": datetime.combine(day, time())})

    def close(self) -> bytes:
        """The workbook's bytes; nothing is written to it any more."""
        self._made.close()
        return self._out.getvalue()

    def sheet(self, name: str) -> "Worksheet":
        """A new sheet, set up to print; its name as Excel allows it, and unlike those before it."""
        made = self._made.add_worksheet(self._unique(name))
        made.set_landscape()
        made.set_paper(9)
        made.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        made.fit_to_pages(1, 0)
        made.center_horizontally()
        made.hide_gridlines(2)
        before, between, after = page_of(self.lang)
        made.set_footer(f"&C&9{before}&P{between}&N{after}")
        return made

    def _unique(self, name: str) -> str:
        kept = re.sub(r"[\[\]:*?/\\]", "-", printable(name))[:28].strip("'") or "-"
        unique, number = kept, 1
        while unique.lower() in self._names | {"history"}:
            number += 1
            unique = f"{kept}-{number}"
        self._names.add(unique.lower())
        return unique

    def style(self, *, heading: bool = False, **properties: Any) -> "Format":
        """A cell style."""
        text, title = _FONTS[self.lang]
        full = {
            "font_name": title if heading else text, "font_size": FONT_SIZE, "valign": "vcenter", "text_wrap": True,
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
