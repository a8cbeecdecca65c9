"""What stands behind one target: the document that sets it, every vintage of its values, the lines of its chart."""

from decimal import localcontext
from typing import NamedTuple

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.paths import Paths, paths
from policytrack.assessing.series.track import Known
from policytrack.assessing.steps import steps_of
from policytrack.decimals import EXACT
from policytrack.model import Source, Target
from policytrack.reporting.evidence import Evidence
from policytrack.reporting.vintages import Vintage, behind


class Detail(NamedTuple):
    """The evidence of one target, as a page shows it."""

    document: Source
    paths: Paths
    vintages: tuple[Vintage, ...]


def detail_of(evidence: Evidence, target: Target, result: Assessment) -> Detail:
    """What stands behind the assessment of a target."""
    catalogue = evidence.catalogue
    plan, indicator = catalogue.plans[target.plan], catalogue.indicators[target.indicator]
    growth = evidence.growth(indicator) if target.transform == "average_growth" else {}
    known = Known(evidence.standing(indicator), indicator.kind, growth)
    with localcontext(EXACT):
        steps = steps_of(target, plan, indicator, known, evidence.method(plan), evidence.as_of)
    return Detail(catalogue.sources[target.source.document], paths(steps, result), behind(evidence, target))
