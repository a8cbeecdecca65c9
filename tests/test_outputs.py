"""What writes every output before and after a change: a few commands of it; `python -m tests.outputs DIR` runs them all."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.outputs import Bench, Case, compare


def kept(folder: Path, work: Path) -> dict[str, str]:
    """What three commands leave in a folder, by the names of the files."""
    bench = Bench(ROOT / "src", folder, work)
    bench.run(Case("lists/plans", ("plans", "list", "--lang", "en")))
    bench.run(Case("report", ("report", "--plan", "intl27", "-o", "report.docx"), writes=("report.docx",)))
    bench.run(Case("errors/lang", ("plans", "show", "nowhere", "--lang", "zh")))
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8", errors="replace")
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_same_code_leaves_the_same_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = kept(tmp_path / "one", tmp_path / "a")
    other = kept(tmp_path / "other", tmp_path / "b")
    assert one == other and compare(tmp_path / "one", tmp_path / "other") == 0
    assert "exit code 0" in one["lists/plans.txt"] and "intl27" in one["lists/plans.txt"]
    assert "exit code 2" in one["errors/lang.txt"] and "没有这个规划" in one["errors/lang.txt"]
    assert any(name.startswith("report.report.docx") for name in one) and str(tmp_path) not in "".join(one.values())
    (tmp_path / "other" / "lists" / "plans.txt").write_text("otherwise", encoding="utf-8")
    assert compare(tmp_path / "one", tmp_path / "other") == 1
    assert "+otherwise" in capsys.readouterr().out
