"""The quantities that a quoted sentence states, read in one indicator's unit, with the words that bear on them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policytrack.model import Comparator, Indicator, Qualifier, Unit
from policytrack.reading.amount import spellings
from policytrack.reading.numerals import LARGE, SIMPLER, number_pattern, value_of
from policytrack.units import scaled

# words of magnitude in the languages of the sources; longer ones first
_MAGNITUDES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "millions": 10**6, "milliards": 10**9,
    "milliard": 10**9, "Millionen": 10**6, "Milliarden": 10**9,
}  # fmt: skip
_SYNONYMS = {"元": ("yuans", "yuan", "RMB", "CNY"), "%": ("percent", "per cent", "Prozent", "pour cent", "パーセント")}
_PARTS = {"%": {"‰": Decimal("0.1"), "成": Decimal(10)}}
_DASHES = "-–—~至到~"
# what words right behind a number ask for, and words in front of it
_ASKING_AFTER: dict[str, Comparator] = {
    "左右": "about", "上下": "about", "以上": "at_least", "以下": "at_most", "以内": "at_most", "之内": "at_most",
}  # fmt: skip
_ASKING_BEFORE: dict[str, Comparator] = {
    "不低于": "at_least", "不少于": "at_least", "不超过": "at_most", "不高于": "at_most", "控制在": "at_most",
    "降至": "at_most", "降到": "at_most", "低于": "less_than", "小于": "less_than", "高于": "more_than",
    "大于": "more_than", "至少": "at_least",
    "不小于": "at_least", "不大于": "at_most", "不多于": "at_most", "不得低于": "at_least", "不得少于": "at_least",
    "不得小于": "at_least", "不得超过": "at_most", "不得高于": "at_most", "不得大于": "at_most", "不得多于": "at_most",
    "下降至": "at_most", "下降到": "at_most", "降低至": "at_most", "降低到": "at_most", "减少至": "at_most",
    "减少到": "at_most", "压减至": "at_most", "压减到": "at_most", "压缩至": "at_most", "压缩到": "at_most",
    "缩短至": "at_most", "缩短到": "at_most", "缩小至": "at_most", "缩小到": "at_most",
    ">": "more_than", "<": "less_than", "≥": "at_least", "≤": "at_most",
    "超过": "more_than", "突破": "more_than", "超": "more_than", "逾": "more_than", "大约": "about", "约": "about",
    "more than": "more_than", "over": "more_than", "about": "about", "around": "about", "at least": "at_least",
    "roughly": "about", "limited to": "at_most",
    "at most": "at_most", "up to": "at_most", "not exceed": "at_most", "no more than": "at_most",
    "below": "less_than", "under": "less_than",
    "less than": "less_than", "fewer than": "less_than", "approximately": "about", "no less than": "at_least",
    "not less than": "at_least", "no fewer than": "at_least", "no lower than": "at_least",
    "exceed": "more_than",
}  # fmt: skip
# what words in front of a measured number say of it
_QUALIFIERS: dict[str, Qualifier] = {
    "接近": "under", "近": "under", "不足": "under", "超过": "over", "突破": "over", "超": "over", "逾": "over",
    "大约": "about", "约": "about", "more than": "over", "over": "over", "exceeding": "over", "dépassé": "over",
    "nearly": "under", "about": "about", "around": "about", "approximately": "about",
}  # fmt: skip
_VERBS = {"突破", "超过", "高于", "低于", "大于", "小于"}
_CLOSE = 4  # characters between such a word and its number: 突破人民币1万亿元
NEAR = 14  # characters before a number in which its comparator word stands


class Reading(NamedTuple):
    """One quantity in a text: where it stands, its number in the indicator's unit, and what the words around it say.

    `upper` is that of a range. `has_unit`: its unit is written; else it is a bare number. `comparator` is what the
    words ask for when they set a target, `qualifier` what they say of a measured value.
    """

    start: int
    end: int
    value: Decimal
    upper: Decimal | None
    has_unit: bool
    comparator: Comparator
    qualifier: Qualifier
    has_word: bool


def plain(text: str) -> str:
    """A text in simplified characters and half-width signs; of its length, so that places stay."""
    return _marks().sub(lambda found: SIMPLER[found[0]], text)


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(f"[{''.join(SIMPLER)}]")


def readings_in(text: str, indicator: Indicator, units: Mapping[str, Unit]) -> list[Reading]:
    """Every number of a text that can be a value in the indicator's unit, in the order of the text."""
    simple = plain(text)
    written = _units(indicator, units)
    if indicator.kind == "rank":
        return list(_ranks(simple))
    found = list(_covered(simple, indicator))
    taken = 0
    for match in number_pattern().finditer(simple):
        if match.start() < taken:
            continue
        for reading in _from(simple, match, written):
            taken = reading.end
            found.append(reading)
    found += _implied(simple, written, [reading.end for reading in found])
    return sorted(found)


