"""Whether quoted words prove the record that stands beside them: number, unit, comparator, year. Pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from policytrack.decimals import rounded
from policytrack.errors import Severity
from policytrack.model import DIRECTIONAL, Comparator, Indicator, Observation, Plan, Target, Unit
from policytrack.reading.readings import (
    Reading,
    changes_in,
    direction_of,
    readings_in,
    says_average,
    says_hold,
    says_total,
    years_of,
)
from policytrack.text import Text


class Problem(NamedTuple):
    """What the words do not prove. `code` names the kind of disagreement."""

    code: str
    severity: Severity
    message: Text


def of_target(target: Target, plan: Plan, indicator: Indicator, units: Mapping[str, Unit]) -> Iterator[Problem]:
    """What a target's quote does not prove, or says otherwise."""
    quote = target.source.quote
    if not quote:
        return
    yield from _years_of_target(target, plan, quote)
    if target.relative:
        yield from _relative(target, quote)
        return
    if says_hold(quote) != target.maintain:
        told = (
            ("有“保持”", "asks to hold a level")
            if not target.maintain
            else ("没有“保持”", "does not ask to hold a level")
        )
        yield _error(
            "quote-maintain", f"原文{told[0]},记录的 maintain 不符", f"the quote {told[1]}, the record says otherwise"
        )
    if says_average(quote) != (target.transform == "average_growth"):
        yield _error(
            "quote-transform",
            "原文的“年均”与记录的 transform 不符",
            "quote and record disagree on yearly average growth",
        )
    if says_total(quote) and target.transform != "sum" and indicator.kind != "cumulative":
        yield _error(
            "quote-cumulative", "原文为“累计”,记录不是累计", "the quote speaks of a total, the record does not"
        )
    if target.comparator in DIRECTIONAL:
        yield from _direction(target, quote)
        return
    if target.value is None:
        return
    readings = readings_of_target(target, indicator, units)
    equal = [one for one in readings if (one.value, one.upper) == (target.value, target.upper)]
    yield from _number(readings, equal, _range(target.value, target.upper))
    if len(equal) == 1:
        yield from _comparator(equal[0], target, indicator)


def readings_of_target(target: Target, indicator: Indicator, units: Mapping[str, Unit]) -> list[Reading]:
    """What a target's quote says in the unit of its number (of average growth: % a year)."""
    if target.transform == "average_growth":
        percent = Unit("%", Text("%", "%"))
        return readings_in(
            target.source.quote or "", indicator._replace(unit="%", kind="growth", limit=None), {"%": percent}
        )
    return readings_in(target.source.quote or "", indicator, units)


def of_observation(one: Observation, indicator: Indicator, units: Mapping[str, Unit]) -> Iterator[Problem]:
    """What an observation's quote does not prove, or says otherwise."""
    if not one.quote:
        return
    readings = readings_in(one.quote, indicator, units)
    equal = [reading for reading in readings if reading.value == one.value and reading.upper is None]
    yield from _number(readings, equal, _range(one.value, None))
    if len(equal) == 1 and equal[0].qualifier != one.qualifier and one.qualifier != "about":
        said, written = equal[0].qualifier, one.qualifier
        yield _error(
            "quote-qualifier", f"原文读作 {said},记录为 {written}", f"the quote reads {said}, the record says {written}"
        )
    years = years_of(one.quote)
    if years and not {one.period.year, one.period.first // 12} & set(years):
        named = ", ".join(map(str, years))
        yield _error(
            "quote-year", f"原文写 {named} 年,记录为 {one.period}", f"the quote names {named}, the record {one.period}"
        )


def _error(code: str, zh: str, en: str) -> Problem:
    return Problem(code, "error", Text(zh, en))


def _number(readings: list[Reading], equal: list[Reading], shown: str) -> Iterator[Problem]:
    if not readings:
        zh, en = "原文中读不出该单位的数值", "no number in the indicator's unit can be read from the quote"
        yield Problem("quote-unreadable", "warning", Text(zh, en))
    elif not equal:
        said = ", ".join(_range(one.value, one.upper) for one in readings)
        yield _error(
            "quote-value", f"原文读作 {said},记录为 {shown}", f"the quote reads {said}, the record says {shown}"
        )
    elif len(equal) > 1:
        zh, en = f"原文中有{len(equal)}处读作 {shown}", f"{len(equal)} places of the quote read {shown}"
        yield _error("quote-ambiguous", zh, en)


def _range(value: Decimal, upper: Decimal | None) -> str:
    return rounded(value, 6) + ("" if upper is None else f"–{rounded(upper, 6)}")


def _comparator(reading: Reading, target: Target, indicator: Indicator) -> Iterator[Problem]:
    said: Comparator = reading.comparator
    if said == "at_least" and indicator.desired == "decrease":
        said = "at_most"  # 达到 and a bare number ask for what is desired
    if target.comparator not in {said, "equal"}:
        zh, en = (
            f"原文读作 {said},记录为 {target.comparator}",
            f"the quote reads {said}, the record says {target.comparator}",
        )
        yield _error("quote-comparator", zh, en)


def _direction(target: Target, quote: str) -> Iterator[Problem]:
    said = direction_of(quote)
    if said is None:
        yield Problem(
            "quote-unreadable", "warning", Text("原文中读不出方向", "no direction can be read from the quote")
        )
    elif said != target.comparator:
        zh, en = (
            f"原文读作 {said},记录为 {target.comparator}",
            f"the quote reads {said}, the record says {target.comparator}",
        )
        yield _error("quote-comparator", zh, en)


def _years_of_target(target: Target, plan: Plan, quote: str) -> Iterator[Problem]:
    named = years_of(f"{target.source.section or ''} {quote}")
    years = [year for year in named if target.relative is None or year != target.relative.base]
    if years and target.due.year not in years:
        said = ", ".join(map(str, years))
        yield _error(
            "quote-year", f"原文写 {said} 年,记录为 {target.due}", f"the words name {said}, the record {target.due}"
        )
    elif not years and target.due.year != plan.end:
        zh, en = (
            f"原文未写年份,{target.due} 也不是规划期末",
            f"the words name no year, and {target.due} is not the plan's end",
        )
        yield Problem("due-unproven", "warning", Text(zh, en))


def _relative(target: Target, quote: str) -> Iterator[Problem]:
    relative = target.relative
    assert relative is not None, "asked of relative targets only"
    wanted = next(abs(one) for one in relative[1:] if one is not None)
    numbers = changes_in(quote)
    if not numbers:
        yield Problem(
            "quote-unreadable", "warning", Text("原文中读不出相对数值", "no relative number can be read from the quote")
        )
    elif wanted not in numbers:
        said = ", ".join(rounded(one, 6) for one in numbers)
        shown = rounded(wanted, 6)
        yield _error(
            "quote-value", f"原文读作 {said},记录为 {shown}", f"the quote reads {said}, the record says {shown}"
        )
    falls = direction_of(quote) == "decrease"
    if relative.change is not None and (relative.change < 0) != falls:
        yield _error("quote-comparator", "原文与记录的升降方向不符", "quote and record point in opposite directions")
