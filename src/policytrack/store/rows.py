"""Observations as rows of a table and back; what it means that two of them are the same."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, get_args

from policytrack.errors import StoreUnavailable
from policytrack.model import Observation, Qualifier, Retraction, Status
from policytrack.period import latest_day, parse_period
from policytrack.store.statements import COLUMNS
from policytrack.text import Text

Packed = tuple[str | None, ...]
_WIDTH = len(COLUMNS)
_TYPES = {str, type(None)}
_period = lru_cache(4096)(parse_period)  # a store speaks of few periods, many times
_QUALIFIERS, _STATUSES = set(get_args(Qualifier)), {None, *get_args(Status)}


def packed(one: Observation) -> Packed:
    """An observation as the row that is stored; numbers are kept as text, digit by digit."""
    return (
        one.id, one.indicator, one.series, str(one.period), format(one.value, "f"), one.unit, one.typed or "",
        one.qualifier, one.status, one.source, one.quote, one.note, one.published, one.recorded_at, one.recorded_by,
    )  # fmt: skip


def unpacked(row: Sequence[Any]) -> Observation:
    """The observation in a row, with its retraction.

    Raises:
        StoreUnavailable: the row is not one that `packed` could have made.
    """
    id_, indicator, series, written, number, unit, typed, qualifier, status, source, quote, note, published, at, by = (
        row[:_WIDTH]
    )
    gone = row[_WIDTH:]
    try:
        period = _period(written) if set(map(type, row)) <= _TYPES else None
        plain = period is not None and not number.strip("0123456789.-")  # no exponent, NaN or infinity
        value = Decimal(number) if plain else None
        for instant in (at, gone[1] if gone and gone[0] is not None else at):
            datetime.fromisoformat(instant if "1900" < instant < "9990" else "beyond what a time zone can be added to")
    except (InvalidOperation, ValueError):
        value = None
    known = qualifier in _QUALIFIERS and status in _STATUSES and (published is None or latest_day(published))
    if period is None or value is None or not known:
        raise StoreUnavailable(
            Text(f"存储中的记录 {id_} 已损坏", f"the row {id_} of the store is damaged"),
            Text("policytrack store info 检查完整性", "`policytrack store info` checks the store"),
        )
    return Observation(
        id_, indicator, period, value, unit, qualifier, status, source, quote, note, series, published,
        typed=typed, recorded_at=at, recorded_by=by,
        retraction=Retraction(*gone) if gone and gone[0] is not None else None,
    )  # fmt: skip


def distinct(rows: Iterable[Observation]) -> dict[str, Packed]:
    """Rows by their ids; one that comes twice counts once.

    Raises:
        StoreUnavailable: two different rows have one id.
    """
    found: dict[str, Packed] = {}
    for one in rows:
        row = packed(one)
        if found.setdefault(one.id, row) != row:
            raise other_row(one.id)
    return found


def other_row(id_: str) -> StoreUnavailable:
    """The error of a row whose id another row has."""
    return StoreUnavailable(
        Text(f"存储中已有另一条标识为 {id_} 的记录", f"the store holds another row with the id {id_}"),
        Text("未写入任何数据", "nothing was stored"),
    )


def no_row(id_: str) -> StoreUnavailable:
    """The error of a withdrawal of a row that is not there."""
    return StoreUnavailable(Text(f"存储中没有记录 {id_}", f"the store holds no row {id_}"))


def other_retraction(id_: str, by: str, at: str) -> StoreUnavailable:
    """The error of a withdrawal of what somebody else withdrew in the meantime."""
    return StoreUnavailable(
        Text(f"记录 {id_} 已由 {by} 于 {at[:10]} 撤回", f"{id_} was retracted by {by} on {at[:10]}"),
        Text("历史中保留第一次撤回", "the first retraction stands in the history"),
    )
