"""`policytrack import`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policytrack.cli.language import Command
from policytrack.cli.options import ByOption, DryRunOption, YesOption, output, person, session_of
from policytrack.cli.progress import watched
from policytrack.cli.session import Session
from policytrack.errors import Refused
from policytrack.recording.batch import Batch
from policytrack.text import Text, brief

if TYPE_CHECKING:
    from policytrack.files.table_file import TableFile

app = typer.Typer(rich_markup_mode=None, add_completion=False)
MOST_DOUBTS = 20  # that are listed one by one; rejected rows are all listed


@app.command("import", cls=Command)
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV, XLSX, JSON or a data package; - is the standard input. ‖ CSV、XLSX、JSON或数据包,- 为标准输入",
            allow_dash=True,
        ),
    ],
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help="Sheet of a workbook; default: the first. ‖ 工作表,默认第一张"),
    ] = None,
    by: ByOption = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record many actuals from a table, all or none. ‖ 从表格批量记录实际值,要么全部写入,要么都不写。"""
    from datetime import datetime

    from policytrack.drawing import import_preview
    from policytrack.files import table_file

    session = session_of(ctx)
    tracker = session.tracker()
    if str(file) == "-":
        read = table_file.taken(sys.stdin.buffer.read(table_file.LARGEST + 1), "stdin", sheet)
    else:
        read = table_file.read_table(file, sheet)
    with watched(Text("读取数据", "reading rows"), session.lang) as watch:
        batch = tracker.read_table(read.lines, person(by), datetime.now().astimezone(), watch)
    session.table(output(None, None), import_preview.columns(batch.layout))
    if batch.taken:
        session.table(output(None, None), import_preview.first(tracker.catalogue, batch.taken))
    _tell(session, read, batch)
    if batch.rejected:
        _refuse(session, batch)
    if dry_run:
        session.say(Text("(预览,未写入)", "(dry run, nothing is stored)"))
        return
    count = len(batch.rows)
    if not count:
        session.say(Text("没有新内容,未改动", "nothing new, nothing is changed"))
        return
    if not yes:
        _ask(session, count)
    tracker.add(batch)
    place = tracker.store.place
    session.say(Text(f"已导入{count}条 → {place}", f"imported {_rows(count)} → {place}"))


def _rows(count: int, word: str = "row") -> str:
    return f"{count} {word}" + ("" if count == 1 else "s")


def _tell(session: Session, read: "TableFile", batch: Batch) -> None:
    """What was understood: how many rows of what kind, what was passed over, what is doubtful."""
    session.say(_summary(batch))
    if read.others:
        listed = ", ".join(map(brief, read.others[:10]))
        zh, en = f"只读工作表 {read.sheet!r},未读:{listed}", f"only the sheet {read.sheet!r} is read, not {listed}"
        _note(session, zh, f"{en} (--sheet chooses)")
    for line, text in batch.layout.above[:5]:
        _note(
            session,
            f"第{line}行在表头之上,未导入:{brief(text)}",
            f"line {line} stands above the headings: {brief(text)}",
        )
    if batch.layout.unit:
        unit = batch.layout.unit
        _note(session, f"未写单位的数按 {unit} 读", f"numbers without a unit are read in {unit}, as it says there")
    if batch.layout.ignored:
        listed = ", ".join(one[:60] for one in batch.layout.ignored[:20])
        _note(session, f"未使用的列:{listed}", f"columns not used: {listed}")
    unsourced = sum(not one.row.source for one in batch.taken if one.outcome != "unchanged")
    if unsourced:
        zh, en = f"{unsourced}条没有来源", f"{_rows(unsourced)} without a source; check --strict will list what stands"
        _note(session, zh, en)
    for line, question in batch.doubts[:MOST_DOUBTS]:
        _note(session, f"第{line}行:{question.zh}", f"line {line}: {question.en}")
    more = len(batch.doubts) - MOST_DOUBTS
    if more > 0:
        _note(session, f"另有{more}行存疑", f"{_rows(more, 'more line')} to be asked about")


def _note(session: Session, zh: str, en: str) -> None:
    session.tell(Text(f"注意:{zh}", f"note: {en}"))


def _summary(batch: Batch) -> Text:
    new, revised, confirmed, known, restored = (
        batch.count(name) for name in ("new", "revision", "confirms", "unchanged", "restored")
    )
    total, parts = len(batch.taken), sum(one.row.series is not None for one in batch.taken)
    zh = f"读出{total}条,涉及{batch.indicators}项指标:新增{new},修订{revised},与数据文件一致{confirmed},已有{known}"
    en = (
        f"{_rows(total)} read, of {_rows(batch.indicators, 'indicator')}: {new} new, {_rows(revised, 'revision')}, "
        f"{confirmed} that confirm the data files, {known} there already"
    )
    if restored:
        zh += f",按原记录恢复{restored}(保留标识、记录时间和记录人)"
        en += f", {restored} as they were recorded once, with their ids, dates and names"
    if parts:
        zh, en = f"{zh};其中分项{parts}", f"{en}; {parts} of parts"
    if batch.empty:
        zh, en = f"{zh};无数值{batch.empty}格", f"{en}; {_rows(batch.empty, 'cell')} without a value"
    return Text(zh, en)


def _refuse(session: Session, batch: Batch) -> None:
    for line, column, problem in batch.rejected:
        at = Text("", "") if column is None else Text(f",{brief(column)}列", f", column {brief(column)}")
        hint = Text("", "") if problem.hint is None else Text(f"({problem.hint.zh})", f" ({problem.hint.en})")
        zh, en = f"第{line}行{at.zh}:{problem.message.zh}", f"line {line}{at.en}: {problem.message.en}"
        session.tell(Text(zh + hint.zh, en + hint.en))
    count = len(batch.rejected)
    what = _rows(count, "value") if batch.layout.is_wide else _rows(count)
    session.tell(Text(f"{count}处不能导入,未写入任何数据", f"{what} rejected, nothing is stored"))
    raise typer.Exit(1)


def _ask(session: Session, count: int) -> None:
    question = Text(f"将写入{count}条", f"{_rows(count)} will be stored")
    if not sys.stdin.isatty():
        zh, en = "确认无误请加 --yes,或先用 --dry-run 预览", "add --yes if it is right, or look first with --dry-run"
        raise Refused(question, Text(zh, en))
    if not typer.confirm(session.word(Text(question.zh + "。继续?", question.en + ". Go on?")), err=True):
        raise Refused(Text("未写入", "nothing is stored"))
