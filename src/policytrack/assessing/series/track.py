"""A target's own series: the observations of its indicator after the target's transform, ready to be judged."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from policytrack.assessing.series.comparison import Interval, interval_of
from policytrack.assessing.series.points import Point, added, comparable, reach
from policytrack.model import Kind, Observation, Target
from policytrack.period import Period

_ONE, _HUNDRED = Decimal(1), Decimal(100)


class Track(NamedTuple):
    """What is known about a target.

    `points` are its measurements, oldest first; `due` is the due period's own value (a statement may be one).
    `seen`: an observation in or after the base year exists, comparable or not. `gap`: the transform cannot be
    formed up to the latest observation. `due_seen`: something was published for the due period all the same.
    `partial`: what a sum adds up to at the least, gaps left out.
    """

    baseline: Point | None
    points: tuple[Point, ...]
    due: Point | None
    seen: bool
    gap: bool = False
    due_seen: bool = False
    partial: Point | None = None


class Known(NamedTuple):
    """The standing observations that a target is judged on, by period."""

    own: Mapping[Period, Observation]
    kind: Kind
    growth: Mapping[Period, Observation]

    def until(self, month: int) -> "Known":
        """What is known of the periods that end by a month."""
        own, growth = (
            {period: one for period, one in ones.items() if period.last <= month} for ones in (self.own, self.growth)
        )
        return self._replace(own=own, growth=growth)


def track_of(target: Target, known: Known, base: int, plan_start: int, *, is_over: bool) -> Track:
    """The target's series from what is known; `base` is the baseline year, `is_over` that its due period has ended."""
    if target.transform and is_over:
        known = known.until(target.due.last)  # what came after due is no part of a sum or an average to due
    if target.transform == "sum":
        return _sum(target, known, plan_start)
    if target.transform == "average_growth":
        return _average_growth(target, known, base)
    every = comparable(known.own, known.kind)
    first = Period.of_year(base).first
    later = [point for point in every if point.period.last >= first and not point.is_statement]
    in_base = [point for point in later if point.period.year == base]
    baseline = in_base[-1] if in_base else (later[0] if later else None)
    due = _ending(every, target.due)
    judged = [point for point in later if not (is_over and due) or point.period.last <= target.due.last]
    seen = bool(later) or any(period.last >= first for period in known.own)
    return Track(_after_break(baseline, judged), tuple(later), due, seen)


def _ending(points: Sequence[Point], due: Period) -> Point | None:
    """The point whose period ends on the due period's last day."""
    return next((point for point in points if point.period.last == due.last), None)


def _after_break(baseline: Point | None, points: Sequence[Point]) -> Point | None:
    """The baseline, moved to the last point that is not comparable with the ones before it."""
    if baseline is None:
        return None
    breaks = [point for point in points if point.is_break and point.period.last > baseline.period.last]
    return breaks[-1] if breaks else baseline


def _sum(target: Target, known: Known, plan_start: int) -> Track:
    first = Period.of_year(plan_start).first
    every = [one for one in known.own.values() if one.period.first >= first]
    zero = Point(Period(first - 12, first - 1), Decimal(0), Decimal(0))
    measured = [one for one in every if one.status != "statement"]
    parts = reach(measured, first, max((one.period.last for one in measured), default=first))
    points = tuple(added(parts[: n + 1], Period(first, part.period.last)) for n, part in enumerate(parts))
    end = parts[-1].period.end if parts else first
    gap = any(one.period.first > end or not parts for one in measured)
    to_due = reach(every, first, target.due.last)
    due = None
    if to_due and to_due[-1].period.last == target.due.last:
        due = added(to_due, Period(first, target.due.last))
    partial = _apart(measured, first) if all(one.value >= 0 for one in measured) else None
    due_seen = any(one.period.last == target.due.last for one in every)
    return Track(zero, points, due, bool(every), gap, due_seen, partial)


def _apart(observations: Sequence[Observation], first: int) -> Point | None:
    """The greatest sum of observations that do not overlap, gaps left out; values are not negative."""
    best: list[tuple[int, Decimal, tuple[Observation, ...]]] = [(first, Decimal(0), ())]
    for one in sorted(observations, key=lambda one: one.period.last):
        _, total, before = max((way for way in best if way[0] <= one.period.first), key=lambda way: way[1])
        if total + one.value >= best[-1][1]:
            best.append((one.period.end, total + one.value, (*before, one)))
    chosen = best[-1][2]
    return added(chosen, Period(first, chosen[-1].period.last)) if chosen else None


