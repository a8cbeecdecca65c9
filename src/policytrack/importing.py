"""Many actuals at once, from a table: which columns they stand in, what each row means, what storing them would do."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, get_args

from policytrack.errors import Refused
from policytrack.lookup import find_indicator, nearest
from policytrack.model import Catalogue, Indicator, Observation, Qualifier, Status
from policytrack.recording import Entry, Outcome, doubt, outcome_of, read_entry
from policytrack.report import Evidence, Query
from policytrack.text import Text

# what a heading may be called -> the field of an Entry
HEADINGS = {
    "indicator": ("indicator", "指标", "指标名称", "指标标识"),
    "period": ("time_period", "period", "time period", "时期", "时间", "年份", "year"),
    "value": ("value", "数值", "值", "实际值", "actual"),
    "source": ("source", "来源", "数据来源"),
    "quote": ("quote", "原文"),
    "published": ("published", "发布日期"),
    "qualifier": ("qualifier", "限定词"),
    "status": ("status", "数据状态", "状态"),
    "series": ("series", "分项", "分区", "分园"),
    "note": ("note", "备注"),
}
REQUIRED = ("indicator", "period", "value")
_QUALIFIERS: dict[str, Qualifier] = {
    **{name: name for name in get_args(Qualifier)},
    "准确": "exact",
    "约": "about",
    "左右": "about",
    "超": "over",
    "余": "over",
    "近": "under",
}
_STATUSES: dict[str, Status] = {
    **{name: name for name in get_args(Status)},
    "初步": "provisional",
    "最终": "final",
    "修订": "revised",
    "估计": "estimated",
    "表述": "statement",
}


class Rejected(NamedTuple):
    """A row that cannot be taken, by its line in the file, and why."""

    line: int
    problem: Refused


class Batch(NamedTuple):
    """A table read. `rows` are to be stored; `outcomes` counts what storing them does; `doubts` should be asked.

    `ignored` are headings that mean nothing here; `indicators` counts those that the table speaks of. Where any row
    is rejected nothing should be stored.
    """

    rows: tuple[Observation, ...]
    outcomes: Mapping[Outcome, int]
    rejected: tuple[Rejected, ...]
    doubts: tuple[tuple[int, Text], ...]
    ignored: tuple[str, ...]
    indicators: int


def read(
    catalogue: Catalogue,
    table: Sequence[tuple[int, Sequence[str]]],
    recorded: Iterable[Observation],
    by: str,
    now: datetime,
    new_id: Callable[[], str],
) -> Batch:
    """Read a table in long form: a heading and a row a value, each with its line number; `recorded` is the store.

    Raises:
        Refused: a column is missing or stands twice, or there is no row at all.
    """
    if not table:
        raise Refused(Text("文件是空的", "the file is empty"))
    columns, ignored = _columns(table[0][1])
    reader = _Reader(catalogue, recorded, by, now, new_id)
    for line, cells in table[1:]:
        if any(cell.strip() for cell in cells):
            reader.take(line, {field: cells[at].strip() for field, at in columns.items() if at < len(cells)})
    if not reader.outcomes and not reader.rejected:
        raise Refused(Text("只有表头,没有数据", "there are headings and no row"))
    named = len({one.id for one in reader.found.values()})
    return Batch(tuple(reader.rows), reader.outcomes, tuple(reader.rejected), tuple(reader.doubts), ignored, named)


def _columns(headings: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    known = {name: field for field, names in HEADINGS.items() for name in names}
    found: dict[str, int] = {}
    ignored = []
    for at, heading in enumerate(headings):
        name = unicodedata.normalize("NFKC", heading).strip().casefold()
        field = known.get(name)
        if field is None:
            ignored += [heading.strip()] if name else []
        elif field in found:
            raise Refused(Text(f"两列都是 {field}:{heading!r}", f"two columns mean {field}: {heading!r}"))
        else:
            found[field] = at
    missing = [HEADINGS[field][0] for field in REQUIRED if field not in found]
    if missing:
        listed = ", ".join(missing)
        close = [one for name in ignored for one in nearest(name, known, 1)]
        hint = Text(f"是不是:{', '.join(close)}?", f"did you mean {', '.join(close)}?") if close else None
        raise Refused(Text(f"缺少列:{listed}", f"columns are missing: {listed}"), hint)
    return found, tuple(ignored)


class _Reader:
    """Rows read one after the other; what one line says is known to the next."""

    def __init__(
        self, catalogue: Catalogue, recorded: Iterable[Observation], by: str, now: datetime, new_id: Callable[[], str]
    ) -> None:
        self.catalogue, self.by, self.now, self.new_id = catalogue, by, now, new_id
        self.known: dict[str, list[Observation]] = {}
        for one in recorded:
            self.known.setdefault(one.indicator, []).append(one)
        every = [one for ones in self.known.values() for one in ones]
        self.evidence = Evidence(catalogue, every, Query(now.date()))
        self.found: dict[str, Indicator] = {}
        self.rows: list[Observation] = []
        self.outcomes: dict[Outcome, int] = {}
        self.rejected: list[Rejected] = []
        self.doubts: list[tuple[int, Text]] = []

    def take(self, line: int, cells: Mapping[str, str]) -> None:
        """Read one row, and put it with the rows or the rejected ones."""
        try:
            indicator = self._indicator(cells.get("indicator", ""))
            at = self.now + timedelta(microseconds=len(self.rows))  # of two values of one period the later line stands
            row = read_entry(self.catalogue, indicator, _entry(cells), self.by, at, self.new_id())
        except Refused as problem:
            self.rejected.append(Rejected(line, problem))
            return
        known = self.known.setdefault(indicator.id, [])
        outcome, _ = outcome_of(self.catalogue, indicator, row, known)
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
        if outcome == "unchanged":
            return
        question = doubt(row, indicator, self.evidence)
        self.doubts += [(line, question)] if question else []
        self.rows.append(row)
        known.append(row)

    def _indicator(self, word: str) -> Indicator:
        if not word:
            raise Refused(Text("没有指标", "no indicator"))
        if word not in self.found:
            self.found[word] = find_indicator(self.catalogue, word)
        return self.found[word]


def _entry(cells: Mapping[str, str]) -> Entry:
    qualifier, status = cells.get("qualifier") or None, cells.get("status") or None
    if qualifier and qualifier not in _QUALIFIERS:
        raise Refused(Text(f"不认识的限定词 {qualifier!r}", f"there is no qualifier {qualifier!r}"))
    if status and status not in _STATUSES:
        raise Refused(Text(f"不认识的数据状态 {status!r}", f"there is no status {status!r}"))
    return Entry(
        indicator=cells["indicator"],
        value=cells.get("value", ""),
        period=cells.get("period", ""),
        source=cells.get("source") or None,
        quote=cells.get("quote") or None,
        published=cells.get("published") or None,
        qualifier=_QUALIFIERS[qualifier] if qualifier else None,
        status=_STATUSES[status] if status else None,
        series=cells.get("series") or None,
        note=cells.get("note") or None,
    )
