"""The values behind a report as a table: which stands, who said so, when, and where to read it."""

from collections.abc import Iterable

from policytrack.drawing.json_form import record_dicts
from policytrack.drawing.table import Cell, Column, Table
from policytrack.fields import heading
from policytrack.model import Catalogue, Observation, Source
from policytrack.reporting.vintages import Vintage
from policytrack.text import Text, in_both, web_address
from policytrack.words.periods import period
from policytrack.words.terms import CONFIDENCE, QUALIFIER, STANDING, STATUS

_COLUMNS = (
    Column(heading("indicator")), Column(heading("series")), Column(heading("time_period"), keep=True),
    Column(heading("value"), is_number=True), Column(heading("unit")), Column(heading("qualifier")),
    Column(heading("status")), Column(Text("采用情况", "Used")), Column(heading("source")),
    Column(Text("发布者", "Publisher")), Column(heading("published"), keep=True),
    Column(Text("可信度", "Confidence")), Column(heading("quote")), Column(Text("链接", "Link"), is_link=True),
    Column(heading("note")), Column(Text("记录", "Recorded")),
)  # fmt: skip


def table(catalogue: Catalogue, vintages: Iterable[Vintage]) -> Table:
    """A row a value; the columns of parts and of who recorded it are there where any row has them."""
    kept = list(vintages)
    records = [{**record_dicts.vintage(one.observation), "standing": one.standing} for one in kept]
    rows = [_row(catalogue, one) for one in kept]
    shown = [
        at
        for at, column in enumerate(_COLUMNS)
        if column.heading.en not in {"Part", "Recorded"} or any(row[at] is not None for row in rows)
    ]
    columns = tuple(_COLUMNS[at] for at in shown)
    title = Text("数据与来源", "Observations")
    return Table(columns, tuple(tuple(row[at] for at in shown) for row in rows), records, title)


def _row(catalogue: Catalogue, vintage: Vintage) -> tuple[Cell, ...]:
    one = vintage.observation
    unit = catalogue.units.get(one.unit)
    source = catalogue.sources.get(one.source or "")
    confidence = CONFIDENCE[source.confidence] if source and source.confidence else None
    return (
        catalogue.indicators[one.indicator].name,
        one.series,
        in_both(lambda lang: period(one.period, lang)),
        one.value,
        unit.name if unit else one.unit,
        None if one.qualifier == "exact" else QUALIFIER[one.qualifier],
        STATUS[one.status] if one.status else None,
        STANDING[vintage.standing],
        source.title if source else one.source or Text("未注明来源", "no source given"),
        source.publisher if source else None,
        one.published or (source.issued if source else None),
        confidence,
        one.quote,
        link(one, source),
        _remarks(one),
        None if one.recorded_at is None else f"{one.recorded_at[:10]} {one.recorded_by}",
    )


def link(one: Observation, source: Source | None) -> str | None:
    """Where a value can be read: its source's address, or what was given as the source if that is one."""
    return web_address((source.url if source else one.source) or "")


def _remarks(one: Observation) -> Cell:
    parts = [Text("与此前不可比", "not comparable with earlier values")] if one.is_break else []
    parts += [Text.same(one.note)] if one.note else []
    parts += [Text(f"撤回:{one.retraction.reason}", f"retracted: {one.retraction.reason}")] if one.retraction else []
    return Text(";".join(part.zh for part in parts), "; ".join(part.en for part in parts)) if parts else None
