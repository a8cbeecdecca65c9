"""What is asked of a report."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeVar, cast

from policytrack.assessing.verdict import Verdict
from policytrack.model import METHODS, MethodChoice, MethodName, Plan, Target

_One = TypeVar("_One")


class Query(NamedTuple):
    """What is asked of a report. `recorded_by` None: everything known now.

    `method` None: each plan's own; "all": that, with the verdicts of every method beside it. `details`: with what
    stands behind every target.
    """

    as_of: date
    recorded_by: date | None = None
    method: MethodName | Literal["all"] | None = None
    plan: str | None = None
    target: str | None = None
    verdict: Verdict | None = None
    lead: str | None = None
    series: bool = False
    since: date | None = None
    details: bool = False


def method_for(plan: Plan, query: Query) -> MethodChoice:
    """The method that the query asks for, with the plan's own cut-offs where it is the plan's method."""
    return plan.method if query.method in {None, "all"} else chosen_method(plan, cast(MethodName, query.method))


def chosen_method(plan: Plan, method: MethodName) -> MethodChoice:
    """A method, with the plan's own cut-offs where it is the plan's."""
    return plan.method if method == plan.method.name else MethodChoice(method)


def methods_shown(plan: Plan, query: Query) -> tuple[MethodChoice, tuple[MethodChoice, ...]]:
    """The method that a plan's summary counts by, and all whose verdicts are shown."""
    method = method_for(plan, query)
    return method, tuple(chosen_method(plan, name) for name in METHODS) if query.method == "all" else (method,)


def wanted(target: Target, query: Query) -> bool:
    """Whether a query asks for a target."""
    return (
        query.plan in {None, target.plan}
        and query.target in {None, target.id}
        and (query.lead is None or any(query.lead in body for body in target.lead))
    )


def in_order(found: Sequence[_One], order_of: Callable[[_One], int | None]) -> list[_One]:
    """In the plan's own order; what has none comes last, as it stands in the file."""
    last = len(found)

    def place(one: _One) -> int:
        order = order_of(one)
        return last if order is None else order

    return sorted(found, key=place)
