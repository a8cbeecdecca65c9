"""The house: packages in rows, imports downwards only, no circles, few files a room, and sizes that never grow.

`docs/architecture.md` draws it. A row names packages, not files: a new module needs no line here.
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import policytrack

PACKAGE = Path(policytrack.__file__).parent

# A row may import those above it. The first is the root's own modules, which everything uses.
ROWS = ("root", "reading", "assessing", "checking", "recording", "reporting", "words", "files", "store", "drawing", "exchange", "tracker", "cli")  # fmt: skip
MOST_AT_THE_ROOT, MOST_IN_A_PACKAGE, MOST_LINES = 14, 15, 400
# store/__init__ opens the engine that an address names, inside a function
LATE = {("store", "store.sqlite"), ("store", "store.postgres")}
OUTSIDE = {"pandas": {"drawing.frame"}, "pydantic": {"files.schema", "files.catalogue"}, "pydantic_core": {"files.schema"}, "yaml": {"files.yaml_file"},
           "rich": {"drawing.wrapping", "drawing.screen.chart", "drawing.screen.console", "drawing.screen.report", "drawing.office.grid", "cli.progress"},
           "jinja2": {"drawing.html.page"}, "markupsafe": {"drawing.html.page"}, "sqlite3": {"store.sqlite", "store.distrust"}, "psycopg": {"store.postgres"},
           "openpyxl": {"files.spreadsheet"}, "xlsxwriter": {"drawing.office.book", "drawing.office.grid"}, "docx": {"drawing.office.word", "drawing.office.styles", "drawing.office.markup"}}  # fmt: skip


def modules() -> dict[str, Path]:
    """Every module by its name inside the package; of a package its face (`__init__`)."""
    found = {}
    for file in PACKAGE.rglob("*.py"):
        name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        if name not in {"__init__", "__main__"}:
            found[name] = file
    return found


MODULES = modules()
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in MODULES.items()}


def imports(name: str) -> set[str]:
    """The package's modules that a module imports, at its top or inside a function, types included."""
    found = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "policytrack":
            base = (node.module or "").removeprefix("policytrack").lstrip(".")
            inner = {f"{base}.{one.name}".lstrip(".") for one in node.names} & MODULES.keys()
            found |= inner or {base}
    return (found & MODULES.keys()) - {name}


def row(name: str) -> int:
    """Which row a module stands in."""
    first = name.split(".", maxsplit=1)[0]
    return ROWS.index(first) if first in ROWS else 0


def test_imports_go_downwards() -> None:
    wrong = [f"{name} imports {other}" for name in MODULES for other in sorted(imports(name)) if row(other) > row(name)]
    assert not wrong


def test_there_are_no_circles() -> None:
    graph = {name: {other for other in imports(name) if (name, other) not in LATE} for name in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        raise AssertionError(" → ".join(circle.args[1])) from None


def test_rooms_are_small() -> None:
    rooms: dict[Path, int] = {}
    for file in PACKAGE.rglob("*.py"):
        rooms[file.parent] = rooms.get(file.parent, 0) + 1
    assert rooms.pop(PACKAGE) <= MOST_AT_THE_ROOT
    del rooms[PACKAGE / "cli"]  # a file a command
    assert not {str(room.relative_to(PACKAGE)): count for room, count in rooms.items() if count > MOST_IN_A_PACKAGE}


def test_no_module_is_longer_than_400_lines() -> None:
    assert not [
        name for name, file in MODULES.items() if len(file.read_text(encoding="utf-8").splitlines()) > MOST_LINES
    ]


def public_types() -> Iterator[tuple[str, str]]:
    """Classes and aliases of types that others may import, each with its module."""
    for name, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, name
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                alias = node.targets[0].id
                if alias[0].isupper() and not alias.isupper():
                    yield alias, name


def test_no_public_type_has_its_name_twice() -> None:
    homes: dict[str, list[str]] = {}
    for alias, name in public_types():
        homes.setdefault(alias, []).append(name)
    assert not {alias: names for alias, names in homes.items() if len(names) > 1}


def test_packages_of_others_are_imported_where_they_belong() -> None:
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for package in {one.split(".")[0] for one in named} & OUTSIDE.keys():
                assert name in OUTSIDE[package], f"{name} imports {package}"
