"""A workspace from a stranger: nothing outside it is read or written, nothing is run, and it takes bounded time and memory."""

import marshal
import os
import resource
import socket
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from policytrack.files import compiled
from policytrack.text import escaped
from tests.conftest import DOC, SMALL, Ran, Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and limits of a Unix system")
Make = Callable[..., Path]
SECRET = "root:x:0:0:secret"
MEMORY, SECONDS = 2_000_000_000, 60


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file outside of the workspace, which looks like what the link to it should be."""
    place = tmp_path / "secret"
    place.write_text(SECRET, encoding="utf-8")
    return place


def every_command(run: Run, folder: Path) -> list[Ran]:
    """What reads a workspace, in every format that it writes."""
    data, out = ("--data", str(folder)), folder.parent
    said = [
        run("check", *data), run("targets", "list", *data), run("targets", "show", "p/stock", *data), run("sources", "verify", *data),
        run("history", *data), run("sources", "show", "doc", *data), run("store", "info", *data),
        run("sources", "scan", "doc", "--draft", *data), run("record", "stock", "5", "--period", "2022", "--dry-run", *data),
    ]  # fmt: skip
    for form in ("table", "json", "csv", "markdown"):
        said += [run(*words, "-O", form, *data) for words in (("report",), ("check",), ("indicators", "list"), ("plans", "list"), ("sources", "list"))]  # fmt: skip
    run("export", "-O", "datapackage", "-o", str(out / "package"), *data)
    assert all(one.code in {0, 1, 2, 3, 4} for one in said), [one.err for one in said]
    return said


@pytest.mark.parametrize("what", ["targets.yaml", "sources/doc.yaml", "sources/more.yaml", "sources", "texts/doc.txt", "texts"])  # fmt: skip
def test_a_link_out_of_the_workspace_is_not_read(
    run: Run, small: Make, tmp_path: Path, secret: Path, what: str
) -> None:
    folder, place = small(), small() / what
    if what in {"sources", "texts"}:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "doc.yaml").write_text(DOC + f"note: {SECRET}\n", encoding="utf-8")
        (outside / "doc.txt").write_text(SECRET, encoding="utf-8")
        for file in place.glob("*"):
            file.unlink()
        place.rmdir() if place.exists() else None
        place.symlink_to(outside)
    else:
        place.parent.mkdir(exist_ok=True)
        place.unlink(missing_ok=True)
        place.symlink_to(secret)
    said = every_command(run, folder)
    assert any("a link that leads out of the workspace" in one.out + one.err for one in said)
    assert not any("secret" in one.out.replace(str(tmp_path), "") + one.err.replace(str(tmp_path), "") for one in said)
    if what != "targets.yaml":
        assert run("sources", "attach", "doc", str(secret), "--data", str(folder)).code != 0 or what == "texts/doc.txt"
        assert secret.read_text(encoding="utf-8") == SECRET


def test_what_comes_along_may_be_linked(run: Run, small: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some installers put links into site-packages."""
    folder = small()
    (folder / "targets.yaml").rename(tmp_path / "cached.yaml")
    (folder / "targets.yaml").symlink_to(tmp_path / "cached.yaml")
    for module in ("workspace", "catalogue"):
        monkeypatch.setattr(f"policytrack.files.{module}.bundled", lambda: folder)
    assert run("plans", "list").code == 0


def test_links_inside_the_workspace_and_to_it_are_followed(run: Run, small: Make, tmp_path: Path) -> None:
    folder = small()
    (folder / "sources" / "doc.yaml").rename(folder / "kept.yaml")
    (folder / "sources" / "doc.yaml").symlink_to("../kept.yaml")
    (tmp_path / "alias").symlink_to(folder)
    assert run("check", "--data", str(tmp_path / "alias")).code == 0


