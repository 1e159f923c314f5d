"""What a template may name: the names of every report, and the keys of the reports of a kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any, Final, Self

from attrs import field, frozen

from socplan.report import Column, Fact, Report, Section, Table, report_tables

__all__ = [
    "BLOCKS",
    "FACT_ENTRIES",
    "HARMLESS_FILTERS",
    "HEAD",
    "NAMES",
    "OWN_FILTERS",
    "PICTURES",
    "ROW_ENTRIES",
    "STORED",
    "TABLE_ENTRIES",
    "TEXTS",
    "YES_NO",
    "Keys",
    "Vocabulary",
]

#: The names that give texts or a yes or no, in a line.
TEXTS: Final = ("audience", "footer", "has_cover", "has_lists", "is_long", "kind", "locale", "subtitle", "title")
#: Those of them that are a yes or no, which is asked for and not printed.
YES_NO: Final = frozenset({"has_cover", "has_lists", "is_long"})
#: The names that give pictures, in a line; without a picture a text without letters.
PICTURES: Final = ("logo", "map")
#: The names that give paragraphs and tables, in a paragraph of their own.
BLOCKS: Final = ("body", "contents", "figures", "tables")
#: What stands at the head of pages, after ``head.``.
HEAD: Final = ("authority", "day", "title", "version")
#: What each table has, each row beside its cells, and each line of the title block.
TABLE_ENTRIES: Final = ("columns", "notes", "rows", "title")
ROW_ENTRIES: Final = ("row_key", "row_role")
FACT_ENTRIES: Final = ("key", "label", "value")
#: All names of a template.
NAMES: Final = tuple(sorted((*TEXTS, *PICTURES, *BLOCKS, "fact", "facts", "head", "part", "table", "word")))

#: The filters of Jinja that only arrange values.
HARMLESS_FILTERS: Final = (
    *("abs", "batch", "capitalize", "center", "count", "default", "d", "dictsort", "e", "escape", "first", "float"),
    *("groupby", "indent", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject"),
    *("rejectattr", "replace", "reverse", "round", "select", "selectattr", "slice", "sort", "string", "sum", "title"),
    *("trim", "truncate", "unique", "upper", "wordcount", "wordwrap"),
)
#: Our own filters, by their English and Czech names.
OWN_FILTERS: Final = {"number": "cislo", "money": "penize", "percent": "procenta", "date": "datum", "plural": "mnozne"}

#: The file of the keys of the core's kinds, beside this module.
STORED: Final = "keys.json"

#: What the ending of a key holds only if it names a record.
_OF_RECORD: Final = re.compile(r"[-.\d]")
_NUMBER: Final = re.compile(r"_\d+$")


def _parted(key: str) -> tuple[str, str, str]:
    """A key at the line behind which a record may stand."""
    return key.partition("_of_" if "_of_" in key else "_")


@frozen(kw_only=True)
class Keys:
    """The keys that the reports of a kind have; which of them one report has depends on its data."""

    facts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    #: Each table with the columns that it has in some report.
    tables: Mapping[str, tuple[str, ...]] = field(factory=dict)
    words: tuple[str, ...] = ()
    #: The identifiers of records that some of these keys end in: ``roster_ps1``.
    identifiers: frozenset[str] = frozenset()
    #: In a volume: the keys of each chapter, by the kind of its report.
    chapters: Mapping[str, Keys] = field(factory=dict)

    @classmethod
    def of_volume(cls, chapters: Mapping[str, Keys]) -> Self:
        """The keys of volumes, whose chapters are reports of these kinds: a part is a chapter as a whole."""

        def merged(name: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(key for each in chapters.values() for key in getattr(each, name)))

        return cls(
            facts=merged("facts"),
            parts=tuple(chapters),
            tables={key: columns for each in chapters.values() for key, columns in each.tables.items()},
            words=merged("words"),
            identifiers=frozenset().union(*(each.identifiers for each in chapters.values())),
            chapters=chapters,
        )

    def __or__(self, other: Keys) -> Keys:
        """The keys of either."""
        tables = {**self.tables, **other.tables}
        return Keys(
            facts=tuple(dict.fromkeys((*self.facts, *other.facts))),
            parts=tuple(dict.fromkeys((*self.parts, *other.parts))),
            tables={
                key: tuple(dict.fromkeys((*self.tables.get(key, ()), *other.tables.get(key, ())))) for key in tables
            },
            words=tuple(dict.fromkeys((*self.words, *other.words))),
            identifiers=self.identifiers | other.identifiers,
            chapters={**self.chapters, **other.chapters},
        )

    @classmethod
    def stored(cls) -> Mapping[str, Self]:
        """The keys of each kind of the core, as the shipped examples have them.

        They are in a file, since to build the reports of all examples takes longer than to check a template.
        """
        data = json.loads(resources.files("socplan.exporters.word").joinpath(STORED).read_text("utf-8"))
        return {
            kind: cls(
                facts=tuple(keys["facts"]),
                parts=tuple(keys["parts"]),
                tables={key: tuple(columns) for key, columns in keys["tables"].items()},
                words=tuple(keys["words"]),
                identifiers=frozenset(keys["identifiers"]),
            )
            for kind, keys in data.items()
        }

    def as_stored(self) -> dict[str, Any]:
        """The keys as they stand in that file."""
        return {
            "facts": list(self.facts),
            "parts": list(self.parts),
            "tables": {key: list(columns) for key, columns in self.tables.items()},
            "words": sorted(self.words),
            "identifiers": sorted(self.identifiers),
        }

    def after(self, name: str) -> Iterable[str] | None:
        """What may stand after ``fact.``, ``head.``, ``part.``, ``table.``, ``word.``; ``None`` for other names."""
        known: dict[str, Iterable[str]] = {
            "fact": self.facts,
            "head": HEAD,
            "part": self.parts,
            "table": (*self.tables, *self.chapters),
            "word": self.words,
        }
        return known.get(name)

    def family(self, key: str) -> str | None:
        """How all keys begin that differ from this one only in their record: ``roster_``; ``None``: it has no record.

        A key with a number or a hyphen after its first line ends in a record too: ``areas_1``, ``services_par-37``.
        """
        stem, line, ending = _parted(key)
        if line and (ending in self.identifiers or _OF_RECORD.search(ending)):
            return f"{stem}{line}"
        return None

    def has(self, key: str, known: Iterable[str]) -> bool:
        """Whether a key is known, or may be one of another record."""
        families = (self.family(each) for each in known)
        return key in known or any(family is not None and key.startswith(family) for family in families)

    def chapter(self, key: str) -> Keys | None:
        """The keys of a chapter of a volume; of two chapters of one kind the keys are numbered."""
        return self.chapters.get(key) or self.chapters.get(_NUMBER.sub("", key))

    def columns_of(self, keys: Sequence[str]) -> tuple[str, ...] | None:
        """The columns of a table, by what stands after ``table.``; ``None``: they are not known."""
        *chapter, key = keys or ("",)
        if chapter:
            inner = self.chapter(chapter[0])
            return inner.columns_of((key,)) if inner and len(chapter) == 1 else None
        if key in self.tables:
            return self.tables[key]
        # The tables of other records have the columns of all tables of the family.
        families = (family for each in self.tables if (family := self.family(each)) and key.startswith(family))
        family = next(families, None)
        return None if family is None else self.family_columns(family)

    def family_columns(self, family: str) -> tuple[str, ...]:
        """The columns that the tables of a family have, each once."""
        tables = (columns for key, columns in self.tables.items() if self.family(key) == family)
        return tuple(dict.fromkeys(column for columns in tables for column in columns))


@frozen(kw_only=True)
class Vocabulary:
    """What the reports of a kind have behind its keys."""

    facts: Mapping[str, Fact] = field(factory=dict)
    parts: Mapping[str, Section] = field(factory=dict)
    tables: Mapping[str, Table] = field(factory=dict)
    #: The columns that a table has in some report, by its key; those that it has in all of them.
    columns: Mapping[str, tuple[Column, ...]] = field(factory=dict)
    steady: Mapping[str, frozenset[str]] = field(factory=dict)
    words: Mapping[str, str] = field(factory=dict)
    keys: Keys = Keys()

    @classmethod
    def of(cls, reports: Iterable[Report], identifiers: Iterable[str] = ()) -> Self:
        """The vocabulary of all the reports; where several have a key, the first says what it is.

        Args:
            reports: the reports.
            identifiers: those of the records in their dossiers.
        """
        facts: dict[str, Fact] = {}
        parts: dict[str, Section] = {}
        tables: dict[str, Table] = {}
        columns: dict[str, tuple[Column, ...]] = {}
        steady: dict[str, frozenset[str]] = {}
        words: dict[str, str] = {}
        for report in reports:
            for fact in report.facts:
                facts.setdefault(fact.key, fact)
            for part in report.parts:
                parts.setdefault(part.key, part)
            for table in report_tables(report):
                tables.setdefault(table.key, table)
                keys = frozenset(column.key for column in table.columns)
                earlier = columns.setdefault(table.key, ())
                known = {column.key for column in earlier}
                columns[table.key] = (*earlier, *(column for column in table.columns if column.key not in known))
                steady[table.key] = steady.get(table.key, keys) & keys
            words = {**report.words, **words}
        named = (*parts, *tables, *(column.key for each in columns.values() for column in each))
        return cls(
            facts=facts,
            parts=parts,
            tables=tables,
            columns=columns,
            steady=steady,
            words=words,
            keys=Keys(
                facts=tuple(facts),
                parts=tuple(parts),
                tables={key: tuple(column.key for column in each) for key, each in columns.items()},
                words=tuple(words),
                identifiers=frozenset(identifiers) & {_parted(key)[2] for key in named},
            ),
        )

    def columns_of_family(self, family: str) -> Iterable[Column]:
        """The columns that the tables of a family have, each once."""
        tables = (columns for key, columns in self.columns.items() if self.keys.family(key) == family)
        return {column.key: column for columns in tables for column in columns}.values()
