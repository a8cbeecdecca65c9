"""`policytrack targets`."""

from typing import Annotated

import typer

from policytrack.cli.language import Command, Group
from policytrack.cli.options import (
    FileOption,
    FormatOption,
    LeadOption,
    PlanOption,
    complete_target,
    output,
    session_of,
)

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    help="What the plans ask for. ‖ 规划目标",
)


@app.command("list", cls=Command)
def list_(
    ctx: typer.Context,
    plan: PlanOption = None,
    lead: LeadOption = None,
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """List the targets. ‖ 列出目标"""
    from policytrack import tables

    session = session_of(ctx)
    tracker = session.tracker()
    session.table(output(format_, file), tables.targets(tracker.catalogue, tracker.targets(plan, lead)))


@app.command("show", cls=Command)
def show(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            help="Id, unique prefix or name. ‖ 标识、前缀或名称",
            autocompletion=complete_target,
        ),
    ],
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """Show one target with the words that set it. ‖ 查看目标及其原文"""
    from policytrack import shapes, tables

    session = session_of(ctx)
    tracker = session.tracker()
    found = tracker.target(name)
    session.sheet(
        output(format_, file),
        tables.target_sheet(tracker.catalogue, found),
        shapes.target(found, tracker.catalogue),
    )
