"""Numbers beside a verdict, worked out by hand."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest

from policytrack.assessing.assessment import from_parts
from policytrack.assessing.methods import Course, open_sdg
from policytrack.decimals import EXACT
from policytrack.model import MethodChoice
from tests.cases import judge
from tests.conftest import Run

D = Decimal


def case(desired: str, comparator: str, value: object, *observed: tuple[int, object], kind: str = "ratio") -> Any:
    """A target of 2021–2025 from 2020, on a day in 2024, under time-progress."""
    return {
        "indicator": {"kind": kind, "desired": desired},
        "target": {"comparator": comparator, "value": value, "due": "2025", "base": "2020", "plan_start": 2021},
        "observations": [[year, number] for year, number in observed],
        "as_of": "2024-06-30",
        "method": "time-progress",
    }


@pytest.mark.parametrize(
    ("desired", "goal", "measured", "kind", "attainment"),
    [
        ("increase", 16, 8, "ratio", "0.5"),  # 8 of 16
        ("decrease", 5, 8, "ratio", "0.625"),  # lower is better: 5 / 8, not 40
        ("decrease", 5, 4, "ratio", "1.25"),  # beyond
        ("decrease", -2, -8, "ratio", "0.25"),  # -2 / -8, not 16
        ("decrease", -5, 8, "ratio", None),  # of unlike signs
        ("decrease", 0, 8, "ratio", None),  # no share of nothing
        ("decrease", 5, 0, "ratio", None),
        ("decrease", 5, 8, "rank", None),  # a place is no share
    ],
)
def test_attainment(desired: str, goal: int, measured: int, kind: str, attainment: str | None) -> None:
    comparator = "at_least" if desired == "increase" else "at_most"
    result = judge(case(desired, comparator, goal, (2020, 10), (2023, measured), kind=kind))
    assert result.attainment == (None if attainment is None else D(attainment))


@pytest.mark.parametrize(
    ("latest", "trend", "ratio", "score"),
    [
        ("100", "lagging", "0", "-2.5"),
        ("99.9", "reversing", "-0.001", "-2.625"),  # 125 × -0.001 - 2.5
        ("99", "reversing", "-0.01", "-3.75"),  # 125 × -0.01 - 2.5
        ("98.04", "reversing", "-0.0196", "-4.95"),  # 125 × -0.0196 - 2.5
        ("98", "reversing", "-0.02", "-5"),  # at the clip
        ("97", "reversing", "-0.03", "-5"),  # below it: 125 × -0.03 - 2.5 = -6.25
        ("1", "reversing", "-0.99", "-5"),
        ("100.25", "lagging", "0.0025", "-1.25"),  # 500 × 0.0025 - 2.5
        ("100.75", "progressing", "0.0075", "0.625"),  # 250 × 0.0075 - 1.25
        ("101.75", "on_track", "0.0175", "3.75"),  # 500 × 0.0175 - 5
        ("102", "on_track", "0.02", "5"),  # at the upper clip
        ("103", "on_track", "0.03", "5"),
    ],
)
@pytest.mark.parametrize("direction", [1, -1])
def test_the_score_of_a_direction(latest: str, trend: str, ratio: str, score: str, direction: int) -> None:
    """A year's change from 100; asked to fall, what rises by as much is as bad."""
    level = 100 + (D(latest) - 100) * direction
    course = Course(D(100), 0, level, 12, None, 60, direction)
    with localcontext(EXACT):
        judged, quick = open_sdg.judge_exactly(course, MethodChoice()), open_sdg.judge(course, MethodChoice())
    assert judged == (trend, D(ratio), D(score))
    assert quick.trend == trend and quick.score is not None and abs(quick.score - D(score)) < D("1e-9")


@pytest.mark.parametrize(
    ("ratio", "score"),
    [
        (D(1), D("2.8572")),  # 7.1429 - 4.2857
        (D("0.5"), D("-0.41665")),  # 4.1667 × 0.5 - 2.5
        (D("-0.5"), D("-4.58335")),  # 4.1667 × -0.5 - 2.5
        (D(-1), D(-5)),  # -6.6667 clipped
    ],
)
def test_the_score_of_a_number(ratio: Decimal, score: Decimal) -> None:
    """From 100 towards 110 in a year, `ratio` of it done after one."""
    course = Course(D(100), 0, 100 + 10 * ratio, 12, D(110), 12, 1)
    with localcontext(EXACT):
        assert open_sdg.judge_exactly(course, MethodChoice()).score == score


@pytest.mark.parametrize("method", ["time-progress", "open-sdg", "linear", "attainment"])
@pytest.mark.parametrize("day", ["2024-06-30", "2026-06-30"])
def test_parts_with_values_only_before_the_base_year_leave_the_whole(method: str, day: str) -> None:
    whole, part = (
        judge({**case("increase", "at_least", 20, *observed), "method": method, "as_of": day})
        for observed in ((), ((2018, 5), (2019, 6)))
    )
    assert (whole.verdict, part.verdict) == ("no_data", "no_data")
    result = from_parts(whole, [part, part], date.fromisoformat(day))
    assert result is whole and result.of_parts is None


def test_a_report_on_parts_from_before_the_base_year(run: Run, small: Callable[..., Path]) -> None:
    head = "id: s\nkind: statistics\ntitle: t\npublisher: p\nissued: 2024-01-01\nobservations:\n"
    row = "  - {indicator: share, time_period: 2018, value: 10, quote: q, series: 海淀}\n"
    asked = {"indicator: stock, comparator: at_least, value: 300": "indicator: share, comparator: at_least, value: 30"}
    folder = small(asked, {"s": head + row})
    report = run("report", "-O", "json", "--as-of", "2024-06-30", "--data", str(folder))
    assert report.code == 0, report.err
    assert [target["verdict"] for target in report.json["targets"]] == ["no_data"]
