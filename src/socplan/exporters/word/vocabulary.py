"""What a template may name: the names of every report, and the keys of the reports of a kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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
    "TABLE_ENTRIES",
    "TEXTS",
    "YES_NO",
    "Vocabulary",
]

#: The names that give texts or a yes or no, in a line.
TEXTS: Final = ("audience", "footer", "has_cover", "is_long", "kind", "locale", "subtitle", "title")
#: Those of them that are a yes or no, which is asked for and not printed.
YES_NO: Final = frozenset({"has_cover", "is_long"})
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

#: What the ending of a key holds only if it names a record.
_OF_RECORD: Final = re.compile(r"[-.\d]")
_NUMBER: Final = re.compile(r"_\d+$")


@frozen(kw_only=True)
class Vocabulary:
    """The keys that the reports of a kind have; which of them one report has depends on its data."""

    facts: Mapping[str, Fact] = field(factory=dict)
    parts: Mapping[str, Section] = field(factory=dict)
    tables: Mapping[str, Table] = field(factory=dict)
    #: The columns that a table has in some report, by its key; those that it has in all of them.
    columns: Mapping[str, tuple[Column, ...]] = field(factory=dict)
    steady: Mapping[str, frozenset[str]] = field(factory=dict)
    words: Mapping[str, str] = field(factory=dict)
    #: The identifiers of records, which keys may end in: ``roster_ps1``.
    identifiers: frozenset[str] = frozenset()
    #: In a volume: the keys of each chapter, by the kind of its report.
    chapters: Mapping[str, Vocabulary] = field(factory=dict)

    @classmethod
    def of(cls, reports: Iterable[Report], identifiers: Iterable[str] = ()) -> Self:
        """The keys of all the reports; where several have one, the first says what it is.

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
        return cls(
            facts=facts,
            parts=parts,
            tables=tables,
            columns=columns,
            steady=steady,
            words=words,
            identifiers=frozenset(identifiers),
        )

    @classmethod
    def of_volume(cls, chapters: Mapping[str, Vocabulary]) -> Self:
        """The keys of volumes, whose chapters are reports of these kinds: a part is a chapter as a whole."""

        def merged(name: str) -> dict[str, Any]:
            return {key: value for each in chapters.values() for key, value in getattr(each, name).items()}

        return cls(
            facts=merged("facts"),
            parts={kind: Section(key=kind, title=kind, blocks=()) for kind in chapters},
            tables=merged("tables"),
            columns=merged("columns"),
            words=merged("words"),
            identifiers=frozenset().union(*(each.identifiers for each in chapters.values())),
            chapters=chapters,
        )

    def keys(self, name: str) -> Iterable[str] | None:
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
        stem, line, ending = key.partition("_of_" if "_of_" in key else "_")
        if line and (ending in self.identifiers or _OF_RECORD.search(ending)):
            return f"{stem}{line}"
        return None

    def has(self, key: str, known: Iterable[str]) -> bool:
        """Whether a key is known, or may be one of another record."""
        families = (self.family(each) for each in known)
        return key in known or any(family is not None and key.startswith(family) for family in families)

    def chapter(self, key: str) -> Vocabulary | None:
        """The keys of a chapter of a volume; of two chapters of one kind the keys are numbered."""
        return self.chapters.get(key) or self.chapters.get(_NUMBER.sub("", key))

    def columns_of(self, keys: Sequence[str]) -> tuple[Column, ...] | None:
        """The columns of a table, by what stands after ``table.``; ``None``: they are not known."""
        *chapter, key = keys or ("",)
        if chapter:
            inner = self.chapter(chapter[0])
            return inner.columns_of((key,)) if inner and len(chapter) == 1 else None
        if key in self.columns:
            return self.columns[key]
        # The tables of other records have the columns of all tables of the family.
        families = (family for each in self.columns if (family := self.family(each)) and key.startswith(family))
        family = next(families, None)
        return None if family is None else tuple(self.family_columns(family))

    def family_columns(self, family: str) -> Iterable[Column]:
        """The columns that the tables of a family have, each once."""
        tables = (columns for key, columns in self.columns.items() if self.family(key) == family)
        return {column.key: column for columns in tables for column in columns}.values()
