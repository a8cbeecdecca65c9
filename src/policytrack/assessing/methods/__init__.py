"""Published assessment methods, one pure module each.

A method is a module with six functions over a `Course`, and three facts about itself:

- `rate(start, end, months)`: the signed change a year from one level to another, in the method's own terms;
- `along(start, rate, months)`: the level after `months` at that rate;
- `months_to(start, rate, level)`: about how long it takes to a level;
- `judge(course, settings)`: its published result, and
- `classify(ratio, settings)`: the class that its cut-offs give to a share of the required pace;
- `of_parts(judgements)`: the class of an indicator that has values of its parts only.

Every method: a change of sign among baseline, latest and the number to reach cannot be judged.
All arithmetic is Decimal; the caller sets the context.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Literal, NamedTuple, Protocol, cast

from policytrack.model import MethodChoice, MethodName

Trend = Literal["reached", "on_track", "progressing", "lagging", "reversing", "insufficient_data"]


class Course(NamedTuple):
    """What a method sees: levels and instants (in months) of baseline, latest, and the number to reach.

    `goal` is None for a target that gives no number. `direction` is +1 where more is desired, -1 where less is.
    `milestone` is what the plan's own path expects at the latest period, where it has one.
    """

    start: Decimal
    start_at: int
    latest: Decimal
    latest_at: int
    goal: Decimal | None
    goal_at: int
    direction: int
    limit: Decimal | None = None
    milestone: Decimal | None = None

    @property
    def elapsed(self) -> int:
        """Months from baseline to latest."""
        return self.latest_at - self.start_at

    @property
    def span(self) -> int:
        """Months from baseline to the due period's end."""
        return self.goal_at - self.start_at

    @property
    def has_way(self) -> bool:
        """Whether there is a way to go, and time for it."""
        return self.goal is not None and self.goal != self.start and self.span > 0 and self.elapsed > 0

    @property
    def done(self) -> Decimal:
        """P, the completed share of the way (where there is one)."""
        return self._share(self.latest)

    @property
    def asked(self) -> Decimal:
        """E, the share that should be completed by now: by the clock, or by the plan's own milestones."""
        return Decimal(self.elapsed) / self.span if self.milestone is None else self._share(self.milestone)

    @property
    def share(self) -> Decimal | None:
        """R = P / E; None where there is no way to go, or nothing of it is asked for yet."""
        asked = self.asked if self.has_way else Decimal(0)
        return steadied(self.done / asked) if asked > 0 else None

    def _share(self, level: Decimal) -> Decimal:
        assert self.goal is not None
        return (level - self.start) / (self.goal - self.start)

    @property
    def changes_sign(self) -> bool:
        """Whether baseline, latest and the number to reach lie on both sides of zero."""
        levels = (self.start, self.latest, *(() if self.goal is None else (self.goal,)))
        return bool(min(levels) < 0 < max(levels))


class Judgement(NamedTuple):
    """A method's published result; what the method does not have is None."""

    trend: Trend | None
    ratio: Decimal | None = None
    score: Decimal | None = None


class Method(Protocol):
    """What every module in this package offers.

    `COMPOUND`: its path is one of compound change, else a straight line. `PACED`: it judges a pace before due.
    `SCORED`: it is a published measure with a score and a trend of its own, which knows nothing of holding a level.
    """

    COMPOUND: bool
    PACED: bool
    SCORED: bool

    def rate(self, start: Decimal, end: Decimal, months: int) -> Decimal | None:
        """The signed change a year that leads from `start` to `end` in `months`; None where it is undefined."""

    def along(self, start: Decimal, rate: Decimal, months: int) -> Decimal:
        """The level after `months` at `rate`."""

    def months_to(self, start: Decimal, rate: Decimal, level: Decimal) -> float | None:
        """About how many months `rate` takes from `start` to `level`; None where it does not lead there."""

    def judge(self, course: Course, settings: MethodChoice) -> Judgement:
        """The published class, ratio and score of a target that is not satisfied (or has no number)."""

    def classify(self, ratio: Decimal, settings: MethodChoice) -> Trend | None:
        """The class of a ratio under the method's cut-offs."""

    def of_parts(self, parts: Sequence[Judgement]) -> Judgement:
        """The class of an indicator of which only parts have values, from the parts' own."""


@cache
def method_of(name: MethodName) -> Method:
    """The module of a method."""
    return cast(Method, import_module(f"policytrack.assessing.methods.{name.replace('-', '_')}"))


def steadied(ratio: Decimal) -> Decimal:
    """A ratio at 30 decimals: what is exactly on a cut-off is not moved off it by the last digits of a division."""
    return ratio if ratio.adjusted() > 15 else ratio.quantize(Decimal("1e-30"))


def unasked(course: Course) -> Trend:
    """The class where the plan's own milestones ask for no progress yet: no share can be formed."""
    return "on_track" if course.done >= course.asked else "reversing"


def no_aggregation(parts: Sequence[Judgement]) -> Judgement:  # noqa: ARG001 - the same for all parts
    """The class of parts where a method has no aggregation: parts say nothing of the whole."""
    return Judgement("insufficient_data")


def by_cut_offs(ratio: Decimal, on_track: Decimal, progressing: Decimal) -> Trend:
    """The class of a ratio: at least `on_track`, at least `progressing`, at least zero, below zero."""
    if ratio >= on_track:
        return "on_track"
    if ratio >= progressing:
        return "progressing"
    return "lagging" if ratio >= 0 else "reversing"
