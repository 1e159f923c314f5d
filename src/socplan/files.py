"""Reads bytes, writes bytes whole or not at all: the only module that touches the disk."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from socplan.archives import MAX_BYTES
from socplan.errors import Fault, ReadError, WriteError

__all__ = ["is_folder", "read_bytes", "read_folder", "write_bytes", "write_folder"]


def _unreadable(path: Path, error: OSError | ValueError) -> ReadError:
    reason = getattr(error, "strerror", None) or str(error)
    return ReadError(str(path), [Fault("file", f"cannot be read: {reason}")])


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises:
        ReadError: it cannot be read, or is larger than 100 MB.
    """
    try:
        with path.open("rb") as file:
            # Not by the size that the system tells: a device or a pipe has none.
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if len(content) > MAX_BYTES:
        raise ReadError(str(path), [Fault("file", f"larger than {MAX_BYTES // 1_000_000} MB")])
    return content


def is_folder(path: Path) -> bool:
    """Whether there is a folder; a name that no file can have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def read_folder(path: Path, suffix: str) -> dict[str, bytes]:
    """The files of a folder that bear a suffix, by name; hidden files are left alone.

    Raises:
        ReadError: the folder or a file in it cannot be read.
    """
    try:
        names = sorted(entry.name for entry in path.iterdir() if entry.is_file())
    except OSError as error:
        raise _unreadable(path, error) from error
    wanted = [name for name in names if name.lower().endswith(suffix) and not name.startswith((".", "~"))]
    return {name: read_bytes(path / name) for name in wanted}


def write_bytes(path: Path, data: bytes) -> None:
    """Put a file in its place, whole: readers see the old one or the new one, never half of it.

    Raises:
        WriteError: it could not be written, or what stands there is no ordinary file; it still stands.
    """
    temporary = None
    try:
        target = Path(os.path.realpath(path))  # a symbolic link stays one
        if target.exists() and not target.is_file():
            raise WriteError(str(path), "there is something else of that name; name a file")
        mode = target.stat().st_mode & 0o7777 if target.exists() else None
        temporary = _temporary(target)
        # The system itself takes off what new files may not allow; to ask for that would mean to set it.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            with contextlib.suppress(OSError):  # a file system may know no modes
                temporary.chmod(mode)
        temporary.replace(target)
        _settle(target.parent)
    except (OSError, ValueError) as error:
        raise _unwritten(path, error) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _temporary(target: Path) -> Path:
    """A name beside a file by which a leftover can be told; not too long for any file system."""
    return target.parent / f".{target.name[:60]}.{secrets.token_hex(4)}.tmp"


def _settle(folder: Path) -> None:
    """Have the system keep a new name through a loss of power, where it can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritten(path: Path, error: OSError | ValueError) -> WriteError:
    if isinstance(error, WriteError):
        return error
    if isinstance(error, PermissionError):
        return WriteError(str(path), f"no permission; if {path.name} is open in Word or Excel, close it there")
    if isinstance(error, FileNotFoundError):
        return WriteError(str(path), f"there is no folder {path.absolute().parent}")
    return WriteError(str(path), getattr(error, "strerror", None) or str(error))


def write_folder(path: Path, members: Mapping[str, bytes], suffix: str) -> None:
    """Put a folder of files in its place, whole; a folder there before is replaced.

    Raises:
        WriteError: the folder holds other things than files like these, or cannot be written; what stood
            there still stands.
    """
    fresh = old = target = None
    try:
        target = Path(os.path.realpath(path))
        if target.exists():
            _refuse_strangers(path, target, members, suffix)
        beside = _temporary(target)
        beside.mkdir()
        fresh = beside
        for name, content in members.items():
            (fresh / name).write_bytes(content)
        old = fresh.with_suffix(".old")
        if target.exists():
            fresh.chmod(target.stat().st_mode & 0o7777)
            target.rename(old)
        fresh.rename(target)
        _settle(target.parent)
    except (OSError, ValueError) as error:
        raise _unwritten(path, error) from error
    finally:
        if old is not None and target is not None and old.exists():
            if not target.exists():
                # Whatever stopped the second rename, a keystroke too: what stood there goes back.
                old.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)


def _refuse_strangers(path: Path, target: Path, members: Mapping[str, bytes], suffix: str) -> None:
    if not target.is_dir():
        raise WriteError(str(path), "a file of that name is there; name a folder")
    entries = sorted(target.iterdir())
    strangers = [entry.name for entry in entries if not (entry.is_file() and entry.suffix == suffix)]
    if not strangers and entries and not any(entry.name in members for entry in entries):
        strangers = [entries[0].name]
    if strangers:
        raise WriteError(str(path), f"the folder holds other things ({strangers[0]}); name a new folder")
