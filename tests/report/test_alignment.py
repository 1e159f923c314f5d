from __future__ import annotations

import attrs
import pytest
from tests.building import day, dossier, goal, measure
from tests.systems.reading import column, keys, report_of, row, rows, said

from socplan import Dossier, OptionError, OtherGoal, OtherPlan, PlanLink, PlanRelation, build_report


def region(towns: int, linked: int) -> Dossier:
    """A region of two goals with towns, of which the first ones serve the first goal."""
    names = [f"t{number}" for number in range(1, towns + 1)]
    return dossier(
        goals=(goal("g1"), goal("g2")),
        measures=(measure("m1", "g1"), measure("m2", "g2")),
        other_plans=tuple(
            OtherPlan(id=name, title=f"Plán {name}", authority=f"Obec {name}", relation=PlanRelation.LOWER, order=place)
            for place, name in enumerate(names)
        ),
        other_goals=tuple(OtherGoal(id=f"{name}.o", plan=name, title="Opatření", measure=True) for name in names),
        plan_links=tuple(PlanLink(goal="g1", other=f"{name}.o") for name in names[:linked]),
    )


def test_few_lower_plans_have_a_column_each() -> None:
    told = build_report("alignment", region(3, 3))

    assert row(told, "reach", "g1") == {
        "goal": "Cíl g1",
        "plans": 3,
        "plan_t1": True,
        "plan_t2": True,
        "plan_t3": True,
    }
    assert column(told, "reach", "plans") == [3, 0]
    assert "K 1 vlastnímu cíli nesměřuje žádný podřízený plán." in said(told, "summary")


def test_many_lower_plans_are_named_in_one_column() -> None:
    told = build_report("alignment", region(6, 6))

    assert row(told, "reach", "g1")["which"] == "Obec t1, Obec t2, Obec t3, Obec t4, Obec t5, Obec t6"
    assert "plan_t1" not in row(told, "reach", "g1")
    assert "vazby zapsány (celkem 6), směřuje k vlastnímu plánu 6." in said(told, "summary")


def test_with_an_unlinked_plan_numbers_are_lower_bounds_and_the_total_is_unknown() -> None:
    told = build_report("alignment", region(3, 2))
    *_, total = rows(told, "lower")

    assert (total["serving_total"], total["serving_count"], total["serving_share"]) == (3, None, None)
    assert "U ostatních plánů směřuje k vlastnímu plánu 2 z celkem 2 opatření." in said(told, "summary")
    assert column(told, "reach", "at_least") == [2, 0]
    assert "(Obec t3)" in said(told, "reach")
    assert "unserved_unknown" in keys(told)
    assert "unserved" not in keys(told)


def test_one_plan_can_be_chosen() -> None:
    told = report_of("alignment", "ukazka", plan="plan-kraje")

    assert [part.key for part in told.parts if part.key.startswith("plan_")] == ["plan_plan-kraje"]
    with pytest.raises(OptionError, match=r"no plan kraj \(other plans: none\)"):
        build_report("alignment", dossier(), plan="kraj")


@pytest.mark.parametrize("locale", ["cs", "en"])
@pytest.mark.parametrize("kind", ["alignment", "completeness"])
def test_a_dossier_with_nothing_of_it_gives_a_report(kind: str, locale: str) -> None:
    bare = attrs.evolve(dossier(), statuses=(), rounds=())

    assert build_report(kind, bare, locale=locale).part("summary")
    assert build_report(kind, bare, locale=locale, audience="internal").part("summary")


def test_where_no_requirement_holds_it_is_said() -> None:
    before_the_act = dossier(plan=attrs.evolve(dossier().plan, prepared=day("2005")))
    told = build_report("completeness", before_the_act)

    assert "není znám žádný požadavek" in said(told, "summary")
    assert "requirements" not in keys(told)
