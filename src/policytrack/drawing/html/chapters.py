"""The report as the parts of a page: every text and number that a template sets, worked out beforehand."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.paths import Mark
from policytrack.assessing.verdict import UNJUDGED, VERDICTS, Verdict
from policytrack.drawing.annex import changes, has_verdict
from policytrack.drawing.chart.plot import Dot, Plot, plot
from policytrack.drawing.glyphs import GLYPHS
from policytrack.drawing.html.references import Link, Reference, Value, link, reference, references, short, value
from policytrack.drawing.table import Table
from policytrack.model import MethodChoice, Plan
from policytrack.period import Period
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import LANGS, Text, in_both
from policytrack.words.charts import labels
from policytrack.words.methods import disagreement, method_note, method_view
from policytrack.words.notes import TITLE, as_of_line, cited, coverage, origin, since_line
from policytrack.words.page import facts
from policytrack.words.reasons import reason_of
from policytrack.words.targets import due_since, target_by_due
from policytrack.words.values import latest_value
from policytrack.words.verdicts import CLASS, summary_line, verdict_word

Fact = tuple[Text, Text]


class Share(NamedTuple):
    """A part of a bar: how many targets have a verdict."""

    verdict: Verdict
    word: Text
    glyph: str
    number: int


class Opinion(NamedTuple):
    """A method's verdict beside others, or a part's beside other parts."""

    name: str
    value: Text
    verdict: Verdict | None
    glyph: str
    word: Text


class Card(NamedTuple):
    """Everything about one target. `marks` are the classes by which filters find it: its verdict, its bodies."""

    anchor: str
    number: int
    id: str
    marks: str
    verdict: Verdict
    glyph: str
    word: Text
    name: Text
    asked: Text
    reason: Text
    source: Text | None
    facts: tuple[Fact, ...]
    plot: Plot | None
    lines: tuple[tuple[Text, ...], ...]
    values: tuple[Value, ...]
    quote: str | None
    section: str | None
    document: Link
    document_number: int | None
    definition: Text
    note: str | None
    lead: str
    methods: tuple[Opinion, ...]
    disagree: Text | None
    parts: tuple[Opinion, ...]


class Chapter(NamedTuple):
    """One plan: its summary and its cards."""

    plan: Plan
    shares: tuple[Share, ...]
    assessed: int
    total: int
    line: Text
    coverage: tuple[Text, ...]
    notes: tuple[Text, ...]
    cards: tuple[Card, ...]
    marks: str
    overdue: tuple[tuple[Text, tuple[Card, ...]], ...]


class PageContent(NamedTuple):
    """The whole page. `bodies` are the lead bodies, each under the number by which cards name it."""

    title: Text
    when: Text
    chapters: tuple[Chapter, ...]
    shares: tuple[Share, ...]
    assessed: int
    total: int
    line: Text
    bodies: tuple[str, ...]
    references: tuple[Reference, ...]
    since: Text | None
    changes: Table | None
    overdue: int


def page_content(report: Report) -> PageContent:
    """The page of a report whose rows have their details."""
    documents = references(report)
    numbers = {source.id: number for number, source in enumerate(documents, 1)}
    bodies = tuple(dict.fromkeys(body for row in report.rows for body in row.target.lead))
    chapters = tuple(_chapter(section, report, numbers, bodies) for section in report.sections)
    return PageContent(
        title=TITLE,
        when=in_both(partial(as_of_line, report.query)),
        chapters=chapters,
        shares=shares(report.rows),
        assessed=_assessed(report.rows),
        total=len(report.rows),
        line=summary_line(report.summary),
        bodies=bodies,
        references=tuple(reference(number, source) for number, source in enumerate(documents, 1)),
        since=None if report.query.since is None else in_both(lambda lang: since_line(report, lang)),
        changes=changes(report) if report.changes else None,
        overdue=sum(len(found) for chapter in chapters for _, found in chapter.overdue),
    )


def shares(rows: Iterable[Row]) -> tuple[Share, ...]:
    """How many targets have each verdict, in the verdicts' order, those that none has left out."""
    counts = dict.fromkeys(VERDICTS, 0)
    for row in rows:
        counts[row.result.verdict] += 1
    return tuple(Share(one, CLASS[one], GLYPHS[one][0], count) for one, count in counts.items() if count)


def _assessed(rows: Sequence[Row]) -> int:
    return sum(row.result.verdict not in UNJUDGED for row in rows)


