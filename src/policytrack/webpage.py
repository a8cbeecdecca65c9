"""The report as one HTML page that needs nothing but itself: Jinja2 sets the parts that `leaflet` works out."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
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
    from markupsafe import Markup

    shown, environment = leaflet(report), _environment()
    style = environment.get_template("page.css").render(page=shown).strip()
    script = environment.get_template("page.js").render().strip()
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"
    made = environment.get_template("page.html").render(
        page=shown, lang=lang, style=Markup(style), script=Markup(script), policy=policy
    )
    return re.sub(r"\n\s*\n+", "\n", made) + "\n"


def _hash(content: str) -> str:
    """What a page's security policy knows its own style or script by."""
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


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
