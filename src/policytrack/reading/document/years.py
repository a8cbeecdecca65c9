"""The years that a text names: a plan's span, those by which it asks, those that are listed one by one."""

import re
from collections.abc import Iterator
from functools import cache

from policytrack.reading.document.sections import names_a_plan
from policytrack.reading.numerals import DIGITS

HEAD = 3000  # characters in which a document names its span
YEAR = r"(?:19|20|21)\d\d"


def in_figures(text: str) -> str:
    """Years in Chinese numerals in figures, which are as long: 二〇二五年."""
    digits = "".join(DIGITS)

    def figures(found: re.Match[str]) -> str:
        return "".join(str(DIGITS.get(mark, 0)) for mark in found[0])

    return (
        re.sub(rf"(?:二[〇零○]|一九)[{digits}]{{2}}(?=年)", figures, text.replace("○", "〇")) if "年" in text else text
    )


def span_of(text: str, *, is_english: bool) -> tuple[int | None, int | None]:
    """The first and the last year of a plan, from its title, else from its head; a report's year is both.

    A head in English names other years too, a budget's or a law's: there the title alone speaks.
    """
    lines = [line for line in text[:HEAD].split("\n") if line.strip()][:4]
    if any("工作报告" in line for line in lines[:2]) and (year := _reported(text)):
        return year, year
    titles = [_without_cited(line) for line in lines[:2]]
    rest = [re.sub("《[^《》]{1,60}》", "", one) for one in (*lines[2:], text[:HEAD])]
    for head in [one for one in titles if names_a_plan(one)] if is_english else (*titles, *rest):
        span = re.search(rf"({YEAR})年?[-–—~至]({YEAR})", head)
        if span:
            return int(span[1]), int(span[2])
        report = re.search(rf"({YEAR})年(?!前)[^\n]{{0,30}}(?:公报|要点|计划|工作报告|工作安排)", head)
        if report:
            return int(report[1]), int(report[1])
        five = [int(_FIVE[found[1] or found[2]]) for found in _five_years().finditer(head)]
        if five:
            return max(five) - 4, max(five)
    return None, None


def _without_cited(line: str) -> str:
    """A line without the title of a plan that it only follows: 为落实《某市“十四五”规划》,制定…."""
    return re.sub("(?:落实|贯彻|根据|依据|按照|衔接)[^《》]{0,20}《[^《》]{1,60}》", "", line)


def _reported(text: str) -> int | None:
    """The year that a government's work report asks for: behind the one that it looks back on."""
    ahead = re.search(
        rf"({YEAR})年(?:的|经济社会发展|政府)*(?:总体要求|工作(?:安排|打算|重点|目标|任务|总体)|主要目标|重点工作)",
        text,
    )
    back = re.search(rf"({YEAR})年(?:的|政府|主要)*工作(?:回顾|完成情况)", text)
    given = re.search(rf"^[^\n]{{0,4}}({YEAR})年\d{{1,2}}月", text[:HEAD], re.MULTILINE)
    return int(ahead[1]) if ahead else int(back[1]) + 1 if back else int(given[1]) if given else None


_FIVE = {"十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}


@cache
def _five_years() -> re.Pattern[str]:
    names = "|".join(_FIVE)
    return re.compile(rf"({names})五|第({names})个五年")


_PERIOD = r"(?<![于比较过])(?<![于比较过][“\"])(?P<c>十[一二三四五六])五[”\"]?"


@cache
def _asked() -> re.Pattern[str]:
    """A year or a five-year period, and what may say that the document asks by it."""
    return re.compile(
        rf"(?=[12十])(?:(?P<a>{YEAR})(?P<plain>年(?!至|以来))?|{_PERIOD}(?:期间|时期|期?末|[^。;,\n]{{0,24}}目标))"
    )


def asked_years(text: str) -> Iterator[tuple[int, int, int]]:
    """From where to where a document names a year by which it asks, and which.

    到2025年, 2025年的主要目标, “十四五”期间, by 2030.
    """
    goal = re.compile("年的?(?:主要|发展|总体|具体|预期|工作)*(?:目标|指标)")
    by = re.compile(r"\b[Bb]y (?:the end of |end |early |mid-)?(?:FY ?)?$")
    for found in _asked().finditer(text):
        start = found.start()
        is_asked = (
            found["c"] is not None
            or (found["plain"] is not None and text[max(0, start - 1) : start] in {"到", "至"})
            or goal.match(text, found.end("a"))
            or by.search(text[max(0, start - 16) : start])
        )
        if is_asked:
            yield start, found.end(), year_of(found)


def year_of(found: re.Match[str]) -> int:
    """The year of a match of `named_year` or of those that `asked_years` looks for."""
    groups = found.groupdict()
    return int(groups.get("a") or groups.get("b") or _FIVE[groups["c"] or ""])


def is_altogether(before: str) -> bool:
    """Whether a number is what all years come to, though one of them was named: 2024年500项,三年累计3000项."""
    return bool(re.search(rf"{YEAR}年[^。]*[两二三四五]年累计", before))


def respectively(before: str) -> list[int] | None:
    """Of years that a sentence lists, with a number for each, those for which none has come yet.

    2021年、2022年分别不少于70万亩、60万亩. None where a sentence lists none.
    """
    listed = list(_listed_years().finditer(before))
    if not listed:
        return None
    years = [int(year) for year in re.findall(YEAR, listed[-1]["years"])]
    return years[len(re.findall(r"\d+(?:[,.]\d+)*", before[listed[-1].end() :])) :]


@cache
def _listed_years() -> re.Pattern[str]:
    return re.compile(rf"(?P<years>{YEAR}年(?:[底末])?(?:[、,和及与]+{YEAR}年[底末]?)+)[^,。;\d]{{0,14}}分别")


@cache
def named_year() -> re.Pattern[str]:
    """A year that is no base: 到2025年, 2025年达, “十四五”期间; not 比2020年, 由2020年的, 在2022年的基础上."""
    return re.compile(
        rf"(?<![比较自从由与是以\d])(?<!高于)(?<!低于)(?<!优于)(?P<a>{YEAR})(?=年)(?!年(?:以来|的|基础|起|远景(?!目标?[:：])))"
        rf"|(?<=[到至达])(?P<b>{YEAR})(?=年的)|{_PERIOD}(?:期间|时期|期?末)"
    )


@cache
def due_year(more: str = "") -> re.Pattern[str]:
    """A year by which English asks: by 2030, until the end of 2027; `more` words that may open it, each with |."""
    words = rf"(?:{more}by|until|to|before) (?:the )?(?:end of |end |early |mid-)?(?:FY ?)?({YEAR})\b"
    return re.compile(rf"(?<!from )\b{words}", re.IGNORECASE)
