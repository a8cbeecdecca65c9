"""The report as a workbook or a Word document, where the packages that write them are installed."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import NamedTuple

from policytrack.cli.progress import assessing, drawing
from policytrack.cli.session import Format, Output, Session, accepts_bytes
from policytrack.errors import Refused
from policytrack.reporting.query import Query
from policytrack.reporting.report import Report
from policytrack.text import Lang, Text
from policytrack.tracker import Tracker


class Office(NamedTuple):
    """A kind of file: the package that writes it, the extra that brings that, and what makes the file's bytes."""

    package: str
    extra: str
    content: Callable[[Report, Tracker, Lang], bytes]


def write(session: Session, tracker: Tracker, query: Query, output: Output) -> Report:
    """Make the report and write it.

    Raises:
        Refused: the package is missing, the result would go to a terminal, or the file cannot be written.
    """
    kind = output.chosen()
    office = KINDS[kind]
    if find_spec(office.package) is None:
        raise Refused(
            Text(f"没有安装写 {kind} 所需的组件", f"what writes {kind} is not installed"),
            Text.same(f"pip install 'policytrack[{office.extra}]'"),
        )
    accepts_bytes(output)
    with assessing(session.lang) as watch:
        report = tracker.report(query, watch)
    session.write_bytes(office.content(report, tracker, session.lang), output.file)
    return report


def _workbook(report: Report, tracker: Tracker, lang: Lang) -> bytes:
    from policytrack.drawing import vintage_table
    from policytrack.drawing.office import workbook

    values = vintage_table.table(tracker.catalogue, tracker.vintages(report))
    with drawing(lang) as watch:
        return workbook.workbook(report, values, lang, watch)


def _document(report: Report, tracker: Tracker, lang: Lang) -> bytes:
    from policytrack.drawing.office import word

    with drawing(lang) as watch:
        return word.document(report, tracker.catalogue.sources, lang, watch)


KINDS: dict[Format, Office] = {
    "xlsx": Office("xlsxwriter", "sheets", _workbook),
    "docx": Office("docx", "word", _document),
}
