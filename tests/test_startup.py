"""Start-up discipline: what the everyday commands may load, read from -X importtime."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"pandas", "numpy", "jinja2", "pydantic", "yaml", "psycopg", "sqlalchemy"}
OURS_OF_HELP = {"policytrack", "policytrack.cli", "policytrack.cli.app", "policytrack.cli.language", "policytrack.cli.session",
                "policytrack.errors", "policytrack.text", "policytrack.__main__"}  # fmt: skip


def loaded(home: Path, *arguments: str) -> set[str]:
    """Every module that a command loads in a process of its own."""
    env = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "policytrack", *arguments],
        env={**env, "HOME": str(home)}, cwd=home, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:")}


@pytest.fixture
def home(tmp_path: Path, bare: Path) -> Path:
    return tmp_path


def test_help_loads_typer_and_little_else(home: Path) -> None:
    modules = loaded(home, "--help")
    assert {name for name in modules if name.split(".")[0] == "policytrack"} <= OURS_OF_HELP
    assert not {name.split(".")[0] for name in modules} & {*HEAVY, "rich", "sqlite3", "decimal", "json"}


def test_an_unchanged_catalogue_keeps_yaml_and_pydantic_out(home: Path, bare: Path) -> None:
    loaded(home, "targets", "list", "--data", str(bare))  # compiles
    for command in (("targets", "list"), ("record", "q1-journals", "90", "--period", "2024")):
        packages = {name.split(".")[0] for name in loaded(home, *command, "--data", str(bare))}
        assert not packages & HEAVY, command


def test_targets_list_opens_no_store_and_record_draws_no_table(home: Path, bare: Path) -> None:
    loaded(home, "targets", "list", "--data", str(bare))
    assert "sqlite3" not in loaded(home, "targets", "list", "--data", str(bare))
    recorded = loaded(home, "record", "q1-journals", "90", "--period", "2024", "--data", str(bare))
    assert "rich" not in {name.split(".")[0] for name in recorded}


def test_only_the_page_loads_templates_and_nothing_loads_pandas(home: Path, bare: Path) -> None:
    loaded(home, "targets", "list", "--data", str(bare))
    assert "jinja2" not in loaded(home, "report", "--data", str(bare))
    page = {name.split(".")[0] for name in loaded(home, "report", "-o", "report.html", "--data", str(bare))}
    assert "jinja2" in page and not page & {*HEAVY, "rich"} - {"jinja2"}
