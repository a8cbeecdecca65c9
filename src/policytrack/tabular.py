"""Tables as CSV and as pandas data frames. The only module that imports pandas, and only where a frame is asked for."""

import csv
import re
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from policytrack import shapes
from policytrack.errors import Refused
from policytrack.report import Report
from policytrack.tables import Table, cell
from policytrack.text import Lang, Text, printable

if TYPE_CHECKING:
    from pandas import DataFrame

LARGEST = 100_000_000  # bytes
# what begins a formula, also after a line break, and full-width, as East Asian versions of Excel read it
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def to_csv(content: Table, lang: Lang) -> str:
    """A table as CSV; numbers without thousands marks, and no text that a spreadsheet would take for a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.heading.to(lang) for column in content.columns])
    for row in content.rows:
        writer.writerow(
            [format(one, "f") if isinstance(one, Decimal) else harmless(printable(cell(one, lang))) for one in row]
        )
    return out.getvalue()


def read_csv(file: Path) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file, each with the number of its first line; UTF-8 or GB18030, comma, semicolon or tab.

    Raises:
        Refused: the file cannot be read, is no text, or is larger than 100 MB.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise Refused(Text(f"{file} 超过100 MB", f"{file} is larger than 100 MB"))
        raw = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(Text(f"无法读取 {file}:{reason}", f"cannot read {file}: {reason}")) from error
    reader = csv.reader(StringIO(_decoded(raw, file), newline=""), delimiter=_delimiter(raw))
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(Text(f"{file} 第{line}行无法读取:{error}", f"{file}, line {line}: {error}")) from error
    return rows


def _decoded(raw: bytes, file: Path) -> str:
    if b"\0" in raw:
        raise Refused(Text(f"{file} 不是文本文件", f"{file} is not a text file"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(Text(f"{file} 既不是UTF-8也不是GB18030", f"{file} is neither UTF-8 nor GB18030"))


def _delimiter(raw: bytes) -> str:
    """What separates the cells of the heading line."""
    heading = raw.split(b"\n", 1)[0]
    return max((",", ";", "\t"), key=lambda mark: heading.count(mark.encode()))


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"[-+]?\d[\d,]*(\.\d+)?([eE][-+]?\d+)?%?", re.ASCII)


def harmless(text: str) -> str:
    """Text that a spreadsheet shows instead of running it; a negative number stays a number."""
    return "'" + text if text.startswith(_FORMULA) and not _number().fullmatch(text) else text


def report_frame(report: Report) -> "DataFrame":
    """The report as a data frame: a row a target, the columns of the JSON; nested ones flattened with dots."""
    from pandas import json_normalize

    return json_normalize([shapes.row(row) for row in report.rows])
