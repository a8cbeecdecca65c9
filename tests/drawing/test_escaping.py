"""What data say is shown as it is, wherever it lands: it runs nothing, turns nothing, and links to nothing unsafe."""

import csv
import json
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import cmarkgfm
import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.drawing.csv_table import written
from policytrack.drawing.markdown import escape
from policytrack.text import escaped, printable, web_address
from tests.conftest import Run

Make = Callable[..., Path]
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
NASTY = (
    "\x1b[31mred\x1b]0;title\x07 \x9b31m \u202eturned\u2066 \x00\x0b\ufffe | a | `b` **c** ~~d~~ $e$ # f &lt; "
    "[g](javascript:alert(1)) ![h](data:text/html,x) <script>alert(1)</script> <img src=x onerror=y> "
    "[bold red]i[/] [link=javascript:alert(1)]j[/link] \"k\" 'l' _x000A_ \\ 北京"
)
BEGINNINGS = ("=1+1 ", "+cmd|' /C calc'!A0 ", "-2+3 ", "@SUM(A1) ", "\uff1d1+1 ", "")


def hostile(small: Make, run: Run, text: str) -> Path:
    """A workspace with `text` for every name, title, note and quote, and a recorded value with it for a source."""
    q = json.dumps(text)
    folder = small(
        {
            "name: {zh: 存量, en: Stock}, definition: 存量": f"name: {{zh: {q}, en: {q}}}, definition: {q}",
            "name: {zh: 件, en: pieces}": f"name: {{zh: {q}, en: {q}}}",
            "title: {zh: 规划, en: Plan}": f"title: {{zh: {q}, en: {q}}}",
            "quote: 达300件}}": f"quote: {q}}}, group: {q}, lead: [{q}], note: {q}}}",
        },
        {
            "doc": f"id: doc\nkind: plan\ntitle: {q}\npublisher: {q}\ndocument_number: {q}\nissued: 2021-01-01\n",
            "s": f"id: s\nkind: news\ntitle: {q}\npublisher: {q}\nissued: 2023-02-01\nurl: 'https://x.example/\"<b>''`'\n"
            "observations:\n"
            f"  - {{indicator: stock, time_period: 2020, value: 100, quote: {q}, note: {q}}}\n"
            f"  - {{indicator: stock, time_period: 2022, value: 250, quote: {q}, note: {q}}}\n",
        },
    )
    for period, source in (("2021", "javascript:alert(1)"), ("2023", text.replace("\x00", "") or "x")):
        ran = run("record", "stock", "200", "--period", period, "--source", source, "--note", text.replace("\x00", ""), "--by",
                  "b\x1b[1m", "--data", str(folder))  # fmt: skip
        assert ran.code == 0, ran.err
    return folder


class Page(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.words = ""
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(params=BEGINNINGS, ids=repr)
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param) + NASTY


def test_in_every_rendering_of_a_report(run: Run, small: Make, tmp_path: Path, text: str) -> None:
    words = (
        "report",
        "--as-of",
        "2024-06-30",
        "--data",
        str(hostile(small, run, "x")),
        "--series",
        "--since",
        "2022-01-01",
    )
    benign = Page(run(*words, "-O", "markdown").out)
    hostile(small, run, text)
    shown = printable(text)

    screen = run(*words)
    assert screen.code == 0 and not UNSEEN.search(screen.out + screen.err)
    assert "[link=javascript:alert(1)]j[/link]" in screen.out.replace("\n", "").replace("  ", " ").replace("  ", "")

    ran = run(*words, "-O", "json")
    assert not UNSEEN.search(ran.out) and ran.json["targets"][0]["name"]["en"] == text

    page = Page(run(*words, "-O", "markdown").out)
    assert page.tags == benign.tags and not page.addresses
    assert " ".join(shown.split()) in " ".join(page.words.split())

    cells = [cell for row in csv.reader(StringIO(run(*words, "-O", "csv").out)) for cell in row]
    assert not [
        cell for cell in cells if re.match(r"[=+\-@\t\r\n\uff1d]", cell) and not re.fullmatch(r"-\d+(\.\d+)?%?", cell)
    ]
    assert written(shown, "en") in cells

    _in_a_workbook(run, words, tmp_path / "r.xlsx", shown)
    _in_a_document(run, words, tmp_path / "r.docx", shown)


def _in_a_workbook(run: Run, words: tuple[str, ...], file: Path, shown: str) -> None:
    assert run(*words, "-o", str(file)).code == 0
    book = openpyxl.load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if isinstance(cell.value, str) and UNSEEN.search(cell.value)]
    assert not [cell.hyperlink.target for cell in cells if cell.hyperlink]
    written = {cell.value for cell in cells}
    assert shown in written and "javascript:alert(1)" in written and "https://x.example/\"<b>'`" not in written


