"""Help for those who make Word templates: what a template may say, and what is wrong in one."""

from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import evolve

from socplan import files, pipeline, plugins
from socplan.checks import FindingsError
from socplan.data import EXAMPLES, example
from socplan.dossiers import loads
from socplan.errors import OptionError, TemplateError
from socplan.exporters.word import builtin_template
from socplan.labels import Wording
from socplan.model import AmendmentAction, Dossier
from socplan.model.dossier import record_types
from socplan.report import Report
from socplan.report.volume import VOLUME

__all__ = ["annotated_template", "check_template", "field_document", "field_schema", "field_text", "stored_keys"]


def check_template(path: Path, kind: str | None = None) -> tuple[Any, ...]:
    """All mistakes of a Word template (`socplan.exporters.word.mistakes.Mistake`), without a dossier.

    Each has a ``message(words)``, and a ``line(words)`` with its place, in the language of a `socplan.labels.Wording`.

    Args:
        path: the template.
        kind: the report kind it is for, or ``"volume"``; keys that no report of the kind has are mistakes then.

    Raises:
        UnknownReportError: nothing offers the kind.
        ReadError: the file cannot be read.
    """
    from socplan.exporters.word.template import check_template as checked
    from socplan.exporters.word.vocabulary import Keys

    known: Keys | None = None
    if kind is not None:
        stored = Keys.stored()

        def keys(kind: str) -> Keys:
            # Those of a plugin's kind are not stored.
            return stored.get(kind) or _vocabulary(kind, "cs").keys

        known = (
            Keys.of_volume({each: keys(each) for each in plugins.registry().reports}) if kind == VOLUME else keys(kind)
        )
    return checked(path.name, files.read_bytes(path), known, tuple(plugins.registry().filters.values()))


def annotated_template(path: Path, mistakes: tuple[Any, ...], words: Wording) -> bytes:
    """A copy of a template with a comment at each mistake.

    Raises:
        TemplateError: the file cannot be opened as a Word document.
    """
    from socplan.exporters.word.annotating import annotated
    from socplan.exporters.word.mistakes import MistakesError

    try:
        return annotated(path.name, files.read_bytes(path), mistakes, words)
    except MistakesError as error:
        raise TemplateError(path.name, [mistake.line(words) for mistake in error.mistakes]) from error


def field_text(kind: str, file: Path | None, locale: str) -> Iterator[str]:
    """What a template for a kind may say, as lines of text; with examples from a dossier where one is given."""
    from socplan.exporters.word import describing

    words = Wording(locale, plugins.registry().labels)
    filters = describing.filter_lines(plugins.registry().filters.values(), words)
    yield from describing.field_text(chain(_lines(kind, file, words, locale), filters), words)


def field_schema(kind: str, file: Path | None, locale: str) -> dict[str, Any]:
    """The JSON Schema of what a template for a kind gets."""
    from socplan.exporters.word.schema import context_schema

    words = Wording(locale, plugins.registry().labels)
    return context_schema(kind, _vocabulary(kind, locale, file), plugins.registry().filters.values(), words)


def stored_keys(kind: str) -> dict[str, Any]:
    """The keys of a kind as `check_template` looks them up: `socplan.exporters.word.vocabulary.Keys.stored`."""
    stored: dict[str, Any] = _vocabulary(kind, "cs").keys.as_stored()
    return stored


def field_document(kind: str, file: Path | None, locale: str) -> bytes:
    """A Word document of tags to copy from."""
    from socplan.exporters.word import describing

    words = Wording(locale, plugins.registry().labels)
    filters = describing.filter_lines(plugins.registry().filters.values(), words)
    lines = chain(_lines(kind, file, words, locale), filters)
    return describing.field_document(lines, words, builtin_template(kind).content)


def _lines(kind: str, file: Path | None, words: Wording, locale: str) -> Iterator[Any]:
    from socplan.exporters.word.describing import field_lines

    report = None if file is None else _report(kind, pipeline.read_file(file), locale)
    return field_lines(_vocabulary(kind, locale, file), words, report)


def _vocabulary(kind: str, locale: str, file: Path | None = None) -> Any:
    """The keys of the report of a dossier, or of the reports of the shipped examples."""
    from socplan.exporters.word.vocabulary import Vocabulary

    if file is not None:
        dossier = pipeline.read_file(file)
        return Vocabulary.of([_report(kind, dossier, locale)], _identifiers(dossier))
    identifiers = {identifier for name in EXAMPLES for identifier in _identifiers(_dossier(name))}
    return Vocabulary.of(_examples(kind, locale), identifiers)


def _identifiers(dossier: Dossier) -> Iterator[str]:
    """The identifiers of all records."""
    records = (record for name in record_types() for record in dossier.table(name))
    return (record.id for record in records if hasattr(record, "id"))


def _report(kind: str, dossier: Dossier, locale: str) -> Report:
    return pipeline.build_report(kind, dossier, audience="internal", locale=locale)


@cache
def _examples(kind: str, locale: str) -> tuple[Report, ...]:
    """The reports of a kind that the shipped examples have something for."""
    plugins.registry().report(kind)
    reports = []
    whole = [_dossier(name) for name in EXAMPLES]
    for dossier in (*whole, *chain.from_iterable(_variants(kind, each) for each in whole)):
        # An export needs a profile; the first shows what there is.
        options = {"profile": dossier.export_profiles[0].id} if kind == "export" and dossier.export_profiles else {}
        try:
            reports.append(pipeline.build_report(kind, dossier, audience="internal", locale=locale, **options))
        except (OptionError, FindingsError):
            continue  # the example has nothing for this kind
    # The fullest one gives the order.
    return tuple(sorted(reports, key=lambda report: len(report.parts), reverse=True))


def _variants(kind: str, dossier: Dossier) -> Iterator[Dossier]:
    """An example otherwise, for keys that a report on it as it is has no need of."""
    if kind == "plan" and dossier.parts:
        # What no part of a plan tells stands in general parts; answers refer to parts.
        yield evolve(dossier, parts=(), requirement_answers=())
    if kind == "process" and dossier.steps:
        # Tasks of no step, and several that are late.
        loose = [evolve(task, step=None) for task in dossier.tasks]
        late = [evolve(task, done=False, finished=None) for task in loose[:2]]
        yield evolve(dossier, tasks=(*late, *loose[2:]))
    if kind == "amendment" and dossier.amendment_items:
        # An amendment after which there are more measures than before.
        added = tuple(item for item in dossier.amendment_items if item.action is AmendmentAction.ADDED)
        yield evolve(dossier, amendment_items=added)
    if kind == "activities" and dossier.events:
        # An event of which nobody knows when.
        first, *others = dossier.events
        yield evolve(dossier, events=(evolve(first, held=None, planned=None), *others))


@cache
def _dossier(name: str) -> Dossier:
    return loads(example(name))
