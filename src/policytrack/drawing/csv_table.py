"""Tables as CSV."""

import csv
from decimal import Decimal
from io import StringIO

from policytrack.drawing.table import Cell, Table, cell
from policytrack.formulas import guarded, is_number
from policytrack.text import Lang, printable


def to_csv(content: Table, lang: Lang) -> str:
    """A table as CSV; numbers without thousands marks, and no text that a spreadsheet would take for a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.heading.to(lang) for column in content.columns])
    writer.writerows([written(one, lang) for one in row] for row in content.rows)
    return out.getvalue()


def written(content: Cell, lang: Lang) -> str:
    """A cell as it stands in the file: what reads as a number stays one, other texts are guarded."""
    if isinstance(content, Decimal):
        return format(content, "f")
    text = printable(cell(content, lang))
    return text if is_number(text) else guarded(text)
