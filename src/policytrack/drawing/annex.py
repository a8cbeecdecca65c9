"""The report as tables: an evaluation's annex, the ranking of parts, what moved since a day."""

from datetime import date
from decimal import Decimal
from functools import partial

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.points import Point
from policytrack.decimals import digits, percent, percent_number, rounded
from policytrack.drawing import json_records
from policytrack.drawing.table import Cell, Column, Numeral, Table, both, in_both, made_table
from policytrack.model import METHODS, Citation, Unit
from policytrack.period import Period, month_of
from policytrack.reporting.query import Query
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Lang, Text, counted
from policytrack.words.amounts import value_of, with_unit, without_unit
from policytrack.words.methods import method_note, method_view
from policytrack.words.periods import period
from policytrack.words.targets import goal
from policytrack.words.terms import CAUSE, CONFIDENCE, NATURE, QUALIFIER, STATUS
from policytrack.words.verdicts import verdict_word  # fmt: skip

ANNEX = (
    Column(both("序号", "No."), is_number=True), Column(both("指标名称", "Indicator")),
    Column(both("单位", "Unit"), keep=True), Column(both("指标属性", "Nature"), keep=True),
    Column(both("基期值(年份)", "Baseline (period)"), dated=True),
    Column(both("目标值(目标年)", "Target (due)"), dated=True),
    Column(both("最新值(时期)", "Latest (period)"), dated=True),
    Column(both("数据状态", "Data status"), keep=True), Column(both("完成率", "Attainment"), is_number=True),
    Column(both("完成进度", "Progress"), is_number=True), Column(both("时间进度", "Time progress"), is_number=True),
    Column(both("进度差(百分点)", "Difference (points)"), is_number=True),
    Column(both("预计值", "Projected"), is_number=True), Column(both("预计实现年", "Reached in"), keep=True),
    Column(both("评估结论", "Verdict")), Column(both("责任单位", "Lead")), Column(both("数据来源", "Source")),
    Column(both("备注", "Remarks")),
)  # fmt: skip
VERDICT_AT = 14  # the column of the verdict


def annex(report: Report) -> Table:
    """The report in the layout of an evaluation's annex table, one row a target (and one a part, where asked)."""
    part = (Column(both("分项", "Part")),) if report.query.series else ()
    views = view_columns(report.query)
    columns = (Column(both("规划", "Plan")), Column(both("标识", "Id")), *part, *ANNEX, *views)
    rows = []
    for number, row in enumerate(report.rows, 1):
        leading = (row.plan.title, row.target.id)
        rows.append((*leading, *(None for _ in part), *annex_cells(number, row)))
        for place, other in enumerate(row.parts, 1):
            rows.append((*leading, other.series, *_part_row(place, other), *(None for _ in views)))
    return Table(columns, tuple(rows), [json_records.row(row) for row in report.rows], report.summary.line)


def view_columns(query: Query) -> tuple[Column, ...]:
    """A column a method, where all were asked for."""
    names = METHODS if query.method == "all" else ()
    return tuple(Column(both(f"评估结论({name})", f"Verdict ({name})")) for name in names)


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
        row.reason,
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


def coverage(section: Section, as_of: date, lang: Lang) -> list[str]:
    """How old a plan's latest values are, and for which targets none was ever found."""
    zh = lang == "zh"
    ages = [month_of(as_of) - row.result.latest.period.last for row in section.rows if row.result.latest]
    unknown = [row.indicator.name.to(lang) for row in section.rows if row.result.verdict == "no_data"]
    lines = []
    if ages:
        span = f"{min(ages)}" if len(set(ages)) == 1 else f"{min(ages)}–{max(ages)}"
        known = f"{len(ages)} target" + ("" if len(ages) == 1 else "s")
        lines.append(
            f"有数据的{len(ages)}项,最新值距评估日{span}个月。"
            if zh
            else f"The latest values, known for {known}, are {span} months old."
        )
    if unknown:
        listed = "、".join(unknown) if zh else "; ".join(unknown)
        lines.append(
            f"基期以来未见公布数据的{len(unknown)}项:{listed}。"
            if zh
            else f"No published value since the base year was found for {len(unknown)}: {listed}."
        )
    return lines


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
        both("规划", "Plan"), both("指标名称", "Indicator"), Column(both("名次", "Place"), is_number=True),
        both("分项", "Part"), Column(both("最新值(时期)", "Latest (period)"), dated=True), both("评估结论", "Verdict"),
    )  # fmt: skip
    records = [record for row in report.rows for record in json_records.parts(row)]
    return made_table(columns, rows, records)._replace(title=both("分项", "Parts"))


