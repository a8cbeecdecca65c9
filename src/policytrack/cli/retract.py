"""`policytrack retract`."""

from typing import Annotated

import typer

from policytrack.cli.language import Command
from policytrack.cli.options import ByOption, person, session_of
from policytrack.text import Text

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=Command)
def retract(
    ctx: typer.Context,
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="The record's id, as history shows it. ‖ history 所列的标识")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why. ‖ 原因")],
    by: ByOption = None,
) -> None:
    """Withdraw a recorded actual; it stays in the history. ‖ 撤回已记录的值,历史中仍保留。"""
    from datetime import datetime

    from policytrack.words.outcomes import told_move, told_value

    session = session_of(ctx)
    tracker = session.tracker()
    row, moved = tracker.retract(id_, reason, person(by), datetime.now().astimezone())
    what = told_value(row, tracker.catalogue)
    session.say(Text(f"已撤回:{what.zh}", f"retracted: {what.en}"))
    for move in moved:
        session.say(told_move(move, tracker.catalogue))
