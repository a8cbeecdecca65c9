"""Files of actuals as lines of cells: CSV with the encodings and separators that people use, XLSX, JSON, packages.

Everything is bounded: bytes, lines, cells, the length of a cell, and what an archive may unpack to.
"""

import csv
import json
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from itertools import islice
from lzma import LZMAError
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from policytrack.errors import Refused
from policytrack.files import attachments, plain_file
from policytrack.formulas import unguarded
from policytrack.text import Text

LARGEST = 100_000_000  # bytes of a file, and of what a workbook unpacks to
MOST_LINES, MOST_CELLS = 1_000_000, 10_000_000
LONGEST = 32_767  # characters of a cell, as in spreadsheets
_MARKS = (",", ";", "\t")
_DAMAGE = 20  # a text with fewer characters that are UTF-8 than this for each that is not, is not UTF-8 at all


class TableFile(NamedTuple):
    """The lines of a file with their numbers, as texts that a person might have typed.

    Of a workbook: the sheet that they stand on, and those that were not read.
    """

    lines: list[tuple[int, list[str]]]
    sheet: str | None = None
    others: tuple[str, ...] = ()


def read_table(file: Path, sheet: str | None = None) -> TableFile:
    """A file's lines.

    Raises:
        Refused: the file cannot be read, is none of the kinds, or goes beyond a limit.
    """
    folder = file.parent if file.name == "datapackage.json" else file
    if (folder / "observations.csv").is_file():
        file = folder / "observations.csv"  # of a data package that is not packed
    return taken(plain_file.read_plain(file, LARGEST), str(file), sheet)


def taken(raw: bytes, name: str, sheet: str | None = None) -> TableFile:
    """As `read`, of a file's bytes; `name` is how messages call it."""
    if len(raw) > LARGEST:
        raise plain_file.too_large(Path(name), LARGEST)
    if raw.startswith(b"PK\x03\x04"):
        return _unpacked(raw, name, sheet)
    if sheet is not None:
        raise Refused(Text(f"{name} 不是工作簿,没有工作表", f"{name} is no workbook and has no sheets"))
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        zh, en = f"{name} 是旧式(.xls)或加密的工作簿", f"{name} is a workbook of the old kind (.xls) or protected"
        raise Refused(
            Text(zh, en), Text("请另存为不加密的 .xlsx 或 CSV", "save it as .xlsx or CSV, without a password")
        )
    text = _decoded(raw, name)
    if text.lstrip()[:1] in {"[", "{"}:
        return TableFile(list(_bounded(_records(text, name), name)))
    return TableFile(list(_bounded(_csv(text, name), name)))


def _bounded(found: Iterable[tuple[int, list[str]]], name: str) -> Iterator[tuple[int, list[str]]]:
    """The lines, as long as they are within the limits; empty ones are left out."""
    cells = 0
    for line, row in found:
        cells += len(row)
        if line > MOST_LINES or cells > MOST_CELLS:
            raise _too_many(name)
        if any(row):
            if max(map(len, row)) > LONGEST:
                zh, en = f"{name} 第{line}行有超过{LONGEST}字的单元格", f"{name}, line {line}: a cell is longer than"
                raise Refused(Text(zh, f"{en} {LONGEST} characters"))
            yield line, row


def _too_many(name: str) -> Refused:
    zh = f"{name} 超过{MOST_LINES:,}行或{MOST_CELLS:,}格"
    return Refused(Text(zh, f"{name} has more than {MOST_LINES:,} lines or {MOST_CELLS:,} cells"))


def _csv(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    mark, line = _delimiter(text), 1
    if text.count(mark) > MOST_CELLS:  # they may all stand on one line, which is read at once
        raise _too_many(name)
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark)
    try:
        for row in reader:
            yield line, [unguarded(cell) for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(Text(f"{name} 第{line}行无法读取:{error}", f"{name}, line {line}: {error}")) from error


def _delimiter(text: str) -> str:
    """What separates the cells: the mark that makes the most columns of one of the first lines."""

    def columns(mark: str) -> int:
        first = islice(csv.reader(StringIO(text[:100_000], newline=""), delimiter=mark), 20)
        try:
            return max(map(len, first), default=0)
        except csv.Error:
            return 0

    return max(_MARKS, key=columns)


def _decoded(raw: bytes, name: str) -> str:
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(Text(f"{name} 不是文本文件", f"{name} is not a text file"))
    _refuse_damaged(raw, name)
    text = attachments.decoded(raw)
    if text is None:
        raise Refused(Text(f"{name} 既不是UTF-8也不是GB18030", f"{name} is neither UTF-8 nor GB18030"))
    if "\0" in text:
        raise Refused(Text(f"{name} 不是文本文件", f"{name} is not a text file"))
    return text


def _refuse_damaged(raw: bytes, name: str) -> None:
    """UTF-8 with a few bytes broken would pass for GB18030, and every name in it would be another."""
    try:
        raw.decode("utf-8-sig")
        return
    except UnicodeDecodeError as error:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return
        line = raw.count(b"\n", 0, error.start) + 1
    seen = raw.decode("utf-8", errors="replace")
    broken = seen.count("\ufffd")
    if sum(one > "\x7f" for one in seen) - broken >= _DAMAGE * broken:
        zh, en = f"{name} 第{line}行的UTF-8编码已损坏", f"{name}, line {line}: the UTF-8 is damaged"
        raise Refused(Text(zh, en))


# -- JSON, as export writes it -----------------------------------------------------------------------------


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """A list of records: their keys as headings, then a line for each; numbers digit by digit."""
    try:
        found = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        reason = error.args[0] if isinstance(error, ValueError) else "nested too deeply"
        raise Refused(Text(f"{name} 不是有效的JSON:{reason}", f"{name} is not valid JSON: {reason}")) from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Refused(Text(f"{name} 应是记录的列表", f"{name} should be a list of records"))
    keys = list(dict.fromkeys(key for one in found for key in islice(one, 100)))[:100]
    yield 0, keys
    for number, one in enumerate(found, 1):
        yield number, [_written(one.get(key)) for key in keys]


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        raise Refused(Text("记录中的值应为文字或数字", "the values of a record should be texts or numbers"))
    return value.encode("utf-8", errors="replace").decode()  # \ud800 alone is no character


# -- archives: workbooks and data packages -----------------------------------------------------------------


def _unpacked(raw: bytes, name: str, sheet: str | None) -> TableFile:
    try:
        with ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > 10_000 or sum(part.file_size for part in parts) > LARGEST:
                size = LARGEST // 1_000_000
                raise Refused(Text(f"{name} 展开后超过{size} MB", f"{name} unpacks to more than {size} MB"))
            if "datapackage.json" in archive.namelist() and "observations.csv" in archive.namelist():
                return taken(archive.read("observations.csv"), f"{name}/observations.csv", sheet)
    except (BadZipFile, OSError, RuntimeError, EOFError, ValueError, zlib.error, LZMAError) as error:
        raise Refused(Text(f"{name} 已损坏:{error}", f"{name} is damaged: {error}")) from error

    from policytrack.files import spreadsheet  # and with it openpyxl

    found = spreadsheet.read_sheet(raw, name, sheet)
    return TableFile(list(_bounded(found.lines, name)), found.name, found.others)
