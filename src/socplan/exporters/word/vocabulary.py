"""What a template may name: the names of every report, and the keys of the reports of a kind."""

from collections.abc import Iterable, Mapping
from typing import Final, Self

from attrs import field, frozen

from socplan.report import Column, Fact, Report, Section, Table, report_tables

__all__ = ["BLOCKS", "HARMLESS_FILTERS", "HEAD", "NAMES", "OWN_FILTERS", "PICTURES", "TEXTS", "Vocabulary"]

#: The names that give texts or a yes or no, in a line.
TEXTS: Final = ("audience", "footer", "has_cover", "is_long", "kind", "locale", "subtitle", "title")
#: The names that give pictures, in a line; without a picture a text without letters.
PICTURES: Final = ("logo", "map")
#: The names that give paragraphs and tables, in a paragraph of their own.
BLOCKS: Final = ("body", "contents", "figures", "tables")
#: What stands at the head of pages, after ``head.``.
HEAD: Final = ("authority", "day", "title", "version")
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

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Self:
        """The keys of all the reports; where several have one, the first says what it is."""
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
        return cls(facts=facts, parts=parts, tables=tables, columns=columns, steady=steady, words=words)

    def keys(self, name: str) -> Iterable[str] | None:
        """What may stand after ``fact.``, ``head.``, ``part.``, ``table.``, ``word.``; ``None`` for other names."""
        known: dict[str, Iterable[str]] = {
            "fact": self.facts,
            "head": HEAD,
            "part": self.parts,
            "table": self.tables,
            "word": self.words,
        }
        return known.get(name)
