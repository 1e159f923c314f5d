"""Commands on dossiers: look for faults, add records, write another format."""

import json
import sys
from pathlib import Path

import click

import socplan
from socplan import outputs, plugins
from socplan.checks import Finding, Grade, sentence, stood_in_words, told
from socplan.checks.naming import named
from socplan.cli.console import FILE, FINDINGS, GOOD, OVERWRITE, command, json_text, put, say
from socplan.errors import one_line
from socplan.labels import PlainWording, Wording
from socplan.schema import dossier_schema
from socplan.standards import STANDARDS


@command("check")
@FILE
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON, for programs.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--locale", default="en", show_default=True, help="The language of the messages.")
def check(file: Path, as_json: bool, strict: bool, locale: str) -> None:
    """Read a dossier and say everything that is wrong or suspect in it."""
    dossier = socplan.read_file(file)
    findings = socplan.check(dossier)
    words = PlainWording(locale, plugins.registry().labels)
    if as_json:
        put(json_text([_plain(named(dossier, finding, words), words) for finding in findings]))
    else:
        for finding in findings:
            text = told(named(dossier, finding, words), words, sentence(finding, words))
            grade = words.text(f"grade.{finding.grade.value}")
            say(one_line(words.text("check.line", file=str(file), grade=grade, code=finding.code, text=text)))
        if not findings:
            say(f"{file}: {words.text('mistake.none')}")
    bad = {Grade.ERROR, Grade.WARNING} if strict else {Grade.ERROR}
    sys.exit(FINDINGS if any(finding.grade in bad for finding in findings) else GOOD)


def _plain(finding: Finding, words: Wording) -> dict[str, str]:
    """A finding for programs; without the name of the record, and without where it stood, if nobody knows it."""
    plain = {"code": finding.code, "grade": finding.grade.value, "place": finding.place}
    if finding.names:
        plain["record"] = ", ".join(finding.names)
    if finding.stood is not None:
        plain["stood"] = stood_in_words(finding.stood, words)
    return {**plain, "message": sentence(finding, words)}


@command("adopt")
@click.argument("standard", type=click.Choice(tuple(STANDARDS)))
@FILE
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The dossier file to write.")
@OVERWRITE
def adopt(standard: str, file: Path, output: Path, overwrite: bool) -> None:
    """Add the records of a STANDARD to a dossier: kinds of services, what the law asks, steps of a method.

    What the dossier has already stays as it is.
    """
    grown = socplan.adopt_standard(socplan.read_file(file), standard)
    socplan.write_file(grown, output, overwrite=overwrite)
    put(output)


@command("convert")
@FILE
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file or folder to write.")
@click.option("--format", "format_name", help="The dossier format, whatever the suffix of the output.")
@OVERWRITE
def convert(file: Path, output: Path, format_name: str | None, overwrite: bool) -> None:
    """Write a dossier in another format: .json, .zip of CSV tables, or a folder of them."""
    socplan.write_file(socplan.read_file(file), output, format=format_name, overwrite=overwrite)
    put(output)


@command("schema")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; without it, stdout.")
@OVERWRITE
def schema(output: Path | None, overwrite: bool) -> None:
    """Print the JSON Schema (2020-12) of the dossier file."""
    if output is None:
        put(json_text(dossier_schema()))
    else:
        text = json.dumps(dossier_schema(), ensure_ascii=False, indent=2) + "\n"
        outputs.place(output, text.encode("utf-8"), overwrite=overwrite)
        put(output)


COMMANDS = (check, adopt, convert, schema)
