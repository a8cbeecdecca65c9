"""Pieces of a Word document that python-docx has no words for: fields, links, shades, rows kept whole, and a table."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from policytrack.drawing.office.looks import BAND, HEAD, LINK
from policytrack.text import printable, web_address

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

Content = Sequence[str] | str  # a row's cells, or one text: a band over all columns


def set_table(
    made: "Document",
    rows: Sequence[Content],
    shown: Iterable[Content],
    widths: Sequence[float],
    numbers: Collection[int],
) -> "list[list[_Cell]]":
    """A table in a document, the headings' row first; in the columns `numbers` stand numbers. Its cells.

    `shown` are the rows as they are passed on by whoever watches.
    """
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Cm

    table = made.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _margins(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    styles = ["Table Number" if at in numbers else "Table Text" for at, _ in enumerate(widths)]
    cells = []
    for at, (row, content) in enumerate(zip(table.rows, shown, strict=True)):
        cells.append(_set_row(row, content, widths, styles if at else None))
    return cells


def _set_row(row: "_Row", content: Content, widths: Sequence[float], styles: Sequence[str] | None) -> "list[_Cell]":
    """A row's cells; without styles it is that of the headings."""
    from docx.shared import Cm

    own = list(row.cells)
    _whole(row, repeat=styles is None)
    if isinstance(content, str):
        _fill(own[0].merge(own[-1]), content, "Band")
        shade(own[0], "#000000", BAND)
        return own
    for one, words, width, style in zip(own, content, widths, styles or ["Table Head"] * len(widths), strict=True):
        one.width = Cm(width)
        _fill(one, words, style)
        if styles is None:
            shade(one, "#000000", HEAD)
    return own


def _fill(place: "_Cell", words: str, style: str) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = place.paragraphs[0]
    paragraph._p.style = style.replace(" ", "")  # its id; python-docx would look it up in all styles, for each cell
    if words:
        paragraph.add_run(words)


def field(paragraph: "Paragraph", code: str) -> None:
    """A field that the reader's program fills in, such as the page's number."""
    run = paragraph.add_run()
    instruction = _element("w:instrText")
    instruction.text = code
    for part in (_element("w:fldChar", fldCharType="begin"), instruction, _element("w:fldChar", fldCharType="end")):
        run._r.append(part)


def link(paragraph: "Paragraph", address: str) -> None:
    """A link, where the address is one that may be opened; else its words."""
    safe = web_address(address)
    if safe is None:
        paragraph.add_run(printable(address))
        return
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run = paragraph.add_run(safe)
    run.font.underline, run.font.color.rgb = True, RGBColor.from_string(LINK[1:])
    made = _element("w:hyperlink")
    made.set(qn("r:id"), paragraph.part.relate_to(safe, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made.append(run._r)
    paragraph._p.append(made)


def shade(place: "_Cell", letters: str, ground: str) -> None:
    """A cell's ground, and the colour of its letters."""
    from docx.shared import RGBColor

    shading = _element("w:shd", val="clear", color="auto", fill=ground[1:])
    place._tc.get_or_add_tcPr().insert_element_before(shading, "w:noWrap", "w:tcMar", "w:vAlign", "w:hideMark")
    for run in place.paragraphs[0].runs:
        run.font.color.rgb = RGBColor.from_string(letters[1:])


def _whole(row: Any, *, repeat: bool) -> None:
    """A row that no page break cuts; the headings' stands on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if repeat:
        properties.append(_element("w:tblHeader"))


def _margins(table: Any) -> None:
    """Narrow margins inside the cells, for eighteen columns."""
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="40", type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
