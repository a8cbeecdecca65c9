"""The documents: every example is run, and no document, docstring or comment names a file that is not there."""

import ast
import re
import tokenize
from collections.abc import Iterator
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from policytrack.model import METHODS
from tests.cases import differences, judge, moved
from tests.conftest import ROOT

EXAMPLES = ("verdicts.md", "methods.md")


def sections(name: str) -> dict[str, list[dict[str, Any]]]:
    """The examples of a document by the heading that they stand under; "" is what comes before the first."""
    heads = re.split(r"^## (.+)$", (ROOT / "docs" / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    texts = dict(zip(["", *heads[1::2]], heads[::2], strict=True))
    return {
        head: [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]
        for head, text in texts.items()
    }


def wrong(case: dict[str, Any]) -> list[str]:
    """What of an example is not as the program has it."""
    if "since" in case:
        return [] if moved(case) == case["expect"] else [f"{moved(case)} instead of {case['expect']}"]
    if case["method"] == "all":
        found = {name: judge(case | {"method": name}).verdict for name in METHODS}
        return [] if found == case["expect"] else [f"{found} instead of {case['expect']}"]
    return differences(case)


CASES = [
    pytest.param(case, id=f"{name}: {case['case']}")
    for name in EXAMPLES
    for ones in sections(name).values()
    for case in ones
]


@pytest.mark.parametrize("case", CASES)
def test_an_example_is_as_told(case: dict[str, Any]) -> None:
    assert not wrong(case)


@pytest.mark.parametrize("case", CASES)
def test_an_example_with_another_number_or_word_would_fail(case: dict[str, Any]) -> None:
    """Whatever of an example is told otherwise is found: the examples cannot go stale."""
    for name, told in case["expect"].items():
        changed = deepcopy(case)
        is_number = isinstance(told, (int, float)) and not isinstance(told, bool)
        changed["expect"][name] = told + (0.1 if name == "value" else 0.0002) if is_number else [told, "not this"]
        assert wrong(changed), name


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_section_has_an_example(name: str) -> None:
    found = sections(name)
    assert not [head for head, ones in found.items() if head and not ones]
    assert len(found) > 5 and not [one for ones in found.values() for one in ones if not one["expect"]]
    titles = [one["case"] for ones in found.values() for one in ones]
    assert len(titles) == len(set(titles))


def test_a_section_without_an_example_would_fail(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    (tmp_path / "docs" / "methods.md").write_text(
        text + "\n## One more rule\n\nWithout an example.\n", encoding="utf-8"
    )
    monkeypatch.setattr("tests.test_docs.ROOT", tmp_path)
    with pytest.raises(AssertionError, match="One more rule"):
        test_every_section_has_an_example("methods.md")


# -- files that are named ----------------------------------------------------------------------------------------------

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md")
# what people make, and what stands in their folders
THEIRS = {"FILE.json", "FILE.zip", "actuals.db", "datapackage.json", "mine.zip", "report.csv", "report.docx", "report.html", "report.json",
          "report.md", "report.xlsx", "wide.csv", "sources/", "texts/"}  # fmt: skip
ENDINGS = "py|md|yaml|yml|json|txt|csv|xlsx|docx|zip|db|html|css|js|toml|cfg"
NAMES = re.compile(
    rf"(?<![\w/.@:~-])(?!https?:)((?:\.\./|\.?\w[\w.*<>{{}}-]*/)*[\w.*<>{{}}-]*\w\.(?:{ENDINGS}))(?![\w/-]|\.\w)",
    re.ASCII,
)
FOLDERS = re.compile(r"`((?:[\w.-]+/)+)`", re.ASCII)


def repository() -> set[str]:
    """Every file of the repository, and every folder with a stroke behind it."""
    found = {one.name + ("/" if one.is_dir() else "") for one in ROOT.iterdir()}
    for top in ("src", "tests", "docs", "data", ".ci"):
        for one in (ROOT / top).rglob("*"):
            if "__pycache__" not in one.parts:
                found.add(one.relative_to(ROOT).as_posix() + ("/" if one.is_dir() else ""))
    return found


def told() -> Iterator[tuple[str, str]]:
    """The documents, and the docstrings and comments of the code: where it stands, and the words."""
    for file in (*(ROOT / name for name in DOCUMENTS), *sorted((ROOT / "docs").glob("*.md"))):
        yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")
    for file in (*sorted((ROOT / "src").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))):
        place, source = file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                yield place, ast.get_docstring(node) or ""
        for token in tokenize.generate_tokens(StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield place, token.string


def absent(text: str, files: set[str]) -> list[str]:
    """The files and folders that a text names and that are not there; a name stands for every path that ends with it."""
    named = [*NAMES.findall(text), *FOLDERS.findall(text)]
    return [
        name
        for name in dict.fromkeys(named)
        if name not in THEIRS
        and not name.startswith("../shared/")
        and not re.search(r"[*<>{}]", name)  # a pattern: sources/<id>.yaml
        and not any(file == name or file.endswith(f"/{name}") for file in files)
    ]


def test_nothing_names_a_file_that_is_not_there() -> None:
    files = repository()
    assert not [f"{place}: {name}" for place, text in told() for name in absent(text, files)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("see docs/nowhere.md, `quantity/columns.py` and `stores/`", ["docs/nowhere.md", "quantity/columns.py", "stores/"]),
        ("see docs/verdicts.md, `series/track.py`, pyproject.toml; sources/<id>.yaml; ../shared/sources/a.txt", []),
        ("https://a.example/b.html and e.g. report.html", []),
    ],
)  # fmt: skip
def test_an_absent_file_is_seen(text: str, names: list[str]) -> None:
    assert absent(text, repository()) == names
