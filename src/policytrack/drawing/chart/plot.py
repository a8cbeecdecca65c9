"""One target's chart as a value: what is drawn where, in numbers and months. SVG and characters draw the same one.

What is drawn is what the verdict compares: of a sum the running total, of an average growth the average so far.
Statements are no measurements and are never drawn.
"""

from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from policytrack.assessing.paths import Mark, Paths
from policytrack.assessing.series.comparison import Interval, Region
from policytrack.assessing.series.points import Point
from policytrack.decimals import EXACT
from policytrack.drawing.chart.axis import Axis, axis
from policytrack.period import Period, month_of
from policytrack.reporting.report import Row
from policytrack.text import Text
from policytrack.words.charts import labels
from policytrack.words.charts.magnitudes import Magnitudes, magnitudes

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
    start, latest = row.result.baseline, row.result.latest
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
        caption=labels.caption(row, written),
        dots=tuple(_dot(point, written, row) for point in points),
        paths=paths,
        asked=None if paths.goal is None else labels.asked(row, written),
        today=today,
        baseline=None if start is None or average else Mark(start.period.end, start.number),
        projection=last_mark and labels.projected(last_mark.level, row.result.version.due, written, vertical.step),
        statements=(labels.statement(row),) if latest and latest.is_statement else (),
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


def _dot(point: Point, written: Magnitudes, row: Row) -> Dot:
    label = labels.number(point, written, computed=row.result.version.transform == "average_growth")
    preliminary = any(part.status in {"provisional", "estimated"} for part in point.parts)
    return Dot(point.period.end, point.number, point.interval, preliminary, point.is_break, point.period, label)
