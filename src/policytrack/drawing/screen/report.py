"""The report on a terminal."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from policytrack.assessing.verdict import Verdict
from policytrack.decimals import percent
from policytrack.drawing.annex import changes, ranking
from policytrack.drawing.glyphs import BAR, EIGHTHS, EMPTY, GLYPHS, SPARKS
from policytrack.drawing.screen.console import NARROWEST, WIDE, Screen, draw, grid
from policytrack.drawing.wrapping import WrappedText as Styled
from policytrack.reporting.report import Report, Row, Section
from policytrack.text import Text, printable
from policytrack.watching import Watch, unwatched
from policytrack.words.headings import EACH_METHOD, INDICATOR, LATEST, PROGRESS, TARGET, VERDICT
from policytrack.words.methods import disagreement, method_note, method_view
from policytrack.words.notes import NOTHING_FITS, as_of_line, since_line, source_line
from policytrack.words.periods import period
from policytrack.words.reasons import reason_of
from policytrack.words.targets import due, goal
from policytrack.words.values import latest_value, paced_at, time_passed
from policytrack.words.verdicts import summary_line, verdict_words

_COLOURS: dict[Verdict, str] = {
    "met": "bold green",
    "missed": "bold red",
    "reached": "bold green",
    "on_track": "green",
    "progressing": "yellow",
    "lagging": "red",
    "reversing": "bold red",
    "awaiting_data": "magenta",
    "insufficient_data": "cyan",
    "no_data": "bright_black",
    "not_due": "bright_black",
}


def report(content: Report, screen: Screen, watch: Watch = unwatched) -> str:
    """The report: plan after plan, each with its summary line and a block a target."""
    parts: list[RenderableType] = []
    for section in content.sections:
        parts.extend(_section(section, content.query.as_of, screen))
    if len(content.sections) > 1:
        parts += [Styled(summary_line(content.summary).to(screen.lang), style="bold")]
    if not content.sections:
        parts += [Styled(NOTHING_FITS.to(screen.lang))]
    if content.query.since is not None:
        parts += [Styled(since_line(content, screen.lang), style="bold")]
        if content.changes:
            parts += [grid(changes(content), screen)]
        parts += [Styled("")]
    parts.append(Styled(as_of_line(content.query, screen.lang), style="dim"))
    return draw(_Watched(parts, watch), screen)


class _Watched:
    """Parts that are drawn one after the other, and watched: a thousand tables take seconds."""

    def __init__(self, parts: Sequence[RenderableType], watch: Watch) -> None:
        self.parts, self.watch = parts, watch

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from self.watch(self.parts)


def _section(section: Section, day: date, screen: Screen) -> Iterable[RenderableType]:
    yield Styled.assemble((printable(section.plan.title.to(screen.lang)), "bold"), f"  {section.plan.id}")
    yield Styled(summary_line(section.summary).to(screen.lang))
    yield Styled("")
    widths = _widths(screen.width)
    headings: tuple[Text, ...] = (INDICATOR, TARGET, LATEST, PROGRESS, VERDICT)
    if len(section.methods) > 1:  # every method's verdict in the room of the last two columns
        widths = [widths[0] - 3, *widths[1:3], widths[3] + 5 + widths[4]]
        headings = (*headings[:3], EACH_METHOD)
    yield _line([Styled(heading.to(screen.lang), style="bold") for heading in headings], widths)
    yield Styled(("─" if screen.glyphs else "-") * (sum(widths) + 2 * (len(widths) - 1)), style="dim")
    for row in section.rows:
        yield _line(_cells(row, screen)[: len(widths)], widths)
        if row.methods_disagree:
            yield Padding(
                Styled(("≠ " if screen.glyphs else "! ") + disagreement(screen.lang), style="yellow"), (0, 0, 0, 2)
            )
        yield Padding(Styled(printable(reason_of(row).to(screen.lang)), style="dim"), (0, 0, 0, 2))
        if row.parts:
            yield Padding(_ranking(row, screen), (0, 0, 0, 2))
        source = source_line(row)
        if source is not None:
            yield Padding(Styled(printable(source.to(screen.lang)), style="dim"), (0, 0, 0, 2))
        if row.detail is not None:
            yield from _chart(row, day, screen)
        yield Styled("")
    for choice in section.methods:
        own = "* " if choice == section.method and len(section.methods) > 1 else ""
        yield Styled(own + method_note(choice, screen.lang), style="dim")
    yield Styled("")


def _chart(row: Row, day: date, screen: Screen) -> Iterable[RenderableType]:
    """The trajectory in characters, where the report has the evidence for it and there is a measurement."""
    from policytrack.drawing.chart.plot import plot  # only one target's report has a chart
    from policytrack.drawing.screen.chart import chart

    drawn = plot(row, day)
    if drawn is not None:
        lines = chart(drawn, screen.lang, screen.width - 2, glyphs=screen.glyphs)
        yield Styled("")
        yield Padding(RichText("\n".join(map(printable, lines)), no_wrap=True, overflow="ignore"), (0, 0, 0, 2))


def _ranking(row: Row, screen: Screen) -> RichTable:
    """The parts, the best first."""
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right")
    for _ in range(3):
        grid.add_column(overflow="fold")
    for place, (name, value, verdict) in enumerate(ranking(row, screen.lang), 1):
        grid.add_row(Styled(f"{place}."), Styled(printable(name)), Styled(printable(value)), Styled(verdict))
    return grid


def _widths(width: int) -> list[int]:
    """Five columns that fit 80; of what a wider screen adds the name takes half."""
    room = max(width, NARROWEST) - 8
    least, shares = (17, 13, 13, 12, 17), (0, 12, 14, 20, 6)
    extra = max(room - sum(least), 0)
    widths = [floor + extra * share // 100 for floor, share in zip(least, shares, strict=True)]
    widths[0] += room - sum(widths)
    return widths


def _line(cells: Sequence[RichText], widths: Sequence[int]) -> RichTable:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    grid.add_row(*cells)
    return grid


def _cells(row: Row, screen: Screen) -> list[RichText]:
    lang, result = screen.lang, row.result
    asked = f"{goal(result.version, row.indicator, row.unit, lang)}\n{due(result.version, lang)}"
    glyph = GLYPHS[result.verdict][0 if screen.glyphs else 1]
    word, *said = verdict_words(result, row.indicator, lang)
    leading: list[RichText] = [
        Styled(printable(row.indicator.name.to(lang)), style="bold"),
        Styled(printable(asked)),
        Styled(printable(_latest(row, screen))),
    ]
    if row.methods:
        return [*leading, _views(row, screen)]
    return [
        *leading,
        Styled(_progress(row, screen)),
        Styled("\n".join([f"{glyph} {word}".replace(",", ",\n  "), *said]), style=_COLOURS[result.verdict]),
    ]


def _views(row: Row, screen: Screen) -> RichText:
    """Every method's verdict, one a line; the one that the plan uses is marked."""
    lines = []
    for name, other in row.methods.items():
        glyph = GLYPHS[other.verdict][0 if screen.glyphs else 1]
        mark = "*" if name == row.result.method else " "
        shown = other if screen.width >= WIDE else other._replace(ratio=None)
        line = f"{name:<13}{mark} {glyph} {method_view(shown, row.indicator, screen.lang)}\n"
        lines.append((line, _COLOURS[other.verdict]))
    return Styled.assemble(*lines[:-1], (lines[-1][0].rstrip(), lines[-1][1]))


