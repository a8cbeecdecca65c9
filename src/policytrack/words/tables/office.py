"""Words of the workbook, the Word document and their tables: captions, citations, remarks."""

from policytrack.model import Observation, Source
from policytrack.text import Lang, Text, printable
from policytrack.words.narrative import in_print
from policytrack.words.terms import CONFIDENCE, SEMICOLON

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


def remarks(one: Observation) -> Text | None:
    """What is to be said beside a value: a break, its note, why it was withdrawn."""
    parts = [Text("与此前不可比", "not comparable with earlier values")] if one.is_break else []
    parts += [Text.same(one.note)] if one.note else []
    parts += [Text(f"撤回:{one.retraction.reason}", f"retracted: {one.retraction.reason}")] if one.retraction else []
    if not parts:
        return None
    return Text(SEMICOLON.zh.join(part.zh for part in parts), SEMICOLON.en.join(part.en for part in parts))
