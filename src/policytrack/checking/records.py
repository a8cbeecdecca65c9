"""What the rules of `check` read, and how they tell what they find."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policytrack.assessing.series.standing import standing
from policytrack.checking.proof import Problem
from policytrack.errors import Finding
from policytrack.model import Catalogue, Indicator, Observation, Plan, Target
from policytrack.period import Period
from policytrack.text import Text
from policytrack.units import in_unit
from policytrack.watching import Watch, unwatched


class Records(NamedTuple):
    """What is checked: the catalogue, and what was recorded for each of its indicators; `watch` sees the long loops."""

    catalogue: Catalogue
    recorded: Mapping[str, tuple[Observation, ...]]
    watch: Watch = unwatched

    def error(self, code: str, kind: str, id_: str, zh: str, en: str) -> Finding:
        """An error at the place of a record."""
        return Finding(code, "error", Text(f"{id_}:{zh}", f"{id_}: {en}"), None, self.catalogue.places.get((kind, id_)))

    def warning(self, code: str, kind: str, id_: str, zh: str, en: str) -> Finding:
        """A warning at the place of a record."""
        return self.error(code, kind, id_, zh, en)._replace(severity="warning")

    def problem(self, kind: str, id_: str, one: Problem) -> Finding:
        """What words do not prove, at the place of a record."""
        finding = self.error(one.code, kind, id_, one.message.zh, one.message.en)
        return finding._replace(severity=one.severity)

    def known(self, indicator: Indicator) -> list[Observation]:
        """Every value of an indicator and its parts that is not withdrawn, in its present unit."""
        every = (*self.catalogue.observations.get(indicator.id, ()), *self.recorded.get(indicator.id, ()))
        converted = (in_unit(one, indicator, self.catalogue.units) for one in every if one.retraction is None)
        return [one for one in converted if one is not None]

    def standing(self, indicator: Indicator, series: str | None = None) -> Mapping[Period, Observation]:
        """What stands today of an indicator's whole scope, or of one part, period by period."""
        kept = [one for one in self.known(indicator) if one.series == series]
        return standing(kept, indicator.kind, self.catalogue.sources)

    def targets(self) -> Iterator[tuple[Target, Indicator, Plan]]:
        """Every target with its indicator and its plan."""
        for target in self.catalogue.targets.values():
            yield target, self.catalogue.indicators[target.indicator], self.catalogue.plans[target.plan]
