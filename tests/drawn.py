"""Arbitrary targets with arbitrary values, and what is drawn of them."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from policytrack.drawing.chart.plot import Plot, plot
from policytrack.model import (
    METHODS,
    Catalogue,
    Citation,
    Indicator,
    MethodChoice,
    Observation,
    Plan,
    Source,
    Target,
    Unit,
)
from policytrack.period import Period
from policytrack.reporting.query import Query
from policytrack.reporting.report import Report, build
from policytrack.text import Text

DAY = date(2026, 11, 20)
UNITS = {
    "count": Unit("count", Text("件", "pieces")),
    "money": Unit("money", Text("亿元", "CNY 100M"), "CNY", Decimal(100000000)),
    "percent": Unit("percent", Text("%", "%")),
}


def catalogue(
    target: Target, kind: Any, desired: Any, unit: str, observations: list[Observation], method: Any
) -> Catalogue:
    """The smallest catalogue with one target."""
    source = Source("s", "plan", Text("规划", "Plan"), "市")
    plan = Plan("p", Text("规划", "Plan"), Text("市", "City"), "s", 2021, 2027, MethodChoice(method))
    name = Text("指标", "Indicator")
    indicator = Indicator("i", name, name, unit, kind, desired, Text("市", "City"))
    return Catalogue(
        UNITS, {"p": plan}, {"i": indicator}, {target.id: target}, {"s": source}, {"i": tuple(observations)}, {}
    )


def made(
    target: Target, kind: Any, desired: Any, unit: str, observations: list[Observation], method: Any = "time-progress"
) -> Report:
    """The report on one target, with its details."""
    found = catalogue(target, kind, desired, unit, observations, method)
    return build(found, (), Query(DAY, details=True))


def plotted(report: Report) -> Plot | None:
    """The chart of a report's only row."""
    (row,) = report.rows
    return plot(row, report.query.as_of)


def seen(year: int, value: Any, **more: Any) -> Observation:
    """A value of a year."""
    return Observation(
        f"{year}{value}{more}",
        "i",
        Period.of_year(year),
        Decimal(str(value)),
        more.pop("unit", "count"),
        source="s",
        **more,
    )


def asked(comparator: Any = "at_least", value: Any = 300, **more: Any) -> Target:
    """A target due in 2027."""
    number = None if comparator in {"increase", "decrease"} else Decimal(str(value))
    return Target("p/t", "p", "i", comparator, Period.of_year(2027), Citation("s", "一", "达到"), number, **more)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Anything that a workspace can hold."""
    comparator = draw(
        st.sampled_from(
            ["at_least", "more_than", "at_most", "less_than", "equal", "about", "between", "increase", "decrease"]
        )
    )
    kind, unit = (
        draw(st.sampled_from(["stock", "cumulative", "flow", "ratio", "rank"])),
        draw(st.sampled_from(list(UNITS))),
    )
    numbers = st.one_of(
        st.integers(1, 400).map(Decimal),
        st.decimals(0, 10**9, places=2),
        st.decimals(Decimal("0.001"), 1, places=4),
        st.integers(1, 10**15).map(Decimal),
    ) if kind != "rank" else st.integers(1, 90).map(Decimal)  # fmt: skip
    value = draw(numbers)
    transform = draw(st.sampled_from([None, None, "sum", "average_growth"])) if kind == "flow" else None
    path = draw(st.sampled_from([(), ((Period.of_year(2024), value / 2), (Period.of_year(2026), value))]))
    target = asked(
        comparator, value, upper=value + draw(numbers) if comparator == "between" else None,
        maintain=draw(st.booleans()) if transform is None else False, transform=transform,
        path=() if comparator in {"increase", "decrease"} else path,
    )  # fmt: skip
    years = draw(st.lists(st.integers(2019, 2025), unique=True, min_size=1, max_size=7))
    observations = [
        seen(
            year, draw(numbers), unit=unit, qualifier=draw(st.sampled_from(["exact", "exact", "about", "over", "under"])),
            status=draw(st.sampled_from([None, None, "provisional", "statement"])), is_break=draw(st.sampled_from([False, False, False, True])),
        )
        for year in sorted(years)
    ]  # fmt: skip
    desired = draw(st.sampled_from(["increase", "decrease"])) if kind != "rank" else "decrease"
    return made(target, kind, desired, unit, observations, draw(st.sampled_from(METHODS)))
