"""The tables that list commands show."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from policytrack.decimals import digits
from policytrack.drawing.json_form import record_dicts
from policytrack.drawing.table import Cell, Column, Table, made_table
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


_ID = Column(Text("标识", "Id"), keep=True)


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
        records.append(record_dicts.target(one, catalogue))
    columns = (
        _ID,
        Text("指标名称", "Indicator"),
        Text("目标值", "Target"),
        Column(Text("责任单位", "Lead"), spare=True),
    )
    return made_table(columns, rows, records)


def indicators(catalogue: Catalogue, chosen: Iterable[Indicator]) -> Table:
    """Indicators: id, name, unit, kind, how many values are known."""
    rows, records = [], []
    for one in chosen:
        known = len(catalogue.observations.get(one.id, ()))
        rows.append((one.id, one.name, catalogue.units[one.unit].name, KIND[one.kind], one.scope, known))
        records.append({**record_dicts.indicator(one, catalogue), "observations": known})
    columns = (_ID, Text("指标名称", "Indicator"), Text("单位", "Unit"), Text("类型", "Kind"),
               Column(Text("范围", "Scope"), spare=True), Column(Text("数据", "Values"), is_number=True))  # fmt: skip
    return made_table(columns, rows, records)


def plans(catalogue: Catalogue, chosen: Iterable[Plan]) -> Table:
    """Plans: id, title, span, how many targets."""
    rows, records = [], []
    for one in chosen:
        count = sum(target.plan == one.id for target in catalogue.targets.values())
        rows.append((one.id, one.title, f"{one.start}–{one.end}", one.method.name, count))
        records.append({**record_dicts.plan(one), "targets": count})
    columns = (_ID, Text("规划", "Plan"), Column(Text("年份", "Years"), keep=True), Text("评估方法", "Method"),
               Column(Text("目标数", "Targets"), is_number=True))  # fmt: skip
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
        Text("标题", "Title"),
        Column(Text("发布者", "Publisher"), spare=True),
        Column(Text("日期", "Date"), keep=True),
        Text("可信度", "Confidence"),
        Column(Text("数据", "Values"), is_number=True),
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
        source = one.source or Text("未注明来源", "no source given")
        own = one.id if one.recorded_at else None  # a catalogue's value is named by its source
        rows.append((own, one.indicator, when, value, _state(one, stands), source, _arrived(one, catalogue)))
        records.append({**record_dicts.vintage(one), "standing": stands})
    short = all(len(row[-1]) <= 14 for row in rows if isinstance(row[-1], str))  # a day, and a name such as 王小明
    columns = (_ID, Column(Text("指标", "Indicator"), spare=len({row[1] for row in rows}) < 2),
               Column(Text("时期", "Period"), keep=True), Text("数值", "Value"), Text("状态", "State"),
               Text("来源", "Source"), Column(Text("发布或记录", "When"), keep=short))  # fmt: skip
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
    return one.published or (source and (source.issued or source.accessed)) or Text("随数据文件", "in the data files")


def _day(stamp: str) -> str:
    """The day of a stored instant, on this machine's calendar."""
    return datetime.fromisoformat(stamp).astimezone().date().isoformat()


def located(found: "Iterable[Located]") -> Table:
    """Where quotes stand in their texts."""
    state = {
        "found": Text("在文中", "found"),
        "missing": Text("不在文中", "missing"),
        "several": Text("次数不符", "wrong count"),
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
    columns = (Text("来源", "Source"), Text("记录", "Record"), Column(Text("引文", "Quote")),
               Column(Text("行", "Line"), keep=True), Text("核对", "State"))  # fmt: skip
    return made_table(columns, rows, records)


def scanned(made: "Scan") -> Table:
    """Every quantity of a text: where, how it reads, and what accounts for it."""
    reads = {
        "target": Text("目标", "target"),
        "observation": Text("实际值", "observation"),
        "other": Text("其他", "other"),
    }
    rows, records = [], []
    for one in made.found:
        quantity = one.quantity
        by = one.accounted_by or Text("未登记", "unaccounted")
        rows.append((one.line, quantity.text, quantity.sentence, reads[quantity.reads_as], by))
        records.append({
            "line": one.line, "column": one.column, "text": quantity.text, "sentence": quantity.sentence,
            "value": record_dicts.number(quantity.value), "upper": record_dicts.number(quantity.upper),
            "unit": quantity.unit, "comparator": quantity.comparator, "year": quantity.year,
            "measure": quantity.measure, "reads_as": quantity.reads_as, "accounted_by": one.accounted_by,
        })  # fmt: skip
    columns = (Column(Text("行", "Line"), is_number=True), Column(Text("数量", "Quantity"), keep=True),
               Column(Text("句子", "Sentence"), spare=True), Text("读作", "Reads as"),
               Text("归属", "Accounted by"))  # fmt: skip
    return made_table(columns, rows, records)


def findings(found: Iterable[Finding]) -> Table:
    """What `check` found."""
    kept = list(found)
    severity = {"error": Text("错误", "error"), "warning": Text("警告", "warning")}
    rows = [(severity[one.severity], str(one.place or ""), one.code, one.message, one.hint) for one in kept]
    columns = map(Text, ("级别", "位置", "代码", "问题", "建议"), ("Severity", "Passage", "Code", "Finding", "Hint"))
    return made_table(columns, rows, [record_dicts.finding(one) for one in kept])


LISTS: dict[RecordKind, Callable[[Catalogue, Iterable[Any]], Table]] = {
    "target": targets,
    "indicator": indicators,
    "plan": plans,
    "source": sources,
}