def method_notes(section: Section, lang: Lang) -> list[str]:
    """How each method judges whose verdicts are shown; the one that the summary counts by is marked among several."""
    several = len(section.methods) > 1
    return [("* " if several and one == section.method else "") + method_note(one, lang) for one in section.methods]


def as_of_line(query: Query, lang: Lang) -> str:
    """The report's day, and what was known."""
    day, known = query.as_of, query.recorded_by
    if lang == "zh":
        return f"评估日 {day}," + (f"按 {known} 前已知的数据" if known else "按目前已知的数据")
    return f"As of {day}, " + (f"with the data known on {known}" if known else "with the data known today")


def since_line(report: Report, lang: Lang) -> str:
    """How many targets moved since the day that was asked."""
    day, count = report.query.since, len(report.changes)
    if lang == "zh":
        return f"{day} 以来有{count}项变化(与当日及当日已知的数据相比)"
    moved = counted(count, "target")
    return f"{moved} moved since {day} (against what was known that day)"


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
    headings = map(both, ("指标名称", "此前", "现在", "原因"), ("Indicator", "Then", "Now", "Why"))
    records = [json_records.change(one) for one in report.changes]
    return made_table(headings, cells, records)._replace(title=both("变化", "Changes"))


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


def latest_value(row: Row, lang: Lang) -> str:
    """The value compared with the target, with qualifier, unit and period."""
    return f"{value_shown(row, lang)} ({period_shown(row, lang)})"


def value_shown(row: Row, lang: Lang) -> str:
    """The value compared with the target, with qualifier and unit."""
    latest = row.result.latest
    assert latest is not None
    if row.target.transform == "average_growth":
        number = f"{QUALIFIER['about'].to(lang) if latest.is_vague else ''}{rounded(latest.number, 2)}%"
        return f"年均{number}" if lang == "zh" else f"{number} a year"
    if len(latest.parts) == 1:
        return value_of(latest.parts[0], row.unit, row.indicator.kind, lang)
    number = with_unit(digits(latest.number), row.unit, lang, row.indicator.kind)
    return QUALIFIER[latest.qualifier].to(lang) + number


def period_shown(row: Row, lang: Lang) -> str:
    """The period of that value; of an average its years."""
    latest, start = row.result.latest, row.result.baseline
    assert latest is not None
    if row.target.transform != "average_growth":
        return period(latest.period, lang)
    first = latest.period.year if start is None else start.period.year
    return f"{first}–{latest.period.year}" + ("年" if lang == "zh" else "")


def cited(row: Row, as_of: date) -> Citation:
    """The words that set the target as it is in force on a day."""
    revised = [one.source for one in row.target.revisions if one.effective <= as_of.isoformat() and one.source.quote]
    return revised[-1] if revised else row.target.source


def paced_at(row: Row) -> Period | None:
    """The period of which progress and time progress speak, where that is not the latest value's."""
    latest = row.result.latest
    if latest is None or not latest.is_statement:
        return None
    seen = [point.period for point in row.result.points if point.period.last <= row.result.version.due.last]
    return seen[-1] if seen else None


def origin(row: Row) -> Text | None:
    """Publisher, date and confidence of the latest value's source."""
    found = row.origin
    if found is None:
        return None
    dated = Text(*(f", {word}" for word in found.when)) if found.when else Text("", "")
    sure = CONFIDENCE.get(found.confidence or "")
    return Text(
        found.publisher.zh + dated.zh + (f"({sure.zh})" if sure else ""),
        found.publisher.en + dated.en + (f" (confidence: {sure.en})" if sure else ""),
    )
