"""The rules: the balance of members, quotas and conditions, and seats to fill."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from socplan import calculations as calc
from socplan.model import (
    Approval,
    ConditionProof,
    Constituency,
    GroupKind,
    Member,
    MembershipCondition,
    Project,
    Resolution,
    Territory,
)
from socplan.report.blocks import Block, Items, Paragraph, ParagraphRole, Section
from socplan.report.cells import capital, constituency_name, known, resolution_state_text
from socplan.report.columns import Col, listing
from socplan.report.kinds.organisation.scene import TEAMS, OrganisationScene
from socplan.report.tables import NA, Cell, ColumnKind, NotApplicable

#: The kinds of groups that plan together; no rule asks for all sides in a council, or in a group of organisations.
_PLANNING: Final = (
    GroupKind.STEERING,
    GroupKind.WORKING,
    GroupKind.COORDINATION,
    GroupKind.INITIATING,
    GroupKind.TRIAD,
)


def balance_blocks(scene: OrganisationScene) -> Iterator[Block | None]:
    """The constituencies and sectors of members."""
    words = scene.words
    rows = _balance(scene)
    seen = {constituency for row in rows for constituency, count in row.counts.items() if count != 0}
    if not seen:
        # No constituency is known.
        yield from _sectors(scene)
        return

    shown = [constituency for constituency in Constituency if constituency in seen or constituency in calc.TRIAD]

    def head(constituency: Constituency) -> str:
        return capital(words.text(f"constituency.{constituency.value}"))

    def counted(constituency: Constituency) -> Col[calc.BalanceRow]:
        return Col(constituency.value, lambda row: row.counts[constituency], ColumnKind.COUNT, head=head(constituency))

    def represented(constituency: Constituency) -> Col[calc.BalanceRow]:
        # That the sources do not name a side is no word of theirs that it is not there.
        return Col(constituency.value, lambda row: _is_represented(row, constituency) or NA, head=head(constituency))

    triads = [row for row in rows if row.group.kind is GroupKind.TRIAD and row.missing == ()]
    if len(triads) < len(rows) and all(row.missing == () for row in rows):
        yield Paragraph(words.text("organisation.complete"))
    yield listing(
        scene,
        "balance",
        [row for row in rows if row.total is not None],
        Col("group", lambda row: scene.title(scene.structure.body(row.group.id)), head=words.text("column.body")),
        *map(counted, shown),
        Col("unstated", lambda row: row.unknown, ColumnKind.COUNT),
        Col("total", lambda row: row.total, ColumnKind.COUNT),
        title=words.text("organisation.balance_title"),
        notes=(words.text("organisation.balance_note"),),
        row_key=lambda row: row.group.id,
    )
    yield listing(
        scene,
        "represented",
        [row for row in rows if row.total is None],
        Col("group", lambda row: scene.title(scene.structure.body(row.group.id)), head=words.text("column.body")),
        *map(represented, shown),
        title=words.text("organisation.represented_title"),
        notes=(words.text("organisation.represented_note") if _has_unnamed(rows, shown) else None,),
        row_key=lambda row: row.group.id,
    )
    yield from _sectors(scene)
    for row in triads:
        group = scene.title(scene.structure.body(row.group.id))
        yield Paragraph(words.text("organisation.triad_complete", group=group))
    incomplete = [_missing(scene, row) for row in rows if row.missing and row.group.kind in _PLANNING]
    if incomplete:
        yield Paragraph(words.text("organisation.incomplete"))
        yield Items(tuple(incomplete))


def _balance(scene: OrganisationScene) -> list[calc.BalanceRow]:
    """The members of the bodies of the day, by constituency."""
    return [row for row in calc.balance(scene.dossier, scene.day) if scene.structure.body(row.group.id)]


def _is_represented(row: calc.BalanceRow, constituency: Constituency) -> bool:
    """Whether somebody is known to speak for a constituency."""
    return row.counts[constituency] != 0


def _has_unnamed(rows: Sequence[calc.BalanceRow], shown: Sequence[Constituency]) -> bool:
    """Whether a group of unknown number has a constituency that nobody is known to speak for."""
    return any(not _is_represented(row, each) for row in rows if row.total is None for each in shown)


def _sectors(scene: OrganisationScene) -> Iterator[Block | None]:
    """The sectors of members, for groups where one is known."""
    words = scene.words
    for body, group, _ in scene.bodies:
        counts = calc.sectors(scene.dossier, body.group, scene.day)
        if not any(row.sector for row in counts):
            continue
        title = "organisation.professions_title" if group.kind in TEAMS else "organisation.sectors_title"
        uncounted = any(row.sitting is None or row.proposed is None for row in counts)
        kind = ColumnKind.TEXT if uncounted else ColumnKind.COUNT

        def cell(number: int | None, *, uncounted: bool = uncounted) -> Cell:
            """A number, or "yes" where there are some of unknown number."""
            return words.text("value.yes") if number is None else NA if uncounted and not number else number

        yield listing(
            scene,
            f"sectors_{body.group}",
            counts,
            Col("sector", lambda row: row.sector),
            Col("sitting", lambda row: cell(row.sitting), kind),
            Col("proposed", lambda row: cell(row.proposed), kind),
            title=words.text(title, body=scene.title(body)),
            notes=(words.text("organisation.uncounted_note") if uncounted else None,),
        )


def _missing(scene: OrganisationScene, row: calc.BalanceRow) -> str:
    words = scene.words
    absent = [_absent(scene, row, constituency) for constituency in row.missing or ()]
    name = scene.title(scene.structure.body(row.group.id))
    return words.text("organisation.missing", group=name, who=words.listed(absent))


def _absent(scene: OrganisationScene, row: calc.BalanceRow, constituency: Constituency) -> str:
    """A side that nobody speaks for, with the seats of it that are proposed or vacant."""
    words = scene.words
    who = words.text(f"constituency.{constituency.value}")
    seats = [
        member
        for member in calc.members_at(scene.dossier, row.group.id, scene.day)
        if member.constituency is constituency and not member.uncounted and member.substitute_for is None
    ]
    proposed = sum(member.approval is Approval.PENDING for member in seats)
    vacant = sum(member.vacant for member in seats)
    told = [
        words.text(key, n=number)
        for key, number in (("organisation.proposed", proposed), ("organisation.vacant_seats", vacant))
        if number
    ]
    return words.text("organisation.missing_but", who=who, seats=", ".join(told)) if told else who


def rule_blocks(scene: OrganisationScene) -> Iterator[Block | None]:
    """Quotas, conditions of membership, and how members change."""
    words = scene.words
    results = scene.quotas
    yield _quotas(scene, results)
    if results:
        kept = [result.kept for result in results]
        if all(kept):
            yield Paragraph(words.text("organisation.quotas_kept"))
        elif open_ := [result for result in results if result.kept is None]:
            sentences = [words.text("organisation.quotas_held", n=held)] if (held := kept.count(True)) else []
            rules = "; ".join(dict.fromkeys(_rule(scene, result) for result in open_))
            sentences.append(words.text("organisation.quotas_open", n=len(open_), rules=rules))
            yield Paragraph(" ".join(sentences))
    yield from _eligibility(scene)
    yield _membership(scene)


def _rule(scene: OrganisationScene, result: calc.QuotaResult) -> str:
    """A rule by its body, and by the territory and the constituency that it is about."""
    about = (
        scene.title(scene.structure.body(result.quota.group)),
        scene.name_of(Territory, result.territory),
        constituency_name(result.quota.constituency, scene.words),
    )
    return ", ".join(filter(None, about))


def _membership(scene: OrganisationScene) -> Block | None:
    """How often the membership of a body is reviewed, and who approves its members."""
    words = scene.words
    renewals = {row.group.id: row for row in calc.renewals(scene.dossier, scene.day)}
    rows = [
        (body, group, renewals.get(group.id))
        for body, group, _ in scene.bodies
        if group.id in renewals or group.members_approved_by
    ]
    whole = any(renewal for _, _, renewal in rows), any(group.members_approved_by for _, group, _ in rows)
    title = "membership" if all(whole) else "renewals" if whole[0] else "approvers"
    return listing(
        scene,
        "membership",
        rows,
        Col("group", lambda row: scene.title(row[0]), head=words.text("column.body")),
        Col("renewed_every", lambda row: row[2].group.renewed_every if row[2] else NA, ColumnKind.COUNT),
        Col("last_change", lambda row: row[2].last if row[2] else NA, ColumnKind.DATE),
        Col("due", lambda row: row[2].due if row[2] else NA, ColumnKind.DATE),
        Col("overdue", lambda row: row[2].overdue if row[2] else NA),
        Col(
            "approved_by",
            lambda row: scene.group_name(row[1].members_approved_by) if row[1].members_approved_by else NA,
            head=words.text("fact.approved_by"),
        ),
        title=words.text(f"organisation.{title}_title"),
        row_key=lambda row: row[0].group,
    )


def _quotas(scene: OrganisationScene, results: Sequence[calc.QuotaResult]) -> Block | None:
    words, count = scene.words, ColumnKind.COUNT
    # Below the numbers of members, if there are any, the note stands already.
    counted = any(row.total is not None and any(row.counts.values()) for row in _balance(scene))
    sources = dict.fromkeys(result.quota.source for result in results if result.quota.source)
    return listing(
        scene,
        "quotas",
        results,
        Col("group", lambda row: scene.title(scene.structure.body(row.quota.group)), head=words.text("column.body")),
        Col("territory", lambda row: scene.name_of(Territory, row.territory) or NA),
        Col("constituency", lambda row: constituency_name(row.quota.constituency, words) or NA),
        Col("least", lambda row: NA if row.quota.least is None else row.quota.least, count),
        Col("most", lambda row: NA if row.quota.most is None else row.quota.most, count),
        Col("filled", lambda row: row.filled, count),
        Col("unstated", lambda row: row.unknown, count, skip_zeros=True),
        Col("missing", lambda row: row.missing, count, skip_zeros=True),
        Col("surplus", lambda row: row.surplus, count, skip_zeros=True),
        title=words.text("organisation.quotas_title"),
        notes=(
            None if counted else words.text("organisation.balance_note"),
            f"{words.text('fact.source')}: {'; '.join(sources)}" if sources else None,
        ),
    )


def _eligibility(scene: OrganisationScene) -> Iterator[Block | None]:
    words = scene.words
    for body, group, _ in scene.bodies:
        conditions = scene.dossier.having(MembershipCondition, "group", group.id)
        if not conditions:
            continue
        title = words.text("organisation.conditions_title", body=scene.title(body))
        blocks: list[Block | None] = [Items(tuple(condition.text for condition in conditions), numbered=True)]

        def column(place: int) -> Col[calc.Eligibility]:
            head = words.text("organisation.condition", n=place + 1)
            return Col(f"condition_{place + 1}", lambda row: row.conditions[place][1], head=head)

        eligibility = calc.eligibility(scene.dossier, group.id)
        evidence: Col[calc.Eligibility] = Col("evidence", partial(_evidence, scene))
        proved = [evidence] if any(_evidence(scene, each) is not NA for each in eligibility) else []
        who = listing(
            scene,
            f"eligible_{group.id}",
            eligibility,
            Col("organisation", lambda row: row.organisation.name),
            *map(column, range(len(conditions))),
            Col("eligible", lambda row: row.eligible),
            *proved,
            title=words.text("organisation.eligible_title"),
            row_key=lambda row: row.organisation.id,
        )
        blocks.append(who or Paragraph(words.text("organisation.no_proofs"), ParagraphRole.NOTE))
        yield Section(key=f"conditions_{group.id}", title=title, blocks=tuple(block for block in blocks if block))


def _evidence(scene: OrganisationScene, row: calc.Eligibility) -> str | NotApplicable:
    """What shows that an organisation meets the conditions or not, each with the name of its condition."""
    told = []
    for number, (condition, _) in enumerate(row.conditions, 1):
        proof = scene.dossier.get(ConditionProof, condition.id, row.organisation.id)
        if proof and proof.evidence:
            name = scene.words.text("organisation.condition", n=number)
            told.append(proof.evidence if len(row.conditions) == 1 else f"{name}: {proof.evidence}")
    return "\n".join(told) or NA


def vacancy_blocks(scene: OrganisationScene) -> Iterator[Block | None]:
    """Vacant seats, and members waiting for approval."""
    words = scene.words
    yield listing(
        scene,
        "vacancies",
        [row for row in calc.vacancies(scene.dossier, scene.day) if scene.structure.body(row.member.group)],
        Col("group", lambda row: scene.title(scene.structure.body(row.member.group)), head=words.text("column.body")),
        Col("function", lambda row: words.text(f"function.{row.member.function.value}")),
        Col("reason", lambda row: row.member.vacancy_reason),
        Col("paid_from", lambda row: _project(row.project)),
        Col("payable", lambda row: _payable(scene, row)),
        title=words.text("organisation.vacancies_title"),
        row_key=lambda row: row.member.id,
    )
    yield listing(
        scene,
        "pending",
        [
            (body, member)
            for body, _, _ in scene.bodies
            for member in calc.members_at(scene.dossier, body.group, scene.day)
            if member.approval is Approval.PENDING
        ],
        Col("group", lambda row: scene.title(row[0]), head=words.text("column.body")),
        Col(
            "function",
            lambda row: words.text(
                "organisation.some_members" if row[1].uncounted else f"function.{row[1].function.value}"
            ),
        ),
        Col(
            "organisation",
            lambda row: row[1].organisation or row[1].sector,
            head=words.text("organisation.organisation_or_sector"),
        ),
        Col("nominated_by", lambda row: row[1].nominated_by),
        Col("resolution", lambda row: _resolution(scene, row[1])),
        title=words.text("organisation.pending_title"),
        row_key=lambda row: row[1].id,
    )


def _project(project: Project | None) -> Cell:
    if project is None:
        return NA
    return f"{project.code} – {project.name}" if project.code else project.name


def _payable(scene: OrganisationScene, row: calc.Vacancy) -> Cell:
    """Whether the project that pays runs; one that does not is told with its period."""
    if row.project is None:
        return NA
    period = known(row.project.period)
    return f"{scene.words.show(False)} ({scene.words.show(period)})" if row.payable is False and period else row.payable


def _resolution(scene: OrganisationScene, member: Member) -> str | None:
    """The number of the resolution on a member; of one that nobody decided, as far as is known, its state."""
    resolution = scene.dossier.get(Resolution, member.resolution)
    if resolution is None:
        return None
    if not calc.resolution_state(resolution, scene.day).is_over:
        return resolution_state_text(resolution, scene.words, scene.day)
    return resolution.number or resolution.text
