"""What verdicts, bars and charts are drawn with, and what stands for it where a console has ASCII only."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from policytrack.assessing.verdict import Verdict


GLYPHS: "dict[Verdict, tuple[str, str]]" = {  # and what a console shows that cannot print it
    "met": ("✔", "+"),
    "missed": ("✘", "x"),
    "reached": ("★", "*"),
    "on_track": ("▲", "^"),
    "progressing": ("◆", "~"),
    "lagging": ("▼", "v"),
    "reversing": ("↯", "<"),
    "awaiting_data": ("◷", "."),
    "insufficient_data": ("?", "?"),
    "no_data": ("○", "o"),
    "not_due": ("–", "-"),
}


BAR, EIGHTHS, EMPTY = "█", " ▏▎▍▌▋▊▉", "░"
SPARKS = "▁▂▃▄▅▆▇█"


class Marks(NamedTuple):
    """What stands for what; `plain` for consoles that have ASCII only."""

    exact: str
    preliminary: str
    over: str
    under: str
    about: str
    milestone: str
    projected: str
    target: str
    broken: str
    side: str
    foot: str
    corner: str


MARKS = Marks("●", "○", "▲", "▼", "◆", "□", "◇", "┃", "≈", "│", "─", "└")
PLAIN_MARKS = Marks("*", "o", "^", "v", "~", "#", "+", "!", "%", "|", "-", "+")
EVERY = BAR + EIGHTHS + EMPTY + SPARKS + "".join(MARKS) + "⣿"
