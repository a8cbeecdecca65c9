"""The report as a Word document, and the sentences that it tells results in."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from policytrack.files.workspace import find
from policytrack.reporting.query import Query
from policytrack.tracker import Tracker
from policytrack.words.narrative import in_print, paragraph
from tests.conftest import TODAY, Run
from tests.drawing.test_workbook import AS_OF, HEADERS

Make = Callable[..., Path]
TOLD = (
    "met",
    "missed",
    "reached",
    "on_track",
    "progressing",
    "lagging",
    "reversing",
    "awaiting_data",
    "no_data",
    "insufficient_data",
    "not_due",
)


def document(run: Run, tmp_path: Path, *words: str) -> Any:
    file = tmp_path / "report.docx"
    ran = run("report", *AS_OF, "-o", str(file), *words)
    assert ran.code == 0, ran.err
    return docx.Document(str(file))


def styled(made: Any, style: str) -> list[str]:
    return [one.text for one in made.paragraphs if one.style.name == style]


def test_the_annex_table_of_each_plan(run: Run, tmp_path: Path) -> None:
    made = document(run, tmp_path, "--lang", "zh")
    assert len(made.tables) == 3
    for table in made.tables:
        assert [cell.text for cell in table.rows[0].cells] == HEADERS
    (centres,) = [row for row in made.tables[2].rows if row.cells[1].text == "在京外资研发中心数量"]
    told = [cell.text for cell in centres.cells]
    assert told[:7] == [
        "3",
        "在京外资研发中心数量",
        "家",
        "",
        "107\n(2023年12月)",
        "≥300\n(2027年)",
        "221\n(2025年1月)",
    ]
    assert told[8:12] == ["73.7%", "59.1%", "27.1%", "32"] and told[14] == "▲ 符合或快于预期(截至2025年1月)"
    bands = [row.cells[0].text for row in made.tables[1].rows if len({cell.text for cell in row.cells}) == 1]
    assert bands == ["科学中心", "创新高地", "创新生态"]


def test_it_is_set_up_to_print(run: Run, tmp_path: Path) -> None:
    made = document(run, tmp_path, "--lang", "zh")
    (page,) = made.sections
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (29.7, 21.0)
    for table in made.tables:
        head, *rest = (row._tr.trPr for row in table.rows)
        assert head.find(qn("w:tblHeader")) is not None and all(one.find(qn("w:cantSplit")) is not None for one in rest)
        assert sum(column.width.cm for column in table.columns) == pytest.approx(26.1, abs=0.1)
    fields = [one.text for one in page.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"] and page.footer.paragraphs[0].text.startswith("第 ")


def test_styles_name_chinese_letters(run: Run, tmp_path: Path) -> None:
    made = document(run, tmp_path, "--lang", "zh")
    for name, letters in (
        ("Normal", "仿宋"),
        ("Title", "黑体"),
        ("Heading 1", "黑体"),
        ("Body Text", "仿宋"),
        ("Table Text", "仿宋"),
    ):
        fonts = made.styles[name].element.rPr.rFonts
        assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == (letters, "Times New Roman")
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    assert styled(made, "Heading 1") == [
        "中关村国家自主创新示范区创新引领高质量发展行动计划(2018-2022年)", "北京市“十四五”时期国际科技创新中心建设规划", "北京市科技创新国际化提升行动计划(2024-2027年)"]  # fmt: skip
    assert (made.core_properties.title, made.core_properties.language) == ("规划目标执行情况", "zh-CN")
    assert made.core_properties.created.date() == TODAY


def test_its_sources_are_numbered_and_linked(run: Run, tmp_path: Path) -> None:
    made = document(run, tmp_path, "--lang", "en", "--plan", "intl27")
    notes = styled(made, "Note")
    assert notes[0].startswith("Method: time-progress") and notes[1].startswith("The targets: Beijing Action Plan")
    assert [one.split()[0] for one in notes[2:]] == ["[1]", "[2]", "[3]"]
    cited = [row.cells[16].text for row in made.tables[0].rows[1:]]
    assert cited == ["", "", "[1]\nbase [2]", "[3]", ""]
    targets = {one.target_ref for one in made.part.rels.values() if one.is_external}
    assert targets and all(one.startswith("http") for one in targets)
    assert notes[3].endswith(next(one for one in targets if "german.beijing" in one))


def test_a_paragraph_tells_what_became_of_a_plan(run: Run, tmp_path: Path) -> None:
    stop, colon, semicolon, left, right = (chr(ord(one) + 0xFEE0) for one in ",:;()")
    (told,) = styled(document(run, tmp_path, "--lang", "zh", "--plan", "intl27"), "Body Text")
    assert told == (
        f"《北京市科技创新国际化提升行动计划{left}2024-2027年{right}》列入下表的目标共5项{stop}截至2026年11月20日其中1项可以评估。"
        f"进度符合或快于预期1项{colon}在京外资研发中心数量。"
        f"基期以来未见任何公布数据3项{colon}参与建设“一带一路”联合实验室数量、推动开展国际联合研发项目数量、进入科睿唯安Q1区科技期刊数量"
        f"{semicolon}没有数据不等于没有进展。数据不足、暂不能评估1项{colon}PCT专利申请量。有数据的2项{stop}最新值距评估日22–35个月。"
    )
    (told,) = styled(document(run, tmp_path, "--lang", "en", "--plan", "istic25", "--verdict", "missed"), "Body Text")
    assert told == (
        "Beijing's Plan for Building an International Science and Technology Innovation Centre in the 14th Five-Year Period "
        "(2021–2025): two targets of this plan are listed below; as of 20 November 2026, all of them could be assessed. "
        "Two were missed: Basic research as a share of R&D expenditure (about 16% in 2025; target: about 17% by 2025); "
        "Beijing's rank among world cities by number of unicorns (rank 3 in 2025; target: hold rank 1 through 2025). "
        "The latest values, known for two targets, are 11 months old. "
        "One verdict rests on a provisional or estimated value or on a statement, and may change: "
        "Basic research as a share of R&D expenditure."
    )


def test_several_plans_have_a_sentence_together(run: Run, tmp_path: Path) -> None:
    first, *_ = styled(document(run, tmp_path, "--lang", "en"), "Body Text")
    assert first.startswith(
        "As of 20 November 2026, the report covers 46 targets of three plans. Five could be assessed: two were met; two were missed;"
    )


def test_the_numbers_of_a_paragraph_are_those_of_the_summary(tmp_path: Path) -> None:
    tracker = Tracker(find(None, f"sqlite:///{tmp_path}/a.db", {}, tmp_path), {"HOME": str(tmp_path)})
    for method in ("open-sdg", "time-progress", "linear", "attainment"):
        for section in tracker.report(Query(date(2024, 6, 30), method=method)).sections:  # type: ignore[arg-type]
            told = re.split("有数据的|有[0-9]+项的结论", paragraph(section, date(2024, 6, 30)).zh)[0]
            counts = [int(one) for one in re.findall(r"(\d+)项(?:\(其中\d+项在允差之内\))?:", told)]
            assert counts == [count for count in map(section.summary.counts.get, TOLD) if count] and sum(counts) == len(
                section.rows
            )


def test_all_methods_parts_and_changes(run: Run, small: Make, tmp_path: Path) -> None:
    head = "id: s\nkind: statistics\ntitle: t\npublisher: p\nissued: 2024-01-01\nobservations:\n"
    lines = [f"  - {{indicator: stock, time_period: {year}, value: {value}, quote: q{part}}}\n"
             for year, value, part in ((2020, 100, ""), (2022, 150, ""), (2023, 30, ", series: 海淀"))]  # fmt: skip
    folder = small(sources={"s": head + "".join(lines)})
    made = document(
        run,
        tmp_path,
        "--data",
        str(folder),
        "--method",
        "all",
        "--series",
        "--since",
        "2022-06-30",
        "--as-of",
        "2024-06-30",
    )
    _, methods, parts, moved = made.tables
    assert [cell.text for cell in methods.rows[1].cells][-1] == "≠ the methods disagree"
    assert [cell.text for cell in parts.rows[1].cells][:4] == ["Stock", "1", "海淀", "30 pieces (2023)"]
    assert moved.rows[1].cells[0].text == "Stock" and "1 target moved since 2022-06-30" in styled(made, "Heading 1")[1]


def test_a_source_that_is_an_address_and_none(run: Run, small: Make, tmp_path: Path) -> None:
    data = ("--data", str(small()))
    run("record", "stock", "100", "--period", "2020", "--source", "https://example.org/a", *data)
    run("record", "stock", "150", "--period", "2022", *data)
    made = document(run, tmp_path, *data)
    assert styled(made, "Note")[-2:] == ["[1] no source given", "[2] https://example.org/a"]
    assert "https://example.org/a" in {one.target_ref for one in made.part.rels.values() if one.is_external}


def test_an_empty_report(run: Run, tmp_path: Path) -> None:
    made = document(run, tmp_path, "--verdict", "reversing", "--lang", "zh")
    assert not made.tables and styled(made, "Body Text") == ["没有符合条件的目标。"]


def test_word_would_open_it(run: Run, tmp_path: Path) -> None:
    """The elements of a cell's and a table's properties stand in the order that the format demands."""
    document(run, tmp_path)
    with zipfile.ZipFile(tmp_path / "report.docx") as archive:
        xml = archive.read("word/document.xml").decode()
    order = ["tcW", "gridSpan", "shd", "vAlign"]
    for inside in re.findall(r"<w:tcPr>(.*?)</w:tcPr>", xml):
        names = [name for name in re.findall(r"<w:(\w+)", inside) if name in order]
        assert names == sorted(names, key=order.index)
    for inside in re.findall(r"<w:tblPr>(.*?)</w:tblPr>", xml):
        names = re.findall(r"<w:(tblStyle|tblW|jc|tblLayout|tblCellMar|tblLook)\b", inside)
        assert names == ["tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("共5项,可评估1项:完成0项", "共5项，可评估1项：完成0项"), ("12,000件;3,000家", "12,000件；3,000家"), ("a, b: c; d (e)", "a, b: c; d (e)"),
     ("甲(乙(丙),丁)", "甲（乙（丙），丁）"), ("方法:time-progress,完成", "方法：time-progress，完成"), ("(2024-2027年)", "（2024-2027年）")],
)  # fmt: skip
def test_chinese_prose_has_full_width_stops(text: str, shown: str) -> None:
    assert in_print(text) == shown


@given(st.text(st.sampled_from("甲乙丙,;:()12ab 。"), max_size=40))
def test_printing_changes_no_letter(text: str) -> None:
    narrow = {chr(ord(mark) + 0xFEE0): mark for mark in ",;:()"}
    assert "".join(narrow.get(one, one) for one in in_print(text)) == text
