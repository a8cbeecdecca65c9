"""A table as a value: what every list command returns and every renderer draws."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from policytrack import shapes
from policytrack.errors import Finding
from policytrack.model import Catalogue, Indicator, Observation, Plan, Source, Standing, Target, Unit
from policytrack.text import Lang, Text
from policytrack.wording import (
    CONFIDENCE,
    DESIRED,
    KIND,
    NATURE,
    QUALIFIER,
    RELATION,
    STANDING,
    STATUS,
    digits,
    goal,
    period,
    value_of,
)  # fmt: skip


class Figure(NamedTuple):
    """A number with its words. People read `text`: ≥300家 (2027年).

    A spreadsheet holds the number with the words of `bare` around it (≥300; the unit has a column of its own) and
    `when` beside it. Of a share (59.1%) `number` is the fraction. None: the words are not those of a single number.
    """

    number: Decimal | None
    text: Text
    bare: Text
    when: Text | None = None
    is_share: bool = False


if TYPE_CHECKING:  # most lists scan no text
    from policytrack.accounting import Scan
    from policytrack.quotes import Located, Place

Cell = Text | Figure | str | Decimal | int | None


class Column(NamedTuple):
    """A heading. Numbers stand on the right; `keep` is not broken over lines; a narrow screen leaves `spare` out.

    The figures of a `dated` column have a period beside them; what stands under `is_link` is a web address.
    """

    heading: Text
    is_number: bool = False
    keep: bool = False
    spare: bool = False
    dated: bool = False
    is_link: bool = False


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
    if isinstance(content, Figure):
        return content.text.to(lang)
    return digits(content) if isinstance(content, Decimal) else str(content)


def made_table(
    columns: Iterable[Column | Text], rows: Iterable[tuple[Cell, ...]], records: list[dict[str, Any]]
) -> Table:
    """A table from headings and rows."""
    made = tuple(column if isinstance(column, Column) else Column(column) for column in columns)
    return Table(made, tuple(rows), records)


def both(zh: str, en: str) -> Text:
    """A heading in both languages."""
    return Text(zh, en)


def in_both(write: Callable[[Lang], str]) -> Text:
    """What a function writes in each language."""
    return Text(write("zh"), write("en"))


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
        records.append(shapes.target(one, catalogue))
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
        records.append({**shapes.indicator(one, catalogue), "observations": known})
    columns = (_ID, both("指标名称", "Indicator"), both("单位", "Unit"), both("类型", "Kind"),
               Column(both("范围", "Scope"), spare=True), Column(both("数据", "Values"), is_number=True))  # fmt: skip
    return made_table(columns, rows, records)


def plans(catalogue: Catalogue, chosen: Iterable[Plan]) -> Table:
    """Plans: id, title, span, how many targets."""
    rows, records = [], []
    for one in chosen:
        count = sum(target.plan == one.id for target in catalogue.targets.values())
        rows.append((one.id, one.title, f"{one.start}–{one.end}", one.method.name, count))
        records.append({**shapes.plan(one), "targets": count})
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
        records.append(shapes.source(one, count))
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
        records.append({**shapes.vintage(one), "standing": stands})
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
            "value": shapes.number(quantity.value), "upper": shapes.number(quantity.upper), "unit": quantity.unit,
            "comparator": quantity.comparator, "year": quantity.year, "measure": quantity.measure,
            "reads_as": quantity.reads_as, "accounted_by": one.accounted_by,
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
    columns = map(both, ("级别", "位置", "代码", "问题", "建议"), ("Severity", "Place", "Code", "Finding", "Hint"))
    return made_table(columns, rows, [shapes.finding(one) for one in kept])


def indicator_sheet(catalogue: Catalogue, one: Indicator) -> list[tuple[Text, Cell]]:
    """What `indicators show` prints: headings and contents."""
    unit = catalogue.units[one.unit]
    return [
        (both("标识", "Id"), one.id),
        (both("指标名称", "Indicator"), one.name),
        (both("定义", "Definition"), one.definition),
        (both("单位", "Unit"), unit.name),
        (both("类型", "Kind"), KIND[one.kind]),
        (both("期望方向", "Desired"), DESIRED[one.desired]),
        (both("范围", "Scope"), one.scope),
        (both("自然界限", "Limit"), one.limit),
        (both("数据提供单位", "Provider"), one.provider),
        (
            both("相关目标", "Targets"),
            ", ".join(t.id for t in catalogue.targets.values() if t.indicator == one.id),
        ),
    ]


def target_sheet(catalogue: Catalogue, one: Target) -> list[tuple[Text, Cell]]:
    """What `targets show` prints."""
    about = catalogue.indicators[one.indicator]
    unit = catalogue.units[about.unit]
    source = catalogue.sources[one.source.document]
    return [
        (both("标识", "Id"), one.id),
        (both("指标名称", "Indicator"), about.name),
        (both("目标值", "Target"), in_both(lambda lang: goal(one, about, unit, lang))),
        (both("目标年", "Due"), in_both(lambda lang: period(one.due, lang))),
        (both("调整", "Revised"), in_both(lambda lang: _revised(one, about, unit, lang)) if one.revisions else None),
        (both("原文", "Quote"), marked_quote(catalogue, one)),
        (both("位置", "Section"), one.source.section),
        (both("来源", "Source"), source.title),
        (both("文号", "Document number"), source.document_number),
        (both("规划", "Plan"), catalogue.plans[one.plan].title),
        (both("责任单位", "Lead"), "、".join(one.lead)),
        (both("分组", "Group"), one.group),
        (both("指标属性", "Nature"), NATURE[one.nature] if one.nature else None),
        (both("范围", "Scope"), about.scope),
        (both("指标定义", "Definition"), about.definition),
        (both("相关目标", "Related"), in_both(lambda lang: _related(one, lang))),
        (both("备注", "Note"), one.note),
    ]


def _revised(one: Target, about: Indicator, unit: Unit, lang: Lang) -> str:
    """Every later version of a target: from when, what, why and in which words."""
    lines = []
    for revision in one.revisions:
        version = one.in_force(date.fromisoformat(revision.effective))
        said = f"{revision.effective}: {goal(version, about, unit, lang)} ({period(version.due, lang)})"
        words = [revision.reason, f"“{revision.source.quote}”" if revision.source.quote else None]
        lines.append((";" if lang == "zh" else "; ").join([said, *filter(None, words)]))
    return "\n".join(lines)


def context(place: "Place | None") -> list[tuple[Text, Cell]]:
    """The sentence around a quote, and its line in the attached text."""
    if place is None:
        return []
    return [(both("上下文", "Sentence"), place.sentence), (both("行", "Line"), place.line)]


def marked_quote(catalogue: Catalogue, one: Target) -> str | None:
    """A target's words, with the number that they prove in brackets."""
    from policytrack.evidence import readings_of_target  # only `targets show` reads words

    quote = one.source.quote
    if not quote or one.value is None:
        return quote
    indicator = catalogue.indicators[one.indicator]
    equal = [
        reading
        for reading in readings_of_target(one, indicator, catalogue.units)
        if (reading.value, reading.upper) == (one.value, one.upper)
    ]
    if len(equal) != 1:
        return quote
    start, end = equal[0].start, equal[0].end
    return f"{quote[:start]}【{quote[start:end]}】{quote[end:]}"


