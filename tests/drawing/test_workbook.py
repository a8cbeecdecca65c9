"""The report as a workbook: what is in its cells, how they are formatted, and how it prints."""

import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from policytrack.decimals import digits, percent
from policytrack.drawing.office.book import number_format
from policytrack.drawing.office.looks import COLOURS
from policytrack.drawing.table import Numeral
from policytrack.model import Retraction
from policytrack.store import open_store
from policytrack.text import Text
from tests.conftest import Run
from tests.drawing.test_screen import on_a_terminal

Make = Callable[..., Path]
AS_OF = ("--as-of", "2026-11-20")
SIGNS = ("at_least", "more_than", "at_most", "less_than", "equal", "about")
HEADERS = [
    "序号", "指标名称", "单位", "指标属性", "基期值(年份)", "目标值(目标年)", "最新值(时期)", "数据状态", "完成率", "完成进度", "时间进度",
    "进度差(百分点)", "预计值", "预计实现年", "评估结论", "责任单位", "数据来源", "备注",
]  # fmt: skip


def book(run: Run, tmp_path: Path, *words: str) -> Any:
    file = tmp_path / "report.xlsx"
    ran = run("report", *AS_OF, "-o", str(file), *words)
    assert ran.code == 0, ran.err
    return openpyxl.load_workbook(file)


def rows(sheet: Worksheet, top: int = 3) -> list[dict[str, Any]]:
    """The rows below the headings, by heading; a dated column's period under its heading with a mark."""
    headings: list[str] = []
    for cell in sheet[top]:
        headings.append(str(cell.value) if cell.value is not None else f"{headings[-1]} @")
    lines = [line for line in sheet.iter_rows(min_row=top + 1) if sum(cell.value is not None for cell in line) > 1]
    return [dict(zip(headings, line, strict=True)) for line in lines]


def test_a_sheet_a_plan_in_the_annex_layout(run: Run, tmp_path: Path) -> None:
    made = book(run, tmp_path, "--lang", "zh")
    assert made.sheetnames == ["zgc22", "istic25", "intl27", "数据与来源"]
    for name in made.sheetnames[:3]:
        assert [cell.value for cell in made[name][3] if cell.value] == HEADERS
    sheet = made["istic25"]
    assert sheet["A1"].value == "北京市“十四五”时期国际科技创新中心建设规划目标执行情况"
    assert str(sheet["A2"].value).startswith("共21项指标,可评估4项:")
    below = [row[0].value for row in sheet.iter_rows() if isinstance(row[0].value, str)]
    assert [one for one in below if one in {"科学中心", "创新高地", "创新生态"}] == ["科学中心", "创新高地", "创新生态"]
    assert below[-2:] == [
        "方法:time-progress,完成进度÷时间进度;≥1 符合或快于预期,≥0.9 略慢于预期,以下为滞后",
        "评估日 2026-11-20,按目前已知的数据",
    ]


def test_numbers_are_numbers_and_read_as_in_the_json(run: Run, tmp_path: Path) -> None:
    told = {row["id"]: row for row in run("report", *AS_OF, "-O", "json").json["targets"]}["intl27/foreign-rd-centres"]
    row = rows(book(run, tmp_path, "--lang", "zh")["intl27"])[2]
    assert row["指标名称"].value == "在京外资研发中心数量" and row["单位"].value == "家"
    for heading, number, form, when in (
        ("基期值(年份)", told["baseline"]["value"], "#,##0", "(2023年12月)"),
        ("目标值(目标年)", told["value"], '"≥"#,##0;"≥"-#,##0', "(2027年)"),
        ("最新值(时期)", told["latest"]["value"], "#,##0", "(2025年1月)"),
    ):
        assert (row[heading].value, row[heading].number_format, row[f"{heading} @"].value) == (number, form, when)
    for heading, number in (
        ("完成率", told["attainment"]),
        ("完成进度", told["progress"]),
        ("时间进度", told["time_progress"]),
    ):
        assert row[heading].value == pytest.approx(number) and row[heading].number_format == "0.0%"
    assert row["进度差(百分点)"].value == 32 and row["预计值"].value == pytest.approx(told["projection"]["value"])
    assert row["预计值"].number_format == "#,##0.00"


