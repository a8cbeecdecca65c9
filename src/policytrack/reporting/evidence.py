"""The standing observations of a catalogue and a store, as a query sees them."""

from collections.abc import Iterable, Mapping
from copy import copy
from decimal import localcontext
from functools import cached_property

from policytrack.assessing.assessment import Assessment, assess, from_parts
from policytrack.assessing.course import steps_of
from policytrack.assessing.paths import paths
from policytrack.assessing.standing import standing, visible
from policytrack.assessing.track import Known
from policytrack.decimals import EXACT
from policytrack.model import Catalogue, Indicator, MethodChoice, Observation, Target
from policytrack.period import Period
from policytrack.reporting.detail import Detail, Vintage, how, in_time
from policytrack.reporting.query import Query, method_for
from policytrack.units import in_unit

Stands = Mapping[Period, Observation]  # one observation a period, oldest first


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

    def dossier(self, target: Target, result: Assessment) -> Detail:
        """What stands behind the assessment of a target."""
        plan, indicator = self.catalogue.plans[target.plan], self.catalogue.indicators[target.indicator]
        growth = self.growth_of.get(indicator.id) if target.transform == "average_growth" else None
        known = Known(self.standing(indicator), indicator.kind, self.standing(growth) if growth else {})
        choice = self.choice or method_for(plan, self.query)
        with localcontext(EXACT):
            steps = steps_of(target, plan, indicator, known, choice, self.query.as_of)
        found = [one for about in (indicator, growth) if about for one in self._seen(about)]
        return Detail(self.catalogue.sources[target.source.document], paths(steps, result), in_time(found))

    def _seen(self, indicator: Indicator) -> Iterable[Vintage]:
        """Every vintage of an indicator's whole scope that the query sees, the withdrawn among them."""
        query, sources, every = self.query, self.catalogue.sources, self.vintages(indicator)
        counts = visible(every, indicator.kind, sources, query.as_of, query.recorded_by)
        gone = [one for one in every if one.retraction] if query.recorded_by is None else []
        for one in (*(one._replace(retraction=None) for one in counts), *gone):
            stands = how(one, indicator, self.standing(indicator))
            unit = self.catalogue.units[indicator.unit]
            yield Vintage(one, indicator, unit, stands, sources.get(one.source or ""))
