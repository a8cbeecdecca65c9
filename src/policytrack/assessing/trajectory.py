"""Where the way from baseline to goal leads: rates, the expected value, the projection, and when it arrives."""

from decimal import Decimal
from typing import NamedTuple

from policytrack.assessing.methods import Course
from policytrack.assessing.methods.open_sdg import NEXT_TO_ZERO
from policytrack.assessing.steps import Steps

LATEST_PROJECTION = 50  # years beyond the due period


class Trajectory(NamedTuple):
    """Shares of the way and of the time (fractions), signed rates a year, and levels.

    Levels are in the indicator's unit; a chain of yearly growth starts from 100.
    """

    progress: Decimal | None = None
    time_progress: Decimal | None = None
    expected_value: Decimal | None = None
    observed_rate: Decimal | None = None
    required_rate: Decimal | None = None
    projection: Decimal | None = None
    reached_in: str | None = None


def trajectory(steps: Steps) -> Trajectory:
    """The trajectory of a target; without a course only the first observed period that satisfied can be told."""
    seen, course = _first_satisfied(steps), steps.course
    if course is None:
        return Trajectory(reached_in=seen)
    distance = None if course.goal is None or steps.way.is_already_there else course.goal - course.start
    observed = _observed_rate(steps, course)
    required = _required_rate(steps, course) if distance else None
    expected = _expected_value(steps, course, required) if distance else None
    progress = (course.latest - course.start) / distance if distance else None
    time_progress = Decimal(course.elapsed) / course.span if course.span > 0 else None
    onward = None if observed is None or not _leads_on(steps) else _Projection(steps, course, observed)
    projection = onward.at(course.goal_at) if onward else None
    reached_in = seen or (onward.arrival() if onward else None)
    return Trajectory(progress, time_progress, expected, observed, required, projection, reached_in)


def _first_satisfied(steps: Steps) -> str | None:
    """reached_in, observed: the first observed period that satisfies; none for directions and for a cap on a sum."""
    way = steps.way
    if steps.asked.is_directional or way.is_cap or way.region is None:
        return None
    for point in steps.track.points:
        if point.lies_in(way.region):
            return str(point.period)
    return None


def _observed_rate(steps: Steps, course: Course) -> Decimal | None:
    """The signed rate a year from baseline to latest; of average growth the average so far."""
    if steps.asked.is_average and steps.latest.measurement:
        return steps.latest.measurement.number / 100
    return steps.way.pathway.rate(course.start, course.latest, course.elapsed)


def _required_rate(steps: Steps, course: Course) -> Decimal | None:
    """The signed rate a year from baseline to goal; of average growth the number itself."""
    if course.goal is None or steps.way.goal is None:
        return None
    if steps.asked.is_average:
        return steps.way.goal / 100
    # compound change has no rate towards zero, which open-sdg takes as 0.001
    goal = course.goal or NEXT_TO_ZERO if steps.way.pathway.COMPOUND else course.goal
    return steps.way.pathway.rate(course.start, goal, course.span)


def _expected_value(steps: Steps, course: Course, required: Decimal | None) -> Decimal | None:
    """The method's path at the latest period, through the plan's milestones where it gives them."""
    if course.milestone is not None:
        return course.milestone
    return None if required is None else steps.way.pathway.along(course.start, required, course.elapsed)


def _leads_on(steps: Steps) -> bool:
    """projection: none once due has ended or satisfied, none without a number, none for ranks."""
    asked, latest = steps.asked, steps.latest
    return not asked.is_over and not latest.is_satisfied and steps.way.goal is not None and not asked.is_rank


class _Projection(NamedTuple):
    """The line from the baseline through the latest measurement, drawn on."""

    steps: Steps
    course: Course
    observed: Decimal

    def at(self, instant: int) -> Decimal:
        """Its value at an instant, in months."""
        return self.steps.way.pathway.along(self.course.start, self.observed, instant - self.course.start_at)

    def arrival(self) -> str | None:
        """reached_in, projected: the first year whose end satisfies, at most 50 years after due; none for a cap."""
        way = self.steps.way
        if way.region is None or way.is_cap or self.steps.asked.is_average:
            return None  # an average is held or not; it is not on its way anywhere
        bound = way.region.low if way.direction > 0 else way.region.high
        first = self.course.latest_at // 12
        return str(first) if bound is None else self._arrival_at(bound, first, is_open=way.region.open)

    def _arrival_at(self, bound: Decimal, first: int, *, is_open: bool) -> str | None:
        """The first year from `first` on whose end lies beyond a bound: from about where the rate leads there."""
        course, last = self.course, self.steps.asked.version.due.year + LATEST_PROJECTION
        months = self.steps.way.pathway.months_to(course.start, self.observed, bound)
        if months is None or months > 12 * (last + 1) - course.start_at:
            return None
        year = max(first, (course.start_at + int(months)) // 12 - 1)  # and on from there, exactly
        while year <= last and not self._is_beyond(bound, year, is_open=is_open):
            year += 1
        return str(year) if year <= last else None

    def _is_beyond(self, bound: Decimal, year: int, *, is_open: bool) -> bool:
        beyond = (self.at((year + 1) * 12) - bound) * self.steps.way.direction
        return beyond > 0 or (beyond == 0 and not is_open)
