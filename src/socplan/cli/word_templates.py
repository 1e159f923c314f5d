"""Commands for people who make Word templates."""

import sys
from pathlib import Path

import click

from socplan import plugins, templates
from socplan.cli.console import FINDINGS, GOOD, OVERWRITE, command, json_text, put, say
from socplan.errors import one_line
from socplan.exporters.word import builtin_template
from socplan.labels import Wording
from socplan.outputs import place, place_own


@command("template")
@click.argument("kind")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The .docx to write.")
@click.option("--overwrite", is_flag=True, help="Replace another file, if one is there.")
def template(kind: str, output: Path, overwrite: bool) -> None:
    """Write a copy of the Word template of a report KIND, to restyle in Word."""
    of_kind = plugins.registry().report(kind).template
    place_own(output, of_kind or builtin_template(kind).content, overwrite=overwrite)
    put(output)


@command("check-template")
@click.argument("docx", type=click.Path(path_type=Path))
@click.argument("kind", required=False)
@click.option("--json", "as_json", is_flag=True, help="Mistakes as JSON, for programs.")
@click.option("--annotate", type=click.Path(path_type=Path), help="A copy to write, with a comment at each mistake.")
@click.option("--locale", default="en", show_default=True, help="The language of the messages.")
@OVERWRITE
def check_template(
    docx: Path, kind: str | None, as_json: bool, annotate: Path | None, locale: str, overwrite: bool
) -> None:
    """Say everything that is wrong in a Word template, for a report KIND if one is given."""
    words = Wording(locale, plugins.registry().labels)
    mistakes = templates.check_template(docx, kind)
    if as_json:
        names = ("code", "part", "tag", "nearest")
        plain = [
            {name: getattr(it, name) for name in names}
            | {"number": it.number, "paragraph": it.shown, "message": it.message(words)}
            for it in mistakes
        ]
        put(json_text(plain))
    else:
        for mistake in mistakes:
            say(one_line(f"{docx}: {mistake.line(words)}"))
        if not mistakes:
            say(f"{docx}: {words.text('mistake.none')}")
    if annotate is not None:
        place(annotate, templates.annotated_template(docx, mistakes, words), overwrite=overwrite, inputs=[docx])
        put(annotate)
    sys.exit(FINDINGS if mistakes else GOOD)


@command("fields")
@click.argument("kind")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The JSON Schema of what a template gets.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A Word document of tags to write.")
@click.option("--locale", default="cs", show_default=True, help="The language of the descriptions.")
@OVERWRITE
def fields(kind: str, file: Path | None, as_json: bool, output: Path | None, locale: str, overwrite: bool) -> None:
    """List what a Word template for a report KIND may say; with examples from a dossier if FILE is given."""
    if as_json:
        put(json_text(templates.field_schema(kind, file, locale)))
    elif output is None:
        for line in templates.field_text(kind, file, locale):
            put(line)
    if output is not None:
        place(output, templates.field_document(kind, file, locale), overwrite=overwrite)
        put(output)


COMMANDS = (template, check_template, fields)
