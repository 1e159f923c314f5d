"""What a template may say: as lines of text, and as a Word document to copy from."""

import io
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import docx
from attrs import frozen

from socplan.archives import unzip, zipped
from socplan.exporters.base import TemplateFilter, cell_text, column_text, fact_text
from socplan.exporters.word.vocabulary import BLOCKS, HEAD, OWN_FILTERS, PICTURES, ROW_ENTRIES, Vocabulary
from socplan.labels import Wording
from socplan.report import Column, ColumnKind, Fact, Report, report_tables

__all__ = ["FieldLine", "field_document", "field_lines", "field_text", "filter_lines"]

_LONGEST_EXAMPLE: Final = 60
#: A table of Word has at most so many columns.
_MOST_COLUMNS: Final = 63
#: A name and a key in a tag.
_KEY: Final = re.compile(r"""(fact|part|table)(?:\.(?=\w)|\[")([^\s"]+?)(?="?\]|\.rows| )""")
_PLAIN_NAMES: Final = ("title", "subtitle", "kind", "audience", "locale", "footer")


@frozen
class FieldLine:
    """A tag that a template may hold."""

    #: ``values``, ``facts``, ``parts``, ``tables``, ``words`` or ``filters``.
    group: str
    #: The tag as it is typed; of a filter its names.
    tag: str
    #: ``text``, ``number``, ``date``, ``blocks`` …: a key of labels.
    kind: str
    meaning: str
    #: What it gives in a report; ``None``: there is no report to take it from. Of a filter a tag with it.
    example: str | None = None
    #: Whether every table of this key has this column.
    is_steady: bool = True


def field_lines(known: Vocabulary, words: Wording, report: Report | None = None) -> Iterator[FieldLine]:
    """Every tag for the reports of a kind, with examples from one of them."""
    for name in _PLAIN_NAMES:
        example = None if report is None else getattr(report, name)
        shown = " ".join(example) if isinstance(example, tuple) else example
        yield FieldLine("values", f"{{{{ {name} }}}}", "text", words.text(f"template.{name}"), shown)
    yield FieldLine("values", "{% if is_long %}", "yes_no", words.text("template.is_long"))
    for name in HEAD:
        fact = None if report is None or report.head is None else getattr(report.head, name)
        example = fact_text(fact, report) if isinstance(fact, Fact) and report else fact
        yield FieldLine("values", f"{{{{ head.{name} }}}}", "text", words.text(f"template.head_{name}"), example)
    yield FieldLine("values", "{% if has_cover %}", "yes_no", words.text("template.has_cover"))
    yield FieldLine("values", "{% if has_lists %}", "yes_no", words.text("template.has_lists"))
    for name in PICTURES:
        yield FieldLine("values", f"{{{{ {name} }}}}", "picture", words.text(f"template.{name}"))
    for name in BLOCKS:
        yield FieldLine("values", f"{{{{p {name} }}}}", "blocks", words.text(f"template.{name}"))
    for fact in known.facts.values():
        example = None if report is None else next((fact_text(it, report) for it in report.facts if it == fact), None)
        yield FieldLine("facts", f"{{{{ {_path('fact', fact.key)} }}}}", _kind_of(fact), fact.label, example)
    for part in known.parts.values():
        yield FieldLine("parts", f"{{{{p {_path('part', part.key)} }}}}", "blocks", part.title)
    for table in known.tables.values():
        path = _path("table", table.key)
        yield FieldLine("tables", f"{{%tr for row in {path}.rows %}}", "rows", table.title)
        for column in known.columns[table.key]:
            tag = f"{{{{ {_path('row', column.key)} }}}}"
            example = None if report is None else _example(report, table.key, column.key)
            is_steady = column.key in known.steady[table.key]
            yield FieldLine("tables", tag, _kind_of_column(column), column_text(column), example, is_steady)
        for name in ROW_ENTRIES:
            yield FieldLine("tables", f"{{{{ row.{name} }}}}", "text", words.text(f"template.{name}"))
    for key, word in sorted(known.words.items()):
        yield FieldLine("words", f"{{{{ word.{key} }}}}", "text", word)


