"""`policytrack targets`."""

import typer

from policytrack.cli.groups import group, table_of
from policytrack.cli.language import Command
from policytrack.cli.options import (
    FileOption,
    FormatOption,
    LeadOption,
    PlanOption,
    complete_target,
    output,
    session_of,
)

app = group(
    "target",
    "What the plans ask for. ‖ 规划目标",
    "Show a target and the words that set it. ‖ 查看目标及其原文",
    complete_target,
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
    session = session_of(ctx)
    tracker = session.tracker()
    session.table(output(format_, file), table_of("target", tracker, tracker.targets(plan, lead)))
