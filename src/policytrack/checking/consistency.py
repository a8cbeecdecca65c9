"""Whether values agree with each other: documents among themselves, levels with growth, parts with their whole."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, localcontext
from itertools import combinations, islice, pairwise

from policytrack.assessing.series.comparison import Region, decide, interval_of
from policytrack.checking.records import Records
from policytrack.decimals import EXACT, digits, rounded
from policytrack.errors import Finding
from policytrack.model import POINT_KINDS, Indicator, Observation
from policytrack.period import Period
from policytrack.text import Text

MOST_APART = Decimal(1)  # percentage points that growth and levels may differ by
MOST_COMPARED = 500  # different values of one period, each with each
ROUNDING = Decimal("1.005")  # parts that are each rounded may add up to a little more than their whole


def sources_agree(subject: Records) -> Iterator[Finding]:
    """What documents state for one period of an indicator agrees; where not, all are kept and one stands."""
    for name, ones in subject.catalogue.observations.items():
        indicator = subject.catalogue.indicators[name]
        stands = {one.id for one in subject.standing(indicator).values()}
        groups: dict[tuple[str | None, Period], list[Observation]] = {}
        for one in ones:
            if one.status != "statement":
                groups.setdefault((one.series, _place(one.period, indicator)), []).append(one)
        for group in groups.values():
            different = {(one.value, one.qualifier): one for one in group}.values()
            if any(_disagree(one, other) for one, other in combinations(islice(different, MOST_COMPARED), 2)):
                yield _disagreement(subject, group, stands)


def _place(period: Period, indicator: Indicator) -> Period:
    return Period.of_month(period.last) if indicator.kind in POINT_KINDS else period


def _disagree(one: Observation, other: Observation) -> bool:
    bounds = interval_of(other.value, other.qualifier)
    return decide(interval_of(one.value, one.qualifier), Region(*bounds)) is False


def _disagreement(subject: Records, group: list[Observation], stands: set[str]) -> Finding:
    written = [(f"{one.value:,f} ({one.source})", one.id in stands) for one in group]
    zh = "、".join(value + ("采用" if chosen else "") for value, chosen in written)
    en = ", ".join(value + (" stands" if chosen else "") for value, chosen in written)
    message = Text(f"{group[0].period} 各来源不一致:{zh}", f"sources disagree on {group[0].period}: {en}")
    return subject.warning("sources-disagree", "observation", group[0].id, message.zh, message.en)


def cumulative_never_falls(subject: Records) -> Iterator[Finding]:
    """A cumulative count is never below an earlier one, unless a break lies between."""
    for indicator in subject.catalogue.indicators.values():
        if indicator.kind != "cumulative":
            continue
        exact = [one for one in subject.standing(indicator).values() if one.qualifier == "exact"]
        for before, after in pairwise(exact):
            if after.value < before.value and not after.is_break:
                zh = f"累计数由 {before.period} 的 {digits(before.value)} 降为 {after.period} 的 {digits(after.value)}"
                en = f"a cumulative count falls from {digits(before.value)} in {before.period}"
                en += f" to {digits(after.value)} in {after.period}"
                yield subject.error(
                    "cumulative-falls", "observation", after.id, f"{indicator.id}:{zh}", f"{indicator.id}: {en}"
                )


def growth_agrees_with_levels(subject: Records) -> Iterator[Finding]:
    """Published yearly growth and published levels agree within a point; else a break is suspected."""
    for indicator in subject.catalogue.indicators.values():
        levels_of = subject.catalogue.indicators.get(indicator.growth_of or "")
        if levels_of is None:
            continue
        levels = _years(subject.standing(levels_of))
        for year, growth in _years(subject.standing(indicator)).items():
            before, after = levels.get(year - 1), levels.get(year)
            if before is None or after is None or after.is_break or not before.value:
                continue
            with localcontext(EXACT):
                computed = (after.value / before.value - 1) * 100
            if abs(computed - growth.value) > MOST_APART:
                told = rounded(computed, 1)
                zh = f"{year - 1} 和 {year} 年的数值合增长 {told}%,公布的增速为 {digits(growth.value)}%:口径可能有变"
                published = digits(growth.value)
                en = f"the levels of {year - 1} and {year} give {told} %, the published growth is {published} %"
                yield subject.warning("growth-contradicts", "observation", growth.id, zh, f"{en}: a break is suspected")


def _years(stands: Mapping[Period, Observation]) -> dict[int, Observation]:
    """Measured whole years, known exactly."""
    return {
        period.year: one
        for period, one in stands.items()
        if period.is_year and one.qualifier == "exact" and one.status != "statement"
    }


def parts_within_whole(subject: Records) -> Iterator[Finding]:
    """Parts of a count or a flow do not add up to more than their whole."""
    for indicator in subject.catalogue.indicators.values():
        names = dict.fromkeys(one.series for one in subject.known(indicator) if one.series is not None)
        if len(names) < 2 or indicator.kind not in {"stock", "cumulative", "flow"}:
            continue
        parts = [subject.standing(indicator, name) for name in names]
        for period, whole in subject.standing(indicator).items():
            total = sum((one[period].value for one in parts if period in one), Decimal(0))
            if whole.qualifier == "exact" and total > whole.value * ROUNDING:
                zh = f"{period} 各分项合计 {digits(total)},多于整体 {digits(whole.value)}"
                en = f"the parts of {period} add up to {digits(total)}, more than the whole's {digits(whole.value)}"
                yield subject.warning("parts-exceed", "observation", whole.id, zh, en)


RULES: tuple[Callable[[Records], Iterator[Finding]], ...] = (
    sources_agree,
    cumulative_never_falls,
    growth_agrees_with_levels,
    parts_within_whole,
)
