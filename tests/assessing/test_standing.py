"""Visibility, standing and comparability."""

from datetime import date
from decimal import Decimal

import pytest

from policytrack.assessing.series.points import comparable, reach
from policytrack.assessing.series.standing import standing, visible
from policytrack.model import Indicator, Observation, Retraction, Source, Unit
from policytrack.text import Text
from policytrack.units import in_unit
from tests.cases import WORD, observations, period

SOURCES = {
    name: Source(name, kind, WORD, "x", issued=issued, accessed="2026-11-20")  # type: ignore[arg-type]
    for name, kind, issued in (
        ("stats", "statistics", "2024-03-01"), ("report", "report", "2024-06-01"), ("plan", "plan", "2024-07-01"),
        ("news", "news", "2024-08-01"), ("later", "news", "2024-09-01"), ("undated", "statistics", None),
    )
}  # fmt: skip


def one(id_: str, value: int = 1, when: str = "2023", **more: object) -> Observation:
    return Observation(id_, "i", period(when), Decimal(value), "u", **more)  # type: ignore[arg-type]


def stands(*vintages: Observation, kind: str = "flow") -> str:
    return next(iter(standing(vintages, kind, SOURCES).values())).id  # type: ignore[arg-type]


def test_a_measurement_before_a_statement_even_from_the_store() -> None:
    assert (
        stands(one("said", status="statement", recorded_at="2024-01-01T00:00:00Z"), one("measured", source="news"))
        == "measured"
    )


def test_the_store_before_the_catalogue_and_the_newest_of_it() -> None:
    assert (
        stands(one("file", source="stats"), one("old", recorded_at="2024-01-01"), one("new", recorded_at="2024-01-02"))
        == "new"
    )


def test_exact_before_qualified_then_the_kind_of_source_then_the_later() -> None:
    assert stands(one("over", source="stats", qualifier="over"), one("exact", source="news")) == "exact"
    assert (
        stands(one("n", source="news"), one("p", source="plan"), one("r", source="report"), one("s", source="stats"))
        == "s"
    )
    assert stands(one("n", source="news"), one("p", source="plan"), one("r", source="report")) == "r"
    assert stands(one("n", source="news"), one("p", source="plan")) == "p"
    assert stands(one("n", source="news"), one("later", source="later")) == "later"
    assert stands(one("n", source="news", published="2024-12-01"), one("later", source="later")) == "n"


def test_of_a_stock_periods_that_end_together_are_one() -> None:
    both = [one("year", source="stats"), one("month", when="2023-12", source="news")]
    assert [o.id for o in standing(both, "stock", SOURCES).values()] == ["year"]
    assert len(standing(both, "flow", SOURCES)) == 2


def test_a_break_belongs_to_the_period() -> None:
    chosen = standing([one("a", source="stats"), one("b", source="news", is_break=True)], "flow", SOURCES)
    assert [(o.id, o.is_break) for o in chosen.values()] == [("a", True)]


@pytest.mark.parametrize(
    ("kind", "as_of", "seen"),
    [
        ("stock", "2024-03-15", "2024-03"), ("stock", "2024-02-28", None), ("stock", "2024-12-31", "2024"),
        ("flow", "2024-03-15", None), ("flow", "2024-12-31", "2024"), ("ratio", "2024-12-30", None),
    ],
)  # fmt: skip
def test_a_stock_counts_from_its_publication_a_flow_when_its_period_ends(
    kind: str, as_of: str, seen: str | None
) -> None:
    found = visible([one("a", when="2024", source="stats")], kind, SOURCES, date.fromisoformat(as_of))  # type: ignore[arg-type]
    assert [str(o.period) for o in found] == ([seen] if seen else [])


def test_a_stock_recorded_before_its_period_ends_counts_from_that_day() -> None:
    row = one("a", when="2024", recorded_at="2024-05-05T01:00:00Z")
    assert [str(o.period) for o in visible([row], "stock", {}, date(2024, 6, 1))] == ["2024-05"]
    assert not visible([row], "stock", {}, date(2024, 5, 4))