def _chapter(section: Section, report: Report, numbers: dict[str, int], bodies: Sequence[str]) -> Chapter:
    day = report.query.as_of
    cards = tuple(_card(number, row, report, numbers, bodies) for number, row in enumerate(section.rows, 1))
    late: dict[Text, list[Card]] = {}
    for card, row in zip(cards, section.rows, strict=True):
        if row.result.overdue_months is not None:
            late.setdefault(
                in_both(partial(due_since, row.result.overdue_months, when=row.result.version.due)), []
            ).append(card)
    return Chapter(
        plan=section.plan,
        shares=shares(section.rows),
        assessed=_assessed(section.rows),
        total=len(section.rows),
        line=summary_line(section.summary),
        coverage=tuple(map(Text, *(coverage(section, day, lang) for lang in LANGS))),
        notes=tuple(_note(choice) for choice in section.methods),
        cards=cards,
        marks=" ".join(dict.fromkeys(mark for card in cards for mark in card.marks.split())),
        overdue=tuple((words, tuple(found)) for words, found in late.items()),
    )


def _note(choice: MethodChoice) -> Text:
    return in_both(lambda lang: method_note(choice, lang))


def _card(number: int, row: Row, report: Report, numbers: dict[str, int], bodies: Sequence[str]) -> Card:
    assert row.detail is not None, "a page is made of rows with their details"
    result, words = row.result, cited(row, report.query.as_of)
    drawn = plot(row, report.query.as_of)
    return Card(
        anchor=_anchor(row.target.id),
        number=number,
        id=row.target.id,
        marks=" ".join([f"v-{result.verdict}", *(f"b{bodies.index(body)}" for body in row.target.lead)]),
        verdict=result.verdict,
        glyph=GLYPHS[result.verdict][0],
        word=in_both(lambda lang: verdict_word(result, row.indicator, lang)),
        name=row.indicator.name,
        asked=in_both(partial(target_by_due, result.version, row.indicator, row.unit)),
        reason=reason_of(row),
        source=origin(row),
        facts=tuple(facts(row, report.query.as_of)),
        plot=drawn,
        lines=() if drawn is None else tuple(_lines(drawn)),
        values=tuple(value(one, numbers) for one in row.detail.vintages),
        quote=words.quote,
        section=words.section,
        document=link(row.detail.document),
        document_number=numbers.get(row.detail.document.id),
        definition=row.indicator.definition,
        note=row.target.note,
        lead="、".join(row.target.lead),
        methods=tuple(_method(name, one, row) for name, one in row.methods.items()),
        disagree=in_both(disagreement) if row.methods_disagree else None,
        parts=tuple(map(_part, row.parts)),
    )


def _anchor(id_: str) -> str:
    """An id that a page's address can carry, another for every target."""
    return "t-" + re.sub(r"[^a-zA-Z0-9-]", lambda found: "_" if found[0] == "/" else f"_x{ord(found[0]):x}_", id_)


def _lines(drawn: Plot) -> Iterable[tuple[Text, ...]]:
    """The chart as a table: what is drawn, when, at which value, oldest first."""
    paths = drawn.paths

    def number(level: Decimal) -> Text:
        return drawn.magnitudes.round(level, drawn.vertical.step)

    def what(dot: Dot) -> Text:
        return labels.observed(preliminary=dot.is_preliminary, breaks=dot.is_break)

    def told(marks: Iterable[Mark], word: Text) -> Iterable[tuple[int, Text, Text, Text]]:
        return ((mark.at, word, _at(mark.at), number(mark.level)) for mark in marks)

    corners = [mark for mark in paths.required if mark.at % 12 == 0 or mark.at in {paths.since, paths.due}]
    rows = [(dot.at, what(dot), short(dot.when), dot.label) for dot in drawn.dots]
    rows += told(corners, labels.REQUIRED_VALUE)
    rows += told(paths.milestones, labels.MILESTONE)
    rows += told(paths.projected[-1:], labels.PROJECTED_VALUE)
    if drawn.asked is not None:
        rows.append((paths.due, labels.TARGET, _at(paths.due), drawn.asked))
    return [row[1:] for row in sorted(rows, key=lambda row: row[0])]


def _at(instant: int) -> Text:
    """The month, or year, that ends at an instant."""
    return short(Period.of_year((instant - 1) // 12) if instant % 12 == 0 else Period.of_month(instant - 1))


def _method(name: str, result: Assessment, row: Row) -> Opinion:
    word = in_both(lambda lang: method_view(result, row.indicator, lang))
    return Opinion(name, Text("", ""), result.verdict, GLYPHS[result.verdict][0], word)


def _part(part: Row) -> Opinion:
    shown = in_both(lambda lang: latest_value(part, lang)) if part.result.latest else Text.same("–")
    if not has_verdict(part):
        return Opinion(part.series or "", shown, None, "", Text("", ""))
    word = in_both(lambda lang: verdict_word(part.result, part.indicator, lang))
    return Opinion(part.series or "", shown, part.result.verdict, GLYPHS[part.result.verdict][0], word)
