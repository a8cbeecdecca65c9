"""A phrase in the two languages that policytrack speaks."""

from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


def printable(text: str) -> str:
    """Text without control characters, which could move a terminal's cursor, recolour it, or turn its reading order."""
    if text.isprintable():
        return text
    return "".join(one if one in "\n\t" or one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def harmless_json(text: str) -> str:
    """JSON with its control and direction characters, which JSON itself lets pass, written as escapes."""
    if text.replace("\n", "").isprintable():
        return text
    import re

    return re.sub(
        r"[\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]",
        lambda match: f"\\u{ord(match[0]):04x}",
        text,
    )


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
