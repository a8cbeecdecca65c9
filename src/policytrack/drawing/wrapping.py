"""Lines that neither language minds: broken between words and between Chinese characters, never inside a number."""

import re
from functools import cache

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.measure import Measurement
from rich.text import Text


@cache
def _pieces() -> re.Pattern[str]:
    """What is kept together: a run of Latin letters and digits or one character, with its brackets and stops."""
    return re.compile(r"[(\[“《]*(?:[!-'*-~≥≤–—]+|.)?[,。、;:)\]”》]*\s*")


def pieces(line: str) -> list[str]:
    """A line's unbreakable pieces; joined they are the line."""
    return [piece for piece in _pieces().findall(line) if piece]


def break_places(line: str, width: int) -> list[int]:
    """Where (in characters) a line is broken so that no part is wider than `width` columns."""
    places, used, at = [], 0, 0
    for piece in pieces(line):
        size = cell_len(piece.rstrip())
        if used and used + size > width:
            places.append(at)
            used = 0
        if size > width:  # one that no line can hold, such as a long address
            for part in chop_cells(piece, width)[:-1]:
                at += len(part)
                places.append(at)
                piece = piece[len(part) :]  # noqa: PLW2901 - what is left of it
        used += cell_len(piece)
        at += len(piece)
    return places


class WrappedText(Text):
    """rich's Text, wrapped by `break_places`."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """Break into lines."""
        if no_wrap:
            return super().wrap(console, width, justify=justify, overflow=overflow, tab_size=tab_size, no_wrap=no_wrap)
        broken = Lines()
        for line in self.split("\n", allow_blank=True):
            broken.extend(line.divide(break_places(line.plain, width)))
        for line in broken:
            line.rstrip()
        if justify and justify != "default":
            broken.justify(console, width, justify=justify, overflow="fold")
        return broken

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """The widest piece, and the widest line."""
        lines = self.plain.splitlines() or [""]
        widest = max((cell_len(piece.rstrip()) for line in lines for piece in pieces(line)), default=0)
        return Measurement(widest, max(map(cell_len, lines)))
