"""The commands, through the public door."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from rich.cells import cell_len

from policytrack.store import open_store
from tests.conftest import Ran, Run

Make = Callable[..., Path]
COMMANDS = [
    "targets",
    "indicators",
    "plans",
    "sources",
    "record",
    "history",
    "retract",
    "report",
    "check",
    "init",
    "schema",
    "store",
]


def in_process(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run in a process of its own, with an empty environment but for `env`."""
    return subprocess.run([sys.executable, "-m", "policytrack", *arguments], cwd=home, capture_output=True, check=False,
                          env={"PATH": os.environ["PATH"], "HOME": str(home), **env})  # fmt: skip


# -- the main job --------------------------------------------------------------------------------------------


def foreign(ran: Ran) -> dict[str, object]:
    (row,) = [row for row in ran.json["targets"] if row["id"] == "intl27/foreign-rd-centres"]
    return row


def test_the_main_job(run: Run, bare: Path) -> None:
    data = ("--data", str(bare))
    first = run("record", "foreign-rd-centres", "107", "--period", "2023-12", *data)
    assert first.code == 0
    assert "intl27/foreign-rd-centres: from no data to insufficient data (as of 2023-12)" in first.out
    second = run("record", "foreign-rd-centres", "149", "--period", "2024-11", "--source", "Xinhua", *data)
    assert "from insufficient data (as of 2023-12) to slightly behind (as of 2024-11)" in second.out

    row = foreign(run("report", "-O", "json", "--as-of", "2026-11-20", *data))
    assert row["latest"] == {
        "time_period": "2024-11",
        "value": 149,
        "qualifier": "exact",
        "status": None,
        "source": "Xinhua",
    }
    assert row["baseline"] == {"time_period": "2023-12", "value": 107}
    assert (round(row["progress"], 4), round(row["time_progress"], 4), round(row["ratio"], 3)) == (
        0.2176,
        0.2292,
        0.950,
    )  # type: ignore[call-overload]
    assert (row["verdict"], row["stale_months"], row["method"]) == ("progressing", 24, "time-progress")
    assert row["reason"] == {
        "zh": "2024年11月为149家(基期2023年12月:107家),目标为2027年≥300家;完成进度21.8%,时间进度22.9%,慢1.1个百分点;数据距今24个月。",
        "en": "149 centres in 2024-11, from 107 centres in 2023-12; target: ≥ 300 centres by 2027; 21.8% of the way in 22.9% of the time, 1.1 points behind; the data are 24 months old.",
    }

    other = foreign(run("report", "-O", "json", "--as-of", "2026-11-20", "--method", "open-sdg", *data))
    assert (round(other["ratio"], 2), other["verdict"]) == (1.48, "on_track")  # type: ignore[call-overload]
    assert "needs 29.4% a year, has changed by 43.5% a year" in other["reason"]["en"]  # type: ignore[index]


def test_the_bundled_data_report_from_anywhere(run: Run) -> None:
    ran = run("report -O json --as-of 2026-11-20")
    assert ran.code == 0 and ran.json["summary"]["targets"] == 46
    assert sum(count for verdict, count in ran.json["summary"].items() if verdict != "targets") == 46
    assert not (Path.home() / ".local").exists()


def test_every_command_has_help_in_both_languages(run: Run) -> None:
    root = run("--help")
    assert root.code == 0 and all(re.search(rf"^  {name} ", root.out, re.MULTILINE) for name in COMMANDS)
    for name in COMMANDS:
        english, chinese = run(f"{name} --help"), run(f"--lang zh {name} --help")
        assert english.code == chinese.code == 0
        assert "Usage: policytrack" in english.out and "用法:policytrack" in chinese.out
        assert "‖" not in english.out
        assert "--data" in english.out and "‖" not in chinese.out and "选项" in chinese.out


def test_version(run: Run) -> None:
    assert re.fullmatch(r"policytrack \d+\.\d+\.\d+\n", run("--version").out)


@pytest.mark.parametrize("where", ["before", "after"])
def test_data_store_and_lang_before_and_after_the_command(run: Run, bare: Path, tmp_path: Path, where: str) -> None:
    options = ["--data", str(bare), "--store", f"sqlite:///{tmp_path}/s.db", "--lang", "zh"]
    words = ["store", "info"]
    ran = run(*(options + words if where == "before" else words + options))
    assert ran.code == 0 and str(tmp_path / "s.db") in ran.out and "尚未建立" in ran.out


def test_the_language_of_the_locale(run: Run) -> None:
    assert "暂无数据" in run("report", LANG="zh_CN.UTF-8").out
    assert "no data" in run("report", LANG="de_DE.UTF-8").out
    assert "no data" in run("report --lang en", LANG="zh_CN.UTF-8").out


# -- lists -----------------------------------------------------------------------------------------------------


