from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.period import Period, last_day, latest_day, month_of, parse_period
from policytrack.reading.periods import names_year_end, read_period


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2024", "2024"), ("2024年", "2024"), ("2024年度", "2024"), ("2024年全年", "2024"), ("２０２４年", "2024"),
        ("2024年底", "2024-12"), ("2024年末", "2024-12"), ("截至2024年底", "2024-12"), ("end of 2024", "2024-12"),
        ("2024年11月", "2024-11"), ("2024年11月底", "2024-11"), ("2024-11", "2024-11"), ("2024-1", "2024-01"),
        ("2024/11", "2024-11"), ("2024.11", "2024-11"), ("Nov 2024", "2024-11"), ("November 2024", "2024-11"),
        ("Sept. 2024", "2024-09"), ("May 2024", "2024-05"),
        ("2024年三季度", "2024-Q3"), ("2024年第三季度", "2024-Q3"), ("2024Q3", "2024-Q3"), ("2024-Q3", "2024-Q3"),
        ("2024-q3", "2024-Q3"), ("2024年上半年", "2024-S1"), ("2024年下半年", "2024-S2"), ("2024H1", "2024-S1"),
        ("2024-S2", "2024-S2"), ("2024年前三季度", "2024-01/2024-09"), ("2024年前11个月", "2024-01/2024-11"),
        ("2024年1-11月", "2024-01/2024-11"), ("2024年1—11月", "2024-01/2024-11"), ("2024年1月至11月", "2024-01/2024-11"),
        ("2024-01/2024-11", "2024-01/2024-11"), ("2024年10月-2025年3月", "2024-10/2025-03"), ("2024年1-12月", "2024"),
        ("2024-2026年", "2024-01/2026-12"), ("2024—2026", "2024-01/2026-12"), ("2024-01/2024-06", "2024-S1"),
        (" 2024 年 11 月 ", "2024-11"),
    ],
)  # fmt: skip
def test_periods_as_people_write_them(written: str, means: str) -> None:
    assert str(read_period(written)) == means


@pytest.mark.parametrize(
    "written",
    ["", "24", "2024-13", "2024-00", "2024-Q5", "2024年13月", "2024-11-28", "next year", "Foo 2024", "2024年11-3月", "0000",
     "2024-11/2024-01", "20245", "1799", "9999", "2199-2198", "2024年五季度", "\x00", "二〇二四年"],
)  # fmt: skip
def test_what_is_no_period(written: str) -> None:
    assert read_period(written) is None


@given(st.integers(1800, 9990), st.integers(0, 11), st.integers(0, 60))
def test_a_written_period_reads_back(year: int, month: int, length: int) -> None:
    period = Period(year * 12 + month, year * 12 + month + length)
    assert parse_period(str(period)) == period == read_period(str(period))


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    period = read_period(text)
    assert period is None or period.months >= 1


def test_ends_and_beginnings() -> None:
    year = Period.of_year(2024)
    assert year.ended_by(date(2024, 12, 31)) and not year.ended_by(date(2024, 12, 30))
    assert year.begun_by(date(2024, 1, 1)) and not year.begun_by(date(2023, 12, 31))
    assert last_day(month_of(date(2024, 2, 1))) == date(2024, 2, 29)


def test_an_incomplete_date_is_known_at_its_end() -> None:
    assert [latest_day(stamp) for stamp in ("2024", "2024-02", "2024-02-03", "2024-13", "soon", "2024-02-30")] == [
        date(2024, 12, 31), date(2024, 2, 29), date(2024, 2, 3), None, None, None,
    ]  # fmt: skip


def test_the_end_of_a_year_is_an_instant() -> None:
    assert [names_year_end(text) for text in ("2024年底", "end of 2024", "截至2024年底", "2024", "2024年12月")] == [
        True, True, True, False, False,
    ]  # fmt: skip
