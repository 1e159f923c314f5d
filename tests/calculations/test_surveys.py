"""The way of questionnaires from given out to used, and the answers in them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.building import dossier
from tests.systems.reading import codes, rows, said

from socplan import Channel, Dossier, Respondents, Survey, SurveyExclusion, SurveyResult, SurveyReturn, build_report
from socplan.calculations import question_results, survey_funnel

SURVEY = Survey(id="d", title="Co lidem chybí", respondents=Respondents.CITIZENS, sent=400)
WEB = SurveyReturn(survey="d", channel=Channel.WEB, count=45)
PAPER = SurveyReturn(survey="d", channel=Channel.PAPER, count=180)
EMPTY = SurveyExclusion(id="x", survey="d", reason="nevyplněné", count=5)
BUS = SurveyResult(id="a", survey="d", question="Co chybí?", answer="autobus", count=110, order=1)
SILENT = SurveyResult(id="b", survey="d", question="Co chybí?", count=20, order=2)


def asked(survey: Survey = SURVEY, **tables: Any) -> Dossier:
    return dossier(
        **{
            "surveys": (survey,),
            "survey_returns": (WEB, PAPER),
            "survey_exclusions": (EMPTY,),
            "survey_results": (SILENT, BUS),
            **tables,
        }
    )


def test_paper_and_web_without_those_left_out_are_used() -> None:
    funnel = survey_funnel(asked(), SURVEY)

    assert (funnel.sent, dict(funnel.by_channel)) == (400, {Channel.WEB: 45, Channel.PAPER: 180})
    assert (funnel.returned, funnel.used) == (225, 220)
    assert (funnel.return_share, funnel.used_share) == (Fraction(225, 400), Fraction(220, 225))


@pytest.mark.parametrize(
    ("table", "record"), [("survey_returns", attrs.evolve(WEB, count=None)), ("survey_exclusions", EMPTY)]
)
def test_an_unknown_part_leaves_the_rest_unknown(table: str, record: Any) -> None:
    unknown = attrs.evolve(record, count=None)
    tables: dict[str, Any] = {table: (unknown, PAPER) if table == "survey_returns" else (unknown,)}

    assert survey_funnel(asked(**tables), SURVEY).used is None


def test_nothing_left_out_is_not_known_where_nobody_says_so() -> None:
    assert survey_funnel(asked(survey_exclusions=()), SURVEY).used is None
    printed = attrs.evolve(SURVEY, used=219)
    assert survey_funnel(asked(printed), printed).used == 219
    assert "survey-used" in codes(asked(printed))


def test_answers_have_their_share_of_the_questionnaires_used_and_silence_comes_last() -> None:
    (result,) = question_results(asked(), SURVEY)

    assert result.answers == (BUS, SILENT)
    assert result.share_of(BUS) == Fraction(1, 2)
    assert question_results(asked(survey_returns=()), SURVEY)[0].share_of(BUS) is None


def test_the_report_on_needs_tells_the_way_of_the_questionnaires_and_the_answers() -> None:
    told = build_report("needs", asked())

    assert "Dotazník „Co lidem chybí“: rozdáno bylo 400 dotazníků. Vrátilo se 225 (56 %)." in said(told, "summary")
    assert "Vyřazeno bylo 5. Použito bylo 220." in said(told, "summary")
    assert [row["questionnaires"] for row in rows(told, "funnel_d")] == [400, 45, 180, 225, 5, 220]
    assert [(row["answer"], row["share"]) for row in rows(told, "question_d_1")] == [
        ("autobus", 50),
        ("neodpověděli", 9),
    ]
    assert "obcí" not in said(told, "surveys")


def test_surveys_of_citizens_are_not_told_as_those_of_municipalities() -> None:
    assert "Co lidem chybí" not in said(build_report("funding", asked()))
