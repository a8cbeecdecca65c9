"""Charts: axes, labels, what is drawn and what is not."""

import os
import re
import subprocess
import sys
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from policytrack.drawing.chart import svg
from policytrack.drawing.chart.axis import axis, years
from policytrack.drawing.chart.svg import Box
from policytrack.drawing.screen.chart import chart
from policytrack.model import Unit
from policytrack.reporting.report import Report
from policytrack.text import Text
from policytrack.words.charts.magnitudes import magnitudes
from tests.conftest import Run
from tests.drawn import UNITS, asked, made, plotted, reports, seen


@settings(max_examples=60)
@given(reports())
def test_no_label_touches_another_or_leaves_the_picture(report: Report) -> None:
    plot = plotted(report)
    if plot is None:
        return
    drawn = svg.draw(plot)
    frame = Box(-1, -1, svg.WIDTH + 1, svg.HEIGHT + 1)
    for label in drawn.labels:
        assert label.box.within(frame), label
    for one, other in combinations(drawn.labels, 2):
        assert not one.box.meets(other.box), (one, other)
    root = ElementTree.fromstring(svg.svg(plot).replace("lang=zh", 'lang="zh"').replace("lang=en", 'lang="en"'))
    for node in root.iter():
        numbers = [float(one) for name in ("x", "y", "cx", "cy", "width", "height") if (one := node.get(name))]
        assert all(-1 <= one <= svg.WIDTH + 1 for one in numbers), ElementTree.tostring(node)


@settings(max_examples=60)
@given(reports())
def test_statements_are_never_drawn_and_every_measurement_is(report: Report) -> None:
    plot, (row,) = plotted(report), report.rows
    points = row.result.points
    if plot is None:
        assert not points
        return
    assert [(dot.at, dot.value) for dot in plot.dots] == [(point.period.end, point.number) for point in points]
    assert not any(point.is_statement for point in points)
    assert len(re.findall('class="(?:dot|pre)"', svg.svg(plot))) == len(points)
    low, high = plot.vertical.low, plot.vertical.high
    start = row.result.baseline
    if plot.baseline is not None:
        assert start is not None and plot.baseline == (start.period.end, start.number)
        assert low <= start.number <= high and plot.first <= start.period.end
    assert all(low <= dot.value <= high for dot in plot.dots)
    goal = plot.paths.goal
    assert goal is None or low <= goal <= high


@settings(max_examples=40)
@given(reports())
def test_a_terminal_s_chart_is_no_wider_than_the_terminal(report: Report) -> None:
    plot = plotted(report)
    if plot is None:
        return
    for glyphs in (True, False):
        lines = chart(plot, "zh", 78, glyphs=glyphs)
        assert all(cell_len(line) <= 78 for line in lines), lines
        assert 14 <= len(lines) <= 19
    drawing = chart(plot, "en", 78, glyphs=False)[1:13]
    assert all(line.isascii() for line in drawing)


@settings(max_examples=60)
@given(reports())
def test_the_lines_are_those_that_the_report_computes(report: Report) -> None:
    plot, (row,) = plotted(report), report.rows
    if plot is None:
        return
    result, way, paths = row.result, row.result.trajectory, plot.paths
    if paths.projected:
        assert paths.projected[-1].level == way.projection and paths.projected[0].at < plot.paths.due
    if way.expected_value is None or way.time_progress is None or not paths.required or result.method == "open-sdg":
        return
    if result.version.transform == "average_growth":
        assert {mark.level for mark in paths.required} == {result.version.value}
        return
    at = paths.since + round(way.time_progress * (paths.due - paths.since))
    left = max((mark for mark in paths.required if mark.at <= at), key=lambda mark: mark.at)
    right = min((mark for mark in paths.required if mark.at >= at), key=lambda mark: mark.at)
    level = left.level + (right.level - left.level) * at_share(left.at, at, right.at)
    assert abs(level - way.expected_value) <= abs(way.expected_value) * Decimal("1e-20")


def at_share(left: int, at: int, right: int) -> Decimal:
    return Decimal(at - left) / (right - left) if right > left else Decimal(0)


# -- axes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        ("0", "300", "0 100 200 300"), ("6.44", "6.83", "6.4 6.5 6.6 6.7 6.8 6.9"), ("0.065", "0.09", "0.06 0.07 0.08 0.09"),
        ("5", "5", "4.5 4.75 5 5.25 5.5"), ("-3", "4", "-4 -2 0 2 4"), ("0", "0", "-1 -0.5 0 0.5 1"),
    ],
)  # fmt: skip
def test_ticks_are_round_numbers(low: str, high: str, ticks: str) -> None:
    assert [f"{tick.normalize():f}" for tick in axis(Decimal(low), Decimal(high)).ticks] == ticks.split()


