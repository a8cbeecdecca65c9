"""Everything said about one target, from Asked to Verdict. Pure: `as_of` is an argument.

docs/verdicts.md tells the rules; `tests/assessing/verdicts.yaml` shows more of them by example.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from policytrack.assessing.judgement import judged_of
from policytrack.assessing.methods import Judgement, Trend, method_of
from policytrack.assessing.series.points import Point
from policytrack.assessing.series.track import Known
from policytrack.assessing.steps import Steps, steps_of
from policytrack.assessing.trajectory import Trajectory, trajectory
from policytrack.assessing.verdict import (
    Verdict,
    attainment,
    by_tolerance,
    gap,
    is_provisional,
    overdue_months,
    stale_months,
    verdict_of,
)
from policytrack.decimals import EXACT
from policytrack.model import Indicator, MethodChoice, MethodName, Observation, Plan, Target
from policytrack.period import Period


class Assessment(NamedTuple):
    """Everything said about one target. Values are in the target's unit, shares and rates are fractions.

    `version` is the target as in force on the day, its relative number filled in. `measured` is compared with
    its value; `latest` is the last observation used, which may be a statement: the trajectory never rests on one.
    `points` are the measurements, for charts. `of_parts`: how many parts it rests on, where the whole has no values.
    """

    version: Target
    method: MethodName
    verdict: Verdict
    trend: Trend | None
    trajectory: Trajectory
    tolerance: Decimal | None
    baseline: Point | None
    latest: Point | None
    measured: Decimal | None
    attainment: Decimal | None
    gap: Decimal | None
    pace: Decimal | None
    ratio: Decimal | None
    score: Decimal | None
    provisional: bool
    by_tolerance: bool
    satisfied_at_baseline: bool
    last_known_satisfies: bool | None
    stale_months: int | None
    overdue_months: int | None
    points: tuple[Point, ...]
    of_parts: int | None = None


def assess(
    target: Target,
    plan: Plan,
    indicator: Indicator,
    own: Mapping[Period, Observation],
    growth: Mapping[Period, Observation],
    method: MethodChoice,
    as_of: date,
) -> Assessment:
    """Judge a target on the standing observations of its indicator (`own`) and of its yearly growth (`growth`).

    Both hold one observation a period, oldest first, in the indicator's unit, and only what was visible on `as_of`.
    """
    with localcontext(EXACT):
        return _assessment(steps_of(target, plan, indicator, Known(own, indicator.kind, growth), method, as_of))


def _assessment(steps: Steps) -> Assessment:
    """Asked, track, way, latest and course, judged, and the verdict on them."""
    asked, track, way, latest, _ = steps
    judged = judged_of(steps)
    verdict, point = verdict_of(steps, judged.state), latest.point
    measured = point.number if point else None
    return Assessment(
        version=asked.version,
        method=asked.choice.name,
        verdict=verdict,
        trend=judged.published.trend,
        trajectory=trajectory(steps),
        tolerance=asked.tolerance,
        baseline=track.baseline,
        latest=point,
        measured=measured,
        attainment=None if measured is None else attainment(steps, measured),
        gap=None if measured is None else gap(steps, measured),
        pace=judged.pace,
        ratio=judged.published.ratio,
        score=judged.published.score,
        provisional=is_provisional(point, verdict),
        by_tolerance=measured is not None and by_tolerance(steps, measured),
        satisfied_at_baseline=way.satisfied_at_baseline,
        last_known_satisfies=latest.is_satisfied if verdict == "awaiting_data" else None,
        stale_months=stale_months(point, verdict, asked.as_of),
        overdue_months=overdue_months(asked.version.due, verdict, asked.as_of, is_over=asked.is_over),
        points=track.points,
    )


def from_parts(whole: Assessment, parts: Sequence[Assessment], as_of: date) -> Assessment:
    """The assessment of an indicator whose parts alone have values; `whole` is that without any observation.

    Parts never make a value of the whole: before due they give the method's class, after due nothing is decided.
    """
    seen = [part for part in parts if part.verdict != "no_data"]
    if not seen:
        return whole
    judgements = [Judgement(part.trend or "insufficient_data", None, part.score) for part in seen]
    with localcontext(EXACT):
        judged = method_of(whole.method).of_parts(judgements)
    must_hold = any(part.verdict == "on_track" and part.trend == "reached" for part in seen)
    due, is_over = whole.version.due, whole.version.due.ended_by(as_of)
    verdict = "awaiting_data" if is_over else _before_due(judged.trend, must_hold=must_hold)
    return whole._replace(
        verdict=verdict,
        trend=judged.trend,
        score=judged.score,
        overdue_months=overdue_months(due, verdict, as_of, is_over=is_over),
        of_parts=len(seen),
    )


def _before_due(state: Trend | None, *, must_hold: bool) -> Verdict:
    """The class that the method gives to all parts; not due where it knows no pace, reached where none must hold."""
    if state is None:
        return "not_due"
    return "on_track" if state == "reached" and must_hold else state