@pytest.mark.parametrize("what", ["targets.yaml", "sources/doc.yaml"])
@pytest.mark.parametrize("kind", ["pipe", "socket", "folder", "loop", "device"])
def test_what_is_no_plain_file_is_not_waited_for(run: Run, small: Make, what: str, kind: str) -> None:
    place = small() / what
    place.unlink()
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "socket":
        os.chdir(place.parent)
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(place.name)
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to(place if kind == "loop" else "/dev/zero")
    for words in (("check",), ("report",), ("targets", "list")):
        ran = run(*words, "--data", str(place.parents[what.count("/")]))
        assert ran.code in {1, 3}, (ran.out, ran.err)
    os.chdir(place.parents[what.count("/")])
    assert run("plans", "list").code in {0, 3}  # looked for from here upwards


def test_other_files_that_are_no_plain_ones(run: Run, small: Make, tmp_path: Path) -> None:
    data = ("--data", str(small()))
    os.mkfifo(tmp_path / "pipe")
    for file, reason in (("/dev/zero", "it is no plain file"), (str(tmp_path / "pipe"), "it is no plain file"), (str(tmp_path), "Is a directory")):  # fmt: skip
        for words in (("import", file, "--yes"), ("sources", "attach", "doc", file)):
            ran = run(*words, *data)
            assert ran.code == 2 and reason in ran.err


def test_what_the_shell_has_opened_is_read(run: Run, small: Make) -> None:
    """import <(another program)"""
    reading, writing = os.pipe()
    os.write(writing, b"indicator,2022\nstock,5\n")
    os.close(writing)
    ran = run("import", f"/dev/fd/{reading}", "--yes", "--data", str(small()))
    os.close(reading)
    assert ran.code == 0 and "1 new" in ran.out


def test_nothing_is_written_through_a_planted_link(run: Run, small: Make, tmp_path: Path, secret: Path) -> None:
    folder = small()
    data = ("--data", str(folder))
    text = tmp_path / "text.txt"
    text.write_text("达300件", encoding="utf-8")
    (folder / "texts").mkdir()
    for planted in ("texts/doc.draft", "texts/doc.txt", "report.csv", "out.json", "all.zip"):
        (folder / planted).symlink_to(secret)
    assert run("sources", "attach", "doc", str(text), *data).code == 0
    assert (folder / "texts" / "doc.txt").read_text(encoding="utf-8") == "达300件"
    for words in (
        ("report", "-o", "report.csv"),
        ("report", "-o", "out.json"),
        ("export", "-o", "out.json"),
        ("export", "-o", "all.zip"),
    ):
        ran = run(*words[:-1], str(folder / words[-1]), *data)
        assert ran.code == 2 and "is a link that leads out of the workspace" in ran.err
    os.chdir(folder)
    assert run("report", "-o", "report.csv").code == 2
    assert secret.read_text(encoding="utf-8") == SECRET


def test_the_store_is_not_behind_a_link(run: Run, small: Make, tmp_path: Path) -> None:
    folder = small()
    mine = f"sqlite:///{tmp_path / 'mine.db'}"
    assert run("record", "stock", "5", "--period", "2022", "--store", mine, "--data", str(folder)).code == 0
    before = (tmp_path / "mine.db").read_bytes()
    (folder / "actuals.db").symlink_to(tmp_path / "mine.db")
    for words in (("record", "stock", "6", "--period", "2022"), ("report",), ("export",), ("history",)):
        ran = run(*words, "--data", str(folder))
        assert ran.code == 4 and "actuals.db is a link that leads out of the workspace" in ran.err
    assert (tmp_path / "mine.db").read_bytes() == before


def planted_journal(store: Path, victim: Path) -> bytes:
    """A journal of one page whose rollback ends with deleting another file."""
    page = store.read_bytes()[:4096]
    pages = store.stat().st_size // 4096
    checksum = sum(page[at] for at in range(4096 - 200, 0, -200)) & 0xFFFFFFFF
    magic, name = bytes.fromhex("d9d505f920a163d7"), os.fsencode(victim)
    head = (magic + struct.pack(">IIIII", 1, 0, pages, 512, 4096)).ljust(512, b"\0")
    record = struct.pack(">I", 1) + page + struct.pack(">I", checksum)
    lock_page = 0x40000000 // 4096 + 1
    return head + record + struct.pack(">I", lock_page) + name + struct.pack(">II", len(name), sum(name)) + magic


