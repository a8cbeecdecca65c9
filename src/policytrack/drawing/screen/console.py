"""What is drawn on a terminal with rich: its width and its means, list commands' tables, one record's sheet."""

from collections.abc import Sequence
from io import StringIO
from typing import NamedTuple

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table as RichTable

from policytrack.drawing.glyphs import EVERY, GLYPHS
from policytrack.drawing.table import Cell, Table, cell
from policytrack.drawing.wrapping import WrappedText as Styled
from policytrack.text import Lang, Text, printable

NARROWEST, WIDE = 60, 110


class Screen(NamedTuple):
    """What is drawn on: columns, colour or not, whether glyphs beyond the console's encoding must be avoided."""

    width: int
    lang: Lang
    colour: bool = False
    glyphs: bool = True


def glyphs_in(encoding: str | None) -> bool:
    """Whether a console's encoding has every glyph that is drawn."""
    every = "".join(glyph for glyph, _ in GLYPHS.values()) + EVERY
    try:
        every.encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def draw(content: RenderableType, screen: Screen) -> str:
    """What rich makes of it, as text."""
    out = StringIO()
    console = Console(
        file=out,
        width=max(screen.width, NARROWEST),
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        no_color=not screen.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        safe_box=False,
    )
    console.print(content)
    return (
        "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines()) if not screen.colour else out.getvalue()
    )


def table(content: Table, screen: Screen) -> str:
    """A list command's table."""
    return draw(grid(content, screen), screen)


def grid(content: Table, screen: Screen) -> RichTable:
    """A table as rich draws it."""
    drawn = RichTable(box=box.SIMPLE_HEAD if screen.glyphs else box.ASCII2, pad_edge=False, show_edge=False)
    shown = [place for place, column in enumerate(content.columns) if screen.width >= WIDE or not column.spare]
    for column in (content.columns[place] for place in shown):
        drawn.add_column(
            column.heading.to(screen.lang),
            justify="right" if column.is_number else "left",
            overflow="fold",
            no_wrap=column.is_number or column.keep,
        )
    for row in content.rows:
        drawn.add_row(*(Styled(printable(cell(row[place], screen.lang))) for place in shown))
    return drawn


def sheet(content: Sequence[tuple[Text, Cell]], screen: Screen) -> str:
    """One record: headings on the left, contents on the right; empty ones are left out."""
    made = RichTable.grid(padding=(0, 2))
    made.add_column(style="bold", no_wrap=True)
    made.add_column(overflow="fold")
    for heading, shown in content:
        written = cell(shown, screen.lang)
        if written:
            made.add_row(heading.to(screen.lang), Styled(printable(written)))
    return draw(made, screen)
