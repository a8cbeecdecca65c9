"""Recording an actual: reading what a person typed, and working out what storing it would do. Pure."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from policytrack.assessment import Assessment
from policytrack.errors import Refused
from policytrack.model import POINT_KINDS, Catalogue, Indicator, Observation, Qualifier, Status, Target
from policytrack.observations import same_period, standing
from policytrack.period import Period, names_year_end, read_date, read_last_day, read_period
from policytrack.plausible import implausible
from policytrack.quantity import read_amount
from policytrack.report import Evidence, Query
from policytrack.text import Text, brief

if TYPE_CHECKING:
    from policytrack.evidence import Problem

MOST_TEXT = 20_000
Outcome = Literal["new", "unchanged", "confirms", "revision", "restored"]

MOMENT = timedelta(minutes=1)  # by which clocks of people who work together may differ


class Entry(NamedTuple):
    """An actual as a person types it; `unit` is that of a value without one, where it is not the indicator's own."""

    indicator: str
    value: str
    period: str
    source: str | None = None
    quote: str | None = None
    published: str | None = None
    qualifier: Qualifier | None = None
    status: Status | None = None
    series: str | None = None
    note: str | None = None
    unit: str | None = None


class Moved(NamedTuple):
    """What an actual does to a target's assessment."""

    target: Target
    before: Assessment
    after: Assessment


class Proposal(NamedTuple):
    """An actual read and ready to be stored.

    `outcome`: new, unchanged (the store holds it already), confirms (the catalogue says the same) or revision
    (of `previous`). `question`: what should be asked before it is stored. `warnings`: what to tell afterwards.
    """

    row: Observation
    outcome: Outcome
    previous: Observation | None
    question: Text | None
    moved: tuple[Moved, ...]
    warnings: tuple[Text, ...]


def read_entry(
    catalogue: Catalogue, indicator: Indicator, entry: Entry, by: str, now: datetime, id_: str
) -> Observation:
    """The row that an entry means.

    Raises:
        Refused: its value, unit, period, date or text cannot be taken.
    """
    amount = read_amount(entry.value, indicator, catalogue.units, entry.unit or "")
    problem = implausible(amount.value, indicator, catalogue.units[indicator.unit])
    if problem and indicator.kind == "rank":
        raise Refused(problem)
    published = read_date(entry.published) if entry.published else None
    if published and published > now.date().isoformat():
        zh, en = f"发布日期 {published} 晚于今天", f"it cannot have been published on {published}, after today"
        raise Refused(Text(zh, en))
    if entry.published and published is None:
        shown = brief(entry.published)
        raise Refused(Text(f"读不出日期:{shown}", f"not a date: {shown}"), Text("如 2024-11-28", "like 2024-11-28"))
    return Observation(
        id=id_,
        indicator=indicator.id,
        period=read_when(entry.period, indicator, now.date()),
        value=amount.value,
        unit=indicator.unit,
        qualifier=entry.qualifier or amount.qualifier,
        status=entry.status,
        source=tidy(entry.source, "source"),
        quote=tidy(entry.quote, "quote"),
        note=tidy(entry.note, "note"),
        series=tidy(entry.series, "series"),
        published=published,
        typed=tidy(_typed(entry), "value"),
        recorded_at=stamp(now),
        recorded_by=tidy(by, "by") or "unknown",
    )


def _typed(entry: Entry) -> str:
    """The value as it was typed, with the unit that stood beside it."""
    return entry.value if not entry.unit or entry.unit in entry.value else f"{entry.value} {entry.unit}"


def read_when(written: str, indicator: Indicator, today: date) -> Period:
    """The period that a person means for an indicator's value.

    Raises:
        Refused: unreadable, not begun, or of a kind that must have ended and has not.
    """
    is_point = indicator.kind in POINT_KINDS
    period = read_period(written) or (read_last_day(written) if is_point else None)
    if period is None:
        message = Text(f"读不出时期:{brief(written)}", f"not a period: {brief(written)}")
        zh, en = (
            "如 2024、2024-06、2024年三季度、2024年1-11月、2024年底",
            "like 2024, 2024-06, 2024-Q3, 2024-01/2024-11 or 2024年底",
        )
        raise Refused(message, Text(zh, en))
    if names_year_end(written) and not is_point:
        zh = f"{written!r} 是时点,而{indicator.name.zh}是一段时期的数"
        en = f"{written!r} is an instant, but {indicator.name.en} covers a stretch of time"
        hint = Text(
            f"全年写 {period.year},当月写 {period}", f"write {period.year} for the year or {period} for the month"
        )
        raise Refused(Text(zh, en), hint)
    if not period.begun_by(today):
        raise Refused(Text(f"时期 {period} 尚未开始", f"the period {period} has not begun"))
    if not is_point and not period.ended_by(today):
        hint = Text("部分时段请写明,如 2024-01/2024-11", "name the part that is over, like 2024-01/2024-11")
        raise Refused(Text(f"时期 {period} 尚未结束", f"the period {period} has not ended"), hint)
    return period