def test_a_planted_journal_deletes_nothing(run: Run, small: Make, secret: Path) -> None:
    folder = small()
    data = ("--data", str(folder))
    assert run("record", "stock", "5", "--period", "2022", *data).code == 0
    store, journal = folder / "actuals.db", folder / "actuals.db-journal"
    for words in (("history",), ("report",), ("record", "stock", "6", "--period", "2022"), ("store", "info")):
        journal.write_bytes(planted_journal(store, secret))
        ran = run(*words, *data)
        assert ran.code == 4 and "names another file; policytrack did not write it" in ran.err
        assert secret.read_text(encoding="utf-8") == SECRET
    with sqlite3.connect(store) as raw:  # SQLite itself would have deleted it
        raw.execute("select * from actuals").fetchall()
    raw.close()
    assert not secret.exists()


@pytest.mark.parametrize(
    "change",
    [
        "drop table retractions; create view retractions as with recursive n(x) as (select 1 union all select x from n) select x as id, x as actual, x as reason, x as recorded_at, x as recorded_by from n",
        "create trigger t before insert on actuals begin select 1; end",
        "drop trigger actuals_no_delete; create trigger actuals_no_delete before delete on actuals begin select 1; end",
    ],
)  # fmt: skip
def test_a_store_that_does_more_than_store(run: Run, small: Make, change: str) -> None:
    data = ("--data", str(small()))
    assert run("record", "stock", "5", "--period", "2022", *data).code == 0
    raw = sqlite3.connect(small() / "actuals.db")
    raw.executescript(change)
    raw.close()
    for words in (("history",), ("report",), ("record", "stock", "6", "--period", "2022"), ("export",)):
        ran = run(*words, *data)
        assert ran.code == 4 and "which is none of policytrack's" in ran.err


def test_init_does_not_follow_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "targets.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    ran = run("init", str(tmp_path / "new"))
    assert ran.code == 2 and not (tmp_path / "elsewhere.yaml").exists()


@pytest.mark.parametrize(
    "id_", ["../../x", "..", "/etc/passwd", "a/b", "a\\b", "A", "con:x", "a b", "%2e%2e", "-x", ".x"]
)
def test_ids_are_no_paths(run: Run, small: Make, id_: str) -> None:
    for change in ({"id: stock,": f"id: '{id_}',"}, {"id: p,": f"id: '{id_}',"}):
        ran = run("check", "--data", str(small(change)))
        assert ran.code == 1 and "should be an id or address of the required form" in ran.out
    ran = run("check", "--data", str(small(sources={"doc": DOC.replace("id: doc", f"id: '{id_}'")})))
    assert ran.code == 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://a b", "ftp://x"])  # fmt: skip
def test_addresses_are_of_the_web(run: Run, small: Make, url: str) -> None:
    ran = run("check", "--data", str(small(sources={"doc": DOC + f"url: '{url}'\n"})))
    assert ran.code == 1 and "url" in ran.out


NASTY = "\\e[2J\\e]0;x\\a\\x9b31m\\u202e\\u2028\\r\\b\\0<script>|`"


def test_no_control_character_reaches_a_terminal_or_a_file(run: Run, small: Make) -> None:
    folder = small(
        {
            "en: Stock": f'en: "Stock{NASTY}"',
            "zh: 存量": f'zh: "存量{NASTY}"',
            "quote: 达300件": f'quote: "达300件{NASTY}"',
            "title: {zh: 规划, en: Plan}": f'title: {{zh: "规划{NASTY}", en: "Plan{NASTY}"}}',
            "issuer: {zh: 市, en: City}": f'issuer: "{NASTY}"',
        },
        {
            "doc": DOC.replace("title: 规划", f'title: "规划{NASTY}"').replace("publisher: 市", f'publisher: "{NASTY}"')
            + f'observations:\n- {{indicator: stock, time_period: 2021, value: 5, quote: "5件{NASTY}", note: "{NASTY}", series: "{NASTY}"}}\n'
        },
    )
    (folder / "texts").mkdir()
    (folder / "texts" / "doc.txt").write_text("到2025年,达300件\x1b[2J\x9b\u202e\n", encoding="utf-8")
    words = "\x1b[31m" + "\x9b\u202e"
    assert run("record", "stock", "5", "--period", "2022", "--source", words, "--note", words, "--by", words, "--data", str(folder)).code == 0  # fmt: skip
    for ran in [*every_command(run, folder), run("check", "--data", str(folder / words)), run("import", words, "--data", str(folder))]:  # fmt: skip
        for text in (ran.out, ran.err):
            assert all(one.isprintable() or one in "\n\r\t" for one in text), repr(text)


