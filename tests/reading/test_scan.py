"""`sources scan`: every quantity of a text, how it reads, and what accounts for it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.reading.document.scan import quantities
from tests.conftest import Run
from tests.linjiang import FIGURES, PLAN, register

Make = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("到2025年,达300家。", "300 家 at_least 2025 level target"), ("力争超过1.2萬億元", "12000 亿元 more_than None level target"),
        ("劳动生产率超过40万元/人", "40 万元/人 more_than None level target"), ("到2027年专利申请达到1.2万件", "12000 件 at_least 2027 level target"),
        ("初步形成2-3个集群", "2-3 个 between None level target"), ("建成十六个分园", "16 个 at_least None level target"),
        ("年均增速保持在7.5%左右", "7.5 % about None average_growth target"), ("比2020年提高5个百分点", "5 个百分点 at_least None change target"),
        ("目前已有百余人", "100 人 at_least None level observation"), ("累计培养硕士30名", "30 名 at_least None cumulative target"),
        ("实现事项全覆盖", "100 全覆盖 at_least None level target"), ("实现千万级接入", "10000000 级 at_least None level target"),
    ],
)  # fmt: skip
def test_what_a_quantity_says(text: str, told: str) -> None:
    task = "《规划》\n一、重点任务\n" + text
    (one,) = [found for found in quantities(task, ["万元/人"]) if found.passed is None]
    value = f"{one.value.normalize():f}" + ("" if one.upper is None else f"-{one.upper.normalize():f}")
    assert f"{value} {one.unit} {one.comparator} {one.year} {one.measure} {one.reads_as}" == told


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("2025年", "year"), ("2018-2022年", "year year"), ("2021至2025年", "year year"), ("3月5日", "date date"), ("京科国发〔2024〕247号", "year number"),
        ("第3批", "number"), ("第二十届", "number"), ("(12)总体要求", "number"), ("5G和Q1区", "name name"), ("“1+6”政策", "name name"), ("“世界500强”", "name"),
        ("每万人", "name"), ("一批项目", "article"), ("http://a.cn/182684/index", "number"), ("零部件", ""), ("一带一路", ""), ("百姓", ""),
    ],
)  # fmt: skip
def test_what_is_passed_by(text: str, reasons: str) -> None:
    found = quantities(text, [])
    assert all(one.passed for one in found) and " ".join(one.passed or "" for one in found) == reasons


@pytest.mark.parametrize(
    ("text", "told"),
    [("The city is to have 300 foreign-invested R&D centres by 2027.", "300 centres 2027"), ("over 7.2 trillion yuan", "7200000000000 yuan None"),
     ("约三分之一", "33.3333 % None"), ("at least 12,000 applications", "12000 applications None")],
)  # fmt: skip
def test_fractions_and_plain_english(text: str, told: str) -> None:
    (one,) = [found for found in quantities(text, ["centres", "applications"]) if found.passed is None]
    assert f"{one.value.normalize():f} {one.unit} {one.year}" == told


TABLE = """表1 主要指标
序号 指标 单位 2020年 2025年 属性
1 研发经费投入强度 % 6.44 6左右 预期性
2 技术合同成交额 亿元 6316.2 8000 预期性
3 国家高新技术企业(家) 28000 30,000 约束性

