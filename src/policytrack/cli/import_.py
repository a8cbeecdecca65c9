"""`policytrack import`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from policytrack.cli.language import Command
from policytrack.cli.options import ByOption, DryRunOption, YesOption, person, session_of
from policytrack.cli.session import Session
from policytrack.errors import Refused
from policytrack.importing import Batch
from policytrack.text import Text

app = typer.Typer(rich_markup_mode=None, add_completion=False)
SHOWN = 20  # rejected rows and doubts that are listed one by one


@app.command("import", cls=Command)
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV with the columns indicator, time_period, value, source. ‖ CSV,列为指标、时期、数值、来源等",
        ),
    ],
    by: ByOption = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record many actuals from a table, all or none. ‖ 从表格批量记录实际值,要么全部写入,要么都不写。"""
    from datetime import datetime

    from policytrack.tabular import read_csv

    session = session_of(ctx)
    tracker = session.tracker()
    batch = tracker.read_table(read_csv(file), person(by), datetime.now().astimezone())
    _tell(session, batch)
    if batch.rejected:
        zh, en = (
            f"{len(batch.rejected)}行不能导入,未写入任何数据",
            f"{_rows(len(batch.rejected))} rejected, nothing is stored",
        )
        session.tell(Text(zh, en))
        raise typer.Exit(1)
    if dry_run:
        session.say(Text("(预览,未写入)", "(dry run, nothing is stored)"))
        return
    if batch.rows:
        if not yes:
            _ask(session, len(batch.rows))
        tracker.add(batch)
        zh, en = (
            f"已导入{len(batch.rows)}条 → {tracker.store.place}",
            f"imported {_rows(len(batch.rows))} → {tracker.store.place}",
        )
        session.say(Text(zh, en))


def _rows(count: int) -> str:
    return f"{count} row" + ("" if count == 1 else "s")


def _tell(session: Session, batch: Batch) -> None:
    """What was understood: how many rows of what kind, which are rejected, which are doubtful."""
    new, revised, confirmed, known = (
        batch.outcomes.get(name, 0) for name in ("new", "revision", "confirms", "unchanged")
    )
    total = new + revised + confirmed + known
    session.say(
        Text(
            f"读出{total}条,涉及{batch.indicators}项指标:新增{new},修订{revised},与数据文件一致{confirmed},已有{known}",
            f"{_rows(total)} read, of {batch.indicators} indicators: {new} new, {revised} revisions, "
            f"{confirmed} that confirm the data files, {known} in the store already",
        )
    )
    if batch.ignored:
        listed = ", ".join(batch.ignored)
        session.tell(Text(f"注意:未使用的列:{listed}", f"note: columns not used: {listed}"))
    for line, question in batch.doubts[:SHOWN]:
        session.tell(Text(f"注意:第{line}行:{question.zh}", f"note: line {line}: {question.en}"))
    for line, problem in batch.rejected[:SHOWN]:
        hint = problem.hint or Text("", "")
        zh, en = f"第{line}行:{problem.message.zh}", f"line {line}: {problem.message.en}"
        session.tell(Text(zh + (f"({hint.zh})" if hint.zh else ""), en + (f" ({hint.en})" if hint.en else "")))
    more = max(len(batch.doubts) - SHOWN, 0) + max(len(batch.rejected) - SHOWN, 0)
    if more:
        session.tell(Text(f"……另有{more}行", f"… and {more} more lines"))


def _ask(session: Session, count: int) -> None:
    question = Text(f"将写入{count}条", f"{_rows(count)} will be stored")
    if not sys.stdin.isatty():
        zh, en = "确认无误请加 --yes,或先用 --dry-run 预览", "add --yes if it is right, or look first with --dry-run"
        raise Refused(question, Text(zh, en))
    if not typer.confirm(session.word(Text(question.zh + "。继续?", question.en + ". Go on?")), err=True):
        raise Refused(Text("未写入", "nothing is stored"))
