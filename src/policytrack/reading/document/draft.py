"""Candidate records for quantities that nothing accounts for: a curator reads each against its sentence."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policytrack.model import Catalogue, Comparator, Indicator, Qualifier
from policytrack.reading.document.accounting import Scan, Scanned
from policytrack.reading.document.document_text import LONGEST, DocumentText, Span
from policytrack.reading.document.scan import Quantity
from policytrack.reading.readings import plain, readings_in
from policytrack.units import names_of

_STOPS = ",。;:!?\n"
_SHORT = 4  # characters that say too little for a clause of its own
_ALIKE = Decimal("0.88")  # of an indicator's name must stand in the clause, in its order
_PART = re.compile("流向|流入|输出|吸纳|其中")  # of what an indicator counts
_MULTIPLES = {"翻一番", "翻番", "翻两番", "翻了一番", "倍增"}
_PERIODS = {"十二五": 2015, "十三五": 2020, "十四五": 2025}


class Aim(NamedTuple):
    """A candidate target. `relative` are the fields of a relative target; its `base_named` tells who named the base."""

    place: Scanned
    quote: str
    comparator: Comparator
    relative: dict[str, int | Decimal] | None
    base_named: bool
    maintain: bool


class Told(NamedTuple):
    """A candidate observation of a known indicator, in its unit."""

    place: Scanned
    quote: str
    indicator: Indicator
    value: Decimal
    qualifier: Qualifier


class Draft(NamedTuple):
    """What a document asks and tells, as far as it could be read; `left` was seen and not drafted."""

    targets: tuple[Aim, ...]
    observations: tuple[Told, ...]
    left: tuple[Scanned, ...]


def draft(made: Scan, text: str, catalogue: Catalogue) -> Draft:
    """Targets where the text asks, observations of known indicators where it tells."""
    open_ = [one for one in made.found if one.accounted_by is None]
    document = DocumentText(text)
    targets = tuple(_aim(one, document) for one in open_ if one.quantity.reads_as == "target")
    matcher = _Matcher(catalogue, document)
    found = (matcher.told(one) for one in open_ if one.quantity.reads_as == "observation")
    told = tuple(one for one in found if one is not None)
    drafted = {*(id(one.place) for one in targets), *(id(one.place) for one in told)}
    return Draft(targets, told, tuple(one for one in open_ if id(one) not in drafted))


# -- targets ---------------------------------------------------------------------------------------------------


def _aim(one: Scanned, document: DocumentText) -> Aim:
    quantity, clause = one.quantity, _words(document, _clause(document, one.quantity))
    simple = plain(clause)
    relative, base_named = _relative(quantity, simple, document)
    comparator: Comparator = quantity.comparator
    if comparator != "about" and relative and any(value < 0 for value in relative.values()):
        comparator = "less_than" if comparator == "more_than" else "at_most"
    if quantity.unit in {"首位", "榜首"}:
        comparator = "at_most"
    return Aim(one, clause, comparator, relative, base_named, "保持" in simple)


def _relative(one: Quantity, clause: str, document: DocumentText) -> tuple[dict[str, int | Decimal] | None, bool]:
    """A change against a base year: the one that the clause names, else the year before the plan begins."""
    if one.measure != "change" or one.upper is not None:
        return None, False
    named = re.search(r"[比较在是于](?:((?:19|20)\d\d)年|[“\"]?(十[二三四])五[”\"]?(?:期)?末)", clause)
    base = int(named[1] or _PERIODS[f"{named[2]}五"]) if named else None
    if base is not None and one.year is not None and base >= one.year:
        named = base = None  # 在2027年提高10%: the year it is due
    if (
        base is None
        and document.since
        and one.unit in {"%", "个百分点", "成", "倍", "翻一番", "翻番", "翻两番", "倍增"}
    ):
        base = document.since - 1
    falls = bool(re.search(r"下降|降低|减少|压减|缩减", clause))
    if base is None and (falls or one.unit.startswith("翻")) and one.unit in {"%", "成", "个百分点", *_MULTIPLES}:
        base = 0  # nobody says: better no base than a level that was never asked for
    if base is None:
        return None, False
    sign = -1 if re.search(r"下降|降低|减少|压减|缩减|缩小", clause) else 1
    if one.unit in _MULTIPLES:
        return {"base": base, "factor": one.value}, bool(named)
    if one.unit == "倍":
        more = 1 if re.search(r"(?:提高|增长|增加|提升)[^,]{0,3}$", clause[: clause.find(plain(one.text))]) else 0
        return {"base": base, "factor": one.value + more}, bool(named)
    size = one.value * (10 if one.unit == "成" else 1)
    return {"base": base, ("points" if one.unit == "个百分点" else "change"): sign * size}, bool(named)


# -- observations ----------------------------------------------------------------------------------------------


class _Matcher:
    """Finds the indicator that a clause speaks of, by its name, its unit and its scope."""

    def __init__(self, catalogue: Catalogue, document: DocumentText) -> None:
        self.catalogue, self.document = catalogue, document
        self.growth = {one.growth_of: one for one in catalogue.indicators.values() if one.growth_of}
        self.last: tuple[Told, Span] | None = None
        self.names = {one.id: _core(one) for one in catalogue.indicators.values() if one.kind != "growth"}
        self.scopes = {one.id: _place(one) for one in catalogue.indicators.values()}
        self.head = document.simple[:LONGEST]

    def told(self, one: Scanned) -> Told | None:
        """The observation that a quantity is; None where no indicator's name stands before it."""
        if one.quantity.measure == "change":
            return self._grown(one)
        span = _clause(self.document, one.quantity)
        before = _spelled(plain(_words(self.document, span)).partition(plain(one.quantity.text))[0])
        if _PART.search(before):
            return None
        if _share().match(before):
            span = self._from_subject(span)
            subject = re.split(r"[\d\[,;(]", _spelled(plain(_words(self.document, span))), maxsplit=1)[0]
            before = subject + before
        clause = _words(self.document, span)
        best, most = None, Decimal(0)
        for name, spelled in self.names.items():
            share = _alike(spelled, before)
            if share > most and share >= _ALIKE and self._fits(name, one.quantity):
                found = self._read(clause, one.quantity, self.catalogue.indicators[name])
                best, most = (found, share) if found else (best, most)
        if best is None:
            return None
        made = Told(one, clause, *best)
        self.last = made, span
        return made

    def _grown(self, one: Scanned) -> Told | None:
        """The yearly growth of what the clause before was about: 增加值22027.2亿元,比上年增长7.7%."""
        if self.last is None:
            return None
        (last, span), quantity = self.last, one.quantity
        growth = self.growth.get(last.indicator.id)
        between = self.document.simple[last.place.quantity.end : quantity.start]
        if growth is None or quantity.unit != "%" or not _grew().fullmatch(between):
            return None
        return Told(one, _words(self.document, Span(span.first, quantity.end)), growth, quantity.value, "exact")

    def _from_subject(self, clause: Span) -> Span:
        """A clause about a share with the words that say whose: 研发经费支出3278.4亿元;相当于地区生产总值的6.58%."""
        low = max(0, clause.first - LONGEST)
        return Span(
            max(low, *(self.document.simple.rfind(stop, low, clause.first) + 1 for stop in "。\n")), clause.last
        )

    def _fits(self, name: str, one: Quantity) -> bool:
        """Whether the document, or else the sentence, is about the indicator's scope, and about no other."""
        sentence, own = plain(one.sentence), self.scopes[name]
        others = {place for place in self.scopes.values() if place != own and place in sentence}
        return own in sentence or (own in self.head and not others)

    def _read(self, clause: str, one: Quantity, indicator: Indicator) -> tuple[Indicator, Decimal, Qualifier] | None:
        known = {plain(name) for name in names_of(self.catalogue.units[indicator.unit])}
        for reading in readings_in(clause, indicator, self.catalogue.units):
            if (reading.has_unit or one.unit in known) and clause[reading.start :].startswith(
                " ".join(one.text.split())[:3]
            ):
                return indicator, reading.value, reading.qualifier
        return None


