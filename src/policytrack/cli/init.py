"""`policytrack init`."""

from pathlib import Path
from typing import Annotated

import typer

from policytrack.cli.language import Command
from policytrack.cli.options import session_of
from policytrack.text import Text

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=Command)
def init(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make it in. ‖ 建在哪个文件夹")],
) -> None:
    """Start a workspace of your own: a commented template, no plan data. ‖ 新建工作区:带注释的模板。"""
    from policytrack import tracker

    session = session_of(ctx)
    file = tracker.init(folder, session.lang)
    session.say(Text(f"已新建 {file}", f"made {file}"))
    session.tell(
        Text(
            f"填写后运行:policytrack --data {folder} check",
            f"fill it in, then: policytrack --data {folder} check",
        )
    )
