"""A compiled copy of a catalogue in the user's cache folder, so that unchanged files are not parsed again.

The copy is marshalled plain data: loading it runs no code. It is used only while every file of the workspace
has the size and the modification time that it had, and it is written only for data without a loading error.
"""

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from stat import S_ISLNK
from typing import Any, TypeVar
from zlib import crc32

from policytrack import __version__, model
from policytrack.errors import Place
from policytrack.period import Period
from policytrack.text import Text

_TYPES: tuple[type[Any], ...] = (
    Text, Place, Period, model.Unit, model.MethodChoice, model.Plan, model.Indicator, model.Citation,
    model.Relative, model.Revision, model.Relation, model.Target, model.Retraction, model.Observation,
    model.Figure, model.Source, model.Catalogue,
)  # fmt: skip
FORMAT = 7  # of the copy itself: raise it when what is written changes, or what may be
_CODES = {kind: code for code, kind in enumerate(_TYPES)}
_HEAD = 8  # bytes that say how long the head of the copy is
_DECIMAL, _TUPLE, _MAP = -1, -2, -3
_BINARY = getattr(os, "O_BINARY", 0)
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Later(Mapping[_Key, _Value]):
    """A mapping that stays marshalled until it is asked for, value by value: most commands need few of them."""

    def __init__(self, blob: memoryview, unpack: Callable[[Any], _Value]) -> None:
        self._blob, self._unpack = blob, unpack
        self._known: dict[_Key, _Value] = {}

    @cached_property
    def _packed(self) -> dict[_Key, bytes]:
        return dict(marshal.loads(self._blob))

    def __getitem__(self, key: _Key) -> _Value:
        try:
            return self._known[key]
        except KeyError:
            found = self._known[key] = self._unpack(marshal.loads(self._packed[key]))
            return found

    def get(self, key: _Key, default: Any = None) -> Any:
        """The value, or the default; quicker than the inherited one, which raises to find out."""
        return self[key] if key in self._packed else default

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
    # an archive sets the time of modification, nobody that of the last change
    seen = tuple((path, one.st_size, one.st_mtime_ns, one.st_ctime_ns, one.st_ino) for path, one in stats)
    return (FORMAT, __version__, sys.version, shape, seen)


def load(cache: Path, folder: Path, files: list[Path]) -> model.Catalogue | None:
    """The compiled catalogue of a workspace, or None where there is none that still holds."""
    state = state_of(files)
    if state is None:
        return None
    try:
        file = _file(cache, folder)
        if not (_is_ours(cache) and _is_ours(file)):
            return None
        with file.open("rb") as copy:
            view = memoryview(mmap(copy.fileno(), 0, access=ACCESS_READ))  # what nobody asks for is never read
        at = _HEAD + int.from_bytes(view[:_HEAD], "little")
        stored, packed, sizes = marshal.loads(view[_HEAD:at])
        if stored != state or at + sum(sizes) != len(view):
            return None
        ends = accumulate(sizes, initial=at)
        catalogue = _catalogue(packed, [view[first:last] for first, last in pairwise(ends)])
    except (OSError, ValueError, EOFError, TypeError, IndexError, KeyError, ArithmeticError):
        return None
    return catalogue


def _catalogue(packed: tuple[Any, ...], blobs: list[memoryview]) -> model.Catalogue:
    units, plans, sources = packed
    indicators, targets, observations, places = blobs
    return model.Catalogue(
        _unpack(units),
        _unpack(plans),
        Later(indicators, _unpack),
        Later(targets, _unpack),
        _unpack(sources),
        Later(observations, _unpack_observations),
        Later(places, _unpack),
    )


def _packed(catalogue: model.Catalogue) -> tuple[tuple[Any, ...], tuple[bytes, ...]]:
    """What every command needs, and what is unpacked when it is asked for."""
    own = {key: marshal.dumps(list(map(_pack_observation, ones))) for key, ones in catalogue.observations.items()}
    return (_pack(catalogue.units), _pack(catalogue.plans), _pack(catalogue.sources)), (
        _one_by_one(catalogue.indicators),
        _one_by_one(catalogue.targets),
        marshal.dumps(own),
        _one_by_one(catalogue.places),
    )


def _one_by_one(records: Mapping[Any, Any]) -> bytes:
    return marshal.dumps({key: marshal.dumps(_pack(one)) for key, one in records.items()})


def _pack_observation(one: model.Observation) -> tuple[Any, ...]:
    """The record that there are most of: flat. One of a catalogue was never recorded, nor retracted."""
    id_, indicator, period, value, *rest, retraction = one
    assert retraction is None, "only what a store holds can be retracted"
    return (id_, indicator, *period, str(value), *rest)


def _unpack_observations(packed: list[tuple[Any, ...]]) -> tuple[model.Observation, ...]:
    new = tuple.__new__  # what _make calls, without asking a hundred thousand times whether the length is right
    return tuple([
        new(model.Observation, (one[0], one[1], new(Period, one[2:4]), Decimal(one[4]), *one[5:], None))
        for one in packed
    ])  # fmt: skip


def save(cache: Path, folder: Path, state: tuple[Any, ...] | None, catalogue: model.Catalogue) -> None:
    """Keep a catalogue; `state` is that of the files before they were read. An unwritable cache is no error."""
    if state is None:
        return
    target = _file(cache, folder)
    draft = target.with_suffix(f".{os.getpid()}")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as written:  # noqa: PTH123
            packed, blobs = _packed(catalogue)
            head = marshal.dumps((state, packed, tuple(map(len, blobs))))
            written.writelines((len(head).to_bytes(_HEAD, "little"), head, *blobs))
        draft.replace(target)
    except OSError:
        draft.unlink(missing_ok=True) if draft.parent.is_dir() else None


def _is_ours(path: Path) -> bool:
    """Whether nobody else can have written it: marshalled data of a stranger's could crash the interpreter."""
    if not hasattr(os, "geteuid"):
        return True  # on Windows the user's own folder is closed to others
    found = path.lstat()
    return found.st_uid == os.geteuid() and not (found.st_mode & 0o022 or S_ISLNK(found.st_mode))


def _file(cache: Path, folder: Path) -> Path:
    # two folders may share a name: the state inside says whose copy it is
    name = crc32(os.fsencode(folder.absolute()))
    return cache / f"catalogue-{name:08x}.bin"


def _pack(value: Any) -> Any:
    """Plain data. A record becomes (code, its plain fields, and by place those that are records themselves)."""
    code = _CODES.get(type(value))
    if code is not None:
        return (code, *_apart(value))
    if isinstance(value, Decimal):
        return (_DECIMAL, str(value))
    if isinstance(value, tuple) and value:
        return (_TUPLE, *_apart(value))
    if isinstance(value, Mapping):
        return (_MAP, *((_pack(key), _pack(item)) for key, item in value.items()))
    return value


def _apart(fields: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    packed = [_pack(field) for field in fields]
    nested = tuple((at, field) for at, field in enumerate(packed) if field and type(field) is tuple)
    return tuple(None if field and type(field) is tuple else field for field in packed), nested


def _unpack(packed: Any) -> Any:
    if type(packed) is not tuple or not packed:
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
