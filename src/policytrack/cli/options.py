"""Options that several commands share, and what the shell offers to complete them."""

from pathlib import Path
from typing import Annotated

import typer

from policytrack.cli.session import Format, Output, Plain, Session
from policytrack.text import printable

_FORMAT = typer.Option("-O", "--format", help="Format of the result. ‖ 输出格式", show_default=False)
FormatOption = Annotated[Plain | None, _FORMAT]
ReportFormatOption = Annotated[Format | None, _FORMAT]
FileOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help="Write to a file; its ending sets the format. ‖ 写入文件,按后缀定格式",
        dir_okay=False,
    ),
]


def session_of(ctx: typer.Context) -> Session:
    """The run that a command belongs to."""
    session = ctx.obj
    assert isinstance(session, Session)
    return session


def output(format_: Format | None, file: Path | None) -> Output:
    """-O and -o together."""
    return Output(format_, file)


def _catalogue(ctx: typer.Context) -> "list[tuple[str, str, str]]":
    """(kind, id, name) of everything in the workspace, or nothing where it cannot be read."""
    from policytrack.errors import PolicytrackError

    try:
        found = (ctx.obj if isinstance(ctx.obj, Session) else Session("en")).tracker().catalogue
    except PolicytrackError:
        return []
    named = [("indicator", one.id, one.name.en) for one in found.indicators.values()]
    named += [("target", one.id, found.indicators[one.indicator].name.en) for one in found.targets.values()]
    named += [("plan", one.id, one.title.en) for one in found.plans.values()]
    return named + [("source", one.id, one.title.en) for one in found.sources.values()]


def _ids(kind: str, ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    return [(id_, printable(name)) for one, id_, name in _catalogue(ctx) if one == kind and id_.startswith(incomplete)]


def complete_indicator(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Indicator ids for the shell."""
    return _ids("indicator", ctx, incomplete)


def complete_target(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Target ids for the shell."""
    return _ids("target", ctx, incomplete)


def complete_plan(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Plan ids for the shell."""
    return _ids("plan", ctx, incomplete)


def complete_source(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Source ids for the shell."""
    return _ids("source", ctx, incomplete)


PlanOption = Annotated[
    str | None,
    typer.Option("--plan", metavar="PLAN", help="Only this plan's. ‖ 只看某规划", autocompletion=complete_plan),
]
LeadOption = Annotated[
    str | None, typer.Option("--lead", metavar="BODY", help="Only those a body leads. ‖ 只看某责任单位")
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        help="Who says so; default: the user. ‖ 记录人,默认为当前用户",
        envvar="POLICYTRACK_BY",
    ),
]


YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask. ‖ 不询问")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what it would do. ‖ 只预览,不写入")]


def person(by: str | None) -> str:
    """Who is at the keyboard: as given, else the login name."""
    if by and by.strip():
        return by.strip()
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
