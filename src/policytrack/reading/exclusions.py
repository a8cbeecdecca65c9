"""Numbers that are no quantities: years, dates, numbers of documents and list items, names, 一 as an article."""

import re
from functools import cache
from typing import Literal

from policytrack.reading.measures import LATIN_UNITS
from policytrack.reading.numerals import DIGITS

Passed = Literal["year", "date", "number", "name", "article"]
_LONGEST_SERIAL = 3  # characters of a number that numbers something
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_BESIDE_YEAR = {"年", "-", "–", "—", ")", "〕", "/", ""}


def passed(text: str, match: re.Match[str]) -> Passed | None:
    """Why a number is no quantity whatever follows it."""
    before, after = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 5]
    last, first = before[-1:], after[:1]
    if match["arabic"] is None:
        return "number" if last in {"第", "之"} or first == "届" else None
    if _YEAR.fullmatch(match[0]) and (first in _BESIDE_YEAR or last in {"-", "–", "—"} or _years()[0].match(after)):
        return "year"
    if (
        first in {"号", "届"}
        or last in {"第", "〔", "№"}
        or (last in {"表", "图"} and before not in {"发表", "代表"})
        or before in {"附件", "专栏"}
        or bool(_numbered().search(text[max(0, match.start() - 7) : match.end()]))
        or (last in {":", "∶", "︰"} and before[:1].isdigit())
        or _in_address(text, match.start())
    ):
        return "number"
    if _coded().search(text, max(0, match.start() - 12), match.start()) or _called().match(text, match.start()):
        return "number"
    if last == "-" and len(match[0]) == 2 and _YEAR.fullmatch(text, match.start() - 5, match.start() - 1):
        return "year"  # 2023-24
    if _version().match(text, match.start()):
        return "name"
    if _is_latin(last) or (_is_latin(first) and not _latin_unit().match(text, match.end())):
        return "name"
    is_day = first in {"月", "日", "时"} and len(match[0]) <= 2
    return "date" if is_day or _in_date(text, match) else None


