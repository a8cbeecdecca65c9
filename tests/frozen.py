"""Runs the product's command line in a world that stands still: `python -P tests/frozen.py ARGUMENTS`.

The time is noon of 2026-11-20 (UTC) and OUTPUTS_MINUTE minutes, the random bits are counted from that minute on. Of the
product only `policytrack.cli` is named here, so that its modules may be called anything; stands alone, like a script.
"""

import datetime
import os
import secrets
import sys
from hashlib import sha256
from itertools import count
from typing import Any

MINUTE = int(os.environ.get("OUTPUTS_MINUTE", "0"))
_DATE, _DATETIME = datetime.date, datetime.datetime
_NOW = _DATETIME(2026, 11, 20, 12, tzinfo=datetime.UTC) + datetime.timedelta(minutes=MINUTE)
_drawn = count()


class _Kin(type):
    """A stand-in for one of the two classes: what is of the class is of the stand-in too."""

    original: type

    def __instancecheck__(cls, one: Any) -> bool:
        return isinstance(one, cls.original)

    def __subclasscheck__(cls, other: type) -> bool:
        return issubclass(other, cls.original)


class Date(_DATE, metaclass=_Kin):
    """A date whose today is always the same."""

    original = _DATE

    @classmethod
    def today(cls) -> Any:
        return cls(_NOW.year, _NOW.month, _NOW.day)


class DateTime(_DATETIME, metaclass=_Kin):
    """A time whose now is always the same."""

    original = _DATETIME

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Any:
        now = _NOW if tz is None else _NOW.astimezone(tz)
        made = cls(now.year, now.month, now.day, now.hour, now.minute, now.second, tzinfo=now.tzinfo)
        return made if tz else made.replace(tzinfo=None)

    @classmethod
    def utcnow(cls) -> Any:
        return cls.now()

    @classmethod
    def today(cls) -> Any:
        return cls.now()


def bits(k: int) -> int:
    """So many bits that look random, and are the same in every run."""
    return int(sha256(f"{MINUTE}/{next(_drawn)}".encode()).hexdigest(), 16) % (1 << k)


def main() -> None:
    """Freeze, and run."""
    for stand_in in (Date, DateTime):
        stand_in.__name__ = stand_in.__qualname__ = stand_in.original.__name__
        stand_in.__module__ = "datetime"
        setattr(datetime, stand_in.__name__, stand_in)
    secrets.randbits = bits
    sys.argv[0] = "policytrack"
    from policytrack.cli import run

    run()


if __name__ == "__main__":
    main()
