"""Every output of the product as files, so that two versions of its code can be compared byte by byte.

python -m tests.outputs DIR [--source SRC]      writes them, of the product in the folder SRC (default: this repository's)
python -m tests.outputs --compare DIR DIR       shows what differs; exit code 1 where anything does

A command's file holds what it was, its exit code, stdout and stderr; files that it wrote stand beside it, archives and
office documents as their parts. The data are the bundled ones and `tests/data/kinds`; what differs from machine to
machine is replaced in one place, `Bench.masked`. Only the standard library is needed, besides what the product needs.
"""

import argparse
import difflib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared" / "sources"
AT_ONCE = 2  # commands side by side
MOST_SHOWN = 40  # lines of one file's difference
LANGS = ("en", "zh")
NOUNS = ("targets", "indicators", "plans", "sources")
PLAIN = ("table", "json", "csv", "markdown")
METHODS = ("open-sdg", "time-progress", "linear", "attainment", "all")
VERDICTS = (
    "met", "missed", "reached", "on_track", "progressing", "lagging", "reversing", "awaiting_data",
    "insufficient_data", "no_data", "not_due",
)  # fmt: skip
DAYS = ("2023-06-30", "2026-11-20", "2028-01-31")
OFFICE = ("xlsx", "docx")
PACKED = {".xlsx", ".docx", ".zip"}
_EXPORTED = ("out.zip", "out.csv", "out.json")
WIDE = 300  # columns that no path is broken in: a broken one could not be masked


class Case(NamedTuple):
    """One command: the name of its file, its words, what it writes with -o, what is typed, and the console's width."""

    name: str
    words: tuple[str, ...]
    writes: tuple[str, ...] = ()
    typed: str = ""
    columns: int = 80


class Bench:
    """Where commands run: the product's folder, the outputs' folder, and a temporary one with an empty home."""

    def __init__(self, source: Path, out: Path, work: Path) -> None:
        self.source, self.out, self.work = source, out, work
        self.done = 0
        self.masks = {
            str(work / "home"): "<HOME>", str(work): "<WORK>", str(source.parent): "<SOURCE>", str(ROOT): "<SOURCE>",
        }  # fmt: skip

    def masked(self, text: str) -> str:
        """A text without what differs between two runs: folders, and the sizes of store files."""
        for place in sorted(self.masks, key=len, reverse=True):
            text = text.replace(place, self.masks[place])
        text = re.sub(r'("size": )\d+', r"\1<SIZE>", text)
        return re.sub(r"((?:Size \(bytes\)|大小\(字节\)).*?)[\d,]+", r"\1<SIZE>", text)

    def environment(self, columns: int, minute: int) -> dict[str, str]:
        """All that a command gets to know of the machine."""
        home = self.work / "home"
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        return kept | {
            "PYTHONPATH": str(self.source), "PYTHONPYCACHEPREFIX": str(self.work / "bytecode"), "PYTHONHASHSEED": "0", "PYTHONUTF8": "1",
            "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"), "TMPDIR": str(home / "tmp"), "TZ": "UTC", "LC_ALL": "C.UTF-8",
            "COLUMNS": str(columns), "POLICYTRACK_BY": "tester", "OUTPUTS_MINUTE": str(minute),
        }  # fmt: skip

    def run(self, case: Case, folder: Path | None = None, minute: int = 0) -> str:
        """Run a command in a folder (default: one of its own) and keep what came of it; returns its stdout."""
        where = folder or self.work / "runs" / case.name
        where.mkdir(parents=True, exist_ok=True)
        ran = subprocess.run(
            [sys.executable, "-P", str(Path(__file__).with_name("frozen.py")), *case.words],
            cwd=where,
            env=self.environment(case.columns, minute),
            input=case.typed.encode(),
            capture_output=True,
            check=False,
        )
        out, err = ran.stdout.decode(errors="backslashreplace"), ran.stderr.decode(errors="backslashreplace")
        head = f"$ policytrack {' '.join(case.words)}\ncolumns {case.columns}, exit code {ran.returncode}"
        self.keep(f"{case.name}.txt", f"{head}\n---- stdout\n{out}\n---- stderr\n{err}".encode())
        for name in case.writes:
            self.keep_written(where / name, f"{case.name}.{Path(name).name}")
        self.done += 1
        if self.done % 100 == 0:
            print(f"{self.done} commands", flush=True)
        return out

    def keep_written(self, place: Path, name: str) -> None:
        """Keep a file or a folder that a command wrote, or that it wrote none."""
        if place.is_dir():
            for file in sorted(one for one in place.rglob("*") if one.is_file()):
                self.keep(f"{name}/{file.relative_to(place).as_posix()}", file.read_bytes())
        elif not place.is_file():
            self.keep(f"{name}.missing", b"not written\n")
        elif place.suffix.lower() in PACKED:
            self._unpack(place.read_bytes(), name)
        else:
            self.keep(name, place.read_bytes())

    def _unpack(self, content: bytes, name: str) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.namelist()
            self.keep(f"{name}/parts.txt", "\n".join(parts).encode())
            for part in parts:
                inside = archive.read(part)
                is_xml = part.endswith((".xml", ".rels"))
                self.keep(f"{name}/{part}", inside.replace(b"><", b">\n<") if is_xml else inside)

    def keep(self, name: str, content: bytes) -> None:
        """Write a file of outputs; what is text is masked."""
        place = self.out / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with suppress(UnicodeDecodeError):  # a picture, or a text in another encoding: kept as it is
            content = self.masked(content.decode()).encode()
        place.write_bytes(content)

    def told(self, *words: str) -> Any:
        """What a command says as JSON, for finding out what there is to be shown."""
        name = f"found/{'-'.join(words[:2])}-{Path(words[-1]).name}"
        return json.loads(self.run(Case(name, (*words, "-O", "json"))))


