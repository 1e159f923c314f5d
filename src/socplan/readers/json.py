"""The dossier as one JSON file: the format that holds everything, exactly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from socplan.convert import StructureError, structure, unstructure
from socplan.errors import Fault, ReadError, json_path, quoted
from socplan.hookspecs import hookimpl
from socplan.model import Dossier
from socplan.model.values import text_problem
from socplan.readers.base import FORMAT_VERSION, Reader, decoded

__all__ = ["dumps", "loads", "register_readers"]

_MAX_DIGITS: Final = 18
#: No dossier is nested deeper; what goes through one by recursion need not fear the depth of others.
_DEEPEST: Final = 30


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys it was given twice."""

    repeated: tuple[str, ...] = ()


class _NotAllowed:
    """A number that JSON parsers take and a dossier does not."""

    def __init__(self, literal: str, why: str) -> None:
        self.literal = literal
        self.why = why

    def __repr__(self) -> str:
        return self.literal[:40]


def _object(pairs: Iterable[tuple[str, Any]]) -> _Object:
    made = _Object()
    repeated = []
    for key, value in pairs:
        if key in made:
            repeated.append(key)
        made[key] = value
    made.repeated = tuple(repeated)
    return made


def _integer(literal: str) -> object:
    if len(literal.removeprefix("-")) > _MAX_DIGITS:
        return _NotAllowed(literal, f"a number of more than {_MAX_DIGITS} digits")
    return int(literal)


def _fraction(literal: str) -> object:
    return _NotAllowed(literal, 'a decimal number stands in quotes, like "1234.50", so that it stays exact')


def _constant(literal: str) -> object:
    return _NotAllowed(literal, "no number to count with")


def _walk(data: object) -> Iterator[tuple[str, int, object]]:
    """Every place of the data with its depth and value, in the order of the file; however deep they are nested."""
    waiting: list[tuple[str, int, object]] = [("$", 0, data)]
    while waiting:
        path, depth, value = waiting.pop()
        yield path, depth, value
        inner: list[tuple[str, int, object]] = []
        if isinstance(value, dict):
            inner = [(json_path(path, key), depth + 1, item) for key, item in value.items()]
        elif isinstance(value, list):
            inner = [(f"{path}[{index}]", depth + 1, item) for index, item in enumerate(value)]
        waiting += reversed(inner)


def _plain_faults(data: object) -> Iterator[Fault]:
    """What is wrong whatever the place is: repeated keys, numbers that are none, characters nobody can keep."""
    for path, _, value in _walk(data):
        if isinstance(value, _Object):
            for key in value.repeated:
                yield Fault(json_path(path, key), "this key stands twice in one object")
            for key in value:
                if key.strip() and (problem := text_problem(key)):
                    yield Fault(json_path(path, key), f"a key: {problem}")
        elif isinstance(value, _NotAllowed):
            yield Fault(path, f"{value!r}: {value.why}")


def _version_faults(data: _Object) -> Iterator[Fault]:
    version = data.get("socplan")
    if version != FORMAT_VERSION:
        said = "missing" if version is None else quoted(version)
        yield Fault("$.socplan", f'{said}; this socplan reads format version "{FORMAT_VERSION}"')


def loads(source: str, files: Mapping[str, bytes]) -> Dossier:
    """Read a dossier from the bytes of a JSON file.

    Raises:
        ReadError: with every fault, each at its JSON path (a syntax error alone, at its line and column).
    """
    (content,) = files.values()
    text, faults = decoded(content)
    if faults:
        raise ReadError(source, faults)
    try:
        data = json.loads(
            text, object_pairs_hook=_object, parse_int=_integer, parse_float=_fraction, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ReadError(source, [Fault(place, f"no JSON: {error.msg}")]) from error
    except RecursionError as error:
        raise ReadError(source, [Fault("file", "nested too deeply to be a dossier")]) from error
    if not isinstance(data, _Object):
        raise ReadError(source, [Fault("$", f"{quoted(data)} is not an object")])
    if any(depth > _DEEPEST for _, depth, _ in _walk(data)):
        raise ReadError(source, [Fault("file", "nested too deeply to be a dossier")])
    found = [*_plain_faults(data), *_version_faults(data)]
    # What was named already as a number that is none is not named again as a value of a wrong type.
    odd = {path for path, _, value in _walk(data) if isinstance(value, _NotAllowed)}
    places = {path: number for number, (path, _, _) in enumerate(_walk(data))}
    data.pop("socplan", None)
    try:
        dossier = structure(data, Dossier)
    except StructureError as error:
        found += [fault for fault in error.faults if fault.place not in odd]
    if found:
        raise ReadError(source, sorted(found, key=lambda fault: _position(fault.place, places)))
    return dossier


def _position(place: str, places: Mapping[str, int]) -> int:
    """Where in the file a fault is; what is missing stands where it ought to be."""
    while place and place not in places:
        place = place[: max(place.rfind("."), place.rfind("["))]
    return places.get(place, 0)


def dumps(dossier: Dossier) -> Mapping[str, bytes]:
    """Write a dossier as JSON: UTF-8, two spaces of indent, keys in the order of the model."""
    data = {"socplan": FORMAT_VERSION, **unstructure(dossier)}
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    return {"dossier.json": (text + "\n").encode("utf-8")}


@hookimpl
def register_readers() -> tuple[Reader, ...]:
    """Offer the JSON dossier."""
    return (Reader(name="json", label="JSON", extension=".json", loads=loads, dumps=dumps),)
