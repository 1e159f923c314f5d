"""What every document gets beside its parts: the head and the foot of pages, and lines for signatures."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final

import attrs

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.labels import Wording
from socplan.model import Dossier, PartialDate
from socplan.report.blocks import Block, Fact, Report, RunningHead, Section, Signature, Signatures, blocks_of
from socplan.report.scene import SIGNATURES

__all__ = ["dressed"]

#: The facts of a title block that say of when the data are, the first one counts.
_DAYS: Final = ("day", "surveyed", "prepared")


def dressed(  # noqa: PLR0913 - the options of every kind
    report: Report,
    dossier: Dossier,
    words: Wording,
    day: Any,
    *,
    known: Collection[str] = (),
    parts: str | None = None,
    without: str | None = None,
    publicity: bool = True,
    short_title: str | None = None,
    version: str | None = None,
    signatures: str | None = None,
    signed_at: str | None = None,
) -> Report:
    """The chosen parts, with what stands at the head and the foot of pages, and with lines for signatures at the end.

    A builder may have given a head of its own; what the options say goes before. ``known`` names all options.

    Raises:
        OptionError: a part is chosen that the report does not have, or none is left.
    """
    given = report.head or RunningHead(authority=dossier.plan.authority, day=_day(report, dossier, words))
    head = attrs.evolve(given, title=short_title or given.title, version=version or given.version)
    on = day if isinstance(day, date) else _surveyed(report) or calc.known_day(dossier)
    sentences = calc.publicity(dossier, on) if publicity else ()
    chosen = _chosen(report, known, parts, without)
    chosen = _signed(chosen, tuple(_signatures(signatures or "")), signed_at or None, words)
    return attrs.evolve(report, head=head, footer=(*report.footer, *sentences), parts=chosen)


def _signed(
    parts: tuple[Section, ...], signed: tuple[Signature, ...], place: str | None, words: Wording
) -> tuple[Section, ...]:
    """The parts with lines for those who sign, in place of the lines that the builder gave; else at the end."""
    if not any(block.key == SIGNATURES for part in parts for block in (part, *_sections(part))):
        block = Signatures(signed, place) if signed else None
        title = words.text("report.signatures")
        return (*parts, Section(key=SIGNATURES, title=title, blocks=(block,))) if block else parts
    return tuple(_signed_by(part, signed, place) for part in parts)


def _signed_by(section: Section, signed: tuple[Signature, ...], place: str | None) -> Section:
    """A section with other lines for signatures, where it has some."""

    def changed(block: Block) -> Block:
        match block:
            case Section():
                return _signed_by(block, signed, place)
            case Signatures():
                # Who says where it is signed wants the day filled in as well.
                return Signatures(signed or block.signatures, place or block.place, block.dated or place is not None)
            case _:
                return block

    return attrs.evolve(section, blocks=tuple(map(changed, section.blocks)))


def _chosen(report: Report, known: Collection[str], parts: str | None, without: str | None) -> tuple[Section, ...]:
    """The parts that were asked for, in their order; a section that stands in a part is chosen like a part.

    Of several sections of one key the first one is chosen, and all are left out.
    """
    parts_by_key = {part.key: part for part in report.parts}
    have = {**{inner.key: inner for part in reversed(report.parts) for inner in _sections(part)}, **parts_by_key}

    def keys(option: str, text: str | None) -> tuple[str, ...]:
        named = tuple(dict.fromkeys(filter(None, map(str.strip, (text or "").split(",")))))
        if wrong := next((key for key in named if key not in have), None):
            problem = (
                f"{wrong!r} is no part of this report, which has {', '.join(parts_by_key)}, and the sections in them"
            )
            raise OptionError(report.kind, option, problem, known)
        return named

    only, left_out = keys("parts", parts) or tuple(parts_by_key), keys("without", without)
    chosen = tuple(_without(have[key], left_out) for key in only if key not in left_out)
    if have and not chosen:
        raise OptionError(report.kind, "without", "no part is left", known)
    return chosen


def _sections(part: Section) -> Iterator[Section]:
    return (block for block in blocks_of(part) if isinstance(block, Section))


def _without(part: Section, left_out: Collection[str]) -> Section:
    """A part without some of its sections."""
    return attrs.evolve(
        part,
        blocks=tuple(
            _without(block, left_out) if isinstance(block, Section) else block
            for block in part.blocks
            if not isinstance(block, Section) or block.key not in left_out
        ),
    )


def _day(report: Report, dossier: Dossier, words: Wording) -> Fact | None:
    """The day of which the data are, as the title block has it; else when they were put together."""
    by_key = {fact.key: fact for fact in report.facts}
    shown = next((by_key[key] for key in _DAYS if key in by_key), None)
    if shown is not None or dossier.plan.prepared is None:
        return shown
    return Fact("prepared", words.text("fact.prepared"), dossier.plan.prepared)


def _surveyed(report: Report) -> date | None:
    """The last day on which the data of a report were gathered, if the report is on a round of the past."""
    found = (fact.value for fact in report.facts if fact.key == "surveyed")
    return next((value.last_day for value in found if isinstance(value, PartialDate)), None)


def _signatures(lines: str) -> Iterator[Signature]:
    """Who signs: the office, or the name, an upright line and the office; semicolons or line feeds between them."""
    for line in filter(str.strip, lines.replace(";", "\n").split("\n")):
        name, _, office = line.rpartition("|")
        yield Signature(office.strip() or name.strip(), name.strip() if office.strip() and name.strip() else None)
