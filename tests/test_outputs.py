"""No dossier and no input is lost by a slip."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from socplan import (
    ArgumentError,
    Dossier,
    Job,
    OverwriteError,
    ReadError,
    WriteError,
    build_report,
    export_many,
    export_report,
    read_file,
    write_file,
)
from socplan.cli import main
from socplan.data import example
from socplan.testing import sample_dossier
from tests.building import WITH_WORKBOOKS

UKAZKA, ZLIN = sample_dossier("ukazka"), sample_dossier("zlin")
PLAN = build_report("plan", ZLIN)
WORKBOOK = pytest.param("plan.xlsx", marks=WITH_WORKBOOKS)
PLACES = ["plan.json", "plan.zip", "plan", WORKBOOK]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("ukazka.json").write_bytes(example("ukazka"))
    return tmp_path


def everything() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}


@pytest.mark.parametrize("place", PLACES)
def test_a_dossier_is_replaced_by_another_only_where_that_is_asked_for(place: str) -> None:
    write_file(UKAZKA, place)
    before = everything()
    with pytest.raises(OverwriteError, match="a dossier is there; name another place, or overwrite it by name"):
        write_file(ZLIN, place)
    assert everything() == before
    write_file(ZLIN, place, overwrite=True)
    assert read_file(place) == ZLIN


@pytest.mark.parametrize("place", ["plan.json", "plan.zip", WORKBOOK])
def test_a_dossier_is_replaced_by_a_report_only_where_that_is_asked_for(place: str) -> None:
    write_file(UKAZKA, place)
    before = everything()
    with pytest.raises(OverwriteError, match="a dossier is there"):
        export_report(PLAN, place, format="json")
    assert everything() == before
    assert export_report(PLAN, place, format="json", overwrite=True) == (Path(place),)


@pytest.mark.parametrize("name", ["goals.csv", "new.csv"])
def test_no_report_lies_among_the_tables_of_a_dossier(name: str) -> None:
    write_file(UKAZKA, "plan")
    with pytest.raises(OverwriteError, match="the folder is a dossier in tables"):
        export_report(PLAN, Path("plan", name))
    assert read_file("plan") == UKAZKA


@pytest.mark.parametrize("content", [b'{"socplan": "1", "goals": [', b'{"plan": {}, "socplan":"2"}'])
def test_a_faulty_dossier_is_a_dossier_all_the_same(content: bytes) -> None:
    Path("plan.json").write_bytes(content)
    with pytest.raises(OverwriteError):
        export_report(PLAN, "plan.json")
    assert Path("plan.json").read_bytes() == content


@pytest.mark.parametrize("name", ["plan.json", "plan.docx", "plan.csv", "plan.md"])
def test_a_report_is_replaced_by_the_next_one(name: str) -> None:
    export_report(PLAN, name)
    assert export_report(PLAN, name) == (Path(name),)


def test_the_template_is_not_replaced_by_the_document() -> None:
    CliRunner().invoke(main, ["template", "plan", "-o", "kraj.docx"])
    before = everything()
    with pytest.raises(OverwriteError, match="it is what was read"):
        export_report(PLAN, "kraj.docx", template="kraj.docx")
    assert everything() == before


@pytest.mark.parametrize(
    "arguments",
    [
        "report plan ukazka.json -o ukazka.json",
        "report plan ukazka.json -o ./../{here}/ukazka.json --format docx",
        "convert ukazka.json -o ukazka.json",
        "adopt ten-steps ukazka.json -o ukazka.json",
        "import comments ukazka.json comments.csv -o ukazka.json",
        "import comments ukazka.json comments.zip -o comments.zip",
        "schema -o ukazka.json",
        "template plan -o ukazka.json",
    ],
)
def test_no_command_replaces_its_input_or_a_dossier_unless_it_is_told_to(folder: Path, arguments: str) -> None:
    for name in ("comments.csv", "comments.zip"):
        Path(name).write_text("id;consultation;text\r\nnova;pripominky-2023;Lavičky\r\n", "utf-8")
    before = everything()
    words = arguments.format(here=folder.name).split()
    refused = CliRunner().invoke(main, words)

    assert (refused.exit_code, everything()) == (2, before)
    assert len(refused.stderr.splitlines()) == 1
    if "comments.zip" not in words:
        assert CliRunner().invoke(main, [*words, "--overwrite"]).exit_code == 0


def test_a_report_that_is_read_as_a_dossier_is_told_in_one_line() -> None:
    export_report(PLAN, "report.json")
    with pytest.raises(ReadError) as caught:
        read_file("report.json")
    assert str(caught.value) == (
        "report.json: $: this is a report ('plan'), not a dossier; give the dossier that it was made from"
    )


# Many documents


def job(path: str, dossier: Dossier | str = ZLIN, **values: Any) -> Job:
    return Job(kind="plan", dossier=dossier, path=path, **values)


def test_two_jobs_of_one_path_are_refused_before_anything_is_made() -> None:
    before = everything()
    with pytest.raises(ArgumentError) as caught:
        export_many([job("a.json"), job("b.json"), job("./a.json")])
    assert [fault.place for fault in caught.value.faults] == ["jobs[0]", "jobs[2]"]
    assert everything() == before


def test_a_job_does_not_write_what_another_one_reads() -> None:
    with pytest.raises(ArgumentError, match="a file that a job reads"):
        export_many([job("a.json", "ukazka.json"), job("ukazka.json")])
    with pytest.raises(ArgumentError, match="a file that a job reads"):
        export_many([job("ukazka.json", "ukazka.json", overwrite=True), job("q.json", "ukazka.json")])
    Path("kraj.docx").write_bytes(b"a template")
    with pytest.raises(ArgumentError, match=r"kraj\.docx is a file that a job reads"):
        export_many([job("kraj.docx"), job("p.docx", format_options={"template": "kraj.docx"})])


def test_two_jobs_do_not_write_tables_into_one_folder() -> None:
    tables = {"layout": "tables"}
    with pytest.raises(ArgumentError, match="another job writes tables of the same names"):
        export_many([job("a.csv", format_options=tables), job("b.csv", format_options=tables)])


def test_a_folder_with_files_of_ones_own_is_not_replaced() -> None:
    Path("f").mkdir()
    for name in ("comments.csv", "budget.csv", ".secret.csv"):
        Path("f", name).write_bytes(b"mine")
    with pytest.raises(WriteError, match="the folder holds other things"):
        write_file(UKAZKA, "f")
    assert {path.read_bytes() for path in Path("f").iterdir()} == {b"mine"}

    write_file(UKAZKA, "tables")
    Path("tables", "my-notes.csv").write_bytes(b"mine")
    with pytest.raises(WriteError, match=r"holds other things \(my-notes\.csv\)"):
        write_file(UKAZKA, "tables", overwrite=True)


def test_a_link_to_a_table_and_a_dossier_in_another_encoding_are_not_replaced() -> None:
    write_file(UKAZKA, "tables")
    Path("link.csv").symlink_to(Path("tables", "goals.csv"))
    Path("u16.json").write_bytes(Path("ukazka.json").read_text("utf-8").encode("utf-16"))
    for name in ("link.csv", "u16.json"):
        with pytest.raises(OverwriteError):
            export_report(build_report("plan", UKAZKA), name)


def test_of_jobs_that_come_one_by_one_the_second_of_a_path_fails() -> None:
    outcomes = export_many(iter([job("a.json"), job("a.json", UKAZKA), job("b.json")]))

    assert [(str(outcome.error), len(outcome.paths)) for outcome in outcomes] == [
        ("None", 1),
        ("a.json: not written: an earlier job writes it", 0),
        ("None", 1),
    ]


def test_a_job_replaces_a_dossier_where_it_is_told_to() -> None:
    (refused,) = export_many([job("ukazka.json")])
    (made,) = export_many([job("ukazka.json", overwrite=True)])

    assert isinstance(refused.error, OverwriteError)
    assert made.paths == (Path("ukazka.json"),)


@pytest.mark.parametrize("given", [lambda: 5, lambda: [5], lambda: iter([5])])
def test_what_is_no_job_is_refused(given: Callable[[], Any]) -> None:
    with pytest.raises(ArgumentError, match="5 is no"):
        list(export_many(given()))
