"""The values of a catalogue and a store, as seen on a day: every vintage, what stands, which parts have values."""

from collections.abc import Iterable, Mapping
from datetime import date

from policytrack.assessing.series.standing import standing, visible
from policytrack.model import Catalogue, Indicator, Observation
from policytrack.period import Period
from policytrack.units import in_unit

Stands = Mapping[Period, Observation]  # one observation a period, oldest first


class Register:
    """What is known of every indicator on `as_of` with what was recorded by a day (None: all that is known now)."""

    def __init__(
        self, catalogue: Catalogue, recorded: Iterable[Observation], as_of: date, recorded_by: date | None = None
    ) -> None:
        self.catalogue, self.as_of, self.recorded_by = catalogue, as_of, recorded_by
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

    def every(self, indicator: Indicator) -> tuple[Observation, ...]:
        """Every value of an indicator and its parts, documents' first, in the unit in which it was given."""
        return (*self.catalogue.observations.get(indicator.id, ()), *self.recorded.get(indicator.id, ()))

    def visible(self, indicator: Indicator, series: str | None = None) -> list[Observation]:
        """The vintages of the whole or of one part that count, in the indicator's present unit."""
        every = self.vintages(indicator, series)
        return visible(every, indicator.kind, self.catalogue.sources, self.as_of, self.recorded_by)

    def vintages(self, indicator: Indicator, series: str | None = None) -> list[Observation]:
        """Every observation of an indicator's whole scope, or of one part, in its present unit."""
        if indicator.id not in self._by_series:
            groups: dict[str | None, list[Observation]] = {}
            for one in self.every(indicator):
                groups.setdefault(one.series, []).append(one)
            self._by_series[indicator.id] = groups
        own = self._by_series[indicator.id].get(series, [])
        if all(one.unit == indicator.unit for one in own):
            return own
        converted = (in_unit(one, indicator, self.catalogue.units) for one in own)
        return [one for one in converted if one is not None]

    def standing(self, indicator: Indicator, series: str | None = None) -> Stands:
        """What stands for each period, of the whole or of one part."""
        key = indicator.id, series
        if key not in self._standing:
            self._standing[key] = standing(self.visible(indicator, series), indicator.kind, self.catalogue.sources)
        return self._standing[key]

    def parts(self, indicator: Indicator) -> list[str]:
        """The parts of an indicator that have values."""
        names = dict.fromkeys(one.series for one in self.every(indicator) if one.series is not None)
        return [name for name in names if self.standing(indicator, name)]

    def left_out(self) -> int:
        """How many recorded values cannot be used; `check` names them."""
        found = 0
        for name, ones in self.recorded.items():
            indicator = self.catalogue.indicators.get(name)
            kept = [one for one in ones if one.retraction is None]
            found += sum(indicator is None or in_unit(one, indicator, self.catalogue.units) is None for one in kept)
        return found