def filter_lines(filters: Iterable[TemplateFilter], words: Wording) -> Iterator[FieldLine]:
    """Our filters, and those of plugins, each with its English and Czech names."""
    for english, czech in OWN_FILTERS.items():
        example = words.text(f"template.tag_{english}").replace("\N{NO-BREAK SPACE}", " ")
        yield FieldLine("filters", f"{english}, {czech}", "filter", words.text(f"template.filter_{english}"), example)
    for each in filters:
        yield FieldLine("filters", ", ".join(each.names), "filter", f"{each.help} ({each.plugin})".strip())


def _example(report: Report, table_key: str, column_key: str) -> str | None:
    """The first cell of a column, if the report has it."""
    table = next((table for table in report_tables(report) if table.key == table_key), None)
    if table is None or not table.rows:
        return None
    cells = zip(table.columns, table.rows[0].cells, strict=True)
    return next((cell_text(cell, column, report) for column, cell in cells if column.key == column_key), None)


def _path(name: str, key: str) -> str:
    """A key after a name; one with a hyphen or point in it needs brackets."""
    return f"{name}.{key}" if key.isidentifier() else f'{name}["{key}"]'


def _kind_of(fact: Fact) -> str:
    match fact.value:
        case bool():
            return "yes_no"
        case int():
            return "number"
        case _:
            return "text" if isinstance(fact.value, str) else "value"


def _kind_of_column(column: Column) -> str:
    return {ColumnKind.DATE: "date"}.get(column.kind, "number" if column.kind.is_figure else "text")


def field_text(lines: Iterable[FieldLine], words: Wording) -> Iterator[str]:
    """The tags as lines for a console."""
    group = ""
    for line in lines:
        if line.group != group:
            group = line.group
            yield words.text(f"template.group_{group}")
        example = "" if line.example is None else f"  ({' '.join(line.example.split())[:_LONGEST_EXAMPLE]})"
        yield f"  {line.tag:<40} {words.text(f'template.kind_{line.kind}'):<10} {line.meaning}{example}"


def field_document(lines: Iterable[FieldLine], words: Wording, template: bytes) -> bytes:
    """A Word document of live tags to copy from, in the looks of a template; it is a template without mistakes.

    What a report may lack stands between a question for it and its end.
    """
    document = docx.Document(io.BytesIO(template))
    body = document.element.body
    for node in list(body)[:-1]:
        body.remove(node)
    for group, of_group in groupby(lines, key=attrgetter("group")):
        document.add_paragraph(words.text(f"template.group_{group}"), style="Heading 1")
        if group == "tables":
            _add_tables(document, list(of_group))
            continue
        for line in of_group:
            asked = _KEY.search(line.tag) if group in ("facts", "parts") else None
            if asked:
                document.add_paragraph(f"{{%p if '{asked.group(2)}' in {asked.group(1)} %}}")
            if line.kind == "blocks":
                document.add_paragraph(f"{line.meaning}:")
                document.add_paragraph(line.tag)
            elif line.kind == "yes_no" and line.tag.startswith("{%"):
                document.add_paragraph(f"{line.tag}{line.meaning}{{% endif %}}")
            elif line.kind == "filter":
                document.add_paragraph(f"{line.tag}: {line.meaning}")
                if line.example is not None:
                    document.add_paragraph(line.example)
            else:
                document.add_paragraph(f"{line.meaning}: {line.tag}")
            if asked:
                document.add_paragraph("{%p endif %}")
    buffer = io.BytesIO()
    document.save(buffer)
    return zipped(dict(sorted(unzip("fields", buffer.getvalue()).items())))


def _add_tables(document: Any, lines: list[FieldLine]) -> None:
    """Each table with its head, a loop over its rows, and a tag in each column."""
    starts = [place for place, line in enumerate(lines) if line.kind == "rows"]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        head, *columns = lines[start:end]
        columns = columns[:_MOST_COLUMNS]
        found = _KEY.search(head.tag)
        document.add_paragraph(f"{{%p if '{found.group(2) if found else ''}' in table %}}")
        document.add_paragraph(head.meaning)
        table = document.add_table(4, len(columns))
        for place, column in enumerate(columns):
            table.cell(0, place).text = column.meaning
            key = column.tag.removeprefix("{{ row").strip('.[]" }')
            asked = f"{{% if '{key}' in row %}}{column.tag}{{% endif %}}"
            table.cell(2, place).text = column.tag if column.is_steady else asked
        table.cell(1, 0).text = head.tag
        table.cell(3, 0).text = "{%tr endfor %}"
        document.add_paragraph("{%p endif %}")
