"""What an import understood, as tables: what each column means, and the first values as they would be stored."""

from collections.abc import Sequence

from policytrack.decimals import digits
from policytrack.drawing.table import Cell, Column, Table, made_table
from policytrack.model import Catalogue
from policytrack.reading.headings import KEPT, MEANINGS, Heading, Layout
from policytrack.recording.batch import Taken
from policytrack.recording.proposal import Outcome
from policytrack.text import Text
from policytrack.words.amounts import value_of
from policytrack.words.periods import period

FIRST = 5
_MOST_COLUMNS = 30
_OUTCOMES: dict[Outcome, Text] = {
    "new": Text("新增", "new"),
    "unchanged": Text("已有", "there already"),
    "confirms": Text("与数据文件一致", "confirms the data files"),
    "revision": Text("修订", "revision"),
    "restored": Text("按原记录恢复", "as recorded once"),
}


def columns(layout: Layout) -> Table:
    """Each column's heading and what it was taken for."""
    named = [column for column in layout.columns if column.text]
    rows: list[tuple[Cell, ...]] = [(column.text[:60], _meaning(column)) for column in named[:_MOST_COLUMNS]]
    if len(named) > _MOST_COLUMNS:
        more = len(named) - _MOST_COLUMNS
        rows.append(("…", Text(f"另有{more}列", f"and {more} more columns")))
    form = Text("列(宽表)", "Column (wide form)") if layout.is_wide else Text("列(长表)", "Column (long form)")
    return made_table((form, Text("含义", "Meaning")), rows, [])


def _meaning(column: Heading) -> Text:
    if column.period:
        found = Text("数值", "values of")
        when = Text.same(column.period)
        text = Text(f"{when.zh} 的{found.zh}", f"{found.en} {when.en}")
    elif column.field is None:
        return Text("未使用", "not used")
    else:
        text = MEANINGS.get(column.field, KEPT)
    said = [one for one in (column.unit, column.status) if one]
    return text if not said else Text(f"{text.zh}({', '.join(said)})", f"{text.en} ({', '.join(said)})")


def first(catalogue: Catalogue, taken: Sequence[Taken]) -> Table:
    """The first values with their lines, as they would be stored."""
    rows = []
    for line, one, outcome in taken[:FIRST]:
        about, unit = catalogue.indicators.get(one.indicator), catalogue.units.get(one.unit)
        value: Cell = Text.same(f"{digits(one.value)} {one.unit}")
        if about and unit:
            value = Text(value_of(one, unit, about.kind, "zh"), value_of(one, unit, about.kind, "en"))
        when = Text(period(one.period, "zh"), period(one.period, "en"))
        rows.append((line, one.indicator, one.series, when, value, one.source, _OUTCOMES[outcome]))
    columns = (
        Column(Text("行", "Line"), is_number=True), Text("指标", "Indicator"), Text("分项", "Part"),
        Text("时期", "Period"), Text("数值", "Value"), Text("来源", "Source"), Text("结果", "Outcome"),
    )  # fmt: skip
    shown = [at for at, _ in enumerate(columns) if at != 2 or any(row[2] for row in rows)]  # no column for no parts
    return made_table([columns[at] for at in shown], [tuple(row[at] for at in shown) for row in rows], [])
