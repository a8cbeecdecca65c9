"""`policytrack check`."""

from typing import Annotated

import typer

from policytrack.cli.language import Command
from policytrack.cli.options import FileOption, FormatOption, output, session_of
from policytrack.cli.progress import watched
from policytrack.errors import Finding
from policytrack.text import Lang, Text, counted, printable

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=Command)
def check(
    ctx: typer.Context,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too. ‖ 警告也算失败")] = False,
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """Read the data critically; exit 1 on errors. ‖ 检查数据,有错误则退出码为1。"""
    from policytrack.drawing import lists

    session = session_of(ctx)
    with watched(Text("核对", "checking"), session.lang) as watch:
        found = session.tracker().check(watch)
    errors = sum(finding.severity == "error" for finding in found)
    wanted = output(format_, file)
    if wanted.chosen() == "table":
        session.write(printable("".join(_told(finding, session.lang) for finding in found)), file)
    else:
        session.table(wanted, lists.findings(found))
    warnings = len(found) - errors
    session.tell(
        Text(f"错误{errors}处,警告{warnings}处", f"{counted(errors, 'error')}, {counted(warnings, 'warning')}")
    )
    if errors or (strict and found):
        raise typer.Exit(1)


def _told(finding: Finding, lang: Lang) -> str:
    """A finding as compilers print theirs: place, what is wrong, the line, how to mend it."""
    severity = {"error": Text("错误", "error"), "warning": Text("警告", "warning")}[finding.severity].to(lang)
    place = f"{finding.place}: " if finding.place else ""
    lines = [f"{place}{severity}: {finding.message.to(lang)} [{finding.code}]"]
    lines += [finding.excerpt] if finding.excerpt else []
    lines += ["  → " + finding.hint.to(lang)] if finding.hint else []
    return "\n".join(lines) + "\n"
