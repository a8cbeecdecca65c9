"""The class from baseline to latest: what the method publishes, what the verdict uses, and the pace."""

from decimal import Decimal
from typing import NamedTuple

from policytrack.assessing.methods import Course, Judgement, Trend, unasked
from policytrack.assessing.steps import Steps

TOP_SCORE = Decimal(5)


class Judged(NamedTuple):
    """The method's published judgement, the class that the verdict uses (None where the method has none), the pace."""

    published: Judgement
    state: Trend | None
    pace: Decimal | None = None


def judged_of(steps: Steps) -> Judged:
    """The class from baseline to latest: the first rule that applies."""
    asked, way = steps.asked, steps.way
    if not asked.method.PACED:
        return Judged(Judgement(None), None)
    if asked.is_average:
        return _averaged(steps)
    if asked.is_sum:
        return _summed(steps)
    there = _already_there(steps) if way.is_already_there else None
    published = _published(steps, there)
    if asked.must_hold:
        return _held(steps, published)
    if there:
        return Judged(published, there)
    if steps.course and (left := _overshot(steps, steps.course)):
        return Judged(published._replace(trend=left), left)
    if way.is_share_of_way:
        return _from_zero(steps, published)
    return Judged(published, published.trend, None if asked.is_directional else published.ratio)


def _published(steps: Steps, there: Trend | None) -> Judgement:
    """The method's class, but reached where the latest satisfies; a published measure has its full score then."""
    own, course = _of_method(steps, there), steps.course
    if not steps.latest.is_satisfied or steps.asked.is_directional or (course and course.changes_sign):
        return own
    is_level = course is not None and course.goal == course.start  # the published measure has no score then
    return own._replace(trend="reached", score=TOP_SCORE if steps.asked.method.SCORED and not is_level else None)


def _of_method(steps: Steps, there: Trend | None) -> Judgement:
    """The method's own class, ratio and score; already there they stay only where a published measure has them."""
    asked = steps.asked
    if there and not asked.method.SCORED:
        return Judgement(there)
    own = asked.method.judge(steps.course, asked.choice) if steps.course else Judgement("insufficient_data")
    return own._replace(trend=there) if there and own.ratio is None else own


def _already_there(steps: Steps) -> Trend:
    """Already there: satisfied now reached, no longer satisfied reversing, unchanged and unsatisfied lagging."""
    if steps.latest.is_satisfied:
        return "reached"
    if steps.course is None:
        return "insufficient_data"
    back = (steps.course.latest - steps.course.start) * steps.way.direction < 0
    return "reversing" if steps.way.satisfied_at_baseline or back else "lagging"


def _held(steps: Steps, published: Judgement) -> Judged:
    """Must hold: the class is that of the level held; only a published measure keeps a trend that knows of none."""
    state = _level_held(steps)
    pace = steps.course.share if steps.course and steps.way.is_share_of_way else published.ratio
    shown = published if steps.asked.method.SCORED else published._replace(trend=state)
    return Judged(shown, state, None if steps.way.is_already_there else pace)


def _level_held(steps: Steps) -> Trend:
    """Must hold: satisfied on_track, else reversing if the baseline satisfied, else lagging."""
    if steps.latest.is_satisfied:
        return "on_track"
    if steps.course is None:
        return "insufficient_data"
    return "reversing" if steps.way.satisfied_at_baseline else "lagging"


def _overshot(steps: Steps, course: Course) -> Trend | None:
    """A band left on its far side: reversing where it is no nearer than from the baseline, else lagging."""
    region = steps.way.region
    if region is None or region.low is None or region.high is None:
        return None
    low, high, start, last = region.low, region.high, course.start, course.latest
    if start < low and last > high:
        return "reversing" if last - high >= low - start else "lagging"
    if start > high and last < low:
        return "reversing" if low - last >= start - high else "lagging"
    return None


def _from_zero(steps: Steps, published: Judgement) -> Judged:
    """From a baseline of 0, R = progress / time_progress decides verdict and pace; the rest stays as published."""
    ratio = steps.course.share if steps.course else None
    return Judged(published, "reached" if steps.latest.is_satisfied else _by_clock(steps, ratio), ratio)


def _summed(steps: Steps) -> Judged:
    """Of a sum, R = progress / time_progress decides with the method's own cut-offs; of a gap nothing is said."""
    is_allowance = steps.way.is_cap and steps.way.direction < 0
    share = steps.course.share if steps.course and not steps.track.gap else None
    if is_allowance and share is not None:
        return _spent(steps, share)
    state = _by_clock(steps, share)
    if steps.latest.is_satisfied and not steps.way.is_cap:
        state = "reached"
    elif steps.latest.is_satisfied and not steps.track.gap:
        state = "on_track"
    return Judged(Judgement(state, share), state, share)


def _spent(steps: Steps, share: Decimal) -> Judged:
    """A cap on a sum: R turned round, for less used is better; none used on_track, more than the cap lagging."""
    ratio = 1 / share if share > 0 else share
    state: Trend | None = "on_track" if share == 0 else "lagging"
    if share != 0 and steps.latest.is_satisfied:
        state = steps.asked.method.classify(ratio, steps.asked.choice)
    return Judged(Judgement(state, ratio), state, ratio)


def _by_clock(steps: Steps, share: Decimal | None) -> Trend | None:
    """The method's class of a share of the required pace; where milestones ask for nothing yet, which way it went."""
    if share is not None:
        return steps.asked.method.classify(share, steps.asked.choice)
    if steps.course and steps.course.has_way and not steps.track.gap:
        return unasked(steps.course)
    return "insufficient_data"


def _averaged(steps: Steps) -> Judged:
    """Average growth: ratio = average so far / target average (of a fall the other way round); it must hold."""
    last, goal, is_satisfied = steps.latest.measurement, steps.way.goal, steps.latest.is_satisfied
    if last is None or steps.track.gap or not goal:
        bare: Trend = "on_track" if is_satisfied else "insufficient_data"
        return Judged(Judgement(bare), bare)
    ratio = _ratio_of_averages(last.number, goal, steps.way.direction)
    if is_satisfied:
        state: Trend | None = "on_track"
    else:
        state = "lagging" if steps.asked.version.maintain else steps.asked.method.classify(ratio, steps.asked.choice)
    return Judged(Judgement(state, ratio), state, ratio)


def _ratio_of_averages(number: Decimal, goal: Decimal, direction: int) -> Decimal:
    """Above 1 where the average so far is better than asked; negative where it goes the wrong way."""
    if direction < 0 < min(number, goal):
        return goal / number
    return number / goal * (1 if goal * direction > 0 else -1)
