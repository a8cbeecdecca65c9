"""A Word document before anything is told in it: its paper, its styles, the page's number and its properties."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from policytrack.drawing.office.markup import field
from policytrack.drawing.office.widths import PAGE
from policytrack.text import Lang
from policytrack.words.notes import TITLE
from policytrack.words.tables.office import page_of, prose

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_LATIN = "Times New Roman"
_BODY, _HEADING = "仿宋", "黑体"  # Chinese letters; a machine without them takes its own
_SMALL: dict[Lang, float] = {"zh": 7, "en": 6.5}  # points: what stands in tables
_LARGE: dict[Lang, float] = {"zh": 12, "en": 11}  # and in paragraphs
_INDENT: dict[Lang, float] = {"zh": 24}  # points: two characters, as Chinese paragraphs begin
_TAG: dict[Lang, str] = {"zh": "zh-CN", "en": "en-GB"}


def set_up(made: "Document", day: date, lang: Lang) -> None:
    """Paper, styles, the page number and the document's properties."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm((29.7 - PAGE) / 2)
    page.top_margin = page.bottom_margin = Cm(1.8)
    page.footer_distance = Cm(0.9)
    _styles(made, lang)
    _foot(page.footer.paragraphs[0], lang)
    about = made.core_properties
    about.title = TITLE.to(lang)
    about.author, about.comments, about.language = "policytrack", "", _TAG[lang]
    about.created = about.modified = datetime.combine(day, time())


def _foot(footer: "Paragraph", lang: Lang) -> None:
    """The page's number, and how many there are."""
    footer.style = "Foot"
    before, between, after = (prose(words, lang) for words in page_of(lang))
    footer.add_run(before)
    field(footer, "PAGE")
    footer.add_run(between)
    field(footer, "NUMPAGES")
    if after:
        footer.add_run(after)


def _styles(made: "Document", lang: Lang) -> None:
    """Real styles, so that a whole document can be restyled at once."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    center, left, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
    small = _SMALL[lang]
    plan: tuple[tuple[str, float, bool, Any, float, float], ...] = (  # name, size, heading, side, space before, after
        ("Normal", 12, False, None, 0, 0), ("Title", 20, True, center, 0, 6), ("Subtitle", 11, False, center, 0, 8),
        ("Heading 1", 15, True, left, 14, 6), ("Body Text", _LARGE[lang], False, None, 0, 6),
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
    if lang in _INDENT:
        made.styles["Body Text"].paragraph_format.first_line_indent = Pt(_INDENT[lang])
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
