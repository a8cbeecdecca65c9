"""One run of the command line: its language, its workspace, and where its results go."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from policytrack.errors import Refused
from policytrack.text import Lang, Text, escaped, printable

if TYPE_CHECKING:
    from policytrack.drawing.screen.console import Screen
    from policytrack.drawing.table import Cell, Table
    from policytrack.files.workspace import Workspace
    from policytrack.tracker import Tracker

Plain = Literal["table", "json", "csv", "markdown"]  # what every command writes
Format = Literal["table", "json", "csv", "markdown", "html", "xlsx", "docx"]  # and the report
OFFICE: tuple[Format, ...] = ("xlsx", "docx")  # bytes, which `cli/office.py` makes
_ENDINGS: dict[str, Format] = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "table",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".docx": "docx",
}


class Output(NamedTuple):
    """What -O and -o said."""

    format: Format | None
    file: Path | None

    def chosen(self) -> Format:
        """The format: -O, else by the file's ending, else a table.

        Raises:
            Refused: the ending is not one of a format.
        """
        if self.format:
            return self.format
        if self.file is None:
            return "table"
        ending = self.file.suffix.lower()
        if ending not in _ENDINGS:
            raise Refused(
                Text(f"不认识的文件类型 {ending!r}", f"no format goes with the ending {ending!r}"),
                Text(
                    "用 .json、.csv、.md、.txt(报告另有 .html、.xlsx、.docx),或以 -O 指定格式",
                    "use .json, .csv, .md or .txt (a report also .html, .xlsx, .docx), or name the format with -O",
                ),
            )
        return _ENDINGS[ending]


class Session:
    """What a command needs beyond its own parameters."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.chosen: dict[str, str] = {}

    def word(self, text: Text) -> str:
        """A phrase in the session's language."""
        return text.to(self.lang)

    def workspace(self) -> "Workspace":
        """The workspace that the options, the environment and the folder name."""
        from policytrack.files import workspace

        return workspace.find(self.chosen.get("data"), self.chosen.get("store"), os.environ, Path.cwd())

    def tracker(self) -> "Tracker":
        """The use cases; on a terminal stderr names workspace and store where they are not the bundled ones."""
        from policytrack.tracker import Tracker

        found = self.workspace()
        if sys.stderr.isatty() and not (found.is_bundled and "store" not in self.chosen):
            from policytrack.store.address import shown

            store = shown(found.store_url)
            self.tell(Text(f"工作区 {found.folder},存储 {store}", f"workspace {found.folder}, store {store}"))
        return Tracker(found, os.environ, tell=self.tell)

    def say(self, text: Text) -> None:
        """A line of result on stdout."""
        print(printable(self.word(text)))  # noqa: T201 - results go to stdout

    def tell(self, text: Text) -> None:
        """A remark on stderr."""
        print(printable(self.word(text)), file=sys.stderr)  # noqa: T201 - remarks go to stderr

    def screen(self, file: Path | None = None) -> "Screen":
        """What tables are drawn on: stdout, or a file."""
        from policytrack.drawing.screen.console import Screen, glyphs_in

        width = get_terminal_size((80, 24)).columns
        if file is not None:
            return Screen(width, self.lang)
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return Screen(width, self.lang, colour, glyphs_in(sys.stdout.encoding))

    def emit(self, output: Output, writers: Mapping[Format, Callable[[], str]]) -> None:
        """Write a result with the writer of the wanted format.

        Raises:
            Refused: the command has no such format.
        """
        wanted = output.chosen()
        if wanted not in writers:
            known = ", ".join(writers)
            raise Refused(
                Text(f"此命令没有 {wanted} 格式", f"this command does not write {wanted}"),
                Text(f"可用 {known}", f"it writes {known}"),
            )
        self.write(writers[wanted](), output.file, mark=wanted == "csv")

    def table(self, output: Output, content: "Table") -> None:
        """Write a table."""
        self.emit(output, {"table": lambda: self._drawn(output, content), **self._plain(output, content)})

    def sheet(self, output: Output, content: "list[tuple[Text, Cell]]", record: Any) -> None:
        """Write one record: a sheet of headings and contents, or a table of one row."""
        from policytrack.drawing.screen import console
        from policytrack.drawing.table import Column, Table

        columns = tuple(Column(heading) for heading, _ in content)
        table = Table(columns, (tuple(shown for _, shown in content),), [record])
        self.emit(output, {
            **self._plain(output, table),
            "table": lambda: console.sheet(content, self.screen(output.file)),
            "json": lambda: self.json(record, output.file),
        })  # fmt: skip

    def _plain(self, output: Output, content: "Table") -> dict[Format, Callable[[], str]]:
        return {
            "json": lambda: self.json(content.records, output.file),
            "csv": lambda: self.csv(content),
            "markdown": lambda: self._page(content),
        }

    def _drawn(self, output: Output, content: "Table") -> str:
        from policytrack.drawing.screen import console

        return console.table(content, self.screen(output.file))

    def csv(self, content: "Table") -> str:
        """A table as CSV."""
        from policytrack.drawing.csv_table import to_csv

        return to_csv(content, self.lang)

    def _page(self, content: "Table") -> str:
        from policytrack.drawing import markdown

        return markdown.table(content, self.lang)

    def json(self, content: Any, file: Path | None) -> str:
        """Content as JSON; escaped where the console could not show it."""
        import json

        return escaped(json.dumps(content, ensure_ascii=self.is_narrow(file), indent=2, allow_nan=False)) + "\n"

    def is_narrow(self, file: Path | None) -> bool:
        """Whether a result goes to a console that does not show every character."""
        encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
        return file is None and encoding not in {"utf8", "utf16", "utf32"}

    def write(self, text: str, file: Path | None, *, mark: bool = False) -> None:
        """Write a result to stdout, or to a file and say so; `mark` puts a byte order mark first, for spreadsheets.

        Raises:
            Refused: the file cannot be written.
        """
        if file is None:
            sys.stdout.write(text)
            return
        self.guard(file)
        try:
            file.write_text(text, encoding="utf-8-sig" if mark else "utf-8", newline="")
        except OSError as error:
            raise _unwritable(file, error) from error
        self.tell(Text(f"已写入 {file}", f"written to {file}"))

    def write_utf8(self, content: bytes, file: Path | None) -> None:
        """Write a text that is in UTF-8 already: megabytes of it need not become characters and bytes again.

        Raises:
            Refused: the file cannot be written.
        """
        if file is None and (sys.stdout.encoding or "").lower().startswith(("utf-16", "utf-32")):
            sys.stdout.write(content.decode())
        else:
            self.write_bytes(content, file)

    def write_bytes(self, content: bytes, file: Path | None) -> None:
        """Write bytes to where they go: a file, or a pipe (see `accepts_bytes`).

        Raises:
            Refused: the file cannot be written.
        """
        if file is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            return
        self.guard(file)
        try:
            file.write_bytes(content)
        except OSError as error:
            raise _unwritable(file, error) from error
        self.tell(Text(f"已写入 {file}", f"written to {file}"))

    def guard(self, file: Path) -> None:
        """See to it that a result that is to be written in the workspace stays there.

        Raises:
            Refused: a link in the workspace leads out of it; who made the workspace chose where to.
        """
        from policytrack.files.plain_file import leads_out

        if leads_out(file, self.workspace().folder):
            zh, en = f"{file} 是指向工作区之外的链接", f"{file} is a link that leads out of the workspace"
            raise Refused(Text(zh, en), Text("请直接写明目标文件", "name the file it leads to"))


def accepts_bytes(output: Output) -> None:
    """Refuse, before any work is done, to print a file's bytes on a terminal.

    Raises:
        Refused: stdout is a terminal and no file is named.
    """
    if output.file is None and sys.stdout.isatty():
        kind = output.chosen()
        raise Refused(
            Text(f"{kind} 不能显示在终端上", f"{kind} cannot be shown on a terminal"),
            Text(f"以 -o 报告.{kind} 指定文件", f"name a file: -o report.{kind}"),
        )


def _unwritable(file: Path, error: OSError) -> Refused:
    reason = error.strerror or str(error)
    return Refused(Text(f"无法写入 {file}:{reason}", f"cannot write {file}: {reason}"))
