"""A letter to whoever has not reported (výzva k podání zprávy): which reports are missing, and by when they are due."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, MonitoringRound
from socplan.report.addressed import by_name, chosen_round, documents_to, round_facts
from socplan.report.approval import from_office
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import known
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.scene import Scene, assembled, for_period, title_facts
from socplan.report.tables import ColumnKind

_KIND: Final = "letter"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("rounds", "readings", "measures")
_OPTIONS: Final = ("to", "round", "reply_by")


@frozen(kw_only=True)
class _Scene(Scene):
    round: MonitoringRound
    reply_by: date | None


def build(
    dossier: Dossier, context: BuildContext, *, to: str | None, round: str | None, reply_by: date | None
) -> Report:
    """Build one letter, or all of them one after another.

    Raises:
        OptionError: the dossier has no such round, or that addressee owes no report.
    """
    words = context.words
    scene = _Scene(
        dossier=dossier, context=context, round=chosen_round(_KIND, dossier, round, _OPTIONS), reply_by=reply_by
    )
    named = by_name(calc.missing_by_addressee(dossier, scene.round, calc.known_day(dossier)), words)
    if to is not None and to not in named:
        who = "; ".join(named) or "nobody"
        raise OptionError(_KIND, "to", f"{to!r} owes no report (who does: {who})", _OPTIONS)
    return assembled(
        _KIND,
        context,
        title=words.text("letter.title"),
        subtitle=dossier.plan.title,
        facts=(*title_facts(dossier, words, "authority", "contact"), *round_facts(scene.round, words)),
        parts=(
            *documents_to(named, to, "letter", partial(_letter, scene)),
            None if named else Section(key="nobody", title=words.text("letter.nobody"), blocks=(_nobody(scene),)),
            all_findings(context, *_TABLES),
        ),
    )


def _letter(scene: _Scene, number: int, reports: Sequence[calc.MissingReport]) -> Iterator[Block]:
    words = scene.words
    yield Paragraph(words.text("letter.greeting"))
    said = [words.text("letter.missing", n=len(reports), when=for_period(scene.round.period, words))]
    if all(row.deadline == "passed" for row in reports):
        said.append(words.text("letter.passed", day=scene.round.deadline))
    yield Paragraph(" ".join(said))
    if table := listing(
        scene,
        f"missing_{number}",
        reports,
        Col("code", lambda row: row.measure.code, ColumnKind.CODE),
        Col("measure", lambda row: row.measure.title),
        Col("term", lambda row: known(row.measure.term), ColumnKind.DATE),
        title=words.text("letter.table", n=len(reports)),
        row_key=lambda row: row.measure.id,
    ):
        yield table
    if scene.reply_by is not None:
        yield Paragraph(words.text("letter.reply_by", n=len(reports), day=scene.reply_by))
    else:
        yield Paragraph(words.text("letter.reply", n=len(reports)))
    yield Paragraph(words.text("letter.thanks"))
    yield from from_office(scene)


def _nobody(scene: _Scene) -> Paragraph:
    when = for_period(scene.round.period, scene.words)
    text = scene.words.text("letter.all_reported", when=when)
    return Paragraph(f"{text[0].upper()}{text[1:]}", ParagraphRole.LEAD)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the letters."""
    return (
        ReportKind(
            name=_KIND,
            label="letter.name",
            build=build,
            options=(
                Option(name="to", type=str, help="who carries the measures out, as the plan names it; without it all"),
                Option(name="round", type=str, help="the round, by its identifier; the newest without it"),
                Option(name="reply_by", type=date, help="the day by which the report is asked for"),
            ),
        ),
    )
