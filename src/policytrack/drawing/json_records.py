"""The JSON that policytrack promises: plain dicts of records and reports. Stable; people and tests depend on it."""

from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, Any

from policytrack import fields
from policytrack.assessing.points import Point
from policytrack.errors import Finding
from policytrack.model import Catalogue, Citation, Indicator, Observation, Plan, Source, Target
from policytrack.text import Text

if TYPE_CHECKING:  # listing what is curated assesses nothing
    from policytrack.reporting.changes import Change
    from policytrack.reporting.query import Query
    from policytrack.reporting.report import Report, Row, Summary

Json = dict[str, Any]


def number(value: Decimal | None) -> int | float | None:
    """A Decimal as a JSON number: whole numbers as integers, others as doubles; beyond a double's range None."""
    if value is None:
        return None
    shown = float(value)
    if shown.is_integer():
        return int(shown) if -(2**53) < shown < 2**53 else shown
    return shown if abs(shown) != inf else None


def text(pair: Text | None) -> Json | None:
    """A phrase in both languages."""
    return None if pair is None else {"zh": pair.zh, "en": pair.en}


def plan(one: Plan) -> Json:
    """A plan as in targets.yaml."""
    method = {
        "name": one.method.name,
        "on_track": number(one.method.on_track),
        "progressing": number(one.method.progressing),
    }
    return {"id": one.id, "title": text(one.title), "issuer": text(one.issuer), "source": one.source,
            "start": one.start, "end": one.end, "method": _given(method)}  # fmt: skip


def indicator(one: Indicator, catalogue: Catalogue) -> Json:
    """An indicator as in targets.yaml, with its unit's name."""
    return {
        "id": one.id,
        "name": text(one.name),
        "definition": text(one.definition),
        "unit": one.unit,
        "unit_name": text(catalogue.units[one.unit].name),
        "kind": one.kind,
        "desired": one.desired,
        "scope": text(one.scope),
        "limit": number(one.limit),
        "frequency": one.frequency,
        "provider": one.provider,
        "release": None if one.release_months is None else {"months_after": one.release_months},
        "growth_of": one.growth_of,
    }


def target(one: Target, catalogue: Catalogue) -> Json:
    """A target as in targets.yaml, with what its indicator says of it."""
    about = catalogue.indicators[one.indicator]
    return {
        "id": one.id,
        "plan": one.plan,
        "indicator": one.indicator,
        "name": text(about.name),
        "unit": about.unit,
        "unit_name": text(catalogue.units[about.unit].name),
        "scope": text(about.scope),
        "kind": about.kind,
        "desired": about.desired,
        "comparator": one.comparator,
        "value": number(one.value),
        "upper": number(one.upper),
        "tolerance": number(one.tolerance),
        "maintain": one.maintain,
        "transform": one.transform,
        "base": None if one.base is None else str(one.base),
        "relative": None if one.relative is None else _relative(one),
        "path": {str(period): number(value) for period, value in one.path},
        "due": str(one.due),
        "headline": one.headline,
        "nature": one.nature,
        "group": one.group,
        "order": one.order,
        "lead": list(one.lead),
        "revisions": [_revision(revision) for revision in one.revisions],
        "related": [relation._asdict() for relation in one.related],
        "source": citation(one.source),
        "note": one.note,
    }


def _relative(one: Target) -> Json:
    assert one.relative is not None
    written = one.relative._asdict()
    return _given({"base": str(written.pop("base")), **{key: number(value) for key, value in written.items()}})


def _revision(one: Any) -> Json:
    return {
        "effective": one.effective,
        **_given({
            "comparator": one.comparator, "value": number(one.value), "upper": number(one.upper),
            "tolerance": number(one.tolerance), "due": None if one.due is None else str(one.due),
        }),
        "source": citation(one.source),
        "reason": one.reason,
    }  # fmt: skip


def _given(fields: Json) -> Json:
    return {key: value for key, value in fields.items() if value is not None}


def citation(one: Citation) -> Json:
    """Where the words stand that set a number."""
    return {"document": one.document, "section": one.section, "quote": one.quote}


def source(one: Source, observations: int) -> Json:
    """A document, with how many observations it states."""
    fields = one._asdict()
    digest, characters = fields.pop("text_sha256"), fields.pop("text_characters")
    fields["title"], fields["note"] = text(one.title), text(one.note)
    fields["text"] = None if digest is None else {"sha256": digest, "characters": characters}
    fields["figures"] = [
        {"quote": figure.quote, "class": figure.class_, "occurrences": figure.occurrences} for figure in one.figures
    ]
    fields["observations"] = observations
    return fields


_LISTED = fields.moved((one for one in fields.FIELDS if one.listed and not one.retraction), series="note")
_NAMES, _picked = tuple(field.name for field in _LISTED), fields.picked(_LISTED)


def vintage(one: Observation) -> Json:
    """One value of an indicator for a period, as stated or recorded."""
    made = dict(zip(_NAMES, _picked(one), strict=True))
    made["time_period"], made["value"] = str(one.period), number(one.value)
    gone = one.retraction
    made["retracted"], made["retraction"] = gone is not None, None if gone is None else gone._asdict()
    return made


def finding(one: Finding) -> Json:
    """What `check` reports."""
    place = one.place
    return {
        "code": one.code,
        "severity": one.severity,
        "message": text(one.message),
        "hint": text(one.hint),
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "excerpt": one.excerpt,
    }


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
        "reason": text(one.reason),
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
