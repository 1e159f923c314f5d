"""What a format is, and the looks of values in the formats that people read."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import field, frozen, validators

from socplan.labels.formats import date_text
from socplan.offers import NAME, instance, tuple_of
from socplan.report import Cell, Column, Fact, Option, Picture, Report, ResolutionText, Signatures, Table
from socplan.report.shown import shown_cell

__all__ = [
    "ExportedFile",
    "Exporter",
    "InputFile",
    "TemplateFilter",
    "block_lines",
    "cell_text",
    "column_text",
    "fact_text",
    "note_lines",
]


@frozen(kw_only=True)
class InputFile:
    """A file that an option names: callers give a path, exporters get the bytes."""

    name: str
    content: bytes


@frozen(kw_only=True)
class ExportedFile:
    """A file that an exporter made, not yet written anywhere."""

    #: A plain name without folders; a single file gets the name that the caller gives.
    name: str = field(validator=validators.matches_re(r"[^/\\\x00]*[^/\\.\x00][^/\\\x00]*"))
    media_type: str = field(validator=instance(str))
    content: bytes = field(validator=instance(bytes))


@frozen(kw_only=True)
class Exporter:
    """A format of reports (výstupní formát), offered by the core or a plugin.

    ``render(report, options)`` is pure: the same report gives the same bytes; ``options`` are complete and
    of the declared types. It gives one or more files, and never calculates, filters or asks the model.
    """

    name: str = field(validator=validators.matches_re(NAME))
    #: For people: „Word“.
    label: str = field(validator=instance(str))
    #: With the point: ``.docx``; no two formats share one.
    extension: str = field(validator=validators.matches_re(r"(\.[a-z0-9]+)+"))
    media_type: str = field(validator=instance(str))
    render: Callable[[Report, Mapping[str, Any]], tuple[ExportedFile, ...]] = field(validator=validators.is_callable())
    options: tuple[Option, ...] = field(default=(), validator=tuple_of(Option))


@frozen(kw_only=True)
class TemplateFilter:
    """A filter for tags of Word templates (filtr šablony), offered by a plugin: ``{{ row.total | thousands }}``.

    ``function(value, *arguments)`` gets the value before the bar, and what stands in the brackets after the filter's
    name. It gives a text or a number. It has to be a function of a module, because templates of strangers are filled
    in by a process of their own, which finds it by the names of module and function.
    """

    name: str = field(validator=validators.matches_re(r"[a-z][a-z0-9_]*"))
    function: Callable[..., Any] = field(validator=validators.is_callable())
    #: The name in Czech templates; ``None``: it has only one.
    czech_name: str | None = field(
        default=None, validator=validators.optional(validators.matches_re(r"[a-z][a-z0-9_]*"))
    )
    #: What it does, for the list of fields, with an example.
    help: str = field(default="", validator=instance(str))
    #: The plugin that offers it; socplan fills it in.
    plugin: str = field(default="", validator=instance(str))

    @property
    def names(self) -> tuple[str, ...]:
        """Its names, which no other filter may have."""
        return (self.name,) if self.czech_name in (None, self.name) else (self.name, str(self.czech_name))


def column_text(column: Column) -> str:
    """The head of a column with its unit: „Vynaloženo (Kč)“; a percent sign belongs to the figures."""
    return f"{column.label} ({column.unit})" if column.unit and column.unit != "%" else column.label


def block_lines(block: Picture | ResolutionText | Signatures, report: Report) -> tuple[str, ...]:
    """What a picture, a resolution or a block of signatures says, line by line, for formats that show no more."""
    match block:
        case Picture():
            return (f"{block.title}: {block.alt}",)
        case ResolutionText():
            return (*resolution_head(block, report), block.body, *block.points)
        case Signatures():
            lines = (", ".join(filter(None, (signature.name, signature.office))) for signature in block.signatures)
            return (*((block.place,) if block.place else ()), *lines)


def resolution_head(resolution: ResolutionText, report: Report) -> tuple[str, ...]:
    """The line with number and day of a resolution; empty for a draft, which has neither."""
    number = f"{report.words['resolution_number']} {resolution.number}" if resolution.number else None
    day = date_text(resolution.day, report.locale) if resolution.day else None
    line = ", ".join(filter(None, (number, day)))
    return (line,) if line else ()


def note_lines(table: Table, report: Report) -> tuple[str, ...]:
    """The notes on cells, each with the name of its row and the head of its column, for formats without footnotes."""
    heads = {column.key: column_text(column) for column in table.columns}
    return tuple(
        f"{cell_text(row.cells[0], table.columns[0], report)}, {heads[note.column]}: {note.text}"
        for row in table.rows
        for note in row.notes
    )


def fact_text(fact: Fact, report: Report) -> str:
    """The value of a line of the title block as people read it."""
    return cell_text(fact.value, Column(fact.key, fact.label), report)


def cell_text(cell: Cell, column: Column, report: Report) -> str:
    """A cell as people read it in the language of the report.

    There is a word for unknown, and a dash for what does not apply; only a code that does not apply is empty.
    Numbers, dates and periods hold hard spaces (U+00A0).
    """
    return shown_cell(cell, column, report.words, report.locale)
