"""What can be compared: a point is what stands for one period, possibly added from its parts."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from policytrack.assessing.series.comparison import Interval, Region, contains, decide, interval_of
from policytrack.model import POINT_KINDS, Kind, Observation, Qualifier
from policytrack.period import Period


class Point(NamedTuple):
    """A value that can be compared with others: what stands for one period, possibly added from its parts.

    `number` is compared with the target; `level` lies on the trajectory. The two differ only for average
    growth. `bounds` is where the number lies when it is not known exactly. `parts` are the observations behind
    it, oldest first. `is_statement`: it rests on a sentence about a number, not on a measurement.
    """

    period: Period
    number: Decimal
    level: Decimal
    parts: tuple[Observation, ...] = ()
    bounds: Interval | None = None
    is_break: bool = False
    is_statement: bool = False

    @property
    def interval(self) -> Interval:
        """Where the number lies."""
        return self.bounds or Interval.at(self.number)

    @property
    def qualifier(self) -> Qualifier:
        """What is said of it: the one qualifier of its parts, and of different ones that it is about so much."""
        found = {part.qualifier for part in self.parts} - {"exact"}
        return found.pop() if len(found) == 1 else "about" if found else "exact"

    @property
    def is_vague(self) -> bool:
        """Whether the number is known only within bounds: about, over or under."""
        return self.bounds is not None and (self.bounds.low is None or self.bounds.low != self.bounds.high)

    def lies_in(self, region: Region) -> bool | None:
        """Whether it lies in a region; None where it is known only within bounds that reach over the region's."""
        return contains(region, self.number) if self.bounds is None else decide(self.bounds, region)


def comparable(stands: Mapping[Period, Observation], kind: Kind) -> list[Point]:
    """What may be compared with what, oldest first.

    Stock, cumulative and rank: every period. Ratio and growth: whole years only. Flow: whole years, or years
    whose halves, quarters or months are all there, summed. A break in a part of a year, or in a year that is not
    comparable itself, is a break of the next point.
    """
    if kind in POINT_KINDS:
        return [_single(one) for one in stands.values()]
    years = {period.year: _single(one) for period, one in stands.items() if period.is_year}
    if kind == "flow" and len(years) < len(stands):
        measured = {year for year, point in years.items() if not point.is_statement}
        for whole in {Period.of_year(period.year) for period in stands if period.year not in measured}:
            parts = reach(stands.values(), whole.first, whole.last)
            if parts and parts[-1].period.last == whole.last:
                years[whole.year] = _point(parts)
    points = [years[year] for year in sorted(years)]
    for broken in (period.last for period, one in stands.items() if one.is_break):
        at = next((at for at, point in enumerate(points) if point.period.last >= broken), None)
        if at is not None:
            points[at] = points[at]._replace(is_break=True)
    return points


def _point(parts: Sequence[Observation]) -> Point:
    return added(parts, Period(parts[0].period.first, parts[-1].period.last))


def _single(one: Observation) -> Point:
    bounds = None if one.qualifier == "exact" else interval_of(one.value, one.qualifier)
    return Point(one.period, one.value, one.value, (one,), bounds, one.is_break, one.status == "statement")


def added(parts: Sequence[Observation], period: Period) -> Point:
    """The parts of a period added up; their bounds add up too."""
    number, bounds = Decimal(0), Interval.at(Decimal(0))
    for part in parts:
        number += part.value
        bounds = bounds.plus(interval_of(part.value, part.qualifier))
    return Point(
        period,
        number,
        number,
        tuple(parts),
        None if all(part.qualifier == "exact" for part in parts) else bounds,
        any(part.is_break for part in parts),
        any(part.status == "statement" for part in parts),
    )


def reach(observations: Iterable[Observation], first: int, last: int) -> tuple[Observation, ...]:
    """Observations that follow each other from month `first` without gap or overlap, as far towards `last` as any do.

    Where several ways lead equally far, the one with the fewest statements and then the fewest pieces is taken.
    """

    def cost(way: Sequence[Observation]) -> tuple[int, int]:
        return sum(one.status == "statement" for one in way), len(way)

    ways: dict[int, tuple[Observation, ...]] = {first: ()}
    for one in sorted(observations, key=lambda one: (one.period.first, one.period.last)):
        before = ways.get(one.period.first)
        if before is None or one.period.last > last:
            continue
        way, other = ways.get(one.period.end), (*before, one)
        if way is None or cost(way) > cost(other):
            ways[one.period.end] = other
    return ways[max(ways)]
