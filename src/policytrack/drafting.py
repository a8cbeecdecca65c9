"""Candidate records, as YAML, for quantities that nothing accounts for: a curator reads each against its sentence."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from policytrack.accounting import Scan, Scanned
from policytrack.model import Catalogue, Indicator
from policytrack.quantity.document import LONGEST
from policytrack.quantity.readings import plain, read
from policytrack.quantity.scan import Quantity
from policytrack.text import Lang, Text

_STOPS = ",。;:!?\n"
SHARED = 4  # characters that a clause and an indicator's name must have in common


def draft(made: Scan, text: str, catalogue: Catalogue, source: str, lang: Lang) -> str:
    """YAML for what is unaccounted: targets where the text asks, observations of known indicators where it tells."""
    left = [one for one in made.found if one.accounted_by is None]
    targets = [one for one in left if one.quantity.reads_as == "target"]
    told = [one for one in left if one.quantity.reads_as == "observation"]
    head = Text(
        "草稿:逐条对照原文改定后,再移入 targets.yaml 或 sources/*.yaml",
        "a draft: read each against its sentence before it goes into targets.yaml or sources/*.yaml",
    )
    lines = [f"# {head.to(lang)}"]
    if targets:
        lines += ["targets:", *(line for one in targets for line in _target(one, text, source, lang))]
    names = {one.id: plain(one.name.zh) for one in catalogue.indicators.values() if one.kind != "growth"}
    known = [(one, _known(one, text, catalogue, names)) for one in told]
    stated = [(one, indicator) for one, indicator in known if indicator is not None]
    if stated:
        lines += ["observations:", *(line for one, indicator in stated for line in _observation(one, indicator, text))]
    unread = [one for one, indicator in known if indicator is None]
    unread += [one for one in left if one.quantity.reads_as == "other"]
    lines += _unread(unread, lang)
    return "\n".join(lines) + "\n"


def _clause(text: str, one: Quantity) -> str:
    """The words around a quantity, from stop to stop; one clause more where they say too little."""
    low, high = max(0, one.start - LONGEST), one.end + LONGEST
    simple, at, end = plain(text[low:high]), one.start - low, one.end - low
    start = _back(simple, at)
    last = min((place for place in (simple.find(stop, end) for stop in _STOPS) if place >= 0), default=len(simple))
    if at - start < SHARED and start > 0 and simple[start - 1] not in "。;\n":
        start = _back(simple, start - 1)
    return " ".join(text[low + start : low + last].split())


def _back(text: str, at: int) -> int:
    return max(text.rfind(stop, 0, at) for stop in _STOPS) + 1


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _target(one: Scanned, text: str, source: str, lang: Lang) -> list[str]:
    quantity = one.quantity
    clause = _clause(text, quantity)
    simple = plain(clause)
    relative = _relative(quantity, simple)
    falls = relative is not None and ": -" in relative
    comparator = "at_most" if falls or quantity.unit in {"首位", "榜首"} else quantity.comparator
    lines = [
        f"  - id: plan/line-{one.line}-{one.column}",
        f"    # {Text('单位', 'unit').to(lang)}: {quantity.unit or '?'}",
        f"    comparator: {comparator}",
        f"    {relative}" if relative else f"    value: {_number(quantity.value)}",
    ]
    if quantity.upper is not None:
        lines.append(f"    upper: {_number(quantity.upper)}")
    if "保持" in simple:
        lines.append("    maintain: true")
    if quantity.measure == "average_growth":
        lines.append("    transform: average_growth")
    if quantity.measure == "change" and not relative:
        lines.append(
            f"    # {Text('相对目标:改为 relative', 'relative to a base year: write it as relative').to(lang)}"
        )
    missing = Text("原文未写年份", "the words name no year").to(lang)
    lines.append(f"    due: {quantity.year}" if quantity.year else f"    # due: {missing}")
    return [*lines, f"    source: {{document: {source}, quote: {_quoted(clause)}}}"]


def _relative(one: Quantity, clause: str) -> str | None:
    """A change against a base year that the clause names, as `relative`."""
    base = re.search(r"[比较](20\d\d)年", clause)
    if one.measure != "change" or base is None:
        return None
    falls = re.search("下降|降低|减少|压减", clause)
    if one.unit.startswith("翻") or one.unit == "倍":
        return f"relative: {{base: {base[1]}, factor: {_number(one.value)}}}"
    key = "points" if one.unit == "个百分点" else "change"
    return f"relative: {{base: {base[1]}, {key}: {'-' if falls else ''}{_number(one.value)}}}"


def _known(one: Scanned, text: str, catalogue: Catalogue, names: Mapping[str, str]) -> Indicator | None:
    """The indicator whose name shares most with the clause, and in whose unit the quantity can be read.

    `names` are those of the candidates; growth is none of them, since 比上年增长 names no subject.
    """
    clause = _clause(text, one.quantity)
    simple = plain(clause)
    best, most = None, SHARED - 1
    for name, spelled in names.items():
        shared = _common(spelled, simple)
        if shared > most:
            readings = read(clause, catalogue.indicators[name], catalogue.units)
            if any(_at(reading.start, clause, one.quantity) for reading in readings):
                best, most = catalogue.indicators[name], shared
    return best


def _at(start: int, clause: str, one: Quantity) -> bool:
    return " ".join(one.text.split()) in clause[start : start + len(one.text) + 2]


def _common(one: str, other: str) -> int:
    """The length of the longest stretch that two texts share."""
    size = 0
    for at in range(len(one)):
        while at + size < len(one) and one[at : at + size + 1] in other:
            size += 1
    return size


def _observation(one: Scanned, indicator: Indicator, text: str) -> list[str]:
    quantity = one.quantity
    year = quantity.year or '"?"'
    clause = _clause(text, quantity)
    fields = f"indicator: {indicator.id}, time_period: {year}, value: {_number(quantity.value)}"
    return [f"  - {{{fields}, quote: {_quoted(clause)}}}  # {quantity.unit}"]


def _unread(left: Iterable[Scanned], lang: Lang) -> list[str]:
    """What was seen and not drafted."""
    rows = [f"#   {one.line}: {one.quantity.text} — {_short(one.quantity.sentence)}" for one in left]
    if not rows:
        return []
    return [f"# {Text('未能起草', 'not drafted').to(lang)}:", *rows]


def _short(words: str) -> str:
    folded = re.sub(r"\s+", " ", words)
    return folded if len(folded) <= 60 else folded[:60] + "…"
