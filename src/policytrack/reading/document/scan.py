"""Every quantity of a text, whoever measures it: where it stands, what it says, and how the sentence means it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from policytrack.errors import Refused
from policytrack.model import Comparator
from policytrack.reading.document.document_text import DocumentText
from policytrack.reading.document.intent import ReadsAs, reads_as
from policytrack.reading.document.year_columns import YearCell, cells
from policytrack.reading.english import english_unit, upper_end
from policytrack.reading.exclusions import Passed, passed, passed_bare, passed_with_unit
from policytrack.reading.measures import COMMON_UNITS, ENGLISH_SIZES, LATIN_UNITS
from policytrack.reading.number_words import Spoken, spoken
from policytrack.reading.numerals import ARABIC, HAN, number_pattern, value_of
from policytrack.reading.readings import comparator_of, plain
from policytrack.text import Text
from policytrack.units import scaled
from policytrack.watching import Watch, unwatched

Measure = Literal["level", "average_growth", "cumulative", "change"]

_MONEY = {"万": 10_000, "亿": 100_000_000}
MOST_NUMBERS = 50_000  # fifty times those of a long plan
_STRICT = ("more_than", "less_than", "at_most")


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


def quantities(text: str, units: Iterable[str], watch: Watch = unwatched) -> list[Quantity]:
    """Every number of a text with its unit, and what was passed by, in the order of the text.

    Raises:
        Refused: there are more numbers than any document has.
    """
    document, counted = DocumentText(text), _pattern(frozenset(units))
    matches = list(islice(number_pattern().finditer(document.simple), MOST_NUMBERS + 1))
    if len(matches) > MOST_NUMBERS:
        raise Refused(Text(f"全文超过{MOST_NUMBERS:,}个数", f"the text has more than {MOST_NUMBERS:,} numbers"))
    found: list[Quantity] = []
    said, floor, taken = None, 0, 0
    for match in watch(matches):
        if match.start() < taken:
            continue
        joined = said is not None and bool(_joint().fullmatch(document.simple, said.end, match.start()))
        floor = floor if joined else said.end if said else 0
        one = _quantity(document, match, counted, floor)
        if one is None:
            continue
        if joined and said and one.comparator == "at_least" and said.comparator in _STRICT:
            one = one._replace(comparator=said.comparator)  # 分别超过90家和870家
        taken = one.end
        said = said if one.passed else one
        found.append(one)
    worded = [_of_words(document, one) for one in spoken(document.simple, is_english=document.is_english)]
    spelled = [(one.start, one.end) for one in worded]
    found = [*(one for one in found if not _is_inside(one, spelled)), *worded]
    return sorted(_tabled(document, found, list(cells(document.simple, counted))))


def _tabled(document: DocumentText, found: Sequence[Quantity], table: Sequence[YearCell]) -> Iterator[Quantity]:
    """The quantities of a text, those of a table with what their column and their row say."""
    known = {one.start: one for one in found}
    serials = {cell.start for cell in table if cell.is_serial}
    numbers = [cell for cell in table if cell.is_number and not cell.is_serial]
    yield from (_in_table(document, cell, known.get(cell.start)) for cell in numbers)
    covered = [(cell.start, cell.end) for cell in numbers]
    phrases = [cell for cell in table if not cell.is_number]
    for one in found:
        if _is_inside(one, covered):
            continue
        if one.start in serials:
            yield _passed(document, one.start, one.end, one.value, "number")
            continue
        cell = next((cell for cell in phrases if cell.start <= one.start < cell.end), None)
        if cell is None or one.passed:
            yield one
        else:
            yield one._replace(year=cell.year, reads_as=_reads(document, cell))


def _reads(document: DocumentText, cell: YearCell) -> ReadsAs:
    asked = cell.is_asked and not document.is_report and (document.begins is None or cell.year >= document.begins)
    return "target" if asked else "observation"


def _is_inside(one: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (one.start, one.end)) if spans else 0
    return any(first <= one.start < last for first, last in spans[max(0, at - 1) : at + 1])


@cache
def _joint() -> re.Pattern[str]:
    """What stands between two numbers that share the word in front of them."""
    return re.compile(r"(?:以上|以下|左右)?[、和与及或]")


@lru_cache(maxsize=4)
def _pattern(units: frozenset[str]) -> re.Pattern[str]:
    """Any unit, the longest spelling first; one that something is counted by may follow it (微克/立方米)."""
    every = {plain(name) for name in (*units, *COMMON_UNITS) if name}
    every |= {name.lstrip("万亿") for name in every if len(name.lstrip("万亿")) > 0}  # the number takes the magnitude
    spelled = sorted(every, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, spelled)))


def _in_table(document: DocumentText, cell: YearCell, one: Quantity | None) -> Quantity:
    """A quantity in a table's column: the column's year and the row's unit; what lies ahead of a plan is asked for."""
    sign = -1 if document.simple[cell.start] == "-" else 1
    at = cell.start + (sign < 0)
    match, running = (number_pattern().match(document.simple, at, *end) for end in ((cell.end,), ()))
    spills = match is not None and running is not None and running.end() > cell.end  # 120 150 in two cells
    if one is None or one.passed is not None or spills:
        value = value_of(match) if match else None
        one = _made(document, cell.start, cell.end, sign * (value or Decimal(0)), None, "")
    is_place = (one.unit or cell.unit) in {"位", "名"} and re.search("排名|位次|名次", cell.row)
    return one._replace(
        year=cell.year,
        unit=one.unit or cell.unit,
        comparator="at_most" if is_place else cell.comparator if one.upper is None else "between",
        reads_as=_reads(document, cell),
        measure="level",
        sentence=cell.row,
    )