def test_targets_list_as_json(run: Run) -> None:
    targets = {one["id"]: one for one in run("targets list -O json --plan intl27").json}
    assert {
        id_: (one["comparator"], one["value"], one["unit_name"]["zh"], one["due"], one["transform"])
        for id_, one in targets.items()
    } == {
        "intl27/belt-road-joint-labs": ("at_least", 15, "家", "2027", None),
        "intl27/international-joint-rd-projects": ("at_least", 100, "项", "2027", "sum"),
        "intl27/foreign-rd-centres": ("at_least", 300, "家", "2027", None),
        "intl27/pct-applications": ("at_least", 12000, "件", "2027", None),
        "intl27/q1-journals": ("at_least", 120, "本", "2027", None),
    }
    one = targets["intl27/foreign-rd-centres"]
    assert one["name"]["zh"] == "在京外资研发中心数量" and one["scope"]["en"] == "Beijing" and one["kind"] == "stock"
    assert one["lead"] == ["市科委、中关村管委会"] and one["headline"] is True and one["desired"] == "increase"
    assert one["source"] == {
        "document": "bj-sti-intl-2024",
        "section": "一(三)发展目标(到2027年)",
        "quote": "在京外资研发中心达300家",
    }


@pytest.mark.parametrize("name", ["targets", "indicators", "plans", "sources"])
def test_lists_in_every_format_and_language(run: Run, name: str, tmp_path: Path) -> None:
    count = len(run(f"{name} list -O json").json)
    assert len(list(csv.reader(io.StringIO(run(f"{name} list -O csv").out)))) == count + 1
    assert len(run(f"{name} list -O markdown --lang zh").out.splitlines()) == count + 2
    for lang in ("zh", "en"):
        for columns in ("60", "80", "120"):
            lines = run(f"{name} list --lang {lang}", COLUMNS=columns).out.splitlines()
            assert max(map(cell_len, lines)) <= int(columns)
    file = tmp_path / "list.json"
    assert run(f"{name} list -o {file}").out == "" and len(json.loads(file.read_text(encoding="utf-8"))) == count


def test_show_by_id_prefix_and_name(run: Run) -> None:
    for word in (
        "intl27/foreign-rd-centres",
        "foreign-rd-centres",
        "foreign-rd",
        "在京外资研发中心数量",
        "Foreign-invested R&D centres in Beijing",
    ):
        ran = run("targets", "show", word)
        assert ran.code == 0 and "在京外资研发中心达【300家】" in ran.out, word
    assert "PCT" in run("indicators show pct-a --lang zh").out
    assert "京科国发〔2024〕247号" in run("sources show bj-sti-intl").out
    assert run("plans show intl -O json").json["end"] == 2027
    assert run("sources show cnipa-2023 -O json").json["confidence"] == "high"


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("indicators show foreign-rd-centers", "there is no indicator 'foreign-rd-centers'", "did you mean foreign-rd-centres?"),
        ("record forein 3 --period 2024", "there is no indicator 'forein'", "did you mean zgc-international-talent, foreign-rd-centres?"),
        ("targets show PTC", "there is no target 'PTC'", None),
        ("plans show intl72", "there is no plan 'intl72'", "did you mean intl27?"),
        ("indicators show pct", "'pct' fits several indicators: zgc-pct-applications, pct-applications", "write the whole id"),
        ("sources show cnipa-2", "'cnipa-2' fits several sources: cnipa-2016-table-14, cnipa-2023-table-6-4", "write the whole id"),
        ("report --plan tianjin", "there is no plan 'tianjin'", None),
        ("report --lead 市科委会", "no target is led by '市科委会'", None),
        ("report --as-of tomorrow", "not a date: 'tomorrow'", "like 2026-11-20"),
        ("report --fail-on late", "there is no verdict 'late'", None),
        ("report -o report.pdf", "no format goes with the ending '.pdf'", "use .json, .csv, .md or .txt (a report also .html, .xlsx, .docx), or name the format with -O"),
        ("retract zzz --reason x", "there is no recorded value 'zzz'", "`policytrack history` lists the ids"),
    ],
)  # fmt: skip
def test_wrong_names(run: Run, words: str, message: str, hint: str | None) -> None:
    ran = run(words)
    assert ran.code == 2 and ran.out == ""
    assert f"error: {message}\n" in ran.err
    assert hint is None or f"hint: {hint}\n" in ran.err
    chinese = run(words + " --lang zh")
    assert chinese.code == 2 and "错误:" in chinese.err


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        ("recrod", "No such command 'recrod'. Did you mean 'record'?", "没有这个命令:'recrod'"),
        ("report --foo", "No such option: --foo", "没有这个选项:--foo"),
        ("record", "Missing argument 'INDICATOR'", "缺少参数:INDICATOR"),
        ("report --method magic", "Invalid value for '--method'", "参数 method 的值不对"),
        ("report --lang fr", "Invalid value for '--lang'", None),
        ("targets list extra", "Got unexpected extra argument(s) (extra)", "多余的参数:extra"),
    ],
)  # fmt: skip
def test_usage_errors(run: Run, words: str, english: str, chinese: str | None) -> None:
    ran = run(words)
    assert ran.code == 2 and ran.out == "" and english in ran.err
    if chinese:
        assert chinese in run(f"{words} --lang zh").err


