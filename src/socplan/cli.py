"""The command line: arguments in, a call of the public functions, messages out. It decides nothing.

Exit status: 0 good; 1 findings of grade error; 2 a fault of the input or the call; 3 a fault of a plugin or the
environment. Messages go to stderr, one line a fault.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TextIO

import click

import socplan
from socplan import demo, plugins, templates
from socplan.checks import Finding, FindingsError, Grade, sentence
from socplan.errors import DefectError, OptionError, OverwriteError, PluginError, SocplanError, WriteError, one_line
from socplan.exporters.word import builtin_template
from socplan.labels import Wording
from socplan.model import PartialDate
from socplan.outputs import place, refuse_loss
from socplan.report import COMMON_OPTIONS, Option
from socplan.schema import dossier_schema
from socplan.standards import STANDARDS

__all__ = ["main"]

_GOOD, _FINDINGS, _INPUT, _ENVIRONMENT = 0, 1, 2, 3
_WHOLE: Final = re.compile(r"-?[0-9]{1,9}", re.ASCII)


def _shown(text: object, stream: TextIO) -> str:
    """A text for a console, which shows characters that it does not know as escapes."""
    encoding = stream.encoding or "ascii"
    return str(text).encode(encoding, "backslashreplace").decode(encoding)


def _say(text: object) -> None:
    """A message on stderr."""
    click.echo(_shown(text, sys.stderr), err=True)


def _print(text: object) -> None:
    """A line on stdout."""
    click.echo(_shown(text, sys.stdout))


def _json_text(data: object) -> str:
    """JSON for stdout, which gets other characters than ASCII as escapes where it is not UTF-8."""
    return json.dumps(data, ensure_ascii=not (sys.stdout.encoding or "").lower().startswith("utf"), indent=2)


@contextmanager
def _status() -> Iterator[None]:
    """Turn what is raised on purpose into messages and an exit status."""
    try:
        yield
    except SocplanError as error:
        _say(error)
        if isinstance(error, FindingsError):
            sys.exit(_FINDINGS)
        of_environment = isinstance(error, (DefectError, PluginError, WriteError)) and not isinstance(
            error, OverwriteError
        )
        sys.exit(_ENVIRONMENT if of_environment else _INPUT)
    except OSError as error:
        # This can only be stdout: files have errors of their own. Python must not try to write the rest when it ends.
        with suppress(OSError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            sys.exit(_GOOD)  # the reader has had enough
        _say(f"stdout: {error.strerror or error}")
        sys.exit(_ENVIRONMENT)


def _command(group: click.Group, name: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command whose errors become an exit status."""

    def decorate(function: Callable[..., None]) -> click.Command:
        def run(*args: Any, **kwargs: Any) -> None:
            with _status():
                function(*args, **kwargs)

        run.__doc__ = function.__doc__
        run.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        return group.command(name)(run)

    return decorate


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(socplan.__version__, prog_name="socplan")
def main() -> None:
    """Medium-term plans of social services: check them, compute them, make documents of them."""


_FILE = click.argument("file", type=click.Path(path_type=Path))
_OVERWRITE = click.option("--overwrite", is_flag=True, help="Replace a dossier, or what was read, if it is there.")


@_command(main, "check")
@_FILE
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON, for programs.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--locale", default="en", show_default=True, help="The language of the messages.")
def check(file: Path, as_json: bool, strict: bool, locale: str) -> None:
    """Read a dossier and say everything that is wrong or suspect in it."""
    findings = socplan.check(socplan.read_file(file))
    words = Wording(locale, plugins.registry().labels)
    if as_json:
        _print(_json_text([_plain(finding, words) for finding in findings]))
    else:
        for finding in findings:
            where = f"{file}: {finding.grade.value} {finding.code} at {finding.place}"
            _say(one_line(f"{where}: {sentence(finding, words)}"))
        if not findings:
            _say(f"{file}: nothing found")
    bad = {Grade.ERROR, Grade.WARNING} if strict else {Grade.ERROR}
    sys.exit(_FINDINGS if any(finding.grade in bad for finding in findings) else _GOOD)


