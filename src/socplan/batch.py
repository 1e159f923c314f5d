"""Makes many documents: one outcome a job, and no failure stops the others."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

import attrs
from attrs import field, frozen

from socplan.errors import WriteError, quoted
from socplan.model import Dossier
from socplan.model.typed import Typed
from socplan.pipeline import AnyPath, build_report, export_report, read_file
from socplan.report import Audience
from socplan.typecheck import guarded, refusal

__all__ = ["Job", "Outcome", "Progress", "export_many"]

#: How many jobs an executor has at a time, waiting and running.
_WINDOW: Final = 256


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
    #: The files written; empty where it failed.
    paths: tuple[Path, ...] = ()
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
        report = build_report(job.kind, dossier, audience=job.audience, locale=job.locale, **job.options)
        paths = export_report(report, job.path, format=job.format, overwrite=job.overwrite, **job.format_options)
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the outcome of this job alone
        return Outcome(job=job, error=error)
    return Outcome(job=job, paths=paths)


@guarded
def export_many(
    jobs: Iterable[Job], *, executor: Executor | None = None, progress: Progress | None = None
) -> Iterator[Outcome]:
    """Make many documents; a job that fails never stops the others.

    Args:
        jobs: what to make; an iterator is read one by one, never gathered in memory.
        executor: where to work: threads, processes, a cluster; it is never shut down. Without it, in this thread.
        progress: hears of every finished job.

    Returns:
        One outcome a job, in the order in which they finish.

    Raises:
        ArgumentError: two jobs of a collection write one file, or a job writes what another reads; nothing is made.
            In an iterator only the second such job fails.
    """
    if isinstance(jobs, Collection) and (faults := _clashes(jobs)):
        raise refusal(export_many, **faults)
    return _outcomes(jobs, executor, progress)


def _target(path: AnyPath) -> str:
    return os.path.normcase(os.path.realpath(path))


def _clashes(jobs: Collection[Job]) -> dict[str, str]:
    often = Counter(_target(job.path) for job in jobs)
    # A file for each table bears the name of the table, whatever the path of the job.
    tables = Counter(_target(Path(job.path).parent) for job in jobs if _is_in_tables(job))
    read = Counter(_target(path) for job in jobs for path in {*_inputs(job)})
    return {
        f"jobs[{place}]": f"{job.path} is {problem}; give each job a path of its own"
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
    for value in job.format_options.values():
        if isinstance(value, (str, os.PathLike)) and Path(value).suffix:
            yield value


def _is_lost(job: Job, read: Counter[str]) -> bool:
    """Whether a job writes what another job reads, or what it reads itself and was not told to overwrite."""
    target = _target(job.path)
    reads_it = target in map(_target, _inputs(job))
    return read[target] > reads_it or (read[target] > 0 and not job.overwrite)


def _outcomes(jobs: Iterable[Job], executor: Executor | None, progress: Progress | None) -> Iterator[Outcome]:
    if progress is not None:
        progress.start(len(jobs) if isinstance(jobs, Collection) else None, "documents")
    try:
        for outcome in map(_run_here, _screened(jobs)) if executor is None else _spread(jobs, executor):
            if progress is not None:
                progress.advance()
            yield outcome
    finally:
        if progress is not None:
            progress.close()


def _screened(jobs: Iterable[Job]) -> Iterator[tuple[Job, Exception | None]]:
    """Each job, with an error where an earlier job writes the same path."""
    taken: set[str] = set()
    for job in jobs:
        if not isinstance(job, Job):
            raise refusal(export_many, jobs=f"{quoted(job)} is not a Job")
        target = _target(job.path)
        yield job, WriteError(str(job.path), "an earlier job writes it") if target in taken else None
        taken.add(target)


def _run_here(job_and_error: tuple[Job, Exception | None]) -> Outcome:
    job, error = job_and_error
    return _run(job) if error is None else Outcome(job=job, error=error)


def _spread(jobs: Iterable[Job], executor: Executor) -> Iterator[Outcome]:
    waiting: dict[Future[Outcome], Job] = {}
    remaining = _screened(jobs)
    while True:
        for job, error in islice(remaining, _WINDOW - len(waiting)):
            waiting[_submitted(job, executor) if error is None else _failed(error)] = job
        if not waiting:
            return
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            job = waiting.pop(future)
            failure = future.exception()
            # A dead worker gives no outcome: the executor's error stands in for it.
            if isinstance(failure, Exception):
                yield Outcome(job=job, error=failure)
            else:
                yield attrs.evolve(future.result(), job=job)


def _submitted(job: Job, executor: Executor) -> Future[Outcome]:
    try:
        return executor.submit(_run, job)
    except Exception as error:  # noqa: BLE001 - a broken pool refuses jobs: that is the outcome of each
        return _failed(error)


def _failed(error: Exception) -> Future[Outcome]:
    refused: Future[Outcome] = Future()
    refused.set_exception(error)
    return refused