# -- record, history, retract ------------------------------------------------------------------------------------


def test_record_tells_new_unchanged_revision_and_confirmation(run: Run, small: Make) -> None:
    stated = "id: s\nkind: news\ntitle: t\npublisher: p\nobservations:\n  - {indicator: stock, time_period: 2022, value: 150, quote: 150}\n"
    data = ("--data", str(small(sources={"s": stated})))
    assert run("record", "stock", "120", "--period", "2023", "--source", "x", *data).out.startswith(
        "recorded: Stock 120 pieces, 2023 (source: x)\n  → "
    )
    assert run("record", "stock", "120件", "--period", "2023年底", "--source", "x", *data).out == (
        "unchanged, the store holds it already: Stock 120 pieces, 2023-12 (source: x)\n"
    )
    assert run("record", "stock", "121", "--period", "2023", "--source", "x", *data).out.startswith(
        "recorded as a revision (was 120): Stock 121 pieces, 2023"
    )
    assert run("record", "stock", "121", "--period", "2023", "--source", "y", *data).out.startswith(
        "recorded as a revision (was 121)"
    )
    assert run("record", "stock", "150", "--period", "2022", "--source", "x", *data).out.startswith(
        "recorded; it confirms the value in the data files"
    )
    assert run("record", "stock", "151", "--period", "2022", "--source", "x", *data).out.startswith(
        "recorded as a revision (was 150)"
    )
    zh = run("record", "stock", "152", "--period", "2022", "--source", "x", "--lang", "zh", *data)
    assert zh.out.startswith("已作为修订值记录(原值151):存量 152件, 2022年(来源:x)\n")
    assert run("record", "stock", "152", "--period", "2022", "--source", "x", "--lang", "zh", *data).out.startswith(
        "与现有值相同,未改动"
    )
    assert len(run("history", "stock", "-O", "json", *data).json) == 7


def test_a_jump_is_asked_about(run: Run, small: Make) -> None:
    data = ("--data", str(small()))
    run("record", "stock", "120", "--period", "2022", "--source", "x", *data)
    refused = run("record", "stock", "1200", "--period", "2023", "--source", "x", *data)
    assert (
        refused.code == 2
        and "this differs from the one before by ten times or more (2022: 120 → 2023: 1,200)" in refused.err
    )
    assert "add --yes" in refused.err
    assert (
        "与上期相差10倍以上(2022: 120 → 2023: 1,200),请确认"
        in run("record", "stock", "1200", "--period", "2023", "--lang", "zh", *data).err
    )
    assert len(run("history", "stock", "-O", "json", *data).json) == 1
    assert run("record", "stock", "1200", "--period", "2023", "--source", "x", "--yes", *data).code == 0
    assert run("record", "stock", "130", "--period", "2024", "--source", "x", *data).code == 0


def test_a_dry_run_stores_nothing(run: Run, small: Make) -> None:
    folder = small()
    ran = run("record", "stock", "120", "--period", "2022", "--dry-run", "--data", str(folder))
    assert ran.code == 0 and ran.out.startswith("(dry run, nothing is stored) recorded: Stock 120 pieces, 2022")
    assert "p/stock: from no data to " in ran.out and not (folder / "actuals.db").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("stock", "120家", "--period", "2022"), "wrong unit: Stock is counted in pieces (件), not '家'"),
        (("stock", "lots", "--period", "2022"), "no number can be read from 'lots'"),
        (("stok", "1", "--period", "2022"), "there is no indicator 'stok'"),
        (("stock", "1", "--period", "someday"), "not a period: 'someday'"),
        (("stock", "1", "--period", "2999"), "the period 2999 has not begun"),
        (("flow", "1", "--period", "2999"), "the period 2999 has not begun"),
        (("flow", "1", "--period", "2022年底"), "'2022年底' is an instant, but Flow covers a stretch of time"),
        (("share", "101", "--period", "2022"), "101 lies beyond the natural limit 100"),
        (("place", "0", "--period", "2022"), "a rank is a whole number from 1, not 0"),
        (("stock", "1", "--period", "2022", "--published", "soon"), "not a date: 'soon'"),
        (("stock", "1", "--period", "2022", "--note", "a\0b"), "--note holds characters that cannot be stored"),
        (("stock", "1", "--period", "2022", "--note", "长" * 20001), "--note is longer than 20000 characters"),
    ],
)  # fmt: skip
def test_what_record_refuses(run: Run, small: Make, words: tuple[str, ...], message: str) -> None:
    folder = small()
    ran = run("record", *words, "--data", str(folder))
    assert (ran.code, ran.out) == (2, "") and f"error: {message}\n" in ran.err
    assert not (folder / "actuals.db").exists()


