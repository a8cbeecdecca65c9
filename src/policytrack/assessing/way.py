"""What is to be reached from the baseline: the number, the values that satisfy, the good direction."""

from decimal import Decimal
from typing import NamedTuple

from policytrack.assessing.asked import Asked
from policytrack.assessing.methods import Method, method_of
from policytrack.assessing.series.comparison import Region, region_of
from policytrack.assessing.series.points import Point


class Way(NamedTuple):
    """What is to be reached from the baseline.

    `goal` is the number to reach, `region` holds the values that satisfy, `direction` is +1 where more is desired.
    `is_cap`: a sum is not to exceed a number, which until due it still can. `satisfied_at_baseline`: the baseline
    satisfies. `is_already_there`: nothing is left to be done from the baseline, so that no pace can be required.
    `is_share_of_way`: from zero and for sums the share of the way decides under every method. `pathway`: the method
    whose path leads there.
    """

    goal: Decimal | None
    region: Region | None
    direction: int
    is_cap: bool
    satisfied_at_baseline: bool
    is_already_there: bool
    is_share_of_way: bool
    pathway: Method

    def satisfies(self, point: Point | None) -> bool | None:
        """Whether a value satisfies the target; None where that cannot be said."""
        return None if point is None or self.region is None else point.lies_in(self.region)


def way_of(asked: Asked, baseline: Point | None) -> Way:
    """What is to be reached from a baseline."""
    start = baseline.number if baseline else None
    goal, region = _goal(asked, start), _region(asked, start)
    direction = _direction(asked, start, goal)
    is_cap = asked.is_sum and region is not None and region.high is not None
    is_plain = asked.version.transform is None and not asked.is_directional
    satisfied = is_plain and baseline is not None and region is not None and baseline.lies_in(region) is True
    is_there = satisfied or (is_plain and start is not None and start == goal)
    is_share_of_way = asked.is_sum or (is_plain and baseline is not None and baseline.level == 0)
    pathway = _pathway(asked, is_share_of_way=is_share_of_way)
    return Way(goal, region, direction, is_cap, satisfied, is_there, is_share_of_way, pathway)


def _goal(asked: Asked, start: Decimal | None) -> Decimal | None:
    """The number to reach; of a range the nearer bound, of a direction none."""
    if asked.is_directional:
        return None
    value, upper, desired = asked.version.value, asked.version.upper, asked.indicator.desired
    if asked.version.comparator != "between" or upper is None or value is None:
        return value
    from_above = desired == "decrease" or (desired == "hold" and start is not None and start > upper)
    return upper if from_above else value


def _region(asked: Asked, start: Decimal | None) -> Region | None:
    """The values that satisfy the comparator; increase and decrease ask for more or less than the baseline."""
    version = asked.version
    value = start if asked.is_directional else version.value
    if value is None:
        return None
    return region_of(version.comparator, asked.indicator.desired, value, version.upper, asked.tolerance or Decimal(0))


def _direction(asked: Asked, start: Decimal | None, goal: Decimal | None) -> int:
    """The good direction: that of the comparator, else the desired one, else (hold) from the baseline to the number."""
    if asked.is_directional:
        return 1 if asked.version.comparator == "increase" else -1
    if asked.indicator.desired != "hold":
        return 1 if asked.indicator.desired == "increase" else -1
    return -1 if start is not None and goal is not None and start > goal else 1


def _pathway(asked: Asked, *, is_share_of_way: bool) -> Method:
    """Average growth is a compound path, a way from zero or of a sum a straight line, any other the method's own."""
    if asked.is_average:
        return method_of("open-sdg")
    return method_of("time-progress") if is_share_of_way else asked.method
