"""A store file from a stranger: what SQLite would do at its word, and is not to."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from policytrack.errors import StoreUnavailable
from policytrack.text import Text

_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")  # a journal that ends so names a super-journal before it


def refuse_planted_journal(store: Path) -> None:
    """Refuse a journal that names another file: rolling it back would delete that file, wherever it is.

    SQLite writes such a journal for a transaction over several databases, which there is none of here.

    Raises:
        StoreUnavailable: the journal beside the store is of that kind.
    """
    journal = Path(f"{store}-journal")
    try:
        with journal.open("rb") as opened:
            size = opened.seek(0, 2)
            opened.seek(max(0, size - len(_NAMES_ANOTHER)))
            ends = opened.read()
    except FileNotFoundError:
        return
    if ends == _NAMES_ANOTHER:
        raise StoreUnavailable(
            Text(
                f"{journal} 指向别的文件,不是policytrack写的",
                f"{journal} names another file; policytrack did not write it",
            ),
            Text(
                "来路不明的工作区:请删去该文件再查看", "who gave you this workspace? Delete that file before you go on"
            ),
        )


def refuse_foreign_schema(connection: sqlite3.Connection, own: Iterable[str], place: str) -> None:
    """Refuse views, triggers and tables that are not the store's: a view can run for ever, a trigger at every record.

    Raises:
        StoreUnavailable: there is one that none of `own` makes.
    """
    known = {_normal(statement) for statement in own}
    for name, statement in connection.execute("select name, sql from sqlite_master where sql is not null"):
        if _normal(statement) not in known:
            raise StoreUnavailable(
                Text(
                    f"{place} 含有不属于policytrack的 {name!r}",
                    f"{place} holds {name!r}, which is none of policytrack's",
                ),
                Text("请用 --store 另选一个文件", "choose another file with --store"),
            )


def _normal(statement: str) -> str:
    return " ".join(statement.casefold().split())
