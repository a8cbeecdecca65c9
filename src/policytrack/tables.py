"""A table as a value: what every list command returns and every renderer draws."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from policytrack import shapes
from policytrack.errors import Finding
from policytrack.model import METHODS, Catalogue, Indicator, Observation, Plan, Source, Standing, Target
from policytrack.report import Report, Row
from policytrack.text import Lang, Text
from policytrack.wording import (
    CONFIDENCE,
    DESIRED,
    KIND,
    NATURE,
    QUALIFIER,
    RELATION,
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

Cell = Text | str | Decimal | int | None


class Column(NamedTuple):
    """A heading. Numbers stand on the right; `keep` is not broken over lines; a narrow screen leaves `spare` out."""

    heading: Text
    is_number: bool = False
    keep: bool = False
    spare: bool = False


class Table(NamedTuple):
    """Columns, rows of cells, and the same rows as JSON records."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    records: list[dict[str, Any]]
    title: Text | None = None


def cell(content: Cell, lang: Lang) -> str:
    """A cell as text."""
    if content is None:
        return ""
    if isinstance(content, Text):
        return content.to(lang)
    return digits(content) if isinstance(content, Decimal) else str(content)


def _table(columns: Iterable[Column | Text], rows: Iterable[tuple[Cell, ...]], records: list[dict[str, Any]]) -> Table:
    made = tuple(column if isinstance(column, Column) else Column(column) for column in columns)
    return Table(made, tuple(rows), records)


def _both(zh: str, en: str) -> Text:
    return Text(zh, en)


_ID = Column(_both("标识", "Id"), keep=True)


def targets(catalogue: Catalogue, chosen: Iterable[Target]) -> Table:
    """Targets: id, what is asked, by when, of whom."""
    rows, records = [], []
    for one in chosen:
        about = catalogue.indicators[one.indicator]
        unit = catalogue.units[about.unit]
        asked = Text(
            f"{period(one.due, 'zh')}{goal(one, about, unit, 'zh')}",
            f"{goal(one, about, unit, 'en')} by {one.due}",
        )
        rows.append((one.id, about.name, asked, "、".join(one.lead)))
        records.append(shapes.target(one, catalogue))
    columns = (
        _ID,
        _both("指标名称", "Indicator"),
        _both("目标值", "Target"),
        Column(_both("责任单位", "Lead"), spare=True),
    )
    return _table(columns, rows, records)


def indicators(catalogue: Catalogue, chosen: Iterable[Indicator]) -> Table:
    """Indicators: id, name, unit, kind, how many values are known."""
    rows, records = [], []
    for one in chosen:
        known = len(catalogue.observations.get(one.id, ()))
        rows.append((one.id, one.name, catalogue.units[one.unit].name, KIND[one.kind], one.scope, known))
        records.append({**shapes.indicator(one, catalogue), "observations": known})
    columns = (_ID, _both("指标名称", "Indicator"), _both("单位", "Unit"), _both("类型", "Kind"),
               Column(_both("范围", "Scope"), spare=True), Column(_both("数据", "Values"), is_number=True))  # fmt: skip
    return _table(columns, rows, records)


def plans(catalogue: Catalogue, chosen: Iterable[Plan]) -> Table:
    """Plans: id, title, span, how many targets."""
    rows, records = [], []
    for one in chosen:
        count = sum(target.plan == one.id for target in catalogue.targets.values())
        rows.append((one.id, one.title, f"{one.start}–{one.end}", one.method.name, count))
        records.append({**shapes.plan(one), "targets": count})
    columns = (_ID, _both("规划", "Plan"), Column(_both("年份", "Years"), keep=True), _both("评估方法", "Method"),
               Column(_both("目标数", "Targets"), is_number=True))  # fmt: skip
    return _table(columns, rows, records)


def sources(catalogue: Catalogue, chosen: Iterable[Source]) -> Table:
    """Sources: id, title, publisher, date, confidence, how many observations."""
    rows, records = [], []
    for one in chosen:
        count = sum(stated.source == one.id for ones in catalogue.observations.values() for stated in ones)
        confidence = CONFIDENCE[one.confidence] if one.confidence else None
        rows.append((one.id, one.title, one.publisher, one.issued, confidence, count))
        records.append(shapes.source(one, count))
    columns = (
        _ID,
        _both("标题", "Title"),
        Column(_both("发布者", "Publisher"), spare=True),
        Column(_both("日期", "Date"), keep=True),
        _both("可信度", "Confidence"),
        Column(_both("数据", "Values"), is_number=True),
    )
    return _table(columns, rows, records)


