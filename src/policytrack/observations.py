"""Which observation stands: what was visible on a day, which vintage of it counts, and what can be compared."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from policytrack.comparison import Interval, interval_of
from policytrack.model import POINT_KINDS, Indicator, Kind, Observation, Qualifier, Source, Unit
from policytrack.period import Period, last_ended, latest_day, month_of
from policytrack.quantity import scaled

_QUALIFIERS = {"exact": 0, "over": 1, "under": 1, "about": 1}
_KINDS = {"statistics": 0, "report": 1, "plan": 2, "news": 3}


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


def in_unit(observation: Observation, indicator: Indicator, units: Mapping[str, Unit]) -> Observation | None:
    """The observation in the indicator's present unit; None where its own unit cannot be converted into it."""
    if observation.unit == indicator.unit:
        return observation
    own, other = units.get(observation.unit), units.get(indicator.unit)
    if own is None or other is None or (own.base_unit or own.id) != (other.base_unit or other.id):
        return None
    factor = (own.factor or Decimal(1)) / (other.factor or Decimal(1))
    return observation._replace(value=scaled(observation.value, factor), unit=indicator.unit)


def visible(
    observations: Iterable[Observation],
    kind: Kind,
    sources: Mapping[str, Source],
    as_of: date,
    recorded_by: date | None = None,
) -> list[Observation]:
    """The observations that count on `as_of` with what was known on `recorded_by` (None: all that is known now).

    A stock, cumulative or rank published before its period ended counts from then on, for that month.
    """
    found, unfinished = [], []
    over = last_ended(as_of)
    for observation in observations:
        if recorded_by is None:
            if observation.retraction is not None:
                continue
        elif not known(observation, sources, recorded_by):
            continue
        if observation.period.last <= over:
            found.append(observation)
        elif kind in POINT_KINDS and _known_in(observation, sources, as_of) is not None:
            unfinished.append(observation)
    for chosen in standing(unfinished, kind, sources).values() if unfinished else ():
        month = _known_in(chosen, sources, as_of)
        found += [] if month is None else [chosen._replace(period=Period.of_month(month))]
    return found


def _known_in(observation: Observation, sources: Mapping[str, Source], as_of: date) -> int | None:
    """The month in which a value of an unfinished period was published (a store row: or recorded), if by `as_of`."""
    source = sources.get(observation.source or "")
    stamps = [latest_day(stamp) for stamp in (observation.published, source and source.issued) if stamp]
    for day in (*stamps, _day(observation.recorded_at) if observation.recorded_at else None):
        if day and month_of(day) >= observation.period.first:
            return month_of(day) if day <= as_of else None
    return None


def _day(stamp: str) -> date:
    """The day of a stored instant (UTC) on this machine's calendar, which is also that of `as_of`."""
    return datetime.fromisoformat(stamp).astimezone().date()


def known(observation: Observation, sources: Mapping[str, Source], recorded_by: date | None) -> bool:
    """Whether a vintage was known on a day, and not withdrawn by then."""
    gone = observation.retraction
    if recorded_by is None:
        return gone is None
    if observation.recorded_at is not None:
        return _day(observation.recorded_at) <= recorded_by and (gone is None or _day(gone.recorded_at) > recorded_by)
    day = _dated(observation, sources)
    return day is not None and day <= recorded_by


def _dated(observation: Observation, sources: Mapping[str, Source]) -> date | None:
    """When a catalogue vintage came out: its own date, else its source's, else when that was seen."""
    source = sources.get(observation.source or "")
    stamps = [observation.published, source and source.issued, source and source.accessed]
    stamp = next(filter(None, stamps), None)
    return latest_day(stamp) if stamp else None


def standing(
    observations: Iterable[Observation], kind: Kind, sources: Mapping[str, Source]
) -> dict[Period, Observation]:
    """The one observation that stands for each period, oldest period first.

    For stock, cumulative and rank, periods that end on the same day are one. A break belongs to the period,
    whichever of its vintages says so.
    """
    is_point = kind in POINT_KINDS
    groups: dict[Period | int, list[Observation]] = {}
    for observation in observations:
        period = observation.period
        groups.setdefault(period.last if is_point else period, []).append(observation)
    chosen = {}
    ordered = groups.values() if _are_in_time(groups.values()) else sorted(groups.values(), key=_in_time)
    for group in ordered:
        best = group[0]
        if len(group) > 1:
            best = min(group, key=lambda observation: _order(observation, sources))
            if any(one.is_break for one in group):
                best = best._replace(is_break=True)
        chosen[best.period] = best
    return chosen


def _are_in_time(groups: Iterable[Sequence[Observation]]) -> bool:
    """Whether groups stand in time already, as the files mostly have them: one period after the other."""
    last = -1
    for group in groups:
        period = group[0].period
        if period.last <= last:
            return False
        last = period.last
    return True


def _in_time(group: Sequence[Observation]) -> tuple[int, int]:
    first, last = group[0].period
    return last, first


def _order(observation: Observation, sources: Mapping[str, Source]) -> tuple[object, ...]:
    statement = observation.status == "statement"
    if observation.recorded_at is not None:
        return statement, 0, _newest_first(observation.recorded_at), observation.id
    source = sources.get(observation.source or "")
    kind = _KINDS.get(source.kind, 4) if source else 4
    day = _dated(observation, sources) or date.min
    return statement, 1, _QUALIFIERS[observation.qualifier], kind, -day.toordinal(), observation.id


def _newest_first(stamp: str) -> tuple[int, ...]:
    return tuple(-ord(character) for character in stamp)


def same_period(one: Observation, other: Observation, kind: Kind) -> bool:
    """Whether two values are of the same period and part; of a stock, cumulative or rank: of the same last day."""
    if one.series != other.series:
        return False
    if kind in POINT_KINDS:
        return one.period.last == other.period.last
    return one.period == other.period


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