@pytest.mark.parametrize(
    ("unit", "value", "zh", "en"),
    [
        ("count", "300", "300 件", "300 pieces"), ("count", "12000", "1.2万 件", "12,000 pieces"), ("count", "0", "0 件", "0 pieces"),
        ("count", "250000", "25万 件", "250k pieces"), ("count", "120000000", "1.2亿 件", "120M pieces"),
        ("money", "8536.9", "8,536.9亿 元", "853.69bn CNY"), ("money", "14900", "1.49万亿 元", "1.49tn CNY"), ("money", "0.5", "5,000万 元", "50M CNY"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_each_language_counts(unit: str, value: str, zh: str, en: str) -> None:
    number = Decimal(value)
    shown = [f"{one.write(number)} {one.unit}" for one in magnitudes(number, UNITS[unit], scales=True)]
    assert shown == [zh, en]


def test_shares_keep_their_unit() -> None:
    unit = Unit("percent", Text("%", "%"))
    assert [one.write(Decimal(123456)) for one in magnitudes(Decimal(123456), unit, scales=False)] == [
        "123,456",
        "123,456",
    ]


def test_years_are_thinned_from_the_last() -> None:
    assert list(years(2018 * 12, 2028 * 12, 20)) == list(range(2017, 2028))
    assert list(years(2018 * 12, 2028 * 12, 6)) == [2017, 2019, 2021, 2023, 2025, 2027]


def test_a_count_starts_at_zero_only_where_that_costs_no_room() -> None:
    near = plotted(made(asked(value=120), "stock", "increase", "count", [seen(2020, 100), seen(2022, 110)]))
    far = plotted(made(asked(value=300), "stock", "increase", "count", [seen(2020, 100), seen(2022, 110)]))
    share = plotted(
        made(
            asked(value=30),
            "ratio",
            "increase",
            "percent",
            [seen(2020, 1, unit="percent"), seen(2022, 2, unit="percent")],
        )
    )
    assert near and far and share
    assert (near.vertical.low, far.vertical.low) == (100, 0) and share.vertical.low == 0


def test_rank_one_is_on_top() -> None:
    plot = plotted(made(asked("at_most", 1), "rank", "decrease", "count", [seen(2020, 1), seen(2022, 3)]))
    assert plot and plot.is_upside_down and plot.vertical.low == 1
    first, third = (float(y) for y in re.findall(r'class="dot" cx="[^"]+" cy="([^"]+)"', svg.svg(plot)))
    assert first < third


# -- what is drawn -------------------------------------------------------------------------------------------


def drawn_as_svg(observations: list[object], **more: object) -> str:
    plot = plotted(made(asked(**more), "stock", "increase", "count", observations))  # type: ignore[arg-type]
    assert plot is not None
    return svg.svg(plot)


def test_qualifiers_and_preliminary_values_are_drawn_differently() -> None:
    assert 'class="q"' not in drawn_as_svg([seen(2020, 100), seen(2022, 150)])
    up = drawn_as_svg([seen(2020, 100), seen(2022, 150, qualifier="over")])
    down = drawn_as_svg([seen(2020, 100), seen(2022, 150, qualifier="under")])
    bar = drawn_as_svg([seen(2020, 100), seen(2022, 150, qualifier="about")])
    assert "v-15m" in up and "v15m" in down and re.search(r'class="q" d="M[\d.]+ [\d.]+V', bar)
    hollow = drawn_as_svg([seen(2020, 100), seen(2022, 150, status="provisional")])
    assert hollow.count('class="pre"') == 1 and hollow.count('class="dot"') == 1


def test_a_break_parts_the_line_and_is_marked() -> None:
    whole = drawn_as_svg([seen(2020, 100), seen(2021, 120), seen(2022, 150)])
    parted = drawn_as_svg([seen(2020, 100), seen(2021, 120, is_break=True), seen(2022, 150)])
    lines = [re.search(r'class="obs" d="([^"]+)"', one)[1] for one in (whole, parted)]  # type: ignore[index]
    assert [line.count("M") for line in lines] == [1, 2] and 'class="brk"' in parted and 'class="brk"' not in whole


def test_milestones_band_projection_and_what_satisfies() -> None:
    from policytrack.period import Period

    seen_ = [seen(2020, 100), seen(2022, 150)]
    path = ((Period.of_year(2024), Decimal(180)), (Period.of_year(2026), Decimal(240)))
    drawn = drawn_as_svg(seen_, path=path)
    assert (
        drawn.count('class="ms"') == 2 and 'class="pro"' in drawn and 'class="way"' in drawn and 'class="ok"' in drawn
    )
    assert 'class="band"' not in drawn
    assert 'class="band"' in drawn_as_svg(seen_, comparator="about") and 'class="band"' in drawn_as_svg(
        seen_, comparator="between", upper=Decimal(350)
    )
    held = drawn_as_svg(seen_, maintain=True)
    assert 'class="hold"' in held and 'class="way"' not in held


def test_a_sum_is_drawn_as_running_total_and_growth_as_average() -> None:
    flows = [seen(2021, 30), seen(2022, 40), seen(2023, 50)]
    total = plotted(made(asked(value=400, transform="sum"), "flow", "increase", "count", flows))
    assert total and [dot.value for dot in total.dots] == [30, 70, 120] and total.caption.en == "running total, pieces"
    assert (total.paths.required[0].level, total.paths.required[-1].level) == (0, 400)
    levels = [seen(2020, 100), seen(2021, 110), seen(2022, 121)]
    growth = plotted(made(asked("about", 8, transform="average_growth"), "flow", "increase", "count", levels))
    assert growth and [round(dot.value, 6) for dot in growth.dots] == [10, 10]
    assert [mark.level for mark in growth.paths.required] == [8, 8] and growth.caption.zh == "2020年以来年均增长,%"


def test_the_path_is_that_of_the_method() -> None:
    values = [seen(2020, 100), seen(2022, 150)]
    straight = plotted(made(asked(value=400), "stock", "increase", "count", values, "time-progress"))
    curved = plotted(made(asked(value=400), "stock", "increase", "count", values, "open-sdg"))
    assert straight and curved and len(straight.paths.required) == 2
    middle = next(mark for mark in curved.paths.required if mark.at == 2024 * 12 + 6)
    assert round(middle.level, 3) == 200  # half of the time, and so the square root of the factor four


def test_the_path_passes_through_the_expected_value() -> None:
    for method in ("time-progress", "open-sdg", "linear"):
        report = made(asked(value=400), "stock", "increase", "count", [seen(2020, 100), seen(2023, 150)], method)
        (row,), plot = report.rows, plotted(report)
        expected, at = row.result.trajectory.expected_value, 2024 * 12
        assert plot and expected is not None
        left = max((mark for mark in plot.paths.required if mark.at <= at), key=lambda mark: mark.at)
        right = min((mark for mark in plot.paths.required if mark.at >= at), key=lambda mark: mark.at)
        share = Decimal(at - left.at) / ((right.at - left.at) or 1)
        assert abs(left.level + (right.level - left.level) * share - expected) < Decimal("1e-20")


def test_nothing_is_drawn_without_a_measurement() -> None:
    assert plotted(made(asked(), "stock", "increase", "count", [])) is None
    assert plotted(made(asked(), "stock", "increase", "count", [seen(2022, 5, status="statement")])) is None


def test_texts_are_escaped() -> None:
    plot = plotted(made(asked(), "stock", "increase", "count", [seen(2020, 100), seen(2022, 150)]))
    assert plot is not None
    hostile = plot._replace(caption=Text("</text><script>x</script>", '"&<b>\x1b'))
    shown = svg.svg(hostile, titled_by='a" onload="x')
    assert "<script" not in shown and "&lt;script&gt;" in shown and 'onload="' not in shown and "\x1b" not in shown


# -- in a terminal -------------------------------------------------------------------------------------------


def test_one_target_is_drawn_in_the_terminal_and_a_list_of_them_is_not(run: Run) -> None:
    day = ("--as-of", "2026-11-20")
    zh = run("report", "--target", "istic25/tech-contract-turnover", "--lang", "zh", *day).out
    assert (
        re.search(r"9,000亿 │ +┃$", zh, re.MULTILINE)
        and "目标:>8,000亿   ┃ 到期时满足目标   ● 实际值   ⠒ 应达轨迹" in zh
    )
    en = run("report", "--target", "istic25/tech-contract-turnover", "--lang", "en", *day).out
    assert re.search(r"900bn │ +┃$", en, re.MULTILINE) and re.search(
        r"^ +2020 +2021 +2022 +2023 +2024 +2025$", en, re.MULTILINE
    )
    assert all(cell_len(line) <= 80 for line in (zh + en).splitlines())
    assert "┃" not in run("report", "--plan", "istic25", *day).out
    assert "┃" not in run("report", "--target", "belt-road-joint-labs", *day).out  # no value, no chart


def test_a_console_without_the_glyphs_gets_plain_characters(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONIOENCODING": "ascii", "COLUMNS": "80"}
    words = ["report", "--target", "foreign-rd-centres", "--as-of", "2026-11-20", "--lang", "en"]
    ran = subprocess.run(
        [sys.executable, "-m", "policytrack", *words], cwd=tmp_path, env=env, capture_output=True, check=True
    )
    assert re.search(r"^  200 \| +\.{15,}$", ran.stdout.decode("ascii"), re.MULTILINE)
