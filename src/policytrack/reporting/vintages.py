"""Every value that a report could see, and how each stands there."""

from collections.abc import Iterable
from typing import NamedTuple

from policytrack.assessing.standing import known, visible
from policytrack.model import Indicator, Observation, Standing
from policytrack.period import last_ended
from policytrack.reporting.detail import how
from policytrack.reporting.evidence import Evidence
from policytrack.reporting.report import Report


class Vintage(NamedTuple):
    """One value of one indicator, and how it stands for its period."""

    observation: Observation
    standing: Standing


def seen(evidence: Evidence, report: Report) -> list[Vintage]:
    """Every value of the report's indicators known to it, superseded and withdrawn ones too, oldest period first.

    What it measures average growth by belongs to it. A value whose period had not ended is there only if it counted.
    """
    chosen: dict[str, Indicator] = {}
    for row in report.rows:
        chosen[row.indicator.id] = row.indicator
        growth = evidence.growth_of.get(row.indicator.id)
        if row.target.transform == "average_growth" and growth:
            chosen[growth.id] = growth
    return [one for indicator in chosen.values() for one in _of(evidence, indicator)]


def _of(evidence: Evidence, indicator: Indicator) -> Iterable[Vintage]:
    catalogue, query = evidence.catalogue, evidence.query
    every = (*catalogue.observations.get(indicator.id, ()), *evidence.recorded.get(indicator.id, ()))
    counted = visible(every, indicator.kind, catalogue.sources, query.as_of, query.recorded_by)
    ids, over = {one.id for one in counted}, last_ended(query.as_of)
    for one in sorted(every, key=in_time):
        unharmed = one._replace(retraction=None)
        is_known = query.recorded_by is None or known(unharmed, catalogue.sources, query.recorded_by)
        if one.id in ids or (is_known and one.period.last <= over):
            then = (
                unharmed if known(one, catalogue.sources, query.recorded_by) else one
            )  # withdrawn later: it stood then
            yield Vintage(then, how(then, indicator, evidence.standing(indicator, one.series)))


def in_time(one: Observation) -> tuple[int, int, str, str]:
    """A key that sorts values by period, then by when they were recorded."""
    return one.period.last, one.period.first, one.recorded_at or "", one.id
