"""Named rules over a catalogue and its recorded actuals. Each yields findings; none raises.

`RULES` lists them all; what a rule demands stands in its docstring, and `tests/checking/test_rules.py` shows for each
the smallest data that breaks it.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, localcontext

from policytrack.assessing.series.track import Known, relative_value
from policytrack.checking import consistency, proof
from policytrack.checking.plausible import implausible, is_beyond
from policytrack.checking.records import Records
from policytrack.decimals import EXACT, rounded
from policytrack.errors import Finding
from policytrack.model import DIRECTIONAL, Catalogue, Indicator, Observation
from policytrack.text import Text
from policytrack.units import in_unit
from policytrack.watching import Watch, unwatched


def run(catalogue: Catalogue, recorded: Iterable[Observation], watch: Watch = unwatched) -> list[Finding]:
    """Every rule's findings."""
    by_indicator: dict[str, list[Observation]] = {}
    for one in recorded:
        by_indicator.setdefault(one.indicator, []).append(one)
    subject = Records(catalogue, {name: tuple(ones) for name, ones in by_indicator.items()}, watch)
    return [finding for rule in RULES for finding in rule(subject)]


def target_number(subject: Records) -> Iterator[Finding]:
    """A target gives a number, a value or a relative one; a direction gives none."""
    for target, _, _ in subject.targets():
        numbers = (target.value is not None) + (target.relative is not None)
        if target.comparator in DIRECTIONAL and (numbers or target.upper is not None):
            zh, en = (
                f"{target.comparator} 只有方向,不应有数值",
                f"{target.comparator} is a direction and takes no number",
            )
            yield subject.error("number-unexpected", "target", target.id, zh, en)
        elif target.comparator not in DIRECTIONAL and not numbers:
            yield subject.error(
                "number-missing", "target", target.id, "缺少 value 或 relative", "value or relative is missing"
            )


def target_bounds(subject: Records) -> Iterator[Finding]:
    """`upper` goes with between and lies above the value; `tolerance` goes with about."""
    for target, _, _ in subject.targets():
        if (target.comparator == "between") != (target.upper is not None):
            zh, en = "upper 与 between 必须同时出现", "upper goes with between, and only with it"
            yield subject.error("upper", "target", target.id, zh, en)
        elif target.upper is not None and target.value is not None and target.upper <= target.value:
            yield subject.error("upper", "target", target.id, "upper 应大于 value", "upper should lie above value")
        if target.tolerance is not None and target.comparator != "about":
            yield subject.error(
                "tolerance", "target", target.id, "tolerance 只用于 about", "tolerance goes with about only"
            )
        elif target.tolerance is None and target.comparator == "about" and target.relative:
            zh = "相对目标的默认允差会取自算出的数,请写明 tolerance"
            en = "the default tolerance would come from a computed number; state one"
            yield subject.warning("tolerance", "target", target.id, zh, en)


def target_years(subject: Records) -> Iterator[Finding]:
    """The base year lies before the due period, milestones between them, and the due period within the plan."""
    for target, _, plan in subject.targets():
        base, due = target.base if target.base is not None else plan.start - 1, target.due
        if base >= due.year:
            zh, en = f"基期 {base} 不早于目标年 {due}", f"the base year {base} is not before the due period {due}"
            yield subject.error("base-after-due", "target", target.id, zh, en)
        if due.year < plan.start:
            zh, en = f"目标年 {due} 早于规划起始年 {plan.start}", f"due {due}, before the plan starts in {plan.start}"
            yield subject.error("due-before-plan", "target", target.id, zh, en)
        elif due.year > plan.end:
            zh, en = f"目标年 {due} 晚于规划期末 {plan.end}", f"due {due}, after the plan ends in {plan.end}"
            yield subject.warning("due-after-plan", "target", target.id, zh, en)
        for period, _value in target.path:
            if not base < period.year <= due.year:
                zh, en = f"里程碑 {period} 不在基期与目标年之间", f"the milestone {period} is not between base and due"
                yield subject.error("path", "target", target.id, zh, en)


