"""`list` and `show`, which every kind of record has."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policytrack.cli.language import Command, Group
from policytrack.cli.options import FileOption, FormatOption, output, session_of

if TYPE_CHECKING:
    from policytrack.drawing.table import Table
    from policytrack.lookup import RecordKind
    from policytrack.tracker import Tracker

Complete = Callable[[typer.Context, str], list[tuple[str, str]]]


def group(kind: "RecordKind", help_: str, show_help: str, complete: Complete) -> typer.Typer:
    """A group with `show NAME` for one kind of record: target, indicator, plan or source."""
    app = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None, add_completion=False, help=help_)
    how = "Id, unique prefix or name. ‖ 标识、前缀或名称"
    name_argument = typer.Argument(metavar=kind.upper(), help=how, autocompletion=complete)

    @app.command("show", cls=Command, help=show_help)
    def show(
        ctx: typer.Context,
        name: Annotated[str, name_argument],
        format_: FormatOption = None,
        file: FileOption = None,
    ) -> None:
        from policytrack.drawing import record_sheets

        session = session_of(ctx)
        tracker = session.tracker()
        found = tracker.find(kind, name)
        sheet = record_sheets.SHEETS[kind](tracker.catalogue, found)
        if kind == "target":
            sheet += record_sheets.context(tracker.target_context(found))
        session.sheet(output(format_, file), sheet, table_of(kind, tracker, [found]).records[0])

    return app


def add_list(app: typer.Typer, kind: "RecordKind", help_: str) -> None:
    """Add `list`, of every record of the kind."""

    @app.command("list", cls=Command, help=help_)
    def list_(ctx: typer.Context, format_: FormatOption = None, file: FileOption = None) -> None:
        session = session_of(ctx)
        tracker = session.tracker()
        session.table(output(format_, file), table_of(kind, tracker, tracker.every(kind)))


def table_of(kind: "RecordKind", tracker: "Tracker", chosen: Iterable[Any]) -> "Table":
    """The kind's table of the chosen records."""
    from policytrack.drawing.lists import LISTS

    return LISTS[kind](tracker.catalogue, chosen)