def _latest(row: Row, screen: Screen) -> str:
    if row.result.latest is None:
        return "–" if screen.glyphs else "-"
    shown = latest_value(row, screen.lang).replace(" (", "\n(")
    line = spark([point.number for point in row.result.points]) if screen.glyphs else ""
    return f"{shown}\n{line}" if line else shown


def spark(values: Sequence[Decimal], most: int = 12) -> str:
    """The last values as bars between the least and the greatest of them; empty for fewer than two."""
    shown = list(values)[-most:]
    if len(shown) < 2:
        return ""
    low, high = min(shown), max(shown)
    if low == high:
        return SPARKS[3] * len(shown)
    return "".join(SPARKS[int((value - low) / (high - low) * 7)] for value in shown)


def _progress(row: Row, screen: Screen) -> str:
    result = row.result
    if result.trajectory.progress is None:
        return "–" if screen.glyphs else "-"
    width = _widths(screen.width)[3] - 1
    lines = [bar(result.trajectory.progress, width, glyphs=screen.glyphs), percent(result.trajectory.progress)]
    if result.trajectory.time_progress is not None:
        lines[1] += f" · {time_passed(result.trajectory.time_progress, screen.lang)}"
    written = lines[1] if screen.glyphs else lines[1].replace("·", "/")
    if cell_len(written) > width + 1:
        written = written.replace(" · ", "\n").replace(" / ", "\n")
    measured = paced_at(row)
    return f"{lines[0]}\n{written}" + (f"\n({period(measured, screen.lang)})" if measured else "")


def bar(share: Decimal, width: int, *, glyphs: bool = True) -> str:
    """A bar of `width` columns; below 0 it is empty and above 1 full."""
    filled = int(max(Decimal(0), min(Decimal(1), share)) * width * 8)
    whole, rest = divmod(filled, 8)
    if not glyphs:
        return "#" * whole + "." * (width - whole)
    drawn = BAR * whole + (EIGHTHS[rest] if rest else "")
    return drawn + EMPTY * (width - len(drawn))
