"""The report as a Word document: a paragraph a plan, the annex table, and the sources of its numbers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from policytrack.drawing import annex
from policytrack.drawing.glyphs import GLYPHS
from policytrack.drawing.office.workbook import COLOURS
from policytrack.drawing.table import Cell, Column, Numeral, cell
from policytrack.model import Observation, Source
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Lang, printable, web_address
from policytrack.watching import Watch, unwatched
from policytrack.words import narrative, notes
from policytrack.words.methods import disagreement
from policytrack.words.terms import CONFIDENCE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_LATIN = "Times New Roman"
_BODY, _HEADING = "仿宋", "黑体"  # Chinese letters; a machine without them takes its own
_WIDE = 26.1  # cm between the margins of A4 on its side
_WIDTHS: dict[Lang, tuple[float, ...]] = {  # cm; the last column, the remarks, takes the rest
    "zh": (0.65, 2.6, 1.1, 0.9, 1.5, 1.5, 1.5, 0.9, 1.05, 1.05, 1.05, 1.1, 1.1, 0.9, 1.75, 1.6, 0.95),
    "en": (0.6, 2.5, 1.4, 1.05, 1.1, 1.65, 1.15, 1.05, 1.4, 1.05, 1.05, 1.25, 1.2, 1.1, 1.6, 1.6, 0.95),
}
_SOURCE_AT = 16


def document(report: Report, sources: Mapping[str, Source], lang: Lang, watch: Watch = unwatched) -> bytes:
    """The document's bytes. `sources`: the catalogue's, for the titles and addresses of what is cited."""
    made = _Writer(report, sources, lang, watch)
    made.title()
    for place, section in enumerate(report.sections, 1):
        made.plan(place, section)
    if report.query.since is not None:
        made.changes()
    return made.finished()


class _Writer:
    """A document that is being written."""

    def __init__(self, report: Report, sources: Mapping[str, Source], lang: Lang, watch: Watch) -> None:
        import docx

        self.report, self.sources, self.lang, self.watch = report, sources, lang, watch
        self.cited: dict[str, int] = {}
        self.made = docx.Document()
        _set_up(self.made, report, lang)

    def finished(self) -> bytes:
        out = BytesIO()
        self.made.save(out)
        return out.getvalue()

    def word(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def prose(self, text: str) -> str:
        """Words of ours, with the stops of printed Chinese."""
        return printable(narrative.in_print(text) if self.lang == "zh" else text)

    def title(self) -> None:
        self.made.add_paragraph(self.word("规划目标执行情况", "What became of the targets"), style="Title")
        self.made.add_paragraph(self.prose(notes.as_of_line(self.report.query, self.lang)), style="Subtitle")
        if len(self.report.sections) > 1:
            self.made.add_paragraph(self.prose(narrative.overall(self.report).to(self.lang)), style="Body Text")
        if not self.report.sections:
            self.made.add_paragraph(self.word("没有符合条件的目标。", "No target fits."), style="Body Text")

    def plan(self, place: int, section: Section) -> None:
        """One plan: heading, paragraph, table, method, sources."""
        lang = self.lang
        self.made.add_heading(printable(section.plan.title.to(lang)), 1)
        told = narrative.paragraph(section, self.report.query.as_of)
        self.made.add_paragraph(self.prose(told.to(lang)), style="Body Text")
        self.made.add_paragraph(self.word(f"附表{place} 目标执行情况", f"Table {place}. The targets"), style="Caption")
        first = len(self.cited)
        self._annex(section)
        for note in notes.method_notes(section, lang):
            self.made.add_paragraph(self.prose(note), style="Note")
        if self.report.query.method == "all":
            self._methods(section)
        self._parts(section)
        self._sources(section, list(self.cited)[first:])

    def _annex(self, section: Section) -> None:
        rows: list[Sequence[str] | str] = []
        verdicts: dict[int, str] = {}
        numbered = enumerate(section.rows, 1)
        for group, members in groupby(numbered, lambda one: one[1].target.group):
            if group:
                rows.append(printable(group))
            for number, row in members:
                verdicts[len(rows)] = row.result.verdict
                rows.append(self._annex_row(number, row))
        numbers = {at for at, column in enumerate(annex.ANNEX) if column.is_number or column.dated}
        headings = [column.heading.to(self.lang) for column in annex.ANNEX]
        widths = _WIDTHS[self.lang]
        table = self._table(headings, rows, (*widths, _WIDE - sum(widths)), numbers)
        for at, verdict in verdicts.items():
            _shade(table[at + 1][annex.VERDICT_AT], *COLOURS[verdict])  # type: ignore[index]  # a verdict

    def _annex_row(self, number: int, row: Row) -> list[str]:
        shown = [self._shown(one) for one in annex.annex_cells(number, row)[: len(annex.ANNEX)]]
        shown[annex.VERDICT_AT] = f"{GLYPHS[row.result.verdict][0]} {shown[annex.VERDICT_AT]}"
        shown[_SOURCE_AT] = self._citations(row)
        return shown

    def _shown(self, content: Cell) -> str:
        """A cell's words; a dated figure without its unit, which has a column of its own, over its period."""
        if isinstance(content, Numeral) and content.when:
            return printable(f"{content.bare.to(self.lang)}\n({content.when.to(self.lang)})")
        return printable(cell(content, self.lang))

    def _citations(self, row: Row) -> str:
        """The numbers of the sources of the latest value and, where they are others, of the baseline."""
        latest, start = row.result.latest, row.result.baseline
        last = self._cite(latest.parts if latest else ())
        first = self._cite(start.parts if start else ())
        if not first or first == last:
            return last
        return "\n".join(filter(None, [last, self.word("基期", "base ") + first]))

    def _cite(self, observations: Iterable[Observation]) -> str:
        numbers = {self.cited.setdefault(one.source or "", len(self.cited) + 1): None for one in observations}
        return "".join(f"[{number}]" for number in numbers)

    def _methods(self, section: Section) -> None:
        """Every method's verdict side by side; disagreement is said."""
        views = annex.view_columns(self.report.query)
        headings = [annex.ANNEX[0].heading, annex.ANNEX[1].heading, *(one.heading for one in views)]
        rows = []
        for number, row in enumerate(section.rows, 1):
            cells = annex.annex_cells(number, row)
            told = [cell(one, self.lang) for one in cells[len(annex.ANNEX) :]]
            glyphs = [GLYPHS[one.verdict][0] for one in row.methods.values()]
            agree = f"≠ {disagreement(self.lang)}" if row.methods_disagree else ""
            rows.append([str(number), printable(row.indicator.name.to(self.lang)),
                         *(f"{glyph} {one}" for glyph, one in zip(glyphs, told, strict=True)), agree])  # fmt: skip
        named = [one.to(self.lang) for one in headings]
        self.made.add_paragraph(self.word("各方法的评估结论", "The verdict by each method"), style="Caption")
        self._table([*named, self.word("各方法一致", "Methods agree")], rows, (0.8, 5.3, 4, 4, 4, 4, 4), {0})

    def _parts(self, section: Section) -> None:
        parts = annex.parts(self.report._replace(sections=(section,)))
        if parts.rows:
            self.made.add_paragraph(self.word("分项排名", "The parts, ranked"), style="Caption")
            self._table_of(parts.columns[1:], [row[1:] for row in parts.rows], (7, 1.5, 5, 5, 7.6))

    def changes(self) -> None:
        """What moved since the day that was asked."""
        moved = annex.changes(self.report)
        self.made.add_heading(self.prose(notes.since_line(self.report, self.lang)), 1)
        if moved.rows:
            self._table_of(moved.columns, moved.rows, (6, 7.4, 7.4, 5.3))

    def _table_of(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> None:
        headings = [column.heading.to(self.lang) for column in columns]
        numbers = {at for at, column in enumerate(columns) if column.is_number}
        self._table(headings, [[printable(cell(one, self.lang)) for one in row] for row in rows], widths, numbers)

    def _sources(self, section: Section, cited: Sequence[str]) -> None:
        """The plan, and what the values rest on, numbered as in the table."""
        self.made.add_paragraph(self.word("资料来源", "Sources"), style="Caption")
        plan = self.sources.get(section.plan.source)
        if plan:
            self._reference(self.word("目标依据:", "The targets: "), plan)
        for key in cited:
            known = self.sources.get(key)
            number = f"[{self.cited[key]}] "
            if known:
                self._reference(number, known)
            else:
                paragraph = self.made.add_paragraph(number, style="Note")
                _link(paragraph, key) if web_address(key) else paragraph.add_run(
                    printable(key) or self.word("未注明来源", "no source given")
                )

    def _reference(self, before: str, source: Source) -> None:
        sure = CONFIDENCE[source.confidence].to(self.lang) if source.confidence else None
        sure = f"confidence: {sure}" if sure and self.lang == "en" else sure
        told = [source.title.to(self.lang), source.publisher, source.document_number, source.issued, sure]
        words = self.word("\uff0c", ", ").join(one for one in told if one)
        paragraph = self.made.add_paragraph(
            self.prose(before) + self.prose(words) + self.word("。", ". "), style="Note"
        )
        if source.url:
            _link(paragraph, source.url)

    def _table(
        self, headings: Sequence[str], rows: Sequence[Sequence[str] | str], widths: Sequence[float], numbers: set[int]
    ) -> "list[list[_Cell]]":
        """A table; a row that is one text is a band over all columns. The cells, the heading's row first."""
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Cm

        table = self.made.add_table(rows=len(rows) + 1, cols=len(headings), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _margins(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        cells = []
        for at, (row, content) in enumerate(zip(table.rows, self.watch([headings, *rows]), strict=True)):
            own = list(row.cells)
            cells.append(own)
            _whole(row, repeat=at == 0)
            if isinstance(content, str):
                _fill(own[0].merge(own[-1]), content, "Band")
                _shade(own[0], "#000000", "#EEF2F7")
                continue
            for place, (one, words, width) in enumerate(zip(own, content, widths, strict=True)):
                one.width = Cm(width)
                _fill(one, words, "Table Head" if at == 0 else "Table Number" if place in numbers else "Table Text")
                if at == 0:
                    _shade(one, "#000000", "#DDE6F0")
        return cells


def _fill(place: "_Cell", words: str, style: str) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = place.paragraphs[0]
    paragraph._p.style = style.replace(" ", "")  # its id; python-docx would look it up in all styles, for each cell
    if words:
        paragraph.add_run(words)


def _set_up(made: "Document", report: Report, lang: Lang) -> None:
    """Paper, styles, the page number and the document's properties."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm((29.7 - _WIDE) / 2)
    page.top_margin = page.bottom_margin = Cm(1.8)
    page.footer_distance = Cm(0.9)
    _styles(made, lang)
    footer = page.footer.paragraphs[0]
    footer.style = "Foot"
    for words in (
        ("第 ", "PAGE", " 页,共 ", "NUMPAGES", " 页") if lang == "zh" else ("Page ", "PAGE", " of ", "NUMPAGES")
    ):
        _field(footer, words) if words.isupper() else footer.add_run(narrative.in_print(words))
    about = made.core_properties
    about.title = "规划目标执行情况" if lang == "zh" else "What became of the targets"
    about.author, about.comments, about.language = "policytrack", "", "zh-CN" if lang == "zh" else "en-GB"
    about.created = about.modified = datetime.combine(report.query.as_of, time())


def _styles(made: "Document", lang: Lang) -> None:
    """Real styles, so that a whole document can be restyled at once."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    center, left, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
    zh = lang == "zh"
    small = 7 if zh else 6.5
    plan: tuple[tuple[str, float, bool, Any, float, float], ...] = (  # name, size, heading, side, space before, after
        ("Normal", 12, False, None, 0, 0), ("Title", 20, True, center, 0, 6), ("Subtitle", 11, False, center, 0, 8),
        ("Heading 1", 15, True, left, 14, 6), ("Body Text", 12 if zh else 11, False, None, 0, 6),
        ("Caption", 10, True, left, 8, 3), ("Note", 8.5, False, left, 2, 0), ("Table Head", small, True, center, 0, 0),
        ("Table Text", small, False, left, 0, 0), ("Table Number", small, False, right, 0, 0),
        ("Band", small, True, left, 0, 0), ("Foot", 9, False, center, 0, 0),
    )  # fmt: skip
    for name, size, heading, side, before, after in plan:
        if name not in made.styles:
            made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style: Any = made.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), heading, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        _fonts(style, _HEADING if heading else _BODY)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.4 if name == "Body Text" else 1.0
        if side is not None:
            style.paragraph_format.alignment = side
    for name in ("Heading 1", "Caption", "Band"):
        made.styles[name].paragraph_format.keep_with_next = True
    if zh:
        made.styles["Body Text"].paragraph_format.first_line_indent = Pt(24)
    _plain(made)


def _fonts(style: Any, chinese: str) -> None:
    """Letters of a style, also those of East Asia, which python-docx leaves to the theme."""
    from docx.oxml.ns import qn

    style.font.name = _LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), chinese)
    fonts.set(qn("w:cs"), _LATIN)


