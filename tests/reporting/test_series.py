"""Parts of an indicator (districts, sub-parks): shown beside the whole, never averaged into it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import Run

Make = Callable[..., Path]
HEAD = "id: s\nkind: statistics\ntitle: t\npublisher: p\nissued: 2024-01-01\nobservations:\n"


def stated(*rows: tuple[str, int, object, str | None]) -> dict[str, str]:
    lines = [
        f"  - {{indicator: {name}, time_period: {year}, value: {value}, quote: q"
        + (f", series: {part}}}" if part else "}")
        for name, year, value, part in rows
    ]
    return {"s": HEAD + "\n".join(lines) + "\n"}


def only(run: Run, folder: Path, *words: str) -> dict[str, Any]:
    (row,) = run("report", "-O", "json", "--as-of", "2024-06-30", "--data", str(folder), *words).json["targets"]
    return dict(row)


SHARE = {"indicator: stock, comparator: at_least, value: 300": "indicator: share, comparator: at_least, value: 30"}
PARTS = (
    ("share", 2020, 10, "海淀"),
    ("share", 2023, 23, "海淀"),
    ("share", 2020, 10, "昌平"),
    ("share", 2023, 11, "昌平"),
)


def test_a_whole_is_judged_by_its_own_values_alone(run: Run, small: Make) -> None:
    folder = small(sources=stated(("stock", 2020, 100, None), ("stock", 2023, 250, None), ("stock", 2023, 5, "海淀")))
    row = only(run, folder, "--series")
    assert row["measured"] == 250 and row["verdict"] == "on_track"
    assert [(part["series"], part["rank"], part["measured"]) for part in row["series"]] == [("海淀", 1, 5)]
    assert "series" not in only(run, folder)


def test_parts_alone_under_each_method(run: Run, small: Make) -> None:
    folder = small(SHARE, stated(*PARTS))
    by_scores = only(run, folder, "--method", "open-sdg")
    parts = only(run, folder, "--method", "open-sdg", "--series")["series"]
    assert [(part["series"], part["rank"]) for part in parts] == [("海淀", 1), ("昌平", 2)]
    mean = sum(part["score"] for part in parts) / 2
    assert abs(by_scores["score"] - mean) < 1e-12 and by_scores["trend"] == ("progressing" if mean >= 0 else "lagging")
    assert by_scores["latest"] is None and "values of 2 parts, none of the whole" in by_scores["reason"]["en"].lower()
    for method in ("time-progress", "linear"):
        row = only(run, folder, "--method", method)
        assert (row["trend"], row["verdict"]) == ("insufficient_data", "insufficient_data")
    assert only(run, folder, "--method", "attainment")["verdict"] == "not_due"


def test_reached_only_if_every_part_is(run: Run, small: Make) -> None:
    one = stated(("share", 2020, 10, "海淀"), ("share", 2023, 31, "海淀"), *PARTS[2:])
    both = stated(("share", 2023, 31, "海淀"), ("share", 2023, 40, "昌平"))
    assert only(run, small(SHARE, one), "--method", "open-sdg")["trend"] != "reached"
    assert only(run, small(SHARE, both), "--method", "open-sdg")["verdict"] == "reached"


def test_parts_decide_nothing_after_due(run: Run, small: Make) -> None:
    folder = small({**SHARE, "due: 2025": "due: 2023", "end: 2025": "end: 2023"}, stated(*PARTS))
    row = only(run, folder, "--method", "open-sdg")
    assert (row["verdict"], row["overdue_months"], row["last_known_satisfies"]) == ("awaiting_data", 6, None)


def test_the_ranking_on_screen_and_in_a_spreadsheet(run: Run, small: Make) -> None:
    shares = small(SHARE, stated(*PARTS))
    data = ("--as-of", "2024-06-30", "--data", str(shares), "--series")
    screen = run("report", "--lang", "zh", *data).out
    assert re.search(r"1\. +海淀 +23% \(2023年\) +符合或快于预期", screen) and re.search(
        r"2\. +昌平 +11% \(2023年\) +滞后", screen
    )
    csv = run("report", "-O", "csv", "--lang", "zh", *data).out.splitlines()
    assert [line.split(",")[2] for line in csv] == ["分项", "", "海淀", "昌平"]
    counts = small(sources=stated(("stock", 2020, 100, None), ("stock", 2023, 5, "海淀")))
    screen = run("report", "--lang", "zh", "--as-of", "2024-06-30", "--data", str(counts), "--series").out
    assert "1.  海淀  5件 (2023年)\n" in screen  # a part's count is not set against the whole's number
