"""The dossier as one JSON file: the format that holds everything, exactly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from socplan.convert import StructureError, structure, unstructure
from socplan.errors import Fault, ReadError, quoted
from socplan.hookspecs import hookimpl
from socplan.model import Dossier
from socplan.model.values import text_problem
from socplan.readers.base import FORMAT_VERSION, Reader, decoded

__all__ = ["dumps", "loads", "register_readers"]

_MAX_DIGITS: Final = 18


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys it was given twice."""

    repeated: tuple[str, ...] = ()


class _NotAllowed:
    """A number that JSON parsers take and a dossier does not."""

    def __init__(self, literal: str, why: str) -> None:
        self.literal = literal
        self.why = why


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
    if len(literal) > _MAX_DIGITS:
        return _NotAllowed(literal, f"a number of more than {_MAX_DIGITS} digits")
    return int(literal)


def _fraction(literal: str) -> object:
    return _NotAllowed(literal, 'a decimal number stands in quotes, like "1234.50", so that it stays exact')


def _constant(literal: str) -> object:
    return _NotAllowed(literal, "no number to count with")


def _plain_faults(value: object, path: str) -> Iterator[Fault]:
    """What is wrong whatever the place is: repeated keys, numbers that are none, characters nobody can keep."""
    if isinstance(value, _Object):
        for key in value.repeated:
            yield Fault(f"{path}.{key}", "this key stands twice in one object")
        for key, inner in value.items():
            if key.strip() and (problem := text_problem(key)):
                yield Fault(path, f"key {quoted(key)}: {problem}")
            yield from _plain_faults(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _plain_faults(inner, f"{path}[{index}]")
    elif isinstance(value, _NotAllowed):
        yield Fault(path, f"{value.literal[:40]}: {value.why}")


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
    found = [*_plain_faults(data, "$"), *_version_faults(data)]
    named = {fault.place for fault in found}
    data.pop("socplan", None)
    try:
        dossier = structure(data, Dossier)
    except StructureError as error:
        # What was named already as a number that is none is not named again as a value of a wrong type.
        found += [fault for fault in error.faults if fault.place not in named]
        raise ReadError(source, found) from None
    if found:
        raise ReadError(source, found)
    return dossier


def dumps(dossier: Dossier) -> Mapping[str, bytes]:
    """Write a dossier as JSON: UTF-8, two spaces of indent, keys in the order of the model."""
    data = {"socplan": FORMAT_VERSION, **unstructure(dossier)}
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    return {"dossier.json": (text + "\n").encode("utf-8")}


@hookimpl
def register_readers() -> tuple[Reader, ...]:
    """Offer the JSON dossier."""
    return (Reader(name="json", label="JSON", extension=".json", loads=loads, dumps=dumps),)
