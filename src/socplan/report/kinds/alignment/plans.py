"""Single other plans: what serves what, and whether the two plans are comparable."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import PlanRelation, StatusMeaning
from socplan.report.blocks import Block, Items, Paragraph, ParagraphRole, Section
from socplan.report.cells import coded_title, known
from socplan.report.columns import Col, listing
from socplan.report.scene import Scene
from socplan.report.tables import NA, Cell

KIND: Final = "alignment"
#: The most notes on links that are sentences.
_FEW_NOTES: Final = 2


@frozen(kw_only=True)
class AlignmentScene(Scene):
    """Other plans beside this one."""

    alignments: tuple[calc.Alignment, ...]
    #: Whether the caller chose one plan; then the report says nothing about all plans.
    chosen: bool

    @property
    def upward(self) -> tuple[calc.Alignment, ...]:
        """The plans that this plan serves."""
        return tuple(aligned for aligned in self.alignments if not is_lower(aligned))

    @property
    def lower(self) -> tuple[calc.Alignment, ...]:
        """The plans that serve this plan."""
        return tuple(aligned for aligned in self.alignments if is_lower(aligned))


def is_lower(aligned: calc.Alignment) -> bool:
    """Whether the other plan serves this plan."""
    return aligned.plan.relation is PlanRelation.LOWER


def linked(scene: AlignmentScene, aligned: calc.Alignment) -> str:
    """The sentence on the links between two plans, or why there are none."""
    words = scene.words
    if aligned.is_mapped:
        return words.text("alignment.sentence", text=coverage_text(aligned, words))
    if aligned.outside:
        return words.text("alignment.only_outside")
    listed = any(goal.plan == aligned.plan.id for goal in scene.dossier.other_goals)
    return words.text("alignment.not_mapped" if listed else "alignment.not_listed")


def coverage_text(aligned: calc.Alignment, words: Wording) -> str:
    """The coverage in both directions, in words."""
    way = "lower" if is_lower(aligned) else "upward"
    ways = [
        words.text(f"alignment.{key}.{way}", n=part.count, total=part.total)
        for key, part in (("served_of", aligned.served), ("serving_of", aligned.serving))
        if part.count is not None
    ]
    return "; ".join(ways)


def plan_section(scene: AlignmentScene, aligned: calc.Alignment) -> Section:
    """The section on one other plan: why it is not linked, and whether the plans are comparable."""
    words = scene.words
    blocks: list[Block | None] = [
        # The summary tells how far a plan is linked.
        _notes(scene, aligned) if aligned.is_mapped else Paragraph(linked(scene, aligned), ParagraphRole.NOTE)
    ]
    if aligned.outside:
        named = ", ".join(dict.fromkeys(map(coded_title, aligned.outside)))
        outside = words.text("alignment.outside", n=len(aligned.outside), measures=named)
        blocks.append(Paragraph(outside, ParagraphRole.NOTE))
    blocks += _fit(scene, calc.compatibility(scene.dossier, aligned.plan))
    if aligned.plan.source:
        blocks.append(Paragraph(words.text("alignment.source", source=aligned.plan.source), ParagraphRole.NOTE))
    return Section(
        key=f"plan_{aligned.plan.id}",
        title=aligned.plan.title,
        blocks=tuple(block for block in blocks if block is not None),
    )


def _notes(scene: AlignmentScene, aligned: calc.Alignment) -> Block | None:
    """Notes on single links: a few in sentences, many as a table."""
    noted = [link for link in aligned.links if link.note]
    if 0 < len(noted) <= _FEW_NOTES:
        told = (
            scene.words.text(
                "alignment.link_note", own=coded_title(link.own), other=coded_title(link.other), note=link.note
            )
            for link in noted
        )
        return Items(tuple(told))
    return listing(
        scene,
        f"notes_{aligned.plan.id}",
        noted,
        Col("own_item", lambda link: coded_title(link.own)),
        Col("other_item", lambda link: coded_title(link.other)),
        Col("note", lambda link: link.note),
        title=scene.words.text("alignment.notes_title"),
        row_key=lambda _: None,
    )


# Whether the plans are comparable


def _fit(scene: AlignmentScene, compared: calc.Compatibility) -> Iterator[Block | None]:
    words = scene.words
    if compared.period.fit is calc.PeriodFit.UNKNOWN and compared.statuses is None and compared.kinds is None:
        yield Paragraph(words.text("alignment.no_comparison"), ParagraphRole.NOTE)
        return
    rows = [
        _period_row(compared.period, words),
        *(_status_row(status, words) for status in compared.statuses or ()),
        *((_kinds_row(scene, compared.kinds),) if compared.kinds else ()),
    ]
    unknown = [
        words.text(f"alignment.no_{key}")
        for key, value in (("statuses", compared.statuses), ("kinds", compared.kinds))
        if value is None
    ]
    if compared.kinds and compared.kinds.unknown:
        unknown.append(words.text("alignment.kinds_unknown", n=compared.kinds.unknown))
    if compared.statuses is None and compared.kinds is None:
        # One row is a sentence.
        yield Paragraph(words.text("alignment.period_fit", fit=rows[0].result, here=rows[0].here, there=rows[0].there))
        yield Paragraph(words.text("alignment.no_statuses_kinds"), ParagraphRole.NOTE)
        return
    yield listing(
        scene,
        f"fit_{compared.plan.id}",
        rows,
        Col("compared", lambda row: row.compared),
        Col("here", lambda row: row.here),
        Col("there", lambda row: row.there),
        Col("result", lambda row: row.result),
        title=words.text("alignment.fit_title"),
        notes=unknown,
    )


@frozen
class _Fit:
    """A property of both plans, and whether they agree."""

    compared: str
    here: Cell
    there: Cell
    result: str


def _period_row(match: calc.PeriodMatch, words: Wording) -> _Fit:
    result = words.text(f"period_fit.{match.fit.value}")
    if match.years and match.fit is not calc.PeriodFit.UNKNOWN:
        result = words.text("alignment.common", fit=result, n=match.years)
    return _Fit(words.text("alignment.period"), known(match.own), known(match.other), result)


def _status_row(status: calc.StatusMatch, words: Wording) -> _Fit:
    return _Fit(
        words.text("alignment.status", status=status.name),
        NA if status.fit is calc.CodeFit.THERE else _meaning(status.own, words),
        NA if status.fit is calc.CodeFit.HERE else _meaning(status.other, words),
        words.text(f"code_fit.{status.fit.value}"),
    )


def _meaning(meaning: StatusMeaning | None, words: Wording) -> str | None:
    return None if meaning is None else words.text(f"meaning.{meaning.value}")


def _kinds_row(scene: AlignmentScene, match: calc.KindMatch) -> _Fit:
    words = scene.words
    named: dict[str, list[str]] = {}
    for kind in calc.in_order(scene.dossier.service_kinds):
        if kind.code:
            named.setdefault(calc.plain_code(kind.code), []).append(kind.name)
    result = [words.text("alignment.kinds_both", n=len(match.both))]
    for key, kinds in (("kinds_here", match.here), ("kinds_there", match.there)):
        if kinds:
            listed = (
                " ".join((code, " / ".join(dict.fromkeys(named.get(calc.plain_code(code), ()))))) for code in kinds
            )
            result.append(words.text(f"alignment.{key}", kinds=", ".join(kind.strip() for kind in listed)))
    here, there = len(match.both) + len(match.here), len(match.both) + len(match.there)
    return _Fit(words.text("alignment.kinds"), here, there, "\n".join(result))
