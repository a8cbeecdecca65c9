"""How the sections of a document speak: a plan asks in its goals and tasks, and tells in its review; a report tells."""

import re
from functools import cache
from typing import Literal

Mood = Literal["goals", "asked", "told", "neutral"]
ReadsAs = Literal["target", "observation", "other"]


def moods_of(text: str) -> list[tuple[int, Mood]]:
    """Where each section begins, and how it speaks: a plan asks, but tells what was achieved; a report tells."""
    is_plan = bool(re.search(r"(?:规划|计划|方案|行动|纲要|意见|决定)(?:\(|》|的通知|$)", text[:3000], re.MULTILINE))
    moods: list[tuple[int, Mood]] = [(0, "told" if is_plan else "neutral")]
    for match in _heading().finditer(text) if is_plan else ():
        words = match[1]
        if re.search("基础|现状|回顾|成效|成就|形势|背景|总体思路|指导思想|原则", words):
            moods.append((match.start(), "told" if not re.search("原则|思路|思想", words) else "neutral"))
        else:
            moods.append((match.start(), "goals" if "目标" in words else "asked"))
    return moods


@cache
def _heading() -> re.Pattern[str]:
    """A short line that opens with 一、, (一), 第一章 or 1. and is no sentence."""
    number = r"(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部])"
    return re.compile(rf"^[ \t>()\d]{{0,12}}{number}([^\n。;]{{1,40}})$", re.MULTILINE)


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(
        r"到20[2-9]\d年|力争|达到|提高到|增加到|突破|超过|降至|降到|建设|建成|形成|实现|支持|培育|打造|保持|推动|控制在|覆盖|建立|新增|新建|引进|集聚|吸引|组建|完成|发展|开展|推进|研发|达|不低于"
    )


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(r"目前|已|截至|以来|同比|占全国|占全球|位列|共完成|期间|先后|连续|曾|至今|(?<!到)20\d\d年,")


def reads_as(near: str, mood: Mood) -> ReadsAs:
    """Whether the words around a number, in a section of this mood, ask for it or tell it."""
    if mood == "told":
        return "observation"
    is_future = bool(re.search(r"到20[2-9]\d年|力争", near))
    if mood == "neutral":
        return "target" if is_future else "observation"
    if _telling().search(near) and not is_future:
        return "observation"
    return "target" if mood == "goals" or _asking().search(near) else "other"
