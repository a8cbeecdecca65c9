"""The store of a team, on a server that speaks PostgreSQL's protocol (psycopg 3, the extra `postgres`).

`store init` makes it (roles.py); recording makes nothing but rows. That rows are only added is a matter of privileges:
the tables belong to a role that cannot log in, and nobody else may update, delete or truncate.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import finalize

from policytrack.errors import Refused, StoreUnavailable
from policytrack.model import Observation
from policytrack.store import Initialised, StoreInfo, roles, statements
from policytrack.store.sql import Cursor, Snapshot, SqlStore
from policytrack.text import Text

if TYPE_CHECKING:
    from psycopg import Connection

LOCK_PATIENCE = "10s"  # how long a lock is waited for
TRIES = 5  # how often a transaction is tried that the server asks to try again
# what the address may override: a server that has gone is noticed within half a minute instead of hours
_DEFAULTS = {
    "connect_timeout": "10", "application_name": "policytrack", "client_encoding": "utf8",
    "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "30000",
}  # fmt: skip
_ASKED_AGAIN = {
    "40001",
    "40P01",
}  # serialization failure, deadlock: distributed engines ask for it as a matter of course
_READ, _WRITE, _INIT = Text("读取", "read"), Text("写入", "write"), Text("建立", "make")


class PostgresStore(SqlStore):
    """A Store behind a postgresql:// URL; `place` is the URL without what is secret."""

    _say = statements.statements(f"{roles.SCHEMA}.", "%s")

    def __init__(self, url: str, place: str) -> None:
        self.place = place
        self._url = url
        self._connection: Connection[Any] | None = None
        self._secrets: list[str] = []

    def add(self, rows: Iterable[Observation]) -> None:
        """Append rows in one transaction; those that are there already, as they are, stay as they are."""
        kept = list(rows)
        _persist(lambda: super(PostgresStore, self).add(kept))

    def retract(self, row: Observation, reason: str, at: str, by: str) -> None:
        """Append the withdrawal of a row; the same one again changes nothing."""
        _persist(lambda: super(PostgresStore, self).retract(row, reason, at, by))

    def info(self) -> StoreInfo:
        """What the store holds; the server looks after its files, the rows are looked at here."""
        with self._reading() as reading:
            cursor = reading.cursor
            cursor.execute(self._say.counts)
            rows, retracted = cursor.fetchone()
            version = roles.version(cursor)
            found = self._problems(reading)
            size = roles.size(cursor)
        return StoreInfo("postgresql", self.place, True, version, rows, retracted, size, "; ".join(found) or "ok")

    def init(self, roles_: str | None = None) -> Initialised:
        """Make schema, tables and roles, or bring them to the newest schema; whoever asks must be allowed to."""
        with self._transaction(_INIT) as cursor:
            return roles.init(cursor, roles_ or roles.PREFIX)

    def backup(self, file: Path) -> None:
        """Refused: the server's own tool does it better."""
        command = f"pg_dump --schema={roles.SCHEMA} --file={file} {self.place}"
        raise Refused(
            Text("共用的存储请用服务器自己的工具备份", "a shared store is backed up with the server's own tool"),
            Text.same(command),
        )

    # -- connections ---------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        with self._transaction(_READ) as cursor:
            yield Snapshot(cursor, statements.statements(f"{roles.SCHEMA}.", "%s", self._recognise(cursor)))

    @contextmanager
    def _writing(self) -> Iterator[Cursor]:
        with self._transaction(_WRITE) as cursor:
            if self._recognise(cursor) < statements.SCHEMA_VERSION:
                raise StoreUnavailable(
                    Text(f"{self.place} 的格式较旧", f"{self.place} has an older schema"),
                    Text("请管理员运行 policytrack store init", "its administrator runs `policytrack store init`"),
                )
            yield cursor

    @contextmanager
    def _transaction(self, doing: Text) -> Iterator[Cursor]:
        with self._failures(doing), self._open().transaction():
            cursor = self._open().cursor()
            cursor.execute(f"set local lock_timeout = '{LOCK_PATIENCE}'".encode())
            yield cursor

    def _recognise(self, cursor: Cursor) -> int:
        version = roles.version(cursor)
        if version > statements.SCHEMA_VERSION:
            raise statements.newer(self.place, version)
        return version

    def _open(self) -> "Connection[Any]":
        """The connection, which lasts as long as the store: connecting costs more than any statement."""
        if self._connection is None or self._connection.closed:
            psycopg = _psycopg()
            settings = {**_DEFAULTS, **self._settings()}
            self._secrets = [
                secret
                for secret in (settings.get("password"), settings.get("sslpassword"), os.environ.get("PGPASSWORD"))
                if secret
            ]
            # a pooler in front of the server may hand every transaction another session: nothing is left in one
            try:
                connection = psycopg.connect(**settings, autocommit=True, prepare_threshold=None)
            except UnicodeError:  # a host's name that can be none
                raise self._unreadable() from None
            # a process that was forked from this one must not say goodbye to the server in its name
            finalize(self, connection.close).atexit = False
            self._connection = connection
        return self._connection

    def _settings(self) -> dict[str, str]:
        from psycopg.conninfo import conninfo_to_dict

        try:
            return {name: str(value) for name, value in conninfo_to_dict(self._url).items()}
        except _psycopg().ProgrammingError:
            raise self._unreadable() from None

    def _unreadable(self) -> StoreUnavailable:
        """Not told with the library's words, which repeat what could not be read: it may be the password."""
        return StoreUnavailable(
            Text(f"存储地址无法辨认:{self.place}", f"the store's address cannot be read: {self.place}"),
            Text(
                "写作 postgresql://用户@主机:端口/数据库;密码中的 % 写作 %25",
                "write postgresql://user@host:port/database, and % in a password as %25",
            ),
        )

    @contextmanager
    def _failures(self, doing: Text) -> Iterator[None]:
        """The server's errors as StoreUnavailable, with advice; a connection that was lost is opened anew next time."""
        try:
            yield
        except _psycopg().Error as error:
            reason = error.diag.message_primary or " ".join(str(error).split())
            for secret in self._secrets:
                reason = reason.replace(secret, "…")
            raise StoreUnavailable(
                Text(
                    f"无法{doing.zh}存储 {self.place}:{reason}", f"cannot {doing.en} the store {self.place}: {reason}"
                ),
                roles.advice(error.sqlstate or "", making=doing is _INIT),
            ) from error


def _psycopg() -> Any:
    try:
        import logging

        import psycopg

        # what it remarks on a lost connection comes on top of the error, which says it all
        logging.getLogger("psycopg").addHandler(logging.NullHandler())
    except ImportError as error:
        raise StoreUnavailable(
            Text("postgresql:// 存储需要 psycopg", "a postgresql:// store needs psycopg, which is not installed"),
            Text.same("pip install 'policytrack[postgres]'"),
        ) from error
    return psycopg


def _persist(act: Callable[[], None]) -> None:
    """Do what the server may ask to do again; ids made by the client see to it that nothing is doubled."""
    for left in reversed(range(TRIES)):
        try:
            act()
        except StoreUnavailable as error:
            if not left or getattr(error.__cause__, "sqlstate", None) not in _ASKED_AGAIN:
                raise
        else:
            return
