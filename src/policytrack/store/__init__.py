"""The store of recorded actuals: append-only, every vintage kept.

A correction is a new row and a withdrawal a row of its own; nothing is ever updated or deleted. Row ids are
made by the client, so that a retry cannot double a row.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from policytrack.errors import StoreUnavailable
from policytrack.model import Observation
from policytrack.text import Text


class StoreInfo(NamedTuple):
    """What `store info` tells. `size` is in bytes; `integrity` is the engine's own word, "ok" when sound."""

    engine: str
    place: str
    exists: bool
    schema_version: int | None
    rows: int
    retracted: int
    size: int
    integrity: str


class Store(Protocol):
    """What every engine offers. All methods raise StoreUnavailable when the engine fails."""

    place: str

    def all(self) -> list[Observation]:
        """Every vintage ever recorded, retracted ones too, oldest first."""

    def of(self, indicator: str) -> list[Observation]:
        """Every vintage recorded for one indicator, oldest first."""

    def with_prefix(self, prefix: str) -> list[Observation]:
        """The vintages whose id starts with `prefix`."""

    def add(self, rows: Iterable[Observation]) -> None:
        """Append rows, and the retractions they carry, all or none; once this returns they survive a crash.

        A row that is there already is left as it is; its retraction is added.
        """

    def retract(self, row: Observation, reason: str, at: str, by: str) -> None:
        """Append the withdrawal of a row."""

    def info(self) -> StoreInfo:
        """What the store holds and whether it is sound."""


def new_id() -> str:
    """A row id that no other client makes: 80 random bits in 16 characters that are easy to read out."""
    from secrets import randbits

    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    bits = randbits(80)
    return "".join(alphabet[bits >> shift & 31] for shift in range(0, 80, 5))


def open_store(url: str) -> Store:
    """The store behind a URL: `sqlite:///` and a path (so `sqlite:////tmp/a.db` is absolute), or a plain path.

    Opening creates nothing.

    Raises:
        StoreUnavailable: the URL names an engine that there is none for.
    """
    from policytrack.store.sqlite import SqliteStore  # only commands that need the store load the engine

    scheme, mark, rest = url.partition("://")
    if not mark:
        return SqliteStore(url)
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return SqliteStore(rest[1:])
    raise StoreUnavailable(
        Text(f"不支持的存储地址:{scheme}://…", f"not a store address that is supported: {scheme}://…"),
        Text(
            "写作 sqlite:///相对路径 或 sqlite:////绝对路径",
            "write sqlite:///relative/path or sqlite:////absolute/path",
        ),
    )
