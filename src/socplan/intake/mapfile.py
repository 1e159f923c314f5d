"""The file of a mapping: TOML into the classes of a mapping, and every fault at the line where somebody typed it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args, get_origin

import attrs
from attrs import define, evolve, field

from socplan.convert import MaybeEmpty
from socplan.errors import Fault, ReadError
from socplan.intake.faults import Faults, meant
from socplan.intake.mapcheck import VERSION, check_meaning
from socplan.intake.mapping import MapPath, Where, WholeMapping
from socplan.labels import Wording
from socplan.model.typed import RULES
from socplan.typecheck import rule_of

__all__ = ["mapping_of"]

#: Keys that may hold one text or number in place of a list of texts.
_LISTS: Final = frozenset(
    {"sheet", "head", "skip", "fill", "sums", "columns", "cross", "when", "some", "find", "unread", "split"}
)
#: What stands for a needed key whose fault is named already.
_PLACEHOLDERS: Final[Mapping[str, Any]] = {"socplan_map": VERSION, "to": "", "set": {}}
#: A message shows so many characters of a value.
_LONGEST: Final = 60
_KEY: Final = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)"""
_KEYS: Final = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER: Final = re.compile(rf"\s*(\[\[?)\s*({_KEYS})\s*\]")
_ENTRY: Final = re.compile(rf"\s*({_KEYS})\s*=")
_AT: Final = re.compile(r"line (\d+), column (\d+)")
#: What the parser of Python says, by what it means to people.
_REASONS: Final = (
    ("twice", ("Cannot overwrite", "Cannot declare", "Cannot redefine", "Duplicate", "Cannot mutate")),
    ("open_text", ("Unterminated", "Illegal character '\\n'")),
    ("backslash", ("Unescaped '\\'", "Invalid hex", "Escaped character")),
)


def mapping_of(source: str, content: bytes, words: Wording) -> WholeMapping:
    """Read a mapping.

    Args:
        source: the name of its file.
        content: what stands in it.
        words: the language of its faults.

    Raises:
        ReadError: it is no TOML, or says what a mapping cannot say; with every fault.
    """
    data, where = _read(source, content, words)
    faults = Faults(words, where)
    builder = _Builder(faults)
    mapping = builder.whole(_spelled_out(data))
    check_meaning(mapping, builder.named, faults)
    if faults.found:
        raise ReadError(source, [evolve(faults.found[key], file=None) for key in sorted(faults.found, key=str)])
    return evolve(mapping, where=where)


def _read(source: str, content: bytes, words: Wording) -> tuple[dict[str, Any], Where]:
    """The data of a file, and where they stand.

    Raises:
        ReadError: it is no TOML.
    """
    try:
        text = content.decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        place = words.text("intake.place.map_line", line=str(line))
        raise ReadError(source, [Fault(place, words.text("intake.map.no_utf8"))]) from error
    except tomllib.TOMLDecodeError as error:
        raise ReadError(source, [_no_toml(text, str(error), words)]) from error
    except RecursionError as error:
        place = words.text("intake.place.map_line", line="1")
        raise ReadError(source, [Fault(place, words.text("intake.map.too_deep"))]) from error
    names: dict[MapPath, str] = {
        ("table", number, "records", place): records["to"]
        for number, table in enumerate(_tables(data.get("table")))
        for place, records in enumerate(_tables(table.get("records")))
        if isinstance(records.get("to"), str)
    }
    return data, Where(source, dict(_lines(text)), names)


def _tables(data: object) -> list[dict[str, Any]]:
    """The tables of a list; what is none counts as an empty one."""
    return [item if isinstance(item, dict) else {} for item in data] if isinstance(data, list) else []


def _no_toml(text: str, problem: str, words: Wording) -> Fault:
    """A fault of the form, with the line as somebody typed it."""
    found = _AT.search(problem)
    lines = text.splitlines()
    number = int(found[1]) if found else max(len(lines), 1)
    reason = next((key for key, begins in _REASONS if problem.startswith(begins)), "no_toml")
    line = lines[number - 1].strip() if number <= len(lines) else ""
    place = words.text("intake.place.map_line", line=str(number))
    return Fault(place, words.text(f"intake.map.{reason}", value=line[:_LONGEST]))


def _lines(text: str) -> Iterator[tuple[MapPath, int]]:
    """The line of each header and each key; the first one counts."""
    counts: dict[MapPath, int] = {}
    seen: set[MapPath] = set()
    around: MapPath = ()
    is_text = False
    for number, line in enumerate(text.splitlines(), start=1):
        marks = line.count('"""') + line.count("'''")
        if is_text or marks % 2:
            # Inside a text of several lines nothing is a key.
            inside, is_text = is_text, is_text != bool(marks % 2)
            if inside:
                continue
        if header := _HEADER.match(line):
            around = ()
            for place, key in enumerate(parts := _parts(header[2])):
                around = (*around, key)
                if header[1] == "[[" and place == len(parts) - 1:
                    counts[around] = counts.get(around, -1) + 1
                if around in counts:
                    around = (*around, counts[around])
            found = around
        elif entry := _ENTRY.match(line):
            found = (*around, *_parts(entry[1]))
        else:
            continue
        for length in range(len(around), len(found) + 1):
            if found[:length] not in seen:
                seen.add(found[:length])
                yield found[:length], number


