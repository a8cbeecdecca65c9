"""A document's text as a scan reads it: plain characters, sentences, the years that it asks by, and how it speaks."""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from policytrack.quantity.moods import Mood, moods_of
from policytrack.quantity.readings import plain

LONGEST = 500  # characters of a sentence before and behind a number that are looked at
_HEAD, _LOOK_BACK = 3000, 4000  # characters in which a document names its span, and back to the last 到20XX年
_PERIODS = {"十三五": 2020, "十四五": 2025, "十五五": 2030}
_STOPS = "。;!?\n"


class Span(NamedTuple):
    """From which character to which a sentence stands."""

    first: int
    last: int


class Document:
    """What is the same for every number of a text is found once. `simple` has the text's length, so places agree."""

    def __init__(self, text: str) -> None:
        self.text, self.simple = text, plain(text)
        self._stops = [found.start() for found in re.finditer(f"[{_STOPS}]", self.simple)]
        until = [(found.start(), int(found[1])) for found in re.finditer(r"到(20\d\d)年", self.simple)]
        self._until_at, self._until = [at for at, _ in until], [year for _, year in until]
        self._end = _end_of_plan(self.simple[:_HEAD])
        moods = moods_of(self.simple)
        self._moods_at, self._moods = [at for at, _ in moods], [mood for _, mood in moods]

    def sentence(self, start: int, end: int) -> Span:
        """The sentence around a place, cut where it is longer than anybody writes."""
        at = bisect_left(self._stops, start)
        first = self._stops[at - 1] + 1 if at else 0
        at = bisect_left(self._stops, end)
        last = self._stops[at] if at < len(self._stops) else len(self.simple)
        return Span(max(first, start - LONGEST), min(last, end + LONGEST))

    def words(self, span: Span) -> str:
        """A sentence as it stands."""
        return self.text[span.first : span.last].strip()

    def mood(self, at: int) -> Mood:
        """How the section of a place speaks."""
        return self._moods[bisect_right(self._moods_at, at) - 1]

    def year(self, span: Span, start: int, end: int) -> int | None:
        """The year that its sentence names (not as a base: 比2020年), else the last 到20XX年, else the plan's end."""
        here = [int(found[1] or found[2]) for found in _named().finditer(self.simple, span.first, end)]
        if here:
            return here[-1]
        behind = _behind().match(self.simple, end)
        if behind:
            return int(behind[1])
        at = bisect_right(self._until_at, start - 1)
        if at and self._until_at[at - 1] >= start - _LOOK_BACK:
            return self._until[at - 1]
        return self._end


def _end_of_plan(head: str) -> int | None:
    span = re.search(r"20\d\d[-–—~至](20\d\d)年|(20\d\d)年[^\n]{0,30}公报", head)
    if span:
        return int(span[1] or span[2])
    return next((year for name, year in _PERIODS.items() if name in head), None)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(r"(?<![比较自从\d])((?:19|20|21)\d\d)(?=年)(?!年以来)|(?<=[Bb]y )((?:20)\d\d)\b")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(r"[^.;\n]{0,40}?\b[Bb]y (20\d\d)\b")
