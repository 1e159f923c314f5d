"""The whole line, and many documents at once."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest

from socplan import (
    ArgumentError,
    Check,
    Dossier,
    Finding,
    FindingsError,
    Job,
    Member,
    OptionError,
    UnknownExporterError,
    UnknownReportError,
    build_report,
    check,
    compare,
    export_many,
    export_report,
    plugins,
    read_file,
    render,
    write_file,
)
from socplan.data import example
from socplan.testing import sample_dossier
from tests.building import dossier, goal, group, measure

OLOMOUC, UKAZKA, ZLIN = map(sample_dossier, ("olomouc", "ukazka", "zlin"))


class Count:
    """Progress that is written down."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def start(self, total: int | None, label: str) -> None:
        self.told.append((total, label))

    def advance(self, n: int = 1) -> None:
        self.told.append(n)

    def close(self) -> None:
        self.told.append("closed")


class Broken(Executor):
    """A pool that takes no work any more."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        raise RuntimeError("cannot schedule new futures")


def jobs(folder: Path) -> list[Job]:
    (folder / "zlin.json").write_bytes(example("zlin"))
    return [
        Job(
            kind="plan", dossier=folder / "zlin.json", path=folder / "zlin.csv", format_options={"dialect": "programs"}
        ),
        Job(kind="monitoring", dossier=UKAZKA, path=folder / "ukazka.json", options={"year": 2024}, locale="en"),
        Job(kind="monitoring", dossier=ZLIN, path=folder / "nothing.json"),
        Job(kind="plan", dossier=folder / "gone.json", path=folder / "gone.csv"),
    ]


@pytest.mark.parametrize("pool", [None, ThreadPoolExecutor, ProcessPoolExecutor])
def test_a_job_that_fails_stops_no_other(tmp_path: Path, pool: Any) -> None:
    executor = pool(2) if pool else None
    outcomes = list(export_many(jobs(tmp_path), executor=executor))
    if executor is not None:
        assert executor.submit(int, 1).result() == 1, "an executor that was given is not shut down"
        executor.shutdown()

    failed = sorted(str(outcome.job.path) for outcome in outcomes if outcome.error)
    assert failed == [str(tmp_path / "gone.csv"), str(tmp_path / "nothing.json")]
    written = sorted(path.name for outcome in outcomes for path in outcome.paths)
    assert written == ["ukazka.json", "zlin.csv"]
    assert (tmp_path / "zlin.csv").read_bytes().startswith(b"report,")


def test_a_pool_that_takes_no_work_is_the_outcome_of_every_job(tmp_path: Path) -> None:
    outcomes = list(export_many(jobs(tmp_path), executor=Broken()))

    assert [str(outcome.error) for outcome in outcomes] == ["cannot schedule new futures"] * 4


def test_progress_is_told_of_every_job_and_of_the_end(tmp_path: Path) -> None:
    count = Count()
    list(export_many(iter(jobs(tmp_path)), progress=count))
    assert count.told == [(None, "documents"), 1, 1, 1, 1, "closed"]

    count = Count()
    next(export_many(jobs(tmp_path), progress=count))
    assert count.told[0] == (4, "documents")
    assert count.told[-1] == "closed"


def test_what_is_wrong_with_a_call_is_said_by_name() -> None:
    with pytest.raises(ArgumentError, match="audience: 'everybody' is not 'public' or 'internal'"):
        build_report("plan", ZLIN, audience="everybody")  # type: ignore[call-overload]
    with pytest.raises(
        OptionError,
        match=r"plan: option year: unknown\. Options of plan: measures, parts, publicity, .*, version, without\.",
    ):
        build_report("plan", ZLIN, year=2012)
    with pytest.raises(OptionError, match="True is not of type int"):
        build_report("monitoring", UKAZKA, year=True)
    with pytest.raises(OptionError, match="7 is none of 0, 1, 2"):
        build_report("monitoring", UKAZKA, digits=7)
    with pytest.raises(UnknownReportError, match=r"No report is called \"swot\"\. Known: .*monitoring, .*, plan"):
        build_report("swot", ZLIN)
    with pytest.raises(UnknownExporterError, match=r'No format ends in "\.pdf"\. Known: \.csv, \.docx, \.json'):
        export_report(build_report("plan", ZLIN), "plan.pdf")


def test_nothing_is_computed_from_a_dossier_with_errors() -> None:
    with pytest.raises(FindingsError, match=r"error dangling-reference at \$\.measures\[0\]\.goal"):
        build_report("plan", dossier(measures=(measure("m", "gone"),)))


def test_a_report_is_rendered_without_touching_the_disk() -> None:
    (file,) = render(build_report("plan", ZLIN), "json")

    assert (file.name, file.media_type) == ("plan.json", "application/json")


def test_what_changed_between_two_states_is_told_by_table_and_key(tmp_path: Path) -> None:
    write_file(ZLIN, tmp_path / "zlin.zip")
    again = read_file(tmp_path / "zlin.zip")
    assert compare(ZLIN, again) == ()

    import attrs

    first, *rest = ZLIN.measures
    changed = attrs.evolve(
        ZLIN,
        plan=attrs.evolve(ZLIN.plan, note="x"),
        measures=(attrs.evolve(first, title="Jinak"), *rest[1:], measure("new", first.goal)),
    )
    told = [(one.kind.value, one.table, one.key, one.attribute) for one in compare(ZLIN, changed)]
    assert told == [
        ("changed", "plan", (), "note"),
        ("removed", "measures", (rest[0].id,), None),
        ("changed", "measures", (first.id,), "title"),
        ("added", "measures", ("new",), None),
    ]


def test_checks_run_once_on_what_everybody_may_see_and_once_more_on_what_the_public_sees(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Dossier] = []

    def run(seen: Dossier) -> tuple[Finding, ...]:
        asked.append(seen)
        return ()

    counting = Check(name="counting", codes=(), run=run)
    monkeypatch.setattr(plugins.registry(), "checks", {"counting": counting})
    open_plan = dossier(groups=(group("g"),))
    personal = attrs.evolve(open_plan, members=(Member(id="novak", group="g"),))
    for plan in (open_plan, personal):
        check(plan)
        build_report("plan", plan)
        build_report("organisation", plan)

    assert [len(seen.members) for seen in asked] == [0, 1, 1]
    assert asked[2].members[0].id == "members-1"


def test_a_chain_of_goals_of_any_length_is_checked() -> None:
    chain = dossier(
        goals=tuple(goal(f"g{n}", parent=f"g{n - 1}" if n else None) for n in range(1000)),
        measures=(measure("m", "g999"),),
    )

    assert "cycle" not in {found.code for found in check(chain)}


def test_a_code_of_any_length_is_checked() -> None:
    long = dossier(goals=(goal("g"),), measures=(measure("m", "g", code="9" * 5000), measure("n", "g", code="1")))

    assert "check-failed" not in {found.code for found in check(long)}
