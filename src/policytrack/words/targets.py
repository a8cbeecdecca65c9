"""What a target asks for, and by when."""

from datetime import date
from decimal import Decimal

from policytrack.decimals import digits, rounded
from policytrack.model import Comparator, Indicator, Target, Unit
from policytrack.period import Period
from policytrack.text import Lang
from policytrack.words.amounts import with_unit
from policytrack.words.periods import period
from policytrack.words.terms import SEMICOLON

_SIGNS: dict[Comparator, str] = {
    "at_least": "≥",
    "more_than": ">",
    "at_most": "≤",
    "less_than": "<",
    "equal": "=",
}


def target_by_due(version: Target, indicator: Indicator, unit: Unit, lang: Lang) -> str:
    """What is asked, by when: 2027年≥300家, ≥ 300 centres by 2027, hold about 6% through 2025."""
    asked, when = goal(version, indicator, unit, lang), due(version, lang)
    return f"{when}{asked}" if lang == "zh" else f"{asked} {when}"


def due(version: Target, lang: Lang) -> str:
    """By when a target is to be met, or through when it is to hold: 2027年, by 2027, through 2025."""
    when = period(version.due, lang)
    if lang == "zh":
        return when
    return f"through {when}" if version.maintain else f"by {when}"


def due_since(months: int, lang: Lang, when: Period | None = None) -> str:
    """That a target is due, when it was, and how long ago: 到期已47个月; due 2022, 47 months ago."""
    if lang == "zh":
        return f"到期已{months}个月" if when is None else f"{period(when, lang)}到期,已{months}个月"
    return f"due {months} months ago" if when is None else f"due {period(when, lang)}, {months} months ago"


def revised(target: Target, indicator: Indicator, unit: Unit, lang: Lang) -> str:
    """Every later version of a target, a line each: from when, what, why and in which words."""
    lines = []
    for revision in target.revisions:
        version = target.in_force(date.fromisoformat(revision.effective))
        said = f"{revision.effective}: {goal(version, indicator, unit, lang)} ({period(version.due, lang)})"
        words = [revision.reason, f"“{revision.source.quote}”" if revision.source.quote else None]
        lines.append(SEMICOLON.to(lang).join([said, *filter(None, words)]))
    return "\n".join(lines)


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
