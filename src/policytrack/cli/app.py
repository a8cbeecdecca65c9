"""The root command: lazy groups, the options that every command takes, and one place for errors and exit codes."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import typer
from typer import _click
from typer.core import TyperOption

from policytrack.cli.language import Group, language, localise, side, usage_error
from policytrack.cli.session import Session
from policytrack.errors import CannotLoad, PolicytrackError
from policytrack.text import Lang, Text, printable

# command -> (module of this package, its one-line help); a module is imported only when its command is used
_COMMANDS = {
    "targets": ("targets", "What the plans ask for. ‖ 规划目标"),
    "indicators": ("indicators", "What is measured. ‖ 指标"),
    "plans": ("plans", "The plans. ‖ 规划"),
    "sources": ("sources", "The documents. ‖ 来源文件"),
    "record": ("record", "Record an actual. ‖ 记录实际值"),
    "history": ("history", "Every value of an indicator, with its source. ‖ 指标的全部数值及来源"),
    "import": ("import_", "Record many actuals from a table. ‖ 批量导入实际值"),
    "export": ("export", "Everything that was recorded, as CSV, JSON or a data package. ‖ 导出全部记录"),
    "retract": ("retract", "Withdraw a recorded actual. ‖ 撤回已记录的值"),
    "report": ("report", "What became of the targets, and why. ‖ 目标执行情况报告"),
    "check": ("check", "Read the data critically. ‖ 检查数据"),
    "init": ("init", "Start a workspace of your own. ‖ 新建工作区"),
    "schema": ("schema", "The shape of the data files, as JSON Schema. ‖ 数据文件格式(JSON Schema)"),
    "store": ("store", "The store of recorded actuals. ‖ 实际值存储"),
}


def common_options() -> list[TyperOption]:
    """--data, --store and --lang, which every command takes before and after its name."""

    def keep(ctx: _click.Context, param: _click.Parameter, value: str | None) -> None:
        if param.name == "lang" and value not in {None, "zh", "en"}:
            raise typer.BadParameter(f"{value!r}: zh, en", ctx=ctx, param=param)
        if value is not None and isinstance(ctx.obj, Session) and param.name:
            ctx.obj.chosen[param.name] = value

    def option(name: str, metavar: str, help_: str) -> TyperOption:
        return TyperOption(param_decls=[f"--{name}"], metavar=metavar, help=help_, expose_value=False, callback=keep)

    return [
        option(
            "data",
            "FOLDER",
            "The workspace; default: here, above, else the Beijing plans. ‖ 工作区,默认当前或上级文件夹,否则自带数据",
        ),
        option("store", "URL", "sqlite:///path or postgresql://…; default: in the workspace. ‖ 存储地址,默认在工作区"),
        option("lang", "zh|en", "Language; default: the locale's. ‖ 语言,默认按系统"),
    ]


def with_common_options(command: Any) -> None:
    """Give a command and its subcommands the common options."""
    if not any(parameter.name == "lang" for parameter in command.params):
        command.params.extend(common_options())
    for inner in getattr(command, "commands", {}).values():
        with_common_options(inner)


class Root(Group):
    """`policytrack` itself."""

    def list_commands(self, ctx: _click.Context) -> list[str]:  # noqa: ARG002 - the interface's
        """The commands in the order of a first session."""
        return list(_COMMANDS)

    def get_command(self, ctx: _click.Context, cmd_name: str) -> _click.Command | None:
        """A command, imported when it is used."""
        if cmd_name not in _COMMANDS:
            return None
        module, _ = _COMMANDS[cmd_name]
        command: Any = typer.main.get_command(import_module(f"policytrack.cli.{module}").app)
        command.name = cmd_name
        with_common_options(command)
        localise(command, ctx.obj.lang if isinstance(ctx.obj, Session) else "en")
        return command  # type: ignore[no-any-return]  # typer's own commands are untyped here

    def format_commands(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        """The list of commands, without importing one."""
        lang = ctx.obj.lang if isinstance(ctx.obj, Session) else "en"
        with formatter.section("Commands"):
            formatter.write_dl([(name, side(text, lang)) for name, (_, text) in _COMMANDS.items()])

    def resolve_command(self, ctx: _click.Context, args: list[str]) -> Any:
        """The command that is meant; a wrong name is answered with the nearest."""
        names: dict[str, Any] = dict.fromkeys(_COMMANDS)
        self.commands = names  # the suggestions look at the names only
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *rest: Any, **extra: Any) -> Any:  # noqa: ARG002 - it has one name
        """Run, and end with the exit code that the outcome has."""
        arguments = list(sys.argv[1:] if args is None else args)
        session = Session(language(arguments, os.environ))
        with_common_options(self)
        localise(self, session.lang)
        _tolerate_narrow_consoles()
        extra = {**extra, "standalone_mode": False, "obj": session}
        try:
            code = super().main(arguments, "policytrack", *rest, **extra)
        except _click.exceptions.UsageError as error:
            _usage(error, session.lang)
        except _click.exceptions.ClickException as error:
            _stop(error.format_message(), 2)
        except typer.Abort:
            _stop(session.word(Text("已取消", "cancelled")), 2)
        except PolicytrackError as error:
            _stop(told(error, session.lang), error.exit_code)
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - whoever read has gone
            sys.exit(1)
        except Exception as error:
            if os.environ.get("POLICYTRACK_DEBUG"):
                raise
            _stop(_unexpected(error, session.lang), 70)
        sys.exit(code if isinstance(code, int) else 0)


def told(error: PolicytrackError, lang: Lang) -> str:
    """An error as the person at the terminal reads it."""
    lines = [("错误:" if lang == "zh" else "error: ") + error.message.to(lang)]
    if isinstance(error, CannotLoad):
        for finding in error.findings:
            lines += ["", f"{finding.place or ''}  {finding.message.to(lang)}  [{finding.code}]"]
            lines += [finding.excerpt] if finding.excerpt else []
            lines += ["  → " + finding.hint.to(lang)] if finding.hint else []
    if error.hint:
        lines.append(("建议:" if lang == "zh" else "hint: ") + error.hint.to(lang))
    return "\n".join(lines)


def _usage(error: _click.exceptions.UsageError, lang: Lang) -> NoReturn:
    if isinstance(error, _click.exceptions.NoArgsIsHelpError):
        _stop(error.format_message(), 2)
    usage = error.ctx.get_usage() + "\n" if error.ctx else ""
    _stop(usage + usage_error(error, lang), 2)


def _unexpected(error: Exception, lang: Lang) -> str:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    where = f"{os.path.basename(frame.tb_frame.f_code.co_filename)}:{frame.tb_lineno}" if frame else "?"  # noqa: PTH119
    what = f"{type(error).__name__}: {error} ({where})"
    text = Text(
        f"程序内部错误:{what}\n数据未被改动。设 POLICYTRACK_DEBUG=1 可查看详情,请反馈。",
        f"internal error: {what}\nSet POLICYTRACK_DEBUG=1 to see where, and please report it.",
    )
    return text.to(lang)


def _stop(message: str, code: int) -> NoReturn:
    print(printable(message), file=sys.stderr)  # noqa: T201 - the one place where errors are told
    sys.exit(code)


def _tolerate_narrow_consoles() -> None:
    """A console that cannot encode a character shows its escape instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


app = typer.Typer(
    cls=Root,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(ctx: typer.Context, wanted: bool) -> None:
    if wanted:
        from policytrack import __version__

        typer.echo(f"policytrack {__version__}")
        ctx.exit()


@app.callback()
def policytrack(
    version: bool = typer.Option(
        False, "--version", is_eager=True, callback=_version, help="Show the version. ‖ 显示版本"
    ),
) -> None:
    """What became of a plan's numbers. ‖ 规划目标监测:目标有原文,数据有来源,结论有理由。"""


def main() -> NoReturn:
    """Run the command line, and end without taking the process apart: what was written is flushed, nothing is open."""
    gc.disable()  # a run is short, and looking for garbage among a hundred thousand records costs more than it frees
    try:
        app()
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    else:
        code = 0
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 1
    os._exit(code)
