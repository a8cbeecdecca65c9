"""What an import understood, as tables: what each column means, and the first values as they would be stored."""

from collections.abc import Sequence
from functools import partial

from policytrack.drawing.table import Cell, Column, Table, made_table
from policytrack.model import Catalogue
from policytrack.reading.headings import KEPT, MEANINGS, Heading, Layout
from policytrack.recording.batch import Taken
from policytrack.text import Text, in_both
from policytrack.words import headings
from policytrack.words.periods import period
from policytrack.words.values import stated_value

FIRST = 5
_MOST_COLUMNS = 30


def columns(layout: Layout) -> Table:
    """Each column's heading and what it was taken for."""
    named = [column for column in layout.columns if column.text]
    rows: list[tuple[Cell, ...]] = [(column.text[:60], _meaning(column)) for column in named[:_MOST_COLUMNS]]
    if len(named) > _MOST_COLUMNS:
        rows.append(("…", headings.more_columns(len(named) - _MOST_COLUMNS)))
    form = headings.WIDE_FORM if layout.is_wide else headings.LONG_FORM
    return made_table((form, headings.MEANING), rows, [])


def _meaning(column: Heading) -> Text:
    if column.period:
        text = headings.values_of(column.period)
    elif column.field is None:
        return headings.UNUSED
    else:
        text = MEANINGS.get(column.field, KEPT)
    said = [one for one in (column.unit, column.status) if one]
    return headings.with_brackets(text, said) if said else text


def first(catalogue: Catalogue, taken: Sequence[Taken]) -> Table:
    """The first values with their lines, as they would be stored."""
    rows = []
    for line, one, outcome in taken[:FIRST]:
        about, unit = catalogue.indicators.get(one.indicator), catalogue.units.get(one.unit)
        value, when = stated_value(one, about, unit), in_both(partial(period, one.period))
        rows.append((line, one.indicator, one.series, when, value, one.source, headings.OUTCOMES[outcome]))
    columns = (
        Column(headings.LINE, is_number=True), headings.INDICATOR_ID, Column(headings.PART, key="part"),
        headings.PERIOD, headings.VALUE, headings.SOURCE, headings.OUTCOME,
    )  # fmt: skip
    table = made_table(columns, rows, [])
    return table if any(table.under("part")) else table.without("part")
