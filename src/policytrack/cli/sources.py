"""`policytrack sources`."""

from pathlib import Path
from typing import Annotated

import typer

from policytrack.cli.groups import add_list, group
from policytrack.cli.language import Command
from policytrack.cli.options import FileOption, FormatOption, complete_source, output, session_of
from policytrack.cli.progress import watched
from policytrack.cli.session import Format
from policytrack.errors import Refused
from policytrack.text import Text, counted

app = group(
    "source",
    "The documents that targets and values come from. ‖ 来源文件",
    "Show a source. ‖ 查看来源",
    complete_source,
)
add_list(app, "source", "List the sources. ‖ 列出来源")
_HOW = "Id, unique prefix or title. ‖ 标识、前缀或标题"


@app.command("attach", cls=Command)
def attach(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="SOURCE", help=_HOW, autocompletion=complete_source)],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The document's text. ‖ 文件全文(文本)")],
) -> None:
    """Keep a copy of a document's text, for quotes to be checked against. ‖ 附上文件全文,用于核对引文。"""
    from policytrack.files import attachments

    session = session_of(ctx)
    source, text, place = session.tracker().attach(name, file)
    session.tell(Text(f"已附上 {source.id} 的全文 → {place}", f"the text of {source.id} is attached → {place}"))
    digest = attachments.digest(text)
    session.say(Text.same(f"text: {{sha256: {digest}, characters: {len(text)}}}"))
    if source.text_sha256 and source.text_sha256 != digest:
        zh, en = (
            "与数据文件中的 text 不同:引文须重新核对",
            "it differs from the data file's `text`: check its quotes again",
        )
        session.tell(Text("注意:" + zh, "note: " + en))


@app.command("verify", cls=Command)
def verify(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[SOURCE]", help=_HOW, autocompletion=complete_source)] = None,
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """Find every quote in its attached text: once, and where. ‖ 核对引文是否在全文中、是否唯一、在第几行。"""
    from policytrack.drawing import lists

    session = session_of(ctx)
    with watched(Text("核对引文", "finding the quotes"), session.lang) as watch:
        found, without, changed = session.tracker().verify(name, watch)
    session.table(output(format_, file), lists.located(found))
    for source in changed:
        zh, en = "的全文与数据文件所记不同", "is not the text that its data file names"
        session.tell(Text(f"{source.id} {zh}", f"{source.id}: this {en}"))
    if without:
        zh, en = (
            f"{len(without)}个来源没有附上全文,未核对",
            f"no text attached, and so not verified: {counted(len(without), 'source')}",
        )
        session.tell(Text(zh, en))
    if changed or any(one.state != "found" for one in found):
        raise typer.Exit(1)


@app.command("scan", cls=Command)
def scan(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="FILE|SOURCE",
            help="A text file, or a source's id. ‖ 文本文件或来源标识",
            autocompletion=complete_source,
        ),
    ],
    as_draft: Annotated[
        bool,
        typer.Option(
            "--draft", help="Write YAML (or -O json) for the unaccounted. ‖ 为未登记的数量起草YAML(或 -O json)"
        ),
    ] = False,
    format_: FormatOption = None,
    file: FileOption = None,
) -> None:
    """List every quantity of a text and what accounts for it. ‖ 列出文中每个数量及其归属,未登记的一目了然。"""
    from policytrack.drawing import lists

    session = session_of(ctx)
    tracker = session.tracker()
    with watched(Text("读取全文", "reading the text"), session.lang) as watch:
        made, source, text = tracker.scan(name, watch)
    if as_draft:
        from policytrack.drawing import draft_yaml
        from policytrack.reading.document import draft

        drafted = draft.draft(made, text, tracker.catalogue)
        if _wants_json(format_, file):
            session.write(session.json(draft_yaml.as_record(drafted), file), file)
        else:
            session.write(draft_yaml.as_yaml(drafted, source.id if source else Path(name).stem, session.lang), file)
    else:
        session.table(output(format_, file), lists.scanned(made))
    passed = sum(made.passed.values())
    of = Text("", "") if source is None else Text(f"{source.id}:", f"{source.id}: ")
    session.tell(
        Text(
            f"{of.zh}{len(made.found)}个数量,未登记{made.unaccounted}个;另有{passed}处为年份、日期、文号序号、名称等,未列",
            f"{of.en}{len(made.found)} quantities, {made.unaccounted} unaccounted; "
            f"{passed} years, dates, numbers of documents and lists, names and articles are passed by",
        )
    )
    if made.unaccounted and not as_draft:
        raise typer.Exit(1)


def _wants_json(format_: Format | None, file: Path | None) -> bool:
    """Whether a draft is wanted as JSON; else it is YAML, which is what a curator pastes."""
    if format_ in {None, "json"}:
        return format_ == "json" or (file is not None and file.suffix.lower() == ".json")
    raise Refused(
        Text(f"草稿不能输出为 {format_}", f"a draft is not written as {format_}"),
        Text("默认为YAML;另可用 -O json", "it is YAML, or JSON with -O json"),
    )
