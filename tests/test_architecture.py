"""The module table: imports go downwards, or inside a layer in the order in which the row names its modules."""

import ast
from pathlib import Path

import policytrack

PACKAGE = Path(policytrack.__file__).parent

# Layer by layer; inside a layer a module may import those named before it.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("text", "errors", "template", "watching", "parallel", "glyphs"),
    ("period", "model", "quantity.amount", "quantity.numerals", "quantity.counted", "quantity.columns", "quantity.passing", "quantity.sections", "quantity.years", "quantity.intent", "quantity.english", "quantity.spoken", "quantity.readings", "quantity.document", "quantity.scan", "quantity"),
    ("comparison", "plausible", "observations", "methods", "methods.time_progress", "methods.open_sdg", "methods.linear", "methods.attainment", "tracks", "case", "trajectory",
     "assessment", "paths", "wording", "reasons", "evidence", "quotes", "accounting", "drafting", "subject", "consistency", "checks", "lookup"),
    ("dossier", "origins", "report", "changes", "recording", "vintages", "exchange", "headings", "ledger", "importing", "shapes", "jsonreport", "tables", "understood", "datapackage", "annex", "drafts", "observed", "narrative", "scale", "plot", "exhibits", "leaflet"),
    ("files", "strict_yaml", "schema", "workspace", "texts", "catalogue", "compiled", "store.statements", "store.rows", "store.address", "store", "store.memory", "store.distrust", "store.sql", "store.sqlite",
     "store.roles", "store.postgres", "wrapping",
     "charts", "characters", "screen", "terminal", "pages", "webpage", "tabular", "workbook", "intake", "sheets", "documents"),
    ("tracker",),
    ("cli.language", "cli.progress", "cli.session", "cli.options", "cli.told", "cli.groups", "cli.app", "cli.targets", "cli.indicators", "cli.plans",
     "cli.sources", "cli.record", "cli.history", "cli.import_", "cli.export", "cli.retract", "cli.office", "cli.report", "cli.check", "cli.init", "cli.schema",
     "cli.store", "cli"),
)  # fmt: skip
ORDER = {name: place for place, name in enumerate(name for layer in LAYERS for name in layer)}
# store/__init__ opens the engine that the URL names, cli/__init__ starts the app: each inside a function
LATE = {("store", "store.sqlite"), ("store", "store.postgres")}


def modules() -> dict[str, Path]:
    found = {}
    for file in PACKAGE.rglob("*.py"):
        name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        if name not in {"__init__", "__main__"}:
            found[name] = file
    return found


def imports(name: str, file: Path) -> set[str]:
    """The package's modules that a module imports, at its top or inside a function, types included."""
    known, found = modules(), set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "policytrack":
            base = (node.module or "").removeprefix("policytrack").lstrip(".")
            inner = {f"{base}.{one.name}".lstrip(".") for one in node.names}
            found |= {one for one in inner if one in known} or {base}
            if base:
                found.add(base)
    return (found & known.keys()) - {name}


def test_every_module_has_a_row() -> None:
    assert set(modules()) == set(ORDER)


def test_imports_go_downwards() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, file in modules().items()
        for other in sorted(imports(name, file))
        if ORDER[other] > ORDER[name] and (name, other) not in LATE and not other.startswith(f"{name}.")
    ]
    assert not wrong


def test_pandas_is_imported_in_tabular_only_and_pydantic_at_the_yaml_door_only() -> None:
    allowed = {"pandas": {"tabular"}, "pydantic": {"schema", "catalogue"}, "pydantic_core": {"schema"}, "yaml": {"strict_yaml"},
               "rich": {"characters", "screen", "terminal", "wrapping", "sheets", "cli.progress"}, "jinja2": {"webpage"}, "markupsafe": {"webpage"},
               "sqlite3": {"store.sqlite", "store.distrust"}, "psycopg": {"store.postgres"}, "openpyxl": {"workbook"}, "xlsxwriter": {"sheets"}, "docx": {"documents"}}  # fmt: skip
    for name, file in modules().items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for package in {one.split(".")[0] for one in named} & allowed.keys():
                assert name in allowed[package], f"{name} imports {package}"


def test_no_module_is_longer_than_400_lines() -> None:
    assert not [name for name, file in modules().items() if len(file.read_text(encoding="utf-8").splitlines()) > 400]
