"""Every quantity of a text, whoever measures it: where it stands, what it says, and how the sentence means it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from policytrack.errors import Refused
from policytrack.model import Comparator
from policytrack.quantity.amount import scaled
from policytrack.quantity.columns import Cell, cells
from policytrack.quantity.moods import Mood, ReadsAs, moods_of, reads_as
from policytrack.quantity.numerals import ARABIC, number_pattern, value_of
from policytrack.quantity.passing import YEAR, Passed, is_listed, is_quoted, passed, passed_with_unit
from policytrack.quantity.readings import comparator_of, plain
from policytrack.text import Text

Measure = Literal["level", "average_growth", "cumulative", "change"]

# words that units are counted in, beside those of a catalogue; longest first when matched
COMMON_UNITS = [
    "个百分点",
    "%",
    "‰",
    "倍",
    "成",
    "亿元",
    "万元",
    "元",
    "亿",
    "万",
    "平方公里",
    "万平方米",
    "平方米",
    "公里",
    "千米",
    "米",
    "万吨",
    "吨标煤",
    "吨",
    "公斤",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "吉瓦时",
    "吉瓦",
    "小时",
    "分钟",
    "天",
    "日",
    "工作日",
    "个月",
    "年",
    "岁",
    "周岁",
    "级",
    "位",
    "名",
    "人次",
    "人",
    "万人",
    "户",
    "万户",
    "家",
    "项",
    "件",
    "所",
    "座",
    "条",
    "本",
    "种",
    "类",
    "台",
    "套",
    "支",
    "批",
    "届",
    "门",
    "次",
    "期",
    "区",
    "园",
    "个",
    "处",
    "场",
    "部",
    "篇",
    "款",
    "只",
    "股",
    "层",
    "间",
    "张",
    "份",
    "辆",
    "艘",
    "架",
    "枚",
    "颗",
    "公顷",
    "亩",
    "万件",
    "万项",
    "万家",
    "套",
    "位项目负责人",
    "方面",
    "部门",
    "部委",
]
_WORDS = {"首位": 1, "榜首": 1, "全覆盖": 100, "吉瓦时级": 1, "翻一番": 2, "翻番": 2, "翻两番": 4}
_MONEY = {"万": 10_000, "亿": 100_000_000}
HEAD, LOOK_BACK = 3000, 4000  # characters in which a document names its span, and back to the last 到20XX年
_PERIODS = {"十三五": 2020, "十四五": 2025, "十五五": 2030}
MOST_NUMBERS = 50_000  # fifty times those of a long plan
LONGEST = 500  # characters of a sentence before and behind a number that are looked at
_STOPS = "。;!?\n"


class Quantity(NamedTuple):
    """One quantity. `value` is its number with magnitudes multiplied out, in `unit`; `year` the last one named before.

    `passed`: recognised by rule as no quantity (a year, a date, a number of a document or a list, a name, 一 as an
    article), and only counted.
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
    """Every number of a text with its unit, and what was passed by, in the order of the text.

    Raises:
        Refused: there are more numbers than any document has.
    """
    simple = plain(text)
    if sum(1 for _ in islice(number_pattern().finditer(simple), MOST_NUMBERS + 1)) > MOST_NUMBERS:
        raise Refused(Text(f"全文超过{MOST_NUMBERS:,}个数", f"the text has more than {MOST_NUMBERS:,} numbers"))
    every = {plain(name) for name in (*units, *COMMON_UNITS) if name}
    every |= {name.lstrip("万亿") for name in every if len(name.lstrip("万亿")) > 0}  # the number takes the magnitude
    spelled = sorted(every, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, spelled)))
    found, taken = [], 0
    for match in number_pattern().finditer(simple):
        if match.start() < taken:
            continue
        one = _quantity(simple, text, match, pattern)
        if one is not None:
            taken = one.end
            found.append(one)
    moods = moods_of(simple)
    meant = [_meant(one, simple, moods) for one in (*found, *_wordless(simple, text))]
    table = {one.start: one for one in cells(simple, pattern)}
    placed = {one.start for one in meant}
    extra = [_bare(simple, text, cell) for start, cell in table.items() if start not in placed]
    return sorted([*(_in_table(one, table.get(one.start)) for one in meant), *extra])


def _in_table(one: Quantity, cell: Cell | None) -> Quantity:
    """A quantity in a table's column: the column's year and the row's unit; the last year is asked for."""
    if cell is None:
        return one
    reads: ReadsAs = "target" if cell.is_last else "observation"
    unit = one.unit or cell.unit
    return one._replace(year=cell.year, unit=unit, reads_as=reads, measure="level", sentence=cell.row, passed=None)


def _bare(simple: str, text: str, cell: Cell) -> Quantity:
    match = number_pattern().match(simple, cell.start)
    value = value_of(match) if match else None
    return _in_table(_made(simple, text, cell.start, cell.end, value or Decimal(0), None, "", None), cell)


