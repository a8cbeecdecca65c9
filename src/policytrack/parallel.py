"""Work spread over the machine's processors, where the system can fork; elsewhere it is done in place."""

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from mmap import ACCESS_READ, mmap
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
    if not hasattr(os, "memfd_create"):  # Linux has it; on macOS forking without exec is not safe
        return 1
    return len(os.sched_getaffinity(0))


def _start(work: Callable[[Sequence[_Item]], list[Any]], piece: Sequence[_Item]) -> tuple[int, int]:
    memory = os.memfd_create("piece")  # a pipe would hold a process up until somebody reads
    process = os.fork()
    if process:
        return process, memory
    try:
        with os.fdopen(memory, "wb") as written:
            written.write(marshal.dumps(work(piece)))
        os._exit(0)
    except BaseException:
        os._exit(1)


def _finish(process: int, memory: int) -> list[Any] | None:
    _, status = os.waitpid(process, 0)
    try:
        with mmap(memory, 0, access=ACCESS_READ) as made:
            return list(marshal.loads(made)) if status == 0 else None
    except ValueError:  # empty: it ended before it wrote
        return None
    finally:
        os.close(memory)