def history(catalogue: Catalogue, vintages: Iterable[tuple[Observation, Standing]]) -> Table:
    """Every vintage; the second of each pair tells how it stands."""
    rows, records = [], []
    for one, stands in vintages:
        about = catalogue.indicators.get(one.indicator)
        unit = catalogue.units.get(one.unit)
        if about and unit:
            value: Cell = Text(value_of(one, unit, about.kind, "zh"), value_of(one, unit, about.kind, "en"))
        else:
            value = Text.same(f"{QUALIFIER[one.qualifier].en}{digits(one.value)} {one.unit}")
        when = Text(period(one.period, "zh"), period(one.period, "en"))
        source = one.source or _both("未注明来源", "no source given")
        own = one.id if one.recorded_at else None  # a catalogue's value is named by its source
        rows.append((own, one.indicator, when, value, _state(one, stands), source, _recorded(one)))
        records.append({**shapes.vintage(one), "standing": stands})
    columns = (_ID, Column(_both("指标", "Indicator"), spare=len({row[1] for row in rows}) < 2),
               Column(_both("时期", "Period"), keep=True), _both("数值", "Value"), _both("状态", "State"),
               _both("来源", "Source"), Column(_both("记录", "Recorded"), spare=True))  # fmt: skip
    return _table(columns, rows, records)


_STANDING: dict[Standing, Text] = {
    "stands": Text("采用", "stands"),
    "agrees": Text("一致", "agrees"),
    "superseded": Text("未采用", "superseded"),
    "retracted": Text("已撤回", "retracted"),
    "part": Text("分项", "part"),
    "unknown": Text("无此指标", "unknown indicator"),
}


def _state(one: Observation, stands: Standing) -> Text:
    word = _STANDING[stands]
    if one.retraction:
        return Text(f"{word.zh}:{one.retraction.reason}", f"{word.en}: {one.retraction.reason}")
    if one.status:
        return Text(f"{word.zh}({STATUS[one.status].zh})", f"{word.en} ({STATUS[one.status].en})")
    return word


def _recorded(one: Observation) -> Cell:
    if one.recorded_at is None:
        return one.published or _both("随数据文件", "in the data files")
    return f"{one.recorded_at[:10]} {one.recorded_by}"


def findings(found: Iterable[Finding]) -> Table:
    """What `check` found."""
    kept = list(found)
    severity = {"error": _both("错误", "error"), "warning": _both("警告", "warning")}
    rows = [(severity[one.severity], str(one.place or ""), one.code, one.message, one.hint) for one in kept]
    columns = map(_both, ("级别", "位置", "代码", "问题", "建议"), ("Severity", "Place", "Code", "Finding", "Hint"))
    return _table(columns, rows, [shapes.finding(one) for one in kept])


ANNEX = (
    Column(_both("序号", "No."), is_number=True), Column(_both("指标名称", "Indicator")), Column(_both("单位", "Unit")),
    Column(_both("指标属性", "Nature")), Column(_both("基期值(年份)", "Baseline (period)")),
    Column(_both("目标值(目标年)", "Target (due)")), Column(_both("最新值(时期)", "Latest (period)")),
    Column(_both("数据状态", "Data status")), Column(_both("完成率", "Attainment"), is_number=True),
    Column(_both("完成进度", "Progress"), is_number=True), Column(_both("时间进度", "Time progress"), is_number=True),
    Column(_both("进度差(百分点)", "Difference (points)"), is_number=True),
    Column(_both("预计值", "Projected"), is_number=True), Column(_both("预计实现年", "Reached in")),
    Column(_both("评估结论", "Verdict")), Column(_both("责任单位", "Lead")), Column(_both("数据来源", "Source")),
    Column(_both("备注", "Remarks")),
)  # fmt: skip


def annex(report: Report) -> Table:
    """The report in the layout of an evaluation's annex table, one row a target (and one a part, where asked)."""
    names = METHODS if report.query.method == "all" else ()
    part = (Column(_both("分项", "Part")),) if report.query.series else ()
    views = tuple(Column(_both(f"评估结论({name})", f"Verdict ({name})")) for name in names)
    columns = (Column(_both("规划", "Plan")), Column(_both("标识", "Id")), *part, *ANNEX, *views)
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
    return [_in_both(lambda lang, one=one: method_view(one, row.indicator, lang)) for one in row.methods.values()]


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
        unit.name,
        NATURE[row.target.nature] if row.target.nature else None,
        None if start is None else _in_both(lambda lang: f"{rounded(start.level, 4)} ({period(start.period, lang)})"),
        _in_both(
            lambda lang: f"{goal(result.version, row.indicator, unit, lang)} ({period(result.version.due, lang)})"
        ),
        None if latest is None else _in_both(lambda lang: latest_value(row, lang)),
        STATUS[latest.parts[-1].status] if latest and latest.parts and latest.parts[-1].status else None,
        None if result.attainment is None else percent(result.attainment),
        None if result.trajectory.progress is None else percent(result.trajectory.progress),
        None if result.trajectory.time_progress is None else percent(result.trajectory.time_progress),
        points,
        None if projected is None else _in_both(lambda lang: with_unit(rounded(projected, 2), unit, lang, kind)),
        result.trajectory.reached_in,
        _in_both(lambda lang: verdict_word(result, row.indicator, lang)),
        "、".join(row.target.lead),
        origin(row),
        row.reason,
    )


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


