"""The whole line on one page: file → Dossier → view → checks, calculations → Report → files."""

from collections import Counter
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final, Unpack, overload

import attrs

from socplan import comparison, files, plugins
from socplan.calculations import Formula, UnitValue
from socplan.checks import Finding, FindingsError, Grade
from socplan.checks.naming import named
from socplan.dossiers import dumped, loaded, packed, parsed
from socplan.errors import PluginError, UnknownTableError
from socplan.exporters import ExportedFile, Exporter, InputFile
from socplan.labels import Wording
from socplan.model import Dossier, Period, Remark, Service
from socplan.model.dossier import record_types
from socplan.offers import all_of
from socplan.outputs import refuse_loss
from socplan.plugins import Registry
from socplan.readers import Reader
from socplan.report import COMMON_OPTIONS, Audience, BuildContext, Report, checked_options
from socplan.report.dress import dressed
from socplan.report.findings import places_in_words
from socplan.report.options import CoreKind, ReportOptions
from socplan.typecheck import guarded
from socplan.views import public

__all__ = ["build_report", "check", "export_report", "import_table", "read_file", "render", "write_file"]

AnyPath = str | PathLike[str]

_ZIP: Final = ".zip"
_CORE: Final = "socplan"


# A dossier in and out


@guarded
def read_file(path: AnyPath, *, format: str | None = None) -> Dossier:
    """Read a dossier from a file, a folder of tables or an archive of these.

    Args:
        path: the file; its suffix tells the format.
        format: the name of a dossier format, whatever the suffix.

    Raises:
        PluginError: the format belongs to a plugin and failed.
        ReadError: the file cannot be read, or is not a dossier; with every fault, each at its place.
        UnknownReaderError: no format has this name or suffix.
    """
    source = Path(path)
    reader = _dossier_format(source, format)
    if reader.members is not None and files.is_folder(source):
        return loaded(reader, str(path), files.read_folder(source, reader.members))
    return parsed(reader, str(path), source.name, files.read_bytes(source))


def _dossier_format(path: Path, name: str | None) -> Reader:
    registry = plugins.registry()
    return registry.reader_for(path) if name is None else registry.reader(name)


@guarded
def write_file(dossier: Dossier, path: AnyPath, *, format: str | None = None, overwrite: bool = False) -> None:
    """Write a dossier, whole or not at all.

    Args:
        dossier: what to write.
        path: the file, or for a format of many files an archive (``.zip``) or a folder (no suffix).
        format: the name of a dossier format, whatever the suffix.
        overwrite: whether it may replace a dossier that is there.

    Raises:
        PluginError: the format belongs to a plugin and failed.
        OverwriteError: a dossier is there.
        WriteError: the dossier could not be written; the old file is untouched.
        UnknownReaderError: no format has this name or suffix.
    """
    target = Path(path)
    reader = _dossier_format(target, format)
    refuse_loss(target, overwrite=overwrite)
    made = dumped(reader, dossier)
    if reader.members is None or target.suffix.lower() == _ZIP:
        files.write_bytes(target, packed(reader, made))
    else:
        files.write_folder(target, made, [f"{name}{reader.members}" for name in ("plan", *record_types())])


@guarded
def import_table(dossier: Dossier, table: str, path: AnyPath) -> Dossier:
    """Add the records of a table that somebody filled in, such as comments on a draft; importing it again adds nothing.

    Args:
        dossier: what to add to.
        table: the name of the table: ``"comments"``.
        path: a CSV file, or another that a plugin reads; its columns are attributes of the table. Without the column
            ``id``, all values of a record together identify it.

    Raises:
        PluginError: the format belongs to a plugin and failed.
        ReadError: the file cannot be read, or contradicts a record of the dossier; with every fault.
        UnknownReaderError: no format of tables has this suffix.
        UnknownTableError: a dossier has no such table.
    """
    if table not in record_types():
        raise UnknownTableError(table, record_types())
    source, registry = Path(path), plugins.registry()
    reader = registry.table_reader_for(source)
    content = files.read_bytes(source)
    with registry.blamed(reader):
        load_table: Any = reader.load_table
        filled_in = all_of(record_types()[table], load_table(str(path), table, content))
    return comparison.merged(str(path), dossier, table, filled_in)


# Findings and reports