def test_every_value_of_the_bundled_plans_is_a_number(run: Run, tmp_path: Path) -> None:
    """Only a range and a direction are no single number."""
    made = book(run, tmp_path, "--lang", "en")
    words = set()
    for name in made.sheetnames[:3]:
        for row in rows(made[name]):
            for heading in (
                "Baseline (period)",
                "Target (due)",
                "Latest (period)",
                "Attainment",
                "Progress",
                "Projected",
            ):
                if isinstance(row[heading].value, str) and row[heading].value:
                    words.add(row[heading].value)
    assert words == {"2–3 clusters", "increase (no number set)"}


def test_the_verdict_has_glyph_word_and_colour(run: Run, tmp_path: Path) -> None:
    found = {row["评估结论"].value: row["评估结论"] for row in rows(book(run, tmp_path, "--lang", "zh")["istic25"])}
    assert {"✔ 完成(初步)", "✘ 未达预期", "◷ 待数据公布(截至2024年)", "○ 暂无数据"} <= set(found)
    for word, verdict in (("✔ 完成(初步)", "met"), ("✘ 未达预期", "missed"), ("○ 暂无数据", "no_data")):
        letters, ground = COLOURS[verdict]  # type: ignore[index]
        assert found[word].font.color.rgb == "FF" + letters[1:] and found[word].fill.fgColor.rgb == "FF" + ground[1:]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("letters", "ground"), set(COLOURS.values()))
def test_colours_can_be_read(letters: str, ground: str) -> None:
    assert (luminance(ground) + 0.05) / (luminance(letters) + 0.05) >= 7


