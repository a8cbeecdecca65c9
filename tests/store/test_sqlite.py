"""The SQLite file: append-only whoever writes, private, clear about what it is not, migrated with a copy kept."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from policytrack import fields
from policytrack.errors import Refused, StoreUnavailable
from policytrack.store import Store, open_store, sqlite, statements
from policytrack.store.sqlite import SqliteStore
from policytrack.store.statements import SCHEMA_VERSION
from tests.conftest import Run
from tests.store.test_store import row

OLD = sorted((Path(__file__).parent).glob("schema-*.db"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "actuals.db"


@pytest.fixture
def store(file: Path) -> Store:
    return open_store(f"sqlite:///{file}")


def tampered(file: Path, *statements: str) -> None:
    """Change a file as another program would."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_reading_makes_no_file(store: Store, file: Path) -> None:
    assert store.all() == [] and store.of("i") == [] and not store.info().exists
    assert not file.exists()


def test_no_file_stays_beside_it(store: Store, file: Path) -> None:
    store.add([row()])
    store.all()
    assert [path.name for path in file.parent.iterdir()] == ["actuals.db"]


def test_a_new_store_is_private(store: Store, file: Path) -> None:
    store.add([row()])
    assert mode(file) == 0o600


@pytest.mark.parametrize("statement", [
    "update actuals set value = '1'", "delete from actuals", "update retractions set reason = 'x'", "delete from retractions",
    "replace into actuals select * from actuals", "insert or replace into retractions select * from retractions",
])  # fmt: skip
def test_no_program_changes_or_deletes(store: Store, file: Path, statement: str) -> None:
    one = row()
    store.add([one])
    store.retract(one, "typo", "2026-11-21T00:00:00Z", "you")
    before = store.all()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):  # with the settings that any program has
        tampered(file, statement)
    assert store.all() == before


def test_a_commit_is_synced_to_the_disk_with_its_folder(store: Store) -> None:
    assert isinstance(store, sqlite.SqliteStore)
    with store._writing() as cursor:
        assert cursor.execute("pragma synchronous").fetchone() == (3,)  # extra
        assert cursor.execute("pragma journal_mode").fetchone() == ("delete",)


# -- what is no store, or was changed ----------------------------------------------------------------------------


def refusal(use: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(StoreUnavailable) as refused:
        use()
    assert refused.value.hint is not None
    return refused.value.message.en, refused.value.hint.en


def test_a_file_that_is_not_ours(file: Path, store: Store) -> None:
    tampered(file, "create table theirs (x)")
    before = file.read_bytes()
    for use in (store.all, store.info, lambda: store.add([row()])):
        message, _ = refusal(use)
        assert message == f"{file} is not a store of policytrack's"
    assert file.read_bytes() == before


def test_a_text_file_is_no_store(file: Path, store: Store) -> None:
    file.write_text("my notes, " * 200, encoding="utf-8")
    message, hint = refusal(lambda: store.add([row()]))
    assert message == f"cannot write the store {file}: file is not a database"
    assert hint == "this is no store; choose another file with --store"
    assert file.read_text(encoding="utf-8").startswith("my notes")


def test_a_newer_schema_is_refused(file: Path, store: Store) -> None:
    store.add([row()])
    tampered(file, "pragma user_version = 99")
    before = file.read_bytes()
    for use in (store.all, store.info, store.init, lambda: store.add([row()])):
        message, hint = refusal(use)
        assert message == f"{file} was written by a newer policytrack (schema 99; this one knows {SCHEMA_VERSION})"
        assert hint == "upgrade policytrack"
    assert file.read_bytes() == before


def test_an_empty_file_is_an_empty_store(file: Path, store: Store) -> None:
    file.touch()
    assert store.all() == []
    store.add([row()])
    assert len(store.all()) == 1


def test_tables_that_were_emptied_by_a_rollback_are_an_empty_store(file: Path, store: Store) -> None:
    tampered(file, "create table t (x)", "drop table t")
    assert file.stat().st_size > 0 and store.all() == []
    store.add([row()])
    assert len(store.all()) == 1


@pytest.mark.parametrize("change", [
    "value = 'many'", "value = '1e9999999'", "value = 'nan'", "time_period = 'soon'", "qualifier = 'maybe'", "status = 'x'", "published = 'once'",
    "note = x'00'", "recorded_at = 'then'", "recorded_at = '9999-12-31T23:59:59Z'", "indicator = 7.5 || x'ff'",
])  # fmt: skip
def test_a_damaged_row_is_told(file: Path, store: Store, change: str) -> None:
    store.add([row(id="aaaa"), row()])
    tampered(file, "drop trigger actuals_no_update", f"update actuals set {change} where id = 'aaaa'")
    message, _ = refusal(store.all)
    assert message in {
        "the row aaaa of the store is damaged",
        f"cannot read the store {file}: Could not decode to UTF-8 column 'indicator' with text '7.5\ufffd'",
    }


def test_what_was_changed_by_force_is_told(run: Run, file: Path, store: Store) -> None:
    store.add([row(id="aaaa")])
    tampered(
        file, "drop trigger actuals_no_delete", "insert into retractions values ('r-b', 'b', 'x', '2026-11-21', 'me')"
    )
    ran = run("store", "info", "--store", str(file), "-O", "json")
    assert ran.code == 4
    assert ran.json["integrity"] == "actuals_no_delete is missing; the retraction r-b is of no row"
    assert "actuals_no_delete" in " ".join(run("store", "info", "--store", str(file)).out.split())
    message, hint = refusal(lambda: store.add([row()]))
    assert message == f"{file}: somebody took out actuals_no_delete"
    assert hint == "restore a backup, or choose another store"


def test_a_view_in_place_of_a_table_is_not_looked_into(file: Path, store: Store) -> None:
    store.add([row()])
    endless = "create view actuals as with recursive n(x) as (select 1 union all select x from n) select x from n"
    tampered(file, "drop table actuals", endless)
    message, _ = refusal(store.all)
    assert message == f"{file} holds 'actuals', which is none of policytrack's"


def test_a_file_that_is_broken(file: Path, store: Store) -> None:
    store.add([row(id=f"{number:016}") for number in range(200)])
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    message, hint = refusal(store.all)
    assert message == f"cannot read the store {file}: database disk image is malformed"
    assert hint == "the file is damaged; restore a backup"


# -- places ------------------------------------------------------------------------------------------------------


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    message, hint = refusal(lambda: open_store(str(tmp_path / "file" / "actuals.db")).add([row()]))
    assert "cannot write the store" in message and "--store" in hint


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "."):
        message, _ = refusal(open_store(str(tmp_path / name)).all)
        assert message.endswith("is no regular file")


