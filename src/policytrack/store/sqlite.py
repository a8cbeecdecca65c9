"""The store in one SQLite file.

Triggers refuse every update and delete, REPLACE's hidden delete included. The rollback journal is kept, not WAL:
reading then leaves no file behind. `synchronous = extra` also syncs the folder after the journal is gone: without it a
power cut could bring the journal back, and with it the state before an acknowledged row.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from stat import S_ISREG
from time import monotonic, sleep

from policytrack.errors import Refused, StoreUnavailable
from policytrack.store import Initialised, StoreInfo, silent, statements
from policytrack.store.distrust import refuse_foreign_schema, refuse_planted_journal
from policytrack.store.sql import Cursor, Snapshot, SqlStore
from policytrack.text import Text

PATIENCE = 15.0  # seconds a writer waits for others
_PRAGMAS = ("synchronous = extra", "recursive_triggers = on", "foreign_keys = on", "trusted_schema = off")
_TABLES = ("actuals", "retractions")
_READ, _WRITE = Text("读取", "read"), Text("写入", "write")


class SqliteStore(SqlStore):
    """A Store in the file at `path`; the file is made by the first row."""

    _say = statements.statements("", "?")

    def __init__(self, path: str, tell: Callable[[Text], None] = silent) -> None:
        try:
            self.path = Path(path).expanduser().absolute()
        except RuntimeError as error:
            raise StoreUnavailable(Text(f"找不到 {path} 中的用户", f"no home folder is known for {path}")) from error
        self.place = str(self.path)
        self._tell = tell

    def info(self) -> StoreInfo:
        """What the file holds, with SQLite's own integrity check, and a look at every row and definition."""
        with self._reading() as reading:
            if reading is None:
                return StoreInfo("sqlite", self.place, False, None, 0, 0, 0, "ok")
            cursor: sqlite3.Cursor = reading.cursor  # type: ignore[assignment]  # what `_reading` made
            cursor.execute(self._say.counts)
            rows, retracted = cursor.fetchone()
            version = cursor.execute("pragma user_version").fetchone()[0]
            found = [row[0] for row in cursor.execute("pragma integrity_check") if row[0] != "ok"]
            found += [f"{name} is missing" for name in _missing(cursor.connection, version)]
            found += self._problems(reading)
            size = self.path.stat().st_size
        return StoreInfo("sqlite", self.place, True, version, rows, retracted, size, "; ".join(found) or "ok")

    def init(self, roles: str | None = None) -> Initialised:
        """Make the file, or bring it to the newest schema, a copy being kept."""
        if roles is not None:
            raise Refused(Text("只有 postgresql:// 存储有角色", "only a postgresql:// store has roles"))
        with self._reading() as reading:
            before = reading.cursor.execute("pragma user_version").fetchone()[0] if reading else 0
        if before < statements.SCHEMA_VERSION:
            with self._writing():
                pass
        return Initialised(before, statements.SCHEMA_VERSION)

    def backup(self, file: Path) -> None:
        """Copy the file as of one moment, with SQLite's online backup; others may go on recording."""
        if file.exists() and self.path.exists() and file.samefile(self.path):
            raise Refused(Text(f"{file} 就是存储本身", f"{file} is the store itself"))
        with self._reading() as reading:
            if reading is None:
                raise Refused(Text(f"{self.path} 尚无数据", f"there is nothing in {self.path} yet"))
        self._copy(file)

    # -- connections ---------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Snapshot | None]:
        with self._failures(_READ, self.path):
            if self._is_unwritten():
                yield None
                return
            with closing(self._snapshot()) as connection:
                version = self._version(connection)
                yield Snapshot(connection.cursor(), statements.statements("", "?", version)) if version else None

    def _is_unwritten(self) -> bool:
        """Whether nothing was ever written: no file, or one that a crash left before its first row."""
        refuse_planted_journal(self.path)
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return True
        if not S_ISREG(found.st_mode):
            raise StoreUnavailable(
                Text(f"{self.path} 不是普通文件", f"{self.path} is no regular file"),
                Text("请用 --store 另选一个文件", "choose another file with --store"),
            )
        return found.st_size == 0

    def _snapshot(self) -> sqlite3.Connection:
        """A connection that sees one state of the file and changes nothing; what a crash left half done is undone."""
        for mode in ("ro", "rw"):
            connection = sqlite3.connect(
                f"{self.path.as_uri()}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None
            )
            try:
                connection.execute("pragma trusted_schema = off")
                connection.execute("begin")
                connection.execute("select count(*) from sqlite_master")
                return connection
            except sqlite3.Error as error:
                connection.close()
                if getattr(error, "sqlite_errorname", "") != "SQLITE_READONLY_ROLLBACK" or mode == "rw":
                    raise
        raise AssertionError

    @contextmanager
    def _writing(self) -> Iterator[Cursor]:
        with self._failures(_WRITE, self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self._is_unwritten():
                # 0600 from the start: actuals may be internal before they are published
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)) as connection:
                for pragma in _PRAGMAS:
                    connection.execute(f"pragma {pragma}")
                _begin(connection)
                remark = self._prepare(connection)
                yield connection.cursor()
                connection.execute("commit")  # without it, closing rolls back
                if remark:
                    self._tell(remark)

    # -- the schema ----------------------------------------------------------------------------------------

    def _version(self, connection: sqlite3.Connection) -> int:
        """The version of the file's schema; 0: it holds nothing.

        Raises:
            StoreUnavailable: it is not ours, newer, or its tables are not as ours.
        """
        if not connection.execute("select count(*) from sqlite_master").fetchone()[0]:
            return 0
        application = connection.execute("pragma application_id").fetchone()[0]
        version: int = connection.execute("pragma user_version").fetchone()[0]
        if application != statements.APPLICATION_ID or version < 1:
            raise StoreUnavailable(
                Text(f"{self.path} 不是policytrack的存储文件", f"{self.path} is not a store of policytrack's"),
                Text("请用 --store 另选一个文件", "choose another file with --store"),
            )
        if version > statements.SCHEMA_VERSION:
            raise statements.newer(self.place, version)
        refuse_foreign_schema(connection, _definitions(version).values(), self.place)
        missing = set(_TABLES) & set(_missing(connection, version))
        if missing:
            raise self._changed(missing)
        return version

    def _changed(self, names: Iterable[str]) -> StoreUnavailable:
        listed = ", ".join(sorted(names))
        return StoreUnavailable(
            Text(f"{self.path} 缺少定义:{listed}", f"{self.path}: somebody took out {listed}"),
            Text("请从备份恢复,或另选存储", "restore a backup, or choose another store"),
        )

    def _prepare(self, connection: sqlite3.Connection) -> Text | None:
        """Bring the file to the newest schema, inside the transaction; what is not empty is copied first.

        Returns what should be told once it is done.
        """
        version = self._version(connection)
        missing = _missing(connection, version)
        if missing:
            raise self._changed(missing)
        if version == statements.SCHEMA_VERSION:
            return None
        copy = self.path.with_name(f"{self.path.name}.schema-{version}")
        if version:
            self._copy(copy)
        for statement in statements.since(version, "", sqlite=True):
            connection.execute(statement)
        connection.execute(f"pragma application_id = {statements.APPLICATION_ID}")
        connection.execute(f"pragma user_version = {statements.SCHEMA_VERSION}")
        zh = f"存储格式由{version}升级为{statements.SCHEMA_VERSION},原文件副本:{copy}"
        en = f"the store was brought from schema {version} to {statements.SCHEMA_VERSION}; a copy of before: {copy}"
        return Text(zh, en) if version else None

    def _copy(self, file: Path) -> None:
        """A sound copy of the file at `file`, private; whatever fails, what was there before is still there."""
        part = file.with_name(f"{file.name}.part")
        with self._failures(Text("写入副本", "write the copy of"), file):
            part.unlink(missing_ok=True)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            try:
                with closing(sqlite3.connect(part)) as target:
                    target.execute("pragma synchronous = extra")
                    with closing(self._snapshot()) as source:
                        source.backup(target)
                    found = target.execute("pragma integrity_check").fetchone()[0]
                if found != "ok":
                    raise StoreUnavailable(Text(f"{self.path} 已损坏:{found}", f"{self.path} is damaged: {found}"))
                part.replace(file)
                _sync(file.parent)
            finally:
                part.unlink(missing_ok=True)

    @contextmanager
    def _failures(self, doing: Text, file: Path) -> Iterator[None]:
        """Engine and file errors as StoreUnavailable, with advice."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise StoreUnavailable(
                Text(f"无法{doing.zh}存储 {file}:{reason}", f"cannot {doing.en} the store {file}: {reason}"),
                _advice(getattr(error, "sqlite_errorname", None) or "", reason, is_copy=file != self.path),
            ) from error


def _begin(connection: sqlite3.Connection) -> None:
    """Begin to write when the others are done; who has waited longer asks more often.

    SQLite's own waiting asks less and less often, so that among many writers one may wait for ever.
    """
    begun = monotonic()
    connection.execute("pragma busy_timeout = 0")
    while True:
        try:
            connection.execute("begin immediate")
            break
        except sqlite3.OperationalError as error:
            waited = monotonic() - begun
            if error.sqlite_errorname != "SQLITE_BUSY" or waited > PATIENCE:
                raise
            sleep(max(0.001, 0.05 - waited / 50))
    connection.execute(f"pragma busy_timeout = {round(PATIENCE * 1000)}")  # for readers, before the commit


@cache
def _definitions(version: int) -> Mapping[str, str]:
    """The tables, indexes and triggers of a file of this version by name, as SQLite tells them.

    They are made anew to be compared with: what `alter table` does to a definition only SQLite knows.
    """
    with closing(sqlite3.connect(":memory:")) as anew:
        for statement in statements.between(0, version, "", sqlite=True):
            anew.execute(statement)
        return dict(anew.execute("select name, sql from sqlite_master where sql is not null"))


def _missing(connection: sqlite3.Connection, version: int) -> list[str]:
    """The tables, indexes and triggers of this version that are not there."""
    held = {row[0] for row in connection.execute("select name from sqlite_master")}
    return sorted(_definitions(version).keys() - held)


def _sync(folder: Path) -> None:
    """Have a renamed file survive a power cut, where the system can sync a folder."""
    if hasattr(os, "O_DIRECTORY"):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _advice(name: str, reason: str, *, is_copy: bool) -> Text:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Text(
            f"另一进程占用存储超过{PATIENCE:g}秒,请稍后再试",
            f"another process has kept it for {PATIENCE:g} seconds; try again in a moment",
        )
    if name == "SQLITE_FULL" or "No space" in reason or "too large" in reason or name == "SQLITE_IOERR_WRITE":
        return Text(
            "磁盘已满或超出限额;此前记录的数据未受影响",
            "the disk or a quota is full; what was recorded before is intact, of this nothing is stored",
        )
    if name == "SQLITE_NOTADB":
        return Text("这不是存储文件;请用 --store 另选", "this is no store; choose another file with --store")
    if name.startswith("SQLITE_CORRUPT"):
        return Text("文件已损坏,请从备份恢复", "the file is damaged; restore a backup")
    if is_copy:
        return Text("请另选可写的位置", "choose a place that can be written")
    return Text(
        "可用 --store sqlite:///路径 另选可写的位置",
        "choose a place that can be written with --store sqlite:///path",
    )