def _in_date(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a part of a date in figures: 2021-12-17, 21/12/17."""
    start = max(0, match.start() - 8)
    if not {text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]} & {"-", "/"}:
        return False
    return any(
        found.start() + start <= match.start() and match.end() <= found.end() + start
        for found in _years()[1].finditer(text[start : match.end() + 8])
    )


@cache
def _numbered() -> re.Pattern[str]:
    """The number of a table, a box or a section: 表2-1, 2.2.1."""
    return re.compile(r"(?:表|图|专栏|附件)\d{1,2}[-.]\d{1,2}$|(?:^|\s)\d{1,2}\.\d{1,2}\.\d{1,2}$")


@cache
def _coded() -> re.Pattern[str]:
    """What stands before the number of a standard or of a telephone: GB/T 22239, 电话:0532-."""
    standards = "GB|DB|ISO|IEC|HJ|JTG|JGJ|CJJ|YY|NY|QB|SL|TB|YD"
    telephones = r"(?:电话|热线|致电|专线|传真)[:至或、 ]{0,2}(?:\d[\d -]*[或、 -])?$"
    return re.compile(rf"\b(?:{standards})(?:/[A-Z])? $|{telephones}", re.ASCII)


@cache
def _called() -> re.Pattern[str]:
    """A telephone number: with its area's code, or in front of its service's name."""
    services = r"(?:政务|便民|市民|服务|咨询|环保|举报)[^,。;\d]{0,12}(?:电话|热线|举报|平台)"
    return re.compile(rf"0\d{{2,3}}[-—]+\d{{6,8}}|\d{{4,8}}(?=”?(?:热线|电话|{services}))")


@cache
def _version() -> re.Pattern[str]:
    """A version as a part of a name: 大行动2.0, 3.0版."""
    return re.compile(r"(?<=[^\W\da-zA-Z_到至为达])\d\.0(?=[版」”\"》]|阶段)")


@cache
def _latin_unit() -> re.Pattern[str]:
    return re.compile(LATIN_UNITS)


def _is_latin(mark: str) -> bool:
    return mark.isascii() and mark.isalpha()


@cache
def _years() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows a year that opens a span, and a date in figures."""
    return re.compile(r"[-–—~至到](?:19|20|21)\d\d"), re.compile(r"\d{2,4}[-/]\d{1,2}[-/]\d{1,2}", re.ASCII)


def _in_address(text: str, at: int) -> bool:
    """Whether a place stands in an internet address."""
    begins = text.rfind("://", max(0, at - 200), at)
    return begins >= 0 and not re.search(r"\s", text[begins:at])


def passed_bare(text: str, match: re.Match[str]) -> Passed | None:
    """Why a number without a unit is no quantity."""
    if _is_listed(text, match):
        return "number"
    if is_quoted(text, match.start(), match.end()):
        return "name"
    return "year" if _YEAR.fullmatch(match[0]) else None


def _is_listed(text: str, match: re.Match[str]) -> bool:
    """Whether a bare number numbers something: 1. or (2) at the head of a line, a page's count."""
    start = max(0, match.start() - 20)
    head = text[max(text.rfind("\n", start, match.start()) + 1, start) : match.start()]
    return bool(re.fullmatch(r"[\s(\[>|]*", head)) or (
        len(match[0]) <= _LONGEST_SERIAL and text[match.end() : match.end() + 1] in {".", "、", ")"}
    )


def passed_with_unit(text: str, match: re.Match[str], unit: str, end: int) -> Passed | None:
    """Why a number with a unit that ends at `end` is no quantity: part of a name, or 一 as an article."""
    ahead = text[max(0, match.start() - 3) : match.start()]
    before = ahead[-1:]
    if is_quoted(text, match.start(), end):
        return "name"
    if match["chinese"] is None:
        is_class = unit == "类" and text.startswith(("新药", "医疗", "水"), end)  # 1类新药
        return "name" if is_class or (unit == "强" and before != "前") else None  # 世界500强
    if match[0] == "一" and unit not in {"成", "倍"}:
        return "article"
    stands_alone = before in set("(|\t\n ") and text[end : end + 1] in set(")|\t\n ")
    is_name = (
        (set(match[0]) <= set("百千万亿") and (before == "每" or stands_alone))  # 每万人, (亿户), a table's 万件
        or (
            set(match[0]) <= {"万", "亿"} and unit.startswith(("元", "名", "人")) and not _reached().search(ahead)
        )  # 万元增加值
        or (
            unit == "年"
            and not re.search("(?:缩短|延长|压缩|提高|控制)[到至在]$", text[max(0, match.start() - 4) : match.start()])
        )
        or (unit in {"级", "期", "届"} and len(match[0]) == 1 and match[0] in DIGITS)  # 三级架构; 亿级 is a size
        or (unit == "成" and bool(re.match("[立果为員员功本长交效套熟人绩品都就型份分因年片像]", text[end : end + 1])))
        or (unit == "强" and before != "前")
        or before in {"第", "统", "唯", "进", "单"}
    )
    return "name" if is_name else None


@cache
def _reached() -> re.Pattern[str]:
    """What stands before a magnitude that is itself the number: 突破万亿元."""
    return re.compile("(?:突破|超过?|达到?|迈上|跨越|逾|近)$")


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a place stands in a short name in quotation marks: “1+6”, “世界500强”, “四个中心”."""
    if text[start - 1 : start] == '"' and 0 < text.find('"', end) - end <= 10:
        return True
    opened = max(text.rfind(mark, max(0, start - 8), start) for mark in "“《")
    if opened < 0 or re.search("[”》]", text[opened:start]):
        return False
    closed = min((place for place in (text.find(mark, end) for mark in "”》") if place >= 0), default=-1)
    return 0 <= closed - opened <= 12
