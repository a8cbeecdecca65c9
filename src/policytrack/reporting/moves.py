"""What a change of the recorded values does to verdicts."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from policytrack.assessing.assessment import Assessment
from policytrack.model import Catalogue, Indicator, Observation, Target
from policytrack.reporting.evidence import Evidence
from policytrack.reporting.query import Query


class Moved(NamedTuple):
    """What becomes of a target's assessment."""

    target: Target
    before: Assessment
    after: Assessment


def moves(
    catalogue: Catalogue, indicator: Indicator, before: Iterable[Observation], after: Iterable[Observation], today: date
) -> tuple[Moved, ...]:
    """Every target that is judged on the indicator, with the recorded rows as they were and as they are."""
    old, new = (Evidence(catalogue, recorded, Query(today)) for recorded in (before, after))
    names = {indicator.id, indicator.growth_of}
    return tuple(
        Moved(target, old.assess(target), new.assess(target))
        for target in catalogue.targets.values()
        if target.indicator in names
    )