def _related(one: Target, lang: Lang) -> str:
    return ", ".join(f"{other.target} ({RELATION[other.relation].to(lang)})" for other in one.related)


def plan_sheet(catalogue: Catalogue, one: Plan) -> list[tuple[Text, Cell]]:
    """What `plans show` prints."""
    source = catalogue.sources[one.source]
    return [
        (both("标识", "Id"), one.id),
        (both("规划", "Plan"), one.title),
        (both("发布单位", "Issuer"), one.issuer),
        (both("文号", "Document number"), source.document_number),
        (both("发布日期", "Issued"), source.issued),
        (both("年份", "Years"), f"{one.start}–{one.end}"),
        (both("评估方法", "Method"), one.method.name),
        (both("目标数", "Targets"), sum(target.plan == one.id for target in catalogue.targets.values())),
    ]


def source_sheet(catalogue: Catalogue, one: Source) -> list[tuple[Text, Cell]]:
    """What `sources show` prints."""
    return [
        (both("标识", "Id"), one.id),
        (both("标题", "Title"), one.title),
        (both("发布者", "Publisher"), one.publisher),
        (both("文号", "Document number"), one.document_number),
        (both("日期", "Issued"), one.issued),
        (both("查阅日期", "Accessed"), one.accessed),
        (both("网址", "Address"), one.url),
        (both("可信度", "Confidence"), CONFIDENCE[one.confidence] if one.confidence else None),
        (both("备注", "Note"), one.note),
        (
            both("数据", "Values"),
            sum(o.source == one.id for ones in catalogue.observations.values() for o in ones),
        ),
        (
            both("相关目标", "Targets"),
            ", ".join(t.id for t in catalogue.targets.values() if t.source.document == one.id),
        ),
    ]