def test_an_unfinished_period_is_refused_for_what_needs_the_whole(run: Run, small: Make) -> None:
    from datetime import date

    year = str(date.today().year)
    data = ("--data", str(small()))
    if date.today() < date(date.today().year, 12, 31):
        assert f"the period {year} has not ended" in run("record", "flow", "1", "--period", year, *data).err
    assert run("record", "stock", "1", "--period", year, "--source", "x", *data).code == 0


def test_everything_said_is_kept(run: Run, small: Make) -> None:
    data = ("--data", str(small()))
    run("record", "flow", "超1.3万亿元", "--period", "2022年1-11月", "--source", "公报", "--quote", "超1.3万亿元", "--published", "2022-12", "--status",
        "provisional", "--series", "海淀园", "--note", "n", "--by", "张三", *data)  # fmt: skip
    (row,) = run("history", "flow", "-O", "json", *data).json
    assert re.fullmatch("[0-9a-z]{16}", row.pop("id"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", row.pop("recorded_at"))
    assert row == {
        "indicator": "flow", "time_period": "2022-01/2022-11", "value": 13000, "unit": "cny-100m", "typed": "超1.3万亿元", "qualifier": "over",
        "status": "provisional", "source": "公报", "quote": "超1.3万亿元", "note": "n", "series": "海淀园", "published": "2022-12", "break": False,
        "recorded_by": "张三", "retracted": False, "retraction": None, "standing": "part",
    }  # fmt: skip


def test_the_qualifier_option_overrides_the_words(run: Run, small: Make) -> None:
    data = ("--data", str(small()))
    run("record", "stock", "120", "--period", "2022", "--qualifier", "about", *data)
    assert run("history", "stock", "-O", "json", *data).json[0]["qualifier"] == "about"


def test_retract(run: Run, small: Make) -> None:
    data = ("--data", str(small()))
    run("record", "stock", "120", "--period", "2022", "--source", "x", *data)
    (row,) = run("history", "-O", "json", *data).json
    assert "say why" in run("retract", row["id"], "--reason", " ", *data).err
    ran = run("retract", row["id"][:6], "--reason", "typo", "--by", "me", *data)
    assert ran.out.startswith("retracted: Stock 120 pieces, 2022 (source: x)\n  p/stock: from ") and ran.out.endswith(
        "to no data\n"
    )
    (gone,) = run("history", "stock", "-O", "json", *data).json
    assert gone["retracted"] is True and gone["retraction"]["reason"] == "typo" and gone["standing"] == "retracted"
    assert "was retracted on" in run("retract", row["id"], "--reason", "again", *data).err
    today = date.today().isoformat()
    assert f"已撤回:typo(me,{today})" in run("history", "stock", "--lang", "zh", *data, COLUMNS="120").out
    assert run("report", "-O", "json", *data).json["targets"][0]["verdict"] == "no_data"


def test_a_clock_that_is_behind_another_is_told(run: Run, small: Make) -> None:
    """In a shared store a correction must not be kept and silently not count."""
    data = ("--data", str(small()))
    run("record", "stock", "120", "--period", "2022", "--by", "li", *data)
    store = open_store(str(small() / "actuals.db"))
    ahead = store.all()[0]._replace(id="ahead", value=Decimal(130), recorded_at="2090-01-01T00:00:00.000000Z")
    store.add([ahead])
    ran = run("record", "stock", "140", "--period", "2022", *data)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ("error: li recorded a value of this period at 2090-01-01T00:00:00.000000Z, later than this machine's clock: "
                       "a new one would not stand\n"
                       "hint: set the clock right; if the other one was wrong, `policytrack retract ahead` first\n")  # fmt: skip
    assert run("record", "stock", "130", "--period", "2022", *data).out.startswith("unchanged")
    run("retract", "ahead", "--reason", "clock", *data)
    run("record", "stock", "140", "--period", "2022", *data)
    assert [row["value"] for row in run("history", "-O", "json", *data).json if row["standing"] == "stands"] == [140]


def test_a_correction_moments_after_another_stands(run: Run, small: Make) -> None:
    """Clocks of two who work together differ by seconds."""
    data = ("--data", str(small()))
    run("record", "stock", "120", "--period", "2022", *data)
    store = open_store(str(small() / "actuals.db"))
    soon = (datetime.now(UTC) + timedelta(seconds=30)).isoformat(timespec="microseconds").replace("+00:00", "Z")
    store.add([store.all()[0]._replace(id="soon", value=Decimal(130), recorded_at=soon)])
    assert run("record", "stock", "140", "--period", "2022", *data).code == 0
    rows = run("history", "-O", "json", *data).json
    assert [row["value"] for row in rows if row["standing"] == "stands"] == [140]
    assert max(row["recorded_at"] for row in rows) > soon


def test_a_negative_number_is_no_option(run: Run, small: Make) -> None:
    data = ("--data", str(small()))
    ran = run("record", "share", "-3.2%", "--period", "2022", "--note", "-5", "--yes", *data)
    assert ran.code == 0, ran.err
    (row,) = run("history", "-O", "json", *data).json
    assert (row["value"], row["note"]) == (-3.2, "-5")
    ran = run("record", "share", "3", "--perod", "2022", *data)
    assert ran.code == 2 and "No such option: --perod" in ran.err


def test_the_words_that_are_recorded_prove_the_number(run: Run, small: Make) -> None:
    data = ("--data", str(small()))
    words = ("record", "stock", "260", "--period", "2022", "--source", "s", *data)
    ran = run(*words, "--quote", "2022年末达到269件")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: the quote reads 269, the record says 260\nhint: add --yes if it is right\n"
    assert run(*words, "--quote", "2022年末超过260件").err.startswith(
        "error: the quote reads over, the record says exact"
    )
    assert run(*words, "--quote", "2021年末达到260件").err.startswith("error: the quote names 2021, the record 2022")
    ran = run(*words, "--quote", "见公报", "--dry-run")
    assert (ran.code, ran.err) == (0, "note: no number in the indicator's unit can be read from the quote\n")
    assert run(*words, "--quote", "2022年末达到269件", "--yes").code == 0
    (row,) = run("history", "-O", "json", *data).json
    ran = run("check", *data)
    assert ran.code == 1
    said = f"error: recorded value {row['id']} (stock, 2022): the quote reads 269, the record says 260 [quote-value]"
    assert said in ran.out.splitlines() and "1 error, 0 warnings" in ran.err
    run("record", "stock", "269", "--period", "2022", "--source", "s", "--quote", "2022年末达到269件", "--yes", *data)
    run("retract", row["id"], "--reason", "typo", *data)
    assert run("check", *data).code == 0


def test_days_that_cannot_be(run: Run, small: Make) -> None:
    data = ("--data", str(small()))
    ran = run("record", "stock", "120", "--period", "2022", "--published", "2090-01-01", *data)
    assert ran.code == 2 and ran.err == "error: it cannot have been published on 2090-01-01, after today\n"
    assert run("report", "--as-of", "9999-12-31", *data).err.startswith("error: not a date: '9999-12-31'")


def test_what_a_relative_target_asks_for_and_what_became_of_a_revised_one(run: Run, small: Make) -> None:
    folder = small({"value: 300": "relative: {base: 2020, factor: 2}"})
    assert "2 times the value of 2020" in run("targets", "show", "p/stock", "--data", str(folder)).out
    assert "达到2020年的2倍" in run("targets", "show", "p/stock", "--lang", "zh", "--data", str(folder)).out
    revised = "due: 2025, revisions: [{effective: 2023-01-01, value: 200, due: 2026, reason: slower, source: {document: doc, quote: 达200件}}]"
    folder = small({"due: 2025": revised})
    shown = run("targets", "show", "p/stock", "--data", str(folder), COLUMNS="160").out
    assert "2023-01-01: ≥ 200 pieces (2026); slower; “达200件”" in shown


def test_history_says_how_each_value_stands(run: Run) -> None:
    rows = run("history foreign-rd-centres -O json").json
    assert [(row["time_period"], row["value"], row["standing"]) for row in rows] == [
        ("2023-07", 73, "stands"), ("2023-12", 107, "stands"), ("2023-12", 107, "agrees"), ("2024-07", 149, "stands"),
        ("2024-11", 149, "stands"), ("2025-01", 221, "stands"),
    ]  # fmt: skip


def test_history_tells_who_when_and_why_in_80_columns(run: Run, small: Make) -> None:
    data = ("--data", str(small(sources={"doc2": "id: doc2\nkind: statistics\ntitle: 年报\npublisher: 局\nissued: 2022-02-03\nobservations:\n"
                                                 "  - {indicator: stock, time_period: 2021, value: 99, quote: 99件}\n"})))  # fmt: skip
    run("record", "stock", "100", "--period", "2021", "--source", "x", "--by", "wang", *data)
    (_, row) = run("history", "-O", "json", *data).json
    assert (row["recorded_by"], row["recorded_at"][-1]) == ("wang", "Z")
    run("retract", row["id"], "--reason", "typo", "--by", "li", *data)
    today = date.today().isoformat()
    stated, retracted = run("history", "-O", "csv", *data).out.splitlines()[1:]
    assert stated == ",stock,2021,99 pieces,stands,doc2,2022-02-03"
    assert retracted == f'{row["id"]},stock,2021,100 pieces,"retracted: typo (li, {today})",x,{today} wang'
    drawn = run("history", "stock", *data).out
    folded = "".join(drawn.split())
    assert max(map(len, drawn.splitlines())) <= 80
    for words in ("2022-02-03", "wang", "li,", "typo", today, row["id"]):
        assert words in folded


# -- report --------------------------------------------------------------------------------------------------------


def test_the_formats_agree(run: Run) -> None:
    day = "report --as-of 2026-11-20"
    targets = run(f"{day} -O json").json["targets"]
    rows = list(csv.DictReader(io.StringIO(run(f"{day} -O csv --lang zh").out)))
    assert [row["标识"] for row in rows] == [one["id"] for one in targets]
    page, screen = run(f"{day} -O markdown --lang zh").out, run(f"{day} --lang zh", COLUMNS="200").out
    for one, row in zip(targets, rows, strict=True):
        assert row["备注"] == one["reason"]["zh"]
        assert one["name"]["zh"] in page and one["name"]["zh"] in screen.replace("\n", "")
        assert one["reason"]["zh"].replace(">", "&gt;") in page and one["reason"]["zh"] in screen
    share = targets[-3]["progress"]
    assert rows[-3]["完成进度"] == f"{share:.1%}" and f"{share:.1%}" in page and f"{share:.1%}" in screen


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 80, 100, 120, 200])
def test_the_report_fits_the_screen_and_loses_no_number(run: Run, lang: str, columns: int) -> None:
    ran = run(f"report --as-of 2026-11-20 --lang {lang}", COLUMNS=str(columns))
    lines = ran.out.splitlines()
    assert max(map(cell_len, lines)) <= columns and "…" not in ran.out
    words = {word for line in lines for word in re.findall(r"[\d,.]*\d%?", line)}
    assert {"15", "100", "300", "12,000", "120", "221", "11,438", "59.1%", "27.1%"} <= words


