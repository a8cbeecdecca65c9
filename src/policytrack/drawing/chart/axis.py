"""Axes: ticks at round numbers, and the power of ten in which each language writes them (亿, 万; billion, thousand)."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


class Axis(NamedTuple):
    """From `low` to `high`, with a tick at every `step`."""

    low: Decimal
    high: Decimal
    step: Decimal
    ticks: tuple[Decimal, ...]


def axis(low: Decimal, high: Decimal, *, least: Decimal = Decimal(0), wanted: int = 4) -> Axis:
    """Round numbers around `low` to `high`: about `wanted` steps, none smaller than `least`."""
    if low == high:
        apart = abs(low) / 10 or Decimal(1)
        low, high = low - apart, high + apart
    step = max(_round_step((high - low) / wanted), least)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    ticks = tuple(step * (first + n) for n in range(int(last - first) + 1))
    return Axis(ticks[0], ticks[-1], step, ticks)


def _round_step(rough: Decimal) -> Decimal:
    unit = Decimal(1).scaleb(rough.adjusted())
    return next(step * unit for step in _STEPS if step * unit >= rough)


def years(first: int, last: int, most: int) -> Sequence[int]:
    """The years whose ends lie between two instants, thinned evenly to at most `most`, the last one kept."""
    every = range(-(-first // 12) - 1, last // 12)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if len(every) <= step * most)
    return every[::-1][::step][::-1]
