"""Whether somebody is a person or an organisation is known by what stands there, or asked; names make no identifiers."""

from pathlib import Path

import pytest

from socplan import from_mapping, propose_mapping
from socplan.intake.names import is_name_of_person
from tests.intake.office import BASE, HEAD
from tests.intake.running import dossier_of, faults_of

COMMENTS = (
    HEAD + '[[table]]\n[[table.records]]\nto = "comments"\nset.consultation = { text = "navrh" }\nset.text = "Text"\n'
)
MEMBERS = HEAD + '[[table]]\n[[table.records]]\nto = "members"\nset.group = "Skupina"\nset.organisation = "Zastupuje"\n'
SUBSIDIES = (
    HEAD + '[[table]]\n[[table.records]]\nto = "allocations"\nset.budget = { text = "mesto-2025" }\n'
    'set.organisation = { head = "Žadatel", find = ["name"], add = true }\nset.amount = { head = "Kč", unit = "Kč" }\n'
)
PROVIDERS = HEAD + '[[table]]\n[[table.records]]\nto = "organisations"\nset.name = "Název"\nset.ico = "IČO"\n'


@pytest.mark.parametrize(
    "name",
    [
        "Anna Nováková",
        "NOVÁK Jan",
        "Ing. Rada",
        "Malá Eva, DiS.",
        "J. Malý",
        "Jan z Lípy",
        "Nováková",
        "Karel Malý (Fokus)",
    ],
)
def test_a_name_is_known_by_its_form(name: str) -> None:
    assert is_name_of_person(name) is True


@pytest.mark.parametrize(
    "name",
    [
        "Člověk v tísni",
        "Diakonie",
        "Charita Vzorov",
        "Domov Lípa",
        "Slezská diakonie",
        "Naděje, z. s.",
        "Společně o.p.s.",
        "Pomoc s.r.o.",
        "Lípa, z.ú.",
        "Kotva, p. o.",
        "DPS Lipová",
        "občané Horní Lhoty",
        "1. máj",
    ],
)
def test_what_no_name_is_written_like_is_no_person(name: str) -> None:
    assert is_name_of_person(name) is False


@pytest.mark.parametrize("name", ["Naděje", "Fokus Vysočina", "Elim", "ROSKA", "Novák", "Slezská Harta"])
def test_what_may_be_a_name_and_something_else_is_neither(name: str) -> None:
    assert is_name_of_person(name) is None


def test_an_author_of_whom_it_cannot_be_told_is_asked_about_and_not_quoted(tmp_path: Path) -> None:
    text = "Autor;Text\nAnna Nováková;a\nNaděje;b\nČlověk v tísni;c\n"
    found = faults_of(tmp_path, text, COMMENTS + 'set.author = "Autor"\n')
    assert list(found) == ["A3", "A4"]
    assert found["A3"].startswith("nelze poznat, zda tu stojí jméno osoby, nebo název organizace; organizaci v mapě")
    assert 'words = { "…" = "" }' in found["A3"]
    assert "Naděje" not in str(found)


def test_the_kind_of_an_author_says_who_it_is(tmp_path: Path) -> None:
    mapping = COMMENTS + 'set.author = "Autor"\nset.author_kind = "Typ"\n'
    (comment,) = dossier_of(tmp_path, "Typ;Autor;Text\nuser;Naděje;a\n", mapping).comments
    assert comment.author == "Naděje"
    assert list(faults_of(tmp_path, "Typ;Autor;Text\norganisation;Naděje;a\n", mapping)) == ["B2"]
    words = COMMENTS + 'set.author = { head = "Autor", words = { "Naděje" = "" } }\n'
    words += 'set.organisation = { head = "Autor", words = { "Naděje" = "Naděje" }, others = "" }\n'
    (comment,) = dossier_of(tmp_path, "Autor;Text\nNaděje;a\n", words).comments
    assert (comment.author, comment.organisation) == (None, "Naděje")


def test_a_person_in_a_column_of_organisations_is_asked_about_and_not_quoted(tmp_path: Path) -> None:
    found = faults_of(tmp_path, "Skupina;Zastupuje\nSenioři;Naděje\nSenioři;Anna Nováková\n", MEMBERS)
    assert list(found) == ["B3"]
    assert "Nováková" not in str(found)


def test_no_identifier_is_made_of_the_name_of_an_applicant(tmp_path: Path) -> None:
    found = faults_of(tmp_path, "Žadatel;Kč\nNaděje;5\nMgr. Jan Novák;6\n", SUBSIDIES)
    assert list(found) == ["A3"]
    assert "identifikátory se z nich nedělají" in found["A3"]
    assert "Novák" not in str(found)
    without = SUBSIDIES.replace(", add = true", "")
    assert "Novák" not in str(faults_of(tmp_path, "Žadatel;Kč\nMgr. Jan Novák;6\n", without))


def test_a_business_is_known_by_its_number(tmp_path: Path) -> None:
    _, business = dossier_of(tmp_path, "Název;IČO\nJan Novák;25596641\n", PROVIDERS).organisations
    assert (business.id, business.name) == ("organisations-25596641", "Jan Novák")
    assert list(faults_of(tmp_path, "Název;IČO\nJan Novák;\n", PROVIDERS)) == ["A2"]


def test_a_proposal_names_the_cells_of_whom_it_cannot_tell_and_no_person(tmp_path: Path) -> None:
    lines = ["Č.;Autor;Text připomínky", "1;Anna Nováková;a", "2;Elim;b", "3;Člověk v tísni;c"]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    text = propose_mapping([tmp_path / "a.csv"], dossier=from_mapping(BASE))
    assert "nelze poznat, zda jde o osobu: B3" in text
    assert "Nováková" not in text
    assert "Elim" not in text
    assert 'set.organisation = { head = "Autor", words = { "Člověk v tísni" = "Člověk v tísni" }, others = "" }' in text


def test_the_number_of_an_applicant_is_not_filled_down_to_another(tmp_path: Path) -> None:
    mapping = PROVIDERS.replace("[[table.records]]", 'fill = ["Název", "IČO"]\n[[table.records]]')
    text = "Název;IČO;Účel\nCharita;25596641;a\n;;b\nFokus Vysočina;;c\n"
    assert [each.ico for each in dossier_of(tmp_path, text, mapping).organisations[1:]] == ["25596641", None]
