"""What a target asks on a day: the version in force, its method, its years; only a relative number needs values."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from policytrack.assessing.methods import Method, method_of
from policytrack.assessing.series.comparison import default_tolerance
from policytrack.assessing.series.track import Known, relative_value
from policytrack.model import DIRECTIONAL, Indicator, MethodChoice, Plan, Target


class Asked(NamedTuple):
    """What a target asks on a day.

    `version` is the target as in force on the day, its relative number filled in. `base` is the year of its baseline.
    `is_over`: its due period has ended. `is_directional`: it asks for more or less and gives no number. `is_sum`,
    `is_average`: a flow added up from the plan's start, average growth since the base year. `is_rank`: a place among
    others, of which no line says anything. `must_hold`: a good state before due is only held, never reached.
    `tolerance`: how far `about` reaches; None for other comparators.
    """

    version: Target
    indicator: Indicator
    choice: MethodChoice
    method: Method
    base: int
    plan_start: int
    as_of: date
    is_over: bool
    is_directional: bool
    is_sum: bool
    is_average: bool
    is_rank: bool
    must_hold: bool
    tolerance: Decimal | None


def asked_of(
    target: Target, plan: Plan, indicator: Indicator, known: Known, choice: MethodChoice, as_of: date
) -> Asked:
    """What a target asks on a day; its baseline year is `base`, by default the year before the plan starts."""
    version, method = _in_force(target, known, as_of), method_of(choice.name)
    base = plan.start - 1 if target.base is None else target.base
    is_over, is_directional = version.due.ended_by(as_of), version.comparator in DIRECTIONAL
    is_sum, is_average = version.transform == "sum", version.transform == "average_growth"
    is_rank = indicator.kind == "rank"
    tolerance = _tolerance(version) if version.comparator == "about" else None
    must_hold = version.maintain or is_rank or is_average
    return Asked(
        version, indicator, choice, method, base, plan.start, as_of,
        is_over, is_directional, is_sum, is_average, is_rank, must_hold, tolerance,
    )  # fmt: skip


def _in_force(target: Target, known: Known, as_of: date) -> Target:
    """A plan adjusted in force is judged by the version in force; a relative number is counted from its base year."""
    version = target.in_force(as_of)
    number = relative_value(version, known) if version.relative else None
    return version if number is None else version._replace(value=number)


def _tolerance(version: Target) -> Decimal | None:
    """About reaches as far as the target states, else half a unit of its last non-zero digit, at most 5 %."""
    if version.value is None:
        return None
    return default_tolerance(version.value) if version.tolerance is None else version.tolerance
