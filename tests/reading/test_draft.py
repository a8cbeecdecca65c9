"""`sources scan --draft`: candidate records from a plan or a communiqué that nobody has curated yet."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Run

PLAN = """关于印发《深圳市科技创新“十四五”规划》的通知
一、发展基础
2020年,全社会研发投入占地区生产总值比重达到4.93%,国家级高新技术企业达到1.86万家。
二、发展目标
到2025年,全社会研发投入占地区生产总值比重达到5.5%—6.0%,基础研究投入占比不低于5%,国家级高新技术企业超过2.2万家,数字经济核心产业增加值年均增长10%左右,
单位GDP能耗比2020年下降14.5%,技术交易额比2020年翻一番,创新指数保持全国首位。
三、重点任务
(一)建设重大平台
新建10个以上重大科技基础设施,引进海外人才五百名,培育3至5家世界一流企业,服务35岁以下青年。力争到2030年,PCT专利申请量突破3万件。
"""
MORE = """北京市2024年国民经济和社会发展统计公报
全年数字经济实现增加值22027.2亿元,比上年增长7.7%。战略性新兴产业增加值12362.5亿元,增长6.4%。
全年研究与试验发展(R&D)经费支出[4]3278.4亿元,比上年增长11.2%;相当于地区生产总值的6.58%。税收占地区生产总值的12%。
指  标    单位    2024年    比上年增长(%)
PCT国际专利申请量    件    11624    1.6
"""
COMMUNIQUE = """北京市2025年国民经济和社会发展统计公报
全年实现高技术产业增加值15000.5亿元,比上年增长7%。全市技术合同成交额9000.1亿元。2025年末常住人口2180万人。
"""


@pytest.fixture
def draft(run: Run, tmp_path: Path) -> Any:
    def make(text: str, *more: str) -> Any:
        file = tmp_path / "document.txt"
        file.write_text(text, encoding="utf-8")
        ran = run("sources", "scan", str(file), "--draft", *more)
        assert ran.code == 0
        return ran.out

    return make


def test_commitments_of_an_unseen_plan(draft: Any) -> None:
    written = yaml.safe_load(draft(PLAN))["targets"]
    told = [
        (
            one["comparator"],
            one.get("value") or one.get("relative"),
            one.get("upper"),
            one["due"],
            one.get("transform"),
            one.get("maintain"),
        )
        for one in written
    ]
    assert told == [
        ("between", 5.5, 6, 2025, None, None), ("at_least", 5, None, 2025, None, None), ("more_than", 22000, None, 2025, None, None),
        ("about", 10, None, 2025, "average_growth", None), ("at_most", {"base": 2020, "change": -14.5}, None, 2025, None, None),
        ("at_least", {"base": 2020, "factor": 2}, None, 2025, None, None), ("at_most", 1, None, 2025, None, True),
        ("at_least", 10, None, 2025, None, None), ("at_least", 500, None, 2025, None, None), ("between", 3, 5, 2025, None, None),
        ("more_than", 30000, None, 2030, None, None),
    ]  # fmt: skip
    quotes = {one["source"]["quote"] for one in written}
    assert "国家级高新技术企业超过2.2万家" in quotes and all(
        "".join(quote.split()) in "".join(PLAN.split()) for quote in quotes
    )


def test_achieved_figures_are_no_targets_and_the_unread_is_told(draft: Any) -> None:
    text = draft(PLAN)
    assert "4.93" not in yaml.safe_dump(yaml.safe_load(text)["targets"])
    assert "# not drafted:" in text and "1.86万家" in text and "35岁" in text
    assert "# 未能起草:" in draft(PLAN, "--lang", "zh")


def test_observations_from_a_communique(draft: Any) -> None:
    text = draft(COMMUNIQUE)
    assert yaml.safe_load(text) == {
        "observations": [
            {
                "indicator": "high-tech-value-added",
                "time_period": 2025,
                "value": 15000.5,
                "quote": "全年实现高技术产业增加值15000.5亿元",
            },
            {
                "indicator": "tech-contract-turnover",
                "time_period": 2025,
                "value": 9000.1,
                "quote": "全市技术合同成交额9000.1亿元",
            },
        ]
    }
    assert "2180万人" in text


def test_shares_growth_and_tables_of_a_communique(draft: Any) -> None:
    found = yaml.safe_load(draft(MORE))["observations"]
    assert [(one["indicator"], one["value"], one["quote"]) for one in found] == [
        ("digital-economy", 22027.2, "全年数字经济实现增加值22027.2亿元"),
        ("digital-economy-growth", 7.7, "全年数字经济实现增加值22027.2亿元,比上年增长7.7%"),
        (
            "rd-intensity",
            6.58,
            "全年研究与试验发展(R&D)经费支出[4]3278.4亿元,比上年增长11.2%;相当于地区生产总值的6.58%",
        ),
        ("pct-applications", 11624, "PCT国际专利申请量 件 11624 1.6"),
    ]
