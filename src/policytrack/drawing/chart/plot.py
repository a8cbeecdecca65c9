"""One target's chart as a value: what is drawn where, in numbers and months. SVG and characters draw the same one.

What is drawn is what the verdict compares: of a sum the running total, of an average growth the average so far.
Statements are no measurements and are never drawn.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from policytrack.assessing.comparison import Interval, Region
from policytrack.assessing.paths import Mark, Paths
from policytrack.assessing.points import Point
from policytrack.decimals import EXACT
from policytrack.drawing.chart.axis import Axis, axis
from policytrack.period import Period, month_of
from policytrack.reporting.report import Row
from policytrack.text import LANGS, Text
from policytrack.words.magnitudes import Magnitude, Magnitudes, magnitudes
from policytrack.words.periods import period
from policytrack.words.targets import goal
from policytrack.words.terms import QUALIFIER
from policytrack.words.values import latest_value

_ROOM = Decimal("0.6")  # how far a projection may stretch the axis, in heights of everything else
_COUNTS = ("stock", "cumulative", "flow")


class Dot(NamedTuple):
    """One measurement: where it lies for certain, whether it is preliminary, whether a series begins anew."""

    at: int
    value: Decimal
    bounds: Interval
    is_preliminary: bool
    is_break: bool
    when: Period
    label: Text


class Plot(NamedTuple):
    """A chart. Instants are in months; `today` is the report's day. `caption` names what the vertical axis counts.

    `projection` and `asked` are the labels of the projected value and of the target.
    """

    first: int
    last: int
    vertical: Axis
    magnitudes: Magnitudes
    is_upside_down: bool
    caption: Text
    dots: tuple[Dot, ...]
    paths: Paths
    asked: Text | None
    today: int
    baseline: Mark | None
    projection: Text | None
    statements: tuple[Text, ...]

    def within(self, region: Region) -> tuple[Decimal, Decimal]:
        """The ends of a region as far as the vertical axis shows it."""
        low, high = self.vertical.low, self.vertical.high
        ends = (low if region.low is None else region.low, high if region.high is None else region.high)
        return min(max(ends[0], low), high), min(max(ends[1], low), high)


def plot(row: Row, day: date) -> Plot | None:
    """A row's chart on a day; None where no measurement is known, so that there is nothing to draw."""
    if row.detail is None or not row.result.points:
        return None
    with localcontext(EXACT):
        return _plot(row, row.detail.paths, month_of(day) + 1)


def _plot(row: Row, paths: Paths, today: int) -> Plot:
    points = row.result.points
    core = [
        level
        for point in points
        for level in (point.number, point.bounds and point.bounds.low, point.bounds and point.bounds.high)
        if level is not None
    ]
    core += [mark.level for mark in paths.required] + ([] if paths.goal is None else [paths.goal])
    start = row.result.baseline
    if row.result.version.transform == "sum" and start is not None:
        core.append(start.number)
    core += paths.band or ()
    vertical = _vertical(row, core, paths)
    written = magnitudes(max(abs(vertical.low), abs(vertical.high)), row.unit, scales=_scales(row))
    average = row.result.version.transform == "average_growth"  # its baseline is a level, not a growth
    starts = [start.period.end] if start else []
    last_mark = paths.projected[-1] if paths.projected else None
    return Plot(
        first=min([points[0].period.end, paths.since, *starts]),
        last=max(points[-1].period.end, paths.due, today),
        vertical=vertical,
        magnitudes=written,
        is_upside_down=row.indicator.kind == "rank",
        caption=_caption(row, written),
        dots=tuple(_dot(point, written, row) for point in points),
        paths=paths,
        asked=None if paths.goal is None else _asked(row, written),
        today=today,
        baseline=None if start is None or average else Mark(start.period.end, start.number),
        projection=_projection(row, last_mark, written, vertical),
        statements=tuple(_statements(row)),
    )


def _scales(row: Row) -> bool:
    return row.indicator.kind in _COUNTS and row.result.version.transform != "average_growth"


