"""`policytrack plans`."""

from typing import Annotated

import typer

from policytrack.cli.language import Command, Group
from policytrack.cli.options import FileOption, FormatOption, complete_plan, output, session_of

app = typer.Typer(
    cls=Group, no_args_is_help=True, rich_markup_mode=None, add_completion=False, help="The plans. ‖ 规划"
)


@app.command("list", cls=Command)
def list_(
    ctx: typer.Context,
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """List the plans. ‖ 列出规划"""
    from policytrack import tables

    session = session_of(ctx)
    tracker = session.tracker()
    session.table(output(format_, file), tables.plans(tracker.catalogue, tracker.catalogue.plans.values()))


@app.command("show", cls=Command)
def show(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="PLAN",
            help="Id, unique prefix or title. ‖ 标识、前缀或名称",
            autocompletion=complete_plan,
        ),
    ],
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """Show one plan. ‖ 查看规划"""
    from policytrack import shapes, tables

    session = session_of(ctx)
    tracker = session.tracker()
    found = tracker.plan(name)
    session.sheet(output(format_, file), tables.plan_sheet(tracker.catalogue, found), shapes.plan(found))
