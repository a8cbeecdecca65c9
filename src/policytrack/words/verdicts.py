"""Verdicts as words, and how many targets have which."""

from typing import TYPE_CHECKING

from policytrack.model import Indicator
from policytrack.text import Lang, Text
from policytrack.words.periods import period

if TYPE_CHECKING:
    from policytrack.assessing.assessment import Assessment
    from policytrack.assessing.verdict import Verdict
    from policytrack.reporting.report import Summary


VERDICT: "dict[Verdict, Text]" = {
    "met": Text("完成", "met"),
    "missed": Text("未达预期", "missed"),
    "reached": Text("提前实现", "reached early"),
    "on_track": Text("符合或快于预期", "on track"),
    "progressing": Text("略慢于预期", "slightly behind"),
    "lagging": Text("滞后", "lagging"),
    "reversing": Text("低于基期", "below the baseline"),
    "awaiting_data": Text("待数据公布", "awaiting data"),
    "insufficient_data": Text("数据不足,暂不能评估", "insufficient data"),
    "no_data": Text("暂无数据", "no data"),
    "not_due": Text("未到期", "not due"),
}


def verdict_word(result: "Assessment", indicator: Indicator, lang: Lang) -> str:
    """The verdict as a word, with what must be said beside it: on track (provisional) (as of 2024-11)."""
    return ("" if lang == "zh" else " ").join(verdict_words(result, indicator, lang))


def verdict_words(result: "Assessment", indicator: Indicator, lang: Lang) -> list[str]:
    """The verdict's word and, each in brackets, what must be said beside it."""
    words = [_verdict(result, indicator).to(lang)]
    if result.provisional:
        words.append("(初步)" if lang == "zh" else "(provisional)")
    if result.stale_months is not None and result.latest:
        seen = period(result.latest.period, lang)
        words.append(f"(截至{seen})" if lang == "zh" else f"(as of {seen})")
    return words


def _verdict(result: "Assessment", indicator: Indicator) -> Text:
    if result.verdict == "met" and result.by_tolerance:
        return Text("基本完成", "met within tolerance")
    if result.verdict == "missed" and result.version.nature == "binding":
        return Text("未完成", "missed (binding)")
    if result.verdict == "reversing":
        if indicator.kind == "rank":
            return Text("排名下降", "rank lost")
        if indicator.desired == "hold" and result.version.comparator not in {"increase", "decrease"}:
            return Text("偏离目标", "moving away")
        if indicator.desired == "decrease" or result.version.comparator == "decrease":
            return Text("高于基期", "above the baseline")
    return VERDICT[result.verdict]


# what a count of targets is headed by, whichever way each of them is to go
CLASS: "dict[Verdict, Text]" = {**VERDICT, "reversing": Text("背离目标", "moving away from the target")}


def summary_line(summary: "Summary") -> Text:
    """How many of how many targets could be assessed, and what became of all; the parts add up."""
    counts, by_tolerance = summary
    total = sum(counts.values())
    under_way = sum(counts[name] for name in ("on_track", "progressing", "lagging", "reversing"))
    assessed = counts["met"] + counts["missed"] + counts["reached"] + under_way
    return Text(
        f"共{total}项指标,可评估{assessed}项:完成{counts['met']}项(其中基本完成{by_tolerance}项)、"
        f"未达预期{counts['missed']}项、提前实现{counts['reached']}项、执行中{under_way}项;"
        f"待数据公布{counts['awaiting_data']}项,暂无数据{counts['no_data']}项,"
        f"数据不足{counts['insufficient_data']}项,未到期{counts['not_due']}项",
        f"{assessed} of {total} targets could be assessed: "
        f"{counts['met']} met ({by_tolerance} of them within tolerance), "
        f"{counts['missed']} missed, {counts['reached']} reached early, {under_way} under way; "
        f"{counts['awaiting_data']} awaiting data, {counts['no_data']} without data, "
        f"{counts['insufficient_data']} with insufficient data, {counts['not_due']} not due",
    )
