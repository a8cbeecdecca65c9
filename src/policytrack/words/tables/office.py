"""Words of the workbook, the Word document and their tables: titles, captions, citations, what stood and moved."""

from collections.abc import Sequence

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.points import Point
from policytrack.decimals import rounded
from policytrack.model import Observation, Source
from policytrack.reporting.report import Row
from policytrack.text import Lang, Text, printable
from policytrack.words.narrative import in_print
from policytrack.words.targets import goal
from policytrack.words.terms import CAUSE, CONFIDENCE, QUALIFIER, SEMICOLON
from policytrack.words.values import latest_value
from policytrack.words.verdicts import verdict_word

BY_METHOD = Text("各方法的评估结论", "The verdict by each method")
RANKED = Text("分项排名", "The parts, ranked")
SOURCES = Text("资料来源", "Sources")
RESTS_ON = Text("目标依据:", "The targets: ")
BASE = Text("基期", "base ")  # before the numbers of the sources of a baseline
_PAGE: dict[Lang, tuple[str, str, str]] = {"zh": ("第 ", " 页,共 ", " 页"), "en": ("Page ", " of ", "")}


def page_of(lang: Lang) -> tuple[str, str, str]:
    """What stands before, between and after a page's number and how many there are."""
    return _PAGE[lang]


def over_plan(title: Text) -> Text:
    """What stands over a plan's sheet."""
    return Text(f"{title.zh}目标执行情况", f"{title.en}: what became of the targets")


def over_table(place: int) -> Text:
    """What stands over a plan's table."""
    return Text(f"附表{place} 目标执行情况", f"Table {place}. The targets")


def prose(text: str, lang: Lang) -> str:
    """Words of ours, with the stops of printed Chinese."""
    return printable(in_print(text) if lang == "zh" else text)


def reference(source: Source, lang: Lang) -> str:
    """A source as a list of references has it: title, publisher, number, date, how sure."""
    comma, stop = Text("\uff0c", ", ").to(lang), Text("。", ". ").to(lang)
    told = [source.title.to(lang), source.publisher, source.document_number, source.issued, _sure(source).to(lang)]
    return prose(comma.join(one for one in told if one), lang) + stop


def _sure(source: Source) -> Text:
    sure = CONFIDENCE[source.confidence] if source.confidence else None
    return Text(sure.zh, f"confidence: {sure.en}") if sure else Text("", "")


def started(start: Point) -> Text:
    """A baseline's number alone, as its unit stands beside it; a chain of yearly growth starts from an index."""
    number = rounded(start.level, 4)
    if start.parts or not start.level:
        vague = QUALIFIER[start.parts[0].qualifier if len(start.parts) == 1 else "exact"]
        return Text(vague.zh + number, vague.en + number)
    return Text(f"指数{number}", f"index {number}")


def stood(row: Row, result: Assessment, lang: Lang) -> str:
    """How a target stood: the verdict, the value and, where it is not the present one, the target."""
    parts = [verdict_word(result, row.indicator, lang)]
    if result.latest is not None:
        parts.append(latest_value(row._replace(result=result), lang))
    asked = goal(result.version, row.indicator, row.unit, lang)
    if asked != goal(row.result.version, row.indicator, row.unit, lang):
        parts.append(Text(f"目标{asked}", f"target {asked}").to(lang))
    return SEMICOLON.to(lang).join(parts)


def causes(moved_by: Sequence[str]) -> Text:
    """Why something moved."""
    return Text("、".join(CAUSE[one].zh for one in moved_by), ", ".join(moved_by))


def remarks(one: Observation) -> Text | None:
    """What is to be said beside a value: a break, its note, why it was withdrawn."""
    parts = [Text("与此前不可比", "not comparable with earlier values")] if one.is_break else []
    parts += [Text.same(one.note)] if one.note else []
    parts += [Text(f"撤回:{one.retraction.reason}", f"retracted: {one.retraction.reason}")] if one.retraction else []
    if not parts:
        return None
    return Text(SEMICOLON.zh.join(part.zh for part in parts), SEMICOLON.en.join(part.en for part in parts))
