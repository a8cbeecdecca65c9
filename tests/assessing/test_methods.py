"""The published methods: by hand, and against published results."""

import json
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from policytrack.assessing.methods import Course, Judgement, attainment, linear, open_sdg, time_progress
from policytrack.decimals import EXACT
from policytrack.model import MethodChoice
from tests.cases import judge
from tests.conftest import ROOT, Run

CHOICE = ROOT / "tests" / "data" / "open-sdg-published.json"
STATUS = {
    "substantial_progress": "on_track", "moderate_progress": "progressing", "limited_progress": "lagging",
    "deterioration": "reversing", "target_achieved": "reached", "not_available": "insufficient_data",
}  # fmt: skip


@pytest.fixture(params=["a choice", "all"])
def published(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """Published results: a choice of them that is always there, and all of them where ../shared is."""
    is_all = request.param == "all"
    file = request.getfixturevalue("shared") / "method-examples.json" if is_all else CHOICE
    cases: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["cases"]
    assert len(cases) >= (30 if is_all else 20)
    return cases


def test_the_choice_has_every_kind_of_case() -> None:
    cases = json.loads(CHOICE.read_text(encoding="utf-8"))["cases"]
    judged: dict[str, set[tuple[bool, str]]] = {status: set() for status in STATUS}
    for case in cases:
        judged[case["expected"]["status"]].add((case["inputs"]["target_value"] is None, case["inputs"]["direction"]))
    assert all(judged.values())
    both = {(is_open, direction) for is_open in (True, False) for direction in ("increase", "decrease")}
    assert judged["deterioration"] == judged["moderate_progress"] == judged["limited_progress"] == both
    limits = {case["expected"]["status"] for case in cases if case["inputs"]["limit"] is not None}
    assert {"deterioration", "limited_progress", "moderate_progress", "substantial_progress"} <= limits


def test_open_sdg_gives_the_published_results(published: list[dict[str, Any]]) -> None:
    for case in published:
        asked, expected = case["inputs"], case["expected"]
        comparator = (
            asked["direction"]
            if asked["target_value"] is None
            else {"increase": "at_least", "decrease": "at_most"}[asked["direction"]]
        )
        result = judge({
            "indicator": {"kind": "ratio", "desired": asked["direction"], "limit": asked["limit"]},
            "target": {"comparator": comparator, "value": asked["target_value"], "due": asked["target_year"],
                       "base": asked["base_year"], "plan_start": asked["base_year"] + 1},
            "observations": [[str(year), repr(value)] for year, value in asked["series"]],
            "as_of": "2026-11-20", "method": "open-sdg",
        })  # fmt: skip
        assert result.trend == STATUS[expected["status"]], case["id"]
        for stated, ours in ((expected["progress_value"], result.ratio), (expected["score"], result.score)):
            assert (stated is None) == (ours is None), case["id"]
            assert ours is None or float(ours) == pytest.approx(stated, rel=1e-9, abs=1e-9), case["id"]


def test_other_peoples_indicators_from_a_csv_to_the_published_results(
    run: Run, published: list[dict[str, Any]], tmp_path: Path
) -> None:
    """As a stranger would: a workspace of their indicators, observations imported, one report."""
    cases = {f"i{place}": case for place, case in enumerate(published)}
    plan = {"id": "p", "title": "p", "issuer": "p", "source": "doc", "start": "2001", "end": "2040"}
    indicators, targets, rows = [], [], ["indicator,time_period,value,source"]
    for name, case in cases.items():
        asked = case["inputs"]
        one = {
            "id": name,
            "name": name,
            "definition": name,
            "unit": "u",
            "kind": "ratio",
            "desired": asked["direction"],
            "scope": "s",
        }
        indicators.append(one | ({} if asked["limit"] is None else {"limit": asked["limit"]}))
        target = {"id": f"p/{name}", "plan": "p", "indicator": name, "base": asked["base_year"], "due": asked["target_year"],
                  "source": {"document": "doc", "quote": "q"}}  # fmt: skip
        if asked["target_value"] is None:
            target["comparator"] = asked["direction"]
        else:
            target |= {
                "comparator": "at_least" if asked["direction"] == "increase" else "at_most",
                "value": asked["target_value"],
            }
        targets.append(target)
        rows += [f"{name},{year},{value!r},someone" for year, value in asked["series"]]
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "doc.yaml").write_text("{id: doc, kind: plan, title: t, publisher: p}\n", encoding="utf-8")
    data = {
        "schema": 1,
        "units": [{"id": "u", "name": "u"}],
        "plans": [plan],
        "indicators": indicators,
        "targets": targets,
    }
    (tmp_path / "targets.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    (tmp_path / "rows.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    imported = run("import", str(tmp_path / "rows.csv"), "--yes", "--data", str(tmp_path))
    assert imported.code == 0, imported.err
    report = run("report", "-O", "json", "--method", "open-sdg", "--as-of", "2026-11-20", "--data", str(tmp_path)).json
    for row in report["targets"]:
        expected = cases[row["indicator"]]["expected"]
        assert row["trend"] == STATUS[expected["status"]], row["id"]
        for stated, ours in ((expected["progress_value"], row["ratio"]), (expected["score"], row["score"])):
            assert (stated is None) == (ours is None), row["id"]
            assert ours is None or ours == pytest.approx(stated, rel=1e-9, abs=1e-9), row["id"]
    assert len(report["targets"]) == len(cases)


LEVELS = st.decimals("0.001", "2000", places=3) | st.sampled_from(
    [Decimal(one) for one in ("1", "1.005", "1.015", "1.03", "2", "100")]
)


@given(
    LEVELS, LEVELS, LEVELS | st.none(), st.integers(1, 60), st.integers(1, 180), st.sampled_from([1, -1]), st.booleans()
)
@example(Decimal(1), Decimal("1.005"), None, 12, 60, 1, False)  # is 0.5 % a year
@example(Decimal(1), Decimal("1.015"), None, 12, 60, 1, False)  # is 1.5 % a year
@example(Decimal(100), Decimal(121), Decimal("161.051"), 24, 60, 1, False)  # R = 1
@example(Decimal(4), Decimal(9), Decimal("25.62890625"), 24, 72, 1, False)  # R = 1.5 / 1.36…
def test_floats_decide_as_decimal_does(
    start: Decimal, latest: Decimal, goal: Decimal | None, elapsed: int, more: int, direction: int, negative: bool
) -> None:
    sign = -1 if negative else 1
    course = Course(
        start * sign, 0, latest * sign, elapsed, None if goal is None else goal * sign, elapsed + more, direction
    )
    with localcontext(EXACT):
        quick = open_sdg.judge(course, MethodChoice())
        exact = open_sdg.judge_exactly(course, MethodChoice())
    assert quick.trend == exact.trend
    for one, other in ((quick.ratio, exact.ratio), (quick.score, exact.score)):
        assert (one is None) == (other is None)
        assert one is None or other is None or float(one) == pytest.approx(float(other), rel=1e-9, abs=1e-9)


@given(st.integers(1, 400), st.integers(1, 12), st.sampled_from(["0.95", "0.6", "0"]), st.integers(-3, 3))
def test_near_a_cut_off_decimal_decides(percent: int, years: int, cut: str, hair: int) -> None:
    """Courses whose ratio lies on a cut-off, or a hair beside it."""
    with localcontext(EXACT):
        needed = 1 + Decimal(percent) / 1000
        observed = 1 + (needed - 1) * Decimal(cut) + hair * Decimal("1e-12")
        course = Course(Decimal(1), 0, observed**years, 12 * years, needed ** (years + 3), 12 * (years + 3), 1)
        found = open_sdg.judge(course, MethodChoice())
        assert found.trend == open_sdg.judge_exactly(course, MethodChoice()).trend
        below = {"0.95": "progressing", "0.6": "lagging", "0": "reversing"}[cut]
        above = {"0.95": "on_track", "0.6": "progressing", "0": "lagging"}[cut]
        assert found.trend == (above if hair >= 0 else below)


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


D = Decimal


@pytest.mark.parametrize(
    ("start", "end", "months", "rate"),
    [
        (D(100), D(121), 24, 0.1), (D(-100), D(-121), 24, 0.1), (D(100), D(0), 12, -1.0), (D(0), D(5), 12, None),
        (D(100), D(-5), 12, None), (D(100), D(121), 0, None), (D("1.0000000000000001"), D(2), 12, 0.9999999999999998),
        (D(1), D(1), 12, 0.0), (D("1e-30"), D("1e30"), 12, 1e60), (D(1000000), D(1000001), 12, 1e-6),
    ],
)  # fmt: skip
def test_compound_rates(start: Decimal, end: Decimal, months: int, rate: float | None) -> None:
    with localcontext(EXACT):
        found = open_sdg.rate(start, end, months)
    assert (found is None) == (rate is None)
    assert found is None or rate is None or float(found) == pytest.approx(rate, rel=1e-9, abs=1e-15)


def test_compound_paths() -> None:
    with localcontext(EXACT):
        assert float(open_sdg.along(D(100), D("0.1"), 24)) == pytest.approx(121)
        assert open_sdg.along(D(100), D("0.1"), 0) == 100 == open_sdg.along(D(100), D(0), 24)
        assert open_sdg.along(D(100), D(-1), 12) == 0 == open_sdg.along(D(100), D(-2), 12)
        assert open_sdg.along(D("1.00000000000000001"), D("0.5"), 12) == D("1.500000000000000015")
        assert open_sdg.along(D(1), D("1e40"), 1200).adjusted() == 4000
        assert open_sdg.months_to(D(100), D("0.1"), D(121)) == pytest.approx(24)
        for start, rate, level in (
            (D(0), D("0.1"), D(5)),
            (D(1), D("-0.1"), D(5)),
            (D(1), D("0.1"), D(-5)),
            (D(1), D(-1), D(5)),
        ):
            assert open_sdg.months_to(start, rate, level) is None
    assert time_progress.months_to(D(100), D(10), D(120)) == 24
    assert time_progress.months_to(D(100), D(0), D(120)) is None is time_progress.months_to(D(100), D(-1), D(120))


@pytest.mark.parametrize(
    ("course", "limit", "trend", "ratio", "score"),
    [
        (Course(D(1), 0, D(-1), 12, None, 24, 1), None, "insufficient_data", None, None),
        (Course(D(1), 0, D(2), 12, D(1), 24, 1), None, "insufficient_data", None, None),
        (Course(D(1), 0, D(2), 0, None, 24, 1), None, "insufficient_data", None, None),
        (Course(D(0), 0, D(0), 12, None, 24, 1), None, "reversing", -1, -5),  # 0.001 to 0
        (Course(D(100), 0, D(101), 12, None, 24, 1), D(100), "on_track", 0.01, 5),  # at the limit: the full score
        (Course(D(100), 0, D(100), 12, None, 24, 1), None, "lagging", 0, -2.5),
        (Course(D(100), 0, D(101), 12, None, 24, 1), None, "progressing", 0.01, 1.25),
        (Course(D(100), 0, D(90), 12, None, 24, 1), None, "reversing", -0.1, -5),
        (Course(D(100), 0, D(90), 12, D(0), 24, -1), None, "lagging", 0.10032, -2.08199),
    ],
)  # fmt: skip
def test_corners_of_open_sdg(
    course: Course, limit: Decimal | None, trend: str, ratio: float | None, score: float | None
) -> None:
    with localcontext(EXACT):
        found = open_sdg.judge(course._replace(limit=limit), MethodChoice())
        exact = open_sdg.judge_exactly(course._replace(limit=limit), MethodChoice())
    assert found.trend == exact.trend == trend
    for one, other in ((found.ratio, ratio), (found.score, score)):
        assert (one is None) == (other is None)
        assert one is None or other is None or float(one) == pytest.approx(other, abs=1e-4)


@pytest.mark.parametrize(
    ("scores", "trend"),
    [
        (["2.5", "2.5"], "on_track"), (["5", "-0.1"], "progressing"), (["0", "0"], "progressing"), (["-2.5"], "lagging"),
        (["-2.6"], "reversing"), ([], "insufficient_data"), ([None], "insufficient_data"), (["5", None], "on_track"),
    ],
)  # fmt: skip
def test_the_mean_of_parts(scores: list[str | None], trend: str) -> None:
    parts = [Judgement("on_track", None, None if score is None else D(score)) for score in scores]
    assert open_sdg.of_parts(parts).trend == trend


def test_parts_say_nothing_to_the_other_methods() -> None:
    parts = [Judgement("reached", None, D(5))]
    assert open_sdg.of_parts(parts).trend == "reached"
    assert linear.of_parts(parts).trend == time_progress.of_parts(parts).trend == "insufficient_data"
    assert attainment.of_parts(parts).trend is None is attainment.classify(D(1), MethodChoice())
    assert attainment.judge(Course(D(1), 0, D(2), 12, D(3), 24, 1), MethodChoice()) == Judgement(None)
