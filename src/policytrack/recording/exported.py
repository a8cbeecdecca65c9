"""A recorded row as the cells of a table and back, losing nothing: what `export` writes and `import` takes again."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, get_args

from policytrack.errors import Refused
from policytrack.model import Observation, Qualifier, Retraction, Status
from policytrack.period import latest_day, parse_period
from policytrack.recording.entry import stamp, tidy
from policytrack.text import Text, brief

FIELDS = (
    "id", "indicator", "series", "time_period", "value", "unit", "qualifier", "status", "source", "quote", "note",
    "published", "typed", "recorded_at", "recorded_by", "retracted_at", "retracted_by", "retraction_reason",
)  # fmt: skip
STATED = ("break", "basis", "internal")  # what only a document's value has
NUMBERS = frozenset({"value"})
MOST_DIGITS = 100


def cells(one: Observation) -> dict[str, str | None]:
    """A value as texts, by FIELDS; the number digit by digit."""
    gone = one.retraction
    return {
        "id": one.id, "indicator": one.indicator, "series": one.series, "time_period": str(one.period),
        "value": format(one.value, "f"), "unit": one.unit, "qualifier": one.qualifier, "status": one.status,
        "source": one.source, "quote": one.quote, "note": one.note, "published": one.published,
        "typed": one.typed or None, "recorded_at": one.recorded_at, "recorded_by": one.recorded_by,
        "retracted_at": gone and gone.recorded_at, "retracted_by": gone and gone.recorded_by,
        "retraction_reason": gone and gone.reason,
    }  # fmt: skip


def stated(one: Observation) -> dict[str, str | None]:
    """What only a document's value has, as texts, by STATED."""
    return {"break": "true" if one.is_break else None, "basis": one.basis, "internal": "true" if one.internal else None}


def is_recorded(written: Mapping[str, str]) -> bool:
    """Whether cells are those of a row that a store held."""
    return bool(written.get("id") and written.get("recorded_at"))


def observation(written: Mapping[str, str], now: datetime) -> Observation:
    """The row that cells were made from; `written` has no empty ones. Its indicator need not be known any more.

    Raises:
        Refused: `cells` cannot have made them.
    """
    period = parse_period(written.get("period", ""))
    number, published = written.get("value", ""), written.get("published")
    sound = {
        "id": re.fullmatch("[0-9a-hjkmnp-tv-z]{16}", written["id"]),
        "indicator": re.fullmatch("[a-z0-9][a-z0-9.-]{0,99}", written.get("indicator", "")),
        "time_period": period,
        "value": len(number) <= MOST_DIGITS and re.fullmatch(r"-?\d+(\.\d+)?", number, re.ASCII),
        "unit": re.fullmatch("[A-Za-z0-9%][A-Za-z0-9%./-]{0,99}", written.get("unit", "")),
        "qualifier": written.get("qualifier") in get_args(Qualifier),
        "status": written.get("status") in {None, *get_args(Status)},
        "published": published is None or latest_day(published),
        "recorded_at": _is_stamp(written["recorded_at"], now),
        "recorded_by": written.get("recorded_by"),
    }
    for field, is_sound in sound.items():
        if not is_sound:
            raise _damaged("period" if field == "time_period" else field, field, written)
    assert period is not None
    texts: dict[str, Any] = {
        name: tidy(written.get(name), name) for name in ("series", "source", "quote", "note", "typed", "recorded_by")
    }
    return Observation(
        id=written["id"], indicator=written["indicator"], period=period, value=Decimal(number), unit=written["unit"],
        qualifier=written["qualifier"], status=written.get("status"), published=published,  # type: ignore[arg-type]  # checked above
        recorded_at=written["recorded_at"], retraction=_retraction(written, now), **texts,
    )  # fmt: skip


def _retraction(written: Mapping[str, str], now: datetime) -> Retraction | None:
    names = ("retraction_reason", "retracted_at", "retracted_by")
    given = [written.get(name) for name in names]
    if not any(given):
        return None
    reason, at, by = (tidy(one, name) for one, name in zip(given, names, strict=True))
    if reason is None or by is None:
        raise _damaged("retraction_reason" if reason is None else "retracted_by", "retraction", written)
    if at is None or not _is_stamp(at, now):
        raise _damaged("retracted_at", "retracted_at", written)
    return Retraction(reason, at, by)


def _is_stamp(written: str, now: datetime) -> bool:
    """Whether a text is an instant as the store writes it, and not in the future."""
    try:
        instant = datetime.fromisoformat(written) if written.endswith("Z") else None
    except ValueError:
        return False
    return instant is not None and stamp(instant) == written and instant <= now


def _damaged(key: str, field: str, written: Mapping[str, str]) -> Refused:
    shown = brief(written.get(key, ""))
    return Refused(
        Text(f"不是导出的记录:{field} 为 {shown}", f"not a row as export writes it: {field} is {shown}"),
        Text(
            "去掉 id 和 recorded_at 即按新记录导入", "without its id and recorded_at it would be taken as a new record"
        ),
    )
