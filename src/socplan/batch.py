"""Makes many documents: one outcome a job, and no failure stops the others."""

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

import attrs
from attrs import field, frozen

from socplan import files, plugins
from socplan._version import __version__
from socplan.dossiers import dumps
from socplan.errors import SocplanError, WriteError, quoted
from socplan.ledger import Ledger
from socplan.model import Dossier
from socplan.model.typed import Typed
from socplan.pipeline import AnyPath, build_report, export_report, read_file
from socplan.report import Audience
from socplan.typecheck import guarded, refusal
from socplan.views import as_of

__all__ = ["Job", "Outcome", "Progress", "export_many"]

#: How many jobs an executor has at a time, waiting and running.
_WINDOW: Final = 256
#: Attributes of a job that do not change its document, and those that a mark of its inputs looks at by themselves.
_NO_SETTINGS: Final = frozenset({"dossier", "path", "options", "format_options", "overwrite"})


@frozen(kw_only=True)
class Job(Typed):
    """One document to make."""

    kind: str
    #: The dossier, or the file that holds it.
    dossier: Dossier | AnyPath
    path: AnyPath
    format: str | None = None
    audience: Audience = "public"
    locale: str = "cs"
    #: The dossier as valid on this day; ``None``: as it is.
    as_of: date | None = None
    #: Options of the report kind.
    options: Mapping[str, Any] = field(factory=dict)
    #: Options of the format.
    format_options: Mapping[str, Any] = field(factory=dict)
    #: Whether it may replace a dossier that is there.
    overwrite: bool = False


@frozen(kw_only=True)
class Outcome:
    """What became of a job."""

    job: Job
    #: The files of the document; empty where it failed.
    paths: tuple[Path, ...] = ()
    #: Whether an earlier run made them of the same inputs, so that nothing was done.
    is_unchanged: bool = False
    #: Why it failed; ``None`` where it did not.
    error: Exception | None = None


@runtime_checkable
class Progress(Protocol):
    """Hears how far long work is; called in the process and thread of the caller."""

    def start(self, total: int | None, label: str) -> None:
        """Work begins; the total is ``None`` where it is not known."""

    def advance(self, n: int = 1) -> None:
        """``n`` more are done."""

    def close(self) -> None:
        """Work is over, well or not."""


def _run(job: Job) -> Outcome:
    try:
        dossier = job.dossier if isinstance(job.dossier, Dossier) else read_file(job.dossier)
        dossier = dossier if job.as_of is None else as_of(dossier, job.as_of)
        report = build_report(job.kind, dossier, audience=job.audience, locale=job.locale, **job.options)
        paths = export_report(report, job.path, format=job.format, overwrite=job.overwrite, **job.format_options)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the outcome of this job alone
        return Outcome(job=job, error=error)
    return Outcome(job=job, paths=paths)


@guarded
def export_many(
    jobs: Iterable[Job],
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    ledger: AnyPath | None = None,
    again: bool = False,
) -> Iterator[Outcome]:
    """Make many documents; a job that fails never stops the others.

    Args:
        jobs: what to make; an iterator is read one by one, never gathered in memory.
        executor: where to work: threads, processes, a cluster; it is never shut down. Without it, in this thread.
        progress: hears of every finished job.
        ledger: a file that keeps what was made of which inputs. A job is not done again if its dossier, its options,
            the files that these name, socplan and the plugins are the same and its document is there.
        again: whether to do all jobs, whatever the ledger says.

    Returns:
        One outcome a job, in the order in which they finish.

    Raises:
        ArgumentError: two jobs of a collection write one file, or a job writes what another reads; nothing is made.
            In an iterator only the second such job fails.
        WriteError: the ledger cannot be written, or is the file of somebody else.
    """
    if isinstance(jobs, Collection) and (problems := clashes(jobs)):
        raise refusal(export_many, **{f"jobs[{place}]": problem for place, problem in problems.items()})
    kept = None if ledger is None else Ledger(Path(ledger))
    if kept is not None:
        kept.open(forget=again)
    return _outcomes(jobs, executor, progress, kept)


def _target(path: AnyPath) -> str:
    return os.path.normcase(os.path.realpath(path))


def clashes(jobs: Collection[Job]) -> dict[int, str]:
    """Why jobs would undo each other's work, by their places in the collection."""
    often = Counter(_target(job.path) for job in jobs)
    # A file for each table bears the name of the table, whatever the path of the job.
    tables = Counter(_target(Path(job.path).parent) for job in jobs if _is_in_tables(job))
    read = Counter(_target(path) for job in jobs for path in {*_inputs(job)})
    return {
        place: f"{job.path} is {problem}; give each job a path of its own"
        for place, job in enumerate(jobs)
        for problem in (
            "the path of another job too" if often[_target(job.path)] > 1 else None,
            "in a folder into which another job writes tables of the same names"
            if _is_in_tables(job) and tables[_target(Path(job.path).parent)] > 1
            else None,
            "a file that a job reads" if _is_lost(job, read) else None,
        )
        if problem
    }


def _is_in_tables(job: Job) -> bool:
    return job.format_options.get("layout") == "tables"