def _vertical(row: Row, core: list[Decimal], paths: Paths) -> Axis:
    """The vertical axis. A count whose least value is below half of its greatest starts from zero: it costs no room.

    Where the values lie closer together than that, from zero all would be a flat line; the ticks say where it starts.
    """
    low, high = min(core), max(core)
    counts = _scales(row)
    room = (high - low or abs(high)) * _ROOM
    leads = [mark.level for mark in paths.projected]
    low, high = (
        min([low, *(max(one, low - room) for one in leads)]),
        max([high, *(min(one, high + room) for one in leads)]),
    )
    if counts and 0 <= low < high / 2:
        low = Decimal(0)
    if row.indicator.kind == "rank":
        return axis(Decimal(1), max(high, Decimal(3)), least=Decimal(1))
    whole = counts and all(one == one.to_integral_value() for one in core)
    made = axis(low, high, least=Decimal(1) if whole else Decimal(0))
    limit = row.indicator.limit
    if limit is not None and row.result.version.transform is None and made.high > limit >= high:
        ticks = tuple(tick for tick in made.ticks if tick <= limit)
        return made._replace(high=limit, ticks=ticks) if len(ticks) > 1 else made
    if made.low < 0 <= low:
        return axis(Decimal(0), high)
    return made


def _caption(row: Row, written: Magnitudes) -> Text:
    zh, en = (one.unit for one in written)
    if row.indicator.kind == "rank":
        return Text("位次(第1位在上)", "rank (1 on top)")
    if row.result.version.transform == "average_growth":
        base = period(row.result.baseline.period, "zh") if row.result.baseline else ""
        return Text(f"{base}以来年均增长,%", f"average growth since {base.removesuffix('年')}, % a year")
    if row.result.version.transform == "sum":
        return Text(f"累计,{zh}", f"running total, {en}")
    return Text(zh, en)


def _both(written: Magnitudes, write: Callable[[Magnitude], str]) -> Text:
    return Text(*(write(one) for one in written))


def _dot(point: Point, written: Magnitudes, row: Row) -> Dot:
    computed = row.result.version.transform == "average_growth"
    number = _both(written, lambda one: one.round(point.number, Decimal(1)) if computed else one.write(point.number))
    about = computed and point.is_vague
    word = QUALIFIER["about" if about else "exact" if computed else point.qualifier]
    preliminary = any(part.status in {"provisional", "estimated"} for part in point.parts)
    label = Text(word.zh + number.zh, word.en + number.en)
    return Dot(point.period.end, point.number, point.interval, preliminary, point.is_break, point.period, label)


def _asked(row: Row, written: Magnitudes) -> Text:
    """The target's words, the number as the axis has it and without what the axis's caption says already."""
    version, shown = row.result.version, []
    percent = row.unit.name.zh == "%" or version.transform == "average_growth"
    for lang, one in zip(LANGS, written, strict=True):
        power, word = one.rung(version.value or Decimal(0))
        value, upper = (
            None if number is None else number.scaleb(-power).normalize() for number in (version.value, version.upper)
        )
        mark = word or ("%" if percent else "")
        scaled = version._replace(value=value, upper=upper, transform=None)
        words = goal(scaled, row.indicator, row.unit._replace(name=Text.same(mark)), lang).strip()
        shown.append(words.replace(f" {mark}", mark) if mark else words)
    return Text(shown[0], shown[1])


def _projection(row: Row, mark: Mark | None, written: Magnitudes, vertical: Axis) -> Text | None:
    if mark is None:
        return None
    zh, en = (one.round(mark.level, vertical.step) for one in written)
    when = row.result.version.due
    return Text(f"预计{period(when, 'zh')}{zh}", f"projected {en} in {period(when, 'en')}")


def _statements(row: Row) -> Iterable[Text]:
    """What was stated and not measured, and is therefore not drawn."""
    latest = row.result.latest
    if latest is not None and latest.is_statement:
        zh, en = (latest_value(row, lang) for lang in LANGS)
        yield Text(f"{zh}是表述,不是实测值,图中不画", f"{en} is a statement, not a measurement, and is not drawn")