def test_the_report_without_colour_when_piped(run: Run) -> None:
    assert "\x1b" not in run("report").out


def test_filters(run: Run) -> None:
    assert len(run("report -O json --target foreign-rd").json["targets"]) == 1
    assert len(run("report -O json --lead 市教委").json["targets"]) == 1
    assert {one["verdict"] for one in run("report -O json --verdict no_data").json["targets"]} == {"no_data"}
    empty = run("report --verdict reversing --as-of 2026-11-20")
    assert empty.code == 0 and "No target fits." in empty.out
    assert len(run("targets list -O json --plan intl27 --lead 市知识产权局").json) == 1


def test_recorded_values_that_cannot_be_used_are_not_passed_over_in_silence(run: Run, small: Make) -> None:
    folder = small()
    data = ("--data", str(folder))
    run("record", "stock", "120", "--period", "2022", "--source", "x", *data)
    text = (folder / "targets.yaml").read_text(encoding="utf-8")
    (folder / "targets.yaml").write_text(
        text.replace("unit: piece, kind: stock", "unit: percent, kind: stock"), encoding="utf-8"
    )
    ran = run("report", "-O", "json", *data)
    assert ran.json["targets"][0]["verdict"] == "no_data"
    assert ran.err == "1 recorded value could not be used; `policytrack check` tells why\n"
    assert "does not convert into percent" in run("check", *data).out


