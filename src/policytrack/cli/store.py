"""`policytrack store`."""

import typer

from policytrack.cli.language import Command, Group
from policytrack.cli.options import FileOption, FormatOption, output, session_of
from policytrack.text import Text

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    help="The store of recorded actuals. ‖ 实际值存储",
)


@app.callback()
def store() -> None:
    """The store of recorded actuals. ‖ 实际值存储"""


@app.command("info", cls=Command)
def info(ctx: typer.Context, format_: FormatOption = None, file: FileOption = None) -> None:
    """Where the store is, what it holds, and whether it is sound. ‖ 存储的位置、内容与完整性"""
    session = session_of(ctx)
    found = session.tracker().store_info()
    state = (
        Text("尚未建立", "not made yet")
        if not found.exists
        else Text("正常", "sound")
        if found.integrity == "ok"
        else Text.same(found.integrity)
    )
    session.sheet(
        output(format_, file),
        [
            (Text("引擎", "Engine"), found.engine),
            (Text("位置", "Place"), found.place),
            (Text("状态", "State"), state),
            (Text("记录数", "Rows"), found.rows),
            (Text("其中已撤回", "Retracted"), found.retracted),
            (Text("大小(字节)", "Size (bytes)"), found.size),
            (Text("格式版本", "Schema version"), found.schema_version),
        ],
        found._asdict(),
    )
