"""What bars and charts are drawn with, and what stands for it where a console has ASCII only."""

from typing import NamedTuple

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
