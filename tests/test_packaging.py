"""The wheel carries the code and exactly the data files that it should."""

import shutil
import zipfile

import pytest

from tests.conftest import ROOT

builders = pytest.importorskip("hatchling.builders.wheel", reason="needs hatchling (extra: test)")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from a copy of the checkout into whose data stray files have fallen."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("src", "data"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for stray in ("actuals.db", "sources/notes.txt", "texts/plan.txt"):
        (copy / "data" / stray).parent.mkdir(exist_ok=True)
        (copy / "data" / stray).write_text("left behind", encoding="utf-8")
    wheel = next(builders.WheelBuilder(str(copy)).build(directory=str(copy / "dist"), versions=["standard"]))
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_data_in_the_wheel(names: set[str]) -> None:
    sources = {f"policytrack/data/sources/{file.name}" for file in (ROOT / "data" / "sources").glob("*.yaml")}
    tasks = {"policytrack/data/tasks.yaml"} if (ROOT / "data" / "tasks.yaml").exists() else set()
    assert {name for name in names if "/data/" in name} == {"policytrack/data/targets.yaml", *tasks, *sources}


def test_the_code_in_the_wheel(names: set[str]) -> None:
    package = ROOT / "src" / "policytrack"
    files = [*package.rglob("*.py"), *(package / "drawing" / "html" / "templates").iterdir()]
    code = {f"policytrack/{file.relative_to(package).as_posix()}" for file in files}
    rest = {name for name in names if ".dist-info/" not in name and "/data/" not in name}
    assert rest == {*code, "policytrack/py.typed"}
