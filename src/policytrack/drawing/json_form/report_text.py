"""The report as JSON text, written target by target: of ten thousand targets none is kept once it is written."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from policytrack.assessing.verdict import Verdict
from policytrack.drawing.json_form import report_dicts
from policytrack.drawing.json_form.parallel import spread
from policytrack.model import Catalogue, Observation, Target
from policytrack.reporting.evidence import Evidence
from policytrack.reporting.query import Query, methods_shown, wanted
from policytrack.reporting.report import Report, Section, by_plan, row_of, summarise
from policytrack.text import escaped
from policytrack.watching import Watch, unwatched

if TYPE_CHECKING:
    from policytrack.reporting.changes import Change

MANY = 1000  # targets; beyond them each stands on a line of its own, which is far faster to write


class Written(NamedTuple):
    """A target's JSON, and what the summaries need to know of it."""

    plan: str
    order: int | None
    verdict: Verdict
    by_tolerance: bool
    text: bytes


def write(
    catalogue: Catalogue,
    recorded: Iterable[Observation],
    query: Query,
    changes: "tuple[Change, ...]" = (),
    watch: Watch = unwatched,
    *,
    narrow: bool = False,
) -> tuple[bytes, Report]:
    """The JSON text in UTF-8, and the report without its rows; `narrow`: escape what is not ASCII."""
    evidence = Evidence(catalogue, recorded, query)
    targets = _asked(catalogue, query)
    encoder = json.JSONEncoder(
        ensure_ascii=narrow, allow_nan=False, indent=None if len(targets) > MANY else 2, check_circular=False
    )

    def one(target: str) -> tuple[object, ...] | None:
        made = _written(evidence, catalogue.targets[target], encoder)
        return made and tuple(made)

    found = [Written(*made) for made in spread(one, targets, watch) if made]
    sections = []
    texts: list[bytes] = []
    for plan, own in by_plan(catalogue, found, lambda one: (one.plan, one.order)):
        sections.append(Section(plan, *methods_shown(plan, query), (), summarise(map(_state, own))))
        texts += [one.text for one in own]
    made = Report(query, tuple(sections), summarise(map(_state, found)), evidence.left_out(), changes)
    frame = escaped(json.dumps(report_dicts.report(made), ensure_ascii=narrow, allow_nan=False, indent=2))
    before, none, after = f"{frame}\n".encode().partition(b'"targets": []')
    if not texts:
        return before + none + after, made
    return b"".join((before, b'"targets": [\n    ', b",\n    ".join(texts), b"\n  ]", after)), made


def _asked(catalogue: Catalogue, query: Query) -> list[str]:
    """The ids of the targets that a query asks for; where it asks for all, none is looked at yet: each process will."""
    if query.plan is None and query.target is None and query.lead is None:
        return list(catalogue.targets)
    return [one.id for one in catalogue.targets.values() if wanted(one, query)]


def _written(evidence: Evidence, target: Target, encoder: json.JSONEncoder) -> Written | None:
    row = row_of(evidence, target)
    if row is None:
        return None
    text = escaped(encoder.encode(report_dicts.row_with_parts(row, evidence.query)))
    result = row.result
    return Written(
        target.plan, target.order, result.verdict, result.by_tolerance, text.replace("\n", "\n    ").encode()
    )


def _state(one: Written) -> tuple[Verdict, bool]:
    return one.verdict, one.by_tolerance
