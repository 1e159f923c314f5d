"""The whole line on one page: file → Dossier → view → checks, calculations → Report → files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Any, Final, Protocol

import attrs
from attrs import field, frozen

from socplan import files, plugins
from socplan.archives import unzip, zipped
from socplan.calculations import Formula, UnitValue
from socplan.checks import Finding, FindingsError, Grade
from socplan.errors import (
    Fault,
    OptionError,
    PluginError,
    ReadError,
    SocplanError,
    TemplateError,
    UnknownReaderError,
    UnknownTableError,
    quoted,
)
from socplan.exporters import ExportedFile, Exporter, InputFile
from socplan.labels import Wording
from socplan.model import Dossier, Period, Record, Service
from socplan.model.dossier import record_types
from socplan.model.record import table_key
from socplan.plugins import Registry
from socplan.readers import Reader
from socplan.report import Audience, BuildContext, Report, checked_options
from socplan.views import public

__all__ = [
    "Job",
    "Outcome",
    "Progress",
    "build_report",
    "check",
    "export_many",
    "export_report",
    "import_table",
    "read_file",
    "render",
    "write_file",
]

AnyPath = str | PathLike[str]

_ZIP: Final = ".zip"
#: How many jobs an executor has at a time, waiting and being worked on.
_WINDOW: Final = 256


# A dossier in and out


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
    source = Path(path)
    reader = _reader(source, format)
    if files.is_folder(source) and reader.members is None:
        raise ReadError(str(path), [Fault("file", f"a folder; the format {reader.name} is one file")])
    if reader.members is None:
        found: Mapping[str, bytes] = {source.name: files.read_bytes(source)}
    elif files.is_folder(source):
        found = files.read_folder(source, reader.members)
    else:
        found = unzip(str(path), files.read_bytes(source))
    with _blamed(reader):
        return reader.loads(str(path), found)


def write_file(dossier: Dossier, path: AnyPath, *, format: str | None = None) -> None:
    """Write a dossier, whole or not at all.

    Args:
        dossier: what to write.
        path: the file, or for a format of many files an archive (``.zip``) or a folder (no suffix).
        format: the name of a dossier format, whatever the suffix.

    Raises:
        WriteError: it could not be written; what stood there still stands.
        UnknownReaderError: no such format, or a suffix that none has.
    """
    target = Path(path)
    reader = _reader(target, format)
    with _blamed(reader):
        made = reader.dumps(dossier)
    if reader.members is None:
        files.write_bytes(target, next(iter(made.values())))
    elif target.suffix.lower() == _ZIP:
        files.write_bytes(target, zipped(made))
    else:
        files.write_folder(target, made, reader.members)


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
    reader, load_table = _table_reader(source)
    content = files.read_bytes(source)
    with _blamed(reader):
        filled_in = load_table(str(path), table, content)
    known = {table_key(record): record for record in dossier.table(table)}
    added: dict[tuple[object, ...], Record] = {}
    faults = []
    for record in filled_in:
        key = table_key(record)
        if known.get(key, added.setdefault(key, record)) != record:
            shown = quoted(", ".join(map(str, key)))
            faults.append(Fault(table, f"{shown} is there already and says something else; correct one of the two"))
    if faults:
        raise ReadError(str(path), faults)
    new = tuple(record for key, record in added.items() if key not in known)
    grown: dict[str, Any] = {table: (*dossier.table(table), *new)}
    return attrs.evolve(dossier, **grown)


@contextmanager
def _blamed(reader: Reader) -> Iterator[None]:
    """Turn what a plugin's format raises by mistake into an error that names the plugin."""
    owner = plugins.registry().owner(reader)
    try:
        yield
    except SocplanError:
        raise
    except Exception as error:
        if owner == "socplan":
            raise
        problem = f"the dossier format {reader.name} failed: {type(error).__name__}: {error}"
        raise PluginError(owner, problem) from error


def _reader(path: Path, name: str | None) -> Reader:
    registry = plugins.registry()
    if name is not None:
        return registry.reader(name)
    suffix = path.suffix.lower()
    if files.is_folder(path) or not suffix:
        return registry.reader("csv")
    for reader in registry.readers.values():
        if reader.extension == suffix:
            return reader
    raise UnknownReaderError(suffix, [r.extension for r in registry.readers.values() if r.extension])


