"""The verdict: trend, due date and data put together, the first rule that applies; and how far it is to the number."""

from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from policytrack.assessing.methods import Trend
from policytrack.assessing.series.points import Point
from policytrack.assessing.steps import Steps
from policytrack.model import Status
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
SOFT: frozenset[Status | None] = frozenset(("provisional", "estimated", "statement"))
STALE_AFTER = 18  # months


def verdict_of(steps: Steps, state: Trend | None) -> Verdict:
    """No observation in or after the base year: no_data; then by whether due has ended."""
    if not steps.track.seen:
        return "no_data"
    return _after_due(steps, state) if steps.asked.is_over else _before_due(steps, state)


def _before_due(steps: Steps, state: Trend | None) -> Verdict:
    """Not due where the method knows no pace; the latest satisfies: reached (must-hold: on_track); else the class."""
    if state is None:
        return "not_due"
    if not steps.latest.is_satisfied or steps.asked.is_directional or steps.way.is_cap:
        return state
    return "on_track" if steps.asked.must_hold else "reached"


def _after_due(steps: Steps, state: Trend | None) -> Verdict:
    """The due period's own value decides met or missed; absent: awaiting_data; a direction keeps its class."""
    latest, track = steps.latest, steps.track
    if steps.asked.is_directional:
        return (state or "insufficient_data") if latest.decider else "awaiting_data"
    if latest.decided is not None:
        return "met" if latest.decided else "missed"
    if latest.decider or (track.gap and track.due_seen):
        return "insufficient_data"
    return "awaiting_data"


def is_provisional(latest: Point | None, verdict: Verdict) -> bool:
    """Provisional when the deciding value is provisional, estimated or a statement."""
    if verdict in {"no_data", "awaiting_data", "insufficient_data"} or latest is None:
        return False
    return not SOFT.isdisjoint([part.status for part in latest.parts])


def stale_months(latest: Point | None, verdict: Verdict, as_of: date) -> int | None:
    """Calendar months from the latest period's end when more than 18; none once met or missed."""
    if verdict in {"met", "missed"} or latest is None:
        return None
    age = month_of(as_of) - latest.period.last
    return age if age > STALE_AFTER else None


def overdue_months(due: Period, verdict: Verdict, as_of: date, *, is_over: bool) -> int | None:
    """Since when a value has been due: calendar months from the due period's end while none is published."""
    return month_of(as_of) - due.last if is_over and verdict in {"awaiting_data", "no_data"} else None


def attainment(steps: Steps, measured: Decimal) -> Decimal | None:
    """attainment = measured/T (lower is better: T/measured); none for rank, at zero, and of unlike signs."""
    goal = steps.way.goal
    if not goal or not measured or steps.asked.is_rank or (measured < 0) != (goal < 0):
        return None
    return goal / measured if steps.way.direction < 0 else measured / goal


def gap(steps: Steps, measured: Decimal) -> Decimal | None:
    """What is missing in the desired direction in the target's unit (≤ 0: beyond), of a level the way to its band."""
    goal, region = steps.way.goal, steps.way.region
    if goal is None or region is None:
        return None
    if steps.asked.indicator.desired != "hold" and steps.asked.version.comparator != "equal":
        return (goal - measured) * steps.way.direction
    below = [] if region.low is None else [region.low - measured]
    above = [] if region.high is None else [measured - region.high]
    return max(below + above)


def by_tolerance(steps: Steps, measured: Decimal) -> bool:
    """Satisfied while the number itself falls short of T."""
    goal = steps.way.goal
    if steps.asked.version.comparator != "about" or goal is None or not steps.latest.point_satisfies:
        return False
    if steps.asked.indicator.desired == "hold":
        return measured != goal
    return (goal - measured) * steps.way.direction > 0
