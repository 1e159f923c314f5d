"""The comment book (kniha připomínek): the rules, every comment with its settlement, and the numbers."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve, frozen

from socplan import calculations as calc
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
from socplan.report.blocks import Block, Fact, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import capital, coded_title, known, lines
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.markdown import rich_blocks
from socplan.report.scene import Scene, assembled, section, title_facts
from socplan.report.tables import ColumnKind

_KIND: Final = "comment-book"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("consultations", "contact_places", "turnouts", "comments")
_WORDS: Final = "comment_book"
#: The most comments that a sentence names.
_FEW: Final = 3
#: Accepted comments need no reason, and unsettled comments have none yet.
_NEED_NO_REASON: Final = frozenset({Settlement.ACCEPTED, Settlement.NOTED, None})


@frozen(kw_only=True)
class _Scene(Scene):
    consultation: Consultation
    #: Whether the data are of a day before the first one for comments.
    is_ahead: bool
    #: Whether they are of a day before the last one.
    is_open: bool


def build(dossier: Dossier, context: BuildContext, *, consultation: str | None) -> Report:
    """Build the comment book of a consultation, by default the last one.

    Raises:
        OptionError: the dossier has no consultation, or none with that identifier.
    """
    words = context.words
    chosen = _chosen(dossier, consultation)
    prepared, opens = dossier.plan.prepared, chosen.window.start
    is_ahead = prepared is not None and opens is not None and prepared.last_day < opens.first_day
    if is_ahead:
        # On that day nobody has commented or taken part.
        dossier = evolve(dossier, comments=(), turnouts=())
        chosen = evolve(chosen, registered=None, anonymous=None, note=None)
    closes = chosen.window.end
    is_open = prepared is not None and closes is not None and prepared.last_day < closes.last_day
    scene = _Scene(dossier=dossier, context=context, consultation=chosen, is_ahead=is_ahead, is_open=is_open)
    facts = list(title_facts(dossier, words, "authority", "territory", "contact"))
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
            section(words, _WORDS, "book", _book(scene)),
            section(words, _WORDS, "statistics", *_statistics(scene)),
            all_findings(context, *_TABLES),
        ),
    )


def _chosen(dossier: Dossier, name: str | None) -> Consultation:
    ordered = calc.in_order(dossier.consultations)
    fitting = [consultation for consultation in ordered if name in {None, consultation.id}]
    if not fitting:
        if not ordered:
            problem = "the dossier has no consultation; add one to consultations"
            raise OptionError(_KIND, None, problem, ("consultation",))
        names = ", ".join(consultation.id for consultation in ordered)
        problem = f"no consultation {name} (consultations: {names})"
        raise OptionError(_KIND, "consultation", problem, ("consultation",))
    return fitting[-1]


def _waiting(scene: _Scene) -> Iterator[str]:
    """The numbers of the comments that nobody has settled, if they are few."""
    numbered = calc.numbered_comments(scene.dossier, scene.consultation)
    waiting = [str(number) for number, comment in numbered if comment.settlement is None]
    if 0 < len(waiting) <= _FEW:
        yield scene.words.text("comment_book.waiting", n=len(waiting), numbers=scene.words.listed(waiting))


def _summary(scene: _Scene) -> Section:
    words, consultation = scene.words, scene.consultation
    comments = calc.comments_in_order(scene.dossier, consultation)
    registered = len(comments) or None if consultation.registered is None else consultation.registered
    sentences = []
    if registered is not None:
        sentences.append(words.text("comment_book.registered", n=registered))
    if comments and registered != len(comments):
        sentences.append(words.text("comment_book.listed", n=len(comments)))
    if (took_part := calc.turnout_total(scene.dossier, consultation)) is not None:
        sentences.append(words.text("comment_book.took_part", n=took_part))
    anonymous = calc.anonymous_comments(scene.dossier, consultation)
    if anonymous.known:
        key = "anonymous" if anonymous.total is not None else "anonymous_least"
        sentences.append(words.text(f"comment_book.{key}", n=anonymous.known))
    settled = [comment for comment in comments if comment.settlement is not None]
    if settled:
        sentences.append(words.text("comment_book.settled", n=len(settled), total=len(comments)))
        sentences += _waiting(scene)
    if comments and not settled:
        sentences.append(words.text("comment_book.unsettled", n=len(comments) - len(settled)))
    late = [comment for comment in comments if calc.is_late(scene.dossier, comment)]
    if late:
        sentences.append(words.text("comment_book.late", n=len(late)))
    nothing = "comment_book.not_open" if scene.is_ahead else "comment_book.nothing"
    return section(
        words,
        _WORDS,
        "summary",
        Paragraph(" ".join(sentences) or words.text(nothing, day=scene.dossier.plan.prepared), ParagraphRole.LEAD),
        Paragraph(words.text("comment_book.people_are_not_comments"), ParagraphRole.NOTE)
        if any(turnout.consultation == consultation.id for turnout in scene.dossier.turnouts)
        else None,
        *rich_blocks(consultation.note, ParagraphRole.NOTE),
    )


def _rules(scene: _Scene) -> Iterator[Block | None]:
    words, consultation = scene.words, scene.consultation
    days = calc.window_days(consultation)
    sentences = []
    if days is not None:
        key = f"comment_book.days{'_ahead' if scene.is_ahead else '_open' if scene.is_open else ''}"
        sentences.append(words.text(key, n=days, window=consultation.window))
    if consultation.rule is not None:
        sentences.append(words.text(f"comment_book.rule.{consultation.rule.value}"))
    # A postmark has no hour.
    if consultation.until_hour is not None and consultation.rule is not DeadlineRule.SENT:
        key = "comment_book.until_hour" if scene.is_open else "comment_book.was_until_hour"
        sentences.append(words.text(key, n=consultation.until_hour))
    # Before the consultation, and without comments, nobody asks which came too late.
    asked = "" if calc.comments_in_order(scene.dossier, consultation) else "_yet"
    if scene.is_ahead:
        pass
    elif consultation.window.end is None:
        sentences.append(words.text(f"comment_book.no_deadline{asked}"))
    elif consultation.rule is None:
        sentences.append(words.text(f"comment_book.no_rule{asked}"))
    if consultation.form:
        sentences.append(consultation.form if consultation.form.endswith((".", "!", "?")) else f"{consultation.form}.")
    yield Paragraph(" ".join(sentences)) if sentences else None
    yield listing(
        scene,
        "places",
        [place for place in calc.in_order(scene.dossier.contact_places) if place.consultation == consultation.id],
        Col("contact_place", lambda place: place.name),
        Col("address", lambda place: place.address),
        Col("channel", lambda place: words.text(f"channel.{place.channel.value}") if place.channel else None),
        title=words.text("comment_book.places_title"),
    )


def _book(scene: _Scene) -> Block | None:
    words, dossier = scene.words, scene.dossier

    def settlement(comment: Comment) -> str | None:
        """How a comment was settled, and why."""
        key = f"settlement.{comment.settlement.value}" if comment.settlement else "comment_book.open"
        why = comment.reason
        if why is None and comment.settlement not in _NEED_NO_REASON:
            why = words.text("comment_book.no_reason")
        told = words.text(key)
        if comment.settled:
            told = words.text("comment_book.settled_on", settlement=told, day=comment.settled)
        return lines(told, why)

    rows = calc.numbered_comments(dossier, scene.consultation)
    named = any(comment.author or comment.signed for _, comment in rows)
    unnamed = (words.text("comment_book.no_names"),) if named and not scene.context.internal else ()
    return listing(
        scene,
        "book",
        rows,
        Col("number", lambda row: row[0], ColumnKind.COUNT),
        Col("received", lambda row: row[1].received or row[1].sent, ColumnKind.DATE),
        Col("from_whom", lambda row: _author(scene, row[1])),
        Col("about", lambda row: _about(scene, row[1])),
        Col("comment_text", lambda row: row[1].text),
        Col(
            "category", lambda row: words.text(f"comment_category.{row[1].category.value}") if row[1].category else None
        ),
        Col("settled_by", lambda row: _settled_by(scene, row[1])),
        Col("settlement", lambda row: settlement(row[1])),
        title=words.text("comment_book.book_title"),
        notes=(" ".join((*_in_time(scene, rows), *unnamed)) or None,),
        row_key=lambda row: row[1].id,
        captioned=False,
    )


def _settled_by(scene: _Scene, comment: Comment) -> str | None:
    """The group that settles a comment, and the body that decided if it is another."""
    return lines(*dict.fromkeys(map(scene.group_name, (comment.group, comment.body))))


def _in_time(scene: _Scene, rows: Iterable[tuple[int, Comment]]) -> Iterator[str]:
    """Which comments came late, each with its hour, which may be the reason, and of which nobody knows."""
    words = scene.words
    late: list[str] = []
    unknown: list[str] = []
    known = 0
    for number, comment in rows:
        is_late = calc.is_late(scene.dossier, comment)
        known += is_late is not None
        if is_late is None:
            unknown.append(words.show(number))
        elif is_late and comment.received_hour is not None:
            late.append(words.text("comment_book.late_at", number=number, hour=comment.received_hour))
        elif is_late:
            late.append(words.show(number))
    if late:
        yield words.text("comment_book.came_late", n=len(late), numbers=words.listed(late))
    elif known:
        yield words.text("comment_book.none_late")
    if known and unknown:
        yield words.text("comment_book.maybe_late", n=len(unknown), numbers=words.listed(unknown))


def _author(scene: _Scene, comment: Comment) -> str | None:
    """The author of a comment: organisation and kind, in the internal version also the person."""
    kind = scene.words.text(f"author_kind.{comment.author_kind.value}") if comment.author_kind else None
    parts = [comment.author if scene.context.internal else None, comment.organisation, kind]
    return ", ".join(part for part in parts if part) or None


def _about(scene: _Scene, comment: Comment) -> str | None:
    measure = scene.dossier.get(Measure, comment.measure)
    goal = scene.dossier.get(Goal, comment.goal)
    item = measure or goal
    # The part is left out where it only repeats the code of the item beside it.
    part = None if item and item.code and item.code in (comment.part or "") else comment.part
    return ", ".join(filter(None, (part, coded_title(item) if item else None))) or None


# Numbers


def _statistics(scene: _Scene) -> Iterator[Block | None]:
    """Who took part and who commented, in one table where both are known; then what comments are like, and of whom."""
    words, consultation = scene.words, scene.consultation
    authors = {kind: words.text(f"author_kind.{kind.value}") for kind in AuthorKind}
    counted = {row.kind: row.count for row in scene.dossier.turnouts if row.consultation == consultation.id}
    total = calc.turnout_total(scene.dossier, consultation)
    participants: Col[_Sort] = Col("participants", lambda row: counted.get(row.key), ColumnKind.COUNT, total)
    if counted and calc.comments_in_order(scene.dossier, consultation):
        yield _counts(scene, "author_kind", lambda comment: comment.author_kind, authors, counted, participants)
    else:
        yield listing(
            scene,
            "turnout",
            [_Sort(kind, name) for kind, name in authors.items() if kind in counted],
            Col("author_kind", lambda row: row.name),
            participants,
            title=words.text("comment_book.turnout_title"),
            row_key=lambda row: row.key.value,
            totals=len(counted) > 1,
        )
        yield _counts(scene, "author_kind", lambda comment: comment.author_kind, authors)
    categories = {category: words.text(f"comment_category.{category.value}") for category in CommentCategory}
    groups = {group.id: scene.group_name(group.id) or "" for group in calc.in_order(scene.dossier.groups)}
    yield _counts(scene, "category", lambda comment: comment.category, categories)
    yield _counts(scene, "group", lambda comment: comment.group or comment.body, groups)


@frozen
class _Sort:
    """A sort of comments: what they have in common, and how many there are."""

    key: Any
    name: str
    count: calc.CommentCount = calc.CommentCount(total=0, settled=dict.fromkeys(Settlement, 0), open=0)


def _counts(
    scene: _Scene,
    key: str,
    by: Callable[[Comment], object],
    names: Mapping[Any, str],
    more: Container[object] = (),
    *beside: Col[_Sort],
) -> Block | None:
    """Comments by a property, with their settlement; comments without the property come last.

    There is a row for those of ``more`` too, and there are columns ``beside``.
    """
    words = scene.words
    counts = calc.comment_counts(scene.dossier, scene.consultation, by)
    whole = calc.comment_counts(scene.dossier, scene.consultation, lambda _: True).get(True)
    if whole is None:
        return None
    named = {**names, None: words.text("value.unknown")}
    title = f"comment_book.by_{key}_title" if not beside else f"comment_book.by_{key}_and_turnout_title"
    return listing(
        scene,
        f"by_{key}",
        [
            _Sort(value, name, counts[value]) if value in counts else _Sort(value, name)
            for value, name in named.items()
            if value in counts or value in more
        ],
        Col(key, lambda row: row.name, head=words.text("column.body") if key == "group" else None),
        *beside,
        *(_settled(settlement, whole, words) for settlement in Settlement),
        Col("open", lambda row: row.count.open, ColumnKind.COUNT, whole.open, skip_zeros=True),
        Col(
            "total",
            lambda row: row.count.total,
            ColumnKind.COUNT,
            whole.total,
            head=words.text("column.comments_total") if beside else None,
        ),
        title=words.text(title),
        notes=(words.text("comment_book.by_group_note"),) if key == "group" else (),
    )


def _settled(settlement: Settlement, whole: calc.CommentCount, words: Wording) -> Col[_Sort]:
    """The number of comments with one settlement."""
    return Col(
        settlement.value,
        lambda row: row.count.settled[settlement],
        ColumnKind.COUNT,
        whole.settled[settlement],
        head=capital(words.text(f"settlement.{settlement.value}")),
        skip_zeros=True,
    )


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the book of comments."""
    option = Option(name="consultation", type=str, help="the identifier of the consultation; without it the last one")
    return (ReportKind(name=_KIND, label="comment_book.name", build=build, options=(option,)),)
