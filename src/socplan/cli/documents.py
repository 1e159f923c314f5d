"""Commands that make documents of one dossier, or of the shipped examples."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

import socplan
from socplan import demo, plugins
from socplan.cli.console import FILE, OVERWRITE, command, put
from socplan.outputs import refuse_loss
from socplan.settings import options_on_offer, typed


class _Pairs(click.ParamType[tuple[str, str]]):
    """``NAME=VALUE``, for options of a report kind or a format."""

    name = "NAME=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The two halves."""
        name, mark, text = str(value).partition("=")
        if not mark or not name:
            self.fail(f"{value!r} is not of the form NAME=VALUE", param, ctx)
        return name, text


@command("report")
@click.argument("kind")
@FILE
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The document to write.")
@click.option("--year", type=int, help="The year reported on.")
@click.option("--parts", help="Only these parts, in this order: KEY,KEY.")
@click.option("--without", help="Parts that are left out: KEY,KEY.")
@click.option("--format", "format_name", help="The format, whatever the suffix of the output.")
@click.option("--template", type=click.Path(path_type=Path), help="A Word template of your own.")
@click.option("--trust-template", "trust", is_flag=True, help="Fill the template in without limits, which is faster.")
@click.option("--audience", type=click.Choice(("public", "internal")), default="public", show_default=True)
@click.option("--locale", default="cs", show_default=True, help="The language of the document.")
@click.option("--as-of", "day", type=click.DateTime(("%Y-%m-%d",)), help="The dossier as valid on this day.")
@click.option("--set", "settings", type=_Pairs(), multiple=True, help="Another option of the kind or the format.")
@OVERWRITE
def report(  # noqa: PLR0913, PLR0917 - the options of the contract
    kind: str,
    file: Path,
    output: Path,
    year: int | None,
    parts: str | None,
    without: str | None,
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
    of_kind, of_format = options_on_offer(registry.report(kind), exporter)
    only_of_format = {option.name for option in of_format}
    format_options = typed(exporter.name, exporter.options, [pair for pair in settings if pair[0] in only_of_format])
    options = typed(kind, of_kind, [pair for pair in settings if pair[0] not in only_of_format])
    for name, value in (("year", year), ("parts", parts), ("without", without)):
        if value is not None:
            options[name] = value
    if template is not None:
        format_options["template"] = template
    if trust:
        format_options["trust_template"] = True
    built = socplan.build_report(kind, dossier, audience=audience, locale=locale, **options)
    for path in socplan.export_report(built, output, format=format_name, overwrite=overwrite, **format_options):
        put(path)


@command("volume")
@FILE
@click.argument("kinds", nargs=-1, required=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The document to write.")
@click.option("--title", help="The title of the volume; without it, that of the plan.")
@click.option("--template", type=click.Path(path_type=Path), help="A Word template of your own.")
@click.option("--audience", type=click.Choice(("public", "internal")), default="public", show_default=True)
@click.option("--locale", default="cs", show_default=True, help="The language of the document.")
@OVERWRITE
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
        put(path)


@command("demo")
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
    put(f"{len(documents)} documents of {len(dossiers)} example plans, each as Word, CSV and JSON, are in {output}")
    put(f"Open first: {index.absolute()}")


COMMANDS = (report, volume, make_demo)
