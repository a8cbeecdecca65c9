"""Periods and dates as people write them, in Chinese and English."""

import re
from datetime import date
from functools import cache

from policytrack.period import EARLIEST, LATEST, Period, _part, last_day, latest_day, month_of, parse_period
from policytrack.text import halfwidth

MOST_CHARACTERS = 100  # of a period or a date as people write it


def read_date(text: str) -> str | None:
    """A day, or only a month or a year, as people write it (2024/11/28, 2024年11月), in ISO form; or None."""
    if len(text) > MOST_CHARACTERS:
        return None
    plain = re.sub(r"\s+", "", halfwidth(text))
    match = re.fullmatch(r"(\d{4})(?:年|(?:[-/.年](\d{1,2})(?:月|[-/.月](\d{1,2})日?)?))?", plain, re.ASCII)
    if not match:
        return None
    year, *rest = (part for part in match.groups() if part)
    day = "-".join([year, *(part.zfill(2) for part in rest)])
    return day if latest_day(day) else None


def read_last_day(text: str) -> Period | None:
    """The month whose last day a text names (2024年12月31日), or None: a count on that day is the month's."""
    day = read_date(text)
    if day is None or len(day) != 10:
        return None
    month = month_of(date.fromisoformat(day))
    return Period.of_month(month) if last_day(month).isoformat() == day else None


_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@cache
def _spoken() -> tuple[tuple[str, re.Pattern[str]], ...]:
    to = r"(?:-|–|—|~|～|至|到|/|\.\.)"
    number = "[1-9]|1[0-2]"
    year, month = r"(?P<y>\d{4})", rf"0?(?P<m>{number})"
    forms = (
        ("year", rf"{year}(?:年度?|年全年|全年)?"),
        ("year_end", rf"(?:截至)?{year}年?(?:底|末)"),
        ("year_end", rf"(?:end|endof){year}"),
        ("half", rf"{year}年?(?P<n>[上下])半年"),
        ("half", rf"{year}-?h(?P<n>[12])"),
        ("quarter", rf"{year}年?第?(?P<n>[一二三四1-4])季度"),
        ("quarter", rf"{year}-?q(?P<n>[1-4])"),
        ("until", rf"{year}年?前(?P<n>[一二三])季度"),
        ("first_months", rf"{year}年?前{month}个?月"),
        ("month", rf"(?:截至)?{year}(?:年|[-/.]){month}月?(?:底|末)?"),
        ("named_month", rf"(?P<name>[a-z]{{3,9}})\.?,?{year}"),
        (
            "months",
            rf"{year}(?:年|[-/.])0?(?P<a>{number})月?{to}(?:(?P<z>\d{{4}})(?:年|[-/.]))?0?(?P<b>{number})月?",
        ),
        ("years", rf"{year}年?{to}(?P<z>\d{{4}})年?"),
    )
    return tuple((name, re.compile(form, re.ASCII)) for name, form in forms)


def read_period(text: str) -> Period | None:
    """A period as people write it in Chinese or English (2024年1-11月, 2024Q3, Nov 2024), or None.

    Every form that `parse_period` takes is taken too. A year's end (2024年底) is read as its December.
    """
    if len(text) > MOST_CHARACTERS:
        return None
    plain = halfwidth(text).strip()
    strict = parse_period(plain.upper())
    if strict:
        return strict
    squeezed = re.sub(r"\s+", "", plain).lower()
    for form, pattern in _spoken():
        match = pattern.fullmatch(squeezed)
        if match:
            period = _spoken_period(form, {key: part for key, part in match.groupdict().items() if part})
            return period if period and _is_sound(period) else None
    return None


def _is_sound(period: Period) -> bool:
    return EARLIEST <= period.first // 12 <= period.year <= LATEST and period.last >= period.first


def _spoken_period(form: str, parts: dict[str, str]) -> Period | None:
    year = int(parts["y"])
    if form in {"half", "quarter", "until"}:
        number = _NUMERALS.get(parts["n"]) or int(parts["n"])
        if form == "until":
            return Period(year * 12, year * 12 + 3 * number - 1)
        return _part(year, number, 6 if form == "half" else 3)
    if form == "named_month":
        short = parts["name"][:3]
        known = short in _MONTHS and parts["name"] in _full_names(short)
        return Period.of_month(year * 12 + _MONTHS.index(short)) if known else None
    return _spoken_months(form, year, parts)


def _spoken_months(form: str, year: int, parts: dict[str, str]) -> Period:
    january = year * 12
    match form:
        case "year_end":
            return Period.of_month(january + 11)
        case "month":
            return Period.of_month(january + int(parts["m"]) - 1)
        case "first_months":
            return Period(january, january + int(parts["m"]) - 1)
        case "months":
            last_year = int(parts.get("z", year))
            return Period(january + int(parts["a"]) - 1, last_year * 12 + int(parts["b"]) - 1)
        case "years":
            return Period(january, int(parts["z"]) * 12 + 11)
    return Period.of_year(year)


def _full_names(short: str) -> tuple[str, ...]:
    full = {
        "jan": "january", "feb": "february", "mar": "march", "apr": "april", "jun": "june", "jul": "july",
        "aug": "august", "sep": "september", "oct": "october", "nov": "november", "dec": "december",
    }  # fmt: skip
    return (short, full.get(short, short), "sept" if short == "sep" else short)


def names_year_end(text: str) -> bool:
    """Whether the words name the instant at a year's end (2024年底, end of 2024), not a stretch of time."""
    plain = halfwidth(text).strip().lower()
    return bool(re.search(r"年?[底末]$|^(?:截至|end)", plain))
