"""A plan's results in sentences, as they stand in an evaluation report."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from policytrack.assessing.verdict import Verdict
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Lang, Text, in_both
from policytrack.words.notes import ages, how_old
from policytrack.words.targets import target_by_due
from policytrack.words.values import period_shown, value_shown

MOST_NAMES = 8  # beyond them a sentence says how many more; the table names all
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff08\uff09“”"
_FULL = {mark: chr(ord(mark) + 0xFEE0) for mark in ",;:"}


class _Class(NamedTuple):
    """How targets with a verdict are told: in Chinese before their number, in English after it (one, several)."""

    verdict: Verdict
    zh: str
    one: str
    several: str
    with_values: bool = False  # of what falls short the value and what was asked are told too


_JUDGED = (
    _Class("met", "已完成", "was met", "were met"),
    _Class("missed", "未达预期", "was missed", "were missed", True),
    _Class("reached", "提前实现", "was reached early", "were reached early"),
    _Class("on_track", "进度符合或快于预期", "is on track", "are on track"),
    _Class("progressing", "进度略慢于预期", "is slightly behind", "are slightly behind", True),
    _Class("lagging", "进度滞后", "is lagging", "are lagging", True),
    _Class("reversing", "较基期倒退", "stands worse than at the start", "stand worse than at the start", True),
)
_UNJUDGED = (
    _Class(
        "awaiting_data",
        "已到期、到期年的数据未见公布",
        "is due, and no value of the due year was found published",
        "are due, and no value of the due year was found published",
    ),
    _Class(
        "no_data",
        "基期以来未见任何公布数据",
        "has no published value since the base year",
        "have no published value since the base year",
    ),
    _Class(
        "insufficient_data",
        "数据不足、暂不能评估",
        "has too little data to be judged",
        "have too little data to be judged",
    ),
    _Class("not_due", "未到期、不判断进度", "is not yet due", "are not yet due"),
)


def overall(report: Report) -> Text:
    """What became of all targets of a report, in two sentences."""
    counts, day, plans = report.summary.counts, report.query.as_of, len(report.sections)
    total, known = sum(counts.values()), _assessed(counts)
    some = "没有一项可以评估" if not known else f"可评估{known}项:{_counted_zh(counts, _JUDGED)}"
    rest = _counted_zh(counts, _UNJUDGED)
    few = "None" if not known else _count(known).capitalize()
    judged, others = (_counted_en(counts, some_) for some_ in (_JUDGED, _UNJUDGED))
    return Text(
        f"截至{_day(day, 'zh')},{plans}份规划共{total}项目标,{some}。" + (f"其余各项:{rest}。" if rest else ""),
        f"As of {_day(day, 'en')}, the report covers {_count(total)} {'target' if total == 1 else 'targets'} of "
        f"{_count(plans)} {'plan' if plans == 1 else 'plans'}. {few} could be assessed"
        + (f": {judged}" if judged else "") + "." + (f" Of the others, {others}." if others else ""),
    )  # fmt: skip


def paragraph(section: Section, as_of: date) -> Text:
    """What became of a plan's targets: what could be assessed, how each stands, what is unknown, how old it all is."""
    told = [_told(section, one) for one in (*_JUDGED, *_UNJUDGED)]
    sentences = [_opening(section, as_of), *told, *_age(section, as_of), *_early(section)]
    kept = [one for one in sentences if one]
    return Text("".join(one.zh for one in kept), " ".join(one.en for one in kept))


def _opening(section: Section, as_of: date) -> Text:
    counts, plan = section.summary.counts, section.plan
    total, known = sum(counts.values()), _assessed(counts)
    zh = plan.title.zh if plan.title.zh.startswith("《") else f"《{plan.title.zh}》"
    zh += "" if str(plan.end) in zh else f"({plan.start}–{plan.end}年)"
    en = plan.title.en + ("" if str(plan.end) in plan.title.en else f" ({plan.start}–{plan.end})")
    some = "尚无一项可以评估。" if not known else "均可评估。" if known == total else f"其中{known}项可以评估。"
    few = "none of them" if not known else "all of them" if known == total else f"{_count(known)} of them"
    listed = (
        "one target of this plan is listed below"
        if total == 1
        else f"{_count(total)} targets of this plan are listed below"
    )
    return Text(
        f"{zh}列入下表的目标共{total}项,截至{_day(as_of, 'zh')}{some}",
        f"{en}: {listed}; as of {_day(as_of, 'en')}, {few} could be assessed.",
    )


