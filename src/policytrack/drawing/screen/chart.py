"""The same trajectory in characters, for a terminal: braille dots for the way, a mark for every measurement."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from rich.cells import cell_len

from policytrack.assessing.paths import Mark
from policytrack.drawing.chart.axis import years
from policytrack.drawing.chart.plot import Dot, Plot
from policytrack.drawing.glyphs import MARKS, PLAIN_MARKS, Marks
from policytrack.text import Lang, Text
from policytrack.words.charts import labels

ROWS, NARROW, WIDE = 11, 40, 100
_BRAILLE = 0x2800
_PINS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # of a braille cell, by row and column


class _Grid:
    """A field of characters with four by two pins in each, and its scales."""

    def __init__(self, plot: Plot, columns: int) -> None:
        self.plot, self.columns = plot, columns
        self.pins = [[0] * columns for _ in range(ROWS)]
        self.marks: dict[tuple[int, int], str] = {}

    def x(self, at: int) -> float:
        span = self.plot.last - self.plot.first
        return (self.columns - 1) * ((at - self.plot.first) / span if span else 0.5)

    def y(self, value: Decimal) -> float:
        low, high = self.plot.vertical.low, self.plot.vertical.high
        share = float((value - low) / (high - low))
        return (ROWS - 1) * (share if self.plot.is_upside_down else 1 - share)

    def place(self, at: int, value: Decimal) -> tuple[int, int]:
        """Row and column of a value, held inside the field."""
        return min(max(round(self.y(value)), 0), ROWS - 1), round(self.x(at))

    def line(self, marks: Sequence[Mark], every: int) -> None:
        """Pins along a line, one in `every`."""
        for left, right in pairwise(marks):
            steps = max(int((self.x(right.at) - self.x(left.at)) * 2), 1)
            for n in range(0, steps + 1, every):
                at = self.x(left.at) + (self.x(right.at) - self.x(left.at)) * n / steps
                level = self.y(left.level) + (self.y(right.level) - self.y(left.level)) * n / steps
                self.pin(at, level)

    def pin(self, x: float, y: float) -> None:
        column, row = int(x * 2 + 1), int(y * 4 + 2)
        if 0 <= row < ROWS * 4 and 0 <= column < self.columns * 2:
            self.pins[row // 4][column // 2] |= _PINS[row % 4][column % 2]

    def row(self, number: int, *, glyphs: bool) -> str:
        def one(column: int) -> str:
            pins = self.pins[number][column]
            dot = chr(_BRAILLE + pins) if glyphs else "."
            return self.marks.get((number, column)) or (dot if pins else " ")

        return "".join(one(column) for column in range(self.columns)).rstrip()


def chart(plot: Plot, lang: Lang, width: int, *, glyphs: bool = True) -> list[str]:
    """The chart's lines, none wider than `width`; without `glyphs` they are ASCII but for the caption's words."""
    marks = MARKS if glyphs else PLAIN_MARKS
    written = plot.magnitudes.to(lang)
    ticks = {_Grid(plot, 2).place(plot.first, tick)[0]: written.write(tick) for tick in plot.vertical.ticks}
    gutter = max(map(cell_len, ticks.values()))
    columns = min(max(width, NARROW), WIDE) - gutter - 3
    grid = _Grid(plot, columns)
    used = dict(_draw(grid, marks))
    lines = [plot.caption.to(lang)]
    for number in range(ROWS):
        label = ticks.get(number, "")
        lines.append(
            " " * (gutter - cell_len(label)) + f"{label} {marks.side} {grid.row(number, glyphs=glyphs)}".rstrip()
        )
    lines.append(" " * (gutter + 1) + marks.corner + marks.foot * (columns + 1))
    lines.append(" " * (gutter + 3) + _feet(grid))
    used["⠒" if glyphs else "."] = labels.REQUIRED if plot.paths.required else labels.LEVEL
    return [*lines, *_legend(list(used.items()), plot, lang, width)]


def _draw(grid: _Grid, marks: Marks) -> Iterator[tuple[str, Text]]:
    """Set everything, what matters most last; yields each mark that is used with its meaning."""
    plot, paths = grid.plot, grid.plot.paths
    grid.line(paths.required, 2)
    if not paths.required and paths.goal is not None:
        grid.line([Mark(paths.since, paths.goal), Mark(paths.due, paths.goal)], 4)
    if paths.region is not None:
        top, bottom = sorted(grid.place(paths.due, end)[0] for end in plot.within(paths.region))
        for row in range(top, bottom + 1):
            grid.marks[row, round(grid.x(paths.due))] = marks.target
        yield marks.target, labels.SATISFIES
    for mark in paths.milestones:
        grid.marks[grid.place(mark.at, mark.level)] = marks.milestone
        yield marks.milestone, labels.MILESTONE
    inside = [mark for mark in paths.projected if plot.vertical.low <= mark.level <= plot.vertical.high]
    for mark in inside[-1:]:
        grid.marks[grid.place(mark.at, mark.level)] = marks.projected
        yield marks.projected, labels.PROJECTED
    for before, dot in pairwise(plot.dots):
        if dot.is_break:
            grid.marks[ROWS - 1, round((grid.x(before.at) + grid.x(dot.at)) / 2)] = marks.broken
            yield marks.broken, labels.BREAKS
    for dot in plot.dots:
        shown, word = _kind(dot, marks)
        grid.marks[grid.place(dot.at, dot.value)] = shown
        yield shown, word


def _kind(dot: Dot, marks: Marks) -> tuple[str, Text]:
    low, high = dot.bounds.low, dot.bounds.high
    if high is None:
        return marks.over, labels.OVER
    if low is None:
        return marks.under, labels.UNDER
    if low < high:
        return marks.about, labels.ABOUT
    if dot.is_preliminary:
        return marks.preliminary, labels.PRELIMINARY
    return marks.exact, labels.OBSERVED


def _feet(grid: _Grid) -> str:
    """The years under their ends, as many as fit."""
    line = ""
    for year in years(grid.plot.first, grid.plot.last, grid.columns // 7):
        start = min(max(round(grid.x((year + 1) * 12)) - 2, 0), grid.columns - 4)
        if start >= len(line) + (2 if line else 0):
            line += " " * (start - len(line)) + str(year)
    return line


def _legend(used: Sequence[tuple[str, Text]], plot: Plot, lang: Lang, width: int) -> Iterator[str]:
    """What the marks mean, and the target; broken between marks."""
    said = [f"{mark} {word.to(lang)}" for mark, word in used]
    if plot.asked is not None:
        said.insert(0, labels.target(plot.asked).to(lang))
    if plot.projection is not None:
        said.append(plot.projection.to(lang))
    line = ""
    for one in said:
        if line and cell_len(line) + 3 + cell_len(one) > width:
            yield line
            line = ""
        line += ("   " if line else "") + one
    yield line
