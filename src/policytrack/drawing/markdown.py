"""Markdown pages: the report and every table."""

from datetime import date

from policytrack.drawing.annex import changes
from policytrack.drawing.glyphs import GLYPHS
from policytrack.drawing.table import Table, cell
from policytrack.model import MethodName
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Lang, printable
from policytrack.words.headings import (
    INDICATOR,
    LATEST_AND_PERIOD,
    METHODS_AGREE,
    NUMBER,
    PROGRESS,
    TARGET,
    TIME_PROGRESS,
    VERDICT,
)
from policytrack.words.methods import disagreement, method_note, method_view
from policytrack.words.notes import TITLE, as_of_line, coverage, since_line, told
from policytrack.words.targets import due, goal
from policytrack.words.terms import COMMA, STOP
from policytrack.words.values import latest_value, paced
from policytrack.words.verdicts import summary_line, verdict_word

_HEADINGS = (NUMBER, INDICATOR, TARGET, LATEST_AND_PERIOD, PROGRESS, TIME_PROGRESS, VERDICT)
_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]|#~$"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return printable(text).replace("\n", " ").translate(_SPECIAL)


def table(content: Table, lang: Lang) -> str:
    """Any table as Markdown."""
    return _table(
        [column.heading.to(lang) for column in content.columns],
        [column.is_number for column in content.columns],
        [[cell(one, lang) for one in row] for row in content.rows],
    )


def _table(headings: list[str], numbers: list[bool], rows: list[list[str]]) -> str:
    lines = [
        "| " + " | ".join(map(escape, headings)) + " |",
        "| " + " | ".join("---:" if is_number else "---" for is_number in numbers) + " |",
        *("| " + " | ".join(map(escape, row)) + " |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def report(content: Report, lang: Lang) -> str:
    """The report as a page: a section a plan, its table, then the reasons with their sources."""
    parts = [f"# {TITLE.to(lang)}", as_of_line(content.query, lang) + STOP.to(lang)]
    if len(content.sections) > 1:
        parts.append(f"**{escape(summary_line(content.summary).to(lang))}**")
    for section in content.sections:
        parts.extend(_section(section, content.query.as_of, lang))
    if content.query.since is not None:
        parts.append(f"## {escape(since_line(content, lang))}")
        if content.changes:
            parts.append(table(changes(content), lang).rstrip())
    return "\n\n".join(parts) + "\n"


def _section(section: Section, as_of: date, lang: Lang) -> list[str]:
    headings = [one.to(lang) for one in _HEADINGS]
    rows = [_row(number, row, lang) for number, row in enumerate(section.rows, 1)]
    others = [choice.name for choice in section.methods] if len(section.methods) > 1 else []
    if others:
        headings = [*headings[:-1], *others, METHODS_AGREE.to(lang)]
        for shown, row in zip(rows, section.rows, strict=True):
            shown[-1:] = [*_views(row, others, lang), _agree(row, lang)]
    reasons = [_reason(number, row, as_of, lang) for number, row in enumerate(section.rows, 1)]
    return [
        f"## {escape(section.plan.title.to(lang))}",
        escape(summary_line(section.summary).to(lang)),
        *map(escape, coverage(section, as_of, lang)),
        _table(headings, [True, False, False, False, True, True, *[False] * (len(headings) - 6)], rows).rstrip(),
        "\n".join(reasons),
        "\n".join(f"- {escape(method_note(choice, lang))}" for choice in section.methods),
    ]


def _row(number: int, row: Row, lang: Lang) -> list[str]:
    result = row.result
    asked = (goal(result.version, row.indicator, row.unit, lang), due(result.version, lang))
    way = result.trajectory
    return [
        str(number),
        row.indicator.name.to(lang),
        COMMA.to(lang).join(asked),
        "–" if result.latest is None else latest_value(row, lang),
        "–" if way.progress is None else paced(way.progress, row, lang),
        "–" if way.time_progress is None else paced(way.time_progress, row, lang),
        f"{GLYPHS[result.verdict][0]} {verdict_word(result, row.indicator, lang)}",
    ]


def _views(row: Row, names: list[MethodName], lang: Lang) -> list[str]:
    return [
        f"{GLYPHS[other.verdict][0]} {method_view(other, row.indicator, lang)}"
        for other in (row.methods[name] for name in names)
    ]


def _agree(row: Row, lang: Lang) -> str:
    return f"≠ {disagreement(lang)}" if row.methods_disagree else ""


def _reason(number: int, row: Row, as_of: date, lang: Lang) -> str:
    return f"{number}. **{escape(row.indicator.name.to(lang))}**: {escape(told(row, as_of).to(lang))}"