def _told(section: Section, one: _Class) -> Text | None:
    """A sentence about the targets with one verdict."""
    rows = [row for row in section.rows if row.result.verdict == one.verdict]
    if not rows:
        return None
    names = in_both(partial(_names, rows, with_values=one.with_values))
    near = sum(row.result.by_tolerance for row in rows) if one.verdict == "met" else 0
    within = Text(f"(其中{near}项在允差之内)", f" ({_count(near)} of them within tolerance)") if near else Text("", "")
    caution = (
        Text(";没有数据不等于没有进展", "; no data does not mean no progress")
        if one.verdict == "no_data"
        else Text("", "")
    )
    count, verb = _count(len(rows)).capitalize(), one.one if len(rows) == 1 else one.several
    return Text(
        f"{one.zh}{len(rows)}项{within.zh}:{names.zh}{caution.zh}。",
        f"{count} {verb}{within.en}: {names.en}{caution.en}.",
    )


def _age(section: Section, as_of: date) -> list[Text]:
    """How old the latest values are."""
    found = ages(section, as_of)
    if not found:
        return []
    known = "one target" if len(found) == 1 else f"{_count(len(found))} targets"
    return [in_both(partial(how_old, found, known))]


def _early(section: Section) -> list[Text]:
    """Which verdicts rest on what may still change."""
    rows = [row for row in section.rows if row.result.provisional]
    if not rows:
        return []
    names = in_both(partial(_names, rows, with_values=False))
    verb = "verdict rests" if len(rows) == 1 else "verdicts rest"
    return [
        Text(
            f"有{len(rows)}项的结论依据初步数、估计数或文字表述,待最终数据确认:{names.zh}。",
            f"{_count(len(rows)).capitalize()} {verb} on a provisional or estimated value or on a statement, "
            f"and may change: {names.en}.",
        )
    ]


def _assessed(counts: dict[Verdict, int]) -> int:
    return sum(counts[one.verdict] for one in _JUDGED)


def _counted_zh(counts: dict[Verdict, int], classes: Sequence[_Class]) -> str:
    return ",".join(f"{one.zh}{counts[one.verdict]}项" for one in classes if counts[one.verdict])


def _counted_en(counts: dict[Verdict, int], classes: Sequence[_Class]) -> str:
    told = [
        f"{_count(counts[one.verdict])} {one.one if counts[one.verdict] == 1 else one.several}"
        for one in classes
        if counts[one.verdict]
    ]
    return "; ".join(told)


def _names(rows: Sequence[Row], lang: Lang, *, with_values: bool) -> str:
    """The indicators' names, with value and target where it does not go well."""
    shown = [_named(row, lang, with_values=with_values) for row in rows[:MOST_NAMES]]
    more = len(rows) - len(shown)
    if lang == "zh":
        return "、".join(shown) + ("等" if more else "")
    return "; ".join([*shown, f"and {_count(more)} more"] if more else shown)


def _named(row: Row, lang: Lang, *, with_values: bool) -> str:
    name, result = row.indicator.name.to(lang), row.result
    if not with_values or result.latest is None:
        return name
    value, when = value_shown(row, lang), period_shown(row, lang)
    asked = target_by_due(result.version, row.indicator, row.unit, lang)
    if lang == "zh":
        return f"{name}({when}为{value},目标为{asked})"
    return f"{name} ({value} in {when}; target: {asked})"


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def _day(day: date, lang: Lang) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def in_print(text: str) -> str:
    """Chinese prose with the full-width stops of a printed document; numbers and Latin words keep theirs."""
    for _ in range(2):  # brackets within brackets
        text = re.sub(rf"\(([^()]*[{_CHINESE}][^()]*)\)", "\uff08\\1\uff09", text)
    return re.sub(rf"(?<=[{_CHINESE}])[,;:]|[,;:](?=[{_CHINESE}])", lambda found: _FULL[found[0]], text)
