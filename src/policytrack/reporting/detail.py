"""What stands behind one target: the document that sets it, every vintage of its values, the lines of its chart."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from policytrack.assessing.paths import Paths
from policytrack.assessing.standing import same_period
from policytrack.model import Indicator, Observation, Source, Standing, Unit
from policytrack.period import Period


class Vintage(NamedTuple):
    """One published or recorded value, how it stands, and the document that says so, where it is a curated one."""

    observation: Observation
    indicator: Indicator
    unit: Unit
    standing: Standing
    source: Source | None


class Detail(NamedTuple):
    """The evidence of one target, as a page shows it."""

    document: Source
    paths: Paths
    vintages: tuple[Vintage, ...]


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


def in_time(found: Iterable[Vintage]) -> tuple[Vintage, ...]:
    """Vintages, oldest period first; of one period the one that stands first."""

    def place(one: Vintage) -> tuple[int, int, bool, str]:
        when = one.observation.period
        return when.last, when.first, one.standing != "stands", one.observation.id

    return tuple(sorted(found, key=place))
