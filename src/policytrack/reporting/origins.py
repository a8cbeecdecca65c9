"""Who said a value, and when: of one that is computed from several, all of them."""

from typing import NamedTuple

from policytrack.assessing.assessment import Assessment
from policytrack.model import Catalogue, Observation
from policytrack.text import Text


class Origin(NamedTuple):
    """Who said the latest value, and when it was published; confidence is known of curated sources only.

    `is_undated`: the document was seen, and bears no date.
    """

    publisher: Text
    dated: str | None = None
    confidence: str | None = None
    is_undated: bool = False

    @property
    def when(self) -> Text | None:
        """Its date in words; None where nobody says, or where several were put together."""
        return UNDATED if self.is_undated else Text.same(self.dated) if self.dated else None


UNDATED = Text("未注日期", "undated")


_SURE = ("low", "medium", "high")


def origin_of_latest(result: Assessment, catalogue: Catalogue) -> Origin | None:
    """Who said the latest value; of one that is computed from several, all who said them, as sure as the least sure."""
    latest, start = result.latest, result.baseline
    if latest is None or not latest.parts:
        return None
    if result.version.transform == "average_growth" and start is not None:
        parts = (*start.parts, *latest.parts)
    else:
        parts = latest.parts
    found = list(dict.fromkeys(origin_of(one, catalogue) for one in parts))
    if len(found) == 1:
        return found[0]
    zh = "、".join(f"{one.publisher.zh}({one.when.zh})" if one.when else one.publisher.zh for one in found)
    en = ", ".join(f"{one.publisher.en} ({one.when.en})" if one.when else one.publisher.en for one in found)
    sure = [one.confidence for one in found if one.confidence in _SURE]
    return Origin(Text(f"据{zh}推算", f"computed from {en}"), None, min(sure, key=_SURE.index) if sure else None)


def origin_of(one: Observation, catalogue: Catalogue) -> Origin:
    """Who said so, and when."""
    source = catalogue.sources.get(one.source or "")
    if source:
        dated = one.published or source.issued
        return Origin(Text.same(source.publisher), dated, source.confidence, is_undated=dated is None)
    if one.source:
        return Origin(Text.same(one.source), one.published)
    return Origin(Text("未注明来源", "no source given"), one.published)
