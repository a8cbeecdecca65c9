"""What was acknowledged is there, once, whatever happens; tests/durability.py does the same by the hundred."""

import itertools
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from policytrack.errors import StoreUnavailable
from policytrack.store import open_store, sqlite
from tests import durability
from tests.conftest import Run
from tests.server import Server
from tests.store.test_postgres import cutting
from tests.store.test_store import row

resource = pytest.importorskip("resource", reason="limits are set as on Unix")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")
SEED = 20261121


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return durability.workspace(tmp_path / "data")


def files(tmp_path: Path) -> Iterator[str]:
    return (str(tmp_path / f"{number}.db") for number in itertools.count())


def test_killed_at_any_moment(data: Path, tmp_path: Path) -> None:
    outcome = durability.survive_kills(20, data, files(tmp_path), random.Random(SEED))
    assert not outcome.broken
    assert outcome.rows > 20


def test_killed_at_any_moment_beside_a_server(data: Path, server: Server) -> None:
    urls = (server.url(server.database(), "wang") for _ in itertools.count())
    outcome = durability.survive_kills(10, data, urls, random.Random(SEED))
    assert not outcome.broken
    assert outcome.rows > 10


def test_a_kill_in_the_middle_of_a_commit_is_undone(tmp_path: Path) -> None:
    """The journal that such a kill leaves is rolled back by whoever comes next, a reader even, and in the very first write."""
    file = tmp_path / "a.db"

    def half(rows: int) -> None:
        store = open_store(str(file))
        assert isinstance(store, sqlite.SqliteStore)
        with store._writing() as cursor:
            cursor.connection.execute("pragma cache_spill = 1")
            cursor.connection.execute("pragma cache_size = 1")  # pages go to the file before the commit
            for _ in range(rows):
                cursor.execute("insert into actuals select lower(hex(randomblob(8))), 'i', null, '2024', '1', 'u', '', 'exact', null, null, null, ?, null, 't', 'me'", ("x" * 3000,))  # fmt: skip
            os.kill(os.getpid(), signal.SIGKILL)

    for held in ([], [row()]):
        open_store(str(file)).add(held)
        durability.started(lambda: half(50)).said()
        assert Path(f"{file}-journal").exists()
        assert file.stat().st_size > 50 * 3000
        assert open_store(str(file)).all() == held
        assert open_store(str(file)).info().integrity == "ok"
        assert not Path(f"{file}-journal").exists()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_64_writers_at_one_moment(engine: str, data: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if engine == "postgresql":
        server = request.getfixturevalue("server")
        url = server.url(server.database(), "wang")
    else:
        url = str(tmp_path / "a.db")
    outcome = durability.write_together(64, 1, data, url)
    assert (outcome.broken, outcome.rows) == ([], 64)


def test_a_server_that_crashes_under_its_writers(data: Path, server: Server) -> None:
    outcome = durability.survive_crashes(1, data, server, random.Random(SEED))
    assert not outcome.broken


def test_a_server_that_goes_away_is_one_clear_error(data: Path, server: Server, tmp_path: Path) -> None:
    """In a process of its own, whose stderr is all that a person sees."""
    database = server.database()
    with cutting(server, b"COMMIT", before=False) as port:
        url = server.remote(database, "wang", port=port) + "?sslmode=disable&gssencmode=disable"
        words = ["record", "stock", "5", "--period", "2022", "--source", "s", "--data", str(data)]
        env = {**os.environ, "POLICYTRACK_STORE": url, "POLICYTRACK_DEBUG": ""}
        ran = subprocess.run([sys.executable, "-m", "policytrack", *words], env=env, capture_output=True, text=True, check=False)  # fmt: skip
    error, hint = ran.stderr.splitlines()
    assert (ran.returncode, ran.stdout) == (4, "")
    assert error.startswith(f"error: cannot write the store postgresql://wang@127.0.0.1:{port}/{database}: ")
    assert hint == "hint: check address, network and password and run it again: what was stored is recognised and not doubled"  # fmt: skip
    watch = server.url(database, "wang")
    assert len(open_store(watch).all()) == 1
    durability.record(watch, data, "")  # the same again, as the hint says
    assert len(open_store(watch).all()) == 1


# -- a store that cannot be written ------------------------------------------------------------------------------


@pytest.fixture
def held(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A store that another process keeps locked."""
    open_store(str(tmp_path / "a.db")).add([row()])
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None, check_same_thread=False)) as connection:
        connection.execute("begin exclusive")
        yield connection


def test_a_locked_store_is_told_after_a_while(held: sqlite3.Connection, data: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)
    url = str(tmp_path / "a.db")
    for words, doing in (
        (["record", "stock", "5", "--period", "2022"], "read"),
        (["store", "init"], "read"),
        (["history"], "read"),
    ):
        ran = run(*words, "--data", str(data), "--store", url)
        assert (ran.code, ran.out) == (4, "")
        assert ran.err == (f"error: cannot {doing} the store {url}: database is locked\n"
                           "hint: another process has kept it for 0.05 seconds; try again in a moment\n")  # fmt: skip
    held.execute("rollback")
    held.execute("begin immediate")  # readers may read, writers wait
    ran = run("record", "stock", "5", "--period", "2022", "--data", str(data), "--store", url, "--lang", "zh")
    assert ran.code == 4
    assert ran.err == f"错误:无法写入存储 {url}:database is locked\n建议:另一进程占用存储超过0.05秒,请稍后再试\n"


def test_a_locked_store_is_waited_for(held: sqlite3.Connection, tmp_path: Path) -> None:
    timer = threading.Timer(0.05, lambda: held.execute("rollback"))
    timer.start()
    open_store(str(tmp_path / "a.db")).add([row()])
    timer.join()
    assert len(open_store(str(tmp_path / "a.db")).all()) == 2


def test_a_full_disk(data: Path, tmp_path: Path) -> None:
    try:
        with durability.disk(tmp_path / "disk", "80k") as place:
            outcome, words = durability.fill(place, data)
            assert not outcome.broken
            assert outcome.rows > 5
            full = "the disk or a quota is full; what was recorded before is intact, of this nothing is stored"
            assert (
                words == f"error: cannot write the store {place}/actuals.db: database or disk is full\nhint: {full}\n"
            )
            assert [one.name for one in place.iterdir()] == ["actuals.db"]  # the journal of the failed write is gone
    except PermissionError:
        pytest.skip("only root may mount a small disk")


def test_a_quota(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    open_store(str(file)).add([row()])

    def write() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, -1))
        open_store(str(file)).add([row(note="x" * 9000) for _ in range(50)])

    words, code = durability.started(write).said()
    assert code == 70 and "cannot write the store" in words
    assert len(open_store(str(file)).all()) == 1 and open_store(str(file)).info().integrity == "ok"


def test_a_read_only_folder() -> None:
    """As somebody without root's rights, who may write anywhere."""
    with tempfile.TemporaryDirectory() as folder:  # not below tmp_path, which is closed to others
        Path(folder).chmod(0o555)
        file = f"{folder}/a.db"

        def write() -> None:
            if os.geteuid() == 0:
                os.setuid(65534)
            try:
                open_store(file).add([row()])
            except StoreUnavailable as error:
                sys.stdout.write(f"{error.message.en}\n{error.hint.en if error.hint else ''}")

        words, _ = durability.started(write).said()
        assert words == (f"cannot write the store {file}: Permission denied\n"
                         "choose a place that can be written with --store sqlite:///path")  # fmt: skip
        assert not list(Path(folder).iterdir())
