"""Reads bytes, writes bytes whole or not at all: the only module that touches the disk."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from socplan.archives import MAX_BYTES
from socplan.errors import Fault, ReadError, WriteError

__all__ = ["read_bytes", "read_folder", "write_bytes", "write_folder"]


def _unreadable(path: Path, error: OSError) -> ReadError:
    reason = error.strerror or str(error)
    return ReadError(str(path), [Fault("file", f"cannot be read: {reason}")])


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises:
        ReadError: it cannot be read, or is larger than 100 MB.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(str(path), [Fault("file", f"larger than {MAX_BYTES // 1_000_000} MB")])
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_bytes(path: Path, data: bytes) -> None:
    """Put a file in its place, whole: readers see the old one or the new one, never half of it.

    Raises:
        WriteError: it could not be written; what stood there still stands.
    """
    target = Path(os.path.realpath(path))  # a symbolic link stays one
    temporary = None
    try:
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except OSError as error:
        raise WriteError(str(path), _reason(target, error)) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _reason(target: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"no permission; if {target.name} is open in Word or Excel, close it there"
    if isinstance(error, FileNotFoundError):
        return f"there is no folder {target.parent}"
    return error.strerror or str(error)


def write_folder(path: Path, members: Mapping[str, bytes], suffix: str) -> None:
    """Put a folder of files in its place, whole; a folder there before is replaced.

    Raises:
        WriteError: the folder holds other things than files of that suffix, or cannot be written;
            what stood there still stands.
    """
    target = Path(os.path.realpath(path))
    if target.exists():
        strangers = [entry.name for entry in target.iterdir() if not (entry.is_file() and entry.suffix == suffix)]
        if strangers:
            raise WriteError(str(path), f"the folder holds other things ({strangers[0]}); name a new folder")
    try:
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent))
    except OSError as error:
        raise WriteError(str(path), _reason(target, error)) from error
    try:
        for name, content in members.items():
            (fresh / name).write_bytes(content)
        fresh.chmod(0o777 & ~_umask())
        old = fresh.with_suffix(".old")
        if target.exists():
            target.rename(old)
        try:
            fresh.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise WriteError(str(path), _reason(target, error)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
