"""What moved since an earlier day, target by target, and why.

A cause is found by undoing it: the later assessment is made again without the new observations, with the earlier
values, and so on; if it then comes out otherwise, that was a cause. Where several causes are each enough, none of
them can be undone alone, and all that happened are named.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.series.register import Stands
from policytrack.model import POINT_KINDS, Catalogue, Indicator, Observation, Target
from policytrack.period import Period, last_day
from policytrack.reporting.evidence import Evidence
from policytrack.reporting.query import Query, chosen_method, wanted
from policytrack.watching import Watch, unwatched

Cause = Literal[
    "new observation",
    "revised observation",
    "withdrawn observation",
    "changed target",
    "changed method",
    "passing of the due date",
]
Series = dict[tuple[str, str | None], Stands]  # (indicator, part) -> what stands


class Change(NamedTuple):
    """A target of which the verdict, the measured value or the target itself moved since a day, and why."""

    target: Target
    before: Assessment
    after: Assessment
    causes: tuple[Cause, ...]


class _Undone(NamedTuple):
    """A cause, and the later evidence and target as they would be without it."""

    cause: Cause
    evidence: Evidence
    target: Target


def since(
    catalogue: Catalogue, recorded: Iterable[Observation], query: Query, day: date, watch: Watch = unwatched
) -> tuple[Change, ...]:
    """Every target of which verdict, measured value or target differ from what was known on `day`, as of `day`."""
    rows = list(recorded)
    earlier = Evidence(catalogue, rows, query._replace(as_of=day, recorded_by=day))
    later = Evidence(catalogue, rows, query)
    found = []
    for target in watch([one for one in catalogue.targets.values() if wanted(one, query)]):
        before, after = earlier.assess(target), later.assess(target)
        if _told(before) != _told(after):
            found.append(Change(target, before, after, _causes(target, earlier, before, later, after)))
    return tuple(found)


def _told(one: Assessment) -> tuple[object, ...]:
    version = one.version
    return one.verdict, one.measured, version.value, version.upper, version.due, version.comparator, one.tolerance


def _causes(
    target: Target, earlier: Evidence, before: Assessment, later: Evidence, after: Assessment
) -> tuple[Cause, ...]:
    happened = list(_happened(target, earlier, before, later, after))
    moved = tuple(one.cause for one in happened if _told(one.evidence.assess(one.target)) != _told(after))
    return moved or tuple(one.cause for one in happened)


def _happened(
    target: Target, earlier: Evidence, before: Assessment, later: Evidence, after: Assessment
) -> Iterator[_Undone]:
    """Everything that happened between the two, each with the evidence that is left when it is undone."""
    old, new = _series(target, earlier, later), _series(target, later, earlier)
    keys = [(key, later.catalogue.indicators[key[0]]) for key in new]
    for cause, undo in (
        ("new observation", _without_new),
        ("revised observation", _unrevised),
        ("withdrawn observation", _with_withdrawn),
    ):
        undone = {key: undo(old[key], new[key], indicator) for key, indicator in keys}
        if undone != new:
            yield _Undone(cause, later.altered(undone), target)  # type: ignore[arg-type]
    settled = later.altered(new)
    if _told(before)[2:] != _told(after)[2:] and target.revisions:
        yield _Undone("changed target", settled, before.version._replace(revisions=()))
    if before.method != after.method:
        plan = later.catalogue.plans[target.plan]
        yield _Undone("changed method", settled.by(chosen_method(plan, before.method)), target)
    due = after.version.due
    if due.ended_by(later.query.as_of) and not due.ended_by(earlier.query.as_of):
        eve = settled.query._replace(as_of=last_day(due.last) - timedelta(days=1))
        yield _Undone("passing of the due date", settled.altered(new, eve), target)


def _series(target: Target, evidence: Evidence, other: Evidence) -> Series:
    """What stands of everything that the target is judged on, by indicator and part."""
    indicator = evidence.catalogue.indicators[target.indicator]
    growth = evidence.growth_of.get(indicator.id) if target.transform == "average_growth" else None
    return {
        (one.id, part): evidence.standing(one, part)
        for one in (indicator, *([growth] if growth else []))
        for part in (None, *dict.fromkeys([*evidence.parts(one), *other.parts(one)]))
    }


def _place(period: Period, indicator: Indicator) -> Period:
    return Period.of_month(period.last) if indicator.kind in POINT_KINDS else period


def _by_place(stands: Stands, indicator: Indicator) -> dict[Period, Observation]:
    return {_place(period, indicator): one for period, one in stands.items()}


def _without_new(old: Stands, new: Stands, indicator: Indicator) -> Stands:
    known, ids = _by_place(old, indicator), {one.id for one in old.values()}
    return {when: one for when, one in new.items() if _place(when, indicator) in known or one.id in ids}


def _unrevised(old: Stands, new: Stands, indicator: Indicator) -> Stands:
    """With the earlier value of each period, and a value known then in the period that it counted for then."""
    known, by_id = _by_place(old, indicator), {one.id: one for one in old.values()}
    restored = [known.get(_place(when, indicator)) or by_id.get(one.id) or one for when, one in new.items()]
    return _in_time({one.period: one for one in restored})


def _with_withdrawn(old: Stands, new: Stands, indicator: Indicator) -> Stands:
    known, ids = _by_place(new, indicator), {one.id for one in new.values()}
    gone = {when: one for when, one in old.items() if _place(when, indicator) not in known and one.id not in ids}
    return _in_time({**new, **gone})


def _in_time(stands: Mapping[Period, Observation]) -> Stands:
    return dict(sorted(stands.items(), key=lambda item: (item[0].last, item[0].first)))
