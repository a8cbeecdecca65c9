"""`policytrack store`."""

from pathlib import Path
from typing import Annotated

import typer

from policytrack.cli.language import Command, Group
from policytrack.cli.options import FileOption, FormatOption, YesOption, output, session_of
from policytrack.errors import StoreUnavailable
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
    sound = found.integrity == "ok"
    state = Text("已建立", "there") if found.exists else Text("尚未建立", "not made yet")
    session.sheet(
        output(format_, file),
        [
            (Text("引擎", "Engine"), found.engine),
            (Text("位置", "Place"), found.place),
            (Text("状态", "State"), state),
            (Text("记录数", "Rows"), found.rows),
            (Text("其中已撤回", "Retracted"), found.retracted),
            (Text("大小(字节)", "Size (bytes)"), found.size),
            (Text("完整性", "Integrity"), Text("正常", "sound") if sound else found.integrity),
            (Text("格式版本", "Schema version"), found.schema_version),
        ],
        found._asdict(),
    )
    if not sound:
        raise typer.Exit(StoreUnavailable.exit_code)


@app.command("init", cls=Command)
def init(
    ctx: typer.Context,
    roles: Annotated[
        str | None,
        typer.Option(
            "--roles",
            metavar="PREFIX",
            help="How the roles on a server are to begin; default: policytrack. ‖ 服务器上角色名的前缀,默认policytrack",
        ),
    ] = None,
) -> None:
    """Make the store, or bring it to the newest schema; on a server with roles. ‖ 建立或升级存储,服务器上连同角色。"""
    session = session_of(ctx)
    store = session.tracker().store
    done = store.init(roles)
    if done.before == done.now:
        session.say(
            Text(f"已是最新格式{done.now}:{store.place}", f"it has the newest schema, {done.now}: {store.place}")
        )
    elif done.before:
        session.say(Text(f"已升级到格式{done.now}:{store.place}", f"brought to schema {done.now}: {store.place}"))
    else:
        session.say(Text(f"已建立,格式{done.now}:{store.place}", f"made, with schema {done.now}: {store.place}"))
    if done.roles:
        reader, recorder = done.roles
        session.say(
            Text(
                f"由管理员授予:\n  GRANT {reader} TO 只读者;\n  GRANT {recorder} TO 记录者;",
                "to let people in, grant their logins one of these:\n"
                f"  GRANT {reader} TO somebody;    -- may read\n  GRANT {recorder} TO somebody;  -- may also record",
            )
        )


@app.command("backup", cls=Command)
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes. ‖ 副本的位置")],
    yes: YesOption = False,
) -> None:
    """Copy the store as of this moment, while others may go on recording. ‖ 备份存储,期间可照常记录。"""
    session = session_of(ctx)
    tracker = session.tracker()
    tracker.backup(file, replace=yes)
    session.say(Text(f"已备份 {tracker.store.place} → {file}", f"copied {tracker.store.place} → {file}"))