def _table_reader(path: Path) -> tuple[Reader, Callable[[str, str, bytes], tuple[Record, ...]]]:
    """The format whose files of a single table bear the suffix."""
    readers = plugins.registry().readers.values()
    offered = {reader.table_extension or "": (reader, reader.load_table) for reader in readers if reader.load_table}
    suffix = path.suffix.lower()
    if suffix not in offered:
        raise UnknownReaderError(suffix or str(path), offered)
    return offered[suffix]


# Findings and reports


def check(dossier: Dossier) -> tuple[Finding, ...]:
    """Hold a dossier against every check, those of plugins included.

    Returns:
        All findings, errors first, then warnings, then notes, each in the order of the dossier.
        A plugin's check that raises is itself a finding (``check-failed``, a warning).
    """
    return dossier.answer(_findings, plugins.registry())


def _findings(dossier: Dossier, registry: Registry) -> tuple[Finding, ...]:
    """All findings; a dossier holds them, so that several reports on it run the checks once."""
    found: list[Finding] = []
    for rule in registry.checks.values():
        try:
            said: tuple[Any, ...] = tuple(rule.run(dossier))
            if strangers := [one for one in said if not isinstance(one, Finding)]:
                raise TypeError(f"{strangers[0]!r} is no Finding")  # noqa: TRY301 - it fails as it would by raising
            found += said
        except (Exception, SystemExit) as error:
            if registry.owner(rule) == "socplan":
                raise
            message = f"The check {rule.name} of plugin {registry.owner(rule)} failed: {type(error).__name__}: {error}"
            found.append(Finding(code="check-failed", grade=Grade.WARNING, place="$", message=message))
    grades = list(Grade)
    return tuple(sorted(found, key=lambda finding: grades.index(finding.grade)))


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
    if audience not in ("public", "internal"):
        raise OptionError(kind, "audience", f'{audience!r} is neither "public" nor "internal"', ("audience",))
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
    owner = registry.owner(report_kind)
    try:
        built = report_kind.build(dossier, context, **complete)
        if not isinstance(built, Report):
            raise TypeError(f"{built!r} is no Report")  # noqa: TRY301 - it fails as it would by raising
    except (OptionError, FindingsError, PluginError):
        raise
    except Exception as error:
        if owner == "socplan":
            raise
        raise PluginError(owner, f"the report {kind} failed: {type(error).__name__}: {error}") from error
    return built


def _answerable(formula: Formula, registry: Registry) -> Formula:
    """A formula whose plugin is blamed for what goes wrong in it, whatever report computes it."""
    owner = registry.owner(formula)
    if owner == "socplan":
        return formula

    def compute(dossier: Dossier, service: Service, period: Period) -> tuple[UnitValue, ...]:
        try:
            values: Any = formula.compute(dossier, service, period)
            if not isinstance(values, tuple) or not all(isinstance(one, UnitValue) for one in values):
                raise TypeError(f"{values!r} is no tuple of UnitValue")  # noqa: TRY301 - it fails as by raising
        except Exception as error:
            raise PluginError(owner, f"the formula {formula.name} failed: {type(error).__name__}: {error}") from error
        return values

    return attrs.evolve(formula, compute=compute)


def render(report: Report, format: str, **options: Any) -> tuple[ExportedFile, ...]:
    """Turn a report into files of a format, without writing them.

    Args:
        report: what to render.
        format: the name of a format.
        options: what the format offers; a file is given as its path or as an `InputFile`.

    Raises:
        OptionError: an option that the format does not have, or a value it cannot take.
        PluginError: the format is a plugin's and failed, or gave what is no file.
        ReadError: a file that an option names cannot be read.
        TemplateError: a Word template that cannot be used.
        UnknownExporterError: no such format.
    """
    registry = plugins.registry()
    exporter = registry.exporter(format)
    complete = checked_options(format, exporter.options, _with_files(exporter, options))
    owner = registry.owner(exporter)
    try:
        made: Any = exporter.render(report, complete)
    except (OptionError, ReadError, TemplateError):
        raise
    except Exception as error:
        if owner == "socplan":
            raise
        raise PluginError(owner, f"the format {format} failed: {type(error).__name__}: {error}") from error
    if not isinstance(made, tuple) or not made or not all(isinstance(file, ExportedFile) for file in made):
        raise PluginError(owner, f"the format {format} has to give a tuple of files (is a comma missing?)")
    return made


