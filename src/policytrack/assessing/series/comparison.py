"""Whether a value satisfies a target, when either may be known only within bounds.

A value is an interval (a plain number is a point); a target is the region of values that satisfy it.
Three answers: yes, no, and None where the interval lies on both sides.
"""

from decimal import Decimal
from typing import NamedTuple

from policytrack.model import Comparator, Desired, Qualifier

_HALF = Decimal("0.5")
_MOST = Decimal("0.05")


class Interval(NamedTuple):
    """Where a value lies: `low` to `high`, None for unbounded; `open` excludes both ends."""

    low: Decimal | None
    high: Decimal | None
    open: bool = False

    @classmethod
    def at(cls, value: Decimal) -> "Interval":
        """A value known exactly."""
        return cls(value, value)

    def plus(self, other: "Interval") -> "Interval":
        """Where the sum of the two lies."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.open or other.open)


class Region(NamedTuple):
    """The values that satisfy a target; None for unbounded, `open` excludes the bound itself."""

    low: Decimal | None = None
    high: Decimal | None = None
    open: bool = False


def default_tolerance(value: Decimal) -> Decimal:
    """How far 左右 / about reaches in a target where nothing states it: as far as a rounded number's may."""
    return rounding(value)


def rounding(value: Decimal) -> Decimal:
    """How far from the truth a rounded number may lie: half a unit of its last non-zero digit, at most 5 %."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "a target's value is finite"
    return min(_HALF.scaleb(exponent), abs(value) * _MOST).normalize() if value else Decimal(0)


def interval_of(value: Decimal, qualifier: Qualifier) -> Interval:
    """What a published value says: `over 6000` is anything above, `about 16` is 15.5 to 16.5."""
    match qualifier:
        case "over":
            return Interval(value, None, open=True)
        case "under":
            return Interval(None, value, open=True)
        case "about":
            reach = rounding(value)
            return Interval(value - reach, value + reach, open=True)
    return Interval.at(value)


def region_of(
    comparator: Comparator,
    desired: Desired,
    value: Decimal,
    upper: Decimal | None = None,
    tolerance: Decimal = Decimal(0),
) -> Region:
    """The values that satisfy a comparator; for increase and decrease `value` is the baseline's."""
    match comparator:
        case "at_least":
            return Region(low=value)
        case "more_than" | "increase":
            return Region(low=value, open=True)
        case "at_most":
            return Region(high=value)
        case "less_than" | "decrease":
            return Region(high=value, open=True)
        case "equal":
            return Region(value, value)
    bottom, top = (
        (value - tolerance, value + tolerance) if comparator == "about" else (value, value if upper is None else upper)
    )
    return Region(None if desired == "decrease" else bottom, None if desired == "increase" else top)


def contains(region: Region, value: Decimal) -> bool:
    """Whether a value known exactly satisfies."""
    low, high, is_open = region
    if low is not None and (value <= low if is_open else value < low):
        return False
    return high is None or (value < high if is_open else value <= high)


def decide(interval: Interval, region: Region) -> bool | None:
    """Whether every value of the interval satisfies (True), none does (False), or it cannot be said (None)."""
    if _within(interval, region):
        return True
    return False if _apart(interval, region) else None


def _within(interval: Interval, region: Region) -> bool:
    strict = region.open and not interval.open
    above = region.low is None or (
        interval.low is not None and (interval.low > region.low or (interval.low == region.low and not strict))
    )
    below = region.high is None or (
        interval.high is not None and (interval.high < region.high or (interval.high == region.high and not strict))
    )
    return above and below


def _apart(interval: Interval, region: Region) -> bool:
    touching = region.open or interval.open
    under = region.low is not None and interval.high is not None
    over = region.high is not None and interval.low is not None
    return bool(
        (under and (interval.high < region.low or (interval.high == region.low and touching)))  # type: ignore[operator]  # both are numbers here
        or (over and (interval.low > region.high or (interval.low == region.high and touching)))  # type: ignore[operator]
    )