@guarded
def check(dossier: Dossier) -> tuple[Finding, ...]:
    """Run every check on a dossier, those of plugins included.

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
    english = Wording("en")
    findings = [named(dossier, finding, english) for finding in findings]
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
        dossier: what to report on; a public report leaves its personal data out.
        audience: ``public`` or ``internal``.
        locale: the language of the document, ``cs`` or ``en``.
        options: options of the kind, such as ``year=2012``, and of every kind (`COMMON_OPTIONS`): ``parts`` and
            ``without`` choose parts by their keys; ``publicity=False`` leaves the sentence of a project's funder out of
            the footer; ``short_title`` and ``version`` stand at the head of pages; ``signatures`` and ``signed_at``
            make a block for signatures.

    Raises:
        FindingsError: the dossier has findings of grade error.
        OptionError: the kind does not have an option, or cannot take its value.
        PluginError: the kind, or a formula that it computes, belongs to a plugin and failed.
        UnknownReportError: no report kind has this name.
    """
    registry = plugins.registry()
    report_kind = registry.report(kind)
    offered = (*report_kind.options, *COMMON_OPTIONS)
    complete = checked_options(kind, offered, options)
    common = {option.name: complete.pop(option.name) for option in COMMON_OPTIONS}
    findings = check(dossier)
    if errors := [finding for finding in findings if finding.grade is Grade.ERROR]:
        raise FindingsError(errors)
    leaves_names = audience == "public" and any(member.person for member in dossier.members)
    if audience == "public":
        # The findings have to be public too: a check may name persons.
        dossier = public(dossier)
        findings = check(dossier)
    words = Wording(locale, registry.labels)
    context = BuildContext(
        words=words,
        audience=audience,
        findings=findings,
        places=places_in_words(dossier, findings, words) if audience == "internal" else {},
        note=dossier.plan.note,
        remarks=dossier.ordered(Remark),
        leaves_names=leaves_names,
        formulas={name: _answerable(formula, registry) for name, formula in registry.formulas.items()},
    )
    with registry.blamed(report_kind):
        (built,) = all_of(Report, [report_kind.build(dossier, context, **complete)])
    known = [option.name for option in offered]
    return dressed(built, dossier, words, complete.get("day"), known=known, **common)


def _answerable(formula: Formula, registry: Registry) -> Formula:
    """A formula that blames its plugin for its failures, whichever report computes it."""

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
        options: options of the format; give a file by its path or as an `InputFile`.

    Raises:
        OptionError: the format does not have an option, or cannot take its value.
        PluginError: the format belongs to a plugin and failed, gave something else than files, or two files of one
            name.
        ReadError: a file that an option names cannot be read.
        TemplateError: a Word template cannot be used.
        DefectError: socplan itself failed over a Word template.
        UnknownExporterError: no format has this name.
    """
    registry = plugins.registry()
    exporter = registry.exporter(format)
    inputs = {
        name: InputFile(name=path.name, content=files.read_bytes(path))
        for name, path in _input_paths(exporter, options).items()
    }
    complete = checked_options(format, exporter.options, {**options, **inputs})
    of_kind = registry.reports[report.kind].template if report.kind in registry.reports else None
    if of_kind is not None and "template" in complete and complete["template"] is None:
        # A plugin runs code of its own anyway, so its template needs no process for strangers.
        given = {"template": InputFile(name=f"{report.kind}.docx", content=of_kind), "trust_template": True}
        complete |= {name: value for name, value in given.items() if name in complete}
    if registry.owner(exporter) == _CORE and "template" in complete:
        complete["template_filters"] = tuple(registry.filters.values())
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
    of_files = {option.name for option in exporter.options if option.type is InputFile}
    return {
        name: Path(value) for name, value in options.items() if name in of_files and isinstance(value, (str, PathLike))
    }


@guarded
def export_report(
    report: Report, path: AnyPath, *, format: str | None = None, overwrite: bool = False, **options: Any
) -> tuple[Path, ...]:
    """Write a report to a file, or to several beside each other.

    Args:
        report: what to write.
        path: the file; its suffix tells the format.
        format: the name of a format, whatever the suffix.
        overwrite: whether it may replace a dossier, or a file that an option names.
        options: as for `render`.

    Returns:
        The files written.

    Raises:
        OverwriteError: a file would take the place of a dossier, or of a file that an option names.
        WriteError: a file could not be written; the old file is untouched.
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
