"""Chinese and English words, and how numbers, periods, units and targets are written in each."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from policytrack.model import Comparator, Indicator, Kind, MethodChoice, Observation, Qualifier, Standing, Target, Unit
from policytrack.period import Period
from policytrack.text import Lang, Text

if TYPE_CHECKING:  # words of a list need no verdict
    from policytrack.assessment import Assessment, Verdict

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
GLYPHS: "dict[Verdict, tuple[str, str]]" = {  # and what a console shows that cannot print it
    "met": ("✔", "+"),
    "missed": ("✘", "x"),
    "reached": ("★", "*"),
    "on_track": ("▲", "^"),
    "progressing": ("◆", "~"),
    "lagging": ("▼", "v"),
    "reversing": ("↯", "<"),
    "awaiting_data": ("◷", "."),
    "insufficient_data": ("?", "?"),
    "no_data": ("○", "o"),
    "not_due": ("–", "-"),
}
KIND: dict[Kind, Text] = {
    "stock": Text("时点数", "stock"),
    "cumulative": Text("累计数", "cumulative count"),
    "flow": Text("时期数", "flow"),
    "ratio": Text("比率", "ratio"),
    "growth": Text("增速", "growth"),
    "rank": Text("名次", "rank"),
}
DESIRED = {
    "increase": Text("越高越好", "more is better"),
    "decrease": Text("越低越好", "less is better"),
    "hold": Text("保持", "hold"),
}
CONFIDENCE = {
    "high": Text("可信度高", "high"),
    "medium": Text("可信度中", "medium"),
    "low": Text("可信度低", "low"),
}
STATUS = {
    "provisional": Text("初步", "provisional"),
    "final": Text("最终", "final"),
    "revised": Text("修订", "revised"),
    "estimated": Text("估计", "estimated"),
    "statement": Text("表述", "statement"),
}
QUALIFIER: dict[Qualifier, Text] = {
    "exact": Text("", ""),
    "about": Text("约", "about "),
    "over": Text("超过", "over "),
    "under": Text("近", "just under "),
}
CAUSE: dict[str, Text] = {
    "new observation": Text("新增数据", "new observation"),
    "revised observation": Text("数据修订", "revised observation"),
    "withdrawn observation": Text("数据撤回", "withdrawn observation"),
    "changed target": Text("目标调整", "changed target"),
    "changed method": Text("方法变化", "changed method"),
    "passing of the due date": Text("目标到期", "passing of the due date"),
}
RELATION = {
    "predecessor": Text("前一规划的目标", "an earlier plan's target"),
    "restates": Text("重申", "the same target restated"),
    "different_scope": Text("口径或范围不同,不可混用", "another scope: not the same number"),
}
STANDING: dict[Standing, Text] = {
    "stands": Text("采用", "stands"),
    "agrees": Text("一致", "agrees"),
    "superseded": Text("未采用", "superseded"),
    "retracted": Text("已撤回", "retracted"),
    "part": Text("分项", "part"),
    "unknown": Text("无此指标", "unknown indicator"),
}
NATURE = {"expected": Text("预期性", "expected"), "binding": Text("约束性", "binding")}
_SIGNS: dict[Comparator, str] = {
    "at_least": "≥",
    "more_than": ">",
    "at_most": "≤",
    "less_than": "<",
    "equal": "=",
}
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)  # 四舍五入, as spreadsheets do it too
MOST_DIGITS = 20  # beyond them a number is written in powers of ten
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_ENGLISH_SIZES = ((12, "trillion"), (9, "billion"), (6, "million"))
_QUARTERS, _HALVES = "一二三四", "上下"


def digits(value: Decimal) -> str:
    """A number with thousands separated and every decimal that it has: 12,000, 0.065."""
    return format(value, ",f")


def rounded(value: Decimal, places: int = 1) -> str:
    """A computed number to at most `places` decimals, or three significant digits where it is small."""
    if value and abs(value) < Decimal(1).scaleb(-places):
        return fixed(value, min(2 - value.adjusted(), 12)).rstrip("0").rstrip(".") or "0"
    shown = fixed(value, places)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def percent(fraction: Decimal, places: int = 1) -> str:
    """A fraction as per cent: 21.8%. Always with its decimals, so that columns line up."""
    return fixed(fraction * 100, places) + "%"


def percent_number(fraction: Decimal, places: int = 1) -> Decimal:
    """The number that `percent` prints, so that a difference of two can be checked by the reader."""
    shown = fraction * 100
    return shown if shown.adjusted() > MOST_DIGITS else shown.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def fixed(value: Decimal, places: int) -> str:
    """A computed number with exactly `places` decimals; one that nobody could read in digits in powers of ten."""
    if value.adjusted() > MOST_DIGITS:
        return format(value, ".3E")
    return format(value.quantize(Decimal(1).scaleb(-places), context=_WIDE), ",f")


def with_unit(number: str, unit: Unit, lang: Lang, kind: Kind | None = None) -> str:
    """A written number with its unit: 300家, 300 centres, 6%, 第3位, CNY 600 billion."""
    if kind == "rank":
        return f"第{number}位" if lang == "zh" else f"rank {number}"
    amount = _amount_of_money(number, unit) if lang == "en" else None
    if amount:
        return amount
    name = _singular(unit.name.en) if lang == "en" and number == "1" else unit.name.to(lang)
    tight = lang == "zh" or name.startswith("%")
    return f"{number}{name}" if tight else f"{number} {name}"


def _amount_of_money(number: str, unit: Unit) -> str | None:
    """An amount in a multiple of a currency as English says it, to the last digit; None of any other unit.

    6,000 of CNY 100M are CNY 600 billion, 40 of CNY 10k per person CNY 400,000 per person.
    """
    currency, _, per = (unit.base_unit or "").partition(" ")
    multiple = unit.name.en.removeprefix(f"{currency} ")
    if unit.factor is None or multiple == unit.name.en or not multiple.endswith(per) or "E" in number:
        return None
    factor = unit.factor

    def amount(found: re.Match[str]) -> Decimal:
        return _WIDE.multiply(Decimal(found[0].replace(",", "")), factor)

    largest = max((amount(found) for found in _NUMBER.finditer(number)), default=Decimal(0))
    power, word = next((one for one in _ENGLISH_SIZES if largest >= 10 ** one[0]), (0, ""))
    shown = _NUMBER.sub(lambda found: digits(_WIDE.normalize(amount(found).scaleb(-power, _WIDE))), number)
    return " ".join(filter(None, (currency, shown, word, per)))


def without_unit(written: str, number: str, unit: Unit, lang: Lang) -> str:
    """Words about a number as they stand beside a column of units: ≥300家 becomes ≥300."""
    return written.replace(with_unit(number, unit, lang), number, 1)


def _singular(name: str) -> str:
    return name.removesuffix("ies") + "y" if name.endswith("ies") else name.removesuffix("s")


def value_of(one: Observation, unit: Unit, kind: Kind, lang: Lang) -> str:
    """An observation's value with its qualifier and unit: 超过6,000亿元."""
    return QUALIFIER[one.qualifier].to(lang) + with_unit(digits(one.value), unit, lang, kind)


