"""Puts files in their place; in the place of a dossier only where somebody asks for it by name."""

import codecs
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from socplan import files, plugins
from socplan.archives import member_of
from socplan.errors import OverwriteError, ReadError
from socplan.readers import Reader

__all__ = ["holds_dossier", "place", "place_own", "refuse_loss"]

_REMEDY: Final = "name another place, or overwrite it by name (overwrite=True, --overwrite)"


def place(path: Path, content: bytes, *, overwrite: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Write a file, whole or not at all.

    Raises:
        OverwriteError: a dossier or an input would be lost.
        WriteError: the file could not be written; the old one is untouched.
    """
    refuse_loss(path, overwrite=overwrite, inputs=inputs)
    files.write_bytes(path, content)


def place_own(path: Path, content: bytes, *, overwrite: bool = False) -> None:
    """Write a file that people go on to change, such as a template; what somebody changed is not replaced.

    Raises:
        OverwriteError: there is another file of that name, and nobody asked for it to be replaced.
        WriteError: the file could not be written; the old one is untouched.
    """
    if not overwrite and path.is_file() and files.read_bytes(path) != content:
        raise OverwriteError(
            str(path),
            "another file is there; name another place, or overwrite it by name (overwrite=True, --overwrite)",
        )
    place(path, content, overwrite=overwrite)


def refuse_loss(path: Path, *, overwrite: bool, inputs: Iterable[Path] = ()) -> None:
    """Refuse an output that would replace an input or a dossier, or lie among the tables of a dossier.

    Raises:
        OverwriteError: it would, and nobody asked for it.
    """
    if overwrite:
        return
    target = Path(os.path.realpath(path))  # a symbolic link is written through
    if any(files.is_same(target, given) for given in inputs):
        reason = "it is what was read"
    elif holds_dossier(target):
        reason = "a dossier is there"
    elif _is_table_like(target) and holds_dossier(target.parent):
        reason = "the folder is a dossier in tables"
    else:
        return
    raise OverwriteError(str(path), f"{reason}; {_REMEDY}")


def holds_dossier(path: Path) -> bool:
    """Whether there is a dossier in a file or folder, faulty or not."""
    try:
        if not path.exists():
            return False
        content = None if path.is_dir() else files.read_bytes(path)
    except (OSError, ValueError):
        return False  # nothing can be written there either
    return any(_is_dossier(reader, path, content) for reader in plugins.registry().readers.values())


def _is_table_like(path: Path) -> bool:
    return path.suffix.lower() in {reader.members for reader in plugins.registry().readers.values()}


def _is_dossier(reader: Reader, path: Path, content: bytes | None) -> bool:
    if reader.mark is None:
        return content is not None and path.suffix.lower() == reader.extension and _is_readable(reader, path, content)
    name, pattern = reader.mark
    if content is not None:
        marked = content if name is None else member_of(content, name)
    else:
        marked = files.read_bytes(path / name) if name is not None and (path / name).is_file() else None
    if marked is not None and marked.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        marked = marked.decode("utf-16", "replace").encode("utf-8", "replace")  # as some editors save a text
    return marked is not None and re.search(pattern, marked) is not None


def _is_readable(reader: Reader, path: Path, content: bytes) -> bool:
    try:
        with plugins.registry().blamed(reader):
            reader.loads(str(path), {path.name: content})
    except ReadError:
        return False
    return True