def test_it_is_set_up_to_print(run: Run, tmp_path: Path) -> None:
    for sheet in book(run, tmp_path, "--lang", "zh"):
        page = sheet.page_setup
        assert (page.orientation, page.paperSize, page.fitToWidth or 1, page.fitToHeight) == ("landscape", 9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_options.horizontalCentered
        top = 1 if sheet.title == "数据与来源" else 3
        assert sheet.print_title_rows == f"${top}:${top}" and sheet.print_area
        assert sheet.freeze_panes == ("B2" if top == 1 else "C4")
        assert sheet.oddFooter.center.text == "第 &P 页,共 &N 页"
        assert 0.3 < sheet.page_margins.left < 0.6


def test_every_vintage_stands_with_its_source_and_link(run: Run, tmp_path: Path) -> None:
    told = [row for row in run("history", "-O", "json").json if row["indicator"] == "foreign-rd-centres"]
    sheet = book(run, tmp_path, "--lang", "en")["Observations"]
    own = [row for row in rows(sheet, 1) if row["Indicator"].value == "Foreign-invested R&D centres in Beijing"]
    assert [(row["Period"].value, row["Value"].value, row["Used"].value) for row in own] == [
        (one["time_period"], one["value"], one["standing"]) for one in told
    ]
    assert all(row["Source"].value and row["Publisher"].value and row["Confidence"].value for row in own)
    linked = [row["Link"] for row in rows(sheet, 1) if row["Link"].value]
    assert len(linked) > 20 and all(
        cell.hyperlink.target == cell.value and cell.value.startswith("http") for cell in linked
    )
    assert sheet.auto_filter.ref == sheet.dimensions


def test_only_what_was_known_then(run: Run, tmp_path: Path) -> None:
    sheet = book(run, tmp_path, "--lang", "en", "--as-of", "2024-12-31", "--recorded-by", "2024-12-31")["Observations"]
    own = [row for row in rows(sheet, 1) if row["Indicator"].value == "Foreign-invested R&D centres in Beijing"]
    assert own and {str(row["Published"].value)[:4] for row in own} <= {"2023", "2024"}
    assert "2025-01" not in {row["Period"].value for row in own}


def test_a_withdrawn_value_is_there_with_its_reason(run: Run, small: Make, tmp_path: Path) -> None:
    data = ("--data", str(small()))
    run("record", "stock", "1.2万件", "--period", "2022", "--source", "https://example.org/a", "--by", "me", *data)
    (row,) = run("history", "-O", "json", *data).json
    run("retract", row["id"], "--reason", "typo", *data)
    made = book(run, tmp_path, *data)
    (one,) = rows(made["Observations"], 1)
    assert (one["Value"].value, one["Used"].value, one["Remarks"].value) == (12000, "retracted", "retracted: typo")
    assert one["Link"].hyperlink.target == "https://example.org/a" and str(one["Recorded"].value).endswith(" me")


def test_what_was_withdrawn_later_stood_then(run: Run, small: Make, tmp_path: Path) -> None:
    data = ("--data", str(small()))
    run("record", "stock", "120", "--period", "2022", "--source", "s", *data)
    place = tmp_path / "small" / "actuals.db"
    (row,) = open_store(str(place)).all()
    place.unlink()
    gone = Retraction("typo", "2024-01-01T00:00:00.000000Z", "me")
    then = row._replace(recorded_at="2023-01-01T00:00:00.000000Z", retraction=gone)
    open_store(str(place)).add([then])
    for day, word in (("2023-06-30", "stands"), ("2024-06-30", "retracted")):
        made = book(run, tmp_path, "--as-of", day, "--recorded-by", day, *data)
        assert [one["Used"].value for one in rows(made["Observations"], 1)] == [word]


def test_all_methods_parts_and_changes(run: Run, small: Make, tmp_path: Path) -> None:
    head = "id: s\nkind: statistics\ntitle: t\npublisher: p\nissued: 2024-01-01\nobservations:\n"
    lines = [f"  - {{indicator: stock, time_period: {year}, value: {value}, quote: q{part}}}\n"
             for year, value, part in ((2020, 100, ""), (2022, 150, ""), (2023, 30, ", series: 海淀"), (2023, 60, ", series: 昌平"))]  # fmt: skip
    folder = small(sources={"s": head + "".join(lines)})
    words = (
        "--data",
        str(folder),
        "--method",
        "all",
        "--series",
        "--since",
        "2022-06-30",
        "--as-of",
        "2024-06-30",
        "--lang",
        "zh",
    )
    made = book(run, tmp_path, *words)
    assert made.sheetnames == ["p", "分项", "变化", "数据与来源"]
    (row,) = rows(made["p"])
    told = run("report", "-O", "json", *words).json["targets"][0]["methods"]
    assert (
        row["评估结论(open-sdg)"].value == f"◆ 略慢于预期 {told['open-sdg']['ratio']:.2f}"
        and row["评估结论(attainment)"].value == "– 未到期"
    )
    assert row["各方法一致"].value == "≠ 各方法的结论不一致"
    assert [(one["名次"].value, one["分项"].value, one["最新值(时期)"].value, one["最新值(时期) @"].value) for one in rows(made["分项"], 1)] == [
        (1, "昌平", 60, "(2023年)"), (2, "海淀", 30, "(2023年)")]  # fmt: skip
    assert made["变化"]["A1"].value == "2022-06-30 以来有1项变化(与当日及当日已知的数据相比)"
    assert [one["指标名称"].value for one in rows(made["变化"], 2)] == ["存量"]
    assert "* 方法:time-progress" in "".join(str(line[0].value) for line in made["p"].iter_rows())


@pytest.mark.parametrize(
    ("plan", "name"), [("history", "history-2"), ("p" * 60, "p" * 28), ("observations", "observations")]
)
def test_sheets_are_named_as_excel_allows(run: Run, small: Make, tmp_path: Path, plan: str, name: str) -> None:
    change = {"{id: p, title": f"{{id: {plan}, title", "p/stock, plan: p,": f"{plan}/stock, plan: {plan},"}
    made = book(run, tmp_path, "--data", str(small(change)), "--lang", "en")
    assert made.sheetnames == [name, "Observations" if name != "observations" else "Observations-2"]


def test_an_empty_report(run: Run, tmp_path: Path) -> None:
    made = book(run, tmp_path, "--verdict", "reversing", "--lang", "zh")
    assert (
        made.sheetnames == ["policytrack", "数据与来源"] and made["policytrack"]["A1"].value == "没有符合条件的目标。"
    )


@pytest.mark.parametrize(
    ("number", "words", "form"),
    [("300", "≥300", '"≥"#,##0;"≥"-#,##0'), ("-3.50", "-3.50", "#,##0.00"), ("6", "约6", '"约"#,##0;"约"-#,##0'), ("7.5", "7.5%", '#,##0.0"%"'),
     ("2", "2–3", None), ("1E+25", "1.000E+25", None), ("1234567890123456", "1,234,567,890,123,456", None), ("5", "6", None),
     ("100", 'all "100"', None), ("0.065", "≤ 0.065", '"≤ "#,##0.000;"≤ "-#,##0.000'), ("1", "增加(未设数值)", None)],
)  # fmt: skip
def test_the_format_that_shows_a_number_in_its_words(number: str, words: str, form: str | None) -> None:
    assert number_format(Numeral(Decimal(number), Text.same(words), Text.same(words)), "en") == form


@given(st.decimals(-(10**9), 10**9, places=3, allow_nan=False))
def test_a_format_never_shows_other_digits(number: Decimal) -> None:
    words = Text.same(digits(number))
    assert number_format(Numeral(number, words, words), "en") == "#,##0.000"
    share = Text.same(percent(number))
    assert number_format(Numeral(number, share, share, is_share=True), "en") == "0.0%"


def test_more_formats_than_excel_takes_become_text(run: Run, small: Make, tmp_path: Path) -> None:
    """Excel repairs a file with more than 206 number formats: what needs one beyond them is written in words."""
    target = "  - {id: p/s%d, plan: p, indicator: stock, comparator: %s, value: %s, due: 2025, maintain: %s, source: {document: doc}}\n"
    asked = [
        (f"1.{'0' * zeros}1", sign, maintain) for zeros in range(13) for sign in SIGNS for maintain in ("true", "false")
    ]
    many = "".join(
        target % (n, sign, value, maintain) for n, (value, sign, maintain) in enumerate([*asked, *asked[:60]])
    )
    many += "".join(
        f"  - {{id: p/f{n}, plan: p, indicator: flow, comparator: {sign}, value: 1.{'0' * zeros}1, transform: sum, due: 2025, source: {{document: doc}}}}\n"
        for n, (zeros, sign) in enumerate((zeros, sign) for zeros in range(13) for sign in SIGNS)
    )
    found = [
        row["目标值(目标年)"] for row in rows(book(run, tmp_path, "--data", str(small(more=many)), "--lang", "zh")["p"])
    ]
    formats = {cell.number_format for cell in found if not isinstance(cell.value, str)}
    in_words = [cell.value for cell in found if isinstance(cell.value, str)]
    assert 150 < len(formats) <= 180 and len(in_words) > 20 and all("1.0" in one or "1.1" in one for one in in_words)


def test_the_same_report_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    for file in (one, two):
        run("report", *AS_OF, "--plan", "intl27", "-o", str(file))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_file_of_bytes_is_not_printed_on_a_terminal(tmp_path: Path, kind: str) -> None:
    code, seen = on_a_terminal(tmp_path, "report", "-O", kind)
    assert code == 2
    assert seen == f"error: {kind} cannot be shown on a terminal\nhint: name a file: -o report.{kind}\n"


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_to_a_pipe(run: Run, kind: str) -> None:
    from typer.testing import CliRunner

    from policytrack.cli.app import app

    result = CliRunner().invoke(app, ["report", "--plan", "intl27", "-O", kind])
    assert result.exit_code == 0 and result.stdout_bytes.startswith(b"PK\x03\x04")


@pytest.mark.parametrize(("kind", "package", "extra"), [("xlsx", "xlsxwriter", "sheets"), ("docx", "docx", "word")])
def test_without_the_package(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, package: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    file = tmp_path / f"r.{kind}"
    ran = run("report", "-o", str(file), "--lang", "en")
    assert ran.code == 2 and not file.exists()
    assert ran.err == f"error: what writes {kind} is not installed\nhint: pip install 'policytrack[{extra}]'\n"
    assert f"错误:没有安装写 {kind} 所需的组件\n" in run("report", "-o", str(file), "--lang", "zh").err


def test_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("report", "-o", str(tmp_path / "no" / "r.xlsx"))
    assert ran.code == 2 and f"cannot write {tmp_path}/no/r.xlsx: No such file or directory" in ran.err


def test_only_the_report_writes_them(run: Run, tmp_path: Path) -> None:
    ran = run("targets", "list", "-o", str(tmp_path / "t.xlsx"))
    assert (
        ran.code == 2
        and ran.err == "error: this command does not write xlsx\nhint: it writes table, json, csv, markdown\n"
    )
    assert "'xlsx' is not one of" in run("targets", "list", "-O", "xlsx").err
