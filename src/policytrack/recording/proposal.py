"""What storing an actual would do: what it is beside the known, what should be asked, what to tell."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from policytrack.assessing.series.register import Register
from policytrack.assessing.series.standing import same_period, standing
from policytrack.checking.plausible import implausible
from policytrack.errors import Refused
from policytrack.model import POINT_KINDS, Catalogue, Indicator, Observation
from policytrack.period import Period
from policytrack.recording.entry import stamp
from policytrack.text import Text

if TYPE_CHECKING:
    from policytrack.checking.proof import Problem


Outcome = Literal["new", "unchanged", "confirms", "revision", "restored"]
MOMENT = timedelta(minutes=1)  # by which clocks of people who work together may differ


class Proposal(NamedTuple):
    """An actual read and ready to be stored.

    `outcome`: new, unchanged (the store holds it already), confirms (the catalogue says the same) or revision
    (of `previous`). `question`: what should be asked before it is stored. `warnings`: what to tell afterwards.
    `beside`: the store's rows of the indicators that are judged together, as they are without it.
    """

    row: Observation
    outcome: Outcome
    previous: Observation | None
    question: Text | None
    warnings: tuple[Text, ...]
    beside: tuple[Observation, ...]


def propose(
    catalogue: Catalogue, indicator: Indicator, row: Observation, recorded: Sequence[Observation], today: date
) -> Proposal:
    """Work out what storing a row would do; `recorded` is what the store holds of its indicator and those beside it."""
    row = after_the_last(row, recorded, indicator)
    outcome, previous = outcome_of(
        catalogue, indicator, row, [one for one in recorded if one.indicator == indicator.id]
    )
    if outcome == "unchanged":
        return Proposal(row, outcome, previous, None, (), tuple(recorded))
    register = Register(catalogue, recorded, today)
    return Proposal(
        row,
        outcome,
        previous,
        doubt(row, indicator, register),
        tuple(_warnings(row, indicator, register)),
        tuple(recorded),
    )


def related(catalogue: Catalogue, indicator: Indicator) -> list[str]:
    """The indicators that are judged together: itself, its yearly growth, or what it is the growth of."""
    growth = {one.id for one in catalogue.indicators.values() if one.growth_of == indicator.id}
    return sorted({indicator.id, *growth, *([indicator.growth_of] if indicator.growth_of else [])})


def outcome_of(
    catalogue: Catalogue, indicator: Indicator, row: Observation, recorded: Iterable[Observation]
) -> tuple[Outcome, Observation | None]:
    """What a row is beside what is known of its period, and the value that it confirms or revises.

    Raises:
        Refused: it would not stand, since a clock runs ahead of this one.
    """
    same = [one for one in recorded if one.retraction is None and same_period(one, row, indicator.kind)]
    stated = [one for one in catalogue.observations.get(indicator.id, ()) if same_period(one, row, indicator.kind)]
    return outcome_among(catalogue, indicator, row, same, stated)


def outcome_among(
    catalogue: Catalogue,
    indicator: Indicator,
    row: Observation,
    same: Sequence[Observation],
    stated: Sequence[Observation],
) -> tuple[Outcome, Observation | None]:
    """`outcome_of` where the store's and the catalogue's values of the row's period have been found already."""
    if same:
        newest = max(same, key=lambda one: one.recorded_at or "")
        alike = says_the_same(newest, row)
        if not alike and (newest.recorded_at or "") >= (row.recorded_at or ""):
            raise _later(newest)
        return ("unchanged" if alike else "revision"), newest
    if not stated:
        return "new", None
    stands = next(iter(standing(stated, indicator.kind, catalogue.sources).values()))
    alike = (stands.value, stands.qualifier) == (row.value, row.qualifier)
    return ("confirms" if alike else "revision"), stands


