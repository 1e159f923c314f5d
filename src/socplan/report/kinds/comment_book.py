"""The book of comments (kniha připomínek): the rules, every comment and what became of it, and the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import attrs
from attrs import frozen

from socplan.calculations import (
    CommentCount,
    comment_counts,
    comments_in_order,
    in_order,
    is_late,
    numbered_comments,
    turnout_total,
    window_days,
)
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import (
    AuthorKind,
    Comment,
    CommentCategory,
    Consultation,
    DeadlineRule,
    Dossier,
    Goal,
    Measure,
    Settlement,
)
from socplan.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Fact,
    NotApplicable,
    Paragraph,
    ParagraphRole,
    Report,
    Row,
    RowRole,
    Section,
)
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.shared import (
    ColumnSpec,
    Scene,
    assembled,
    coded_title,
    findings_section,
    group_name,
    known,
    paragraphs,
    section,
    table,
    title_facts,
    without_zeros,
)

__all__ = ["build", "register_reports"]

_KIND: Final = "comment-book"
_WORDS: Final = "comment_book"
_NA: Final = NotApplicable.NOT_APPLICABLE
#: What is accepted needs no reason, and what is not settled has none yet.
_NEED_NO_REASON: Final = frozenset({Settlement.ACCEPTED, None})


@frozen(kw_only=True)
class _Scene(Scene):
    consultation: Consultation


def build(dossier: Dossier, context: BuildContext, *, consultation: str | None) -> Report:
    """Build the book of one consultation, by default the last one.

    Raises:
        OptionError: the dossier has no consultation, or none of that name.
    """
    words = context.words
    chosen = _chosen(dossier, consultation)
    scene = _Scene(dossier=dossier, context=context, consultation=chosen)
    facts = [fact for fact in title_facts(dossier, words) if fact.key in ("authority", "territory")]
    if chosen.document:
        facts.append(Fact("document", words.text("fact.document"), chosen.document))
    if known(chosen.window):
        facts.append(Fact("window", words.text("fact.window"), chosen.window))
    return assembled(
        _KIND,
        context,
        title=chosen.title,
        subtitle=dossier.plan.title,
        facts=facts,
        parts=(
            _summary(scene),
            section(words, _WORDS, "rules", *_rules(scene)),
            section(words, _WORDS, "book", *_book(scene)),
            section(words, _WORDS, "statistics", *_statistics(scene)),
            findings_section(context, context.findings) if context.internal else None,
        ),
    )


def _chosen(dossier: Dossier, name: str | None) -> Consultation:
    ordered = in_order(dossier.consultations)
    found = [one for one in ordered if name in {None, one.id}]
    if not found:
        if not ordered:
            problem = "the dossier has no consultation; add one to consultations"
            raise OptionError(_KIND, None, problem, ("consultation",))
        known_ones = ", ".join(one.id for one in ordered)
        problem = f"no consultation {name} (consultations: {known_ones})"
        raise OptionError(_KIND, "consultation", problem, ("consultation",))
    return found[-1]


def _summary(scene: _Scene) -> Section:
    words, consultation = scene.words, scene.consultation
    comments = comments_in_order(scene.dossier, consultation)
    registered = len(comments) if comments else consultation.registered
    sentences = []
    if registered is not None:
        sentences.append(words.text("comment_book.registered", n=registered))
    if (took_part := turnout_total(scene.dossier, consultation)) is not None:
        sentences.append(words.text("comment_book.took_part", n=took_part))
    if consultation.anonymous:
        sentences.append(words.text("comment_book.anonymous", n=consultation.anonymous))
    settled = [comment for comment in comments if comment.settlement is not None]
    if settled:
        sentences.append(words.text("comment_book.settled", n=len(settled)))
    if comments and len(settled) < len(comments):
        sentences.append(words.text("comment_book.unsettled", n=len(comments) - len(settled)))
    late = [comment for comment in comments if is_late(scene.dossier, comment)]
    if late:
        sentences.append(words.text("comment_book.late", n=len(late)))
    return section(
        words,
        _WORDS,
        "summary",
        Paragraph(" ".join(sentences) or words.text("comment_book.nothing"), ParagraphRole.LEAD),
        Paragraph(words.text("comment_book.people_are_not_comments"), ParagraphRole.NOTE)
        if any(one.consultation == consultation.id for one in scene.dossier.turnouts)
        else None,
        *paragraphs(consultation.note, ParagraphRole.NOTE),
    )


def _rules(scene: _Scene) -> Iterator[Block | None]:
    words, consultation = scene.words, scene.consultation
    days = window_days(consultation)
    if days is not None:
        yield Paragraph(words.text("comment_book.days", n=days, window=consultation.window))
    if consultation.rule:
        key = f"comment_book.rule.{consultation.rule.value}"
        text = words.text(key)
        # The hour decides of what is delivered alone.
        if consultation.until_hour is not None and consultation.rule is DeadlineRule.DELIVERED:
            text += " " + words.text("comment_book.until_hour", n=consultation.until_hour)
        yield Paragraph(text)
    if consultation.form:
        yield Paragraph(consultation.form)
    rows = [
        Row((one.name, one.address, words.text(f"channel.{one.channel.value}") if one.channel else None), key=one.id)
        for one in in_order(scene.dossier.contact_places)
        if one.consultation == consultation.id
    ]
    columns = ("contact_place", "address", "channel")
    yield table(words, "places", words.text("comment_book.places_title"), columns, rows)


def _book(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    rows = [
        _comment(scene, number, comment) for number, comment in numbered_comments(scene.dossier, scene.consultation)
    ]
    columns: list[ColumnSpec] = [("number", ColumnKind.COUNT), ("received", ColumnKind.DATE), "from_whom", "about"]
    columns += ["comment_text", "category", "settled_by", "settlement", "reason", "in_time"]
    notes = () if scene.context.internal else (words.text("comment_book.no_names"),)
    book = table(words, "book", words.text("comment_book.book_title"), columns, rows, notes=notes)
    yield attrs.evolve(book, captioned=False) if book else None


def _comment(scene: _Scene, number: int, comment: Comment) -> Row:
    words = scene.words
    late = is_late(scene.dossier, comment)
    cells: tuple[Cell, ...] = (
        number,
        comment.received or comment.sent,
        _author(scene, comment),
        _about(scene, comment),
        comment.text,
        words.text(f"comment_category.{comment.category.value}") if comment.category else None,
        _settled_by(scene, comment),
        words.text(f"settlement.{comment.settlement.value}") if comment.settlement else words.text("comment_book.open"),
        _NA if comment.reason is None and comment.settlement in _NEED_NO_REASON else comment.reason,
        _in_time(comment, words, late=late),
    )
    return Row(cells, key=comment.id)


def _settled_by(scene: _Scene, comment: Comment) -> str | None:
    """The group that settles a comment, and the body that decided where that is another one."""
    names = dict.fromkeys(group_name(scene.dossier, one, scene.words) for one in (comment.group, comment.body))
    return "\n".join(name for name in names if name) or None


def _in_time(comment: Comment, words: Wording, *, late: bool | None) -> str | None:
    """Whether a comment came in time; of a late one also the hour, which may be why."""
    if late and comment.received_hour is not None:
        return words.text("comment_book.is_late_at", hour=comment.received_hour)
    return None if late is None else words.text("comment_book.is_late" if late else "comment_book.is_in_time")


def _author(scene: _Scene, comment: Comment) -> str | None:
    """Who it is from; for the public no person but what kind of author, and organisations by name."""
    kind = scene.words.text(f"author_kind.{comment.author_kind.value}") if comment.author_kind else None
    parts = [comment.author if scene.context.internal else None, comment.organisation, kind]
    return ", ".join(part for part in parts if part) or None


def _about(scene: _Scene, comment: Comment) -> str | None:
    measure = scene.dossier.get(Measure, comment.measure) if comment.measure else None
    goal = scene.dossier.get(Goal, comment.goal) if comment.goal else None
    item = measure or goal
    # A part that says no more than the code of what is named beside it is not said again.
    part = None if item and item.code and item.code in (comment.part or "") else comment.part
    return ", ".join(filter(None, (part, coded_title(item) if item else None))) or None


# Numbers


def _statistics(scene: _Scene) -> Iterator[Block | None]:
    words, consultation = scene.words, scene.consultation
    counted = {one.kind: one.count for one in scene.dossier.turnouts if one.consultation == consultation.id}
    rows = [
        Row((words.text(f"author_kind.{kind.value}"), counted[kind]), key=kind.value)
        for kind in AuthorKind
        if kind in counted
    ]
    if len(rows) > 1:
        rows.append(Row((words.text("table.total"), turnout_total(scene.dossier, consultation)), RowRole.TOTAL))
    columns = ("author_kind", ("participants", ColumnKind.COUNT))
    yield table(words, "turnout", words.text("comment_book.turnout_title"), columns, rows)
    yield _counts(scene, "author_kind", lambda comment: comment.author_kind, AuthorKind)
    yield _counts(scene, "category", lambda comment: comment.category, CommentCategory)
    yield _by_group(scene)


def _counts(
    scene: _Scene, key: str, by: Callable[[Comment], object], kinds: type[AuthorKind | CommentCategory]
) -> Block | None:
    """Comments by a property, with what became of them; those of which it is not known last."""
    words = scene.words
    counts = comment_counts(scene.dossier, scene.consultation, by)
    label = "author_kind" if kinds is AuthorKind else "comment_category"
    rows = [_count_row(words.text(f"{label}.{one.value}"), counts[one]) for one in kinds if one in counts]
    if None in counts:
        rows.append(_count_row(words.text("value.unknown"), counts[None]))
    return _count_table(scene, key, rows)


def _by_group(scene: _Scene) -> Block | None:
    counts = comment_counts(scene.dossier, scene.consultation, lambda comment: comment.group)
    groups = [group for group in in_order(scene.dossier.groups) if group.id in counts]
    rows = [_count_row(group_name(scene.dossier, group.id, scene.words) or "", counts[group.id]) for group in groups]
    if None in counts:
        rows.append(_count_row(scene.words.text("value.unknown"), counts[None]))
    return _count_table(scene, "group", rows)


def _count_row(name: str, count: CommentCount) -> Row:
    return Row((name, *(count.settled[one] for one in Settlement), count.open, count.total))


def _count_table(scene: _Scene, key: str, rows: list[Row]) -> Block | None:
    words = scene.words
    whole = comment_counts(scene.dossier, scene.consultation, lambda _: True).get(True)
    if whole is None:
        return None
    total = _count_row(words.text("table.total"), whole)
    columns: list[ColumnSpec] = [key]
    columns += [Column(one.value, words.text(f"settlement.{one.value}"), ColumnKind.COUNT) for one in Settlement]
    columns += [("open", ColumnKind.COUNT), ("total", ColumnKind.COUNT)]
    found = table(
        words,
        f"by_{key}",
        words.text(f"comment_book.by_{key}_title"),
        columns,
        [*rows, attrs.evolve(total, role=RowRole.TOTAL)],
    )
    return without_zeros(found, *(one.value for one in Settlement), "open") if found else None


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the book of comments."""
    option = Option(name="consultation", type=str, help="the identifier of the consultation; without it the last one")
    return (ReportKind(name=_KIND, label="comment_book.name", build=build, options=(option,)),)
