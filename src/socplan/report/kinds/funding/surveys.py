"""Surveys: who was asked, who answered, and what municipalities give."""

from collections.abc import Iterator
from typing import Any, Final

import attrs

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import Event, FundingSource, SourceKind, Survey, SurveyReply, Territory
from socplan.report.blocks import Block, Paragraph, Section
from socplan.report.cells import share, some_of, sum_text
from socplan.report.columns import Col, known_sum, listing
from socplan.report.kinds.funding.scene import FundingScene
from socplan.report.markdown import rich_blocks
from socplan.report.tables import NA, Cell, ColumnKind

_COUNT: Final = ColumnKind.COUNT
#: The most municipalities whose replies are told in words.
_FEW_REPLIES: Final = 6


def survey_blocks(scene: FundingScene) -> Iterator[Block | None]:
    """The results of the surveys, each below its title; of a single one, its first sentence gives the title."""
    if len(scene.surveys) == 1 and scene.surveys[0].title in (_returned(scene, scene.surveys[0]) or ""):
        yield from _results(scene, scene.surveys[0])
        return
    for survey in scene.surveys:
        blocks = tuple(block for block in _results(scene, survey) if block)
        yield Section(key=f"survey_{survey.id}", title=survey.title, blocks=blocks)


def _returned(scene: FundingScene, survey: Survey) -> str | None:
    """How many were asked and answered; ``None`` where nothing is known, or the summary has said it."""
    if scene.leads_with_surveys:
        return None
    return return_text(scene.words, survey, calc.return_rate(scene.dossier, survey))


def _results(scene: FundingScene, survey: Survey) -> Iterator[Block | None]:
    text = return_text(scene.words, survey, calc.return_rate(scene.dossier, survey))
    event = scene.dossier.get(Event, survey.handed_out)
    handed = scene.words.text(_handed_out(scene, event), event=event.title) if event else None
    returned = _returned(scene, survey) if text else scene.words.text("funding.return_unknown")
    if told := " ".join(filter(None, (returned, handed))):
        yield Paragraph(told)
    yield from rich_blocks(survey.note)
    yield from _replies(scene, survey)
    yield from _supported(scene, survey)
    yield _by_kind(scene, survey)


def _handed_out(scene: FundingScene, event: Event) -> str:
    """The sentence on the event at which a questionnaire was handed out, or was to be: nobody may say it was held."""
    is_held = calc.event_state(event, calc.known_day(scene.dossier)) is calc.EventState.HELD
    return "funding.handed_out" if is_held else "funding.to_hand_out"


def return_text(words: Wording, survey: Survey, rate: calc.ReturnRate) -> str | None:
    """How many were asked and answered, as far as known; ``None`` where nothing is known."""
    return " ".join((*_rate_sentences(words, survey, rate), *_printed_counts(words, survey, rate))) or None


def _rate_sentences(words: Wording, survey: Survey, rate: calc.ReturnRate) -> Iterator[str]:
    percent = share(rate.share)
    if percent is not None:
        shown = words.percent(percent.value)
        yield words.text("funding.returned", n=rate.returned, total=rate.asked, percent=shown, survey=survey.title)
        return
    if rate.asked == 0:
        yield words.text("funding.asked_none", survey=survey.title)
    elif rate.asked is not None:
        yield words.text("funding.asked", n=rate.asked, survey=survey.title)
    if rate.known is None:
        if rate.asked:
            yield words.text("funding.answers_untold")
    elif rate.unknown:
        yield words.text("funding.answers_known", n=rate.unknown, known=rate.known)
    elif rate.asked is None or rate.known:
        yield words.text("funding.answers", n=rate.known, survey=survey.title)
    if rate.asked is None and rate.known is not None:
        yield words.text("funding.asked_untold")


def _printed_counts(words: Wording, survey: Survey, rate: calc.ReturnRate) -> Iterator[str]:
    """The printed counts, where they contradict the listed replies."""
    most = None if rate.known is None else rate.known + rate.unknown
    counts = []
    if survey.sent not in {None, rate.asked}:
        counts.append(words.text("funding.printed_asked", n=survey.sent))
    if survey.returned is not None and most is not None and not (rate.known or 0) <= survey.returned <= most:
        counts.append(words.text("funding.printed_returned", n=survey.returned))
    if counts:
        yield words.text("funding.printed_counts", counts=words.listed(counts))


def _replies(scene: FundingScene, survey: Survey) -> Iterator[Block | None]:
    """Who answered and when: a few municipalities in words, many as a table."""
    words = scene.words

    def received(reply: SurveyReply) -> Cell:
        unanswered = reply.returned is False and reply.date is None
        return NA if unanswered else reply.date

    answers = [
        (territory, scene.dossier.get(SurveyReply, survey.id, territory.id))
        for territory in calc.in_order(scene.dossier.territories)
    ]
    rows: list[tuple[Territory, SurveyReply]] = [(territory, reply) for territory, reply in answers if reply]
    if 0 < len(rows) <= _FEW_REPLIES:
        by_answer = {
            key: [_reply(scene, *row) for row in rows if row[1].returned is answer]
            for key, answer in (("answered", True), ("not_answered", False), ("unknown", None))
        }
        told = (
            words.text(f"funding.replies.{key}", names="; ".join(names)) for key, names in by_answer.items() if names
        )
        yield Paragraph(" ".join(told))
        return
    yield listing(
        scene,
        f"replies_{survey.id}",
        rows,
        Col("municipality", lambda row: row[0].name),
        Col("municipality_kind", lambda row: row[0].kind),
        Col("returned", lambda row: row[1].returned),
        Col("received", lambda row: received(row[1]), ColumnKind.DATE),
        title=scene.words.text("funding.replies_title"),
        row_key=lambda row: row[0].id,
    )


