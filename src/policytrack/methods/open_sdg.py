"""The progress measure of Open SDG 2.4 (2024), as Statistics Canada uses it for its indicator framework.

With a number to reach: the compound growth observed over the compound growth required. Without one: the
compound growth itself, against cut-offs that shrink towards an indicator's natural limit.
"""

from collections.abc import Sequence
from decimal import Decimal

from policytrack.methods import Course, Judgement, Trend, by_cut_offs, steadied
from policytrack.model import MethodChoice

COMPOUND, PACED, SCORED = True, True, True
ON_TRACK, PROGRESSING = Decimal("0.95"), Decimal("0.60")
FAST, SLOW = Decimal("0.015"), Decimal("0.005")
NEXT_TO_ZERO = Decimal("0.001")
HALF_SCORE = Decimal("2.5")
_BEND = Decimal("4.44")


def rate(start: Decimal, end: Decimal, months: int) -> Decimal | None:
    """The compound change a year, as a fraction; None from zero or across it."""
    if start == 0 or months <= 0 or end / start < 0:
        return None
    return steadied((end / start) ** (Decimal(12) / months) - 1)


def along(start: Decimal, rate: Decimal, months: int) -> Decimal:
    """The level after `months` of compound change; a loss of everything leaves zero."""
    if months == 0:
        return start
    return start * (1 + rate) ** (Decimal(months) / 12) if rate > -1 else Decimal(0)


def classify(ratio: Decimal, settings: MethodChoice) -> Trend:  # noqa: ARG001 - published cut-offs, nothing to set
    """The class of observed over required growth."""
    return by_cut_offs(ratio, ON_TRACK, PROGRESSING)


def judge(course: Course, settings: MethodChoice) -> Judgement:
    """The published class, ratio and score. Zero as base or as goal is taken as 0.001."""
    if course.changes_sign:
        return Judgement("insufficient_data")
    start = course.start or NEXT_TO_ZERO
    observed = rate(start, course.latest, course.elapsed)
    if observed is None:
        return Judgement("insufficient_data")
    signed = observed * course.direction * (-1 if start < 0 else 1)
    if course.goal is None:
        return _without_number(signed, slack(start, course.limit))
    required = rate(start, course.goal or NEXT_TO_ZERO, course.span)
    if not required:
        return Judgement("insufficient_data")
    ratio = steadied(signed / abs(required))
    steep = ratio >= PROGRESSING
    score = Decimal("7.1429") * ratio - Decimal("4.2857") if steep else Decimal("4.1667") * ratio - Decimal("2.5")
    return Judgement(classify(ratio, settings), ratio, _clipped(score))


def _without_number(growth: Decimal, slack: Decimal) -> Judgement:
    if growth < 0:
        return Judgement("reversing", growth, _clipped(125 * growth - Decimal("2.5")))
    if growth >= FAST * slack:
        return Judgement("on_track", growth, _clipped(500 * growth / slack - 5) if slack else Decimal(5))
    if growth >= SLOW * slack:
        return Judgement("progressing", growth, _clipped(250 * growth / slack - Decimal("1.25")))
    return Judgement("lagging", growth, _clipped(500 * growth / slack - Decimal("2.5")))


def slack(start: Decimal, limit: Decimal | None) -> Decimal:
    """The factor on the cut-offs: 1 far from the natural limit, 0 at it."""
    base = abs(start)
    if limit is None or base >= 2 * abs(limit):
        return Decimal(1)
    top = abs(limit)
    return 1 - ((base if base <= top else 2 * top - base) / top) ** _BEND


def of_parts(parts: Sequence[Judgement]) -> Judgement:
    """The mean of the parts' scores against 2.5, 0 and -2.5; reached only where every part is."""
    scores = [part.score for part in parts if part.score is not None]
    if not scores:
        return Judgement("insufficient_data")
    mean = sum(scores, Decimal(0)) / len(scores)
    if all(part.trend == "reached" for part in parts):
        return Judgement("reached", None, mean)
    return Judgement(by_cut_offs(mean + HALF_SCORE, 2 * HALF_SCORE, HALF_SCORE), None, mean)


def _clipped(score: Decimal) -> Decimal:
    return max(Decimal(-5), min(Decimal(5), score))
