"""Which observation stands: what was visible on a day, which vintage of it counts, and what can be compared."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from policytrack.comparison import Interval, interval_of
from policytrack.model import POINT_KINDS, Indicator, Kind, Observation, Source, Unit
from policytrack.period import Period, latest_day, month_of
from policytrack.quantity import scaled

_QUALIFIERS = {"exact": 0, "over": 1, "under": 1, "about": 1}
_KINDS = {"statistics": 0, "report": 1, "plan": 2, "news": 3}


class Point(NamedTuple):
    """A value that can be compared with others: what stands for one period, possibly added from its parts.

    `number` is compared with the target; `level` lies on the trajectory. The two differ only for average
    growth. `parts` are the observations behind it, oldest first.
    """

    period: Period
    number: Decimal
    interval: Interval
    level: Decimal
    parts: tuple[Observation, ...]
    is_break: bool = False

    @property
    def is_statement(self) -> bool:
        """Whether it rests on a sentence about a number, not on a measurement."""
        return any(part.status == "statement" for part in self.parts)


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
    found = []
    for observation in observations:
        if not known(observation, sources, recorded_by):
            continue
        if observation.period.ended_by(as_of):
            found.append(observation)
        elif kind in POINT_KINDS and observation.period.begun_by(as_of):
            month = _known_in(observation, sources, as_of)
            if month is not None:
                found.append(observation._replace(period=Period.of_month(month)))
    return found


def _known_in(observation: Observation, sources: Mapping[str, Source], as_of: date) -> int | None:
    """The month in which a value of an unfinished period was published (a store row: or recorded), if by `as_of`."""
    source = sources.get(observation.source or "")
    for stamp in (observation.published, source and source.issued, observation.recorded_at):
        day = latest_day(stamp) if stamp else None
        if day and month_of(day) >= observation.period.first:
            return month_of(day) if day <= as_of else None
    return None


def known(observation: Observation, sources: Mapping[str, Source], recorded_by: date | None) -> bool:
    """Whether a vintage was known on a day, and not withdrawn by then."""
    gone = observation.retraction
    if recorded_by is None:
        return gone is None
    if observation.recorded_at is not None:
        last = recorded_by.isoformat()
        return observation.recorded_at[:10] <= last and (gone is None or gone.recorded_at[:10] > last)
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
    groups: dict[Period, list[Observation]] = {}
    for observation in observations:
        period = observation.period
        groups.setdefault(Period.of_month(period.last) if kind in POINT_KINDS else period, []).append(observation)
    chosen = {}
    for _, group in sorted(groups.items(), key=lambda item: (item[0].last, item[0].first)):
        best = min(group, key=lambda observation: _order(observation, sources))
        chosen[best.period] = best._replace(is_break=any(one.is_break for one in group))
    return chosen


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


def comparable(stands: Mapping[Period, Observation], kind: Kind) -> list[Point]:
    """What may be compared with what, oldest first.

    Stock, cumulative and rank: every period. Ratio and growth: whole years only. Flow: whole years, or years
    whose halves, quarters or months are all there, summed.
    """
    if kind in POINT_KINDS:
        return [_point((one,)) for one in stands.values()]
    years = {period.year: _point((one,)) for period, one in stands.items() if period.is_year}
    if kind == "flow":
        for year in {period.year for period in stands} - years.keys():
            parts = reach(stands.values(), Period.of_year(year).first, Period.of_year(year).last)
            if parts and parts[-1].period.last == Period.of_year(year).last:
                years[year] = _point(parts)
    return [years[year] for year in sorted(years)]


def _point(parts: Sequence[Observation]) -> Point:
    return added(parts, Period(parts[0].period.first, parts[-1].period.last))


def added(parts: Sequence[Observation], period: Period) -> Point:
    """The parts of a period added up; their bounds add up too."""
    number, interval = Decimal(0), Interval.at(Decimal(0))
    for part in parts:
        number += part.value
        interval = interval.plus(interval_of(part.value, part.qualifier))
    return Point(period, number, interval, number, tuple(parts), any(part.is_break for part in parts))


def reach(observations: Iterable[Observation], first: int, last: int) -> tuple[Observation, ...]:
    """Observations that follow each other from month `first` without gap or overlap, as far towards `last` as any do.

    Where several ways lead equally far, the one with the fewest pieces is taken.
    """
    ways: dict[int, tuple[Observation, ...]] = {first: ()}
    for one in sorted(observations, key=lambda one: (one.period.first, one.period.last)):
        before = ways.get(one.period.first)
        if before is None or one.period.last > last:
            continue
        way = ways.get(one.period.end)
        if way is None or len(way) > len(before) + 1:
            ways[one.period.end] = (*before, one)
    return ways[max(ways)]
