"""What a chart of a target shows beside its observations: the way that is asked for, where it leads, what satisfies."""

from collections.abc import Iterable
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import NamedTuple

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.case import Case
from policytrack.assessing.comparison import Region
from policytrack.assessing.methods import Method
from policytrack.assessing.methods.open_sdg import NEXT_TO_ZERO
from policytrack.assessing.points import Point
from policytrack.assessing.trajectory import pathway
from policytrack.decimals import EXACT

_STEP = 3  # months between the points of a curve


class Mark(NamedTuple):
    """A level at an instant (in months)."""

    at: int
    level: Decimal


class Paths(NamedTuple):
    """Lines and areas in the terms that the target is compared in (average growth: % a year).

    `required` leads from the baseline through the plan's `milestones` to the goal and is empty where nothing is left
    to be gained: such a target, and one that must hold, asks for its `region` from `since` until it is due. `band` is
    the stated range, or the tolerance around the number. `projected` leads from the latest measurement to due.
    `since` and `due` are instants.
    """

    since: int
    due: int
    required: tuple[Mark, ...]
    projected: tuple[Mark, ...]
    milestones: tuple[Mark, ...]
    goal: Decimal | None
    region: Region | None
    band: tuple[Decimal, Decimal] | None
    must_hold: bool


def paths(case: Case, result: Assessment) -> Paths:
    """The lines of a case and of its assessment."""
    with localcontext(EXACT):
        return _paths(case, result)


def _paths(case: Case, result: Assessment) -> Paths:
    start, version = case.track.baseline, case.version
    since = start.period.end if start else (case.base + 1) * 12
    is_average = version.transform == "average_growth"
    holds = version.maintain or case.indicator.kind == "rank"
    milestones = () if is_average else tuple(Mark(when.end, value) for when, value in version.path if when.end > since)
    asks = case.goal is not None and not holds and not case.is_already_there
    required: tuple[Mark, ...] = ()
    if asks and case.goal is not None and is_average:
        required = (Mark(since, case.goal), Mark(case.due.end, case.goal))
    elif asks and start is not None and case.goal is not None:
        goal = case.goal or (NEXT_TO_ZERO if pathway(case).COMPOUND else case.goal)
        ends = sorted({Mark(start.period.end, start.level), *milestones, Mark(case.due.end, goal)})
        required = _along(pathway(case), ends)
    return Paths(
        since, case.due.end, required, _projected(case, result, start), milestones, case.goal, case.region,
        _band(case), holds,
    )  # fmt: skip


def _band(case: Case) -> tuple[Decimal, Decimal] | None:
    value, upper, reach = case.version.value, case.version.upper, case.tolerance
    if value is None:
        return None
    if case.version.comparator == "between" and upper is not None:
        return value, upper
    return (value - reach, value + reach) if reach is not None else None


def _along(method: Method, ends: Iterable[Mark]) -> tuple[Mark, ...]:
    """The method's path from mark to mark; nothing where it has none between two of them."""
    found: list[Mark] = []
    for left, right in pairwise(ends):
        months = right.at - left.at
        rate = method.rate(left.level, right.level, months)
        if months <= 0 or rate is None:
            return ()
        between = range(left.at + _STEP, right.at, _STEP) if method.COMPOUND else ()
        found += [left, *(Mark(at, method.along(left.level, rate, at - left.at)) for at in between), right]
    return tuple(dict.fromkeys(found))


def _projected(case: Case, result: Assessment, start: Point | None) -> tuple[Mark, ...]:
    way, last = result.trajectory, case.last
    if way.projection is None or way.observed_rate is None or start is None or last is None:
        return ()
    if case.version.transform == "average_growth":
        return ()  # an average that goes on as it is stays where it is
    method = pathway(case)
    between = range(last.period.end + _STEP, case.due.end, _STEP) if method.COMPOUND else ()
    curve = (
        Mark(at, method.along(start.level, way.observed_rate, at - start.period.end))
        for at in (last.period.end, *between)
    )
    return (*curve, Mark(case.due.end, way.projection))