# -- what is run ---------------------------------------------------------------------------------------------------


def spoken(name: str, *words: str, writes: Sequence[str] = (), typed: str = "", columns: int = 80) -> Iterator[Case]:
    """A command in each language."""
    for lang in LANGS:
        yield Case(f"{name}.{lang}", (*words, "--lang", lang), tuple(writes), typed, columns)


def formatted(name: str, *words: str, formats: Sequence[str] = PLAIN) -> Iterator[Case]:
    """A command in each language and format; office documents go to files."""
    for form in formats:
        if form in OFFICE:
            yield from spoken(f"{name}.{form}", *words, "-o", f"report.{form}", writes=[f"report.{form}"])
        else:
            yield from spoken(f"{name}.{form}", *words, "-O", form)


def reports(bench: Bench, data: str, where: tuple[str, ...]) -> Iterator[Case]:
    """`report` with each of its options."""
    name, words = f"{data}/report", ("report", *where)
    every = (*PLAIN, "html", *OFFICE)
    yield from formatted(f"{name}/plain", *words, formats=every)
    yield from spoken(f"{name}/plain.wide", *words, columns=120)
    yield from spoken(f"{name}/plain.narrow", *words, columns=40)
    for ending in ("txt", "md", "csv", "json", "html"):
        file = f"report.{ending}"
        yield from spoken(f"{name}/file-{ending}", *words, "-o", file, writes=[file])
    for method in METHODS:
        wanted = every if method == "all" else ("table", "json", "html")
        yield from formatted(f"{name}/method-{method}", *words, "--method", method, formats=wanted)
    yield from spoken(f"{name}/method-all.wide", *words, "--method", "all", columns=120)
    yield from formatted(f"{name}/series", *words, "--series", formats=every)
    yield from formatted(f"{name}/since-2025-01-01", *words, "--since", "2025-01-01", formats=every)
    yield from formatted(f"{name}/since-2026-02-15", *words, "--since", "2026-02-15", formats=("table", "json"))
    for day in DAYS:
        yield from formatted(f"{name}/as-of-{day}", *words, "--as-of", day, formats=("table", "json", "html"))
    for day in ("2024-06-30", "2026-02-15"):
        yield from formatted(f"{name}/recorded-by-{day}", *words, "--recorded-by", day, formats=("table", "json"))
    for verdict in VERDICTS:
        yield from formatted(f"{name}/verdict-{verdict}", *words, "--verdict", verdict, formats=("table",))
        yield from spoken(f"{name}/fail-on-{verdict}", *words, "--fail-on", verdict, "-O", "csv")
    yield from spoken(f"{name}/fail-on-two", *words, "--fail-on", "met", "--fail-on", "missed")
    targets, plans = bench.told("targets", "list", *where), bench.told("plans", "list", *where)
    for plan in plans:
        yield from formatted(
            f"{name}/plan-{plan['id']}", *words, "--plan", plan["id"], formats=("table", "json", "html")
        )
    leads = sorted({body for target in targets for body in target["lead"]})
    for n, lead in enumerate(leads[:4]):
        yield from formatted(f"{name}/lead-{n}", *words, "--lead", lead, formats=("table", "json"))
    for target in targets:
        id_ = target["id"]
        yield from spoken(f"{name}/target/{id_}", *words, "--target", id_)
        yield Case(f"{name}/target/{id_}.day", (*words, "--target", id_, "--as-of", DAYS[0]), columns=120)
    for target in targets[:: max(len(targets) // 4, 1)]:
        id_ = target["id"]
        yield from formatted(f"{name}/target/{id_}", *words, "--target", id_, formats=(*PLAIN[1:], "html", *OFFICE))


def lists(bench: Bench, data: str, where: tuple[str, ...]) -> Iterator[Case]:
    """The lists, and every record."""
    for noun in NOUNS:
        yield from formatted(f"{data}/{noun}/list", noun, "list", *where)
        yield from spoken(f"{data}/{noun}/list.wide", noun, "list", *where, columns=120)
        yield from spoken(f"{data}/{noun}/list.file", noun, "list", *where, "-o", "list.csv", writes=["list.csv"])
        records = bench.told(noun, "list", *where)
        for n, record in enumerate(records):
            name, words = f"{data}/{noun}/{record['id']}", (noun, "show", record["id"], *where)
            yield from formatted(name, *words, formats=PLAIN if n < 2 else PLAIN[:1])
            yield Case(f"{name}.record", (*words, "-O", "json", "--lang", "en"))
    for plan in bench.told("plans", "list", *where):
        yield from spoken(f"{data}/targets/list.plan-{plan['id']}", "targets", "list", "--plan", plan["id"], *where)
    yield from spoken(f"{data}/targets/list.lead", "targets", "list", "--lead", "市科技局", *where)


def others(bench: Bench, data: str, where: tuple[str, ...]) -> Iterator[Case]:
    """`check`, `history` and `export` without a store."""
    yield from formatted(f"{data}/check/plain", "check", *where)
    yield from formatted(f"{data}/check/strict", "check", "--strict", *where)
    yield from spoken(f"{data}/check/plain.wide", "check", *where, columns=120)
    yield from formatted(f"{data}/history/all", "history", *where)
    yield from spoken(f"{data}/history/all.wide", "history", *where, columns=120)
    indicators = [one["id"] for one in bench.told("indicators", "list", *where)]
    for n, id_ in enumerate(indicators):
        yield Case(f"{data}/history/{id_}", ("history", id_, *where, "--lang", LANGS[n % 2]))
    yield from formatted(f"{data}/history/{indicators[0]}", "history", indicators[0], *where)
    yield from exports(f"{data}/export", where, indicators[0])
    yield from spoken(f"{data}/verify", "sources", "verify", *where)
    yield from spoken(f"{data}/store-info", "store", "info", *where, columns=WIDE)


def exports(name: str, where: tuple[str, ...], indicator: str) -> Iterator[Case]:
    """`export` with each of its options."""
    chosen: dict[str, tuple[str, ...]] = {
        "plain": (), "all": ("--all",), "standing": ("--standing",), "both": ("--all", "--standing"),
        "one": ("--indicator", indicator), "one-all": ("--indicator", indicator, "--all"),
    }  # fmt: skip
    for label, words in chosen.items():
        places_ = {form: ("-O", form) for form in ("csv", "json")} | {file: ("-o", file) for file in _EXPORTED}
        for file, rest in (places_ | {"package": ("-O", "datapackage", "-o", "package")}).items():
            every = spoken(
                f"{name}/{label}.{file}", "export", *words, *rest, *where, writes=rest[-1:] if "-o" in rest else ()
            )
            yield from every if label == "plain" else list(every)[:1]


def general(bench: Bench) -> Iterator[Case]:
    """What needs no data: help, version, schema, init."""
    yield from spoken("general/version", "--version")
    yield from spoken("general/nothing")
    for words in commands(bench):
        for columns in (80, 120):
            yield from spoken(f"general/help/{'-'.join(words) or 'root'}.{columns}", *words, "--help", columns=columns)
        yield from spoken(f"general/bare/{'-'.join(words) or 'root'}", *words)
    for words in ((), ("targets",), ("source",), ("other",)):
        yield from spoken(f"general/schema/{'-'.join(words) or 'default'}", "schema", *words)
        yield from spoken(
            f"general/schema/{'-'.join(words) or 'default'}.file", "schema", *words, "-o", "s.json", writes=["s.json"]
        )
    yield from spoken("general/init", "init", "mine", writes=["mine"])


def commands(bench: Bench) -> Iterator[tuple[str, ...]]:
    """The name of every command, groups and subcommands, as the help texts list them."""
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        words = waiting.pop()
        yield words
        said = bench.run(
            Case(f"found/help-{'-'.join(words) or 'root'}", (*words, "--help", "--lang", "en"), columns=120)
        )
        _, _, listed = said.partition("\nCommands:\n")
        waiting += [(*words, found) for found in re.findall(r"^  ([a-z][a-z-]*)\s", listed, re.MULTILINE)]


def scans(bench: Bench) -> Iterator[Case]:
    """`sources scan` over texts: invented ones, and the plans' own where they lie beside the repository."""
    texts = [*DATA.glob("*.txt"), *SHARED.glob("*.txt")]
    (bench.work / "texts").mkdir()
    for text in sorted(texts, key=lambda one: one.name):
        file = bench.work / "texts" / text.name
        file.write_bytes(text.read_bytes())
        is_ours = text.parent == DATA
        words = ("sources", "scan", str(file), *places(bench)["kinds" if is_ours else "bundled"])
        name = f"scan/{text.stem}"
        yield from formatted(name, *words, formats=PLAIN if is_ours else PLAIN[:2])
        yield from spoken(f"{name}.draft", *words, "--draft")
        yield Case(f"{name}.draft-json", (*words, "--draft", "-O", "json"))
        yield Case(f"{name}.file", (*words, "--draft", "-o", "draft.yaml"), ("draft.yaml",))


def mistakes(bench: Bench) -> Iterator[Case]:
    """Unknown names, options that do not exist, wrong endings, workspaces and stores that cannot be read."""
    kinds = places(bench)["kinds"]
    lines: dict[str, tuple[str, ...]] = {
        "command": ("reprot",), "option": ("report", "--metod", "all"), "method": ("report", "--method", "best"),
        "verdict": ("report", "--verdict", "mett"), "fail-on": ("report", "--fail-on", "lost"),
        "day": ("report", "--as-of", "2026-13-40"), "day-partial": ("report", "--as-of", "2026-11"),
        "since-later": ("report", "--since", "2027-01-01"), "format": ("report", "-O", "pdf"),
        "ending": ("report", "-o", "report.pdf"), "folder": ("report", "-o", "no/such/report.md"),
        "target": ("report", "--target", "lj25/nothing"), "target-many": ("report", "--target", "lj25/r"),
        "target-near": ("targets", "show", "lj25/export"), "plan": ("report", "--plan", "lj35"),
        "lead": ("report", "--lead", "无此单位"), "indicator": ("indicators", "show", "robot"),
        "indicator-name": ("indicators", "show", "工业机器人数量"), "indicator-english": ("indicators", "show", "robot count"),
        "source": ("sources", "show", "lj-year"), "source-none": ("sources", "show", "nothing"),
        "list-format": ("targets", "list", "-O", "html"), "list-ending": ("plans", "list", "-o", "plans.docx"),
        "argument": ("targets", "show"), "arguments": ("targets", "show", "a", "b"),
        "scan-none": ("sources", "scan", "nowhere.txt"), "scan-csv": ("sources", "scan", "nowhere.txt", "--draft", "-O", "csv"),
        "scan-unattached": ("sources", "scan", "lj-plan-30"), "verify-none": ("sources", "verify", "lj-plan-30"),
        "attach-none": ("sources", "attach", "lj-plan-30", "nowhere.txt"), "history": ("history", "nothing"),
        "export-ending": ("export", "-o", "out.xls"), "export-nowhere": ("export", "-O", "datapackage"),
        "export-indicator": ("export", "--indicator", "nothing"), "import-none": ("import", "nowhere.csv"),
        "retract-none": ("retract", "0000000000000000", "--reason", "r"), "retract-reason": ("retract", "x"),
        "record-period": ("record", "robots", "1"), "store-url": ("store", "info", "--store", "mysql://h/d"),
        "store-path": ("report", "--store", "sqlite:///no/such/folder/a.db"), "backup-none": ("store", "backup", "b.db"),
    }  # fmt: skip
    for name, words in lines.items():
        yield from spoken(f"mistakes/{name}", *words, *kinds)
    yield Case("mistakes/lang", ("report", "--lang", "fr"))
    yield from spoken("mistakes/data", "report", "--data", "nowhere")
    yield from spoken("mistakes/init", "init", str(bench.work / "kinds"))
    for name, content in {
        "text": b"no database\n" * 99,
        "empty": b"",
        "header": b"SQLite format 3\0" + b"\1" * 200,
    }.items():
        file = bench.work / "stores" / f"{name}.db"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        for words in (("report",), ("history",), ("check",), ("store", "info"), ("export",)):
            where = ("--store", f"sqlite:///{file}", *kinds)
            yield from spoken(f"mistakes/store-{name}/{'-'.join(words)}", *words, *where, columns=WIDE)
    for name, files in broken().items():
        folder = bench.work / "broken" / name
        for file_name, written in files.items():
            (folder / file_name).parent.mkdir(parents=True, exist_ok=True)
            (folder / file_name).write_bytes(written)
        yield from formatted(f"mistakes/broken/{name}/check", "check", "--data", str(folder), formats=PLAIN[:2])
        yield from spoken(f"mistakes/broken/{name}/report", "report", "--data", str(folder))


def broken() -> dict[str, dict[str, bytes]]:
    """Workspaces that are wrong in one way each, made from the sound one."""
    targets = (DATA / "kinds" / "targets.yaml").read_text(encoding="utf-8")
    files = {f"sources/{one.name}": one.read_bytes() for one in sorted((DATA / "kinds" / "sources").glob("*.yaml"))}

    def made(old: str, new: str) -> dict[str, bytes]:
        assert old in targets, old
        return {"targets.yaml": targets.replace(old, new, 1).encode(), **files}

    def stated(name: str, content: bytes) -> dict[str, bytes]:
        return {"targets.yaml": targets.encode(), **files, f"sources/{name}": content}

    first = "  - id: lj25/rd-intensity\n"
    head = b"id: lj-more\nkind: news\ntitle: T\npublisher: P\nobservations:\n"
    exports_ = "value: 6\n    maintain: true\n    transform"
    return {
        "duplicate-key": made(first, first + "    plan: lj25\n"),
        "duplicate-id": made(first, "  - id: lj25/research-institutes\n"),
        "anchor": made("schema: 1\n", "schema: &one 1\n"),
        "alias": made("source: lj-plan-25\n", "source: *one\n"),
        "tag": made("start: 2021", "start: !!int 2021"),
        "merge": made(first, first + "    <<: {a: b}\n"),
        "tabs": made(first, "\t- id: lj25/rd-intensity\n"),
        "unclosed": made("{id: percent,", "{id: percent"),
        "bad-number": made("value: 300\n", "value: three hundred\n"),
        "bad-value": made("kind: ratio", "kind: share"),
        "bad-year": made("start: 2021", "start: 21"),
        "bad-period": made("due: 2025", "due: 2025-13"),
        "bad-flag": made("maintain: true", "maintain: yes"),
        "unknown-key": made("comparator: about", "comparater: about"),
        "missing-key": made("    unit: percent\n", ""),
        "schema": made("schema: 1", "schema: 2"),
        "dangling-unit": made("unit: institute", "unit: institue"),
        "dangling-indicator": made("indicator: rd-intensity", "indicator: rd-intensty"),
        "dangling-source": made("source: lj-plan-25", "source: lj-plan-52"),
        "dangling-relation": made("target: lj30/foreign-labs", "target: lj30/foreign-lab"),
        "wrong-quote": made("quote: 研究机构达到300家", "quote: 研究机构达到400家左右"),
        "wrong-direction": made("comparator: at_least", "comparator: at_most"),
        "wrong-range": made("upper: 3\n", "upper: 1\n"),
        "wrong-transform": made(exports_, exports_.replace("transform", "path: {2023: 5}\n    transform")),
        "wrong-years": made("end: 2025", "end: 2020"),
        "wrong-target-id": made(first, "  - id: lj52/rd-intensity\n"),
        "stale": made("value: 8000\n    relative", "value: 8400\n    relative"),
        "not-a-mapping": {"targets.yaml": b"- 1\n"},
        "empty": {"targets.yaml": b""},
        "only-schema": {"targets.yaml": b"schema: 1\n"},
        "no-targets": {"sources/lj-plan-25.yaml": files["sources/lj-plan-25.yaml"]},
        "not-utf-8": {**files, "targets.yaml": targets.encode("gb18030", "replace")},
        "byte-order-mark": {**files, "targets.yaml": b"\xef\xbb\xbf" + targets.encode()},
        "control-characters": made("三、重点任务", "三\x07"),
        "deep": {"targets.yaml": b"schema: " + b"[" * 200},
        "source-id": stated("lj-other.yaml", head),
        "source-ending": stated("lj-more.yml", head),
        "observation-indicator": stated(
            "lj-more.yaml", head + b"  - {indicator: robot, time_period: 2024, value: 1}\n"
        ),
        "observation-rank": stated(
            "lj-more.yaml", head + b"  - {indicator: port-rank, time_period: 2024, value: 2.5}\n"
        ),
        "observation-falls": stated(
            "lj-more.yaml", head + b"  - {indicator: trainees, time_period: 2026-03, value: 9}\n"
        ),
        "observation-key": stated("lj-more.yaml", head + b"  - {indicator: robots, period: 2024, value: 1}\n"),
    }


# -- sessions: commands that follow from each other ----------------------------------------------------------------

LONG = """\
指标,时期,数值,来源,原文,发布日期,限定词,数据状态,系列,备注
社区诊所数量,2024,108家,lj-yearbook,2024年社区诊所108家,2025-03-01,,final,,
孵化器数量,2024年底,21,临江日报,,2025/3/1,,,,一条备注
robots,2024-12-31,"7,100台",临江日报,,2025年3月,,,,
游客接待量,2026年上半年,超3000万人次,临江日报,,,,provisional,,
公共充电桩数量,2026年6月,9500,临江日报,,,,,西区,
contract-turnover,2025年,1260,lj-communique-2025,,,,,,
"""
WIDE_FORM = (
    "表一,单位:万元,,\n指标,来源,2022年,2024年(初步),2025\n出口总额,年鉴,5600000,6200000,-\n技术合同成交额,年鉴,,…,\n"
)
REJECTED = """\
indicator,period,value,unit,source,published
robots,2024,many,,s,
nothing,2024,5,,s,
robots,sometime,5,,s,
robots,2027,5,,s,
exports,2024,5,km,s,
exports,2024,61000000,万元,s,yesterday
clean-air-days,2024,180,,s,
port-rank,2024,2.5,,s,
robots,2024,5,,=cmd,2025-01-01
"""


Step = Callable[..., Case]
_SOURCE = ("--source", "临江日报", "--published", "2026-11-01")


def recording(lang: str) -> Iterator[Case]:
    """A recording session in a workspace of its own; `{id:NAME}` in a word is the id that the step NAME told."""
    step = _numbered(lang)
    for part in (_recorded, _doubted, _imported, _told_of, _moved, _attached):
        yield from part(step)


def _recorded(step: Step) -> Iterator[Case]:
    source = _SOURCE
    yield step("store-info-before", "store", "info", "-O", "json")
    yield step("record-new", "record", "robots", "1.2万台", "--period", "2026年10月", *source)
    yield step("record-unchanged", "record", "robots", "12000", "--period", "2026-10", *source)
    yield step("record-revision", "record", "robots", "12100", "--period", "2026-10", *source)
    yield step("record-confirms", "record", "libraries", "12座", "--period", "2025", "--source", "lj-communique-2025")
    yield step("record-name", "record", "社区诊所数量", "121家", "--period", "2026年7月", *source)
    yield step("record-prefix", "record", "incub", "24", "--period", "2026-06", *source)
    yield step("record-ambiguous", "record", "r", "24", "--period", "2026-06", *source)
    yield step("record-unknown", "record", "nothing", "24", "--period", "2026-06", *source)
    yield step("record-unit", "record", "robots", "5公里", "--period", "2026-06", *source)
    yield step("record-number", "record", "robots", "many", "--period", "2026-06", *source)
    yield step("record-period", "record", "robots", "5", "--period", "sometime", *source)
    yield step("record-future", "record", "robots", "12200", "--period", "2027", *source)
    yield step("record-year-to-come", "record", "exports", "700", "--period", "2026", *source)
    yield step("record-limit", "record", "clean-air-days", "180%", "--period", "2026-06", *source)
    yield step("record-rank", "record", "port-rank", "第4位", "--period", "2026-06", *source)


def _doubted(step: Step) -> Iterator[Case]:
    source = _SOURCE
    yield step("record-jump", "record", "foreign-labs", "15500", "--period", "2026-06", *source)
    yield step("record-jump-no", "record", "foreign-labs", "15500", "--period", "2026-06", *source, typed="n\n")
    yield step("record-jump-yes", "record", "foreign-labs", "15500", "--period", "2026-06", *source, "--yes")
    yield step("record-jump-correction", "record", "foreign-labs", "158", "--period", "2026-06", *source, "--yes")
    yield step(
        "record-quote", "record", "exports", "620亿元", "--period", "2024", "--quote", "2024年出口总额620亿元", *source
    )
    yield step(
        "record-quote-against",
        "record",
        "exports",
        "630亿元",
        "--period",
        "2024",
        "--quote",
        "2024年出口总额603亿元",
        *source,
    )
    yield step("record-dry-run", "record", "leakage", "11.1%", "--period", "2024", "--dry-run", *source)
    yield step("record-converted", "record", "transport-investment", "4,050,000万元", "--period", "2023", *source)
    yield step(
        "record-awaited", "record", "patents-held", "8,100件", "--period", "2025", *source, "--status", "provisional"
    )
    yield step("record-series", "record", "charging-points", "3000", "--period", "2026-10", "--series", "南区", *source)
    yield step(
        "record-series-new", "record", "charging-points", "100", "--period", "2026-10", "--series", "北区", *source
    )
    yield step("record-over", "record", "visits", "超3500万人次", "--period", "2026-S1", *source, "--note", "半年")
    yield step(
        "record-qualifier", "record", "trainees", "60000", "--period", "2026-06", "--qualifier", "about", *source
    )
    yield step(
        "record-statement", "record", "unsafe-houses", "40", "--period", "2025", "--status", "statement", *source
    )
    yield step("record-no-source", "record", "clinics", "119", "--period", "2026-03")
    yield step(
        "record-address",
        "record",
        "clinics",
        "120",
        "--period",
        "2026-04",
        "--source",
        "https://www.linjiang.example/a",
    )
    yield step("record-by", "record", "clinics", "120", "--period", "2026-05", *source, "--by", "someone else")
    yield step(
        "record-published-later",
        "record",
        "clinics",
        "122",
        "--period",
        "2026-08",
        "--source",
        "s",
        "--published",
        "2027-01-01",
    )


def _imported(step: Step) -> Iterator[Case]:
    for name in ("long", "wide", "rejected"):
        yield step(f"import-{name}-dry-run", "import", f"{name}.csv", "--dry-run")
    yield step("import-asks", "import", "long.csv")
    yield step("import-no", "import", "long.csv", typed="n\n")
    yield step("import-long", "import", "long.csv", "--yes")
    yield step("import-again", "import", "long.csv", "--yes")
    yield step("import-wide", "import", "wide.csv", "--yes")
    yield step("import-gbk", "import", "gbk.csv", "--yes")
    yield step("import-rejected", "import", "rejected.csv", "--yes")
    yield step("import-json", "import", "rows.json", "--yes")
    yield step("import-input", "import", "-", "--yes", typed="indicator;period;value;source\nrobots;2026-09;11900;s\n")
    yield step("import-headless", "import", "headless.csv", "--yes")
    yield step("import-bytes", "import", "bytes.csv", "--yes")
    yield step("retract", "retract", "{id:record-jump-yes}", "--reason", "录入错误")
    yield step("retract-again", "retract", "{id:record-jump-yes}", "--reason", "录入错误")
    yield step("retract-otherwise", "retract", "{id:record-jump-yes}", "--reason", "another reason")
    yield step("retract-moves", "retract", "{id:record-awaited}", "--reason", "withdrawn by its publisher")


def _told_of(step: Step) -> Iterator[Case]:
    yield step("check", "check")
    yield step("check-json", "check", "-O", "json")
    for form in PLAIN:
        yield step(f"history-{form}", "history", "-O", form)
        yield step(f"history-one-{form}", "history", "foreign-labs", "-O", form)
    yield step("history-wide", "history", columns=140)
    for form in (*PLAIN, "html"):
        yield step(f"report-{form}", "report", "-O", form)
        yield step(f"report-since-{form}", "report", "--since", "2026-11-19", "--series", "-O", form)
    yield step("report-before", "report", "--recorded-by", "2026-11-19")
    yield step("report-target", "report", "--target", "lj30/foreign-labs")
    for form in OFFICE:
        yield step(f"report-{form}", "report", "--series", "-o", f"report.{form}", writes=[f"report.{form}"])
    for case in exports("export", (), "foreign-labs"):
        if case.name.endswith(".en"):
            yield step(case.name.replace("/", "-").removesuffix(".en"), *case.words[:-2], writes=case.writes)


def _moved(step: Step) -> Iterator[Case]:
    yield step("store-info", "store", "info", "-O", "json")
    yield step("store-info-table", "store", "info", columns=WIDE)
    yield step("store-init", "store", "init", columns=WIDE)
    yield step("store-backup", "store", "backup", "backup.db")
    yield step("store-backup-again", "store", "backup", "backup.db")
    yield step("store-backup-over", "store", "backup", "backup.db", "--yes")
    yield step("store-backup-read", "history", "--store", "sqlite:///backup.db")
    yield step("restore-dry-run", "import", "out.zip", "--dry-run", "--store", "sqlite:///second.db")
    yield step("restore", "import", "plain.zip", "--yes", "--store", "sqlite:///second.db")
    yield step("restore-again", "import", "plain.zip", "--yes", "--store", "sqlite:///second.db")
    yield step("restored", "export", "--store", "sqlite:///second.db")
    yield step("restored-history", "history", "--store", "sqlite:///second.db")
    yield step(
        "record-restored",
        "record",
        "robots",
        "12300",
        "--period",
        "2026-11",
        *_SOURCE,
        "--store",
        "sqlite:///second.db",
    )


def _attached(step: Step) -> Iterator[Case]:
    yield step("attach", "sources", "attach", "lj-plan-30", "plan.txt")
    yield step("attach-other", "sources", "attach", "lj-strategy", "strategy.txt")
    for form in PLAIN:
        yield step(f"verify-{form}", "sources", "verify", "-O", form)
        yield step(f"verify-one-{form}", "sources", "verify", "lj-plan-30", "-O", form)
        yield step(f"scan-{form}", "sources", "scan", "lj-plan-30", "-O", form)
        yield step(f"show-{form}", "targets", "show", "lj30/robots", "-O", form)
    yield step("scan-draft", "sources", "scan", "lj-plan-30", "--draft")
    yield step("scan-draft-json", "sources", "scan", "lj-plan-30", "--draft", "-O", "json")
    yield step("show-source", "sources", "show", "lj-plan-30")
    yield step("check-attached", "check", "--strict")
    yield step("report-attached", "report", "--target", "lj30/robots", "-O", "html")


def _numbered(lang: str) -> Step:
    numbers = iter(range(1, 1000))

    def step(name: str, *words: str, writes: Sequence[str] = (), typed: str = "", columns: int = 80) -> Case:
        place = f"session.{lang}/{next(numbers):03}-{name}"
        return Case(place, (*words, "--data", "kinds", "--lang", lang), tuple(writes), typed, columns)

    return step


def session(bench: Bench, lang: str) -> None:
    """Run a recording session, one command a minute."""
    folder, told = bench.work / f"session-{lang}", dict[str, str]()
    shutil.copytree(DATA / "kinds", folder / "kinds")
    tables = {"long": LONG, "wide": WIDE_FORM, "rejected": REJECTED, "headless": "1,2,3\n4,5,6\n"}
    for name, content in tables.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    (folder / "gbk.csv").write_bytes(
        "指标;年份;数值(万元);来源\n交通投资;2021;3800000;年鉴\n交通投资;2025;4210000;年鉴\n".encode("gb18030")
    )
    (folder / "bytes.csv").write_bytes("指标,年份,数值\n交通投资,2021,1\n".encode() + b"\xff\xfe\xfa,\x80\n")
    rows = [
        {"indicator": "clinics", "time_period": "2022", "value": 95, "source": "s", "note": "JSON"},
        {"indicator": "charging-points", "time_period": "2024", "value": "12000", "series": "东区", "source": "s"},
    ]
    (folder / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    for name in ("plan", "strategy"):
        shutil.copyfile(DATA / ("lj-plan-30.txt" if name == "plan" else "lj-strategy.txt"), folder / f"{name}.txt")
    for minute, case in enumerate(recording(lang), 1):
        words = tuple(re.sub(r"\{id:(.+)\}", lambda found: told[found[1]], word) for word in case.words)
        said = bench.run(case._replace(words=words), folder, minute)
        found = re.search(r"\b[0-9a-hjkmnp-tv-z]{16}\b", said)
        told[case.name.partition("-")[2]] = found[0] if found else "none"
        if "export-plain.out.zip" in case.name:
            shutil.copyfile(folder / "out.zip", folder / "plain.zip")


# -- all of it -----------------------------------------------------------------------------------------------------


def places(bench: Bench) -> dict[str, tuple[str, ...]]:
    """The two workspaces, and the words that name them."""
    return {"bundled": (), "kinds": ("--data", str(bench.work / "kinds"))}


def cases(bench: Bench) -> Iterator[Case]:
    """Every command that depends on no other."""
    for data, where in places(bench).items():
        for part in (reports, lists, others):
            yield from part(bench, data, where)
    for rest in (general, scans, mistakes):
        yield from rest(bench)


def write(out: Path, source: Path) -> None:
    """Write every output of the product in `source` into a folder, which is made anew."""
    begun = time.monotonic()
    if out.exists() and any(out.iterdir()) and not (out / "general").is_dir():
        _stop(f"{out} holds other files")
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="outputs-") as folder:
        bench = Bench(source.resolve(), out, Path(folder).resolve())
        (bench.work / "home" / "tmp").mkdir(parents=True)
        shutil.copytree(DATA / "kinds", bench.work / "kinds")
        every = list(cases(bench))
        twice = [name for name, times in Counter(one.name for one in every).items() if times > 1]
        assert not twice, twice
        with ThreadPoolExecutor(AT_ONCE) as pool:
            sessions = [pool.submit(session, bench, lang) for lang in LANGS]
            for _ in pool.map(bench.run, every):
                pass
            for one in sessions:
                one.result()
    print(f"{bench.done} commands in {time.monotonic() - begun:.0f} s → {out}")


def files_in(folder: Path) -> Iterable[str]:
    """The files below a folder."""
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def compare(one: Path, other: Path) -> int:
    """Show what differs between two folders of outputs; returns how many files do."""
    different = 0
    for name in sorted({*files_in(one), *files_in(other)}):
        pair = [folder / name for folder in (one, other)]
        before, after = (file.read_bytes() if file.is_file() else None for file in pair)
        if before == after:
            continue
        different += 1
        if before is None or after is None:
            print(f"only in {one if after is None else other}: {name}")
            continue
        was, now = (content.decode(errors="backslashreplace").splitlines() for content in (before, after))
        shown = list(difflib.unified_diff(was, now, str(pair[0]), str(pair[1]), n=1, lineterm=""))
        print("\n".join(shown[:MOST_SHOWN]) or f"{name}: other line ends")
        if len(shown) > MOST_SHOWN:
            print(f"… {len(shown) - MOST_SHOWN} lines more")
    print(f"{different} files differ")
    return different


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.outputs", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--source", type=Path, default=ROOT / "src", help="the src folder of the product to run")
    parser.add_argument("--compare", action="store_true", help="compare two folders instead")
    chosen = parser.parse_args()
    if len(chosen.folders) != (2 if chosen.compare else 1):
        parser.error("one folder to write to, or two to compare")
    if chosen.compare:
        sys.exit(1 if compare(*chosen.folders) else 0)
    if not (chosen.source / "policytrack").is_dir():
        parser.error(f"no policytrack in {chosen.source}")
    write(chosen.folders[0], chosen.source)


def _stop(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