def target_due(subject: Records) -> Iterator[Finding]:
    """A ratio, a growth and a year's flow have values of whole years only: such a target is due with a year."""
    for target, indicator, _ in subject.targets():
        whole = indicator.kind in {"ratio", "growth"} or (indicator.kind == "flow" and target.transform != "sum")
        if whole and target.due.last % 12 != 11:
            zh = f"{indicator.kind} 只比较整年的数,{target.due} 到期的目标无法评定"
            en = f"only whole years of a {indicator.kind} are compared: a target due {target.due} can never be decided"
            yield subject.warning("due-month", "target", target.id, zh, en)


def target_stale(subject: Records) -> Iterator[Finding]:
    """A value typed beside a relative number is what its base year gives today, at the typed number of digits."""
    for target, indicator, _ in subject.targets():
        if target.relative is None or target.value is None:
            continue
        with localcontext(EXACT):
            computed = relative_value(target, Known(subject.standing(indicator), indicator.kind, {}))
            agrees = computed is None or computed.quantize(target.value, ROUND_HALF_UP) == target.value
        if computed is None or agrees:
            continue
        now = rounded(computed, 4)
        zh = f"目标值 {target.value} 已过时:按 {target.relative.base} 年现有数据应为 {now}"
        en = f"stale: {target.value} is typed, but the value of {target.relative.base} now gives {now}"
        yield subject.error("stale-target", "target", target.id, zh, en)


def plan_years(subject: Records) -> Iterator[Finding]:
    """A plan starts before it ends."""
    for plan in subject.catalogue.plans.values():
        if plan.start > plan.end:
            zh, en = (
                f"起始年 {plan.start} 晚于结束年 {plan.end}",
                f"it starts in {plan.start}, after its end in {plan.end}",
            )
            yield subject.error("plan-years", "plan", plan.id, zh, en)


def target_id(subject: Records) -> Iterator[Finding]:
    """A target's id starts with its plan's."""
    for target, _, plan in subject.targets():
        if target.id.partition("/")[0] != plan.id:
            yield subject.error(
                "target-id", "target", target.id, f"应以 {plan.id}/ 开头", f"should start with {plan.id}/"
            )


def target_transform(subject: Records) -> Iterator[Finding]:
    """`sum` adds a flow (a cumulative count is a sum already); a rank has no average growth; relative takes neither.

    Milestones of an average would be levels, which the plan does not give.
    """
    for target, indicator, _ in subject.targets():
        if target.transform == "sum" and indicator.kind != "flow":
            zh, en = f"sum 只用于 flow,该指标为 {indicator.kind}", f"sum adds a flow; the indicator is {indicator.kind}"
            yield subject.error("sum", "target", target.id, zh, en)
        if target.transform == "average_growth" and indicator.kind == "rank":
            yield subject.error(
                "average-growth", "target", target.id, "名次没有年均增速", "a rank has no average growth"
            )
        if target.transform == "average_growth" and target.path:
            zh, en = "path 不能与 average_growth 同用", "path and average_growth do not go together"
            yield subject.error("path", "target", target.id, zh, en)
        if target.transform and target.relative:
            zh, en = "relative 不能与 transform 同用", "relative and transform do not go together"
            yield subject.error("relative", "target", target.id, zh, en)


def target_direction(subject: Records) -> Iterator[Finding]:
    """The comparator points where the indicator is desired to go."""
    against = {"increase": {"at_most", "less_than", "decrease"}, "decrease": {"at_least", "more_than", "increase"}}
    for target, indicator, _ in subject.targets():
        if target.comparator in against.get(indicator.desired, ()):
            zh = f"{target.comparator} 与期望方向 {indicator.desired} 相反"
            en = f"{target.comparator} points against the indicator's desired {indicator.desired}"
            yield subject.error("direction", "target", target.id, zh, en)


def target_limit(subject: Records) -> Iterator[Finding]:
    """A number to reach does not lie beyond the indicator's natural limit."""
    for target, indicator, _ in subject.targets():
        if target.transform is None and target.value is not None and is_beyond(target.value, indicator):
            zh = f"目标值 {target.value} 超出自然界限 {indicator.limit}"
            en = f"the value {target.value} lies beyond the natural limit {indicator.limit}"
            yield subject.error("limit", "target", target.id, zh, en)