def _quantity(simple: str, text: str, match: re.Match[str], units: re.Pattern[str]) -> Quantity | None:
    value = value_of(match)
    if value is None:
        return None
    start, end, upper = match.start(), match.end(), None
    why = passed(simple, match)
    second = re.compile(rf"[-–—~至到](?P<upper>{ARABIC})(?![-–—/])", re.ASCII).match(simple, end)
    if why is None and second and match["arabic"] is not None:
        found = number_pattern().match(simple, second.start("upper"))
        upper, end = (value_of(found), found.end()) if found else (None, end)
    unit = units.match(simple, _after_more(simple, end))
    is_chinese = match["arabic"] is None
    english = None if unit or is_chinese or why else _english(units).match(simple, end)
    if english:  # 300 foreign R&D centres
        return _made(simple, text, start, english.end(), value * _magnitude_of(english), upper, english["unit"], None)
    if is_chinese and match[0][0] in "零〇":
        return None  # 零部件, 零碳
    if unit is None and why is None:
        if is_chinese:
            return None  # a numeral without a unit is a word: 一带一路, 统一, 百姓
        why = "number" if is_listed(simple, match) else "name" if is_quoted(simple, start, end) else None
        why = "year" if why is None and YEAR.fullmatch(match[0]) else why
    if unit is not None and why is None:
        why = passed_with_unit(simple, match, unit)
        end = unit.end()
        again = _again(simple, end, unit[0]) if why is None and upper is None else None
        if again is not None:  # 5.5%—6.0%
            upper, end = again
    name = unit[0] if unit and why is None else ""
    if name.startswith("元") and simple[match.end() - 1] in _MONEY:  # 1.2万亿元 is 12,000 亿元, as people say it
        size = _MONEY[simple[match.end() - 1]]
        name, value = simple[match.end() - 1] + name, scaled(value, 1 / Decimal(size))
    return _made(simple, text, start, end, value, upper, name, why)


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


def _made(
    simple: str,
    text: str,
    start: int,
    end: int,
    value: Decimal,
    upper: Decimal | None,
    unit: str,
    passed: Passed | None,
) -> Quantity:
    lowest, highest = max(0, start - LONGEST), min(len(simple), end + LONGEST)
    first = max(max(simple.rfind(stop, lowest, start) for stop in _STOPS) + 1, lowest)
    ends = [place for place in (simple.find(stop, end, highest) for stop in _STOPS) if place >= 0]
    last = min(ends, default=highest)
    sentence, local = simple[first:last], start - first
    comparator: Comparator = "between" if upper is not None else comparator_of(simple, start, end)[0]
    return Quantity(
        start, end, text[start:end], value, upper, unit, comparator, _year(simple, first, start, end),
        None if passed else _measure(sentence, local, unit), "other", text[first:last].strip(), passed,
    )  # fmt: skip


def _year(text: str, first: int, start: int, end: int) -> int | None:
    """The year that its sentence names (not as a base: 比2020年), else the last 到20XX年, else the plan's end."""
    here = [int(found[1] or found[2]) for found in _named().finditer(text, first, end)]
    behind = re.match(r"[^.;\n]{0,40}?\b[Bb]y (20\d\d)\b", text[end : end + 60])
    if here or behind:
        return here[-1] if here else int(behind[1]) if behind else None
    until = [int(found[1]) for found in re.finditer(r"到(20\d\d)年", text[max(0, start - LOOK_BACK) : start])]
    if until:
        return until[-1]
    span = re.search(r"20\d\d[-–—~至](20\d\d)年|(20\d\d)年[^\n]{0,30}公报", text[:HEAD])
    return (
        int(span[1] or span[2])
        if span
        else next((year for name, year in _PERIODS.items() if name in text[:HEAD]), None)
    )


@cache
def _named() -> re.Pattern[str]:
    return re.compile(r"(?<![比较自从\d])((?:19|20|21)\d\d)(?=年)(?!年以来)|(?<=[Bb]y )((?:20)\d\d)\b")


def _meant(one: Quantity, text: str, moods: list[tuple[int, Mood]]) -> Quantity:
    """A quantity with how its sentence and its section mean it."""
    if one.passed is not None:
        return one
    mood = moods[bisect_right(moods, (one.start, "~")) - 1][1]
    if one.unit in {"岁", "周岁"}:
        return one  # whom a measure is for
    start = max(text.rfind(stop, max(0, one.start - 40), one.start) for stop in _STOPS) + 1
    return one._replace(reads_as=reads_as(text[max(start, one.start - 40) : one.end + 12], mood))


def _after_more(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in {"余", "多", "几"} and text[at : at + 1] else at


def _measure(sentence: str, at: int, unit: str) -> Measure:
    before = sentence[max(0, at - 16) : at]
    if "年均" in before:
        return "average_growth"
    if "累计" in before or "总计" in before or "总量" in before:
        return "cumulative"
    if unit in {"个百分点", "倍"} or re.search("增长|下降|压减|减少|同比|翻", before[-8:]):
        return "change"
    return "level"


def _wordless(simple: str, text: str) -> Iterator[Quantity]:
    """Quantities without a number: 首位 as a place, 全覆盖, 翻一番, a class without a numeral (吉瓦时级)."""
    for match in re.finditer(r"(\d{1,3}|[一二三四五六七八九十]{1,3})分之(\d{1,4}|[一二三四五六七八九十]{1,3})", simple):
        below, above = (
            value_of(found) if (found := number_pattern().fullmatch(one)) else None for one in match.groups()
        )
        if below and above is not None:
            yield _made(simple, text, match.start(), match.end(), round(above / below, 6), None, "", None)
    for match in re.finditer("|".join(_WORDS), simple):
        value = Decimal(_WORDS[match[0]])
        one = _made(simple, text, match.start(), match.end(), value, None, match[0], None)
        yield one._replace(measure="change") if match[0].startswith("翻") else one
