"""Whether the words around a number ask for it, tell it, or only describe something by it."""

import re
from functools import cache
from typing import Literal

from policytrack.reading.document.sections import Mood
from policytrack.reading.numerals import HAN

ReadsAs = Literal["target", "observation", "other"]
_SPANS = {"年", "个月", "分钟", "月", "天", "日", "小时", "季度", "个工作日", "工作日", "周"}
_MEASURES = ("元", "吨", "千瓦", "平方米", "公里", "万", "亿", "人")


def reads_as(before: str, after: str, unit: str, mood: Mood, since: int | None) -> ReadsAs:
    """How a number is meant, in plain characters.

    `before` is its sentence up to it, `after` what follows it, `since` the year in which the plan begins: what is told
    of earlier years was achieved.
    """
    if is_start(before, after):
        return "observation"
    if mood == "told":
        return "observation"
    words = before if re.search(HAN, before + after) else before + after  # English tells by its verb
    is_future = bool(_asking().search(words))
    if _is_told(words, since, mood) and not is_future:
        return "observation"
    if mood == "neutral" and not is_future:
        return "observation"
    return "other" if _describes(before, after, unit) else "target"


def is_start(before: str, after: str) -> bool:
    """Whether a number is where a change starts: 由2020年的1150家增加到, from 29,600 in 2022."""
    money = r"(?:(?:US|S|A|HK)?[£$€] ?|[A-Z]{3} )?"
    told = rf"\b(?:from|compared with|as against|stood at|now(?: at)?) (?:about |around )?{money}$"
    if re.search(rf"{told}|\((?:FY ?)?20\d\d[:,] $|\bproject(?:s|ed) that\b", before):
        return True
    if re.match(r"[^,。;]{0,16}为基[数期准]", after):
        return True
    opens = re.search(
        r"(?:由|从)(?:(?:(?:19|20)\d\d年(?:底|末|初)?|目前|现在|当前)的?)?(?:约|近|超过?|不足|仅|已有)?$", before
    )
    return bool(opens and re.match(r"[^,。;]{0,14}?(?:到|至|为)", after))


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(
        r"不[低少]于$|到20[2-9]\d年|力争|今后|20[2-9]\d年(?:\d{1,2}月)?(?:底|末)?前"
        r"|\b(?:will|shall|should|must|aims?|targets?|(?:is|are) to|[Bb]y (?:the end of )?20(?:2[1-9]|[3-9]\d))\b"
    )


def _is_told(before: str, since: int | None, mood: Mood) -> bool:
    if _telling().search(before) or (mood != "goals" and _held().search(before)):
        return True
    years = [int(year) for year in re.findall(r"(?<![比较自从由与以\d])((?:19|20)\d\d)年(?!的基础|前)", before)]
    years += [int(year) for year in re.findall(r"\b(?:[Ii]n|[Bb]etween|end of) ((?:19|20)\d\d)\b", before)]
    if since is not None and years and years[-1] < since:
        return True
    ended = {"十二五": 2015, "十三五": 2020, "十四五": 2025}
    return any(since is not None and year < since and _period(name).search(before) for name, year in ended.items())


@cache
def _period(name: str) -> re.Pattern[str]:
    """A five-year period that is told of, not one that is compared with."""
    return re.compile(rf'(?<![比较在于])(?<![比较在于][“"]){name}[”"]?(?:期间|时期|以来|末|规划)')


@cache
def _telling() -> re.Pattern[str]:
    chinese = (
        r"(?<![由从])目前|近年|近[两三五]年|截至|截止|以来|同比|[比较]上年|[比较]去年|先后|曾|至今|[三五]年来|”?前[两三四]年"
        r"|已(?=[经达建成有形累完实拥认启开投获兑])|占全国总|共完成"
    )
    english = (
        "was|were|had|has been|have been|reached|rose|fell|grew|employed|used|deployed|accounted|is ranked|currently"
        "|stood|awarded|remain(?:s|ed)|invests"
    )
    return re.compile(rf"{chinese}|\b(?:{english})\b")


@cache
def _held() -> re.Pattern[str]:
    """What a goal may ask for too, but a task does not."""
    return re.compile(r"稳居|连续[两二三四五六七八九十\d]+[年届次](?!保持|每年)")


def _describes(before: str, after: str, unit: str) -> bool:
    """Whether a number only describes something: an age, a class of firms, a subsidy, how long a thing takes."""
    if _around().search(before):
        return True
    if before.endswith("每") or (unit.endswith(("元", "%")) and _condition().match(after)):
        return True
    if unit in {"years", "months", "days", "weeks"}:
        return bool(re.search(r"\b(?:over|within|for|per|every|next|past|of)(?: the)? $", before))
    if unit in {"岁", "周岁"}:
        return not re.search("寿命|年龄", before)
    if unit in _SPANS:
        return not (_spans().search(before) or (unit.endswith("工作日") and before.endswith("不超过")))
    given = "给予|补助|补贴|奖励|资助|奖补|贴息|额度|最高"
    if unit.endswith(("元", "%")) and re.search(given, before[-24:] + re.split("[,。;]", after[:12])[0]):
        return not before.endswith("增长")
    if (unit.endswith(_MEASURES) or unit in {"", "级"}) and _classed().match(after):
        return True
    return (before.endswith("等") and unit in {"种", "类"}) or (before.endswith("前") and unit in {"%", "‰"})


@cache
def _around() -> re.Pattern[str]:
    """Words in front of what is there already: 围绕24条产业链, 依托3大高地; not 围绕产业建设10个平台."""
    verbs = "建|打造|培育|新增|形成|布局|实施|组织|引进|推动|推进|开展|支持|达|遴选|认定|突破|设立|创"
    return re.compile(rf"(?:围绕|依托|聚焦|整合|立足|瞄准)(?:(?!{verbs})[^,。;]){{0,20}}$")


@cache
def _condition() -> re.Pattern[str]:
    """What follows a sum or a share that says whom a sentence is about: 5000万元以上的,; 5000亿元的高新区达到10家."""
    return re.compile(rf"(?:及?以上|以下)的(?=[,。;])|且|的{HAN}{{1,10}}?(?:达到?|超过?|突破)\d")


@cache
def _spans() -> re.Pattern[str]:
    """Words in front of a time that is to be reached: 受教育年限提高到11.3年, 压缩至15个工作日."""
    return re.compile(
        r"(?:达到?|提高到?|延长到?|缩短[到至为]?|压[缩减][到至为]?|(?:控制|稳定|保持)在|降[低到至]{1,2}|缩小到?|(?:时间|时限|周期)不超过)[^,]{0,4}$"
    )


@cache
def _classed() -> re.Pattern[str]:
    """What a class of things is called behind its size: 5亿元以上工业企业, 百亿级商圈."""
    return re.compile(
        rf"口?(?:及?以上|以下|级)?的?(?:{HAN}{{0,3}}企业|城市|产业(?!投资|引导|发展基金|基金)|集群|园区|商圈|市场|单位|人口|机组|锅炉|领军企业)"
    )