def test_a_workspace_leads_nowhere_else(run: Run, small: Callable[..., Path], tmp_path: Path) -> None:
    data, theirs = small(), tmp_path / "theirs.db"
    for exists in (False, True):
        if exists:
            open_store(str(theirs)).add([row()])
        (data / "actuals.db").unlink(missing_ok=True)
        (data / "actuals.db").symlink_to(theirs)
        before = theirs.read_bytes() if exists else None
        for command in (["record", "stock", "5", "--period", "2022"], ["history"]):
            ran = run(*command, "--data", str(data))
            assert ran.code == 4
            assert ran.err == (f"error: {data}/actuals.db is a link that leads out of the workspace\n"
                               "hint: if it is meant, name the file it leads to with --store\n")  # fmt: skip
        assert theirs.exists() == exists and (before is None or theirs.read_bytes() == before)
    assert run("history", "--data", str(data), "--store", f"{data}/actuals.db").code == 0


def test_a_link_in_a_circle(run: Run, small: Callable[..., Path]) -> None:
    data = small()
    (data / "actuals.db").symlink_to("actuals.db")
    for where in ([], ["--store", f"{data}/actuals.db"]):
        ran = run("record", "stock", "5", "--period", "2022", "--data", str(data), *where)
        assert ran.code == 4 and "actuals.db" in ran.err


def test_a_link_inside_the_workspace_is_followed(run: Run, small: Callable[..., Path], tmp_path: Path) -> None:
    data = small()
    (data / "actuals.db").symlink_to("years.db")
    (tmp_path / "link").symlink_to(data)
    assert run("record", "stock", "5", "--period", "2022", "--data", str(tmp_path / "link")).code == 0
    assert mode(data / "years.db") == 0o600


# -- backup ------------------------------------------------------------------------------------------------------


def test_a_backup_is_a_store_private_and_whole(run: Run, file: Path, store: Store, tmp_path: Path) -> None:
    one = row()
    store.add([one])
    store.retract(one, "typo", "2026-11-21T00:00:00Z", "you")
    copy = tmp_path / "copy.db"
    ran = run("store", "backup", str(copy), "--store", str(file))
    assert (ran.code, ran.out) == (0, f"copied {file} → {copy}\n")
    assert mode(copy) == 0o600 and open_store(str(copy)).all() == store.all()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["actuals.db", "copy.db"]


