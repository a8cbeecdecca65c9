"""`policytrack sources`."""

from typing import Annotated

import typer

from policytrack.cli.language import Command, Group
from policytrack.cli.options import FileOption, FormatOption, complete_source, output, session_of

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    help="The documents that targets and values come from. ‖ 来源文件",
)


@app.command("list", cls=Command)
def list_(
    ctx: typer.Context,
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """List the sources. ‖ 列出来源"""
    from policytrack import tables

    session = session_of(ctx)
    tracker = session.tracker()
    session.table(output(format_, file), tables.sources(tracker.catalogue, tracker.catalogue.sources.values()))


@app.command("show", cls=Command)
def show(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="Id, unique prefix or title. ‖ 标识、前缀或标题",
            autocompletion=complete_source,
        ),
    ],
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """Show one source. ‖ 查看来源"""
    from policytrack import tables

    session = session_of(ctx)
    tracker = session.tracker()
    found = tracker.source(name)
    session.sheet(
        output(format_, file),
        tables.source_sheet(tracker.catalogue, found),
        tables.sources(tracker.catalogue, [found]).records[0],
    )
