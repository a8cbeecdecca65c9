"""The store: append-only, exact, private, and clear about what it is not."""

import os
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.errors import StoreUnavailable
from policytrack.model import Observation
from policytrack.period import Period
from policytrack.store import Store, new_id, open_store


def row(**more: object) -> Observation:
    plain = {"id": new_id(), "indicator": "i", "period": Period.of_year(2024), "value": Decimal("8536.90"), "unit": "cny-100m", "typed": "8,536.90亿元",
             "recorded_at": "2026-11-20T00:00:00.000000Z", "recorded_by": "me"}  # fmt: skip
    return Observation(**{**plain, **more})  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "actuals.db"


@pytest.fixture
def store(file: Path) -> Store:
    return open_store(f"sqlite:///{file}")


def test_reading_makes_no_file(store: Store, file: Path) -> None:
    assert store.all() == [] and store.of("i") == [] and not store.info().exists
    assert not file.exists()


def test_what_is_added_comes_back_exactly(store: Store, file: Path) -> None:
    one = row(source="网址", quote="达“8536.9”亿元", note="n", series="海淀园", published="2025-01", status="provisional", qualifier="over",
              period=Period(2024 * 12, 2024 * 12 + 10))  # fmt: skip
    store.add([one])
    assert store.all() == [one] and store.of("i") == [one] and store.of("j") == []
    assert str(store.all()[0].value) == "8536.90"
    assert store.with_prefix(one.id[:5]) == [one]
    assert sorted(path.name for path in file.parent.iterdir()) == ["actuals.db"]


def test_a_new_store_is_private(store: Store, file: Path) -> None:
    store.add([row()])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_retraction_is_a_row_of_its_own(store: Store) -> None:
    one = row()
    store.add([one])
    store.retract(one, "typo", "2026-11-21T00:00:00Z", "you")
    (kept,) = store.all()
    assert kept.retraction is not None
    assert kept.retraction.reason == "typo" and kept.retraction.recorded_by == "you"
    with pytest.raises(StoreUnavailable, match="refused"):
        store.retract(one, "again", "2026-11-21T00:00:00Z", "you")


@pytest.mark.parametrize("statement", [
    "update actuals set value = '1'", "delete from actuals", "update retractions set reason = 'x'", "delete from retractions",
    "replace into actuals select * from actuals", "insert or replace into retractions select * from retractions",
])  # fmt: skip
def test_nothing_is_changed_or_deleted(store: Store, file: Path, statement: str) -> None:
    one = row()
    store.add([one])
    store.retract(one, "typo", "2026-11-21T00:00:00Z", "you")
    with sqlite3.connect(file) as connection:
        connection.execute("pragma recursive_triggers = on")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()
    assert len(store.all()) == 1


def test_all_rows_or_none(store: Store) -> None:
    one = row()
    with pytest.raises(StoreUnavailable):
        store.add([row(), one, one])
    assert store.all() == []


def test_a_retry_does_not_double(store: Store) -> None:
    one = row()
    store.add([one])
    with pytest.raises(StoreUnavailable, match="UNIQUE"):
        store.add([one])
    assert store.all() == [one]


def test_many_writers_lose_nothing(store: Store, file: Path) -> None:
    rows = [row() for _ in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: open_store(f"sqlite:///{file}").add([one]), rows))
    assert {one.id for one in store.all()} == {one.id for one in rows}
    assert store.info().integrity == "ok"


def test_a_file_that_is_not_ours(file: Path, store: Store) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("create table theirs (x)")
    connection.close()
    before = file.read_bytes()
    for use in (store.all, store.info, lambda: store.add([row()])):
        with pytest.raises(StoreUnavailable) as refused:
            use()
        assert refused.value.message.en == f"{file} is not a store of policytrack's"
    assert file.read_bytes() == before


def test_a_text_file_is_no_store(file: Path, store: Store) -> None:
    file.write_text("my notes, " * 200, encoding="utf-8")
    with pytest.raises(StoreUnavailable) as refused:
        store.add([row()])
    assert refused.value.message.en == f"cannot write the store {file}: file is not a database"
    assert file.read_text(encoding="utf-8").startswith("my notes")


def test_a_newer_schema_is_refused(file: Path, store: Store) -> None:
    store.add([row()])
    with sqlite3.connect(file) as connection:
        connection.execute("pragma user_version = 99")
    connection.close()
    with pytest.raises(StoreUnavailable) as refused:
        store.all()
    assert refused.value.message.en == f"{file} was written by a newer policytrack (schema 99; this one knows 1)"


def test_an_empty_file_is_an_empty_store(file: Path, store: Store) -> None:
    file.touch()
    assert store.all() == []
    store.add([row()])
    assert len(store.all()) == 1


def test_a_damaged_row_is_told(file: Path, store: Store) -> None:
    store.add([row(id="aaaa")])
    with sqlite3.connect(file) as connection:
        connection.execute("drop trigger actuals_no_update")
        connection.execute("update actuals set value = 'many'")
    connection.close()
    with pytest.raises(StoreUnavailable) as refused:
        store.all()
    assert refused.value.message.en == "the row aaaa of the store is damaged"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreUnavailable) as refused:
        open_store(str(tmp_path / "file" / "actuals.db")).add([row()])
    assert "cannot write the store" in refused.value.message.en and refused.value.hint is not None
    assert "--store" in refused.value.hint.en


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreUnavailable):
            open_store(str(tmp_path / "actuals.db")).add([row()])
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    "url", ["mysql://u:secret@host/x", "sqlite://", "sqlite:///", "postgresql://me:secret@host/db"]
)
def test_other_addresses_are_refused_without_showing_a_password(url: str) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        open_store(url)
    assert "secret" not in refused.value.message.en and "not a store address" in refused.value.message.en


def test_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert {
        open_store(url).place for url in ("sqlite:///a.db", f"sqlite:///{tmp_path}/a.db", "a.db", f"{tmp_path}/a.db")
    } == {str(tmp_path / "a.db")}


@given(st.lists(st.tuples(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15),
                          st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)), max_size=5))  # fmt: skip
def test_any_row_comes_back(tmp_path_factory: pytest.TempPathFactory, values: list[tuple[Decimal, str]]) -> None:
    store = open_store(str(tmp_path_factory.mktemp("any") / "a.db"))
    rows = [row(value=value, note=text, quote=text or None) for value, text in values]
    store.add(rows)
    assert sorted(store.all(), key=lambda one: one.id) == sorted(rows, key=lambda one: one.id)
