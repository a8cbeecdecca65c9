"""The one report value that every renderer draws."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.verdict import UNJUDGED, VERDICTS, Verdict
from policytrack.model import METHODS, Catalogue, Indicator, MethodChoice, MethodName, Observation, Plan, Target, Unit
from policytrack.reporting.evidence import Evidence
from policytrack.reporting.origins import Origin, origins_of_latest
from policytrack.reporting.query import Query, chosen_method, in_order, methods_shown, wanted
from policytrack.watching import Watch, unwatched

if TYPE_CHECKING:
    from policytrack.reporting.changes import Change
    from policytrack.reporting.detail import Detail

_Row = TypeVar("_Row")


class Row(NamedTuple):
    """One target: what was asked, and what became of it. `methods`: every method's view, where all were asked.

    `parts`: the same of each part (`series`) of the indicator, best first, where they were asked for; so the `detail`.
    """

    target: Target
    plan: Plan
    indicator: Indicator
    unit: Unit
    result: Assessment
    origins: tuple[Origin, ...]
    methods: Mapping[MethodName, Assessment] = MappingProxyType({})
    series: str | None = None
    parts: tuple["Row", ...] = ()
    detail: "Detail | None" = None

    @property
    def base(self) -> int:
        """The year that the target is set against: its own, else the one before its plan (of a sum: its start)."""
        if self.target.base is not None:
            return self.target.base
        return self.plan.start - (self.target.transform != "sum")

    @property
    def methods_disagree(self) -> bool:
        """Whether two methods that can judge the target judge it differently."""
        return len({one.verdict for one in self.methods.values()} - set(UNJUDGED)) > 1


class Summary(NamedTuple):
    """How many targets have each verdict, which add up to their number; `by_tolerance`: how many are met within it."""

    counts: dict[Verdict, int]
    by_tolerance: int


class Section(NamedTuple):
    """One plan's rows; `methods` are those whose verdicts are shown, `method` the one that the summary counts."""

    plan: Plan
    method: MethodChoice
    methods: tuple[MethodChoice, ...]
    rows: tuple[Row, ...]
    summary: Summary


class Report(NamedTuple):
    """Everything a renderer draws. `left_out`: recorded values without a known indicator or a unit that converts.

    `changes`: what moved since the day that the query names.
    """

    query: Query
    sections: tuple[Section, ...]
    summary: Summary
    left_out: int = 0
    changes: "tuple[Change, ...]" = ()

    @property
    def rows(self) -> list[Row]:
        """All rows, plan after plan."""
        return [row for section in self.sections for row in section.rows]


def build(catalogue: Catalogue, recorded: Iterable[Observation], query: Query, watch: Watch = unwatched) -> Report:
    """Assess every target that the query asks for."""
    evidence = Evidence(catalogue, recorded, query)
    asked = [target for target in catalogue.targets.values() if wanted(target, query)]
    kept = [row for row in (row_of(evidence, target) for target in watch(asked)) if row]
    sections = tuple(
        Section(plan, *methods_shown(plan, query), tuple(rows), summarise(map(_state, rows)))
        for plan, rows in by_plan(catalogue, kept, lambda row: (row.plan.id, row.target.order))
    )
    return Report(query, sections, summarise(map(_state, kept)), evidence.left_out())


def by_plan(
    catalogue: Catalogue, rows: Sequence[_Row], place: Callable[[_Row], tuple[str, int | None]]
) -> Iterator[tuple[Plan, list[_Row]]]:
    """Each plan that has rows, with them in its own order; `place` tells a row's plan and its number there."""
    for plan in catalogue.plans.values():
        own = [row for row in rows if place(row)[0] == plan.id]
        if own:
            yield plan, in_order(own, lambda row: place(row)[1])


def _state(row: Row) -> tuple[Verdict, bool]:
    return row.result.verdict, row.result.by_tolerance


def row_of(evidence: Evidence, target: Target) -> Row | None:
    """One target's row; None where the query asks for another verdict."""
    catalogue, query = evidence.catalogue, evidence.query
    result = evidence.assess(target)
    if query.verdict not in {None, result.verdict}:
        return None
    made = _assessed(evidence, target, result)
    if query.method == "all":
        plan = catalogue.plans[target.plan]
        made = made._replace(methods={name: evidence.assess(target, chosen_method(plan, name)) for name in METHODS})
    if query.details:
        from policytrack.reporting.detail import detail_of  # most reports show no evidence

        made = made._replace(detail=detail_of(evidence, target, result))
    if query.series:
        indicator = catalogue.indicators[target.indicator]
        parts = [
            _assessed(evidence, target, evidence.assess_part(target, part))._replace(series=part)
            for part in evidence.parts(indicator)
        ]
        made = made._replace(parts=_ranked(parts, indicator))
    return made


def _ranked(parts: Iterable[Row], indicator: Indicator) -> tuple[Row, ...]:
    """Parts by their latest value, the best first; those without one last."""
    upwards = -1 if indicator.desired == "decrease" else 1

    def place(row: Row) -> tuple[bool, Decimal, str]:
        value = row.result.measured
        return value is None, -(value or Decimal(0)) * upwards, row.series or ""

    return tuple(sorted(parts, key=place))


def _assessed(evidence: Evidence, target: Target, result: Assessment) -> Row:
    """An assessment with its source."""
    catalogue = evidence.catalogue
    plan, indicator = catalogue.plans[target.plan], catalogue.indicators[target.indicator]
    unit = catalogue.units[indicator.unit]
    return Row(target, plan, indicator, unit, result, origins_of_latest(result, catalogue))


def summarise(states: Iterable[tuple[Verdict, bool]]) -> Summary:
    """Count verdicts, of each target with whether it is satisfied by its tolerance only."""
    counts: dict[Verdict, int] = dict.fromkeys(VERDICTS, 0)
    by_tolerance = 0
    for verdict, is_near in states:
        counts[verdict] += 1
        by_tolerance += verdict == "met" and is_near
    return Summary(counts, by_tolerance)
