"""Work spread over the machine's processors, where the system can fork; elsewhere it is done in place."""

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

_Item = TypeVar("_Item")
LEAST = 500  # items that are worth a process of their own


def spread(work: Callable[[Sequence[_Item]], list[Any]], items: Sequence[_Item]) -> list[Any]:
    """`work(items)`, in pieces side by side; what it returns for a piece is a list of plain data that marshal knows.

    A piece whose process fails is done in place, so that its error is raised here.
    """
    count = min(_processors(), len(items) // LEAST)
    if count < 2:
        return work(items)
    size = -(-len(items) // count)
    pieces = [items[at : at + size] for at in range(0, len(items), size)]
    sys.stdout.flush()
    sys.stderr.flush()
    started = [_start(work, piece) for piece in pieces[1:]]
    found = work(pieces[0])
    for piece, (process, pipe) in zip(pieces[1:], started, strict=True):
        found += _finish(process, pipe) or work(piece)
    return found


def _processors() -> int:
    if not hasattr(os, "fork"):
        return 1
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS: forking without exec is not safe there
        return 1


def _start(work: Callable[[Sequence[_Item]], list[Any]], piece: Sequence[_Item]) -> tuple[int, int]:
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(marshal.dumps(work(piece)))
        os._exit(0)
    except BaseException:
        os._exit(1)


def _finish(process: int, pipe: int) -> list[Any] | None:
    with os.fdopen(pipe, "rb") as reading:
        written = reading.read()
    _, status = os.waitpid(process, 0)
    return list(marshal.loads(written)) if status == 0 else None
