"""Colours that the workbook and the Word document share, and how a verdict is shown in them."""

from policytrack.assessing.verdict import Verdict
from policytrack.drawing.glyphs import GLYPHS

COLOURS: dict[Verdict, tuple[str, str]] = {  # letters, ground; the contrast is at least 7 to 1
    "met": ("#0B4A12", "#D5EBD2"),
    "missed": ("#7A0C0C", "#F8D5CF"),
    "reached": ("#0B4A12", "#D5EBD2"),
    "on_track": ("#0B4A12", "#E9F5E7"),
    "progressing": ("#5C3A00", "#FFF1CC"),
    "lagging": ("#7A0C0C", "#FDE7E2"),
    "reversing": ("#7A0C0C", "#F8D5CF"),
    "awaiting_data": ("#43156B", "#EFE6F6"),
    "insufficient_data": ("#0A3F57", "#E0F0F7"),
    "no_data": ("#404040", "#F2F2F2"),
    "not_due": ("#404040", "#F2F2F2"),
}
HEAD, BAND, LINK = "#DDE6F0", "#EEF2F7", "#0B4F9E"  # grounds of headings and of a group's name; a link's letters


def marked(verdict: Verdict, words: str) -> str:
    """A verdict's words with its glyph: it is never told by colour alone."""
    return f"{GLYPHS[verdict][0]} {words}"
