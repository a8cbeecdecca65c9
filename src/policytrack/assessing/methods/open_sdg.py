"""The progress measure of Open SDG 2.4 (2024), as Statistics Canada uses it for its indicator framework.

With a number to reach: the compound growth observed over the compound growth required. Without one: the
compound growth itself, against cut-offs that shrink towards an indicator's natural limit.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from math import exp, expm1, log, log1p

from policytrack.assessing.methods import Course, Judgement, Trend, by_cut_offs, steadied
from policytrack.model import MethodChoice

COMPOUND, PACED, SCORED = True, True, True
ON_TRACK, PROGRESSING = Decimal("0.95"), Decimal("0.60")
FAST, SLOW = Decimal("0.015"), Decimal("0.005")
NEXT_TO_ZERO = Decimal("0.001")
HALF_SCORE = Decimal("2.5")
_BEND, _FULL = Decimal("4.44"), Decimal(1)
# Floats: a number of at most 15 digits is held to its last digit; near a cut-off, or at the ends, Decimal decides.
PLAIN_LENGTH, SMALLEST, LARGEST, LONGEST, GUARD = 15, 1e-6, 1e6, 200.0, 1e-9
RATIO_CUTS = (float(ON_TRACK), float(PROGRESSING), 0.0)
GROWTH_CUTS = (float(FAST), float(SLOW), 0.0)


def exact_rate(start: Decimal, end: Decimal, months: int) -> Decimal | None:
    """The compound change a year, as a fraction, to the context's digits; None from zero or across it."""
    if start == 0 or months <= 0 or end / start < 0:
        return None
    return steadied((end / start) ** (Decimal(12) / months) - 1)


def rate(start: Decimal, end: Decimal, months: int) -> Decimal | None:
    """The compound change a year, as a fraction; None from zero or across it. Near a cut-off it decides nothing."""
    quick = _quick_rate(start, end, months)
    return exact_rate(start, end, months) if quick is None else Decimal(repr(quick))


@lru_cache(maxsize=8)  # a target's judgement and its trajectory ask for the same two
def _quick_rate(start: Decimal, end: Decimal, months: int) -> float | None:
    """The rate as a float, None where floats could mislead: long numbers, extremes, a change near to nothing."""
    if not start or months <= 0 or not (_is_plain(start) and _is_plain(end)):
        return None
    change = float(end - start) / float(start)
    if change <= -1:
        return None
    found = expm1(log1p(change) * 12 / months)
    return found if SMALLEST <= abs(found) <= LARGEST else None


def _is_plain(value: Decimal) -> bool:
    """Whether a float holds a number to its last digit, and far from its range's ends."""
    return len(str(value)) <= PLAIN_LENGTH


def along(start: Decimal, rate: Decimal, months: int) -> Decimal:
    """The level after `months` of compound change; a loss of everything leaves zero."""
    if months == 0 or rate == 0:
        return start
    if rate <= -1:
        return Decimal(0)
    grown = log1p(float(rate)) * months / 12
    if _is_plain(start) and abs(grown) < LONGEST:
        return start * Decimal(repr(exp(grown)))
    return start * (1 + rate) ** (Decimal(months) / 12)


def months_to(start: Decimal, rate: Decimal, level: Decimal) -> float | None:
    """About how many months compound change takes to a level."""
    growth = log1p(float(rate)) if rate > -1 else 0.0
    quotient = float(level / start) if start else 0.0
    months = log(quotient) / growth * 12 if growth and quotient > 0 else -1.0
    return months if months >= 0 else None


def classify(ratio: Decimal, settings: MethodChoice) -> Trend:  # noqa: ARG001 - published cut-offs, nothing to set
    """The class of observed over required growth."""
    return by_cut_offs(ratio, ON_TRACK, PROGRESSING)


def judge(course: Course, settings: MethodChoice) -> Judgement:
    """The published class, ratio and score. Zero as base or as goal is taken as 0.001.

    Floats decide what is clear; what lies within 1e-9 of a cut-off, or is too long or too extreme for floats,
    is decided at the context's digits. A property of the tests: the class is always that of `judge_exactly`.
    """
    return _quick_judgement(course) or judge_exactly(course, settings)


def _quick_judgement(course: Course) -> Judgement | None:
    start = course.start or NEXT_TO_ZERO
    observed = None if course.changes_sign else _quick_rate(start, course.latest, course.elapsed)
    if observed is None:
        return None
    signed = observed * course.direction * (-1 if start < 0 else 1)
    if course.goal is None:
        return (
            None
            if course.limit is not None or _is_near(signed, GROWTH_CUTS)
            else _without_number(Decimal(repr(signed)), _FULL)
        )
    required = _quick_rate(start, course.goal or NEXT_TO_ZERO, course.span)
    if not required:
        return None
    ratio = signed / abs(required)
    return None if _is_near(ratio, RATIO_CUTS) else _with_number(Decimal(repr(ratio)))


def _is_near(ratio: float, cuts: tuple[float, ...]) -> bool:
    return any(abs(ratio - cut) < GUARD for cut in cuts)


def judge_exactly(course: Course, settings: MethodChoice) -> Judgement:  # noqa: ARG001 - published cut-offs
    """The published class, ratio and score, all at the context's digits."""
    if course.changes_sign:
        return Judgement("insufficient_data")
    start = course.start or NEXT_TO_ZERO
    observed = exact_rate(start, course.latest, course.elapsed)
    if observed is None:
        return Judgement("insufficient_data")
    signed = observed * course.direction * (-1 if start < 0 else 1)
    if course.goal is None:
        return _without_number(signed, slack(start, course.limit))
    required = exact_rate(start, course.goal or NEXT_TO_ZERO, course.span)
    return _with_number(steadied(signed / abs(required))) if required else Judgement("insufficient_data")


def _with_number(ratio: Decimal) -> Judgement:
    steep = ratio >= PROGRESSING
    score = Decimal("7.1429") * ratio - Decimal("4.2857") if steep else Decimal("4.1667") * ratio - Decimal("2.5")
    return Judgement(by_cut_offs(ratio, ON_TRACK, PROGRESSING), ratio, _clipped(score))


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
