"""Axes: ticks at round numbers, and the power of ten in which each language writes them (亿, 万; billion, thousand)."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from policytrack.assessment import EXACT
from policytrack.model import Unit
from policytrack.text import LANGS, Lang, Text

# powers of ten, and how each language writes a number that counts them: 1.2万, 12k
_LADDERS: dict[Lang, tuple[tuple[int, str], ...]] = {
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
    "en": ((12, "tn"), (9, "bn"), (6, "M"), (3, "k")),
}
_PLAIN_UP_TO = {"zh": 4, "en": 5}  # digits: 12,000件 is 1.2万件, and 12,000 applications stay what they are
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
LONGEST = 15  # exponents beyond which numbers are written in powers of ten


class Magnitude(NamedTuple):
    """How one language writes the numbers of an axis: each times 10 to the `power`, with a `suffix`, in a `unit`."""

    power: int
    suffix: str
    unit: str

    def write(self, value: Decimal) -> str:
        """A number in this magnitude, with every digit that it has."""
        shown = value.scaleb(self.power).normalize()
        if not shown:
            return "0"
        if abs(shown.adjusted()) > LONGEST:
            return f"{shown:.3E}{self.suffix}"
        return format(shown, ",f") + self.suffix

    def round(self, value: Decimal, step: Decimal) -> str:
        """A computed number, as precise as a tenth of a `step`."""
        places = (step / 10).scaleb(self.power).adjusted()
        return self.write(value.quantize(Decimal(1).scaleb(min(places, 0) - self.power), context=EXACT))


Magnitudes = tuple[Magnitude, Magnitude]  # in Chinese and in English


def magnitudes(largest: Decimal, unit: Unit, *, scales: bool) -> Magnitudes:
    """The magnitudes of an axis that reaches to `largest`; without `scales` (shares, ranks) the unit's own."""
    zh, en = (_magnitude(largest, unit, lang) if scales else Magnitude(0, "", unit.name.to(lang)) for lang in LANGS)
    return zh, en


def _magnitude(largest: Decimal, unit: Unit, lang: Lang) -> Magnitude:
    own, name = _own_power(unit)
    size = abs(largest).scaleb(own)
    if not own and size < 10 ** _PLAIN_UP_TO[lang]:
        return Magnitude(0, "", unit.name.to(lang))
    power, suffix = next(((power, suffix) for power, suffix in _LADDERS[lang] if size >= 10**power), (0, ""))
    return Magnitude(own - power, suffix, name.to(lang))


def _own_power(unit: Unit) -> tuple[int, Text]:
    """The power of ten that a unit such as 亿元 carries, and the unit without it."""
    if unit.factor is not None and unit.base_unit:
        for power, word in _LADDERS["zh"]:
            if unit.factor == 10**power and unit.name.zh.startswith(word):
                return power, Text(unit.name.zh.removeprefix(word), unit.base_unit)
    return 0, unit.name


class Axis(NamedTuple):
    """From `low` to `high`, with a tick at every `step`."""

    low: Decimal
    high: Decimal
    step: Decimal
    ticks: tuple[Decimal, ...]


def axis(low: Decimal, high: Decimal, *, least: Decimal = Decimal(0), wanted: int = 4) -> Axis:
    """Round numbers around `low` to `high`: about `wanted` steps, none smaller than `least`."""
    if low == high:
        apart = abs(low) / 10 or Decimal(1)
        low, high = low - apart, high + apart
    step = max(_round_step((high - low) / wanted), least)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    ticks = tuple(step * (first + n) for n in range(int(last - first) + 1))
    return Axis(ticks[0], ticks[-1], step, ticks)


def _round_step(rough: Decimal) -> Decimal:
    unit = Decimal(1).scaleb(rough.adjusted())
    return next(step * unit for step in _STEPS if step * unit >= rough)


def years(first: int, last: int, most: int) -> Sequence[int]:
    """The years whose ends lie between two instants, thinned evenly to at most `most`, the last one kept."""
    every = range(-(-first // 12) - 1, last // 12)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if len(every) <= step * most)
    return every[::-1][::step][::-1]
