"""Attached copies of documents' texts: kept beside the workspace, never in the repository, read to check quotes."""

from pathlib import Path

from policytrack.errors import Refused
from policytrack.files import plain_file
from policytrack.model import Source
from policytrack.text import Text

LARGEST = 5_000_000  # bytes: fifty times a long plan


def read_text(file: Path, within: Path | None = None) -> str:
    """The text of a file in UTF-8, UTF-16 with a mark, or GB18030; with `within`, of one that lies in that folder.

    Raises:
        Refused: it cannot be read, is empty, is no text, or is larger than 5 MB.
    """
    text = decoded(plain_file.read_plain(file, LARGEST, within))
    if text is None:
        zh, en = f"{file} 不是UTF-8、UTF-16或GB18030编码的文本", f"{file} is no text in UTF-8, UTF-16 or GB18030"
        raise Refused(Text(zh, en))
    if not text.strip():
        raise Refused(Text(f"{file} 是空的", f"{file} is empty"))
    return text


def decoded(raw: bytes) -> str | None:
    """Bytes as text; None where they are none."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in raw:
        return None
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def keep(folder: Path, id_: str, text: str) -> Path:
    """Write a copy as UTF-8; one that is there already is replaced.

    Raises:
        Refused: the folder cannot be written.
    """
    file = folder / f"{id_}.txt"
    draft = file.with_suffix(".draft")
    if not plain_file.is_inside(folder, folder.parent):
        zh, en = f"{folder} 是指向工作区之外的链接", f"{folder} is a link that leads out of the workspace"
        raise Refused(Text(zh, en))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with draft.open("xb") as written:  # made anew: a link that was planted there is not followed
            written.write(text.encode())
        draft.replace(file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(Text(f"无法写入 {file}:{reason}", f"cannot write {file}: {reason}")) from error
    return file


def load(folder: Path, id_: str) -> str | None:
    """The attached copy of a source's text, or None where there is none."""
    file = folder / f"{id_}.txt"
    return read_text(file, within=folder.parent) if file.is_file() else None


def digest(text: str) -> str:
    """What `text: {sha256: …}` of a source says."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def is_of(source: Source, text: str) -> bool:
    """Whether a text is the very one that a source's quotes were checked against."""
    if source.text_sha256 is None or source.text_characters not in {None, len(text)}:
        return False
    return source.text_sha256 == digest(text)
