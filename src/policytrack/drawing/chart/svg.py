"""Trajectories as SVG: text stays text, colours are classes, no two labels overlap."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property
from html import escape
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from policytrack.assessing.paths import Mark
from policytrack.drawing.chart.axis import years
from policytrack.drawing.chart.plot import Dot, Plot
from policytrack.text import Text, printable
from policytrack.words.charts import labels

WIDTH, HEIGHT = 360, 216
_TOP, _BOTTOM, _RIGHT, _PAD = 28, 24, 14, 7
SIZE, SMALL = 12, 11
_LEADING = 1.25


class Box(NamedTuple):
    """A rectangle by its corners."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        """Whether it lies inside the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


class Label(NamedTuple):
    """A text in both languages, anchored at the middle, start or end of its baseline."""

    x: float
    y: float
    anchor: str
    text: Text
    kind: str
    size: float = SIZE

    @property
    def box(self) -> Box:
        """The room it takes in the language in which it is longer."""
        width = max(text_width(self.text.zh), text_width(self.text.en)) * self.size
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - 0.95 * self.size, left + width, self.y + 0.3 * self.size)


@cache
def text_width(text: str) -> float:
    """About how wide a text is, in ems: a Chinese character takes one, a Latin letter a little more than half."""
    return sum(1.0 if east_asian_width(one) in "WF" else 0.57 for one in text)


_Place = tuple[float, float, str]  # x, down from a mark, anchor


class Drawing(NamedTuple):
    """Shapes as SVG, bottom first, and the labels above them."""

    shapes: tuple[str, ...]
    labels: tuple[Label, ...]


def svg(plot: Plot, *, titled_by: str | None = None) -> str:
    """The chart in both languages: where they differ, each text is there twice, under its own `lang`.

    `titled_by` names the elements of a page that title and describe it. (A `<title>` inside could not follow a
    page's change of language.)
    """
    drawn = draw(plot)
    name = f' aria-labelledby="{escape(titled_by)}"' if titled_by else ""
    texts = "".join(_text(label) for label in drawn.labels)
    return f'<svg class="chart" role="img"{name} viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(drawn.shapes)}{texts}</svg>'


def _text(label: Label) -> str:
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    head = f'<text class="{label.kind}" x="{_n(label.x)}" y="{_n(label.y)}"{anchor}'
    zh, en = (escape(printable(one), quote=False) for one in label.text)
    if zh == en:
        return f"{head}>{zh}</text>"
    return f"{head} lang=zh>{zh}</text>{head} lang=en>{en}</text>"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def draw(plot: Plot) -> Drawing:
    """Work out every shape and the place of every label."""
    return _Sketch(plot).drawing()


