from __future__ import annotations

from tests.building import dossier
from tests.systems.reading import row

from socplan import Need, NeedResponse, build_report, check
from socplan.calculations import need_coverage, ranking

NEEDS = (Need(id="n", title="Doprava"), Need(id="o", title="Odlehčení"))


def test_a_response_that_names_nothing_answers_nothing() -> None:
    answers = (NeedResponse(id="r", need="n", priority=1), NeedResponse(id="s", need="o", text="sousedská výpomoc"))
    found = dossier(rounds=(), needs=NEEDS, need_responses=answers)

    assert [[one.id for one in need.responses] for need in need_coverage(found)] == [[], ["s"]]
    assert ranking(found) == ()
    assert {one.code for one in check(found)} >= {"need-unanswered", "response-empty"}
    assert row(build_report("needs", found), "needs", "n")["met_by"] == "zatím bez opatření"


def test_of_a_dossier_that_answers_no_need_nothing_is_said_of_any() -> None:
    told = build_report("needs", dossier(rounds=(), needs=NEEDS))

    assert "met_by" not in row(told, "needs", "n")
