"""The report as a Word document: a paragraph a plan, the annex table, and the sources of its numbers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from policytrack.assessing.verdict import Verdict
from policytrack.drawing import annex
from policytrack.drawing.office import markup, widths
from policytrack.drawing.office.looks import COLOURS, marked
from policytrack.drawing.office.styles import set_up
from policytrack.drawing.office.widths import Widths
from policytrack.drawing.table import Cell, Column, Numeral, Table, cell
from policytrack.model import Observation, Source
from policytrack.reporting.query import Query
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Lang, Text, printable, web_address
from policytrack.watching import Watch, unwatched
from policytrack.words import narrative, notes
from policytrack.words.methods import disagreement
from policytrack.words.tables import office
from policytrack.words.terms import NO_SOURCE

if TYPE_CHECKING:
    from docx.table import _Cell


def document(report: Report, sources: Mapping[str, Source], lang: Lang, watch: Watch = unwatched) -> bytes:
    """The document's bytes. `sources`: the catalogue's, for the titles and addresses of what is cited."""
    made = _Writer(report, sources, lang, watch)
    made.title()
    for place, section in enumerate(report.sections, 1):
        made.plan(place, section)
    if report.query.since is not None:
        made.changes()
    return made.finished()


def method_columns(query: Query) -> tuple[tuple[Column, ...], Widths]:
    """The columns of the table of every method's verdict, and their widths."""
    views = (*annex.view_columns(query), annex.AGREE)
    own = {**widths.DOCUMENT_METHODS, **{one.key: widths.DOCUMENT_VIEW for one in views}}
    return (*(one for one in annex.ANNEX if one.key in widths.DOCUMENT_METHODS), *views), own


