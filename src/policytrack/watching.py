"""A long loop may be watched: whoever runs it hands in what passes its items on and tells how far it is."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

_Item = TypeVar("_Item")


class Watch(Protocol):
    """What passes the items of a loop on, one by one and unchanged."""

    def __call__(self, items: Sequence[_Item], /) -> Iterable[_Item]:
        """The items."""


def unwatched(items: Sequence[_Item], /) -> Iterable[_Item]:
    """The items, and nobody looks on."""
    return items
