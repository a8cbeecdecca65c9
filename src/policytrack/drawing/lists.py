"""The tables that list commands show."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from policytrack.decimals import digits
from policytrack.drawing import json_records
from policytrack.drawing.table import Cell, Column, Table, both, made_table
from policytrack.errors import Finding
from policytrack.lookup import RecordKind
from policytrack.model import Catalogue, Indicator, Observation, Plan, Source, Standing, Target
from policytrack.text import Text
from policytrack.words.amounts import value_of
from policytrack.words.periods import period
from policytrack.words.targets import goal
from policytrack.words.terms import CONFIDENCE, KIND, QUALIFIER, STANDING, STATUS

if TYPE_CHECKING:
    from policytrack.reading.document.accounting import Scan
    from policytrack.reading.document.quotes import Located


_ID = Column(both("标识", "Id"), keep=True)


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
        records.append(json_records.target(one, catalogue))
    columns = (
        _ID,
        both("指标名称", "Indicator"),
        both("目标值", "Target"),
        Column(both("责任单位", "Lead"), spare=True),
    )
    return made_table(columns, rows, records)


def indicators(catalogue: Catalogue, chosen: Iterable[Indicator]) -> Table:
    """Indicators: id, name, unit, kind, how many values are known."""
    rows, records = [], []
    for one in chosen:
        known = len(catalogue.observations.get(one.id, ()))
        rows.append((one.id, one.name, catalogue.units[one.unit].name, KIND[one.kind], one.scope, known))
        records.append({**json_records.indicator(one, catalogue), "observations": known})
    columns = (_ID, both("指标名称", "Indicator"), both("单位", "Unit"), both("类型", "Kind"),
               Column(both("范围", "Scope"), spare=True), Column(both("数据", "Values"), is_number=True))  # fmt: skip
    return made_table(columns, rows, records)


def plans(catalogue: Catalogue, chosen: Iterable[Plan]) -> Table:
    """Plans: id, title, span, how many targets."""
    rows, records = [], []
    for one in chosen:
        count = sum(target.plan == one.id for target in catalogue.targets.values())
        rows.append((one.id, one.title, f"{one.start}–{one.end}", one.method.name, count))
        records.append({**json_records.plan(one), "targets": count})
    columns = (_ID, both("规划", "Plan"), Column(both("年份", "Years"), keep=True), both("评估方法", "Method"),
               Column(both("目标数", "Targets"), is_number=True))  # fmt: skip
    return made_table(columns, rows, records)


def sources(catalogue: Catalogue, chosen: Iterable[Source]) -> Table:
    """Sources: id, title, publisher, date, confidence, how many observations."""
    rows, records = [], []
    for one in chosen:
        count = sum(stated.source == one.id for ones in catalogue.observations.values() for stated in ones)
        confidence = CONFIDENCE[one.confidence] if one.confidence else None
        rows.append((one.id, one.title, one.publisher, one.issued, confidence, count))
        records.append(json_records.source(one, count))
    columns = (
        _ID,
        both("标题", "Title"),
        Column(both("发布者", "Publisher"), spare=True),
        Column(both("日期", "Date"), keep=True),
        both("可信度", "Confidence"),
        Column(both("数据", "Values"), is_number=True),
    )
    return made_table(columns, rows, records)


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
        source = one.source or both("未注明来源", "no source given")
        own = one.id if one.recorded_at else None  # a catalogue's value is named by its source
        rows.append((own, one.indicator, when, value, _state(one, stands), source, _arrived(one, catalogue)))
        records.append({**json_records.vintage(one), "standing": stands})
    short = all(len(row[-1]) <= 14 for row in rows if isinstance(row[-1], str))  # a day, and a name such as 王小明
    columns = (_ID, Column(both("指标", "Indicator"), spare=len({row[1] for row in rows}) < 2),
               Column(both("时期", "Period"), keep=True), both("数值", "Value"), both("状态", "State"),
               both("来源", "Source"), Column(both("发布或记录", "When"), keep=short))  # fmt: skip
    return made_table(columns, rows, records)


def _state(one: Observation, stands: Standing) -> Text:
    word = STANDING[stands]
    if one.series is not None:
        word = Text(
            f"{word.zh}·{one.series}", f"{word.en}: {one.series}" if stands == "part" else f"{word.en}, {one.series}"
        )
    if one.retraction:
        why, at, by = one.retraction
        return Text(f"{word.zh}:{why}({by},{_day(at)})", f"{word.en}: {why} ({by}, {_day(at)})")
    if one.status:
        return Text(f"{word.zh}({STATUS[one.status].zh})", f"{word.en} ({STATUS[one.status].en})")
    return word


def _arrived(one: Observation, catalogue: Catalogue) -> Cell:
    """When a value came and, where a person recorded it, by whom."""
    if one.recorded_at is not None:
        return f"{_day(one.recorded_at)} {one.recorded_by}"
    source = catalogue.sources.get(one.source or "")
    return one.published or (source and (source.issued or source.accessed)) or both("随数据文件", "in the data files")


def _day(stamp: str) -> str:
    """The day of a stored instant, on this machine's calendar."""
    return datetime.fromisoformat(stamp).astimezone().date().isoformat()


