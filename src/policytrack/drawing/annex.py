"""The report as tables: an evaluation's annex, the ranking of parts, what moved since a day."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from policytrack.drawing import figures
from policytrack.drawing.json_form import report_dicts
from policytrack.drawing.table import Cell, Column, Table, keyed, keyed_table
from policytrack.model import METHODS, MethodName
from policytrack.reporting.query import Query
from policytrack.reporting.report import Report, Row
from policytrack.text import Lang, in_both
from policytrack.words.methods import method_view
from policytrack.words.notes import origin
from policytrack.words.reasons import reason_of
from policytrack.words.tables import headings
from policytrack.words.tables.annex import causes, stood
from policytrack.words.terms import NATURE, STATUS
from policytrack.words.values import latest_value
from policytrack.words.verdicts import summary_line, verdict_word

Cells = dict[str, Cell]  # by the keys of their columns


class _Told(NamedTuple):
    """One column of the annex: how it looks, what it tells of a row, and whether also of a count's part."""

    column: Column
    cell: Callable[[Row], Cell]
    of_counts: bool = False


def _unit(row: Row) -> Cell:
    return row.unit.name if row.result.version.transform != "average_growth" else "%"


def _nature(row: Row) -> Cell:
    return NATURE[row.target.nature] if row.target.nature else None


def _status(row: Row) -> Cell:
    status = figures.status_of(row.result.latest)
    return STATUS[status] if status else None


def _difference(row: Row) -> Cell:
    return figures.points(row.result.trajectory.progress, row.result.trajectory.time_progress)


def _reached_in(row: Row) -> Cell:
    return None if row.result.verdict == "missed" else row.result.trajectory.reached_in


def _verdict(row: Row) -> Cell:
    return in_both(partial(verdict_word, row.result, row.indicator))


AGREE = keyed("agree")  # whether all methods come to one verdict, where all were asked for
NUMBER = keyed("number", is_number=True)  # the row's place; of a part its place in the ranking
# The one table of the annex's columns; headings in words/tables/headings.py, widths in office/widths.py.
_ANNEX = (
    _Told(keyed("indicator"), lambda row: row.indicator.name, of_counts=True),
    _Told(keyed("unit", keep=True), _unit, of_counts=True),
    _Told(keyed("nature", keep=True), _nature),
    _Told(keyed("baseline", dated=True), figures.baseline, of_counts=True),
    _Told(keyed("target", dated=True), figures.asked),
    _Told(keyed("latest", dated=True), figures.latest, of_counts=True),
    _Told(keyed("status", keep=True), _status, of_counts=True),
    _Told(keyed("attainment", is_number=True), lambda row: figures.share(row.result.attainment)),
    _Told(keyed("progress", is_number=True), lambda row: figures.share(row.result.trajectory.progress)),
    _Told(keyed("time_progress", is_number=True), lambda row: figures.share(row.result.trajectory.time_progress)),
    _Told(keyed("difference", is_number=True), _difference),
    _Told(keyed("projected", is_number=True), figures.projected),
    _Told(keyed("reached_in", keep=True), _reached_in),
    _Told(keyed("verdict"), _verdict),
    _Told(keyed("lead"), lambda row: "、".join(row.target.lead)),
    _Told(keyed("source"), origin, of_counts=True),
    _Told(keyed("remarks"), reason_of),
)
ANNEX = (NUMBER, *(one.column for one in _ANNEX))


def annex(report: Report) -> Table:
    """The report in the layout of an evaluation's annex table, one row a target (and one a part, where asked)."""
    part = (keyed("part"),) if report.query.series else ()
    columns = (keyed("plan"), keyed("id"), *part, *ANNEX, *view_columns(report.query))
    records = [report_dicts.row(row) for row in report.rows]
    return keyed_table(columns, _annex_rows(report), records, summary_line(report.summary))


def _annex_rows(report: Report) -> Iterator[Cells]:
    for number, row in enumerate(report.rows, 1):
        leading: Cells = {"plan": row.plan.title, "id": row.target.id}
        yield leading | annex_cells(number, row)
        for place, part in enumerate(row.parts, 1):
            yield leading | {"part": part.series} | _part_cells(place, part)


def view_key(method: MethodName) -> str:
    """The key of the column of one method's verdicts, where several are shown."""
    return f"verdict by {method}"


def view_columns(query: Query) -> tuple[Column, ...]:
    """A column a method, where all were asked for."""
    names = METHODS if query.method == "all" else ()
    return tuple(Column(headings.verdict_by(name), key=view_key(name)) for name in names)


def annex_cells(number: int, row: Row) -> Cells:
    """A target's cells under the columns of ANNEX and, where all methods were asked for, of `view_columns`."""
    views = {view_key(name): in_both(partial(method_view, one, row.indicator)) for name, one in row.methods.items()}
    return {NUMBER.key: number, **{one.column.key: one.cell(row) for one in _ANNEX}, **views}


def _part_cells(place: int, part: Row) -> Cells:
    """A part's cells with its place in the ranking; a count's part has no verdict (see `ranking`)."""
    told = (one for one in _ANNEX if one.of_counts or has_verdict(part))
    return {NUMBER.key: place, **{one.column.key: one.cell(part) for one in told}}


def has_verdict(part: Row) -> bool:
    """Whether a part can be set against the whole's number: a share can, a count cannot."""
    return part.indicator.kind in {"ratio", "growth"}


def ranking(row: Row, lang: Lang) -> list[tuple[str, str, str]]:
    """A target's parts, the best first: name, latest value, verdict.

    Counts of parts are compared with each other only: the whole's number is no part's target.
    """
    return [
        (
            part.series or "",
            latest_value(part, lang) if part.result.latest else "–",
            verdict_word(part.result, part.indicator, lang) if has_verdict(part) else "",
        )
        for part in row.parts
    ]


PART_COLUMNS = (
    keyed("plan"), keyed("indicator"), keyed("place", is_number=True), keyed("part"), keyed("latest", dated=True),
    keyed("verdict"),
)  # fmt: skip


def parts(report: Report) -> Table:
    """Every target's parts, the best first."""
    rows: list[Cells] = [
        {
            "plan": row.plan.title,
            "indicator": row.indicator.name,
            "place": place,
            "part": part.series,
            "latest": figures.latest(part),
            "verdict": _verdict(part) if has_verdict(part) else None,
        }
        for row in report.rows
        for place, part in enumerate(row.parts, 1)
    ]
    records = [record for row in report.rows for record in report_dicts.parts(row)]
    return keyed_table(PART_COLUMNS, rows, records, headings.PARTS)


CHANGE_COLUMNS = (keyed("indicator"), keyed("then"), keyed("now"), keyed("why"))


def changes(report: Report) -> Table:
    """What moved since the day that was asked: the verdict, the measured value, the target, and why."""
    known = {row.target.id: row for row in report.rows}
    moved = ((known[one.target.id], one) for one in report.changes if one.target.id in known)
    rows: list[Cells] = [
        {
            "indicator": row.indicator.name,
            "then": in_both(partial(stood, row, one.before)),
            "now": in_both(partial(stood, row, one.after)),
            "why": causes(one.causes),
        }
        for row, one in moved
    ]
    records = [report_dicts.change(one) for one in report.changes]
    return keyed_table(CHANGE_COLUMNS, rows, records, headings.CHANGES)
