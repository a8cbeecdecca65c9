"""Quantities that a text says in words: places, multiples, fractions, English number words."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from policytrack.model import Comparator
from policytrack.reading.english import english_unit, value_of_word, words_for_numbers
from policytrack.reading.exclusions import is_quoted
from policytrack.reading.numerals import number_pattern, value_of

_WORDS = {
    "首位": 1,
    "榜首": 1,
    "全覆盖": 100,
    "吉瓦时级": 1,
    "翻一番": 2,
    "翻番": 2,
    "翻两番": 4,
    "翻了一番": 2,
    "倍增": 2,
}
_NAMED = ("行动", "计划", "工程", "专项")  # what a plan is called: 企业倍增行动  # fmt: skip


class Spoken(NamedTuple):
    """Where the words stand, what they say, and what follows from the words alone."""

    start: int
    end: int
    value: Decimal
    unit: str
    comparator: Comparator | None = None
    measure: Literal["change"] | None = None


def spoken(simple: str, *, is_english: bool) -> Iterator[Spoken]:
    """Quantities in words: 首位 as a place, 全覆盖, 翻一番, 三分之一, a class without a numeral (吉瓦时级)."""
    yield from _fractions(simple)
    for match in re.finditer("|".join(sorted(_WORDS, key=len, reverse=True)), simple):
        if is_quoted(simple, match.start(), match.end()) or simple.startswith(_NAMED, match.end()):
            continue  # “双倍增”行动
        value, place = Decimal(_WORDS[match[0]]), match[0] in {"首位", "榜首"}
        change: Literal["change"] | None = "change" if value in {2, 4} else None
        yield Spoken(match.start(), match.end(), value, match[0], "at_most" if place else None, change)
    for match in re.finditer(
        "(?=[超过低到至一半])(?:(?P<over>[超过]过?半)(?=[,。;、的])|(?<=[少降短减于缩])(?:低|到|至)?一半|(?:一半|半数)(?=以上))",
        simple,
    ):
        yield Spoken(match.start(), match.end(), Decimal(50), "%", "more_than" if match["over"] else None)
    yield from _places(simple)
    for match in words_for_numbers().finditer(simple) if is_english else ():
        value, unit = value_of_word(match)
        noun = english_unit(simple, match.start(), match.end()) if not unit else None
        yield Spoken(match.start(), match.end(), value * (noun.size if noun else 1), noun.unit if noun else unit)


_NUMERAL = r"[零〇一二两三四五六七八九十百]{1,7}(?:点[零〇一二三四五六七八九]{1,4})?|\d{1,4}(?:\.\d{1,3})?"


def _fractions(simple: str) -> Iterator[Spoken]:
    """三分之一, 百分之四, 1/3以上."""
    for middle in re.finditer("分之", simple):
        below, above = _around()
        first = below.search(simple, max(0, middle.start() - 8), middle.start())
        second = above.match(simple, middle.end())
        if first and second:
            yield from _share(first.start(), second.end(), first[0], second[0])
    for match in re.finditer(r"(?=\d)(?<![\d/.])(\d)/(\d{1,2})(?=以上|左右|以下|[,。;的])", simple):
        yield from _share(match.start(), match.end(), match[2], match[1])


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before 分之, and behind it."""
    return re.compile(rf"(?:百|{_NUMERAL})$"), re.compile(_NUMERAL)


def _share(start: int, end: int, below: str, above: str) -> Iterator[Spoken]:
    parts = [value_of(found) if (found := number_pattern().fullmatch(one)) else None for one in (below, above)]
    if parts[0] and parts[1] is not None:
        is_percent = below == "百"
        value = parts[1] if is_percent else round(100 * parts[1] / parts[0], 4)
        yield Spoken(start, end, value, "%")


def _places(simple: str) -> Iterator[Spoken]:
    """Places in an order: 世界第二, 全国第3位, 前十; not 第一章, 第二产业."""
    for match in _place().finditer(simple):
        words = simple[max(0, match.start() - 8) : match.start()]
        if match["place"] and not _ranking().search(words):
            continue
        if match["top"] and words.endswith(("之", "以", "年", "月", "日", "此", "目", "提")):
            continue
        found = number_pattern().fullmatch(match["place"] or match["top"])
        value = value_of(found) if found else None
        if value:
            start = match.start() if match["place"] else match.start("top")
            yield Spoken(start, match.end(), value, "位", "at_most")


@cache
def _place() -> re.Pattern[str]:
    number = r"\d{1,3}|[一二三四五六七八九十]{1,3}"
    return re.compile(
        rf"第(?P<place>{number})(?:位|名|(?=[,。;、和以的\n]|$))|前(?P<top>[一二三四五六七八九十]{{1,3}})(?=[,。;、和并行列位名])"
    )


@cache
def _ranking() -> re.Pattern[str]:
    """Words in front of a place in an order."""
    where = "世界|全球|全国|国际|[东中西]部|亚洲|全省|全市|排名|位居|[居列位]|保持|跃居|达到"
    return re.compile(rf"(?:{where})[^,。;第\d]{{0,4}}$")
