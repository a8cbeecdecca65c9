"""Every door that a stranger's words come through, and what must hold whatever they are.

`pytest` tries a few dozen inputs at each; `python -m tests.fuzz --examples 100000` as many as one likes, and counts them.
A door may refuse (Refused, findings); it may not raise anything else, run for long, or let through what is no plain number.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unicodedata import category

import openpyxl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from policytrack.checking import rules
from policytrack.drawing import csv_table, lists, markdown
from policytrack.drawing.json_form import report_dicts
from policytrack.drawing.screen import console
from policytrack.drawing.screen import report as screen_report
from policytrack.errors import Refused
from policytrack.files import table_file
from policytrack.files.catalogue import read_catalogue
from policytrack.files.yaml_file import parse
from policytrack.model import Catalogue
from policytrack.period import latest_day, parse_period
from policytrack.reading.amount import read_amount
from policytrack.reading.document.scan import quantities
from policytrack.reading.periods import read_date, read_last_day, read_period
from policytrack.reading.readings import readings_in as readings
from policytrack.recording import exported
from policytrack.recording.table_entries import read_entries as read_table
from policytrack.reporting import query, report
from policytrack.store import new_id
from policytrack.text import escaped
from tests.conftest import DOC, SMALL

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SLOWEST = 5.0  # seconds for one input of at most a few kilobytes

UNUSED = {"Cn", "Co"}  # no character yet, or a private one: shown as a box, it does nothing

HOSTILE = [
    "1e999999", "-1e999999", "9" * 5000, "一" * 5000, "亿" * 3000, "1" + "亿" * 3000, "1" + ",111" * 2000, "NaN", "-Infinity",
    "sNaN", "0x10", "1_000", "²", "½", "٣", "１２", "-0", "0" * 400, "1.", ".5", "1e-99", "5e+99", "1" * 30 + "." + "1" * 30, "\0", "\ud800",
    "\x1b[31m", "\x9b31m", "\u202e", "\u2028", "\ufeff", "../../etc/passwd", "/dev/zero", "javascript:alert(1)", "=1+1", "'=1",
    "2024-13", "0000", "9999", "99999-01", "2024/2023", "2024-02-30", "1e5万亿", "{{7*7}}", "%s%n", "<script>", "${HOME}", "`id`", "🏁",
]  # fmt: skip
NUMERALS = "0123456789０一二两三十百千万亿兆零〇点.,,-–—~至到%‰元件个家人次余多约超近左右以上以下第之年月日季度半底前上下首位全覆盖翻番降至保持 eE+\n。;|()"
NUMERALS += '\u00a0\u2009\u202f\t“”"《》「」/:：①²分别由从至达成半截围绕落实电话热线GBbyinmilo 目标工作报告'
words = st.one_of(
    st.sampled_from(HOSTILE), st.text(NUMERALS, max_size=40), st.text(max_size=20), st.integers().map(str), st.floats().map(repr),
    st.text(NUMERALS, min_size=1, max_size=6).flatmap(lambda part: st.integers(1, 400).map(lambda times: part * times)),
)  # fmt: skip


@cache
def small() -> Catalogue:
    return catalogue_of(SMALL, DOC)[0]


def catalogue_of(targets: str, source: str) -> tuple[Catalogue, list[Any]]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sources").mkdir()
        (folder / "targets.yaml").write_bytes(targets.encode("utf-8", "surrogatepass"))
        (folder / "sources" / "doc.yaml").write_bytes(source.encode("utf-8", "surrogatepass"))
        return read_catalogue(folder)


def is_plain(number: Decimal) -> bool:
    return number.is_finite() and len(format(number, "f")) < 200


# -- the doors ---------------------------------------------------------------------------------------------

yaml_like = st.one_of(
    st.binary(max_size=300),
    st.text("ab:-[]{}&*!?|>'\"#\n ,<~%@`\t\\xu0", max_size=120).map(str.encode),
    st.tuples(st.sampled_from(["[", "{a: ", "- ", "? ", "&a [*a,", '"\\x', "a: |\n ", "!!python/object:os.system "]), st.integers(1, 500)).map(
        lambda one: (one[0] * one[1]).encode()
    ),
)  # fmt: skip


def yaml_door(raw: bytes) -> None:
    document = parse(raw, "f.yaml")
    depth(document.content)
    for finding in document.findings:
        assert finding.message.en and finding.message.zh


def depth(node: Any, left: int = 42) -> None:
    assert left and isinstance(node, str | dict | list | None)
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        depth(inner, left - 1)


OBSERVED = DOC + "observations:\n" + "".join(
    f"  - {{indicator: {name}, time_period: 202{n}, value: {n + 1}, quote: 达{n + 1}件}}\n" for n in range(3) for name in ("stock", "share", "flow", "place")
)  # fmt: skip


@st.composite
def workspaces(draw: st.DrawFn) -> tuple[str, str]:
    """The small workspace with some of its scalars, keys or lines replaced."""
    files = [SMALL, OBSERVED]
    for _ in range(draw(st.integers(1, 4))):
        which = draw(st.integers(0, 1))
        text = files[which]
        parts = [part for part in text.replace("{", " ").replace("}", " ").replace(",", " ").split() if len(part) > 1]
        old, new = draw(st.sampled_from(parts)), draw(words)
        quoted = json.dumps(new) if draw(st.booleans()) else new
        files[which] = text.replace(old, old if draw(st.booleans()) and ":" in old else quoted, draw(st.integers(1, 2)))
    return files[0], files[1]


def catalogue_door(files: tuple[str, str]) -> None:
    catalogue, findings = catalogue_of(*files)
    assert all(finding.message.en for finding in findings)
    if any(finding.severity == "error" for finding in findings):
        return
    found = rules.run(catalogue, [])
    made = report.build(catalogue, [], query.Query(date(2026, 11, 20)))
    said = escaped(json.dumps(report_dicts.report(made), ensure_ascii=False, allow_nan=False))
    screen = console.Screen(80, "zh")
    drawn = [
        screen_report.report(made, screen),
        markdown.report(made, "en"),
        csv_table.to_csv(lists.findings(found), "en"),
        said,
    ]
    drawn += [
        console.table(getattr(lists, kind)(catalogue, getattr(catalogue, kind).values()), screen)
        for kind in ("targets", "indicators", "plans", "sources")
    ]
    for text in drawn:
        assert all(one.isprintable() or one in "\n\t\r" or category(one) in UNUSED for one in text)


def words_door(text: str) -> None:
    units = small().units
    for indicator in small().indicators.values():
        for reading in readings(text, indicator, units):
            assert reading.value.is_finite() and 0 <= reading.start < reading.end <= len(text)
        try:
            assert is_plain(read_amount(text, indicator, units).value)
        except Refused as refused:
            assert len(refused.message.en) < 1000
    for one in quantities(text, [unit.name.zh for unit in units.values()]):
        assert one.value.is_finite() and text[one.start : one.end] == one.text


def time_door(text: str) -> None:
    for reader in (parse_period, read_period, read_last_day):
        period = reader(text)
        assert period is None or parse_period(str(period)) == period
    day = read_date(text)
    assert day is None or (latest_day(day) is not None and read_date(day) == day)
    latest_day(text)


heads = st.sampled_from(["指标", "indicator", "时期", "time_period", "数值", "value(亿元)", "2021", "2022年底", "来源", "单位", "id", "recorded_at", "series", "x", ""])  # fmt: skip
cells_ = st.one_of(
    st.sampled_from(["stock", "存量", "flow", "share", "2021", "2022", "5", "6.5%", "", "–", "件"]), words
)
grids = st.tuples(st.lists(heads, max_size=6), st.lists(st.lists(cells_, max_size=6), max_size=5))


def as_csv(grid: tuple[list[str], list[list[str]]]) -> bytes:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (grid[0], *grid[1])]
    return "\r\n".join(lines).encode("utf-8", "surrogatepass")


def as_json(grid: tuple[list[str], list[list[str]]]) -> bytes:
    return json.dumps([dict(zip(grid[0], row, strict=False)) for row in grid[1]]).encode()


def table_door(raw: bytes) -> None:
    try:
        batch = read_table(small(), table_file.taken(raw, "f").lines, [], "me", NOW, new_id)
    except Refused as refused:
        assert len(refused.message.en) < 1000
        return
    for row in batch.rows:
        assert is_plain(row.value) and row.indicator in small().indicators
        assert exported.cells(row)["time_period"] == str(row.period)
    for rejected in batch.rejected:
        assert rejected.line > 0 and rejected.problem.message.en


contents = st.one_of(cells_.filter(str.isprintable), st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**18), 10**18), st.booleans(), st.none(), st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)))  # fmt: skip
forms = st.sampled_from(
    ["General", "0.00%", '0"亿元"', "yyyy", "mmm-yy", "0%;[Red]-0%", "[h]:mm", "@", '"%"0', "# ?/?"]
)
sheets = st.tuples(st.lists(heads, max_size=5), st.lists(st.lists(st.tuples(contents, forms), max_size=5), max_size=4))


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """A workbook of odd cells; every second one with some of its bytes changed."""
    head, rows = draw(sheets)
    book = openpyxl.Workbook()
    book.active.append(head)
    for number, row in enumerate(rows, 2):
        for at, (value, form) in enumerate(row, 1):
            cell = book.active.cell(number, at)
            cell.value = value[:1000] if isinstance(value, str) else value
            cell.number_format = form
    out = BytesIO()
    book.save(out)
    raw = bytearray(out.getvalue())
    if draw(st.booleans()):
        for _ in range(draw(st.integers(1, 5))):
            at = draw(st.integers(0, 1_000_000)) % len(raw)  # its length depends on the time of day
            raw[at] = draw(st.integers(0, 255))
    return bytes(raw)


exported_cells = st.fixed_dictionaries(
    {"id": st.just("0" * 16) | words, "recorded_at": st.just("2024-01-01T00:00:00.000000Z") | words},
    optional={
        **dict.fromkeys(("period", "value", "unit", "indicator", "recorded_by", "published", "qualifier", "status", "note", "retracted_at", "retracted_by", "retraction_reason"), words),
        "period": st.just("2024") | words, "value": st.just("5") | words, "unit": st.just("piece") | words,
        "indicator": st.just("stock") | words, "recorded_by": st.just("me") | words, "qualifier": st.just("exact") | words,
    },
).map(lambda row: {key: text for key, text in row.items() if text})  # fmt: skip


def exported_door(written: dict[str, str]) -> None:
    if not exported.is_recorded(written):
        return
    try:
        row = exported.observation(written, NOW)
    except Refused:
        return
    assert is_plain(row.value)
    back = {key: text for key, text in exported.cells(row).items() if text}
    assert exported.observation({**back, "period": back["time_period"]}, NOW) == row


class Door(NamedTuple):
    """What comes in and what must hold; `share` of the examples that are asked for (some doors cost more)."""

    strategy: st.SearchStrategy[Any]
    check: Callable[[Any], None]
    share: float = 1.0


DOORS = {
    "yaml": Door(yaml_like, yaml_door),
    "catalogue": Door(workspaces(), catalogue_door, 0.2),
    "words": Door(words, words_door),
    "periods and dates": Door(words, time_door),
    "csv": Door(grids.map(as_csv) | st.binary(max_size=300), table_door),
    "json": Door(grids.map(as_json), table_door),
    "xlsx": Door(workbooks(), table_door, 0.1),
    "exported rows": Door(exported_cells, exported_door),
}


def run(name: str, examples: int) -> tuple[int, float]:
    """Try a door; how many inputs were tried, and the seconds of the slowest."""
    door, tried, slowest = DOORS[name], 0, 0.0

    def trying(one: Any) -> None:
        nonlocal tried, slowest
        start = time.perf_counter()
        door.check(one)
        took = time.perf_counter() - start
        tried, slowest = tried + 1, max(slowest, took)
        assert took < SLOWEST, f"{took:.1f} s"

    wanted = max(1, int(examples * door.share))
    quick = settings(
        max_examples=wanted, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )  # fmt: skip
    quick(given(door.strategy)(trying))()
    return tried, slowest


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--examples", type=int, default=10_000, help="inputs for each door")
    asked.add_argument("--door", choices=list(DOORS), action="append")
    options = asked.parse_args()
    total = 0
    for door_name in options.door or DOORS:
        began = time.perf_counter()
        number, worst = run(door_name, options.examples)
        total += number
        print(
            f"{door_name:18} {number:>9,} inputs, {time.perf_counter() - began:7.1f} s, the slowest {worst * 1000:.0f} ms",
            flush=True,
        )
    print(f"{'together':18} {total:>9,} inputs")
    sys.exit(0)
