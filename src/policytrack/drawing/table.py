"""A table as a value: what every list command returns and every renderer draws."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from policytrack.decimals import digits
from policytrack.text import Lang, Text


class Numeral(NamedTuple):
    """A number with its words. People read `text`: ≥300家 (2027年).

    A spreadsheet holds the number with the words of `bare` around it (≥300; the unit has a column of its own) and
    `when` beside it. Of a share (59.1%) `number` is the fraction. None: the words are not those of a single number.
    """

    number: Decimal | None
    text: Text
    bare: Text
    when: Text | None = None
    is_share: bool = False


Cell = Text | Numeral | str | Decimal | int | None


class Column(NamedTuple):
    """A heading. Numbers stand on the right; `keep` is not broken over lines; a narrow screen leaves `spare` out.

    The figures of a `dated` column have a period beside them; what stands under `is_link` is a web address.
    """

    heading: Text
    is_number: bool = False
    keep: bool = False
    spare: bool = False
    dated: bool = False
    is_link: bool = False


class Table(NamedTuple):
    """Columns, rows of cells, and the same rows as JSON records."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    records: list[dict[str, Any]]
    title: Text | None = None


def cell(content: Cell, lang: Lang) -> str:
    """A cell as text."""
    if content is None:
        return ""
    if isinstance(content, Text):
        return content.to(lang)
    if isinstance(content, Numeral):
        return content.text.to(lang)
    return digits(content) if isinstance(content, Decimal) else str(content)


def made_table(
    columns: Iterable[Column | Text], rows: Iterable[tuple[Cell, ...]], records: list[dict[str, Any]]
) -> Table:
    """A table from headings and rows."""
    made = tuple(column if isinstance(column, Column) else Column(column) for column in columns)
    return Table(made, tuple(rows), records)
