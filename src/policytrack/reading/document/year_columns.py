"""Tables in a text: rows of numbers under a heading that names years (指标 单位 2020年 2025年 属性)."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from policytrack.model import Comparator
from policytrack.reading.measures import LATIN_UNITS
from policytrack.reading.numerals import ARABIC, HAN, number_pattern, value_of

_SIGNS: dict[str, Comparator] = {
    ">": "more_than", "<": "less_than", "≥": "at_least", "≤": "at_most", "约": "about", "左右": "about",
    "以内": "at_most", "以下": "at_most",
}  # fmt: skip
_LONGEST_CELL, _LONGEST_LINE, _MOST_LINES = 60, 400, 2000
_Words = list[tuple[int, str]]  # the cells of a row, and where each stands


class YearCell(NamedTuple):
    """A number of a table: where it stands, its year, its row's unit and words, what its sign asks for.

    `is_asked`: its column is one of targets, as far as the heading says. `is_number`: the cell holds a number and no
    more; else it is words (比2015年降低10%) whose numbers are of this year. `is_span`: it is of all years together.
    `is_serial`: it numbers the row.
    """

    start: int
    end: int
    year: int
    unit: str
    row: str
    comparator: Comparator
    is_asked: bool
    is_number: bool = True
    is_span: bool = False
    is_serial: bool = False


class _Column(NamedTuple):
    """A column of the heading that has values; `place` counts columns from the left."""

    place: int
    year: int
    is_asked: bool
    is_span: bool = False
    unit: str = ""


def cells(text: str, units: re.Pattern[str]) -> Iterator[YearCell]:
    """Every cell that stands in a column of a year, or of a whole span; `text` in plain characters."""
    columns: list[_Column] = []
    width, serial, counted = 0, None, None
    for row, line in _rows(text):
        if [one for _, one in row[:2]] == ["指", "标"]:  # set wide, as printed tables have it
            row[:2] = [(row[0][0], "指标")]
        heading = _columns([one for _, one in row])
        if heading:
            columns, width = heading, len(row)
            serial = next((place for place, (_, one) in enumerate(row) if one in _SERIAL), None)
            counted = next((place for place, (_, one) in enumerate(row) if one in _UNITS), None)
            continue
        found = list(_values(row, columns, width)) if columns else []
        columns = columns if found or _continues(row) else []
        if found and serial is not None and len(row) == width and row[serial][1].isdecimal():
            start, shown = row[serial]
            yield YearCell(start, start + len(shown), 0, "", line.strip(), "equal", is_asked=False, is_serial=True)
        if found:
            named = row[counted][1] if counted is not None and len(row) == width else ""
            is_unit = re.search(rf"{HAN}|[%‰]|^[A-Za-z²/]{{1,12}}$", named)
            unit = named if is_unit else _unit([one for _, one in row], line, units)
            yield from (one._replace(unit=one.unit or unit, row=line.strip()) for one in _falling(text, found))


def _falling(text: str, row: Sequence[YearCell]) -> Iterator[YearCell]:
    """A row's cells; where its numbers fall from what was, the targets are at_most, unless a sign says otherwise."""
    told = [_number(text[one.start : one.end]) for one in row if one.is_number and not one.is_asked]
    for one in row:
        shown = text[one.start : one.end]
        is_plain = one.is_asked and one.is_number and not one.is_span and one.comparator == "at_least"
        is_signed = shown.endswith("以上") or text[max(0, one.start - 1) : one.start] in {"≥", "〔", "["}
        falls = is_plain and not is_signed and bool(told) and told[-1] > _number(shown)
        yield one._replace(comparator="at_most") if falls else one


def _number(cell: str) -> Decimal:
    found = number_pattern().search(cell)
    return (value_of(found) if found else None) or Decimal(0)


def _continues(row: _Words) -> bool:
    """Whether a row without values is still of its table: a group's name, or a value that is none or in words."""
    return 0 < len(row) <= 2 or any(one in {"-", "–", "—", "――", "--"} or "番" in one for _, one in row)