def test_a_backup_replaces_a_file_only_when_told(run: Run, file: Path, store: Store, tmp_path: Path) -> None:
    store.add([row()])
    copy = tmp_path / "copy.db"
    copy.write_text("mine", encoding="utf-8")
    ran = run("store", "backup", str(copy), "--store", str(file))
    assert (ran.code, ran.err) == (2, f"error: {copy} is there already\nhint: add --yes to replace it\n")
    assert copy.read_text(encoding="utf-8") == "mine"
    assert run("store", "backup", str(copy), "--store", str(file), "--yes").code == 0
    assert open_store(str(copy)).all() == store.all()


def test_what_cannot_be_backed_up(run: Run, file: Path, store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is nothing in"):
        store.backup(tmp_path / "copy.db")
    store.add([row()])
    with pytest.raises(Refused, match="is the store itself"):
        store.backup(file)
    (tmp_path / "not-a-folder").touch()
    ran = run("store", "backup", f"{tmp_path}/not-a-folder/copy.db", "--store", str(file))
    assert ran.code == 4 and "cannot write the copy of the store" in ran.err
    assert ran.err.endswith("hint: choose a place that can be written\n")


def test_a_broken_store_makes_no_backup(file: Path, store: Store, tmp_path: Path) -> None:
    store.add([row(id=f"{number:016}") for number in range(200)])
    content = bytearray(file.read_bytes())
    content[-9000:] = b"\xff" * 9000
    file.write_bytes(content)
    copy = tmp_path / "copy.db"
    copy.write_text("the one of yesterday", encoding="utf-8")
    with pytest.raises(StoreUnavailable):
        store.backup(copy)
    assert copy.read_text(encoding="utf-8") == "the one of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["actuals.db", "copy.db"]


# -- migrations --------------------------------------------------------------------------------------------------


def test_a_store_of_every_earlier_schema_is_at_hand() -> None:
    assert [one.stem for one in OLD] == [f"schema-{version}" for version in range(1, SCHEMA_VERSION)]


@pytest.fixture(params=OLD, ids=lambda one: one.stem)
def old(request: pytest.FixtureRequest, file: Path) -> Path:
    """A file as an earlier version of policytrack wrote it."""
    shutil.copyfile(request.param, file)
    file.chmod(0o600)
    return file


def test_reading_migrates_nothing(old: Path, store: Store, tmp_path: Path) -> None:
    before = old.read_bytes()
    first, second = store.all()
    assert store.info().schema_version == 1 and store.info().integrity == "ok"
    assert store.of("flow") == [first, second] and store.with_prefix("0000") == [first, second]
    assert str(first.value) == "8536.90" and first.retraction == ("typo", "2026-11-20T00:00:02.000000Z", "李")
    assert (second.qualifier, second.status, second.series, second.published, second.note) == ("over", "provisional", "海淀", "2025-01", "n")  # fmt: skip
    assert old.read_bytes() == before and [one.name for one in tmp_path.iterdir()] == ["actuals.db"]


def test_writing_migrates_and_keeps_a_copy_of_before(
    run: Run, old: Path, store: Store, small: Callable[..., Path]
) -> None:
    before, held = old.read_bytes(), store.all()
    ran = run("record", "flow", "9,500亿元", "--period", "2025", "--store", str(old), "--data", str(small()))
    assert ran.code == 0
    copy = old.with_name("actuals.db.schema-1")
    assert f"the store was brought from schema 1 to {SCHEMA_VERSION}; a copy of before: {copy}\n" in ran.err
    assert sqlite3.connect(copy).execute("pragma user_version").fetchone() == (1,)
    assert mode(copy) == 0o600 and open_store(str(copy)).all() == held and len(copy.read_bytes()) == len(before)
    assert store.all()[:2] == held and store.all()[2].value == Decimal(9500)
    assert store.info().schema_version == SCHEMA_VERSION and store.info().integrity == "ok"
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        tampered(old, "replace into actuals select * from actuals")


def test_a_migrated_store_is_defined_as_a_new_one(old: Path, store: Store, tmp_path: Path) -> None:
    store.init()
    new = open_store(str(tmp_path / "new.db"))
    new.init()
    asked = "select type, name, tbl_name, sql from sqlite_master order by name"
    definitions = [sqlite3.connect(one).execute(asked).fetchall() for one in (old, tmp_path / "new.db")]
    assert definitions[0] == definitions[1]


def test_init_migrates(run: Run, old: Path) -> None:
    ran = run("store", "init", "--store", str(old))
    assert (ran.code, ran.out) == (0, f"brought to schema {SCHEMA_VERSION}: {old}\n")
    assert (
        ran.err.startswith("the store was brought from schema 1 to ") and old.with_name("actuals.db.schema-1").exists()
    )


def test_where_no_copy_can_be_made_nothing_is_migrated(old: Path, store: Store, tmp_path: Path) -> None:
    before = old.read_bytes()
    (tmp_path / "actuals.db.schema-1").mkdir()
    message, _ = refusal(lambda: store.add([row()]))
    assert message.startswith(f"cannot write the copy of the store {tmp_path}/actuals.db.schema-1: ")
    assert old.read_bytes() == before


def test_init_says_what_it_did(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.db"
    ran = run("store", "init", "--store", f"sqlite:///{file}")
    assert (ran.code, ran.out) == (0, f"made, with schema {SCHEMA_VERSION}: {file}\n")
    assert mode(file) == 0o600
    ran = run("store", "init", "--store", f"sqlite:///{file}")
    assert ran.out == f"it has the newest schema, {SCHEMA_VERSION}: {file}\n"
    assert "is no store" not in ran.err and run("store", "info", "--store", str(file)).code == 0


# -- addresses ---------------------------------------------------------------------------------------------------


def test_nobody_s_home() -> None:
    with pytest.raises(StoreUnavailable, match=r"no home folder is known for ~nobody-at-all/a\.db"):
        open_store("~nobody-at-all/a.db")


@pytest.mark.parametrize("url", [
    "mysql://u:secret@host/x", "sqlite://", "sqlite:///", "", "postgresql:/me:secret@host/db", "postgres//me:secret@host/db", "host=db password=secret",
])  # fmt: skip
def test_other_addresses_are_refused_without_showing_a_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        open_store(url)
    assert "secret" not in refused.value.message.en and "not a store address" in refused.value.message.en
    assert not list(Path.cwd().iterdir())


def test_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert {
        open_store(url).place for url in ("sqlite:///a.db", f"sqlite:///{tmp_path}/a.db", "a.db", f"{tmp_path}/a.db")
    } == {str(tmp_path / "a.db")}


def test_a_planted_journal_deletes_nothing(file: Path, store: Store, tmp_path: Path) -> None:
    """A journal may name a super-journal, which SQLite deletes when it rolls back."""
    victim = tmp_path / "victim"
    victim.write_text("x", encoding="utf-8")
    name = str(victim).encode()
    tail = name + len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + bytes.fromhex("d9d505f920a163d7")
    journal = Path(f"{file}-journal")
    for held in (False, True):
        if held:
            journal.unlink()
            store.add([row()])
        journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504) + tail)
        for use in (store.all, store.info, store.init, lambda: store.add([row()])):
            message, _ = refusal(use)
            assert message == f"{journal} names another file; policytrack did not write it"
        assert victim.exists()


