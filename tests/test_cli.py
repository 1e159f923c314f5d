"""The command line: arguments in, a call of the public functions, messages and an exit status out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import socplan
from socplan import adopt_standard, as_of, build_report, read_file, render, write_file
from socplan.cli import main
from socplan.data import EXAMPLES, example
from socplan.schema import dossier_schema
from tests.building import dossier, goal, measure

GOOD, FOUND, INPUT, ENVIRONMENT = 0, 1, 2, 3
posix = pytest.mark.skipif(sys.platform == "win32", reason="devices, limits and names of bytes are those of POSIX")

#: What the line takes to be at fault, and what is wrong in it.
BAD = '{"socplan": "2", "plan": {"title": 5, "authority": "Město"}, "cile": []}'
DANGLING = dossier(goals=(goal("c", parent="gone", group="nobody"),))


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the shipped dossiers and one that is at fault."""
    monkeypatch.chdir(tmp_path)
    for name in EXAMPLES:
        Path(f"{name}.json").write_bytes(example(name))
    Path("bad.json").write_text(BAD, "utf-8")
    write_file(DANGLING, "dangling.json")
    return tmp_path


def run(*arguments: object) -> Result:
    """A call within this process; what is not turned into a message is raised."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def run_apart(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[str]:
    """A call as people make it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "socplan", *arguments],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        env={**os.environ, "SOCPLAN_DISABLE_PLUGINS": "1", "PYTHONIOENCODING": "utf-8", **environment},
        timeout=60,
        check=False,
    )