def test_json_escapes_mean_the_same() -> None:
    import json

    text = "\x1b\x7f\x9b\u202e\u2028\ufeff\U0001f3c1达"
    assert json.loads(escaped(json.dumps(text, ensure_ascii=False))) == text


def test_a_compiled_copy_comes_from_nobody_else(run: Run, small: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a copy that lies in the workspace, nor one that others could have written, is loaded."""
    folder, home = small(), Path.home()
    assert run("targets", "list", "--data", str(folder)).code == 0
    (copy,) = (home / ".cache" / "policytrack").glob("*.bin")
    assert copy.stat().st_mode & 0o777 == 0o600 and copy.parent.stat().st_mode & 0o777 == 0o700
    loaded: list[int] = []
    known = marshal.loads
    monkeypatch.setattr(compiled.marshal, "loads", lambda raw: loaded.append(1) or known(raw))
    assert run("targets", "list", "--data", str(folder)).code == 0 and loaded
    for place, mode in ((copy, 0o666), (copy.parent, 0o777)):
        place.chmod(mode)
        loaded.clear()
        assert run("targets", "list", "--data", str(folder)).code == 0 and not loaded
        copy.parent.chmod(0o700)
    copy.unlink()
    copy.symlink_to(folder / "planted.bin")
    (folder / "planted.bin").write_bytes(b"\xff" * 100)
    assert run("targets", "list", "--data", str(folder)).code == 0 and not loaded


def test_a_file_changed_back_in_time_is_read_again(run: Run, small: Make) -> None:
    """An archive can set a file's size and time to those of the file that was there before."""
    folder = small()
    assert "≥300" in run("targets", "list", "--data", str(folder), "--lang", "zh").out
    file = folder / "targets.yaml"
    before = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("300", "400"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "≥400" in run("targets", "list", "--data", str(folder), "--lang", "zh").out


# -- time and memory ---------------------------------------------------------------------------------------

LINES = 60_000
FILES = {
    "aliases": ("targets.yaml", "a: &a [x]\n" + "".join(f"a{n}: &a{n} [*a,*a]\n" for n in range(50))),
    "depth": ("targets.yaml", "schema: 1\nunits: " + "[" * 1_000_000),
    "empty lists": ("targets.yaml", "schema: 1\nunits: [" + "[]," * 150_000 + "]\n"),
    "a million errors": ("targets.yaml", "schema: 1\nunits: [" + "a," * 300_000 + "]\n"),
    "duplicate keys": ("targets.yaml", "schema: 1\n" + "a: 1\n" * LINES),
    "unknown keys": ("targets.yaml", "schema: 1\n" + "".join(f"k{n}: 1\n" for n in range(LINES))),
    "errors in a record": ("targets.yaml", SMALL + "    lead: [" + "[]," * LINES + "]\n"),
    "one long text": ("targets.yaml", "schema: 1\nunits: '" + "a" * 19_000_000 + "'\n"),
    "endless numerals": ("sources/doc.yaml", DOC + 'observations:\n- {indicator: stock, time_period: 2020, value: 1, quote: "' + "亿万" * 9000 + '"}\n'),
    "unknown indicators": ("sources/doc.yaml", DOC + "observations:\n" + "".join(f"- {{indicator: stok{n}, time_period: 2020, value: 1}}\n" for n in range(8_000))),
    "one period": ("sources/doc.yaml", DOC + "observations:\n" + "".join(f"- {{indicator: stock, time_period: 2020, value: {n}, qualifier: about}}\n" for n in range(6_000))),
}  # fmt: skip


def bounded(home: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a command that may not take more than MEMORY bytes and SECONDS of processor time."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    env = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "policytrack", *words], env=env, cwd=home, capture_output=True, check=False, preexec_fn=limit
    )  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_hostile_data_are_told_in_bounded_time_and_memory(small: Make, tmp_path: Path, name: str) -> None:
    folder, (file, text) = small(), FILES[name]
    (folder / file).write_text(text, encoding="utf-8")
    ran = bounded(tmp_path, "check", "--data", str(folder))
    assert ran.returncode in {0, 1}, ran.stderr[-500:]
    assert b" error" in ran.stderr and b"internal error" not in ran.stderr and len(ran.stdout) < 5_000_000


def test_files_of_any_size_are_not_read(run: Run, small: Make, tmp_path: Path) -> None:
    folder = small()
    for file, words in (
        (folder / "targets.yaml", ("check",)),
        (folder / "texts" / "doc.txt", ("sources", "verify")),
        (tmp_path / "big.csv", ("import", str(tmp_path / "big.csv"), "--yes")),
        (tmp_path / "big.txt", ("sources", "attach", "doc", str(tmp_path / "big.txt"))),
    ):
        file.parent.mkdir(exist_ok=True)
        kept = file.read_bytes() if file.exists() else None
        with file.open("wb") as made:
            made.truncate(2_000_000_000)  # sparse: nothing is on the disk
        start = time.perf_counter()
        ran = run(*words, "--data", str(folder))
        assert ran.code in {1, 2} and ("is larger than" in ran.out + ran.err or "or 50 MB [too-much]" in ran.out)
        assert time.perf_counter() - start < 5
        file.unlink()
        if kept is not None:
            file.write_bytes(kept)


def test_a_targets_file_without_an_end_is_not_looked_through(run: Run, small: Make) -> None:
    folder = small()
    with (folder / "targets.yaml").open("wb") as made:
        made.truncate(2_000_000_000)
    os.chdir(folder)
    assert run("plans", "list").code == 0  # the bundled data: this is no workspace


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\n" * 1_000_002, "more than 1,000,000 lines"), (b"," * 10_000_001, "more than 1,000,000 lines or 10,000,000 cells"),
        (b'indicator,2022\n"' + b"x" * 200_000 + b'",1\n', "t.csv, line 2: "),
        (b"indicator,2022\n" + b"x" * 40_000 + b",1\n", "a cell is longer than 32767 characters"),
    ],
)  # fmt: skip
def test_endless_tables(run: Run, small: Make, tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    ran = run("import", str(tmp_path / "t.csv"), "--yes", "--data", str(small()))
    assert ran.code == 2 and message in ran.err


def test_too_many_numbers_for_a_document(run: Run, small: Make, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("1件,\n" * 60_000, encoding="utf-8")
    ran = run("sources", "scan", str(tmp_path / "t.txt"), "--data", str(small()))
    assert ran.code == 2 and "the text has more than 50,000 numbers" in ran.err


def test_many_unknown_names_are_named_quickly(run: Run, small: Make, tmp_path: Path) -> None:
    names = "".join(f"  - {{id: stock-{n}, name: 存量{n}, definition: x, unit: piece, kind: stock, desired: increase, scope: 市}}\n" for n in range(300))  # fmt: skip
    folder = small({"targets:\n": names + "targets:\n"})
    (tmp_path / "t.csv").write_text("indicator,2022\n" + "".join(f"stak-{n},1\n" for n in range(1500)), encoding="utf-8")  # fmt: skip
    start = time.perf_counter()
    ran = run("import", str(tmp_path / "t.csv"), "--yes", "--data", str(folder))
    assert ran.code == 1 and "1500 values rejected" in ran.err and time.perf_counter() - start < 20
    assert "line 1501: too many unknown indicators stand before it" in ran.err
