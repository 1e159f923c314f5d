"""Fills a template with a report, and puts right what the text alone cannot: contents, pages, language, properties."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from typing import Any

from socplan.archives import unzip, zipped
from socplan.exporters.base import ExportedFile, InputFile
from socplan.exporters.word.document import (
    Styles,
    fill_contents,
    new_numbering,
    page_of,
    set_language,
    set_properties,
    turn_pages,
)
from socplan.exporters.word.fields import template_fields
from socplan.exporters.word.template import WordTemplate
from socplan.exporters.word.templates import builtin_template
from socplan.exporters.word.writer import WordWriter
from socplan.report import Report

__all__ = ["rendered"]


def rendered(report: Report, options: Mapping[str, Any], media_type: str) -> tuple[ExportedFile, ...]:
    """The report as one Word document.

    Raises:
        TemplateError: the template cannot be used.
    """
    given: InputFile | None = options["template"]
    chosen = given or builtin_template(report.kind)
    template = WordTemplate(chosen.name, chosen.content)
    document = template.docx
    styles = Styles(document)
    writer = WordWriter(report, styles.identifier, page_of(document, styles), partial(new_numbering, document, styles))
    template.fill(template_fields(report, writer))
    fill_contents(document, report, styles)
    # Last, because what marks its place goes, and a section must not go with it.
    turn_pages(document)
    set_language(document, report.locale)
    set_properties(document, report)
    buffer = io.BytesIO()
    document.save(buffer)
    content = zipped(dict(sorted(unzip(chosen.name, buffer.getvalue()).items())))
    return (ExportedFile(name=f"{report.kind}.docx", media_type=media_type, content=content),)
