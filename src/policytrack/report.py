"""The one report value that every renderer draws."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeVar, cast

from policytrack.assessment import UNJUDGED, VERDICTS, Assessment, Verdict, assess, from_parts
from policytrack.case import Case
from policytrack.dossier import Dossier, Vintage, how, in_time
from policytrack.model import (
    METHODS,
    Catalogue,
    Indicator,
    MethodChoice,
    MethodName,
    Observation,
    Plan,
    Target,
    Unit,
)  # fmt: skip
from policytrack.observations import in_unit, standing, visible
from policytrack.origins import Origin, origin_of_latest
from policytrack.paths import paths
from policytrack.period import Period
from policytrack.reasons import reason
from policytrack.text import Text
from policytrack.tracks import Known
from policytrack.watching import Watch, unwatched
from policytrack.wording import summary_line

_One = TypeVar("_One")
Stands = Mapping[Period, Observation]  # one observation a period, oldest first
Cause = Literal[
    "new observation",
    "revised observation",
    "withdrawn observation",
    "changed target",
    "changed method",
    "passing of the due date",
]


class Query(NamedTuple):
    """What is asked of a report. `recorded_by` None: everything known now.

    `method` None: each plan's own; "all": that, with the verdicts of every method beside it. `dossiers`: with the
    evidence of every target.
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
    dossiers: bool = False


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
    dossier: Dossier | None = None

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


class Change(NamedTuple):
    """A target of which the verdict, the measured value or the target itself moved since a day, and why."""

    target: Target
    before: Assessment
    after: Assessment
    causes: tuple[Cause, ...]


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


