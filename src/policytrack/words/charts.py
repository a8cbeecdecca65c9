"""The numbers and labels of a chart: each language writes the numbers in its own powers of ten (亿, 万; bn, k)."""

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from policytrack.decimals import EXACT
from policytrack.model import Unit
from policytrack.period import Period
from policytrack.text import LANGS, Lang, Text, in_both
from policytrack.words.periods import period
from policytrack.words.targets import goal
from policytrack.words.terms import QUALIFIER
from policytrack.words.values import latest_value

if TYPE_CHECKING:
    from policytrack.assessing.points import Point
    from policytrack.reporting.report import Row

# powers of ten, and how each language writes a number that counts them: 1.2万, 12k
_LADDERS: dict[Lang, tuple[tuple[int, str], ...]] = {
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
    "en": ((12, "tn"), (9, "bn"), (6, "M"), (3, "k")),
}
_PLAIN_UP_TO = {"zh": 4, "en": 5}  # digits: 12,000件 is 1.2万件, and 12,000 applications stay what they are
LONGEST = 15  # exponents beyond which numbers are written in powers of ten
SHORT = 6  # digits


class Magnitude(NamedTuple):
    """How one language writes the numbers of an axis, in a `unit`.

    Where a number times 10 to the `power` reaches a rung of the ladder, it is written as so many of that.
    """

    power: int
    ladder: tuple[tuple[int, str], ...]
    unit: str

    def rung(self, value: Decimal) -> tuple[int, str]:
        """The power of ten that a number is divided by for writing, in the axis's own numbers, and its word."""
        size = abs(value).scaleb(self.power)
        power, word = next((rung for rung in self.ladder if size >= 10 ** rung[0]), (0, ""))
        return power - self.power, word

    def write(self, value: Decimal) -> str:
        """A number with every digit that it has."""
        power, word = self.rung(value)
        shown = value.scaleb(-power).normalize()
        if shown and abs(shown.adjusted()) > LONGEST:
            return f"{shown:.3E}{word}"
        return format(shown + 0, ",f") + word

    def round(self, value: Decimal, step: Decimal) -> str:
        """A computed number, as precise as a hundredth of a `step`; one that is short already stays as it is."""
        if len(value.as_tuple().digits) <= SHORT:
            return self.write(value)
        last = max(step.adjusted() - 2, value.adjusted() - LONGEST)
        return self.write(value.quantize(Decimal(1).scaleb(last), context=EXACT))


class Magnitudes(NamedTuple):
    """How both languages write the numbers of an axis."""

    zh: Magnitude
    en: Magnitude

    def to(self, lang: Lang) -> Magnitude:
        """How one language does."""
        return self.zh if lang == "zh" else self.en

    def write(self, value: Decimal) -> Text:
        """A number with every digit that it has."""
        return Text(self.zh.write(value), self.en.write(value))

    def round(self, value: Decimal, step: Decimal) -> Text:
        """A computed number, as precise as a hundredth of a `step`."""
        return Text(self.zh.round(value, step), self.en.round(value, step))


def magnitudes(largest: Decimal, unit: Unit, *, scales: bool) -> Magnitudes:
    """The magnitudes of an axis that reaches to `largest`; without `scales` (shares, ranks) the unit's own."""
    return Magnitudes(
        *(_magnitude(largest, unit, lang) if scales else Magnitude(0, (), unit.name.to(lang)) for lang in LANGS)
    )


def _magnitude(largest: Decimal, unit: Unit, lang: Lang) -> Magnitude:
    own, name = _own_power(unit)
    if not own and abs(largest) < 10 ** _PLAIN_UP_TO[lang]:
        return Magnitude(0, (), unit.name.to(lang))
    return Magnitude(own, _LADDERS[lang], name.to(lang))


def _own_power(unit: Unit) -> tuple[int, Text]:
    """The power of ten that a unit such as 亿元 carries, and the unit without it."""
    if unit.factor is not None and unit.base_unit:
        for power, word in _LADDERS["zh"]:
            if unit.factor == 10**power and unit.name.zh.startswith(word):
                return power, Text(unit.name.zh.removeprefix(word), unit.base_unit)
    return 0, unit.name


# -- what is drawn -----------------------------------------------------------------------------------------

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
