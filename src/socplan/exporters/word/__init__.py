"""The report as a Word document: a template of the report kind, or any region's own, filled in.

A template is an ordinary .docx with docxtpl tags. It may place the whole report (``{{p body }}``), single parts
(``{{p part.by_group }}``), the list of contents (``{{p contents }}``), or single values of the title block and the
tables. The same report and template give the same bytes.
"""

from collections.abc import Mapping
from typing import Any, Final

from socplan.errors import OptionError
from socplan.exporters.base import ExportedFile, Exporter, InputFile
from socplan.exporters.word.templates import builtin_template
from socplan.exporters.word.vocabulary import PICTURES
from socplan.hookspecs import hookimpl
from socplan.report import Option, Report
from socplan.report.pictures import picture_problem

__all__ = ["builtin_template", "register_exporters", "render"]

_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render(report: Report, options: Mapping[str, Any]) -> tuple[ExportedFile, ...]:
    """The report as one Word document.

    Raises:
        OptionError: a picture is none that a document can hold.
        TemplateError: the template cannot be used.
        DefectError: socplan failed over it.
    """
    # Only a Word document needs docxtpl, python-docx, Jinja and lxml.
    from socplan.exporters.word.given import Given
    from socplan.exporters.word.guard import blamed_on, filled, filled_apart
    from socplan.exporters.word.rendering import rendered

    own: InputFile | None = options["template"]
    pictures = {name: options[name] for name in PICTURES if options[name] is not None}
    for name, file in pictures.items():
        if problem := picture_problem(file.content):
            raise OptionError("docx", name, f"{file.name}: {problem}", options)
    given = Given(pictures=pictures, filters=options.get("template_filters", ()), toc_field=options["toc_field"])
    if own is None or own.content == builtin_template(report.kind).content:
        with blamed_on(own or builtin_template(report.kind), report):
            content = rendered(report, own, given)
    else:
        content = (filled if options["trust_template"] else filled_apart)(report, own, given)
    return (ExportedFile(name=f"{report.kind}.docx", media_type=_MEDIA_TYPE, content=content),)


@hookimpl
def register_exporters() -> tuple[Exporter, ...]:
    """Offer Word."""
    template = Option(name="template", type=InputFile, help="a Word template of your own (.docx)")
    trust = Option(
        name="trust_template",
        type=bool,
        default=False,
        help="whether your template is filled in without the limits for those of strangers, which is faster",
    )
    options = (
        template,
        trust,
        Option(name="logo", type=InputFile, help="a picture for the head of the document (PNG or JPEG)"),
        Option(name="map", type=InputFile, help="a picture of the territory (PNG or JPEG)"),
        Option(
            name="toc_field",
            type=bool,
            default=False,
            help="whether the contents are one field, which Word makes anew from all headings and LibreOffice does not",
        ),
    )
    return (
        Exporter(name="docx", label="Word", extension=".docx", media_type=_MEDIA_TYPE, render=render, options=options),
    )
