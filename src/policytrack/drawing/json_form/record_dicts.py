"""The JSON that policytrack promises: plain dicts of records and reports. Stable; people and tests depend on it."""

from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, Any

from policytrack import fields
from policytrack.errors import Finding
from policytrack.model import Catalogue, Citation, Indicator, Observation, Plan, Source, Target
from policytrack.text import Text

if TYPE_CHECKING:  # listing what is curated assesses nothing
    pass

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
