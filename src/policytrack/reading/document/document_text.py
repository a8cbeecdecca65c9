"""A document's text as a scan reads it: plain characters, sentences, sections, and the years that it asks by."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from policytrack.reading.document.sections import TextSection, is_plan, is_report, sections
from policytrack.reading.document.years import (
    HEAD,
    YEAR,
    asked_years,
    due_year,
    in_figures,
    is_altogether,
    named_year,
    respectively,
    span_of,
    year_of,
)
from policytrack.reading.numerals import HAN
from policytrack.reading.readings import plain

LONGEST = 500  # characters of a sentence before and behind a number that are looked at
_ENDLESS = 100  # and of a line without an end, so that a text of numbers alone takes no longer
_OPENING = 12  # characters before the year that opens a sentence: (27)  到2027年
_HEADING = 40  # characters of a line that heads what follows it
_TERM = 5  # years that a plan is taken to span where it does not say
_STOPS = "。;!?\n"
_OPENED = re.compile(rf"[ \t]*(?:截至)?({YEAR})年")  # how a paragraph opens that looks back
_PAST = re.compile(rf"[ \t]*(?:截至|截止)(?:到|至)?({YEAR})?")
_ITEM = re.compile(r"[ \t]*(?:[-•*–]|\([a-z]\))")
_MOST_ITEMS = 40  # of a list
_OWN = re.compile(rf"[ \t]*({YEAR})年[,:]")


class Span(NamedTuple):
    """From which character to which a sentence stands."""

    first: int
    last: int


class DocumentText:
    """What is the same for every number of a text is found once. `simple` has the text's length, so places agree.

    `begins` is the year in which a plan begins, `until` the one in which it or a report ends, where the document says;
    `since` is the year from which on a plan is taken to ask.
    """

    def __init__(self, text: str) -> None:
        self.text, self.simple = text, in_figures(plain(text))
        self.is_english = not re.search(rf"{HAN}{{2}}", self.simple[:HEAD])
        stops = rf"[{_STOPS}]" + (r"|\.(?=\s)" if self.is_english else "")
        self._stops = [found.start() for found in re.finditer(stops, self.simple)]
        self.is_report = is_report(self.simple)
        self.begins, self.until = span_of(self.simple, is_english=self.is_english)
        since = self.begins
        self._sections = sections(self.simple)
        self._starts = [one.start for one in self._sections]
        asked = list(asked_years(self.simple))
        self._asking_at = [end for _, end, _ in asked]
        self._earliest = min((year for _, _, year in asked), default=0)
        leading = [(end, year) for start, end, year in asked if year == self.until or self._governs(start)]
        self._asked_at, self._asked = [end for end, _ in leading], [year for _, year in leading]
        first = next((year for _, _, year in asked if since is None or year >= since), None)
        self._goal = max((year for year in self._asked if first and first <= year < first + _TERM), default=first)
        if since is None and first:
            since = first - _TERM + 1
        self.since = since if is_plan(self.simple) else None

    def sentence(self, start: int, end: int) -> Span:
        """The sentence around a place, cut where it is longer than anybody writes."""
        at = bisect_left(self._stops, start)
        first = self._stops[at - 1] + 1 if at else 0
        at = bisect_left(self._stops, end)
        last = self._stops[at] if at < len(self._stops) else len(self.simple)
        before = LONGEST if start - first <= LONGEST else _ENDLESS
        return Span(max(first, start - before), min(last, end + before))

    def words(self, span: Span) -> str:
        """A sentence as it stands."""
        return self.text[span.first : span.last].strip()

    def section(self, at: int) -> TextSection:
        """The section of a place."""
        return self._sections[bisect_right(self._starts, at) - 1]

    def _line(self, at: int) -> Span:
        """The line around a place, cut where it is longer than anybody writes."""
        low = max(0, at - LONGEST)
        first, last = self.simple.rfind("\n", low, at), self.simple.find("\n", at, at + LONGEST)
        return Span(low if first < 0 else first + 1, min(at + LONGEST, len(self.simple)) if last < 0 else last)

    def _paragraph(self, at: int) -> int:
        return self._line(at).first

    def looks_back(self, at: int) -> bool:
        """Whether a place's paragraph opens with a year before the plan: 2020年,全市…."""
        paragraph = self._paragraph(at)
        opened = _OPENED.match(self.simple, paragraph)
        return bool(opened and self.since and int(opened[1]) < self.since)

    def tells(self, at: int) -> bool:
        """Whether a place's sentence, up to its full stop, opens with a day that is past: 截至2021年5月底,…;…."""
        paragraph = self._paragraph(at)
        sentence = max(paragraph, self.simple.rfind("。", paragraph, at) + 1)
        opened = _PAST.match(self.simple, sentence)
        return bool(opened and int(opened[1] or 0) < (self.until or self.since or 9999))

    def asks(self, at: int) -> bool:
        """Whether a place's paragraph, or the line above its list, has named a year by which it asks."""
        if self.is_english and due_year().search(self._lead_in(at)):
            return True
        opened = _OWN.match(self.simple, self._paragraph(at))
        if opened and self.since and self.until and self.since <= int(opened[1]) <= self.until:
            return True
        before = bisect_right(self._asking_at, at)
        return bool(before) and self._asking_at[before - 1] > self._paragraph(at)

    def _governing(self, at: int, first: int) -> int | None:
        """The last year that a place's paragraph names before it, if that opens a sentence or ends the plan."""
        found = [(one.start(), year_of(one)) for one in named_year().finditer(self.simple, self._paragraph(at), at)]
        found = [(start, year) for start, year in found if year >= first]
        if not found:
            return None
        start, year = found[-1]
        is_behind = self.simple[max(0, start - 4) : start].rstrip("到至在 ").endswith(";")
        is_interim = is_behind and self.until is not None and year < self.until
        return year if year == self.until or (self._leads(start - 1) and not is_interim) else None

    def lasts(self, at: int) -> int | None:
        """Until when a project runs whose row in a table has a cell of years: 2021-2024."""
        row = self.simple[slice(*self._line(at))]
        if "\t" not in row and "|" not in row:
            return None
        found = re.search(rf"(?:^|[\t|]) *{YEAR}年?[-–—]+({YEAR})年? *(?:$|[\t|])", row)
        return int(found[1]) if found else None

    def _governs(self, start: int) -> bool:
        """Whether a year is that of all that follows: one within a short plan is of its paragraph or its list."""
        line = self.simple[slice(*self._line(start))]
        heads = len(line) <= _HEADING and "。" not in line
        is_short = self.until is not None and self.until - (self.begins or self.until) <= _TERM
        return self._leads(start) and (heads or not is_short)

    def _leads(self, start: int) -> bool:
        """Whether a year opens its sentence, so that it may govern what follows; one in the middle governs its own."""
        at = bisect_left(self._stops, start)
        opened = self._stops[at - 1] + 1 if at else 0
        return start - opened <= _OPENING and not re.search(r"(?<!\()\d(?!\d*\))", self.simple[opened:start])

    def year(self, span: Span, start: int, end: int, *, is_asked: bool) -> int | None:
        """The year for which a number is meant.

        That which its sentence names, not as a base; else the last one in its paragraph, or by which its chapter asks;
        else the end of the plan; else the last year by which anything before it is asked. What is asked is never due
        before the plan begins.
        """
        first = self.begins if is_asked and self.since and self.begins else 0
        ends = self.lasts(start)
        if ends is not None and ends >= first:
            return ends
        if self.is_english:
            named = [year for year in self._english_years(span, start, end) if year >= max(first, self._earliest)]
            if named:
                return named[0]
        else:
            years = [
                year
                for found in named_year().finditer(self.simple, span.first, end)
                if (year := year_of(found)) >= first
            ]
            if years:
                before = self.simple[span.first : start]
                apart = [] if is_altogether(before) else respectively(before)
                return years[-1] if apart is None else next(iter(apart), self.until or self._goal)
            governing = self._governing(start, first) if self.asks(start) else None
            if governing or (self.until and self.asks(start)):
                return governing or self.until
        at = bisect_right(self._asked_at, start)
        last = self._asked[at - 1] if at and self._asked[at - 1] >= first else None
        if last and self._asked_at[at - 1] >= self.section(start).chapter:
            return last
        return self.until or (self._goal if is_asked else last)

    def _english_years(self, span: Span, start: int, end: int) -> Iterator[int]:
        """The years that an English sentence asks by: right behind a number, then before it, then further on.

        A list's item asks by what the line above the list says.
        """
        text, after = self.simple, self.simple[end : span.last]
        before, leads = text[span.first : start], self._lead_in(start)
        clause = re.split(r"[,;]| and ", after, maxsplit=1)[0]
        for words, pattern, last in (
            (clause, due_year("in|"), False),
            (before, due_year(), True),
            (leads or after, due_year(), bool(leads)),
            (before, due_year("in|for|"), True),
        ):
            years = [int(year) for year in pattern.findall(words)]
            yield from reversed(years) if last else years

    def _lead_in(self, at: int) -> str:
        """The line that leads to the list in which a place stands: By 2030 we will have:"""
        line = self._line(at)
        for _ in range(_MOST_ITEMS):
            if not line.first or not _ITEM.match(self.simple, line.first):
                break
            line = self._line(line.first - 1)
            if self.simple[slice(*line)].rstrip().endswith(":"):
                return self.simple[slice(*line)]
        return ""
