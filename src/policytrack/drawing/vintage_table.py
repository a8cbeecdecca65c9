"""The values behind a report as a table: which stands, who said so, when, and where to read it."""

from collections.abc import Iterable

from policytrack.drawing.json_form import record_dicts
from policytrack.drawing.table import Cell, Table, keyed, keyed_table
from policytrack.model import Catalogue, Observation, Source
from policytrack.reporting.vintages import Vintage
from policytrack.text import in_both, web_address
from policytrack.words.periods import period
from policytrack.words.tables.headings import OBSERVATIONS
from policytrack.words.tables.office import remarks
from policytrack.words.terms import CONFIDENCE, NO_SOURCE, QUALIFIER, STANDING, STATUS

COLUMNS = (
    keyed("indicator"), keyed("part"), keyed("period", keep=True), keyed("value", is_number=True), keyed("unit"),
    keyed("qualifier"), keyed("status"), keyed("used"), keyed("source"), keyed("publisher"),
    keyed("published", keep=True), keyed("confidence"), keyed("quote"), keyed("link", is_link=True), keyed("remarks"),
    keyed("recorded"),
)  # fmt: skip
_SPARE = ("part", "recorded")  # there only where any row has something in them


def table(catalogue: Catalogue, vintages: Iterable[Vintage]) -> Table:
    """A row a value; the columns of parts and of who recorded it are there where any row has them."""
    kept = list(vintages)
    records = [{**record_dicts.vintage(one.observation), "standing": one.standing} for one in kept]
    full = keyed_table(COLUMNS, (_cells(catalogue, one) for one in kept), records, OBSERVATIONS)
    return full.without(*(key for key in _SPARE if all(one is None for one in full.under(key))))


def _cells(catalogue: Catalogue, vintage: Vintage) -> dict[str, Cell]:
    one = vintage.observation
    unit = catalogue.units.get(one.unit)
    return {
        "indicator": catalogue.indicators[one.indicator].name,
        "part": one.series,
        "period": in_both(lambda lang: period(one.period, lang)),
        "value": one.value,
        "unit": unit.name if unit else one.unit,
        "qualifier": None if one.qualifier == "exact" else QUALIFIER[one.qualifier],
        "status": STATUS[one.status] if one.status else None,
        "used": STANDING[vintage.standing],
        **_origin(one, catalogue.sources.get(one.source or "")),
        "quote": one.quote,
        "remarks": remarks(one),
        "recorded": None if one.recorded_at is None else f"{one.recorded_at[:10]} {one.recorded_by}",
    }


def _origin(one: Observation, source: Source | None) -> dict[str, Cell]:
    """Who said so, when, and where it can be read."""
    confidence = source.confidence if source else None
    return {
        "source": source.title if source else one.source or NO_SOURCE,
        "publisher": source.publisher if source else None,
        "published": one.published or (source.issued if source else None),
        "confidence": CONFIDENCE[confidence] if confidence else None,
        "link": link(one, source),
    }


def link(one: Observation, source: Source | None) -> str | None:
    """Where a value can be read: its source's address, or what was given as the source if that is one."""
    return web_address((source.url if source else one.source) or "")
