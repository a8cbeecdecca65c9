"""What the engines that speak SQL have in common: two tables to which rows are only added.

An engine gives its statements, a cursor to read with, and a cursor in a transaction to write with. Row ids are made by
the client, so that a call made again after a failure stores nothing twice.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from policytrack.errors import StoreUnavailable
from policytrack.model import Observation, Retraction
from policytrack.store.rows import Packed, distinct, no_row, other_retraction, other_row, unpacked
from policytrack.store.statements import Statements

_AT_ONCE = 500  # rows in one statement: a journey to the server for so many, and fewer parameters than any engine takes


class Cursor(Protocol):
    """What is used of a DB-API cursor."""

    @property
    def rowcount(self) -> int:
        """How many rows the last statement added."""

    def execute(self, statement: Any, parameters: Sequence[Any] = ..., /) -> Any:
        """Run a statement."""

    def fetchone(self) -> Any:
        """The next row."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""


class Snapshot(NamedTuple):
    """A cursor that sees one state of a store, and the statements for the version of its schema."""

    cursor: Cursor
    say: Statements


class SqlStore(ABC):
    """A Store on an engine that speaks SQL. `_say` has the statements for the newest schema, which writing demands."""

    place: str
    _say: Statements

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Snapshot | None]:
        """What reads one state of the store; None where nothing was ever written."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Cursor]:
        """A cursor in a transaction that is committed, and safe on disk, when the block is left without an error."""

    def all(self) -> list[Observation]:
        """Every vintage, oldest first."""
        return self._query(lambda say: say.all)

    def of(self, indicator: str) -> list[Observation]:
        """One indicator's vintages, oldest first."""
        return self._query(lambda say: say.of_indicator, indicator)

    def with_prefix(self, prefix: str) -> list[Observation]:
        """The vintages whose id starts with `prefix`."""
        return self._query(lambda say: say.with_prefix, len(prefix), prefix)

    def _query(self, choose: Callable[[Statements], str], *parameters: str | int) -> list[Observation]:
        with self._reading() as reading:
            if reading is None:
                return []
            reading.cursor.execute(choose(reading.say), parameters)
            rows = reading.cursor.fetchall()
        return [unpacked(row) for row in rows]

    def add(self, rows: Iterable[Observation]) -> None:
        """Append rows, and what is withdrawn of them, in one transaction; those that are there already stay."""
        given = list(rows)
        wanted = distinct(given)
        if not wanted:
            return
        with self._writing() as cursor:
            held = self._held(cursor, wanted)
            fresh = [row for id_, row in wanted.items() if id_ not in held]
            added = 0
            for start in range(0, len(fresh), _AT_ONCE):
                some = fresh[start : start + _AT_ONCE]
                cursor.execute(self._say.insert(len(some)), [cell for row in some for cell in row])
                added += cursor.rowcount
            if added < len(fresh):  # somebody was faster with one of the ids
                self._held(cursor, wanted)
            for one in given:
                if one.retraction:
                    self._withdraw(cursor, one.id, one.retraction)

    def _held(self, cursor: Cursor, wanted: dict[str, Packed]) -> set[str]:
        """Which of the rows are stored already.

        Raises:
            StoreUnavailable: another row has the id of one of them.
        """
        ids, found = list(wanted), set()
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            cursor.execute(self._say.held(len(some)), some)
            for row in cursor.fetchall():
                if wanted[row[0]] != tuple(row):
                    raise other_row(row[0])
                found.add(row[0])
        return found

    def retract(self, row: Observation, reason: str, at: str, by: str) -> None:
        """Append the withdrawal of a row; the same one again changes nothing."""
        with self._writing() as cursor:
            cursor.execute(self._say.held(1), (row.id,))
            if cursor.fetchone() is None:
                raise no_row(row.id)
            self._withdraw(cursor, row.id, Retraction(reason, at, by))

    def _withdraw(self, cursor: Cursor, id_: str, retraction: Retraction) -> None:
        wanted = (f"r-{id_}", id_, *retraction)
        held = self._retraction(cursor, id_)
        if held is None:
            cursor.execute(self._say.retract, wanted)
            held = self._retraction(cursor, id_)
        if held is not None and held != wanted:
            raise other_retraction(id_, held[4], held[3])

    def _retraction(self, cursor: Cursor, id_: str) -> tuple[str, ...] | None:
        cursor.execute(self._say.retraction_of, (id_,))
        found = cursor.fetchone()
        return None if found is None else tuple(found)

    def _problems(self, reading: Snapshot) -> list[str]:
        """What is wrong with the rows, whatever the engine thinks of its file."""
        found = []
        cursor, say = reading
        cursor.execute(say.all)
        for row in cursor.fetchall():
            try:
                unpacked(row)
            except StoreUnavailable as error:
                found.append(error.message.en)
        cursor.execute(say.orphans)
        found += [f"the retraction {row[0]} is of no row" for row in cursor.fetchall()]
        return found
