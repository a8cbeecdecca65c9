"""The report as JSON text, written target by target: of ten thousand targets none is kept once it is written."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from policytrack.assessing.verdict import VERDICTS, Verdict
from policytrack.drawing import json_records
from policytrack.model import Catalogue, Observation, Target
from policytrack.reporting.changes import Change
from policytrack.reporting.evidence import Evidence
from policytrack.reporting.parallel import spread
from policytrack.reporting.query import Query, in_order, methods_shown, wanted
from policytrack.reporting.report import Report, Section, Summary, row_of
from policytrack.text import escaped
from policytrack.watching import Watch, unwatched
from policytrack.words.verdicts import summary_line

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
    changes: tuple[Change, ...] = (),
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
    for plan in catalogue.plans.values():
        own = in_order([one for one in found if one.plan == plan.id], lambda one: one.order)
        if own:
            method, shown = methods_shown(plan, query)
            sections.append(Section(plan, method, shown, (), _summary(own)))
            texts += [one.text for one in own]
    made = Report(query, tuple(sections), _summary(found), evidence.left_out(), changes)
    frame = escaped(json.dumps(json_records.report(made), ensure_ascii=narrow, allow_nan=False, indent=2))
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
    text = escaped(encoder.encode(json_records.row_with_parts(row, evidence.query)))
    order, result = target.order, row.result
    by_tolerance = result.verdict == "met" and result.by_tolerance
    return Written(target.plan, order, result.verdict, by_tolerance, text.replace("\n", "\n    ").encode())


def _summary(found: Iterable[Written]) -> Summary:
    counts: dict[Verdict, int] = dict.fromkeys(VERDICTS, 0)
    by_tolerance = 0
    for one in found:
        counts[one.verdict] += 1
        by_tolerance += one.by_tolerance
    return Summary(counts, summary_line(counts, by_tolerance))
