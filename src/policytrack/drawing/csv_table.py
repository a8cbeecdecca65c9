"""Tables as CSV and as pandas data frames. The only module that imports pandas, and only where a frame is asked for."""

import csv
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING

from policytrack.drawing.table import Table, cell
from policytrack.formulas import harmless
from policytrack.text import Lang, printable

if TYPE_CHECKING:
    pass


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
