"""What stands behind a page's verdicts: values with their sources, and the list of documents."""

from collections.abc import Mapping
from typing import NamedTuple

from policytrack.model import Source
from policytrack.period import Period
from policytrack.reporting.report import Report
from policytrack.reporting.vintages import Vintage
from policytrack.text import Text, in_both, web_address
from policytrack.words import page
from policytrack.words.periods import period
from policytrack.words.values import how_sure


class Link(NamedTuple):
    """Words with an address; None where there is none, or none that a page may lead to."""

    words: str
    url: str | None = None


class Value(NamedTuple):
    """A line of the table of vintages: `dated` says when and how surely, `number` is its source's in the list."""

    period: Text
    value: Text
    state: Text
    stands: bool
    source: Link
    number: int | None
    dated: Text
    quote: str | None
    note: str | None


class Reference(NamedTuple):
    """A document in the list of sources."""

    number: int
    title: Text
    publisher: str
    document_number: str | None
    dated: str | None
    accessed: str | None
    link: Link
    confidence: Text | None


def short(when: Period) -> Text:
    """A period as a table's column has it: of a year the number alone."""
    return Text.same(str(when.year)) if when.is_year else in_both(lambda lang: period(when, lang))


def value(one: Vintage, numbers: Mapping[str, int]) -> Value:
    """A vintage as a line of a table; `numbers` are those of the documents in the page's list."""
    seen, source = one.observation, one.source
    return Value(
        period=short(seen.period),
        value=page.value(one),
        state=page.standing(one),
        stands=one.standing == "stands",
        source=link(source) if source else _typed(seen.source),
        number=numbers.get(source.id) if source else None,
        dated=page.published(one),
        quote=seen.quote,
        note=seen.note,
    )


def references(report: Report) -> list[Source]:
    """Every document that the page names, in the order in which it does."""
    found: dict[str, Source] = {}
    for row in report.rows:
        if row.detail is not None:
            for source in (row.detail.document, *(one.source for one in row.detail.vintages)):
                if source is not None:
                    found.setdefault(source.id, source)
    return list(found.values())


def reference(number: int, source: Source) -> Reference:
    """A document as an item of the list."""
    return Reference(
        number, source.title, source.publisher, source.document_number, source.issued, source.accessed,
        Link(source.url or "", web_address(source.url or "")), how_sure(source.confidence),
    )  # fmt: skip


def link(source: Source) -> Link:
    """A document by its publisher, linked where it has a sound address."""
    return Link(source.publisher, web_address(source.url or ""))


def _typed(source: str | None) -> Link:
    """A source that a person typed: linked where it is an address itself."""
    return Link(source or "", web_address(source or ""))
