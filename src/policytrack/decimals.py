"""Numbers as digits: exact, rounded, as per cent; and the arithmetic context of an assessment."""

from decimal import ROUND_HALF_UP, Context, Decimal

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)  # 四舍五入, as spreadsheets do it too
MOST_DIGITS = 20  # beyond them a number is written in powers of ten


def digits(value: Decimal) -> str:
    """A number with thousands separated and every decimal that it has: 12,000, 0.065."""
    return format(value, ",f")


def rounded(value: Decimal, places: int = 1) -> str:
    """A computed number to at most `places` decimals, or three significant digits where it is small."""
    if value and abs(value) < Decimal(1).scaleb(-places):
        return fixed(value, min(2 - value.adjusted(), 12)).rstrip("0").rstrip(".") or "0"
    shown = fixed(value, places)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def percent(fraction: Decimal, places: int = 1) -> str:
    """A fraction as per cent: 21.8%. Always with its decimals, so that columns line up."""
    return fixed(fraction * 100, places) + "%"


def percent_number(fraction: Decimal, places: int = 1) -> Decimal:
    """The number that `percent` prints, so that a difference of two can be checked by the reader."""
    shown = fraction * 100
    return shown if shown.adjusted() > MOST_DIGITS else shown.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def points_between(fraction: Decimal, other: Decimal) -> Decimal:
    """The difference of two shares in percentage points, of the numbers as they are shown: a reader can check it."""
    return percent_number(fraction) - percent_number(other)


def fixed(value: Decimal, places: int) -> str:
    """A computed number with exactly `places` decimals; one that nobody could read in digits in powers of ten."""
    if value.adjusted() > MOST_DIGITS:
        return format(value, ".3E")
    return format(value.quantize(Decimal(1).scaleb(-places), context=_WIDE), ",f")


# 50 digits, and exponents so wide that no published series over- or underflows.
EXACT = Context(prec=50, Emax=10**12, Emin=-(10**12))
