"""`report --since`: what moved between two days, and which causes moved it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

Make = Callable[..., Path]


def stated(*rows: str, name: str = "s", issued: str = "2021-01-01") -> dict[str, str]:
    head = f"id: {name}\nkind: statistics\ntitle: t\npublisher: p\nissued: {issued}\nobservations:\n"
    return {name: head + "".join(f"  - {{indicator: {row}, quote: q}}\n" for row in rows)}


def moved(run: Run, folder: Path, since: str, as_of: str, *words: str) -> list[dict[str, Any]]:
    ran = run("report", "-O", "json", "--since", since, "--as-of", as_of, "--data", str(folder), *words)
    assert ran.code == 0, ran.err
    return list(ran.json["changes"])


def told(changes: list[dict[str, Any]]) -> list[tuple[str, str, list[str]]]:
    return [(one["from"], one["to"], one["causes"]) for one in changes]


BASE = stated("stock, time_period: 2020, value: 100")


def test_nothing_moved(run: Run, small: Make) -> None:
    assert moved(run, small(sources=BASE), "2022-01-01", "2022-06-30") == []


def test_a_new_observation(run: Run, small: Make) -> None:
    later = stated("stock, time_period: 2021, value: 200", name="t", issued="2022-03-01")
    changes = moved(run, small(sources={**BASE, **later}), "2022-01-31", "2022-06-30")
    assert told(changes) == [("insufficient_data", "on_track", ["new observation"])]
    assert changes[0]["target"] == "p/stock" and changes[0]["measured"] == {"from": 100, "to": 200}


def test_a_revised_observation(run: Run, small: Make) -> None:
    first = stated(
        "stock, time_period: 2020, value: 100", "stock, time_period: 2021, value: 101, published: 2022-01-15"
    )
    later = stated("stock, time_period: 2021, value: 200", name="t", issued="2022-03-01")
    changes = moved(run, small(sources={**first, **later}), "2022-01-31", "2022-06-30")
    assert told(changes) == [("lagging", "on_track", ["revised observation"])]


def test_the_due_date_passes_with_and_without_its_value(run: Run, small: Make) -> None:
    first = stated(
        "stock, time_period: 2020, value: 100", "stock, time_period: 2024, value: 280, published: 2025-01-15"
    )
    folder = small(sources=first)
    assert told(moved(run, folder, "2025-06-30", "2026-01-31")) == [
        ("on_track", "awaiting_data", ["passing of the due date"])
    ]
    later = stated("stock, time_period: 2025, value: 290", name="t", issued="2026-01-15")
    both = moved(run, small(sources={**first, **later}), "2025-06-30", "2026-01-31")
    assert told(both) == [("on_track", "missed", ["new observation", "passing of the due date"])]


def test_a_changed_target(run: Run, small: Make) -> None:
    revised = (
        "value: 300, revisions: [{effective: 2024-01-01, value: 150, source: {document: doc, quote: 调整为150件}}]"
    )
    first = stated(
        "stock, time_period: 2020, value: 100", "stock, time_period: 2022, value: 140, published: 2023-01-15"
    )
    changes = moved(run, small({"value: 300": revised}, first), "2023-06-30", "2024-06-30")
    assert told(changes) == [("progressing", "on_track", ["changed target"])] or told(changes) == [
        ("lagging", "on_track", ["changed target"])
    ]
    assert changes[0]["value"] == {"from": 300, "to": 150}


def test_a_withdrawn_observation(run: Run, small: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from policytrack.tracker import Tracker

    folder = small(
        sources=stated(
            "stock, time_period: 2020, value: 100", "stock, time_period: 2021, value: 160, published: 2022-01-02"
        )
    )
    data = ("--data", str(folder))
    run("record", "stock", "50", "--period", "2022", "--source", "x", *data)
    (row,) = [one for one in run("history", "stock", "-O", "json", *data).json if one["recorded_at"]]
    run("retract", row["id"], "--reason", "wrong", *data)
    every = Tracker.store.func  # type: ignore[attr-defined]

    def dated(tracker: Any) -> Any:
        store = every(tracker)
        rows = store.all()
        stamped = [
            one._replace(
                recorded_at="2023-02-01T00:00:00.000000Z",
                retraction=one.retraction._replace(recorded_at="2023-09-01T00:00:00.000000Z"),
            )
            for one in rows
        ]
        store.all = lambda: stamped
        return store

    monkeypatch.setattr(Tracker, "store", property(dated))
    changes = moved(run, folder, "2023-06-30", "2024-01-31")
    assert told(changes) == [("reversing", "on_track", ["withdrawn observation"])]


def test_several_causes_and_none_that_can_be_undone_alone(run: Run, small: Make) -> None:
    first = stated("stock, time_period: 2020, value: 100", "stock, time_period: 2021, value: 90, published: 2022-01-15")
    later = stated(
        "stock, time_period: 2021, value: 400", "stock, time_period: 2022, value: 400", name="t", issued="2023-03-01"
    )
    changes = moved(run, small(sources={**first, **later}), "2022-06-30", "2023-06-30")
    assert told(changes) == [("reversing", "reached", ["new observation", "revised observation"])]


def test_on_screen_in_both_languages(run: Run, small: Make) -> None:
    later = stated("stock, time_period: 2021, value: 200", name="t", issued="2022-03-01")
    data = ("--since", "2022-01-31", "--as-of", "2022-06-30", "--data", str(small(sources={**BASE, **later})))
    screen = run("report", *data).out
    assert "1 target moved since 2022-01-31 (against what was known that day)" in screen and "new observation" in screen
    assert (
        "2022-01-31 以来有1项变化(与当日及当日已知的数据相比)"
        in run("report", "--lang", "zh", "-O", "markdown", *data).out
    )
    assert "新增数据" in run("report", "--lang", "zh", *data).out


def test_a_day_after_the_reports_own(run: Run, small: Make) -> None:
    ran = run("report", "--since", "2024-01-01", "--as-of", "2023-01-01", "--data", str(small()))
    assert ran.code == 2 and "--since 2024-01-01 is after the report's day 2023-01-01" in ran.err
