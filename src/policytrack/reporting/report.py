"""The one report value that every renderer draws."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.verdict import UNJUDGED, VERDICTS, Verdict
from policytrack.model import METHODS, Catalogue, Indicator, MethodChoice, MethodName, Observation, Plan, Target, Unit
from policytrack.reporting.changes import Change
from policytrack.reporting.detail import Detail
from policytrack.reporting.evidence import Evidence
from policytrack.reporting.origins import Origin, origin_of_latest
from policytrack.reporting.query import Query, chosen_method, in_order, methods_shown, wanted
from policytrack.text import Text
from policytrack.watching import Watch, unwatched
from policytrack.words.reasons import reason
from policytrack.words.verdicts import summary_line


class Row(NamedTuple):
    """One target: what was asked, what became of it, and why. `methods`: every method's view, where all were asked.

    `parts`: the same of each part (`series`) of the indicator, best first, where they were asked for; so the `dossier`.
    """

    target: Target
    plan: Plan
    indicator: Indicator
    unit: Unit
    result: Assessment
    reason: Text
    origin: Origin | None
    methods: Mapping[MethodName, Assessment] = MappingProxyType({})
    series: str | None = None
    parts: tuple["Row", ...] = ()
    dossier: Detail | None = None

    @property
    def methods_disagree(self) -> bool:
        """Whether two methods that can judge the target judge it differently."""
        return len({one.verdict for one in self.methods.values()} - set(UNJUDGED)) > 1


class Summary(NamedTuple):
    """How many targets have each verdict; the parts add up to their number."""

    counts: dict[Verdict, int]
    line: Text


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
    changes: tuple[Change, ...] = ()

    @property
    def rows(self) -> list[Row]:
        """All rows, plan after plan."""
        return [row for section in self.sections for row in section.rows]


def build(catalogue: Catalogue, recorded: Iterable[Observation], query: Query, watch: Watch = unwatched) -> Report:
    """Assess every target that the query asks for."""
    evidence = Evidence(catalogue, recorded, query)
    asked = [target for target in catalogue.targets.values() if wanted(target, query)]
    kept = [row for row in (row_of(evidence, target) for target in watch(asked)) if row]
    sections = []
    for plan in catalogue.plans.values():
        rows = in_order([row for row in kept if row.plan.id == plan.id], lambda row: row.target.order)
        if rows:
            sections.append(Section(plan, *methods_shown(plan, query), tuple(rows), summarise(rows)))
    return Report(query, tuple(sections), summarise(kept), evidence.left_out())


def row_of(evidence: Evidence, target: Target) -> Row | None:
    """One target's row; None where the query asks for another verdict."""
    catalogue, query = evidence.catalogue, evidence.query
    result = evidence.assess(target)
    if query.verdict not in {None, result.verdict}:
        return None
    made = _told(evidence, target, result)
    if query.method == "all":
        plan = catalogue.plans[target.plan]
        made = made._replace(methods={name: evidence.assess(target, chosen_method(plan, name)) for name in METHODS})
    if query.dossiers:
        made = made._replace(dossier=evidence.dossier(target, result))
    if query.series:
        indicator = catalogue.indicators[target.indicator]
        parts = [
            _told(evidence, target, evidence.assess_part(target, part))._replace(series=part)
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


def _told(evidence: Evidence, target: Target, result: Assessment) -> Row:
    """An assessment with its reason and its source."""
    catalogue = evidence.catalogue
    plan, indicator = catalogue.plans[target.plan], catalogue.indicators[target.indicator]
    unit = catalogue.units[indicator.unit]
    base = target.base if target.base is not None else plan.start - (target.transform != "sum")
    origin = origin_of_latest(result, catalogue)
    return Row(target, plan, indicator, unit, result, reason(target, result, indicator, unit, base), origin)


def summarise(rows: Iterable[Row]) -> Summary:
    """Count the verdicts."""
    counts: dict[Verdict, int] = dict.fromkeys(VERDICTS, 0)
    by_tolerance = 0
    for row in rows:
        counts[row.result.verdict] += 1
        by_tolerance += row.result.verdict == "met" and row.result.by_tolerance
    return Summary(counts, summary_line(counts, by_tolerance))
