"""The sections of a document, and how each speaks: a plan tells in its review and asks in its goals; a report tells."""

import re
from functools import cache
from typing import Literal, NamedTuple

from policytrack.reading.numerals import HAN

Mood = Literal["goals", "asked", "told", "neutral"]
_HEAD = 3000  # characters in which a document says what it is
_LONGEST_TITLE = 90
_LOWEST = 9.0
_UNNUMBERED = 0.5  # stands for the level of a heading without a number
_NUMERAL = "[一二三四五六七八九十百]{1,4}"


class TextSection(NamedTuple):
    """From where on a document speaks in a mood; `chapter` is where the outermost section around it begins."""

    start: int
    mood: Mood
    chapter: int


def sections(text: str) -> list[TextSection]:
    """The sections of a text in plain characters, in order; the first one opens it.

    A section inside another speaks like it, unless its own heading says how.
    """
    if not is_plan(text):
        return [TextSection(0, "neutral", 0)]
    found: list[TextSection] = []
    around: list[tuple[float, Mood, int]] = []  # level, mood and start of the sections that are open
    for line in re.finditer(r"^[ \t>#*]*(?=[^\s|])[^\n]{1,200}", text, re.MULTILINE):
        heading = _heading(re.sub(r"^[ \t>#*]*(?:\(\d{1,3}\)[ \t]+)?", "", line[0]))
        if heading is None:
            continue
        level, own = heading
        if level == _UNNUMBERED:  # beside the one before it, or inside what is open
            innermost = around[-1][0] if around else _LOWEST
            level = next((one[0] for one in around if one[0] % 1), innermost + 0.5)
        while around and around[-1][0] >= level:
            around.pop()
        mood = own or (around[-1][1] if around else "asked")
        if around and around[-1][1] == "goals" and own == "told":
            mood = "goals"  # (三)成果转化成效明显: what is to be so
        around.append((level, mood, line.start()))
        found.append(TextSection(line.start(), mood, around[0][2]))
    opening: Mood = "neutral" if found else "asked"  # measures without headings ask from their first line
    return [TextSection(0, opening, 0), *found]


def is_plan(text: str) -> bool:
    """Whether a document asks: one of its first lines is the title of a plan, and its title is not a report's."""
    lines = [line.strip() for line in text[:_HEAD].split("\n") if line.strip()]
    return not is_report(text) and any(len(line) <= _LONGEST_TITLE and _plan().search(line) for line in lines)


def names_a_plan(line: str) -> bool:
    """Whether a line's words are those of a plan's title."""
    return bool(_plan().search(line))


def is_report(text: str) -> bool:
    """Whether one of the first two lines is the title of a document that only tells."""
    lines = [line.strip() for line in text[:_HEAD].split("\n") if line.strip()]
    return any(_report().search(line) for line in lines[:2])


@cache
def _report() -> re.Pattern[str]:
    return re.compile(
        r"公报|统计资料|年报|白皮书|新闻发布|综述$|(?:[Aa]nnual|[Ss]tatistical) (?:[Rr]eport|[Bb]ulletin)"
    )


@cache
def _plan() -> re.Pattern[str]:
    chinese = "规划|计划|方案|行动|纲要|意见|决定|建议|战略|目标|要点|措施|部署|路线图|工作报告|政策"
    english = r"\b(?:[Ss]trateg(?:y|ies)|[Pp]lans?|[Rr]oadmap|[Aa]genda|[Tt]argets?|[Cc]ommitments?)\b(?!.*\.$)"
    return re.compile(rf"(?:{chinese})[》”\"]*(?:的?通知|\([^()]*\)|\d{{4}}|[-—年])*$|{english}")


def _heading(line: str) -> tuple[float, Mood | None] | None:
    """The level of a heading, and the mood that its words name; None for any other line."""
    numbered = _number().match(line)
    if numbered and numbered.lastindex:
        words = re.split("[。;:]", line[numbered.end() :].strip(), maxsplit=1)[0]
        return (numbered.lastindex, _mood(words)) if len(words) <= 60 else None
    if re.match("(?:主要|总体|发展|具体|工作|预期)+目标[:。]", line):
        return _UNNUMBERED, "goals"  # and the goals go on in the line
    is_short = len(line.strip()) <= (30 if re.search(HAN, line) else 70)
    own = _mood(line) if is_short and not re.search(r"[。;,|\t]|\d[.%]|: ?\S", line.strip()) else None
    return None if own is None else (_UNNUMBERED, own)


@cache
def _number() -> re.Pattern[str]:
    """What opens a heading; the group that matches is its level."""
    levels = (
        rf"第{_NUMERAL}[部篇编]分?|Part [A-Z0-9]+\b",
        rf"第{_NUMERAL}章|Chapter \d+",
        rf"第{_NUMERAL}节",
        rf"{_NUMERAL}、",
        rf"\({_NUMERAL}\)",
        rf"\d{{1,2}}[.、](?!\d)|\d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}})? (?=[A-Z]|{HAN})",
        r"专栏\d{0,2}",
    )
    return re.compile("|".join(f"({level})" for level in levels))


def _mood(words: str) -> Mood | None:
    if _telling().search(words):
        return "told"
    if re.search(r"目标|指标|愿景|\b[Tt]argets?\b|\b[Gg]oals?\b|\b[Oo]bjectives?\b|\b[Aa]mbitions?\b", words):
        return "goals"
    if re.search("原则|指导思想|总体思路|总体要求", words):
        return "neutral"
    return (
        "asked" if re.search("重点任务|主要任务|重大任务|重点工程|重点举措|保障措施|工作任务|工作安排", words) else None
    )


@cache
def _telling() -> re.Pattern[str]:
    """Words of a heading under which a plan looks back: 发展基础, and neither 基础研究 nor 基础设施."""
    chinese = (
        r"(?:发展|工作|规划|现实|现有|建设|良好|行动)基础(?=$|[、和与及(])|^基础(?=$|[、和与及])|基础条件|基本情况|现[状况]|回顾"
        r"|成就|成绩|(?:取得|主要|工作|建设)的?.{0,4}成效|(?:发展|建设|工作|实施|主要)(?:成效|进展|历程)|成效(?:显著|明显)"
        r"|形势|背景|挑战|机遇|(?:发展|存在|主要|突出)的?问题|发展趋势|^发展环境|面临|^前言|^序言"
    )
    english = "Where we (?:are|stand)|Background|Context|Progress (?:so far|to date)|Achievements"
    return re.compile(rf"{chinese}|\b(?:{english})\b")
