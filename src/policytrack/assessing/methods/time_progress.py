"""完成进度 against 时间进度: the share of the way against the share of the time.

The practice of the mid-term and final evaluations of Chinese five-year plans (for Beijing's science and
technology plans: since 2018). No national norm for the cut-offs was found: 1 and 0.9 are settings of the plan.
"""

from decimal import Decimal

from policytrack.assessing.methods import Course, Judgement, Trend, by_cut_offs, no_aggregation, unasked
from policytrack.model import MethodChoice

COMPOUND, PACED, SCORED = False, True, False
of_parts = no_aggregation
ON_TRACK = Decimal(1)
PROGRESSING = Decimal("0.9")


def rate(start: Decimal, end: Decimal, months: int) -> Decimal | None:
    """The linear change a year, in the target's unit."""
    return (end - start) * 12 / months if months > 0 else None


def along(start: Decimal, rate: Decimal, months: int) -> Decimal:
    """The level after `months` of steady change."""
    return start + rate * months / 12


def months_to(start: Decimal, rate: Decimal, level: Decimal) -> float | None:
    """About how many months steady change takes to a level."""
    months = float((level - start) * 12 / rate) if rate else -1.0
    return months if months >= 0 else None


def classify(ratio: Decimal, settings: MethodChoice) -> Trend:
    """The class of completed share over elapsed share."""
    return by_cut_offs(ratio, cut_off(settings.on_track, ON_TRACK), cut_off(settings.progressing, PROGRESSING))


def cut_off(setting: Decimal | None, default: Decimal) -> Decimal:
    """A plan's own cut-off, or the method's."""
    return default if setting is None else setting


def judge(course: Course, settings: MethodChoice) -> Judgement:
    """R = P / E; without a number to reach the side of the baseline on which the latest lies."""
    if course.changes_sign:
        return Judgement("insufficient_data")
    moved = (course.latest - course.start) * course.direction
    if course.goal is None:
        return Judgement("on_track" if moved > 0 else "lagging" if moved == 0 else "reversing")
    if not course.has_way:
        return Judgement("insufficient_data")
    ratio = course.share
    return Judgement(unasked(course)) if ratio is None else Judgement(classify(ratio, settings), ratio)
