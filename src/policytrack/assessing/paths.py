"""What a chart of a target shows beside its observations: the way that is asked for, where it leads, what satisfies."""

from collections.abc import Iterable
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import NamedTuple

from policytrack.assessing.asked import Asked
from policytrack.assessing.assessment import Assessment
from policytrack.assessing.methods import Method
from policytrack.assessing.methods.open_sdg import NEXT_TO_ZERO
from policytrack.assessing.series.comparison import Region
from policytrack.assessing.steps import Steps
from policytrack.assessing.trajectory import Trajectory
from policytrack.decimals import EXACT
from policytrack.model import Target

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


def paths(steps: Steps, result: Assessment) -> Paths:
    """The lines of a target's steps and of its assessment."""
    with localcontext(EXACT):
        return _paths(steps, result.trajectory)


def _paths(steps: Steps, line: Trajectory) -> Paths:
    asked, start, way = steps.asked, steps.track.baseline, steps.way
    since = start.period.end if start else (asked.base + 1) * 12
    milestones = () if asked.is_average else _milestones(asked.version, since)
    holds = asked.version.maintain or asked.is_rank
    asks_way = not holds and not way.is_already_there
    return Paths(
        since=since,
        due=asked.version.due.end,
        required=_required(steps, since, milestones) if asks_way else (),
        projected=_projected(steps, line),
        milestones=milestones,
        goal=way.goal,
        region=way.region,
        band=_band(asked),
        must_hold=holds,
    )


def _milestones(version: Target, since: int) -> tuple[Mark, ...]:
    return tuple(Mark(when.end, value) for when, value in version.path if when.end > since)


def _required(steps: Steps, since: int, milestones: Iterable[Mark]) -> tuple[Mark, ...]:
    """The path from the baseline through the milestones to the number; an average is asked for all the time."""
    asked, way, start = steps.asked, steps.way, steps.track.baseline
    if way.goal is None:
        return ()
    if asked.is_average:
        return Mark(since, way.goal), Mark(asked.version.due.end, way.goal)
    if start is None:
        return ()
    goal = way.goal or (NEXT_TO_ZERO if way.pathway.COMPOUND else way.goal)
    return _along(way.pathway, sorted({Mark(since, start.level), *milestones, Mark(asked.version.due.end, goal)}))


def _band(asked: Asked) -> tuple[Decimal, Decimal] | None:
    """The stated range, or the number and its tolerance on both sides."""
    value, upper, tolerance = asked.version.value, asked.version.upper, asked.tolerance
    if value is None:
        return None
    if asked.version.comparator == "between" and upper is not None:
        return value, upper
    return (value - tolerance, value + tolerance) if tolerance is not None else None


def _along(method: Method, ends: Iterable[Mark]) -> tuple[Mark, ...]:
    """The method's path from mark to mark; nothing where it has none between two of them."""
    marks: list[Mark] = []
    for left, right in pairwise(ends):
        months = right.at - left.at
        rate = method.rate(left.level, right.level, months)
        if months <= 0 or rate is None:
            return ()
        between = range(left.at + _STEP, right.at, _STEP) if method.COMPOUND else ()
        marks += [left, *(Mark(at, method.along(left.level, rate, at - left.at)) for at in between), right]
    return tuple(dict.fromkeys(marks))


def _projected(steps: Steps, line: Trajectory) -> tuple[Mark, ...]:
    """From the latest measurement on at the observed rate, until due."""
    start, last, method, due = (
        steps.track.baseline,
        steps.latest.measurement,
        steps.way.pathway,
        steps.asked.version.due.end,
    )
    if line.projection is None or line.observed_rate is None or start is None or last is None:
        return ()
    if steps.asked.is_average:
        return ()  # an average that goes on as it is stays where it is
    instants = (last.period.end, *(range(last.period.end + _STEP, due, _STEP) if method.COMPOUND else ()))
    levels = (method.along(start.level, line.observed_rate, at - start.period.end) for at in instants)
    return (*map(Mark, instants, levels), Mark(due, line.projection))
