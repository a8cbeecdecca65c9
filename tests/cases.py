"""Targets and observations as the case tables write them.

An observation is [time period, value, qualifier, flag, more]; flag is a status or "break". `more` says where it comes from:
`kind` and `issued` of its source, when it was `published`, or that a person `recorded` it (and `withdrew` it) on a day.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from policytrack.assessing.assessment import Assessment, assess, from_parts
from policytrack.assessing.series.standing import standing, visible
from policytrack.model import (
    Catalogue,
    Citation,
    Indicator,
    MethodChoice,
    Observation,
    Plan,
    Relative,
    Retraction,
    Revision,
    Source,
    Target,
)
from policytrack.period import Period, parse_period
from policytrack.reporting.changes import since
from policytrack.reporting.query import Query
from policytrack.text import Text

WORD = Text("甲", "a")


def decimal(written: Any) -> Decimal | None:
    return None if written is None else Decimal(str(written))


def period(written: Any) -> Period:
    found = parse_period(str(written))
    assert found is not None
    return found


def observations(rows: list[list[Any]], name: str = "i") -> list[Observation]:
    made = []
    for number, (when, value, *rest) in enumerate(rows):
        qualifier, flag, more = [*rest, None, None, None][:3]
        status, more = None if flag == "break" else flag, more or {}
        made.append(
            Observation(
                str(number),
                name,
                period(when),
                Decimal(str(value)),
                "u",
                qualifier or "exact",
                status,
                is_break=flag == "break",
                source=f"{name}{number}",
                published=more.get("published"),
                recorded_at=_noon(more.get("recorded")),
                retraction=Retraction("a slip", f"{more['withdrew']}T12:00:00+00:00", "a")
                if "withdrew" in more
                else None,
            )
        )
    return made


def _noon(day: str | None) -> str | None:
    return None if day is None else f"{day}T12:00:00+00:00"


def sources(rows: list[list[Any]], name: str = "i") -> dict[str, Source]:
    """The documents that observations come from, where `more` says of what kind they are or when they came out."""
    made = {}
    for number, (_, _, *rest) in enumerate(rows):
        more = rest[2] if len(rest) > 2 else {}
        if "kind" in more or "issued" in more:
            id_ = f"{name}{number}"
            made[id_] = Source(id_, more.get("kind", "news"), WORD, "a", issued=more.get("issued"))
    return made


def target_of(case: dict[str, Any]) -> Target:
    asked = case["target"]
    relative = dict(asked.get("relative") or {})
    return Target(
        id="p/t", plan="p", indicator="i", comparator=asked["comparator"], due=period(asked["due"]), source=Citation("s"),
        value=decimal(asked.get("value")), upper=decimal(asked.get("upper")), tolerance=decimal(asked.get("tolerance")),
        maintain=asked.get("maintain", False), transform=asked.get("transform"),
        base=int(asked["base"]) if "base" in asked else None,
        relative=Relative(int(relative.pop("base")), **{key: decimal(value) for key, value in relative.items()}) if relative else None,
        path=tuple((period(when), Decimal(str(value))) for when, value in asked.get("path", {}).items()),
        revisions=tuple(
            Revision(one["effective"], Citation("s"), value=decimal(one["value"]), due=period(one["due"])) for one in asked.get("revisions", [])
        ),
    )  # fmt: skip


def indicator_of(case: dict[str, Any]) -> Indicator:
    asked = case["indicator"]
    return Indicator("i", WORD, WORD, "u", asked["kind"], asked["desired"], WORD, limit=decimal(asked.get("limit")))


def plan_of(case: dict[str, Any]) -> Plan:
    return Plan("p", WORD, WORD, "s", case["target"]["plan_start"], period(case["target"]["due"]).year)


def method_of(case: dict[str, Any]) -> MethodChoice:
    """A case names its method, or the method with a plan's own cut-offs."""
    asked = case["method"] if isinstance(case["method"], dict) else {"name": case["method"]}
    return MethodChoice(asked["name"], decimal(asked.get("on_track")), decimal(asked.get("progressing")))


def judge(case: dict[str, Any]) -> Assessment:
    """Assess a case of a table; `parts` are observations of the indicator's parts."""
    whole = _judged(case, case["observations"])
    if case["observations"]:
        return whole
    parts = [_judged(case, rows) for rows in case.get("parts", {}).values()]
    return from_parts(whole, parts, date.fromisoformat(case["as_of"])) if parts else whole


def _judged(case: dict[str, Any], rows: list[list[Any]]) -> Assessment:
    as_of, growth = date.fromisoformat(case["as_of"]), case.get("growth", [])
    known = date.fromisoformat(case["recorded_by"]) if "recorded_by" in case else None
    kind = case["indicator"]["kind"]
    own = standing(visible(observations(rows), kind, sources(rows), as_of, known), kind, sources(rows))
    others = standing(visible(observations(growth, "g"), "growth", {}, as_of, known), "growth", {})
    return assess(target_of(case), plan_of(case), indicator_of(case), own, others, method_of(case), as_of)


def seen(result: Assessment) -> dict[str, Any]:
    """An assessment in the words of a table's `expect`."""
    return {
        **result._asdict(),
        **result.trajectory._asdict(),
        "value": result.version.value,
        "baseline": result.baseline and str(result.baseline.period),
        "latest": result.latest and str(result.latest.period),
    }


def differences(case: dict[str, Any]) -> list[str]:
    """What of a case's `expect` is otherwise; computed numbers are compared to four places."""
    found, wrong = seen(judge(case)), []
    for name, expected in case["expect"].items():
        got = found[name]
        places = Decimal("0.06") if name == "value" else Decimal("0.00006")
        if isinstance(got, Decimal) and expected is not None:
            if abs(got - Decimal(str(expected))) > places:
                wrong.append(f"{name}: {got} instead of {expected}")
        elif got != expected:
            wrong.append(f"{name}: {got!r} instead of {expected!r}")
    return wrong


def moved(case: dict[str, Any]) -> dict[str, Any]:
    """What moved a case's target since a day: the verdicts of then and now, and the causes."""
    every, known = observations(case["observations"]), {"i": indicator_of(case)}
    plan = plan_of(case)._replace(method=method_of(case))
    stated = {"i": tuple(one for one in every if one.recorded_at is None)}
    catalogue = Catalogue({}, {"p": plan}, known, {"p/t": target_of(case)}, sources(case["observations"]), stated, {})
    query = Query(date.fromisoformat(case["as_of"]))
    recorded = [one for one in every if one.recorded_at is not None]
    (change,) = since(catalogue, recorded, query, date.fromisoformat(case["since"]))
    return {"before": change.before.verdict, "verdict": change.after.verdict, "causes": list(change.causes)}