def _quantity(document: DocumentText, match: re.Match[str], units: re.Pattern[str], floor: int) -> Quantity | None:
    simple, start, end, upper = document.simple, match.start(), match.end(), None
    why = passed(simple, match)
    if why is None and match["arabic"] is None and _unit(simple, _after_more(simple, end), units) is None:
        return None  # a numeral without a unit is a word: 一带一路, 统一, 百姓
    value = value_of(match)
    if value is None:
        return None
    if document.is_english and match["arabic"] is not None:
        is_sized = why == "name" and bool(re.compile(ENGLISH_SIZES).match(simple, end))
        return _passed(document, start, end, value, why) if why and not is_sized else _english(document, match, value)
    if why is None and match["arabic"] is not None:
        upper, end = _upper(simple, end)
    is_chinese = match["arabic"] is None
    unit = _unit(simple, _after_more(simple, end), units) or (None if is_chinese else _unknown_unit(simple, end))
    if is_chinese and match[0][0] in "零〇":
        return None  # 零部件, 零碳
    if why is None:
        why = passed_with_unit(simple, match, *unit) if unit else passed_bare(simple, match)
        end = unit.end if unit else end
    if why is not None:
        return _passed(document, start, end, value, why)
    again = _again(simple, end, unit.name) if unit and upper is None else None
    if again is not None:  # 5.5%—6.0%
        upper, end = again
    name, value = _in_money(simple, match, unit.name if unit else "", value)
    return _made(document, start, end, value, upper, name, floor)


def _in_money(text: str, match: re.Match[str], name: str, value: Decimal) -> tuple[str, Decimal]:
    """A number's unit and value: money keeps the magnitude that it is said in, 1.2万亿元 is 12,000 亿元."""
    size = text[match.end() - 1]
    if not name and size == "亿" and _money().search(text[max(0, match.start() - 12) : match.start()]):
        name = "元"  # 基金规模达1500亿
    if name.startswith("元") and size in _MONEY:
        return size + name, scaled(value, 1 / Decimal(_MONEY[size]))
    return name, value


def _passed(document: DocumentText, start: int, end: int, value: Decimal, why: Passed) -> Quantity:
    shown = document.text[start:end]
    return Quantity(start, end, shown, value, None, "", "at_least", None, None, "other", "", why)


class _Unit(NamedTuple):
    """A unit as it is written, and where it ends."""

    name: str
    end: int


def _unit(text: str, at: int, units: re.Pattern[str]) -> _Unit | None:
    """A unit at a place, with what it is counted by (微克/立方米, 千瓦时/百公里), or a Latin one behind a space."""
    first = units.match(text, at)
    if first is None:
        latin = _latin().match(text, at)
        return _Unit(latin[0].strip(), latin.end()) if latin else None
    per = _per().match(text, first.end())
    second = units.match(text, per.end()) if per else None
    end = second.end() if second else first.end()
    return _Unit(text[at:end], end)


@cache
def _money() -> re.Pattern[str]:
    """What is counted in money, though the sentence leaves it out."""
    return re.compile("基金|规模|投资|产值|收入|增加值|交易额|成交额|销售额|经费|生产总值|GDP")


@cache
def _latin() -> re.Pattern[str]:
    return re.compile(rf" ?{LATIN_UNITS}")


@cache
def _per() -> re.Pattern[str]:
    return re.compile("/[百千万亿]?")


def _unknown_unit(text: str, at: int) -> _Unit | None:
    """A word that no register has, in front of one that bears on the number: 4300万头左右."""
    found = _unknown().match(text, at)
    return _Unit(found[0], found.end()) if found else None


@cache
def _unknown() -> re.Pattern[str]:
    return re.compile(rf"{HAN}{{1,2}}(?=左右|以上|以下|以内)")


