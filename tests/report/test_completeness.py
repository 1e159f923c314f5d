from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.building import day, dossier, goal, group, period
from tests.systems.reading import column, keys, said

from socplan import Dossier, Part, PartRole, PlanScope, Report, Requirement, RequirementAnswer, build_report
from socplan.report import Coded, Table, blocks_of

PART = Part(id="development", title="Cíle a opatření", role=PartRole.DEVELOPMENT)


def requirement(identifier: str, **values: Any) -> Requirement:
    return Requirement(**{"id": identifier, "title": f"Požadavek {identifier}", "confirmed": True, **values})


def answer(identifier: str, met: bool) -> RequirementAnswer:
    return RequirementAnswer(requirement=identifier, met=met, text="S. 3")


def built(*requirements: Requirement, locale: str = "cs", **tables: Any) -> Report:
    of: Dossier = dossier(requirements=requirements, plan=attrs.evolve(dossier().plan, prepared=day("2012")))
    return build_report("completeness", attrs.evolve(of, **tables), locale=locale)


def table(report: Report, key: str) -> Table:
    (found,) = [one for part in report.parts for one in blocks_of(part) if isinstance(one, Table) and one.key == key]
    return found


JUDGED = (answer("a", True), answer("b", True), answer("c", False))
ASKED = (requirement("a"), requirement("b"), requirement("c"))


def test_what_was_judged_is_told_apart_from_what_the_data_merely_hold() -> None:
    derived = tuple(requirement(name, role=PartRole.DEVELOPMENT) for name in ("d", "e", "f"))
    tables: dict[str, Any] = {"requirement_answers": JUDGED, "parts": (PART,), "goals": (goal("g"),)}
    told = built(*ASKED, *derived, **tables)

    assert (
        "Ze 6 požadavků jsou 2 posouzeny jako splněné; 1 je posouzen jako nesplněný a u 3 obsah existuje, ale nikdo ho "
        "neposoudil. Nesplněno: Požadavek c."
    ) in said(told, "summary")
    assert "Podíl" not in said(told)
    assert (
        "Of 6 requirements, 2 are judged to be met, 1 is judged not to be met "
        "and 3 have content that nobody has judged."
    ) in said(built(*ASKED, *derived, locale="en", **tables), "summary")


def test_a_share_is_given_where_all_was_judged() -> None:
    told = built(*ASKED, requirement_answers=JUDGED)

    assert "Podíl splněných činí 67 %." in said(told, "summary")
    assert "zaokrouhlen" in said(told, "requirements")


def test_what_nobody_judged_has_one_word() -> None:
    told = built(*ASKED, requirement_answers=JUDGED[:2])

    told_of = "Ze 3 požadavků jsou 2 posouzeny jako splněné a u 1 údaje příslušnou část plánu nejmenují."
    assert told_of in said(told, "summary")
    assert column(told, "requirements", "state") == ["splněno", "splněno", "část plánu nejmenována"]


def test_whether_a_requirement_on_one_scope_applies_is_not_known_while_that_of_the_plan_is() -> None:
    told = said(built(requirement("r", scope=PlanScope.REGION)), "summary")

    assert "U 1 požadavku není známo, zda se na plán vztahuje" in told
    assert "Z požadavků" not in told
    mixed = built(*ASKED, requirement("r", scope=PlanScope.REGION), requirement_answers=JUDGED)
    assert "Ze 3 požadavků" in said(mixed, "summary")
    assert "Podíl" not in said(mixed)


def test_where_none_of_the_own_requirements_holds_the_sources_are_not_said_to_have_none() -> None:
    told = built(requirement("r", validity=period("2009", "2010")))

    assert "Žádný z požadavků, které podklady uvádějí, se na plán" in said(told, "summary")
    assert "requirements" not in keys(told)


def test_parts_that_are_not_named_and_have_records_do_not_contradict_themselves() -> None:
    told = built(parts=(PART,), groups=(group("s"),))

    assert column(told, "parts", "state") == ["bez obsahu", "v údajích není", "část nejmenována, záznamy jsou"]
    assert len(table(told, "parts").notes) == 2
    full = built(parts=(attrs.evolve(PART, text="Text"),), groups=(group("s"),))
    assert len(table(full, "parts").notes) == 1


def test_a_part_may_bear_the_name_of_another_role() -> None:
    odd = Part(id="information", title="Cíle", role=PartRole.DEVELOPMENT)
    found = [row.key for row in table(built(parts=(odd,)), "parts").rows]

    assert found == ["part-information", "role-information", "role-organisation"]


def test_a_box_is_ticked_where_somebody_judged_the_requirement_met() -> None:
    told = built(*ASKED, requirement("d", role=PartRole.DEVELOPMENT), requirement_answers=JUDGED, parts=(PART,))

    boxes = [row.cells[0] for row in table(told, "requirements").rows]
    assert [(box.label, box.code) for box in boxes if isinstance(box, Coded)] == [
        ("☑", "met"),
        ("☑", "met"),
        ("☐", "missing"),
        ("☐", "named"),
    ]


@pytest.mark.parametrize(
    ("met", "said_of_it"),
    [
        ([True], "Jediný požadavek je posouzen jako splněný."),
        ([False], "Jediný požadavek je posouzen jako nesplněný."),
        ([True, False], "Ze 2 požadavků je 1 posouzen jako splněný a 1 je posouzen jako nesplněný."),
        ([True] * 5 + [False], "Ze 6 požadavků je 5 posouzeno jako splněné a 1 je posouzen jako nesplněný."),
        ([True] * 5, "Všechny požadavky (5) jsou posouzeny jako splněné."),
        ([False] * 2, "Všechny požadavky (2) jsou posouzeny jako nesplněné."),
    ],
)
def test_the_sentence_agrees_with_its_numbers(met: list[bool], said_of_it: str) -> None:
    names = "abcdef"[: len(met)]
    told = built(*map(requirement, names), requirement_answers=tuple(map(answer, names, met)))

    assert said_of_it in said(told, "summary")