def _from(text: str, match: re.Match[str], written: Sequence[tuple[str, Decimal]]) -> Iterator[Reading]:
    """The reading of one number, or of the range that it opens."""
    value = value_of(match)
    if value is None or _is_name(text, match):
        return
    end, upper = match.end(), None
    second = number_pattern().match(text, end + 1) if text[end : end + 1] and text[end] in _DASHES else None
    if second and value_of(second) is not None and second["arabic"] is not None:
        upper, end = value_of(second), second.end()
    end, factor, has_unit = _unit_at(text, end, written)
    if factor is None:
        return
    starts = re.search(r"(?:由|从|\bfrom )[^,。;]{0,12}$", text[max(0, match.start() - 16) : match.start()])
    if upper is None and has_unit and not starts:  # 由3136亿元到8536亿元 is a change
        upper, end = _again(text, end, (value, factor), written)
    value, upper = scaled(value, factor), None if upper is None else scaled(upper, factor)
    yield _reading(text, match.start(), end, value, upper, has_unit=has_unit)


def _again(
    text: str, at: int, first: tuple[Decimal, Decimal], written: Sequence[tuple[str, Decimal]]
) -> tuple[Decimal | None, int]:
    """The upper end of a range whose unit is written twice (20%-25%, 20%至25%, 20% to 25%), and where it ends.

    `first` is the lower end and the factor of its unit.
    """
    dash = re.compile(r"[-–—~至到]| to ").match(text, at)
    second = number_pattern().match(text, dash.end()) if dash else None
    value = value_of(second) if second and second["arabic"] is not None else None
    if second is None or value is None or value <= first[0]:
        return None, at
    end, factor, has_unit = _unit_at(text, second.end(), written)
    return (value, end) if has_unit and factor == first[1] else (None, at)


def _unit_at(text: str, at: int, written: Sequence[tuple[str, Decimal]]) -> tuple[int, Decimal | None, bool]:
    """Where the unit after a number ends, its factor (None: another unit stands there), and whether one is written."""
    magnitude, end = Decimal(1), at
    word = _magnitude().match(text, end)
    if word:
        magnitude, end = Decimal(_MAGNITUDES[word[1]]), word.end()
    more = _between().match(text, end)
    end = more.end() if more else end
    scale = 1 if text[end : end + 1] not in LARGE else LARGE[text[end]]  # 100余万元: behind the 余
    for at_unit, times in ((end, Decimal(1)), (end + 1, Decimal(scale))):
        for spelling, factor in written if times > 1 or at_unit == end else ():
            if text.startswith(spelling, at_unit):
                return at_unit + len(spelling), factor * magnitude * times, True
    if scale == 1 and (word or not _other().match(text[at : at + 1])):
        return at, magnitude, False
    return at, None, False


@cache
def _other() -> re.Pattern[str]:
    """What does not stand right behind a bare number: anything but a stop, a space, a bar or a class (级)."""
    return re.compile(r"[^\s|,.;:。,;、)\]级]")


@cache
def _between() -> re.Pattern[str]:
    """What may stand between a number and its unit."""
    return re.compile(r"[余多几]?\s*(?:de )?")


@cache
def _magnitude() -> re.Pattern[str]:
    return re.compile(rf"\s*({'|'.join(sorted(_MAGNITUDES, key=len, reverse=True))})\b")


