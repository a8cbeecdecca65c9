"""What every test has: an empty home, no variable that policytrack reads, a fixed language, and a runner."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner

from policytrack.cli.app import app
from tests.server import MISSING, Server, installation

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TODAY = date(2026, 11, 20)

# a wall clock, 200 ms an example, says how busy the machine is; what must be quick is bounded where it is tested
settings.register_profile("policytrack", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("policytrack")


@pytest.fixture(autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    for name in ("DATA", "STORE", "LANG", "BY"):
        monkeypatch.delenv(f"POLICYTRACK_{name}", raising=False)
    monkeypatch.delenv("PGPASSWORD", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("POLICYTRACK_DEBUG", "1")
    monkeypatch.chdir(home)


@pytest.fixture
def shared() -> Path:
    """The folder beside the repository with the plans' texts and published results; a test without it is skipped."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which is not here")
    return SHARED


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server; a test without one is skipped."""
    if installation() is None:
        pytest.skip(MISSING)
    pytest.importorskip("psycopg", reason=MISSING)
    running = Server()
    yield running
    running.close()


class Ran:
    """What a command did."""

    def __init__(self, result: Any) -> None:
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    """Run the command line in this process; arguments as one text or several."""

    def invoke(*arguments: str, typed: str | None = None, **env: str) -> Ran:
        words = arguments[0].split() if len(arguments) == 1 else list(arguments)
        return Ran(CliRunner().invoke(app, words, input=typed, env=env))

    return invoke


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A workspace with the bundled targets and the plan documents, without an observation."""
    folder = tmp_path / "bare"
    (folder / "sources").mkdir(parents=True)
    shutil.copy(ROOT / "data" / "targets.yaml", folder)
    for file in (ROOT / "data" / "sources").glob("*.yaml"):
        head, _, _ = file.read_text(encoding="utf-8").partition("\nobservations:\n")
        if "\nkind: plan\n" in head:
            (folder / "sources" / file.name).write_text(head + "\n", encoding="utf-8")
    return folder


SMALL = """\
schema: 1
units:
  - {id: piece, name: {zh: 件, en: pieces}}
  - {id: percent, name: {zh: "%", en: "%"}}
  - {id: person-time, name: {zh: 人次, en: person-times}}
  - {id: cny-100m, name: {zh: 亿元, en: CNY 100M}, base_unit: CNY, factor: 100000000, aliases: [亿, 亿元人民币]}
plans:
  - {id: p, title: {zh: 规划, en: Plan}, issuer: {zh: 市, en: City}, source: doc, start: 2021, end: 2025, method: time-progress}
indicators:
  - {id: stock, name: {zh: 存量, en: Stock}, definition: 存量, unit: piece, kind: stock, desired: increase, scope: 市}
  - {id: flow, name: {zh: 流量, en: Flow}, definition: 流量, unit: cny-100m, kind: flow, desired: increase, scope: 市}
  - {id: share, name: {zh: 占比, en: Share}, definition: 占比, unit: percent, kind: ratio, desired: increase, scope: 市, limit: 100}
  - {id: count, name: {zh: 累计, en: Count}, definition: 累计, unit: piece, kind: cumulative, desired: increase, scope: 市}
  - {id: place, name: {zh: 名次, en: Place}, definition: 名次, unit: piece, kind: rank, desired: decrease, scope: 市}
  - {id: people, name: {zh: 人才, en: People}, definition: 人才, unit: person-time, kind: flow, desired: increase, scope: 市}
targets:
  - {id: p/stock, plan: p, indicator: stock, comparator: at_least, value: 300, due: 2025, source: {document: doc, quote: 达300件}}
"""
DOC = "id: doc\nkind: plan\ntitle: 规划\npublisher: 市\nissued: 2021-01-01\n"


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """Make a small workspace from SMALL; `change` maps texts to what they become, `sources` adds files."""

    def make(change: dict[str, str] | None = None, sources: dict[str, str] | None = None, more: str = "") -> Path:
        folder = tmp_path / "small"
        (folder / "sources").mkdir(parents=True, exist_ok=True)
        text = SMALL + more
        for old, new in (change or {}).items():
            assert old in text
            text = text.replace(old, new)
        (folder / "targets.yaml").write_text(text, encoding="utf-8")
        for name, content in {"doc": DOC, **(sources or {})}.items():
            (folder / "sources" / f"{name}.yaml").write_text(content, encoding="utf-8")
        return folder

    return make
