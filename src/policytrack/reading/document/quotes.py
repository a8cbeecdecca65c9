"""Where quoted words stand in a document's text: white space folded, nothing else."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from policytrack.model import Catalogue, Source

_STOPS = "。!?\uff01\uff1f\n"
State = Literal["found", "missing", "several"]


class Passage(NamedTuple):
    """Where words stand: line and column from 1, the sentence around them, and from which character to which."""

    line: int
    column: int
    sentence: str
    start: int
    end: int


class Quoted(NamedTuple):
    """Words that a record quotes from a source. `record` is a target's or an observation's id, or a figure's class."""

    source: str
    record: str
    quote: str
    occurrences: int = 1


class Located(NamedTuple):
    """Where a record's words stand in its source's text. They should stand `quoted.occurrences` times."""

    quoted: Quoted
    places: tuple[Passage, ...]

    @property
    def state(self) -> State:
        """Whether they stand there as often as they should."""
        if not self.places:
            return "missing"
        return "found" if len(self.places) == self.quoted.occurrences else "several"


class Folded:
    """A text without its white space, which remembers where everything stood."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = [place for place, mark in enumerate(text) if not mark.isspace()]
        self.marks = "".join(text[place] for place in self.at)
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def places(self, quote: str) -> Iterator[Passage]:
        """Every place where a quote stands."""
        wanted = "".join(quote.split())
        start = self.marks.find(wanted) if wanted else -1
        while start >= 0:
            yield self._place(self.at[start], self.at[start + len(wanted) - 1] + 1)
            start = self.marks.find(wanted, start + 1)

    def _place(self, start: int, end: int) -> Passage:
        line = bisect_right(self.lines, start)
        before = max(self.text.rfind(stop, 0, start) for stop in _STOPS) + 1
        ends = [place for place in (self.text.find(stop, end) for stop in _STOPS) if place >= 0]
        after = min(ends, default=len(self.text) - 1) + 1
        return Passage(line, start - self.lines[line - 1] + 1, self.text[before:after].strip(), start, end)


def quotes_of(catalogue: Catalogue, source: Source) -> list[Quoted]:
    """Everything that records quote from a source, targets first."""
    found = [
        Quoted(source.id, one.id, one.source.quote)
        for one in catalogue.targets.values()
        if one.source.document == source.id and one.source.quote
    ]
    found += [
        Quoted(source.id, target.id, revision.source.quote)
        for target in catalogue.targets.values()
        for revision in target.revisions
        if revision.source.document == source.id and revision.source.quote
    ]
    found += [
        Quoted(source.id, one.id, one.quote)
        for ones in catalogue.observations.values()
        for one in ones
        if one.source == source.id and one.quote
    ]
    return found + [Quoted(source.id, one.class_, one.quote, one.occurrences) for one in source.figures]


def locate(text: str, quoted: Iterable[Quoted]) -> list[Located]:
    """Where each of them stands in the text."""
    folded = Folded(text)
    return [Located(one, tuple(folded.places(one.quote))) for one in quoted]
