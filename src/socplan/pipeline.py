"""The whole line on one page: file → Dossier → view → checks, calculations → Report → files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final, Unpack, overload

import attrs

from socplan import comparison, files, plugins
from socplan.calculations import Formula, UnitValue
from socplan.checks import Finding, FindingsError, Grade
from socplan.dossiers import dumped, loaded, packed, parsed
from socplan.errors import PluginError, UnknownTableError
from socplan.exporters import ExportedFile, Exporter, InputFile
from socplan.labels import Wording
from socplan.model import Dossier, Period, Service
from socplan.model.dossier import record_types
from socplan.offers import all_of
from socplan.outputs import refuse_loss
from socplan.plugins import Registry
from socplan.report import Audience, BuildContext, Report, checked_options
from socplan.report.options import CoreKind, ReportOptions
from socplan.typecheck import guarded
from socplan.views import public

__all__ = [
    "build_report",
    "check",
    "export_report",
    "import_table",
    "read_file",
    "render",
    "write_file",
]

AnyPath = str | PathLike[str]

_ZIP: Final = ".zip"


# A dossier in and out


@guarded
def read_file(path: AnyPath, *, format: str | None = None) -> Dossier:
    """Read a dossier from a file, a folder of tables or an archive of these.

    Args:
        path: the file; its suffix tells the format.
        format: the name of a dossier format, whatever the suffix.

    Raises:
        PluginError: the format is a plugin's and failed.
        ReadError: it cannot be read, or is no dossier; with every fault, each at its place.
        UnknownReaderError: no such format, or a suffix that none has.
    """
    source, registry = Path(path), plugins.registry()
    reader = registry.reader_for(source) if format is None else registry.reader(format)
    if reader.members is not None and files.is_folder(source):
        return loaded(reader, str(path), files.read_folder(source, reader.members))
    return parsed(reader, str(path), source.name, files.read_bytes(source))


@guarded
def write_file(dossier: Dossier, path: AnyPath, *, format: str | None = None, overwrite: bool = False) -> None:
    """Write a dossier, whole or not at all.

    Args:
        dossier: what to write.
        path: the file, or for a format of many files an archive (``.zip``) or a folder (no suffix).
        format: the name of a dossier format, whatever the suffix.
        overwrite: whether a dossier that is there may be replaced.

    Raises:
        PluginError: the format is a plugin's and failed.
        OverwriteError: a dossier is there.
        WriteError: it could not be written; what stood there still stands.
        UnknownReaderError: no such format, or a suffix that none has.
    """
    target, registry = Path(path), plugins.registry()
    reader = registry.reader_for(target) if format is None else registry.reader(format)
    refuse_loss(target, overwrite=overwrite)
    made = dumped(reader, dossier)
    if reader.members is None or target.suffix.lower() == _ZIP:
        files.write_bytes(target, packed(reader, made))
    else:
        files.write_folder(target, made, reader.members)


@guarded
def import_table(dossier: Dossier, table: str, path: AnyPath) -> Dossier:
    """Add the records of a table that somebody filled in, such as comments on a draft; importing it again adds nothing.

    Args:
        dossier: what to add to.
        table: the name of the table: ``"comments"``.
        path: a CSV file, or another one that a plugin reads, with attributes of the table as columns; without ``id`` a
            record is told by all its values.

    Raises:
        PluginError: the format is a plugin's and failed.
        ReadError: the file cannot be read, or says something else of a record that the dossier has; with every fault.
        UnknownReaderError: no format of tables has this suffix.
        UnknownTableError: no such table.
    """
    if table not in record_types():
        raise UnknownTableError(table, record_types())
    source = Path(path)
    reader = plugins.registry().table_reader_for(source)
    content = files.read_bytes(source)
    with plugins.registry().blamed(reader):
        loaded: Any = reader.load_table
        filled_in = all_of(record_types()[table], loaded(str(path), table, content))
    return comparison.merged(str(path), dossier, table, filled_in)


# Findings and reports


@guarded
def check(dossier: Dossier) -> tuple[Finding, ...]:
    """Hold a dossier against every check, those of plugins included.

    Returns:
        All findings, errors first, then warnings, then notes, each in the order of the dossier.
        A plugin's check that raises is itself a finding (``check-failed``, a warning).
    """
    return dossier.answer(_findings, plugins.registry())


def _findings(dossier: Dossier, registry: Registry) -> tuple[Finding, ...]:
    """All findings; a dossier holds them, so that several reports on it run the checks once."""
    findings: list[Finding] = []
    for rule in registry.checks.values():
        try:
            with registry.blamed(rule):
                findings += all_of(Finding, rule.run(dossier))
        except PluginError as error:
            why = f"{type(error.__cause__).__name__}: {error.__cause__}"
            message = f"The check {rule.name} of plugin {error.plugin} failed: {why}"
            findings.append(Finding(code="check-failed", grade=Grade.WARNING, place="$", message=message))
    grades = list(Grade)
    return tuple(sorted(findings, key=lambda finding: grades.index(finding.grade)))


@overload
def build_report(
    kind: CoreKind,
    dossier: Dossier,
    *,
    audience: Audience = "public",
    locale: str = "cs",
    **options: Unpack[ReportOptions],
) -> Report: ...
@overload
def build_report(
    kind: str, dossier: Dossier, *, audience: Audience = "public", locale: str = "cs", **options: Any
) -> Report: ...
@guarded
def build_report(
    kind: str, dossier: Dossier, *, audience: Audience = "public", locale: str = "cs", **options: Any
) -> Report:
    """Build a report of a dossier: a format-free tree.

    Args:
        kind: the name of a report kind.
        dossier: what to report on; for the public it is stripped of personal data first.
        audience: ``public`` or ``internal``.
        locale: the language of the document, ``cs`` or ``en``.
        options: what the kind offers, such as ``year=2012``.

    Raises:
        FindingsError: the dossier has findings of grade error.
        OptionError: an option that the kind does not have, or a value it cannot take.
        PluginError: the kind, or a formula that it computes, is a plugin's and failed.
        UnknownReportError: no such kind.
    """
    registry = plugins.registry()
    report_kind = registry.report(kind)
    complete = checked_options(kind, report_kind.options, options)
    findings = check(dossier)
    errors = [finding for finding in findings if finding.grade is Grade.ERROR]
    if errors:
        raise FindingsError(errors)
    if audience == "public":
        # Findings too are those of what the public may see: a check may say names.
        dossier = public(dossier)
        findings = check(dossier)
    context = BuildContext(
        words=Wording(locale, registry.labels),
        audience=audience,
        findings=findings,
        formulas={name: _answerable(formula, registry) for name, formula in registry.formulas.items()},
    )
    with registry.blamed(report_kind):
        (built,) = all_of(Report, [report_kind.build(dossier, context, **complete)])
    return built


def _answerable(formula: Formula, registry: Registry) -> Formula:
    """A formula whose plugin is blamed for what goes wrong in it, whatever report computes it."""

    def compute(dossier: Dossier, service: Service, period: Period) -> tuple[UnitValue, ...]:
        with registry.blamed(formula):
            values: Any = formula.compute(dossier, service, period)
            if not isinstance(values, tuple):
                raise TypeError(f"{values!r} is no tuple of UnitValue")
            return all_of(UnitValue, values)

    return attrs.evolve(formula, compute=compute)


@guarded
def render(report: Report, format: str, **options: Any) -> tuple[ExportedFile, ...]:
    """Turn a report into files of a format, without writing them.

    Args:
        report: what to render.
        format: the name of a format.
        options: what the format offers; a file is given as its path or as an `InputFile`.

    Raises:
        OptionError: an option that the format does not have, or a value it cannot take.
        PluginError: the format is a plugin's and failed, gave what is no file, or two files of one name.
        ReadError: a file that an option names cannot be read.
        TemplateError: a Word template that cannot be used.
        UnknownExporterError: no such format.
    """
    registry = plugins.registry()
    exporter = registry.exporter(format)
    read = {name: _read(path) for name, path in _input_paths(exporter, options).items()}
    complete = checked_options(format, exporter.options, {**options, **read})
    with registry.blamed(exporter):
        made: Any = exporter.render(report, complete)
    if not isinstance(made, tuple) or not made or not all(isinstance(file, ExportedFile) for file in made):
        problem = f"the format {format} has to give a tuple of files (is a comma missing?)"
        raise PluginError(registry.owner(exporter), problem)
    names = Counter(file.name.casefold() for file in made)
    if twice := [file.name for file in made if names[file.name.casefold()] > 1]:
        raise PluginError(registry.owner(exporter), f"the format {format} gave two files of the name {twice[0]}")
    return made


def _input_paths(exporter: Exporter, options: Mapping[str, Any]) -> dict[str, Path]:
    """The files that options name by path."""
    wanted = {option.name for option in exporter.options if option.type is InputFile}
    return {
        name: Path(given) for name, given in options.items() if name in wanted and isinstance(given, (str, PathLike))
    }


def _read(path: Path) -> InputFile:
    return InputFile(name=path.name, content=files.read_bytes(path))


@guarded
def export_report(
    report: Report, path: AnyPath, *, format: str | None = None, overwrite: bool = False, **options: Any
) -> tuple[Path, ...]:
    """Write a report to a file; a format of several files writes them beside each other.

    Args:
        report: what to write.
        path: the file; its suffix tells the format.
        format: the name of a format, whatever the suffix.
        overwrite: whether a dossier, or a file that an option names, may be replaced.
        options: as for `render`.

    Returns:
        The files written.

    Raises:
        OverwriteError: a file would take the place of a dossier, or of a file that an option names.
        WriteError: a file could not be written; what stood there still stands.
        SocplanError: as for `render`.
    """
    target, registry = Path(path), plugins.registry()
    exporter = registry.exporter_for(target) if format is None else registry.exporter(format)
    made = render(report, exporter.name, **options)
    names = [target.name] if len(made) == 1 else [file.name for file in made]
    written = tuple(target.parent / name for name in names)
    for written_path in written:
        refuse_loss(written_path, overwrite=overwrite, inputs=_input_paths(exporter, options).values())
    for file, written_path in zip(made, written, strict=True):
        files.write_bytes(written_path, file.content)
    return written
