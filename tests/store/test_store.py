"""What every store keeps to: in a SQLite file, on a PostgreSQL server."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policytrack.errors import Refused, StoreUnavailable
from policytrack.model import Observation, Retraction
from policytrack.period import Period
from policytrack.store import Store, new_id, open_store

ENGINES = ("sqlite", "postgresql")


def row(**more: object) -> Observation:
    plain = {"id": new_id(), "indicator": "i", "period": Period.of_year(2024), "value": Decimal("8536.90"), "unit": "cny-100m", "typed": "8,536.90亿元",
             "recorded_at": "2026-11-20T00:00:00.000000Z", "recorded_by": "me"}  # fmt: skip
    return Observation(**{**plain, **more})  # type: ignore[arg-type]


@pytest.fixture(params=ENGINES)
def again(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Store]:
    """Opens one and the same new store, each time as another process would."""
    if request.param == "sqlite":
        return lambda: open_store(f"sqlite:///{tmp_path / 'actuals.db'}")
    server = request.getfixturevalue("server")
    url = server.url(server.database(), "wang")
    return lambda: open_store(url)


@pytest.fixture
def store(again: Callable[[], Store]) -> Store:
    return again()


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.all() == [] and store.of("i") == [] and store.with_prefix("a") == []
    assert (store.info().rows, store.info().retracted, store.info().integrity) == (0, 0, "ok")


def test_what_is_added_comes_back_exactly(again: Callable[[], Store]) -> None:
    one = row(source="网址", quote="达“8536.9”亿元", note="n", series="海淀园", published="2025-01", status="provisional", qualifier="over",
              period=Period(2024 * 12, 2024 * 12 + 10))  # fmt: skip
    again().add([one])
    store = again()
    assert store.all() == [one] and store.of("i") == [one] and store.of("j") == []
    assert str(store.all()[0].value) == "8536.90"


def test_ids_are_found_by_their_beginning(store: Store) -> None:
    one, other, marks = row(id="ab12"), row(id="ab34"), row(id="x%_y")
    store.add([one, other, marks])
    assert store.with_prefix("ab1") == [one] and store.with_prefix("ab") == [one, other]
    assert store.with_prefix("AB") == [] and store.with_prefix("x%") == [marks] and store.with_prefix("%") == []


def test_the_oldest_comes_first(store: Store) -> None:
    rows = [row(id=id_, recorded_at=f"2026-11-20T00:00:0{second}.000000Z") for id_, second in (("c", 1), ("b", 2), ("a", 2), ("d", 0))]  # fmt: skip
    store.add(rows)
    assert [one.id for one in store.all()] == ["d", "c", "a", "b"] == [one.id for one in store.of("i")]


def test_a_retraction_is_kept_with_its_row(again: Callable[[], Store]) -> None:
    one = row()
    again().add([one])
    again().retract(one, "typo", "2026-11-21T00:00:00Z", "you")
    (kept,) = again().all()
    assert kept._replace(retraction=None) == one
    assert kept.retraction == ("typo", "2026-11-21T00:00:00Z", "you")
    assert again().of("i") == again().with_prefix(one.id) == [kept]
    assert (again().info().rows, again().info().retracted) == (1, 1)


def test_the_first_retraction_stands(store: Store) -> None:
    one = row()
    store.add([one])
    store.retract(one, "typo", "2026-11-21T00:00:00Z", "you")
    store.retract(one, "typo", "2026-11-21T00:00:00Z", "you")  # a retry
    with pytest.raises(StoreUnavailable) as refused:
        store.retract(one, "again", "2026-11-22T00:00:00Z", "me")
    assert refused.value.message.en == f"{one.id} was retracted by you on 2026-11-21"
    (kept,) = store.all()
    assert kept.retraction is not None and kept.retraction.reason == "typo"


def test_what_is_not_there_is_not_retracted(store: Store) -> None:
    with pytest.raises(StoreUnavailable, match="the store holds no row gone"):
        store.retract(row(id="gone"), "typo", "2026-11-21T00:00:00Z", "you")
    assert store.info().retracted == 0


def test_a_retry_does_not_double(again: Callable[[], Store]) -> None:
    rows = [row() for _ in range(3)]
    again().add(rows[:2])
    again().add(rows)  # as if the first call had been cut off half-way
    again().add(rows)
    again().add([])
    assert sorted(again().all()) == sorted(rows)


def test_another_row_of_the_same_id_is_refused_with_all_that_came_with_it(store: Store) -> None:
    one = row()
    store.add([one])
    with pytest.raises(StoreUnavailable) as refused:
        store.add([row(), one._replace(value=Decimal(1)), row()])
    assert refused.value.message.en == f"the store holds another row with the id {one.id}"
    other = row()
    with pytest.raises(StoreUnavailable):
        store.add([row(), other, other._replace(note="n")])
    assert store.all() == [one]


def test_rows_bring_their_retractions(again: Callable[[], Store]) -> None:
    gone, typo = Retraction("typo", "2026-11-21T00:00:00Z", "you"), row()
    rows = [typo._replace(retraction=gone), row()]
    again().add([typo])  # as it was before it was withdrawn
    for _ in range(2):
        again().add(rows)
        assert sorted(again().all(), key=lambda one: one.id) == sorted(rows, key=lambda one: one.id)
    with pytest.raises(StoreUnavailable, match="was retracted by you on 2026-11-21"):
        again().add([row(), typo._replace(retraction=gone._replace(reason="other"))])
    again().add([typo])
    assert sorted(again().all(), key=lambda one: one.id) == sorted(rows, key=lambda one: one.id)


def test_a_row_that_comes_twice_counts_once(store: Store) -> None:
    one = row()
    store.add([one, row(), one])
    assert store.info().rows == 2


def test_many_writers_lose_nothing(again: Callable[[], Store]) -> None:
    rows = [row() for _ in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: again().add([one]), [*rows, *rows]))
    assert sorted(again().all()) == sorted(rows)
    assert again().info().integrity == "ok"


def test_thousands_of_rows_in_one_go(store: Store) -> None:
    rows = [row(id=f"{number:016}") for number in range(1500)]
    store.add(rows)
    store.add(rows)
    assert store.all() == rows


def test_init_again_changes_nothing(again: Callable[[], Store], request: pytest.FixtureRequest) -> None:
    store = again()
    one = row()
    store.add([one])
    if "postgresql" in store.info().engine:
        server = request.getfixturevalue("server")
        store = open_store(server.url(store.place.rpartition("/")[2], "admin"))
    done = store.init()
    assert done.before == done.now
    assert again().all() == [one]


def test_only_a_server_has_roles() -> None:
    with pytest.raises(Refused, match="only a postgresql:// store has roles"):
        open_store("a.db").init("team")


_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.tuples(_DECIMALS, _TEXTS), max_size=5))
def test_any_row_comes_back(again: Callable[[], Store], values: list[tuple[Decimal, str]]) -> None:
    rows = [row(value=value, note=text, quote=text or None, indicator=new_id()) for value, text in values]
    again().add(rows)
    for one in rows:
        assert again().of(one.indicator) == [one]
