"""Words to numbers: a value as people write it, with its unit and its qualifier."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policytrack.errors import Refused
from policytrack.model import Indicator, Qualifier, Unit
from policytrack.text import Text, brief, halfwidth
from policytrack.units import is_counted, names_of, scaled

MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "兆": 1_000_000_000_000,
              "萬": 10_000, "億": 100_000_000}  # fmt: skip
WORD_MAGNITUDES = {"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MOST_DIGITS = 30
MOST_CHARACTERS = 200  # of a value as people write it

_QUALIFYING_BEFORE = {
    "about": ("大约", "约", "about", "around", "approximately", "approx.", "ca.", "c.", "~", "≈"),
    "over": ("超过", "超", "突破", "逾", "多于", "高于", "over", "more than", "above", ">"),
    "under": ("接近", "近", "不足", "不到", "nearly", "almost", "just under", "under", "<"),
}
_QUALIFYING_AFTER = {"about": ("左右", "上下"), "over": ("以上", "有余", "+"), "under": ("以下",)}
_INSIDE = "余多"


class Amount(NamedTuple):
    """A value in an indicator's unit, with the qualifier that its words set."""

    value: Decimal
    qualifier: Qualifier


@cache
def _number() -> re.Pattern[str]:
    words = "|".join(WORD_MAGNITUDES)
    return re.compile(
        rf"(?P<sign>[-+−]?)(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        rf"(?P<more1>[{_INSIDE}]?)(?P<scale>[{''.join(MAGNITUDES)}]*)(?:\s*(?P<word>{words}))?(?P<more2>[{_INSIDE}]?)",
        re.ASCII | re.IGNORECASE,
    )


def read_amount(text: str, indicator: Indicator, units: Mapping[str, Unit], unit: str = "") -> Amount:
    """Read a value as people write it (`8,536.9`, `1.2万件`, `超1.3万亿元`, `6.58%`) in the indicator's unit.

    A bare number is in `unit`, by default the indicator's; 个 fits anything that is counted.

    Raises:
        Refused: no number can be read, or its unit is not one of the indicator's.
    """
    if len(text) > MOST_CHARACTERS:
        raise _unreadable(text)
    plain = halfwidth(text).strip()
    if indicator.kind == "rank":
        plain = re.sub(r"^第(\d+)[位名]?$|^rank (\d+)$", r"\1\2", plain)  # as it is shown
    qualifier, rest = _strip_qualifier(_without_exponent(plain))
    match = _number().match(rest)
    if not match:
        raise _unreadable(text)
    if unit and match.end() == len(rest):
        rest = rest + halfwidth(unit)
    for spelling, factor in spellings(indicator, units):
        if not spelling and units[indicator.unit].factor and (match["scale"] or match["word"]):
            break  # "1.2万" of an indicator in 亿元: 12,000 yuan or 12,000 亿元?
        value = _number_before(rest, spelling)
        if value is not None:
            inside = any(mark in rest[: len(rest) - len(spelling)] for mark in _INSIDE)
            return Amount(scaled(value, factor), "over" if inside else qualifier)
    raise _unit_refused(text, rest[match.end() :].strip(), indicator, units)


def _without_exponent(text: str) -> str:
    """A number as spreadsheets and programs write very large and small ones (5e-05, 1.2E+05), in plain digits."""
    if not re.fullmatch(r"[-+]?\d{1,30}(\.\d{1,30})?[eE][-+]?\d{1,2}", text, re.ASCII):
        return text
    return format(Decimal(text), "f")


def _strip_qualifier(text: str) -> tuple[Qualifier, str]:
    lower = text.lower()
    qualifiers: tuple[Qualifier, ...] = ("about", "over", "under")
    for qualifier in qualifiers:
        for word in _QUALIFYING_BEFORE[qualifier]:
            if lower.startswith(word):
                return qualifier, text[len(word) :].strip()
        for word in _QUALIFYING_AFTER[qualifier]:
            if lower.endswith(word):
                return qualifier, text[: -len(word)].strip()
    return "exact", text


def _number_before(text: str, spelling: str) -> Decimal | None:
    """The number in front of a unit's spelling when the two make up the whole text."""
    if spelling and not text.lower().endswith(spelling.lower()):
        return None
    match = _number().fullmatch(text[: len(text) - len(spelling)].rstrip())
    if not match or sum(map(str.isdigit, match["digits"])) > MOST_DIGITS or len(match["scale"]) > 3:
        return None
    number = Decimal(match["digits"].replace(",", ""))
    magnitude = WORD_MAGNITUDES.get((match["word"] or "").lower(), 1)
    for mark in match["scale"]:
        magnitude *= MAGNITUDES[mark]
    return scaled(-number if match["sign"] in {"-", "−"} else number, Decimal(magnitude))


def spellings(indicator: Indicator, units: Mapping[str, Unit]) -> list[tuple[str, Decimal]]:
    """Every way to write a unit that the indicator's value can be given in -> factor into its unit, longest first."""
    own = units[indicator.unit]
    own_factor = own.factor or Decimal(1)
    found: dict[str, Decimal] = {}
    for unit in units.values():
        same = unit.id == own.id
        if not same and (own.base_unit or own.id) not in {unit.id, unit.base_unit}:
            continue
        factor = Decimal(1) if same else (unit.factor or Decimal(1)) / own_factor
        for name in names_of(unit):
            found.setdefault(name, factor)
    for name in names_of(own):
        core = name.lstrip("".join(MAGNITUDES))
        if own.factor and core and core != name:
            found.setdefault(core, Decimal(1) / own_factor)
    if is_counted(own):
        found.setdefault("个", Decimal(1))
    if not own.factor:
        found[""] = Decimal(1)
    ordered = sorted(found.items(), key=lambda item: -len(item[0]))
    return ordered if not own.factor else [*ordered, ("", Decimal(1))]


def _unreadable(text: str) -> Refused:
    return Refused(
        Text(f"读不出数值:{brief(text)}", f"no number can be read from {brief(text)}"),
        Text(
            "可写作 8,536.9、1.2万件、超1.3万亿元、6.58%",
            "write it like 8,536.9, 12000, 1.2万件, 6.58% or 'about 16'",
        ),
    )


def _unit_refused(text: str, rest: str, indicator: Indicator, units: Mapping[str, Unit]) -> Refused:
    unit = units[indicator.unit]
    if not rest or rest[0] in ",.eE0123456789":  # half a number: 12,00 or 1.2.3 or 1e5
        return _unreadable(text)
    return Refused(
        Text(
            f"单位不符:{indicator.name.zh}的单位是{unit.name.zh},不是{rest!r}",
            f"wrong unit: {indicator.name.en} is counted in {unit.name.en} ({unit.name.zh}), not {rest!r}",
        ),
        Text(f"只写数字即为{unit.name.zh}", f"a bare number is taken in {unit.name.en}"),
    )
