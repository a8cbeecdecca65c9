"""The store in memory: the contract at its plainest. For a notebook's what-if, and for tests."""

from collections.abc import Iterable
from pathlib import Path

from policytrack.errors import Refused
from policytrack.model import Observation, Retraction
from policytrack.store import Initialised, StoreInfo
from policytrack.store.rows import distinct, no_row, other_retraction, other_row, packed
from policytrack.store.statements import SCHEMA_VERSION
from policytrack.text import Text


class MemoryStore:
    """A Store that ends with the process; `Tracker(workspace, environ, store=MemoryStore())` uses it."""

    place = "memory"

    def __init__(self) -> None:
        self._rows: dict[str, Observation] = {}

    def all(self) -> list[Observation]:
        """Every vintage, oldest first."""
        return sorted(self._rows.values(), key=lambda one: (one.recorded_at or "", one.id))

    def of(self, indicator: str) -> list[Observation]:
        """One indicator's vintages, oldest first."""
        return [one for one in self.all() if one.indicator == indicator]

    def with_prefix(self, prefix: str) -> list[Observation]:
        """The vintages whose id starts with `prefix`."""
        return [one for one in self.all() if one.id.startswith(prefix)]

    def add(self, rows: Iterable[Observation]) -> None:
        """Append rows; those that are there already, as they are, stay as they are."""
        given = list(rows)
        wanted = distinct(given)
        for id_, row in wanted.items():
            if id_ in self._rows and packed(self._rows[id_]) != row:
                raise other_row(id_)
        for one in given:
            self._rows.setdefault(one.id, one)

    def retract(self, row: Observation, reason: str, at: str, by: str) -> None:
        """Append the withdrawal of a row; the same one again changes nothing."""
        held = self._rows.get(row.id)
        if held is None:
            raise no_row(row.id)
        wanted = Retraction(reason, at, by)
        if held.retraction is not None and held.retraction != wanted:
            raise other_retraction(row.id, held.retraction.recorded_by, held.retraction.recorded_at)
        self._rows[row.id] = held._replace(retraction=wanted)

    def info(self) -> StoreInfo:
        """What it holds."""
        gone = sum(one.retraction is not None for one in self._rows.values())
        return StoreInfo("memory", self.place, True, SCHEMA_VERSION, len(self._rows), gone, None, "ok")

    def init(self, roles: str | None = None) -> Initialised:
        """Nothing has to be made."""
        if roles is not None:
            raise Refused(Text("只有 postgresql:// 存储有角色", "only a postgresql:// store has roles"))
        return Initialised(SCHEMA_VERSION, SCHEMA_VERSION)

    def backup(self, file: Path) -> None:
        """Refused: there is no file to copy."""
        raise Refused(Text("内存中的存储无法备份", f"a store in memory has no file that {file} could be a copy of"))
