"""A compiled copy of a catalogue in the user's cache folder, so that unchanged files are not parsed again.

The copy is marshalled plain data: loading it runs no code. It is used only while every file of the workspace
has the size and the modification time that it had, and it is written only for data without a loading error.
"""

import marshal
import os
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from policytrack import __version__, model
from policytrack.errors import Place
from policytrack.period import Period
from policytrack.text import Text

_TYPES: tuple[type[Any], ...] = (
    Text, Place, Period, model.Unit, model.MethodChoice, model.Plan, model.Indicator, model.Citation,
    model.Relative, model.Revision, model.Relation, model.Target, model.Retraction, model.Observation,
    model.Figure, model.Source, model.Catalogue,
)  # fmt: skip
FORMAT = 2  # of the copy itself: raise it when what is written changes
_CODES = {kind: code for code, kind in enumerate(_TYPES)}
_DECIMAL, _TUPLE, _MAP = -1, -2, -3
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Later(Mapping[_Key, _Value]):
    """A mapping whose values stay marshalled until they are first asked for: most commands need few of them."""

    def __init__(self, packed: Mapping[_Key, bytes]) -> None:
        self._packed = packed
        self._known: dict[_Key, _Value] = {}

    def __getitem__(self, key: _Key) -> _Value:
        if key not in self._known:
            self._known[key] = _unpack(marshal.loads(self._packed[key]))
        return self._known[key]

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def state_of(files: list[Path]) -> tuple[Any, ...] | None:
    """What must not have changed: each file's path, size and modification time; None if one cannot be seen."""
    try:
        stats = [(str(file.absolute()), file.stat()) for file in files]
    except OSError:
        return None
    shape = tuple(getattr(kind, "_fields") for kind in _TYPES)  # noqa: B009 - NamedTuple's own, not on type[Any]
    seen = tuple((path, stat.st_size, stat.st_mtime_ns) for path, stat in stats)
    return (FORMAT, __version__, sys.version, shape, seen)


def load(cache: Path, folder: Path, files: list[Path]) -> model.Catalogue | None:
    """The compiled catalogue of a workspace, or None where there is none that still holds."""
    state = state_of(files)
    if state is None:
        return None
    try:
        stored, packed = marshal.loads(_file(cache, folder).read_bytes())
        if stored != state:
            return None
        catalogue = _catalogue(packed)
    except (OSError, ValueError, EOFError, TypeError, IndexError, KeyError, ArithmeticError):
        return None
    return catalogue


def _catalogue(packed: tuple[Any, ...]) -> model.Catalogue:
    *records, observations, places = packed
    return model.Catalogue._make((*map(_unpack, records), Later(observations), Later(places)))


def _packed(catalogue: model.Catalogue) -> tuple[Any, ...]:
    *records, observations, places = catalogue
    later = ({key: marshal.dumps(_pack(one)) for key, one in some.items()} for some in (observations, places))
    return (*map(_pack, records), *later)


def save(cache: Path, folder: Path, state: tuple[Any, ...] | None, catalogue: model.Catalogue) -> None:
    """Keep a catalogue; `state` is that of the files before they were read. An unwritable cache is no error."""
    if state is None:
        return
    target = _file(cache, folder)
    draft = target.with_suffix(f".{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(marshal.dumps((state, _packed(catalogue))))
        draft.replace(target)
    except OSError:
        draft.unlink(missing_ok=True) if draft.parent.is_dir() else None


def _file(cache: Path, folder: Path) -> Path:
    name = sha256(str(folder.absolute()).encode(errors="surrogateescape")).hexdigest()[:32]
    return cache / f"catalogue-{name}.bin"


def _pack(value: Any) -> Any:
    """Plain data. A record becomes (code, its plain fields, and by place those that are records themselves)."""
    code = _CODES.get(type(value))
    if code is not None:
        return (code, *_apart(value))
    if isinstance(value, Decimal):
        return (_DECIMAL, str(value))
    if isinstance(value, tuple):
        return (_TUPLE, *_apart(value))
    if isinstance(value, Mapping):
        return (_MAP, *((_pack(key), _pack(item)) for key, item in value.items()))
    return value


def _apart(fields: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    packed = [_pack(field) for field in fields]
    nested = tuple((at, field) for at, field in enumerate(packed) if type(field) is tuple)
    return tuple(None if type(field) is tuple else field for field in packed), nested


def _unpack(packed: Any) -> Any:
    if type(packed) is not tuple:
        return packed
    code = packed[0]
    if code == _DECIMAL:
        return Decimal(packed[1])
    if code == _MAP:
        return {_unpack(key): _unpack(item) for key, item in packed[1:]}
    fields = packed[1]
    if packed[2]:
        fields = list(fields)
        for at, nested in packed[2]:
            fields[at] = _unpack(nested)
    return _TYPES[code]._make(fields) if code >= 0 else tuple(fields)
