"""Time periods: reading, writing, and arithmetic in whole months.

A period is kept as its first and last month. Written forms follow SDMX's TIME_PERIOD (`2024`, `2024-S1`,
`2024-Q2`, `2024-06`) and ISO 8601 for spans (`2024-01/2024-11`).
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

EARLIEST, LATEST = 1800, 9998  # years; before them a number is a slip, after them the calendar ends
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