def _average_growth(target: Target, known: Known, base: int) -> Track:
    growth = known.own if known.kind == "growth" else known.growth
    rates = {period.year: one for period, one in growth.items() if period.is_year and period.year > base}
    levels = [] if known.kind == "growth" else comparable(known.own, known.kind)
    start = next((point for point in reversed(levels) if point.period.year == base), None)
    chained = (
        _chain(rates, base),
        [Period.of_year(year).last for year, one in rates.items() if one.status != "statement"],
    )
    grown = _from_levels(levels, start), [point.period.last for point in levels if not point.is_statement]
    base_end = Period.of_year(base).last
    complete = [
        points for points, ends in (chained, grown) if _measured_until(points) == max(ends, default=0) > base_end
    ]
    best = max(complete, key=_measured_until, default=())
    baseline = None
    if best:
        baseline = Point(Period.of_year(base), _HUNDRED, _HUNDRED)
        baseline = start._replace(is_break=False) if start and best is grown[0] else baseline
    every = (*known.own, *growth)
    return Track(
        baseline,
        tuple(point for point in best if not point.is_statement),
        _ending(best, target.due),
        any(period.last >= Period.of_year(base).first for period in every),
        gap=not best,
        due_seen=any(period.last == target.due.last for period in every),
    )


def _measured_until(points: Sequence[Point]) -> int:
    return max((point.period.last for point in points if not point.is_statement), default=-1)


def _chain(rates: Mapping[int, Observation], base: int) -> tuple[Point, ...]:
    """Average growth (% a year) since `base`, year by year for as long as no year's published growth is missing."""
    points: list[Point] = []
    level, low, high, is_open = _HUNDRED, _ONE, _ONE, False
    unbounded_low = unbounded_high = False
    parts: list[Observation] = []
    while (year := base + len(points) + 1) in rates:
        one = rates[year]
        bounds = interval_of(one.value, one.qualifier)
        level *= 1 + one.value / _HUNDRED
        unbounded_low |= bounds.low is None
        unbounded_high |= bounds.high is None
        low *= 1 + (bounds.low or Decimal(0)) / _HUNDRED
        high *= 1 + (bounds.high or Decimal(0)) / _HUNDRED
        is_open |= bounds.open
        parts.append(one)
        if min(level, low, high) <= 0:
            break  # a loss of 100 % or more: no average growth can be told
        years, grown = len(parts), level / _HUNDRED
        number = average(grown, years)
        interval = Interval(
            None if unbounded_low else number if low == grown else average(low, years),
            None if unbounded_high else number if high == grown else average(high, years),
            is_open,
        )
        said = any(part.status == "statement" for part in parts)
        points.append(Point(Period.of_year(year), number, level, tuple(parts), interval, is_statement=said))
    return tuple(points)


def average(ratio: Decimal, years: Decimal | int) -> Decimal:
    """Average growth in % a year over `years` in which a level has changed by the factor `ratio`."""
    return (ratio ** (_ONE / years) - 1) * _HUNDRED


def _from_levels(levels: Sequence[Point], start: Point | None) -> tuple[Point, ...]:
    """Average growth (% a year) since `start` from levels, up to the first break."""
    if start is None or start.is_statement or start.level <= 0:
        return ()
    points = []
    for point in (point for point in levels if point.period.last > start.period.last):
        if point.is_break or point.level <= 0:
            break
        years = Decimal(point.period.end - start.period.end) / 12
        number = average(point.level / start.level, years)
        bounds = _bounds(point.interval, start.interval, years) if point.bounds or start.bounds else Interval.at(number)
        points.append(point._replace(number=number, bounds=bounds))
    return tuple(points)


def _bounds(end: Interval, start: Interval, years: Decimal) -> Interval:
    """Where average growth lies between two levels known only within bounds."""
    low, high = _bound(end.low, start.high, years), _bound(end.high, start.low, years)
    return Interval(low, high, end.open or start.open)


def _bound(end: Decimal | None, start: Decimal | None, years: Decimal) -> Decimal | None:
    return average(end / start, years) if end is not None and start and start > 0 and end > 0 else None


def relative_value(target: Target, known: Known) -> Decimal | None:
    """The number to reach that a relative target's base year sets; None while that year has no value."""
    relative = target.relative
    assert relative is not None, "only a relative target has such a number"
    points = track_of(target._replace(transform=None), known, relative.base, relative.base, is_over=False).points
    base = next((point.number for point in reversed(points) if point.period.year == relative.base), None)
    if base is None:
        return None
    if relative.factor is not None:
        return base * relative.factor
    if relative.change is not None:
        return base * (1 + relative.change / 100)
    if relative.points is not None:
        return base + relative.points
    assert relative.yearly is not None
    return base * (1 + relative.yearly / 100) ** (Decimal(target.due.end - Period.of_year(relative.base).end) / 12)
