"""A recorded row as the cells of a table and back, losing nothing: what `export` writes and `import` takes again."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from policytrack import fields
from policytrack.errors import Refused
from policytrack.fields import Field, FieldType
from policytrack.model import Observation, Retraction
from policytrack.period import latest_day, parse_period
from policytrack.recording.entry import stamp, tidy
from policytrack.text import Text, brief

_EXPORTED = fields.moved((field for field in fields.FIELDS if not field.stated), typed="published")
_RECORDED = tuple(field for field in _EXPORTED if not field.retraction)
_STATED = tuple(field for field in fields.FIELDS if field.stated)
FIELDS = tuple(field.name for field in _EXPORTED)
STATED = tuple(field.name for field in _STATED)  # what only a document's value has
_stated, _SAID = fields.picked(_STATED), {True: "true", False: None}
NUMBERS = frozenset(field.name for field in fields.FIELDS if field.type == "number")
MOST_DIGITS = 100
_IDS = {
    "id": "[0-9a-hjkmnp-tv-z]{16}",
    "indicator": "[a-z0-9][a-z0-9.-]{0,99}",
    "unit": "[A-Za-z0-9%][A-Za-z0-9%./-]{0,99}",
}


def cells(one: Observation) -> dict[str, str | None]:
    """A value as texts, by FIELDS; the number digit by digit. Written out: a loop takes a quarter longer."""
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
    return {name: _SAID.get(value, value) for name, value in zip(STATED, _stated(one), strict=True)}


def is_recorded(written: Mapping[str, str]) -> bool:
    """Whether cells are those of a row that a store held."""
    return bool(written.get("id") and written.get("recorded_at"))


def observation(written: Mapping[str, str], now: datetime) -> Observation:
    """The row that cells were made from; `written` has no empty ones. Its indicator need not be known any more.

    Raises:
        Refused: `cells` cannot have made them.
    """
    held: dict[str, Any] = {}
    for field, key, read in _BACK:
        text = written.get(key)
        held[key] = None if text is None else read(text, now)
        if held[key] is None and (text is not None or field.stored == "needed"):
            raise _damaged(key, field.name, written)
    for name in _TEXTS:
        held[name] = tidy(written.get(name), name)
    return Observation(**held, retraction=_retraction(written, now))


def _reader(field: Field) -> Callable[[str, datetime], object | None]:
    """What reads a field's cell; None where `cells` cannot have written it."""
    if field.type == "id":
        return lambda text, _: text if re.fullmatch(_IDS[field.name], text) else None
    if field.type == "choice":
        return lambda text, _: text if text in field.choices else None
    return _READ[field.type]


def _number(text: str) -> Decimal | None:
    is_plain = len(text) <= MOST_DIGITS and re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII)
    return Decimal(text) if is_plain else None


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


_READ: Mapping[FieldType, Callable[[str, datetime], object | None]] = {
    "text": lambda text, _: text,
    "number": lambda text, _: _number(text),
    "period": lambda text, _: parse_period(text),
    "date": lambda text, _: text if latest_day(text) else None,
    "instant": lambda text, now: text if _is_stamp(text, now) else None,
}
_BACK = tuple((field, field.key, _reader(field)) for field in _RECORDED)
_TEXTS = tuple(field.key for field in _RECORDED if field.type == "text")


def _damaged(key: str, field: str, written: Mapping[str, str]) -> Refused:
    shown = brief(written.get(key, ""))
    return Refused(
        Text(f"不是导出的记录:{field} 为 {shown}", f"not a row as export writes it: {field} is {shown}"),
        Text(
            "去掉 id 和 recorded_at 即按新记录导入", "without its id and recorded_at it would be taken as a new record"
        ),
    )