@cache
def period(when: Period, lang: Lang) -> str:
    """A period as people say it in Chinese (2024年11月); in English its written form (2024-11), years as 2024–2026."""
    year, month = divmod(when.first, 12)
    if lang == "en":
        return f"{year}–{when.year}" if when.months > 12 and month == 0 and when.end % 12 == 0 else str(when)
    if when.is_year:
        return f"{year}年"
    written = str(when)
    if when.months == 1:
        return f"{year}年{month + 1}月"
    if "-Q" in written or "-S" in written:
        return f"{year}年{_QUARTERS[month // 3]}季度" if "-Q" in written else f"{year}年{_HALVES[month // 6]}半年"
    return f"{year}年{_stretch(when, month)}"


def _stretch(when: Period, month: int) -> str:
    last_year, last_month = divmod(when.last, 12)
    if month == 0 and last_month == 11:
        return f"至{last_year}年"
    if last_year == when.first // 12:
        return f"{month + 1}-{last_month + 1}月"
    return f"{month + 1}月至{last_year}年{last_month + 1}月"


def goal(target: Target, indicator: Indicator, unit: Unit, lang: Lang) -> str:
    """What a target asks for: ≥300家, 保持6%左右, about 7.5% a year."""
    zh = lang == "zh"
    if target.comparator == "increase":
        return "增加(未设数值)" if zh else "increase (no number set)"
    if target.comparator == "decrease":
        return "降低(未设数值)" if zh else "decrease (no number set)"
    if target.value is None:
        return _relative(target, unit, lang)
    number = _goal_number(target, indicator, unit, lang)
    if target.transform == "average_growth":
        number = f"年均增长{number}" if zh else f"{number} a year on average"
    if target.transform == "sum":
        number = f"累计{number}" if zh else f"{number} in total"
    if target.maintain:
        number = f"保持{number}" if zh else f"hold {number}"
    return number


