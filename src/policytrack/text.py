"""A phrase in the two languages that policytrack speaks."""

from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


def printable(text: str) -> str:
    """Text without control characters, which could move a terminal's cursor, recolour it, or turn its reading order."""
    if text.isprintable():
        return text
    return "".join(one if one in "\n\t" or one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def brief(text: str, most: int = 60) -> str:
    """A text in quotation marks as messages cite it: no longer than a line."""
    return repr(text if len(text) <= most else text[: most - 1] + "…")


class Text(NamedTuple):
    """One phrase in Chinese and in English."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        """The phrase in one language."""
        return self.zh if lang == "zh" else self.en

    @classmethod
    def same(cls, words: str) -> "Text":
        """A phrase that reads alike in both languages: an id, a path, a number."""
        return cls(words, words)