def _in_both(write: Any) -> Text:
    return Text(write("zh"), write("en"))


def latest_value(row: Row, lang: Lang) -> str:
    """The value compared with the target, with qualifier, unit and period."""
    latest = row.result.latest
    assert latest is not None
    if row.target.transform == "average_growth":
        shown = f"{rounded(latest.number, 2)}%"
    elif len(latest.parts) == 1:
        shown = value_of(latest.parts[0], row.unit, row.indicator.kind, lang)
    else:
        shown = with_unit(digits(latest.number), row.unit, lang, row.indicator.kind)
    return f"{shown} ({period(latest.period, lang)})"


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


def indicator_sheet(catalogue: Catalogue, one: Indicator) -> list[tuple[Text, Cell]]:
    """What `indicators show` prints: headings and contents."""
    unit = catalogue.units[one.unit]
    return [
        (_both("标识", "Id"), one.id),
        (_both("指标名称", "Indicator"), one.name),
        (_both("定义", "Definition"), one.definition),
        (_both("单位", "Unit"), unit.name),
        (_both("类型", "Kind"), KIND[one.kind]),
        (_both("期望方向", "Desired"), DESIRED[one.desired]),
        (_both("范围", "Scope"), one.scope),
        (_both("自然界限", "Limit"), one.limit),
        (_both("数据提供单位", "Provider"), one.provider),
        (
            _both("相关目标", "Targets"),
            ", ".join(t.id for t in catalogue.targets.values() if t.indicator == one.id),
        ),
    ]


def target_sheet(catalogue: Catalogue, one: Target) -> list[tuple[Text, Cell]]:
    """What `targets show` prints."""
    about = catalogue.indicators[one.indicator]
    unit = catalogue.units[about.unit]
    source = catalogue.sources[one.source.document]
    return [
        (_both("标识", "Id"), one.id),
        (_both("指标名称", "Indicator"), about.name),
        (_both("目标值", "Target"), _in_both(lambda lang: goal(one, about, unit, lang))),
        (_both("目标年", "Due"), _in_both(lambda lang: period(one.due, lang))),
        (_both("原文", "Quote"), one.source.quote),
        (_both("位置", "Section"), one.source.section),
        (_both("来源", "Source"), source.title),
        (_both("文号", "Document number"), source.document_number),
        (_both("规划", "Plan"), catalogue.plans[one.plan].title),
        (_both("责任单位", "Lead"), "、".join(one.lead)),
        (_both("分组", "Group"), one.group),
        (_both("指标属性", "Nature"), NATURE[one.nature] if one.nature else None),
        (_both("范围", "Scope"), about.scope),
        (_both("指标定义", "Definition"), about.definition),
        (_both("相关目标", "Related"), _in_both(lambda lang: _related(one, lang))),
        (_both("备注", "Note"), one.note),
    ]


def _related(one: Target, lang: Lang) -> str:
    return ", ".join(f"{other.target} ({RELATION[other.relation].to(lang)})" for other in one.related)


def plan_sheet(catalogue: Catalogue, one: Plan) -> list[tuple[Text, Cell]]:
    """What `plans show` prints."""
    source = catalogue.sources[one.source]
    return [
        (_both("标识", "Id"), one.id),
        (_both("规划", "Plan"), one.title),
        (_both("发布单位", "Issuer"), one.issuer),
        (_both("文号", "Document number"), source.document_number),
        (_both("发布日期", "Issued"), source.issued),
        (_both("年份", "Years"), f"{one.start}–{one.end}"),
        (_both("评估方法", "Method"), one.method.name),
        (_both("目标数", "Targets"), sum(target.plan == one.id for target in catalogue.targets.values())),
    ]


def source_sheet(catalogue: Catalogue, one: Source) -> list[tuple[Text, Cell]]:
    """What `sources show` prints."""
    return [
        (_both("标识", "Id"), one.id),
        (_both("标题", "Title"), one.title),
        (_both("发布者", "Publisher"), one.publisher),
        (_both("文号", "Document number"), one.document_number),
        (_both("日期", "Issued"), one.issued),
        (_both("查阅日期", "Accessed"), one.accessed),
        (_both("网址", "Address"), one.url),
        (_both("可信度", "Confidence"), CONFIDENCE[one.confidence] if one.confidence else None),
        (_both("备注", "Note"), one.note),
        (
            _both("数据", "Values"),
            sum(o.source == one.id for ones in catalogue.observations.values() for o in ones),
        ),
        (
            _both("相关目标", "Targets"),
            ", ".join(t.id for t in catalogue.targets.values() if t.source.document == one.id),
        ),
    ]
