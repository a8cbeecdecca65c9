"""What a quoted sentence says in an indicator's unit: numbers, ranges, ranks, coverage, and the words that bear on them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.model import Indicator, Unit
from policytrack.reading.numerals import chinese
from policytrack.reading.readings import direction_of, plain, readings_in, years_of
from policytrack.text import Text

UNITS = {
    one.id: one
    for one in (
        Unit("percent", Text("%", "%")), Unit("piece", Text("家", "centres"), aliases=("center", "centers")), Unit("people", Text("人次", "person-times")),
        Unit("cny", Text("亿元", "CNY 100M"), "CNY", Decimal(100_000_000), ("亿", "亿元人民币")),
        Unit("each", Text("万元/人", "CNY 10k per person"), "CNY/person", Decimal(10_000)), Unit("coal", Text("吨标煤/万元", "tce"), aliases=("吨标煤",)),
        Unit("hour", Text("吉瓦时", "GWh")), Unit("watt", Text("兆瓦", "MW")), Unit("place", Text("位", "place")), Unit("park", Text("个", "parks"), aliases=("园",)),
    )
}  # fmt: skip


def indicator(unit: str, limit: int | None = None) -> Indicator:
    kind = {"percent": "ratio", "place": "rank", "cny": "flow"}.get(unit, "stock")
    word = Text("甲", "a")
    return Indicator("i", word, word, unit, kind, "increase", word, None if limit is None else Decimal(limit))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unit", "text", "numbers", "comparator"),
    [
        ("piece", "达300家", "300", "at_least"), ("piece", "300家", "300", "at_least"), ("piece", "超过50家", "50", "more_than"),
        ("piece", "突破１１０００家", "11000", "more_than"), ("piece", "500家左右", "500", "about"), ("piece", "约500家", "500", "about"),
        ("piece", "2-3家", "2-3", "between"), ("piece", "10—15家", "10-15", "between"), ("piece", "三百家", "300", "at_least"),
        ("piece", "两家", "2", "at_least"), ("piece", "1.2万家", "12000", "at_least"), ("piece", "3个", "3", "at_least"), ("piece", "百家以上", "100", "at_least"),
        ("piece", "不低于30家", "30", "at_least"), ("piece", "不超过30家", "30", "at_most"), ("piece", "低于30家", "30", "less_than"),
        ("piece", "控制在30家以内", "30", "at_most"), ("piece", "30家以下", "30", "at_most"), ("piece", "超過50家", "50", "more_than"),
        ("percent", "达到17%左右", "17", "about"), ("percent", "提高到10％以上", "10", "at_least"), ("percent", "5‰", "0.5", "at_least"),
        ("percent", "三成", "30", "at_least"), ("cny", "超过8000亿元", "8000", "more_than"), ("cny", "超過1.2萬億元", "12000", "more_than"),
        ("cny", "85369000万元", "8536.9", "at_least"), ("cny", "60余亿元", "60", "at_least"), ("cny", "over 7.2 trillion yuan", "72000", "more_than"),
        ("cny", "a dépassé 2 400 milliards de yuans", "24000", "at_least"), ("cny", "853.69 billion yuan", "8536.9", "at_least"),
        ("each", "超过40万元/人", "40", "more_than"), ("coal", "降至0.065吨标煤", "0.065", "at_most"), ("hour", "吉瓦時級固態電池", "1", "at_least"),
        ("watt", "百兆瓦级虚拟电厂", "100", "at_least"), ("piece", "億級精細神經元", "100000000", "at_least"), ("park", "覆盖十六园", "16", "at_least"),
        ("park", "十六個分園均有", "16", "at_least"), ("place", "保持世界城市首位", "1", "at_most"), ("place", "位列第3位", "3", "at_most"),
        ("place", "第十二", "12", "at_most"), ("piece", "149 foreign-funded R&D centers", "149", "at_least"), ("piece", "北京 | 868 | 6651", "868 6651", "at_least"),
        ("percent", "20%-25%", "20-25", "between"), ("percent", "20%至25%", "20-25", "between"), ("percent", "20% to 25%", "20-25", "between"),
        ("percent", "由20%至25%", "20 25", "at_least"), ("piece", "1,234 567家", "1234 567", "at_least"),
        ("percent", "um 6,4 Prozent", "6.4", "at_least"), ("people", "达到210人次左右", "210", "about"),
    ],
)  # fmt: skip
def test_what_words_say(unit: str, text: str, numbers: str, comparator: str) -> None:
    found = readings_in(text, indicator(unit), UNITS)
    told = [
        f"{one.value.normalize():f}" + ("" if one.upper is None else f"-{one.upper.normalize():f}") for one in found
    ]
    assert " ".join(told) == numbers
    assert found[0].comparator == comparator


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("people", "210人"), ("piece", "300件"), ("piece", "30%"), ("percent", "30个百分点"), ("percent", "30家"), ("piece", "2025年"), ("piece", "第3批"),
        ("piece", "5G"), ("piece", "十四五"), ("cny", "8000家"), ("cny", "8000亿美元"), ("percent", "大幅增加"), ("place", "3家"), ("piece", "3月5日"),
        ("percent", "全覆盖"), ("percent", "三分之一"), ("piece", "R2"),
    ],
)  # fmt: skip
def test_what_is_no_value_of_the_unit(unit: str, text: str) -> None:
    assert readings_in(text, indicator(unit), UNITS) == []


def test_full_coverage_is_all_of_a_share_with_a_limit() -> None:
    (found,) = readings_in("实现高频事项全覆盖", indicator("percent", 100), UNITS)
    assert (found.value, found.comparator) == (100, "at_least")


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("300家", "exact"), ("300余家", "over"), ("超300家", "over"), ("超过300家", "over"), ("300家以上", "over"), ("近300家", "under"), ("不足300家", "under"),
        ("约300家", "about"), ("300家左右", "about"), ("more than 300 centers", "over"), ("nearly 300 centers", "under"), ("最近,300家", "exact"),
        ("达到300家", "exact"), ("三百多家", "over"),
    ],
)  # fmt: skip
def test_what_words_say_of_a_measured_value(text: str, qualifier: str) -> None:
    (found,) = readings_in(text, indicator("piece"), UNITS)
    assert (found.value, found.qualifier) == (300, qualifier)


@pytest.mark.parametrize(
    ("written", "value"),
    [("十六", 16), ("两", 2), ("百", 100), ("千万", 10**7), ("亿", 10**8), ("一百零五", 105), ("一万零五", 10005), ("二〇二五", 2025), ("三点五", "3.5"),
     ("一亿二千万", 120_000_000), ("八千亿", 8 * 10**11), ("十十", None), ("百千", None), ("一二", None), ("二十", 20), ("一百二十三", 123)],
)  # fmt: skip
def test_chinese_numerals(written: str, value: object) -> None:
    assert chinese(written) == (None if value is None else Decimal(str(value)))


def test_years_and_directions() -> None:
    assert years_of("到2025年,比2020年提高,2025 5.2%") == [2025, 2020, 2025]
    assert years_of("2025家 12025年 0.2025") == []
    assert (direction_of("隱形冠軍企業數量大幅增加"), direction_of("能耗下降"), direction_of("不断丰富")) == (
        "increase",
        "decrease",
        None,
    )


@given(
    st.text(max_size=200)
    | st.text("零一二三四五六七八九十百千万亿点0123456789.,%余多级家个亿元 -—第年首位全覆盖超约近", max_size=60)
)
def test_no_text_breaks_it_and_places_stay(text: str) -> None:
    assert len(plain(text)) == len(text)
    for unit in UNITS:
        for one in readings_in(text, indicator(unit, 100 if unit == "percent" else None), UNITS):
            assert 0 <= one.start < one.end <= len(text) and one.value.is_finite()


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "1," * 50_000, "千" * 100_000, "1 000" * 20_000, "2-" * 50_000, "余" * 100_000, "第" * 100_000],
)
def test_long_lines_are_read_in_bounded_time(text: str) -> None:
    readings_in(text, indicator("cny"), UNITS)
