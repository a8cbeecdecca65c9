"""Results frameworks, such as Canada's GC InfoBase (Treasury Board Secretariat): met or not at the due date, no pace.

Before a target is due nothing is said of it but that it is not due; afterwards its own value decides.
"""

from collections.abc import Sequence
from decimal import Decimal

from policytrack.assessing.methods import Course, Judgement
from policytrack.assessing.methods.time_progress import along, months_to, rate
from policytrack.model import MethodChoice

__all__ = ["along", "classify", "judge", "months_to", "of_parts", "rate"]

COMPOUND, PACED, SCORED = False, False, False


def classify(ratio: Decimal, settings: MethodChoice) -> None:
    """No class: this method knows no pace."""


def judge(course: Course, settings: MethodChoice) -> Judgement:  # noqa: ARG001 - the same for every course
    """No trend, no ratio, no score."""
    return Judgement(None)


def of_parts(parts: Sequence[Judgement]) -> Judgement:  # noqa: ARG001 - the same for all parts
    """No class."""
    return Judgement(None)