def _rows(text: str) -> Iterator[tuple[_Words, str]]:
    """The lines that may belong to a table, cut into cells; prose as a row without any."""
    at, skip, is_open = 0, 0, False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        start, at = at, at + len(line) + 1
        if skip:
            skip -= 1
        elif line.strip() in _FIRST and (stacked := _stacked(lines[number : number + _MOST_LINES])):
            yield from _unstacked(lines, number, start, *stacked)
            skip = stacked[0] * (stacked[1] + 1) - 1
        elif "。" in line or len(line) > _LONGEST_LINE:
            if is_open:
                yield [], line
            is_open = False
        elif (is_open or _names_years(line)) and not re.fullmatch(r"[\s|:—-]*", line):
            is_open = True
            yield _cut(line, start), line


def _names_years(line: str) -> bool:
    """Whether a line may be a heading: most lines are none."""
    return "20" in line or "五”" in line


_UNITS = {"单位", "计量单位", "指标单位", "Unit", "Units"}
_SERIAL = {"序号", "编号", "No.", "No"}
_FIRST = {"序号", "指标", "指标名称", "类别", "项目", "Indicator"}


def _stacked(lines: Sequence[str]) -> tuple[int, int] | None:
    """How many columns and rows a table with a cell a line has; None where it is none."""
    years = [at for at, line in enumerate(lines[:12]) if _year().fullmatch(line.strip())]
    if not years or any(len(line) > 20 for line in lines[: years[-1] + 1]):
        return None
    width = years[-1] + 1
    while width < len(lines) and re.fullmatch("属性|指标属性|备注|性质|年均.*|累计.*", lines[width].strip()):
        width += 1
    rows = 0
    while True:
        row = lines[width * (rows + 1) : width * (rows + 2)]
        if len(row) < width or any(not one.strip() or len(one) > _LONGEST_CELL or "。" in one for one in row):
            return (width, rows) if rows else None
        rows += 1


def _unstacked(lines: Sequence[str], first: int, at: int, width: int, rows: int) -> Iterator[tuple[_Words, str]]:
    for number in range(first, first + width * (rows + 1), width):
        row: _Words = []
        for line in lines[number : number + width]:
            row.append((at + len(line) - len(line.lstrip()), line.strip()))
            at += len(line) + 1
        yield row, " ".join(one for _, one in row)


def _cut(line: str, start: int) -> _Words:
    """A line's cells: between bars or tabs, empty ones too; else by two spaces, else by one."""
    mark = "|" if "|" in line else "\t" if "\t" in line else None
    if mark is None:
        pattern = r"[^ ]+(?: [^ ]+)*" if re.search(r"[^ ] {2,}[^ ]", line.strip()) else r"[^ ]+"
        return [(found.start() + start, found[0]) for found in re.finditer(pattern, line)]
    row, at = [], start
    for cell in line.split(mark):
        row.append((at + len(cell) - len(cell.lstrip()), cell.strip()))
        at += len(cell) + 1
    if mark == "|":
        row = row[1:] if not row[0][1] else row
        row = row[:-1] if row and not row[-1][1] else row
    return row


@cache
def _year() -> re.Pattern[str]:
    """A heading of one year, or of a five-year plan's end, and what else it says."""
    return re.compile(
        r"(?P<before>[^\d]{0,8}|[ -/:-~]{0,24})(?:(?P<year>20\d\d(?:/\d\d)?)|(?P<five>十[二三四五])五)"
        r"(?P<what>[^\d]{0,12}|[ -/:-~]{0,16}(?: 20\d\d)?)",
        re.IGNORECASE,
    )


