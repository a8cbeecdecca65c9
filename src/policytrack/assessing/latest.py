"""What is known at last: the measurement that the pace rests on, and after due the value that decides."""

from typing import NamedTuple

from policytrack.assessing.asked import Asked
from policytrack.assessing.series.points import Point
from policytrack.assessing.series.track import Track
from policytrack.assessing.way import Way


class Latest(NamedTuple):
    """What is known at last.

    `measurement` is the last one, which alone gives a pace. `decider` is after due the value that decides, which may
    be a statement. `is_satisfied` and `decided`: whether the one and the other satisfy, None where it cannot be said.
    """

    measurement: Point | None
    is_satisfied: bool | None
    decider: Point | None
    decided: bool | None

    @property
    def point(self) -> Point | None:
        """The value compared with the target: the deciding one, else the last measurement."""
        return self.decider or self.measurement

    @property
    def point_satisfies(self) -> bool | None:
        """Whether the value compared with the target satisfies it."""
        return self.decided if self.decider else self.is_satisfied


def latest_of(asked: Asked, track: Track, way: Way) -> Latest:
    """What is known of a track at last."""
    parts = _enough_parts(track, way) if asked.is_sum else None
    measurement = parts or _last_measurement(asked, track)
    decider, decided = _decider(asked, track, way, parts) if asked.is_over else (None, None)
    return Latest(measurement, way.satisfies(measurement), decider, decided)


def _enough_parts(track: Track, way: Way) -> Point | None:
    """A partial sum that already satisfies at_least decides, whatever the missing parts hold."""
    return track.partial if not way.is_cap and way.satisfies(track.partial) else None


def _last_measurement(asked: Asked, track: Track) -> Point | None:
    """The last measurement; once the due period has its own value none from after it."""
    if not (asked.is_over and track.due):
        return track.points[-1] if track.points else None
    return next((point for point in reversed(track.points) if point.period.last <= asked.version.due.last), None)


def _decider(asked: Asked, track: Track, way: Way, parts: Point | None) -> tuple[Point | None, bool | None]:
    """Due ended: the due period's own value decides; where it cannot, what satisfied earlier and cannot be undone."""
    decided = way.satisfies(track.due)
    lasting = (parts or _lasting_count(asked, track, way)) if decided is None else None
    return (lasting, True) if lasting else (track.due, decided)


def _lasting_count(asked: Asked, track: Track, way: Way) -> Point | None:
    """A cumulative indicator that satisfied earlier has met its target, unless it is not to exceed a number."""
    if asked.indicator.kind != "cumulative" or (way.region and way.region.high is not None):
        return None
    earlier = (point for point in reversed(track.points) if point.period.last <= asked.version.due.last)
    return next((point for point in earlier if way.satisfies(point)), None)
