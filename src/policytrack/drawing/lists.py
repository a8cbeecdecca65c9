"""The tables that list commands show."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from policytrack.drawing.json_form import record_dicts
from policytrack.drawing.table import Cell, Column, Table, made_table
from policytrack.errors import Finding
from policytrack.lookup import RecordKind
from policytrack.model import Catalogue, Indicator, Observation, Plan, Source, Standing, Target
from policytrack.text import in_both
from policytrack.words import headings
from policytrack.words.periods import period
from policytrack.words.targets import target_by_due
from policytrack.words.terms import CONFIDENCE, KIND, NO_SOURCE
from policytrack.words.values import local_day, state, stated_value

if TYPE_CHECKING:
    from policytrack.reading.document.accounting import Scan
    from policytrack.reading.document.quotes import Located


_ID = Column(headings.ID, keep=True)


def targets(catalogue: Catalogue, chosen: Iterable[Target]) -> Table:
    """Targets: id, what is asked, by when, of whom."""
    rows, records = [], []
    for one in chosen:
        about = catalogue.indicators[one.indicator]
        unit = catalogue.units[about.unit]
        asked = in_both(partial(target_by_due, one, about, unit))
        rows.append((one.id, about.name, asked, "、".join(one.lead)))
        records.append(record_dicts.target(one, catalogue))
    columns = (
        _ID,
        headings.INDICATOR,
        headings.TARGET,
        Column(headings.LEAD, spare=True),
    )
    return made_table(columns, rows, records)


def indicators(catalogue: Catalogue, chosen: Iterable[Indicator]) -> Table:
    """Indicators: id, name, unit, kind, how many values are known."""
    rows, records = [], []
    for one in chosen:
        known = len(catalogue.observations.get(one.id, ()))
        rows.append((one.id, one.name, catalogue.units[one.unit].name, KIND[one.kind], one.scope, known))
        records.append({**record_dicts.indicator(one, catalogue), "observations": known})
    columns = (_ID, headings.INDICATOR, headings.UNIT, headings.KIND,
               Column(headings.SCOPE, spare=True), Column(headings.VALUE_COUNT, is_number=True))  # fmt: skip
    return made_table(columns, rows, records)


def plans(catalogue: Catalogue, chosen: Iterable[Plan]) -> Table:
    """Plans: id, title, span, how many targets."""
    rows, records = [], []
    for one in chosen:
        count = sum(target.plan == one.id for target in catalogue.targets.values())
        rows.append((one.id, one.title, f"{one.start}–{one.end}", one.method.name, count))
        records.append({**record_dicts.plan(one), "targets": count})
    columns = (_ID, headings.PLAN, Column(headings.YEARS, keep=True), headings.METHOD,
               Column(headings.TARGET_COUNT, is_number=True))  # fmt: skip
    return made_table(columns, rows, records)


def sources(catalogue: Catalogue, chosen: Iterable[Source]) -> Table:
    """Sources: id, title, publisher, date, confidence, how many observations."""
    rows, records = [], []
    for one in chosen:
        count = sum(stated.source == one.id for ones in catalogue.observations.values() for stated in ones)
        confidence = CONFIDENCE[one.confidence] if one.confidence else None
        rows.append((one.id, one.title, one.publisher, one.issued, confidence, count))
        records.append(record_dicts.source(one, count))
    columns = (
        _ID,
        headings.TITLE,
        Column(headings.PUBLISHER, spare=True),
        Column(headings.DATE, keep=True),
        headings.CONFIDENCE,
        Column(headings.VALUE_COUNT, is_number=True),
    )
    return made_table(columns, rows, records)


def history(catalogue: Catalogue, vintages: Iterable[tuple[Observation, Standing]]) -> Table:
    """Every vintage; the second of each pair tells how it stands."""
    rows, records, arrivals, names = [], [], list[Cell](), set[str]()
    for one, stands in vintages:
        about = catalogue.indicators.get(one.indicator)
        unit = catalogue.units.get(one.unit)
        value, when = stated_value(one, about, unit), in_both(partial(period, one.period))
        source = one.source or NO_SOURCE
        own = one.id if one.recorded_at else None  # a catalogue's value is named by its source
        arrivals.append(_arrived(one, catalogue))
        names.add(one.indicator)
        rows.append((own, one.indicator, when, value, state(one, stands), source, arrivals[-1]))
        records.append({**record_dicts.vintage(one), "standing": stands})
    is_short = all(len(cell) <= 14 for cell in arrivals if isinstance(cell, str))  # a day, and a name such as 王小明
    columns = (_ID, Column(headings.INDICATOR_ID, spare=len(names) < 2),
               Column(headings.PERIOD, keep=True), headings.VALUE, headings.STATE,
               headings.SOURCE, Column(headings.ARRIVED, keep=is_short))  # fmt: skip
    return made_table(columns, rows, records)


def _arrived(one: Observation, catalogue: Catalogue) -> Cell:
    """When a value came and, where a person recorded it, by whom."""
    if one.recorded_at is not None:
        return f"{local_day(one.recorded_at)} {one.recorded_by}"
    source = catalogue.sources.get(one.source or "")
    return one.published or (source and (source.issued or source.accessed)) or headings.IN_THE_FILES


def located(found: "Iterable[Located]") -> Table:
    """Where quotes stand in their texts."""
    rows, records = [], []
    for one in found:
        quoted, places = one.quoted, one.places
        lines = ", ".join(str(place.line) for place in places)
        rows.append((quoted.source, quoted.record, quoted.quote, lines, headings.LOCATED[one.state]))
        records.append({
            **quoted._asdict(), "status": one.state,
            "places": [{"line": place.line, "column": place.column} for place in places],
        })  # fmt: skip
    columns = (headings.SOURCE, headings.RECORD, Column(headings.CITED),
               Column(headings.LINE, keep=True), headings.CHECKED)  # fmt: skip
    return made_table(columns, rows, records)


def scanned(made: "Scan") -> Table:
    """Every quantity of a text: where, how it reads, and what accounts for it."""
    rows, records = [], []
    for one in made.found:
        quantity = one.quantity
        by = one.accounted_by or headings.UNACCOUNTED
        rows.append((one.line, quantity.text, quantity.sentence, headings.READING[quantity.reads_as], by))
        records.append({
            "line": one.line, "column": one.column, "text": quantity.text, "sentence": quantity.sentence,
            "value": record_dicts.number(quantity.value), "upper": record_dicts.number(quantity.upper),
            "unit": quantity.unit, "comparator": quantity.comparator, "year": quantity.year,
            "measure": quantity.measure, "reads_as": quantity.reads_as, "accounted_by": one.accounted_by,
        })  # fmt: skip
    columns = (Column(headings.LINE, is_number=True), Column(headings.QUANTITY, keep=True),
               Column(headings.SENTENCE, spare=True), headings.READS_AS,
               headings.ACCOUNTED)  # fmt: skip
    return made_table(columns, rows, records)


def findings(found: Iterable[Finding]) -> Table:
    """What `check` found."""
    kept = list(found)
    rows = [(headings.SEVERITY[one.severity], str(one.place or ""), one.code, one.message, one.hint) for one in kept]
    return made_table(headings.FINDING, rows, [record_dicts.finding(one) for one in kept])


LISTS: dict[RecordKind, Callable[[Catalogue, Iterable[Any]], Table]] = {
    "target": targets,
    "indicator": indicators,
    "plan": plans,
    "source": sources,
}
