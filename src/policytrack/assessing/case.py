"""One target's evidence: its version in force, its series, the number to reach, the class from baseline to latest."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from policytrack.assessing.comparison import Region, contains, decide, default_tolerance, region_of
from policytrack.assessing.methods import Course, Judgement, Method, Trend, method_of, steadied, unasked
from policytrack.assessing.points import Point
from policytrack.assessing.track import Known, Track, relative_value, track
from policytrack.model import DIRECTIONAL, Indicator, MethodChoice, Plan, Target

_Judged = tuple[Judgement, Trend | None, Decimal | None]


class Case:
    """One target's evidence, worked out step by step; every step is named after the field that it fills."""

    def __init__(
        self,
        target: Target,
        plan: Plan,
        indicator: Indicator,
        known: Known,
        choice: MethodChoice,
        as_of: date,
    ) -> None:
        self.plan, self.indicator, self.choice, self.as_of = plan, indicator, choice, as_of
        self.method: Method = method_of(choice.name)
        self.base = target.base if target.base is not None else plan.start - 1
        version = target.in_force(as_of)
        computed = relative_value(version, known) if version.relative else None
        self.version = version if computed is None else version._replace(value=computed)
        self.due = self.version.due
        self.is_over = self.due.ended_by(as_of)
        self.track: Track = track(self.version, known, self.base, plan.start, is_over=self.is_over)
        self.decider = self.track.due if self.is_over else None
        self.last = self._last_measurement()
        self.is_directional = self.version.comparator in DIRECTIONAL
        self.region, self.goal = self._region(), self._goal()
        self._say_what_is_asked()
        if self.is_enough_in_parts:
            self.last = self.track.partial
        if self.is_over and self.satisfies(self.decider) is None:
            self.decider = self._satisfied_for_good() or self.decider
        self.latest = self.decider or self.last
        self.direction = self._direction()
        self._say_where_it_starts()

    def _say_what_is_asked(self) -> None:
        """What kind of target it is.

        `must_hold`: a good state before due is only held, never reached. `is_cap`: a sum is not to exceed a number,
        which until due it still can. `projects`: a line through its observations says something (of ranks it does not).
        """
        version, kind = self.version, self.indicator.kind
        is_sum = version.transform == "sum"
        self.must_hold = version.maintain or kind == "rank" or version.transform == "average_growth"
        self.is_cap = is_sum and self.region is not None and self.region.high is not None
        self.projects = kind != "rank"

    def _say_where_it_starts(self) -> None:
        """How the last measurement and the baseline stand to the target.

        `satisfied_at_baseline`: the trajectory starts beyond the number to reach. `is_already_there`: nothing is left
        to be done from the baseline, so that no pace can be required. `is_share_of_way`: the share of the way decides
        under every method, from zero and for sums.
        """
        start, transform = self.track.baseline, self.version.transform
        is_plain = transform is None and not self.is_directional
        self.is_satisfied = self.satisfies(self.last) is True
        self.satisfied_at_baseline = is_plain and self.satisfies(start) is True
        is_level = is_plain and start is not None and start.number == self.goal
        self.is_already_there = self.satisfied_at_baseline or is_level
        self.is_share_of_way = transform == "sum" or (is_plain and start is not None and start.level == 0)

    # -- what is compared with what ------------------------------------------------------------------------

    def _last_measurement(self) -> Point | None:
        points = self.track.points
        if self.decider:
            points = tuple(point for point in points if point.period.last <= self.due.last)
        return points[-1] if points else None

    @property
    def tolerance(self) -> Decimal | None:
        """How far `about` reaches; None for every other comparator."""
        if self.version.comparator != "about" or self.version.value is None:
            return None
        return default_tolerance(self.version.value) if self.version.tolerance is None else self.version.tolerance

    def _region(self) -> Region | None:
        start = self.track.baseline.number if self.track.baseline else None
        value = start if self.is_directional else self.version.value
        if value is None:
            return None
        return region_of(
            self.version.comparator,
            self.indicator.desired,
            value,
            self.version.upper,
            self.tolerance or Decimal(0),
        )

    def _goal(self) -> Decimal | None:
        """The number to reach; of a range the nearer bound."""
        if self.is_directional:
            return None
        version = self.version
        if version.comparator != "between" or version.upper is None or version.value is None:
            return version.value
        start = self.track.baseline.number if self.track.baseline else None
        from_above = self.indicator.desired == "decrease" or (
            self.indicator.desired == "hold" and start is not None and start > version.upper
        )
        return version.upper if from_above else version.value

    def _direction(self) -> int:
        if self.is_directional:
            return 1 if self.version.comparator == "increase" else -1
        if self.indicator.desired != "hold":
            return 1 if self.indicator.desired == "increase" else -1
        start = self.track.baseline.number if self.track.baseline else None
        return -1 if start is not None and self.goal is not None and start > self.goal else 1

    def satisfies(self, point: Point | None) -> bool | None:
        """Whether a value satisfies the target; None where that cannot be said."""
        if point is None or self.region is None:
            return None
        return contains(self.region, point.number) if point.bounds is None else decide(point.bounds, self.region)

    @property
    def is_enough_in_parts(self) -> bool:
        """Whether the known parts of a sum are enough already, whatever the missing ones hold."""
        return self.version.transform == "sum" and not self.is_cap and self.satisfies(self.track.partial) is True

    def _satisfied_for_good(self) -> Point | None:
        """What satisfied by the due period and cannot be undone: an earlier cumulative count, the parts of a sum."""
        if self.is_enough_in_parts:
            return self.track.partial
        if self.indicator.kind != "cumulative" or (self.region and self.region.high is not None):
            return None
        earlier = [one for one in self.track.points if one.period.last <= self.due.last]
        return next((one for one in reversed(earlier) if self.satisfies(one) is True), None)

    # -- the course from baseline to goal ------------------------------------------------------------------

    def course(self) -> Course | None:
        """Baseline, latest measurement and goal as levels; None without two different periods or a goal."""
        start, last = self.track.baseline, self.last
        if start is None or last is None or last.period.last <= start.period.last:
            return None
        if self.goal is None and not self.is_directional:
            return None
        goal, goal_at = self.goal, self.due.end
        if self.version.transform == "average_growth" and goal is not None:
            years = Decimal(goal_at - start.period.end) / 12
            goal = start.level * max(1 + goal / 100, Decimal(0)) ** years
        course = Course(
            start.level,
            start.period.end,
            last.level,
            last.period.end,
            goal,
            goal_at,
            self.direction,
            self.indicator.limit,
        )
        return course._replace(milestone=self._milestone(course))

    def _milestone(self, course: Course) -> Decimal | None:
        """What the plan's own yearly milestones expect at the latest period."""
        if not self.version.path or course.goal is None or self.version.transform == "average_growth":
            return None
        marks = [(course.start_at, course.start), (course.goal_at, course.goal)]
        marks += [(period.end, value) for period, value in self.version.path if period.end > course.start_at]
        marks.sort()
        for (left_at, left), (right_at, right) in pairwise(marks):
            if left_at <= course.latest_at <= right_at and right_at > left_at:
                method = method_of("time-progress") if self.is_share_of_way else self.method
                rate = method.rate(left, right, right_at - left_at)
                return None if rate is None else method.along(left, rate, course.latest_at - left_at)
        return None

    def share_ratio(self, course: Course) -> Decimal | None:
        """R = completed share over elapsed share."""
        return steadied(course.done / course.asked) if course.has_way and course.asked > 0 else None

    # -- the class from baseline to latest -----------------------------------------------------------------

    def judged(self, course: Course | None) -> _Judged:
        """The method's published judgement, the class that the verdict uses, and the pace."""
        if not self.method.PACED:
            return Judgement(None), None, None
        if self.version.transform == "average_growth":
            return self._average()
        if self.version.transform == "sum":
            return self._shared(course, None)
        published = self._published(course)
        if self.must_hold:
            return self._held_result(course, published)
        if self.is_already_there:
            return published, self._already_there(course), None
        if course and self._has_overshot(course):
            state: Trend | None = (
                "reversing" if self._distance(course.latest) >= self._distance(course.start) else "lagging"
            )
            return published._replace(trend=state), state, None
        if self.is_share_of_way:
            return self._shared(course, published)
        return published, published.trend, None if self.is_directional else published.ratio

    def _held_result(self, course: Course | None, published: Judgement) -> _Judged:
        held = self._held(course)
        shown = published if self.method.SCORED else published._replace(trend=held)
        pace = self.share_ratio(course) if course and self.is_share_of_way else published.ratio
        return shown, held, None if self.is_already_there else pace

    def _has_overshot(self, course: Course) -> bool:
        """Whether the series has passed through a band with two bounds and left it on the far side."""
        region = self.region
        if region is None or region.low is None or region.high is None:
            return False
        upwards = course.start < region.low and course.latest > region.high
        return upwards or (course.start > region.high and course.latest < region.low)

    def _distance(self, level: Decimal) -> Decimal:
        assert self.region is not None and self.region.low is not None and self.region.high is not None
        return max(self.region.low - level, level - self.region.high, Decimal(0))

    def _published(self, course: Course | None) -> Judgement:
        result = self.method.judge(course, self.choice) if course else Judgement("insufficient_data")
        if self.is_already_there and not self.method.SCORED:
            result = Judgement(self._already_there(course))
        if self.is_already_there and result.ratio is None:
            result = result._replace(trend=self._already_there(course))
        if self.is_satisfied and not self.is_directional and not (course and course.changes_sign):
            is_level = course is not None and course.goal == course.start  # the published measure has no score then
            top = Decimal(5) if self.method.SCORED and not is_level else None
            result = result._replace(trend="reached", score=top)
        return result

    def _held(self, course: Course | None) -> Trend:
        if self.is_satisfied:
            return "on_track"
        if course is None:
            return "insufficient_data"
        return "reversing" if self.satisfied_at_baseline else "lagging"

    def _already_there(self, course: Course | None) -> Trend:
        if self.is_satisfied:
            return "reached"
        if course is None:
            return "insufficient_data"
        back = (course.latest - course.start) * self.direction < 0
        return "reversing" if self.satisfied_at_baseline or back else "lagging"

    def _shared(self, course: Course | None, published: Judgement | None) -> _Judged:
        ratio = self.share_ratio(course) if course and not self.track.gap else None
        if self.is_cap and self.direction < 0 and ratio is not None and ratio > 0:
            ratio = 1 / ratio
        state: Trend | None = "insufficient_data" if ratio is None else self.method.classify(ratio, self.choice)
        if course and not self.track.gap and course.has_way and course.asked <= 0:
            state = unasked(course)
        if self.is_cap and self.direction < 0 and ratio is not None:
            state = "on_track" if ratio == 0 else state if self.is_satisfied else "lagging"
        elif self.is_cap:
            state = "on_track" if self.is_satisfied and not self.track.gap else state
        elif self.is_satisfied:
            state = "reached"
        return published or Judgement(state, ratio), state, ratio

    def _average(self) -> _Judged:
        if self.last is None or self.track.gap or not self.goal:
            state: Trend | None = "on_track" if self.is_satisfied else "insufficient_data"
            return Judgement(state), state, None
        number, goal = self.last.number, self.goal
        inverse = self.direction < 0 < min(number, goal)
        ratio = goal / number if inverse else number / goal * (1 if goal * self.direction > 0 else -1)
        state = "lagging" if self.version.maintain else self.method.classify(ratio, self.choice)
        state = "on_track" if self.is_satisfied else state
        return Judgement(state, ratio), state, ratio
