"""Many actuals at once, from a table: what each cell means. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import get_args

from policytrack.errors import Refused
from policytrack.fields import INTERNAL, INTERNAL_HINT
from policytrack.lookup import find_indicator
from policytrack.model import Catalogue, Indicator, Observation, Qualifier
from policytrack.reading.amount import read_amount
from policytrack.reading.headings import STATUSES, Heading, Layout, Line, understand
from policytrack.recording import exported
from policytrack.recording.batch import Batch, Found, Ledger, Rejected
from policytrack.recording.entry import Entry, read_entry
from policytrack.text import Text, brief
from policytrack.watching import Watch, unwatched

NO_VALUE = frozenset(
    {"", "-", "--", "–", "—", "——", "…", "……", "...", "..", "/", "n/a", "na", "n.a.", "#n/a", "nan", "null", "none",
     "无", "暂无", "暂无数据", "未公布", "缺"}
)  # fmt: skip
_QUALIFIERS: dict[str, Qualifier] = {
    **{name: name for name in get_args(Qualifier)},
    "准确": "exact",
    "约": "about",
    "左右": "about",
    "超": "over",
    "余": "over",
    "近": "under",
}
_UNMARKED = NO_VALUE | {"false", "no", "0", "否"}
_STATED = (
    ("indicator", "indicator"),
    ("series", "series"),
    ("time_period", "period"),
    ("value", "value"),
    ("source", "source"),
)
_MOST_GUESSES = 20  # unknown names for which the nearest known ones are looked up
_MOST_UNKNOWN = 1000  # unknown names after which no other is looked up


def read_entries(
    catalogue: Catalogue,
    table: Sequence[Line],
    recorded: Iterable[Observation],
    by: str,
    now: datetime,
    new_id: Callable[[], str],
    watch: Watch = unwatched,
) -> Batch:
    """Read a table: a heading and rows, each with its line number; `recorded` is the store.

    Raises:
        Refused: its form is not clear, or there is no row at all.
    """
    layout, lines = understand(table)
    reader = _Reader(catalogue, layout, by, now, new_id)
    for line, cells in watch(lines):
        if any(cell.strip() for cell in cells):
            reader.take(line, cells)
    if not reader.found and not reader.rejected and not reader.empty:
        raise Refused(Text("只有表头,没有数据", "there are headings and no row"))
    return Ledger(catalogue, recorded, now).settle(layout, reader.found, reader.rejected, reader.empty)


class _Reader:
    """Cells to values, line by line; nothing here looks at the store."""

    def __init__(self, catalogue: Catalogue, layout: Layout, by: str, now: datetime, new_id: Callable[[], str]) -> None:
        self.catalogue, self.layout, self.by, self.now, self.new_id = catalogue, layout, by, now, new_id
        self.fields = layout.fields()
        self.periods = [(at, column) for at, column in enumerate(layout.columns) if column.period]
        self.found: list[Found] = []
        self.rejected: list[Rejected] = []
        self.empty = 0
        self._indicators: dict[str, Indicator | Refused] = {}
        self._unknown = 0
        self._units: dict[tuple[str, str], Refused | None] = {}

    def take(self, line: int, cells: Sequence[str]) -> None:
        """Read one line: of long form one value, of wide form one in each column of a period."""
        written = {field: cells[at].strip() for field, at in self.fields.items() if at < len(cells)}
        written = {field: text for field, text in written.items() if text}
        if not self.layout.is_wide:
            self._take(line, None, written, self.layout.columns[self.fields["value"]])
            return
        values = [(column, cells[at].strip() if at < len(cells) else "") for at, column in self.periods]
        given = [(column, value) for column, value in values if value.casefold() not in NO_VALUE]
        self.empty += len(values) - len(given)
        try:
            if given:
                _refuse_internal(written)
                self._indicator(written)
        except Refused as problem:  # once for the line, not once for each of its cells
            self.rejected.append(Rejected(line, None, problem))
            return
        for column, value in given:
            self._take(line, column.text, {**written, "value": value, "period": column.period or ""}, column)

    def _take(self, line: int, column: str | None, written: Mapping[str, str], heading: Heading) -> None:
        try:
            found = self._found(line, written, heading)
        except Refused as problem:
            self.rejected.append(Rejected(line, column, problem))
            return
        if found is None:
            self.empty += 1
        else:
            self.found.append(found)

    def _found(self, line: int, written: Mapping[str, str], heading: Heading) -> Found | None:
        """What the cells of one value say; None where there is no value."""
        _refuse_internal(written)
        if exported.is_recorded(written):
            return Found(line, exported.observation(written, self.now), "recorded")
        if written.get("value", "").casefold() in NO_VALUE:
            return None
        stated = self._stated.get(written.get("id", ""))
        if stated and all(exported.cells(stated)[name] == written.get(field) for name, field in _STATED):
            return Found(line, stated, "stated")
        return Found(line, self._entered(written, heading), "entered")

    @cached_property
    def _stated(self) -> Mapping[str, Observation]:
        """The values of documents by their ids, for exports that hold them too."""
        if "id" not in self.fields:
            return {}
        return {one.id: one for ones in self.catalogue.observations.values() for one in ones}

    def _entered(self, written: Mapping[str, str], heading: Heading) -> Observation:
        indicator, unit = self._indicator(written)
        unit = written.get("unit") or heading.unit or unit or self.layout.unit
        if unit:
            self._check(unit, indicator)
        # a store gives the later of two instants to what stands: of two values of one period the later line
        at = self.now + timedelta(microseconds=len(self.found))
        entry = _entry({"status": heading.status or "", **written}, unit)
        return read_entry(self.catalogue, indicator, entry, self.by, at, self.new_id())

    def _indicator(self, written: Mapping[str, str]) -> tuple[Indicator, str | None]:
        """The indicator that is named, and the unit behind its name: 技术合同成交额(亿元)."""
        name = written.get("indicator", "")
        if not name:
            raise Refused(Text("没有指标", "no indicator"))
        found = self._named(name)
        if isinstance(found, Refused) and name[-1] in "))":
            plain, _, unit = name[:-1].replace("(", "(").rpartition("(")
            inner = self._named(plain.strip())
            if isinstance(inner, Indicator):
                return inner, unit.strip()
        if isinstance(found, Refused):
            raise found
        return found, None

    def _named(self, name: str) -> Indicator | Refused:
        if name not in self._indicators:
            try:
                if self._unknown >= _MOST_UNKNOWN:
                    raise Refused(Text("之前已有过多不认识的指标", "too many unknown indicators stand before it"))
                guess = self._unknown < _MOST_GUESSES
                self._indicators[name] = find_indicator(self.catalogue, name, guess=guess)
            except Refused as problem:
                self._indicators[name] = problem
                self._unknown += 1
        return self._indicators[name]

    def _check(self, unit: str, indicator: Indicator) -> None:
        """See to it that a unit is one that the indicator's values can be given in."""
        key = indicator.id, unit
        if key not in self._units:
            try:
                read_amount("1", indicator, self.catalogue.units, unit)
                self._units[key] = None
            except Refused as problem:
                self._units[key] = problem
        refused = self._units[key]
        if refused:
            raise refused


def _refuse_internal(written: Mapping[str, str]) -> None:
    if written.get("internal", "").casefold() not in _UNMARKED:
        raise Refused(INTERNAL, INTERNAL_HINT)


def _entry(written: Mapping[str, str], unit: str | None) -> Entry:
    qualifier, status = written.get("qualifier"), written.get("status")
    if qualifier and qualifier not in _QUALIFIERS:
        raise Refused(Text(f"不认识的限定词 {brief(qualifier)}", f"there is no qualifier {brief(qualifier)}"))
    if status and status not in STATUSES:
        raise Refused(Text(f"不认识的数据状态 {brief(status)}", f"there is no status {brief(status)}"))
    return Entry(
        indicator=written["indicator"],
        value=written["value"],
        period=written.get("period", ""),
        source=written.get("source") or ", ".join(written[name] for name in ("publisher", "url") if name in written),
        quote=written.get("quote"),
        published=written.get("published"),
        qualifier=_QUALIFIERS[qualifier] if qualifier else None,
        status=STATUSES[status] if status else None,
        series=written.get("series"),
        note=written.get("note"),
        unit=unit,
    )
