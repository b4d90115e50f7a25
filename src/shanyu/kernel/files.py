"""Small secret files that appear whole or not at all, whoever writes at the same time. Pure: no Django."""

import os
import tempfile
from pathlib import Path


def put_once(path: Path, text: str) -> bool:
    """Write `text` at `path` for its owner alone, unless somebody was first; whether it was us.

    Nobody ever reads an unfinished file, and none is replaced.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _draft(path, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    _sync_folder(path.parent)
    return True


def replace(path: Path, text: str) -> None:
    """Put `text` in the place of what is at `path`, for its owner alone."""
    _draft(path, text).replace(path)
    _sync_folder(path.parent)


def _draft(path: Path, text: str) -> Path:
    """A finished file beside `path`, readable by its owner alone."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _sync_folder(folder: Path) -> None:
    """Make a rename or link in `folder` outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
