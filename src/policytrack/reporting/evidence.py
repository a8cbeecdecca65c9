"""What the values of a catalogue and a store say of every target, as a query sees them."""

from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property

from policytrack.assessing.assessment import Assessment, assess, from_parts
from policytrack.assessing.series.register import Register, Stands
from policytrack.model import Catalogue, Indicator, MethodChoice, Observation, Plan, Target
from policytrack.reporting.query import Query, method_for


class Evidence(Register):
    """The register of values as a query sees it, and what each target comes to on it."""

    def __init__(self, catalogue: Catalogue, recorded: Iterable[Observation], query: Query) -> None:
        super().__init__(catalogue, recorded, query.as_of, query.recorded_by)
        self.query = query
        self.choice: MethodChoice | None = None

    @cached_property
    def growth_of(self) -> dict[str, Indicator]:
        """The indicator that states the yearly growth of another, by the other's id; few targets ask for it."""
        return {one.growth_of: one for one in self.catalogue.indicators.values() if one.growth_of}

    def altered(self, stands: Mapping[tuple[str, str | None], Stands], query: Query | None = None) -> "Evidence":
        """The same evidence with other standing observations of some series, and another query where one is given."""
        other = copy(self)
        other._standing = {**self._standing, **stands}
        other.query = query or self.query
        other.as_of, other.recorded_by = other.query.as_of, other.query.recorded_by
        return other

    def by(self, choice: MethodChoice) -> "Evidence":
        """The same evidence, judged by a method."""
        other = copy(self)
        other.choice = choice
        return other

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
            choice or self.method(plan),
            self.as_of,
        )

    def method(self, plan: Plan) -> MethodChoice:
        """The method by which a plan's targets are judged."""
        return self.choice or method_for(plan, self.query)
