"""Targets and observations as the case tables write them."""

from datetime import date
from decimal import Decimal
from typing import Any

from policytrack.assessing.assessment import Assessment, assess
from policytrack.assessing.standing import standing, visible
from policytrack.model import Citation, Indicator, MethodChoice, Observation, Plan, Relative, Revision, Target
from policytrack.period import Period, parse_period
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
        qualifier, flag = [*rest, None, None][:2]
        status = None if flag == "break" else flag
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
            )
        )
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


def judge(case: dict[str, Any]) -> Assessment:
    """Assess a case of a table."""
    kind, as_of = case["indicator"]["kind"], date.fromisoformat(case["as_of"])
    indicator = Indicator(
        "i", WORD, WORD, "u", kind, case["indicator"]["desired"], WORD, limit=decimal(case["indicator"].get("limit"))
    )
    plan = Plan("p", WORD, WORD, "s", case["target"]["plan_start"], period(case["target"]["due"]).year)
    own = standing(visible(observations(case["observations"]), kind, {}, as_of), kind, {})
    growth = standing(visible(observations(case.get("growth", []), "g"), "growth", {}, as_of), "growth", {})
    return assess(target_of(case), plan, indicator, own, growth, MethodChoice(case["method"]), as_of)


def seen(result: Assessment) -> dict[str, Any]:
    """An assessment in the words of a table's `expect`."""
    return {
        **result._asdict(),
        **result.trajectory._asdict(),
        "value": result.version.value,
        "baseline": result.baseline and str(result.baseline.period),
        "latest": result.latest and str(result.latest.period),
    }