def _with_files(exporter: Exporter, options: Mapping[str, Any]) -> dict[str, Any]:
    """Options with the files read that they name by path."""
    wanted = {option.name for option in exporter.options if option.type is InputFile}

    def given(name: str, value: Any) -> Any:
        if name in wanted and isinstance(value, (str, PathLike)):
            path = Path(value)
            return InputFile(name=path.name, content=files.read_bytes(path))
        return value

    return {name: given(name, value) for name, value in options.items()}


def export_report(report: Report, path: AnyPath, *, format: str | None = None, **options: Any) -> tuple[Path, ...]:
    """Write a report to a file; a format of several files writes them beside each other.

    Args:
        report: what to write.
        path: the file; its suffix tells the format.
        format: the name of a format, whatever the suffix.
        options: as for `render`.

    Returns:
        The files written.

    Raises:
        WriteError: a file could not be written; what stood there still stands.
        SocplanError: as for `render`.
    """
    target = Path(path)
    made = render(report, format or plugins.registry().exporter_for(target).name, **options)
    names = [target.name] if len(made) == 1 else [file.name for file in made]
    written = tuple(target.parent / name for name in names)
    for file, place in zip(made, written, strict=True):
        files.write_bytes(place, file.content)
    return written


# Many documents


@frozen(kw_only=True)
class Job:
    """One document to make."""

    kind: str
    #: The dossier, or the file that holds it.
    dossier: Dossier | AnyPath
    path: AnyPath
    format: str | None = None
    audience: Audience = "public"
    locale: str = "cs"
    #: Options of the report kind.
    options: Mapping[str, Any] = field(factory=dict)
    #: Options of the format.
    format_options: Mapping[str, Any] = field(factory=dict)


@frozen(kw_only=True)
class Outcome:
    """What became of a job."""

    job: Job
    #: The files written; empty where it failed.
    paths: tuple[Path, ...] = ()
    #: Why it failed; ``None`` where it did not.
    error: Exception | None = None


class Progress(Protocol):
    """What long work tells how far it is; called in the caller's own process and thread."""

    def start(self, total: int | None, label: str) -> None:
        """Work begins; the total is ``None`` where it is not known."""

    def advance(self, n: int = 1) -> None:
        """So much more is done."""

    def close(self) -> None:
        """Work is over, well or not."""


def _run(job: Job) -> Outcome:
    try:
        dossier = job.dossier if isinstance(job.dossier, Dossier) else read_file(job.dossier)
        report = build_report(job.kind, dossier, audience=job.audience, locale=job.locale, **job.options)
        paths = export_report(report, job.path, format=job.format, **job.format_options)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the outcome of this job alone
        return Outcome(job=job, error=error)
    return Outcome(job=job, paths=paths)


def export_many(
    jobs: Iterable[Job], *, executor: Executor | None = None, progress: Progress | None = None
) -> Iterator[Outcome]:
    """Make many documents; a job that fails never stops the others.

    Args:
        jobs: what to make; taken one by one, never gathered in memory.
        executor: where to work: threads, processes, a cluster; it is never shut down. Without one, here.
        progress: is told of every finished job.

    Yields:
        One outcome a job, in the order in which they are finished.
    """
    total = len(jobs) if isinstance(jobs, Sized) else None
    if progress is not None:
        progress.start(total, "documents")
    try:
        for outcome in map(_run, jobs) if executor is None else _spread(jobs, executor):
            if progress is not None:
                progress.advance()
            yield outcome
    finally:
        if progress is not None:
            progress.close()


def _spread(jobs: Iterable[Job], executor: Executor) -> Iterator[Outcome]:
    waiting: dict[Future[Outcome], Job] = {}
    remaining = iter(jobs)
    while True:
        for job in islice(remaining, _WINDOW - len(waiting)):
            waiting[_submitted(job, executor)] = job
        if not waiting:
            return
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            job = waiting.pop(future)
            error = future.exception()
            # A worker that died says nothing of its job: the executor's error stands in for the outcome.
            if isinstance(error, Exception):
                yield Outcome(job=job, error=error)
            else:
                yield attrs.evolve(future.result(), job=job)


def _submitted(job: Job, executor: Executor) -> Future[Outcome]:
    try:
        return executor.submit(_run, job)
    except Exception as error:  # noqa: BLE001 - a broken pool takes no jobs: that is the outcome of each
        refused: Future[Outcome] = Future()
        refused.set_exception(error)
        return refused
