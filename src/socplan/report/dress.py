"""What every document gets beside its parts: the head and the foot of pages, and lines for signatures."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import attrs

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import Dossier
from socplan.report.blocks import Fact, Report, RunningHead, Section, Signature, Signatures

__all__ = ["dressed"]

#: The facts of a title block that say of when the data are, the first one counts.
_DAYS: Final = ("day", "surveyed", "prepared")


def dressed(  # noqa: PLR0913 - the options of every kind
    report: Report,
    dossier: Dossier,
    words: Wording,
    day: Any,
    *,
    publicity: bool = True,
    short_title: str | None = None,
    version: str | None = None,
    signatures: str | None = None,
    signed_at: str | None = None,
) -> Report:
    """A report with what stands at the head and the foot of its pages, and with lines for signatures at its end.

    A builder may have given a head of its own; what the options say goes before.
    """
    given = report.head or RunningHead(authority=dossier.plan.authority, day=_day(report, dossier, words))
    head = attrs.evolve(given, title=short_title or given.title, version=version or given.version)
    on = day if isinstance(day, date) else calc.known_day(dossier)
    sentences = calc.publicity(dossier, on) if publicity else ()
    parts = report.parts
    if signed := tuple(_signatures(signatures or "")):
        block = Signatures(signed, signed_at or None)
        parts = (*parts, Section(key="signatures", title=words.text("report.signatures"), blocks=(block,)))
    return attrs.evolve(report, head=head, footer=(*report.footer, *sentences), parts=parts)


def _day(report: Report, dossier: Dossier, words: Wording) -> Fact | None:
    """The day of which the data are, as the title block has it; else when they were put together."""
    by_key = {fact.key: fact for fact in report.facts}
    shown = next((by_key[key] for key in _DAYS if key in by_key), None)
    if shown is not None or dossier.plan.prepared is None:
        return shown
    return Fact("prepared", words.text("fact.prepared"), dossier.plan.prepared)


def _signatures(lines: str) -> Iterator[Signature]:
    """Who signs: the office, or the name, an upright line and the office; semicolons or line feeds between them."""
    for line in filter(str.strip, lines.replace(";", "\n").split("\n")):
        name, _, office = line.rpartition("|")
        yield Signature(office.strip() or name.strip(), name.strip() if office.strip() and name.strip() else None)
