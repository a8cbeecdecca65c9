"""Numbers in Chinese and Arabic numerals, and mixes of the two: 十六, 两, 百, 1.2万亿, ３００, 三点五, 12,000."""

import re
from decimal import Decimal
from functools import cache

DIGITS = {
    mark: value
    for value, marks in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for mark in marks
}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}
ARABIC = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}(?!\d))+(?:\.\d+)?"
    r"|\d{1,30}(?:[.,]\d{1,15})?"
)
# a comma before one or two digits at the end is a decimal comma (8,7 %); before three it separates thousands
HAN = r"[^\W\da-zA-Z_]"  # a letter beyond ASCII: a range of twenty thousand takes a millisecond to compile, each time
LONGEST = 60  # characters of a number
_THOUSAND = "千(?![瓦克卡伏赫])"  # 7000万千瓦 is counted in 千瓦
_CHINESE = "零〇一二两三四五六七八九十百千万亿"

# Characters that stand in number phrases, from traditional to simplified, and full-width signs to plain ones: one for
# one, so that places in a text stay.
_TRADITIONAL, _SIMPLIFIED = (
    "萬億兩餘約達過個項單種幾點級進於內間噸臺輛條時場隻戶層樓倫佔總減壓縮實現標顯雙數躍長蓋業開發區園報際專學會術國產産鋭強穩"
    "擴領將從與為們這裏後來說話請讓對應關係無規劃計動綱見決礎狀顧勢體則導務構機經濟據擬陸續紀歷屆類優"
    "欄歲處畝頃補貼獎勵資額壽齡遠團綜測質題臨戰願圖議訓師冊鎮縣僅準網環醫療護館車電視農糧樹綠氣況較創僱營員驗獨",
    "万亿两余约达过个项单种几点级进于内间吨台辆条时场只户层楼伦占总减压缩实现标显双数跃长盖业开发区园报际专学会术国产产锐强稳"
    "扩领将从与为们这里后来说话请让对应关系无规划计动纲见决础状顾势体则导务构机经济据拟陆续纪历届类优"
    "栏岁处亩顷补贴奖励资额寿龄远团综测质题临战愿图议训师册镇县仅准网环医疗护馆车电视农粮树绿气况较创雇营员验独",
)  # fmt: skip
SIMPLER = {"\u3000": " "} | {chr(0xFF01 + at): chr(0x21 + at) for at in range(94)}
SIMPLER |= zip(_TRADITIONAL, _SIMPLIFIED, strict=True)


@cache
def number_pattern() -> re.Pattern[str]:
    """One number: Arabic digits with Chinese magnitudes, or Chinese numerals."""
    return re.compile(
        rf"(?=[\d{_CHINESE}])"  # looked at first, a search takes a fifth of the time
        rf"(?:(?P<arabic>{ARABIC})(?P<scale>(?:[十百万亿]|{_THOUSAND})*)(?:(?<=万)(?P<thousands>\d)千)?"
        rf"|(?P<chinese>(?:[{_CHINESE.replace('千', '')}]|{_THOUSAND})+(?:点[零〇一二三四五六七八九]+)?))",
        re.ASCII,
    )


def value_of(match: re.Match[str]) -> Decimal | None:
    """The number that a match of `number_pattern` stands for; None where there is none (十十) or it is endless."""
    if match.end() - match.start() > LONGEST:
        return None
    if match["arabic"] is None:
        return chinese(match["chinese"])
    number = _arabic(match["arabic"])
    scale = 1
    for mark in match["scale"]:
        scale *= SMALL.get(mark) or LARGE[mark]
    return number * scale + 1000 * int(match["thousands"] or 0)


def _arabic(written: str) -> Decimal:
    if written.isdigit():
        return Decimal(written)
    whole, mark, rest = "".join(written.split()).rpartition(",")
    if mark and len(rest) != 3 and "." not in rest and "," not in whole:
        return Decimal(f"{whole}.{rest}")
    return Decimal("".join(written.split()).replace(",", ""))


def chinese(written: str) -> Decimal | None:
    """A number in Chinese numerals. A magnitude alone is one of it: 百 is 100, 千万 is 10,000,000."""
    whole, _, decimals = written.partition("点")
    number = _whole(whole)
    if number is None or not decimals:
        return None if number is None else Decimal(number)
    return Decimal(f"{number}.{''.join(str(DIGITS[mark]) for mark in decimals)}")


def _whole(written: str) -> int | None:
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = written.rpartition(mark)
        if found:
            return _sized(head, tail, size)
    return _below_ten_thousand(written)


def _sized(head: str, tail: str, size: int) -> int | None:
    before = _whole(head) if head else 1
    after = _whole(tail.lstrip("零〇")) if tail.lstrip("零〇") else 0
    return None if before is None or after is None or after >= size else before * size + after


def _below_ten_thousand(written: str) -> int | None:
    if written and all(mark in DIGITS for mark in written):  # 二〇二五, or a single digit
        return int("".join(str(DIGITS[mark]) for mark in written)) if len(written) != 2 else None
    total, digit, last = 0, None, 10_000
    for mark in written:
        if mark in DIGITS:
            if digit:
                return None
            digit = DIGITS[mark]
            continue
        size = SMALL[mark]
        if size >= last:
            return None
        total, digit, last = total + (1 if digit is None else digit) * size, None, size
    return total + (digit or 0)