def test_a_strangers_file_cannot_colour_the_screen(run: Run, small: Make) -> None:
    folder = small({"value: 300": "value: \x9b31m300"})
    for words in (("report",), ("check",)):
        ran = run(*words, "--data", str(folder))
        assert "\x9b" not in ran.out + ran.err and ran.code in {1, 3}


def test_fail_on(run: Run) -> None:
    assert run("report --fail-on no_data").code == 1
    assert run("report --fail-on reversing --fail-on lagging").code == 0


def test_replay(run: Run) -> None:
    then = run("report -O json --target foreign-rd --as-of 2024-08-01 --recorded-by 2024-08-01").json["targets"][0]
    assert then["latest"]["time_period"] == "2024-07" and then["latest"]["value"] == 149
    known_now = run("report -O json --target foreign-rd --as-of 2025-02-01").json["targets"][0]
    known_then = run("report -O json --target foreign-rd --as-of 2025-02-01 --recorded-by 2025-02-01").json["targets"][
        0
    ]
    assert (known_now["latest"]["value"], known_then["latest"]["value"]) == (221, 149)
    assert (
        "with the data known on 2025-02-01"
        in run("report --target foreign-rd --as-of 2025-02-01 --recorded-by 2025-02-01").out
    )


def test_files_by_their_ending(run: Run, tmp_path: Path) -> None:
    for ending, start in (("json", b"{"), ("csv", b"\xef\xbb\xbf"), ("md", b"# "), ("txt", b"Action Plan")):
        file = tmp_path / f"report.{ending}"
        ran = run(f"report -o {file}")
        assert (ran.code, ran.out, ran.err) == (0, "", f"written to {file}\n") and file.read_bytes().startswith(start)
    ran = run(f"report -o {tmp_path}/missing/report.md")
    assert ran.code == 2 and "cannot write" in ran.err


