"""The numbers of an axis: each language writes them in its own powers of ten (亿, 万; billion, thousand)."""

from decimal import Decimal
from typing import NamedTuple

from policytrack.decimals import EXACT
from policytrack.model import Unit
from policytrack.text import LANGS, Lang, Text

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
