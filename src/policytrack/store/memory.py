"""The store in memory: the contract at its plainest. For a notebook's what-if, and for tests."""

from collections.abc import Iterable
from pathlib import Path

from policytrack.errors import Refused
from policytrack.model import Observation, Retraction
from policytrack.store import Initialised, StoreInfo
from policytrack.store.rows import no_row, other_retraction, other_row, packed
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
        """Append rows, and what is withdrawn of them; those that are there already stay."""
        after = dict(self._rows)
        for one in rows:
            held = after.setdefault(one.id, one)
            if packed(held) != packed(one):
                raise other_row(one.id)
            if one.retraction:
                after[one.id] = _withdrawn(held, one.retraction)
        self._rows = after

    def retract(self, row: Observation, reason: str, at: str, by: str) -> None:
        """Append the withdrawal of a row; the same one again changes nothing."""
        held = self._rows.get(row.id)
        if held is None:
            raise no_row(row.id)
        self._rows[row.id] = _withdrawn(held, Retraction(reason, at, by))

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


def _withdrawn(held: Observation, retraction: Retraction) -> Observation:
    if held.retraction is not None and held.retraction != retraction:
        raise other_retraction(held.id, held.retraction.recorded_by, held.retraction.recorded_at)
    return held._replace(retraction=retraction)
