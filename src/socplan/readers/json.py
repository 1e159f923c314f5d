"""The dossier as one JSON file: the format that holds everything, exactly."""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from socplan.convert import StructureError, structure, unstructure
from socplan.errors import Fault, ReadError, json_path, quoted
from socplan.hookspecs import hookimpl
from socplan.model import Dossier
from socplan.model.values import text_problem
from socplan.readers.base import FORMAT_VERSION, Reader, decoded, version_problem

__all__ = ["dumps", "from_mapping", "loads", "register_readers", "to_mapping"]

_MAX_DIGITS: Final = 18
#: No dossier is nested deeper, so recursion through a dossier is safe.
_DEEPEST: Final = 30
_TOO_DEEP: Final = "nested too deeply to be a dossier"


class _NotAllowed:
    """A number that JSON parsers accept and a dossier does not."""

    def __init__(self, literal: str, why: str) -> None:
        self.literal = literal
        self.why = why

    def __repr__(self) -> str:
        return self.literal[:40]


def _integer(literal: str) -> object:
    if len(literal.removeprefix("-")) > _MAX_DIGITS:
        return _NotAllowed(literal, f"a number of more than {_MAX_DIGITS} digits")
    return int(literal)


def _fraction(literal: str) -> object:
    return _NotAllowed(literal, 'a decimal number stands in quotes, like "1234.50", so that it stays exact')


def _constant(literal: str) -> object:
    return _NotAllowed(literal, "no number to count with")


def _walk(data: object) -> Iterator[tuple[str, int, object]]:
    """Every place of the data with its depth and value, in the order of the file, at any depth."""
    waiting: list[tuple[str, int, object]] = [("$", 0, data)]
    while waiting:
        path, depth, value = waiting.pop()
        yield path, depth, value
        inner: list[tuple[str, int, object]] = []
        if isinstance(value, Mapping):
            inner = [(json_path(path, str(key)), depth + 1, item) for key, item in value.items()]
        elif isinstance(value, (list, tuple)):
            inner = [(f"{path}[{index}]", depth + 1, item) for index, item in enumerate(value)]
        waiting += reversed(inner)


def _plain_faults(path: str, value: object, repeated: Mapping[int, list[str]]) -> Iterator[Fault]:
    """Faults that need no types: repeated keys, keys with odd characters, numbers that a dossier does not accept."""
    if isinstance(value, Mapping):
        for key in repeated.get(id(value), ()):
            yield Fault(json_path(path, key), "this key stands twice in one object")
        for key in map(str, value):
            if key.strip() and (problem := text_problem(key)):
                yield Fault(json_path(path, key), f"a key: {problem}")
    elif isinstance(value, _NotAllowed):
        yield Fault(path, f"{value!r}: {value.why}")


def loads(source: str, files: Mapping[str, bytes]) -> Dossier:
    """Read a dossier from the bytes of a JSON file.

    Raises:
        ReadError: with every fault, each at its JSON path; a syntax error at its line and column.
    """
    (content,) = files.values()
    text, faults = decoded(content)
    if faults:
        raise ReadError(source, faults)
    repeated: dict[int, list[str]] = {}

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) < len(pairs):
            seen: set[str] = set()
            repeated[id(data)] = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
        return data

    try:
        data = json.loads(
            text, object_pairs_hook=object_of, parse_int=_integer, parse_float=_fraction, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ReadError(source, [Fault(place, f"no JSON: {error.msg}")]) from error
    except RecursionError as error:
        raise ReadError(source, [Fault("file", _TOO_DEEP)]) from error
    return from_mapping(source, data, repeated)


def from_mapping(source: str, data: Any, repeated: Mapping[int, list[str]] = MappingProxyType({})) -> Dossier:
    """The dossier in plain data, as a JSON file holds them.

    Args:
        source: what the data are, for messages.
        data: the data.
        repeated: the repeated keys of objects, by the ``id`` of the object.

    Raises:
        ReadError: with every fault, each at its JSON path.
    """
    if not isinstance(data, Mapping):
        raise ReadError(source, [Fault("$", f"{quoted(data)} is not an object")])
    if "socplan" not in data and "kind" in data and "parts" in data:
        problem = f"this is a report ({quoted(data['kind'])}), not a dossier; give the dossier that it was made from"
        raise ReadError(source, [Fault("$", problem)])
    version = version_problem(data.get("socplan"))
    faults = [Fault("$.socplan", version)] if version else []
    more = 0
    try:
        dossier = structure({key: value for key, value in data.items() if key != "socplan"}, Dossier)
    except StructureError as error:
        faults += error.faults
        more = error.more
    if faults or repeated:
        raise ReadError(source, _in_order(source, data, faults, repeated), more)
    return dossier


def _in_order(
    source: str, data: Mapping[str, Any], faults: list[Fault], repeated: Mapping[int, list[str]]
) -> list[Fault]:
    """These faults and those that need no types, in the order of the file."""
    places: dict[str, int] = {}
    odd: set[str] = set()
    plain: list[Fault] = []
    for path, depth, value in _walk(data):
        if depth > _DEEPEST:
            raise ReadError(source, [Fault("file", _TOO_DEEP)])
        places[path] = len(places)
        plain += _plain_faults(path, value, repeated)
        # Such a number needs no second fault for its type.
        if isinstance(value, _NotAllowed):
            odd.add(path)
    plain += (fault for fault in faults if fault.place not in odd)
    return sorted(plain, key=lambda fault: _position(fault.place, places))


def _position(place: str, places: Mapping[str, int]) -> int:
    """Where in the file a fault is; a missing thing is in its object."""
    while place and place not in places:
        place = place[: max(place.rfind("."), place.rfind("["))]
    return places.get(place, 0)


def to_mapping(dossier: Dossier) -> dict[str, Any]:
    """A dossier as plain data, as a JSON file holds them."""
    return {"socplan": FORMAT_VERSION, **unstructure(dossier)}


def dumps(dossier: Dossier) -> Mapping[str, bytes]:
    """Write a dossier as JSON: UTF-8, two spaces of indent, keys in the order of the model."""
    text = json.dumps(to_mapping(dossier), ensure_ascii=False, indent=2, allow_nan=False)
    return {"dossier.json": (text + "\n").encode("utf-8")}


@hookimpl
def register_readers() -> tuple[Reader, ...]:
    """Offer the JSON dossier."""
    mark = (None, rb'"socplan"\s*:')
    return (Reader(name="json", label="JSON", extension=".json", loads=loads, dumps=dumps, mark=mark),)
