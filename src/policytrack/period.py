"""Time periods: reading, writing, and arithmetic in whole months.

A period is kept as its first and last month. Written forms follow SDMX's TIME_PERIOD (`2024`, `2024-S1`,
`2024-Q2`, `2024-06`) and ISO 8601 for spans (`2024-01/2024-11`).
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from policytrack.text import halfwidth

EARLIEST, LATEST = 1800, 9998  # years; before them a number is a slip, after them the calendar ends
MOST_CHARACTERS = 100  # of a period or a date as people write it
_LENGTHS = {12: "", 6: "-S", 3: "-Q"}


class Period(NamedTuple):
    """The months `first` to `last`, each counted as year x 12 + month - 1."""

    first: int
    last: int

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """The calendar year."""
        return cls(year * 12, year * 12 + 11)

    @classmethod
    def of_month(cls, month: int) -> "Period":
        """The single month with this count."""
        return cls(month, month)

    @property
    def months(self) -> int:
        """How many months it covers."""
        return self.last - self.first + 1

    @property
    def end(self) -> int:
        """The instant it ends, in months."""
        return self.last + 1

    @property
    def year(self) -> int:
        """The calendar year in which it ends."""
        return self.last // 12

    @property
    def is_year(self) -> bool:
        """Whether it is one whole calendar year."""
        return self.first % 12 == 0 and self.months == 12

    def ended_by(self, day: date) -> bool:
        """Whether its last day is on or before `day`."""
        return self.last <= last_ended(day)

    def begun_by(self, day: date) -> bool:
        """Whether its first day is on or before `day`."""
        return self.first <= month_of(day)

    def __str__(self) -> str:
        return _written(self)


@lru_cache(maxsize=10_000)  # a report writes the same few over and over
def _written(period: Period) -> str:
    year, month = divmod(period.first, 12)
    if period.months == 1:
        return f"{year:04}-{month + 1:02}"
    mark = _LENGTHS.get(period.months)
    if mark is not None and month % period.months == 0:
        return f"{year:04}{mark}{month // period.months + 1 if mark else ''}"
    last_year, last_month = divmod(period.last, 12)
    return f"{year:04}-{month + 1:02}/{last_year:04}-{last_month + 1:02}"


def month_of(day: date) -> int:
    """The month in which a day falls, as `Period` counts months."""
    return day.year * 12 + day.month - 1


@cache
def last_ended(day: date) -> int:
    """The last month that is over when a day is."""
    month = month_of(day)
    return month if last_day(month) <= day else month - 1


def last_day(month: int) -> date:
    """The last day of a month."""
    return date.fromordinal(date((month + 1) // 12, (month + 1) % 12 + 1, 1).toordinal() - 1)


def latest_day(stamp: str) -> date | None:
    """The last day that a date, possibly only a month or a year, can mean; None if it is not one.

    A value dated "2024-03" is known for certain only once March 2024 is over.
    """
    try:
        if len(stamp) == 4:
            return date(int(stamp), 12, 31)
        if len(stamp) == 7:
            return last_day(int(stamp[:4]) * 12 + int(stamp[5:]) - 1) if 1 <= int(stamp[5:]) <= 12 else None
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None


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


_STRICT = r"(\d{4})(?:-(?:S([12])|Q([1-4])|(0[1-9]|1[0-2])))?"


def parse_period(text: str) -> Period | None:
    """A period in its written form (`2024`, `2024-S1`, `2024-Q2`, `2024-06`, `2024-01/2024-11`), or None."""
    start, slash, stop = text.partition("/")
    first = _parse_one(start)
    if not slash or first is None:
        return first
    last = _parse_one(stop)
    return Period(first.first, last.last) if last and last.last > first.first else None


def _parse_one(text: str) -> Period | None:
    match = re.fullmatch(_STRICT, text, re.ASCII)
    if not match or not EARLIEST <= int(match[1]) <= LATEST:
        return None
    year, half, quarter, month = (int(part) if part else 0 for part in match.groups())
    if half:
        return _part(year, half, 6)
    if quarter:
        return _part(year, quarter, 3)
    return Period.of_month(year * 12 + month - 1) if month else Period.of_year(year)


def _part(year: int, number: int, months: int) -> Period:
    first = year * 12 + (number - 1) * months
    return Period(first, first + months - 1)


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
