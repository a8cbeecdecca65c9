"""Candidate records, as YAML, for quantities that nothing accounts for: a curator reads each against its sentence."""

import re
from collections.abc import Iterable
from decimal import Decimal

from policytrack.accounting import Scan, Scanned
from policytrack.model import Catalogue, Indicator
from policytrack.quantity.readings import plain, read
from policytrack.quantity.scan import LONGEST, Quantity
from policytrack.text import Lang, Text, printable

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
    known = [(one, _known(one, text, catalogue)) for one in told]
    stated = [(one, indicator) for one, indicator in known if indicator is not None]
    if stated:
        lines += ["observations:", *(line for one, indicator in stated for line in _observation(one, indicator, text))]
    unread = [one for one, indicator in known if indicator is None]
    unread += [one for one in left if one.quantity.reads_as == "other"]
    lines += _unread(unread, lang)
    return printable("\n".join(lines)) + "\n"


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


def _known(one: Scanned, text: str, catalogue: Catalogue) -> Indicator | None:
    """The indicator whose name shares most with the clause, and in whose unit the quantity can be read."""
    clause = _clause(text, one.quantity)
    best, most = None, SHARED - 1
    for indicator in catalogue.indicators.values():
        shared = _common(plain(indicator.name.zh), plain(clause))
        if shared > most and indicator.kind != "growth":  # 比上年增长 names no subject
            readings = read(clause, indicator, catalogue.units)
            if any(_at(reading.start, clause, one.quantity) for reading in readings):
                best, most = indicator, shared
    return best


def _at(start: int, clause: str, one: Quantity) -> bool:
    return " ".join(one.text.split()) in clause[start : start + len(one.text) + 2]


def _common(one: str, other: str) -> int:
    """The length of the longest stretch that two texts share."""
    return next(
        (
            size
            for size in range(len(one), 0, -1)
            if any(one[at : at + size] in other for at in range(len(one) - size + 1))
        ),
        0,
    )


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
