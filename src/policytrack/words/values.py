"""Values in words: that which is compared with a target, and each stated one, with its period and how it stands."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from policytrack.decimals import digits, percent, rounded
from policytrack.model import Indicator, Observation, Standing, Unit
from policytrack.period import Period
from policytrack.text import Lang, Text, in_both
from policytrack.words.amounts import value_of, with_unit
from policytrack.words.periods import period
from policytrack.words.terms import CONFIDENCE, QUALIFIER, STANDING, STATUS

if TYPE_CHECKING:
    from policytrack.reporting.report import Row


def latest_value(row: "Row", lang: Lang) -> str:
    """The value compared with the target, with qualifier, unit and period."""
    return dated(value_shown(row, lang), period_shown(row, lang))


def dated(value: str, when: str) -> str:
    """A value and of when it is: 176家 (2025年1月)."""
    return f"{value} ({when})"


def value_shown(row: "Row", lang: Lang) -> str:
    """The value compared with the target, with qualifier and unit."""
    latest = row.result.latest
    assert latest is not None
    if row.target.transform == "average_growth":
        number = f"{QUALIFIER['about'].to(lang) if latest.is_vague else ''}{rounded(latest.number, 2)}%"
        return f"年均{number}" if lang == "zh" else f"{number} a year"
    if len(latest.parts) == 1:
        return value_of(latest.parts[0], row.unit, row.indicator.kind, lang)
    number = with_unit(digits(latest.number), row.unit, lang, row.indicator.kind)
    return QUALIFIER[latest.qualifier].to(lang) + number


def period_shown(row: "Row", lang: Lang) -> str:
    """The period of that value; of an average its years."""
    latest, start = row.result.latest, row.result.baseline
    assert latest is not None
    if row.target.transform != "average_growth":
        return period(latest.period, lang)
    first = latest.period.year if start is None else start.period.year
    return f"{first}–{latest.period.year}" + ("年" if lang == "zh" else "")


def paced_at(row: "Row") -> Period | None:
    """The period of which progress and time progress speak, where that is not the latest value's."""
    latest = row.result.latest
    if latest is None or not latest.is_statement:
        return None
    seen = [point.period for point in row.result.points if point.period.last <= row.result.version.due.last]
    return seen[-1] if seen else None


def paced(share: Decimal, row: "Row", lang: Lang) -> str:
    """A share of the way or of the time, and of when it is where that is not the latest value's period."""
    measured = paced_at(row)
    return percent(share) if measured is None else dated(percent(share), period(measured, lang))


def time_passed(share: Decimal, lang: Lang) -> str:
    """The share of the time beside that of the way: 时间22.9%, time 22.9%."""
    return f"时间{percent(share)}" if lang == "zh" else f"time {percent(share)}"


def baseline_value(row: "Row", lang: Lang) -> str | None:
    """The value from which a target starts, with its period; None where that is none that anybody stated."""
    start = row.result.baseline
    if start is None or not start.parts or row.result.version.transform is not None:
        return None
    if len(start.parts) == 1:
        value = value_of(start.parts[0], row.unit, row.indicator.kind, lang)
    else:
        value = with_unit(rounded(start.level, 4), row.unit, lang)
    return dated(value, period(start.period, lang))


def stated_value(one: Observation, indicator: Indicator | None, unit: Unit | None) -> Text:
    """A stated value; where its indicator or unit is not known, as it was stored."""
    if indicator is None or unit is None:
        return Text.same(f"{QUALIFIER[one.qualifier].en}{digits(one.value)} {one.unit}")
    return in_both(lambda lang: value_of(one, unit, indicator.kind, lang))


def how_sure(confidence: str | None) -> Text | None:
    """How good a source is, in brackets."""
    word = CONFIDENCE.get(confidence or "")
    return None if word is None else Text(f"({word.zh})", f"(confidence: {word.en})")


def state(one: Observation, standing: Standing) -> Text:
    """How a stated value stands, with its part, and why and by whom it was retracted or how final it is."""
    word = STANDING[standing]
    if one.series is not None:
        between = ": " if standing == "part" else ", "
        word = Text(f"{word.zh}·{one.series}", f"{word.en}{between}{one.series}")
    if one.retraction:
        why, at, by = one.retraction
        return Text(f"{word.zh}:{why}({by},{local_day(at)})", f"{word.en}: {why} ({by}, {local_day(at)})")
    if one.status:
        return Text(f"{word.zh}({STATUS[one.status].zh})", f"{word.en} ({STATUS[one.status].en})")
    return word


def local_day(stamp: str) -> str:
    """The day of a stored instant, on this machine's calendar."""
    return datetime.fromisoformat(stamp).astimezone().date().isoformat()
