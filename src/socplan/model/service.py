"""Social services: kind by law, target groups, places, capacity, and replacements by other services."""

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import BEGINS, IDENTIFIER, PERSONAL, Record, refers_to
from socplan.model.values import Identifier, Period, Quantity

__all__ = [
    "Capacity",
    "NetworkEntry",
    "Replacement",
    "Service",
    "ServiceFamily",
    "ServiceForm",
    "ServiceKind",
    "ServicePlace",
    "ServiceTarget",
]


class ServiceFamily(Enum):
    """The three sorts of social services; Act 108/2006, § 32."""

    COUNSELLING = "counselling"  #: Sociální poradenství.
    CARE = "care"  #: Služby sociální péče.
    PREVENTION = "prevention"  #: Služby sociální prevence.


@frozen(kw_only=True)
class ServiceKind(Record):
    """A kind of social service in the law of a time (druh sociální služby)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: The paragraph of Act 108/2006: „§ 40“.
    code: str | None = None
    name: str
    family: ServiceFamily | None = None
    #: When it is part of the law.
    validity: Period = Period()
    #: The source of this.
    source: str | None = None
    #: Whether number and name come from a text of the law or of an authority, and not from memory.
    confirmed: bool = False
    #: Whether it may be no kind of service at all.
    doubtful: bool = False
    order: int | None = None


@frozen(kw_only=True)
class Service(Record):
    """A social service of a provider (sociální služba)."""

    id: Identifier = field(metadata=IDENTIFIER)
    name: str
    provider: Identifier | None = field(default=None, metadata=refers_to("organisations"))
    kind: Identifier | None = field(default=None, metadata=refers_to("service_kinds"))
    #: Its number in the register of providers (registrační číslo, identifikátor), as text.
    registration: str | None = None
    #: What it offers, in a few sentences.
    description: str | None = None
    #: Where people may turn, in one text, where the parts below are not known apart; of no private person.
    contact: str | None = None
    #: The public telephone of the service, not of a private person; several are divided by commas.
    phone: str | None = None
    #: The public e-mail address of the service (e-mail).
    mail: str | None = None
    #: Its web page: „www.lipa.example“.
    web: str | None = None
    #: When people may come or call, in words (provozní doba).
    hours: str | None = None
    #: What a user pays, in words (úhrada): „zdarma“, „podle sazebníku“.
    price: str | None = None
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: An ended service stays in a view of a later day, which still shows its costs and outputs of past years.
    validity: Period = field(default=Period(), metadata=BEGINS)
    order: int | None = None


class ServiceForm(Enum):
    """In what form a service is provided; Act 108/2006, § 33."""

    RESIDENTIAL = "residential"  #: Pobytová.
    OUTPATIENT = "outpatient"  #: Ambulantní.
    FIELD = "field"  #: Terénní.


@frozen(kw_only=True)
class Capacity(Record):
    """The form of a service, and its capacity in one unit (forma a kapacita).

    The capacity is that of the registration, not of a place; quantities of different units are never added.
    """

    KEY: ClassVar[tuple[str, ...]] = ("service", "form", "unit", "validity")

    service: Identifier = field(metadata=refers_to("services"))
    #: ``None``: all forms together.
    form: ServiceForm | None = None
    #: „lůžko“, „místo“, „úvazek“, „klient za rok“; ``None``: only the form is known.
    unit: str | None = None
    quantity: Quantity | None = None
    #: As for the service.
    validity: Period = field(default=Period(), metadata=BEGINS)


@frozen(kw_only=True)
class ServiceTarget(Record):
    """A target group of a service (cílová skupina)."""

    KEY: ClassVar[tuple[str, ...]] = ("service", "target_group")

    service: Identifier = field(metadata=refers_to("services"))
    target_group: str


@frozen(kw_only=True)
class ServicePlace(Record):
    """A place where a service is provided (místo poskytování, zařízení)."""

    id: Identifier = field(metadata=IDENTIFIER)
    service: Identifier = field(metadata=refers_to("services"))
    name: str | None = None
    address: str | None = None
    #: A secret address (utajená adresa), such as a house for victims of violence.
    secret_address: str | None = field(default=None, metadata=PERSONAL)
    #: The public telephone of this place. ``None``: that of the service, as for the next three.
    phone: str | None = None
    #: The public e-mail address of this place.
    mail: str | None = None
    #: The web page of this place.
    web: str | None = None
    #: When people may come here, in words.
    hours: str | None = None
    #: The code of the address point in the register of addresses (kód adresního místa), as text.
    address_point: str | None = None
    #: The municipality; ``None``: the territory of the service.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    order: int | None = None


@frozen(kw_only=True)
class NetworkEntry(Record):
    """The place of a service in a network, with its time and extent (zařazení do sítě)."""

    KEY: ClassVar[tuple[str, ...]] = ("service", "network", "unit", "validity")

    service: Identifier = field(metadata=refers_to("services"))
    #: „základní síť“, „zásobník“.
    network: str
    #: The extent that may be financed. ``None``: the whole service, or not known.
    extent: Quantity | None = None
    unit: str | None = None
    #: As for the service.
    validity: Period = field(default=Period(), metadata=BEGINS)
    #: The resolution that decided it.
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))


@frozen(kw_only=True)
class Replacement(Record):
    """A service that another, better fitting one replaces (transformace služby), with the capacity in one unit."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: The goal that it serves.
    goal: Identifier | None = field(default=None, metadata=refers_to("goals", former=True))
    replaced: Identifier = field(metadata=refers_to("services"))
    #: ``None``: not known yet, or nothing replaces it.
    replacing: Identifier | None = field(default=None, metadata=refers_to("services"))
    #: „lůžko“, „místo“; ``None``: the capacity is not known in any unit.
    unit: str | None = None
    #: Capacity of the replaced service before, where its own capacity is not known.
    before: Quantity | None = None
    #: Capacity of the replacing service after, where its own capacity is not known.
    after: Quantity | None = None
    term: Period = Period()
