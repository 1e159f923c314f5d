"""The ways that lead to the cards: by target group, municipality, name and provider."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import czech_sort

from socplan import calculations as calc
from socplan.model import Organisation, Service, Territory
from socplan.report.blocks import Block, Items, Paragraph, ParagraphRole, Section
from socplan.report.kinds.catalogue.scene import CatalogueScene, kind_name
from socplan.report.texts import Mark, MarkKind, RichText

#: An index of more services has the letters of the alphabet above them.
_LETTERED: Final = 30


def target_ways(scene: CatalogueScene) -> Items | None:
    """For each target group the kinds of help, each with the page on which its cards for the group begin.

    Of few services it names each, with its telephone: who needs help, calls.
    """
    told = _each if len(scene.services) <= _LETTERED else _kinds
    targets = calc.services_by_target(scene.dossier, scene.day).items()
    return Items(tuple(_line(target, told(scene, services)) for target, services in targets)) if targets else None


def _line(target: str, ways: Iterable[tuple[str, str, str]]) -> RichText:
    """A target group and what leads to cards: the text that refers, the card, and what stands behind it."""
    name = target[:1].upper() + target[1:]
    text, marks = f"{name}: ", [Mark(0, len(name), MarkKind.STRONG)]
    for place, (told, card, behind) in enumerate(ways):
        text += "; " if place else ""
        marks.append(Mark(len(text), len(text) + len(told), MarkKind.REFERENCE, card))
        text += told + behind
    return RichText(text, tuple(marks))


def _each(scene: CatalogueScene, services: Iterable[Service]) -> Iterator[tuple[str, str, str]]:
    """Services in the order of their cards, each with its telephone."""
    for service in sorted(services, key=lambda each: scene.places_of_cards[each.id]):
        call = scene.words.text("catalogue.call", phone=service.phone) if service.phone else None
        yield service.name, scene.cards[service.id], f", {call}" if call else ""


def _kinds(scene: CatalogueScene, services: Iterable[Service]) -> Iterator[tuple[str, str, str]]:
    """The kinds of services, each leading to its first card."""
    kinds = {service.id: place for place, (_, of_kind) in enumerate(scene.by_kind) for service in of_kind}
    ordered = sorted(services, key=lambda service: (kinds[service.id], scene.places_of_cards[service.id]))
    for kind, of_kind in groupby(ordered, key=lambda service: kinds[service.id]):
        first, *more = of_kind
        named = kind_name(scene.by_kind[kind][0], scene.words)
        told = scene.words.text("catalogue.of_kind", n=1 + len(more), kind=named) if more else named
        yield told, scene.cards[first.id], ""


def places(scene: CatalogueScene) -> Iterator[Block]:
    """For each municipality its services, each once, and where those stand that serve it with others."""
    sites = calc.service_sites(scene.dossier, scene.day)
    towns = {
        territory: {site.service.id: site.service for site in of_town}
        for territory, of_town in groupby(sites, key=lambda site: site.territory)
    }
    if any(towns):
        for town, services in towns.items():
            yield from _under(scene, town.name if town else scene.words.text("catalogue.no_place"), services.values())
            if wider := [each.name for each in _around(scene, town) if each in towns]:
                text = scene.words.text("catalogue.see_wider", places=scene.words.listed(wider))
                yield Paragraph(text, ParagraphRole.NOTE)


def _around(scene: CatalogueScene, town: Territory | None) -> Iterator[Territory]:
    """The territories that a municipality is part of, the nearest first."""
    told = {town}
    while town and (town := scene.dossier.get(Territory, town.parent)) and town not in told:
        told.add(town)
        yield town


def index(scene: CatalogueScene) -> Iterator[Block]:
    """Services under the letters of the Czech alphabet, and providers with their services."""
    if len(scene.services) > _LETTERED:
        yield _indexed(scene, "services", calc.alphabetical(scene.services, lambda service: service.name))
    elif scene.services:
        yield _indexed(scene, "services", [("", scene.services)])
    of_provider: dict[str, list[Service]] = {}
    for service in scene.services:
        of_provider.setdefault(service.provider or "", []).append(service)
    providers = [provider for provider in scene.dossier.organisations if provider.id in of_provider]
    if providers:
        providers.sort(key=lambda provider: (czech_sort.key(provider.name), provider.id))
        yield _indexed(scene, "providers", [(_provider(scene, each), of_provider[each.id]) for each in providers])


def _indexed(scene: CatalogueScene, key: str, listed: Iterable[tuple[str, Iterable[Service]]]) -> Section:
    title = scene.words.text(f"catalogue.index_{key}")
    blocks = tuple(block for label, services in listed for block in _under(scene, label, services))
    return Section(key=f"index_{key}", title=title, blocks=blocks)


def _under(scene: CatalogueScene, label: str, services: Iterable[Service]) -> tuple[Block, ...]:
    """Services in Czech order, each referring to its card, below a label."""
    ordered = sorted(services, key=lambda service: (czech_sort.key(service.name), service.id))
    cards = tuple(_to_card(scene, service) for service in ordered)
    listed = Items(cards, compact=True)
    return (Paragraph(label, ParagraphRole.LABEL), listed) if label else (listed,)


def _to_card(scene: CatalogueScene, service: Service) -> RichText:
    name = service.name
    return RichText(name, (Mark(0, len(name), MarkKind.REFERENCE, scene.cards[service.id]),) if name else ())


def _provider(scene: CatalogueScene, provider: Organisation) -> str:
    """A provider with its number, legal form and founder, as far as they are known."""
    words = scene.words
    more = [
        words.text("catalogue.ico", ico=provider.ico) if provider.ico else None,
        provider.legal_form,
        words.text("catalogue.founder", founder=provider.founder) if provider.founder else None,
    ]
    known_more = ", ".join(filter(None, more))
    return f"{provider.name} ({known_more})" if known_more else provider.name
