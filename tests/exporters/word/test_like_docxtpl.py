"""Templates of docxtpl's own kind make what docxtpl makes, by the way that is compiled once."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree
from tests.exporters.word.hostile import package

from socplan import InputFile, build_report, render
from socplan.archives import unzip
from socplan.exporters.word.environment import TemplateEnvironment
from socplan.exporters.word.fields import template_fields
from socplan.labels.formats import tied, typeset
from socplan.testing import sample_dossier

REPORT = build_report("monitoring", sample_dossier("olomouc"), locale="en")
ROWS = "table.statuses.rows"


def cell(text: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(columns: int, *rows: str) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"


def words(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


CASES = {
    "a value": words("{{ title }} and {{ subtitle }}"),
    "a tag over runs": "<w:p><w:r><w:t>{{ ti</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>tle }} end</w:t></w:r></w:p>",
    "a condition of paragraphs": words("{%p if title %}", "yes", "{%p else %}", "no", "{%p endif %}"),
    "a condition in a line": words("a {% if subtitle %}b{% else %}c{% endif %} d"),
    "a loop of paragraphs": words("{%p for item in facts %}", "{{ item.label }}", "{%p endfor %}"),
    "a loop in a line": words("{% for item in facts %}{{ item.label }}, {% endfor %}end"),
    "runs": words("before {%r if title %}in between{%r endif %} after"),
    "a comment": words("{#p nothing #}", "text {# nothing #} goes on"),
    "merged lines": words("{%- if title %}", "one {%- endif %}"),
    "a loop of rows": table(
        2,
        row(cell("head"), cell("head")),
        row(cell(f"{{%tr for r in {ROWS} %}}"), cell("")),
        row(cell("{{ r.status }}"), cell("{{ loop.index }}")),
        row(cell("{%tr endfor %}"), cell("")),
    ),
    "a loop of cells": table(
        3,
        row(cell(f"{{%tc for r in {ROWS} %}}"), cell("{{ r.status }}"), cell("{%tc endfor %}")),
        row(cell(f"{{%tc for r in {ROWS} %}}"), cell("{{ loop.index }}"), cell("{%tc endfor %}")),
    ),
    "cells over several columns": table(
        1,
        row(cell("{% colspan facts | length %}{{ title }}")),
        row(cell("{%tc for item in facts %}"), cell("{{ item.label }}"), cell("{%tc endfor %}")),
    ),
    "cells in a colour": table(1, row(cell("{% cellbg 'FF0000' %}red"))),
    "cells merged downwards": table(
        2,
        row(cell(f"{{%tr for r in {ROWS} %}}"), cell("")),
        row(cell("{% vm %}one"), cell("{{ r.status }}")),
        row(cell("{%tr endfor %}"), cell("")),
    ),
    "quotes and signs": words("{{ 'a &lt; b' }} {% if 1 &lt; 2 %}smaller{% endif %} {{ “word” }}"),
}


def by_docxtpl(content: bytes) -> bytes:
    document = DocxTemplate(io.BytesIO(content))
    strict = TemplateEnvironment()
    # The text itself is typeset in the same way, or no two documents were alike.
    loose = Environment(
        autoescape=True, finalize=lambda value: tied(typeset(value)) if isinstance(value, str) else value
    )
    loose.filters = strict.filters | {"length": len}
    context: dict[str, Any] = template_fields(REPORT, "mark-", {"table"})
    document.render(context, loose, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def body(content: bytes) -> bytes:
    tree = etree.fromstring(unzip("x", content)["word/document.xml"])
    return bytes(etree.tostring(tree.find("{*}body"), method="c14n", exclusive=True))


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_what_docxtpl_makes(name: str) -> None:
    content = package(CASES[name])
    (made,) = render(REPORT, "docx", template=InputFile(name="t.docx", content=content), trust_template=True)

    assert body(made.content) == body(by_docxtpl(content))
    assert docx.Document(io.BytesIO(made.content)).element.body is not None
