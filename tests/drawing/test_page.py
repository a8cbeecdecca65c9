"""`report -o report.html`: one page, both languages, everything with its source, nothing from data as markup."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from policytrack.text import web_address
from tests.conftest import ROOT, Run

Make = Callable[..., Path]
DAY = ("--as-of", "2026-11-20")
VOID = {"meta", "input", "br", "link", "img", "hr"}


class Node:
    """An element of a page: enough to ask what it holds."""

    def __init__(self, tag: str, attributes: dict[str, str | None], parent: "Node | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.content: list[Node | str] = []

    def every(self, tag: str | None = None, marked: str | None = None) -> Iterator["Node"]:
        for one in self.content:
            if isinstance(one, Node):
                if (tag in {None, one.tag}) and (
                    marked is None or marked in (one.attributes.get("class") or "").split()
                ):
                    yield one
                yield from one.every(tag, marked)

    def text(self, lang: str = "en") -> str:
        """What a reader of one language sees."""
        said = []
        for one in self.content:
            if isinstance(one, str):
                said.append(one)
            elif one.attributes.get("lang") in {None, lang, "zh-CN", "en-GB"}:
                said.append(one.text(lang))
        return re.sub(r"\s+", " ", "".join(said)).strip()


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Node("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs), self.at)
        self.at.content.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.content.append(Node(tag, dict(attrs), self.at))

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.content.append(data)


def read(text: str) -> Node:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.tag}> is not closed"
    return reader.root


def page(run: Run, *words: str) -> Node:
    ran = run("report", "-O", "html", *words)
    assert ran.code == 0, ran.err
    return read(ran.out)


def cards(root: Node) -> list[Node]:
    return list(root.every("article"))


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The bundled plans' page."""
    import os
    import subprocess
    import sys

    folder = tmp_path_factory.mktemp("page")
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUTF8": "1"}
    subprocess.run(
        [sys.executable, "-m", "policytrack", "report", "-o", "report.html", "--as-of", "2026-11-20", "--lang", "zh"],
        cwd=folder, env=env, check=True, capture_output=True,
    )  # fmt: skip
    return (folder / "report.html").read_text(encoding="utf-8")


# -- the bundled plans ---------------------------------------------------------------------------------------


def test_it_is_one_small_file_that_asks_for_nothing(bundled: str) -> None:
    assert len(bundled.encode()) < 300_000
    root = read(bundled)
    loading = {
        name
        for node in root.every()
        for name in node.attributes
        if name in {"src", "srcset", "background", "poster", "data", "style"}
    }
    assert not loading and not list(root.every("link")) and not list(root.every("img"))
    (style,) = root.every("style")
    assert "url(" not in style.text() and "@import" not in style.text()
    for node in root.every("a"):
        assert re.match(r"https?://|#", node.attributes["href"] or ""), node.attributes
    (policy,) = (one.attributes["content"] for one in root.every("meta") if one.attributes.get("http-equiv"))
    assert policy is not None and policy.startswith("default-src 'none'; style-src 'sha256-")


