"""Every quantity of a text, whoever measures it: where it stands, what it says, and how the sentence means it."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from policytrack.model import Comparator
from policytrack.quantity.amount import scaled
from policytrack.quantity.columns import Cell, cells
from policytrack.quantity.counted import COMMON_UNITS
from policytrack.quantity.document import Document
from policytrack.quantity.moods import ReadsAs, reads_as
from policytrack.quantity.numerals import ARABIC, number_pattern, value_of
from policytrack.quantity.passing import Passed, passed, passed_bare, passed_with_unit
from policytrack.quantity.readings import comparator_of, plain

Measure = Literal["level", "average_growth", "cumulative", "change"]

_WORDS = {"首位": 1, "榜首": 1, "全覆盖": 100, "吉瓦时级": 1, "翻一番": 2, "翻番": 2, "翻两番": 4}
_MONEY = {"万": 10_000, "亿": 100_000_000}


class Quantity(NamedTuple):
    """One quantity. `value` is its number with magnitudes multiplied out, in `unit`; `year` the last one named before.

    `passed`: recognised by rule as no quantity (a year, a date, a number of a document or a list, a name, 一 as an
    article), and only counted: nothing else is said of it.
    """

    start: int
    end: int
    text: str
    value: Decimal
    upper: Decimal | None
    unit: str
    comparator: Comparator
    year: int | None
    measure: Measure | None
    reads_as: ReadsAs
    sentence: str
    passed: Passed | None = None


def quantities(text: str, units: Iterable[str]) -> list[Quantity]:
    """Every number of a text with its unit, and what was passed by, in the order of the text."""
    document, counted = Document(text), _pattern(frozenset(units))
    found, taken = [], 0
    for match in number_pattern().finditer(document.simple):
        if match.start() < taken:
            continue
        one = _quantity(document, match, counted)
        if one is not None:
            taken = one.end
            found.append(one)
    found += _wordless(document)
    table = {one.start: one for one in cells(document.simple, counted)}
    placed = {one.start: one for one in found}
    inside = [_in_table(document, cell, placed.get(start)) for start, cell in table.items()]
    return sorted([*(one for one in found if one.start not in table), *inside])


@lru_cache(maxsize=4)
def _pattern(units: frozenset[str]) -> re.Pattern[str]:
    """Any unit, the longest spelling first."""
    every = {plain(name) for name in (*units, *COMMON_UNITS) if name}
    every |= {name.lstrip("万亿") for name in every if len(name.lstrip("万亿")) > 0}  # the number takes the magnitude
    return re.compile("|".join(map(re.escape, sorted(every, key=lambda name: (-len(name), name)))))


def _in_table(document: Document, cell: Cell, one: Quantity | None) -> Quantity:
    """A quantity in a table's column: the column's year and the row's unit; the last year is asked for."""
    if one is None or one.passed is not None:
        match = number_pattern().match(document.simple, cell.start)
        value = value_of(match) if match else None
        one = _made(document, cell.start, cell.end, value or Decimal(0), None, "")
    reads: ReadsAs = "target" if cell.is_last else "observation"
    return one._replace(year=cell.year, unit=one.unit or cell.unit, reads_as=reads, measure="level", sentence=cell.row)


def _quantity(document: Document, match: re.Match[str], units: re.Pattern[str]) -> Quantity | None:
    simple, value = document.simple, value_of(match)
    if value is None:
        return None
    start, end, upper = match.start(), match.end(), None
    why = passed(simple, match)
    if why is None and match["arabic"] is not None:
        upper, end = _upper(simple, end)
    unit = units.match(simple, _after_more(simple, end))
    is_chinese = match["arabic"] is None
    english = None if unit or is_chinese or why else _english(units).match(simple, end)
    if english:  # 300 foreign R&D centres
        return _made(document, start, english.end(), value * _magnitude_of(english), upper, english["unit"])
    if is_chinese and match[0][0] in "零〇":
        return None  # 零部件, 零碳
    if why is None:
        if unit is None and is_chinese:
            return None  # a numeral without a unit is a word: 一带一路, 统一, 百姓
        why = passed_with_unit(simple, match, unit) if unit else passed_bare(simple, match)
        end = unit.end() if unit else end
    if why is not None:
        shown = document.text[start:end]
        return Quantity(start, end, shown, value, None, "", "at_least", None, None, "other", "", why)
    again = _again(simple, end, unit[0]) if unit and upper is None else None
    if again is not None:  # 5.5%—6.0%
        upper, end = again
    name = unit[0] if unit else ""
    if name.startswith("元") and simple[match.end() - 1] in _MONEY:  # 1.2万亿元 is 12,000 亿元, as people say it
        size = _MONEY[simple[match.end() - 1]]
        name, value = simple[match.end() - 1] + name, scaled(value, 1 / Decimal(size))
    return _made(document, start, end, value, upper, name)


