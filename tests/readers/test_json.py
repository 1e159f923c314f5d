"""The JSON dossier: what is no dossier is refused whole, every fault of it at its place, and nothing is coerced."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from tests.building import dossier, goal, measure

from socplan import Dossier
from socplan.errors import ReadError
from socplan.model import PartialDate, Period
from socplan.readers.json import dumps, loads
from socplan.testing import sample_dossiers

PLAN = {"title": "Plán", "authority": "Město"}
#: One good record of each table that the tests spoil.
GOOD: dict[str, dict[str, Any]] = {
    "levels": {"id": "l", "order": 1, "name": "cíl"},
    "groups": {"id": "s", "name": "Skupina"},
    "goals": {"id": "c", "title": "Cíl"},
    "measures": {"id": "o", "title": "Opatření", "goal": "c"},
    "statuses": {"id": "n", "name": "Naplněno", "meaning": "done", "fulfilled": True},
    "rounds": {"id": "r", "period": {}},
    "tallies": {"round": "r"},
    "published": {"subject": "goals", "value": "1"},
}


def read(content: str | bytes) -> Dossier:
    return loads("plan.json", {"plan.json": content.encode() if isinstance(content, str) else content})


def faults(content: str | bytes) -> list[tuple[str, str]]:
    """The places and the messages of what is wrong."""
    with pytest.raises(ReadError) as caught:
        read(content)
    assert caught.value.source == "plan.json"
    return [(fault.place, fault.message) for fault in caught.value.faults]


def fault(content: str | bytes) -> str:
    """The only thing that is wrong, with its place."""
    (found,) = faults(content)
    return ": ".join(found)


def file(**values: Any) -> str:
    """A dossier file of these values, odd characters as escapes; a value of None takes its key away."""
    data = {"socplan": "1", "plan": PLAN, **values}
    return json.dumps({key: value for key, value in data.items() if value is not None})


def titled(title: str) -> str:
    """A dossier file with the title as it stands in JSON, quotes and all."""
    return f'{{"socplan": "1", "plan": {{"title": {title}, "authority": "Město"}}}}'


def with_value(table: str, attribute: str, value: object) -> str:
    return file(**{table: [{**GOOD[table], attribute: value}]})


def test_the_records_that_the_tests_spoil_are_good() -> None:
    made = read(file(**{table: [record] for table, record in GOOD.items()}))
    assert all(len(made.table(table)) == 1 for table in GOOD)


# Writing and reading


@pytest.mark.parametrize("sample", sample_dossiers(), ids=lambda sample: sample.plan.authority)
def test_a_sample_dossier_comes_back_equal(sample: Dossier) -> None:
    assert loads("plan.json", dumps(sample)) == sample


def test_a_dossier_is_written_for_people_to_read() -> None:
    (content,) = dumps(dossier(statuses=(), rounds=())).values()
    assert content.decode("utf-8").splitlines()[:5] == [
        "{",
        '  "socplan": "1",',
        '  "plan": {',
        '    "title": "Plán",',
        '    "authority": "Město",',
    ]
    assert content.endswith(b"}\n")


def test_money_is_written_with_every_place_it_has() -> None:
    made = dossier(goals=(goal("c"),), measures=(measure("o", "c", cost=Decimal("1234.50")),))
    (content,) = dumps(made).values()
    assert json.loads(content)["measures"][0]["cost"] == "1234.50"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("2009", PartialDate(2009)), ("2009-06", PartialDate(2009, 6)), ("2008-02-29", PartialDate(2008, 2, 29))],
)
def test_a_date_is_as_precise_as_its_source(text: str, wanted: PartialDate) -> None:
    assert read(with_value("rounds", "surveyed", text)).rounds[0].surveyed == wanted


def test_an_end_of_a_period_may_be_left_out() -> None:
    made = read(with_value("rounds", "period", {"start": "2009"}))
    assert made.rounds[0].period == Period(start=PartialDate(2009))


@pytest.mark.parametrize(
    ("table", "attribute"),
    [
        ("goals", "text"),
        ("goals", "parent"),
        ("goals", "order"),
        ("measures", "cost"),
        ("rounds", "surveyed"),
        ("tallies", "count"),
    ],
)
def test_null_is_not_known(table: str, attribute: str) -> None:
    assert read(with_value(table, attribute, None)) == read(file(**{table: [GOOD[table]]}))


@pytest.mark.parametrize(
    "text",
    [
        " na krajích ",
        "řádek\ndruhý\třádek",
        "\x7f \x85 \u2028 \xa0",
        "e\u0301 \u200d\u200f \U0001f468\u200d\U0001f469",
        "{{ title }} {% x %}",
        "<&>]]>",
        "=1+1",
        "5",
        "null",
    ],
)
def test_a_text_is_kept_as_it_is(text: str) -> None:
    assert read(titled(json.dumps(text))).plan.title == text


@pytest.mark.parametrize("number", [0, -1, 999_999_999_999_999_999, -999_999_999_999_999_999])
def test_a_whole_number_of_18_digits_is_kept(number: int) -> None:
    assert read(with_value("levels", "order", number)).levels[0].order == number


@pytest.mark.parametrize("number", ["0", "-0.5", "1234.50", "999999999999999999.999999999"])
def test_a_decimal_number_is_kept_exactly(number: str) -> None:
    assert str(read(with_value("published", "value", number)).published[0].value) == number


# Files that are no JSON


@pytest.mark.parametrize("content", ["", " \n", "\ufeff"])
def test_an_empty_file_is_refused(content: str) -> None:
    assert "no JSON" in fault(content)


def test_a_mistake_in_the_syntax_is_named_by_line_and_column() -> None:
    assert fault('{\n  "socplan": "1",\n  "plan" {}\n}').startswith("line 3, column 10: no JSON")


@pytest.mark.parametrize("content", ['{"socplan": "1"', file() + "{}", file()[:-1] + ",}", "{'socplan': '1'}", "plán"])
def test_what_is_not_quite_json_is_refused(content: str) -> None:
    assert "no JSON" in fault(content)


@pytest.mark.parametrize("content", ["[]", '"plán"', "5", "true", "null", "1.5", "NaN", "[1.5]"])
def test_what_is_no_object_is_refused_and_shown(content: str) -> None:
    found = dict(faults(content))
    assert "is not an object" in found["$"]
    assert "socplan" not in found["$"]


def test_a_byte_order_mark_is_taken_off() -> None:
    assert read("\ufeff" + file()) == read(file())


@pytest.mark.parametrize("title", ["Žluťoučký kůň", "§ 95 zákona", "Děti…", "5\xa0000 Kč", "„K centrum“ – 2"])
def test_windows_1250_is_refused_by_its_name(title: str) -> None:
    content = f'{{"socplan": "1", "plan": {{"title": "{title}"}}}}'.encode("windows-1250")
    assert "windows-1250" in fault(content)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_by_its_name(encoding: str) -> None:
    assert "UTF-16" in fault(titled('"Plán"').encode(encoding))


def test_bytes_of_no_known_encoding_are_refused_with_the_first_bad_one() -> None:
    content = titled('"Plán"').encode().replace("á".encode(), b"\xc3(")
    assert fault(content) == f"file: not UTF-8: byte {content.index(0xC3) + 1} is 0xC3"


def test_a_surrogate_in_raw_bytes_is_refused() -> None:
    content = titled('"aXb"').encode().replace(b"X", b"\xed\xa0\x80")
    assert f"not UTF-8: byte {content.index(0xED) + 1} is 0xED" in fault(content)


@pytest.mark.parametrize("opening", ["[", '{"a": '])
def test_what_is_nested_very_deeply_is_refused(opening: str) -> None:
    assert fault(opening * 100_000) == "file: nested too deeply to be a dossier"


@pytest.mark.parametrize("start", ["", '{"socplan": "1", "plan": ', '{"socplan": "1", "goals": [{"id": '])
@pytest.mark.parametrize("opening", ["[", '{"a": '])
def test_no_depth_of_nesting_ends_in_anything_but_a_refusal(start: str, opening: str) -> None:
    closing = {"[": "]", "{": "}"}
    for depth in (*range(800, 1_010), 2_000, 5_000, 20_000):
        whole = start + opening * depth
        ends = "".join(closing[character] for character in reversed(whole) if character in closing)
        assert faults(f"{whole}1{ends}")


# Versions


@pytest.mark.parametrize("version", ["2", "1.0", "", 1, True, ["1"]])
def test_another_version_is_refused_and_shown(version: object) -> None:
    assert fault(file(socplan=version)) == f'$.socplan: {version!r}; this socplan reads format version "1"'


def test_a_missing_version_is_refused() -> None:
    assert fault(file(socplan=None)) == '$.socplan: missing; this socplan reads format version "1"'


@pytest.mark.parametrize("version", ["1.0", "NaN", "1e400", "1" * 30])
def test_a_version_that_is_an_odd_number_is_shown_as_it_stands(version: str) -> None:
    found = faults(f'{{"socplan": {version}, "plan": {{"title": "Plán", "authority": "Město"}}}}')
    assert {place for place, _ in found} == {"$.socplan"}
    assert all(version in message for _, message in found)


# Keys


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"socplan": "1", "socplan": "1", "plan": {"title": "a", "authority": "b"}}', "$.socplan"),
        ('{"socplan": "1", "plan": {"title": "a", "authority": "b", "title": "c"}}', "$.plan.title"),
        ('{"socplan": "1", "plan": {"title": "a", "authority": "b"}, "goals": [], "goals": []}', "$.goals"),
        (
            file(goals=[GOOD["goals"], "HERE"]).replace('"HERE"', '{"id": "d", "title": "x", "id": "d"}'),
            "$.goals[1].id",
        ),
    ],
)
def test_a_key_that_stands_twice_is_refused_at_its_place(content: str, place: str) -> None:
    assert fault(content) == f"{place}: this key stands twice in one object"


def test_a_key_that_stands_twice_does_not_hide_what_is_wrong_with_its_value() -> None:
    found = faults('{"socplan": "1", "plan": {"title": "a", "title": 5, "authority": "b"}}')
    assert [place for place, _ in found] == ["$.plan.title", "$.plan.title"]
    assert any("5 is not a text" in message for _, message in found)


@pytest.mark.parametrize(
    ("content", "place", "known"),
    [
        (file(cile=[]), "$.cile", "plan, levels, parts, territories"),
        (file(plan={**PLAN, "autor": "x"}), "$.plan.autor", "title, authority, scope"),
        (with_value("goals", "nazev", "x"), "$.goals[0].nazev", "id, code, title, text, parent"),
        (with_value("rounds", "period", {"od": "2009"}), "$.rounds[0].period.od", "start, end"),
        (with_value("goals", "Title", "x"), "$.goals[0].Title", "id, code, title"),
        (with_value("goals", "", "x"), '$.goals[0][""]', "id, code, title"),
    ],
)
def test_an_unknown_key_is_refused_with_the_known_ones(content: str, place: str, known: str) -> None:
    assert fault(content).startswith(f"{place}: unknown key; known here: {known}")


@pytest.mark.parametrize("key", ["a\nb", "a\x1b[31m", "a\ud800", "a\u2028b"])
def test_an_odd_key_is_named_on_one_line_without_control_characters(key: str) -> None:
    assert all(part.isprintable() for found in faults(file(**{key: 1})) for part in found)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"socplan": "1"}', "$.plan"),
        (file(plan={"title": "a"}), "$.plan.authority"),
        (file(goals=[{"id": "c"}]), "$.goals[0].title"),
        (file(measures=[GOOD["measures"], {"id": "p", "title": "x"}]), "$.measures[1].goal"),
        (file(statuses=[{"id": "n", "name": "x", "meaning": "done"}]), "$.statuses[0].fulfilled"),
        (file(published=[{"subject": "goals"}]), "$.published[0].value"),
    ],
)
def test_a_missing_key_is_refused_at_its_place(content: str, place: str) -> None:
    assert fault(content) == f"{place}: missing"


# Values


@pytest.mark.parametrize(
    ("table", "attribute", "values"),
    [
        ("goals", "title", [5, True, ["a"], {"a": "b"}, "", " \n"]),
        ("goals", "text", [5, False, [], ""]),
        ("goals", "id", [5, True, "", "1.1", "č", "a b", "a\n", " a", "_a"]),
        ("goals", "parent", [5, "", "1.1"]),
        ("levels", "order", ["5", True, False, 1.0, 1.5, "", []]),
        ("goals", "order", ["5", True, 1.0, {}]),
        ("tallies", "count", ["5", -1, True, 1.0]),
        ("goals", "shared", ["true", "ano", "", 1, 0, []]),
        ("statuses", "fulfilled", ["false", "ne", 0, 1]),
        ("published", "value", [5, 5.5, True, "5,0", "1 000", "1e3", "NaN", "Infinity", "٤٧", " 5", "5.", ".5", "+5"]),
        ("published", "value", ["007", "1_000", "-", "", "47 %", "5\n", "1234567890123456789", "0.1234567890"]),
        ("measures", "cost", [780000, 780000.0, "780000,00", "780 000"]),
        ("rounds", "surveyed", [2009, "2009-6", "2009-13", "2009-00", "2009-02-30", "0999", "14. 6. 2009", "6/2009"]),
        ("rounds", "surveyed", ["20050518", "2005-W20-3", "2009-06-14T00:00", "", "2009\n", "٢٠٠٩", True, ["2009"]]),
        ("groups", "kind", ["WORKING", "Working", "pracovní", 1, True, ["working"]]),
        ("rounds", "period", ["2009", 2009, [], ["2009", "2010"]]),
        ("published", "subject", ["cile", 1, {}]),
    ],
)
def test_a_value_of_a_wrong_type_or_form_is_refused_at_its_place_and_shown(
    table: str, attribute: str, values: list[object]
) -> None:
    for value in values:
        ((place, message),) = faults(with_value(table, attribute, value))
        assert place == f"$.{table}[0].{attribute}"
        assert (repr(value) if isinstance(value, str) else str(value)) in message


@pytest.mark.parametrize(
    ("table", "attribute"),
    [
        ("goals", "title"),
        ("goals", "id"),
        ("levels", "order"),
        ("statuses", "fulfilled"),
        ("published", "value"),
        ("groups", "kind"),
    ],
)
def test_null_is_refused_where_a_value_has_to_be(table: str, attribute: str) -> None:
    assert fault(with_value(table, attribute, None)).startswith(f"$.{table}[0].{attribute}: ")


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"plan": []}, "$.plan"),
        ({"plan": "Plán"}, "$.plan"),
        ({"goals": {"c": GOOD["goals"]}}, "$.goals"),
        ({"goals": "c"}, "$.goals"),
        ({"goals": [GOOD["goals"], "c"]}, "$.goals[1]"),
        ({"goals": [[]]}, "$.goals[0]"),
    ],
)
def test_a_list_or_an_object_in_a_wrong_place_is_refused(values: dict[str, Any], place: str) -> None:
    assert fault(file(**values)).startswith(f"{place}: ")


def test_null_is_no_plan_and_no_list() -> None:
    assert [place for place, _ in faults('{"socplan": "1", "plan": null, "goals": null}')] == ["$.plan", "$.goals"]


def test_an_identifier_has_at_most_80_characters() -> None:
    assert read(with_value("goals", "id", "a" * 80)).goals[0].id == "a" * 80
    assert fault(with_value("goals", "id", "a" * 81)).startswith("$.goals[0].id: 'aaaa")


@pytest.mark.parametrize(
    "literal", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1.0", "0.1", "1E5", "1" * 5_000]
)
@pytest.mark.parametrize(("table", "attribute"), [("levels", "order"), ("published", "value"), ("goals", "title")])
def test_a_number_that_is_not_exact_is_refused_once_at_its_place_and_shown(
    table: str, attribute: str, literal: str
) -> None:
    content = with_value(table, attribute, "HERE").replace('"HERE"', literal)
    assert fault(content).startswith(f"$.{table}[0].{attribute}: {literal[:40]}")


@pytest.mark.parametrize("content", ['{"a": 1.5}', "[1.5, NaN]", '[[1e400], {"b": Infinity}]'])
def test_numbers_that_are_not_exact_are_shown_as_they_stand_wherever_they_are(content: str) -> None:
    found = faults(file(goals="HERE").replace('"HERE"', content))
    assert not any("object at" in message for _, message in found)


@pytest.mark.parametrize("character", [*"\x00\x01\x08\x0b\x0c\x0e\x1b\x1f", "\ufffe", "\uffff", "\ud800", chr(0xDFFF)])
def test_a_character_that_no_document_holds_is_refused_by_its_code(character: str) -> None:
    found = fault(titled(json.dumps(f"ab{character}c")))
    assert found.startswith("$.plan.title: ")
    assert f"U+{ord(character):04X} at position 3" in found
    assert found.isprintable()


@pytest.mark.parametrize("text", ["a\rb", "a\r\nb"])
def test_a_carriage_return_is_refused_with_what_to_write_instead(text: str) -> None:
    found = fault(titled(json.dumps(text)))
    assert found.startswith("$.plan.title: ")
    assert "U+000D at position 2 is a carriage return" in found
    assert "U+000A" in found


def test_a_control_character_that_is_not_escaped_is_refused_by_line_and_column() -> None:
    assert fault('{\n"socplan": "1\x01"}').startswith("line 2, column 14: no JSON")


def test_a_long_value_is_cut_in_the_message() -> None:
    assert len(fault(with_value("goals", "order", "x" * 1_000))) < 200


# All at once


def test_all_faults_come_in_one_error_in_the_order_of_the_file() -> None:
    content = """{
        "socplan": "2",
        "plan": {"title": 5, "authority": "Město", "note": "a\\u0001"},
        "goals": [{"id": "1", "title": "Cíl"}, {"id": "c", "title": "Cíl", "title": "Cíl"}],
        "measures": [{"id": "o", "goal": "c", "title": "Opatření", "cost": 1.5, "shared": "ano"}]
    }"""
    assert [place for place, _ in faults(content)] == [
        "$.socplan",
        "$.plan.title",
        "$.plan.note",
        "$.goals[0].id",
        "$.goals[1].title",
        "$.measures[0].cost",
        "$.measures[0].shared",
    ]


def test_a_missing_and_an_unknown_key_of_one_record_are_both_named() -> None:
    assert sorted(place for place, _ in faults(file(goals=[{"id": "c", "nazev": "Cíl"}]))) == [
        "$.goals[0].nazev",
        "$.goals[0].title",
    ]


def test_an_error_prints_one_line_a_fault_each_with_the_name_of_the_file() -> None:
    with pytest.raises(ReadError) as caught:
        read(file(goals=[{"id": "1", "title": 5}, 7]))
    assert [line.split(": ")[:2] for line in str(caught.value).splitlines()] == [
        ["plan.json", "$.goals[0].id"],
        ["plan.json", "$.goals[0].title"],
        ["plan.json", "$.goals[1]"],
    ]
