"""Numbers in plain English: their magnitudes, their units, and the words that stand for a number."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policytrack.reading.measures import LATIN_UNITS
from policytrack.reading.numerals import ARABIC, number_pattern, value_of

_SIZES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "k": 10**3,
    "crore": 10**7,
    "lakh": 10**5,
}
WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100,
}  # fmt: skip
PARTS = {
    "half": "50", "one third": "33.3333", "a third": "33.3333", "two thirds": "66.6667", "a quarter": "25",
    "one quarter": "25", "three quarters": "75",
}  # fmt: skip
TIMES = {
    "doubled": 2,
    "tripled": 3,
    "trebled": 3,
    "quadrupled": 4,
    "double": 2,
    "doubling": 2,
    "treble": 3,
    "triple": 3,
    "quadruple": 4,
}
_STOPS = (
    "of|by|in|to|for|from|should|will|must|shall|are|is|were|was|be|per|a|an|and|or|the|with|that|which|on|at|up|across"
    "|than|has|have|had|over|under|within|into|as|who|it|we|each|every|compared|relative|before|until|through|throughout"
)


class EnglishUnit(NamedTuple):
    """What stands behind a number: its unit's noun, its magnitude, and where it ends."""

    unit: str
    size: int
    end: int


def english_unit(text: str, start: int, end: int) -> EnglishUnit:
    """The unit of a number in an English text: a sign in front of it, else a sign or the noun behind it."""
    currency = re.search(
        r"(?:(?:US|S|A|HK)?[£$€¥] ?|\b(?:EUR|USD|GBP|SGD|INR|Rs\.?) ?)$", text[max(0, start - 6) : start]
    )
    size = _size().match(text, end)
    at = size.end() if size else end
    factor = _SIZES[(size["size"] or "").lower()] if size else 1
    if currency:
        return EnglishUnit(currency[0].strip(" ."), factor, at)
    sign = _sign().match(text, at)
    if sign:
        name = "%" if sign["percent"] else "percentage points" if sign["points"] else sign["latin"]
        return EnglishUnit(name, factor, sign.end())
    noun = _noun().match(text, at)
    return EnglishUnit(noun["noun"], factor, noun.end()) if noun else EnglishUnit("", factor, at)


@cache
def _size() -> re.Pattern[str]:
    return re.compile(r" ?(?P<size>thousand|million|billion|trillion|crore|lakh|bn|mn|tn|m|k)\b", re.IGNORECASE)


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(
        rf" ?(?:(?P<percent>%|per ?cent\b)|(?P<points>percentage points?\b)|(?P<latin>{LATIN_UNITS}))", re.IGNORECASE
    )


@cache
def _noun() -> re.Pattern[str]:
    """The last of up to five words before a word that no name of a thing holds."""
    return re.compile(
        rf"(?: (?:more|new|additional|extra|further))?(?: (?!(?:{_STOPS})\b)[A-Za-z][A-Za-z&'’-]*){{0,4}}"
        rf" (?!(?:{_STOPS})\b)(?P<noun>[A-Za-z][A-Za-z&'’-]*)"
    )


def upper_end(text: str, start: int, end: int) -> tuple[Decimal, int] | None:
    """The upper end of a range in words, between 20 and 30, and where it ends."""
    if not re.search(r"\b[Bb]etween [£$€]?$", text[max(0, start - 10) : start]):
        return None
    found = re.compile(rf" and [£$€]?(?P<upper>{ARABIC})", re.ASCII).match(text, end)
    number = number_pattern().fullmatch(found["upper"]) if found else None
    value = value_of(number) if number else None
    return (value, found.end()) if found and value is not None else None


@cache
def words_for_numbers() -> re.Pattern[str]:
    """A number that is written out, before a noun, and a verb that stands for one."""
    return re.compile(
        rf"\b(?:(?P<times>{'|'.join(TIMES)})\b|(?P<half>halve)\b|(?<=\bby )(?P<part>{'|'.join(PARTS)})\b"
        rf"|(?P<word>{'|'.join(WORDS)})(?= (?!thirds?|quarters?)[a-z])"
        rf"|(?P<one>one)(?= (?:hundred|thousand|million|billion)\b))",
        re.IGNORECASE,
    )


def value_of_word(found: re.Match[str]) -> tuple[Decimal, str]:
    """Its number, and its unit where the word says one."""
    if found["half"]:
        return Decimal(50), "%"
    if found["part"]:
        return Decimal(PARTS[found["part"].lower()]), "%"
    if found["one"]:
        return Decimal(1), ""
    if found["times"]:
        return Decimal(TIMES[found["times"].lower()]), "times"
    return Decimal(WORDS[found["word"].lower()]), ""
