"""Tables as CSV and as pandas data frames. The only module that imports pandas, and only where a frame is asked for."""

import csv
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING

from policytrack import shapes
from policytrack.report import Report
from policytrack.tables import Table, cell
from policytrack.text import Lang, printable

if TYPE_CHECKING:
    from pandas import DataFrame

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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


def harmless(text: str) -> str:
    """Text that a spreadsheet shows instead of running it; a negative number stays a number."""
    if text.startswith(_FORMULA):
        try:
            float(text.rstrip("%").replace(",", ""))
        except ValueError:
            return "'" + text
    return text.replace("\0", "")


def report_frame(report: Report) -> "DataFrame":
    """The report as a data frame: a row a target, the columns of the JSON; nested ones flattened with dots."""
    from pandas import json_normalize

    return json_normalize([shapes.row(row) for row in report.rows])
