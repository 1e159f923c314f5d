"""What a dossier format is, and what all formats share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from attrs import field, frozen, validators

from socplan.errors import Fault
from socplan.model import Dossier, Record
from socplan.offers import NAME

__all__ = ["FORMAT_VERSION", "Reader", "decoded", "encoding_problem"]

#: What Czech texts hold beyond ASCII: letters of Czech, Slovak and German, and what stands between words.
_CZECH: Final = frozenset(
    "áäčďéěíĺľňóôöřŕšťúůüýžßÁÄČĎÉĚÍĹĽŇÓÔÖŘŔŠŤÚŮÜÝŽ–—„“”‚‘’»«…§€°×·•\N{NO-BREAK SPACE}\N{SOFT HYPHEN}"  # noqa: RUF001
)
#: The version of the dossier format that this socplan writes.
FORMAT_VERSION: Final = "1"


@frozen(kw_only=True)
class Reader:
    """A dossier format: reads and writes dossiers.

    ``loads`` takes the files of a dossier by name and gives the dossier, or raises `ReadError` with every
    fault; ``dumps`` gives the files. A format of one file has one entry, whose name does not matter.
    """

    name: str = field(validator=validators.matches_re(NAME))
    #: For people: „JSON“.
    label: str = field(validator=validators.instance_of(str))
    #: With the point: ``.json``. A format of many files is a folder, or an archive with this suffix.
    #: ``None``: never chosen by suffix, only by name.
    extension: str | None = field(validator=validators.optional(validators.matches_re(r"(\.[a-z0-9]+)+")))
    loads: Callable[[str, Mapping[str, bytes]], Dossier] = field(validator=validators.is_callable())
    dumps: Callable[[Dossier], Mapping[str, bytes]] = field(validator=validators.is_callable())
    #: The suffix of the files in the folder or archive; ``None`` for a format of one file.
    members: str | None = None
    #: Reads a single table that somebody filled in, from the name of the file, that of the table and the content, or
    #: raises `ReadError` with every fault; ``None``: the format holds whole dossiers alone.
    load_table: Callable[[str, str, bytes], tuple[Record, ...]] | None = None

    #: How a dossier of this format is told from other files, faulty or not: by what stands (a regular expression of
    #: bytes) in a member of the archive or folder, or, without a name, in the file itself. ``None``: by being read.
    mark: tuple[str | None, bytes] | None = None

    @property
    def table_extension(self) -> str | None:
        """The suffix of the file that holds a single table."""
        return self.members or self.extension if self.load_table else None


def encoding_problem(data: bytes) -> str | None:
    """Name the encoding of bytes that are not UTF-8, as far as it can be told; ``None`` for good UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:64]:
        return "not UTF-8; this looks like UTF-16: save it as UTF-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1} is 0x{data[error.start]:02X}"
        try:
            text = data.decode("windows-1250")
        except UnicodeDecodeError:
            return f"not UTF-8: {where}"
        # Every character beyond ASCII is one that Czech texts hold: that is windows-1250, as Excel writes it.
        if all(character.isascii() or character in _CZECH for character in text):
            return f"not UTF-8: {where}; this looks like windows-1250: save it as UTF-8"
        return f"not UTF-8: {where}"
    return None


def decoded(data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text of a file in UTF-8 (a byte order mark is taken off), or the fault that keeps it from being read."""
    if problem := encoding_problem(data):
        return "", (Fault("file", problem),)
    return data.decode("utf-8-sig"), ()
