"""The words of the page: what its template sets, the facts of a card, what stands beside a value."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from policytrack.decimals import rounded
from policytrack.period import month_of
from policytrack.reporting.vintages import Vintage
from policytrack.text import Lang, Text, in_both
from policytrack.words import headings
from policytrack.words.amounts import value_of, with_unit
from policytrack.words.notes import NOTHING_FITS, SOURCE
from policytrack.words.targets import target_by_due
from policytrack.words.terms import NATURE, NO_SOURCE, STANDING, STATUS, STOP
from policytrack.words.values import baseline_value, how_sure, latest_value, paced

if TYPE_CHECKING:
    from policytrack.reporting.report import Row


class Language(NamedTuple):
    """A language that the page can be read in: what it is to the code, to browsers, to its readers."""

    id: Lang
    tag: str
    name: str


LANGUAGES = (Language("zh", "zh-CN", "中文"), Language("en", "en-GB", "English"))

# by the names that the templates use; numbers that a phrase holds stand in braces
TEMPLATE_WORDS = {
    "accessed": Text("查阅于", "Accessed"),
    "all": Text("全部", "All"),
    "assessed": Text("{total} 项目标,可评估 {assessed} 项", "{assessed} of {total} targets could be assessed"),
    "assessed_of_plan": Text("可评估 {assessed} / {total} 项", "{assessed} of {total} could be assessed"),
    "chart_as_table": Text("图中数据", "The chart as a table"),
    "clear": Text("清除筛选", "Clear filters"),
    "contents": Text("目录", "Contents"),
    "definition": Text("定义与备注", "Definition and remarks"),
    "each_method": headings.EACH_METHOD,
    "every_value": Text("全部数值与来源", "Every value and its source"),
    "how_to_read": Text("怎样读图", "How to read the charts"),
    "language": Text.same("语言 / Language"),
    "lead": headings.LEAD,
    "lead_body": Text("责任单位", "Lead body"),
    "legend_band": Text(
        "允差或目标区间;须保持的目标:整段时间须在此范围内",
        "tolerance or range; of a target that must hold: where it is to stay",
    ),
    "legend_breaks": Text("口径有变,前后不可比,线断开", "the series breaks: values do not compare, and the line stops"),
    "legend_goal": Text(
        "目标值;到期日上的竖条为满足目标的范围", "the target; the bar at its due date covers the values that satisfy it"
    ),
    "legend_left_out": Text(
        "表述不是实测值,图中不画。数值集中的图不从零起,刻度标明起点。",
        "Statements are no measurements and are never drawn. "
        "Where values lie close together the axis does not start at zero; its ticks say where it does.",
    ),
    "legend_milestones": Text(
        "方块为年度目标;点线为按现有速度的预计",
        "squares are yearly milestones; the dotted line is what the pace so far leads to",
    ),
    "legend_observed": Text(
        "实际值,空心为初步或估计数;年份刻度在年末",
        "observed values, hollow where provisional or estimated; a year's tick stands at its end",
    ),
    "legend_qualified": Text(
        "“约”:竖线为可能的范围;“超过”“近”:箭头指向实际所在一侧",
        "about: the bar is where the value lies; over, under: the arrow points to where it lies",
    ),
    "legend_required": Text(
        "圆圈为基期;虚线为按评估方法从基期到目标的应达轨迹",
        "the ring is the baseline, the dashed line the trajectory that the method requires from there to the target",
    ),
    "no_source": NO_SOURCE,
    "nothing_fits": NOTHING_FITS,
    "overdue": Text("已到期而未见公布数据", "Due without published data"),
    "parts": Text("分项", "Parts"),
    "period": headings.PERIOD,
    "plan": headings.PLAN,
    "skip": Text("跳到各项目标", "Skip to the targets"),
    "source": Text("来源", "source"),
    "source_heading": headings.SOURCE,
    "source_is": Text(SOURCE.zh, f" {SOURCE.en}"),
    "sources": Text("来源", "Sources"),
    "stop": STOP,
    "value": headings.VALUE,
    "verdict": Text("结论", "Verdict"),
    "what": Text("内容", "What"),
}


def facts(row: "Row", day: date) -> Iterable[tuple[Text, Text]]:
    """What a card tells of a target: headings and contents; what is not known is left out."""
    result, way, latest = row.result, row.result.trajectory, row.result.latest
    yield headings.TARGET, in_both(partial(target_by_due, result.version, row.indicator, row.unit))
    base_zh, base_en = baseline_value(row, "zh"), baseline_value(row, "en")
    if base_zh and base_en:
        yield Text("基期值", "Baseline"), Text(base_zh, base_en)
    if latest is not None:
        yield headings.LATEST, in_both(partial(latest_value, row))
        age = month_of(day) - latest.period.last
        yield Text("数据时点", "Data age"), Text(f"距评估日{age}个月", f"{age} month{'' if age == 1 else 's'}")
    for head, share in ((headings.PROGRESS, way.progress), (Text("时间进度", "Time passed"), way.time_progress)):
        if share is not None:
            yield head, in_both(partial(paced, share, row))
    if way.expected_value is not None and result.version.transform != "average_growth":
        level = rounded(way.expected_value, 2)
        expected = in_both(lambda lang: with_unit(level, row.unit, lang, row.indicator.kind))
        yield Text("届时应达", "Expected by then"), expected
    if way.reached_in is not None and result.verdict != "missed":
        seen = any(str(point.period) == way.reached_in for point in result.points)
        head = Text("首次达标", "First satisfied") if seen else Text("预计实现年", "Projected to be reached")
        yield head, Text.same(way.reached_in)
    if row.target.nature:
        yield headings.NATURE, NATURE[row.target.nature]
    yield headings.METHOD, Text.same(result.method)


def value(one: Vintage) -> Text:
    """A value; a growth is one on the year."""
    shown = in_both(lambda lang: value_of(one.observation, one.unit, one.indicator.kind, lang))
    return Text(f"同比{shown.zh}", f"{shown.en} on the year") if one.indicator.kind == "growth" else shown


def standing(one: Vintage) -> Text:
    """How a value stands, and what must be known of it."""
    seen, state = one.observation, STANDING[one.standing]
    if seen.retraction:
        state = Text(f"{state.zh}:{seen.retraction.reason}", f"{state.en}: {seen.retraction.reason}")
    if seen.status:
        said = STATUS[seen.status]
        state = Text(f"{state.zh}·{said.zh}", f"{state.en}, {said.en}")
    if seen.is_break:
        state = Text(f"{state.zh}·口径有变", f"{state.en}, series breaks")
    return state


def published(one: Vintage) -> Text:
    """When a value came out, else when it was recorded; and how good its source is."""
    seen = one.observation
    sure = how_sure(one.source.confidence if one.source else None) or Text("", "")
    day = seen.published or (one.source.issued if one.source else None)
    said = Text.same(f", {day}" if day else "")
    if day is None and seen.recorded_at:
        said = Text(f", {seen.recorded_at[:10]}记录", f", recorded {seen.recorded_at[:10]}")
    return Text(f"{said.zh} {sure.zh}".rstrip(), f"{said.en} {sure.en}".rstrip())
