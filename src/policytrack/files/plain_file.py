"""Files of strangers: only plain ones are opened, to a limit, and none that a link leads out of a folder to."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from policytrack.errors import Refused
from policytrack.text import Text


class CannotRead(Refused):
    """A file that cannot be read; `reason` says why without naming it, `is_large` that it is larger than the limit."""

    def __init__(self, file: Path, reason: Text, *, is_large: bool = False) -> None:
        message = Text(f"无法读取 {file}:{reason.zh}", f"cannot read {file}: {reason.en}")
        super().__init__(Text(f"{file} {reason.zh}", f"{file} {reason.en}") if is_large else message)
        self.reason, self.is_large = reason, is_large


def read_plain(file: Path, largest: int, within: Path | None = None) -> bytes:
    """A file's bytes. With `within`, a file that a symbolic link leads out of that folder to is refused.

    Raises:
        CannotRead: it is no plain file (a pipe, a device), is larger than `largest` bytes, or lies outside.
    """
    if within is not None and not is_inside(file, within):
        raise CannotRead(file, Text("是指向工作区之外的链接", "is a link that leads out of the workspace"))
    try:
        with _opened(file) as opened:
            if os.fstat(opened.fileno()).st_size > largest:
                raise too_large(file, largest)
            raw = opened.read(largest + 1)
    except OSError as error:
        raise CannotRead(file, Text.same(error.strerror or str(error))) from error
    if len(raw) > largest:
        raise too_large(file, largest)
    return raw


def head(file: Path, most: int) -> bytes:
    """The first bytes of a plain file; none where it cannot be read."""
    try:
        with _opened(file) as opened:
            return opened.read(most)
    except (OSError, CannotRead):
        return b""


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """A plain file, or a stream that the shell has opened. Opening a pipe would wait for its other end."""
    is_handed = str(file) == "/dev/stdin" or file.parent == Path("/dev/fd")  # import <(another program)
    waiting = 0 if is_handed else getattr(os, "O_NONBLOCK", 0)
    with open(os.open(file, os.O_RDONLY | waiting | getattr(os, "O_BINARY", 0)), "rb") as opened:  # noqa: PTH123
        if not is_handed and not S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise CannotRead(file, Text("不是普通文件", "it is no plain file"))
        yield opened


def too_large(file: Path, largest: int) -> CannotRead:
    """The error of a file beyond a limit."""
    size = f"{largest // 1_000_000} MB"
    return CannotRead(file, Text(f"超过{size}", f"is larger than {size}"), is_large=True)


def is_inside(file: Path, folder: Path) -> bool:
    """Whether a path, its links followed, lies in a folder."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a loop of links
        return False


def leads_out(file: Path, folder: Path) -> bool:
    """Whether a path that is written as one inside a folder is led out of it by a link."""
    written = Path(os.path.abspath(file))  # noqa: PTH100 - resolve would follow the links
    own = (Path(os.path.abspath(folder)), folder.resolve())  # noqa: PTH100
    return any(written.is_relative_to(one) for one in own) and not is_inside(file, folder)
