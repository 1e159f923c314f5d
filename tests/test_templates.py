"""Help for those who make templates: what they may say, and what is wrong in theirs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from socplan import InputFile, build_report, plugins, render
from socplan.cli import main
from socplan.exporters.word import builtin_template
from socplan.exporters.word.allowed import package_mistakes
from socplan.exporters.word.fields import template_fields
from socplan.exporters.word.vocabulary import NAMES
from socplan.labels.formats import untypeset
from socplan.templates import check_template, field_document, field_schema, field_text, stored_keys
from socplan.testing import sample_dossier
from tests.exporters.word.hostile import cell, package, paragraph, table

KINDS = tuple(plugins.registry().reports)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A template with three mistakes, one of them in a table."""
    path = tmp_path / "kraj.docx"
    path.write_bytes(package(paragraph("Vážení, {{ titel }}") + paragraph("{{ title") + table(cell("{{ body }}"))))
    return path


def test_mistakes_are_said_one_a_line(bad: Path) -> None:
    result = run("check-template", bad)

    assert result.exit_code == 1
    assert [line.partition(": ")[2][:40] for line in result.stderr.splitlines()] == [
        '/word/document.xml, paragraph 1 "Vážení,',
        '/word/document.xml, paragraph 2 "{{ titl',
        '/word/document.xml, paragraph 3 "{{ body',
    ]


def test_mistakes_as_json(bad: Path) -> None:
    found = json.loads(run("check-template", bad, "--json").stdout)

    assert found[0]["tag"] == "{{ titel }}"
    assert set(found[0]) == {"code", "message", "number", "part", "paragraph", "tag", "nearest"}
    assert [mistake["code"] for mistake in found] == ["no-name", "brace-alone", "block-in-line"]
    assert found[0]["nearest"] == "title"


def test_mistakes_in_czech(bad: Path) -> None:
    result = run("check-template", bad, "--locale", "cs")

    assert "odstavec 1 „Vážení, {{ titel }}“: název „titel“ tu není znám. Nemá to být „title“?" in result.stderr
    assert json.loads(run("check-template", bad, "--locale", "cs", "--json").stdout)[1]["message"].startswith("{{ je")
    assert run("check-template", bad, "--locale", "xx").exit_code == 2


def test_a_copy_bears_a_comment_at_each_mistake_and_is_the_same_each_time(bad: Path, tmp_path: Path) -> None:
    copies = [tmp_path / "a.docx", tmp_path / "b.docx"]
    for copy in copies:
        run("check-template", bad, "--annotate", copy)

    comments = [comment.text for comment in docx.Document(str(copies[0])).comments]
    assert len(comments) == 3
    assert "Did you mean" in comments[0]
    assert copies[0].read_bytes() == copies[1].read_bytes()
    assert list(package_mistakes("a.docx", copies[0].read_bytes())) == []


def test_a_template_is_not_overwritten_by_its_copy(bad: Path) -> None:
    before = bad.read_bytes()

    assert run("check-template", bad, "--annotate", bad).exit_code == 2
    assert bad.read_bytes() == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_of_every_kind_has_no_mistake(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(builtin_template(kind).content)

    assert check_template(path, kind) == ()


def test_a_good_template_is_said_to_be_good(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(builtin_template("plan").content)
    result = run("check-template", path, "plan")

    assert (result.exit_code, result.stderr) == (0, f"{path}: nothing found\n")


def test_a_kind_that_nobody_offers_is_named(bad: Path) -> None:
    result = run("check-template", bad, "plaan")

    assert result.exit_code == 2
    assert "plan" in result.stderr


# What a template may say


@pytest.mark.parametrize("kind", KINDS)
def test_the_document_of_tags_is_a_template_without_mistakes(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "fields.docx"
    path.write_bytes(field_document(kind, None, "cs"))

    assert check_template(path, kind) == ()


@pytest.mark.parametrize(("kind", "name"), [("plan", "zlin"), ("monitoring", "ukazka")])
def test_the_document_of_tags_can_be_filled_in(kind: str, name: str) -> None:
    report = build_report(kind, sample_dossier(name))
    template = InputFile(name="fields.docx", content=field_document(kind, None, "cs"))
    text = "\n".join(
        untypeset(p.text)
        for p in docx.Document(io.BytesIO(render(report, "docx", template=template)[0].content)).paragraphs
    )

    assert report.title in text
    assert all(untypeset(part.title) in text for part in report.parts)


def test_the_lines_name_every_name_and_every_column() -> None:
    text = "\n".join(field_text("monitoring", None, "cs"))

    assert [name for name in NAMES if name not in text and name != "facts"] == []
    assert "{{ row.total }}" in text
    assert "název" in text


def test_a_dossier_gives_examples(tmp_path: Path) -> None:
    path = tmp_path / "zlin.json"
    from socplan.data import example

    path.write_bytes(example("zlin"))

    assert "(Statutární město Zlín)" in run("fields", "plan", path, "--locale", "en").stdout


def test_the_schema_knows_all_that_a_template_gets() -> None:
    report = build_report("plan", sample_dossier("zlin"))
    schema = field_schema("plan", None, "cs")["properties"]

    given = template_fields(report, "mark-", {"table", "is_long"})
    assert set(schema) == set(given) == set(NAMES)


def test_templates_may_name_tables_that_plans_in_good_order_do_not_have() -> None:
    keys = {kind: json.dumps(stored_keys(kind)) for kind in ("process", "activities")}

    assert all(f'"{key}"' in keys["process"] for key in ("overdue", "other_tasks", "finished"))
    assert '"undated"' in keys["activities"]


def test_the_schema_and_the_document_are_written(tmp_path: Path) -> None:
    assert json.loads(run("fields", "plan", "--json").stdout)["title"] == "plan"
    assert run("fields", "plan", "-o", tmp_path / "f.docx").exit_code == 0
    assert (tmp_path / "f.docx").exists()


def test_a_template_for_volumes_is_checked_against_all_kinds(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(package(paragraph("{{p part.plan }}") + paragraph("{{p part.measures }}")))

    result = run("check-template", path, "volume", "--json")

    assert [(each["code"], each["tag"]) for each in json.loads(result.stdout)] == [("no-key", "{{p part.measures }}")]


def test_the_records_of_another_dossier_are_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    rows = table(cell("{%tr for row in table.roster_moje.rows %}"), cell("{{ row.function }}"), cell("{%tr endfor %}"))
    path.write_bytes(package(rows))

    assert check_template(path, "organisation") == ()
    assert [each.code for each in check_template(path, "plan")] == ["no-key"]
