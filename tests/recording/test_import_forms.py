"""`policytrack import`: wide tables, units, what people write above and into tables, and what it says it understood."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

Make = Callable[..., Path]


@pytest.fixture
def bring(run: Run, small: Make, tmp_path: Path) -> Callable[..., object]:
    """Import a text as a file into the small workspace."""
    small()

    def go(text: str, *options: str, encoding: str = "utf-8") -> object:
        file = tmp_path / "table.csv"
        file.write_bytes(text.encode(encoding))
        return run("import", str(file), "--yes", *options, "--data", str(tmp_path / "small"))

    return go


@pytest.fixture
def stored(run: Run, tmp_path: Path) -> Callable[[], list[tuple[object, ...]]]:
    def look() -> list[tuple[object, ...]]:
        rows = run("export", "-O", "json", "--data", str(tmp_path / "small")).json
        return [(row["indicator"], row["series"], row["time_period"], row["value"], row["qualifier"]) for row in rows]

    return look


WIDE = """\
指标,单位,系列,来源,2021年,2022年底,2024-06,2023年三季度,2023年(初步)
存量,件,海淀,统计局,"1,200",1.3万件,–,,300
流量,亿元,,统计局,"8,536.9",…,n/a,超1.3万亿元,约1万
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_wide_form(bring: Callable[..., object], stored: Callable[..., object], mark: str, encoding: str) -> None:
    text = WIDE if mark == "," else WIDE.replace(",", mark).replace(f'"1{mark}200"', "1,200").replace(f'"8{mark}536.9"', '"8,536.9"')  # fmt: skip
    ran = bring(text, encoding=encoding)
    assert ran.code == 0, ran.err
    assert stored() == [
        ("stock", "海淀", "2021", 1200, "exact"), ("stock", "海淀", "2022-12", 13000, "exact"),
        ("stock", "海淀", "2023", 300, "exact"), ("flow", None, "2021", 8536.9, "exact"),
        ("flow", None, "2023-Q3", 13000, "over"), ("flow", None, "2023", 10000, "about"),
    ]  # fmt: skip
    assert "6 rows read, of 2 indicators: 6 new, 0 revisions, 0 that confirm the data files, 0 there already; 3 of parts; 4 cells without a value" in ran.out  # fmt: skip
    again = bring(text, encoding=encoding)
    assert again.code == 0 and "nothing new, nothing is changed" in again.out and len(stored()) == 6


def test_what_it_understood_is_shown(bring: Callable[..., object]) -> None:
    ran = bring("指标,来源,2023年(初步),甲\n存量,统计局,300,x\n", "--dry-run")
    assert ran.out == (
        "Column (wide form)   Meaning\n"
        "───────────────────────────────────────────────────\n"
        "指标                 indicator\n"
        "来源                 source\n"
        "2023年(初步)         values of 2023年 (provisional)\n"
        "甲                   not used\n"
        "Line   Indicator   Period   Value        Source   Outcome\n"
        "─────────────────────────────────────────────────────────\n"
        "   2   stock       2023     300 pieces   统计局   new\n"
        "1 row read, of 1 indicator: 1 new, 0 revisions, 0 that confirm the data files, 0 there already\n"
        "(dry run, nothing is stored)\n"
    )
    assert ran.err == "note: columns not used: 甲\n"


