"""Recording an actual: reading what a person typed, and working out what storing it would do. Pure."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from policytrack.checking.plausible import implausible
from policytrack.errors import Refused
from policytrack.model import POINT_KINDS, Catalogue, Indicator, Observation, Qualifier, Status
from policytrack.period import Period
from policytrack.reading.amount import read_amount
from policytrack.reading.periods import names_year_end, read_date, read_last_day, read_period
from policytrack.text import Text, brief

MOST_TEXT = 20_000


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