def _reply(scene: FundingScene, territory: Territory, reply: SurveyReply) -> str:
    """A municipality with its type and the day of its answer."""
    told = [part for part in (territory.kind, scene.words.show(reply.date) if reply.date else None) if part]
    return f"{territory.name} – {', '.join(told)}" if told else territory.name


def _supported(scene: FundingScene, survey: Survey) -> Iterator[Block | None]:
    words, answers = scene.words, scene.words.text("funding.answers_unit")
    services = calc.support_by_service(scene.dossier, survey)
    whole = calc.Support(subject=survey, answers=tuple(answer for row in services for answer in row.answers))
    yield listing(
        scene,
        f"support_{survey.id}",
        services,
        Col("service", lambda row: row.subject.name),
        Col("supports", lambda row: row.yes, _COUNT, whole.yes, unit=answers),
        Col("supports_not", lambda row: row.no, _COUNT, whole.no, skip_zeros=True, unit=answers),
        Col("supports_unknown", lambda row: row.unknown, _COUNT, whole.unknown, skip_zeros=True, unit=answers),
        Col("support_amount", lambda row: known_sum(row.amount), ColumnKind.MONEY, whole.amount),
        title=words.text("funding.support_title"),
        notes=(words.text("funding.support_note"), _beside_budgets(scene, survey, whole)),
        row_key=lambda row: row.subject.id,
    )
    unclear = {
        "unsupported": [row.subject.name for row in services if row.is_unsupported],
        "support_unknown": [row.subject.name for row in services if row.amount.unknown],
    }
    if sentences := [
        f"{words.text(f'funding.{key}')} {some_of(words, names)}." for key, names in unclear.items() if names
    ]:
        yield Paragraph(" ".join(sentences))


def _beside_budgets(scene: FundingScene, survey: Survey, whole: calc.Support[Any]) -> str | None:
    """What municipalities say they give, beside what is allocated from their budgets; where both are known."""
    words, dossier = scene.words, scene.dossier
    if scene.year is None or survey.period.year != scene.year:
        return None
    sources = {source.id for source in dossier.funding_sources if source.kind is SourceKind.MUNICIPALITY}
    budgets = [budget for budget in calc.budgets_in(dossier, scene.year) if budget.source in sources]
    allocated = [calc.funding_of(dossier, budget).allocated for budget in budgets]
    known = calc.money_sum(each.known_part for each in allocated)
    if not known.known or not whole.amount.known or known.known == whole.amount.known:
        return None
    given = calc.money_sum(each.total for each in allocated)
    paying = dict.fromkeys(scene.name_of(FundingSource, budget.source) or "" for budget in budgets)
    least = given if given.total is not None else attrs.evolve(given, known=known.known)
    return words.text(
        "funding.support_beside",
        n=len({answer.territory for answer in whole.answers}),
        support=sum_text(words, whole.amount),
        part=_of_town(scene, whole) or "",
        year=str(scene.year),
        allocated=sum_text(words, least),
        sources=words.text("funding.support_sources", n=len(paying), names=words.listed(paying)),
    )


def _of_town(scene: FundingScene, whole: calc.Support[Any]) -> str | None:
    """What of it the town gives that the plan is for, where it says an amount and is not the only one that answered."""
    town = scene.dossier.get(Territory, scene.dossier.plan.territory)
    if town is None:
        return None
    own = calc.Support(subject=town, answers=tuple(each for each in whole.answers if each.territory == town.id))
    amount = sum_text(scene.words, own.amount) if own.amount.known else None
    return scene.words.text("funding.support_part", name=town.name, amount=amount) if amount else None


def _by_kind(scene: FundingScene, survey: Survey) -> Block | None:
    """Replies and support by type of municipality."""
    words = scene.words
    rates = calc.return_rates_by_kind(scene.dossier, survey)
    amounts = {row.subject: known_sum(row.amount) for row in calc.support_by_kind(scene.dossier, survey)}

    def rate(kind: str | None) -> calc.ReturnRate:
        return rates.get(kind, calc.ReturnRate(asked=None, known=None))

    return listing(
        scene,
        f"kinds_{survey.id}",
        dict.fromkeys((*rates, *amounts)),
        Col("municipality_kind", words.show),
        Col("asked", lambda kind: rate(kind).asked, _COUNT),
        Col("replied", lambda kind: rate(kind).returned, _COUNT),
        Col("return_rate", lambda kind: share(rate(kind).share), ColumnKind.PERCENT, unit="%"),
        Col("support_amount", amounts.get, ColumnKind.MONEY),
        title=words.text("funding.by_kind_title"),
    )
