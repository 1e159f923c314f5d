from __future__ import annotations

import random
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, strategies as st
from tests.building import dossier
from tests.effort import examples
from tests.systems.reading import rows, said

from socplan import Capacity, Dossier, NetworkEntry, Organisation, Service, ServiceForm, build_report, check
from socplan.checks import Grade
from socplan.testing import dossiers

FIELD = ServiceForm.FIELD


def served(*services: Service, **tables: object) -> Dossier:
    return attrs.evolve(dossier(rounds=()), services=services, **tables)  # type: ignore[arg-type]


@examples(12)
@given(
    found=dossiers(filled=("services", "capacities", "service_targets", "service_places", "network", "publications")),
    seed=st.integers(0, 2**32),
)
@pytest.mark.parametrize("kind", ["catalogue", "plan"])
def test_the_order_of_records_changes_nothing(kind: str, found: Dossier, seed: int) -> None:
    if any(one.grade is Grade.ERROR for one in check(found)):
        return
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = ("services", "capacities", "service_targets", "service_places", "network", "organisations", "territories")
    tables = {name: tuple(chance.sample(found.table(name), len(found.table(name)))) for name in names}

    assert build_report(kind, attrs.evolve(found, **tables)) == build_report(kind, found)  # type: ignore[arg-type]


def test_services_whose_provider_is_not_known_are_counted() -> None:
    told = said(
        build_report(
            "catalogue",
            served(
                Service(id="a", name="A", provider="o"),
                Service(id="b", name="B"),
                organisations=(Organisation(id="o", name="Domov"),),
            ),
        ),
        "summary",
    )

    assert "Poskytuje je 1 organizace. U 1 služby poskytovatel uveden není." in told


def test_a_sum_that_leaves_a_service_out_is_no_total() -> None:
    told = build_report(
        "catalogue",
        served(
            Service(id="a", name="Klub"),
            Service(id="b", name="Klub"),
            capacities=(
                Capacity(service="a", form=FIELD, unit="klient", quantity=Decimal(5)),
                Capacity(service="b", form=FIELD),
            ),
        ),
    )

    assert rows(told, "capacity_no_kind")[-1]["service"] == "Z uvedených celkem"
    assert "Kapacita není uvedena u těchto služeb: Klub." in said(told, "by_kind")


def test_a_network_says_of_how_many_services_the_unit_is_missing() -> None:
    entries = (
        NetworkEntry(service="a", network="základní", extent=Decimal(5), unit="úvazek"),
        NetworkEntry(service="b", network="základní", extent=Decimal(5)),
    )
    told = build_report("catalogue", served(Service(id="a", name="A"), Service(id="b", name="B"), network=entries))

    assert rows(told, "network_1")[-1]["service"] == "Z uvedených celkem"
    assert "U 1 služby není uvedena jednotka rozsahu" in said(told, "network")
