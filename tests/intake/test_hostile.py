"""Files and mappings that are broken or made to do harm give an error with their name, soon, and never a traceback."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from socplan import ReadError, UnknownGridSourceError, from_mapping, import_office_tables, to_mapping
from socplan.cli import main
from tests.intake.office import BASE, HEAD, READINGS, document

MAPPING = HEAD + "[[table]]" + READINGS
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def changed(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """An archive with changed members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, member in more.items():
            new.writestr(name.replace("__", "/"), member)
    return buffer.getvalue()


def body_of(change: Callable[[bytes], bytes]) -> bytes:
    good = document("Plnění", [["Číslo", "Stav", "Komentář"], ["1.1", "Splněno", ""]])
    return changed(good, lambda name, member: change(member) if name == "word/document.xml" else member)


DOCUMENTS = {
    "no archive": b"PK but no archive",
    "an empty file": b"",
    "an archive of something else": changed(document("x"), lambda _, member: b"<a/>" if member else b""),
    "a document type with entities": body_of(
        lambda member: member.replace(b"?>", b'?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>', 1)
    ),
    "not well-formed": body_of(lambda member: member[: len(member) // 2]),
    "a cell over a million columns": body_of(
        lambda member: member.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="999999999"/>', 1)
    ),
    "a row that begins a million columns to the right": body_of(
        lambda member: member.replace(b"<w:tr>", b'<w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>', 1)
    ),
    "a bomb": body_of(lambda member: member.replace(b"</w:body>", b" " * 300_000_000 + b"</w:body>")),
    "macros": changed(document("x"), lambda _, member: member, word__vbaProject__bin=b"").replace(
        b"vbaProject/bin", b"vbaProject.bin"
    ),
}
TABLES = {
    "bytes of a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "windows-1250 that nobody named": "Číslo;Stav;Komentář\n1.1;Splněno;žluťoučký\n".encode("windows-1250"),
    "a quote that is not closed": 'Číslo;Stav;Komentář\n1.1;Splněno;"nikdy'.encode(),
    "more columns than there are": (";" * 2_000 + "\n").encode(),
    "more rows than people fill in": b"a;b\n" * 250_000,
    "other heads": b"a;b\n1;2\n",
    "nothing": b"",
}
MAPPINGS = {
    "no TOML": "to = = 3",
    "not text": "socplan-map = 1\n\x00",
    "another version": "socplan-map = 2\n[[table]]",
    "nothing said": "socplan-map = 1\n",
    "an unknown key": "socplan-map = 1\n[[table]]\nshet = 1",
    "a table that no dossier has": 'socplan-map = 1\n[[table]]\n[[table.records]]\nto = "zprávy"\nset.a = "b"',
    "an attribute that no table has": 'socplan-map = 1\n[[table]]\n[[table.records]]\nto = "readings"\nset.stav = "b"',
    "two sources of one value": 'socplan-map = 1\n[[table]]\n[[table.records]]\nto = "readings"\nset.status = { head = "a", text = "b" }',
    "money without a unit": 'socplan-map = 1\n[[table]]\n[[table.records]]\nto = "readings"\nset.spent = "Kč"',
    "a wrong expression": MAPPING.replace("[[table]]", "[[table]]\nfacts.a = { text = 'x', match = '(' }"),
    "an encoding that nobody knows": 'encoding = "klingon"\n' + MAPPING,
    "deep": "socplan-map = 1\nplan = " + "[" * 5_000,
    "a range that is none": MAPPING.replace("[[table]]", '[[table]]\nrange = "vše"'),
    "a head that is no row": MAPPING.replace("[[table]]", '[[table]]\nhead = "Číslo"'),
    "a cell that is none": MAPPING.replace("[[table]]", "[[table]]\nfacts.a = { cell = '2B' }"),
}


def refused(folder: Path, name: str, content: bytes, mapping: str) -> None:
    """Both ways of bringing a file in refuse it: with an error of its own, and with status 2."""
    (folder / name).write_bytes(content)
    (folder / "map.toml").write_text(mapping, "utf-8")
    with pytest.raises((ReadError, UnknownGridSourceError)):
        import_office_tables(from_mapping(BASE), folder / "map.toml", [folder / name])
    (folder / "plan.json").write_bytes(b"")
    told = CliRunner().invoke(
        main, ["import", "--map", str(folder / "map.toml"), str(folder / name), "-o", str(folder / "out.json")]
    )
    assert told.exit_code == 2, told.output
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize("content", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_hostile_document_is_refused(content: bytes, tmp_path: Path) -> None:
    refused(tmp_path, "soubor.docx", content, MAPPING)


@pytest.mark.parametrize("content", TABLES.values(), ids=TABLES)
def test_a_broken_table_is_refused(content: bytes, tmp_path: Path) -> None:
    refused(tmp_path, "soubor.csv", content, MAPPING)


@pytest.mark.parametrize("mapping", MAPPINGS.values(), ids=MAPPINGS)
def test_a_mapping_that_says_what_it_cannot_is_refused(mapping: str, tmp_path: Path) -> None:
    refused(tmp_path, "soubor.csv", "Číslo;Stav;Komentář\n1.1;Splněno;\n".encode(), mapping)


@pytest.mark.parametrize(
    ("name", "remedy"), [("a.xls", ".xlsx"), ("a.ods", ".xlsx"), ("a.doc", ".docx"), ("a.xlsm", ".xlsx")]
)
def test_an_old_format_is_refused_with_what_to_save_it_as(name: str, remedy: str, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAPPING, "utf-8")
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(UnknownGridSourceError, match=rf"Save the file as \{remedy}"):
        import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / name])


def test_nothing_is_said_of_what_is_personal(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        HEAD
        + '[[table]]\n[[table.records]]\nto = "persons"\nset.id = "Zkratka"\nset.name = "Jméno"\nset.phone = "Telefon"\n',
        "utf-8",
    )
    (tmp_path / "a.csv").write_text("Zkratka;Jméno;Telefon\nan;Anna Tajná;777 888 999\nan;Anna Jiná;–\n", "utf-8")
    with pytest.raises(ReadError) as caught:
        import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / "a.csv"])
    for word in ("Tajná", "Jiná", "777"):
        assert word not in str(caught.value)
    (tmp_path / "a.csv").write_text("Zkratka;Jméno;Telefon\nan;Anna Tajná;777 888 999\n", "utf-8")
    intake = import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / "a.csv"])
    assert to_mapping(intake.dossier)["persons"] == [{"id": "an", "name": "Anna Tajná", "phone": "777 888 999"}]
    assert "Tajná" not in str(intake.steps)