# -- a schema that is still to come -------------------------------------------------------------------------------------


@pytest.fixture
def column_to_come(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more migration, which adds a column, and the field that it is for."""
    come = SCHEMA_VERSION + 1
    more = statements.Migration(come, ("alter table {schema}actuals add column trial text",))
    field = fields.FIELDS[2]._replace(name="trial", since=come)
    monkeypatch.setattr(statements, "MIGRATIONS", (*statements.MIGRATIONS, more))
    monkeypatch.setattr(statements, "SCHEMA_VERSION", come)
    monkeypatch.setattr(fields, "STORED", (*fields.STORED, field))
    statements.statements.cache_clear()
    yield
    statements.statements.cache_clear()


def selected(file: Path) -> list[str]:
    """The columns that reading a store's rows selects."""
    with SqliteStore(str(file))._reading() as reading:
        assert reading is not None
        reading.cursor.execute(reading.say.all)
        return [column[0] for column in reading.cursor.description]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("column_to_come")
def test_a_store_of_before_is_read_without_the_column_and_written_with_it(old: Path) -> None:
    assert "trial" in selected(old)  # as null: nothing is migrated by reading
    with closing(sqlite3.connect(old)) as plain:
        assert plain.execute("pragma user_version").fetchone() == (1,)
        assert "trial" not in [column[1] for column in plain.execute("pragma table_info(actuals)")]
    SqliteStore(str(old)).init()
    with closing(sqlite3.connect(old)) as plain:
        assert plain.execute("pragma user_version").fetchone() == (SCHEMA_VERSION + 1,)
        assert "trial" in [column[1] for column in plain.execute("pragma table_info(actuals)")]
    assert "trial" in selected(old)  # and the altered table is known for ours