def limited(limit: str, number: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A call in a process under a limit of its own."""
    code = f"import resource, sys; resource.setrlimit(resource.{limit}, ({number}, {number}))"
    code += "; from socplan.cli import main; main(sys.argv[1:], prog_name='socplan')"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)


def names() -> set[str]:
    return {path.name for path in Path().iterdir()}


# Help and lists


@pytest.mark.parametrize("command", sorted(main.commands))
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_explains_itself(command: str, option: str) -> None:
    result = run(command, option)
    assert (result.exit_code, result.stderr) == (GOOD, "")
    assert result.stdout.startswith(f"Usage: main {command} ")


def test_the_help_names_every_command_of_the_contract() -> None:
    shown = run("--help").stdout
    commands = ("check", "report", "convert", "reports", "formats", "plugins", "schema", "template", "demo")
    assert all(f"\n  {command} " in shown for command in commands)


def test_the_version_is_that_of_the_library() -> None:
    assert run("--version").stdout == f"socplan, version {socplan.__version__}\n"


def test_reports_are_listed_with_their_options() -> None:
    result = run("reports")
    assert result.exit_code == GOOD
    assert {"monitoring", "plan"} <= {line.split()[0] for line in result.stdout.splitlines()}
    assert all(f"    {option}: " in result.stdout for option in ("year", "digits", "rounding"))


def test_formats_of_reports_and_of_dossiers_are_listed() -> None:
    reports, dossiers = run("formats").stdout.split("Dossiers\n")
    assert {"csv", "docx", "json"} <= {line.split()[0] for line in reports.splitlines()[1:]}
    assert {"csv", "csv-programs", "json"} <= {line.split()[0] for line in dossiers.splitlines()}


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["check", "a", "b"],
        ["report", "plan"],
        ["report", "plan", "zlin.json"],
        ["schema", "--x"],
    ],
)
def test_a_call_that_makes_no_sense_is_at_fault(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (INPUT, "")
    assert "Usage: " in result.stderr


# check


def test_a_sound_dossier_has_no_findings() -> None:
    result = run("check", "usti.json")
    assert (result.exit_code, result.stdout, result.stderr) == (GOOD, "", "usti.json: nothing found\n")
    assert run("check", "usti.json", "--locale", "cs").stderr == "usti.json: bez chyb\n"
    (first, *_) = run("check", "olomouc.json", "--locale", "cs").stderr.splitlines()
    assert first.startswith("olomouc.json: upozornění published-total-other: ")


def test_warnings_alone_are_no_failure() -> None:
    result = run("check", "olomouc.json")
    assert result.exit_code == GOOD
    assert {line.split()[1] for line in result.stderr.splitlines()} == {"warning", "note"}


def test_strictly_taken_a_warning_is_a_failure() -> None:
    assert run("check", "--strict", "olomouc.json").exit_code == FOUND
    assert run("check", "--strict", "zlin.json").exit_code == GOOD


def test_every_error_in_a_plan_is_named_on_a_line_with_its_place() -> None:
    result = run("check", "dangling.json")
    assert (result.exit_code, result.stdout) == (FOUND, "")
    assert [line.split(": ")[:2] for line in result.stderr.splitlines() if " error " in line] == [
        ["dangling.json", "error dangling-reference at $.goals[0].parent"],
        ["dangling.json", "error dangling-reference at $.goals[0].group"],
    ]


def test_findings_for_programs_are_json_alone() -> None:
    result = run("check", "--json", "dangling.json")
    found = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (FOUND, "")
    assert {"code": "dangling-reference", "grade": "error", "place": "$.goals[0].parent"}.items() <= found[0].items()
    assert "gone" in found[0]["message"]


def test_no_findings_for_programs_are_an_empty_list() -> None:
    assert json.loads(run("check", "--json", "usti.json").stdout) == []


def test_the_language_of_findings_changes_their_message_alone() -> None:
    czech, english = (
        json.loads(run("check", "--json", "olomouc.json", "--locale", tag).stdout) for tag in ("cs", "en")
    )
    assert [one["code"] for one in czech] == [one["code"] for one in english]
    assert all(one["message"] != other["message"] for one, other in zip(czech, english, strict=True))
    assert any("opatření" in one["message"] for one in czech)


def test_a_finding_takes_one_line_whatever_the_plan_holds() -> None:
    spoilt = dossier(goals=(goal("c", code="1\n1"), goal("d", code="1\n1")))
    write_file(spoilt, "plan.json")
    lines = run("check", "plan.json").stderr.splitlines()
    assert len(lines) == len(socplan.check(spoilt))
    assert all(line.startswith("plan.json: ") for line in lines)


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "--json"], ["convert", "-o", "x.zip"], ["report", "plan", "-o", "x.csv"]]
)
def test_every_fault_of_a_file_is_named_on_a_line_with_its_place(arguments: list[str]) -> None:
    result = run(*arguments, "bad.json")
    assert (result.exit_code, result.stdout) == (INPUT, "")
    assert sorted(line.split(": ")[1] for line in result.stderr.splitlines()) == ["$.cile", "$.plan.title", "$.socplan"]
    assert all(line.startswith("bad.json: ") for line in result.stderr.splitlines())


@pytest.mark.parametrize(
    "name",
    [
        "missing.json",
        "missing",
        "missing.zip",
        "x" * 300,
        "x" * 300 + ".json",
        "bad.json/plan.json",
        "empty",
        "folder.json",
    ],
)
def test_what_is_no_dossier_is_at_fault_by_its_name(name: str) -> None:
    Path("empty").mkdir()
    Path("folder.json").mkdir()
    result = run("check", name)
    assert result.exit_code == INPUT
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith(name)


@pytest.mark.parametrize("name", ["plan.pdf", "plan.JSONX", "plan.tar.gz"])
def test_a_suffix_of_no_dossier_format_is_at_fault_with_the_known_ones(name: str) -> None:
    result = run("check", name)
    assert result.exit_code == INPUT
    assert Path(name).suffix.lower() in result.stderr
    assert ".json" in result.stderr
    assert ".zip" in result.stderr


# report


@pytest.mark.parametrize(
    ("file", "kind", "arguments", "view"),
    [
        ("ukazka", "monitoring", "--year 2024", {"year": 2024}),
        ("ukazka", "monitoring", "--year 2025", {"year": 2025}),
        ("ukazka", "monitoring", "", {}),
        ("ukazka", "monitoring", "--set year=2024", {"year": 2024}),
        ("ukazka", "monitoring", "--set digits=2 --set rounding=floor", {"digits": 2, "rounding": "floor"}),
        ("ukazka", "plan", "--audience internal", {"audience": "internal"}),
        ("ukazka", "plan", "--audience public --locale en", {"audience": "public", "locale": "en"}),
        ("zlin", "plan", "--locale cs", {"locale": "cs"}),
        (
            "msk",
            "organisation",
            "--set day=2012-01-01 --set since=2010-12-31",
            {"day": date(2012, 1, 1), "since": date(2010, 12, 31)},
        ),
        ("ukazka", "action-plan", "--year 2025", {"year": 2025}),
    ],
)
def test_a_report_is_what_the_public_functions_make(file: str, kind: str, arguments: str, view: dict[str, Any]) -> None:
    result = run("report", kind, f"{file}.json", "-o", "out.json", *arguments.split())
    (wanted,) = render(build_report(kind, read_file(f"{file}.json"), **view), "json")
    assert (result.exit_code, result.stdout, result.stderr) == (GOOD, "out.json\n", "")
    assert Path("out.json").read_bytes() == wanted.content


def test_a_report_as_of_a_day_is_of_the_dossier_as_valid_then() -> None:
    run("report", "plan", "ukazka.json", "-o", "out.json", "--as-of", "2026-01-01")
    (wanted,) = render(build_report("plan", as_of(read_file("ukazka.json"), date(2026, 1, 1))), "json")
    (whole,) = render(build_report("plan", read_file("ukazka.json")), "json")
    assert Path("out.json").read_bytes() == wanted.content != whole.content


@pytest.mark.parametrize("day", ["2012", "2012-13-01", "20120101", "1. 1. 2012", ""])
def test_a_day_has_one_form(day: str) -> None:
    result = run("report", "organisation", "msk.json", "-o", "out.json", "--set", f"day={day}")
    assert result.exit_code == INPUT
    assert f"option day: {day!r} is not a day like 2009-06-14" in result.stderr


def test_a_standard_is_adopted_into_a_new_file() -> None:
    result = run("adopt", "ten-steps", "olomouc.json", "-o", "new.json")
    assert (result.exit_code, result.stdout) == (GOOD, "new.json\n")
    assert read_file("new.json") == adopt_standard(read_file("olomouc.json"), "ten-steps")
    assert run("adopt", "nonsense", "olomouc.json", "-o", "x.json").exit_code == INPUT


@pytest.mark.parametrize(
    ("suffix", "start"), [("docx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{"), ("DOCX", b"PK")]
)
def test_the_suffix_of_the_output_tells_the_format(suffix: str, start: bytes) -> None:
    result = run("report", "monitoring", "ukazka.json", "-o", f"zpráva.{suffix}")
    assert (result.exit_code, result.stdout) == (GOOD, f"zpráva.{suffix}\n")
    assert Path(f"zpráva.{suffix}").read_bytes().startswith(start)


def test_a_named_format_counts_more_than_the_suffix() -> None:
    assert run("report", "plan", "zlin.json", "-o", "out.txt", "--format", "json").exit_code == GOOD
    assert json.loads(Path("out.txt").read_bytes())["kind"] == "plan"


@pytest.mark.parametrize("kind", ["monitoring", "plan"])
def test_the_built_in_template_given_as_ones_own_makes_the_same_document(kind: str) -> None:
    assert run("template", kind, "-o", "my.docx").stdout == "my.docx\n"
    run("report", kind, "ukazka.json", "-o", "own.docx", "--template", "my.docx")
    run("report", kind, "ukazka.json", "-o", "built-in.docx")
    assert Path("own.docx").read_bytes() == Path("built-in.docx").read_bytes()


def test_nothing_is_reported_of_a_plan_with_errors() -> None:
    result = run("report", "plan", "dangling.json", "-o", "out.json")
    assert (result.exit_code, result.stdout) == (FOUND, "")
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        "error dangling-reference at $.goals[0].parent",
        "error dangling-reference at $.goals[0].group",
    ]
    assert not Path("out.json").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("nonsense ukazka.json -o out.docx", ['"nonsense"', "monitoring, needs, organisation, plan, process"]),
        ("plan ukazka.json -o out.pdf", [".pdf", ".docx"]),
        ("plan ukazka.json -o out", ["out", ".docx"]),
        ("plan ukazka.json -o out.docx --format pdf", ['"pdf"', "csv, docx, json"]),
        ("plan ukazka.json -o out.docx --locale xx", ['"xx"', "cs, en"]),
        ("plan ukazka.json -o out.docx --year 2012", ["year", "unknown"]),
        ("monitoring ukazka.json -o out.docx --year 1999", ["1999", "2024", "2025"]),
        (
            "monitoring ukazka.json -o out.docx --set barva=modrá",
            [
                "barva",
                "unknown",
                "digits, parts, publicity, round, rounding, short_title, signatures, signed_at, version, without, year",
            ],
        ),
        ("monitoring ukazka.json -o out.docx --set digits=x", ["digits", "'x'", "whole number"]),
        ("monitoring ukazka.json -o out.docx --set digits=1_0", ["digits", "'1_0'", "whole number"]),
        ("monitoring ukazka.json -o out.docx --set digits=٢", ["digits", "'٢'", "whole number"]),
        ("monitoring ukazka.json -o out.docx --set digits=5", ["digits", "5", "0, 1, 2"]),
        ("monitoring ukazka.json -o out.docx --set rounding=up", ["rounding", "'up'", "half_up"]),
        ("plan ukazka.json -o out.docx --template missing.docx", ["missing.docx", "cannot be read"]),
        ("plan ukazka.json -o out.docx --template bad.json", ["bad.json"]),
    ],
)
def test_a_call_at_fault_is_told_in_one_line_what_is_wrong_and_what_there_is(arguments: str, said: list[str]) -> None:
    result = run("report", *arguments.split())
    assert (result.exit_code, result.stdout) == (INPUT, "")
    assert len(result.stderr.splitlines()) == 1
    assert [words for words in said if words not in result.stderr] == []
    assert not names() & {"out.docx", "out.pdf", "out.csv", "out"}


def test_a_template_is_an_option_of_word_alone() -> None:
    Path("my.docx").write_bytes(b"")
    result = run("report", "plan", "ukazka.json", "-o", "out.csv", "--template", "my.docx")
    assert result.exit_code == INPUT
    assert "csv: option template: unknown. Options of csv: dialect, layout." in result.stderr


@pytest.mark.parametrize(
    "arguments",
    ["--audience all", "--as-of 2025-13-01", "--as-of dnes", "--year x", "--year 2012.0", "--set digits", "--set =1"],
)
def test_an_option_of_a_wrong_form_is_at_fault(arguments: str) -> None:
    result = run("report", "monitoring", "ukazka.json", "-o", "out.docx", *arguments.split())
    assert result.exit_code == INPUT
    assert arguments.split(maxsplit=1)[0] in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        "report plan ukazka.json -o missing/out.docx",
        "convert ukazka.json -o missing/out.json",
        "convert ukazka.json -o missing/out.zip",
        "convert ukazka.json -o missing/out",
        "template plan -o missing/out.docx",
        "schema -o missing/out.json",
    ],
)
def test_an_output_folder_that_is_missing_is_named_and_not_made(arguments: str) -> None:
    result = run(*arguments.split())
    assert (result.exit_code, result.stdout) == (ENVIRONMENT, "")
    assert "there is no folder" in result.stderr
    assert "missing" not in names()


@pytest.mark.parametrize("suffix", ["", ".json", ".zip"])
def test_an_output_of_a_name_that_is_too_long_is_named(suffix: str) -> None:
    name = "x" * 300 + suffix
    result = run("convert", "zlin.json", "-o", name)
    assert (result.exit_code, result.stdout) == (ENVIRONMENT, "")
    assert result.stderr == f"{name}: not written: File name too long\n"


def test_an_output_that_is_a_folder_is_left_alone() -> None:
    Path("out.docx").mkdir()
    result = run("report", "plan", "zlin.json", "-o", "out.docx")
    assert (result.exit_code, result.stdout) == (ENVIRONMENT, "")
    assert list(Path("out.docx").iterdir()) == []


def test_a_document_held_by_word_is_to_be_closed_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError(13, "Access is denied")

    Path("out.docx").write_bytes(b"old")
    monkeypatch.setattr("os.replace", held)
    result = run("report", "plan", "zlin.json", "-o", "out.docx")
    assert (result.exit_code, result.stdout) == (ENVIRONMENT, "")
    assert "close it" in result.stderr
    assert Path("out.docx").read_bytes() == b"old"


# convert


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_dossier_goes_through_every_format_and_comes_back_equal(name: str) -> None:
    for before, after in (("a.json", "b.zip"), ("b.zip", "c"), ("c", "d.zip"), ("d.zip", "e.json")):
        Path("a.json").write_bytes(example(name))
        result = run("convert", before, "-o", after)
        assert (result.exit_code, result.stdout, result.stderr) == (GOOD, f"{after}\n", "")
    assert read_file("e.json") == read_file("a.json")
    assert Path("d.zip").read_bytes() == Path("b.zip").read_bytes()


def test_tables_for_programs_are_asked_for_by_name() -> None:
    run("convert", "ukazka.json", "-o", "tables", "--format", "csv-programs")
    assert Path("tables", "goals.csv").read_bytes().startswith(b"id,code,title,")
    assert read_file("tables") == read_file("ukazka.json")


def test_a_folder_of_tables_is_replaced_whole() -> None:
    run("convert", "ukazka.json", "-o", "tables")
    run("convert", "olomouc.json", "-o", "tables", "--overwrite")
    assert read_file("tables") == read_file("olomouc.json")


def test_an_archive_in_capital_letters_is_an_archive() -> None:
    run("convert", "zlin.json", "-o", "PLAN.ZIP")
    assert Path("PLAN.ZIP").is_file()
    assert read_file("PLAN.ZIP") == read_file("zlin.json")


def test_a_long_text_goes_through_an_archive() -> None:
    made = dossier(goals=(goal("c", text="a" * 200_000),))
    write_file(made, "plan.json")
    run("convert", "plan.json", "-o", "plan.zip")
    assert read_file("plan.zip") == made


def test_a_file_that_is_no_folder_is_not_made_one() -> None:
    Path("notes").write_bytes(b"mine")
    result = run("convert", "ukazka.json", "-o", "notes")
    assert result.exit_code == ENVIRONMENT
    assert result.stderr.startswith("notes: not written: ")
    assert Path("notes").read_bytes() == b"mine"


def test_a_folder_of_other_things_is_left_alone() -> None:
    Path("mine").mkdir()
    Path("mine", "dopis.docx").write_bytes(b"mine")
    result = run("convert", "ukazka.json", "-o", "mine")
    assert result.exit_code == ENVIRONMENT
    assert "dopis.docx" in result.stderr
    assert [path.name for path in Path("mine").iterdir()] == ["dopis.docx"]


@pytest.mark.parametrize(
    ("option", "said"), [(["-o", "x.pdf"], ".pdf"), (["-o", "x.json", "--format", "xml"], '"xml"')]
)
def test_an_unknown_dossier_format_is_at_fault_with_the_known_ones(option: list[str], said: str) -> None:
    result = run("convert", "ukazka.json", *option)
    assert result.exit_code == INPUT
    assert said in result.stderr
    assert "json" in result.stderr


def test_faults_in_tables_are_named_by_table_row_and_column() -> None:
    run("convert", "ukazka.json", "-o", "tables")
    goals = Path("tables", "goals.csv")
    goals.write_bytes(goals.read_bytes().replace(b"cil-1.1;", b"1.1;", 1))
    Path("tables", "cile.csv").write_bytes(b"id\r\n")
    result = run("check", "tables")
    assert result.exit_code == INPUT
    assert sorted(line.split(": ")[1:3] for line in result.stderr.splitlines()) == [
        ["cile.csv", "file"],
        ["goals.csv", "row 2, column id"],
    ]


# schema, template, demo


def test_the_schema_is_printed_or_written_the_same() -> None:
    assert run("schema", "-o", "schema.json").stdout == "schema.json\n"
    assert run("schema").stdout.encode() == Path("schema.json").read_bytes()
    assert json.loads(Path("schema.json").read_bytes()) == dossier_schema()


def test_a_template_that_was_restyled_is_not_replaced_unless_asked_for() -> None:
    run("template", "plan", "-o", "kraj.docx")
    fresh = Path("kraj.docx").read_bytes()
    assert run("template", "plan", "-o", "kraj.docx").exit_code == 0
    Path("kraj.docx").write_bytes(b"restyled")

    refused = run("template", "plan", "-o", "kraj.docx")
    assert (refused.exit_code, Path("kraj.docx").read_bytes()) == (2, b"restyled")
    assert "--overwrite" in refused.stderr
    assert run("template", "plan", "-o", "kraj.docx", "--overwrite").exit_code == 0
    assert Path("kraj.docx").read_bytes() == fresh


def test_there_is_no_template_of_an_unknown_report() -> None:
    result = run("template", "nonsense", "-o", "out.docx")
    assert result.exit_code == INPUT
    assert "monitoring, needs, organisation, plan, process" in result.stderr
    assert "out.docx" not in names()


def test_the_demo_does_not_replace_a_file_by_its_folder() -> None:
    Path("demo").write_bytes(b"mine")
    result = run("demo", "-o", "demo")
    assert (result.exit_code, result.stdout) == (ENVIRONMENT, "")
    assert result.stderr.startswith("demo: not written: ")
    assert Path("demo").read_bytes() == b"mine"


# As people call it


def test_the_module_is_the_command() -> None:
    assert run_apart("--version").stdout == f"socplan, version {socplan.__version__}\n"
    assert run_apart("--help").stdout.startswith("Usage: socplan ")


@pytest.mark.parametrize(
    ("arguments", "status", "lines"),
    [
        (["check", "usti.json"], GOOD, 1),
        (["check", "dangling.json"], FOUND, 2),
        (["check", "bad.json"], INPUT, 3),
        (["check", "missing.json"], INPUT, 1),
        (["report", "nonsense", "zlin.json", "-o", "x.docx"], INPUT, 1),
        (["convert", "zlin.json", "-o", "missing/x.json"], ENVIRONMENT, 1),
        (["convert", "zlin.json", "-o", "bad.json/x"], ENVIRONMENT, 1),
    ],
)
def test_a_call_ends_with_its_status_and_a_line_a_message(arguments: list[str], status: int, lines: int) -> None:
    result = run_apart(*arguments)
    assert (result.returncode, result.stdout) == (status, "")
    assert len(result.stderr.splitlines()) == lines
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp852", "latin-1"])
@pytest.mark.parametrize(
    "command", [["check", "olomouc.json"], ["check", "--json", "olomouc.json"], ["schema"], ["plugins"]]
)
def test_a_console_of_few_characters_is_no_failure(encoding: str, command: list[str]) -> None:
    result = run_apart(*command, PYTHONIOENCODING=encoding)
    assert result.returncode == GOOD
    assert "Traceback" not in result.stderr


@posix
def test_a_file_name_that_is_no_utf_8_is_no_failure() -> None:
    result = run_apart("convert", "zlin.json", "-o", b"pl\xe1n.json")
    assert (result.returncode, "Traceback" in result.stderr) == (GOOD, False)
    result = run_apart("check", b"pl\xe1n.json")
    assert (result.returncode, "Traceback" in result.stderr) == (GOOD, False)


@posix
def test_a_device_without_end_is_at_fault() -> None:
    result = limited("RLIMIT_AS", 1_000_000_000, "check", "/dev/zero")
    assert result.returncode == INPUT
    assert len(result.stderr.splitlines()) == 1


@posix
@pytest.mark.parametrize(
    "arguments",
    [["report", "plan", "zlin.json", "-o", "out.docx"], ["convert", "zlin.json", "-o", "out.docx", "--format", "json"]],
)
def test_a_full_disk_leaves_the_old_document_whole(arguments: list[str]) -> None:
    Path("out.docx").write_bytes(b"old")
    result = limited("RLIMIT_FSIZE", 2_000, *arguments)
    assert (result.returncode, result.stderr) == (ENVIRONMENT, "out.docx: not written: File too large\n")
    assert Path("out.docx").read_bytes() == b"old"
    assert not [name for name in names() if name.endswith(".tmp")]


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", [["schema"], ["formats"], ["check", "--json", "olomouc.json"]])
def test_an_output_that_takes_nothing_is_a_fault_of_the_environment(command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "socplan", *command], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == ENVIRONMENT
    assert b"Traceback" not in done.stderr


def test_a_broken_plugin_is_named_and_stops_nothing() -> None:
    broken_plugin()
    listed = run_apart("plugins", SOCPLAN_DISABLE_PLUGINS="0", PYTHONPATH="site")
    checked = run_apart("check", "zlin.json", SOCPLAN_DISABLE_PLUGINS="0", PYTHONPATH="site")
    assert "kraj (socplan-kraj 1.2): broken: RuntimeError: bez licence" in listed.stdout
    assert (listed.returncode, checked.returncode) == (GOOD, GOOD)


def test_where_plugins_are_taken_strictly_a_broken_one_is_a_fault_of_the_environment() -> None:
    broken_plugin()
    environment = {"SOCPLAN_DISABLE_PLUGINS": "0", "SOCPLAN_STRICT_PLUGINS": "1", "PYTHONPATH": "site"}
    result = run_apart("check", "zlin.json", **environment)
    assert (result.returncode, result.stdout) == (ENVIRONMENT, "")
    assert result.stderr == "plugin kraj (socplan-kraj 1.2): RuntimeError: bez licence\n"


def broken_plugin() -> None:
    """Install, in a folder of its own, a plugin that fails when it is loaded."""
    info = Path("site", "socplan_kraj-1.2.dist-info")
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: socplan-kraj\nVersion: 1.2\n", "utf-8")
    (info / "entry_points.txt").write_text("[socplan.plugins]\nkraj = socplan_kraj\n", "utf-8")
    Path("site", "socplan_kraj.py").write_text("raise RuntimeError('bez licence')\n", "utf-8")


def test_without_plugins_none_are_listed() -> None:
    assert run_apart("plugins").stdout == "No plugins are installed.\n"


def test_no_file_is_written_but_the_asked() -> None:
    before = names()
    for command in ("check zlin.json", "report plan zlin.json -o out.docx", "reports", "formats", "plugins", "schema"):
        run(*command.split())
    assert names() - before == {"out.docx"}


def test_nothing_that_is_read_is_changed() -> None:
    made = dossier(goals=(goal("c"),), measures=(measure("o", "c"),))
    write_file(made, "plan.json")
    before = Path("plan.json").read_bytes()
    for command in ("check plan.json", "report plan plan.json -o out.docx", "convert plan.json -o tables"):
        assert run(*command.split()).exit_code == GOOD
    assert Path("plan.json").read_bytes() == before
    assert read_file("plan.json") == made


# exports for a purpose


def test_a_profile_comes_in_from_files_and_goes_out_as_files() -> None:
    Path("profiles.csv").write_text("id;title\ncentrum;Datové centrum\n", "utf-8")
    Path("columns.csv").write_text(
        "profile;table;column;heading;order\n"
        "centrum;services;registration;Registrační číslo;1\n"
        "centrum;capacities;quantity;;1\n",
        "utf-8",
    )
    assert run("import", "export_profiles", "ukazka.json", "profiles.csv", "-o", "a.json").exit_code == GOOD
    assert run("import", "export_columns", "a.json", "columns.csv", "-o", "b.json").exit_code == GOOD
    result = run(
        *("report", "export", "b.json", "-o", "out.csv", "--set", "profile=centrum"),
        *("--set", "layout=tables", "--set", "dialect=programs"),
    )
    assert (result.exit_code, result.stdout.split()) == (GOOD, ["services.csv", "capacities.csv"])
    assert Path("services.csv").read_text("utf-8").startswith("Registrační číslo\n1000001\n")
    assert Path("capacities.csv").read_text("utf-8").startswith("Množství\n")


def test_an_export_for_internal_use_is_refused_to_the_public() -> None:
    result = run("report", "export", "ukazka.json", "-o", "out.json", "--set", "profile=podklad-kraj")
    assert (result.exit_code, "podklad-kraj is for internal use" in result.stderr) == (INPUT, True)
    assert "out.json" not in names()
