"""Every value that a report could see, and how each stands there."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from policytrack.assessing.series.register import Register
from policytrack.assessing.series.standing import known, same_period, standing
from policytrack.model import Indicator, Observation, Source, Standing, Target, Unit
from policytrack.period import Period, last_ended
from policytrack.reporting.evidence import Evidence


class Vintage(NamedTuple):
    """One published or recorded value, how it stands, and the document that says so, where it is a curated one."""

    observation: Observation
    indicator: Indicator
    unit: Unit
    standing: Standing
    source: Source | None


def how(one: Observation, indicator: Indicator, stands: Mapping[Period, Observation]) -> Standing:
    """How a vintage stands to what stands for each period of its series; what stands of a part is "part"."""
    if one.retraction:
        return "retracted"
    for chosen in stands.values():
        if chosen.id == one.id:
            return "stands" if one.series is None else "part"
        if same_period(chosen, one, indicator.kind) and (chosen.value, chosen.qualifier) == (one.value, one.qualifier):
            return "agrees"
    return "superseded"


def measuring(evidence: Evidence, target: Target) -> list[Indicator]:
    """The indicators that a target is judged on: its own and, of an average growth, that of its yearly growth."""
    indicator = evidence.catalogue.indicators[target.indicator]
    growth = evidence.growth_of.get(indicator.id) if target.transform == "average_growth" else None
    return [indicator, growth] if growth else [indicator]


def seen(evidence: Evidence, targets: Iterable[Target]) -> list[Vintage]:
    """Every value of the targets' indicators known to a report, superseded and withdrawn ones too, oldest first.

    A value whose period had not ended is there only if it counted.
    """
    chosen = {indicator.id: indicator for target in targets for indicator in measuring(evidence, target)}
    return [one for indicator in chosen.values() for one in _of(evidence, indicator)]


def _of(evidence: Evidence, indicator: Indicator) -> Iterator[Vintage]:
    catalogue, day = evidence.catalogue, evidence.recorded_by
    every = evidence.every(indicator)
    counted = {one.id for series in {one.series for one in every} for one in evidence.visible(indicator, series)}
    over = last_ended(evidence.as_of)
    for one in sorted(every, key=in_time):
        unharmed = one._replace(retraction=None)
        is_known = day is None or known(unharmed, catalogue.sources, day)
        if one.id in counted or (is_known and one.period.last <= over):
            then = unharmed if known(one, catalogue.sources, day) else one  # withdrawn later: it stood then
            yield _vintage(evidence, then, indicator, then.series)


def history(register: Register, indicators: Iterable[Indicator]) -> list[tuple[Observation, Standing]]:
    """Every value of the indicators, oldest period first, and how it stands among all that are not withdrawn.

    Recorded values of indicators that are not known come last.
    """
    found: list[tuple[Observation, Standing]] = []
    for indicator in indicators:
        every = register.every(indicator)
        stands = {series: _unseen(register, indicator, series) for series in {one.series for one in every}}
        found += [(one, how(one, indicator, stands[one.series])) for one in sorted(every, key=in_time)]
    names = register.catalogue.indicators
    strange = [one for name, rows in register.recorded.items() if name not in names for one in rows]
    return found + [(one, "unknown") for one in sorted(strange, key=lambda one: (one.recorded_at or "", one.id))]


def _unseen(register: Register, indicator: Indicator, series: str | None) -> Mapping[Period, Observation]:
    """What stands for each period, whether or not it is over."""
    kept = [one for one in register.vintages(indicator, series) if one.retraction is None]
    return standing(kept, indicator.kind, register.catalogue.sources)


def behind(evidence: Evidence, target: Target) -> tuple[Vintage, ...]:
    """The values that a target is judged on and those withdrawn, in the indicator's unit; what stands first."""
    vintages = [
        _vintage(evidence, one, indicator, None)
        for indicator in measuring(evidence, target)
        for one in _counted(evidence, indicator)
    ]

    def place(one: Vintage) -> tuple[int, int, bool, str]:
        when = one.observation.period
        return when.last, when.first, one.standing != "stands", one.observation.id

    return tuple(sorted(vintages, key=place))


def _counted(evidence: Evidence, indicator: Indicator) -> Iterator[Observation]:
    yield from (one._replace(retraction=None) for one in evidence.visible(indicator))
    if evidence.recorded_by is None:
        yield from (one for one in evidence.vintages(indicator) if one.retraction)


def _vintage(evidence: Evidence, one: Observation, indicator: Indicator, series: str | None) -> Vintage:
    catalogue, stands = evidence.catalogue, evidence.standing(indicator, series)
    source = catalogue.sources.get(one.source or "")
    return Vintage(one, indicator, catalogue.units[indicator.unit], how(one, indicator, stands), source)


def in_time(one: Observation) -> tuple[int, int, str, str]:
    """A key that sorts values by period, then by when they were recorded."""
    return one.period.last, one.period.first, one.recorded_at or "", one.id