def _relative(target: Target, unit: Unit, lang: Lang) -> str:
    """What a relative target asks for, while its number is not worked out."""
    one, zh = target.relative, lang == "zh"
    if one is None:
        return "相对值" if zh else "relative"
    if one.factor is not None:
        return (
            f"达到{one.base}年的{digits(one.factor)}倍" if zh else f"{digits(one.factor)} times the value of {one.base}"
        )
    if one.points is not None:
        apart = digits(abs(one.points))
        points = f"{apart}个百分点" if unit.name.zh == "%" else with_unit(apart, unit, "zh")
        if zh:
            return f"比{one.base}年{'降低' if one.points < 0 else '提高'}{points}"
        named = f"{apart} percentage points" if unit.name.zh == "%" else with_unit(apart, unit, "en")
        return f"{named} {'below' if one.points < 0 else 'above'} the value of {one.base}"
    if one.change is not None:
        apart = digits(abs(one.change))
        if zh:
            return f"比{one.base}年{'下降' if one.change < 0 else '增长'}{apart}%"
        return f"{apart}% {'below' if one.change < 0 else 'above'} the value of {one.base}"
    yearly = digits(one.yearly or Decimal(0))
    return f"{one.base}年起每年变化{yearly}%" if zh else f"{yearly}% a year from {one.base}"


def _goal_number(target: Target, indicator: Indicator, unit: Unit, lang: Lang) -> str:
    assert target.value is not None
    value, zh = rounded(target.value, 2) if target.relative else digits(target.value), lang == "zh"
    if target.transform == "average_growth":
        named = f"{value}%"
    elif target.upper is not None:
        named = with_unit(f"{value}–{digits(target.upper)}", unit, lang, indicator.kind)
    else:
        named = with_unit(value, unit, lang, indicator.kind)
    if indicator.kind == "rank":
        if target.value == 1:
            return named
        return f"前{value}位" if zh else f"{named} or better"
    if target.comparator == "about":
        return f"{named}左右" if zh else f"about {named}"
    if target.comparator == "at_least" and target.value == indicator.limit and not target.transform:
        return named if unit.name.zh == "%" else f"全部{named}" if zh else f"all {named}"
    sign = _SIGNS.get(target.comparator, "")
    return f"{sign}{named}" if zh or not sign else f"{sign} {named}"


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


def method_view(result: "Assessment", indicator: Indicator, lang: Lang) -> str:
    """One method's verdict beside others: its word and, where the method has one, its ratio."""
    word = _verdict(result, indicator).to(lang)
    return word if result.ratio is None else f"{word} {fixed(result.ratio, 2)}"


def disagreement(lang: Lang) -> str:
    """That the methods come to different verdicts."""
    return "各方法的结论不一致" if lang == "zh" else "the methods disagree"


def method_note(choice: MethodChoice, lang: Lang) -> str:
    """What a method compares, and its cut-offs: printed under every table that rests on it."""
    zh = lang == "zh"
    if choice.name == "attainment":
        return (
            "方法:attainment,到期时评定是否完成,未到期不判断进度"
            if zh
            else "Method: attainment, met or not at the due date; no pace is judged before"
        )
    compared = {
        "time-progress": Text("完成进度÷时间进度", "share of the way / share of the time"),
        "open-sdg": Text("实际年均变化÷所需年均变化", "growth observed / growth needed"),
        "linear": Text("实际年均增量÷所需年均增量", "change a year so far / change a year needed"),
    }[choice.name].to(lang)
    good, fair = (format(cut.normalize(), "f") for cut in _cut_offs(choice))
    if zh:
        return f"方法:{choice.name},{compared};≥{good} 符合或快于预期,≥{fair} 略慢于预期,以下为滞后"
    return f"Method: {choice.name}, {compared}; on track from {good}, slightly behind from {fair}"


def _cut_offs(choice: MethodChoice) -> tuple[Decimal, Decimal]:
    from policytrack.methods import method_of

    own: Any = method_of(choice.name)
    return choice.on_track or own.ON_TRACK, choice.progressing or own.PROGRESSING


def summary_line(counts: "dict[Verdict, int]", by_tolerance: int) -> Text:
    """How many of how many targets could be assessed, and what became of all; the parts add up."""
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
