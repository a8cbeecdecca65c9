"""How far long work is, on stderr where that is a terminal; a pipe sees nothing of it."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import monotonic
from typing import TypeVar

from policytrack.text import Lang, Text, printable

_Item = TypeVar("_Item")
PATIENCE = 0.5  # seconds of silence before a bar is worth its lines
_PACE = 0.1  # seconds between two drawings


def watched(label: Text, lang: Lang) -> Callable[[Sequence[_Item]], Iterable[_Item]]:
    """What hands on the items of a long loop one by one and shows how many are done; without a terminal, the items."""

    def watch(items: Sequence[_Item]) -> Iterable[_Item]:
        return _drawn(items, printable(label.to(lang))) if is_shown() else items

    return watch


def is_shown() -> bool:
    """Whether progress has anyone to see it."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _drawn(items: Sequence[_Item], label: str) -> Iterator[_Item]:
    own, started = os.getpid(), monotonic()
    bar, drawn = None, started
    try:
        for done, item in enumerate(items):
            now = monotonic()
            # work that is spread over processes is watched by the first of them only
            if now - drawn > (_PACE if bar else PATIENCE) and os.getpid() == own:
                bar, drawn = bar or _Bar(label, len(items)), now
                bar.show(done)
            yield item
    finally:
        if bar and os.getpid() == own:
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
        self._drawn.stop()