def _inputs(job: Job) -> Iterator[AnyPath]:
    """The files that a job reads: its dossier, and those that options of its format name."""
    if not isinstance(job.dossier, Dossier):
        yield job.dossier
    yield from (value for value in _texts(job.format_options) if Path(value).suffix)


def _texts(options: Mapping[str, Any]) -> Iterator[AnyPath]:
    """The options that may be paths, by the order of their names."""
    return (value for _, value in sorted(options.items()) if isinstance(value, (str, os.PathLike)))


def _is_lost(job: Job, read: Counter[str]) -> bool:
    """Whether a job writes what another job reads, or what it reads itself and was not told to overwrite."""
    target = _target(job.path)
    reads_it = target in map(_target, _inputs(job))
    return read[target] > reads_it or (read[target] > 0 and not job.overwrite)


def _outcomes(
    jobs: Iterable[Job], executor: Executor | None, progress: Progress | None, ledger: Ledger | None
) -> Iterator[Outcome]:
    if progress is not None:
        progress.start(len(jobs) if isinstance(jobs, Collection) else None, "documents")
    tasks = _tasks(jobs, ledger)
    try:
        for task, outcome in map(_run_here, tasks) if executor is None else _spread(tasks, executor):
            if ledger is not None and task.inputs and outcome.error is None and not outcome.is_unchanged:
                ledger.note(Path(task.job.path), task.inputs, outcome.paths)
            if progress is not None:
                progress.advance()
            yield outcome
    finally:
        if progress is not None:
            progress.close()


@frozen(eq=False)
class _Task:
    """A job that is to be done, or whose outcome is known without work."""

    job: Job
    outcome: Outcome | None = None
    #: A mark of what the document is made of; ``None`` without a ledger, or where the inputs cannot be read.
    inputs: str | None = None


def _tasks(jobs: Iterable[Job], ledger: Ledger | None) -> Iterator[_Task]:
    taken: set[str] = set()
    contents: dict[AnyPath, bytes] = {}
    for job in jobs:
        if not isinstance(job, Job):
            raise refusal(export_many, jobs=f"{quoted(job)} is not a Job")
        target = _target(job.path)
        if target in taken:
            yield _Task(job, Outcome(job=job, error=WriteError(str(job.path), "an earlier job writes it")))
            continue
        taken.add(target)
        inputs = None if ledger is None else _mark_of_inputs(job, contents)
        made = ledger.made_of(Path(job.path), inputs) if ledger is not None and inputs else ()
        yield _Task(job, Outcome(job=job, paths=made, is_unchanged=True) if made else None, inputs)


def _mark_of_inputs(job: Job, contents: dict[AnyPath, bytes]) -> str | None:
    """A mark that changes with everything that a document is made of; ``None``: something cannot be read.

    Args:
        job: the job.
        contents: marks of dossiers that were read for earlier jobs; a dossier that changes meanwhile has the old mark,
            so that its documents are made once more the next time.
    """
    try:
        if isinstance(job.dossier, Dossier):
            dossier = dumps(job.dossier)
        else:
            dossier = contents.get(job.dossier) or contents.setdefault(job.dossier, _content(Path(job.dossier)))
        named = [_content(path) for path in map(Path, _texts(job.format_options)) if path.is_file()]
    except SocplanError:
        return None  # the job itself says why
    settings = {each.name: getattr(job, each.name) for each in attrs.fields(Job) if each.name not in _NO_SETTINGS}
    makers = (__version__, *map(str, plugins.installed()))
    ordered = [sorted(options.items()) for options in (settings, job.options, job.format_options)]
    return hashlib.sha256(b"\0".join((dossier, *named, repr((makers, ordered)).encode()))).hexdigest()


def _content(path: Path) -> bytes:
    """A mark of the content of a file, or of the tables in a folder."""
    if not files.is_folder(path):
        return hashlib.sha256(files.read_bytes(path)).digest()
    members = files.read_folder(path, "")
    return hashlib.sha256(repr(sorted(members.items())).encode()).digest()


def _run_here(task: _Task) -> tuple[_Task, Outcome]:
    return task, task.outcome or _run(task.job)


def _spread(tasks: Iterator[_Task], executor: Executor) -> Iterator[tuple[_Task, Outcome]]:
    waiting: dict[Future[Outcome], _Task] = {}
    while True:
        for task in islice(tasks, _WINDOW - len(waiting)):
            waiting[_submitted(task, executor)] = task
        if not waiting:
            return
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            task = waiting.pop(future)
            failure = future.exception()
            # A dead worker gives no outcome: the executor's error stands in for it.
            if isinstance(failure, Exception):
                yield task, Outcome(job=task.job, error=failure)
            else:
                yield task, attrs.evolve(future.result(), job=task.job)


def _submitted(task: _Task, executor: Executor) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    try:
        if task.outcome is None:
            return executor.submit(_run, task.job)
        future.set_result(task.outcome)
    except Exception as error:  # noqa: BLE001 - a broken pool refuses jobs: that is the outcome of each
        future.set_exception(error)
    return future