def target_quote(subject: Records) -> Iterator[Finding]:
    """Every target carries the words that set it."""
    for target, _, _ in subject.targets():
        if not target.source.quote:
            zh, en = "缺少原文 quote", "the words that set it (quote) are missing"
            yield subject.warning("quote-missing", "target", target.id, zh, en)


def target_evidence(subject: Records) -> Iterator[Finding]:
    """A target's words prove its number, unit, comparator and year."""
    for target, indicator, plan in subject.watch(list(subject.targets())):
        for problem in proof.of_target(target, plan, indicator, subject.catalogue.units):
            yield subject.problem("target", target.id, problem)


def observation_evidence(subject: Records) -> Iterator[Finding]:
    """An observation's words prove its number, unit, qualifier and year."""
    for name, ones in subject.watch(list(subject.catalogue.observations.items())):
        for one in ones:
            for problem in proof.of_observation(one, subject.catalogue.indicators[name], subject.catalogue.units):
                yield subject.problem("observation", one.id, problem)


def growth_of(subject: Records) -> Iterator[Finding]:
    """`growth_of` stands on an indicator of kind growth."""
    for one in subject.catalogue.indicators.values():
        if one.growth_of and one.kind != "growth":
            yield subject.error(
                "growth-of", "indicator", one.id, "growth_of 只用于 kind: growth", "growth_of goes with kind growth"
            )


def observation_value(subject: Records) -> Iterator[Finding]:
    """A rank is a whole number from 1, a count not negative, a share not beyond its limit."""
    for name, ones in subject.catalogue.observations.items():
        for one in ones:
            indicator = subject.catalogue.indicators[name]
            problem = implausible(one.value, indicator, subject.catalogue.units[indicator.unit])
            if problem:
                yield subject.error("value", "observation", one.id, problem.zh, problem.en)


def observation_quote(subject: Records) -> Iterator[Finding]:
    """Every observation of a document carries the words that state it."""
    for ones in subject.catalogue.observations.values():
        for one in ones:
            if not one.quote:
                zh, en = "缺少原文 quote", "the words that state it (quote) are missing"
                yield subject.warning("quote-missing", "observation", one.id, zh, en)


def recorded_row(subject: Records) -> Iterator[Finding]:
    """A recorded actual belongs to a known indicator, in a unit that converts, with a source; its words prove it."""
    for name, ones in subject.recorded.items():
        indicator = subject.catalogue.indicators.get(name)
        for one in ones:
            if one.retraction is None:
                yield from _recorded(subject, one, indicator)


def _recorded(subject: Records, one: Observation, indicator: Indicator | None) -> Iterator[Finding]:
    row = Text(
        f"记录 {one.id}({one.indicator}, {one.period})", f"recorded value {one.id} ({one.indicator}, {one.period})"
    )
    if indicator is None:
        zh, en = f"{row.zh}:没有这个指标", f"{row.en}: there is no such indicator"
        yield Finding("recorded-indicator", "error", Text(zh, en))
        return
    value = in_unit(one, indicator, subject.catalogue.units)
    if value is None:
        zh = f"{row.zh}:单位 {one.unit} 不能换算为 {indicator.unit},未计入"
        en = f"{row.en}: its unit {one.unit} does not convert into {indicator.unit}; it is left out"
        yield Finding("recorded-unit", "error", Text(zh, en))
    for problem in proof.of_observation(value, indicator, subject.catalogue.units) if value else ():
        said = problem.message
        yield Finding(problem.code, problem.severity, Text(f"{row.zh}:{said.zh}", f"{row.en}: {said.en}"))
    if not one.source:
        yield Finding("recorded-source", "warning", Text(f"{row.zh}:没有来源", f"{row.en}: has no source"))


RULES: tuple[Callable[[Records], Iterator[Finding]], ...] = (
    plan_years,
    target_id,
    target_number,
    target_bounds,
    target_years,
    target_due,
    target_stale,
    target_transform,
    target_direction,
    target_limit,
    target_quote,
    target_evidence,
    observation_evidence,
    growth_of,
    observation_value,
    observation_quote,
    *consistency.RULES,
    recorded_row,
)
