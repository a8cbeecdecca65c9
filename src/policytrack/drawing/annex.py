"""The report as tables: an evaluation's annex, the ranking of parts, what moved since a day."""

from decimal import Decimal
from functools import partial

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.points import Point
from policytrack.decimals import digits, percent, percent_number, rounded
from policytrack.drawing.json_form import report_dicts
from policytrack.drawing.table import Cell, Column, Numeral, Table, made_table
from policytrack.model import METHODS, Unit
from policytrack.reporting.query import Query
from policytrack.reporting.report import Report, Row
from policytrack.text import Lang, Text, in_both
from policytrack.words.amounts import with_unit, without_unit
from policytrack.words.methods import method_view
from policytrack.words.notes import origin
from policytrack.words.periods import period
from policytrack.words.reasons import reason_of
from policytrack.words.targets import goal
from policytrack.words.terms import CAUSE, NATURE, QUALIFIER, STATUS
from policytrack.words.values import latest_value, period_shown, value_shown
from policytrack.words.verdicts import summary_line, verdict_word

ANNEX = (
    Column(Text("序号", "No."), is_number=True), Column(Text("指标名称", "Indicator")),
    Column(Text("单位", "Unit"), keep=True), Column(Text("指标属性", "Nature"), keep=True),
    Column(Text("基期值(年份)", "Baseline (period)"), dated=True),
    Column(Text("目标值(目标年)", "Target (due)"), dated=True),
    Column(Text("最新值(时期)", "Latest (period)"), dated=True),
    Column(Text("数据状态", "Data status"), keep=True), Column(Text("完成率", "Attainment"), is_number=True),
    Column(Text("完成进度", "Progress"), is_number=True), Column(Text("时间进度", "Time progress"), is_number=True),
    Column(Text("进度差(百分点)", "Difference (points)"), is_number=True),
    Column(Text("预计值", "Projected"), is_number=True), Column(Text("预计实现年", "Reached in"), keep=True),
    Column(Text("评估结论", "Verdict")), Column(Text("责任单位", "Lead")), Column(Text("数据来源", "Source")),
    Column(Text("备注", "Remarks")),
)  # fmt: skip
VERDICT_AT = 14  # the column of the verdict


def annex(report: Report) -> Table:
    """The report in the layout of an evaluation's annex table, one row a target (and one a part, where asked)."""
    part = (Column(Text("分项", "Part")),) if report.query.series else ()
    views = view_columns(report.query)
    columns = (Column(Text("规划", "Plan")), Column(Text("标识", "Id")), *part, *ANNEX, *views)
    rows = []
    for number, row in enumerate(report.rows, 1):
        leading = (row.plan.title, row.target.id)
        rows.append((*leading, *(None for _ in part), *annex_cells(number, row)))
        for place, other in enumerate(row.parts, 1):
            rows.append((*leading, other.series, *_part_row(place, other), *(None for _ in views)))
    return Table(columns, tuple(rows), [report_dicts.row(row) for row in report.rows], summary_line(report.summary))


def view_columns(query: Query) -> tuple[Column, ...]:
    """A column a method, where all were asked for."""
    names = METHODS if query.method == "all" else ()
    return tuple(Column(Text(f"评估结论({name})", f"Verdict ({name})")) for name in names)


def annex_cells(number: int, row: Row) -> tuple[Cell, ...]:
    """A target's row under the columns of ANNEX and, where all methods were asked for, of `view_columns`."""
    views = (in_both(partial(method_view, one, row.indicator)) for one in row.methods.values())
    return (*_annex_row(number, row), *views)


def _part_row(place: int, part: Row) -> tuple[Cell, ...]:
    """A part's row with its place in the ranking; a count's part has no verdict (see `ranking`)."""
    cells = _annex_row(place, part)
    if has_verdict(part):
        return cells
    kept = {0, 1, 2, 4, 6, 7, 16}  # number, name, unit, baseline, latest, status, source
    return tuple(content if at in kept else None for at, content in enumerate(cells))


def has_verdict(part: Row) -> bool:
    """Whether a part can be set against the whole's number: a share can, a count cannot."""
    return part.indicator.kind in {"ratio", "growth"}


def _annex_row(number: int, row: Row) -> tuple[Cell, ...]:
    result, way = row.result, row.result.trajectory
    latest = result.latest
    return (
        number,
        row.indicator.name,
        row.unit.name if result.version.transform != "average_growth" else "%",
        NATURE[row.target.nature] if row.target.nature else None,
        None if result.baseline is None else _baseline(result.baseline),
        _goal(row),
        None if latest is None else _latest(row, latest),
        STATUS[latest.parts[-1].status] if latest and latest.parts and latest.parts[-1].status else None,
        _share(result.attainment),
        _share(way.progress),
        _share(way.time_progress),
        _points(way.progress, way.time_progress),
        None
        if way.projection is None or result.version.transform == "average_growth"
        else _projected(row, way.projection),
        None if result.verdict == "missed" else way.reached_in,
        in_both(lambda lang: verdict_word(result, row.indicator, lang)),
        "、".join(row.target.lead),
        origin(row),
        reason_of(row),
    )