class _Writer:
    """A document that is being written."""

    def __init__(self, report: Report, sources: Mapping[str, Source], lang: Lang, watch: Watch) -> None:
        import docx

        self.report, self.sources, self.lang, self.watch = report, sources, lang, watch
        self.cited: dict[str, int] = {}
        self.made = docx.Document()
        set_up(self.made, report.query.as_of, lang)

    def finished(self) -> bytes:
        out = BytesIO()
        self.made.save(out)
        return out.getvalue()

    def say(self, words: str | Text, style: str) -> None:
        """A paragraph in words of ours."""
        told = words.to(self.lang) if isinstance(words, Text) else words
        self.made.add_paragraph(office.prose(told, self.lang), style=style)

    def title(self) -> None:
        self.say(notes.TITLE, "Title")
        self.say(notes.as_of_line(self.report.query, self.lang), "Subtitle")
        if len(self.report.sections) > 1:
            self.say(narrative.overall(self.report), "Body Text")
        if not self.report.sections:
            self.say(notes.NOTHING_FITS, "Body Text")

    def plan(self, place: int, section: Section) -> None:
        """One plan: heading, paragraph, table, method, sources."""
        self.made.add_heading(printable(section.plan.title.to(self.lang)), 1)
        self.say(narrative.paragraph(section, self.report.query.as_of), "Body Text")
        self.say(office.over_table(place), "Caption")
        first = len(self.cited)
        self._annex(section)
        for note in notes.method_notes(section, self.lang):
            self.say(note, "Note")
        if self.report.query.method == "all":
            self._methods(section)
        self._parts(section)
        self._sources(section, list(self.cited)[first:])

    def changes(self) -> None:
        """What moved since the day that was asked."""
        moved = annex.changes(self.report)
        self.made.add_heading(office.prose(notes.since_line(self.report, self.lang), self.lang), 1)
        if moved.rows:
            self._list(moved, widths.DOCUMENT_CHANGES)

    def _annex(self, section: Section) -> None:
        rows: list[markup.Content] = []
        verdicts: dict[int, Verdict] = {}
        for group, members in groupby(enumerate(section.rows, 1), lambda one: one[1].target.group):
            if group:
                rows.append(printable(group))
            for number, row in members:
                verdicts[len(rows)] = row.result.verdict
                rows.append(self._annex_row(number, row))
        numbers = {column.key for column in annex.ANNEX if column.is_number or column.dated}
        table = self._table(annex.ANNEX, rows, widths.document_annex(self.lang), numbers)
        at = [column.key for column in annex.ANNEX].index("verdict")
        for line, verdict in verdicts.items():
            markup.shade(table[line + 1][at], *COLOURS[verdict])

    def _annex_row(self, number: int, row: Row) -> list[str]:
        cells = annex.annex_cells(number, row)
        shown = {column.key: self._shown(cells[column.key]) for column in annex.ANNEX}
        shown["verdict"] = marked(row.result.verdict, shown["verdict"])
        shown["source"] = self._citations(row)
        return list(shown.values())

    def _shown(self, content: Cell) -> str:
        """A cell's words; a dated figure without its unit, which has a column of its own, over its period."""
        if isinstance(content, Numeral) and content.when:
            return printable(f"{content.bare.to(self.lang)}\n({content.when.to(self.lang)})")
        return printable(cell(content, self.lang))

    def _citations(self, row: Row) -> str:
        """The numbers of the sources of the latest value and, where they are others, of the baseline."""
        latest, start = row.result.latest, row.result.baseline
        last = self._cite(latest.parts if latest else ())
        first = self._cite(start.parts if start else ())
        if not first or first == last:
            return last
        return "\n".join(filter(None, [last, office.BASE.to(self.lang) + first]))

    def _cite(self, observations: Iterable[Observation]) -> str:
        numbers = {self.cited.setdefault(one.source or "", len(self.cited) + 1): None for one in observations}
        return "".join(f"[{number}]" for number in numbers)

    def _methods(self, section: Section) -> None:
        """Every method's verdict side by side; disagreement is said."""
        columns, wide = method_columns(self.report.query)
        rows = [self._views(columns, number, row) for number, row in enumerate(section.rows, 1)]
        self.say(office.BY_METHOD, "Caption")
        self._table(columns, rows, wide, _numbers(columns))

    def _views(self, columns: Sequence[Column], number: int, row: Row) -> list[str]:
        cells = annex.annex_cells(number, row)
        for name, one in row.methods.items():
            key = annex.view_key(name)
            cells[key] = marked(one.verdict, cell(cells[key], self.lang))
        cells[annex.AGREE.key] = f"≠ {disagreement(self.lang)}" if row.methods_disagree else None
        return [printable(cell(cells[column.key], self.lang)) for column in columns]

    def _parts(self, section: Section) -> None:
        parts = annex.parts(self.report._replace(sections=(section,))).without("plan")
        if parts.rows:
            self.say(office.RANKED, "Caption")
            self._list(parts, widths.DOCUMENT_PARTS)

    def _list(self, content: Table, wide: Widths) -> None:
        rows = [[printable(cell(one, self.lang)) for one in row] for row in content.rows]
        self._table(content.columns, rows, wide, _numbers(content.columns))

    def _table(
        self, columns: Sequence[Column], rows: Sequence[markup.Content], wide: Widths, numbers: Collection[str]
    ) -> "list[list[_Cell]]":
        """A table under its headings; its cells, the headings' row first."""
        lines = [[column.heading.to(self.lang) for column in columns], *rows]
        places = {at for at, column in enumerate(columns) if column.key in numbers}
        return markup.set_table(self.made, lines, self.watch(lines), [wide[one.key] for one in columns], places)

    def _sources(self, section: Section, cited: Sequence[str]) -> None:
        """The plan, and what the values rest on, numbered as in the table."""
        self.say(office.SOURCES, "Caption")
        plan = self.sources.get(section.plan.source)
        if plan:
            self._reference(office.prose(office.RESTS_ON.to(self.lang), self.lang), plan)
        for key in cited:
            self._cited_source(f"[{self.cited[key]}] ", key)

    def _cited_source(self, number: str, key: str) -> None:
        known = self.sources.get(key)
        if known:
            self._reference(number, known)
            return
        paragraph = self.made.add_paragraph(number, style="Note")
        if web_address(key):
            markup.link(paragraph, key)
        else:
            paragraph.add_run(printable(key) or NO_SOURCE.to(self.lang))

    def _reference(self, before: str, source: Source) -> None:
        paragraph = self.made.add_paragraph(before + office.reference(source, self.lang), style="Note")
        if source.url:
            markup.link(paragraph, source.url)


def _numbers(columns: Iterable[Column]) -> set[str]:
    return {column.key for column in columns if column.is_number}