def _units(indicator: Indicator, units: Mapping[str, Unit]) -> list[tuple[str, Decimal]]:
    """Every spelling of the indicator's unit, in plain characters, longest first, with its factor."""
    found: dict[str, Decimal] = {}
    for spelling, factor in spellings(indicator, units):
        if spelling:
            found.setdefault(plain(spelling), factor)
    for name in list(found):
        for synonym in _SYNONYMS.get(name, ()):
            found.setdefault(synonym, found[name])
        for part, factor in _PARTS.get(name, {}).items():
            found.setdefault(part, factor * found[name])
    spaced = {f" {name}": factor for name, factor in found.items() if name.isascii() or name == "%"}
    return sorted({**found, **spaced}.items(), key=lambda item: -len(item[0]))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a year, a date, an ordinal, the lower half of a fraction, or a part of a Latin name."""
    after, before = text[match.end() : match.end() + 1], text[max(match.start() - 1, 0) : match.start()]
    if match["arabic"] is not None and after and after in "年月日号届次第" and len(match[0]) <= 4:
        return True
    return before in {"第", "之"} or (before.isascii() and before.isalpha())


def _reading(text: str, start: int, end: int, value: Decimal, upper: Decimal | None, *, has_unit: bool) -> Reading:
    comparator, has_word = comparator_of(text, start, end)
    if upper is not None:
        comparator = "between"
    return Reading(start, end, value, upper, has_unit, comparator, qualifier_of(text, start, end), has_word)


def _sentence_before(text: str, start: int, floor: int = 0) -> str:
    """The words right before a number, back to the last stop, and not beyond `floor`."""
    return re.split(r"[,。;;、!?|]", text[max(floor, start - NEAR) : start])[-1]


def comparator_of(text: str, start: int, end: int, floor: int = 0) -> tuple[Comparator, bool]:
    """What the words around a number ask for, and whether one of them says so: a bare number is at_least.

    `floor` is where another number ends, to which words before it belong.
    """
    after = text[end : end + 3]
    before = _sentence_before(text, start, floor)
    if after[:2] in _ASKING_AFTER:
        return _ASKING_AFTER[after[:2]], True
    if after.startswith(" or") and (found := _either().match(text, end)):
        return "at_least" if found["more"] else "at_most", True
    last = _last_of(before, _ASKING_BEFORE)
    if last:
        return _ASKING_BEFORE[last], True
    return "at_least", any(word in before for word in ("达", "提高到", "覆盖", "均有"))


@cache
def _either() -> re.Pattern[str]:
    """60 or fewer, 30% or more."""
    return re.compile(r" or (?:(?P<more>more|above|higher)|less|fewer|below|lower)\b")


def qualifier_of(text: str, start: int, end: int) -> Qualifier:
    """What the words around a number say of a measured value."""
    inside, after, before = text[start:end], text[end : end + 3], _sentence_before(text, start)
    if re.search("[余多几]", inside) or after.startswith(("以上", "余", "多")):
        return "over"
    if after.startswith(("左右", "上下")):
        return "about"
    last = _last_of(before, _QUALIFIERS)
    return _QUALIFIERS[last] if last else "exact"


def _last_of(before: str, words: Iterable[str]) -> str | None:
    """The word that stands nearest to the number; of two that end together the longer (不低于, not 低于)."""
    found = [
        (before.rfind(word) + len(word), len(word), word) for word in words if word in before and _stands(word, before)
    ]
    return max(found)[2] if found else None


def _stands(word: str, before: str) -> bool:
    """Whether a word before a number is said of it: one character only right in front of it, and in no other word.

    What can be a verb of its own stands close to it: 突破关键技术30项 asks for 30.
    """
    if word in _VERBS:
        return word in before[-len(word) - _CLOSE :]
    is_word = len(word) > 1
    return is_word or (before.endswith(word) and not re.search("[签节集违条合契预制公]约$", before))


def _ranks(text: str) -> Iterator[Reading]:
    """Places: 首位, 第一, 第3位, 榜首, and their like."""
    for match in _rank().finditer(text):
        written = match["place"] or match["rank"] or match["top"]
        number = Decimal(1) if match["first"] else None
        if written:
            digits = number_pattern().fullmatch(written)
            number = value_of(digits) if digits else None
        if number is not None:
            yield Reading(match.start(), match.end(), number, None, True, "at_most", "exact", True)


@cache
def _rank() -> re.Pattern[str]:
    first = "(?P<first>首位|榜首|第一|ranks? first)"
    return re.compile(
        rf"{first}|第(?P<place>\d{{1,4}}|[一二三四五六七八九十]{{1,3}})|rank (?P<rank>\d{{1,4}})"
        rf"|前(?P<top>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?=[位名强])",
        re.ASCII,
    )


def _covered(text: str, indicator: Indicator) -> Iterator[Reading]:
    """全覆盖: all of a share."""
    if indicator.limit is None or indicator.kind != "ratio":
        return
    for match in re.finditer("全覆盖", text):
        yield Reading(match.start(), match.end(), indicator.limit, None, True, "at_least", "exact", True)


def _implied(text: str, written: Sequence[tuple[str, Decimal]], taken: Sequence[int]) -> Iterator[Reading]:
    """A class without a number, 吉瓦时级: one of its unit."""
    for spelling, factor in written:
        for match in re.finditer(re.escape(spelling) + "级", text):
            if match.start() + len(spelling) not in taken:
                yield Reading(match.start(), match.end(), factor, None, True, "at_least", "exact", True)


def years_of(text: str) -> list[int]:
    """The calendar years that a text names (2025年, 到2025, by 2025)."""
    return [int(year) for year in re.findall(r"(?<![\d.])((?:19|20|21)\d\d)(?=年|\b(?![\d.%]))", plain(text))]


def says_hold(text: str) -> bool:
    """Whether a sentence asks to hold a level."""
    return "保持" in plain(text)


def says_average(text: str) -> bool:
    """Whether a sentence speaks of average yearly growth."""
    return "年均" in plain(text)


def direction_of(text: str) -> Comparator | None:
    """The direction that a sentence without a number gives."""
    simple = plain(text)
    if re.search("增加|增长|提升|提高|扩大|上升|壮大", simple):
        return "increase"
    return "decrease" if re.search("减少|下降|降低|压减", simple) else None


def says_total(text: str) -> bool:
    """Whether the words speak of what several years come to together."""
    return "累计" in plain(text)


_TIMES = {"翻一番": 2, "翻番": 2, "翻两番": 4, "翻三番": 8}


def changes_in(text: str) -> list[Decimal]:
    """The sizes of changes that the words name: per cents, percentage points, multiples, doublings."""
    simple = plain(text)
    numbers = [Decimal(number) for number in re.findall(r"\d{1,9}(?:\.\d{1,9})?(?=%|个百分点|倍)", simple)]
    return numbers + [Decimal(times) for word, times in _TIMES.items() if word in simple]
