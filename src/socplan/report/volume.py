"""Several reports as one document."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import attrs

from socplan.errors import quoted
from socplan.labels import Wording
from socplan.model import PartialDate, Period
from socplan.report.blocks import Block, Fact, Items, Paragraph, Report, RunningHead, Section
from socplan.typecheck import guarded, refusal

__all__ = ["compose"]

#: The kind of a report that is made of several.
VOLUME: Final = "volume"


@guarded
def compose(reports: Sequence[Report], *, title: str, subtitle: str | None = None) -> Report:
    """Several reports as one document (svazek): a chapter for each, numbered, under one title and one list of contents.

    What the title blocks of all reports say alike stands in the title block of the document, the rest at the head of
    the chapter.

    Args:
        reports: the reports in their order, in one language and for one audience.
        title: the title of the document.
        subtitle: what stands below it.

    Raises:
        ArgumentError: there is no report, or they differ in language or audience.
    """
    faults = {
        f"reports[{place}]": f"{name} is {quoted(getattr(report, name))}, and not {quoted(getattr(reports[0], name))}"
        for place, report in enumerate(reports)
        for name in ("locale", "audience")
        if getattr(report, name) != getattr(reports[0], name)
    }
    if not reports:
        faults["reports"] = "at least one report is needed"
    if faults:
        raise refusal(compose, **faults)
    first, often = reports[0], Counter(report.kind for report in reports)
    shared = tuple(fact for fact in first.facts if all(fact in report.facts for report in reports))
    return Report(
        kind=VOLUME,
        locale=first.locale,
        audience=first.audience,
        title=title,
        subtitle=subtitle,
        facts=shared,
        parts=tuple(
            Section(
                key=report.kind if often[report.kind] == 1 else f"{report.kind}_{number}",
                title=f"{number} {report.title}",
                blocks=tuple(_chapter(report, number, shared)),
            )
            for number, report in enumerate(reports, start=1)
        ),
        head=_head(reports),
        footer=tuple(dict.fromkeys(sentence for report in reports for sentence in report.footer)),
        words={key: word for report in reports for key, word in report.words.items()},
    )


def _head(reports: Sequence[Report]) -> RunningHead:
    """What all reports say alike at the head of their pages."""
    heads = [report.head for report in reports]
    first = heads[0]
    if first is None:
        return RunningHead()
    alike = {
        name: getattr(first, name)
        for name in ("authority", "version", "day")
        if all(head is not None and getattr(head, name) == getattr(first, name) for head in heads)
    }
    return RunningHead(**alike)


def _chapter(report: Report, number: int, shared: tuple[Fact, ...]) -> Iterator[Block]:
    if report.subtitle:
        yield Paragraph(report.subtitle)
    if own := tuple(f"{fact.label}: {_shown(fact, report)}" for fact in report.facts if fact not in shared):
        yield Items(own)
    for place, part in enumerate(report.parts, start=1):
        yield attrs.evolve(part, title=f"{number}.{place} {part.title}")


def _shown(fact: Fact, report: Report) -> str:
    words = Wording(report.locale)
    match fact.value:
        case None:
            return report.words["unknown"]
        case date() | PartialDate() | Period() | int():
            return words.show(fact.value)
        case _:
            return str(fact.value)
