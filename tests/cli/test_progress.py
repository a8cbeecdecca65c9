"""How far long work is stands on stderr where that is a terminal, and nowhere else."""

import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from policytrack.cli import progress
from policytrack.drawing.json_form.parallel import spread
from policytrack.exchange import datapackage
from policytrack.files import workspace
from policytrack.text import Text
from policytrack.tracker import Tracker
from policytrack.watching import unwatched
from tests.drawing.test_screen import on_a_terminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
LABEL = Text("评估目标", "assessing targets")


class Screen:
    """A terminal; `look` puts stderr on it, inside a test, since pytest has stderr of its own until then."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.main, side = pty.openpty()
        self.stderr = os.fdopen(side, "w", encoding="utf-8")

    def look(self, patience: float = -1, pace: float = 1000) -> "Screen":
        self.monkeypatch.setattr(sys, "stderr", self.stderr)
        self.monkeypatch.setenv("TERM", "xterm-256color")
        self.monkeypatch.setattr(progress, "PATIENCE", patience)
        self.monkeypatch.setattr(progress, "_PACE", pace)
        return self

    def seen(self) -> str:
        """What was written; a terminal hands it on a moment later."""
        self.stderr.flush()
        seen = b""
        while select.select([self.main], [], [], 0.1)[0]:
            seen += os.read(self.main, 100_000)
        return seen.decode()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    made = Screen(monkeypatch)
    with made.stderr:
        yield made
    os.close(made.main)


def test_items_pass_unchanged_and_are_counted(screen: Screen) -> None:
    screen.look(pace=-1)
    with progress.watched(LABEL, "en") as watch:
        assert list(watch(list(range(5)))) == list(range(5))
    seen = screen.seen()
    assert "assessing targets" in seen and "4/5" in seen
    assert seen.endswith("\x1b[2K")  # the line is wiped at the end


def test_in_chinese(screen: Screen) -> None:
    screen.look()
    with progress.watched(LABEL, "zh") as watch:
        list(watch([1, 2]))
    assert "评估目标" in screen.seen()


def test_short_work_shows_nothing(screen: Screen) -> None:
    assert progress.PATIENCE == 0.5
    screen.look(0.5)
    with progress.watched(LABEL, "en") as watch:
        assert list(watch(list(range(1000)))) == list(range(1000))
    assert screen.seen() == ""


def test_a_loop_that_is_stopped_leaves_no_bar_and_a_cursor(screen: Screen) -> None:
    screen.look()

    with pytest.raises(KeyboardInterrupt), progress.watched(LABEL, "en") as watch:
        for item in watch([1, 2, 3]):
            if item == 2:
                raise KeyboardInterrupt
    assert screen.seen().endswith("\x1b[?25h\r\x1b[1A\x1b[2K")  # the cursor is back, the line wiped


def test_of_several_processes_one_draws_the_progress_of_all(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policytrack.drawing.json_form.parallel._processors", lambda: 2)
    screen.look()
    with progress.watched(LABEL, "en") as watch:
        assert spread(lambda one: one * 2, list(range(1200)), watch) == list(range(0, 2400, 2))
    assert set(re.findall(r"/(\d+)", screen.seen())) == {"1200"}


def test_without_a_terminal_nobody_looks_on(screen: Screen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screen.look()
    with progress.watched(LABEL, "en") as watch:
        assert watch is not unwatched
    monkeypatch.setenv("TERM", "dumb")
    with progress.watched(LABEL, "en") as watch:
        assert watch is unwatched
    monkeypatch.setenv("TERM", "xterm")
    with (tmp_path / "err").open("w") as pipe:
        monkeypatch.setattr(sys, "stderr", pipe)
        with progress.watched(LABEL, "en") as watch:
            assert watch is unwatched


def test_a_long_scan(tmp_path: Path) -> None:
    """The whole way: a text that takes a second shows a bar on a terminal, and nothing but its result in a pipe."""
    text, out = tmp_path / "long.txt", str(tmp_path / "scan.csv")
    text.write_text("到2025年,建成12个平台和300家机构。\n" * 15_000, encoding="utf-8")
    words = ("sources", "scan", str(text), "-o", out)
    _, seen = on_a_terminal(tmp_path, *words)
    assert "reading the text" in seen and re.search(r"\d+/45000", seen)
    assert "30000 quantities" in seen.replace("\r", "")
    ran = subprocess.run([sys.executable, "-m", "policytrack", *words], cwd=tmp_path, capture_output=True, text=True, check=False,
                         env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color"})  # fmt: skip
    assert (
        ran.stderr.splitlines()[0] == f"written to {out}"
        and len(ran.stderr.splitlines()) == 2
        and "\x1b" not in ran.stderr
    )


def test_import_and_export_pass_their_rows_to_who_watches(small: Callable[..., Path]) -> None:
    seen: list[int] = []

    def watch(items: Sequence[Any], /) -> Iterable[Any]:
        seen.append(len(items))
        return items

    tracker = Tracker(workspace.find(str(small()), None, {}, Path.cwd()), {})
    table = [(1, ["indicator", "time_period", "value"]), *((at, ["stock", str(2000 + at), "5"]) for at in range(2, 9))]
    tracker.add(tracker.read_table(table, "me", datetime.now().astimezone(), watch))
    rows = tracker.exported(None, date.today(), everything=False, standing_only=False)
    datapackage.to_json(rows, watch, everything=False)
    datapackage.build(tracker.catalogue, rows, watch, everything=True)
    assert seen == [7, 7, 7]
