"""What a dossier format is, and what the formats share."""

from collections.abc import Callable, Mapping
from typing import Final

from attrs import field, frozen, validators

from socplan.errors import Fault, quoted
from socplan.model import Dossier, Record
from socplan.offers import NAME, instance

__all__ = ["FORMAT_VERSION", "Reader", "decoded", "version_problem"]

#: The characters of Czech texts beyond ASCII: letters of Czech, Slovak and German, punctuation, spaces.
_CZECH: Final = frozenset(
    "áäčďéěíĺľňóôöřŕšťúůüýžßÁÄČĎÉĚÍĹĽŇÓÔÖŘŔŠŤÚŮÜÝŽ–—„“”‚‘’»«…§€°×·•\N{NO-BREAK SPACE}\N{SOFT HYPHEN}"  # noqa: RUF001
)
#: The version of the dossier format that this socplan writes.
FORMAT_VERSION: Final = "1"


@frozen(kw_only=True)
class Reader:
    """A dossier format: reads and writes dossiers.

    ``loads`` takes the files of a dossier by name and gives the dossier, or raises `ReadError` with every
    fault; ``dumps`` gives the files. A format of one file has one entry with any name.
    """

    name: str = field(validator=validators.matches_re(NAME))
    #: For people: „JSON“.
    label: str = field(validator=instance(str))
    #: With the point: ``.json``. A format of many files is a folder, or an archive with this suffix.
    #: ``None``: chosen only by name.
    extension: str | None = field(validator=validators.optional(validators.matches_re(r"(\.[a-z0-9]+)+")))
    loads: Callable[[str, Mapping[str, bytes]], Dossier] = field(validator=validators.is_callable())
    dumps: Callable[[Dossier], Mapping[str, bytes]] = field(validator=validators.is_callable())
    #: The suffix of the files in the folder or archive; ``None`` for a format of one file.
    members: str | None = None
    #: Reads a single table that somebody filled in, from the name of the file, the name of the table and the content,
    #: or raises `ReadError` with every fault; ``None``: the format holds only whole dossiers.
    load_table: Callable[[str, str, bytes], tuple[Record, ...]] | None = None
    #: How to recognise a dossier of this format, faulty or not: a member of the archive or folder, or ``None`` for the
    #: file itself, and a regular expression of bytes that its content matches. Without a mark, ``loads`` tries.
    mark: tuple[str | None, bytes] | None = None

    @property
    def table_extension(self) -> str | None:
        """The suffix of the file that holds a single table."""
        return self.members or self.extension if self.load_table else None


def version_problem(version: object) -> str | None:
    """Why this socplan cannot read a dossier of a format version; ``None`` where it can."""
    if version == FORMAT_VERSION:
        return None
    shown = "missing" if version is None else quoted(version)
    return f'{shown}; this socplan reads format version "{FORMAT_VERSION}"'


def _encoding_problem(data: bytes) -> str | None:
    """Guess the encoding of bytes that are not UTF-8; ``None`` for good UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:64]:
        return "not UTF-8; this looks like UTF-16: save it as UTF-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = f"not UTF-8: byte {error.start + 1} is 0x{data[error.start]:02X}"
        # If every character is one of Czech texts, it is windows-1250, as Excel writes it; U+FFFD is none of them.
        if all(letter.isascii() or letter in _CZECH for letter in data.decode("windows-1250", "replace")):
            return f"{problem}; this looks like windows-1250: save it as UTF-8"
        return problem
    return None


def decoded(data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text of a file in UTF-8, without a byte order mark, or the fault that keeps it from being read."""
    if problem := _encoding_problem(data):
        return "", (Fault("file", problem),)
    return data.decode("utf-8-sig"), ()
