"""The YAML door: PyYAML's C parser made strict.

Every plain scalar stays the text that was written (`no`, `on`, `012` and `1:30` too; `~` and nothing are
None); what a text means is decided by the schema. Refused: duplicate keys, anchors, aliases, merge keys, tags,
keys that are not text, a second document, nesting beyond 40 levels, more than 2,000,000 parts, 1000 keys in one
mapping or 1000 entries in a list inside a record, files over 20 MB. Of findings the first 1000 of a file are kept.
Mappings and lists know the line and column of each of their parts.
"""

from pathlib import Path
from typing import Any

import yaml

from policytrack.errors import Finding, Place
from policytrack.files.plain_file import CannotRead, read_plain
from policytrack.text import Text

DEEPEST = 40
LARGEST = 20_000_000
MOST_PARTS, MOST_KEYS, MOST_FINDINGS = 2_000_000, 1000, 1000
_PARSER = getattr(yaml, "CLoader", yaml.Loader)


class Mapping(dict[str, Any]):
    """A YAML mapping; `at` gives the (line, column) of each key, `here` its own."""

    __slots__ = ("at", "here")

    def __init__(self, here: tuple[int, int]) -> None:
        super().__init__()
        self.here = here
        self.at: dict[str, tuple[int, int]] = {}


class Sequence(list[Any]):
    """A YAML list; `at` gives the (line, column) of each entry, `here` its own."""

    __slots__ = ("at", "here")

    def __init__(self, here: tuple[int, int]) -> None:
        super().__init__()
        self.here = here
        self.at: list[tuple[int, int]] = []


class YamlFile:
    """One parsed file: its content (None where it could not be parsed), its text for excerpts, its findings."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.findings: list[Finding] = []
        self.content: Any = None

    def report(self, code: str, message: Text, at: tuple[int, int] | None, hint: Text | None = None) -> Finding:
        """Add an error at a (line, column); beyond MOST_FINDINGS only the first says that there are more."""
        line, column = at or (None, None)
        excerpt = self.excerpt(line, column) if line else None
        finding = Finding(code, "error", message, hint, Place(self.file, line, column), excerpt)
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)
        elif len(self.findings) == MOST_FINDINGS:
            more = Text("此文件还有更多错误,未列出", "there are more errors in this file than are listed")
            self.findings.append(Finding("more-errors", "error", more, None, Place(self.file)))
        return finding

    def excerpt(self, line: int, column: int | None) -> str | None:
        """The line with a marker under the column."""
        if not 0 < line <= len(self.lines):
            return None
        text = self.lines[line - 1]
        start = max(0, (column or 1) - 60)
        shown = text[start : start + 100]
        return f"{line:>5} | {shown}\n      | {' ' * _width(shown[: (column or 1) - 1 - start])}^"

    def place(self, path: tuple[str | int, ...]) -> tuple[int, int] | None:
        """The (line, column) of the part that a path of keys and indexes leads to, or of the nearest part above it."""
        node, found = self.content, None
        for step in path:
            if isinstance(node, Mapping) and step in node:
                found = node.at[str(step)]
                node = node[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
                found = node.at[step]
                node = node[step]
            else:
                break
        return found or (node.here if isinstance(node, Mapping | Sequence) else None)


def _width(text: str) -> int:
    """Terminal columns: Chinese characters and full-width forms take two."""
    return sum(2 if ord(character) >= 0x1100 and not 0x2010 <= ord(character) <= 0x2027 else 1 for character in text)


class _Refused(Exception):
    def __init__(self, code: str, message: Text, mark: Any, hint: Text | None = None) -> None:
        super().__init__(message.en)
        self.code, self.message, self.mark, self.hint = code, message, mark, hint


def load(path: Path, name: str, within: Path | None = None) -> YamlFile:
    """Parse a file; what is wrong with it stands in the document's findings. `name` is how messages call it.

    A file that a link leads out of the folder `within` to is not read.
    """
    try:
        return parse(read_plain(path, LARGEST, within), name)
    except CannotRead as error:
        document = YamlFile(name, "")
        zh, en = error.reason
        if error.is_large:
            document.report("file-too-large", Text(f"文件{zh}", f"the file {en}"), None)
        else:
            document.report("file-unreadable", Text(f"无法读取:{zh}", f"cannot be read: {en}"), None)
        return document


def parse(raw: bytes, name: str) -> YamlFile:
    """Parse YAML from bytes."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        document = YamlFile(name, "")
        line = raw.count(b"\n", 0, error.start) + 1
        document.report(
            "not-utf8",
            Text("文件不是UTF-8编码", "the file is not UTF-8"),
            (line, 1),
            Text("请另存为UTF-8(常见原因:GBK)", "save it as UTF-8; it may be GBK"),
        )
        return document
    document = YamlFile(name, text)
    try:
        document.content = _build(document, text)
    except _Refused as refused:
        document.report(refused.code, refused.message, _at(refused.mark), refused.hint)
    except yaml.MarkedYAMLError as error:
        problem = " ".join(part for part in (error.context, error.problem) if part)
        document.report(
            "yaml-syntax", Text(f"YAML语法错误:{problem}", f"broken YAML: {problem}"), _at(error.problem_mark)
        )
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        document.report("yaml-syntax", Text(f"YAML语法错误:{reason}", f"broken YAML: {reason}"), None)
    return document