@pytest.mark.parametrize(("day", "ids"), [
    ("2024-02-28", []), ("2024-03-01", ["file"]), ("2024-05-05", ["file", "row"]), ("2024-06-30", ["file"]),
    ("2026-11-20", ["file", "undated"]),
])  # fmt: skip
def test_what_was_known_on_a_day(day: str, ids: list[str]) -> None:
    gone = Retraction("typo", "2024-06-01T00:00:00Z", "me")
    vintages = [
        one("file", source="stats"),
        one("row", recorded_at="2024-05-05T01:00:00Z", retraction=gone),
        one("undated", source="undated"),
    ]
    found = visible(vintages, "flow", SOURCES, date(2026, 11, 20), date.fromisoformat(day))
    assert [o.id for o in found] == ids


def test_a_retracted_row_is_out() -> None:
    gone = Retraction("typo", "2024-06-01T00:00:00Z", "me")
    assert not visible([one("row", recorded_at="2024-05-05", retraction=gone)], "flow", {}, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("kind", "rows", "expected"),
    [
        ("flow", [["2024-Q1", 1], ["2024-Q2", 2], ["2024-Q3", 3], ["2024-Q4", 4]], {"2024": 10}),
        ("flow", [["2024-S1", 5], ["2024-Q3", 3], ["2024-Q4", 4]], {"2024": 12}),
        ("flow", [["2024-01/2024-11", 5], ["2024-12", 1]], {"2024": 6}),
        ("flow", [["2024-Q1", 1], ["2024-Q2", 2], ["2024-Q4", 4]], {}),
        ("flow", [["2024", 9], ["2024-Q1", 1], ["2024-Q2", 2], ["2024-Q3", 3], ["2024-Q4", 4]], {"2024": 9}),
        ("flow", [["2023-01/2024-12", 9]], {}),
        ("ratio", [["2024-Q1", 1], ["2024", 2]], {"2024": 2}),
        ("growth", [["2024-06", 1]], {}),
        ("stock", [["2024-06", 1], ["2024-12", 2], ["2025-Q1", 3]], {"2024-06": 1, "2024-12": 2, "2025-Q1": 3}),
    ],
)  # fmt: skip
def test_what_may_be_compared(kind: str, rows: list[list[object]], expected: dict[str, int]) -> None:
    points = comparable(standing(observations(rows), kind, {}), kind)  # type: ignore[arg-type]
    assert {str(point.period): point.number for point in points} == expected


def test_the_qualifiers_of_parts_add_up() -> None:
    rows = [["2024-S1", 100, "over"], ["2024-S2", 50]]
    (point,) = comparable(standing(observations(rows), "flow", {}), "flow")
    assert (point.interval.low, point.interval.high, point.interval.open) == (150, None, True)


def test_reach_takes_the_fewest_pieces() -> None:
    rows = observations([["2024-Q1", 1], ["2024-Q2", 1], ["2024-S1", 2], ["2024-Q3", 1]])
    first = period("2024").first
    assert [str(o.period) for o in reach(rows, first, first + 11)] == ["2024-S1", "2024-Q3"]


def test_values_are_taken_in_the_indicators_present_unit() -> None:
    units = {
        "cny": Unit("cny", Text("元", "yuan")), "m": Unit("m", Text("万元", "10k"), "cny", Decimal(10000)),
        "y": Unit("y", Text("亿元", "100m"), "cny", Decimal(10**8)), "p": Unit("p", Text("件", "piece")),
    }  # fmt: skip
    indicator = Indicator("i", WORD, WORD, "y", "flow", "increase", WORD)
    made = in_unit(one("a", 85369000)._replace(unit="m"), indicator, units)
    assert made is not None and (made.value, made.unit) == (Decimal("8536.9"), "y")
    assert in_unit(one("a")._replace(unit="p"), indicator, units) is None
    assert in_unit(one("a")._replace(unit="gone"), indicator, units) is None


def test_a_correction_of_an_unfinished_period_replaces_it() -> None:
    catalogue = one("june", 30, "2026", source="stats", published="2026-06-15")
    store = one("mine", 5, "2026", recorded_at="2026-11-01T00:00:00+00:00")
    found = visible([catalogue, store], "stock", SOURCES, date(2026, 11, 20))
    assert [(o.id, str(o.period)) for o in found] == [("mine", "2026-11")]
