"""A sheet of an XLSX workbook as lines of texts, each as a person would have typed it. Only here openpyxl is imported.

openpyxl and not a faster reader: it tells a cell's number format, without which 6.58 % reads as 0.0658.
"""

import re
import warnings
from collections.abc import Container, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from policytrack.errors import Refused
from policytrack.text import Text, brief

MOST_LINES, MOST_COLUMNS = 1_048_576, 16_384  # a sheet's own limits
_MOST_STEPS = 5_000_000  # cells that are gone over, empty ones too


class Sheet(NamedTuple):
    """A sheet's name, those of the others, and its lines with their numbers."""

    name: str
    others: tuple[str, ...]
    lines: list[tuple[int, list[str]]]


def read_sheet(raw: bytes, name: str, sheet: str | None) -> Sheet:
    """A sheet, by default the first one that is visible and not empty.

    Raises:
        Refused: openpyxl is not installed, the workbook is damaged, there is no such sheet, or a formula has no result.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out: pictures, rules, headers
            return _read(raw, name, sheet)
    except Refused:
        raise
    except ImportError as error:
        zh, en = "读取XLSX需要openpyxl", "openpyxl is needed to read XLSX"
        hint = Text(
            "pip install 'policytrack[sheets]',或另存为CSV", "pip install 'policytrack[sheets]', or save it as CSV"
        )
        raise Refused(Text(zh, en), hint) from error
    except Exception as error:  # a damaged workbook fails in openpyxl in as many ways as it has parts
        reason = f"{type(error).__name__}: {error}"[:200]
        raise Refused(Text(f"{name} 无法读取:{reason}", f"{name} cannot be read: {reason}")) from error


def _read(raw: bytes, name: str, sheet: str | None) -> Sheet:
    book = _opened(raw, results=False)
    chosen = _chosen(book, name, sheet)
    formulas: set[tuple[int, int]] = set()
    lines = []
    for line, cells in _lines(book[chosen], name):
        formulas |= {(line, at) for at, cell in enumerate(cells) if cell.data_type == "f"}
        lines.append((line, [_text(cell.value, _format(cell)) for cell in cells]))
    if formulas:  # openpyxl gives the formulas or their results, not both
        lines = []
        for line, cells in _lines(_opened(raw, results=True)[chosen], name, formulas):
            lines.append((line, [_text(cell.value, _format(cell)) for cell in cells]))
    others = tuple(one.title for one in book.worksheets if one.title != chosen)
    return Sheet(chosen, others, lines)


def _opened(raw: bytes, *, results: bool) -> Any:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(raw), read_only=True, data_only=results, keep_links=False)


def _chosen(book: Any, name: str, sheet: str | None) -> str:
    names = [one.title for one in book.worksheets]
    if sheet is not None:
        if sheet in names:
            return sheet
        listed = ", ".join(map(brief, names[:20]))
        raise Refused(
            Text(f"{name} 没有工作表 {brief(sheet)}", f"{name} has no sheet {brief(sheet)}"),
            Text(f"有:{listed}", f"there are {listed}"),
        )
    for one in book.worksheets:
        if one.sheet_state == "visible" and next(_lines(one, name), None):
            return str(one.title)
    raise Refused(Text(f"{name} 是空的", f"{name} is empty"))


def _lines(sheet: Any, name: str, formulas: Container[tuple[int, int]] = ()) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The lines that hold anything. What the file says of the sheet's size is not believed."""
    sheet.reset_dimensions()
    steps = 0
    for line, cells in enumerate(sheet.iter_rows(), 1):
        steps += len(cells) + 1
        if line > MOST_LINES or len(cells) > MOST_COLUMNS or steps > _MOST_STEPS:
            raise Refused(Text(f"{name} 的工作表过大", f"{name}: the sheet is too large"))
        if formulas and any(cell.value is None and (line, at) in formulas for at, cell in enumerate(cells)):
            zh, en = f"{name} 第{line}行有未计算的公式", f"{name}, line {line}: a formula has no computed value"
            hint = Text("用表格软件打开并保存一次", "open the workbook in a spreadsheet program and save it")
            raise Refused(Text(zh, en), hint)
        if any(cell.value is not None for cell in cells):
            yield line, cells


def _format(cell: Any) -> str:
    return str(getattr(cell, "number_format", None) or "General")


def _text(value: Any, form: str) -> str:
    """A cell's content as a person would have typed what it shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, form)
    if isinstance(value, datetime | date):
        return _day(value, form)
    return str(value) if not isinstance(value, timedelta) else ""


def _number(value: int | float, form: str) -> str:
    """A number with the 15 digits that a spreadsheet shows at most; with % or a unit where it shows one."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    if not exact.is_finite() or len(str(exact)) > 60:
        return str(value)
    shown = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", form)
    if "%" in shown:
        return _plain(exact * 100) + "%"
    unit = re.fullmatch(r'[#,]*0(?:\.[0#]+)?_? ?"([^"%0-9]*)"(?:;.*)?', form)
    return _plain(exact) + (unit[1].strip() if unit else "")


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: datetime | date, form: str) -> str:
    """A date as far as its format shows it: 2024, 2024-06 or 2024-06-30."""
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", form).lower()
    if "y" in plain and "d" not in plain:
        return f"{value:%Y-%m}" if "m" in plain else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"