def test_json_holds_no_infinity_even_for_absurd_values(run: Run, small: Make) -> None:
    data = ("--data", str(small()))
    run("record", "stock", "0.000001", "--period", "2020", "--source", "x", *data)
    run("record", "stock", "9" * 30, "--period", "2022", "--source", "x", "--yes", *data)
    for method in ("open-sdg", "time-progress"):
        assert (
            run("report", "-O", "json", "--method", method, "--as-of", "2023-06-30", *data).json["targets"][0][
                "verdict"
            ]
            == "reached"
        )


# -- check, init, schema, store ------------------------------------------------------------------------------------


def test_the_bundled_data_are_sound(run: Run) -> None:
    ran = run("check")
    assert (ran.code, ran.err) == (0, "0 errors, 4 warnings\n")
    codes = [re.findall(r"\[(.*)\]$", line) for line in ran.out.splitlines()]
    assert codes == [["sources-disagree"], ["growth-contradicts"], ["sources-disagree"], ["quote-unreadable"]]
    assert "sources disagree on 2023: 11,859 (beijing-press-2024-09-30) stands, 11,875.4 (cns-2024-03-21)" in ran.out
    assert "sources disagree on 2017: 309 (cssa-uk-2018-09), 330 (economic-daily-2018-11-03) stands" in ran.out
    assert run("check --strict").code == 1


def test_check_tells_all_and_where(run: Run, small: Make) -> None:
    folder = small({"at_least, value: 300": "at_most, value: 300, qoute: x"})
    ran = run("check", "--data", str(folder))
    assert ran.code == 1
    assert ran.out.startswith("targets.yaml:17:79: error: unknown key 'qoute' [unknown-key]\n   17 |")
    assert run("check", "--data", str(folder), "-O", "json").json[0]["code"] == "unknown-key"
    (folder / "targets.yaml").write_text(
        (folder / "targets.yaml").read_text(encoding="utf-8").replace(", qoute: x", ""), encoding="utf-8"
    )
    assert "[direction]" in run("check", "--data", str(folder)).out
    assert "错误2处,警告0处" in run("check", "--lang", "zh", "--data", str(folder)).err
    assert run("report", "--data", str(folder)).code == 0  # plausibility stops only check


def test_warnings_fail_only_when_strict(run: Run, small: Make) -> None:
    data = ("--data", str(small({", quote: 达300件": ""})))
    assert run("check", *data).code == 0 and run("check", "--strict", *data).code == 1
    quiet = ("--data", str(small()))
    run("record", "stock", "1", "--period", "2022", *quiet)
    assert "has no source" in run("check", "--strict", *quiet).out


def test_data_that_cannot_be_loaded_stop_every_other_command(run: Run, small: Make) -> None:
    folder = small({"value: 300": "value: many"}, {"bad": "a: [\n"})
    for words in (("report",), ("targets", "list"), ("record", "stock", "1", "--period", "2022"), ("history",)):
        ran = run(*words, "--data", str(folder))
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith(f"error: the data in {folder} have 2 errors\n\nsources/bad.yaml:2:1  broken YAML")
        assert "targets.yaml:17:68  targets.0.value: 'many' should be a plain number" in ran.err
    assert "数据有2处错误" in run("report", "--lang", "zh", "--data", str(folder)).err


def test_no_workspace_there(run: Run, tmp_path: Path) -> None:
    ran = run("report", "--data", str(tmp_path))
    assert ran.code == 3 and f"there is no targets.yaml in {tmp_path}" in ran.err and "policytrack init" in ran.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_init_makes_a_workspace_that_loads(run: Run, tmp_path: Path, lang: str) -> None:
    folder = tmp_path / "mine"
    ran = run("init", str(folder), "--lang", lang)
    assert ran.code == 0 and str(folder / "targets.yaml") in ran.out
    assert run("check", "--strict", "--data", str(folder)).code == 0
    assert run("targets", "list", "-O", "json", "--data", str(folder)).json == []
    again = run("init", str(folder))
    assert again.code == 2 and "already" in again.err


def test_the_template_filled_in_is_a_workspace(run: Run, tmp_path: Path) -> None:
    from policytrack.files.template import TARGETS

    for lang in ("zh", "en"):
        folder = tmp_path / lang
        text = TARGETS.to(lang)  # type: ignore[arg-type]
        body, _, source = text.partition("# sources/plan-document.yaml:\n")
        body = re.sub(r"^(\w+): \[\]$", r"\1:", body, flags=re.MULTILINE)
        body = "\n".join(line[1:] if line.startswith("#  ") else line for line in body.splitlines())
        (folder / "sources").mkdir(parents=True)
        (folder / "targets.yaml").write_text(body, encoding="utf-8")
        filled = "\n".join(line[4:] for line in source.splitlines())
        (folder / "sources" / "plan-document.yaml").write_text(filled, encoding="utf-8")
        assert run("check", "--data", str(folder)).out == ""
        assert run("report", "-O", "json", "--data", str(folder)).json["targets"][0]["latest"]["value"] == 107


