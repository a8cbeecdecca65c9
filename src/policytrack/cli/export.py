"""`policytrack export`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import typer

from policytrack.cli.language import Command
from policytrack.cli.options import complete_indicator, session_of
from policytrack.cli.progress import watched
from policytrack.errors import Refused
from policytrack.text import Text

app = typer.Typer(rich_markup_mode=None, add_completion=False)
ExportFormat = Literal["csv", "json", "datapackage"]
_ENDINGS: dict[str, ExportFormat] = {".csv": "csv", ".json": "json", ".zip": "datapackage"}


@app.command(cls=Command)
def export(
    ctx: typer.Context,
    indicator: Annotated[
        str | None,
        typer.Option(
            "--indicator",
            metavar="INDICATOR",
            help="Only this one's. ‖ 只导出某指标",
            autocompletion=complete_indicator,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="The data files' values too. ‖ 含数据文件中的公布值")
    ] = False,
    standing: Annotated[
        bool,
        typer.Option("--standing", help="Only the value that counts for each period. ‖ 每个时期只导出采用的值"),
    ] = False,
    format_: Annotated[
        ExportFormat | None,
        typer.Option("-O", "--format", help="Format; default: csv. ‖ 格式,默认 csv", show_default=False),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="File; for a data package a folder or .zip. ‖ 写入文件;数据包为文件夹或 .zip"
        ),
    ] = None,
) -> None:
    """Everything that was recorded, every vintage: `import` takes it again. ‖ 导出全部记录(含历次修订),可再导入。"""
    from datetime import date

    from policytrack.exchange import datapackage

    session = session_of(ctx)
    kind = format_ or _by_ending(file)
    if kind == "datapackage" and file is None:
        raise Refused(
            Text("数据包须写入文件夹或 .zip", "a data package needs a place"), Text.same("-o FOLDER, -o FILE.zip")
        )
    tracker = session.tracker()
    rows = tracker.exported(indicator, date.today(), everything=everything, standing_only=standing)
    with watched(Text("导出", "exporting"), session.lang) as watch:
        if kind == "datapackage":
            made = datapackage.build(tracker.catalogue, rows, watch, everything=everything)
        elif kind == "json":
            text = datapackage.to_json(rows, watch, everything=everything)
        else:
            text = datapackage.to_csv(*datapackage.observations(rows, watch, everything=everything))
    if kind == "datapackage":
        assert file is not None
        session.guard(file)
        _pack(made, file)
        session.tell(Text(f"已写入 {file}", f"written to {file}"))
    else:
        session.write(text, file, mark=kind == "csv")
    session.tell(Text(f"{len(rows)}条", f"{len(rows)} row" + ("" if len(rows) == 1 else "s")))


def _by_ending(file: Path | None) -> ExportFormat:
    if file is None:
        return "csv"
    if file.suffix.lower() not in _ENDINGS:
        raise Refused(
            Text(f"不认识的文件类型 {file.suffix!r}", f"no format goes with the ending {file.suffix!r}"),
            Text("用 .csv、.json、.zip,或以 -O 指定格式", "use .csv, .json or .zip, or name the format with -O"),
        )
    return _ENDINGS[file.suffix.lower()]


def _pack(files: Mapping[str, str], place: Path) -> None:
    """Write a data package into a zip file, or into a folder that is empty or holds an earlier one."""
    try:
        if place.suffix.lower() == ".zip":
            _zip(files, place)
            return
        if place.is_dir() and any(place.iterdir()) and not (place / "datapackage.json").is_file():
            raise Refused(
                Text(f"{place} 中有别的文件", f"{place} holds other files"),
                Text("请另选空文件夹", "choose an empty folder"),
            )
        place.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (place / name).unlink(missing_ok=True)  # made anew: a link that was planted there is not followed
            (place / name).write_bytes(content.encode())
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(Text(f"无法写入 {place}:{reason}", f"cannot write {place}: {reason}")) from error


def _zip(files: Mapping[str, str], place: Path) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    with ZipFile(place, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name)  # of 1980: the same rows make the same file
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content.encode())
