"""Units: their spellings, what is counted one by one, and values from one unit into another."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from policytrack.model import Indicator, Observation, Unit
from policytrack.text import halfwidth

# Measure words with which things are counted one by one: 个 stands in for any of them.
COUNT_WORDS = frozenset("个家件项本台所条座处篇种款只支部套次批届期场门类张幢栋艘辆")


def scaled(value: Decimal, factor: Decimal) -> Decimal:
    """`value` x `factor` as plain digits: no exponent and no zeros that the product made up."""
    return value if factor == 1 else Decimal(format((value * factor).normalize(), "f"))


def is_counted(unit: Unit) -> bool:
    """Whether a unit is a measure word for things counted one by one, as 家 and 件 are."""
    return any(name in COUNT_WORDS for name in names_of(unit))


def names_of(unit: Unit) -> Iterable[str]:
    """Every spelling of a unit: its id, its names in both languages, singular and plural, its aliases."""
    singular = unit.name.en.removesuffix("s")
    return dict.fromkeys(
        halfwidth(name) for name in (unit.name.zh, unit.name.en, singular, singular + "s", unit.id, *unit.aliases)
    )


def in_unit(observation: Observation, indicator: Indicator, units: Mapping[str, Unit]) -> Observation | None:
    """The observation in the indicator's present unit; None where its own unit cannot be converted into it."""
    if observation.unit == indicator.unit:
        return observation
    own, other = units.get(observation.unit), units.get(indicator.unit)
    if own is None or other is None or (own.base_unit or own.id) != (other.base_unit or other.id):
        return None
    factor = (own.factor or Decimal(1)) / (other.factor or Decimal(1))
    return observation._replace(value=scaled(observation.value, factor), unit=indicator.unit)
