"""Files whose tables can be read, or why not; archives, as Office writes them, unpacked within limits."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from socplan.archives import unzip
from socplan.errors import Fault, ReadError
from socplan.labels import Wording

__all__ = ["file_fault", "members_of", "suffix_fault"]

#: What to save files as that nothing reads: their formats are old, of another office, or hold programs.
_SAVE_AS: Final = MappingProxyType(
    {
        **dict.fromkeys((".xls", ".xlsb", ".xlsm", ".xlt", ".xltx", ".xltm", ".ods", ".fods", ".numbers"), ".xlsx"),
        **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".dotm", ".odt", ".rtf", ".pages"), ".docx"),
        **dict.fromkeys((".txt", ".tsv"), ".csv"),
    }
)
#: Parts of other programs, which nothing reads.
_NOT_READ: Final = ("customXml/",)
#: How Office encodes parts; in another encoding a document type, or a row far away, would not be seen.
_ENCODINGS: Final = (b"utf-8", b"us-ascii", b"ascii")
_DECLARED: Final = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']""")
_PLUGINS: Final = MappingProxyType({".xlsx": "socplan-xlsx"})


def file_fault(why: str, words: Wording, place: str | None = None, /, **values: object) -> Fault:
    """What keeps a whole file, or a part of it, from being read, in the language of the messages."""
    return Fault(place or words.text("intake.place.file"), words.text(f"intake.file.{why}", **values))


def suffix_fault(suffix: str, known: Sequence[str], words: Wording) -> Fault:
    """Why no tables of files with a suffix are read, and what to do with such a file."""
    shown = suffix.lower()
    if shown in _PLUGINS:
        return file_fault("plugin", words, suffix=shown, plugin=_PLUGINS[shown])
    if shown in _SAVE_AS:
        return file_fault("save_as", words, suffix=shown, better=_SAVE_AS[shown])
    return file_fault("no_source" if shown else "no_suffix", words, suffix=shown, known=", ".join(known))


def _why_not(name: str, member: bytes) -> str | None:
    """What keeps a part from being read: what is measured and looked for in it has to stand there as it looks."""
    if not name.startswith(_NOT_READ):
        declared = _DECLARED.match(member)
        if b"\0" in member or (declared is not None and declared[1].lower() not in _ENCODINGS):
            return "part_encoding"
        try:
            member.decode("utf-8")
        except UnicodeDecodeError:
            return "part_encoding"
    return "doctype" if b"<!DOCTYPE" in member else None


def members_of(source: str, content: bytes, words: Wording, better: str) -> Mapping[str, bytes]:
    """The parts of a workbook or a document by name.

    Args:
        source: the name of the file.
        content: what stands in it.
        words: the language of the faults.
        better: what to save the file as: ``.xlsx``.

    Raises:
        ReadError: it is no archive, unpacks to too much, holds macros or a document type.
    """
    try:
        members = unzip(source, content)
    except ReadError as error:
        parts = [None if fault.place == "file" else fault.place for fault in error.faults]
        faults = [file_fault("archive", words, part, better=better) for part in parts]
        raise ReadError(source, faults, error.more) from error
    faults = [
        file_fault(why, words, name, better=better)
        for name, member in members.items()
        if name.endswith((".xml", ".rels")) and (why := _why_not(name, member))
    ]
    if any(name.endswith("vbaProject.bin") for name in members):
        faults.append(file_fault("macros", words, better=better))
    if faults:
        raise ReadError(source, faults)
    return members
