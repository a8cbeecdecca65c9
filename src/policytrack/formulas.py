"""Texts that a spreadsheet would run as a formula: guarded on the way out, unguarded on the way in.

One guard for every CSV file, lists and exports alike. Which cells are numbers, and need none, says who writes them.
"""

import re
from functools import cache


@cache
def _formula() -> re.Pattern[str]:
    """What begins a formula, also after blanks and full-width, as East Asian versions of Excel read it.

    A tab or a line's end in front is guarded whatever follows. Apostrophes before it are text that looks guarded: one
    more goes in front, so that taking one off gives back what was there.
    """
    return re.compile("'*([\t\r\n]|[\\s\x00\ufeff]*[-=+@\uff1d\uff0b\uff0d\uff20])")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"[-+]?\d[\d,]*(\.\d+)?([eE][-+]?\d+)?%?", re.ASCII)


def is_number(text: str) -> bool:
    """Whether a text is a number as a spreadsheet reads one, also negative or per cent: it runs nothing."""
    return _number().fullmatch(text) is not None


def guarded(text: str) -> str:
    """Text that a spreadsheet shows instead of running it: an apostrophe goes in front of a formula."""
    return "'" + text if _formula().match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _formula().match(text, 1) else text