class _Sketch:
    """One chart being drawn: the frame, the scales, what is there already."""

    def __init__(self, plot: Plot) -> None:
        self.plot = plot
        self.ticks = [(tick, plot.magnitudes.write(tick)) for tick in plot.vertical.ticks]
        widest = max(max(text_width(text.zh), text_width(text.en)) for _, text in self.ticks) * SMALL
        self.frame = Box(widest + 8, _TOP, WIDTH - _RIGHT, HEIGHT - _BOTTOM)
        self.labels: list[Label] = []
        self.taken: list[Box] = []

    # -- scales --------------------------------------------------------------------------------------------

    def x(self, at: int) -> float:
        first, last = self.plot.first, self.plot.last
        room = self.frame.right - self.frame.left - 2 * _PAD
        return self.frame.left + _PAD + room * ((at - first) / (last - first) if last > first else 0.5)

    def y(self, value: Decimal) -> float:
        low, high = self.plot.vertical.low, self.plot.vertical.high
        share = float((min(max(value, low), high) - low) / (high - low))
        room = self.frame.bottom - self.frame.top - 2 * _PAD
        return self.frame.top + _PAD + room * (share if self.plot.is_upside_down else 1 - share)

    # -- the drawing ---------------------------------------------------------------------------------------

    def drawing(self) -> Drawing:
        shapes = [*self.grid(), *self.areas(), *self.ways(), *self.series()]
        self.name()
        return Drawing(tuple(shapes), tuple(self.labels))

    def grid(self) -> Iterator[str]:
        frame, grid = self.frame, []
        for tick, text in self.ticks:
            level = self.y(tick)
            grid.append(f"M{_n(frame.left)} {_n(level)}H{_n(frame.right)}")
            self.put(Label(frame.left - 5, level + 3.6, "end", text, "k", SMALL))
        yield f'<path class="g" d="{"".join(grid)}"/>'
        most = int((frame.right - frame.left) / 38)
        ends = [(year, self.x((year + 1) * 12)) for year in years(self.plot.first, self.plot.last, most)]
        yield (
            f'<path class="ax" d="M{_n(frame.left)} {_n(frame.bottom)}H{_n(frame.right)}'
            + "".join(f"M{_n(x)} {_n(frame.bottom)}v4" for _, x in ends)
            + '"/>'
        )
        for year, x in ends:
            self.put(Label(x, frame.bottom + 16, "middle", Text.same(str(year)), "k", SMALL))
        self.put(Label(0, 11, "start", self.plot.caption, "k", SMALL))

    def areas(self) -> Iterator[str]:
        """The tolerance or range, what must hold, and along the due date what satisfies."""
        plot, paths = self.plot, self.plot.paths
        left, due, region = self.x(paths.since), self.x(paths.due), paths.region
        today = self.x(plot.today)
        yield f'<path class="now" d="M{_n(today)} {_n(self.frame.top)}V{_n(self.frame.bottom)}"/>'
        if region is not None:
            low, high = self.reach(region.low, region.high)
            if paths.must_hold:
                yield self.area("hold", left, due, low, high)
            yield f'<path class="ok" d="M{_n(due)} {_n(low)}V{_n(high)}"/>'
        if paths.band is not None:
            yield self.area("band", left, due, *self.reach(*paths.band))
        if paths.goal is not None:
            yield f'<path class="goal" d="M{_n(left)} {_n(self.y(paths.goal))}H{_n(due)}"/>'

    def reach(self, low: Decimal | None, high: Decimal | None) -> tuple[float, float]:
        """The ends of an interval on the vertical axis; where it is unbounded the frame's edge."""
        ends = (self.frame.bottom, self.frame.top)
        bottom, top = ends[::-1] if self.plot.is_upside_down else ends
        return bottom if low is None else self.y(low), top if high is None else self.y(high)

    def area(self, kind: str, left: float, right: float, one: float, other: float) -> str:
        size = f'width="{_n(max(right - left, 0))}" height="{_n(abs(one - other))}"'
        return f'<rect class="{kind}" x="{_n(left)}" y="{_n(min(one, other))}" {size}/>'

    def ways(self) -> Iterator[str]:
        """The required path with its milestones, and the projection."""
        paths = self.plot.paths
        if paths.required:
            yield f'<path class="way" d="{self.line(paths.required)}"/>'
        for mark in paths.milestones:
            corner = f'x="{_n(self.x(mark.at) - 3)}" y="{_n(self.y(mark.level) - 3)}"'
            yield f'<rect class="ms" {corner} width="6" height="6"/>'
        inside = self.inside(paths.projected)
        if len(inside) > 1:
            yield f'<path class="pro" d="{self.line(inside)}"/>'

    def inside(self, marks: Sequence[Mark]) -> list[Mark]:
        """A line up to where it leaves the frame."""
        low, high = self.plot.vertical.low, self.plot.vertical.high
        kept = list(marks[:1])
        for before, mark in pairwise(marks):
            if low <= mark.level <= high:
                kept.append(mark)
                continue
            edge = high if mark.level > high else low
            share = (edge - before.level) / (mark.level - before.level)
            kept.append(Mark(before.at + int((mark.at - before.at) * share), edge))
            break
        return kept

    def line(self, marks: Iterable[Mark]) -> str:
        return "M" + "L".join(f"{_n(self.x(mark.at))} {_n(self.y(mark.level))}" for mark in marks)

    def series(self) -> Iterator[str]:
        """The measurements: a line that stops at a break, what is known of each, and the dots."""
        line = ""
        for before, dot in pairwise((None, *self.plot.dots)):
            place = f"{_n(self.x(dot.at))} {_n(self.y(dot.value))}" if dot else ""
            if dot is None:
                continue
            line += ("M" if before is None or dot.is_break else "L") + place
        yield f'<path class="obs" d="{line}"/>'
        for before, dot in pairwise(self.plot.dots):
            if dot.is_break:
                middle = (self.x(before.at) + self.x(dot.at)) / 2
                yield f'<path class="brk" d="M{_n(middle - 5)} {_n(self.frame.bottom + 4)}l4 -8m2 8l4 -8"/>'
        start = self.plot.baseline
        if start is not None:
            yield f'<circle class="base" cx="{_n(self.x(start.at))}" cy="{_n(self.y(start.level))}" r="6.5"/>'
        for dot in self.plot.dots:
            yield from self.dot(dot)

    def dot(self, dot: Dot) -> Iterator[str]:
        """A dot with its bounds: a bar for an interval, an arrow where it is open."""
        x, y = self.x(dot.at), self.y(dot.value)
        low, high = dot.bounds.low, dot.bounds.high
        if low is not None and high is not None and low < high:
            yield f'<path class="q" d="M{_n(x)} {_n(self.y(low))}V{_n(self.y(high))}"/>'
        elif low is None or high is None:
            side = -1 if (high is None) != self.plot.is_upside_down else 1
            yield f'<path class="q" d="M{_n(x)} {_n(y)}v{15 * side}m-3.5 {-5 * side}l3.5 {5 * side}l3.5 {-5 * side}"/>'
        yield f'<circle class="{"pre" if dot.is_preliminary else "dot"}" cx="{_n(x)}" cy="{_n(y)}" r="3.6"/>'

    # -- labels --------------------------------------------------------------------------------------------

    def is_free(self, label: Label) -> bool:
        """Whether a label touches no other and stays in the picture."""
        box = label.box
        return box.within(Box(-0.5, 0, WIDTH, HEIGHT)) and not any(box.meets(other) for other in self.taken)

    def put(self, label: Label) -> bool:
        """Set a label where that is free."""
        if not self.is_free(label):
            return False
        self.labels.append(label)
        self.taken.append(label.box)
        return True

    def name(self) -> None:
        """Label what is drawn, the most important first; what finds no free place stands in the table only."""
        plot, paths = self.plot, self.plot.paths
        dots = plot.dots
        if plot.asked is not None and paths.goal is not None:
            asked = labels.target(plot.asked)
            left = self.x(paths.since) + 4
            self.near(paths.due, paths.goal, asked, "kg", ((left, -6, "start"), (left, 15, "start")))
        self.near(dots[-1].at, dots[-1].value, dots[-1].label, "kb")
        if plot.projection is not None:
            mark = self.inside(paths.projected)[-1]
            self.near(mark.at, mark.level, plot.projection, "kp")
        today = Label(self.x(plot.today), self.frame.top - 3, "middle", labels.TODAY, "k", SMALL)
        _ = self.put(today) or self.put(today._replace(x=WIDTH - 1, anchor="end"))
        for mark in paths.milestones:
            self.near(mark.at, mark.level, plot.magnitudes.write(mark.level), "k")
        for dot in (*dots[:-1][:1], *dots[-2:0:-1]):
            self.near(dot.at, dot.value, dot.label, "k")

    def near(self, at: int, value: Decimal, text: Text, kind: str, also: Sequence[_Place] = ()) -> None:
        """Set a label beside a mark where it covers the least of what is drawn; `also`: at the mark's height."""
        x, y = self.x(at), self.y(value)
        places = [
            (x, y - 8, "middle"), (x, y + 16, "middle"), (x - 8, y - 6, "end"), (x + 8, y - 6, "start"),
            (x - 8, y + 14, "end"), (x + 8, y + 14, "start"), (x + 9, y + 4, "start"), (x - 9, y + 4, "end"),
            (x - 8, y - 20, "end"), (x - 8, y + 28, "end"), *((left, y + down, anchor) for left, down, anchor in also),
        ]  # fmt: skip
        labels = [Label(one, other, anchor, text, kind) for one, other, anchor in places]
        inner = Box(self.frame.left, self.frame.top - 8, WIDTH, self.frame.bottom - 2)
        free = [label for label in labels if label.box.within(inner) and self.is_free(label)]
        clear = next((label for label in free if not self.covered(label)), None)
        best = clear or min(free, key=self.covered, default=None)
        if best is not None:
            self.put(best)

    def covered(self, label: Label) -> int:
        """How much of what is drawn a label would cover."""
        left, top, right, bottom = label.box
        return sum(weight for x, y, weight in self.drawn if left - 2 < x < right + 2 and top - 2 < y < bottom + 2)

    @cached_property
    def drawn(self) -> list[tuple[float, float, int]]:
        """Points along everything that a label should not cover, with weights: a dot is worse than a line."""
        paths, dots = self.plot.paths, self.plot.dots
        series = [Mark(dot.at, dot.value) for dot in dots]
        found = [(self.x(dot.at), self.y(dot.value), 12) for dot in dots]
        found += [
            (self.x(dot.at), self.y(end), 1) for dot in dots for end in dot.bounds[:2] if end not in {None, dot.value}
        ]
        lines = [
            [(self.x(one.at), self.y(one.level)) for one in marks]
            for marks in (series, paths.required, self.inside(paths.projected))
        ]
        if paths.goal is not None:
            lines.append([(self.x(paths.since), self.y(paths.goal)), (self.x(paths.due), self.y(paths.goal))])
        found += [(x, y, 1) for line in lines for x, y in _points(line)]
        if paths.region is not None:
            bottom, top = self.reach(paths.region.low, paths.region.high)
            found += [(x, y, 2) for x, y in _points([(self.x(paths.due), bottom), (self.x(paths.due), top)])]
        return found


def _points(corners: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Points along a line, about seven units apart."""
    for (x, y), (other_x, other_y) in pairwise(corners):
        count = max(int(max(abs(other_x - x), abs(other_y - y)) / 7), 1)
        for n in range(count):
            yield x + (other_x - x) * n / count, y + (other_y - y) * n / count
