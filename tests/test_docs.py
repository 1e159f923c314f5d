"""The reference names everything there is."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from tools.page_pictures import PICTURES, fingerprint, pictured

import socplan
from socplan import calculations, hookspecs, report
from socplan.cli import main
from socplan.model import Plan
from socplan.model.dossier import record_types
from socplan.plugins import Registry, make_manager
from socplan.testing import sample_dossier

ROOT = Path(__file__).parent.parent
CORE = Registry(*make_manager(installed=False))
#: What a reader of the page on the command line has installed.
SHOWN = frozenset({"markdown", "xlsx"})


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("reference/public-names", socplan.__all__),
        ("reference/calculations", calculations.__all__),
        ("reference/report-tree", sorted({*report.__all__} - {*socplan.__all__})),
        ("reference/finding-codes", [code for check in CORE.checks.values() for code in check.codes]),
        ("reference/command-line", list(main.commands)),
        ("reference/formats", [*CORE.exporters, *CORE.readers]),
        ("reference/file-format", ["plan", *record_types()]),
        ("reference/hooks", [name for name in vars(hookspecs) if name.startswith("register_")]),
    ],
)
def test_a_page_of_the_reference_names_all_that_it_is_about(name: str, words: list[str]) -> None:
    text = page(name)

    assert [word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)] == []


@pytest.mark.parametrize("table", ["plan", *record_types()])
def test_every_attribute_of_a_table_is_in_the_file_format(table: str) -> None:
    cls: Any = Plan if table == "plan" else record_types()[table]
    section = re.split(rf"^### {table}$", page("reference/file-format"), flags=re.MULTILINE)[1].split("\n### ")[0]

    for attribute in attrs.fields(cls):
        row = re.search(rf"^\| `{attribute.name}` \|.*$", section, re.MULTILINE)
        assert row, attribute.name
        assert ("**required**" in row.group()) == (attribute.default is attrs.NOTHING), attribute.name


@pytest.mark.parametrize("kind", CORE.reports)
def test_every_report_kind_is_described_whole(kind: str) -> None:
    text = page("reference/reports")
    (section,) = re.findall(rf"^## {kind}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    own = (ROOT / "src" / "socplan" / "exporters" / "word" / "templates" / f"{kind}.docx").exists()

    assert f"| [`{kind}`](#{kind}) |" in text
    assert f"Word template\n: {'its own' if own else 'the general one'}.\n" in section
    assert [section.count(f"\n{word}\n: ") for word in ("Word template", "Facts")] == [1, 1]
    assert section.count("| --- | --- | --- |") == 1
    assert {option.name for option in CORE.reports[kind].options} <= {*re.findall(r"`(\w+)`", section)}


def test_every_page_is_reached_from_the_front() -> None:
    pages = {str(path.relative_to(ROOT / "docs")).removesuffix(".md") for path in (ROOT / "docs").rglob("*.md")}
    told = set(re.findall(r"^([\w/-]+)$", page("index"), re.MULTILINE))

    assert pages - {"index"} <= told


def test_the_two_commands_of_the_readme_are_those_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert "    python3 -m venv .venv && .venv/bin/python -m pip install -q . && .venv/bin/socplan demo\n" in readme
    install = ".venv/bin/python -m pip install -q -r requirements-dev.txt"
    assert f"    python3 -m venv .venv && {install} && .venv/bin/python -m pytest\n" in readme


def shown_calls() -> list[tuple[str, str]]:
    """The calls that the page on the command line shows, each with what it prints."""
    blocks = re.findall(r"^```console\n(.*?)^```$", page("reference/command-line"), re.MULTILINE | re.DOTALL)
    calls = [call for block in blocks for call in re.split(r"^\$ socplan ", block, flags=re.MULTILINE)[1:]]
    return [(arguments, printed) for arguments, _, printed in (call.partition("\n") for call in calls)]


@pytest.mark.skipif(
    {point.name for point in entry_points(group="socplan.plugins")} != SHOWN, reason="the page shows both plugins"
)
@pytest.mark.parametrize(("arguments", "printed"), shown_calls())
def test_the_page_on_the_command_line_shows_what_is_printed(arguments: str, printed: str) -> None:
    # In a console of 80 columns.
    told = CliRunner().invoke(main, arguments.split(), prog_name="socplan", terminal_width=78)

    assert told.output == printed


def test_the_pictures_of_pages_are_of_the_reports_as_they_are() -> None:
    """After a wanted change run ``python -m tools.page_pictures``, and look at them."""
    made = tomllib.loads((PICTURES / "made.toml").read_text("utf-8"))
    text = page("reference/reports")

    assert made == {kind: fingerprint(report) for kind, report in pictured()}
    for kind in made:
        assert (PICTURES / f"{kind}.png").read_bytes().startswith(b"\x89PNG")
        assert f"(../pictures/{kind}.png)" in text


def test_the_page_on_checks_shows_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = re.search(r"\$ socplan check ukazka\.json\n(.*?)\$ echo", page("how-to/check-a-plan"), re.DOTALL)
    socplan.write_file(sample_dossier("ukazka"), tmp_path / "ukazka.json")
    monkeypatch.chdir(tmp_path)

    assert shown
    assert CliRunner().invoke(main, ["check", "ukazka.json"]).stderr == shown[1]
