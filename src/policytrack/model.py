"""The frozen types that the whole package speaks: shapes, and nothing that judges.

They are named tuples: cheap to make by the hundred thousand, and as plain as a row of a file.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from policytrack.errors import Place
from policytrack.period import Period
from policytrack.text import Text

Kind = Literal["stock", "cumulative", "flow", "ratio", "growth", "rank"]
Desired = Literal["increase", "decrease", "hold"]
Comparator = Literal[
    "at_least", "more_than", "at_most", "less_than", "equal", "about", "between", "increase", "decrease"
]
Qualifier = Literal["exact", "about", "over", "under"]
Status = Literal["provisional", "final", "revised", "estimated", "statement"]
Basis = Literal["current", "constant"]  # the prices that a value is in
Transform = Literal["average_growth", "sum"]
MethodName = Literal["open-sdg", "time-progress", "linear", "attainment"]
METHODS: tuple[MethodName, ...] = get_args(MethodName)
# how a vintage stands for its period: it counts, it says the same as the one that counts, or another counts
Standing = Literal["stands", "agrees", "superseded", "retracted", "part", "unknown"]

DIRECTIONAL: tuple[Comparator, ...] = ("increase", "decrease")
POINT_KINDS: tuple[Kind, ...] = ("stock", "cumulative", "rank")


class Unit(NamedTuple):
    """A unit; `factor` of it make one `base_unit` where it is a multiple of another."""

    id: str
    name: Text
    base_unit: str | None = None
    factor: Decimal | None = None
    aliases: tuple[str, ...] = ()


class MethodChoice(NamedTuple):
    """A published method and the cut-offs that a plan sets for it (None: the method's own)."""

    name: MethodName = "open-sdg"
    on_track: Decimal | None = None
    progressing: Decimal | None = None


class Plan(NamedTuple):
    """A policy document that sets targets over a span of years."""

    id: str
    title: Text
    issuer: Text
    source: str
    start: int
    end: int
    method: MethodChoice = MethodChoice()


class Indicator(NamedTuple):
    """A measured quantity with one definition, unit and scope."""

    id: str
    name: Text
    definition: Text
    unit: str
    kind: Kind
    desired: Desired
    scope: Text
    limit: Decimal | None = None
    frequency: Literal["year", "quarter", "month"] | None = None
    provider: str | None = None
    release_months: int | None = None
    growth_of: str | None = None


class Citation(NamedTuple):
    """The words that set a number, and where they stand."""

    document: str
    section: str | None = None
    quote: str | None = None


class Relative(NamedTuple):
    """A number to reach that is set against the value of a base year: exactly one of the four is given."""

    base: int
    factor: Decimal | None = None
    change: Decimal | None = None
    points: Decimal | None = None
    yearly: Decimal | None = None


class Revision(NamedTuple):
    """A later version of a target, in force from `effective` (ISO date); None keeps what stood before."""

    effective: str
    source: Citation
    reason: str | None = None
    comparator: Comparator | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    tolerance: Decimal | None = None
    due: Period | None = None


class Relation(NamedTuple):
    """How another target stands to this one."""

    target: str
    relation: Literal["predecessor", "restates", "different_scope"]


class Target(NamedTuple):
    """A value that an indicator is to reach by a due period, set by a plan.

    `value`, `upper` and `tolerance` are in the indicator's unit (under `average_growth`: % a year).
    """

    id: str
    plan: str
    indicator: str
    comparator: Comparator
    due: Period
    source: Citation
    value: Decimal | None = None
    upper: Decimal | None = None
    tolerance: Decimal | None = None
    maintain: bool = False
    transform: Transform | None = None
    base: int | None = None
    relative: Relative | None = None
    path: tuple[tuple[Period, Decimal], ...] = ()
    headline: bool = True
    nature: Literal["expected", "binding"] | None = None
    group: str | None = None
    order: int | None = None
    lead: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    related: tuple[Relation, ...] = ()
    note: str | None = None

    def in_force(self, as_of: date) -> "Target":
        """The target with every revision that is in force on a day."""
        made = self
        for revision in sorted(self.revisions, key=lambda revision: revision.effective):
            if revision.effective <= as_of.isoformat():
                made = made._replace(
                    comparator=revision.comparator or made.comparator,
                    value=made.value if revision.value is None else revision.value,
                    upper=made.upper if revision.upper is None else revision.upper,
                    tolerance=made.tolerance if revision.tolerance is None else revision.tolerance,
                    due=revision.due or made.due,
                    relative=made.relative if revision.value is None else None,
                )
        return made


class Retraction(NamedTuple):
    """That a recorded value was withdrawn, why, when (UTC) and by whom."""

    reason: str
    recorded_at: str
    recorded_by: str


class Observation(NamedTuple):
    """One value of one indicator for one time period, with its source: one vintage of it.

    `value` is in `unit`. `source` names a file in `sources/` or is free text. `recorded_at` (UTC) and
    `recorded_by` are set on values from the store and None on the catalogue's; `typed` is what the person
    typed. `published` is an ISO date, possibly only a month or a year.
    """

    id: str
    indicator: str
    period: Period
    value: Decimal
    unit: str
    qualifier: Qualifier = "exact"
    status: Status | None = None
    source: str | None = None
    quote: str | None = None
    note: str | None = None
    series: str | None = None
    published: str | None = None
    is_break: bool = False
    basis: Basis | None = None
    internal: bool = False
    typed: str | None = None
    recorded_at: str | None = None
    recorded_by: str | None = None
    retraction: Retraction | None = None


class Figure(NamedTuple):
    """A number of a document that is neither a target nor a tracked observation."""

    quote: str
    class_: str
    occurrences: int = 1


class Source(NamedTuple):
    """A document: who published what, when, and how good a source it is."""

    id: str
    kind: Literal["plan", "statistics", "report", "news"]
    title: Text
    publisher: str
    document_number: str | None = None
    issued: str | None = None
    accessed: str | None = None
    url: str | None = None
    confidence: Literal["high", "medium", "low"] | None = None
    part_of: str | None = None
    note: Text | None = None
    text_sha256: str | None = None
    text_characters: int | None = None
    figures: tuple[Figure, ...] = ()


class Catalogue(NamedTuple):
    """Everything curated in one workspace. `places` says where each record stands: ("target", id) -> Place."""

    units: Mapping[str, Unit]
    plans: Mapping[str, Plan]
    indicators: Mapping[str, Indicator]
    targets: Mapping[str, Target]
    sources: Mapping[str, Source]
    observations: Mapping[str, tuple[Observation, ...]]
    places: Mapping[tuple[str, str], Place]
