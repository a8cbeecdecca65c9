"""The README's transcripts are what the commands print, and its commands exist."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TOLD = "/home/you/policytrack"


def transcript() -> list[tuple[str, str]]:
    """Every command of the console blocks with what the README says it prints."""
    steps: list[list[str]] = []
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append([line[2:]])
            else:
                steps[-1].append(line)
    return [(command, "\n".join(lines)) for command, *lines in steps]


def replay(folder: Path) -> list[tuple[str, str]]:
    """Run them one after the other in a folder that holds a copy of data/."""
    (folder / "data").symlink_to(ROOT / "data")
    home = folder / ".home"
    home.mkdir()
    tool = f'policytrack() {{ "{sys.executable}" -m policytrack "$@"; }}'
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONUTF8": "1", "COLUMNS": "80", "POLICYTRACK_BY": "you"}
    told = []
    for command, _ in transcript():
        ran = subprocess.run(["bash", "-c", f"{tool}\n{command}"], cwd=folder, env=env, capture_output=True, check=True)
        out = (ran.stdout + ran.stderr).decode().replace(str(folder), TOLD)
        out = re.sub(r"\b[0-9a-z]{16}\b", "4v8q4y7z8tnpjf32", out)
        out = out.replace(date.today().isoformat(), "2026-11-21")  # when it was recorded
        told.append((command, out.rstrip("\n")))
    return told


@pytest.mark.skipif(os.name == "nt", reason="the transcript is of a Unix shell")
def test_the_transcript_is_as_run(tmp_path: Path) -> None:
    assert replay(tmp_path) == transcript()


def test_the_first_command_stands_by_line_15() -> None:
    head = "\n".join(README.splitlines()[:15])
    assert "pip install -q . && .venv/bin/policytrack report" in head and ".venv/bin/pytest" in head


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "intl27/foreign-rd-centres" in capsys.readouterr().out


if __name__ == "__main__":  # python -m tests.test_readme: writes the transcript anew
    import tempfile

    text = README
    steps = replay(Path(tempfile.mkdtemp()))
    blocks = iter(steps)
    done: list[str] = []
    inside = False
    for line in text.splitlines():
        if line == "```console":
            inside = True
        elif line == "```" and inside:
            inside = False
        if not inside or line == "```console":
            done.append(line)
        elif line.startswith("$ "):
            command, out = next(blocks)
            done += [f"$ {command}", *([out] if out else [])]
    (ROOT / "README.md").write_text("\n".join(done) + "\n", encoding="utf-8")
