"""Where the way from baseline to goal leads: rates, the expected value, the projection, and when it arrives."""

from decimal import Decimal
from typing import NamedTuple

from policytrack.assessing.case import Case
from policytrack.assessing.comparison import contains, decide
from policytrack.assessing.methods import Course, Method, method_of
from policytrack.assessing.methods.open_sdg import NEXT_TO_ZERO

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


def trajectory(case: Case, course: Course | None) -> Trajectory:
    """The trajectory of a case; without a course only the first observed period that satisfied can be told."""
    seen = _first_satisfied(case)
    if course is None:
        return Trajectory(reached_in=seen)
    way = None if course.goal is None or case.is_already_there else course.goal - course.start
    observed, required = _rates(case, course)
    moving = observed is not None and not case.is_over and not case.is_satisfied and case.goal is not None
    projected = _Projection(case, course, observed) if moving and observed is not None and case.projects else None
    return Trajectory(
        progress=(course.latest - course.start) / way if way else None,
        time_progress=Decimal(course.elapsed) / course.span if course.span > 0 else None,
        expected_value=_expected(case, course, required) if way else None,
        observed_rate=observed,
        required_rate=required if way else None,
        projection=projected.at(case.due.end) if projected else None,
        reached_in=seen or (projected.arrival() if projected else None),
    )


def _first_satisfied(case: Case) -> str | None:
    if case.is_directional or case.is_cap:
        return None
    region = case.region
    if region is None:
        return None
    for point in case.track.points:
        if contains(region, point.number) if point.bounds is None else decide(point.bounds, region) is True:
            return str(point.period)
    return None


def pathway(case: Case) -> Method:
    """The method whose path is drawn: a level path for average growth, a straight line where shares decide."""
    if case.version.transform == "average_growth":
        return method_of("open-sdg")
    return method_of("time-progress") if case.is_share_of_way else case.method


def _rates(case: Case, course: Course) -> tuple[Decimal | None, Decimal | None]:
    if case.version.transform == "average_growth" and case.last:
        return case.last.number / 100, None if case.goal is None else case.goal / 100
    method = pathway(case)
    observed = method.rate(course.start, course.latest, course.elapsed)
    if course.goal is None:
        return observed, None
    # compound change has no rate towards zero, which open-sdg takes as 0.001
    goal = course.goal or NEXT_TO_ZERO if method.COMPOUND else course.goal
    return observed, method.rate(course.start, goal, course.span)


def _expected(case: Case, course: Course, required: Decimal | None) -> Decimal | None:
    if course.milestone is not None:
        return course.milestone
    return None if required is None else pathway(case).along(course.start, required, course.elapsed)


class _Projection:
    """The line from the baseline through the latest measurement, drawn on."""

    def __init__(self, case: Case, course: Course, observed: Decimal) -> None:
        self.case, self.course, self.observed = case, course, observed
        self.pathway = pathway(case)

    def at(self, instant: int) -> Decimal:
        """Its value at an instant, in months."""
        return self.pathway.along(self.course.start, self.observed, instant - self.course.start_at)

    def arrival(self) -> str | None:
        """The first year whose end satisfies, at most 50 years after due."""
        region, course = self.case.region, self.course
        if region is None or self.case.is_cap or self.case.version.transform == "average_growth":
            return None  # an average is held or not; it is not on its way anywhere
        bound = region.low if self.case.direction > 0 else region.high
        first, last = course.latest_at // 12, self.case.due.year + LATEST_PROJECTION
        if bound is None:
            return str(first)
        months = self.pathway.months_to(course.start, self.observed, bound)
        if months is None or months > 12 * (last + 1) - course.start_at:
            return None
        year = max(first, (course.start_at + int(months)) // 12 - 1)  # and on from there, exactly
        while year <= last and not self._satisfies(self.at((year + 1) * 12), bound, region.open):
            year += 1
        return str(year) if year <= last else None

    def _satisfies(self, number: Decimal, bound: Decimal, is_open: bool) -> bool:
        beyond = (number - bound) * self.case.direction
        return beyond > 0 or (beyond == 0 and not is_open)
