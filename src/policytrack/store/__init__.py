"""The store of recorded actuals: append-only, every vintage kept.

A correction is a new row and a withdrawal a row of its own; nothing is ever updated or deleted. Row ids are
made by the client, so that a retry cannot double a row.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

from policytrack.model import Observation
from policytrack.text import Text


class StoreInfo(NamedTuple):
    """What `store info` tells. `size` is in bytes, None where the engine does not say; `integrity` is "ok" when sound.

    `rows` counts the recorded values, `retracted` those of them that were withdrawn.
    """

    engine: str
    place: str
    exists: bool
    schema_version: int | None
    rows: int
    retracted: int
    size: int | None
    integrity: str


class Initialised(NamedTuple):
    """What `store init` did: the schema before (0: there was none) and now, and the roles that were made, if any.

    `roles` are the names of those who may only read and of those who may also record.
    """

    before: int
    now: int
    roles: tuple[str, str] | None = None


class Store(Protocol):
    """What every engine offers. All methods raise StoreUnavailable when the engine fails.

    One object is for one thread; any number of processes may use one store.
    """

    place: str

    def all(self) -> list[Observation]:
        """Every vintage ever recorded, retracted ones too, oldest first."""

    def of(self, indicator: str) -> list[Observation]:
        """Every vintage recorded for one indicator, oldest first."""

    def with_prefix(self, prefix: str) -> list[Observation]:
        """The vintages whose id starts with `prefix`."""

    def add(self, rows: Iterable[Observation]) -> None:
        """Append rows, and the retractions they carry, all or none; once this returns they survive a crash.

        Rows that are there already, exactly so, stay: the same call made again changes nothing. Another row
        with one of their ids, or another retraction of one of them, is refused.
        """

    def retract(self, row: Observation, reason: str, at: str, by: str) -> None:
        """Append the withdrawal of a row; the same one again changes nothing, another one is refused."""

    def info(self) -> StoreInfo:
        """What the store holds and whether it is sound."""

    def init(self, roles: str | None = None) -> Initialised:
        """Make the store, or bring it to the newest schema; `roles` begins the names of roles where there are any."""

    def backup(self, file: Path) -> None:
        """Write a whole copy, as of one moment, to a file; one that is there is replaced once the copy is sound."""


def new_id() -> str:
    """A row id that no other client makes: 80 random bits in 16 characters that are easy to read out."""
    from secrets import randbits

    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    bits = randbits(80)
    return "".join(alphabet[bits >> shift & 31] for shift in range(0, 80, 5))


def silent(remark: Text) -> None:
    """Hear a remark and keep it."""


def open_store(url: str, tell: Callable[[Text], None] = silent) -> Store:
    """The store behind a URL: `sqlite:///` and a path (so `sqlite:////srv/a.db` is absolute), a plain path, or
    `postgresql://user@host/database`.

    Opening creates nothing and connects nowhere. `tell` hears what the store did besides what it was asked for.

    Raises:
        StoreUnavailable: the URL names an engine that there is none for.
    """

    from policytrack.store.address import read_address  # only commands that need the store load the engine

    found = read_address(url)
    if found.engine == "postgresql":
        from policytrack.store.postgres import PostgresStore

        return PostgresStore(found.target, found.shown)
    from policytrack.store.sqlite import SqliteStore

    return SqliteStore(found.target, tell)