def _upper(text: str, at: int) -> tuple[Decimal | None, int]:
    """The upper end of a range that opens before a place, and where the range ends."""
    second = _range().match(text, at)
    found = number_pattern().match(text, second.start("upper")) if second else None
    return (value_of(found), found.end()) if found else (None, at)


@cache
def _range() -> re.Pattern[str]:
    return re.compile(rf"[-–—~至到](?P<upper>{ARABIC})(?![-–—/])", re.ASCII)


@lru_cache(maxsize=4)
def _english(units: re.Pattern[str]) -> re.Pattern[str]:
    """A unit in English behind a number, up to four words on: 300 foreign-invested R&D centres, 7.2 trillion yuan."""
    nouns = [
        name
        for name in units.pattern.replace("\\", "").split("|")
        if name.isascii() and len(name) > 2 and name.isalpha()
    ]
    nouns += ["yuan", "percent", "per cent", "people", "projects", "applications", "patents"]
    listed = "|".join(sorted({re.escape(one) for one in nouns}, key=len, reverse=True))
    return re.compile(
        rf" ?(?P<size>thousand|million|billion|trillion)?(?: [A-Za-z&-]{{1,20}}){{0,4}}? ?\b(?P<unit>{listed})\b"
    )


def _magnitude_of(match: re.Match[str]) -> int:
    return {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}.get(match["size"] or "", 1)


def _again(text: str, at: int, unit: str) -> tuple[Decimal, int] | None:
    """The upper end of a range whose unit is written twice, and where it ends."""
    match = number_pattern().match(text, at + 1) if text[at : at + 1] in {"-", "–", "—", "~", "至"} else None
    value = value_of(match) if match and match["arabic"] is not None else None
    if match is None or value is None or not text.startswith(unit, match.end()):
        return None
    return value, match.end() + len(unit)


def _made(document: Document, start: int, end: int, value: Decimal, upper: Decimal | None, unit: str) -> Quantity:
    """A quantity with what its sentence and its section say of it."""
    simple, span = document.simple, document.sentence(start, end)
    comparator: Comparator = "between" if upper is not None else comparator_of(simple, start, end)[0]
    whom = unit in {"岁", "周岁"}  # whom a measure is for
    near = simple[max(span.first, start - 40) : end + 12]
    return Quantity(
        start,
        end,
        document.text[start:end],
        value,
        upper,
        unit,
        comparator,
        document.year(span, start, end),
        _measure(simple[max(span.first, start - 16) : start], unit),
        "other" if whom else reads_as(near, document.mood(start)),
        document.words(span),
    )


def _after_more(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in {"余", "多", "几"} and text[at : at + 1] else at


def _measure(before: str, unit: str) -> Measure:
    if "年均" in before:
        return "average_growth"
    if "累计" in before or "总计" in before or "总量" in before:
        return "cumulative"
    if unit in {"个百分点", "倍"} or re.search("增长|下降|压减|减少|同比|翻", before[-8:]):
        return "change"
    return "level"


def _wordless(document: Document) -> Iterator[Quantity]:
    """Quantities without a number: 首位 as a place, 全覆盖, 翻一番, a class without a numeral (吉瓦时级)."""
    simple = document.simple
    fraction = r"(\d{1,3}|[一二三四五六七八九十]{1,3})分之(\d{1,4}|[一二三四五六七八九十]{1,3})"
    for match in re.finditer(fraction, simple) if "分之" in simple else ():
        below, above = (
            value_of(found) if (found := number_pattern().fullmatch(one)) else None for one in match.groups()
        )
        if below and above is not None:
            yield _made(document, match.start(), match.end(), round(above / below, 6), None, "")
    for match in re.finditer("|".join(_WORDS), simple):
        one = _made(document, match.start(), match.end(), Decimal(_WORDS[match[0]]), None, match[0])
        yield one._replace(measure="change") if match[0].startswith("翻") else one