def _upper(text: str, at: int) -> tuple[Decimal | None, int]:
    """The upper end of a range that opens before a place, and where the range ends."""
    second = _range().match(text, at)
    found = number_pattern().match(text, second.start("upper")) if second else None
    return (value_of(found), found.end()) if found else (None, at)


@cache
def _range() -> re.Pattern[str]:
    return re.compile(rf"[-–—~至到](?P<upper>{ARABIC})(?![-–—/])", re.ASCII)


def _english(document: DocumentText, match: re.Match[str], value: Decimal) -> Quantity | None:
    """A number of an English text, with its sign, its magnitude and its noun."""
    simple, start = document.simple, match.start()
    before = simple[max(0, start - 12) : start]
    if re.fullmatch(r"(?:19|20|21)\d\d", match[0]) or re.search(r"20\d\d[-/]$", before):
        return _passed(document, start, match.end(), value, "year")
    if re.search(r"\baged (?:\d+-)?$", before):
        return _passed(document, start, match.end(), value, "name")  # whom something is for
    upper, end = upper_end(simple, start, match.end()) or _upper(simple, match.end())
    unit = english_unit(simple, start, end)
    heads = re.search(r"(?:^|\n)[ \t]*$", simple[max(0, start - 9) : start]) and "." in match[0] and unit.unit.istitle()
    listed = "number" if heads else None if unit.unit else passed_bare(simple, match)
    if listed:
        return _passed(document, start, match.end(), value, listed)
    upper = None if upper is None else upper * unit.size
    return _made(document, start, max(end, unit.end), value * unit.size, upper, unit.unit)


def _again(text: str, at: int, unit: str) -> tuple[Decimal, int] | None:
    """The upper end of a range whose unit is written twice, and where it ends."""
    match = number_pattern().match(text, at + 1) if text[at : at + 1] in {"-", "–", "—", "~", "至"} else None
    value = value_of(match) if match and match["arabic"] is not None else None
    if match is None or value is None or not text.startswith(unit, match.end()):
        return None
    return value, match.end() + len(unit)


def _made(
    document: DocumentText, start: int, end: int, value: Decimal, upper: Decimal | None, unit: str, floor: int = 0
) -> Quantity:
    """A quantity with what its sentence and its section say of it."""
    simple, span = document.simple, document.sentence(start, end)
    before = simple[span.first : start]
    after = simple[end : span.last if document.is_english else min(span.last, end + 16)]
    mood = document.section(start).mood
    if document.tells(start):
        mood = "told"
    elif document.asks(start):
        mood = "goals" if mood == "neutral" and not document.is_report else mood
    elif document.looks_back(start):
        mood = "told"
    reads = reads_as(before, after, unit, mood, document.since)
    if not unit and document.lasts(start) and {simple[start - 1 : start], simple[end : end + 1]} <= set("\t|"):
        reads = "other"  # a project's cost, or its number
    comparator: Comparator = "between" if upper is not None else comparator_of(simple, start, end, floor)[0]
    if (before.endswith("前") and unit in {"位", "名", "强", ""}) or _lowered().search(before):
        comparator = "at_most"
    return Quantity(
        start,
        end,
        document.text[start:end],
        value,
        upper,
        unit,
        comparator,
        document.year(span, start, end, is_asked=reads == "target"),
        _measure(before[-16:], unit),
        reads,
        document.words(span),
    )


@cache
def _lowered() -> re.Pattern[str]:
    english = r"\b(?:[Rr]educe|[Cc]ut|[Ll]ower|[Ll]imit)\b[^.;]{1,60}\bto $"
    return re.compile(rf"{english}|(?:降低|下降|压减|压缩|缩短|减少)[^,。;\d]{{0,14}}(?:至|到|为)$")


def _after_more(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in {"余", "多", "几"} and text[at : at + 1] else at


def _measure(before: str, unit: str) -> Measure:
    if _average().search(before):
        return "average_growth"
    if "累计" in before or "总计" in before:
        return "cumulative"
    return "change" if unit in {"个百分点", "倍", "percentage points"} or _change().search(before) else "level"


@cache
def _average() -> re.Pattern[str]:
    return re.compile(r"年均[^,。;]{0,8}(?:增|递|提高|下降|降低)|增[长速幅][^,。;]{0,4}年均")


@cache
def _change() -> re.Pattern[str]:
    """A change right in front of a number, not the level that it leads to."""
    verb = "增长|增加|提高|提升|上升|下降|降低|减少|压减|缩减|缩小|同比|翻"
    return re.compile(
        rf"(?:{verb})(?!到|至|为)[约近超过了]{{0,2}}$|\bby (?:at least |up to |about |more than |over )?$"
    )


def _of_words(document: DocumentText, one: Spoken) -> Quantity:
    made = _made(document, one.start, one.end, one.value, None, one.unit)
    return made._replace(comparator=one.comparator or made.comparator, measure=one.measure or made.measure)
