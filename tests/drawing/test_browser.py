"""The page in headless Chromium, opened from disk: console, requests, languages, widths, schemes, print, keyboard.

Needs Debian's chromium and the extra `browser`; the accessibility checker and the HTML validator also need the npm
packages axe-core and html-validate under the folder that POLICYTRACK_NODE names. Elsewhere these tests are skipped and
say what is missing; `.ci/run` installs everything and fails if one was skipped.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="browser: needs playwright (extra: browser)")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NODE = Path(os.environ.get("POLICYTRACK_NODE", "node_modules-not-given"))
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="browser: needs chromium")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
LANGS, WIDTHS, SCHEMES = ("zh", "en"), (390, 1280), ("light", "dark")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundled plans' page, opening in each language."""
    folder = tmp_path_factory.mktemp("pages")
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUTF8": "1"}
    for lang in LANGS:
        words = [
            "report",
            "-o",
            f"{lang}.html",
            "--as-of",
            "2026-11-20",
            "--lang",
            lang,
            "--method",
            "all",
            "--since",
            "2025-01-31",
        ]
        subprocess.run(
            [sys.executable, "-m", "policytrack", *words], cwd=folder, env=env, check=True, capture_output=True
        )
    return {lang: folder / f"{lang}.html" for lang in LANGS}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


class Opened:
    """A page that was opened, with what the console said and what was asked for."""

    def __init__(self, browser: Any, file: Path, width: int = 1280, scheme: str = "light", **more: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **more)
        self.page, self.said, self.asked = self.context.new_page(), [], []  # type: Any, list[str], list[str]
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_console_requests_and_width(browser: Any, pages: dict[str, Path], lang: str, width: int, scheme: str) -> None:
    opened = Opened(browser, pages[lang], width, scheme)
    with opened as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        shade = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, shade[4:-1].split(","))) < 380) == (scheme == "dark")
    assert opened.said == [] and opened.asked == [pages[lang].as_uri()]


@pytest.mark.parametrize("scripted", [True, False])
def test_the_language_changes_without_a_reload(browser: Any, pages: dict[str, Path], scripted: bool) -> None:
    with Opened(browser, pages["zh"], java_script_enabled=scripted) as page:
        assert page.locator("h1").inner_text() == "规划目标执行情况"
        page.get_by_text("English", exact=True).click()
        assert page.locator("h1").inner_text() == "What became of the targets"
        assert "5 of 46 targets could be assessed" in page.locator("main").inner_text()
        assert "可评估" not in page.locator("main").inner_text()
        if scripted:
            assert page.evaluate("[document.documentElement.lang, document.title]") == [
                "en",
                "What became of the targets",
            ]
        page.get_by_text("中文", exact=True).click()
        assert page.locator("h1").inner_text() == "规划目标执行情况"


def test_no_word_of_the_other_language_is_left_on_the_page(browser: Any, pages: dict[str, Path]) -> None:
    hidden = "[...document.querySelectorAll('body [lang=%s]')].filter(one => one.getClientRects().length).length"
    for lang, other in (("zh", "en"), ("en", "zh")):
        with Opened(browser, pages[lang]) as page:
            assert page.evaluate(hidden % other) == 0 and page.evaluate(hidden % lang) > 500


def shown(page: Any) -> int:
    return int(
        page.evaluate("[...document.querySelectorAll('article')].filter(one => one.getClientRects().length).length")
    )


def test_filters_by_verdict_plan_and_body_need_no_script(browser: Any, pages: dict[str, Path]) -> None:
    with Opened(browser, pages["en"], java_script_enabled=False) as page:
        visible = page.locator("article:visible")
        assert visible.count() == 46
        page.locator("label[for='f-v-missed']").click()
        assert (
            visible.count() == 2
            and page.locator("nav li:visible").count() == 2
            and page.locator("section.plan:visible").count() == 1
        )
        page.get_by_role("button", name="Clear filters").click()
        page.locator("label[for='f-p3']").click()
        assert visible.count() == 5
        page.locator("label[for='f-p']").click()
        page.locator("label", has_text="市知识产权局").click()
        assert 0 < visible.count() < 46


def test_the_keyboard_reaches_everything(browser: Any, pages: dict[str, Path]) -> None:
    with Opened(browser, pages["en"]) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").endswith("Skip to the targets")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowLeft")
        assert page.locator("h1").inner_text() == "规划目标执行情况"
        outline = "getComputedStyle(document.querySelector('input:focus-visible + label')).outlineStyle"
        assert page.evaluate(outline) == "solid"
        page.keyboard.press("Enter")  # submits nothing
        assert page.locator("h1").inner_text() == "规划目标执行情况" and page.url == pages["en"].as_uri()
        page.locator("#f-v").focus()
        page.keyboard.press("ArrowRight")
        assert 0 < shown(page) < 46
        page.locator("summary").first.focus()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_printed_page_hides_controls_and_opens_details(browser: Any, pages: dict[str, Path], tmp_path: Path) -> None:
    with Opened(browser, pages["en"], 794) as page:
        page.emulate_media(media="print")
        for gone in (".filters", ".langs", ".skip", "summary"):
            assert page.locator(gone).first.is_hidden(), gone
        assert page.locator("table.values:not(.lines table)").first.is_visible()
        split = "[...document.querySelectorAll('article')].every(one => getComputedStyle(one).breakInside === 'avoid')"
        assert page.evaluate(split)
        made = page.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
    assert made.startswith(b"%PDF")
    pages_ = made.count(b"/Type /Page\n") or made.count(b"/Type/Page/")
    assert b"/MediaBox [0 0 594" in made or b"/MediaBox [0 0 595" in made
    assert pages_ == 0 or 15 < pages_ < 60


def needs(package: str) -> Path:
    found = NODE / "node_modules" / package
    if not found.is_dir():
        pytest.skip(f"browser: needs {package} (npm) under POLICYTRACK_NODE")
    return found


@pytest.mark.parametrize(
    ("lang", "width", "scheme"),
    [("zh", 390, "light"), ("zh", 1280, "dark"), ("en", 390, "dark"), ("en", 1280, "light")],
)
def test_the_accessibility_checker_finds_nothing(
    browser: Any, pages: dict[str, Path], lang: str, width: int, scheme: str
) -> None:
    axe = (needs("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    with Opened(browser, pages[lang], width, scheme, bypass_csp=True) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert len(found["passes"]) > 20


def test_the_validator_finds_nothing(pages: dict[str, Path], tmp_path: Path) -> None:
    needs("html-validate")
    rules = {
        "attr-quotes": "off",  # lang=zh stands four thousand times: without quotes the page is 3 % smaller
        "wcag/h32": "off",  # a filter sends nothing, so it has no button that does
    }
    config = tmp_path / "rules.json"
    config.write_text(json.dumps({"extends": ["html-validate:recommended"], "rules": rules}), encoding="utf-8")
    for file in pages.values():
        command = [str(NODE / "node_modules" / ".bin" / "html-validate"), "-c", str(config), str(file)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout
