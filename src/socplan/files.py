"""Reads bytes, and writes bytes whole or not at all: the only module that touches the disk."""

import contextlib
import ctypes
import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from socplan.archives import MAX_BYTES
from socplan.errors import Fault, ReadError, WriteError

__all__ = [
    "append_bytes",
    "is_folder",
    "is_same",
    "make_folder",
    "read_bytes",
    "read_folder",
    "write_bytes",
    "write_folder",
]

#: The names of what a writer leaves behind when it is stopped.
_LEFTOVER: Final = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{8}\.(?P<end>tmp|old)")
#: After so many seconds nobody uses a leftover any more.
_HOUR: Final = 3600
#: How many seconds a folder may be missing while another takes its place.
_MOMENT: Final = 0.1
#: How often to read a folder that others keep replacing.
_ATTEMPTS: Final = 20
#: Linux: paths start from the working folder, and change places.
_HERE: Final = -100
_EXCHANGE: Final = 2


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)


def _unreadable(path: Path, error: OSError | ValueError) -> ReadError:
    return ReadError(str(path), [Fault("file", f"cannot be read: {_reason(error)}")])


def read_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises:
        ReadError: the file cannot be read, or is larger than 100 MB.
    """
    try:
        with path.open("rb") as file:
            # A device or a pipe has no size to ask for.
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if len(content) > MAX_BYTES:
        raise ReadError(str(path), [Fault("file", f"larger than {MAX_BYTES // 1_000_000} MB")])
    return content


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; a name that no file can have is not."""
    try:
        _put_back(path)
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_same(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file or folder."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False


def read_folder(path: Path, suffix: str) -> dict[str, bytes]:
    """The files of a folder with a suffix, by name, without hidden files.

    The files are all of one state: a folder that is replaced meanwhile is read again.

    Raises:
        ReadError: the folder or a file in it cannot be read.
    """
    try:
        for _ in range(_ATTEMPTS):
            _put_back(path)
            try:
                with _held(path) as before:
                    try:
                        members, problem = _members(path, suffix), None
                    except (OSError, ReadError) as error:
                        members, problem = {}, error
                    if _is_still(path, before):
                        if problem is not None:
                            raise problem
                        return members
            except FileNotFoundError:
                if not path.exists() and not _leftovers_of(path):
                    raise
    except ReadError:
        raise
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    raise ReadError(str(path), [Fault("file", "it is written over and over; read it when it is left alone")])


def _members(path: Path, suffix: str) -> dict[str, bytes]:
    names = sorted(entry.name for entry in path.iterdir() if entry.is_file())
    return {
        name: read_bytes(path / name) for name in names if name.lower().endswith(suffix) and name[0] not in (".", "~")
    }


def _is_still(path: Path, before: os.stat_result) -> bool:
    with contextlib.suppress(OSError):
        return os.path.samestat(before, path.stat())
    return False


@contextlib.contextmanager
def _held(path: Path) -> Iterator[os.stat_result]:
    """What identifies a folder; while it is open, no other folder can get its number."""
    handle = None
    with contextlib.suppress(PermissionError):  # Windows opens no folders
        handle = os.open(path, os.O_RDONLY)
    try:
        yield path.stat() if handle is None else os.fstat(handle)
    finally:
        if handle is not None:
            os.close(handle)


def write_bytes(path: Path, data: bytes) -> None:
    """Put a file in its place, whole: readers see the old one or the new one, never a part of it.

    Raises:
        WriteError: the file could not be written, or the path is something else than a file; it is untouched.
    """
    temporary = None
    try:
        target = Path(os.path.realpath(path))  # a symbolic link stays one
        if target.exists() and not target.is_file():
            raise WriteError(str(path), "there is something else of that name; name a file")
        mode = target.stat().st_mode & 0o7777 if target.exists() else None
        _sweep(target.parent)
        temporary = _temporary(target)
        _write_new(temporary, data)
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


def append_bytes(path: Path, data: bytes) -> None:
    """Add to the end of a file, for lines of which the last may be cut off.

    Raises:
        WriteError: the file could not be written.
    """
    try:
        with path.open("ab") as file:
            file.write(data)
    except (OSError, ValueError) as error:
        raise _unwritten(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder and those around it, where they are not there yet.

    Raises:
        WriteError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise WriteError(str(path), "a file of that name is there; name a folder") from error
    except (OSError, ValueError) as error:
        raise WriteError(str(path), _reason(error)) from error


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, and sync it to the disk."""
    # The system itself applies the umask; Python could read it only by setting it.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _temporary(target: Path) -> Path:
    """A name beside a file, which marks a leftover; short enough for any file system."""
    return target.parent / f".{target.name[:60]}.{secrets.token_hex(4)}.tmp"


def _put_back(path: Path) -> None:
    """Put a folder back that a writer took away and did not replace before it was stopped."""
    if path.exists():
        return
    if kept := [place for place in _leftovers_of(path) if place.suffix == ".old"]:
        time.sleep(_MOMENT)  # a working writer needs less time to put the new one there
        with contextlib.suppress(FileNotFoundError):
            if not path.exists():
                max(kept, key=lambda place: place.stat().st_mtime).rename(os.path.realpath(path))


def _leftovers_of(path: Path) -> list[Path]:
    """What a writer of a folder, working or stopped, has put beside it."""
    target = Path(os.path.realpath(path))
    # A leftover with a cut name belongs to nobody.
    beside = ((place, _LEFTOVER.fullmatch(place.name)) for place in target.parent.glob(".*"))
    return [place for place, match in beside if match and match["name"] == target.name]


@cache
def _sweep(folder: Path) -> None:
    """Remove leftovers of stopped writers from a folder; once for each folder and process."""
    with contextlib.suppress(OSError):
        for place in folder.iterdir():
            match = _LEFTOVER.fullmatch(place.name)
            needed = match and match["end"] == "old" and not (folder / match["name"]).exists()
            if match and not needed and time.time() - place.stat().st_mtime > _HOUR:
                shutil.rmtree(place) if place.is_dir() else place.unlink()


def _settle(folder: Path) -> None:
    """Sync a folder, so that a new name in it survives a loss of power; where the system can."""
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
    return WriteError(str(path), _reason(error))


def write_folder(path: Path, members: Mapping[str, bytes], known: Sequence[str]) -> None:
    """Put a folder of files in its place, whole; it replaces an old folder.

    Where the system can exchange two folders (Linux), there is a folder at every moment. Elsewhere the next reader or
    writer puts back a folder that was taken away and not replaced.

    Args:
        path: the folder.
        members: the files, by name.
        known: the names of all files that such a folder may hold; the first is in each of them.

    Raises:
        WriteError: the old folder holds other files too, or the folder cannot be written; the old one is untouched.
    """
    fresh = None
    try:
        _put_back(path)
        target = Path(os.path.realpath(path))
        if target.exists():
            _refuse_strangers(path, target, known)
        _sweep(target.parent)
        beside = _temporary(target)
        beside.mkdir()
        fresh = beside
        for name, content in members.items():
            _write_new(fresh / name, content)
        _settle(fresh)
        if not target.exists():
            fresh.rename(target)
        else:
            fresh.chmod(target.stat().st_mode & 0o7777)
            if not _exchanged(fresh, target):
                _replace(fresh, target)
        _settle(target.parent)
    except (OSError, ValueError) as error:
        raise _unwritten(path, error) from error
    finally:
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)


def _exchanged(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; ``False``: the system cannot."""
    try:
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    if exchange(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number))


def _replace(fresh: Path, target: Path) -> None:
    """Put a folder in the place of another in two steps."""
    old = fresh.with_suffix(".old")
    target.rename(old)
    try:
        fresh.rename(target)
    finally:
        # Even after a keystroke the old folder goes back, or stays under its other name.
        if not target.exists():
            with contextlib.suppress(OSError):
                old.rename(target)
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)


def _refuse_strangers(path: Path, target: Path, known: Sequence[str]) -> None:
    if not target.is_dir():
        raise WriteError(str(path), "a file of that name is there; name a folder")
    entries = {entry.name: entry for entry in sorted(target.iterdir())}
    strangers = [name for name, entry in entries.items() if name not in known or not entry.is_file()]
    if entries and known[0] not in entries:
        strangers += entries
    if strangers:
        raise WriteError(str(path), f"the folder holds other things ({strangers[0]}); name a new folder")