def _plain(finding: Finding, words: Wording) -> dict[str, str]:
    return {
        "code": finding.code,
        "grade": finding.grade.value,
        "place": finding.place,
        "message": sentence(finding, words),
    }


class _Pairs(click.ParamType[tuple[str, str]]):
    """``NAME=VALUE``, for options of a report kind or a format."""

    name = "NAME=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The two halves."""
        name, mark, text = str(value).partition("=")
        if not mark or not name:
            self.fail(f"{value!r} is not of the form NAME=VALUE", param, ctx)
        return name, text


@_command(main, "report")
@click.argument("kind")
@_FILE
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The document to write.")
@click.option("--year", type=int, help="The year reported on.")
@click.option("--format", "format_name", help="The format, whatever the suffix of the output.")
@click.option("--template", type=click.Path(path_type=Path), help="A Word template of your own.")
@click.option("--trust-template", "trust", is_flag=True, help="Fill the template in without limits, which is faster.")
@click.option("--audience", type=click.Choice(("public", "internal")), default="public", show_default=True)
@click.option("--locale", default="cs", show_default=True, help="The language of the document.")
@click.option("--as-of", "day", type=click.DateTime(("%Y-%m-%d",)), help="The dossier as valid on this day.")
@click.option("--set", "settings", type=_Pairs(), multiple=True, help="Another option of the kind or the format.")
@_OVERWRITE
def report(  # noqa: PLR0913, PLR0917 - the options of the contract
    kind: str,
    file: Path,
    output: Path,
    year: int | None,
    format_name: str | None,
    template: Path | None,
    trust: bool,
    audience: Any,
    locale: str,
    day: datetime | None,
    settings: tuple[tuple[str, str], ...],
    overwrite: bool,
) -> None:
    """Make a document of a dossier: KIND is one that `socplan reports` lists."""
    refuse_loss(output, overwrite=overwrite, inputs=[file])
    dossier = socplan.read_file(file)
    if day is not None:
        dossier = socplan.as_of(dossier, date(day.year, day.month, day.day))
    registry = plugins.registry()
    exporter = registry.exporter(format_name) if format_name else registry.exporter_for(output)
    of_kind = (*registry.report(kind).options, *COMMON_OPTIONS)
    only_of_format = {option.name for option in exporter.options} - {option.name for option in of_kind}
    format_options = _typed(exporter.name, exporter.options, [pair for pair in settings if pair[0] in only_of_format])
    options = _typed(kind, of_kind, [pair for pair in settings if pair[0] not in only_of_format])
    if year is not None:
        options["year"] = year
    if template is not None:
        format_options["template"] = template
    if trust:
        format_options["trust_template"] = True
    built = socplan.build_report(kind, dossier, audience=audience, locale=locale, **options)
    for path in socplan.export_report(built, output, format=format_name, overwrite=overwrite, **format_options):
        _print(path)


