"""The command that makes many documents: a table of jobs, several workers, and a ledger to go on from."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

import click

import socplan
from socplan import files
from socplan.batch import Outcome
from socplan.cli.console import GOOD, OVERWRITE, command, put, say, status_of

#: The ledger in the folder of the documents.
LEDGER: Final = ".socplan-batch.jsonl"


class _Bar:
    """The progress of many documents, as a bar on a terminal."""

    def start(self, total: int | None, label: str) -> None:
        self._bar: Any = click.progressbar(length=total, label=f"Making {label}", file=sys.stderr)
        self._bar.__enter__()

    def advance(self, n: int = 1) -> None:
        self._bar.update(n)

    def close(self) -> None:
        self._bar.__exit__(None, None, None)


@command("batch")
@click.argument("jobs", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The folder to write into.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="How many work at a time.")
@click.option("--again", is_flag=True, help="Make what is there already, too.")
@OVERWRITE
def batch(jobs: Path, output: Path, workers: int, again: bool, overwrite: bool) -> None:
    """Make the documents that a CSV table JOBS lists, one a row; what is there and up to date stays.

    A job that fails is named, and the others are done. After an interruption the same call goes on.
    """
    rows = socplan.read_jobs(jobs, output, overwrite=overwrite)
    for folder in sorted({Path(job.path).parent for job in rows.values()} | {output}):
        files.make_folder(folder)
    row_of = {job.path: row for row, job in rows.items()}
    todo = list(rows.values())
    with _working(workers) as executor:
        made = socplan.export_many(todo, executor=executor, progress=_Bar(), ledger=output / LEDGER, again=again)
        outcomes = list(made if executor is None else _until_keystroke(made))
    failures = {row_of[outcome.job.path]: outcome for outcome in outcomes if outcome.error}
    for row, outcome in sorted(failures.items()):
        for line in str(outcome.error).splitlines() or [repr(outcome.error)]:
            say(f"{jobs}: row {row}, {outcome.job.path}: {line}")
    unchanged = sum(outcome.is_unchanged for outcome in outcomes)
    finished = len(outcomes) - unchanged - len(failures)
    put(f"{finished} made, {unchanged} up to date, {len(failures)} failed; the documents are in {output}")
    sys.exit(max((status_of(outcome.error) for outcome in failures.values() if outcome.error), default=GOOD))


@contextmanager
def _working(workers: int) -> Iterator[Executor | None]:
    """So many processes; none where one is enough, which is this process."""
    if workers == 1:
        yield None
        return
    pool = ProcessPoolExecutor(workers, initializer=_begin_work)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _until_keystroke(made: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes until somebody presses Ctrl+C: what is made is noted, and nothing new begins.

    An interrupt anywhere would leave locks of the pool taken, for which its own threads then wait for ever. A second
    keystroke is an interrupt at once.
    """
    pressed = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def press(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        pressed.set()
        signal.signal(signal.SIGINT, before)

    # Who ignores keystrokes, as work in the background does, goes on to the end.
    is_heard = before is signal.default_int_handler and threading.current_thread() is threading.main_thread()
    if is_heard:
        signal.signal(signal.SIGINT, press)
    try:
        for outcome in made:
            yield outcome
            if pressed.is_set():
                raise KeyboardInterrupt
    finally:
        if is_heard:
            signal.signal(signal.SIGINT, before)


def _begin_work() -> None:
    """A worker leaves a keystroke to the main process, and ends with it even if that is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


COMMANDS = (batch,)
