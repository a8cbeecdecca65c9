"""The words of the page and of charts, exactly: the facts of a card, how values stand, what is said of dots."""

from decimal import Decimal
from typing import Any

import pytest

from policytrack.drawing.html.chapters import page_content
from policytrack.model import Indicator, Retraction, Source
from policytrack.period import Period
from policytrack.reporting.report import Row
from policytrack.reporting.vintages import Vintage
from policytrack.text import Text
from policytrack.words import headings, page
from policytrack.words.charts import labels, magnitudes
from policytrack.words.values import state, stated_value
from tests.drawn import DAY, UNITS, asked, made, seen

NAME = Text("指标", "Indicator")
INDICATOR = Indicator("i", NAME, NAME, "count", "stock", "increase", NAME)
SOURCE = Source("s", "data", NAME, "市", issued="2026-01-20", confidence="medium")  # type: ignore[arg-type]


def row_of(*values: Any, **target: Any) -> Row:
    (row,) = made(asked(**target), "stock", "increase", "count", list(values)).rows
    return row


def told(row: Row) -> list[tuple[str, str]]:
    return [(head.en, content.en) for head, content in page.facts(row, DAY)]


def test_facts_of_a_target_under_way() -> None:
    facts = list(page.facts(row_of(seen(2020, 100), seen(2025, 200), nature="binding"), DAY))
    assert facts == [
        (("目标值", "Target"), ("2027年≥300件", "≥ 300 pieces by 2027")),
        (("基期值", "Baseline"), ("100件 (2020年)", "100 pieces (2020)")),
        (("最新值", "Latest"), ("200件 (2025年)", "200 pieces (2025)")),
        (("数据时点", "Data age"), ("距评估日11个月", "11 months")),
        (("完成进度", "Progress"), ("50.0%", "50.0%")),
        (("时间进度", "Time passed"), ("71.4%", "71.4%")),
        (("届时应达", "Expected by then"), ("242.86件", "242.86 pieces")),
        (("预计实现年", "Projected to be reached"), ("2030", "2030")),
        (("指标属性", "Nature"), ("约束性", "binding")),
        (("评估方法", "Method"), ("time-progress", "time-progress")),
    ]


def test_facts_of_a_target_that_is_reached() -> None:
    facts = told(row_of(seen(2020, 100), seen(2024, 310), seen(2025, 320)))
    assert ("First satisfied", "2024") in facts


def test_a_statement_says_of_when_the_progress_is() -> None:
    values = [seen(2020, 100), seen(2024, 200), seen(2025, 310, status="statement", qualifier="over")]
    (row,) = made(asked()._replace(due=Period.of_year(2025)), "stock", "increase", "count", values).rows
    facts = told(row)
    assert ("Latest", "over 310 pieces (2025)") in facts and ("Progress", "50.0% (2024)") in facts
    assert labels.statement(row) == (
        "超过310件 (2025年)是表述,不是实测值,图中不画",
        "over 310 pieces (2025) is a statement, not a measurement, and is not drawn",
    )


def vintage(source: Source | None = SOURCE, kind: Any = "stock", **more: Any) -> Vintage:
    unit = UNITS["percent" if kind == "growth" else "count"]
    one = seen(2025, 5)._replace(**more)
    return Vintage(one, INDICATOR._replace(kind=kind), unit, "retracted" if one.retraction else "stands", source)


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (vintage(), "采用", "stands"),
        (vintage(status="provisional"), "采用·初步", "stands, provisional"),
        (vintage(status="revised", is_break=True), "采用·修订·口径有变", "stands, revised, series breaks"),
        (vintage(retraction=Retraction("误录", "2026-02-01T00:00:00Z", "王")), "已撤回:误录", "retracted: 误录"),
    ],
)
def test_how_a_value_stands(one: Vintage, zh: str, en: str) -> None:
    assert page.standing(one) == (zh, en)


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (vintage(), ", 2026-01-20 (可信度中)", ", 2026-01-20 (confidence: medium)"),
        (vintage(published="2026-01-05"), ", 2026-01-05 (可信度中)", ", 2026-01-05 (confidence: medium)"),
        (vintage(None, recorded_at="2026-02-03T04:05:06Z"), ", 2026-02-03记录", ", recorded 2026-02-03"),
        (vintage(None), "", ""),
    ],
)
def test_when_a_value_came_out(one: Vintage, zh: str, en: str) -> None:
    assert page.published(one) == (zh, en)


def test_a_growth_is_on_the_year() -> None:
    assert page.value(vintage(kind="growth")) == ("同比5%", "5% on the year")
    assert page.value(vintage()) == ("5件", "5 pieces")


def test_stated_values_in_lists() -> None:
    one = seen(2025, 5, qualifier="about", status="provisional")
    assert stated_value(one, INDICATOR, UNITS["count"]) == ("约5件", "about 5 pieces")
    assert stated_value(one._replace(unit="furlong"), INDICATOR, None) == ("about 5 furlong", "about 5 furlong")
    assert state(one, "stands") == ("采用(初步)", "stands (provisional)")
    assert state(one._replace(status=None, series="海淀"), "part") == ("分项·海淀", "part: 海淀")
    assert state(one._replace(status=None, series="海淀"), "superseded") == ("未采用·海淀", "superseded, 海淀")


@pytest.mark.parametrize(
    ("preliminary", "breaks", "zh", "en"),
    [
        (False, False, "实际值", "observed"), (True, False, "实际值(初步)", "observed (provisional)"),
        (False, True, "实际值,口径有变", "observed, series breaks"),
        (True, True, "实际值(初步),口径有变", "observed (provisional), series breaks"),
    ],
)  # fmt: skip
def test_measurements_in_the_chart_as_a_table(preliminary: bool, breaks: bool, zh: str, en: str) -> None:
    assert labels.observed(preliminary=preliminary, breaks=breaks) == (zh, en)


def test_what_is_due_without_data_is_told_by_when() -> None:
    report = made(
        asked()._replace(due=Period.of_year(2022)),
        "stock",
        "increase",
        "count",
        [seen(2020, 100)],
    )
    (chapter,) = page_content(report).chapters
    assert [words for words, _ in chapter.overdue] == [("2022年到期,已47个月", "due 2022, 47 months ago")]


def test_captions_of_computed_series() -> None:
    growth = made(
        asked("about", 6, transform="average_growth", base=2020),
        "flow",
        "increase",
        "count",
        [seen(2020, 100), seen(2025, Decimal(130))],
    )
    (row,) = growth.rows
    written = magnitudes.magnitudes(Decimal(10), row.unit, scales=False)
    assert labels.caption(row, written) == ("2020年以来年均增长,%", "average growth since 2020, % a year")


def test_headings_of_findings() -> None:
    assert [one.en for one in headings.FINDING] == ["Severity", "Place", "Code", "Finding", "Hint"]
    assert [one.zh for one in headings.FINDING] == ["级别", "位置", "代码", "问题", "建议"]
