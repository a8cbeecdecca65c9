"""What a target asks for."""

from decimal import Decimal

from policytrack.decimals import digits, rounded
from policytrack.model import Comparator, Indicator, Target, Unit
from policytrack.text import Lang
from policytrack.words.amounts import with_unit

_SIGNS: dict[Comparator, str] = {
    "at_least": "≥",
    "more_than": ">",
    "at_most": "≤",
    "less_than": "<",
    "equal": "=",
}


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
