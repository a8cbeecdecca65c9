"""`policytrack indicators`."""

from typing import Annotated

import typer

from policytrack.cli.language import Command, Group
from policytrack.cli.options import FileOption, FormatOption, complete_indicator, output, session_of

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    help="What is measured. ‖ 指标",
)


@app.command("list", cls=Command)
def list_(
    ctx: typer.Context,
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """List the indicators. ‖ 列出指标"""
    from policytrack import tables

    session = session_of(ctx)
    tracker = session.tracker()
    session.table(output(format_, file), tables.indicators(tracker.catalogue, tracker.catalogue.indicators.values()))


@app.command("show", cls=Command)
def show(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="INDICATOR",
            help="Id, unique prefix or name. ‖ 标识、前缀或名称",
            autocompletion=complete_indicator,
        ),
    ],
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """Show one indicator with its definition. ‖ 查看指标及其定义"""
    from policytrack import shapes, tables

    session = session_of(ctx)
    tracker = session.tracker()
    found = tracker.indicator(name)
    session.sheet(
        output(format_, file),
        tables.indicator_sheet(tracker.catalogue, found),
        shapes.indicator(found, tracker.catalogue),
    )
