"""What is drawn in a chart, and what it is called there."""

from decimal import Decimal
from typing import TYPE_CHECKING

from policytrack.period import Period
from policytrack.text import Lang, Text, in_both
from policytrack.words.charts.magnitudes import Magnitudes
from policytrack.words.periods import period
from policytrack.words.targets import goal
from policytrack.words.terms import QUALIFIER
from policytrack.words.values import latest_value

if TYPE_CHECKING:
    from policytrack.assessing.series.points import Point
    from policytrack.reporting.report import Row


REQUIRED, LEVEL = Text("应达轨迹", "required"), Text("目标值", "the target")
SATISFIES = Text("到期时满足目标", "satisfies when due")
MILESTONE, PROJECTED = Text("年度目标", "milestone"), Text("预计", "projected")
BREAKS = Text("口径有变,前后不可比", "series breaks: not comparable")
OVER, UNDER, ABOUT = Text("超过", "over"), Text("近", "just under"), Text("约", "about")
PRELIMINARY, OBSERVED = Text("初步或估计", "provisional or estimated"), Text("实际值", "observed")
TODAY = Text("评估日", "as of")
# in the chart as a table
REQUIRED_VALUE, PROJECTED_VALUE, TARGET = (
    Text("应达值", "required"),
    Text("预计值", "projected"),
    Text("目标", "target"),
)


def observed(*, preliminary: bool, breaks: bool) -> Text:
    """What a measurement is called in the chart's table."""
    zh, en = ("实际值(初步)", "observed (provisional)") if preliminary else OBSERVED
    return Text(f"{zh},口径有变", f"{en}, series breaks") if breaks else Text(zh, en)


def caption(row: "Row", written: Magnitudes) -> Text:
    """What the vertical axis counts."""
    if row.indicator.kind == "rank":
        return Text("位次(第1位在上)", "rank (1 on top)")
    if row.result.version.transform == "average_growth":
        start = row.result.baseline
        base = in_both(lambda lang: period(start.period, lang)) if start else Text("", "")
        return Text(f"{base.zh}以来年均增长,%", f"average growth since {base.en}, % a year")
    if row.result.version.transform == "sum":
        return Text(f"累计,{written.zh.unit}", f"running total, {written.en.unit}")
    return Text(written.zh.unit, written.en.unit)


def number(point: "Point", written: Magnitudes, *, computed: bool) -> Text:
    """A measurement's number with its qualifier; `computed`: an average of several."""
    shown = written.round(point.number, Decimal(1)) if computed else written.write(point.number)
    word = QUALIFIER[("about" if point.is_vague else "exact") if computed else point.qualifier]
    return Text(word.zh + shown.zh, word.en + shown.en)


def asked(row: "Row", written: Magnitudes) -> Text:
    """The target's words, the number as the axis has it and without what the axis's caption says already."""
    version = row.result.version
    percent = row.unit.name.zh == "%" or version.transform == "average_growth"

    def write(lang: Lang) -> str:
        power, word = written.to(lang).rung(version.value or Decimal(0))
        value, upper = (
            None if number is None else number.scaleb(-power).normalize() for number in (version.value, version.upper)
        )
        mark = word or ("%" if percent else "")
        scaled = version._replace(value=value, upper=upper, transform=None)
        words = goal(scaled, row.indicator, row.unit._replace(name=Text.same(mark)), lang).strip()
        return words.replace(f" {mark}", mark) if mark else words

    return in_both(write)


def target(wanted: Text) -> Text:
    """The label of the target's level."""
    return Text(f"目标:{wanted.zh}", f"target: {wanted.en}")


def projected(level: Decimal, due: Period, written: Magnitudes, step: Decimal) -> Text:
    """The label of the level to which the pace so far leads."""
    shown = written.round(level, step)
    return Text(f"预计{period(due, 'zh')}{shown.zh}", f"projected {shown.en} in {period(due, 'en')}")


def statement(row: "Row") -> Text:
    """That the latest value was stated and not measured, and is therefore not drawn."""
    value = in_both(lambda lang: latest_value(row, lang))
    return Text(
        f"{value.zh}是表述,不是实测值,图中不画", f"{value.en} is a statement, not a measurement, and is not drawn"
    )
