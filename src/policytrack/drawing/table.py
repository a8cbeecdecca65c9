"""A table as a value: what every list command returns and every renderer draws."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from policytrack.decimals import digits
from policytrack.text import Lang, Text
from policytrack.words.tables.headings import HEADING


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
    Widths, cells and other code find a column by its `key`; the columns of a plain list need none.
    """

    heading: Text
    is_number: bool = False
    keep: bool = False
    spare: bool = False
    dated: bool = False
    is_link: bool = False
    key: str = ""


class Table(NamedTuple):
    """Columns, rows of cells, and the same rows as JSON records."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    records: list[dict[str, Any]]
    title: Text | None = None

    def under(self, key: str) -> tuple[Cell, ...]:
        """The cells of the column that has a key."""
        at = [column.key for column in self.columns].index(key)
        return tuple(row[at] for row in self.rows)

    def without(self, *keys: str) -> "Table":
        """The table without some columns."""
        kept = [at for at, column in enumerate(self.columns) if column.key not in keys]
        rows = tuple(tuple(row[at] for at in kept) for row in self.rows)
        return self._replace(columns=tuple(self.columns[at] for at in kept), rows=rows)


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


def keyed(key: str, **looks: bool) -> Column:
    """The column of a key, under the heading that words/tables/headings.py has for it."""
    return Column(HEADING[key], key=key, **looks)


def keyed_table(
    columns: Iterable[Column], rows: Iterable[Mapping[str, Cell]], records: list[dict[str, Any]], title: Text
) -> Table:
    """A table from rows that have their cells by key; a column that a row has no cell for is empty there."""
    kept = tuple(columns)
    return Table(kept, tuple(tuple(row.get(one.key) for one in kept) for row in rows), records, title)
