"""Work spread over the machine's processors, where the system can fork; elsewhere it is done in place."""

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from mmap import ACCESS_READ, mmap
from typing import Any, NamedTuple, TypeVar

from policytrack.watching import Watch, unwatched

_Item = TypeVar("_Item")
_Done = dict[int, list[Any]]  # what came of a piece's items, by the number of the piece
LEAST = 500  # items that are worth a process of their own
_PIECES = 16  # a process; whoever is free takes the next one, since processors are not equally fast


def spread(work: Callable[[_Item], Any], items: Sequence[_Item], watch: Watch = unwatched) -> list[Any]:
    """`work` of every item, in their order, done side by side; it returns plain data that marshal knows.

    The pieces of a process that fails are done in place, so that its error is raised here.
    """
    count = min(_processors(), len(items) // LEAST)
    if count < 2:
        return [work(item) for item in watch(items)]
    size = -(-len(items) // min(_PIECES * count, 256))
    sys.stdout.flush()
    sys.stderr.flush()
    queue = _queue(-(-len(items) // size))
    try:
        started = [_start(work, items, size, queue) for _ in range(1, count)]
        done = _share(work, items, size, queue, watch)
    finally:
        os.read(queue, 256)  # where this process fails, the others need not go on
        os.close(queue)
    for one in started:
        done |= _finish(one)
    found: list[Any] = []
    for at in range(0, len(items), size):
        found += done.get(at // size) or [work(item) for item in items[at : at + size]]
    return found


def _processors() -> int:
    if not hasattr(os, "memfd_create"):  # Linux has it; on macOS forking without exec is not safe
        return 1
    return len(os.sched_getaffinity(0))


def _queue(pieces: int) -> int:
    """A pipe that holds the number of every piece as a byte: who reads one has it to himself."""
    reading, writing = os.pipe()
    os.write(writing, bytes(range(pieces)))
    os.close(writing)
    return reading


def _share(work: Callable[[_Item], Any], items: Sequence[_Item], size: int, queue: int, watch: Watch) -> _Done:
    """Piece after piece as long as there are any; the items of pieces that others have taken are passed by."""
    done: _Done = {}
    own = os.read(queue, 1)
    for at, item in enumerate(watch(items)):
        if not own or at // size != own[0]:
            continue
        done.setdefault(own[0], []).append(work(item))
        if (at + 1) % size == 0:
            own = os.read(queue, 1)
    return done


class _Process(NamedTuple):
    """A process that was started, and the memory that it writes what it made to: a pipe would hold it up."""

    id: int
    memory: int


def _start(work: Callable[[_Item], Any], items: Sequence[_Item], size: int, queue: int) -> _Process:
    memory = os.memfd_create("pieces")
    process = os.fork()
    if process:
        return _Process(process, memory)
    try:
        with os.fdopen(memory, "wb") as written:
            written.write(marshal.dumps(_share(work, items, size, queue, unwatched)))
        os._exit(0)
    except BaseException:
        os._exit(1)


def _finish(one: _Process) -> _Done:
    """What a process has made; nothing where it failed."""
    _, status = os.waitpid(one.id, 0)
    try:
        with mmap(one.memory, 0, access=ACCESS_READ) as made:
            return dict(marshal.loads(made)) if status == 0 else {}
    except ValueError:  # empty: it ended before it wrote
        return {}
    finally:
        os.close(one.memory)
