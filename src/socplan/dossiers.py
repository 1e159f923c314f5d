"""A dossier from bytes, text or a mapping, and back: the ends of the line without files."""

from collections.abc import Mapping
from typing import Any

from socplan import plugins
from socplan.archives import unzip, zipped
from socplan.model import Dossier
from socplan.offers import all_of
from socplan.readers import Reader, json as plain
from socplan.typecheck import guarded

__all__ = ["dumps", "from_mapping", "loads", "to_mapping"]


@guarded
def loads(data: bytes | str, *, format: str = "json") -> Dossier:
    """Read a dossier from the content of a file.

    Args:
        data: the bytes, or the text of a text format; the archive of a format of many files.
        format: the name of a dossier format.

    Raises:
        PluginError: the format belongs to a plugin and failed.
        ReadError: the data are not a dossier; with every fault, each at its place.
        UnknownReaderError: no format has this name.
    """
    content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return parsed(plugins.registry().reader(format), "data", "data", content)


def parsed(reader: Reader, source: str, name: str, content: bytes) -> Dossier:
    """The dossier in the content of a file."""
    return loaded(reader, source, {name: content} if reader.members is None else unzip(source, content))


def loaded(reader: Reader, source: str, members: Mapping[str, bytes]) -> Dossier:
    """The dossier in files by name."""
    with plugins.registry().blamed(reader):
        (dossier,) = all_of(Dossier, [reader.loads(source, members)])
    return dossier


@guarded
def from_mapping(data: Mapping[str, Any]) -> Dossier:
    """Make a dossier of plain data, as `json.load` gives them.

    Raises:
        ReadError: the data are not a dossier; with every fault, each at its place.
    """
    return plain.from_mapping("data", data)


@guarded
def dumps(dossier: Dossier, *, format: str = "json") -> bytes:
    """The content of a dossier file; for a format of many files, of the archive.

    Raises:
        PluginError: the format belongs to a plugin and failed.
        UnknownReaderError: no format has this name.
        WriteError: the format cannot hold the dossier.
    """
    reader = plugins.registry().reader(format)
    return packed(reader, dumped(reader, dossier))


def dumped(reader: Reader, dossier: Dossier) -> Mapping[str, bytes]:
    """The files of a dossier by name."""
    with plugins.registry().blamed(reader):
        made = dict(reader.dumps(dossier))
        if not all_of(bytes, made.values()):
            raise ValueError("it gave no file")
    return made


def packed(reader: Reader, made: Mapping[str, bytes]) -> bytes:
    """The content of the single file that holds them."""
    return next(iter(made.values())) if reader.members is None else zipped(made)


@guarded
def to_mapping(dossier: Dossier) -> dict[str, Any]:
    """A dossier as plain data: dicts, lists, texts, whole numbers and booleans, as in its JSON file.

    Raises:
        WriteError: a number is longer than a dossier file can hold.
    """
    return plain.to_mapping(dossier)
