"""The file around a document: members that stay packed, and a stream that is proved and packed as it is written."""

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.parsers import expat

from attrs import frozen

__all__ = ["PROVE_ALL", "BrokenXmlError", "Packed", "archive", "encoded", "pack", "pack_xml"]

#: Bytes that are proved and packed in one step.
_STEP: Final = 65_536
#: The first of January 1980, so that the same content makes the same bytes.
_DATE: Final = 0x21
#: What XML cannot hold: control characters, U+FFFE and U+FFFF; surrogates cannot be encoded at all.
_CONTROLS: Final = bytes(number for number in range(32) if chr(number) not in "\t\n\r")
_NO_CHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_RARE: Final = b"\xef"
#: Whether what is trusted is proved as well, as it is in the tests.
PROVE_ALL: bool = False
_DEFLATED: Final = 8
#: Levels of deflate: what is packed once may take longer. What each document packs anew takes a third of the time and a
#: fifth more room, as office programs do it.
_SMALL: Final = 6
_FAST: Final = 3
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
#: The names of members are in UTF-8.
_UTF8: Final = 0x800
_UNIX: Final = 3 << 8
_MODE: Final = 0o100644 << 16


class BrokenXmlError(ValueError):
    """What was written is no well-formed XML."""


@frozen
class Packed:
    """The content of a member, deflated."""

    data: bytes
    crc: int
    size: int


def pack(content: bytes) -> Packed:
    """Deflate a member."""
    squeeze = zlib.compressobj(_SMALL, zlib.DEFLATED, -15)
    return Packed(squeeze.compress(content) + squeeze.flush(), zlib.crc32(content), len(content))


def encoded(text: str, signs: int = 0) -> bytes:
    """A text in UTF-8, of which every character can stand in a document.

    Args:
        text: the text.
        signs: how often U+0000 is in it, between texts that are encoded together.

    Raises:
        BrokenXmlError: a character is one that XML cannot hold.
    """
    try:
        made = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BrokenXmlError(f"U+{ord(error.object[error.start]):04X} cannot stand in a document") from error
    if len(made.translate(None, _CONTROLS)) + signs < len(made) or (
        # Few texts hold a character of those thousands; a byte is found much faster than three.
        _RARE in made and any(sign in made for sign in _NO_CHARACTERS)
    ):
        raise BrokenXmlError("a control character cannot stand in a document")
    return made


def pack_xml(pieces: Iterable[str | bytes], *, trusted: bool = False) -> Packed:
    """Deflate a stream of XML, and prove that it is well-formed; the whole text is never in memory.

    Pieces may be `encoded` already.

    ``trusted``: the tags are all our own, and every text in them is escaped. Then only characters that XML cannot hold
    are looked for, in a quarter of the time. Tests prove all, see `PROVE_ALL`.

    Raises:
        BrokenXmlError: it is not well-formed, or holds characters that XML cannot hold.
    """
    # A separator makes expat look at namespaces as well.
    parser = None if trusted and not PROVE_ALL else expat.ParserCreate("utf-8", " ")
    squeeze = zlib.compressobj(_FAST, zlib.DEFLATED, -15)
    deflated: list[bytes] = []
    crc = size = 0
    try:
        for block in _blocks(pieces):
            if parser is not None:
                parser.Parse(block, False)
            deflated.append(squeeze.compress(block))
            crc = zlib.crc32(block, crc)
            size += len(block)
        if parser is not None:
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BrokenXmlError(expat.ErrorString(error.code)) from error
    deflated.append(squeeze.flush())
    return Packed(b"".join(deflated), crc, size)


def _blocks(pieces: Iterable[str | bytes]) -> Iterator[bytes]:
    """The pieces encoded, many in a block."""
    waiting: list[bytes] = []
    texts: list[str] = []
    length = 0
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
        else:
            if texts:
                waiting.append(encoded("".join(texts)))
                texts = []
            waiting.append(piece)
        length += len(piece)
        if length >= _STEP:
            waiting.append(encoded("".join(texts)))
            yield b"".join(waiting)
            waiting, texts, length = [], [], 0
    waiting.append(encoded("".join(texts)))
    yield b"".join(waiting)


def archive(members: Mapping[str, Packed]) -> bytes:
    """A zip archive of packed members, in the order of their names."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for name in sorted(members):
        packed, title = members[name], name.encode("utf-8")
        flags = 0 if title.isascii() else _UTF8
        fixed = (_VERSION, flags, _DEFLATED, 0, _DATE, packed.crc, len(packed.data), packed.size, len(title), 0)
        header = _LOCAL.pack(b"PK\3\4", *fixed)
        parts += (header, title, packed.data)
        directory += (_CENTRAL.pack(b"PK\1\2", _UNIX | _VERSION, *fixed, 0, 0, 0, _MODE, place), title)
        place += len(header) + len(title) + len(packed.data)
    listing = b"".join(directory)
    count = len(members)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), place, 0)
    return b"".join((*parts, listing, end))
