"""Words to numbers: a value as a person types it, and the quantities that a quoted sentence states."""

from policytrack.quantity.amount import Amount, is_counted, read_amount, scaled

__all__ = ["Amount", "is_counted", "read_amount", "scaled"]
