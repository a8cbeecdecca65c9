"""For each rule the smallest data that breaks it, and the words it is told in."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from policytrack.checking import rules
from policytrack.files.catalogue import read_catalogue
from policytrack.model import Observation
from policytrack.period import Period

Make = Callable[..., Path]
PROOFS = {
    "due-unproven",
    *(f"quote-{name}" for name in ("value", "unreadable", "comparator", "transform", "year", "ambiguous", "maintain")),
}
ROW = Observation(
    "r1", "stock", Period.of_year(2022), Decimal(1), "piece", source="x", recorded_at=datetime.now(UTC).isoformat()
)


def told(folder: Path, *recorded: Observation) -> list[str]:
    """Every finding but those on the quoted words, which these small data do not carry (see test_proof.py)."""
    catalogue, findings = read_catalogue(folder)
    assert not findings
    found = [one for one in rules.run(catalogue, recorded) if one.code == "quote-missing" or one.code not in PROOFS]
    return [f"{one.severity}: {one.message.en} [{one.code}]" for one in found]


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        ({}, []),
        ({"value: 300, ": ""}, ["error: p/stock: value or relative is missing [number-missing]"]),
        ({"at_least": "increase"}, ["error: p/stock: increase is a direction and takes no number [number-unexpected]"]),
        ({"value: 300": "value: 300, upper: 400"}, ["error: p/stock: upper goes with between, and only with it [upper]"]),
        ({"at_least": "between"}, ["error: p/stock: upper goes with between, and only with it [upper]"]),
        ({"at_least, value: 300": "between, value: 300, upper: 200"}, ["error: p/stock: upper should lie above value [upper]"]),
        ({"value: 300": "value: 300, tolerance: 5"}, ["error: p/stock: tolerance goes with about only [tolerance]"]),
        ({"value: 300": "value: 300, base: 2025"}, ["error: p/stock: the base year 2025 is not before the due period 2025 [base-after-due]"]),
        ({"due: 2025": "due: 2020"}, ["error: p/stock: the base year 2020 is not before the due period 2020 [base-after-due]",
                                      "error: p/stock: due 2020, before the plan starts in 2021 [due-before-plan]"]),
        ({"at_least, value: 300": "about, relative: {base: 2020, factor: 2}"},
         ["warning: p/stock: the default tolerance would come from a computed number; state one [tolerance]"]),
        ({"indicator: stock, comparator: at_least, value: 300, due: 2025": "indicator: share, comparator: at_least, value: 30, due: 2025-06"},
         ["warning: p/stock: only whole years of a ratio are compared: a target due 2025-06 can never be decided [due-month]"]),
        ({"due: 2025": "due: 2030"}, ["warning: p/stock: due 2030, after the plan ends in 2025 [due-after-plan]"]),
        ({"value: 300": "value: 300, path: {2026: 200}"}, ["error: p/stock: the milestone 2026 is not between base and due [path]"]),
        ({"start: 2021, end: 2025": "start: 2025, end: 2021"},
         ["error: p: it starts in 2025, after its end in 2021 [plan-years]", "warning: p/stock: due 2025, after the plan ends in 2021 [due-after-plan]"]),
        ({"id: p/stock": "id: q/stock"}, ["error: q/stock: should start with p/ [target-id]"]),
        ({"value: 300": "value: 300, transform: sum"}, ["error: p/stock: sum adds a flow; the indicator is stock [sum]"]),
        ({"indicator: stock, comparator: at_least, value: 300": "indicator: place, comparator: at_most, value: 1, transform: average_growth"},
         ["error: p/stock: a rank has no average growth [average-growth]"]),
        ({"value: 300": "relative: {base: 2020, factor: 2}, transform: average_growth"},
         ["error: p/stock: relative and transform do not go together [relative]"]),
        ({"at_least": "at_most"}, ["error: p/stock: at_most points against the indicator's desired increase [direction]"]),
        ({"indicator: stock, comparator": "indicator: share, comparator"}, ["error: p/stock: the value 300 lies beyond the natural limit 100 [limit]"]),
        ({", quote: 达300件": ""}, ["warning: p/stock: the words that set it (quote) are missing [quote-missing]"]),
        ({"kind: flow, desired: increase, scope: 市}\n  - {id: share": "kind: flow, desired: increase, scope: 市, growth_of: stock}\n  - {id: share"},
         ["error: flow: growth_of goes with kind growth [growth-of]"]),
    ],
)  # fmt: skip
def test_a_rule_and_what_breaks_it(small: Make, change: dict[str, str], messages: list[str]) -> None:
    assert told(small(change)) == messages


@pytest.mark.parametrize(
    ("indicator", "value", "message"),
    [
        ("place", "0", "a rank is a whole number from 1, not 0"), ("place", "1.5", "a rank is a whole number from 1, not 1.5"),
        ("count", "-1", "a count is not negative: -1"), ("share", "101", "101 lies beyond the natural limit 100"),
    ],
)  # fmt: skip
def test_values_that_cannot_be(small: Make, indicator: str, value: str, message: str) -> None:
    stated = f"id: s\nkind: news\ntitle: t\npublisher: p\nobservations:\n  - {{indicator: {indicator}, time_period: 2022, value: {value}, quote: q}}\n"
    assert told(small(sources={"s": stated})) == [f"error: s#1: {message} [value]"]


@pytest.mark.parametrize(
    ("typed", "relative", "now"),
    [
        ("201", "factor: 2", None), ("200.67", "factor: 2", None), ("200", "factor: 2", "200.666"),
        ("50", "change: -50", None), ("55", "change: -50", "50.1665"), ("105", "points: 5", None),
        ("110.8", "yearly: 2", None), ("110.6", "yearly: 2", "110.7757"),
    ],
)  # fmt: skip
def test_a_typed_value_that_its_base_year_no_longer_gives(
    small: Make, typed: str, relative: str, now: str | None
) -> None:
    stated = "id: s\nkind: news\ntitle: t\npublisher: p\nobservations:\n  - {indicator: stock, time_period: 2020, value: 100.333, quote: q}\n"
    folder = small({"value: 300": f"value: {typed}, relative: {{base: 2020, {relative}}}"}, {"s": stated})
    message = f"error: p/stock: stale: {typed} is typed, but the value of 2020 now gives {now} [stale-target]"
    assert told(folder) == ([message] if now else [])


def test_an_observation_without_its_words(small: Make) -> None:
    stated = "id: s\nkind: news\ntitle: t\npublisher: p\nobservations:\n  - {indicator: share, time_period: 2022, value: 12}\n"
    assert told(small(sources={"s": stated})) == [
        "warning: s#1: the words that state it (quote) are missing [quote-missing]"
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW, None),
        (ROW._replace(source=None), "warning: recorded value r1 (stock, 2022): has no source [recorded-source]"),
        (ROW._replace(indicator="gone"), "error: recorded value r1 (gone, 2022): there is no such indicator [recorded-indicator]"),
        (ROW._replace(unit="percent"),
         "error: recorded value r1 (stock, 2022): its unit percent does not convert into piece; it is left out [recorded-unit]"),
    ],
)  # fmt: skip
def test_recorded_rows(small: Make, row: Observation, message: str | None) -> None:
    assert told(small(), row) == ([message] if message else [])


@pytest.mark.parametrize(
    ("indicator", "stated", "message"),
    [
        ("share", ["2022, value: 12", "2022, value: 12"], None),
        ("share", ["2022, value: 12.3", "2022, value: 12, qualifier: about"], None),
        ("share", ["2022, value: 12", "2022, value: 11, qualifier: over"], None),
        ("share", ["2022, value: 12", "2022, value: 6, status: statement"], None),
        ("share", ["2022, value: 12", "2022, value: 13, series: 海淀"], None),
        ("share", ["2022, value: 12", "2023, value: 13"], None),
        ("share", ["2022, value: 13", "2022, value: 12"], "s#1: sources disagree on 2022: 13 (s) stands, 12 (s)"),
        ("share", ["2022, value: 12", "2022, value: 12, qualifier: over"], "s#1: sources disagree on 2022: 12 (s) stands, 12 (s)"),
        ("stock", ["2022, value: 1200", "2022-12, value: 1300"], "s#1: sources disagree on 2022: 1,200 (s) stands, 1,300 (s)"),
    ],
)  # fmt: skip
def test_sources_that_disagree(small: Make, indicator: str, stated: list[str], message: str | None) -> None:
    rows = "".join(f"  - {{indicator: {indicator}, time_period: {one}, quote: q}}\n" for one in stated)
    folder = small(sources={"s": f"id: s\nkind: news\ntitle: t\npublisher: p\nobservations:\n{rows}"})
    assert told(folder) == ([f"warning: {message} [sources-disagree]"] if message else [])


def stated(*rows: str) -> dict[str, str]:
    lines = "".join(f"  - {{indicator: {row}, quote: q}}\n" for row in rows)
    return {"s": f"id: s\nkind: news\ntitle: t\npublisher: p\nobservations:\n{lines}"}


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (["count, time_period: 2020, value: 5", "count, time_period: 2021, value: 7"], []),
        (["count, time_period: 2020, value: 5", "count, time_period: 2021, value: 4"],
         ["error: s#2: count: a cumulative count falls from 5 in 2020 to 4 in 2021 [cumulative-falls]"]),
        (["count, time_period: 2020, value: 5", "count, time_period: 2021, value: 4, break: true"], []),
        (["count, time_period: 2020, value: 5", "count, time_period: 2021, value: 4, qualifier: over"], []),
        (["stock, time_period: 2020, value: 10", "stock, time_period: 2020, value: 6, series: 甲", "stock, time_period: 2020, value: 4, series: 乙"], []),
        (["stock, time_period: 2020, value: 10", "stock, time_period: 2020, value: 6, series: 甲", "stock, time_period: 2020, value: 5, series: 乙"],
         ["warning: s#1: the parts of 2020 add up to 11, more than the whole's 10 [parts-exceed]"]),
        (["share, time_period: 2020, value: 10", "share, time_period: 2020, value: 6, series: 甲", "share, time_period: 2020, value: 9, series: 乙"], []),
    ],
)  # fmt: skip
def test_values_that_contradict_each_other(small: Make, rows: list[str], messages: list[str]) -> None:
    assert told(small(sources=stated(*rows))) == messages


@pytest.mark.parametrize(
    ("growth", "more", "message"),
    [("10", "", None), ("10.9", "", None), ("12", "", "the levels of 2020 and 2021 give 10 %, the published growth is 12 %: a break is suspected"),
     ("12", ", break: true", None), ("12", ", qualifier: over", None)],
)  # fmt: skip
def test_growth_against_levels(small: Make, growth: str, more: str, message: str | None) -> None:
    rises = "  - {id: rise, name: 增速, definition: 增速, unit: percent, kind: growth, desired: increase, scope: 市, growth_of: flow}\ntargets:\n"
    rows = [
        "flow, time_period: 2020, value: 100",
        f"flow, time_period: 2021, value: 110{more}",
        f"rise, time_period: 2021, value: {growth}",
    ]
    found = told(small({"targets:\n": rises}, stated(*rows)))
    assert found == ([f"warning: s#3: {message} [growth-contradicts]"] if message else [])


def test_every_rule_has_a_docstring_and_is_listed() -> None:
    assert all(rule.__doc__ for rule in rules.RULES) and len(set(rules.RULES)) == len(rules.RULES)
