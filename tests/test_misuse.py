"""Whatever a caller gives, the answer is an error of socplan that says what is wrong, and what to do."""

# mypy: disable-error-code="arg-type, call-arg, call-overload, list-item, dict-item, type-var"
from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import socplan
from socplan import (
    ArgumentError,
    Goal,
    Job,
    Measure,
    MonitoringRound,
    PartialDate,
    Plan,
    SocplanError,
    adopt_standard,
    as_of,
    build_report,
    calculations,
    check,
    compare,
    dumps,
    export_many,
    export_report,
    from_mapping,
    fulfilment,
    fulfilment_over_time,
    gather,
    import_table,
    loads,
    percentages,
    public,
    read_file,
    render,
    to_mapping,
    write_file,
)
from socplan.calculations import in_order, members_at, status_of
from socplan.testing import sample_dossier

UKAZKA: Any = sample_dossier("ukazka")
REPORT: Any = build_report("plan", UKAZKA)
ROUND: Any = UKAZKA.rounds[0]
PLAIN: Any = {"socplan": "1", "plan": {"title": "Plán", "authority": "Město"}}
DANGLING: Any = attrs.evolve(UKAZKA, measures=(Measure(id="m", title="M", goal="nowhere"),))

Call = Callable[[], object]
MISUSES: list[tuple[Call, str, str]] = [
    # swapped
    (lambda: build_report(UKAZKA, "plan"), "build_report: arguments", "kind and dossier are swapped"),
    (lambda: as_of(date(2025, 1, 1), UKAZKA), "as_of: arguments", "dossier and day are swapped"),
    (lambda: write_file("plan.json", UKAZKA), "write_file: arguments", "dossier and path are swapped"),
    (lambda: export_report("a.docx", REPORT), "export_report: arguments", "report and path are swapped"),
    (lambda: render("docx", REPORT), "render: arguments", "report and format are swapped"),
    (lambda: fulfilment(ROUND, UKAZKA), "fulfilment: arguments", "dossier and round_ are swapped"),
    (lambda: adopt_standard("ten-steps", UKAZKA), "adopt_standard: arguments", "are swapped"),
    (lambda: import_table("comments", UKAZKA, "a.csv"), "import_table: arguments", "are swapped"),
    # wrong type
    (lambda: check(None), "check: dossier", "None is not a Dossier"),
    (lambda: check("plan.json"), "check: dossier", "'plan.json' is not a Dossier"),
    (lambda: check(REPORT), "check: dossier", "is not a Dossier"),
    (lambda: public({"plan": {}}), "public: dossier", "{'plan': {}} is not a Dossier"),
    (lambda: read_file(5), "read_file: path", "5 is not a text or a PathLike"),
    (lambda: read_file("a.json", format=5), "read_file: format", "5 is not a text"),
    (lambda: write_file(UKAZKA, "a.json", overwrite="yes"), "write_file: overwrite", "'yes' is not true or"),
    (lambda: as_of(UKAZKA, "2025-01-01"), "as_of: day", "is not a day, like date(2012, 12, 31)"),
    (lambda: as_of(UKAZKA, datetime(2025, 1, 1)), "as_of: day", "is not a day, like date("),  # noqa: DTZ001
    (lambda: as_of(UKAZKA, PartialDate(2025)), "as_of: day", "is not a day, like date("),
    (lambda: compare(UKAZKA, Path("b.json")), "compare: after", "is not a Dossier"),
    (lambda: compare(UKAZKA), "compare: arguments", "missing a required argument: 'after'"),
    (lambda: fulfilment_over_time([UKAZKA]), "fulfilment_over_time: dossier", "is not a Dossier"),
    (lambda: fulfilment(UKAZKA, 2025), "fulfilment: round_", "2025 is not a MonitoringRound"),
    (lambda: fulfilment(UKAZKA, ROUND, by="gruop"), "fulfilment: by", 'Did you mean "group"?'),
    (lambda: percentages("123"), "percentages: counts", "'123' is not a sequence"),
    (lambda: percentages([0.5]), "percentages: counts", "a float is not exact"),
    (lambda: percentages([True]), "percentages: counts", "[0]: True is not a whole number"),
    (lambda: percentages([1], digits="0"), "percentages: digits", "'0' is not a whole number"),
    (lambda: percentages([1], digits=-1), "percentages: digits", "-1 is less than 0"),
    (lambda: percentages([1], rounding="half"), "percentages: rounding", "'half' is not 'half_up' or"),
    (lambda: percentages([Decimal("NaN")]), "percentages: counts", "cannot convert NaN"),
    (lambda: gather(UKAZKA, [UKAZKA]), "gather: others", "is not a mapping"),
    (lambda: gather(UKAZKA, {"a": "b.json"}), "gather: others", "['a']: 'b.json' is not a Dossier"),
    (lambda: export_many(Job(kind="plan", dossier=UKAZKA, path="a.docx")), "export_many: jobs", "is not a"),
    (lambda: export_many([{"kind": "plan"}]), "export_many: jobs", "is not a Job"),
    (lambda: export_many([], executor=4), "export_many: executor", "4 is not an Executor"),
    (lambda: export_many([], progress=print), "export_many: progress", "is not a Progress"),
    (lambda: Job(kind=5, dossier=UKAZKA, path="a.docx"), "Job.kind", "5 is not a text"),
    (lambda: Job(kind="plan", dossier=UKAZKA, pth="a"), "Job.pth", 'Did you mean "path"?'),
    (lambda: Goal("c1"), "Goal.(arguments)", "give attributes by their names"),
    (lambda: PartialDate.parse("20. 9."), "PartialDate.text: '20. 9.'", "a date of the form 2009, 2009-06"),
    (lambda: fulfilment(UKAZKA, MonitoringRound(id="x")), "fulfilment: round_", "its rounds: rok-2024, rok-2025"),
    (lambda: loads(Path("a.json")), "loads: data", "is not bytes or a text"),
    (lambda: dumps(UKAZKA, formt="csv"), "dumps: arguments", 'Did you mean "format"?'),
    (lambda: to_mapping(PLAIN), "to_mapping: dossier", "is not a Dossier"),
    (lambda: from_mapping(UKAZKA), "from_mapping: data", "is not a mapping"),
    (lambda: PartialDate.parse(2025), "PartialDate.parse: text", "2025 is not a text"),
    # wrong kind of record
    (lambda: fulfilment(UKAZKA, UKAZKA.goals[0]), "fulfilment: round_", "is not a MonitoringRound"),
    (lambda: status_of(UKAZKA, UKAZKA.goals[0], ROUND), "status_of: measure", "is not a Measure"),
    (lambda: members_at(UKAZKA, UKAZKA.groups[0], 2025), "members_at: day", "2025 is not a day"),
    (lambda: in_order(5), "in_order: records", "5 is not a"),
    (lambda: UKAZKA.get(UKAZKA.goals[0], "c1"), "Dossier.get: cls", "is not a class of Records"),
    (lambda: UKAZKA.get(int, 5), "Dossier.get: cls", "is not a class of Records"),
    (lambda: UKAZKA.having(Goal, "colour", 5), "Dossier.having: arguments", "'colour'"),
    (lambda: UKAZKA.having(Goal, 5, 5), "Dossier.having: attribute", "5 is not a text"),
    (lambda: UKAZKA.ordered("goals"), "Dossier.ordered: cls", "'goals' is not a class of Records"),
    (lambda: UKAZKA.get(Plan, "x"), "Dossier.get: arguments", "Plan"),
    (lambda: UKAZKA.get(Goal, ["c1"]), "Dossier.get: arguments", "unhashable"),
    (lambda: UKAZKA.table(["goals"]), "Dossier.table: name", "is not a text"),
    (lambda: UKAZKA.table("gols"), 'No table is called "gols"', 'Did you mean "goals"?'),
    (lambda: UKAZKA.records("goal"), 'No table is called "goal"', 'Did you mean "goals"?'),
    (lambda: UKAZKA.table(Goal), "No table is called", "Known: action_items"),
    # unknown names and options
    (lambda: build_report("monitorng", UKAZKA), 'No report is called "monitorng"', 'Did you mean "monitoring"?'),
    (lambda: build_report("plan", UKAZKA, audience="all"), "audience", "'all' is not 'public' or 'internal'"),
    (lambda: build_report("plan", UKAZKA, locale="de"), 'locale "de"', "Known: cs, en"),
    (lambda: build_report("monitoring", UKAZKA, yaer=2025), "option yaer", 'Did you mean "year"?'),
    (lambda: build_report("monitoring", UKAZKA, year="2025"), "option year", "'2025' is not of type int"),
    (lambda: build_report("monitoring", UKAZKA, year=1890), "monitoring", "1890"),
    (lambda: build_report("monitoring", UKAZKA, digits=[1]), "option digits", "[1] is not of type int"),
    (lambda: build_report("export", UKAZKA, profile="nowhere"), "export", "nowhere"),
    (lambda: build_report("benchmark", UKAZKA, peers=0), "benchmark", "0"),
    (lambda: render(REPORT, "dox"), 'No format is called "dox"', 'Did you mean "docx"?'),
    (lambda: render(REPORT, "csv", dialekt="people"), "option dialekt", 'Did you mean "dialect"?'),
    (lambda: render(REPORT, "csv", dialect="nobody"), "option dialect", "'nobody' is none of people, programs"),
    (lambda: render(REPORT, "docx", template=5), "option template", "5 is not of type InputFile"),
    (lambda: export_report(REPORT, "a.xls"), 'ends in ".xls"', "Known: .csv"),
    (lambda: export_report(REPORT, "report"), '"report"', "Known: .csv"),
    (lambda: loads("{}", format="jsn"), 'No dossier format is called "jsn"', 'Did you mean "json"?'),
    (lambda: adopt_standard(UKAZKA, "ten-step"), 'No standard is called "ten-step"', 'Did you mean "ten-steps"?'),
    (lambda: import_table(UKAZKA, "comment", "a.csv"), 'No table is called "comment"', 'Did you mean "comments"?'),
    # missing references, and mappings with a wrong key
    (lambda: build_report("monitoring", DANGLING), "$.measures[0].goal", "nowhere"),
    (lambda: from_mapping({**PLAIN, "gols": []}), "$.gols: unknown key", 'Did you mean "goals"?'),
    (lambda: from_mapping({**PLAIN, 5: []}), "from_mapping: data", "[5]: 5 is not a text"),
    (lambda: from_mapping({}), "$.plan", "missing"),
    (lambda: from_mapping({**PLAIN, "goals": {"c1": {}}}), "$.goals", "is not a list"),
    (lambda: from_mapping({**PLAIN, "goals": [{"id": "c", "titel": "C"}]}), "$.goals[0].titel", '"title"'),
    (lambda: from_mapping({**PLAIN, "budgets": [{"amount": 1.5}]}), "$.budgets[0].amount", 'like "1234.50"'),
    (lambda: loads("[]"), "data: $", "[] is not an object"),
    (lambda: loads(b"\xff\xfe"), "data: file", "save it as UTF-8"),
    (lambda: loads("\ud800"), "data: file", "not UTF-8"),
]