def test_every_bad_cell_is_named_and_nothing_is_stored(
    bring: Callable[..., object], stored: Callable[..., object]
) -> None:
    lines = "".join(f"stok{n},1,2\n" for n in range(30))
    ran = bring(f"indicator,2021,2022\nstock,1,2%\nstock,,\n{lines}flow,12x,2099\n")
    assert ran.code == 1 and stored() == []
    told = ran.err.splitlines()
    assert told[1] == "line 2, column '2022': wrong unit: Stock is counted in pieces (件), not '%' (a bare number is taken in pieces)"  # fmt: skip
    assert told[2].startswith("line 4: there is no indicator 'stok0' (did you mean stock?")
    assert told[31].startswith("line 33: there is no indicator 'stok29'")  # all of them, not the first twenty
    assert told[32].startswith("line 34, column '2021': wrong unit") and told[33] == "32 values rejected, nothing is stored"  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("指标,时期,数值,单位\n流量,2022,85369000,万元\n", 8536.9),
        ("指标,时期,数值(万元)\n流量,2022,85369000\n", 8536.9),
        ("指标,时期,数值\n流量(万元),2022,85369000\n", 8536.9),
        ("指标,时期,数值\n流量(万元),2022,85369000\n", 8536.9),
        ("指标,2022(万元)\n流量,85369000\n", 8536.9),
        ("表1(单位:万元)\n指标,时期,数值\n流量,2022,85369000\n", 8536.9),
        ("Table 1 (Unit: CNY 100M)\n指标,时期,数值\n流量,2022,8536.9\n", 8536.9),
        ("单位:万元、%\n指标,时期,数值\n流量,2022,8536.9\n", 8536.9),
        ("指标,时期,数值,单位\n流量,2022,8536.9亿元,万元\n", 8536.9),
        ("指标,时期,数值,单位\n占比,2022,6.58%,%\n", 6.58),
        ("指标,时期,数值,单位\n存量,2022,1.2万,件\n", 12000),
    ],
)
def test_units_are_checked_and_converted(
    bring: Callable[..., object], stored: Callable[..., object], text: str, value: float
) -> None:
    ran = bring(text)
    assert ran.code == 0, ran.err
    assert [row[3] for row in stored()] == [value]


def test_a_unit_that_does_not_fit_is_refused(bring: Callable[..., object]) -> None:
    ran = bring("指标,时期,数值,单位\n流量,2022,8536.9亿元,件\n")
    assert ran.code == 1 and "line 2: wrong unit: Flow is counted in CNY 100M (亿元), not '件'" in ran.err


def test_lines_above_the_headings_are_named(bring: Callable[..., object]) -> None:
    ran = bring("主要指标,,\n(单位:亿元),,\n\n指标,年份,数值\n流量,2022,8536.9\n注:数据为初步数,,\n")
    assert ran.code == 0
    assert ran.err.splitlines()[:3] == [
        "note: line 1 stands above the headings: '主要指标'",
        "note: line 2 stands above the headings: '(单位:亿元)'",
        "note: numbers without a unit are read in 亿元, as it says there",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("indicator,time_period,value,2021\nstock,2021,1,2\n", "columns of periods beside one of periods or values: '2021', 'time_period'"),
        ("indicator,2024,2024年\nstock,1,2\n", "two columns mean 2024: '2024年'"),
        ("indicato,2024\nstock,1\n", "columns are missing: indicator"),
        ('[{"indicator": []}]', "the values of a record should be texts or numbers"),
        ("[" * 100_000, "is not valid JSON: nested too deeply"), ("[1]", "should be a list of records"),
        ("[NaN", "is not valid JSON"),
    ],
)  # fmt: skip
def test_forms_that_are_not_clear(bring: Callable[..., object], text: str, message: str) -> None:
    ran = bring(text)
    assert ran.code == 2 and message in ran.err


@pytest.mark.parametrize("empty", ["", "-", "–", "—", "…", "...", "..", "n/a", "N/A", "暂无", " "])
def test_no_value_is_no_row(bring: Callable[..., object], stored: Callable[..., object], empty: str) -> None:
    ran = bring(f"indicator,time_period,value\nstock,2021,{empty}\nstock,2022,0\n")
    assert ran.code == 0 and "; 1 cell without a value" in ran.out
    assert stored() == [("stock", None, "2022", 0, "exact")]


@pytest.mark.parametrize(
    ("indicator", "written", "period"),
    [("stock", "2024-12-31", "2024-12"), ("stock", "2024年6月30日", "2024-06"), ("stock", "2024/2/29", "2024-02")],
)
def test_a_count_on_the_last_day_of_a_month(
    bring: Callable[..., object], stored: Callable[..., object], indicator: str, written: str, period: str
) -> None:
    assert bring(f"indicator,time_period,value\n{indicator},{written},5\n").code == 0
    assert stored()[0][2] == period


@pytest.mark.parametrize(
    ("indicator", "written"), [("flow", "2024-12-31"), ("stock", "2024-12-30"), ("stock", "2024-13-01")]
)
def test_other_days_are_no_period(bring: Callable[..., object], indicator: str, written: str) -> None:
    ran = bring(f"indicator,time_period,value\n{indicator},{written},5\n")
    assert ran.code == 1 and f"line 2: not a period: '{written}'" in ran.err


