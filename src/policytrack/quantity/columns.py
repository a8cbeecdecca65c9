"""Tables in a text: rows of numbers under a heading that names years (指标 单位 2020年 2025年 属性)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from policytrack.quantity.numerals import ARABIC


class Cell(NamedTuple):
    """A number of a table: where it stands, its year, its row's unit and words, and whether its year is the last."""

    start: int
    end: int
    year: int
    unit: str
    row: str
    is_last: bool


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    word = re.compile(r"[^\s|]+")
    year = re.compile(r"(20\d\d)年?(?:目标值?|基期值?|实际值?|现状值?|完成值?|\(.{0,6}\))?")
    number = re.compile(
        rf"[≥≤><约]?(?P<number>{ARABIC})[%‰]?(?:左右|以上|以下|以内|\(.{{0,8}}\)|\[.{{0,8}}\])?", re.ASCII
    )
    return word, year, number


def cells(text: str, units: re.Pattern[str]) -> Iterator[Cell]:
    """Every number that stands in a column of a year; `text` in plain characters."""
    word, year, number = _patterns()
    years: list[int] = []
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        if not years and line.count("20") < 2:
            continue  # most lines: no table is open, and none opens here
        words = [(found.start() + start, found[0]) for found in word.finditer(line)] if len(line) < 400 else []
        heads = [int(found[1]) for _, one in words if (found := year.fullmatch(one))]
        if len(heads) >= 2 and "。" not in line:
            years = heads
            continue
        numbers = [(start, found) for start, one in words if (found := number.fullmatch(one))]
        if not years or len(numbers) < len(years) or "。" in line:
            years = years if words and len(words) <= 2 and not numbers else ([] if words else years)
            continue
        unit = _unit(line, [one for _, one in words], units)
        for (start, found), of in zip(numbers[-len(years) :], years, strict=True):
            yield Cell(start + found.start("number"), start + found.end(), of, unit, line.strip(), of == max(years))


def _unit(line: str, words: list[str], units: re.Pattern[str]) -> str:
    """A row's unit: a word of its own, or in brackets behind the name, or a sign at the numbers."""
    own = [one for one in words if units.fullmatch(one)]
    bracketed = [found for found in re.findall(r"\(([^()\d]{1,12})\)", line) if units.fullmatch(found)]
    sign = "%" if "%" in line else ""
    return next(iter([*own, *bracketed]), sign)
