"""Whether a value can be one of an indicator's at all."""

from decimal import Decimal

from policytrack.model import Indicator, Unit
from policytrack.text import Text
from policytrack.units import is_counted


def implausible(value: Decimal, indicator: Indicator, unit: Unit) -> Text | None:
    """Why a value cannot be one of the indicator's, or None."""
    if indicator.kind == "rank" and (value < 1 or value != value.to_integral_value()):
        return Text(f"名次应为正整数,不是 {value}", f"a rank is a whole number from 1, not {value}")
    is_count = indicator.kind == "cumulative" or (indicator.kind == "stock" and is_counted(unit))
    if is_count and value < 0:
        return Text(f"个数不会为负:{value}", f"a count is not negative: {value}")
    if is_beyond(value, indicator):
        return Text(
            f"{value} 超出自然界限 {indicator.limit}", f"{value} lies beyond the natural limit {indicator.limit}"
        )
    return None


def is_beyond(value: Decimal, indicator: Indicator) -> bool:
    """Whether a value lies beyond the indicator's natural limit."""
    if indicator.limit is None:
        return False
    return value < indicator.limit if indicator.desired == "decrease" else value > indicator.limit
