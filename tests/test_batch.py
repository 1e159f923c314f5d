"""A table of documents to make: all faults first, then every document once, whatever comes between."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner, Result

from socplan import Job, OverwriteError, ReadError, as_of, build_report, export_many, read_file, read_jobs, render
from socplan.archives import unzip, zipped
from socplan.cli import main
from socplan.data import example
from socplan.testing import sample_dossier

GOOD, FOUND, INPUT = 0, 1, 2
LEDGER = ".socplan-batch.jsonl"
posix = pytest.mark.skipif(sys.platform == "win32", reason="ends processes as POSIX does")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("olomouc", "ukazka", "zlin"):
        Path(f"{name}.json").write_bytes(example(name))
    return tmp_path


def table(*rows: str, name: str = "jobs.csv") -> str:
    Path(name).write_text("\r\n".join((*rows, "")), "utf-8-sig")
    return name


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["batch", *map(str, arguments), "-o", "out"], catch_exceptions=False)


def said(result: Result) -> tuple[int, str]:
    return result.exit_code, result.stdout.partition(";")[0]


def states() -> dict[str, int]:
    """When each document was written, to the nanosecond."""
    return {path.name: path.stat().st_mtime_ns for path in Path("out").iterdir() if path.name != LEDGER}


PLANS = ("kind;file", "plan;olomouc.json", "plan;ukazka.json", "plan;zlin.json")


def test_each_row_is_the_document_that_its_options_ask_for() -> None:
    jobs = table(
        "kind,file,output,format,audience,locale,as_of,year,digits,dialect",
        "plan,zlin.json,,,,,,,,",
        "monitoring,ukazka.json,deep/er/rounds.csv,,internal,en,,2024,1,programs",
        "plan,ukazka.json,day,json,,,2012-01-01,,,",
    )
    assert said(run(jobs)) == (GOOD, "3 made, 0 up to date, 0 failed")

    ukazka = read_file("ukazka.json")
    rounds = build_report("monitoring", ukazka, audience="internal", locale="en", year=2024, digits=1)
    asked = {
        "zlin-plan.docx": render(build_report("plan", read_file("zlin.json")), "docx"),
        "deep/er/rounds.csv": render(rounds, "csv", dialect="programs"),
        "day": render(build_report("plan", as_of(ukazka, date(2012, 1, 1))), "json"),
    }
    for name, (file,) in asked.items():
        assert Path("out", name).read_bytes() == file.content, name


def test_every_fault_of_every_row_comes_at_once_and_nothing_is_made() -> None:
    Path("kraj.docx").write_bytes(b"a template")
    jobs = table(
        "kind;file;output;format;audience;locale;as_of;year;digits;dialect;template",
        "plam;zlim.json;../p.docx;;all;de;2012;;;;",
        "monitoring;ukazka.json;a.docx;;;;;now;7;odd;gone.docx",
        "plan;;b.docx;;;;;;;;",
        "plan;zlin.json;c.docx;xslx;;;;;;;",
        "plan;zlin.json;d.docx;;;;;;;;",
        "plan;ukazka.json;./d.docx;;;;;;;;",
        "plan;zlin.json;e.pdf;;;;;;;;",
        "plan;zlin.json;f.docx",
    )
    result = run(jobs)

    assert (result.exit_code, result.stdout, Path("out").exists()) == (INPUT, "", False)
    places = [line.split(": ")[1] for line in result.stderr.splitlines()]
    assert places == [
        *(f"row 2, column {name}" for name in ("kind", "output", "file", "audience", "locale", "as_of")),
        *(f"row 3, column {name}" for name in ("year", "digits", "dialect", "template")),
        "row 4, column file",
        "row 5, column format",
        "row 8, column output",
        "row 9",
        "row 6",
        "row 7",
    ]
    for words in (
        'Did you mean "plan"?',
        "there is no file zlim.json",
        "'all' is neither public nor internal",
        "'2012' is not a day like 2009-06-14",
        "'now' is not a whole number",
        "7 is none of 0, 1, 2",
        "neither the report monitoring nor the format docx has this option; leave the cell empty",
        "out/d.docx is the path of another job too",
    ):
        assert words in result.stderr.replace("\\", "/")


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("file;output", 'the column "kind" is missing'),
        ("kind;output", 'the column "file" is missing'),
        ("kind;file;ouput", 'unknown column; known: .* Did you mean "output"?'),
        ("kind;file;file", "this column stands twice"),
        ("", "missing"),
    ],
)
def test_a_wrong_heading_is_told_before_any_row(heading: str, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read_jobs(table(heading, "x;y;z"), "out")


@pytest.mark.parametrize("output", ["/p.docx", "a/../../p.docx", ".."])
def test_no_document_leaves_its_folder(output: str) -> None:
    with pytest.raises(ReadError, match=r"row 2, column output: .* is no name of a file in the folder"):
        read_jobs(table("kind;file;output;format", f"plan;zlin.json;{output};docx"), "out")


def test_the_table_itself_and_a_dossier_are_not_replaced() -> None:
    with pytest.raises(ReadError, match="this is the table of jobs itself"):
        read_jobs(table("kind;file;output", "plan;zlin.json;jobs.csv"), ".")
    with pytest.raises(ReadError, match=r"row 2: .*a file that a job reads"):
        read_jobs(table("kind;file;output", "plan;zlin.json;zlin.json"), ".")


def test_paths_start_from_the_table(folder: Path) -> None:
    Path("sub").mkdir()
    jobs = read_jobs(table("kind;file", "plan;../zlin.json", name="sub/jobs.csv"), "out")
    assert [(row, job.path) for row, job in jobs.items()] == [(2, Path("out", "zlin-plan.docx"))]
    assert read_file(jobs[2].dossier) == read_file(folder / "zlin.json")  # type: ignore[arg-type]


def test_a_job_that_fails_is_named_and_the_others_are_done_and_stay_done() -> None:
    Path("vadny.json").write_text('{"socplan": "2"}', "utf-8")
    jobs = table("kind;file", "plan;olomouc.json", "plan;vadny.json", "monitoring;zlin.json", "plan;zlin.json")
    first = run(jobs)
    assert said(first) == (INPUT, "2 made, 0 up to date, 2 failed")
    lines = first.stderr.splitlines()
    assert any(line.startswith("jobs.csv: row 3, ") and "format version" in line for line in lines)
    assert any(line.startswith("jobs.csv: row 4, ") and "no monitoring round" in line for line in lines)

    Path("vadny.json").write_bytes(example("ukazka"))
    assert said(run(jobs)) == (INPUT, "1 made, 2 up to date, 1 failed")


def test_only_the_documents_of_a_changed_dossier_are_made_again() -> None:
    jobs = table(*PLANS)
    run(jobs)
    before = states()
    assert said(run(jobs)) == (GOOD, "0 made, 3 up to date, 0 failed")
    assert states() == before

    Path("zlin.json").write_bytes(example("zlin").replace(b"Zl", b"zl", 1))
    assert said(run(jobs)) == (GOOD, "1 made, 2 up to date, 0 failed")
    after = states()
    assert {name for name in before if before[name] != after[name]} == {"zlin-plan.docx"}


@pytest.mark.parametrize(
    "change",
    [
        "kind;file;output;locale\nplan;zlin.json;p.docx;en",
        "kind;file;output;audience\nplan;zlin.json;p.docx;internal",
        "kind;file;output;as_of\nplan;zlin.json;p.docx;2024-01-01",
        "kind;file;output;publicity\nplan;zlin.json;p.docx;no",
        "kind;file;output;format\nplan;zlin.json;p.docx;json",
        "kind;file;output\ncatalogue;zlin.json;p.docx",
        "kind;file;output;template\nplan;zlin.json;p.docx;kraj.docx",
    ],
)
def test_what_a_changed_option_asks_for_is_made_again(change: str) -> None:
    CliRunner().invoke(main, ["template", "plan", "-o", "kraj.docx"])
    run(table("kind;file;output", "plan;zlin.json;p.docx"))
    jobs = table(*change.split("\n"))
    assert said(run(jobs)) == (GOOD, "1 made, 0 up to date, 0 failed")
    assert said(run(jobs)) == (GOOD, "0 made, 1 up to date, 0 failed")


def test_a_restyled_template_makes_its_documents_again() -> None:
    CliRunner().invoke(main, ["template", "plan", "-o", "plan.docx"])
    jobs = table("kind;file;template", "plan;zlin.json;plan.docx")
    run(jobs)
    members = unzip("plan.docx", Path("plan.docx").read_bytes())
    members["word/styles.xml"] = members["word/styles.xml"].replace(b'<w:sz w:val="21"/>', b'<w:sz w:val="22"/>')
    Path("plan.docx").write_bytes(zipped(members))
    assert said(run(jobs)) == (GOOD, "1 made, 0 up to date, 0 failed")


def test_a_missing_document_and_a_call_to_do_all_again_are_work() -> None:
    jobs = table(*PLANS)
    run(jobs)
    Path("out", "zlin-plan.docx").unlink()
    assert said(run(jobs)) == (GOOD, "1 made, 2 up to date, 0 failed")
    assert said(run(jobs, "--again")) == (GOOD, "3 made, 0 up to date, 0 failed")


def test_a_change_that_is_taken_back_is_noticed_too() -> None:
    jobs = table("kind;file", "plan;zlin.json")
    run(jobs)
    good = Path("out", "zlin-plan.docx").read_bytes()
    other = table("kind;file;output;locale", "plan;zlin.json;zlin-plan.docx;en", name="other.csv")
    # Stopped after the document was written and before the ledger heard of it.
    run(other)
    lines = Path("out", LEDGER).read_bytes().splitlines(keepends=True)
    Path("out", LEDGER).write_bytes(b"".join(lines[:-1]) + lines[-1][:20])
    assert said(run(jobs)) == (GOOD, "1 made, 0 up to date, 0 failed")
    assert Path("out", "zlin-plan.docx").read_bytes() == good


@pytest.mark.parametrize("damage", [b"", b'{"path": 5}\n', b"\xff\xfe\n", b'{"files": ["zlin-plan.docx"], "inp'])
def test_a_damaged_ledger_costs_only_time(damage: bytes) -> None:
    jobs = table("kind;file", "plan;zlin.json")
    run(jobs)
    heading = Path("out", LEDGER).read_bytes().splitlines(keepends=True)[0]
    Path("out", LEDGER).write_bytes(heading + damage)
    assert said(run(jobs)) == (GOOD, "1 made, 0 up to date, 0 failed")
    assert said(run(jobs)) == (GOOD, "0 made, 1 up to date, 0 failed")


def test_a_folder_of_documents_can_be_moved() -> None:
    jobs = table("kind;file", "plan;zlin.json")
    run(jobs)
    Path("out").rename("moved")
    result = CliRunner().invoke(main, ["batch", jobs, "-o", "moved"])
    assert said(result) == (GOOD, "0 made, 1 up to date, 0 failed")


def test_a_file_of_somebody_else_is_no_ledger() -> None:
    Path("notes.txt").write_text("mine", "utf-8")
    with pytest.raises(OverwriteError, match="no ledger of socplan"):
        export_many([Job(kind="plan", dossier="zlin.json", path="p.docx")], ledger="notes.txt")
    assert Path("notes.txt").read_text("utf-8") == "mine"


def test_a_ledger_knows_dossiers_in_memory_and_several_files_of_one_job() -> None:
    job = Job(kind="plan", dossier=sample_dossier("ukazka"), path="tables.csv", format_options={"layout": "tables"})
    (made,) = export_many([job], ledger="made.jsonl")
    (kept,) = export_many(iter([job]), ledger="made.jsonl")
    assert len(made.paths) > 1
    assert (kept.paths, kept.is_unchanged, made.is_unchanged) == (made.paths, True, False)

    made.paths[-1].unlink()
    with ThreadPoolExecutor(2) as pool:
        (again,) = export_many([job], executor=pool, ledger="made.jsonl")
    assert not again.is_unchanged
    assert made.paths[-1].is_file()


# Several workers, and a sudden end


def many(count: int) -> str:
    return table("kind;file;output", *(f"plan;ukazka.json;{number}.docx" for number in range(count)))


def test_several_workers_make_the_same_documents() -> None:
    assert said(run(many(4), "--workers", 2)) == (GOOD, "4 made, 0 up to date, 0 failed")
    assert len({Path("out", f"{number}.docx").read_bytes() for number in range(4)}) == 1


#: The command line with a handler of keystrokes that does not depend on how these tests were started.
WITH_HANDLER = "import signal; signal.signal(signal.SIGINT, signal.{handler}); from socplan.cli import main; main()"


def begun(jobs: str, *options: str, handler: str = "default_int_handler") -> subprocess.Popen[bytes]:
    """A batch in a process of its own, of which some documents are made."""
    command = [sys.executable, "-c", WITH_HANDLER.format(handler=handler), "batch", jobs, "-o", "out", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    ledger = Path("out", LEDGER)
    deadline = time.monotonic() + 30
    while not (ledger.exists() and ledger.read_bytes().count(b"\n") > 3) and time.monotonic() < deadline:
        time.sleep(0.01)
    return process


def group_is_alive(process: subprocess.Popen[bytes]) -> bool:
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return False
    return True


@posix
@pytest.mark.parametrize("options", [(), ("--workers", "2")])
def test_work_that_was_stopped_goes_on_where_it_was(options: tuple[str, ...]) -> None:
    jobs = many(200)
    process = begun(jobs, *options)
    process.kill()
    process.wait(10)
    deadline = time.monotonic() + 10
    while group_is_alive(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not group_is_alive(process), "no worker outlives the main process"

    before = states()
    noted = [json.loads(line)["path"] for line in Path("out", LEDGER).read_bytes().splitlines()[1:-1]]
    assert 2 <= len(noted) < 200, "it was stopped in the middle"
    status, summary = said(run(jobs))
    made, kept = int(summary.split()[0]), int(summary.split()[2])
    assert (status, made + kept) == (GOOD, 200)
    assert kept >= len(noted)
    assert {name for name in noted if states()[name] != before[name]} == set()
    assert not [name for name in states() if not name.endswith(".docx") and not name.startswith(".")]


@posix
def test_a_keystroke_ends_all_workers() -> None:
    process = begun(many(2_000), "--workers", "2")
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(60) != GOOD
    assert not group_is_alive(process)
    assert len(states()) < 2_000


@posix
def test_work_in_the_background_hears_no_keystroke() -> None:
    process = begun(many(12), "--workers", "2", handler="SIG_IGN")
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(60) == GOOD
    assert len(states()) == 12


class Pressed(ThreadPoolExecutor):
    """Workers of which the second is given its work just as somebody presses Ctrl+C."""

    given: ClassVar[list[str]] = []

    def __init__(self, workers: int, **_: object) -> None:
        super().__init__(workers)

    def submit(self, work: Callable[..., Any], job: Job) -> Future[Any]:  # type: ignore[override]
        if len(self.given) == 1:
            signal.raise_signal(signal.SIGINT)
        self.given.append(str(job.path))
        return super().submit(work, job)


def test_a_keystroke_interrupts_no_step_of_the_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = many(3)
    monkeypatch.setattr("socplan.cli.batch.ProcessPoolExecutor", Pressed)
    monkeypatch.setattr(Pressed, "given", [])
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        result = run(jobs, "--workers", 2)
        handler = signal.getsignal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert result.exit_code == 1
    assert len(Pressed.given) == 3, "the pool was given its work whole"
    assert handler is signal.default_int_handler
    assert Path("out", LEDGER).read_bytes().count(b"\n") == 2, "a heading, and what was made before the command ended"
