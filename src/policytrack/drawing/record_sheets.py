"""One record as headings and contents: what `show` prints."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from policytrack.drawing.table import Cell
from policytrack.lookup import RecordKind
from policytrack.model import Catalogue, Indicator, Plan, Source, Target
from policytrack.text import Lang, Text, in_both
from policytrack.words import headings
from policytrack.words.periods import period
from policytrack.words.targets import goal, revised
from policytrack.words.terms import CONFIDENCE, DESIRED, KIND, NATURE, RELATION

if TYPE_CHECKING:  # most sheets search no text
    from policytrack.reading.document.quotes import Passage


def indicator_sheet(catalogue: Catalogue, one: Indicator) -> list[tuple[Text, Cell]]:
    """What `indicators show` prints: headings and contents."""
    unit = catalogue.units[one.unit]
    return [
        (headings.ID, one.id),
        (headings.INDICATOR, one.name),
        (headings.DEFINITION, one.definition),
        (headings.UNIT, unit.name),
        (headings.KIND, KIND[one.kind]),
        (headings.DESIRED, DESIRED[one.desired]),
        (headings.SCOPE, one.scope),
        (headings.LIMIT, one.limit),
        (headings.PROVIDER, one.provider),
        (
            headings.TARGETS,
            ", ".join(t.id for t in catalogue.targets.values() if t.indicator == one.id),
        ),
    ]


def target_sheet(catalogue: Catalogue, one: Target) -> list[tuple[Text, Cell]]:
    """What `targets show` prints."""
    about = catalogue.indicators[one.indicator]
    unit = catalogue.units[about.unit]
    source = catalogue.sources[one.source.document]
    return [
        (headings.ID, one.id),
        (headings.INDICATOR, about.name),
        (headings.TARGET, in_both(lambda lang: goal(one, about, unit, lang))),
        (headings.DUE, in_both(lambda lang: period(one.due, lang))),
        (headings.REVISED, in_both(lambda lang: revised(one, about, unit, lang)) if one.revisions else None),
        (headings.QUOTE, marked_quote(catalogue, one)),
        (headings.SECTION, one.source.section),
        (headings.SOURCE, source.title),
        (headings.DOCUMENT_NUMBER, source.document_number),
        (headings.PLAN, catalogue.plans[one.plan].title),
        (headings.LEAD, "、".join(one.lead)),
        (headings.GROUP, one.group),
        (headings.NATURE, NATURE[one.nature] if one.nature else None),
        (headings.SCOPE, about.scope),
        (headings.INDICATOR_DEFINITION, about.definition),
        (headings.RELATED, in_both(lambda lang: _related(one, lang))),
        (headings.NOTE, one.note),
    ]


def context(place: "Passage | None") -> list[tuple[Text, Cell]]:
    """The sentence around a quote, and its line in the attached text."""
    if place is None:
        return []
    return [(headings.CONTEXT, place.sentence), (headings.LINE, place.line)]


def marked_quote(catalogue: Catalogue, one: Target) -> str | None:
    """A target's words, with the number that they prove in brackets."""
    from policytrack.checking.proof import readings_of_target  # only `targets show` reads words

    quote = one.source.quote
    if not quote or one.value is None:
        return quote
    indicator = catalogue.indicators[one.indicator]
    equal = [
        reading
        for reading in readings_of_target(one, indicator, catalogue.units)
        if (reading.value, reading.upper) == (one.value, one.upper)
    ]
    if len(equal) != 1:
        return quote
    start, end = equal[0].start, equal[0].end
    return f"{quote[:start]}【{quote[start:end]}】{quote[end:]}"


def _related(one: Target, lang: Lang) -> str:
    return ", ".join(f"{other.target} ({RELATION[other.relation].to(lang)})" for other in one.related)


def plan_sheet(catalogue: Catalogue, one: Plan) -> list[tuple[Text, Cell]]:
    """What `plans show` prints."""
    source = catalogue.sources[one.source]
    return [
        (headings.ID, one.id),
        (headings.PLAN, one.title),
        (headings.ISSUER, one.issuer),
        (headings.DOCUMENT_NUMBER, source.document_number),
        (headings.ISSUED, source.issued),
        (headings.YEARS, f"{one.start}–{one.end}"),
        (headings.METHOD, one.method.name),
        (headings.TARGET_COUNT, sum(target.plan == one.id for target in catalogue.targets.values())),
    ]


def source_sheet(catalogue: Catalogue, one: Source) -> list[tuple[Text, Cell]]:
    """What `sources show` prints."""
    return [
        (headings.ID, one.id),
        (headings.TITLE, one.title),
        (headings.PUBLISHER, one.publisher),
        (headings.DOCUMENT_NUMBER, one.document_number),
        (headings.SOURCE_ISSUED, one.issued),
        (headings.ACCESSED, one.accessed),
        (headings.ADDRESS, one.url),
        (headings.CONFIDENCE, CONFIDENCE[one.confidence] if one.confidence else None),
        (headings.NOTE, one.note),
        (
            headings.VALUE_COUNT,
            sum(o.source == one.id for ones in catalogue.observations.values() for o in ones),
        ),
        (
            headings.TARGETS,
            ", ".join(t.id for t in catalogue.targets.values() if t.source.document == one.id),
        ),
    ]


SHEETS: dict[RecordKind, Callable[[Catalogue, Any], list[tuple[Text, Cell]]]] = {
    "target": target_sheet,
    "indicator": indicator_sheet,
    "plan": plan_sheet,
    "source": source_sheet,
}
