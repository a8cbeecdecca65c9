"""`policytrack record`."""

import sys
from typing import Annotated

import typer

from policytrack.cli.language import Command
from policytrack.cli.options import (
    ByOption,
    DryRunOption,
    YesOption,
    complete_indicator,
    complete_source,
    person,
    session_of,
)
from policytrack.errors import Refused
from policytrack.model import Qualifier, Status
from policytrack.text import Text
from policytrack.words.outcomes import told_move, told_outcome

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=Command, context_settings={"ignore_unknown_options": False})
def record(
    ctx: typer.Context,
    indicator: Annotated[
        str,
        typer.Argument(
            metavar="INDICATOR",
            help="Id, unique prefix or name. ‖ 标识、前缀或名称",
            autocompletion=complete_indicator,
        ),
    ],
    value: Annotated[
        str,
        typer.Argument(metavar="VALUE", help="As written: 8,536.9 or 1.2万件. ‖ 如 8,536.9、1.2万件、超1.3万亿元"),
    ],
    period: Annotated[
        str,
        typer.Option("--period", metavar="PERIOD", help="2024, 2024-06, 2024-Q3 … ‖ 如 2024、2024年11月、2024年1-11月"),
    ],
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="REF",
            help="A source's id, an address or words. ‖ 来源标识、网址或说明",
            autocompletion=complete_source,
        ),
    ] = None,
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="TEXT", help="The words that state it. ‖ 原文")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="When it was published. ‖ 发布日期")
    ] = None,
    qualifier: Annotated[
        Qualifier | None, typer.Option("--qualifier", help="Overrides words such as over. ‖ 限定词")
    ] = None,
    status: Annotated[Status | None, typer.Option("--status", help="How final it is. ‖ 数据状态")] = None,
    series: Annotated[
        str | None, typer.Option("--series", metavar="PART", help="A part, such as a district. ‖ 分园、分区")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A remark. ‖ 备注")] = None,
    by: ByOption = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record an actual, as people write it; a correction is a new record. ‖ 记录实际值;更正即再记一次。"""
    from datetime import datetime

    from policytrack.recording.entry import Entry

    session = session_of(ctx)
    tracker = session.tracker()
    entry = Entry(indicator, value, period, source, quote, published, qualifier, status, series, note)
    now = datetime.now().astimezone()
    proposal = tracker.propose(entry, person(by), now)
    moves = tracker.moves(proposal, now.date())
    if proposal.question and not yes and not dry_run:
        _ask(session.lang == "zh", proposal.question)
    if not dry_run:
        tracker.record(proposal)
    session.say(told_outcome(proposal, tracker.catalogue, tracker.store.place, dry_run=dry_run))
    for move in moves:
        session.say(told_move(move, tracker.catalogue))
    for warning in proposal.warnings:
        session.tell(Text("注意:" + warning.zh, "note: " + warning.en))


def _ask(chinese: bool, question: Text) -> None:
    if not sys.stdin.isatty():
        raise Refused(question, Text("确认无误请加 --yes", "add --yes if it is right"))
    if not typer.confirm(question.zh + "。仍要记录?" if chinese else question.en + ". Record it?", err=True):
        raise Refused(Text("未记录", "not recorded"))
