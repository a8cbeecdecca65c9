"""`policytrack import` of XLSX: numbers as they were typed and shown, dates, sheets, formulas, and files that are none."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from tests.conftest import Run

Make = Callable[..., Path]
Write = Callable[..., Any]


@pytest.fixture
def bring(run: Run, small: Make, tmp_path: Path) -> Write:
    """Write rows into a workbook and import it; a cell may be (value, number format)."""
    small()

    def go(rows: list[list[Any]], *options: str, change: Callable[[Any], None] | None = None) -> Any:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([one[0] if isinstance(one, tuple) else one for one in row])
            for at, one in enumerate(row, 1):
                if isinstance(one, tuple):
                    book.active.cell(book.active.max_row, at).number_format = one[1]
        if change:
            change(book)
        book.save(tmp_path / "table.xlsx")
        return run("import", str(tmp_path / "table.xlsx"), "--yes", *options, "--data", str(tmp_path / "small"))

    return go


@pytest.fixture
def stored(run: Run, tmp_path: Path) -> Callable[[], list[tuple[Any, ...]]]:
    def look() -> list[tuple[Any, ...]]:
        text = run("export", "--data", str(tmp_path / "small")).out
        return [tuple(line.split(",")[1:5]) for line in text.splitlines()[1:]]

    return look


@pytest.mark.parametrize(
    ("indicator", "cell", "value"),
    [
        ("share", 6.58, "6.58"), ("share", (0.0658, "0.00%"), "6.58"), ("share", (0.0658, "0%"), "6.58"),
        ("share", (6.58, '0.00"%"'), "6.58"), ("share", (-0.01, '0.0%;[Red]-0.0%'), "-1"), ("share", "6.58%", "6.58"),
        ("share", 0.1 + 0.2, "0.3"), ("share", (0.07, "0.00%"), "7"), ("stock", 300, "300"), ("stock", (12000, "#,##0"), "12000"),
        ("flow", (8536.9, '#,##0.0"亿元"'), "8536.9"), ("flow", 1e-7, "0.0000001"), ("flow", (12345, '0!.0,"万"'), "12345"),
        ("flow", 123456789012345, "123456789012345"),
    ],
)  # fmt: skip
def test_numbers_as_typed_and_shown(bring: Write, stored: Write, indicator: str, cell: Any, value: str) -> None:
    ran = bring([["指标", "时期", "数值"], [indicator, 2022, cell]])
    assert ran.code == 0, ran.err
    assert stored() == [(indicator, "", "2022", value)]


def test_a_percentage_of_what_is_no_share_is_refused(bring: Write) -> None:
    ran = bring([["指标", "时期", "数值"], ["stock", 2022, (0.5, "0%")]])
    assert ran.code == 1 and "line 2: wrong unit: Stock is counted in pieces (件), not '%'" in ran.err


def test_wide_with_titles_merged_cells_dates_and_gaps(bring: Write, stored: Write) -> None:
    def merge(book: Any) -> None:
        book.active.merge_cells("A1:E1")

    ran = bring(
        [["表1 主要指标"], [], ["指标", 2021, "2022年底", (date(2024, 6, 1), "yyyy-mm"), (date(2023, 12, 31), "yyyy/m/d")],
         ["存量", 100, None, 7, 8], ["占比", (0.05, "0.0%"), None, None, None], [None], ["注:初步数"]],
        change=merge,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert stored() == [("stock", "", "2021", "100"), ("stock", "", "2024-06", "7"), ("stock", "", "2023-12", "8"), ("share", "", "2021", "5")]  # fmt: skip
    assert "line 1 stands above the headings: '表1 主要指标'" in ran.err


@pytest.mark.parametrize(("form", "period"), [("yyyy", "2022"), ("mmm-yy", "2022-03"), ('yyyy"年"m"月"', "2022-03")])
def test_dates_as_far_as_they_are_shown(bring: Write, stored: Write, form: str, period: str) -> None:
    assert bring([["指标", "时期", "数值"], ["stock", (date(2022, 3, 1), form), 5]]).code == 0
    assert stored()[0][2] == period


def test_sheets(bring: Write, stored: Write) -> None:
    def add(book: Any) -> None:
        book.create_sheet("甲", 0)  # empty
        for value, name in ((1, "乙"), (2, "丙")):
            book.create_sheet(name)
            for row in (["指标", "时期", "数值"], ["stock", 2022, value]):
                book[name].append(row)
        book["乙"].sheet_state = "hidden"
        book["Sheet"].sheet_state = "hidden"

    ran = bring([["x"]], change=add)
    assert ran.code == 0 and stored()[-1] == ("stock", "", "2022", "2")
    assert "only the sheet '丙' is read, not '甲', 'Sheet', '乙' (--sheet chooses)" in ran.err
    assert bring([["x"]], "--sheet", "乙", change=add).code == 0 and stored()[-1] == ("stock", "", "2022", "1")
    ran = bring([["x"]], "--sheet", "丁", change=add)
    assert ran.code == 2 and "has no sheet '丁'" in ran.err and "there are '甲', 'Sheet', '乙', '丙'" in ran.err


def test_a_formula_without_its_result_is_no_empty_cell(bring: Write) -> None:
    ran = bring([["指标", "时期", "数值"], ["stock", 2022, "=1+1"]])
    assert ran.code == 2 and "line 2: a formula has no computed value" in ran.err


def test_a_formula_with_its_result(run: Run, bring: Write, stored: Write, tmp_path: Path) -> None:
    bring([["指标", "时期", "数值"], ["stock", 2022, "=1+1"]], "--dry-run")
    repack(tmp_path / "table.xlsx", lambda _, raw: raw.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))  # fmt: skip
    assert run("import", str(tmp_path / "table.xlsx"), "--yes", "--data", str(tmp_path / "small")).code == 0
    assert stored() == [("stock", "", "2022", "2")]


def repack(file: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Change the parts of a workbook."""
    with ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name, change(name, raw))


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]>"
)


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        ("sheet1.xml", lambda raw: raw + b" " * 120_000_000, "unpacks to more than 100 MB"),
        ("sheet1.xml", lambda raw: raw[:200], "cannot be read"),
        ("sheet1.xml", lambda raw: raw.replace(b"<worksheet", BOMB + b"<worksheet", 1).replace(b"stock", b"&m;"), "cannot be read"),
        ("sheet1.xml", lambda raw: raw.replace(b'r="2"', b'r="999999999"'), "the sheet is too large"),
        ("workbook.xml", lambda _: b"", "cannot be read"),
        ("[Content_Types].xml", lambda raw: raw + b"x", "cannot be read"),
    ],
)  # fmt: skip
def test_hostile_workbooks(
    run: Run, bring: Write, tmp_path: Path, part: str, change: Callable[[bytes], bytes], message: str
) -> None:
    bring([["指标", "时期", "数值"], ["stock", 2022, 5]], "--dry-run")
    file = tmp_path / "table.xlsx"

    def inline(name: str, raw: bytes) -> bytes:
        raw = raw.replace(b't="s"><v>3</v>', b't="str"><v>stock</v>')  # so that the entity stands in the sheet
        return change(raw) if name.endswith(part) else raw

    repack(file, inline)
    ran = run("import", str(file), "--yes", "--data", str(tmp_path / "small"))
    assert ran.code == 2 and message in ran.err, ran.err


