"""A phrase in the two languages that policytrack speaks."""

import re
from collections.abc import Callable
from functools import cache
from typing import Literal, NamedTuple
from unicodedata import category, normalize

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


def printable(text: str) -> str:
    """Text without control characters, which could move a terminal's cursor, recolour it, or turn its reading order."""
    if text.isprintable():
        return text
    return "".join(_shown(one) for one in text)


def _shown(one: str) -> str:
    if one in "\n\t" or one.isprintable():
        return one
    return " " if category(one) == "Zs" else "\N{REPLACEMENT CHARACTER}"  # a wide or unbroken space is a space


def halfwidth(text: str) -> str:
    """Full-width signs and digits as plain ones (NFKC). A footnote's mark (①, ²) is no digit and stays what it is."""
    if not any(category(one) == "No" for one in text):
        return normalize("NFKC", text)
    return "".join(one if category(one) == "No" else normalize("NFKC", one) for one in text)


@cache
def _unseen() -> re.Pattern[str]:
    """Control characters, and those that turn or hide what stands around them; lines and tabs are left."""
    turning = "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\xad\ufeff\ufff9-\uffff"
    return re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{turning}]")


def escaped(text: str) -> str:
    """JSON or YAML text in which such characters are written as escapes: what it says is the same."""
    if text.replace("\n", "").isprintable():
        return text
    return _unseen().sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def web_address(text: str) -> str | None:
    """The text if it is an address that a browser opens as a page; javascript:, data:, file: and the like are not."""
    written = text.strip()
    is_sound = written.isprintable() and re.fullmatch(r"(?i)https?://[^\s/?#\\\"'<>`]+[^\s\\\"'<>`]*", written)
    return written if is_sound else None


def brief(text: str, most: int = 60) -> str:
    """A text in quotation marks as messages cite it: no longer than a line."""
    return repr(text if len(text) <= most else text[: most - 1] + "…")


def counted(number: int, word: str) -> str:
    """How many of something, in English: 1 error, 2 errors."""
    return f"{number:,} {word}" + ("" if number == 1 else "s")


class Text(NamedTuple):
    """One phrase in Chinese and in English."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        """The phrase in one language."""
        return self[LANGS.index(lang)]

    @classmethod
    def same(cls, words: str) -> "Text":
        """A phrase that reads alike in both languages: an id, a path, a number."""
        return cls(words, words)


def in_both(write: Callable[[Lang], str]) -> Text:
    """What a function writes in each language."""
    return Text(write("zh"), write("en"))