def _at(mark: Any) -> tuple[int, int] | None:
    return (mark.line + 1, mark.column + 1) if mark else None


def _build(document: YamlFile, text: str) -> Any:
    """Build the content from the parser's events, without recursion."""
    loader = _PARSER(text)
    try:
        return _from_events(document, loader)
    finally:
        loader.dispose()


def _from_events(document: YamlFile, loader: Any) -> Any:
    root: list[Any] = []
    stack: list[Any] = []
    keys: list[str | None] = []
    documents = parts = 0
    while True:
        event = loader.get_event()
        kind = type(event).__name__
        if kind == "StreamEndEvent":
            return root[0] if root else None
        if kind == "DocumentStartEvent":
            documents += 1
            if documents > 1:
                raise _Refused(
                    "yaml-documents",
                    Text("一个文件只能有一个YAML文档", "one YAML document a file"),
                    event.start_mark,
                )
        if kind in {"MappingEndEvent", "SequenceEndEvent"}:
            stack.pop()
            keys.pop()
        if kind not in {"AliasEvent", "ScalarEvent", "MappingStartEvent", "SequenceStartEvent"}:
            continue
        parts += 1
        if parts > MOST_PARTS:
            message = Text(f"超过{MOST_PARTS:,}个部分", f"more than {MOST_PARTS:,} parts")
            raise _Refused("yaml-size", message, event.start_mark)
        _refuse_tricks(event, kind)
        here = (event.start_mark.line + 1, event.start_mark.column + 1)
        node = _node(event, kind, here)
        _attach(document, root, stack, keys, node, here, is_scalar=kind == "ScalarEvent")
        if kind != "ScalarEvent":
            if len(stack) >= DEEPEST:
                raise _Refused("yaml-depth", Text("嵌套过深", "nested too deeply"), event.start_mark)
            stack.append(node)
            keys.append(None)


def _node(event: Any, kind: str, here: tuple[int, int]) -> Any:
    if kind == "MappingStartEvent":
        return Mapping(here)
    if kind == "SequenceStartEvent":
        return Sequence(here)
    plain = event.style in {None, ""}
    return None if plain and event.value in {"", "~", "null"} else event.value


def _refuse_tricks(event: Any, kind: str) -> None:
    if kind == "AliasEvent" or event.anchor is not None:
        message = Text("不允许使用锚点和别名(& *)", "anchors and aliases (& *) are not allowed")
        raise _Refused("yaml-anchor", message, event.start_mark, Text("请把内容写全", "write the content out"))
    if event.tag is not None:
        raise _Refused("yaml-tag", Text("不允许使用标签(!)", "tags (!) are not allowed"), event.start_mark)


def _attach(
    document: YamlFile,
    root: list[Any],
    stack: list[Any],
    keys: list[str | None],
    node: Any,
    here: tuple[int, int],
    *,
    is_scalar: bool,
) -> None:
    if not stack:
        root.append(node)
        return
    parent = stack[-1]
    if isinstance(parent, Sequence):
        if len(parent) >= MOST_KEYS and len(stack) > 2:
            mark = type("Mark", (), {"line": here[0] - 1, "column": here[1] - 1})
            raise _Refused("yaml-entries", Text(f"列表超过{MOST_KEYS}项", f"a list of more than {MOST_KEYS}"), mark)
        parent.append(node)
        parent.at.append(here)
        return
    key = keys[-1]
    if key is not None:
        if key in parent:
            first = parent.at[key][0]
            document.report(
                "duplicate-key",
                Text(
                    f"重复的键 {key!r}(首次出现在第{first}行)",
                    f"duplicate key {key!r} (first on line {first})",
                ),
                parent.at.get("\0" + key, here),
            )
        else:
            parent[key] = node
        keys[-1] = None
        return
    if not is_scalar or node is None:
        mark = type("Mark", (), {"line": here[0] - 1, "column": here[1] - 1})
        raise _Refused("yaml-key", Text("键必须是文字", "a key must be text"), mark)
    if len(parent) >= MOST_KEYS:
        mark = type("Mark", (), {"line": here[0] - 1, "column": here[1] - 1})
        raise _Refused("yaml-keys", Text(f"一处超过{MOST_KEYS}个键", f"more than {MOST_KEYS} keys in one place"), mark)
    if node == "<<":
        mark = type("Mark", (), {"line": here[0] - 1, "column": here[1] - 1})
        raise _Refused("yaml-merge", Text("不允许使用合并键(<<)", "merge keys (<<) are not allowed"), mark)
    keys[-1] = node
    parent.at["\0" + node if node in parent.at else node] = here
