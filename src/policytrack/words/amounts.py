"""Numbers with their units: 300家, CNY 600 billion, 第3位."""

import re
from decimal import Decimal

from policytrack.decimals import _WIDE, digits
from policytrack.model import Kind, Observation, Unit
from policytrack.text import Lang
from policytrack.words.terms import QUALIFIER

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_ENGLISH_SIZES = ((12, "trillion"), (9, "billion"), (6, "million"))


def with_unit(number: str, unit: Unit, lang: Lang, kind: Kind | None = None) -> str:
    """A written number with its unit: 300家, 300 centres, 6%, 第3位, CNY 600 billion."""
    if kind == "rank":
        return f"第{number}位" if lang == "zh" else f"rank {number}"
    amount = _amount_of_money(number, unit) if lang == "en" else None
    if amount:
        return amount
    name = _singular(unit.name.en) if lang == "en" and number == "1" else unit.name.to(lang)
    tight = lang == "zh" or name.startswith("%")
    return f"{number}{name}" if tight else f"{number} {name}"


def _amount_of_money(number: str, unit: Unit) -> str | None:
    """An amount in a multiple of a currency as English says it, to the last digit; None of any other unit.

    6,000 of CNY 100M are CNY 600 billion, 40 of CNY 10k per person CNY 400,000 per person.
    """
    currency, _, per = (unit.base_unit or "").partition(" ")
    multiple = unit.name.en.removeprefix(f"{currency} ")
    if unit.factor is None or multiple == unit.name.en or not multiple.endswith(per) or "E" in number:
        return None
    factor = unit.factor

    def amount(found: re.Match[str]) -> Decimal:
        return _WIDE.multiply(Decimal(found[0].replace(",", "")), factor)

    largest = max((amount(found) for found in _NUMBER.finditer(number)), default=Decimal(0))
    power, word = next((one for one in _ENGLISH_SIZES if largest >= 10 ** one[0]), (0, ""))
    shown = _NUMBER.sub(lambda found: digits(_WIDE.normalize(amount(found).scaleb(-power, _WIDE))), number)
    return " ".join(filter(None, (currency, shown, word, per)))


def without_unit(written: str, number: str, unit: Unit, lang: Lang) -> str:
    """Words about a number as they stand beside a column of units: ≥300家 becomes ≥300."""
    return written.replace(with_unit(number, unit, lang), number, 1)


def _singular(name: str) -> str:
    return name.removesuffix("ies") + "y" if name.endswith("ies") else name.removesuffix("s")


def value_of(one: Observation, unit: Unit, kind: Kind, lang: Lang) -> str:
    """An observation's value with its qualifier and unit: 超过6,000亿元."""
    return QUALIFIER[one.qualifier].to(lang) + with_unit(digits(one.value), unit, lang, kind)
