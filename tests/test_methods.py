"""The published methods: by hand, and against published results."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from policytrack.methods import open_sdg
from tests.cases import judge

STATUS = {
    "substantial_progress": "on_track", "moderate_progress": "progressing", "limited_progress": "lagging",
    "deterioration": "reversing", "target_achieved": "reached", "not_available": "insufficient_data",
}  # fmt: skip


def test_open_sdg_gives_the_published_results(shared: Path) -> None:
    cases = json.loads((shared / "method-examples.json").read_text(encoding="utf-8"))["cases"]
    assert len(cases) >= 30
    for case in cases:
        given, expected = case["inputs"], case["expected"]
        comparator = (
            given["direction"]
            if given["target_value"] is None
            else {"increase": "at_least", "decrease": "at_most"}[given["direction"]]
        )
        result = judge({
            "indicator": {"kind": "ratio", "desired": given["direction"], "limit": given["limit"]},
            "target": {"comparator": comparator, "value": given["target_value"], "due": given["target_year"],
                       "base": given["base_year"], "plan_start": given["base_year"] + 1},
            "observations": [[str(year), repr(value)] for year, value in given["series"]],
            "as_of": "2026-11-20", "method": "open-sdg",
        })  # fmt: skip
        assert result.trend == STATUS[expected["status"]], case["id"]
        for published, ours in ((expected["progress_value"], result.ratio), (expected["score"], result.score)):
            assert (published is None) == (ours is None), case["id"]
            assert ours is None or float(ours) == pytest.approx(published, rel=1e-9, abs=1e-9), case["id"]


@pytest.mark.parametrize(
    ("start", "latest", "goal", "base", "at", "due", "progress", "elapsed", "verdict"),
    [
        ("24.07", "26.3", "28", 2020, 2022, 2025, "0.567", "0.4", "on_track"),
        ("6316.16", "7005.7", "8000", 2020, 2021, 2025, "0.410", "0.2", "on_track"),
    ],
)
def test_time_progress_by_hand(
    start: str, latest: str, goal: str, base: int, at: int, due: int, progress: str, elapsed: str, verdict: str
) -> None:
    result = judge({
        "indicator": {"kind": "flow", "desired": "increase"},
        "target": {"comparator": "at_least", "value": goal, "due": due, "base": base, "plan_start": base + 1},
        "observations": [[base, start], [at, latest]], "as_of": f"{at + 1}-06-30", "method": "time-progress",
    })  # fmt: skip
    assert result.trajectory.progress is not None and result.trajectory.time_progress is not None
    assert round(result.trajectory.progress, 3) == Decimal(progress)
    assert result.trajectory.time_progress == Decimal(elapsed)
    assert result.verdict == verdict


@pytest.mark.parametrize(
    ("base", "limit", "expected"),
    [
        (10, None, 1),
        (200, 100, 1),
        (100, 100, 0),
        (50, 100, 1 - 0.5**4.44),
        (150, 100, 1 - 0.5**4.44),
        (-50, 100, 1 - 0.5**4.44),
    ],
)
def test_cut_offs_shrink_towards_the_natural_limit(base: int, limit: int | None, expected: float) -> None:
    slack = open_sdg.slack(Decimal(base), None if limit is None else Decimal(limit))
    assert float(slack) == pytest.approx(expected)


@pytest.mark.parametrize(("latest", "trend"), [("1.015", "on_track"), ("1.0149999", "progressing"), ("1.005", "progressing"),
                                               ("1.0049999", "lagging"), ("1", "lagging"), ("0.9999", "reversing")])  # fmt: skip
def test_a_boundary_is_where_it_is(latest: str, trend: str) -> None:
    result = judge({
        "indicator": {"kind": "ratio", "desired": "increase"},
        "target": {"comparator": "increase", "due": 2030, "base": 2015, "plan_start": 2016},
        "observations": [[2015, 1], [2016, latest]], "as_of": "2018-06-30", "method": "open-sdg",
    })  # fmt: skip
    assert result.trend == trend
