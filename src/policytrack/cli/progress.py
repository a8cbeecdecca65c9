"""How far long work is, on stderr where that is a terminal; a pipe sees nothing of it."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from time import monotonic
from typing import TypeVar

from policytrack.text import Lang, Text, printable
from policytrack.watching import Watch, unwatched

_Item = TypeVar("_Item")
PATIENCE = 0.5  # seconds of silence before a bar is worth its lines
_PACE = 0.1  # seconds between two drawings


@contextmanager
def watched(label: Text, lang: Lang) -> Iterator[Watch]:
    """What passes the items of long loops on and shows how many are done; without a terminal, the items alone.

    Its bars are gone when the block ends, however it ends: a bar hides the cursor.
    """
    if not is_shown():
        yield unwatched
        return
    words, bars = printable(label.to(lang)), list[_Bar]()

    def watch(items: Sequence[_Item], /) -> Iterable[_Item]:
        return _drawn(items, words, bars)

    try:
        yield watch
    finally:
        for bar in bars:
            bar.close()


def assessing(lang: Lang) -> AbstractContextManager[Watch]:
    """For the loop over a report's targets."""
    return watched(Text("评估目标", "assessing targets"), lang)


def drawing(lang: Lang) -> AbstractContextManager[Watch]:
    """For the loop over what is written of it."""
    return watched(Text("排版", "writing"), lang)


def is_shown() -> bool:
    """Whether progress has anyone to see it."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _drawn(items: Sequence[_Item], label: str, bars: "list[_Bar]") -> Iterator[_Item]:
    bar, drawn = None, monotonic()
    for done, item in enumerate(items):
        now = monotonic()
        if now - drawn > (_PACE if bar else PATIENCE):
            if bar is None:
                bar = _Bar(label, len(items))
                bars.append(bar)
            bar.show(done)
            drawn = now
        yield item
    if bar:
        bar.close()


class _Bar:
    """A bar of rich's, drawn only when it is told to: it has no thread, so that work can still fork."""

    def __init__(self, label: str, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._drawn = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr, no_color=bool(os.environ.get("NO_COLOR"))),
            auto_refresh=False,
            transient=True,
        )
        self._drawn.start()
        self._task = self._drawn.add_task(label, total=total)

    def show(self, done: int) -> None:
        self._drawn.update(self._task, completed=done, refresh=True)

    def close(self) -> None:
        """Wipe it; a second time does nothing."""
        self._drawn.stop()
