"""Texts that a spreadsheet would run as a formula: guarded on the way out, unguarded on the way in."""

import re
from functools import cache

# what begins a formula, also after a line break, and full-width, as East Asian versions of Excel read it
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"[-+]?\d[\d,]*(\.\d+)?([eE][-+]?\d+)?%?", re.ASCII)


def harmless(text: str) -> str:
    """Text that a spreadsheet shows instead of running it; a negative number stays a number."""
    return "'" + text if text.startswith(_FORMULA) and not _number().fullmatch(text) else text


_RISKY = tuple("=+-@'＝＋－＠")


def guarded(text: str) -> str:
    """Text for a CSV file that a spreadsheet shows instead of running it: an apostrophe goes in front of a formula."""
    return "'" + text if text.startswith(_RISKY) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and text.startswith(_RISKY, 1) else text