@cache
def _share() -> re.Pattern[str]:
    """How a clause opens that leaves out whose share it tells."""
    return re.compile(r"占[^,。;\d]{2,12}$")


@cache
def _grew() -> re.Pattern[str]:
    """What stands between a level and its yearly growth."""
    return re.compile(r"[^,。;\d]{0,4},(?:按[^,。;\d]{0,10},)?(?:比上年|同比|较上年)?(?:名义)?增长")


def _spelled(words: str) -> str:
    """Words with what statistics write in other words spelled as indicators' names do."""
    words = re.sub(r"研究与试验发展(?:\(R&D\))?经费|R&D经费", "研发经费", words)
    words = re.sub("国内生产总值|GDP", "地区生产总值", words.replace("相当于", "占").replace("全市", "全社会"))
    return re.sub("与([^,。;]{2,12})之比", r"占\1", words)


def _place(indicator: Indicator) -> str:
    """The name of an indicator's scope as texts write it: 北京市 is 北京, 中关村示范区企业 is 中关村."""
    name = plain(indicator.scope.zh)
    return name[:-1] if len(name) == 3 and name[-1] in "市省区县" else name[:3]


def _core(indicator: Indicator) -> str:
    """What an indicator's name says beside its scope and its being a number."""
    name = re.sub(r"\([^()]*\)", "", plain(indicator.name.zh))
    return re.sub(r"^(?:全市|全社会|在京|本市)|(?:数量|总数|比重)$", "", name)


def _alike(name: str, words: str) -> Decimal:
    """How much of a name stands close together in some words, in its order; nothing where no stretch of it does."""
    if not any(name[at : at + _SHORT - 1] in words for at in range(len(name) - _SHORT + 2)):
        return Decimal(0)
    width = len(name) * 4 // 3 + 1
    return max(
        Decimal(_common(name, words[at : at + width])) / len(name) for at in range(max(1, len(words) - width + 1))
    )


def _common(one: str, other: str) -> int:
    """The length of the longest subsequence that two texts share."""
    row = [0] * (len(other) + 1)
    for mark in one:
        before = 0
        for at, beside in enumerate(other, 1):
            before, row[at] = row[at], before + 1 if mark == beside else max(row[at], row[at - 1])
    return row[-1]


# -- words -----------------------------------------------------------------------------------------------------


def _clause(document: DocumentText, one: Quantity) -> Span:
    """The words around a quantity, from stop to stop; one clause more where they say too little."""
    simple, low, high = document.simple, max(0, one.start - LONGEST), one.end + LONGEST
    first = _back(simple, low, one.start)
    if one.start - first < _SHORT and first > low and simple[first - 1] not in "。;\n":
        first = _back(simple, low, first - 1)
    ends = (place for place in (simple.find(stop, one.end, high) for stop in _STOPS) if place >= 0)
    return Span(first, min(ends, default=min(high, len(simple))))


def _back(simple: str, low: int, at: int) -> int:
    """Where the clause begins that ends at a place."""
    return max(low, *(simple.rfind(stop, low, at) + 1 for stop in _STOPS))


def _words(document: DocumentText, span: Span) -> str:
    """What stands there, on one line."""
    return " ".join(document.text[slice(*span)].split())
