"""Periods as people say them."""

from functools import cache

from policytrack.period import Period
from policytrack.text import Lang

_QUARTERS, _HALVES = "一二三四", "上下"


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