@pytest.mark.parametrize(("call", "place", "remedy"), MISUSES)
def test_a_wrong_use_is_told_with_its_place_and_what_to_do(call: Call, place: str, remedy: str) -> None:
    with pytest.raises(SocplanError) as caught:
        call()
    assert place in str(caught.value)
    assert remedy in str(caught.value)


PUBLIC = {
    name: function
    for module in (socplan, calculations)
    for name in module.__all__
    if inspect.isfunction(function := getattr(module, name))
}


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_function_names_every_argument_that_it_cannot_take(name: str) -> None:
    parameters = inspect.signature(PUBLIC[name]).parameters.values()
    placed = [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
    named = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
    with pytest.raises(ArgumentError) as caught:
        PUBLIC[name](**dict.fromkeys([*placed, *named], object()))
    assert {fault.place for fault in caught.value.faults} >= {*placed, *named}
    assert f"Call it as {name}(" in str(caught.value)


@pytest.mark.parametrize("name", PUBLIC)
def test_no_public_function_takes_an_argument_that_it_does_not_have(name: str) -> None:
    with pytest.raises(ArgumentError, match=f"{name}: arguments: "):
        PUBLIC[name](*[object()] * 20)


def test_a_right_call_is_let_through_however_it_is_written() -> None:
    table = fulfilment(UKAZKA, ROUND)

    assert fulfilment(dossier=UKAZKA, round_=ROUND) == fulfilment(UKAZKA, round_=ROUND, by="group") == table
    assert fulfilment(UKAZKA, attrs.evolve(ROUND)) == table


def test_a_subclass_is_what_it_inherits_from() -> None:
    class Round(MonitoringRound):
        pass

    same = Round(**{field.name: getattr(ROUND, field.name) for field in attrs.fields(MonitoringRound)})
    assert fulfilment(UKAZKA, same).overall == fulfilment(UKAZKA, ROUND).overall
