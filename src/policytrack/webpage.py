"""The report as one HTML page that needs nothing but itself: Jinja2 sets the parts that `leaflet` works out."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from policytrack import charts
from policytrack.leaflet import leaflet
from policytrack.plot import Plot
from policytrack.report import Report
from policytrack.tables import Cell
from policytrack.text import Lang, Text, printable

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


def page(report: Report, lang: Lang) -> str:
    """The page, which opens in `lang` and holds both languages. The report's rows have their dossiers."""
    style, script = _file("page.css"), _file("page.js")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    made = (
        _environment()
        .get_template("page.html")
        .render(page=leaflet(report), lang=lang, style=style, script=script, digest=digest)
    )
    return re.sub(r"\n\s*\n+", "\n", made) + "\n"


def _file(name: str) -> str:
    return files("policytrack").joinpath("templates", name).read_text(encoding="utf-8").strip()


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("policytrack"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(t=both, own=own, chart=chart)
    return made


def both(text: Text | Cell) -> "Markup":
    """A phrase in both languages, of which the page shows one; once where they read alike."""
    from markupsafe import Markup

    if not isinstance(text, Text):
        return own("" if text is None else str(text))
    if text.zh == text.en:
        return own(text.zh)
    zh, en = map(printable, text)
    return Markup("<i lang=zh>{}</i><i lang=en>{}</i>").format(zh, en)


def own(words: str) -> "Markup":
    """Words from the data that are shown in either language, marked as Chinese where they are."""
    from markupsafe import Markup, escape

    shown = printable(words)
    return Markup("<i lang=zh-CN>{}</i>").format(shown) if re.search(f"[{_HAN}]", shown) else escape(shown)


def chart(plot: Plot, titled_by: Iterable[str]) -> "Markup":
    """A chart, titled by elements of the page."""
    from markupsafe import Markup

    return Markup(charts.svg(plot, titled_by=" ".join(titled_by)))
