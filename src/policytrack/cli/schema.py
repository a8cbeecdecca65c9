"""`policytrack schema`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from policytrack.cli.language import Command
from policytrack.cli.options import session_of

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=Command)
def schema(
    ctx: typer.Context,
    which: Annotated[
        Literal["targets", "source"], typer.Argument(help="targets.yaml, or a file in sources/. ‖ 哪种文件")
    ] = "targets",
    file: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to a file. ‖ 写入文件", dir_okay=False)
    ] = None,
) -> None:
    """The shape of a data file as JSON Schema, for editors. ‖ 数据文件的JSON Schema,供编辑器使用。"""
    from policytrack.files.schema import json_schema

    session = session_of(ctx)
    session.write(session.json(json_schema(which), file), file)
