"""Markdown pages: the report and every table."""

from datetime import date

from policytrack.decimals import percent
from policytrack.drawing.annex import changes
from policytrack.drawing.glyphs import GLYPHS
from policytrack.drawing.table import Table, cell
from policytrack.model import MethodName
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Lang, printable
from policytrack.words.methods import disagreement, method_note, method_view
from policytrack.words.notes import cited, coverage, origin, since_line
from policytrack.words.periods import period
from policytrack.words.reasons import reason_of
from policytrack.words.targets import goal
from policytrack.words.values import latest_value, paced_at
from policytrack.words.verdicts import summary_line, verdict_word

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
    title = "# 规划目标执行情况" if lang == "zh" else "# What became of the targets"
    day, known = content.query.as_of, content.query.recorded_by
    if lang == "zh":
        when = f"评估日 {day}," + (f"按 {known} 前已知的数据。" if known else "按目前已知的数据。")
    else:
        when = f"As of {day}, " + (f"with the data known on {known}." if known else "with the data known today.")
    parts = [title, when]
    if len(content.sections) > 1:
        parts.append(f"**{escape(summary_line(content.summary).to(lang))}**")
    for section in content.sections:
        parts.extend(_section(section, day, lang))
    if content.query.since is not None:
        parts.append(f"## {escape(since_line(content, lang))}")
        if content.changes:
            parts.append(table(changes(content), lang).rstrip())
    return "\n\n".join(parts) + "\n"


def _section(section: Section, as_of: date, lang: Lang) -> list[str]:
    zh = lang == "zh"
    headings = (
        ["序号", "指标名称", "目标值", "最新值(时期)", "完成进度", "时间进度", "评估结论"]
        if zh
        else ["No.", "Indicator", "Target", "Latest (period)", "Progress", "Time progress", "Verdict"]
    )
    rows = [_row(number, row, lang) for number, row in enumerate(section.rows, 1)]
    others = [choice.name for choice in section.methods] if len(section.methods) > 1 else []
    if others:
        headings = [*headings[:-1], *others, "各方法一致" if zh else "Methods agree"]
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
    due = f"{period(result.version.due, lang)}" if lang == "zh" else f"by {result.version.due}"
    comma, measured = "," if lang == "zh" else ", ", paced_at(row)
    when = f" ({period(measured, lang)})" if measured else ""
    return [
        str(number),
        row.indicator.name.to(lang),
        f"{goal(result.version, row.indicator, row.unit, lang)}{comma}{due}",
        "–" if result.latest is None else latest_value(row, lang),
        "–" if result.trajectory.progress is None else percent(result.trajectory.progress) + when,
        "–" if result.trajectory.time_progress is None else percent(result.trajectory.time_progress) + when,
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
    zh = lang == "zh"
    found = origin(row)
    source = (
        "" if found is None else ("数据来源:" if zh else " Source: ") + escape(found.to(lang)) + ("。" if zh else ".")
    )
    quote = cited(row, as_of).quote
    words = "" if not quote else (f"原文:“{escape(quote)}”。" if zh else f" The plan's words: “{escape(quote)}”.")
    return f"{number}. **{escape(row.indicator.name.to(lang))}**: {escape(reason_of(row).to(lang))}{source}{words}"
