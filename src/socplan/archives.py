"""Zip archives: checked sizes when they are read, the same bytes for the same content when they are written."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import PurePosixPath
from typing import Final

from socplan.errors import Fault, ReadError, printable

__all__ = ["MAX_BYTES", "member_of", "unzip", "zipped"]

#: The largest file, or unpacked archive, that is read.
MAX_BYTES: Final = 100_000_000
_MAX_MEMBERS: Final = 1_000
_MAX_RATIO: Final = 200
#: A smaller member may be packed as tightly as it will, as a table of similar rows is.
_HARMLESS: Final = 10_000_000
#: The time of each member, so that the same content makes the same bytes.
_FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)


def unzip(source: str, data: bytes) -> dict[str, bytes]:
    """The members of an archive by name.

    Raises:
        ReadError: the data are not a whole archive, it unpacks to too much, or members stand twice or leave it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            faults = tuple(_zip_faults(infos))
            members = {} if faults else {info.filename: _member(archive, info) for info in infos}
    except Exception as error:
        raise ReadError(source, [Fault("file", f"no readable zip archive: {error}")]) from error
    if faults:
        raise ReadError(source, faults)
    return members


def member_of(data: bytes, name: str) -> bytes | None:
    """One member of an archive; ``None`` where there is no such member, or no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo(name)
            return _member(archive, info) if info.file_size <= MAX_BYTES else None
    except Exception:  # noqa: BLE001 - whatever is wrong, there is no member
        return None


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The content of a member; it is not unpacked further than the archive says."""
    longer = copy(info)
    longer.file_size += 1  # room for one more byte, which shows a wrong size
    with archive.open(longer) as member:
        content = member.read(longer.file_size)
    if len(content) != info.file_size:
        raise zipfile.BadZipFile(f"{info.filename} is not of the size that the archive says")
    return content


def _zip_faults(infos: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    if len(infos) > _MAX_MEMBERS:
        yield Fault("file", f"more than {_MAX_MEMBERS} members")
    if sum(info.file_size for info in infos) > MAX_BYTES:
        yield Fault("file", f"unpacks to more than {MAX_BYTES // 1_000_000} MB")
    seen: set[str] = set()
    for info in infos:
        name, shown = info.filename, printable(info.filename)
        if name in seen:
            yield Fault(shown, "stands twice in the archive")
        seen.add(name)
        if name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in name:
            yield Fault(shown, "leaves the archive")
        if info.file_size > max(_HARMLESS, _MAX_RATIO * info.compress_size):
            yield Fault(shown, f"unpacks to more than {_MAX_RATIO} times its size")


def zipped(members: Mapping[str, bytes]) -> bytes:
    """An archive of the members; the same members make the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on every system
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()
