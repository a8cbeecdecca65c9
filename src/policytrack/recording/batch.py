"""What storing many values would do: each beside what the store holds, documents state, and the values before it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from policytrack.assessing.series.register import Register
from policytrack.errors import Refused
from policytrack.model import Catalogue, Indicator, Observation
from policytrack.reading.headings import Layout
from policytrack.recording import exported
from policytrack.recording.proposal import Outcome, after_the_last, doubt, outcome_among, says_the_same, slot
from policytrack.text import Text, brief


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


_Slot = tuple[str, object]


class Ledger:
    """What storing values does beside what is known; each value is known to the next."""

    def __init__(self, catalogue: Catalogue, recorded: Iterable[Observation], now: datetime) -> None:
        self.catalogue = catalogue
        every = list(recorded)
        self.held = {one.id: one for one in every}
        self.known: dict[_Slot, list[Observation]] = {}
        self.stated: dict[str, dict[_Slot, list[Observation]]] = {}
        for one in every:
            self._keep(one)
        self.register = Register(catalogue, every, now.date())

    def settle(self, layout: Layout, values: Sequence[Found], refused: Iterable[Rejected], empty: int) -> Batch:
        """The outcome of every value."""
        settled = self._settled(one.row for one in values if one.origin == "entered")
        taken: list[Taken] = []
        rejected, doubts, said = list(refused), [], dict[_Slot, Observation]()
        for given in values:
            line, row, origin = given
            if origin == "entered":
                row = after_the_last(row, self.known.get(self._slot(row), ()), self.catalogue.indicators[row.indicator])
            try:
                outcome = self._outcome(Found(line, row, origin), settled)
            except Refused as problem:
                rejected.append(Rejected(line, None, problem))
                continue
            taken.append(Taken(line, row, outcome))
            if outcome == "unchanged":
                continue
            if origin == "entered":
                asked = self._twice(row, said), doubt(row, self.catalogue.indicators[row.indicator], self.register)
                doubts += [(line, one) for one in asked if one]
            self._keep(row)
            self.held[row.id] = row
            self.register.learn(row)
        rejected.sort(key=lambda one: one.line)
        named = len({one.row.indicator for one in taken})
        return Batch(layout, tuple(taken), tuple(rejected), tuple(doubts), empty, named)

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

    def _twice(self, row: Observation, said: dict[_Slot, Observation]) -> Text | None:
        """The question to ask where a table gives two values for one period."""
        before = said.get(self._slot(row))
        said[self._slot(row)] = row
        if before is None or (before.value, before.qualifier) == (row.value, row.qualifier):
            return None
        shown = f"{before.value:,f}, {row.value:,f}"
        zh, en = (
            f"{row.period} 有两个值({shown}),采用后一个",
            f"two values for {row.period} ({shown}); the last one stands",
        )
        return Text(zh, en)

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
    mine, theirs = (exported.cells(one._replace(retraction=None)) for one in (row, held))
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