def propose(
    catalogue: Catalogue, indicator: Indicator, row: Observation, recorded: Sequence[Observation], today: date
) -> Proposal:
    """Work out what storing a row would do; `recorded` is what the store holds of its indicator and those beside it."""
    row = after_the_last(row, recorded, indicator)
    outcome, previous = outcome_of(
        catalogue, indicator, row, [one for one in recorded if one.indicator == indicator.id]
    )
    if outcome == "unchanged":
        return Proposal(row, outcome, previous, None, (), ())
    evidence = Evidence(catalogue, recorded, Query(today))
    return Proposal(
        row,
        outcome,
        previous,
        doubt(row, indicator, evidence),
        compare(catalogue, indicator, recorded, [*recorded, row], today),
        tuple(_warnings(row, indicator, evidence)),
    )


def compare(
    catalogue: Catalogue, indicator: Indicator, before: Iterable[Observation], after: Iterable[Observation], today: date
) -> tuple[Moved, ...]:
    """What a change of the recorded rows does to every target that is judged on the indicator."""
    old, new = (Evidence(catalogue, recorded, Query(today)) for recorded in (before, after))
    names = {indicator.id, indicator.growth_of}
    return tuple(
        Moved(target, old.assess(target), new.assess(target))
        for target in catalogue.targets.values()
        if target.indicator in names
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


def says_the_same(one: Observation, other: Observation) -> bool:
    """Whether a value recorded after another of its period would add nothing."""
    fields = ("value", "qualifier", "status", "source", "unit")
    return all(getattr(one, field) == getattr(other, field) for field in fields)


def slot(one: Observation, indicator: Indicator) -> tuple[str | None, Period | int]:
    """What two values have in common when one of them revises the other."""
    return one.series, one.period.last if indicator.kind in POINT_KINDS else one.period


def doubt(row: Observation, indicator: Indicator, evidence: Evidence) -> Text | None:
    """The question to ask before a value is stored that cannot well be right, or None."""
    problem = implausible(row.value, indicator, evidence.catalogue.units[indicator.unit])
    said = [one.message for one in unproven(row, indicator, evidence.catalogue) if one.severity == "error"]
    return problem or next(iter(said), None) or _jump(row, indicator, evidence)


def unproven(row: Observation, indicator: Indicator, catalogue: Catalogue) -> "Sequence[Problem]":
    """What the words that were recorded with a value do not prove of it."""
    if not row.quote:
        return ()
    from policytrack.evidence import of_observation  # most actuals are recorded without a quote

    return list(of_observation(row, indicator, catalogue.units))


def _jump(row: Observation, indicator: Indicator, evidence: Evidence) -> Text | None:
    """The question to ask where a value is ten times the nearest known one before it, or a tenth of it."""
    if row.series is not None or indicator.kind in {"rank", "growth"}:
        return None
    known = evidence.standing(indicator)
    alike = [one for when, one in known.items() if indicator.kind in POINT_KINDS or when.months == row.period.months]
    before = [one for one in alike if one.period.last <= row.period.last]
    near = before[-1] if before else next(iter(alike), None)
    if near is None or not near.value or not row.value or (near.value < 0) != (row.value < 0):
        return None
    if Decimal("0.1") < row.value / near.value < 10:
        return None
    change = f"({near.period}: {near.value:,f} → {row.period}: {row.value:,f})"
    return Text(f"与上期相差10倍以上{change},请确认", f"this differs from the one before by ten times or more {change}")


def _warnings(row: Observation, indicator: Indicator, evidence: Evidence) -> Iterable[Text]:
    if not row.source:
        zh, en = (
            "没有来源:已保留并标明,check --strict 会列出",
            "no source: it is kept, marked so, and listed by check --strict",
        )
        yield Text(zh, en)
    yield from (one.message for one in unproven(row, indicator, evidence.catalogue) if one.severity == "warning")
    if indicator.kind == "cumulative" and row.series is None:
        earlier = [one for when, one in evidence.standing(indicator).items() if when.last < row.period.last]
        if earlier and earlier[-1].value > row.value:
            last = earlier[-1]
            zh, en = (
                f"累计数低于{last.period}的{last.value:,f}",
                f"a cumulative count below that of {last.period} ({last.value:,f})",
            )
            yield Text(zh, en)


def tidy(text: str | None, field: str) -> str | None:
    """A text as it is stored: without surrounding space, None where nothing is left.

    Raises:
        Refused: it is too long, or holds what a database or a file cannot.
    """
    if text is None or not text.strip():
        return None
    kept = text.strip()
    if len(kept) > MOST_TEXT:
        raise Refused(Text(f"--{field} 超过{MOST_TEXT}字", f"--{field} is longer than {MOST_TEXT} characters"))
    if "\0" in kept or any("\ud800" <= character <= "\udfff" for character in kept):
        raise Refused(Text(f"--{field} 含有无法保存的字符", f"--{field} holds characters that cannot be stored"))
    return kept


def stamp(now: datetime) -> str:
    """An instant as it is stored: UTC, to the microsecond."""
    return now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