def _in_a_document(run: Run, words: tuple[str, ...], file: Path, shown: str) -> None:
    assert run(*words, "-o", str(file)).code == 0
    with zipfile.ZipFile(file) as archive:
        outside = [name for name in archive.namelist() if b'TargetMode="External"' in archive.read(name)]
    assert not outside
    made = docx.Document(str(file))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    told = [paragraph.text for paragraph in made.paragraphs]
    assert not UNSEEN.search("".join(cells + told))
    assert shown.strip() in {cell.strip() for cell in cells}


@pytest.mark.parametrize("format_", ["table", "csv", "markdown", "json"])
def test_in_every_list(run: Run, small: Make, format_: str) -> None:
    folder = hostile(small, run, "=1+1 " + NASTY)
    for command in ("targets list", "targets show p/stock", "indicators list", "indicators show stock", "plans list", "plans show p",
                    "sources list", "sources show s", "history", "check", "store info"):  # fmt: skip
        ran = run(*command.split(), "--data", str(folder), "-O", format_)
        assert ran.code in {0, 1} and not UNSEEN.search(ran.out + ran.err), command
        if format_ == "csv":
            rows = list(csv.reader(StringIO(ran.out)))
            assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))], command
        if format_ == "markdown":
            page = Page(ran.out)
            assert set(page.tags) - {"a"} == {"table", "thead", "tbody", "tr", "th", "td"}, command
            assert all(
                address.startswith("https://x.example/") for address in page.addresses
            )  # what says itself where it leads


def test_in_a_scan_and_its_draft(run: Run, small: Make, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("到2025年,存量\u202e\x9b31m达到300件;建设12个\x1b[31m平台。\n", encoding="utf-8")
    for words in (
        ("sources", "scan", str(file)),
        ("sources", "scan", str(file), "--draft"),
        ("sources", "scan", str(file), "-O", "json"),
    ):
        ran = run(*words, "--data", str(small()))
        assert not UNSEEN.search(ran.out + ran.err), words
    draft = run("sources", "scan", str(file), "--draft", "--data", str(small())).out
    assert r'quote: "存量\u202e\u009b31m达到300件"' in draft


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [("https://example.org/a?b=c#d", True), ("http://example.org", True), ("HTTPS://example.org", True), (" https://a.cn ", True),
     ("javascript:alert(1)", False), ("data:text/html,x", False), ("file:///etc/passwd", False), ("//example.org", False),
     ("https://", False), ("https:example.org", False), ("https://a b", False), ('https://a"b', False), ("https://a\u202eb", False),
     ("java\nscript://x", False), ("", False), ("vbscript://x", False)],
)  # fmt: skip
def test_which_addresses_become_links(address: str, is_safe: bool) -> None:
    assert web_address(address) == (address.strip() if is_safe else None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("-1,234.5", "-1,234.5"), ("+3%", "+3%"), ("-1e5", "-1e5"), ("-inf", "'-inf"), ("+1_000", "'+1_000"), ("-1-1", "'-1-1"),
     ("\uff0d5", "'\uff0d5"), ("\n=1", "'\n=1"), ("a=1", "a=1"), ("", ""), (" =1", "' =1"), ("\u3000@x", "' @x"), ("'=1", "''=1"),
     ("'a'", "'a'"), ("-", "'-")],
)  # fmt: skip
def test_a_negative_number_stays_one(text: str, shown: str) -> None:
    assert written(text, "en") == shown


@given(st.text(max_size=80))
def test_escaped_json_says_the_same(text: str) -> None:
    written = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text and not UNSEEN.search(written)


@given(st.text(st.sampled_from("|`*_[]()<>&#~$\\!-+=.1a:/ \t\n"), max_size=40))
def test_markdown_shows_what_was_written(text: str) -> None:
    page = Page(f"| a |\n| --- |\n| x{escape(text)}x |\n")
    assert page.tags == ["table", "thead", "tr", "th", "tbody", "tr", "td"] or set(page.tags) - {"a"} <= {
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert "".join(f"x{printable(text)}x".split()) in "".join(page.words.split())


def test_a_csv_file_opens_in_chinese(run: Run, tmp_path: Path) -> None:
    """The byte order mark tells a spreadsheet that the file is UTF-8; a pipe gets none."""
    file = tmp_path / "r.csv"
    run("report", "--lang", "zh", "-o", str(file))
    assert file.read_bytes().startswith(b"\xef\xbb\xbf\xe8\xa7\x84\xe5\x88\x92,") and b"\r\n" in file.read_bytes()
    assert run("report", "--lang", "zh", "-O", "csv").out.startswith("规划,")
