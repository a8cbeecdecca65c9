"""The report as tables: an evaluation's annex, the ranking of parts, what moved since a day."""

from datetime import date
from functools import partial

from policytrack import shapes
from policytrack.assessment import Assessment
from policytrack.model import METHODS
from policytrack.period import Period, month_of
from policytrack.report import Report, Row, Section
from policytrack.tables import Cell, Column, Table, both, in_both, made_table
from policytrack.text import Lang, Text
from policytrack.wording import (
    CAUSE,
    CONFIDENCE,
    NATURE,
    QUALIFIER,
    STATUS,
    digits,
    goal,
    method_view,
    percent,
    period,
    rounded,
    value_of,
    verdict_word,
    with_unit,
)  # fmt: skip

ANNEX = (
    Column(both("序号", "No."), is_number=True), Column(both("指标名称", "Indicator")), Column(both("单位", "Unit")),
    Column(both("指标属性", "Nature")), Column(both("基期值(年份)", "Baseline (period)")),
    Column(both("目标值(目标年)", "Target (due)")), Column(both("最新值(时期)", "Latest (period)")),
    Column(both("数据状态", "Data status")), Column(both("完成率", "Attainment"), is_number=True),
    Column(both("完成进度", "Progress"), is_number=True), Column(both("时间进度", "Time progress"), is_number=True),
    Column(both("进度差(百分点)", "Difference (points)"), is_number=True),
    Column(both("预计值", "Projected"), is_number=True), Column(both("预计实现年", "Reached in")),
    Column(both("评估结论", "Verdict")), Column(both("责任单位", "Lead")), Column(both("数据来源", "Source")),
    Column(both("备注", "Remarks")),
)  # fmt: skip


def annex(report: Report) -> Table:
    """The report in the layout of an evaluation's annex table, one row a target (and one a part, where asked)."""
    names = METHODS if report.query.method == "all" else ()
    part = (Column(both("分项", "Part")),) if report.query.series else ()
    views = tuple(Column(both(f"评估结论({name})", f"Verdict ({name})")) for name in names)
    columns = (Column(both("规划", "Plan")), Column(both("标识", "Id")), *part, *ANNEX, *views)
    rows = []
    for number, row in enumerate(report.rows, 1):
        leading = (row.plan.title, row.target.id)
        rows.append((*leading, *(None for _ in part), *_annex_row(number, row), *_views(row)))
        for place, other in enumerate(row.parts, 1):
            rows.append((*leading, other.series, *_part_row(place, other), *(None for _ in names)))
    return Table(columns, tuple(rows), [shapes.row(row) for row in report.rows], report.summary.line)


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


def _views(row: Row) -> list[Cell]:
    return [in_both(partial(method_view, one, row.indicator)) for one in row.methods.values()]


def _annex_row(number: int, row: Row) -> tuple[Cell, ...]:
    result, unit, kind = row.result, row.unit, row.indicator.kind
    start, latest = result.baseline, result.latest
    points = None
    if result.trajectory.progress is not None and result.trajectory.time_progress is not None:
        points = rounded((result.trajectory.progress - result.trajectory.time_progress) * 100)
    projected = None if result.version.transform == "average_growth" else result.trajectory.projection
    return (
        number,
        row.indicator.name,
        unit.name if result.version.transform != "average_growth" else "%",
        NATURE[row.target.nature] if row.target.nature else None,
        None if start is None else in_both(lambda lang: f"{rounded(start.level, 4)} ({period(start.period, lang)})"),
        in_both(lambda lang: f"{goal(result.version, row.indicator, unit, lang)} ({period(result.version.due, lang)})"),
        None if latest is None else in_both(lambda lang: latest_value(row, lang)),
        STATUS[latest.parts[-1].status] if latest and latest.parts and latest.parts[-1].status else None,
        None if result.attainment is None else percent(result.attainment),
        None if result.trajectory.progress is None else percent(result.trajectory.progress),
        None if result.trajectory.time_progress is None else percent(result.trajectory.time_progress),
        points,
        None if projected is None else in_both(lambda lang: with_unit(rounded(projected, 2), unit, lang, kind)),
        None if result.verdict == "missed" else result.trajectory.reached_in,
        in_both(lambda lang: verdict_word(result, row.indicator, lang)),
        "、".join(row.target.lead),
        origin(row),
        row.reason,
    )


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


def since_line(report: Report, lang: Lang) -> str:
    """How many targets moved since the day that was asked."""
    day, count = report.query.since, len(report.changes)
    if lang == "zh":
        return f"{day} 以来有{count}项变化(与当日及当日已知的数据相比)"
    moved = "1 target" if count == 1 else f"{count} targets"
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
    return made_table(headings, cells, [shapes.change(one) for one in report.changes])


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
    latest = row.result.latest
    assert latest is not None
    if row.target.transform == "average_growth":
        start = row.result.baseline
        first = latest.period.year if start is None else start.period.year
        about = QUALIFIER["about"].to(lang) if latest.is_vague else ""
        number, span = f"{about}{rounded(latest.number, 2)}%", f"{first}–{latest.period.year}"
        return f"年均{number} ({span}年)" if lang == "zh" else f"{number} a year ({span})"
    if len(latest.parts) == 1:
        shown = value_of(latest.parts[0], row.unit, row.indicator.kind, lang)
    else:
        shown = with_unit(digits(latest.number), row.unit, lang, row.indicator.kind)
    return f"{shown} ({period(latest.period, lang)})"


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
    dated = f", {found.dated}" if found.dated else ""
    sure = CONFIDENCE.get(found.confidence or "")
    return Text(
        found.publisher.zh + dated + (f"({sure.zh})" if sure else ""),
        found.publisher.en + dated + (f" (confidence: {sure.en})" if sure else ""),
    )