def test_every_address_inside_leads_somewhere_and_no_id_stands_twice(bundled: str) -> None:
    root = read(bundled)
    ids = [one.attributes["id"] for one in root.every() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    named = [
        (one.attributes.get("href") or "")[1:]
        for one in root.every("a")
        if (one.attributes.get("href") or "").startswith("#")
    ]
    for attribute in ("for", "aria-labelledby"):
        named += [word for one in root.every() for word in (one.attributes.get(attribute) or "").split()]
    assert set(named) <= set(ids)


def test_each_card_says_what_the_json_says(run: Run, bundled: str) -> None:
    rows = run("report", "-O", "json", *DAY).json["targets"]
    found = cards(read(bundled))
    assert len(found) == len(rows) == 46
    catalogue = {one["id"]: one for one in run("targets", "list", "-O", "json").json}
    for row, card in zip(rows, found, strict=True):
        for lang in ("zh", "en"):
            shown = card.text(lang)
            assert row["name"][lang] in shown and row["reason"][lang] in shown
        quote = catalogue[row["id"]]["source"]["quote"]
        assert quote in card.text() and row["verdict"] in (next(card.every(marked="pill")).attributes["class"] or "")
        assert bool(list(card.every("svg"))) == bool(row["baseline"] and row["latest"])


def test_page_one_counts_what_the_json_counts(run: Run, bundled: str) -> None:
    made, root = run("report", "-O", "json", *DAY).json, read(bundled)
    (front,) = root.every("section", "front")
    judged = [
        row
        for row in made["targets"]
        if row["verdict"] not in {"awaiting_data", "insufficient_data", "no_data", "not_due"}
    ]
    assert f"{len(judged)} of {len(made['targets'])} targets could be assessed" in front.text("en")
    assert f"{len(made['targets'])} 项目标,可评估 {len(judged)} 项" in front.text("zh")
    for plan, bar in zip(made["plans"], front.every("ul", "bar"), strict=True):
        counts = {verdict: count for verdict, count in plan["summary"].items() if count and verdict != "targets"}
        assert {
            (one.attributes["class"] or "").split()[0]: int(re.findall(r"\d+", one.text())[0])
            for one in bar.every("li")
        } == counts
    late = [row["name"]["en"] for row in made["targets"] if row["overdue_months"] is not None]
    assert [one.text() for lists in front.every("ul", "due") for one in lists.every("li")] == late


def test_every_vintage_is_there_with_its_source(run: Run, bundled: str) -> None:
    history = run("history", "rd-intensity", "-O", "json").json
    sources = {one["id"]: one for one in run("sources", "list", "-O", "json").json}
    card = next(card for card in cards(read(bundled)) if (card.attributes["id"] or "").endswith("_rd-intensity"))
    lines = [row.text("zh") for row in next(card.every("table", "values")).every("tr")][1:]
    assert len(lines) == len(history) > 10
    for one in history:
        stated = sources[one["source"]]
        assert any(
            one["time_period"] in line
            and f"{one['value']}" in line
            and stated["publisher"] in line
            and (one["quote"] or "") in line
            for line in lines
        ), one
    links = {node.attributes["href"] for node in card.every("a")}
    assert {sources[one["source"]]["url"] for one in history if sources[one["source"]]["url"]} <= links


def test_a_statement_is_named_and_not_drawn(bundled: str) -> None:
    card = next(card for card in cards(read(bundled)) if (card.attributes["id"] or "").endswith("_rd-intensity"))
    (caption,) = card.every("figcaption")
    assert caption.text("zh") == "约6% (2025年)是表述,不是实测值,图中不画"
    assert len(list(card.every("circle", "dot"))) == 5


def test_the_chart_has_a_title_and_a_table(bundled: str) -> None:
    root = read(bundled)
    by_id = {one.attributes["id"]: one for one in root.every() if "id" in one.attributes}
    drawn = [svg for svg in root.every("svg") if svg.attributes.get("role") == "img"]
    assert len(drawn) == 15
    for svg in drawn:
        title, description = (svg.attributes["aria-labelledby"] or "").split()
        assert by_id[title].text("en") and by_id[description].text("zh")
    assert len(list(root.every("details", "lines"))) == len(drawn)


# -- what is asked for is what is shown ----------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "title"), [("zh", "规划目标执行情况"), ("en", "What became of the targets")])
def test_it_opens_in_the_asked_language(run: Run, bare: Path, lang: str, title: str) -> None:
    root = page(run, "--lang", lang, "--data", str(bare), *DAY)
    assert next(root.every("html")).attributes["lang"] == lang and next(root.every("title")).text() == title
    assert next(one.attributes["id"] for one in root.every("input") if "checked" in one.attributes) == lang


def test_only_what_is_asked_for(run: Run) -> None:
    assert len(cards(page(run, "--plan", "intl27", *DAY))) == 5
    missed = cards(page(run, "--verdict", "missed", *DAY))
    assert len(missed) == 2 and all("missed" in next(card.every(marked="pill")).text() for card in missed)
    assert len(cards(page(run, "--target", "foreign-rd-centres", *DAY))) == 1
    nothing = page(run, "--plan", "intl27", "--verdict", "met", *DAY)
    assert not cards(nothing) and "No target fits." in next(nothing.every("main")).text()


def test_every_method_beside_the_others(run: Run) -> None:
    (row,) = run("report", "-O", "json", "--target", "foreign-rd-centres", "--method", "all", *DAY).json["targets"]
    (card,) = cards(page(run, "--target", "foreign-rd-centres", "--method", "all", *DAY))
    shown = next(card.every("table", "small"))
    assert [line.text() for line in shown.every("th")] == list(row["methods"])
    assert f"{row['methods']['open-sdg']['ratio']:.2f}" in shown.text()


def test_what_moved(run: Run) -> None:
    made = run("report", "-O", "json", "--since", "2025-01-31", *DAY).json["changes"]
    root = page(run, "--since", "2025-01-31", *DAY)
    section = next(one for one in root.every("section") if one.attributes.get("aria-labelledby") == "since")
    assert (
        f"{len(made)} targets moved since 2025-01-31" in section.text()
        and len(list(section.every("tr"))) == len(made) + 1
    )


def test_parts_in_their_order(run: Run, small: Make) -> None:
    stated = "id: s\nkind: statistics\ntitle: t\npublisher: p\nissued: 2024-01-01\nobservations:\n" + "".join(
        f"  - {{indicator: stock, time_period: {year}, value: {value}, quote: q, series: {part}}}\n"
        for year, value, part in ((2020, 10, "海淀"), (2023, 23, "海淀"), (2020, 10, "昌平"), (2023, 41, "昌平"))
    )
    (card,) = cards(page(run, "--series", "--data", str(small(sources={"s": stated})), "--as-of", "2024-06-30"))
    assert [line.text() for line in next(card.every("table", "small")).every("tr")] == [
        "1昌平41 pieces (2023)",
        "2海淀23 pieces (2023)",
    ]


def test_a_replay_shows_only_what_was_known(run: Run) -> None:
    then = page(run, "--target", "foreign-rd-centres", "--as-of", "2024-12-31", "--recorded-by", "2024-12-31")
    (card,) = cards(then)
    assert (
        "221" not in card.text() and "149 centres" in card.text() and "with the data known on 2024-12-31" in then.text()
    )


def test_a_withdrawn_value_is_shown_as_withdrawn(run: Run, small: Make) -> None:
    data = ("--data", str(small()))
    assert run("record", "stock", "10", "--period", "2022", "--source", "Wire", *data).code == 0
    (row,) = run("history", "-O", "json", *data).json
    assert run("retract", row["id"], "--reason", "a slip", *data).code == 0
    (card,) = cards(page(run, "--as-of", "2024-06-30", *data))
    assert "retracted: a slip" in card.text() and not list(card.every("svg"))


def test_a_list_has_no_page(run: Run, tmp_path: Path) -> None:
    ran = run("targets", "list", "-o", str(tmp_path / "x.html"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ("error: this command does not write html\nhint: it writes table, json, csv, markdown\n")


# -- hostile data --------------------------------------------------------------------------------------------

EVIL = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


def hostile(small: Make) -> Path:
    quoted = EVIL.replace("'", "''")
    source = (
        f"id: evil\nkind: news\ntitle: '</title><script>alert(2)</script>'\npublisher: '{quoted}'\nissued: 2024-01-01\n"
        f"url: 'https://example.org/\"><script>alert(3)</script>'\nobservations:\n  - {{indicator: stock, time_period: 2021, value: 100, quote: '{quoted}', note: '{quoted}'}}\n"
        f"  - {{indicator: stock, time_period: 2023, value: 150, quote: '{quoted}'}}\n"
    )
    change = {
        "{zh: 存量, en: Stock}": f"{{zh: '{quoted}', en: '{quoted}'}}",
        "{zh: 件, en: pieces}": "{zh: '<b>件', en: '</text><script>pieces'}",
        "quote: 达300件": f"quote: '{quoted}', section: '<svg onload=x>'",
        "title: {zh: 规划, en: Plan}": "title: {zh: '<h1>规划', en: '</section>Plan'}",
        "due: 2025,": "due: 2025, lead: ['<a href=x>市'], note: '--><script>',",
    }
    return small(change=change, sources={"evil": source})


def test_nothing_from_data_becomes_markup(run: Run, small: Make) -> None:
    data = ("--data", str(hostile(small)))
    for year, source in (("2022", "javascript:alert(4)"), ("2024", "data:text/html,<script>x</script>")):
        recorded = run("record", "stock", "180", "--period", year, "--source", source, "--note", EVIL, *data)
        assert recorded.code == 0, recorded.err
    root = page(run, *data, "--as-of", "2025-06-30", "--method", "all", "--since", "2024-01-31")
    assert len(list(root.every("script"))) == 1 and not list(root.every("img")) and not list(root.every("h1"))[1:]
    assert not [name for node in root.every() for name in node.attributes if name.startswith("on")]
    hrefs = {node.attributes["href"] or "" for node in root.every("a")}
    assert all(href.startswith("#") for href in hrefs)  # an address with a quotation mark in it is no link
    (card,) = cards(root)
    assert (
        card.text().count(EVIL) >= 5
        and "javascript:alert(4)" in card.text()
        and "data:text/html,<script>" in card.text()
    )
    assert any("</text><script>pieces" in one.text() for one in card.every("text"))


@pytest.mark.parametrize(
    ("written", "leads"),
    [
        ("https://example.org/a?b=c&d=1#e", True), ("HTTP://example.org", True), ("https://例子.中国/路", True),
        ("javascript:alert(1)", False), ("JaVaScRiPt:alert(1)", False), ("data:text/html,x", False), ("//example.org", False),
        ("https:example.org", False), ("https://", False), ("https://a b", False), ("https://a\\b", False), ("https://a\x00b", False),
        ("https://a\u202eb", False), (" https://a", True), ("file:///etc/passwd", False), ("vbscript:x", False), ("", False),
    ],
)  # fmt: skip
def test_where_a_page_may_lead(written: str, leads: bool) -> None:
    assert (web_address(written) is not None) == leads


def test_the_template_computes_nothing() -> None:
    folder = ROOT / "src" / "policytrack" / "drawing" / "html" / "templates"
    for file in folder.glob("*.html"):
        for piece in re.findall(r"\{[{%](.*?)[%}]\}", file.read_text(encoding="utf-8"), re.DOTALL):
            without = re.sub(r"\"[^\"]*\"|'[^']*'", "", piece)
            assert not re.search(
                r"[-+*/%]\s*[\w.]|\bsum\b|\bround\b", without.replace("-}", "").lstrip("-").replace("loop.index", "")
            ), piece
