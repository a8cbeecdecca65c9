"""Quoted words prove the records beside them: curators' mistakes in the real data are caught, the data as they are pass."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

Make = Callable[..., Path]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("*.db", "texts"))
    return tmp_path / "data"


def edit(file: Path, record: str, old: str, new: str) -> None:
    """Change the first `old` after the line that names a record."""
    text = file.read_text(encoding="utf-8")
    at = text.index(f"id: {record}\n") if f"id: {record}\n" in text else text.index(record)
    place = text.index(old, at)
    file.write_text(text[:place] + new + text[place + len(old) :], encoding="utf-8")


MISTAKES = [
    # kind of mistake, record, what stands, what a tired curator writes, the finding's code, and words of it
    ("ten times off", "intl27/foreign-rd-centres", "value: 300", "value: 3000", "quote-value", "the quote reads 300, the record says 3,000"),
    ("万 for 亿", "istic25/tech-contract-turnover", "value: 8000", "value: 0.8", "quote-value", "the quote reads 8,000, the record says 0.8"),
    ("a digit off", "zgc22/income-per-km2", "value: 183", "value: 138", "quote-value", "the quote reads 183, the record says 138"),
    ("a wrong comparator", "zgc22/pct-applications", "more_than", "at_least", "quote-comparator", "the quote reads more_than, the record says at_least"),
    ("about lost", "istic25/scientific-literacy", "comparator: about", "comparator: at_least", "quote-comparator", "the quote reads about"),
    ("about invented", "intl27/q1-journals", "comparator: at_least", "comparator: about", "quote-comparator", "the quote reads at_least, the record says about"),
    ("a wrong direction", "zgc22/energy-intensity", "comparator: at_most", "comparator: at_least", "quote-comparator", "the quote reads at_most"),
    ("a direction turned", "istic25/hidden-champions", "comparator: increase", "comparator: decrease", "quote-comparator", "the quote reads increase"),
    ("a wrong year", "zgc22/profit-margin", "due: 2022", "due: 2021", "quote-year", "the words name 2022, the record 2021"),
    ("a range cut", "zgc22/pillar-clusters", "upper: 3", "upper: 4", "quote-value", "the quote reads 2–3, the record says 2–4"),
    ("hold forgotten", "istic25/rd-intensity", "    maintain: true\n", "", "quote-maintain", "the quote asks to hold a level"),
    ("average forgotten", "istic25/zgc-total-income-growth", "    transform: average_growth\n", "", "quote-transform", "yearly average growth"),
    ("a misspelt key", "intl27/q1-journals", "headline: true", "headlin: true", "unknown-key", "did you mean"),
    ("a duplicate key", "intl27/q1-journals", "headline: true", "headline: true\n    headline: true", "duplicate-key", "duplicate key"),
    ("base after due", "istic25/basic-research-share", "base: 2019", "base: 2026", "base-after-due", "the base year 2026 is not before the due period 2025"),
    ("the due year of a task", "istic25/virtual-power-plant", "due: 2025", "due: 2024", "due-unproven", "the words name no year"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("record", "old", "new", "code", "words"), [one[1:] for one in MISTAKES], ids=[one[0] for one in MISTAKES]
)
def test_a_curators_mistake_is_caught(
    run: Run, data: Path, record: str, old: str, new: str, code: str, words: str
) -> None:
    edit(data / "targets.yaml", f"- id: {record}\n", old, new)
    ran = run("check", "--strict", "--data", str(data))
    told = ran.out + ran.err
    assert ran.code == 1 and words in told, told
    assert code in re.findall(r"\[([a-z-]+)\]", told)


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("unit: person-time\n", "quote-unreadable"),
        ("unit: application\n", "quote-unreadable"),
        ("unit: percent\n", "quote-unreadable"),
    ],
)
def test_a_wrong_unit_is_caught(run: Run, data: Path, unit: str, code: str) -> None:
    edit(data / "targets.yaml", "- id: zgc-international-talent\n", "unit: person\n", unit)
    ran = run("check", "--strict", "--data", str(data))
    assert ran.code == 1 and f"[{code}]" in ran.out and "zgc22/international-talent" in ran.out


OBSERVED = [
    ("ten times off", "peoples-daily-2024-11-28", "value: 149", "value: 1490", "quote-value"),
    ("a digit off", "guangming-2023-04-17", "value: 26.3", "value: 23.6", "quote-value"),
    ("万 for 亿", "southern-metropolis-2021-02-25", "value: 6316.16", "value: 0.631616", "quote-value"),
    ("over lost", "china-city-press-2021-01-12", "    qualifier: over\n", "", "quote-qualifier"),
    ("under for over", "china-city-press-2021-01-12", "qualifier: over", "qualifier: under", "quote-qualifier"),
    ("a wrong year", "guangming-2024-03-26", "time_period: 2023", "time_period: 2022", "quote-year"),
]


@pytest.mark.parametrize(
    ("source", "old", "new", "code"), [one[1:] for one in OBSERVED], ids=[one[0] for one in OBSERVED]
)
def test_a_mistake_in_an_observation_is_caught(
    run: Run, data: Path, source: str, old: str, new: str, code: str
) -> None:
    edit(data / "sources" / f"{source}.yaml", f"id: {source}\n", old, new)
    ran = run("check", "--data", str(data))
    assert ran.code == 1 and f"[{code}]" in ran.out, ran.out


def test_relative_numbers(run: Run, small: Make) -> None:
    def told(number: str, quote: str) -> list[str]:
        folder = small({"value: 300": f"relative: {{base: 2020, {number}}}", "quote: 达300件": f"quote: {quote}"})
        return re.findall(r"\[([a-z-]+)\]", run("check", "--data", str(folder)).out)

    assert told("factor: 2", "比2020年翻一番") == told("points: 5", "比2020年提高5个百分点") == []
    assert told("change: -50", "比2020年下降50%") == told("change: 30", "比2020年增长30%") == []
    assert told("factor: 4", "比2020年翻一番") == told("points: 6", "提高5个百分点") == ["quote-value"]
    assert told("change: 50", "比2020年下降50%") == ["quote-comparator"]
    assert told("factor: 2", "大幅增长") == ["quote-unreadable"]


def test_a_number_that_stands_twice_proves_nothing(run: Run, small: Make) -> None:
    folder = small({"quote: 达300件": "quote: 由300件到300件"})
    assert "[quote-ambiguous]" in run("check", "--data", str(folder)).out


def test_totals_and_words_that_cannot_be_read(run: Run, small: Make) -> None:
    assert "[quote-cumulative]" in run("check", "--data", str(small({"quote: 达300件": "quote: 累计达300件"}))).out
    assert "[quote-unreadable]" in run("check", "--data", str(small({"quote: 达300件": "quote: 三百处"}))).out