def located(found: "Iterable[Located]") -> Table:
    """Where quotes stand in their texts."""
    state = {
        "found": both("在文中", "found"),
        "missing": both("不在文中", "missing"),
        "several": both("次数不符", "wrong count"),
    }
    rows, records = [], []
    for one in found:
        quoted, places = one.quoted, one.places
        lines = ", ".join(str(place.line) for place in places)
        rows.append((quoted.source, quoted.record, quoted.quote, lines, state[one.state]))
        records.append({
            **quoted._asdict(), "status": one.state,
            "places": [{"line": place.line, "column": place.column} for place in places],
        })  # fmt: skip
    columns = (both("来源", "Source"), both("记录", "Record"), Column(both("引文", "Quote")),
               Column(both("行", "Line"), keep=True), both("核对", "State"))  # fmt: skip
    return made_table(columns, rows, records)


def scanned(made: "Scan") -> Table:
    """Every quantity of a text: where, how it reads, and what accounts for it."""
    reads = {
        "target": both("目标", "target"),
        "observation": both("实际值", "observation"),
        "other": both("其他", "other"),
    }
    rows, records = [], []
    for one in made.found:
        quantity = one.quantity
        by = one.accounted_by or both("未登记", "unaccounted")
        rows.append((one.line, quantity.text, quantity.sentence, reads[quantity.reads_as], by))
        records.append({
            "line": one.line, "column": one.column, "text": quantity.text, "sentence": quantity.sentence,
            "value": json_records.number(quantity.value), "upper": json_records.number(quantity.upper),
            "unit": quantity.unit, "comparator": quantity.comparator, "year": quantity.year,
            "measure": quantity.measure, "reads_as": quantity.reads_as, "accounted_by": one.accounted_by,
        })  # fmt: skip
    columns = (Column(both("行", "Line"), is_number=True), Column(both("数量", "Quantity"), keep=True),
               Column(both("句子", "Sentence"), spare=True), both("读作", "Reads as"),
               both("归属", "Accounted by"))  # fmt: skip
    return made_table(columns, rows, records)


def findings(found: Iterable[Finding]) -> Table:
    """What `check` found."""
    kept = list(found)
    severity = {"error": both("错误", "error"), "warning": both("警告", "warning")}
    rows = [(severity[one.severity], str(one.place or ""), one.code, one.message, one.hint) for one in kept]
    columns = map(both, ("级别", "位置", "代码", "问题", "建议"), ("Severity", "Passage", "Code", "Finding", "Hint"))
    return made_table(columns, rows, [json_records.finding(one) for one in kept])


LISTS: dict[RecordKind, Callable[[Catalogue, Iterable[Any]], Table]] = {
    "target": targets,
    "indicator": indicators,
    "plan": plans,
    "source": sources,
}
