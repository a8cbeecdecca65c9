"""Many actuals at once, from a table: what each cell means, and what storing them all would do. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from policytrack import exchange
from policytrack.errors import Refused
from policytrack.headings import STATUSES, Heading, Layout, Line, understand
from policytrack.lookup import find_indicator
from policytrack.model import Catalogue, Indicator, Observation, Qualifier
from policytrack.quantity import read_amount
from policytrack.recording import Entry, Outcome, doubt, outcome_among, read_entry, says_the_same, slot
from policytrack.report import Evidence, Query
from policytrack.text import Text, brief

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
_STATED = (
    ("indicator", "indicator"),
    ("series", "series"),
    ("time_period", "period"),
    ("value", "value"),
    ("source", "source"),
)
_MOST_GUESSES, _MOST_UNKNOWN = (
    20,
    1000,
)  # unknown names for which the nearest are looked up, and that are looked up at all


class Rejected(NamedTuple):
    """A cell or row that cannot be taken: its line in the file, in wide form its column, and why."""

    line: int
    column: str | None
    problem: Refused


class Found(NamedTuple):
    """A value in a file: typed there, exported from a store, or exported from the catalogue."""

    line: int
    row: Observation
    origin: Literal["entered", "recorded", "stated"]


class Taken(NamedTuple):
    """A value that was read: its line, the row it makes, and what storing that does."""

    line: int
    row: Observation
    outcome: Outcome


class Batch(NamedTuple):
    """A table read. `taken` holds every value, `rows` those that are to be stored; `doubts` should be asked.

    `empty` counts the cells without a value, `indicators` those that the table speaks of. Where anything is rejected
    nothing should be stored.
    """

    layout: Layout
    taken: tuple[Taken, ...]
    rejected: tuple[Rejected, ...]
    doubts: tuple[tuple[int, Text], ...]
    empty: int
    indicators: int

    @property
    def rows(self) -> list[Observation]:
        """What is to be stored."""
        return [one.row for one in self.taken if one.outcome != "unchanged"]

    def count(self, outcome: Outcome) -> int:
        """How many values have an outcome."""
        return sum(one.outcome == outcome for one in self.taken)


def read(
    catalogue: Catalogue,
    table: Sequence[Line],
    recorded: Iterable[Observation],
    by: str,
    now: datetime,
    new_id: Callable[[], str],
) -> Batch:
    """Read a table: a heading and rows, each with its line number; `recorded` is the store.

    Raises:
        Refused: its form is not clear, or there is no row at all.
    """
    layout, lines = understand(table)
    reader = _Reader(catalogue, layout, by, now, new_id)
    for line, cells in lines:
        if any(cell.strip() for cell in cells):
            reader.take(line, cells)
    if not reader.found and not reader.rejected and not reader.empty:
        raise Refused(Text("只有表头,没有数据", "there are headings and no row"))
    return _Ledger(catalogue, recorded, now).settle(reader)


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

    def _found(self, line: int, written: Mapping[str, str], heading: Heading) -> "Found | None":
        """What the cells of one value say; None where there is no value."""
        if exchange.is_recorded(written):
            return Found(line, exchange.observation(written, self.now), "recorded")
        if written.get("value", "").casefold() in NO_VALUE:
            return None
        stated = self._stated.get(written.get("id", ""))
        if stated and all(exchange.cells(stated)[name] == written.get(field) for name, field in _STATED):
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


_Slot = tuple[str, object]


class _Ledger:
    """What storing values does beside what is known; each value is known to the next."""

    def __init__(self, catalogue: Catalogue, recorded: Iterable[Observation], now: datetime) -> None:
        self.catalogue = catalogue
        every = list(recorded)
        self.held = {one.id: one for one in every}
        self.known: dict[_Slot, list[Observation]] = {}
        self.stated: dict[str, dict[_Slot, list[Observation]]] = {}
        for one in every:
            self._keep(one)
        self.evidence = Evidence(catalogue, every, Query(now.date()))

    def settle(self, reader: _Reader) -> Batch:
        """The outcome of every value."""
        settled = self._settled(one.row for one in reader.found if one.origin == "entered")
        taken: list[Taken] = []
        rejected, doubts = list(reader.rejected), []
        for found in reader.found:
            line, row, origin = found
            try:
                outcome = self._outcome(found, settled)
            except Refused as problem:
                rejected.append(Rejected(line, None, problem))
                continue
            taken.append(Taken(line, row, outcome))
            if outcome == "unchanged":
                continue
            self._keep(row)
            self.held[row.id] = row
            question = (
                doubt(row, self.catalogue.indicators[row.indicator], self.evidence) if origin == "entered" else None
            )
            doubts += [(line, question)] if question else []
        rejected.sort(key=lambda one: one.line)
        named = len({one.row.indicator for one in taken})
        return Batch(reader.layout, tuple(taken), tuple(rejected), tuple(doubts), reader.empty, named)

    def _outcome(self, found: Found, settled: set[_Slot]) -> Outcome:
        row = found.row
        if found.origin == "stated":
            return "unchanged"
        if found.origin == "recorded":
            return _restored(row, self.held.get(row.id))
        place = self._slot(row)
        if place in settled:
            return "unchanged"
        indicator = self.catalogue.indicators[row.indicator]
        stated = self._stated(indicator).get(place, ())
        return outcome_among(self.catalogue, indicator, row, self.known.get(place, ()), stated)[0]

    def _settled(self, rows: Iterable[Observation]) -> set[_Slot]:
        """The periods for which the store holds all that a table says, its last word last: it was imported before."""
        groups: dict[_Slot, list[Observation]] = {}
        for row in rows:
            groups.setdefault(self._slot(row), []).append(row)
        return {place for place, group in groups.items() if _is_held(group, self.known.get(place, ()))}

    def _stated(self, indicator: Indicator) -> Mapping[_Slot, Sequence[Observation]]:
        """The documents' values of an indicator, by part and period."""
        if indicator.id not in self.stated:
            sorted_: dict[_Slot, list[Observation]] = {}
            for one in self.catalogue.observations.get(indicator.id, ()):
                sorted_.setdefault(self._slot(one), []).append(one)
            self.stated[indicator.id] = sorted_
        return self.stated[indicator.id]

    def _keep(self, row: Observation) -> None:
        if row.retraction is None:
            self.known.setdefault(self._slot(row), []).append(row)

    def _slot(self, row: Observation) -> _Slot:
        indicator = self.catalogue.indicators.get(row.indicator)
        return row.indicator, slot(row, indicator) if indicator else row.period


def _is_held(group: Sequence[Observation], known: Sequence[Observation]) -> bool:
    if not known or not says_the_same(max(known, key=lambda one: one.recorded_at or ""), group[-1]):
        return False
    return all(any(says_the_same(one, row) for one in known) for row in group)


def _restored(row: Observation, held: Observation | None) -> Outcome:
    """What becomes of a row that a store held before; an id never comes to mean another value.

    Raises:
        Refused: the store has another row under its id, or another retraction of it.
    """
    if held is None:
        return "restored"
    mine, theirs = (exchange.cells(one._replace(retraction=None)) for one in (row, held))
    if mine != theirs:
        what = next(name for name in mine if mine[name] != theirs[name])
        zh, en = f"存储中的记录 {row.id} 与此不同({what})", f"the store holds another row {row.id} (its {what} differs)"
        raise Refused(Text(zh, en))
    if row.retraction in {None, held.retraction}:
        return "unchanged"
    if held.retraction is None:
        return "restored"
    zh, en = f"记录 {row.id} 已另行撤回", f"{row.id} was retracted otherwise: {brief(held.retraction.reason)}"
    raise Refused(Text(zh, en))
