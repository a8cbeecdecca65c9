"""The one sentence that says why: exact texts in both languages, case by case."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.decimals import digits
from policytrack.model import Indicator, Unit
from policytrack.text import Text
from policytrack.words.amounts import with_unit
from policytrack.words.reasons import reason
from tests.cases import WORD, judge, target_of

UNIT = {
    "stock": Unit("u", Text("家", "centres")),
    "flow": Unit("u", Text("亿元", "CNY 100M")),
    "rank": Unit("u", Text("位", "place")),
}
CNY = Unit("cny", Text("亿元", "CNY 100M"), "CNY", Decimal(100_000_000))
SHARE = Unit("u", Text("%", "%"))


def told(
    kind: str, target: dict[str, Any], *rows: list[Any], as_of: str = "2025-06-30", method: str = "time-progress",
    desired: str = "increase", **more: Any,
) -> tuple[str, str]:  # fmt: skip
    case = {
        "indicator": {"kind": kind, "desired": desired},
        "target": {"due": "2027", "base": "2023", "plan_start": 2024, "comparator": "at_least", **target},
        "observations": list(rows), "as_of": date.fromisoformat(as_of).isoformat(), "method": method, **more,
    }  # fmt: skip
    indicator = Indicator("i", WORD, WORD, "u", kind, desired, WORD)  # type: ignore[arg-type]
    base = int(case["target"]["base"]) if target.get("transform") != "sum" else 2024
    said = reason(target_of(case), judge(case), indicator, UNIT.get(kind, SHARE), base)
    return said.zh, said.en


CASES: list[tuple[str, tuple[str, str], str, str]] = [
    ("a sum", told("flow", {"value": 100, "transform": "sum"}, ["2024", 10]),
     "2024年累计10亿元,目标为2027年累计≥100亿元;完成进度10.0%,时间进度25.0%,慢15.0个百分点。",
     "10 CNY 100M in 2024 altogether; target: ≥ 100 CNY 100M in total by 2027; 10.0% of the way in 25.0% of the time, 15.0 points behind."),
    ("a sum with a gap", told("flow", {"value": 100, "transform": "sum"}, ["2025", 10], as_of="2026-06-30"),
     "目标为2027年累计≥100亿元;所需年份的数据不全或不可比。",
     "Target: ≥ 100 CNY 100M in total by 2027; values of some of the years needed are missing or do not compare."),
    ("a cap, used up", told("flow", {"value": 100, "comparator": "at_most", "transform": "sum"}, ["2024", 40], desired="decrease"),
     "2024年累计40亿元,目标为2027年累计≤100亿元;时间进度25.0%,已用40.0%。",
     "40 CNY 100M in 2024 altogether; target: ≤ 100 CNY 100M in total by 2027; 40.0% used in 25.0% of the time."),
    ("average growth", told("growth", {"value": 8, "comparator": "about", "transform": "average_growth"}, ["2024", 6]),
     "2023年至2024年年均增长6%,目标为2027年年均增长8%左右;默认允差0.4个百分点。",
     "6% a year on average from 2023 to 2024; target: about 8% a year on average by 2027; default tolerance 0.4 percentage points."),
    ("held", told("ratio", {"value": 6, "comparator": "about", "maintain": True}, ["2023", 6.2], ["2024", 6.1]),
     "2024年为6.1%(基期2023年:6.2%),目标为2027年保持6%左右;目前达标,须保持至期末;默认允差0.3个百分点。",
     "6.1% in 2024, from 6.2% in 2023; target: hold about 6% through 2027; holds today, must hold until due; default tolerance 0.3 percentage points."),
    ("lost", told("ratio", {"value": 6, "comparator": "about", "maintain": True}, ["2023", 6.2], ["2024", 5.1]),
     "2024年为5.1%(基期2023年:6.2%),目标为2027年保持6%左右;基期已达标,现已不达标;默认允差0.3个百分点。",
     "5.1% in 2024, from 6.2% in 2023; target: hold about 6% through 2027; satisfied at the baseline, no longer; default tolerance 0.3 percentage points."),
    ("never held", told("ratio", {"value": 6, "comparator": "at_least", "maintain": True}, ["2023", 5.2], ["2024", 5.1]),
     "2024年为5.1%(基期2023年:5.2%),目标为2027年保持≥6%;尚未达标;须达到并保持。",
     "5.1% in 2024, from 5.2% in 2023; target: hold ≥ 6% through 2027; not there yet; it is to be there and stay."),
    ("reached", told("stock", {"value": 300}, ["2023", 100], ["2024", 310]),
     "2024年为310家(基期2023年:100家),目标为2027年≥300家;已达到目标值。",
     "310 centres in 2024, from 100 centres in 2023; target: ≥ 300 centres by 2027; the target is satisfied before it is due."),
    ("within the tolerance", told("stock", {"value": 300, "comparator": "about"}, ["2027", 290], as_of="2028-06-30"),
     "2027年为290家,目标为2027年300家左右;已完成;默认允差15家,在允差内。",
     "290 centres in 2027; target: about 300 centres by 2027; met; default tolerance 15 centres, satisfied within it."),
    ("a stated tolerance", told("stock", {"value": 300, "comparator": "about", "tolerance": 5}, ["2027", 290], as_of="2028-06-30"),
     "2027年为290家,目标为2027年300家左右;差10家;允差5家。",
     "290 centres in 2027; target: about 300 centres by 2027; missed by 10 centres; tolerance 5 centres."),
    ("equal and not beyond", told("stock", {"value": 300, "comparator": "more_than"}, ["2027", 300], as_of="2028-06-30"),
     "2027年为300家,目标为2027年>300家;等于目标值,未达到“超过”或“低于”的要求。",
     "300 centres in 2027; target: > 300 centres by 2027; missed: equal to the number, and not beyond it."),
    ("a rank missed", told("rank", {"value": 1, "comparator": "at_most"}, ["2027", 3], as_of="2028-06-30", desired="decrease"),
     "2027年为第3位,目标为2027年第1位;差2位。", "Rank 3 in 2027; target: rank 1 by 2027; missed by 2 places."),
    ("among the first", told("rank", {"value": 3, "comparator": "at_most"}, ["2027", 4], as_of="2028-06-30", desired="decrease"),
     "2027年为第4位,目标为2027年前3位;差1位。", "Rank 4 in 2027; target: rank 3 or better by 2027; missed by 1 place."),
    ("percentage points", told("ratio", {"value": 30}, ["2027", 28.5], as_of="2028-06-30"),
     "2027年为28.5%,目标为2027年≥30%;差1.5个百分点。", "28.5% in 2027; target: ≥ 30% by 2027; missed by 1.5 percentage points."),
    ("a statement decides", told("ratio", {"value": 6, "comparator": "about"}, ["2024", 6.2], ["2027", 6, "about", "statement"], as_of="2028-06-30"),
     "2027年约6%(表述,非实测)(基期2024年:6.2%),目标为2027年6%左右;已完成;最近的实测值为2024年6.2%;默认允差0.3个百分点。",
     "About 6% in 2027 (a statement), from 6.2% in 2024; target: about 6% by 2027; met; last measured at 6.2% in 2024; default tolerance 0.3 percentage points."),
    ("too vague", told("stock", {"value": 8000}, ["2027", 6000, "over"], as_of="2028-06-30"),
     "2027年超过6,000家,目标为2027年≥8,000家;公布的数值不够精确,不能判定。",
     "Over 6,000 centres in 2027; target: ≥ 8,000 centres by 2027; the published value is too vague to decide."),
    ("a direction", told("stock", {"comparator": "increase"}, ["2023", 10], ["2024", 12]),
     "2024年为12家(基期2023年:10家),目标为到2027年增加(未设数值);规划未设数值,只看方向。",
     "12 centres in 2024, from 10 centres in 2023; target: increase (no number set) by 2027; the plan gave a direction and no number."),
    ("a break", told("stock", {"value": 300}, ["2023", 10], ["2024-06", 100, "exact", "break"], ["2024", 120]),
     "2024年为120家(基期2024年6月:100家),目标为2027年≥300家;完成进度10.0%,时间进度14.3%,慢4.3个百分点;2024年6月起的数与此前不可比。",
     "120 centres in 2024, from 100 centres in 2024-06; target: ≥ 300 centres by 2027; 10.0% of the way in 14.3% of the time, 4.3 points behind; values from 2024-06 on do not compare with earlier ones."),
    ("an adjusted target", told("stock", {"value": 300, "revisions": [{"effective": "2025-01-01", "value": 200, "due": "2028"}]}, ["2023", 100], ["2024", 120]),
     "2024年为120家(基期2023年:100家),目标为2028年≥200家;完成进度20.0%,时间进度20.0%,与时间进度持平;目标经调整,原为2027年≥300家。",
     "120 centres in 2024, from 100 centres in 2023; target: ≥ 200 centres by 2028; 20.0% of the way in 20.0% of the time, level with the clock; the target was adjusted; originally ≥ 300 centres by 2027."),
    ("a hair behind", told("stock", {"value": 100000}, ["2023", 0.0], ["2024", 24990]),
     "2024年为24,990家(基期2023年:0.0家),目标为2027年≥100,000家;完成进度24.99%,时间进度25.00%,慢0.01个百分点。",
     "24,990 centres in 2024, from 0.0 centres in 2023; target: ≥ 100,000 centres by 2027; 24.99% of the way in 25.00% of the time, 0.01 points behind."),
    ("milestones", told("stock", {"value": 300, "path": {"2025": 180}}, ["2023", 100], ["2024", 110]),
     "2024年为110家(基期2023年:100家),目标为2027年≥300家;完成进度5.0%,按年度目标应达140家。",
     "110 centres in 2024, from 100 centres in 2023; target: ≥ 300 centres by 2027; 5.0% of the way; the plan's milestones expect 140 centres."),
    ("a relative target without its base", told("stock", {"relative": {"base": 2020, "factor": 2}}, ["2023", 100], ["2024", 110]),
     "2024年为110家(基期2023年:100家),目标为2027年达到2020年的2倍;基年数据未公布,目标值无法算出。",
     "110 centres in 2024, from 100 centres in 2023; target: 2 times the value of 2020 by 2027; its base year has no published value: the number is unknown."),
    ("one point", told("stock", {"value": 300}, ["2023", 100]),
     "2023年为100家,目标为2027年≥300家;基期以来只有一个时期的数据,无法判断进度。",
     "100 centres in 2023; target: ≥ 300 centres by 2027; one value only since the base: the pace cannot be computed."),
    ("a change of sign", told("stock", {"value": 300}, ["2023", -100], ["2024", 110]),
     "2024年为110家(基期2023年:-100家),目标为2027年≥300家;数值正负不一,无法判断进度。",
     "110 centres in 2024, from -100 centres in 2023; target: ≥ 300 centres by 2027; the values change sign: the pace cannot be computed."),
    ("nothing comparable", told("ratio", {"value": 30}, ["2024-Q1", 20]),
     "目标为2027年≥30%;没有可比的数据。", "Target: ≥ 30% by 2027; no value that can be compared."),
    ("growth rates", told("stock", {"value": 200}, ["2023", 100], ["2024", 110], method="open-sdg"),
     "2024年为110家(基期2023年:100家),目标为2027年≥200家;需年均变化18.9%,实际年均变化10.0%。",
     "110 centres in 2024, from 100 centres in 2023; target: ≥ 200 centres by 2027; needs 18.9% a year, has changed by 10.0% a year."),
    ("growth without a number", told("stock", {"comparator": "increase"}, ["2023", 100], ["2024", 110], method="open-sdg"),
     "2024年为110家(基期2023年:100家),目标为到2027年增加(未设数值);实际年均变化10.0%;规划未设数值,只看方向。",
     "110 centres in 2024, from 100 centres in 2023; target: increase (no number set) by 2027; has changed by 10.0% a year; the plan gave a direction and no number."),
    ("past a band", told("ratio", {"value": 10, "upper": 20, "comparator": "between"}, ["2023", 5], ["2024", 25], desired="hold"),
     "2024年为25%(基期2023年:5%),目标为2027年10–20%;已越过目标区间。",
     "25% in 2024, from 5% in 2023; target: 10–20% by 2027; past the target on its far side."),
    ("awaiting", told("stock", {"value": 300}, ["2023", 100], ["2024", 310], as_of="2028-06-30"),
     "2024年为310家(基期2023年:100家),目标为2027年≥300家;到期已6个月,未见2027年数据,最近数据已达标;数据距今42个月。",
     "310 centres in 2024, from 100 centres in 2023; target: ≥ 300 centres by 2027; due 6 months ago, no published value found for 2027, the last known value satisfies the target; the data are 42 months old."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "zh", "en"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_why(said: tuple[str, str], zh: str, en: str) -> None:
    assert said == (zh, en)


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("6,000", CNY, "CNY 600 billion"), ("8,536.9", CNY, "CNY 853.69 billion"), ("12,000", CNY, "CNY 1.2 trillion"), ("0.5", CNY, "CNY 50 million"),
        ("5–9", CNY, "CNY 500–900 million"), ("8–12", CNY, "CNY 0.8–1.2 billion"), ("-3", CNY, "CNY -300 million"), ("0", CNY, "CNY 0"), ("1.000E+21", CNY, "1.000E+21 CNY 100M"),
        ("183", CNY._replace(name=Text("亿元/平方公里", "CNY 100M per km²"), base_unit="CNY per km²"), "CNY 18.3 billion per km²"),
        ("40", Unit("w", Text("万元/人", "CNY 10k per person"), "CNY per person", Decimal(10_000)), "CNY 400,000 per person"),
        ("3", Unit("t", Text("万吨", "10,000 tonnes"), "tonne", Decimal(10_000)), "3 10,000 tonnes"),
    ],
)  # fmt: skip
def test_amounts_of_money_in_english(number: str, unit: Unit, said: str) -> None:
    assert with_unit(number, unit, "en") == said
    assert with_unit(number, unit, "zh") == f"{number}{unit.name.zh}"


@given(st.decimals(0, 10**9, places=4, allow_nan=False))
def test_no_digit_of_an_amount_is_lost(value: Decimal) -> None:
    _, shown, *word = with_unit(digits(value), CNY, "en").split()
    sizes = {"trillion": 10**12, "billion": 10**9, "million": 10**6}
    assert Decimal(shown.replace(",", "")) * sizes.get("".join(word), 1) == value * CNY.factor
