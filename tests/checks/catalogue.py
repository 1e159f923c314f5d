"""Dossiers spoilt in one thing each: what is wrong with the services."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.building import dossier, period

from socplan import Capacity, Dossier, NetworkEntry, Organisation, Service, ServiceForm, ServiceKind, ServicePlace

HOME = Service(id="s", name="Domov")
SECRET = ServicePlace(id="p", service="s", secret_address="Tichá 1", address_point="12345678")  # noqa: S106 - no password
BEDS = Capacity(service="s", form=ServiceForm.RESIDENTIAL, unit="lůžko", quantity=Decimal(24))


def served(**tables: Any) -> Dossier:
    return dossier(**{"rounds": (), "statuses": (), "services": (HOME,), **tables})


CATALOGUE: dict[str, tuple[Dossier, str]] = {
    "ico-invalid": (
        served(organisations=(Organisation(id="o", name="Domov", ico="1234567"),)),
        "$.organisations[0].ico",
    ),
    "registration-twice": (
        served(
            services=(
                Service(id="s", name="Domov", registration="100"),
                Service(id="t", name="Klub", registration="100"),
            )
        ),
        "$.services[1].registration",
    ),
    "kind-not-in-law": (
        served(
            service_kinds=(ServiceKind(id="k", name="Nový druh", validity=period("2025", None)),),
            services=(Service(id="s", name="Domov", kind="k", validity=period("2010", "2012")),),
        ),
        "$.services[0].kind",
    ),
    "capacity-overlap": (
        served(
            capacities=(
                BEDS,
                Capacity(
                    service="s",
                    form=ServiceForm.RESIDENTIAL,
                    unit="lůžko",
                    quantity=Decimal(20),
                    validity=period("2012", None),
                ),
            )
        ),
        "$.capacities[1]",
    ),
    "network-overlap": (
        served(
            network=(
                NetworkEntry(service="s", network="základní", validity=period("2010", "2012")),
                NetworkEntry(service="s", network="základní", validity=period("2011", None)),
            )
        ),
        "$.network[1]",
    ),
    "capacity-without-unit": (served(capacities=(Capacity(service="s", quantity=Decimal(3)),)), "$.capacities[0]"),
    "secret-address-shown": (served(service_places=(SECRET,)), "$.service_places[0].address_point"),
    "extent-over-capacity": (
        served(
            capacities=(BEDS,),
            network=(NetworkEntry(service="s", network="základní", extent=Decimal(25), unit="lůžko"),),
        ),
        "$.network[0].extent",
    ),
}