def test_a_sheet_that_claims_to_be_endless(run: Run, bring: Write, stored: Write, tmp_path: Path) -> None:
    bring([["指标", "时期", "数值"], ["stock", 2022, 5]], "--dry-run")
    repack(tmp_path / "table.xlsx", lambda _, raw: raw.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"'))
    assert run("import", str(tmp_path / "table.xlsx"), "--yes", "--data", str(tmp_path / "small")).code == 0
    assert stored() == [("stock", "", "2022", "5")]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"PK\x03\x04 and no more", "is damaged: File is not a zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a workbook of the old kind (.xls) or protected"),
    ],
)
def test_files_that_are_no_workbook(run: Run, small: Make, tmp_path: Path, raw: bytes, message: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(raw)
    ran = run("import", str(tmp_path / "x.xlsx"), "--yes", "--data", str(small()))
    assert ran.code == 2 and message in ran.err


def test_a_sheet_of_a_csv_file(run: Run, small: Make, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("indicator,2022\nstock,1\n", encoding="utf-8")
    ran = run("import", str(tmp_path / "x.csv"), "--sheet", "A", "--data", str(small()))
    assert ran.code == 2 and "is no workbook and has no sheets" in ran.err


def test_without_openpyxl_it_says_what_to_do(bring: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policytrack.files.spreadsheet._opened", refuse_to_load)
    ran = bring([["指标", "时期", "数值"], ["stock", 2022, 5]])
    assert ran.code == 2
    assert ran.err == (
        "error: openpyxl is needed to read XLSX\n"
        "hint: pip install 'policytrack[sheets]', or save it as CSV\n"
    )  # fmt: skip


def refuse_to_load(*_: Any, **__: Any) -> Any:
    raise ModuleNotFoundError("No module named 'openpyxl'", name="openpyxl")
