"""The report tree: what a document says, not how it looks.

A report has parts under keys. A part holds paragraphs, lists, tables, figures and sections.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final

from attrs import field, frozen, validators

from socplan.errors import quoted
from socplan.model import PartialDate
from socplan.offers import instance, tuple_of
from socplan.report.pictures import picture_problem
from socplan.report.tables import Cell, Figure, Table

__all__ = [
    "Block",
    "Fact",
    "Items",
    "Origin",
    "Paragraph",
    "ParagraphRole",
    "Picture",
    "Report",
    "ResolutionText",
    "RunningHead",
    "Section",
    "Signature",
    "Signatures",
    "blocks_of",
    "report_tables",
    "section_tables",
]


_TEXT: Final = instance(str)


class ParagraphRole(Enum):
    """What a paragraph is for."""

    TEXT = "text"
    LEAD = "lead"  #: The answer in short.
    NOTE = "note"  #: How to read what stands above.
    WARNING = "warning"  #: Something that does not agree.
    LABEL = "label"  #: The name of the list below it, of too little weight for a heading.


@frozen
class Paragraph:
    """A paragraph; a line feed breaks the line. Its text may be a `RichText`."""

    text: str = field(validator=_TEXT)
    role: ParagraphRole = field(default=ParagraphRole.TEXT, validator=instance(ParagraphRole))


@frozen
class Origin:
    """What an item of a list is of, for programs; documents do not print it."""

    #: The code of a finding: ``comment-late``.
    code: str = field(validator=_TEXT)
    #: Its place in the dossier: ``$.comments[4]``.
    place: str = field(validator=_TEXT)


@frozen
class Items:
    """A list; each item is a text, which may be a `RichText`.

    Raises:
        ValueError: there are origins, but not for each item.
    """

    items: tuple[str, ...] = field(validator=tuple_of(str))
    numbered: bool = False
    #: Whether items are short names, as in an index, of which two may stand beside each other.
    compact: bool = field(default=False, kw_only=True, validator=instance(bool))
    #: For each item what it is of; empty: the list has no origins.
    origins: tuple[tuple[Origin, ...], ...] = field(default=(), validator=instance(tuple))

    def __attrs_post_init__(self) -> None:
        if self.origins and len(self.origins) != len(self.items):
            raise ValueError(f"{len(self.origins)} origins for {len(self.items)} items")


@frozen(kw_only=True)
class Picture:
    """A picture with its caption: a map, a logo (obrázek).

    Raises:
        ValueError: it is neither PNG nor JPEG, or is broken, or too large: 10 MB, 20,000 pixels a side.
    """

    key: str = field(validator=_TEXT)
    title: str = field(validator=_TEXT)
    #: What it shows, for readers who cannot see it.
    alt: str = field(validator=_TEXT)
    #: The bytes of the file.
    content: bytes = field(repr=False, validator=instance(bytes))
    #: ``False``: the title is not printed.
    captioned: bool = True

    def __attrs_post_init__(self) -> None:
        if problem := picture_problem(self.content):
            raise ValueError(f"picture {self.key}: {problem}")


@frozen(kw_only=True)
class ResolutionText:
    """A resolution as a body passes it, or its draft (usnesení, návrh usnesení)."""

    #: The body, as it calls itself: „Rada města Vzorova“.
    body: str = field(validator=_TEXT)
    #: What it does, one point each: „schvaluje …“.
    points: tuple[str, ...] = field(validator=[tuple_of(str), validators.min_len(1)])
    #: As printed: „R/12/2025“. ``None``: a draft has none yet.
    number: str | None = field(default=None, validator=validators.optional(_TEXT))
    #: The day on which it was passed. ``None``: it was not yet, or the day is not known.
    day: PartialDate | None = None

    @property
    def is_draft(self) -> bool:
        """Whether number, day and votes are still to be filled in."""
        return self.number is None and self.day is None


@frozen
class Signature:
    """Who signs a document (podpis)."""

    #: The office: „hejtman kraje“.
    office: str = field(validator=_TEXT)
    #: ``None``: left open.
    name: str | None = field(default=None, validator=validators.optional(_TEXT))


@frozen
class Signatures:
    """The lines below which a document is signed, with a place for the day (podpisová doložka)."""

    signatures: tuple[Signature, ...] = field(validator=[tuple_of(Signature), validators.min_len(1)])
    #: Where it is signed, as printed: „Ve Vzorově“. ``None``: left open.
    place: str | None = field(default=None, validator=validators.optional(_TEXT))
    #: Whether whoever signs fills in the day, and an open place; not below an approval of which the day is printed.
    dated: bool = field(default=True, validator=instance(bool))


@frozen(kw_only=True)
class Section:
    """A heading with blocks below it: a part of a report, or a section in a part.

    Raises:
        TypeError: a block is of another type than `Block`.
    """

    key: str = field(validator=_TEXT)
    title: str = field(validator=_TEXT)
    blocks: tuple[Block, ...] = field(validator=instance(tuple))

    def __attrs_post_init__(self) -> None:
        for block in self.blocks:
            if not isinstance(block, (Section, Paragraph, Items, Table, Figure, Picture, ResolutionText, Signatures)):
                raise TypeError(f"section {self.key}: {block!r} is no block")


Block = Section | Paragraph | Items | Table | Figure | Picture | ResolutionText | Signatures
"""What a section is made of."""


@frozen
class Fact:
    """A line of the title block: the authority, the period, who approved the plan."""

    key: str
    label: str
    value: Cell


@frozen(kw_only=True)
class RunningHead:
    """What stands at the head of every page but the first (záhlaví)."""

    authority: str | None = field(default=None, validator=validators.optional(_TEXT))
    #: The short title of the document. ``None``: its title.
    title: str | None = field(default=None, validator=validators.optional(_TEXT))
    #: Which version of the document it is: „návrh k připomínkám“.
    version: str | None = field(default=None, validator=validators.optional(_TEXT))
    #: The state of the data, as a line of the title block. ``None``: not known.
    day: Fact | None = field(default=None, validator=validators.optional(instance(Fact)))


@frozen(kw_only=True)
class Report:
    """A document before it gets its looks.

    Raises:
        ValueError: two parts have the same key.
    """

    #: The report kind: ``monitoring``.
    kind: str = field(validator=_TEXT)
    locale: str = field(validator=_TEXT)
    #: ``public`` or ``internal``.
    audience: str = field(validator=_TEXT)
    title: str = field(validator=_TEXT)
    subtitle: str | None = field(default=None, validator=validators.optional(_TEXT))
    facts: tuple[Fact, ...] = field(default=(), validator=tuple_of(Fact))
    parts: tuple[Section, ...] = field(default=(), validator=tuple_of(Section))
    #: What stands at the head of pages. ``None``: the title alone.
    head: RunningHead | None = field(default=None, validator=validators.optional(instance(RunningHead)))
    #: What stands at the foot of every page: the sentence that a funder wants (povinná publicita).
    footer: tuple[str, ...] = field(default=(), validator=tuple_of(str))
    #: Words for exporters in the language of the report: ``unknown``, ``not_applicable``, ``yes``, ``no``, ``open``
    #: (an unknown end), ``contents``, ``page``, ``of``, ``warning``, ``table``, ``figure``, ``tables``, ``figures``,
    #: ``resolution_number``, ``resolution_draft`` and ``votes`` (the lines of a draft, with „{}“ for each blank),
    #: ``signed_at``, ``signed_on``, ``as_of``, ``same_as`` (a column that repeats another),
    #: ``on_page`` (before the page of a card), ``version``; ``cover``: what a document of this kind is, if a label says
    #: it. `socplan.report.assembled` fills them in.
    words: Mapping[str, str] = field(hash=False)

    def __attrs_post_init__(self) -> None:
        keys = [part.key for part in self.parts]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise ValueError(f"report {self.kind}: two parts under the key {min(twice)}")

    def part(self, key: str) -> Section | None:
        """The part under a key, if the report has it."""
        return next((part for part in self.parts if part.key == key), None)

    def __repr__(self) -> str:
        return f"<Report {self.kind} ({self.locale}, {self.audience}): {quoted(self.title)}, {len(self.parts)} parts>"

    def _repr_html_(self) -> str:
        from socplan.report.preview import html_of

        return html_of(self)


def report_tables(report: Report) -> Iterator[Table]:
    """All tables of a report in reading order, those of figures included."""
    for part in report.parts:
        yield from section_tables(part)


def section_tables(section: Section) -> Iterator[Table]:
    """All tables of a section and of the sections in it, those of figures included."""
    for block in blocks_of(section):
        if isinstance(block, (Table, Figure)):
            yield block.table if isinstance(block, Figure) else block


def blocks_of(section: Section) -> Iterator[Block]:
    """All blocks of a section and of the sections in it, in reading order."""
    for block in section.blocks:
        yield block
        if isinstance(block, Section):
            yield from blocks_of(block)
