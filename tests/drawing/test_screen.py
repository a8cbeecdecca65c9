"""How tables and the report look in a terminal."""

import os
import pty
import re
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policytrack.drawing.csv_table import written
from policytrack.drawing.screen.report import bar, spark
from policytrack.drawing.wrapping import break_places, pieces
from policytrack.text import printable

TEXT = st.text(st.sampled_from("在京外资研发中心1,234.5%年(〉,。、;abc -—≥家“”\n"), max_size=60).map(
    lambda text: text.replace("\n", " ")
)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("完成进度21.8%,时间进度22.9%", 14, ["完成进度21.8%,", "时间进度22.9%"]),
        ("共5项指标,可评估1项", 11, ["共5项指标,", "可评估1项"]),
        ("by the year 2027", 8, ["by the", "year", "2027"]),
        ("截至(2025年)", 7, ["截至", "(2025", "年)"]),
        ("https://example.org/a/long/path", 10, ["https://ex", "ample.org/", "a/long/pat", "h"]),
        ("", 5, [""]),
    ],
)
def test_lines_are_broken_where_neither_language_minds(text: str, width: int, lines: list[str]) -> None:
    places = [0, *break_places(text, width), len(text)]
    assert [text[a:b].rstrip() for a, b in pairwise(places)] == lines


@given(TEXT, st.integers(8, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    assert "".join(pieces(text)) == text
    places = [0, *break_places(text, width), len(text)]
    lines = [text[a:b] for a, b in pairwise(places)]
    assert "".join(lines) == text
    assert all(cell_len(line.rstrip()) <= width for line in lines)


@given(TEXT, st.integers(12, 40))
def test_no_number_is_cut(text: str, width: int) -> None:
    places = set(break_places(text, width))
    for match in re.finditer(r"\d[\d.,%]*", text):  # a comma before a number is a stop, not a part of it
        if cell_len(match[0]) < width - 6:
            assert not places & set(range(match.start() + 1, match.end()))


def test_bars_and_sparks() -> None:
    assert (
        bar(Decimal("0.5"), 4) == "██░░"
        and bar(Decimal("0.56"), 4) == "██▏░"
        and bar(Decimal(-1), 4) == "░░░░"
        and bar(Decimal(9), 4) == "████"
    )
    assert bar(Decimal("0.5"), 4, glyphs=False) == "##.."
    assert (
        spark([Decimal(n) for n in (1, 2, 8)]) == "▁▂█"
        and spark([Decimal(1)]) == ""
        and spark([Decimal(3), Decimal(3)]) == "▄▄"
    )


@given(st.text(max_size=50))
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", printable(text))


@pytest.mark.parametrize(("text", "shown"), [("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("@x", "'@x"), ("-x", "'-x"), ("-3.5", "-3.5"), ("-3.5%", "-3.5%"), ("\tx", "'\tx"), ("x=1", "x=1")])  # fmt: skip
def test_no_text_becomes_a_formula(text: str, shown: str) -> None:
    assert written(text, "en") == shown


def on_a_terminal(home: Path, *arguments: str, answer: bytes = b"", **env: str) -> tuple[int, str]:
    """Run with stdin, stdout and stderr on a pseudo-terminal."""
    main, side = pty.openpty()
    ran = subprocess.Popen([sys.executable, "-m", "policytrack", *arguments], cwd=home, stdin=side, stdout=side, stderr=side,
                           env={"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color", "PYTHONUTF8": "1", **env})  # fmt: skip
    os.close(side)
    os.write(main, answer)
    seen = b""
    while True:
        try:
            part = os.read(main, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(main)
    return ran.wait(), seen.decode("utf-8", "replace").replace("\r\n", "\n")


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_colour_on_a_terminal_unless_it_is_not_wanted(tmp_path: Path) -> None:
    assert "\x1b[32m▲ on track" in on_a_terminal(tmp_path, "report", "--as-of", "2026-11-20")[1]
    assert "\x1b" not in on_a_terminal(tmp_path, "report", NO_COLOR="1")[1]
    assert "\x1b" not in on_a_terminal(tmp_path, "report", TERM="dumb")[1]


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_workspace_and_store_are_named_on_a_terminal_when_they_are_not_the_default(tmp_path: Path, bare: Path) -> None:
    assert "workspace" not in on_a_terminal(tmp_path, "targets", "list")[1]
    assert (
        f"workspace {bare}, store sqlite:///{bare}/actuals.db"
        in on_a_terminal(tmp_path, "targets", "list", "--data", str(bare))[1]
    )


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"n\n", 2)])
def test_a_jump_is_asked_about_on_a_terminal(tmp_path: Path, bare: Path, answer: bytes, code: int) -> None:
    data = ("--data", str(bare), "--source", "x")
    on_a_terminal(tmp_path, "record", "q1-journals", "80", "--period", "2023", *data)
    ended, seen = on_a_terminal(tmp_path, "record", "q1-journals", "800", "--period", "2024", *data, answer=answer)
    assert ended == code and "Record it? [y/N]:" in seen
    assert ("recorded: " in seen) == (code == 0)
