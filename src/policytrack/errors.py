"""What can go wrong, and with which exit code a command then ends.

    PolicytrackError
    ├── Refused             2  usage, an unknown name, a refused value, a question declined
    ├── CannotLoad          3  data that cannot be read; carries every finding, not the first
    └── StoreUnavailable    4  the store of recorded actuals

Bad data is collected as `Finding`s and shown together; exceptions are for runs that cannot go on.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from policytrack.text import Text

Severity = Literal["error", "warning"]


class Place(NamedTuple):
    """Where something stands: a file and, counted from 1, a line and a column in it."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in self if part is not None)


class Finding(NamedTuple):
    """One thing that `check` reports: what is wrong, where, and how to mend it."""

    code: str
    severity: Severity
    message: Text
    hint: Text | None = None
    place: Place | None = None
    excerpt: str | None = None


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """Findings sorted as a reader goes through the files."""
    nowhere = Place("")

    def key(finding: Finding) -> tuple[str, int, int, str]:
        place = finding.place or nowhere
        return place.file, place.line or 0, place.column or 0, finding.code

    return sorted(findings, key=key)


class PolicytrackError(Exception):
    """A run that cannot go on; `message` and `hint` are for the person at the terminal."""

    exit_code = 1

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


class Refused(PolicytrackError):
    """Something the person typed cannot be taken."""

    exit_code = 2


class CannotLoad(PolicytrackError):
    """The workspace's data cannot be read."""

    exit_code = 3

    def __init__(self, message: Text, findings: Iterable[Finding] = (), hint: Text | None = None) -> None:
        super().__init__(message, hint)
        self.findings = tuple(findings)


class StoreUnavailable(PolicytrackError):
    """The store cannot be opened, read or written."""

    exit_code = 4
