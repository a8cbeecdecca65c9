"""A Catalogue, and every finding on the way to it, from the files of a workspace."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from policytrack import model
from policytrack.errors import Finding, Place, by_place
from policytrack.fields import INTERNAL, INTERNAL_HINT
from policytrack.files import schema
from policytrack.files.conversion import indicator_of, observation_of, plan_of, source_of, target_of, text_of
from policytrack.files.workspace import MOST_FILES, bundled, data_files
from policytrack.files.yaml_file import MOST_FINDINGS, YamlFile, load
from policytrack.lookup import nearest
from policytrack.text import Text, brief

_Shape = TypeVar("_Shape", bound=schema.Shape)
MOST_BYTES = 50_000_000  # of all files of a workspace
_AT_ONCE, _MOST_GUESSES = 10, 100


def read_catalogue(folder: Path) -> tuple[model.Catalogue, list[Finding]]:
    """Read a workspace. With error findings the catalogue holds what could be understood."""
    findings: list[Finding] = []
    builder = _Builder(findings)
    files = data_files(folder)
    if len(files) > MOST_FILES or sum(path.stat().st_size for path in files if path.is_file()) > MOST_BYTES:
        what = Text(
            f"超过{MOST_FILES}个来源文件或{MOST_BYTES // 1_000_000} MB",
            f"more than {MOST_FILES} files of sources or {MOST_BYTES // 1_000_000} MB",
        )
        findings.append(Finding("too-much", "error", what, None, Place("sources")))
        return builder.catalogue(), findings
    within = None if folder == bundled() else folder  # installers may link what comes along
    for path in files:
        name = path.relative_to(folder).as_posix()
        document = load(path, name, within)
        shape = _validated(document, schema.TargetsFile if name == "targets.yaml" else schema.SourceFile)
        if isinstance(shape, schema.SourceFile):
            _refuse_internal(shape, document)
        findings.extend(document.findings)
        if isinstance(shape, schema.TargetsFile):
            builder.take_targets(shape, document)
        elif isinstance(shape, schema.SourceFile):
            builder.take_source(shape, document, path.stem)
    findings.extend(_strays(folder))
    broken = any(finding.severity == "error" for finding in findings)
    catalogue = builder.catalogue()
    if not broken:
        findings.extend(builder.dangling())
    return catalogue, by_place(findings)


def _strays(folder: Path) -> Iterator[Finding]:
    """Files that look like sources and are not read."""
    for path in sorted((folder / "sources").glob("*.yml")):
        message = Text("未读取:文件名应以 .yaml 结尾", "is not read: its name should end in .yaml")
        yield Finding("not-read", "warning", message, None, Place(path.relative_to(folder).as_posix()))


def _validated(document: YamlFile, shape: type[_Shape]) -> _Shape | None:
    if any(finding.code != "duplicate-key" for finding in document.findings):
        return None
    if not isinstance(document.content, dict):
        what = Text("文件是空的,或最外层不是键值", "the file is empty, or not a mapping of keys at its top")
        document.report("not-a-mapping", what, (1, 1) if document.lines else None)
        return None
    try:
        return shape.model_validate(document.content)
    except ValidationError as error:
        many = error.error_count() > MOST_FINDINGS
        for problem in _first_problems(document.content, shape) if many else error.errors(include_url=False):
            _report(document, shape, problem)
        return None


def _refuse_internal(file: schema.SourceFile, document: YamlFile) -> None:
    for n, stated in enumerate(file.observations):
        if stated.internal:
            at = document.place(("observations", n, "internal"))
            document.report("internal-unsupported", INTERNAL, at, INTERNAL_HINT)


def _first_problems(content: dict[str, Any], shape: type[_Shape]) -> list[Any]:
    """A little more than MOST_FINDINGS of the problems: a million, with all that they are told by, fill the memory."""
    lists = {key: written for key, written in content.items() if isinstance(written, list)}
    rest: dict[str, Any] = {key: written for key, written in content.items() if key not in lists}
    found: list[Any] = []
    for key, written in lists.items():
        for start in range(0, len(written), _AT_ONCE):
            problems = _problems({**rest, key: written[start : start + _AT_ONCE]}, shape)
            inside = [one for one in problems if one["loc"][0] == key and len(one["loc"]) > 1]
            found += [{**one, "loc": (key, start + one["loc"][1], *one["loc"][2:])} for one in inside]
            if len(found) > MOST_FINDINGS:
                return found
    return found + _problems({**rest, **{key: [] for key in lists}}, shape)


def _problems(content: dict[str, Any], shape: type[_Shape]) -> list[Any]:
    try:
        shape.model_validate(content)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _report(document: YamlFile, shape: type[schema.Shape], problem: Any) -> None:
    path = tuple(step for step in problem["loc"] if step != "[key]")
    where = ".".join(str(step) for step in path)
    written = problem.get("input")
    kind = problem["type"]
    key = str(path[-1]) if path else ""
    hint = None
    if kind == "extra_forbidden":
        code, message = "unknown-key", Text(f"不认识的键 {brief(key)}", f"unknown key {brief(key)}")
        close = nearest(key, _keys(shape, path[:-1]))
        hint = Text(f"是不是 {close[0]!r}?", f"did you mean {close[0]!r}?") if close else None
    elif kind == "missing":
        code, message = "missing-key", Text(f"缺少 {key!r}", f"{key!r} is missing")
    else:
        expected = _expected(problem)
        code = "bad-value"
        shown = brief(written) if isinstance(written, str) else str(written) if isinstance(written, int) else ""
        message = Text(
            f"{where}:{shown} 应为{expected.zh}",
            f"{where}: {shown} should be {expected.en}".replace(":  ", ": "),
        )
    document.report(code, message, document.place(path), hint)


_EXPECTED = {
    "number": Text("数字,如 300 或 0.065", "a plain number such as 300 or 0.065"),
    "integer": Text("整数", "a whole number"),
    "year": Text("1900至2200之间的年份", "a year between 1900 and 2200"),
    "flag": Text("true 或 false", "true or false"),
    "period": Text("时期,如 2024、2024-Q2、2024-06", "a period such as 2024, 2024-Q2, 2024-06 or 2024-01/2024-11"),
    "date": Text("日期,如 2024-12-31", "a date such as 2024-12-31"),
    "together": Text("base_unit 与 factor 同时给出", "base_unit and factor together"),
    "cut_offs": Text("无界限:open-sdg 的界限不可设置", "without cut-offs: those of open-sdg are published"),
    "one_of": Text("factor、change、points、yearly 四者之一", "exactly one of factor, change, points, yearly"),
    "string_pattern_mismatch": Text("规定格式的标识或网址", "an id or address of the required form (ids: a-z 0-9 . -)"),
    "string_too_short": Text("非空文字", "some text"),
    "string_too_long": Text("更短的文字", "a shorter text"),
    "string_type": Text("文字", "text"),
    "greater_than": Text("大于零的数", "more than zero"),
    "greater_than_equal": Text("不小于下限的数", "not below its lower bound"),
    "model_type": Text("键值", "a mapping of keys"),
    "model_attributes_type": Text("键值", "a mapping of keys"),
    "dict_type": Text("键值", "a mapping of keys"),
    "tuple_type": Text("列表", "a list"),
}


def _expected(problem: Any) -> Text:
    if problem["type"] == "literal_error":
        words = problem["ctx"]["expected"].replace(" or ", ", ")
        return Text(f"以下之一:{words}", f"one of {words}")
    return _EXPECTED.get(problem["type"], Text.same(str(problem["msg"])))


def _keys(shape: type[schema.Shape], path: Iterable[Any]) -> list[str]:
    """The keys that the shape at a path knows."""
    current: Any = shape
    for step in path:
        if isinstance(step, str) and hasattr(current, "model_fields"):
            field = next((f for n, f in current.model_fields.items() if step in {n, f.alias}), None)
            current = _inner(field.annotation) if field else None
    fields = getattr(current, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def _inner(annotation: Any) -> Any:
    """The shape inside `X | None`, `tuple[X, ...]` and Annotated."""
    for part in (annotation, *getattr(annotation, "__args__", ())):
        if isinstance(part, type) and issubclass(part, schema.Shape):
            return part
        for deeper in getattr(part, "__args__", ()):
            if isinstance(deeper, type) and issubclass(deeper, schema.Shape):
                return deeper
    return None


class _Builder:
    """Collects the records of all files, and what is wrong between them."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.units: dict[str, model.Unit] = {}
        self.plans: dict[str, model.Plan] = {}
        self.indicators: dict[str, model.Indicator] = {}
        self.targets: dict[str, model.Target] = {}
        self.sources: dict[str, model.Source] = {}
        self.observations: dict[str, list[model.Observation]] = {}
        self.places: dict[tuple[str, str], Place] = {}
        self.excerpts: dict[tuple[str, str], str | None] = {}
        self.guessed = 0

    def _put(self, kind: str, into: dict[str, Any], record: Any, document: YamlFile, path: tuple[Any, ...]) -> None:
        at = document.place(path) or (1, 1)
        key = (kind, record.id)
        if record.id in into:
            first = self.places[key]
            message = Text(f"重复的标识 {record.id!r}(另见 {first})", f"duplicate id {record.id!r} (also at {first})")
            self.findings.append(document.report("duplicate-id", message, at))
            return
        into[record.id] = record
        self.places[key] = Place(document.file, *at)
        self.excerpts[key] = document.excerpt(*at)

    def take_targets(self, file: schema.TargetsFile, document: YamlFile) -> None:
        for n, unit in enumerate(file.units):
            made = model.Unit(unit.id, text_of(unit.name), unit.base_unit, unit.factor, unit.aliases)
            self._put("unit", self.units, made, document, ("units", n))
        for n, plan in enumerate(file.plans):
            self._put("plan", self.plans, plan_of(plan), document, ("plans", n))
        for n, indicator in enumerate(file.indicators):
            self._put("indicator", self.indicators, indicator_of(indicator), document, ("indicators", n))
        for n, target in enumerate(file.targets):
            self._put("target", self.targets, target_of(target), document, ("targets", n))

    def take_source(self, file: schema.SourceFile, document: YamlFile, stem: str) -> None:
        if file.id != stem:
            message = Text(f"id应与文件名一致:{stem!r}", f"the id should be the file's name: {stem!r}")
            self.findings.append(document.report("source-id", message, document.place(("id",))))
        self._put("source", self.sources, source_of(file), document, ("id",))
        for n, stated in enumerate(file.observations):
            observation = observation_of(stated, file.id, n, self.indicators.get(stated.indicator))
            at = document.place(("observations", n)) or (1, 1)
            self.places["observation", observation.id] = Place(document.file, *at)
            self.excerpts["observation", observation.id] = document.excerpt(*at)
            self.observations.setdefault(stated.indicator, []).append(observation)

    def catalogue(self) -> model.Catalogue:
        return model.Catalogue(
            self.units,
            self.plans,
            self.indicators,
            self.targets,
            self.sources,
            {indicator: tuple(stated) for indicator, stated in self.observations.items()},
            self.places,
        )

    def dangling(self) -> Iterator[Finding]:
        """References to records that do not exist."""
        for plan in self.plans.values():
            yield from self._needs(("plan", plan.id), "source", plan.source, self.sources)
        for indicator in self.indicators.values():
            yield from self._needs(("indicator", indicator.id), "unit", indicator.unit, self.units)
            if indicator.growth_of:
                yield from self._needs(("indicator", indicator.id), "indicator", indicator.growth_of, self.indicators)
        for target in self.targets.values():
            here = ("target", target.id)
            yield from self._needs(here, "plan", target.plan, self.plans)
            yield from self._needs(here, "indicator", target.indicator, self.indicators)
            yield from self._needs(here, "source", target.source.document, self.sources)
            for revision in target.revisions:
                yield from self._needs(here, "source", revision.source.document, self.sources)
            for relation in target.related:
                yield from self._needs(here, "target", relation.target, self.targets)
        for stated in self.observations.values():
            for one in stated:
                yield from self._needs(("observation", one.id), "indicator", one.indicator, self.indicators)

    def _needs(self, here: tuple[str, str], kind: str, name: str, known: dict[str, Any]) -> Iterator[Finding]:
        if name in known:
            return
        word = _KINDS[kind]
        self.guessed += 1
        close = nearest(name, known) if self.guessed <= _MOST_GUESSES else []
        hint = Text(f"是不是 {close[0]!r}?", f"did you mean {close[0]!r}?") if close else None
        message = Text(f"没有这个{word.zh}:{name!r}", f"there is no {word.en} {name!r}")
        yield Finding(f"unknown-{kind}", "error", message, hint, self.places.get(here), self.excerpts.get(here))


_KINDS = {
    "unit": Text("单位", "unit"),
    "plan": Text("规划", "plan"),
    "indicator": Text("指标", "indicator"),
    "target": Text("目标", "target"),
    "source": Text("来源", "source"),
}
