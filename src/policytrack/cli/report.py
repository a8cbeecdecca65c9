"""`policytrack report`."""

from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from policytrack.assessing.verdict import VERDICTS, Verdict
from policytrack.cli.language import Command
from policytrack.cli.options import (
    FileOption,
    LeadOption,
    PlanOption,
    ReportFormatOption,
    complete_target,
    output,
    session_of,
)
from policytrack.cli.progress import assessing, drawing
from policytrack.cli.session import OFFICE, Output, Session
from policytrack.errors import Refused
from policytrack.text import Text, counted

if TYPE_CHECKING:
    from datetime import date

    from policytrack.reporting.report import Report

MethodWord = Literal["open-sdg", "time-progress", "linear", "attainment", "all"]
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=Command)
def report(
    ctx: typer.Context,
    plan: PlanOption = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--target",
            metavar="TARGET",
            help="Only this target. ‖ 只看某目标",
            autocompletion=complete_target,
        ),
    ] = None,
    verdict: Annotated[
        Verdict | None,
        typer.Option("--verdict", metavar="VERDICT", help="Only with this verdict. ‖ 只看某结论"),
    ] = None,
    lead: LeadOption = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="As of this day; default: today. ‖ 评估日,默认今天"),
    ] = None,
    recorded_by: Annotated[
        str | None,
        typer.Option("--recorded-by", metavar="DATE", help="With what was known that day. ‖ 只用该日前已知的数据"),
    ] = None,
    method: Annotated[
        MethodWord | None,
        typer.Option(
            "--method", help="Default: each plan's own; all: side by side. ‖ 评估方法,默认按规划;all 并列各方法"
        ),
    ] = None,
    series: Annotated[
        bool, typer.Option("--series", help="With the parts (districts, sub-parks), ranked. ‖ 列出各分项并排名")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="And what moved since that day. ‖ 另列该日以来的变化"),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option("--fail-on", metavar="VERDICT", help="Exit 1 if any has it; repeatable. ‖ 有此结论则退出码为1"),
    ] = None,
    format_: ReportFormatOption = None,
    file: FileOption = None,
) -> None:
    """What became of the targets: verdicts with their reasons and sources. ‖ 目标执行情况:结论、理由与来源。"""
    from datetime import date

    from policytrack.reporting.query import Query

    session = session_of(ctx)
    for word in fail_on or ():
        if word not in VERDICTS:
            raise Refused(
                Text(f"没有这个结论:{word!r}", f"there is no verdict {word!r}"),
                Text.same(", ".join(VERDICTS)),
            )
    day = read_day(as_of) if as_of else date.today()
    known = read_day(recorded_by) if recorded_by else None
    earlier = read_day(since) if since else None
    if earlier and earlier > day:
        raise Refused(Text(f"--since {earlier} 晚于评估日 {day}", f"--since {earlier} is after the report's day {day}"))
    tracker = session.tracker()
    chosen = output(format_, file)
    wanted = chosen.chosen()
    drawn = wanted == "html" or (wanted == "table" and target is not None)
    query = Query(day, known, method, plan, target, verdict, lead, series, earlier, details=drawn)
    if wanted in OFFICE:
        from policytrack.cli.office import write

        made = write(session, tracker, query, chosen)
    elif wanted == "json":
        with assessing(session.lang) as watch:
            text, made = tracker.report_json(query, watch, narrow=session.is_narrow(file))
        session.write_utf8(text, file)
    else:
        with assessing(session.lang) as watch:
            made = tracker.report(query, watch)
        session.emit(chosen, {
            "table": lambda: _drawn(made, session, chosen),
            "csv": lambda: _annex(made, session),
            "markdown": lambda: _page(made, session),
            "html": lambda: _webpage(made, session),
        })  # fmt: skip
    if made.left_out:
        zh, en = (
            f"有{made.left_out}条记录无法使用,未计入",
            f"{counted(made.left_out, 'recorded value')} could not be used",
        )
        session.tell(Text(f"{zh};policytrack check 列出", f"{en}; `policytrack check` tells why"))
    if any(made.summary.counts[cast(Verdict, word)] for word in fail_on or ()):
        raise typer.Exit(1)


def _drawn(made: "Report", session: Session, chosen: Output) -> str:
    from policytrack.drawing.screen import report

    with drawing(session.lang) as watch:
        return report.report(made, session.screen(chosen.file), watch)


def _annex(made: "Report", session: Session) -> str:
    from policytrack.drawing.annex import annex

    return session.csv(annex(made))


def _page(made: "Report", session: Session) -> str:
    from policytrack.drawing import markdown

    return markdown.report(made, session.lang)


def _webpage(made: "Report", session: Session) -> str:
    from policytrack.drawing.html import page

    return page.page(made, session.lang)


def read_day(written: str) -> "date":
    """A full date.

    Raises:
        Refused: it is not one.
    """
    from datetime import date

    from policytrack.period import LATEST

    try:
        day = date.fromisoformat(written.strip())
        if day.year > LATEST:
            raise ValueError
        return day
    except ValueError:
        raise Refused(
            Text(f"读不出日期:{written!r}", f"not a date: {written!r}"),
            Text("如 2026-11-20", "like 2026-11-20"),
        ) from None
