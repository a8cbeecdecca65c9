"""The report as JSON text, written target by target: of ten thousand targets none is kept once it is written."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policytrack import shapes
from policytrack.assessment import VERDICTS, Verdict
from policytrack.model import Catalogue, Observation, Target
from policytrack.parallel import spread
from policytrack.report import (
    Change,
    Evidence,
    Query,
    Report,
    Section,
    Summary,
    in_order,
    methods_shown,
    row_of,
    wanted,
)
from policytrack.text import harmless_json
from policytrack.wording import summary_line

MANY = 1000  # targets; beyond them each stands on a line of its own, which is far faster to write


class Written(NamedTuple):
    """A target's JSON, and what the summaries need to know of it."""

    plan: str
    order: int | None
    verdict: Verdict
    by_tolerance: bool
    text: str


def write(
    catalogue: Catalogue,
    recorded: Iterable[Observation],
    query: Query,
    changes: tuple[Change, ...] = (),
    *,
    narrow: bool = False,
) -> tuple[str, Report]:
    """The JSON text, and the report without its rows; `narrow`: escape what is not ASCII."""
    evidence = Evidence(catalogue, recorded, query)
    targets = [one for one in catalogue.targets.values() if wanted(one, query)]
    encoder = json.JSONEncoder(
        ensure_ascii=narrow, allow_nan=False, indent=None if len(targets) > MANY else 2, check_circular=False
    )

    def piece(some: Sequence[Target]) -> list[tuple[object, ...]]:
        return [tuple(made) for made in (_written(evidence, one, encoder) for one in some) if made]

    found = [Written(*one) for one in spread(piece, targets)]
    sections = []
    texts: list[str] = []
    for plan in catalogue.plans.values():
        own = in_order([one for one in found if one.plan == plan.id], lambda one: one.order)
        if own:
            method, shown = methods_shown(plan, query)
            sections.append(Section(plan, method, shown, (), _summary(own)))
            texts += [one.text for one in own]
    made = Report(query, tuple(sections), _summary(found), evidence.left_out(), changes)
    frame = harmless_json(json.dumps(shapes.report(made), ensure_ascii=narrow, allow_nan=False, indent=2))
    before, _, after = frame.partition('"targets": []')
    if not texts:
        return frame + "\n", made
    return "".join((before, '"targets": [\n    ', ",\n    ".join(texts), "\n  ]", after, "\n")), made


def _written(evidence: Evidence, target: Target, encoder: json.JSONEncoder) -> Written | None:
    row = row_of(evidence, target)
    if row is None:
        return None
    text = harmless_json(encoder.encode(shapes.row_with_parts(row, evidence.query)))
    order, result = target.order, row.result
    by_tolerance = result.verdict == "met" and result.by_tolerance
    return Written(target.plan, order, result.verdict, by_tolerance, text.replace("\n", "\n    "))


def _summary(found: Iterable[Written]) -> Summary:
    counts: dict[Verdict, int] = dict.fromkeys(VERDICTS, 0)
    by_tolerance = 0
    for one in found:
        counts[one.verdict] += 1
        by_tolerance += one.by_tolerance
    return Summary(counts, summary_line(counts, by_tolerance))
