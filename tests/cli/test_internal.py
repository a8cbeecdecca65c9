"""A value marked internal is refused wherever it is written, and the reason is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

Make = Callable[..., Path]
SOURCE = """\
id: s
kind: news
title: t
publisher: p
observations:
  - {indicator: share, time_period: 2021, value: 12.6, internal: false}
  - {indicator: share, time_period: 2022, value: 13.6, internal: true}
  - indicator: share
    time_period: 2023
    value: 14.6
    internal: true
"""
WHY = {
    "en": "a value marked internal may not stand in the data until policytrack can keep it out: every report would print it",
    "zh": "标有 internal 的数据暂不能收录:policytrack 尚不能将其排除,每份报告都会列出",
}
HINT = {"en": "leave out the value, or its mark", "zh": "请删去该数据或 internal 标记"}


@pytest.mark.parametrize(("lang", "error"), [("en", "error"), ("zh", "错误")])
def test_check_tells_where_it_stands(run: Run, small: Make, lang: str, error: str) -> None:
    data = ("--data", str(small(sources={"s": SOURCE})), "--lang", lang)
    ran = run("check", *data)
    assert ran.code == 1 and ran.out.splitlines() == [
        f"sources/s.yaml:7:56: {error}: {WHY[lang]} [internal-unsupported]",
        "    7 |   - {indicator: share, time_period: 2022, value: 13.6, internal: true}",
        "      |                                                        ^",
        f"  → {HINT[lang]}",
        f"sources/s.yaml:11:5: {error}: {WHY[lang]} [internal-unsupported]",
        "   11 |     internal: true",
        "      |     ^",
        f"  → {HINT[lang]}",
    ]
    found = run("check", "-O", "json", *data).json
    assert [(one["code"], one["severity"], one["line"], one["column"]) for one in found] == [
        ("internal-unsupported", "error", 7, 56), ("internal-unsupported", "error", 11, 5)]  # fmt: skip
    assert found[0]["message"] == WHY and found[0]["hint"] == HINT


@pytest.mark.parametrize("command", ["report", "export --all", "history", "record share 5 --period 2021 --yes"])
def test_no_command_loads_it(run: Run, small: Make, command: str) -> None:
    ran = run(*command.split(), "--data", str(small(sources={"s": SOURCE})))
    assert ran.code == 3 and ran.out == "" and f"sources/s.yaml:7:56  {WHY['en']}  [internal-unsupported]" in ran.err


def test_false_and_absence_are_fine(run: Run, small: Make) -> None:
    data = ("--data", str(small(sources={"s": "".join(SOURCE.splitlines(keepends=True)[:6])})))
    assert run("check", *data).code == 0
    (row,) = run("export", "--all", "-O", "json", *data).json
    assert (row["value"], row["break"], row["basis"], row["internal"]) == (12.6, None, None, None)
    assert run("export", "--all", *data).out.splitlines()[0].endswith("retraction_reason,break,basis,internal")


@pytest.mark.parametrize(
    ("lang", "row", "end"),
    [
        ("en", "line {}: {} ({})", "2 rows rejected, nothing is stored"),
        ("zh", "第{}行:{}({})", "2处不能导入,未写入任何数据"),
    ],
)
def test_a_table_so_marked_is_refused(run: Run, small: Make, tmp_path: Path, lang: str, row: str, end: str) -> None:
    data = ("--data", str(small()), "--lang", lang)
    file = tmp_path / "t.csv"
    file.write_text(
        "indicator,time_period,value,source,internal\nstock,2020,5,s,\nstock,2021,5,s,false\nstock,2022,6,s,true\nshare,2022,6,s,TRUE\nshare,2021,,s,\n"
    )
    ran = run("import", str(file), "--yes", *data)
    assert ran.code == 1
    assert ran.err.splitlines() == [row.format(4, WHY[lang], HINT[lang]), row.format(5, WHY[lang], HINT[lang]), end]
    meaning = {"en": "internal: not taken yet", "zh": "内部标记,暂不收录"}[lang]
    assert [line.split(maxsplit=1) for line in ran.out.splitlines() if line.startswith("internal ")] == [
        ["internal", meaning]
    ]
    assert run("history", "-O", "json", *data).json == []


def test_a_line_so_marked_is_refused_once(run: Run, small: Make, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("indicator,2021,2022,internal\nstock,5,6,yes\n")
    ran = run("import", str(file), "--yes", "--data", str(small()))
    assert ran.code == 1
    assert ran.err.splitlines() == [f"line 2: {WHY['en']} ({HINT['en']})", "1 value rejected, nothing is stored"]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_exported_row_so_marked_is_refused(run: Run, small: Make, tmp_path: Path, form: str) -> None:
    source = "".join(SOURCE.splitlines(keepends=True)[:6])
    data = ("--data", str(small(sources={"s": source})))
    assert run("record", "stock", "5", "--period", "2021", "--source", "s", "--yes", *data).code == 0
    file = tmp_path / f"t.{form}"
    assert run("export", "--all", "-o", str(file), *data).code == 0
    again = run("import", str(file), "--yes", *data)
    assert again.code == 0 and "2 there already" in again.out
    text = file.read_text(encoding="utf-8")
    if form == "json":
        file.write_text(json.dumps([{**one, "internal": True} for one in json.loads(text)]), encoding="utf-8")
    else:
        head, *rows = text.splitlines()
        file.write_text("\n".join([head, *(one + "true" for one in rows)]), encoding="utf-8")
    ran = run("import", str(file), "--yes", *data)
    assert ran.code == 1 and ran.err.count(f"{WHY['en']} ({HINT['en']})") == 2 and "2 rows rejected" in ran.err
