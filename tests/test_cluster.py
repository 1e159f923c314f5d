"""Any executor makes many documents, that of a cluster as well: here Dask, with worker processes of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster

from socplan import Job, export_many
from socplan.data import example

pytestmark = [pytest.mark.cluster, pytest.mark.slow]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("cluster")
    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            worker_dashboard_address=None,
            local_directory=str(folder),
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        yield client


@pytest.fixture
def executor(client: Any) -> Executor:
    executor = client.get_executor()
    assert isinstance(executor, Executor)
    return executor


def jobs(folder: Path, count: int = 12) -> list[Job]:
    """Good jobs, and among them one with a dossier that is not there."""
    (folder / "zlin.json").write_bytes(example("zlin"))
    dossiers = ["gone.json" if number == 5 else "zlin.json" for number in range(count)]
    return [
        Job(kind="plan", dossier=folder / name, path=folder / f"{number}.docx") for number, name in enumerate(dossiers)
    ]


def test_a_cluster_makes_the_documents_that_one_process_makes(tmp_path: Path, executor: Executor) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    assert sum(outcome.error is None for outcome in export_many(jobs(here))) == 11
    outcomes = list(export_many(jobs(there), executor=executor))

    failed = [(Path(outcome.job.path).name, type(outcome.error).__name__) for outcome in outcomes if outcome.error]
    assert failed == [("5.docx", "ReadError")]
    made = {path.name: path.read_bytes() for path in there.glob("*.docx")}
    assert made == {path.name: path.read_bytes() for path in here.glob("*.docx")}
    assert len(made) == 11


def test_the_work_is_that_of_other_processes_and_the_executor_stays_open(executor: Executor) -> None:
    workers = {future.result() for future in [executor.submit(os.getpid) for _ in range(20)]}
    assert workers
    assert os.getpid() not in workers


def test_a_ledger_is_kept_by_the_process_that_asks(tmp_path: Path, executor: Executor) -> None:
    ledger = tmp_path / "made.jsonl"
    first = list(export_many(jobs(tmp_path), executor=executor, ledger=ledger))
    second = list(export_many(jobs(tmp_path), executor=executor, ledger=ledger))
    assert sum(outcome.is_unchanged for outcome in first) == 0
    assert sum(outcome.is_unchanged for outcome in second) == 11
