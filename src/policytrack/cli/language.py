"""Help and usage errors in Chinese or English.

A help text is written once as "English ‖ 中文"; the side that is not wanted is cut off before it is shown.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from typer import _click
from typer.core import TyperCommand, TyperGroup

from policytrack.text import Lang

_MARK = " ‖ "
_COMPLETION = {"install_completion": "为当前shell安装补全", "show_completion": "显示当前shell的补全脚本"}
_WORDS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


def side(text: str, lang: Lang) -> str:
    """The wanted side of a help text."""
    english, _, chinese = text.partition(_MARK)
    return chinese if lang == "zh" and chinese else english


def language(arguments: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """What --lang says, else POLICYTRACK_LANG, else the locale; English where nothing speaks of Chinese."""
    for place, argument in enumerate(arguments):
        if argument in {"--lang=zh", "--lang=en"}:
            return "zh" if argument.endswith("zh") else "en"
        if argument == "--lang" and arguments[place + 1 : place + 2] in (["zh"], ["en"]):
            return "zh" if arguments[place + 1] == "zh" else "en"
    names = ("POLICYTRACK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    said = next((environ[name] for name in names if environ.get(name)), "")
    return "zh" if said.lower().startswith("zh") else "en"


class _ChineseHelp(_click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "用法:" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(_WORDS.get(heading, heading))


class _ChineseContext(_click.Context):
    formatter_class = _ChineseHelp


def localise(command: Any, lang: Lang) -> None:
    """Cut a command's help texts, its parameters' and its subcommands', to one language."""
    if lang == "zh":
        command.context_class = _ChineseContext
    for name in ("help", "short_help", "epilog"):
        text = getattr(command, name, None)
        if text:
            setattr(command, name, side(text, lang))
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = side(parameter.help, lang)
        if lang == "zh":
            parameter.help = _COMPLETION.get(parameter.name, getattr(parameter, "help", None))
    for inner in getattr(command, "commands", {}).values():
        localise(inner, lang)


class Command(TyperCommand):
    """A command that speaks both languages, and takes -3.2 for the number that it is: no option begins with a digit."""

    def make_parser(self, ctx: _click.Context) -> Any:
        """The parser of its words."""
        parser: Any = super().make_parser(ctx)
        as_option = parser._process_opts  # the one place where it decides what is an option

        def option_or_number(word: str, state: Any) -> None:
            if word[1:2].isdecimal():
                state.largs.append(word)
            else:
                as_option(word, state)

        parser._process_opts = option_or_number
        return parser

    def get_help_option(self, ctx: _click.Context) -> Any:
        """The --help option, in the context's language."""
        return _help_option(super().get_help_option(ctx), ctx)


class Group(TyperGroup):
    """A group of commands that speaks both languages."""

    def get_help_option(self, ctx: _click.Context) -> Any:
        """The --help option, in the context's language."""
        return _help_option(super().get_help_option(ctx), ctx)


def _help_option(option: Any, ctx: _click.Context) -> Any:
    if option is not None:
        option.help = "显示本说明" if isinstance(ctx, _ChineseContext) else "Show this message and exit."
    return option


def usage_error(error: _click.exceptions.UsageError, lang: Lang) -> str:
    """What a usage error says, in one language."""
    message = error.format_message()
    if lang == "en":
        return f"Error: {message}"
    name = "" if error.ctx is None else error.ctx.command_path
    hint = getattr(getattr(error, "param", None), "human_readable_name", "")
    match type(error).__name__:
        case "NoSuchOption":
            message = f"没有这个选项:{error.option_name}"  # type: ignore[attr-defined]  # of NoSuchOption
            close = getattr(error, "possibilities", None)
            message += f"(是不是 {', '.join(sorted(close))}?)" if close else ""
        case "MissingParameter":
            message = f"缺少参数:{hint}"
        case "BadParameter":
            message = f"参数 {hint} 的值不对:{error.message}"
        case "BadOptionUsage":
            message = f"选项用法不对:{error.option_name}"  # type: ignore[attr-defined]  # of BadOptionUsage
        case _ if message.startswith("No such command"):
            message = "没有这个命令:" + message.removeprefix("No such command ").replace("Did you mean", "是不是")
        case _ if message.startswith("Got unexpected extra argument"):
            message = "多余的参数:" + message[message.rfind("(") + 1 :].rstrip(")")
    return f"错误:{message}" + (f"\n`{name} --help` 查看用法" if name else "")
