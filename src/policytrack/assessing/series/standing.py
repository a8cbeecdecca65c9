"""Which observation stands: what was visible on a day, which vintage of it counts, and what can be compared."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from policytrack.model import POINT_KINDS, Kind, Observation, Source
from policytrack.period import Period, last_ended, latest_day, month_of

_QUALIFIERS = {"exact": 0, "over": 1, "under": 1, "about": 1}
_KINDS = {"statistics": 0, "report": 1, "plan": 2, "news": 3}


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
