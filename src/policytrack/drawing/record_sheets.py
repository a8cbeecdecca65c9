"""One record as headings and contents: what `show` prints."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from policytrack.drawing.table import Cell
from policytrack.lookup import RecordKind
from policytrack.model import Catalogue, Indicator, Plan, Source, Target, Unit
from policytrack.text import Lang, Text, in_both
from policytrack.words.periods import period
from policytrack.words.targets import goal
from policytrack.words.terms import CONFIDENCE, DESIRED, KIND, NATURE, RELATION

if TYPE_CHECKING:  # most sheets search no text
    from policytrack.reading.document.quotes import Passage


def indicator_sheet(catalogue: Catalogue, one: Indicator) -> list[tuple[Text, Cell]]:
    """What `indicators show` prints: headings and contents."""
    unit = catalogue.units[one.unit]
    return [
        (Text("标识", "Id"), one.id),
        (Text("指标名称", "Indicator"), one.name),
        (Text("定义", "Definition"), one.definition),
        (Text("单位", "Unit"), unit.name),
        (Text("类型", "Kind"), KIND[one.kind]),
        (Text("期望方向", "Desired"), DESIRED[one.desired]),
        (Text("范围", "Scope"), one.scope),
        (Text("自然界限", "Limit"), one.limit),
        (Text("数据提供单位", "Provider"), one.provider),
        (
            Text("相关目标", "Targets"),
            ", ".join(t.id for t in catalogue.targets.values() if t.indicator == one.id),
        ),
    ]


def target_sheet(catalogue: Catalogue, one: Target) -> list[tuple[Text, Cell]]:
    """What `targets show` prints."""
    about = catalogue.indicators[one.indicator]
    unit = catalogue.units[about.unit]
    source = catalogue.sources[one.source.document]
    return [
        (Text("标识", "Id"), one.id),
        (Text("指标名称", "Indicator"), about.name),
        (Text("目标值", "Target"), in_both(lambda lang: goal(one, about, unit, lang))),
        (Text("目标年", "Due"), in_both(lambda lang: period(one.due, lang))),
        (Text("调整", "Revised"), in_both(lambda lang: _revised(one, about, unit, lang)) if one.revisions else None),
        (Text("原文", "Quote"), marked_quote(catalogue, one)),
        (Text("位置", "Section"), one.source.section),
        (Text("来源", "Source"), source.title),
        (Text("文号", "Document number"), source.document_number),
        (Text("规划", "Plan"), catalogue.plans[one.plan].title),
        (Text("责任单位", "Lead"), "、".join(one.lead)),
        (Text("分组", "Group"), one.group),
        (Text("指标属性", "Nature"), NATURE[one.nature] if one.nature else None),
        (Text("范围", "Scope"), about.scope),
        (Text("指标定义", "Definition"), about.definition),
        (Text("相关目标", "Related"), in_both(lambda lang: _related(one, lang))),
        (Text("备注", "Note"), one.note),
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


def context(place: "Passage | None") -> list[tuple[Text, Cell]]:
    """The sentence around a quote, and its line in the attached text."""
    if place is None:
        return []
    return [(Text("上下文", "Sentence"), place.sentence), (Text("行", "Line"), place.line)]


def marked_quote(catalogue: Catalogue, one: Target) -> str | None:
    """A target's words, with the number that they prove in brackets."""
    from policytrack.checking.proof import readings_of_target  # only `targets show` reads words

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
        (Text("标识", "Id"), one.id),
        (Text("规划", "Plan"), one.title),
        (Text("发布单位", "Issuer"), one.issuer),
        (Text("文号", "Document number"), source.document_number),
        (Text("发布日期", "Issued"), source.issued),
        (Text("年份", "Years"), f"{one.start}–{one.end}"),
        (Text("评估方法", "Method"), one.method.name),
        (Text("目标数", "Targets"), sum(target.plan == one.id for target in catalogue.targets.values())),
    ]


def source_sheet(catalogue: Catalogue, one: Source) -> list[tuple[Text, Cell]]:
    """What `sources show` prints."""
    return [
        (Text("标识", "Id"), one.id),
        (Text("标题", "Title"), one.title),
        (Text("发布者", "Publisher"), one.publisher),
        (Text("文号", "Document number"), one.document_number),
        (Text("日期", "Issued"), one.issued),
        (Text("查阅日期", "Accessed"), one.accessed),
        (Text("网址", "Address"), one.url),
        (Text("可信度", "Confidence"), CONFIDENCE[one.confidence] if one.confidence else None),
        (Text("备注", "Note"), one.note),
        (
            Text("数据", "Values"),
            sum(o.source == one.id for ones in catalogue.observations.values() for o in ones),
        ),
        (
            Text("相关目标", "Targets"),
            ", ".join(t.id for t in catalogue.targets.values() if t.source.document == one.id),
        ),
    ]


SHEETS: dict[RecordKind, Callable[[Catalogue, Any], list[tuple[Text, Cell]]]] = {
    "target": target_sheet,
    "indicator": indicator_sheet,
    "plan": plan_sheet,
    "source": source_sheet,
}
