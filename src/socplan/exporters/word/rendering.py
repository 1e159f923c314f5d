"""Fills a template with a report, and then sets contents, pages, language and properties."""

import io
from functools import partial

from socplan.archives import unzip, zipped
from socplan.exporters.base import InputFile
from socplan.exporters.word.document import (
    Styles,
    fill_contents,
    new_numbering,
    page_of,
    set_footer,
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


def rendered(report: Report, own_template: InputFile | None) -> bytes:
    """The report as a Word document, made with a template or the built-in one.

    Raises:
        TemplateError: the template cannot be used.
    """
    chosen = own_template or builtin_template(report.kind)
    template = WordTemplate(chosen.name, chosen.content)
    document = template.docx
    styles = Styles(document)
    writer = WordWriter(report, styles.identifier, page_of(document, styles), partial(new_numbering, document, styles))
    template.fill(template_fields(report, writer))
    fill_contents(document, report, styles)
    # This follows the contents: it removes marks, and a section must not vanish with a mark.
    turn_pages(document)
    set_footer(document, report)
    set_language(document, report.locale)
    set_properties(document, report)
    buffer = io.BytesIO()
    document.save(buffer)
    return zipped(dict(sorted(unzip(chosen.name, buffer.getvalue()).items())))