def _parts(keys: str) -> list[str]:
    """The keys of a dotted one."""
    return [key[1:-1] if key[0] in "\"'" else key for key in re.findall(_KEY, keys)]


def _spelled_out(data: Any, key: str = "") -> Any:
    """The data with what may be left out for short: a list of one, a head alone, a number of a sheet."""
    if isinstance(data, Mapping):
        if key in ("set", "by"):
            return {
                name: {"head": [value]} if isinstance(value, str) else _spelled_out(value)
                for name, value in data.items()
            }
        return {name: _spelled_out(value, name) for name, value in data.items()}
    if isinstance(data, list):
        return [
            str(item) if isinstance(item, int) and key in _LISTS else _spelled_out(item, "" if key in _LISTS else key)
            for item in data
        ]
    if key in _LISTS and isinstance(data, (str, int)) and not isinstance(data, bool):
        return [str(data)]
    return data


@define
class _Builder:
    """Makes the classes of a mapping of its data; what does not fit is named and left out."""

    faults: Faults
    #: The places whose faults are named.
    named: list[MapPath] = field(factory=list)
    _missing: object = field(factory=object)

    def whole(self, data: Any) -> WholeMapping:
        """The whole mapping."""
        mapping: WholeMapping = self._class(WholeMapping, data, ())
        return mapping

    def _made(self, kind: Any, data: Any, path: MapPath) -> Any:
        """The value of a kind; `_missing` where the data are none."""
        inner = [each for each in get_args(kind) if each is not type(None)]
        if attrs.has(kind):
            # A table that is none keeps its number, since places count them.
            return self._class(kind, data, path) if isinstance(data, Mapping) else self._no_table(kind, data, path)
        if len(inner) < len(get_args(kind)):
            return self._made(inner[0], data, path)
        if get_origin(kind) is tuple:
            return self._list(inner[0], data, path)
        if get_origin(kind) is dict:
            if not isinstance(data, Mapping):
                return self._wrong("wants_table", data, path)
            items = {key: self._made(inner[1], item, (*path, key)) for key, item in data.items()}
            return {key: item for key, item in items.items() if item is not self._missing}
        if kind in (bool, int):
            return (
                data
                if type(data) is kind
                else self._wrong("wants_yes_no" if kind is bool else "wants_number", data, path)
            )
        if not isinstance(data, str):
            return self._wrong("wants_text", data, path)
        if kind != MaybeEmpty and rule_of(str, RULES).misfit(data):
            return self._wrong("wants_full_text", data, path)
        return data

    def _list(self, kind: Any, data: Any, path: MapPath) -> Any:
        if not isinstance(data, list):
            return self._wrong("wants_tables" if attrs.has(kind) else "wants_list", data, path)
        made = [self._made(kind, item, (*path, place)) for place, item in enumerate(data)]
        return tuple(item for item in made if item is not self._missing)

    def _no_table(self, cls: Any, data: object, path: MapPath) -> Any:
        self._wrong("wants_table", data, path)
        needed = [each.name for each in attrs.fields(cls) if each.default is attrs.NOTHING]
        return cls(**{name: _PLACEHOLDERS[name] for name in needed})

    def _wrong(self, wanted: str, data: object, path: MapPath) -> Any:
        self._fault(path, wanted, value=_shown(data))
        return self._missing

    def _fault(self, path: MapPath, why: str, **values: object) -> None:
        self.named.append(path)
        self.faults.mapping(path, f"map.{why}", **values)

    def _class(self, cls: Any, data: Mapping[str, Any], path: MapPath) -> Any:
        known = {_typed(each.name): each for each in attrs.fields(cls) if each.name != "where"}
        values = {}
        for key, item in data.items():
            if key not in known:
                again = meant(key, known, self.faults.words)
                self._fault((*path, key), "unknown_key", meant=again, known=", ".join(known))
            elif (made := self._made(known[key].type, item, (*path, key))) is not self._missing:
                values[known[key].name] = made
        for key, each in known.items():
            if each.default is attrs.NOTHING:
                if key not in data:
                    self._fault((*path, key), "missing_key")
                values.setdefault(each.name, _PLACEHOLDERS[each.name])
        return cls(**values)


def _typed(name: str) -> str:
    """A key as it is typed."""
    return "socplan-map" if name == "socplan_map" else name


def _shown(data: object) -> str:
    """A value as it is typed, on one line and not too long."""
    line = " ".join((str(data).lower() if isinstance(data, bool) else str(data)).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
