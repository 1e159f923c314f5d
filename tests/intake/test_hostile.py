"""Files and mappings that are broken or made to do harm give an error with their name, soon, and never a traceback."""

from __future__ import annotations

import io
import json
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from socplan import ReadError, from_mapping, import_office_tables, propose_mapping, to_mapping
from tests.intake.office import BASE, HEAD, READINGS, document

MAPPING = HEAD + "[[table]]" + READINGS
_MOST_SECONDS = 20
_MOST_MEMORY = 10**9
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
    "an expression that never ends": MAPPING.replace(
        "[[table]]", f"[[table]]\nfacts.a = {{ text = '{'a' * 60}b', match = '(a+)+$' }}"
    ),
    "an expression too heavy for its text": MAPPING.replace(
        "[[table]]", f"[[table]]\nfacts.a = {{ text = '{'a' * 2_000}', match = 'a*a*a*a*b' }}"
    ),
    "an encoding that nobody knows": 'encoding = "klingon"\n' + MAPPING,
    "deep": "socplan-map = 1\nplan = " + "[" * 5_000,
    "a range that is none": MAPPING.replace("[[table]]", '[[table]]\nrange = "vše"'),
    "a head that is no row": MAPPING.replace("[[table]]", '[[table]]\nhead = "Číslo"'),
    "a cell that is none": MAPPING.replace("[[table]]", "[[table]]\nfacts.a = { cell = '2B' }"),
}


def within_limits() -> None:
    """What the process of a hostile file may use."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))


def refused(folder: Path, name: str, content: bytes, mapping: str, place: str | None = None) -> None:
    """A file is refused with status 2 and a line with its name and the place in it, within the time and the memory of the promise."""
    (folder / name).write_bytes(content)
    (folder / "map.toml").write_text(mapping, "utf-8")
    (folder / "plan.json").write_text(json.dumps(BASE), "utf-8")
    command = ["import", "--map", "map.toml", "--into", "plan.json", name, "-o", "out.json"]
    told = subprocess.run(
        [sys.executable, "-m", "socplan", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=_MOST_SECONDS,
        check=False,
        preexec_fn=within_limits,
    )
    assert told.returncode == 2, told.stderr
    assert "Traceback" not in told.stderr
    assert re.search(place or re.escape(name), told.stderr), told.stderr
    assert not (folder / "out.json").exists()


#: Where in the file the fault is, for those that have a place.
PLACES = {
    "no archive": "soubor.docx: soubor: poškozené",
    "an archive of something else": "soubor.docx: soubor: není čitelný dokument Wordu",
    "a document type with entities": "soubor.docx: word/document.xml: tato část má deklaraci",
    "not well-formed": "soubor.docx: soubor: není čitelný dokument Wordu",
    "a cell over a million columns": "soubor.docx: tabulka 1, řádek 1: tabulka je větší",
    "a row that begins a million columns to the right": "soubor.docx: tabulka 1, řádek 1",
    "a bomb": "soubor.docx: word/document.xml",
    "macros": "soubor.docx: soubor: jsou v něm makra",
    "windows-1250 that nobody named": "soubor.csv: soubor: není v kódování UTF-8",
    "a quote that is not closed": "soubor.csv: řádek 2: není CSV",
    "more columns than there are": "soubor.csv: řádek 1: tabulka je větší",
    "more rows than people fill in": "soubor.csv: řádek 200001: tabulka je větší",
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_is_refused(name: str, tmp_path: Path) -> None:
    refused(tmp_path, "soubor.docx", DOCUMENTS[name], MAPPING, PLACES.get(name))


@pytest.mark.parametrize("name", TABLES)
def test_a_broken_table_is_refused(name: str, tmp_path: Path) -> None:
    refused(tmp_path, "soubor.csv", TABLES[name], MAPPING, PLACES.get(name))


@pytest.mark.parametrize("mapping", MAPPINGS.values(), ids=MAPPINGS)
def test_a_mapping_that_says_what_it_cannot_is_refused(mapping: str, tmp_path: Path) -> None:
    # A mapping is at fault itself, or at the file that it does not fit.
    refused(
        tmp_path,
        "soubor.csv",
        "Číslo;Stav;Komentář\n1.1;Splněno;\n".encode(),
        mapping,
        r"map\.toml: řádek [0-9]+|soubor\.csv: (A1|soubor)",
    )


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.xls", "tabulky v souborech „.xls“ se nečtou; uložte soubor jako .xlsx"),
        ("a.ods", "tabulky v souborech „.ods“ se nečtou; uložte soubor jako .xlsx"),
        ("A.DOC", "tabulky v souborech „.doc“ se nečtou; uložte soubor jako .docx"),
        ("a.xlsm", "tabulky v souborech „.xlsm“ se nečtou; uložte soubor jako .xlsx"),
        ("a.pdf", "tabulky v souborech „.pdf“ se nečtou; čtou se .csv, .docx"),
        ("tabulka", "jméno souboru nemá příponu, podle níž by se poznalo, co v něm je; čtou se .csv, .docx"),
    ],
)
def test_a_file_that_nothing_reads_is_refused_with_what_to_do(name: str, remedy: str, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAPPING, "utf-8")
    (tmp_path / "b.csv").write_bytes(b"\xff")
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ReadError) as caught:
        import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / name, tmp_path / "b.csv"])
    first, second = caught.value.faults
    assert (first.file, first.place) == (str(tmp_path / name), "soubor")
    assert first.message.startswith(remedy)
    assert second.file == str(tmp_path / "b.csv")


def test_a_file_that_nothing_reads_is_refused_in_the_language_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"x")
    with pytest.raises(ReadError, match=r'file: tables in "\.xls" files are not read; save the file as \.xlsx'):
        propose_mapping([tmp_path / "a.xls"], locale="en")


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


def test_a_cell_with_another_table_in_it_is_named_and_loses_nothing_unsaid(tmp_path: Path) -> None:
    made = docx.Document(io.BytesIO(document("Plnění", [["Číslo", "Stav", "Komentář"], ["1.1", "Splněno", "viz"]])))
    made.tables[0].cell(1, 2).add_table(1, 1).cell(0, 0).text = "14 osob"
    made.save(str(tmp_path / "a.docx"))
    (tmp_path / "map.toml").write_text(MAPPING, "utf-8")
    with pytest.raises(ReadError, match="tabulka 1, řádek 2, sloupec 3: v buňce je další tabulka") as caught:
        import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / "a.docx"])
    assert len(caught.value.faults) == 1
