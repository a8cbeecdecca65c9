"""Where things are: the workspace, its store, the user's data and cache folders."""

import sys
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from policytrack.errors import CannotLoad, StoreUnavailable
from policytrack.files.plain_file import head, is_inside
from policytrack.text import Text

MOST_FILES = 20_000  # sources of one workspace
_PACKAGE = Path(__file__).parents[1]
_HEAD = 65_536  # bytes in which a targets.yaml names its schema


class Workspace(NamedTuple):
    """A folder with `targets.yaml` and `sources/`, and the URL of the store of its actuals.

    `is_bundled`: the data that comes with policytrack, which is never written.
    """

    folder: Path
    store_url: str
    is_bundled: bool


def find(data: str | None, store: str | None, environ: Mapping[str, str], start: Path) -> Workspace:
    """The workspace: `data` (--data), else POLICYTRACK_DATA, else here or above `start`, else the bundled data.

    Raises:
        CannotLoad: the folder that was named holds no targets.yaml.
    """
    named = data or environ.get("POLICYTRACK_DATA") or None
    folder = _named(Path(named).expanduser()) if named else _above(start, _home(environ))
    is_bundled = folder is None
    folder = folder or bundled()
    url = store or environ.get("POLICYTRACK_STORE") or None
    if url is None:
        place = user_folder(environ, "data") / "bundled" if is_bundled else folder
        url = f"sqlite:///{(place / 'actuals.db').absolute()}"
    return Workspace(folder, url, is_bundled)


def bundled() -> Path:
    """The Beijing plans: in the package, or beside it in a checkout."""
    inside = _PACKAGE / "data"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "data"


def _named(path: Path) -> Path:
    folder = path.parent if path.name == "targets.yaml" else path
    for place in (folder, folder / "data"):
        if (place / "targets.yaml").is_file():
            return place
    raise CannotLoad(
        Text(f"{path} 中没有 targets.yaml", f"there is no targets.yaml in {path}"),
        hint=Text(f"policytrack init {path} 可新建一个", f"`policytrack init {path}` makes one"),
    )


def _above(start: Path, home: Path | None) -> Path | None:
    for folder in (start, *start.parents):
        for place in (folder, folder / "data"):
            if _is_workspace(place / "targets.yaml"):
                return place
        if folder == home or (folder / ".git").exists():
            return None
    return None


def _is_workspace(file: Path) -> bool:
    """Whether the first line that says anything is `schema:`; a stranger's targets.yaml is left alone."""
    for line in head(file, _HEAD).decode("utf-8-sig", errors="replace").splitlines():
        if line.strip() and not line.startswith(("#", "---")):
            return line.startswith("schema:")
    return False


def _home(environ: Mapping[str, str]) -> Path | None:
    home = environ.get("HOME") or environ.get("USERPROFILE")
    return Path(home) if home else None


def user_folder(environ: Mapping[str, str], purpose: str) -> Path:
    """The user's own folder for `data` or `cache`, after the platform's custom.

    platformdirs knows the same three rules but costs as much start-up as the rest of a command's imports.
    """
    home = _home(environ) or Path(environ.get("TMPDIR") or "/tmp")
    xdg = environ.get(f"XDG_{purpose.upper()}_HOME")
    if xdg and Path(xdg).is_absolute():
        return Path(xdg) / "policytrack"
    if sys.platform == "darwin":
        return home / "Library" / ("Caches" if purpose == "cache" else "Application Support") / "policytrack"
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home) / "policytrack" / purpose
    return home / (".cache" if purpose == "cache" else ".local/share") / "policytrack"


def text_folder(workspace: Workspace, environ: Mapping[str, str]) -> Path:
    """Where attached texts are kept: in the workspace, for the bundled data in the user's own folder."""
    if workspace.is_bundled:
        return user_folder(environ, "data") / "bundled" / "texts"
    return workspace.folder / "texts"


def data_files(folder: Path) -> list[Path]:
    """The data files of a workspace, targets.yaml first."""
    sources = islice((folder / "sources").glob("*.yaml"), MOST_FILES + 1)  # one more, so that too many can be told
    return [folder / "targets.yaml", *sorted(sources)]


def guard_store(workspace: Workspace) -> None:
    """See to it that the workspace's own store is in the workspace, not where a link of it leads.

    Raises:
        StoreUnavailable: it is elsewhere; a store that was named by its URL may be anywhere.
    """
    own = workspace.folder.absolute() / "actuals.db"
    if workspace.store_url == f"sqlite:///{own}" and not is_inside(own, workspace.folder):
        raise StoreUnavailable(
            Text(f"{own} 是指向工作区之外的链接", f"{own} is a link that leads out of the workspace"),
            Text("若确为所需,请用 --store 指明它指向的文件", "if it is meant, name the file it leads to with --store"),
        )