def after_the_last(row: Observation, recorded: Iterable[Observation], indicator: Indicator) -> Observation:
    """The row, stamped just after the last one of its period where that is but a moment ahead: somebody was quicker."""
    same = [one.recorded_at for one in recorded if one.retraction is None and same_period(one, row, indicator.kind)]
    last = max(filter(None, same), default=None)
    if last is None or row.recorded_at is None or last < row.recorded_at:
        return row
    then, now = datetime.fromisoformat(last), datetime.fromisoformat(row.recorded_at)
    return row if then - now > MOMENT else row._replace(recorded_at=stamp(then + timedelta(microseconds=1)))


def _later(newest: Observation) -> Refused:
    """The newest value stands: one recorded by a clock that is behind would be kept and not count."""
    who, when = newest.recorded_by, newest.recorded_at
    return Refused(
        Text(
            f"本期已有{who}于{when}记录的值,晚于本机时钟,新值不会被采用",
            f"{who} recorded a value of this period at {when}, later than this machine's clock: "
            "a new one would not stand",
        ),
        Text(
            f"校准时钟;若对方时钟有误,先 policytrack retract {newest.id}",
            f"set the clock right; if the other one was wrong, `policytrack retract {newest.id}` first",
        ),
    )


_said = attrgetter("value", "qualifier", "status", "source", "unit")


def says_the_same(one: Observation, other: Observation) -> bool:
    """Whether a value recorded after another of its period would add nothing."""
    return _said(one) == _said(other)


def slot(one: Observation, indicator: Indicator) -> tuple[str | None, Period | int]:
    """What two values have in common when one of them revises the other."""
    return one.series, one.period.last if indicator.kind in POINT_KINDS else one.period


def doubt(row: Observation, indicator: Indicator, register: Register) -> Text | None:
    """The question to ask before a value is stored that cannot well be right, or None."""
    problem = implausible(row.value, indicator, register.catalogue.units[indicator.unit])
    said = [one.message for one in unproven(row, indicator, register.catalogue) if one.severity == "error"]
    return problem or next(iter(said), None) or _jump(row, indicator, register)


def unproven(row: Observation, indicator: Indicator, catalogue: Catalogue) -> "Sequence[Problem]":
    """What the words that were recorded with a value do not prove of it."""
    if not row.quote:
        return ()
    from policytrack.checking.proof import of_observation  # most actuals are recorded without a quote

    return list(of_observation(row, indicator, catalogue.units))


def _jump(row: Observation, indicator: Indicator, register: Register) -> Text | None:
    """The question to ask where a value is ten times the nearest known one before it, or a tenth of it."""
    if row.series is not None or indicator.kind in {"rank", "growth"}:
        return None
    known = register.standing(indicator)
    alike = [one for when, one in known.items() if indicator.kind in POINT_KINDS or when.months == row.period.months]
    before = [one for one in alike if one.period.last <= row.period.last]
    near = before[-1] if before else next(iter(alike), None)
    if near is None or not near.value or not row.value or (near.value < 0) != (row.value < 0):
        return None
    if Decimal("0.1") < row.value / near.value < 10:
        return None
    change = f"({near.period}: {near.value:,f} → {row.period}: {row.value:,f})"
    return Text(f"与上期相差10倍以上{change},请确认", f"this differs from the one before by ten times or more {change}")


def _warnings(row: Observation, indicator: Indicator, register: Register) -> Iterable[Text]:
    if not row.source:
        zh, en = (
            "没有来源:已保留并标明,check --strict 会列出",
            "no source: it is kept, marked so, and listed by check --strict",
        )
        yield Text(zh, en)
    yield from (one.message for one in unproven(row, indicator, register.catalogue) if one.severity == "warning")
    if indicator.kind == "cumulative" and row.series is None:
        earlier = [one for when, one in register.standing(indicator).items() if when.last < row.period.last]
        if earlier and earlier[-1].value > row.value:
            last = earlier[-1]
            zh, en = (
                f"累计数低于{last.period}的{last.value:,f}",
                f"a cumulative count below that of {last.period} ({last.value:,f})",
            )
            yield Text(zh, en)