def _dated(number: Decimal | None, written: str, unit: Unit, words: Text, day: Text) -> Numeral:
    """Words about a number that is written in them, and its period."""
    bare = in_both(lambda lang: without_unit(words.to(lang), written, unit, lang))
    return Numeral(number, in_both(lambda lang: f"{words.to(lang)} ({day.to(lang)})"), bare, day)


def _baseline(start: Point) -> Numeral:
    """The number alone, as its unit stands in the unit's column; a chain of yearly growth starts from an index."""
    number, day = rounded(start.level, 4), in_both(lambda lang: period(start.period, lang))
    if start.parts or not start.level:
        vague = QUALIFIER[start.parts[0].qualifier if len(start.parts) == 1 else "exact"]
        words = Text(vague.zh + number, vague.en + number)
    else:
        words = Text(f"指数{number}", f"index {number}")
    return Numeral(start.level, in_both(lambda lang: f"{words.to(lang)} ({day.to(lang)})"), words, day)


def _goal(row: Row) -> Numeral:
    version = row.result.version
    value = Decimal(0) if version.value is None else version.value
    written = rounded(value, 2) if version.relative else digits(value)
    words = in_both(lambda lang: goal(version, row.indicator, row.unit, lang))
    number, due = None if version.upper else version.value, in_both(partial(period, version.due))
    found = _dated(number, written, row.unit, words, due)
    short = Text(found.bare.zh, found.bare.en.removesuffix(" on average"))
    return found._replace(bare=short) if version.transform == "average_growth" else found


def _latest(row: Row, latest: Point) -> Numeral:
    words, day = in_both(partial(value_shown, row)), in_both(partial(period_shown, row))
    return _dated(latest.number, digits(latest.number), row.unit, words, day)


def _share(fraction: Decimal | None) -> Numeral | None:
    if fraction is None:
        return None
    words = Text.same(percent(fraction))
    return Numeral(fraction, words, words, is_share=True)


def _points(progress: Decimal | None, time: Decimal | None) -> Numeral | None:
    """The difference of the two shares as they are shown, so that a reader can check it."""
    if progress is None or time is None:
        return None
    points = percent_number(progress) - percent_number(time)
    words = Text.same(rounded(points))
    return Numeral(points, words, words)


def _projected(row: Row, value: Decimal) -> Numeral:
    number = rounded(value, 2)
    words = in_both(lambda lang: with_unit(number, row.unit, lang, row.indicator.kind))
    return Numeral(value, words, Text.same(number))


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


def parts(report: Report) -> Table:
    """Every target's parts, the best first."""
    rows = [
        (
            row.plan.title,
            row.indicator.name,
            place,
            part.series,
            _latest(part, part.result.latest) if part.result.latest else None,
            in_both(partial(verdict_word, part.result, part.indicator)) if has_verdict(part) else None,
        )
        for row in report.rows
        for place, part in enumerate(row.parts, 1)
    ]
    columns = (
        Text("规划", "Plan"), Text("指标名称", "Indicator"), Column(Text("名次", "Place"), is_number=True),
        Text("分项", "Part"), Column(Text("最新值(时期)", "Latest (period)"), dated=True), Text("评估结论", "Verdict"),
    )  # fmt: skip
    records = [record for row in report.rows for record in report_dicts.parts(row)]
    return made_table(columns, rows, records)._replace(title=Text("分项", "Parts"))


def changes(report: Report) -> Table:
    """What moved since the day that was asked: the verdict, the measured value, the target, and why."""
    rows = {row.target.id: row for row in report.rows}
    cells = []
    for one in report.changes:
        row = rows.get(one.target.id)
        if row is None:
            continue
        before, after = one.before, one.after
        cells.append(
            (
                row.indicator.name,
                in_both(partial(_stood, row, before)),
                in_both(partial(_stood, row, after)),
                Text("、".join(CAUSE[cause].zh for cause in one.causes), ", ".join(one.causes)),
            )
        )
    headings = map(Text, ("指标名称", "此前", "现在", "原因"), ("Indicator", "Then", "Now", "Why"))
    records = [report_dicts.change(one) for one in report.changes]
    return made_table(headings, cells, records)._replace(title=Text("变化", "Changes"))


def _stood(row: Row, result: Assessment, lang: Lang) -> str:
    """The verdict, the value and, where it moved, the target."""
    seen = row._replace(result=result)
    parts = [verdict_word(result, row.indicator, lang)]
    if result.latest is not None:
        parts.append(latest_value(seen, lang))
    asked = goal(result.version, row.indicator, row.unit, lang)
    if asked != goal(row.result.version, row.indicator, row.unit, lang):
        parts.append(f"目标{asked}" if lang == "zh" else f"target {asked}")
    return (";" if lang == "zh" else "; ").join(parts)
