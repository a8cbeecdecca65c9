"""How wide the columns of the workbook and the Word document are, by their keys."""

from collections.abc import Mapping

from policytrack.text import Lang

Widths = Mapping[str, float]

# The workbook's, in characters; 0: as wide as its numbers, or periods, need.
SHEET: Widths = {
    "number": 4, "indicator": 16, "unit": 6.5, "nature": 5.5, "baseline": 0, "target": 0, "latest": 0, "status": 5.5,
    "attainment": 6.5, "progress": 6.5, "time_progress": 6.5, "difference": 7, "projected": 0, "reached_in": 6,
    "verdict": 12, "lead": 11, "source": 13.5, "remarks": 27,
}  # fmt: skip
SHEET_VIEW = 12.0  # of each method's verdict, and of whether they agree
SHEET_PARTS: Widths = {"plan": 34, "indicator": 24, "place": 6, "part": 16, "latest": 0, "verdict": 26}
SHEET_CHANGES: Widths = {"indicator": 28, "then": 36, "now": 36, "why": 26}
SHEET_OBSERVATIONS: Widths = {
    "indicator": 18, "part": 8, "period": 10, "value": 0, "unit": 7, "qualifier": 6, "status": 6, "used": 6.5,
    "source": 24, "publisher": 16, "published": 9.5, "confidence": 7.5, "quote": 28, "link": 26, "remarks": 16,
    "recorded": 11,
}  # fmt: skip

# The document's, in cm; one column of its annex takes what the others leave.
PAGE = 26.1  # between the margins of A4 on its side
REST = "remarks"
DOCUMENT: Mapping[Lang, Widths] = {
    "zh": {
        "number": 0.65, "indicator": 2.6, "unit": 1.1, "nature": 0.9, "baseline": 1.5, "target": 1.5, "latest": 1.5,
        "status": 0.9, "attainment": 1.05, "progress": 1.05, "time_progress": 1.05, "difference": 1.1,
        "projected": 1.1, "reached_in": 0.9, "verdict": 1.75, "lead": 1.6, "source": 0.95,
    },
    "en": {
        "number": 0.6, "indicator": 2.5, "unit": 1.4, "nature": 1.05, "baseline": 1.1, "target": 1.65, "latest": 1.15,
        "status": 1.05, "attainment": 1.4, "progress": 1.05, "time_progress": 1.05, "difference": 1.25,
        "projected": 1.2, "reached_in": 1.1, "verdict": 1.6, "lead": 1.6, "source": 0.95,
    },
}  # fmt: skip
DOCUMENT_METHODS: Widths = {"number": 0.8, "indicator": 5.3}
DOCUMENT_VIEW = 4.0  # of each method's verdict, and of whether they agree
DOCUMENT_PARTS: Widths = {"indicator": 7, "place": 1.5, "part": 5, "latest": 5, "verdict": 7.6}
DOCUMENT_CHANGES: Widths = {"indicator": 6, "then": 7.4, "now": 7.4, "why": 5.3}


def document_annex(lang: Lang) -> Widths:
    """The widths of the document's annex, together as wide as the page."""
    own = DOCUMENT[lang]
    return {**own, REST: PAGE - sum(own.values())}