def test_a_workspace_is_found_here_and_above(run: Run, small: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small()
    deep = folder / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert run("targets list -O json").json[0]["id"] == "p/stock"
    (folder / "a" / ".git").mkdir()
    assert len(run("targets list -O json").json) == 46
    assert run("targets list -O json", POLICYTRACK_DATA=str(folder)).json[0]["id"] == "p/stock"


def test_a_strangers_targets_yaml_is_left_alone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "targets.yaml").write_text("hosts: [a, b]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(run("targets list -O json").json) == 46


def test_schema(run: Run) -> None:
    for which, key in (("targets", "targets"), ("source", "observations")):
        schema = run(f"schema {which}").json
        assert schema["additionalProperties"] is False and key in schema["properties"]


def test_store_info_and_a_store_that_is_not_ours(run: Run, small: Make, tmp_path: Path) -> None:
    data = ("--data", str(small()))
    run("record", "stock", "1", "--period", "2022", *data)
    info = run("store", "info", "-O", "json", *data).json
    assert (info["engine"], info["rows"], info["retracted"], info["integrity"], info["schema_version"]) == (
        "sqlite",
        1,
        0,
        "ok",
        2,
    )
    notes = tmp_path / "notes.txt"
    notes.write_text("mine " * 300, encoding="utf-8")
    for words in (("report",), ("record", "stock", "2", "--period", "2023"), ("store", "info")):
        ran = run(*words, "--store", str(notes), *data)
        assert ran.code == 4 and str(notes) in ran.err and "--store" in ran.err
    assert "Traceback" not in run("report", "--store", "postgresql://me:secret@h/d", *data).err


# -- consoles ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "utf-8"])
def test_a_console_that_lacks_glyphs(tmp_path: Path, encoding: str) -> None:
    commands = [
        (*words, "--lang", lang) for lang in ("zh", "en") for words in (
            ("report",), ("report", "-O", "json"), ("report", "-O", "csv"), ("report", "-O", "markdown"), ("targets", "list"),
            ("targets", "show", "foreign-rd"), ("--help",), ("targets", "show", "nothing"))
    ]  # fmt: skip
    with ThreadPoolExecutor(4) as side_by_side:
        every = list(side_by_side.map(lambda words: in_process(tmp_path, *words, PYTHONIOENCODING=encoding), commands))
        for words, ran in zip(commands, every, strict=True):
            assert ran.returncode == (2 if "nothing" in words else 0), ran.stderr
            assert b"Traceback" not in ran.stderr
            shown = ran.stdout.decode(encoding, "replace")  # typer writes help as UTF-8 where a console says ASCII
            if "json" in words:
                assert json.loads(shown)["targets"][-3]["name"]["zh"] == "在京外资研发中心数量"
    report = in_process(tmp_path, "report", "--lang", "zh", PYTHONIOENCODING="gbk").stdout.decode("gbk")
    assert "^ 符合或快于预期" in report and "#####" in report


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    ran = subprocess.run(f"{sys.executable} -m policytrack report -O json | head -1", shell=True, cwd=tmp_path, capture_output=True, check=False,
                         env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)})  # fmt: skip
    assert ran.stdout == b"{\n" and b"Traceback" not in ran.stderr


def test_without_a_home(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-m", "policytrack", "report", "-O", "json"], cwd=tmp_path, capture_output=True, check=False,
                         env={"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path)})  # fmt: skip
    assert ran.returncode == 0, ran.stderr


def test_an_unexpected_error_is_told_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from policytrack.tracker import Tracker

    monkeypatch.setattr(Tracker, "report", lambda *_: 1 / 0)
    ran = run("report", POLICYTRACK_DEBUG="")
    assert ran.code == 70 and ran.err.startswith("internal error: ZeroDivisionError: division by zero (test_cli.py:")


# -- hostile words -------------------------------------------------------------------------------------------------


def test_what_data_say_is_shown_and_never_obeyed(run: Run, small: Make) -> None:
    folder = small({"{zh: 存量, en: Stock}": '{zh: "存|量<b>", en: "[red]=1+1|\\\\x"}'})
    data = ("--data", str(folder))
    run("record", "stock", "120", "--period", "2022", "--source", "=cmd|' /C calc'!A0\x1b[31m", *data)
    assert "[red]=1+1|" in run("report", *data).out and "\x1b" not in run("report", *data).out
    page = run("report", "-O", "markdown", *data).out
    assert "\\[red\\]=1+1\\|" in page
    assert "&lt;b&gt;" in run("report", "-O", "markdown", "--lang", "zh", *data).out
    for row in csv.reader(io.StringIO(run("history", "-O", "csv", *data).out)):
        assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_completion_offers_ids(run: Run) -> None:
    ran = run("", _POLICYTRACK_COMPLETE="complete_bash", COMP_WORDS="policytrack indicators show fo", COMP_CWORD="3")
    assert ran.out.strip() == "foreign-rd-centres"
