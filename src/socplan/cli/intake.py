"""Commands that bring tables in: those that socplan asked for, and those that an office has."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from attrs import define, field

import socplan
from socplan import plugins
from socplan.cli.console import OVERWRITE, command, put, say
from socplan.errors import one_line
from socplan.intake import Intake, Step, StepKind
from socplan.intake.attributes import attributes
from socplan.intake.wording import attribute_name, shown_value
from socplan.labels import PlainWording, Wording
from socplan.model import Dossier
from socplan.outputs import place, refuse_loss


@command("import")
@click.argument("what", nargs=-1, required=True)
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="What an office's own tables mean (TOML).")
@click.option(
    "--into", type=click.Path(path_type=Path), help="With --map: the dossier to add to; without it, a new one."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The dossier file to write.")
@click.option("--locale", default="cs", show_default=True, help="With --map: the language of the messages.")
@OVERWRITE
def import_(
    what: tuple[str, ...], mapping: Path | None, into: Path | None, output: Path | None, locale: str, *, overwrite: bool
) -> None:
    """Add the rows of tables to a dossier; importing them again adds nothing.

    \b
    socplan import TABLE DOSSIER FILLED_IN -o OUT            a table with the names of its attributes as heads
    socplan import --map MAP.toml [--into DOSSIER] FILE…     an office's own tables: what they would add
    socplan import --map MAP.toml [--into DOSSIER] FILE… -o OUT     the same, written
    """  # noqa: D301 - a mark of click
    if mapping is None:
        if len(what) != 3 or output is None or into is not None:  # noqa: PLR2004 - table, dossier, file
            raise click.UsageError("without --map, give TABLE DOSSIER FILLED_IN -o OUT")
        table, file, filled_in = what
        refuse_loss(output, overwrite=overwrite, inputs=[Path(filled_in)])
        grown = socplan.import_table(socplan.read_file(file), table, filled_in)
        socplan.write_file(grown, output, overwrite=overwrite)
        put(output)
        return
    if output is not None:
        refuse_loss(output, overwrite=overwrite, inputs=[mapping, *map(Path, what)])
    words = PlainWording(locale, plugins.registry().labels)
    dossier = None if into is None else socplan.read_file(into)
    intake = socplan.import_office_tables(dossier, mapping, what, locale=locale)
    for line in _lines(intake, words):
        say(one_line(line))
    if output is None:
        say(words.text("intake.dry"))
    else:
        socplan.write_file(intake.dossier, output, overwrite=overwrite)
        put(output)


def _lines(intake: Intake, words: Wording) -> Iterator[str]:
    """What somebody has to look at, then what each row does, then how many there are of each."""
    for note in intake.notes:
        yield f"{note.file}: {note.place}: {note.message}"
    shown = _Shown(intake.dossier, words)
    for step in intake.steps:
        yield shown.line(step)
        yield from (f"    {text}" for text in step.found)
    counts = Counter(step.kind for step in intake.steps)
    yield words.text("intake.summary", **{kind.value: counts[kind] for kind in StepKind})


@define
class _Shown:
    """What a step does, as people read it."""

    dossier: Dossier
    words: Wording
    _known: dict[str, dict[object, Any]] = field(factory=dict)

    def line(self, step: Step) -> str:
        """The step on one line."""
        words = self.words
        what = words.text(f"intake.step.{step.kind.value}")
        table = words.text(f"table_name.{step.table}")
        values = "; ".join(self._change(step.table, name, *pair) for name, pair in step.values.items()) or step.key
        return words.text("intake.step.line", file=step.file, place=step.place, what=what, table=table, values=values)

    def _change(self, table: str, name: str, before: object, after: object) -> str:
        words = self.words
        shown = self._value(table, name, after)
        if before is None:
            return words.text("intake.step.value", attribute=attribute_name(name, words), after=shown)
        old = self._value(table, name, before)
        return words.text("intake.step.change", attribute=attribute_name(name, words), before=old, after=shown)

    def _value(self, table: str, name: str, value: object) -> str:
        """A value; a record that it refers to is called as people call it."""
        attribute = attributes(table)[name]
        if attribute.refers is None:
            return shown_value(attribute, value, self.words)
        return self._called(attribute.refers, value)

    def _called(self, table: str, identifier: object) -> str:
        """What people call a record; one without a name by its time, and a budget by whose money it is too."""
        if table not in self._known:
            self._known[table] = {getattr(each, "id", None): each for each in self.dossier.table(table)}
        record = self._known[table].get(identifier)
        names = [str(each) for each in (getattr(record, key, None) for key in ("code", "title", "name")) if each]
        period = getattr(record, "period", None)
        if names or period is None:
            return " ".join(names) or str(identifier)
        source = getattr(record, "source", None)
        shown = self.words.show(period)
        return shown if source is None else f"{self._called('funding_sources', source)}, {shown}"


@command("propose")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="The dossier that the tables are to come into.")
@click.option("--encoding", help="The encoding of CSV files, such as windows-1250.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The mapping to write; without it, stdout.")
@click.option("--locale", default="cs", show_default=True, help="The language of the remarks.")
@OVERWRITE
def propose(
    files: tuple[Path, ...],
    into: Path | None,
    encoding: str | None,
    output: Path | None,
    locale: str,
    *,
    overwrite: bool,
) -> None:
    """Propose what an office's own tables mean, by their heads; go over it, then use it with import --map."""
    dossier = None if into is None else socplan.read_file(into)
    text = socplan.propose_mapping(files, dossier=dossier, encoding=encoding, locale=locale)
    if output is None:
        put(text)
    else:
        refuse_loss(output, overwrite=overwrite, inputs=files)
        place(output, text.encode("utf-8"), overwrite=overwrite)
        put(output)


COMMANDS = (propose, import_)