_FIVE = {"十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030}


def _year_of(found: re.Match[str]) -> int:
    year = found["year"] or str(_FIVE[found["five"]])
    return int(year[:2] + year[-2:])  # a fiscal year, 2026/27, is that in which it ends


_TOLD = re.compile("基期|基数|基准|实际|现[状况]|完成|actual|baseline")
_WANTED = re.compile(r"目标|规划|预期|target|goal|ceiling|\bby\b")


def _columns(words: Sequence[str]) -> list[_Column]:
    """The columns of years that a heading names; none where it is no heading."""
    plain = [re.sub(r"[①-⑳*#]+$|\[\d+\]$", "", one).strip() for one in words]
    years = [(place, found) for place, one in enumerate(plain) if (found := _year().fullmatch(one))]
    years = [(place, found) for place, found in years if not re.search("指标(?!值)|项目|亿元|万元|投资", plain[place])]
    named = any(one in _FIRST or one.startswith(("指标", "主要指标", "Indicator")) for one in plain)
    if not years or (len(years) < 2 and not named):
        return []
    known = [_year_of(found) for _, found in years]
    told = _told_beside([found[0].lower() for _, found in years])
    past = [place for place, one in enumerate(plain) if re.fullmatch("现[状况]值?|基期值?|基数|[Bb]aseline", one)]
    has_past = bool(past) or any(_TOLD.search((found["before"] + found["what"]).lower()) for _, found in years)
    columns = [_Column(place, min(known) - 1, False) for place in past]
    is_series = len(known) > 2 and known == list(range(known[0], known[0] + len(known)))
    for place, found in years:
        year, what = _year_of(found), (found["before"] + found["what"]).lower()
        later = year > min(known) or is_series or len(set(known)) == 1 or has_past or bool(_WANTED.search(what))
        unit = _bracketed_unit(found[0])
        columns.append(_Column(place, year, later and not _TOLD.search(what) and not told(found[0]), unit=unit))
    spans = [(place, one) for place, one in enumerate(plain) if re.fullmatch(r"\[?(?:年均|累计).{0,10}", one)]
    own = {place: "%" if re.search(r"\(%\)|%", one) else "" for place, one in spans}
    return sorted([*columns, *(_Column(place, max(known), True, True, own[place]) for place, _ in spans)])


def _told_beside(headings: Sequence[str]) -> Callable[[str], bool]:
    """Whether an English heading tells: others beside it say that they ask (2022 emissions, ceiling in 2030)."""
    asking = [one for one in headings if one.isascii() and _WANTED.search(one)]
    return lambda one: one.isascii() and bool(asking) and one.lower() not in asking


def _bracketed_unit(heading: str) -> str:
    """The unit of an English heading: emissions in 2030 (Mt)."""
    found = re.search(r"\(([A-Za-z%][A-Za-z0-9%²]{0,7})\)$", heading) if heading.isascii() else None
    return found[1] if found else ""


@cache
def _value() -> re.Pattern[str]:
    return re.compile(
        rf"[〔\[(]?(?P<sign>[≥≤><约]?)=? ?[〔\[(]?(?P<number>-?(?:{ARABIC})(?:[-–—~至](?:{ARABIC}))?)"
        r"(?:\*|[%‰])*[〕\])]?"
        r"(?P<word>左右|以上|以下|以内)?(?:$|[、,*(\[〔①-⑨ ].*|\^.*)",
        re.ASCII,
    )


def _values(row: _Words, columns: Sequence[_Column], width: int) -> Iterator[YearCell]:
    """The cells of a row in columns with values: by their place, or from the right where the row is cut otherwise."""
    if len(row) == width:
        placed = [(row[column.place], column) for column in columns]
    else:
        numbers = [one for one in row if _value().match(one[1])]
        dated = [column for column in columns if column.place < width]
        if len(numbers) < len(dated):
            return
        placed = list(zip(numbers[-len(dated) :], dated, strict=True))
    for (start, one), column in placed:
        found = _value().match(one)
        if found:
            sign = _SIGNS.get(found["sign"]) or _SIGNS.get(found["word"] or "") or "at_least"
            end = found.end("word") if found["word"] else found.end("number")
            place = start + found.start("number"), start + end
            yield YearCell(*place, column.year, column.unit, "", sign, column.is_asked, is_span=column.is_span)
        elif re.search(r"\d", one):
            yield YearCell(start, start + len(one), column.year, "", "", "at_least", column.is_asked, is_number=False)


@lru_cache(maxsize=4)
def _spelled(units: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(rf"[万亿千百]*(?:{units.pattern})(?:/{HAN}{{1,4}})?|{LATIN_UNITS}|[a-z]{{4,10}}")


def _unit(words: Sequence[str], line: str, units: re.Pattern[str]) -> str:
    """A row's unit: a word of its own, or in brackets behind a name, or a sign at the numbers."""
    spelled = _spelled(units)
    own = [one for one in words if spelled.fullmatch(one)]
    bracketed = [found for found in re.findall(r"\(([^(),\d]{1,12})[),]", line) if spelled.fullmatch(found)]
    ending = [found[1] for one in words if (found := re.search(r"[^\d\s]\(([^()\d]{1,12})\)$", one))]
    return next(iter([*own, *bracketed, *ending]), "%" if "%" in line else "")
