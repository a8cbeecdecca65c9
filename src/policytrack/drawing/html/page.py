"""The report as one HTML page that needs nothing but itself: Jinja2 sets the parts that `chapters` works out."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from policytrack.drawing.chart import svg
from policytrack.drawing.chart.plot import Plot
from policytrack.drawing.html.chapters import PageContent, page_content
from policytrack.drawing.table import Cell
from policytrack.reporting.report import Report
from policytrack.text import Lang, Text, printable
from policytrack.words.page import LANGUAGES, TEMPLATE_WORDS

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_TEMPLATES = Path(__file__).parent / "templates"
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def page(report: Report, lang: Lang) -> str:
    """The page, which opens in `lang` and holds both languages. The report's rows have their details."""
    from markupsafe import Markup

    shown, environment = page_content(report), _environment()
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8") + "\n".join(_filters(shown))
    script = (_TEMPLATES / "page.js").read_text(encoding="utf-8").strip()
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"
    made = environment.get_template("page.html").render(
        page=shown, lang=lang, languages=LANGUAGES, style=Markup(style), script=Markup(script), policy=policy
    )
    return re.sub(r"\n\s*\n+", "\n", made) + "\n"


def _filters(shown: PageContent) -> Iterable[str]:
    """Rules by which a checked filter hides what does not fit, and the widths of the bars' parts: no script is needed.

    A filter's marks are classes of cards and chapters (`Card.marks`); the numbers are counted, and none is a word of
    the data.
    """
    marks = [f"p{number}" for number, _ in enumerate(shown.chapters, 1)]
    for mark in marks:
        yield f":root:has(#f-{mark}:checked) .p:not(.{mark}){{display:none}}"
    for mark in (*(f"v-{one.verdict}" for one in shown.shares), *(f"b{n}" for n, _ in enumerate(shown.bodies))):
        yield f":root:has(#f-{mark}:checked) :is(.c,.p):not(.{mark}){{display:none}}"
    for number in sorted({one.number for chapter in shown.chapters for one in chapter.shares}):
        yield f".w{number}{{flex-grow:{number}}}"


def _hash(content: str) -> str:
    """What a page's security policy knows its own style or script by."""
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        optimized=False,  # a page is set once: what optimising gains it costs twice
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(t=both, own=own, chart=chart, bold=bold)
    made.globals["words"] = SimpleNamespace(**{name: _template_words(text) for name, text in TEMPLATE_WORDS.items()})
    return made


def both(text: Text | Cell) -> "Markup":
    """A phrase in both languages, of which the page shows one; once where they read alike."""
    from markupsafe import Markup, escape

    if not isinstance(text, Text):
        return own("" if text is None else str(text))
    if text.zh == text.en:
        return own(text.zh)
    zh, en = (escape(printable(words)) for words in text)
    return Markup(f"<i lang=zh>{zh}</i><i lang=en>{en}</i>")


def _template_words(text: Text) -> "Markup":
    """A phrase that stands in a template, in both languages; apostrophes stay what they are."""
    from markupsafe import Markup

    if text.zh == text.en:
        return Markup(text.zh)
    zh, en = (escape(words, quote=False) for words in text)
    return Markup(f"<i lang=zh>{zh}</i><i lang=en>{en}</i>")


def bold(number: int) -> "Markup":
    """A number that stands out."""
    from markupsafe import Markup

    return Markup(f"<b>{number:d}</b>")


def own(words: str) -> "Markup":
    """Words from the data that are shown in either language, marked as Chinese where they are."""
    from markupsafe import Markup, escape

    shown = escape(printable(words))
    return Markup(f"<i lang=zh-CN>{shown}</i>") if _HAN.search(shown) else shown


def chart(plot: Plot, titled_by: Iterable[str]) -> "Markup":
    """A chart, titled by elements of the page."""
    from markupsafe import Markup

    return Markup(svg.svg(plot, titled_by=" ".join(titled_by)))
