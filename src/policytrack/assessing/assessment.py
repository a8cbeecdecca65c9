"""The verdict on one target: trend, due date and data put together. Pure: `as_of` is an argument.

The rules are those of the design's section 5; `tests/assessing/verdicts.yaml` shows them by example.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple, get_args

from policytrack.assessing.case import Case
from policytrack.assessing.methods import Judgement, Trend, method_of
from policytrack.assessing.points import Point
from policytrack.assessing.track import Known
from policytrack.assessing.trajectory import Trajectory, trajectory
from policytrack.decimals import EXACT
from policytrack.model import Indicator, MethodChoice, MethodName, Observation, Plan, Target
from policytrack.period import Period, month_of

Verdict = Literal[
    "met",
    "missed",
    "reached",
    "on_track",
    "progressing",
    "lagging",
    "reversing",
    "awaiting_data",
    "insufficient_data",
    "no_data",
    "not_due",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
UNJUDGED: tuple[Verdict, ...] = ("awaiting_data", "insufficient_data", "no_data", "not_due")
STALE_AFTER = 18  # months


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
        return _assessment(Case(target, plan, indicator, Known(own, indicator.kind, growth), method, as_of))


def _assessment(case: Case) -> Assessment:
    course = case.course()
    judgement, state, pace = case.judged(course)
    verdict = _verdict(case, state)
    measured = case.latest.number if case.latest else None
    is_overdue = case.is_over and verdict in {"awaiting_data", "no_data"}
    return Assessment(
        version=case.version,
        method=case.choice.name,
        verdict=verdict,
        trend=judgement.trend,
        trajectory=trajectory(case, course),
        tolerance=case.tolerance,
        baseline=case.track.baseline,
        latest=case.latest,
        measured=measured,
        attainment=None if measured is None else _attainment(case, measured),
        gap=None if measured is None else _gap(case, measured),
        pace=pace,
        ratio=judgement.ratio,
        score=judgement.score,
        provisional=_is_provisional(case, verdict),
        by_tolerance=measured is not None and _by_tolerance(case, measured),
        satisfied_at_baseline=case.satisfied_at_baseline,
        last_known_satisfies=case.satisfies(case.last) if verdict == "awaiting_data" else None,
        stale_months=_stale_months(case, verdict),
        overdue_months=_months_since(case, case.due) if is_overdue else None,
        points=case.track.points,
    )


def from_parts(whole: Assessment, parts: Sequence[Assessment], as_of: date) -> Assessment:
    """The assessment of an indicator whose parts alone have values; `whole` is that without any observation.

    Parts never make a value of the whole: before due they give the method's class, after due nothing is decided.
    """
    seen = [part for part in parts if part.verdict != "no_data"]
    if not seen:
        return whole
    with localcontext(EXACT):
        judged = method_of(whole.method).of_parts(
            [Judgement(part.trend or "insufficient_data", None, part.score) for part in seen]
        )
    due, state = whole.version.due, judged.trend
    must_hold = any(part.verdict == "on_track" and part.trend == "reached" for part in seen)
    verdict: Verdict = "not_due" if state is None else "on_track" if state == "reached" and must_hold else state
    if due.ended_by(as_of):
        verdict = "awaiting_data"
    return whole._replace(
        verdict=verdict,
        trend=state,
        score=judged.score,
        overdue_months=month_of(as_of) - due.last if verdict == "awaiting_data" else None,
        of_parts=len(seen),
    )


def _verdict(case: Case, state: Trend | None) -> Verdict:
    """The first rule that applies; `state` is the class from baseline to latest, None where the method has none."""
    if not case.track.seen:
        return "no_data"
    if case.is_over:
        return _after_due(case, state or "insufficient_data")
    if state is None:
        return "not_due"
    if case.is_satisfied and not case.is_directional and not case.is_cap:
        return "on_track" if case.must_hold else "reached"
    return state


def _after_due(case: Case, state: Trend) -> Verdict:
    if case.is_directional:
        return state if case.decider else "awaiting_data"
    decided = case.satisfies(case.decider)
    if decided is not None:
        return "met" if decided else "missed"
    if case.decider or (case.track.gap and case.track.due_seen):
        return "insufficient_data"
    return "awaiting_data"


def _attainment(case: Case, measured: Decimal) -> Decimal | None:
    goal = case.goal
    if not goal or not measured or case.indicator.kind == "rank" or (measured < 0) != (goal < 0):
        return None
    return goal / measured if case.direction < 0 else measured / goal


def _gap(case: Case, measured: Decimal) -> Decimal | None:
    if case.goal is None or case.region is None:
        return None
    if case.indicator.desired == "hold" or case.version.comparator == "equal":
        below = [] if case.region.low is None else [case.region.low - measured]
        above = [] if case.region.high is None else [measured - case.region.high]
        return max(below + above)
    return (case.goal - measured) * case.direction


def _by_tolerance(case: Case, measured: Decimal) -> bool:
    if case.version.comparator != "about" or case.goal is None or case.satisfies(case.latest) is not True:
        return False
    if case.indicator.desired == "hold":
        return measured != case.goal
    return (case.goal - measured) * case.direction > 0


def _is_provisional(case: Case, verdict: Verdict) -> bool:
    if verdict in {"no_data", "awaiting_data", "insufficient_data"} or case.latest is None:
        return False
    return any(part.status in {"provisional", "estimated", "statement"} for part in case.latest.parts)


def _stale_months(case: Case, verdict: Verdict) -> int | None:
    if verdict in {"met", "missed"} or case.latest is None:
        return None
    age = _months_since(case, case.latest.period)
    return age if age > STALE_AFTER else None


def _months_since(case: Case, period: Period) -> int:
    return month_of(case.as_of) - period.last