2020年以来,已有12家。
"""


def test_columns_of_years() -> None:
    found = [one for one in quantities(TABLE, []) if one.passed is None]
    told = [(f"{one.value.normalize():f}", one.unit, one.year, one.reads_as, one.comparator) for one in found]
    assert told == [
        ("6.44", "%", 2020, "observation", "at_least"), ("6", "%", 2025, "target", "about"),
        ("6316.2", "亿元", 2020, "observation", "at_least"), ("8000", "亿元", 2025, "target", "at_least"),
        ("28000", "家", 2020, "observation", "at_least"), ("30000", "家", 2025, "target", "at_least"),
        ("12", "家", None, "observation", "at_least"),
    ]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "plan.txt"
    place.write_text("到2025年,\n达300件。\n另有20家。另有20家。\n", encoding="utf-8")
    return place


def test_what_nothing_accounts_for(run: Run, small: Make, file: Path) -> None:
    figures = "figures:\n  - {quote: 另有20家, class: context}\n"
    folder = small(sources={"doc": "id: doc\nkind: plan\ntitle: 规划\npublisher: 市\nissued: 2021-01-01\n" + figures})
    data = ("--data", str(folder))
    assert "no text is attached to doc" in run("sources", "scan", "doc", *data).err
    run("sources", "attach", "doc", str(file), *data)
    ran = run("sources", "scan", "doc", "-O", "json", *data)
    assert ran.code == 1  # words that stand twice account for nothing, unless they say so
    assert [(row["line"], row["text"], row["accounted_by"]) for row in ran.json] == [
        (2, "300件", "p/stock"), (3, "20家", None), (3, "20家", None),
    ]  # fmt: skip
    assert "3 quantities, 2 unaccounted; 1 years" in ran.err
    (folder / "sources" / "doc.yaml").write_text(
        (folder / "sources" / "doc.yaml")
        .read_text(encoding="utf-8")
        .replace("class: context", "class: context, occurrences: 2"),
        encoding="utf-8",
    )
    ran = run("sources", "scan", "doc", "--lang", "zh", *data)
    assert ran.code == 0 and "未登记0个" in ran.err and "context" in ran.out


def test_a_plan_outside_the_register(run: Run, small: Make, file: Path) -> None:
    ran = run("sources", "scan", str(file), "-O", "json", "--data", str(small()))
    assert ran.code == 1 and {row["accounted_by"] for row in ran.json} == {None}
    assert set(ran.json[0]) == {
        "line", "column", "text", "sentence", "value", "upper", "unit", "comparator", "year", "measure", "reads_as", "accounted_by"
    }  # fmt: skip


def test_nothing_is_overlooked_in_the_bundled_documents(run: Run, shared: Path) -> None:
    for text in sorted((shared / "sources").glob("*.txt")):
        ran = run("sources", "scan", str(text), "-O", "json")
        assert ran.code == 0, (text.stem, [row for row in ran.json if row["accounted_by"] is None])
    targets = {one["id"] for one in run("targets list -O json").json if one["value"] is not None}
    found = {
        row["accounted_by"]
        for text in (shared / "sources").glob("*.txt")
        for row in run("sources", "scan", str(text), "-O", "json").json
    }
    assert targets <= found  # every number of a target is seen, and seen to be its own


def test_nothing_is_overlooked_in_an_invented_plan(run: Run, tmp_path: Path) -> None:
    data = ("--data", str(register(tmp_path)))
    ran = run("sources", "scan", str(PLAN), "-O", "json", *data)
    assert ran.code == 0, [row for row in ran.json if row["accounted_by"] is None]
    listed = run("targets", "list", "--plan", "lj30", "-O", "json", *data).json
    targets = {one["id"] for one in listed if one["comparator"] not in {"increase", "decrease"}}
    found = {row["accounted_by"] for row in ran.json}
    assert len(targets) == 12 and targets <= found  # every number of a target is seen, and seen to be its own
    assert len(ran.json) == 31


@pytest.mark.parametrize("words", FIGURES)
def test_a_number_that_nobody_registered_is_seen(run: Run, tmp_path: Path, words: str) -> None:
    folder = register(tmp_path)
    file = folder / "sources" / "lj-plan-30.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if words not in line), encoding="utf-8")
    ran = run("sources", "scan", str(PLAN), "-O", "json", "--data", str(folder))
    assert ran.code == 1
    left = [row["text"] for row in ran.json if row["accounted_by"] is None]
    assert left and all(one in words for one in left)


@given(st.text("0123456789零一二三十百千万亿余多年月日个家%亿元级首位全覆盖“”第-—/.,。\n ab", max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    for one in quantities(text, ["亿元", "家"]):
        assert text[one.start : one.end] == one.text and one.value.is_finite()


@pytest.mark.parametrize(
    "text", ["1家" * 10_000, "“" * 50_000 + "1家", "1-" * 10_000, "http://" + "1" * 30_000, "十" * 50_000]
)
def test_long_lines_in_bounded_time(text: str) -> None:
    quantities(text, ["家"])


def test_numbers_in_cells_beside_each_other_stay_apart() -> None:
    text = "表1\n指标 单位 2020年 2025年\n企业数 家 120 150\n"
    found = [(int(one.value), one.year) for one in quantities(text, []) if one.passed is None]
    assert found == [(120, 2020), (150, 2025)]
