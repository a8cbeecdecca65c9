"""Words in the cells of a report's tables: where a target started, how it stood, why it moved."""

from collections.abc import Sequence

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.series.points import Point
from policytrack.decimals import rounded
from policytrack.reporting.report import Row
from policytrack.text import Lang, Text
from policytrack.words.targets import goal
from policytrack.words.terms import CAUSE, QUALIFIER, SEMICOLON
from policytrack.words.values import latest_value
from policytrack.words.verdicts import verdict_word


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
