"""What is wrong in a mapping is told in the language asked for, at the line where it was typed, all in one run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from socplan import ReadError, from_mapping, import_office_tables
from socplan.cli import main
from tests.intake.office import BASE, HEAD

#: Mistakes as people make them, each on a line of its own, with what is told of it in Czech.
WRONG = """socplan-map = 1
kodovani = "windows-1250"        #> 2, kodovani: takový klíč tu mapa nezná.

[words]
"–" = 5                          #> 5, [words] –: „5“ tu nemůže stát; napište text v uvozovkách

[[table]]
shet = "Plnění"                  #> 8, [[table]] shet: takový klíč tu mapa nezná. Nemá to být „sheet“?
range = "vše"                    #> 9, [[table]] range: „vše“ není oblast buněk; napište třeba A4:F60
head = "Číslo"                   #> 10, [[table]] head: „Číslo“ nejsou čísla řádků pod sebou; napište třeba 4
skip = { a = "Celkem" }          #> 11, [[table]] skip: „{'a': 'Celkem'}“ tu nemůže stát; napište text, nebo několik
fill_right = "ano"               #> 12, [[table]] fill_right: „ano“ tu nemůže stát; napište true (ano) nebo false (ne)
until = "konec"                  #> 13, [[table]] until: „konec“ tu nemůže stát. Na výběr: empty
facts.rok = { cell = "2B" }      #> 14, [[table]] facts.rok.cell: „2B“ není buňka; napište třeba B2
facts.den = { text = "?" }       #> 15, [[table]] facts.den.text: místo otazníku doplňte, co je míněno
facts.nic = {}                   #> 16, [[table]] facts.nic: řekněte právě jedním způsobem, odkud hodnota je: cell, beside, name, above, text
[[table.records]]
to = "redings"                   #> 18, [[table.records]] redings to: tabulku „redings“ spis nemá. Nemá to být „readings“?
set.status = "Stav"
[[table.records]]
to = "readings"
wins = "soubor"                  #> 22, [[table.records]] readings wins: „soubor“ tu nemůže stát. Na výběr: file, dossier
set.stats = "Stav"               #> 23, [[table.records]] readings set.stats: „stats“ v tabulce „Zprávy o opatřeních“ není. Nemá to být „status“?
set.round = { fact = "roky" }    #> 24, [[table.records]] readings set.round.fact: údaj „roky“ tabulka nemá (facts). Nemá to být „rok“?
set.status = { head = "Stav", wrods = {} }  #> 25, [[table.records]] readings set.status.wrods: takový klíč tu mapa nezná. Nemá to být „words“?
set.measure = { head = "Č.", find = ["kod"], match = '(a+)+' }  #> 26, [[table.records]] readings set.measure.match: „(a+)+“ opakuje skupinu
set.spent = { head = "Čerpáno", zero = "ano" }  #> 27, [[table.records]] readings set.spent.unit: chybí; řekněte, v čem jsou částky
set.comment = { head = "A", text = "B", others = 3 }  #> 28, [[table.records]] readings set.comment.others: „3“ tu nemůže stát; napište text v uvozovkách
set.reported = { head = "Dne", find = ["id"], split = "" }  #> 29, [[table.records]] readings set.reported: „reported“ na nic neodkazuje
[table.records.set.reported_by]
each = "buňka"                   #> 31, [[table.records]] readings set.reported_by.each: „buňka“ tu nemůže stát. Na výběr: head, cell
"""
#: Further mistakes of lines that have one above.
MORE = (
    "26, [[table.records]] readings set.measure.find.kod: „kod“ v tabulce „Opatření“ není. Má: id, code,",
    "27, [[table.records]] readings set.spent.zero: „ano“ tu nemůže stát. Na výběr: known, unknown",
    "29, [[table.records]] readings set.reported.split: prázdný text nic nerozdělí",
    "31, [[table.records]] readings set.reported_by.each: záznamy nemají sloupce, z nichž by každý dával záznam",
)


def told(folder: Path, mapping: str, locale: str = "cs") -> list[str]:
    (folder / "mapa.toml").write_text(mapping, "utf-8")
    (folder / "a.csv").write_text("Číslo;Stav\n1.1;Splněno\n", "utf-8")
    with pytest.raises(ReadError) as caught:
        import_office_tables(from_mapping(BASE), folder / "mapa.toml", [folder / "a.csv"], locale=locale)
    return [line.removeprefix(f"{folder / 'mapa.toml'}: ") for line in caught.value.lines()]


def test_every_mistake_of_a_mapping_is_told_in_one_run_at_its_line(tmp_path: Path) -> None:
    wanted = [line.partition("#> ")[2] for line in WRONG.splitlines() if "#> " in line] + list(MORE)
    lines = told(tmp_path, WRONG)
    for each in wanted:
        assert any(line.startswith(f"řádek {each}") for line in lines), (each, lines)
    assert len(lines) == len(wanted), lines
    numbers = [int(line.removeprefix("řádek ").partition(",")[0]) for line in lines]
    assert numbers == sorted(numbers)


def test_a_mapping_at_fault_is_told_in_english_to_those_who_ask_for_it(tmp_path: Path) -> None:
    (line,) = told(tmp_path, HEAD + '[[table]]\nshet = "a"\n[[table.records]]\nto = "goals"\nset.title = "Cíl"\n', "en")
    assert line.startswith('line 3, [[table]] shet: a mapping has no such key here. Did you mean "sheet"? Known: file,')


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("socplan-map = 1\nto = = 3", "řádek 2: „to = = 3“ není zápis TOML; zkontrolujte"),
        ('socplan-map = 1\n\na = "b\n', 'řádek 3: „a = "b“: text nekončí na témž řádku; doplňte uvozovky'),
        ('socplan-map = 1\na = "^\\d"\n', 'řádek 2: „a = "^\\d"“: zpětné lomítko; dejte text do apostrofů'),
        ("socplan-map = 1\n[words]\na = '1'\na = '2'\n", "řádek 4: „a = '2'“: totéž je v mapě řečeno už jednou"),
        ("socplan-map = 2\n[[table]]\n[[table.records]]\nto='goals'\nset.title='a'", "řádek 1, socplan-map: verzi 2"),
        ("[[table]]\n[[table.records]]\nto='goals'\nset.title='a'", "řádek 1, socplan-map: tento klíč chybí"),
        (
            "socplan-map = 1\n[[table]]\n[[table.records]]\nset.title='a'",
            "řádek 3, [[table.records]] to: tento klíč chybí",
        ),
        (
            "socplan-map = 1\n[table]\nhead = 1",
            "řádek 2, table: „{'head': ['1']}“ tu nemůže stát; nadpis části má dvojité",
        ),
        ("socplan-map = 1\nplan = " + "[" * 5_000, "řádek 1: závorky jsou v mapě vnořeny příliš hluboko"),
    ],
)
def test_one_mistake_alone_is_told(mapping: str, message: str, tmp_path: Path) -> None:
    (line,) = told(tmp_path, mapping)
    assert line.startswith(message), line


def test_a_mapping_that_is_no_utf8_is_told_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "mapa.toml").write_bytes("socplan-map = 1\n# žluťoučký\n".encode("windows-1250"))
    with pytest.raises(ReadError, match="řádek 2: mapa není v kódování UTF-8"):
        import_office_tables(None, tmp_path / "mapa.toml", [])


def test_the_plan_of_a_mapping_is_read_as_cells_are_and_its_mistakes_told(tmp_path: Path) -> None:
    rest = '\n[[table]]\n[[table.records]]\nto = "statuses"\nset.name = "Stav"\nset.meaning = { text = "done" }\nset.fulfilled = { text = "ano" }\n'
    plan = 'socplan-map = 1\n[plan]\ntitle = "Plán"\nautority = "Obec"\n'
    (tmp_path / "a.csv").write_text("Číslo;Stav\n1.1;Splněno\n", "utf-8")
    (tmp_path / "mapa.toml").write_text(plan + rest, "utf-8")
    with pytest.raises(ReadError, match=r"řádek 4, \[plan\] autority: takový klíč .* Nemá to být „authority“"):
        import_office_tables(None, tmp_path / "mapa.toml", [tmp_path / "a.csv"])
    (tmp_path / "mapa.toml").write_text(
        plan.replace("autority", "authority") + 'period = "31. 4. 2024"\n' + rest, "utf-8"
    )
    with pytest.raises(ReadError, match=r"řádek 5, \[plan\] period: „31. 4. 2024“: takový den není"):
        import_office_tables(None, tmp_path / "mapa.toml", [tmp_path / "a.csv"])
    (tmp_path / "mapa.toml").write_text(
        plan.replace("autority", "authority") + 'period = "2024–2027"\n' + rest, "utf-8"
    )
    made = import_office_tables(None, tmp_path / "mapa.toml", [tmp_path / "a.csv"]).dossier
    assert (str(made.plan.period.start), made.plan.authority) == ("2024", "Obec")


def test_a_text_of_a_mapping_that_cannot_be_read_is_told_once_at_its_line(tmp_path: Path) -> None:
    values = 'set.budget = { text = "mesto-2029" }\nset.purpose = "Stav"\nset.amount = { text = "moc" }\n'
    lines = told(tmp_path, HEAD + '[[table]]\n[[table.records]]\nto = "allocations"\n' + values)
    assert [line.partition(":")[0] for line in lines] == [
        "řádek 5, [[table.records]] allocations set.budget.text",
        "řádek 7, [[table.records]] allocations set.amount.text",
    ]


def test_a_sheet_that_is_not_there_is_told_of_the_mapping_and_not_of_the_file(tmp_path: Path) -> None:
    lines = told(tmp_path, HEAD + '[[table]]\nsheet = "List 7"\n[[table.records]]\nto = "goals"\nset.title = "Cíl"\n')
    assert lines[0].startswith("řádek 3, [[table]] sheet: žádný list ani tabulka se nejmenuje „List 7“")


def test_the_command_ends_with_2_and_czech_words(tmp_path: Path) -> None:
    (tmp_path / "mapa.toml").write_text("socplan-map = 1\n", "utf-8")
    (tmp_path / "a.csv").write_text("a;b\n", "utf-8")
    done = CliRunner().invoke(main, ["import", "--map", str(tmp_path / "mapa.toml"), str(tmp_path / "a.csv")])
    assert (done.exit_code, done.stderr.partition(": ")[2]) == (
        2,
        "řádek 1, table: chybí; mapa musí aspoň u jedné tabulky říct, co z ní bude: [[table]]\n",
    )
