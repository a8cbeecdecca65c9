"""The report as plain dicts."""

from typing import TYPE_CHECKING

from policytrack.assessing.series.points import Point
from policytrack.drawing.json_form.record_dicts import Json, number, text
from policytrack.model import Target
from policytrack.words.reasons import reason_of

if TYPE_CHECKING:
    from policytrack.reporting.changes import Change
    from policytrack.reporting.query import Query
    from policytrack.reporting.report import Report, Row, Summary


def report(one: "Report") -> Json:
    """The whole report."""
    query = one.query
    made = {
        "as_of": query.as_of.isoformat(),
        "recorded_by": None if query.recorded_by is None else query.recorded_by.isoformat(),
        "method": query.method,
        "plans": [
            {"id": section.plan.id, "title": text(section.plan.title), "summary": summary(section.summary)}
            for section in one.sections
        ],
        "summary": summary(one.summary),
        "targets": [row_with_parts(each, query) for each in one.rows],
    }
    if query.since is not None:
        made["since"] = query.since.isoformat()
        made["changes"] = [change(each) for each in one.changes]
    return made


def change(one: "Change") -> Json:
    """What moved since an earlier day: the verdict, the measured value, the number to reach, and the causes."""
    before, after = one.before, one.after
    return {
        "target": one.target.id,
        "from": before.verdict,
        "to": after.verdict,
        "causes": list(one.causes),
        "measured": {"from": number(before.measured), "to": number(after.measured)},
        "value": {"from": number(before.version.value), "to": number(after.version.value)},
        "due": {"from": str(before.version.due), "to": str(after.version.due)},
    }


def summary(one: "Summary") -> Json:
    """How many targets, and how many of each verdict, zeros included."""
    counts: Json = {str(verdict): count for verdict, count in one.counts.items()}
    return {"targets": sum(one.counts.values()), **counts}


def row(one: "Row") -> Json:
    """One target's assessment; where every method was asked, what each says."""
    made = _assessment(one)
    if one.methods:
        made["methods"] = {
            name: {
                "trend": other.trend,
                "verdict": other.verdict,
                "ratio": number(other.ratio),
                "score": number(other.score),
            }
            for name, other in one.methods.items()
        }
    return made


def row_with_parts(one: "Row", query: "Query") -> Json:
    """One target's assessment; with its parts, where they were asked for."""
    return {**row(one), "series": parts(one)} if query.series else row(one)


def parts(one: "Row") -> list[Json]:
    """A target's parts, the best first, each in the shape of a target with its `series` and `rank`."""
    return [{"series": part.series, "rank": place, **row(part)} for place, part in enumerate(one.parts, 1)]


def _assessment(one: "Row") -> Json:
    result, version, way = one.result, one.result.version, one.result.trajectory
    return {
        "id": one.target.id,
        "plan": one.plan.id,
        "indicator": one.indicator.id,
        "name": text(one.indicator.name),
        "unit": one.unit.id,
        "unit_name": text(one.unit.name),
        "scope": text(one.indicator.scope),
        "comparator": version.comparator,
        "value": number(version.value),
        "upper": number(version.upper),
        "tolerance": number(result.tolerance),
        "due": str(version.due),
        "headline": one.target.headline,
        "nature": one.target.nature,
        "transform": version.transform,
        "method": result.method,
        "baseline": None if result.baseline is None else _baseline(result.baseline),
        "latest": None if result.latest is None else _latest(result.latest, version),
        "measured": number(result.measured),
        "attainment": number(result.attainment),
        "progress": number(way.progress),
        "time_progress": number(way.time_progress),
        "expected_value": number(way.expected_value),
        "gap": number(result.gap),
        "observed_rate": number(way.observed_rate),
        "required_rate": number(way.required_rate),
        "pace": number(result.pace),
        "ratio": number(result.ratio),
        "score": number(result.score),
        "projection": None if way.projection is None else {
            "time_period": str(version.due), "value": number(way.projection)},
        "reached_in": way.reached_in,
        "trend": result.trend,
        "verdict": result.verdict,
        "provisional": result.provisional,
        "by_tolerance": result.by_tolerance,
        "satisfied_at_baseline": result.satisfied_at_baseline,
        "last_known_satisfies": result.last_known_satisfies,
        "stale_months": result.stale_months,
        "overdue_months": result.overdue_months,
        "reason": text(reason_of(one)),
    }  # fmt: skip


def _baseline(point: Point) -> Json:
    return {"time_period": str(point.period), "value": number(point.level)}


def _latest(point: Point, version: Target) -> Json:
    """The last observation used; of a year that was added from its parts, their sum."""
    last, is_added = point.parts[-1], len(point.parts) > 1 and version.transform is None
    return {
        "time_period": str(point.period if is_added else last.period),
        "value": number(point.number if is_added else last.value),
        "qualifier": last.qualifier,
        "status": last.status,
        "source": last.source,
    }
