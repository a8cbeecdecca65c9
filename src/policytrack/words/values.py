"""The value that is compared with a target, and of when it is."""

from policytrack.decimals import digits, rounded
from policytrack.period import Period
from policytrack.reporting.report import Row
from policytrack.text import Lang
from policytrack.words.amounts import value_of, with_unit
from policytrack.words.periods import period
from policytrack.words.terms import QUALIFIER


def latest_value(row: Row, lang: Lang) -> str:
    """The value compared with the target, with qualifier, unit and period."""
    return f"{value_shown(row, lang)} ({period_shown(row, lang)})"


def value_shown(row: Row, lang: Lang) -> str:
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


def period_shown(row: Row, lang: Lang) -> str:
    """The period of that value; of an average its years."""
    latest, start = row.result.latest, row.result.baseline
    assert latest is not None
    if row.target.transform != "average_growth":
        return period(latest.period, lang)
    first = latest.period.year if start is None else start.period.year
    return f"{first}–{latest.period.year}" + ("年" if lang == "zh" else "")


def paced_at(row: Row) -> Period | None:
    """The period of which progress and time progress speak, where that is not the latest value's."""
    latest = row.result.latest
    if latest is None or not latest.is_statement:
        return None
    seen = [point.period for point in row.result.points if point.period.last <= row.result.version.due.last]
    return seen[-1] if seen else None