@_command(main, "volume")
@_FILE
@click.argument("kinds", nargs=-1, required=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The document to write.")
@click.option("--title", help="The title of the volume; without it, that of the plan.")
@click.option("--template", type=click.Path(path_type=Path), help="A Word template of your own.")
@click.option("--audience", type=click.Choice(("public", "internal")), default="public", show_default=True)
@click.option("--locale", default="cs", show_default=True, help="The language of the document.")
@_OVERWRITE
def volume(  # noqa: PLR0913, PLR0917 - as for one report
    file: Path,
    kinds: tuple[str, ...],
    output: Path,
    title: str | None,
    template: Path | None,
    audience: Any,
    locale: str,
    overwrite: bool,
) -> None:
    """Make one document of several reports on a dossier: a chapter for each of the KINDS, in their order."""
    refuse_loss(output, overwrite=overwrite, inputs=[file])
    dossier = socplan.read_file(file)
    built = [socplan.build_report(kind, dossier, audience=audience, locale=locale) for kind in kinds]
    whole = socplan.compose(built, title=title or dossier.plan.title)
    options: dict[str, Any] = {} if template is None else {"template": template}
    for path in socplan.export_report(whole, output, overwrite=overwrite, **options):
        _print(path)


def _typed(owner: str, known: tuple[Option, ...], settings: list[tuple[str, str]]) -> dict[str, Any]:
    """Settings as values of the declared types; the owner refuses unknown names itself."""
    types = {option.name: option.type for option in known}
    values: dict[str, Any] = {}
    for name, text in settings:
        try:
            values[name] = _CONVERSIONS.get(types.get(name, str), str)(text)
        except ValueError as error:
            raise OptionError(owner, name, f"{text!r} is {error}", types) from None
    return values


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError("not a whole number")
    return int(text)


def _day(text: str) -> date:
    """A whole day, in one form alone; Python's own function would take several."""
    with suppress(ValueError):
        day = PartialDate.parse(text)
        if day.day is not None:
            return day.first_day
    raise ValueError("not a day like 2009-06-14")


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("neither yes nor no")
    return text == "yes"


_CONVERSIONS: Final[Mapping[type, Callable[[str], Any]]] = {int: _whole, date: _day, bool: _yes_no}


@_command(main, "adopt")
@click.argument("standard", type=click.Choice(tuple(STANDARDS)))
@_FILE
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The dossier file to write.")
@_OVERWRITE
def adopt(standard: str, file: Path, output: Path, overwrite: bool) -> None:
    """Add the records of a STANDARD to a dossier: kinds of services, what the law asks, steps of a method.

    What the dossier has already stays as it is.
    """
    grown = socplan.adopt_standard(socplan.read_file(file), standard)
    socplan.write_file(grown, output, overwrite=overwrite)
    _print(output)


@_command(main, "import")
@click.argument("table")
@_FILE
@click.argument("filled_in", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The dossier file to write.")
@_OVERWRITE
def import_(table: str, file: Path, filled_in: Path, output: Path, overwrite: bool) -> None:
    """Add the records of a filled-in TABLE to a dossier; importing it again adds nothing."""
    refuse_loss(output, overwrite=overwrite, inputs=[filled_in])
    grown = socplan.import_table(socplan.read_file(file), table, filled_in)
    socplan.write_file(grown, output, overwrite=overwrite)
    _print(output)


@_command(main, "convert")
@_FILE
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file or folder to write.")
@click.option("--format", "format_name", help="The dossier format, whatever the suffix of the output.")
@_OVERWRITE
def convert(file: Path, output: Path, format_name: str | None, overwrite: bool) -> None:
    """Write a dossier in another format: .json, .zip of CSV tables, or a folder of them."""
    socplan.write_file(socplan.read_file(file), output, format=format_name, overwrite=overwrite)
    _print(output)


def _listed(name: str, label: str, owner: str) -> str:
    return f"{name:<16} {label:<32} {owner}"


@_command(main, "reports")
def reports() -> None:
    """List the kinds of report, with their options and where they come from."""
    registry = plugins.registry()
    words = Wording("en", registry.labels)
    for kind in registry.reports.values():
        label = words.text(kind.label) if words.has(kind.label) else kind.label
        _print(_listed(kind.name, label, registry.owner(kind)))
        _print_options(kind.options)
    _print("every kind")
    _print_options(COMMON_OPTIONS)


def _print_options(options: tuple[Option, ...]) -> None:
    for option in options:
        choices = f" ({', '.join(map(str, option.choices))})" if option.choices else ""
        _print(f"    {option.name}: {option.help}{choices}")


@_command(main, "formats")
def formats() -> None:
    """List the formats of reports and of dossiers, with where they come from."""
    registry = plugins.registry()
    _print("Reports")
    for exporter in registry.exporters.values():
        _print("  " + _listed(exporter.name, f"{exporter.label} ({exporter.extension})", registry.owner(exporter)))
        _print_options(exporter.options)
    _print("Dossiers")
    for reader in registry.readers.values():
        extension = f" ({reader.extension})" if reader.extension else ""
        _print("  " + _listed(reader.name, f"{reader.label}{extension}", registry.owner(reader)))


@_command(main, "plugins")
def list_plugins() -> None:
    """List the plugins found: what each offers, and why one does not work."""
    for plugin in plugins.installed():
        state = f"broken: {plugin.problem}" if plugin.problem else ", ".join(plugin.hooks)
        _print(f"{plugin}: {state}")
    if not plugins.installed():
        _print("No plugins are installed.")


@_command(main, "schema")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; without it, stdout.")
@_OVERWRITE
def schema(output: Path | None, overwrite: bool) -> None:
    """Print the JSON Schema (2020-12) of the dossier file."""
    if output is None:
        _print(_json_text(dossier_schema()))
    else:
        text = json.dumps(dossier_schema(), ensure_ascii=False, indent=2) + "\n"
        place(output, text.encode("utf-8"), overwrite=overwrite)
        _print(output)


@_command(main, "template")
@click.argument("kind")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The .docx to write.")
@_OVERWRITE
def template(kind: str, output: Path, overwrite: bool) -> None:
    """Write a copy of the Word template of a report KIND, to restyle in Word."""
    of_kind = plugins.registry().report(kind).template
    place(output, of_kind or builtin_template(kind).content, overwrite=overwrite)
    _print(output)


@_command(main, "check-template")
@click.argument("docx", type=click.Path(path_type=Path))
@click.argument("kind", required=False)
@click.option("--json", "as_json", is_flag=True, help="Mistakes as JSON, for programs.")
@click.option("--annotate", type=click.Path(path_type=Path), help="A copy to write, with a comment at each mistake.")
@click.option("--locale", default="en", show_default=True, help="The language of the messages.")
@_OVERWRITE
def check_template(
    docx: Path, kind: str | None, as_json: bool, annotate: Path | None, locale: str, overwrite: bool
) -> None:
    """Say everything that is wrong in a Word template, for a report KIND if one is given."""
    words = Wording(locale, plugins.registry().labels)
    mistakes = templates.check_template(docx, kind)
    if as_json:
        names = ("code", "part", "paragraph", "tag", "nearest")
        plain = [{name: getattr(it, name) for name in names} | {"message": it.message(words)} for it in mistakes]
        _print(_json_text(plain))
    else:
        for mistake in mistakes:
            _say(one_line(f"{docx}: {mistake.line(words)}"))
        if not mistakes:
            _say(f"{docx}: {words.text('mistake.none')}")
    if annotate is not None:
        place(annotate, templates.annotated_template(docx, mistakes, words), overwrite=overwrite, inputs=[docx])
        _print(annotate)
    sys.exit(_FINDINGS if mistakes else _GOOD)


@_command(main, "fields")
@click.argument("kind")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The JSON Schema of what a template gets.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A Word document of tags to write.")
@click.option("--locale", default="cs", show_default=True, help="The language of the descriptions.")
@_OVERWRITE
def fields(kind: str, file: Path | None, as_json: bool, output: Path | None, locale: str, overwrite: bool) -> None:
    """List what a Word template for a report KIND may say; with examples from a dossier if FILE is given."""
    if as_json:
        _print(_json_text(templates.field_schema(kind, file, locale)))
    elif output is None:
        for line in templates.field_text(kind, file, locale):
            _print(line)
    if output is not None:
        place(output, templates.field_document(kind, file, locale), overwrite=overwrite)
        _print(output)


@_command(main, "demo")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("socplan-demo"), help="The folder to write into."
)
def make_demo(output: Path) -> None:
    """Make every report of the shipped example dossiers, with a page that says what each is."""
    dossiers = demo.demo_dossiers(output)
    documents: list[demo.Document] = []
    with click.progressbar(dossiers.items(), label="Making example documents", file=sys.stderr) as bar:
        for name, dossier in bar:
            documents += demo.demo_documents(output, name, dossier)
    index = demo.write_index(output, documents)
    _print(f"{len(documents)} documents of {len(dossiers)} example plans, each as Word, CSV and JSON, are in {output}")
    _print(f"Open first: {index.absolute()}")


if __name__ == "__main__":
    main()