@pytest.mark.parametrize(
    ("written", "published"),
    [("2024/1/5", "2024-01-05"), ("2024年1月5日", "2024-01-05"), ("2024年1月", "2024-01"), ("2024", "2024")],
)
def test_dates_as_people_write_them(
    bring: Callable[..., object], run: Run, tmp_path: Path, written: str, published: str
) -> None:
    assert bring(f"indicator,time_period,value,published\nstock,2022,5,{written}\n").code == 0
    assert run("export", "-O", "json", "--data", str(tmp_path / "small")).json[0]["published"] == published


@pytest.mark.parametrize("written", ["2024-01-05 x", "5.1.2024", "2024-02-30", "soon"])
def test_what_is_no_date(bring: Callable[..., object], written: str) -> None:
    ran = bring(f"indicator,time_period,value,published\nstock,2022,5,{written}\n")
    assert ran.code == 1 and f"line 2: not a date: {written!r}" in ran.err


def test_several_values_of_one_period_again(bring: Callable[..., object], stored: Callable[..., object]) -> None:
    text = "indicator,time_period,value\nstock,2022,1\nstock,2022,2\nstock,2022,1\n"
    assert "1 new, 2 revisions" in bring(text).out
    assert "3 there already" in bring(text).out and len(stored()) == 3
    assert "1 revision," in bring("indicator,time_period,value\nstock,2022,2\n").out  # the last word was 1


def test_a_publisher_and_an_address_are_a_source(bring: Callable[..., object], run: Run, tmp_path: Path) -> None:
    text = "指标,年份,数值,发布机构,网址\n存量,2022,5,统计局,https://x.cn\n存量,2023,6,统计局,\n存量,2024,7,,\n"
    assert bring(text).code == 0
    rows = run("export", "-O", "json", "--data", str(tmp_path / "small")).json
    assert [row["source"] for row in rows] == ["统计局, https://x.cn", "统计局", None]


def test_standard_input(run: Run, small: Make, stored: Callable[..., object]) -> None:
    data = ("--data", str(small()))
    assert run("import", "-", "--yes", *data, typed="指标,年份,数值\n存量,2022,5\n").code == 0
    assert stored() == [("stock", None, "2022", 5, "exact")]
    asked = run("import", "-", *data, typed="指标,年份,数值\n存量,2022,6\n")
    assert asked.code == 2 and "1 row will be stored" in asked.err and len(stored()) == 1


def test_damaged_utf8_does_not_pass_for_gb18030(run: Run, small: Make, tmp_path: Path) -> None:
    raw = ("指标,年份,数值,来源\n" + "存量,2022,5,北京市统计局发布的统计公报\n" * 5).encode()
    file = tmp_path / "cut.csv"
    file.write_bytes(raw.replace("报\n".encode(), b"\xe6\n", 1))
    ran = run("import", str(file), "--yes", "--data", str(small()))
    assert ran.code == 2 and "line 2: the UTF-8 is damaged" in ran.err


def test_in_chinese(run: Run, small: Make, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("指标,2022,2023\n存量,5,–\n占比,6.58%,7\n", encoding="gbk")
    ran = run("import", str(file), "--yes", "--lang", "zh", "--data", str(small()))
    assert ran.code == 0
    assert "列(宽表)" in ran.out and "2022 的数值" in ran.out
    assert "读出3条,涉及2项指标:新增3,修订0,与数据文件一致0,已有0;无数值1格" in ran.out
    assert ran.err == "注意:3条没有来源\n"


def test_a_data_package_that_was_unpacked(run: Run, small: Make, tmp_path: Path) -> None:
    data = ("--data", str(small()))
    run("record", "stock", "120", "--period", "2022", "--note", "n", *data)
    package = tmp_path / "package"
    assert run("export", "-O", "datapackage", "-o", str(package), *data).code == 0
    for file in (package, package / "datapackage.json"):
        ran = run("import", str(file), "--dry-run", *data)
        assert ran.code == 0 and "1 there already" in ran.out