class Evidence:
    """The standing observations of a catalogue and a store, as a query sees them; each worked out once."""

    def __init__(self, catalogue: Catalogue, recorded: Iterable[Observation], query: Query) -> None:
        self.catalogue, self.query = catalogue, query
        self.choice: MethodChoice | None = None
        self.recorded: dict[str, list[Observation]] = {}
        for one in recorded:
            self.recorded.setdefault(one.indicator, []).append(one)
        self._standing: dict[tuple[str, str | None], Stands] = {}
        self._by_series: dict[str, dict[str | None, list[Observation]]] = {}

    def learn(self, one: Observation) -> None:
        """Take in one more recorded value."""
        self.recorded.setdefault(one.indicator, []).append(one)
        self._standing.pop((one.indicator, one.series), None)
        self._by_series.pop(one.indicator, None)

    @cached_property
    def growth_of(self) -> dict[str, Indicator]:
        """The indicator that states the yearly growth of another, by the other's id; few targets ask for it."""
        return {one.growth_of: one for one in self.catalogue.indicators.values() if one.growth_of}

    def altered(self, stands: Mapping[tuple[str, str | None], Stands], query: Query | None = None) -> "Evidence":
        """The same evidence with other standing observations of some series, and another query where one is given."""
        other = copy(self)
        other._standing = {**self._standing, **stands}
        other.query = query or self.query
        return other

    def by(self, choice: MethodChoice) -> "Evidence":
        """The same evidence, judged by a method."""
        other = copy(self)
        other.choice = choice
        return other

    def vintages(self, indicator: Indicator, series: str | None = None) -> list[Observation]:
        """Every observation of an indicator's whole scope, or of one part, in its present unit."""
        if indicator.id not in self._by_series:
            groups: dict[str | None, list[Observation]] = {}
            for one in (*self.catalogue.observations.get(indicator.id, ()), *self.recorded.get(indicator.id, ())):
                groups.setdefault(one.series, []).append(one)
            self._by_series[indicator.id] = groups
        own = self._by_series[indicator.id].get(series, [])
        if all(one.unit == indicator.unit for one in own):
            return own
        converted = (in_unit(one, indicator, self.catalogue.units) for one in own)
        return [one for one in converted if one is not None]

    def left_out(self) -> int:
        """How many recorded values cannot be used; `check` names them."""
        found = 0
        for name, ones in self.recorded.items():
            indicator = self.catalogue.indicators.get(name)
            kept = [one for one in ones if one.retraction is None]
            found += sum(indicator is None or in_unit(one, indicator, self.catalogue.units) is None for one in kept)
        return found

    def standing(self, indicator: Indicator, series: str | None = None) -> Stands:
        """What stands for each period, of the whole or of one part."""
        key = indicator.id, series
        if key not in self._standing:
            sources, query = self.catalogue.sources, self.query
            seen = visible(self.vintages(indicator, series), indicator.kind, sources, query.as_of, query.recorded_by)
            self._standing[key] = standing(seen, indicator.kind, sources)
        return self._standing[key]

    def parts(self, indicator: Indicator) -> list[str]:
        """The parts of an indicator that have values."""
        every = (*self.catalogue.observations.get(indicator.id, ()), *self.recorded.get(indicator.id, ()))
        names = dict.fromkeys(one.series for one in every if one.series is not None)
        return [name for name in names if self.standing(indicator, name)]

    def growth(self, indicator: Indicator, series: str | None = None) -> Stands:
        """What stands of the indicator's published yearly growth."""
        other = self.growth_of.get(indicator.id)
        return self.standing(other, series) if other else {}

    def assess(self, target: Target, choice: MethodChoice | None = None) -> Assessment:
        """The assessment of one target, by the method that the query asks for or by another."""
        indicator = self.catalogue.indicators[target.indicator]
        whole = self.assess_part(target, None, choice)
        if self.standing(indicator) or whole.verdict != "no_data":
            return whole
        parts = [self.assess_part(target, part, choice) for part in self.parts(indicator)]
        return from_parts(whole, parts, self.query.as_of) if parts else whole

    def assess_part(self, target: Target, part: str | None, choice: MethodChoice | None = None) -> Assessment:
        """The assessment on one part's values alone, or on the whole's (None)."""
        plan = self.catalogue.plans[target.plan]
        indicator = self.catalogue.indicators[target.indicator]
        return assess(
            target,
            plan,
            indicator,
            self.standing(indicator, part),
            self.growth(indicator, part) if target.transform == "average_growth" else {},
            choice or self.choice or method_for(plan, self.query),
            self.query.as_of,
        )

    def dossier(self, target: Target, result: Assessment) -> Dossier:
        """What stands behind the assessment of a target."""
        plan, indicator = self.catalogue.plans[target.plan], self.catalogue.indicators[target.indicator]
        growth = self.growth_of.get(indicator.id) if target.transform == "average_growth" else None
        known = Known(self.standing(indicator), indicator.kind, self.standing(growth) if growth else {})
        case = Case(target, plan, indicator, known, self.choice or method_for(plan, self.query), self.query.as_of)
        found = [one for about in (indicator, growth) if about for one in self._seen(about)]
        return Dossier(self.catalogue.sources[target.source.document], paths(case, result), in_time(found))

    def _seen(self, indicator: Indicator) -> Iterable[Vintage]:
        """Every vintage of an indicator's whole scope that the query sees, the withdrawn among them."""
        query, sources, every = self.query, self.catalogue.sources, self.vintages(indicator)
        counts = visible(every, indicator.kind, sources, query.as_of, query.recorded_by)
        gone = [one for one in every if one.retraction] if query.recorded_by is None else []
        for one in (*(one._replace(retraction=None) for one in counts), *gone):
            stands = how(one, indicator, self.standing(indicator))
            unit = self.catalogue.units[indicator.unit]
            yield Vintage(one, indicator, unit, stands, sources.get(one.source or ""))


def method_for(plan: Plan, query: Query) -> MethodChoice:
    """The method that the query asks for, with the plan's own cut-offs where it is the plan's method."""
    return plan.method if query.method in {None, "all"} else chosen_method(plan, cast(MethodName, query.method))


def chosen_method(plan: Plan, method: MethodName) -> MethodChoice:
    """A method, with the plan's own cut-offs where it is the plan's."""
    return plan.method if method == plan.method.name else MethodChoice(method)


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
