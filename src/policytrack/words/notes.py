"""What stands around a report's tables: as of when, by which method, how old, from whom."""

from datetime import date

from policytrack.model import Citation
from policytrack.period import month_of
from policytrack.reporting.query import Query
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Lang, Text, counted
from policytrack.words.methods import method_note
from policytrack.words.terms import CONFIDENCE


def coverage(section: Section, as_of: date, lang: Lang) -> list[str]:
    """How old a plan's latest values are, and for which targets none was ever found."""
    zh = lang == "zh"
    ages = [month_of(as_of) - row.result.latest.period.last for row in section.rows if row.result.latest]
    unknown = [row.indicator.name.to(lang) for row in section.rows if row.result.verdict == "no_data"]
    lines = []
    if ages:
        span = f"{min(ages)}" if len(set(ages)) == 1 else f"{min(ages)}–{max(ages)}"
        known = f"{len(ages)} target" + ("" if len(ages) == 1 else "s")
        lines.append(
            f"有数据的{len(ages)}项,最新值距评估日{span}个月。"
            if zh
            else f"The latest values, known for {known}, are {span} months old."
        )
    if unknown:
        listed = "、".join(unknown) if zh else "; ".join(unknown)
        lines.append(
            f"基期以来未见公布数据的{len(unknown)}项:{listed}。"
            if zh
            else f"No published value since the base year was found for {len(unknown)}: {listed}."
        )
    return lines


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
    """Publisher, date and confidence of the latest value's source."""
    found = row.origin
    if found is None:
        return None
    dated = Text(*(f", {word}" for word in found.when)) if found.when else Text("", "")
    sure = CONFIDENCE.get(found.confidence or "")
    return Text(
        found.publisher.zh + dated.zh + (f"({sure.zh})" if sure else ""),
        found.publisher.en + dated.en + (f" (confidence: {sure.en})" if sure else ""),
    )
