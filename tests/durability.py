"""What survives: processes killed at any moment, many writers at once, a server that crashes, a full disk.

python -m tests.durability --kills 300 --writers 64 --crashes 20     prints the figures of docs/reliability.md
"""

import argparse
import io
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn

from policytrack.cli.app import app
from policytrack.store import open_store
from tests.conftest import DOC, SMALL

MOST = 6  # acknowledgements that a writer gives before it is killed: fewer than this
LONGEST = 0.02  # seconds that it lives on then: about as long as a record takes
TOGETHER = 4  # rows of one import
ACKNOWLEDGED = re.compile(rf"\(id ([0-9a-z]{{16}})\)\n|^imported {TOGETHER} rows ", re.MULTILINE)


def workspace(folder: Path) -> Path:
    """A workspace without a store; what recording needs is loaded and compiled, so that writers begin at once."""
    (folder / "sources").mkdir(parents=True)
    (folder / "targets.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "sources" / "doc.yaml").write_text(DOC, encoding="utf-8")
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for act in (record, import_):
            act(str(folder / "warm.db"), folder, "warm")
    (folder / "warm.db").unlink()
    return folder


class Writer(NamedTuple):
    """A process that records; what it says comes out of `pipe`."""

    process: int
    pipe: IO[str]

    def kill(self, acknowledged: int, later: float) -> str:
        """End it at once, a moment after it has acknowledged so much; returns what it had said."""
        heard = ""
        while len(ACKNOWLEDGED.findall(heard)) < acknowledged:
            line = self.pipe.readline()
            assert line, f"it ended by itself: {heard}"
            heard += line
        time.sleep(later)
        os.kill(self.process, signal.SIGKILL)
        return heard + self.said()[0]

    def said(self) -> tuple[str, int]:
        """Wait for its end; returns what is left of what it said, and its exit code."""
        with self.pipe:
            words = self.pipe.read()
        return words, os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def started(work: Callable[[], None], close: tuple[int, ...] = ()) -> Writer:
    """Run `work` in a process of its own, which is this one's twin: nothing has to be loaded before it records."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return Writer(process, os.fdopen(reading, encoding="utf-8"))
    code = 70
    try:
        for end in (reading, *close):
            os.close(end)
        sys.stdout = sys.stderr = os.fdopen(writing, "w", buffering=1, encoding="utf-8")
        work()
        code = 0
    except SystemExit as ending:
        code = int(ending.code or 0)
    except BaseException as error:
        print(repr(error))
    finally:
        with suppress(BaseException):
            sys.stdout.flush()
        os._exit(code)


def command(*words: str) -> None:
    """A command as a person gives it, in this process.

    Raises:
        SystemExit: it failed.
    """
    try:
        app(list(words))
    except SystemExit as ending:
        if ending.code:
            raise


def record(url: str, data: Path, name: str) -> None:
    """Record one value; the command's own words acknowledge it."""
    where = ("--store", url, "--data", str(data))
    command("record", "stock", "5", "--period", "2022", "--series", name, "--source", "s", "--by", "w", *where)


def import_(url: str, data: Path, name: str) -> None:
    """Import a few values in one transaction."""
    file = data / f"{name}.csv"
    rows = "".join(f"stock,2022,5,s,{name}-{number}\n" for number in range(TOGETHER))
    file.write_text(f"indicator,time_period,value,source,series\n{rows}", encoding="utf-8")
    print(f"importing {name}")
    command("import", str(file), "--yes", "--by", "w", "--store", url, "--data", str(data))
    file.unlink()


def write_on(url: str, data: Path, name: str) -> NoReturn:
    """Record and import until killed."""
    number = 0
    while True:
        number += 1
        act = import_ if number % 4 == 0 else record
        act(url, data, f"{name}.{number}")


class Promises:
    """What was acknowledged to be in a store."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.imports: list[str] = []

    def hear(self, words: str) -> None:
        """Take note of what a process said before it ended; the last line may have been cut off."""
        self.ids += re.findall(r"\(id ([0-9a-z]{16})\)\n", words)
        self.imports += re.findall(rf"^importing (\S+)\n(?:.*\n)?imported {TOGETHER} rows ", words, re.MULTILINE)

    def rows(self) -> int:
        return len(self.ids) + TOGETHER * len(self.imports)

    def broken(self, url: str) -> list[str]:
        """What a store does not keep of them."""
        store = open_store(url)
        held = store.all()
        ids, series = Counter(one.id for one in held), Counter(one.series or "" for one in held)
        found = [f"{id_} is lost" for id_ in self.ids if not ids[id_]]
        found += [f"{name} is there {count} times" for name, count in series.items() if count > 1]
        found += [f"{name} is lost" for name in self.imports if not series[f"{name}-0"]]
        together = Counter(name.rpartition("-")[0] for name in series if "-" in name)
        found += [f"{count} rows of the import {name}" for name, count in together.items() if count != TOGETHER]
        integrity = store.info().integrity
        return found + ([] if integrity == "ok" else [integrity])


class Outcome(NamedTuple):
    """What came of it: how many kills, how many of them in the middle of a transaction, rows acknowledged, what broke."""

    kills: int
    in_the_middle: int
    rows: int
    broken: list[str]


def survive_kills(kills: int, data: Path, stores: Iterator[str], chance: random.Random) -> Outcome:
    """Kill writers at any moment, ten on one store, and look after each what is there."""
    middle, rows, broken = 0, 0, []
    for kill in range(kills):
        if kill % 10 == 0:
            url, promises = next(stores), Promises()
        writer = started(lambda: write_on(url, data, f"k{kill}"))  # noqa: B023 - it runs at once
        before = promises.rows()
        promises.hear(writer.kill(chance.randrange(MOST), chance.uniform(0, LONGEST)))
        rows += promises.rows() - before
        middle += Path(f"{url}-journal").exists()
        broken += promises.broken(url)
        (data / f"k{kill}.csv").unlink(missing_ok=True)
    return Outcome(kills, middle, rows, broken)


def write_together(writers: int, each: int, data: Path, url: str) -> Outcome:
    """Let many processes record at one moment."""
    gate, opener = os.pipe()

    def work(number: int) -> None:
        os.read(gate, 1)  # ends when the gate is opened
        for value in range(each):
            record(url, data, f"w{number}.{value}")

    running = [started(lambda number=number: work(number), (opener,)) for number in range(writers)]  # type: ignore[misc]
    os.close(opener)
    promises, failed = Promises(), []
    for writer in running:
        words, code = writer.said()
        promises.hear(words)
        failed += [words] if code else []
    os.close(gate)
    missing = [] if promises.rows() == writers * each else [f"{promises.rows()} of {writers * each} acknowledged"]
    return Outcome(0, 0, promises.rows(), failed + missing + promises.broken(url))


def survive_crashes(crashes: int, data: Path, server: Any, chance: random.Random) -> Outcome:
    """Stop a server without a word while processes record, and start it again."""
    url = server.url(server.database(), "wang")
    promises = Promises()
    broken: list[str] = []
    for crash in range(crashes):
        writers = [started(lambda: write_on(url, data, f"c{crash}.{number}")) for number in range(4)]  # noqa: B023
        time.sleep(chance.uniform(0, 0.5))
        server.crash()
        for writer in writers:
            words, code = writer.said()
            promises.hear(words)
            broken += [] if code == 4 and words.count("error: ") == 1 else [f"exit code {code}: {words[-500:]}"]
        server.start()
        broken += promises.broken(url)
    return Outcome(crashes, 0, promises.rows(), broken)


def fill(place: Path, data: Path) -> tuple[Outcome, str]:
    """Record on a small disk until nothing more fits; returns what the last command said, too."""
    url, promises = str(place / "actuals.db"), Promises()

    def work() -> None:
        for number in range(5000):
            record(url, data, f"{number:0400}")  # long names: it fills soon

    words, code = started(work).said()
    promises.hear(words)
    broken = promises.broken(url) + ([] if code == 4 else [f"exit code {code}"])
    return Outcome(0, 0, promises.rows(), broken), words[words.rfind("error:") :]


@contextmanager
def disk(place: Path, size: str) -> Iterator[Path]:
    """A disk of its own in memory; only root may make one."""
    place.mkdir()
    done = os.system(f"mount -t tmpfs -o size={size} none '{place}' 2>/dev/null")
    if done:
        raise PermissionError
    try:
        yield place
    finally:
        os.system(f"umount '{place}'")


def _main() -> None:
    from tests.server import Server, installation

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--writers", type=int, default=64)
    parser.add_argument("--each", type=int, default=10, help="rows of each writer")
    parser.add_argument("--crashes", type=int, default=20, help="of the PostgreSQL server")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    print(f"seed {asked.seed}")
    failed = []

    def tell(what: str, outcome: Outcome, since: float) -> None:
        failed.extend(outcome.broken)
        middle = f", {outcome.in_the_middle} in the middle of a transaction" if outcome.in_the_middle else ""
        counted = f"{outcome.kills} times{middle}, " if outcome.kills else ""
        verdict = "none lost, none doubled" if not outcome.broken else f"BROKEN: {outcome.broken[:5]}"
        print(
            f"{what}: {counted}{outcome.rows} rows acknowledged, {verdict} ({time.monotonic() - since:.1f} s)",
            flush=True,
        )

    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(HOME=folder, POLICYTRACK_DEBUG="1", POLICYTRACK_LANG="en")
        data = workspace(Path(folder) / "data")
        files = (str(Path(folder) / f"{number}.db") for number in range(10**6))
        since = time.monotonic()
        tell("SQLite, writers killed", survive_kills(asked.kills, data, files, chance), since)
        since = time.monotonic()
        tell(
            f"SQLite, {asked.writers} writers at once",
            write_together(asked.writers, asked.each, data, next(files)),
            since,
        )
        with suppress(PermissionError), disk(Path(folder) / "disk", "120k") as place:
            since = time.monotonic()
            outcome, words = fill(place, data)
            tell("SQLite, disk filled", outcome, since)
            print(words.rstrip())
        if installation() is None:
            print("PostgreSQL: no server here")
        else:
            server = Server(durable=True)
            try:
                urls = (server.url(server.database(), "wang") for _ in range(10**6))
                since = time.monotonic()
                tell("PostgreSQL, writers killed", survive_kills(asked.kills, data, urls, chance), since)
                since = time.monotonic()
                outcome = write_together(asked.writers, asked.each, data, next(urls))
                tell(f"PostgreSQL, {asked.writers} writers at once", outcome, since)
                since = time.monotonic()
                tell("PostgreSQL, server crashed", survive_crashes(asked.crashes, data, server, chance), since)
            finally:
                server.close()
    sys.exit(bool(failed))


if __name__ == "__main__":
    _main()
