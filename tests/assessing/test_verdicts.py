"""The verdict rules by example, and what must hold for every series."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policytrack.assessing.verdict import VERDICTS
from tests.cases import differences, judge

CASES = yaml.safe_load((Path(__file__).parent / "verdicts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_verdict(case: dict[str, Any]) -> None:
    assert not differences(case)


def test_the_shared_cases_hold(shared: Path) -> None:
    cases = yaml.safe_load((shared / "verdict-cases.yaml").read_text(encoding="utf-8"))
    assert len(cases) >= 50
    assert not {case["case"]: wrong for case in cases if (wrong := differences(case))}


METHODS = st.sampled_from(["time-progress", "open-sdg"])
VALUES = st.decimals("0.01", "100000", places=2, allow_nan=False)


def plain(start: Decimal, latest: Decimal, goal: Decimal, method: str, **more: Any) -> dict[str, Any]:
    return {
        "indicator": {"kind": "ratio", "desired": more.pop("desired", "increase")},
        "target": {"comparator": more.pop("comparator", "at_least"), "value": goal, "due": "2025", "base": "2020", "plan_start": 2021},
        "observations": [["2020", start], ["2023", latest]],
        "as_of": more.pop("as_of", "2024-06-30"),
        "method": method,
    }  # fmt: skip


@given(VALUES, VALUES, VALUES, METHODS, st.sampled_from([2, 10, 1000]))
def test_the_verdict_does_not_depend_on_the_unit(
    start: Decimal, latest: Decimal, goal: Decimal, method: str, times: int
) -> None:
    one = judge(plain(start, latest, goal, method))
    other = judge(plain(start * times, latest * times, goal * times, method))
    assert (one.verdict, one.trend) == (other.verdict, other.trend)


@given(VALUES, VALUES, VALUES, METHODS)
def test_more_of_what_is_desired_mirrors_less_of_what_is_not(
    start: Decimal, latest: Decimal, goal: Decimal, method: str
) -> None:
    up = judge(plain(start, latest, goal, method))
    down = judge(plain(-start, -latest, -goal, method, desired="decrease", comparator="at_most"))
    assert (up.verdict, up.trend) == (down.verdict, down.trend)


BEST_FIRST = ["met", "reached", "on_track", "progressing", "lagging", "reversing", "missed"]


@given(VALUES, VALUES, VALUES, VALUES, METHODS, st.sampled_from(["at_least", "more_than", "about"]))
def test_a_better_latest_value_never_gives_a_worse_verdict(
    start: Decimal, latest: Decimal, more: Decimal, goal: Decimal, method: str, comparator: str
) -> None:
    worse = judge(plain(start, latest, goal, method, comparator=comparator)).verdict
    better = judge(plain(start, latest + more, goal, method, comparator=comparator)).verdict
    assert BEST_FIRST.index(better) <= BEST_FIRST.index(worse)


NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4)


@given(
    st.lists(st.tuples(st.sampled_from(["2019", "2020", "2021", "2022-06", "2022", "2023-Q1", "2024", "2025", "2026"]), NUMBERS), max_size=7),
    NUMBERS, METHODS, st.sampled_from(["stock", "cumulative", "flow", "ratio", "growth", "rank"]),
    st.sampled_from(["increase", "decrease", "hold"]),
    st.sampled_from(["at_least", "more_than", "at_most", "less_than", "equal", "about", "between", "increase", "decrease"]),
    st.sampled_from([None, "sum", "average_growth"]), st.booleans(), st.sampled_from(["2021-06-30", "2024-06-30", "2027-06-30"]),
)  # fmt: skip
def test_no_finite_series_breaks_it(
    rows: list[tuple[str, Decimal]], goal: Decimal, method: str, kind: str, desired: str, comparator: str, transform: str | None,
    maintain: bool, as_of: str,
) -> None:  # fmt: skip
    directional = comparator in {"increase", "decrease"}
    target = {
        "comparator": comparator, "due": "2025", "base": "2020", "plan_start": 2021, "maintain": maintain,
        **({} if directional else {"value": goal}), **({"upper": goal + 1} if comparator == "between" else {}),
        **({"transform": transform} if transform and not directional else {}),
    }  # fmt: skip
    flagged = [[when, value, ["exact", "about", "over", "under"][n % 4]] for n, (when, value) in enumerate(rows)]
    case = {
        "indicator": {"kind": kind, "desired": desired},
        "target": target,
        "observations": flagged,
        "as_of": as_of,
        "method": method,
    }
    result = judge(case)
    assert result.verdict in VERDICTS
    assert result.trend not in {"met", "missed", "awaiting_data", "no_data"}
