"""`policytrack import`: many actuals from a table, all or none."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from policytrack.recording.entry import stamp
from policytrack.store import open_store
from tests.conftest import Run

Make = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., str]:
    def write(text: str, encoding: str = "utf-8") -> str:
        file = tmp_path / "table.csv"
        file.write_text(text, encoding=encoding, newline="")
        return str(file)

    return write


def values(run: Run, *data: str) -> list[tuple[object, ...]]:
    rows = run("history", "-O", "json", *data).json
    return [(row["indicator"], row["time_period"], row["value"], row["qualifier"], row["source"]) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("headings", ["indicator,time_period,value,source", "指标,时期,数值,来源"])
def test_long_form(run: Run, small: Make, table: Callable[..., str], headings: str, encoding: str) -> None:
    data = ("--data", str(small()))
    file = table(
        f'{headings}\nstock,2022,"1,200件",统计局\n存量,2023年底,1300,\nflow,2022,1.2万亿元,统计局\n\n', encoding
    )
    ran = run("import", file, "--yes", *data)
    assert (ran.code, ran.err) == (
        0,
        "note: 1 row without a source; check --strict will list what stands\n",
    )
    said = "3 rows read, of 2 indicators: 3 new, 0 revisions, 0 that confirm the data files, 0 there already"
    assert said in ran.out.splitlines()
    assert values(run, *data) == [
        ("stock", "2022", 1200, "exact", "统计局"),
        ("stock", "2023-12", 1300, "exact", None),
        ("flow", "2022", 12000, "exact", "统计局"),
    ]
    again = run("import", file, "--yes", *data)
    assert (
        "3 there already" in again.out
        and "nothing new, nothing is changed" in again.out
        and "imported" not in again.out
    )
    assert len(values(run, *data)) == 3


def test_every_column(run: Run, small: Make, table: Callable[..., str]) -> None:
    data = ("--data", str(small()))
    file = table(
        "value;status;Indicator;time_period;quote;note;series;published;qualifier\n"
        "5e-05;初步;share;2022;q;n;海淀;2023-01-05;约\n"
    )
    assert run("import", file, "--yes", *data).code == 0
    (row,) = run("history", "-O", "json", *data).json
    assert (row["value"], row["status"], row["quote"], row["note"]) == (0.00005, "provisional", "q", "n")
    assert (row["series"], row["published"], row["qualifier"]) == ("海淀", "2023-01-05", "about")


def test_any_bad_row_and_nothing_is_stored(run: Run, small: Make, table: Callable[..., str]) -> None:
    data = ("--data", str(small()))
    file = table(
        "indicator,time_period,value,status\nstock,2022,5,\nstok,2022,5,\nstock,2099,5,\nstock,2022,5%,\nstock,2022,5,odd\n,2022,1,\n"
    )
    ran = run("import", file, "--yes", *data)
    assert ran.code == 1 and ran.err.splitlines() == [
        "note: 1 row without a source; check --strict will list what stands",
        "line 3: there is no indicator 'stok' (did you mean stock?)",
        "line 4: the period 2099 has not begun",
        "line 5: wrong unit: Stock is counted in pieces (件), not '%' (a bare number is taken in pieces)",
        "line 6: there is no status 'odd'",
        "line 7: no indicator",
        "5 rows rejected, nothing is stored",
    ]
    assert values(run, *data) == []


def test_looking_first_and_asking(run: Run, small: Make, table: Callable[..., str]) -> None:
    data = ("--data", str(small()))
    file = table("indicator,time_period,value,other\nstock,2022,5,\n")
    dry = run("import", file, "--dry-run", *data)
    assert dry.code == 0 and "nothing is stored" in dry.out and "note: columns not used: other\n" in dry.err
    asked = run("import", file, *data)
    assert asked.code == 2 and "1 row will be stored" in asked.err and values(run, *data) == []


def test_a_value_that_can_hardly_be_right_is_told(run: Run, small: Make, table: Callable[..., str]) -> None:
    data = ("--data", str(small()))
    ran = run(
        "import", table("indicator,time_period,value\nshare,2022,101\nstock,2022,-3\nplace,2022,0\n"), "--yes", *data
    )
    assert ran.code == 1 and ran.err.splitlines()[1:] == [
        "note: line 2: 101 lies beyond the natural limit 100",
        "note: line 3: a count is not negative: -3",
        "line 4: a rank is a whole number from 1, not 0",
        "1 row rejected, nothing is stored",
    ]


def test_a_jump_between_rows_of_one_table_is_told(run: Run, small: Make, table: Callable[..., str]) -> None:
    data = ("--data", str(small()))
    file = table("indicator,time_period,value,source\nstock,2022,120,s\nstock,2023,1300,s\nstock,2022,125,s\n")
    ran = run("import", file, "--yes", *data)
    assert ran.code == 0 and ran.err.splitlines() == [
        "note: line 3: this differs from the one before by ten times or more (2022: 120 → 2023: 1,300)",
        "note: line 4: two values for 2022 (120, 125); the last one stands",
    ]


def test_words_that_say_otherwise_are_told(run: Run, small: Make, table: Callable[..., str]) -> None:
    data = ("--data", str(small()))
    ran = run(
        "import", table("indicator,time_period,value,source,quote\nstock,2022,260,s,2022年达269件\n"), "--yes", *data
    )
    assert ran.code == 0 and ran.err == "note: line 2: the quote reads 269, the record says 260\n"


def test_of_two_values_of_a_period_the_later_line_stands(run: Run, small: Make, table: Callable[..., str]) -> None:
    data = ("--data", str(small()))
    file = table("indicator,time_period,value,source\n" + "".join(f"stock,2022,{n},s{n}\n" for n in range(1, 9)))
    assert run("import", file, "--yes", *data).code == 0
    stands = [row["value"] for row in run("history", "-O", "json", *data).json if row["standing"] == "stands"]
    assert stands == [8]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"), ("indicator,time_period,value\n", "there are headings and no row"),
        ("indicator,value\nstock,5\n", "columns are missing: time_period"),
        ("indicator,time_period,period,value\n", "two columns mean period: 'period'"),
        ("indicator,time_period,value\n\0", "is not a text file"),
    ],
)  # fmt: skip
def test_files_that_are_no_table(run: Run, small: Make, table: Callable[..., str], text: str, message: str) -> None:
    ran = run("import", table(text), "--yes", "--data", str(small()))
    assert ran.code == 2 and message in ran.err
    assert run("import", "/no/such.csv", "--data", str(small())).err.startswith("error: cannot read /no/such.csv")


def test_a_correction_by_table_moments_after_another_stands(
    run: Run, small: Make, table: Callable[..., str], tmp_path: Path
) -> None:
    """As with `record`: clocks of two who work together differ by seconds."""
    data = ("--data", str(small()))
    run("record", "stock", "120", "--period", "2022", *data)
    store = open_store(str(tmp_path / "small" / "actuals.db"))
    soon = stamp(datetime.now(UTC) + timedelta(seconds=30))
    store.add([store.all()[0]._replace(id="soon", value=Decimal(130), recorded_at=soon)])
    ran = run("import", table("indicator,time_period,value,source\nstock,2022,140,s\nstock,2022,150,s\n"), "--yes", *data)  # fmt: skip
    assert ran.code == 0, ran.err
    stands = [row["value"] for row in run("history", "-O", "json", *data).json if row["standing"] == "stands"]
    assert stands == [150]
