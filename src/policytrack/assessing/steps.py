"""The steps of a judgement: Asked → Track → Way → Latest → Course; and how the course is laid."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from policytrack.assessing.asked import Asked, asked_of
from policytrack.assessing.latest import Latest, latest_of
from policytrack.assessing.methods import Course
from policytrack.assessing.series.points import Point
from policytrack.assessing.series.track import Known, Track, track_of
from policytrack.assessing.way import Way, way_of
from policytrack.model import Indicator, MethodChoice, Plan, Target


class Steps(NamedTuple):
    """What a judgement and a chart of a target rest on; every step is made once, of the ones before it."""

    asked: Asked
    track: Track
    way: Way
    latest: Latest
    course: Course | None


def steps_of(
    target: Target, plan: Plan, indicator: Indicator, known: Known, choice: MethodChoice, as_of: date
) -> Steps:
    """The steps of one target on what is known of its indicator; the caller sets the arithmetic."""
    asked = asked_of(target, plan, indicator, known, choice, as_of)
    track = track_of(asked.version, known, asked.base, asked.plan_start, is_over=asked.is_over)
    way = way_of(asked, track.baseline)
    latest = latest_of(asked, track, way)
    return Steps(asked, track, way, latest, _course(asked, track.baseline, way, latest.measurement))


def _course(asked: Asked, start: Point | None, way: Way, last: Point | None) -> Course | None:
    """Baseline, latest measurement and goal as levels; none without two different periods or a goal."""
    if start is None or last is None or last.period.last <= start.period.last:
        return None
    if way.goal is None and not asked.is_directional:
        return None
    goal, begin, end = _goal_level(asked, start, way.goal), start.period.end, last.period.end
    milestone = None if goal is None else _milestone(asked, way, start, goal, end)
    limit, due = asked.indicator.limit, asked.version.due
    return Course(start.level, begin, last.level, end, goal, due.end, way.direction, limit, milestone)


def _goal_level(asked: Asked, start: Point, goal: Decimal | None) -> Decimal | None:
    """The level to reach: the goal itself; for average growth what it makes of the baseline by due."""
    if goal is None or not asked.is_average:
        return goal
    years = Decimal(asked.version.due.end - start.period.end) / 12
    return start.level * max(1 + goal / 100, Decimal(0)) ** years


def _milestone(asked: Asked, way: Way, start: Point, goal: Decimal, at: int) -> Decimal | None:
    """What the plan's own yearly milestones expect at an instant: the path between the two around it."""
    path, begin = asked.version.path, start.period.end
    if not path or asked.is_average:
        return None
    stated = [(period.end, value) for period, value in path if period.end > begin]
    for (left_at, left), (right_at, right) in pairwise(
        sorted([(begin, start.level), (asked.version.due.end, goal), *stated])
    ):
        if left_at <= at <= right_at and right_at > left_at:
            rate = way.pathway.rate(left, right, right_at - left_at)
            return None if rate is None else way.pathway.along(left, rate, at - left_at)
    return None
