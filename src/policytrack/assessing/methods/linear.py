"""The trend arrows of the Sustainable Development Report (Sachs et al., yearly since 2018; as of the 2024 edition).

The linear change a year since the baseline over the linear change a year needed from the baseline. Half of it is
"moderately improving", all of it "on track"; without a number to reach no arrow is drawn.
"""

from decimal import Decimal

from policytrack.assessing.methods import Course, Judgement, Trend, by_cut_offs, no_aggregation, steadied
from policytrack.assessing.methods.time_progress import along, months_to, rate
from policytrack.model import MethodChoice

__all__ = ["along", "classify", "judge", "months_to", "of_parts", "rate"]

ON_TRACK, PROGRESSING = Decimal(1), Decimal("0.5")
of_parts = no_aggregation
COMPOUND, PACED, SCORED = False, True, False


def classify(ratio: Decimal, settings: MethodChoice) -> Trend:  # noqa: ARG001 - published cut-offs, nothing to set
    """The class of observed over needed linear change."""
    return by_cut_offs(ratio, ON_TRACK, PROGRESSING)


def judge(course: Course, settings: MethodChoice) -> Judgement:
    """R = change a year so far / change a year needed from the baseline."""
    if course.changes_sign or not course.has_way:
        return Judgement("insufficient_data")
    ratio = steadied(course.done * course.span / course.elapsed)
    return Judgement(classify(ratio, settings), ratio)
