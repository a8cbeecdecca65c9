"""The report as a workbook or a Word document, where the packages that write them are installed."""

from importlib.util import find_spec

from policytrack.cli.progress import assessing, drawing
from policytrack.cli.session import Output, Session, accepts_bytes
from policytrack.errors import Refused
from policytrack.reporting.query import Query
from policytrack.reporting.report import Report
from policytrack.text import Text
from policytrack.tracker import Tracker

_NEEDS = {"xlsx": ("xlsxwriter", "sheets"), "docx": ("docx", "word")}  # the package, and the extra that brings it


def write(session: Session, tracker: Tracker, query: Query, output: Output) -> Report:
    """Make the report and write it.

    Raises:
        Refused: the package is missing, the result would go to a terminal, or the file cannot be written.
    """
    kind = output.chosen()
    package, extra = _NEEDS[kind]
    if find_spec(package) is None:
        raise Refused(
            Text(f"没有安装写 {kind} 所需的组件", f"what writes {kind} is not installed"),
            Text.same(f"pip install 'policytrack[{extra}]'"),
        )
    accepts_bytes(output)
    lang = session.lang
    with assessing(lang) as watch:
        made = tracker.report(query, watch)
    if kind == "xlsx":
        from policytrack.drawing import vintage_table
        from policytrack.drawing.office import workbook

        values = vintage_table.table(tracker.catalogue, tracker.vintages(made))
        with drawing(lang) as watch:
            content = workbook.workbook(made, values, lang, watch)
    else:
        from policytrack.drawing.office import word

        with drawing(lang) as watch:
            content = word.document(made, tracker.catalogue.sources, lang, watch)
    session.write_bytes(content, output.file)
    return made
