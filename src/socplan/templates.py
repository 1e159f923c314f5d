"""Help for those who make Word templates: what a template may say, and what is wrong in one."""

from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from socplan import files, pipeline, plugins
from socplan.checks import FindingsError
from socplan.data import EXAMPLES, example
from socplan.dossiers import loads
from socplan.errors import OptionError, TemplateError
from socplan.exporters.word import builtin_template
from socplan.labels import Wording
from socplan.model import Dossier
from socplan.report import Report

__all__ = ["annotated_template", "check_template", "field_document", "field_schema", "field_text"]


def check_template(path: Path, kind: str | None = None) -> tuple[Any, ...]:
    """All mistakes of a Word template (`socplan.exporters.word.mistakes.Mistake`), without a dossier.

    Each has a ``message(words)``, and a ``line(words)`` with its place, in the language of a `socplan.labels.Wording`.

    Args:
        path: the template.
        kind: the report kind it is for; keys that no report of the kind has are mistakes then.

    Raises:
        UnknownReportError: nothing offers the kind.
        ReadError: the file cannot be read.
    """
    from socplan.exporters.word.preflight import check_template as checked
    from socplan.exporters.word.vocabulary import Vocabulary

    known = None if kind is None else Vocabulary.of(_examples(kind, "cs"))
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
    from socplan.exporters.word.describing import context_schema
    from socplan.exporters.word.vocabulary import Vocabulary

    return context_schema(kind, Vocabulary.of(_reports(kind, file, locale)))


def field_document(kind: str, file: Path | None, locale: str) -> bytes:
    """A Word document of tags to copy from."""
    from socplan.exporters.word import describing

    words = Wording(locale, plugins.registry().labels)
    return describing.field_document(_lines(kind, file, words, locale), words, builtin_template(kind).content)


def _lines(kind: str, file: Path | None, words: Wording, locale: str) -> Iterator[Any]:
    from socplan.exporters.word.describing import field_lines
    from socplan.exporters.word.vocabulary import Vocabulary

    reports = _reports(kind, file, locale)
    return field_lines(Vocabulary.of(reports), words, reports[0] if file is not None and reports else None)


def _reports(kind: str, file: Path | None, locale: str) -> tuple[Report, ...]:
    """The report of a dossier, or those of the shipped examples."""
    if file is None:
        return _examples(kind, locale)
    return (pipeline.build_report(kind, pipeline.read_file(file), audience="internal", locale=locale),)


@cache
def _examples(kind: str, locale: str) -> tuple[Report, ...]:
    """The reports of a kind that the shipped examples have something for."""
    plugins.registry().report(kind)
    reports = []
    for name in EXAMPLES:
        dossier = _dossier(name)
        # An export needs a profile; the first shows what there is.
        options = {"profile": dossier.export_profiles[0].id} if kind == "export" and dossier.export_profiles else {}
        try:
            reports.append(pipeline.build_report(kind, dossier, audience="internal", locale=locale, **options))
        except (OptionError, FindingsError):
            continue  # the example has nothing for this kind
    return tuple(reports)


@cache
def _dossier(name: str) -> Dossier:
    return loads(example(name))