def _plain(made: "Document") -> None:
    """A title without the template's line under it, a subtitle without its spaced letters."""
    from docx.oxml.ns import qn

    for owner, name in (
        (made.styles["Title"].element.get_or_add_pPr(), "w:pBdr"),
        (made.styles["Title"].element.get_or_add_rPr(), "w:spacing"),
        (made.styles["Subtitle"].element.get_or_add_rPr(), "w:spacing"),
    ):
        for one in owner.findall(qn(name)):
            owner.remove(one)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _field(paragraph: "Paragraph", code: str) -> None:
    """A field that the reader's program fills in, such as the page's number."""
    run = paragraph.add_run()
    instruction = _element("w:instrText")
    instruction.text = code
    for part in (_element("w:fldChar", fldCharType="begin"), instruction, _element("w:fldChar", fldCharType="end")):
        run._r.append(part)


def _link(paragraph: "Paragraph", address: str) -> None:
    """A link, where the address is one that may be opened; else its words."""
    safe = web_address(address)
    if safe is None:
        paragraph.add_run(printable(address))
        return
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run = paragraph.add_run(safe)
    run.font.underline, run.font.color.rgb = True, RGBColor(0x0B, 0x4F, 0x9E)
    link = _element("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(safe, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(run._r)
    paragraph._p.append(link)


def _shade(place: "_Cell", letters: str, ground: str) -> None:
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
