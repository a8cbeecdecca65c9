"""Every quantity of a document against the register: which record or figure accounts for it, and which none does."""

import re
from bisect import bisect_right
from typing import NamedTuple

from policytrack.model import Catalogue, Source
from policytrack.reading.document.quotes import locate, quotes_of
from policytrack.reading.document.scan import Quantity, quantities
from policytrack.watching import Watch, unwatched


class Scanned(NamedTuple):
    """A quantity with its place, and what accounts for it: the id of a record, a figure's class, or None."""

    quantity: Quantity
    line: int
    column: int
    accounted_by: str | None


class Scan(NamedTuple):
    """What was found in a text; `passed` counts, by reason, the numbers that are no quantities."""

    found: tuple[Scanned, ...]
    passed: dict[str, int]

    @property
    def unaccounted(self) -> int:
        """How many quantities nothing accounts for."""
        return sum(one.accounted_by is None for one in self.found)


def scan(text: str, catalogue: Catalogue, source: Source | None, watch: Watch = unwatched) -> Scan:
    """Read a text's quantities; `source` is the document whose text it is, None for one outside the register."""
    names = [name for unit in catalogue.units.values() for name in (unit.name.zh, unit.name.en, *unit.aliases)]
    quoted = locate(text, quotes_of(catalogue, source)) if source else []
    spans = [  # words that stand elsewhere too account for nothing
        (place.start, place.end, one.quoted.record) for one in quoted if one.state == "found" for place in one.places
    ]
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    found, passed = [], dict.fromkeys(("year", "date", "number", "name", "article"), 0)
    for one in quantities(text, names, watch):
        if one.passed is not None:
            passed[one.passed] += 1
            continue
        by = next((record for start, end, record in spans if start <= one.start < end), None)
        line = bisect_right(starts, one.start)
        found.append(Scanned(one, line, one.start - starts[line - 1] + 1, by))
    return Scan(tuple(sorted(found, key=lambda each: each.quantity.start)), passed)
