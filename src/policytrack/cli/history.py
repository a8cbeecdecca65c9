"""`policytrack history`."""

from typing import Annotated

import typer

from policytrack.cli.language import Command
from policytrack.cli.options import FileOption, FormatOption, complete_indicator, output, session_of

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=Command)
def history(
    ctx: typer.Context,
    indicator: Annotated[
        str | None,
        typer.Argument(
            metavar="INDICATOR",
            help="Default: every indicator. ‖ 默认为全部指标",
            autocompletion=complete_indicator,
        ),
    ] = None,
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """Every value ever stated or recorded, the superseded and the retracted too. ‖ 全部数值,含被替代和已撤回的。"""
    from datetime import date

    from policytrack.drawing import lists

    session = session_of(ctx)
    tracker = session.tracker()
    session.table(output(format_, file), lists.history(tracker.catalogue, tracker.history(indicator, date.today())))
