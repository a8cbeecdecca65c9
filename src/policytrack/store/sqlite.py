"""The store in one SQLite file.

Triggers refuse every update and delete, REPLACE's hidden delete included (recursive_triggers). The rollback
journal is kept, not WAL: reading then leaves no file behind.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from policytrack.errors import StoreUnavailable
from policytrack.model import Observation, Retraction
from policytrack.period import parse_period
from policytrack.store import StoreInfo, statements
from policytrack.store.distrust import refuse_foreign_schema, refuse_planted_journal
from policytrack.text import Text

PATIENCE = 30.0  # seconds a writer waits for another one

_GUARDS = tuple(
    f"create trigger {table}_no_{act} before {act} on {table} begin select raise(abort, 'append-only'); end"
    for table in ("actuals", "retractions")
    for act in ("update", "delete")
)


class SqliteStore:
    """A Store in the file at `path`; the file is made by the first row."""

    def __init__(self, path: str) -> None:
        self.path = Path(path).expanduser().absolute()
        self.place = str(self.path)

    def all(self) -> list[Observation]:
        """Every vintage, oldest first."""
        return self._query(statements.ALL)

    def of(self, indicator: str) -> list[Observation]:
        """One indicator's vintages, oldest first."""
        return self._query(statements.OF_INDICATOR, (indicator,))

    def with_prefix(self, prefix: str) -> list[Observation]:
        """The vintages whose id starts with `prefix`."""
        return self._query(statements.WITH_PREFIX, (prefix, prefix))

    def add(self, rows: Iterable[Observation]) -> None:
        """Append rows, and what is withdrawn of them, in one transaction."""
        wanted = list(rows)
        with self._writing() as connection:
            gone = [(one.id, one.retraction) for one in wanted if one.retraction]
            held = {id_ for id_, _ in gone if connection.execute(statements.HOLDS, (id_,)).fetchone()}
            connection.executemany(statements.INSERT, [_row(one) for one in wanted if one.id not in held])
            connection.executemany(statements.RETRACT, [(f"r-{id_}", id_, *retraction) for id_, retraction in gone])

    def retract(self, row: Observation, reason: str, at: str, by: str) -> None:
        """Append the withdrawal of a row."""
        with self._writing() as connection:
            connection.execute(statements.RETRACT, (f"r-{row.id}", row.id, reason, at, by))

    def info(self) -> StoreInfo:
        """What the file holds, with SQLite's own integrity check."""
        if self._is_empty:
            return StoreInfo("sqlite", self.place, False, None, 0, 0, 0, "ok")
        with self._reading() as connection:
            rows, retracted = connection.execute(statements.COUNT).fetchone()
            version = connection.execute("pragma user_version").fetchone()[0]
            integrity = connection.execute("pragma integrity_check").fetchone()[0]
        return StoreInfo("sqlite", self.place, True, version, rows, retracted, self.path.stat().st_size, integrity)

    @property
    def _is_empty(self) -> bool:
        """Whether nothing was ever written: no file, or one that a crash left before its first row."""
        with self._failures(Text("读取", "read")):
            return not self.path.exists() or self.path.stat().st_size == 0

    # -- connections ---------------------------------------------------------------------------------------

    def _query(self, statement: str, parameters: Sequence[str] = ()) -> list[Observation]:
        if self._is_empty:
            return []
        with self._reading() as connection:
            return [_observation(row) for row in connection.execute(statement, parameters)]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._failures(Text("读取", "read")):
            refuse_planted_journal(self.path)
            # a journal is another's transaction, or a crash's: rolling that back needs a writable connection
            mode = "rw" if Path(f"{self.path}-journal").exists() else "ro"
            connection = sqlite3.connect(f"{self.path.as_uri()}?mode={mode}", uri=True, timeout=PATIENCE)
            try:
                self._recognise(connection)
                yield connection
            finally:
                connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._failures(Text("写入", "write")):
            refuse_planted_journal(self.path)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                # 0600 from the start: actuals may be internal before they are published
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            try:
                connection.execute("pragma recursive_triggers = on")
                connection.execute("pragma synchronous = full")
                connection.execute("begin immediate")
                self._prepare(connection)
                yield connection
                connection.execute("commit")
            finally:
                connection.close()  # rolls back what was not committed

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Make the tables in an empty file; refuse a file that is not ours."""
        if connection.execute("select count(*) from sqlite_master").fetchone()[0]:
            self._recognise(connection)
            return
        for statement in (*statements.TABLES, *_GUARDS):
            connection.execute(statement)
        connection.execute(f"pragma application_id = {statements.APPLICATION_ID}")
        connection.execute(f"pragma user_version = {statements.SCHEMA_VERSION}")

    def _recognise(self, connection: sqlite3.Connection) -> None:
        application = connection.execute("pragma application_id").fetchone()[0]
        if application != statements.APPLICATION_ID:
            raise StoreUnavailable(
                Text(f"{self.path} 不是policytrack的存储文件", f"{self.path} is not a store of policytrack's"),
                Text("请用 --store 另选一个文件", "choose another file with --store"),
            )
        version = connection.execute("pragma user_version").fetchone()[0]
        if version > statements.SCHEMA_VERSION:
            raise StoreUnavailable(
                Text(
                    f"{self.path} 由更新版本的policytrack写成(格式{version},本版本为{statements.SCHEMA_VERSION})",
                    f"{self.path} was written by a newer policytrack "
                    f"(schema {version}; this one knows {statements.SCHEMA_VERSION})",
                ),
                Text("请升级policytrack", "upgrade policytrack"),
            )
        refuse_foreign_schema(connection, (*statements.TABLES, *_GUARDS), self.place)

    @contextmanager
    def _failures(self, doing: Text) -> Iterator[None]:
        """Engine and file errors as StoreUnavailable, with advice."""
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise StoreUnavailable(Text(f"存储拒绝写入:{error}", f"the store refused it: {error}")) from error
        except (sqlite3.Error, OSError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise StoreUnavailable(
                Text(
                    f"无法{doing.zh}存储 {self.path}:{reason}",
                    f"cannot {doing.en} the store {self.path}: {reason}",
                ),
                _advice(str(reason)),
            ) from error


def _advice(reason: str) -> Text:
    if "locked" in reason:
        return Text("另一进程正在写入,请稍后再试", "another process is writing; try again in a moment")
    if "full" in reason or "No space" in reason:
        return Text("磁盘已满;已记录的数据未受影响", "the disk is full; what was recorded before is intact")
    if "not a database" in reason:
        return Text("这不是存储文件;请用 --store 另选", "this is no store; choose another file with --store")
    return Text(
        "可用 --store sqlite:///路径 另选可写的位置",
        "choose a place that can be written with --store sqlite:///path",
    )


def _row(one: Observation) -> tuple[Any, ...]:
    return (
        one.id, one.indicator, one.series, str(one.period), format(one.value, "f"), one.unit, one.typed or "",
        one.qualifier, one.status, one.source, one.quote, one.note, one.published, one.recorded_at, one.recorded_by,
    )  # fmt: skip


def _observation(row: Sequence[Any]) -> Observation:
    fields = dict(zip(statements.COLUMNS, row, strict=False))
    period = parse_period(fields.pop("time_period"))
    written = fields.pop("value")
    try:
        value = Decimal(written)
    except InvalidOperation:
        period = None
    if period is None:
        raise StoreUnavailable(
            Text(f"存储中的记录 {row[0]} 已损坏", f"the row {row[0]} of the store is damaged"),
            Text("policytrack store info 检查完整性", "`policytrack store info` checks the store"),
        )
    gone = row[len(statements.COLUMNS) :]
    retraction = Retraction(*gone) if gone[0] is not None else None
    return Observation(period=period, value=value, retraction=retraction, **fields)
