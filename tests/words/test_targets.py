"""What a target asks for, by when: one sentence, whoever draws it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from policytrack.drawing import lists, markdown
from policytrack.drawing.html.chapters import page_content
from policytrack.drawing.screen import report as screen
from policytrack.drawing.screen.console import Screen
from policytrack.drawing.table import cell
from policytrack.model import Citation, Indicator, Relative, Revision
from policytrack.period import Period
from policytrack.reporting.query import Query
from policytrack.text import LANGS, Text, in_both
from policytrack.words.narrative import paragraph
from policytrack.words.notes import as_of_line
from policytrack.words.targets import due_since, revised, target_by_due
from tests.drawn import DAY, UNITS, asked, catalogue, made, seen

NAME = Text("指标", "Indicator")
WAYS = {
    "at least": (asked(), "stock", "2027年≥300件", "≥ 300 pieces by 2027"),
    "held": (asked(maintain=True), "stock", "2027年保持≥300件", "hold ≥ 300 pieces through 2027"),
    "held on average": (
        asked("about", 6, maintain=True, transform="average_growth"), "flow",
        "2027年保持年均增长6%左右", "hold about 6% a year on average through 2027",
    ),
    "in total": (asked("at_most", 50, transform="sum"), "flow", "2027年累计≤50件", "≤ 50 pieces in total by 2027"),
    "direction": (asked("decrease"), "stock", "2027年降低(未设数值)", "decrease (no number set) by 2027"),
    "month": (asked()._replace(due=Period.of_month(2026 * 12 + 5)), "stock", "2026年6月≥300件", "≥ 300 pieces by 2026-06"),
    "points": (
        asked()._replace(value=None, relative=Relative(2020, points=Decimal(-5))), "stock",
        "2027年比2020年降低5件", "5 pieces below the value of 2020 by 2027",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("version", "kind", "zh", "en"), WAYS.values(), ids=WAYS)
def test_target_by_due(version: Any, kind: Any, zh: str, en: str) -> None:
    indicator = Indicator("i", NAME, NAME, "count", kind, "increase", NAME)
    assert in_both(lambda lang: target_by_due(version, indicator, UNITS["count"], lang)) == (zh, en)


def test_every_output_says_it_alike() -> None:
    """Of what is held: through, in the list, on the page, in Markdown, on the screen and in prose."""
    target, rows = asked("about", 60, maintain=True), [seen(2023, 60), seen(2025, 40)]
    report = made(target, "stock", "hold", "count", rows)
    (listed,) = lists.targets(catalogue(target, "stock", "hold", "count", rows, "time-progress"), [target]).rows
    (chapter,) = page_content(report).chapters
    assert listed[2] == chapter.cards[0].asked == ("2027年保持60件左右", "hold about 60 pieces through 2027")
    assert "| hold about 60 pieces, through 2027 |" in markdown.report(report, "en")
    assert "| 保持60件左右,2027年 |" in markdown.report(report, "zh")
    drawn = screen.report(report, Screen(120, "en"))
    assert "through 2027" in drawn and not any("by 2027" in markdown.report(report, lang) for lang in LANGS)
    assert "target: hold about 60 pieces through 2027)" in paragraph(report.sections[0], DAY).en


def test_due_since() -> None:
    when = Period.of_year(2022)
    assert in_both(lambda lang: due_since(47, lang)) == ("到期已47个月", "due 47 months ago")
    assert in_both(lambda lang: due_since(47, lang, when)) == ("2022年到期,已47个月", "due 2022, 47 months ago")


def test_revisions() -> None:
    source = Citation("s", "二", "增至400件")
    later = Revision("2025-03-01", source, "中期调整", value=Decimal(400))
    target = asked()._replace(revisions=(later,))
    indicator = Indicator("i", NAME, NAME, "count", "stock", "increase", NAME)
    assert in_both(lambda lang: revised(target, indicator, UNITS["count"], lang)) == (
        "2025-03-01: ≥400件 (2027年);中期调整;“增至400件”",
        "2025-03-01: ≥ 400 pieces (2027); 中期调整; “增至400件”",
    )


def test_as_of() -> None:
    now, then = Query(DAY), Query(DAY, recorded_by=date(2025, 2, 1))
    assert in_both(lambda lang: as_of_line(now, lang)) == (
        "评估日 2026-11-20,按目前已知的数据", "As of 2026-11-20, with the data known today",
    )  # fmt: skip
    assert in_both(lambda lang: as_of_line(then, lang)) == (
        "评估日 2026-11-20,按 2025-02-01 前已知的数据", "As of 2026-11-20, with the data known on 2025-02-01",
    )  # fmt: skip
    report = made(asked(), "stock", "increase", "count", [])
    assert cell(page_content(report).when, "en") == "As of 2026-11-20, with the data known today"
    assert markdown.report(report, "zh").splitlines()[2] == "评估日 2026-11-20,按目前已知的数据。"
    assert screen.report(report, Screen(80, "en")).rstrip().endswith("As of 2026-11-20, with the data known today")
