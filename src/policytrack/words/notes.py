"""What stands around a report's tables: as of when, by which method, how old, from whom."""

from collections.abc import Sequence
from datetime import date

from policytrack.model import Citation
from policytrack.period import month_of
from policytrack.reporting.origins import Origin
from policytrack.reporting.query import Query
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Lang, Text, counted
from policytrack.words.methods import method_note
from policytrack.words.reasons import reason_of
from policytrack.words.terms import NO_SOURCE, STOP
from policytrack.words.values import how_sure

TITLE = Text("规划目标执行情况", "What became of the targets")
NOTHING_FITS = Text("没有符合条件的目标。", "No target fits.")
SOURCE = Text("数据来源:", "Source: ")
UNDATED = Text("未注日期", "undated")
SURE = ("low", "medium", "high")


def coverage(section: Section, as_of: date, lang: Lang) -> list[str]:
    """How old a plan's latest values are, and for which targets none was ever found."""
    zh = lang == "zh"
    found = ages(section, as_of)
    unknown = [row.indicator.name.to(lang) for row in section.rows if row.result.verdict == "no_data"]
    lines = []
    if found:
        lines.append(how_old(found, counted(len(found), "target"), lang))
    if unknown:
        listed = "、".join(unknown) if zh else "; ".join(unknown)
        lines.append(
            f"基期以来未见公布数据的{len(unknown)}项:{listed}。"
            if zh
            else f"No published value since the base year was found for {len(unknown)}: {listed}."
        )
    return lines


def ages(section: Section, as_of: date) -> list[int]:
    """How many months before a day each latest value of a plan is of."""
    return [month_of(as_of) - row.result.latest.period.last for row in section.rows if row.result.latest]


def how_old(found: Sequence[int], known: str, lang: Lang) -> str:
    """How many months old values are; `known` says in English for how many targets there are any."""
    span = f"{min(found)}" if len(set(found)) == 1 else f"{min(found)}–{max(found)}"
    if lang == "zh":
        return f"有数据的{len(found)}项,最新值距评估日{span}个月。"
    return f"The latest values, known for {known}, are {span} months old."


def method_notes(section: Section, lang: Lang) -> list[str]:
    """How each method judges whose verdicts are shown; the one that the summary counts by is marked among several."""
    several = len(section.methods) > 1
    return [("* " if several and one == section.method else "") + method_note(one, lang) for one in section.methods]


def as_of_line(query: Query, lang: Lang) -> str:
    """The report's day, and what was known."""
    day, known = query.as_of, query.recorded_by
    if lang == "zh":
        return f"评估日 {day}," + (f"按 {known} 前已知的数据" if known else "按目前已知的数据")
    return f"As of {day}, " + (f"with the data known on {known}" if known else "with the data known today")


def since_line(report: Report, lang: Lang) -> str:
    """How many targets moved since the day that was asked."""
    day, count = report.query.since, len(report.changes)
    if lang == "zh":
        return f"{day} 以来有{count}项变化(与当日及当日已知的数据相比)"
    moved = counted(count, "target")
    return f"{moved} moved since {day} (against what was known that day)"


def cited(row: Row, as_of: date) -> Citation:
    """The words that set the target as it is in force on a day."""
    revised = [one.source for one in row.target.revisions if one.effective <= as_of.isoformat() and one.source.quote]
    return revised[-1] if revised else row.target.source


def origin(row: Row) -> Text | None:
    """Publisher, date and confidence of the latest value's source; of a computed one all, as sure as the least sure."""
    every = row.origins
    if not every:
        return None
    known = [one.confidence for one in every if one.confidence in SURE]
    sure = how_sure(min(known, key=SURE.index) if known else None)
    said = _said(every[0]) if len(every) == 1 else _computed(every)
    return Text(said.zh + (sure.zh if sure else ""), said.en + (f" {sure.en}" if sure else ""))


def _publisher(one: Origin) -> Text:
    return NO_SOURCE if one.publisher is None else Text.same(one.publisher)


def _when(one: Origin) -> Text | None:
    return UNDATED if one.is_undated else Text.same(one.dated) if one.dated else None


def _said(one: Origin) -> Text:
    """One publisher, with its date behind a comma."""
    publisher, when = _publisher(one), _when(one)
    return Text(f"{publisher.zh}, {when.zh}", f"{publisher.en}, {when.en}") if when else publisher


def _computed(every: Sequence[Origin]) -> Text:
    """That a value is computed from several, each with its date in brackets."""
    named = [(_publisher(one), _when(one)) for one in every]
    zh = "、".join(f"{who.zh}({when.zh})" if when else who.zh for who, when in named)
    en = ", ".join(f"{who.en} ({when.en})" if when else who.en for who, when in named)
    return Text(f"据{zh}推算", f"computed from {en}")


def source_line(row: Row) -> Text | None:
    """Where the latest value comes from: 数据来源:北京市科委; Source: …."""
    found = origin(row)
    return None if found is None else Text(SOURCE.zh + found.zh, SOURCE.en + found.en)


def quoted(row: Row, as_of: date) -> Text | None:
    """The plan's own words."""
    words = cited(row, as_of).quote
    return Text(f"原文:“{words}”", f"The plan's words: “{words}”") if words else None


def told(row: Row, as_of: date) -> Text:
    """The verdict's reason, where its value comes from, and the plan's words."""
    said = [one for one in (source_line(row), quoted(row, as_of)) if one]
    why = reason_of(row)
    return Text(
        why.zh + "".join(f"{one.zh}{STOP.zh}" for one in said), why.en + "".join(f" {one.en}{STOP.en}" for one in said)
    )
