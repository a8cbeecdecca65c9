"""What the columns of a table of actuals mean: long form, a row a value, or wide form, a column a period."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, get_args

from policytrack.errors import Refused
from policytrack.fields import FIELDS
from policytrack.lookup import nearest
from policytrack.model import Status
from policytrack.period import parse_period
from policytrack.reading.periods import read_last_day, read_period
from policytrack.text import Text, brief, halfwidth

Line = tuple[int, Sequence[str]]

# beside an observation's fields: the two parts of a source that tables give a column each
_OF_A_SOURCE = {
    "publisher": (Text("来源(发布机构)", "source: its publisher"), ("发布机构", "发布单位")),
    "url": (Text("来源(网址)", "source: its address"), ("link", "网址", "链接")),
}
MEANINGS = {
    **{field.key: field.meaning for field in FIELDS if field.meaning},
    **{name: meaning for name, (meaning, _) in _OF_A_SOURCE.items()},
}
# what a heading may be called, by what it means: a field of an Entry, or one of an exported row
_NAMES = {
    **{field.key: (field.name, *field.headings) for field in FIELDS if field.meaning},
    **{name: (name, *headings) for name, (_, headings) in _OF_A_SOURCE.items()},
}
KEPT = Text("原记录的标识、时间等", "kept as it was recorded")
STATUSES: dict[str, Status] = {
    **{name: name for name in get_args(Status)},
    "初步": "provisional",
    "初步数": "provisional",
    "快报": "provisional",
    "最终": "final",
    "修订": "revised",
    "估计": "estimated",
    "预计": "estimated",
    "表述": "statement",
}
_LOOKED_AT = 20  # lines in which the headings are looked for


class Heading(NamedTuple):
    """A column: its heading, the field that it holds (None: none), in wide form the period of its values.

    `unit` and `status` are what its heading says of them in brackets: 数值(亿元), 2025年(初步).
    """

    text: str
    field: str | None
    period: str | None = None
    unit: str | None = None
    status: str | None = None


class Layout(NamedTuple):
    """A table understood: its columns, what stands above them, and the unit that is named there."""

    columns: tuple[Heading, ...]
    above: tuple[tuple[int, str], ...]
    unit: str | None

    @property
    def is_wide(self) -> bool:
        """Whether each period has a column of its own."""
        return any(column.period for column in self.columns)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headings that mean nothing here."""
        return tuple(column.text for column in self.columns if column.text and not (column.field or column.period))

    def fields(self) -> Mapping[str, int]:
        """Which column holds a field."""
        return {column.field: at for at, column in enumerate(self.columns) if column.field}


def understand(table: Sequence[Line]) -> tuple[Layout, Sequence[Line]]:
    """What a table's columns mean, and the lines below its headings; titles may stand above them.

    Raises:
        Refused: no line of headings is found, a column is missing or stands twice, or the form is not clear.
    """
    written = [at for at, (_, cells) in enumerate(table) if any(cell.strip() for cell in cells)]
    if not written:
        raise Refused(Text("文件是空的", "the file is empty"))
    candidates = [(at, _columns(table[at][1])) for at in written[:_LOOKED_AT]]
    whole = [(at, columns) for at, columns in candidates if not _missing(columns)]
    at, columns = whole[0] if whole else max(candidates, key=lambda one: sum(1 for c in one[1] if c.field))
    _demand(columns)
    above = tuple(
        (line, " ".join(cell.strip() for cell in cells if cell.strip()))
        for line, cells in (table[one] for one in written if one < at)
    )
    return Layout(tuple(columns), above, _unit_above(above)), table[at + 1 :]


def _columns(cells: Sequence[str]) -> list[Heading]:
    return [_heading(cell.strip()) for cell in cells]


def _heading(text: str) -> Heading:
    name = halfwidth(text[:200]).strip()
    bracket = re.fullmatch(r"(.*\S)\s*\(([^()]+)\)", name, re.DOTALL)
    for plain, said in ((name, None), *([(bracket[1], bracket[2].strip())] if bracket else [])):
        field = _known().get(re.sub(r"\s+", " ", plain).casefold())
        period = None if field else _period(plain)
        if field or period:
            status = STATUSES.get(said or "")
            return Heading(text, field, period, None if status else said, status)
    return Heading(text, None)


@cache
def _known() -> Mapping[str, str]:
    names = {name: field for field, names in _NAMES.items() for name in names}
    return {**{field.key: field.key for field in FIELDS if not field.stated}, **names}


def _period(text: str) -> str | None:
    """The period that a heading names, as it is written there: 2021, 2022年底, 2024年实际."""
    written = re.sub(r"(?:实际值?|完成值?|\s+actual)$", "", text, flags=re.IGNORECASE).strip()
    return written if read_period(written) or read_last_day(written) else None


def _missing(columns: Sequence[Heading]) -> list[str]:
    fields = {column.field for column in columns}
    wanted = ["indicator"] if any(column.period for column in columns) else ["indicator", "period", "value"]
    return [_NAMES[field][0] for field in wanted if field not in fields]


def _demand(columns: Sequence[Heading]) -> None:
    """Refuse a table whose form is not clear."""
    missing = _missing(columns)
    if missing:
        listed = ", ".join(missing)
        ignored = [column.text for column in columns if column.text and not column.field]
        close = [one for name in ignored[:_LOOKED_AT] for one in nearest(name, _known(), 1)]
        hint = Text(f"是不是:{', '.join(close)}?", f"did you mean {', '.join(close)}?") if close else None
        raise Refused(Text(f"缺少列:{listed}", f"columns are missing: {listed}"), hint)
    for field, heading in _twice(columns):
        raise Refused(Text(f"两列都是 {field}:{brief(heading)}", f"two columns mean {field}: {brief(heading)}"))
    period = next((column.text for column in columns if column.period), None)
    long = next((column.text for column in columns if column.field in {"period", "value"}), None)
    if period and long:
        shown = f"{brief(period)}, {brief(long)}"
        zh, en = f"既有时期的列又有时期或数值列:{shown}", f"columns of periods beside one of periods or values: {shown}"
        hint = Text("每行一个值,或每个时期一列,二者取一", "use a row a value or a column a period, not both")
        raise Refused(Text(zh, en), hint)


def _twice(columns: Sequence[Heading]) -> Iterator[tuple[str, str]]:
    seen: set[object] = set()
    for column in columns:
        meaning = column.field or (read_period(column.period) if column.period else None)
        if meaning in seen:
            yield str(column.field or meaning), column.text
        seen |= {meaning} - {None}


def _unit_above(above: Sequence[tuple[int, str]]) -> str | None:
    """The one unit that a line above the headings names (单位:亿元); a list of units names none."""
    for _, text in above:
        match = re.search(r"单位\s*[::]\s*([^\s()()、,,;;/]++)(?!\s*[、,,;;/])", text[:500]) or re.search(
            r"\bunit\s*:\s*([^()、,,;;/]++)(?![、,,;;/])", text[:500], re.IGNORECASE
        )
        if match and parse_period(match[1]) is None:
            return match[1].strip()
    return None
