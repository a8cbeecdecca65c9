"""Who said a value, and when: of one that is computed from several, all of them."""

from typing import NamedTuple

from policytrack.assessing.assessment import Assessment
from policytrack.model import Catalogue, Observation


class Origin(NamedTuple):
    """Who said a value, and when it was published; confidence is known of curated sources only.

    `publisher` None: nobody says. `is_undated`: the document was seen, and bears no date.
    """

    publisher: str | None
    dated: str | None = None
    confidence: str | None = None
    is_undated: bool = False


def origins_of_latest(result: Assessment, catalogue: Catalogue) -> tuple[Origin, ...]:
    """Who said the latest value; of one that is computed from several, all who said them, each once."""
    latest, start = result.latest, result.baseline
    if latest is None or not latest.parts:
        return ()
    is_average = result.version.transform == "average_growth" and start is not None
    parts = (*start.parts, *latest.parts) if is_average and start else latest.parts
    return tuple(dict.fromkeys(origin_of(one, catalogue) for one in parts))


def origin_of(one: Observation, catalogue: Catalogue) -> Origin:
    """Who said so, and when."""
    source = catalogue.sources.get(one.source or "")
    if source is None:
        return Origin(one.source or None, one.published)
    dated = one.published or source.issued
    return Origin(source.publisher, dated, source.confidence, is_undated=dated is None)
