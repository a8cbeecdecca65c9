"""The figures of a report's tables: each a number with its words, and its period beside it where it has one."""

from decimal import Decimal
from functools import partial

from policytrack.assessing.series.points import Point
from policytrack.decimals import digits, percent, points_between, rounded
from policytrack.drawing.table import Numeral
from policytrack.model import Unit
from policytrack.reporting.report import Row
from policytrack.text import Text, in_both
from policytrack.words.amounts import with_unit, without_unit
from policytrack.words.periods import period
from policytrack.words.tables.annex import started
from policytrack.words.targets import goal
from policytrack.words.values import period_shown, value_shown


def baseline(row: Row) -> Numeral | None:
    """Where a target starts from: the number alone, as its unit stands in the unit's column."""
    start = row.result.baseline
    if start is None:
        return None
    words, day = started(start), in_both(lambda lang: period(start.period, lang))
    return Numeral(start.level, _with_day(words, day), words, day)


def asked(row: Row) -> Numeral:
    """What is asked, and by when."""
    version = row.result.version
    value = Decimal(0) if version.value is None else version.value
    written = rounded(value, 2) if version.relative else digits(value)
    words = in_both(lambda lang: goal(version, row.indicator, row.unit, lang))
    number, due = None if version.upper else version.value, in_both(partial(period, version.due))
    found = _dated(number, written, row.unit, words, due)
    short = Text(found.bare.zh, found.bare.en.removesuffix(" on average"))
    return found._replace(bare=short) if version.transform == "average_growth" else found


def latest(row: Row) -> Numeral | None:
    """The value that is compared with what is asked."""
    value = row.result.latest
    if value is None:
        return None
    words, day = in_both(partial(value_shown, row)), in_both(partial(period_shown, row))
    return _dated(value.number, digits(value.number), row.unit, words, day)


def projected(row: Row) -> Numeral | None:
    """The value that the course leads to; of an average of yearly growth none is told."""
    value = row.result.trajectory.projection
    if value is None or row.result.version.transform == "average_growth":
        return None
    number = rounded(value, 2)
    words = in_both(lambda lang: with_unit(number, row.unit, lang, row.indicator.kind))
    return Numeral(value, words, Text.same(number))


def share(fraction: Decimal | None) -> Numeral | None:
    """A fraction as per cent."""
    if fraction is None:
        return None
    words = Text.same(percent(fraction))
    return Numeral(fraction, words, words, is_share=True)


def points(progress: Decimal | None, time: Decimal | None) -> Numeral | None:
    """How many percentage points progress is ahead of time."""
    if progress is None or time is None:
        return None
    ahead = points_between(progress, time)
    words = Text.same(rounded(ahead))
    return Numeral(ahead, words, words)


def status_of(value: Point | None) -> str | None:
    """The status of the last observation that a value rests on."""
    return value.parts[-1].status if value and value.parts else None


def _dated(number: Decimal | None, written: str, unit: Unit, words: Text, day: Text) -> Numeral:
    """Words about a number that is written in them, and its period."""
    bare = in_both(lambda lang: without_unit(words.to(lang), written, unit, lang))
    return Numeral(number, _with_day(words, day), bare, day)


def _with_day(words: Text, day: Text) -> Text:
    return in_both(lambda lang: f"{words.to(lang)} ({day.to(lang)})")
