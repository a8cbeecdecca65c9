from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.assessing.series.comparison import Interval, Region, decide, default_tolerance, interval_of, region_of

D = Decimal
NUMBERS = st.decimals(-(10**6), 10**6, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "tolerance"),
    [("6", "0.3"), ("7.5", "0.05"), ("8", "0.4"), ("17", "0.5"), ("28", "0.5"), ("210", "5"), ("260", "5"), ("500", "25"),
     ("0", "0"), ("-17", "0.5"), ("0.065", "0.0005"), ("6.0", "0.3")],
)  # fmt: skip
def test_default_tolerance(value: str, tolerance: str) -> None:
    assert default_tolerance(D(value)) == D(tolerance)


@pytest.mark.parametrize(
    ("qualifier", "value", "comparator", "asked", "answer"),
    [
        ("exact", 300, "at_least", 300, True), ("exact", 299, "at_least", 300, False),
        ("exact", 300, "more_than", 300, False), ("exact", 300, "at_most", 300, True),
        ("exact", 300, "less_than", 300, False), ("exact", 300, "equal", 300, True), ("exact", 301, "equal", 300, False),
        ("over", 6000, "more_than", 6000, True), ("over", 6000, "more_than", 8000, None),
        ("over", 6000, "at_most", 6000, False), ("under", 100, "at_least", 100, False), ("under", 100, "at_most", 100, True),
        ("under", 100, "at_least", 90, None), ("about", 16, "at_least", 17, False), ("about", 16, "at_least", 15, True),
        ("about", 16, "at_least", 16, None),
    ],
)  # fmt: skip
def test_what_a_qualified_value_decides(
    qualifier: str, value: int, comparator: str, asked: int, answer: bool | None
) -> None:
    region = region_of(comparator, "increase", D(asked))  # type: ignore[arg-type]
    assert decide(interval_of(D(value), qualifier), region) is answer  # type: ignore[arg-type]


def test_about_and_between_end_where_more_is_no_harm() -> None:
    assert region_of("about", "increase", D(6), tolerance=D("0.3")) == Region(D("5.7"), None)
    assert region_of("about", "decrease", D(6), tolerance=D("0.3")) == Region(None, D("6.3"))
    assert region_of("about", "hold", D(6), tolerance=D("0.3")) == Region(D("5.7"), D("6.3"))
    assert region_of("between", "increase", D(2), D(3)) == Region(D(2), None)
    assert region_of("between", "decrease", D(2), D(3)) == Region(None, D(3))
    assert region_of("between", "hold", D(2), D(3)) == Region(D(2), D(3))


@given(NUMBERS, NUMBERS, st.booleans(), NUMBERS)
def test_the_answer_is_the_same_mirrored(low: Decimal, high: Decimal, is_open: bool, bound: Decimal) -> None:
    low, high = min(low, high), max(low, high)
    interval, mirrored = Interval(low, high, is_open), Interval(-high, -low, is_open)
    for strict in (False, True):
        assert decide(interval, Region(low=bound, open=strict)) is decide(mirrored, Region(high=-bound, open=strict))


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_certain_answer_holds_for_every_value_inside(low: Decimal, high: Decimal, bound: Decimal) -> None:
    low, high = min(low, high), max(low, high)
    region = Region(low=bound)
    answer = decide(Interval(low, high), region)
    if answer is not None:
        assert {decide(Interval.at(value), region) for value in (low, high, (low + high) / 2)} == {answer}
