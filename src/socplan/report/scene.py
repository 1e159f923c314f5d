"""What every report kind uses: the scene, the title block, the assembly of parts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import (
    Dossier,
    FundingSource,
    Goal,
    Measure,
    Organisation,
    Period,
    Service,
    ServiceKind,
    Territory,
    WorkingGroup,
)
from socplan.report.blocks import Block, Fact, Paragraph, ParagraphRole, Report, ResolutionText, Section
from socplan.report.cells import coded_title, known, subject_name
from socplan.report.kind import BuildContext
from socplan.report.tables import Cell
from socplan.report.unknown import told_once
from socplan.typecheck import guarded

__all__ = [
    "SIGNATURES",
    "Scene",
    "assembled",
    "dated_facts",
    "draft_resolution",
    "for_period",
    "period_told",
    "section",
    "title_facts",
]

#: The key of the part with lines for signatures.
SIGNATURES: Final = "signatures"
#: The key of the part that names the parts without data.
NO_DATA: Final = "no_data"
#: The parts that stand behind it.
_LAST: Final = frozenset({"findings", "sources_note", "resolution", SIGNATURES})
#: The kind of report that gives data: its tables have the columns that somebody asked for.
_DATA: Final = "export"
#: The words that exporters may need; their labels are ``word.WORD``.
_WORDS: Final = (
    *("unknown", "not_applicable", "yes", "no", "open", "at_least", "contents", "page", "of", "warning"),
    *("table", "figure", "tables", "figures", "resolution_number", "resolution_draft", "votes"),
    *("signed_at", "signed_on", "as_of", "same_as", "on_page", "version", "unknown_status"),
)


@frozen(kw_only=True)
class Scene:
    """What the functions of a builder share; a report kind adds its own values."""

    dossier: Dossier
    context: BuildContext

    @property
    def words(self) -> Wording:
        """The words of the document's language."""
        return self.context.words

    def name_of(
        self, cls: type[FundingSource | Organisation | Service | ServiceKind | Territory], identifier: str | None
    ) -> str | None:
        """The name of a record, if there is one."""
        record = self.dossier.get(cls, identifier)
        return record.name if record else None

    def title_of(self, cls: type[Goal | Measure], identifier: str | None) -> str | None:
        """The code and title of a goal or a measure, if there is one."""
        record = self.dossier.get(cls, identifier)
        return coded_title(record) if record else None

    def group_name(self, identifier: str | None) -> str | None:
        """The code and name of a group, if there is one."""
        group = self.dossier.get(WorkingGroup, identifier)
        return subject_name(group, self.words) if group else None

    def rounding_text(self, rule: calc.Rounding = "half_up", digits: int = 0) -> str:
        """The rule by which shares are rounded, for a note below a table."""
        words, unit = self.words, Decimal(f"1e-{digits}")
        places = words.text("rounding.places", n=digits) if digits else words.text("rounding.whole")
        below, above = (words.percent(100 + step) for step in (-unit, unit))
        return words.text(f"rounding.{rule}", places=places, below=below, above=above)

    def cost_note(self, measures: Iterable[Measure]) -> str | None:
        """What the planned cost of measures is, for a note below a table; ``None`` where none is known."""
        return self.words.text("note.planned_cost") if any(each.cost is not None for each in measures) else None

    def subject_name(self, subject: calc.Subject, by: str = "group") -> str:
        """The name of what measures are counted for; what is common to several groups bears the plan's name."""
        shared = self.dossier.plan.shared_name
        return shared if subject is calc.Bucket.SHARED and shared else subject_name(subject, self.words, by)


@guarded
def assembled(
    kind: str,
    context: BuildContext,
    *,
    title: str,
    parts: Iterable[Section | None],
    subtitle: str | None = None,
    facts: Iterable[Fact] = (),
) -> Report:
    """A report of the given parts, without those that are ``None`` or have no blocks.

    The internal version names the parts without blocks, in a part of its own. It alone has a part on the sources of the
    data. In the public version, columns that are hardly known are sentences below their tables; an
    export keeps its columns. Lines for signatures come last.
    """
    kept: list[Section] = []
    empty: list[str] = []
    sources = _about_sources(context) if context.internal else None
    for part in sorted((*parts, sources), key=lambda part: part is not None and part.key == SIGNATURES):
        if part is not None and part.blocks:
            kept.append(part if context.internal or kind == _DATA else told_once(part, context.words))
        elif part is not None and context.internal:
            empty.append(part.title)
    if empty:
        place = next((at for at, part in enumerate(kept) if part.key in _LAST), len(kept))
        kept.insert(place, _without_data(empty, context.words))
    return Report(
        kind=kind,
        locale=context.words.locale,
        audience=context.audience,
        title=title,
        subtitle=subtitle,
        facts=tuple(facts),
        parts=tuple(kept),
        words={word: context.words.text(f"word.{word}") for word in _WORDS} | _kind_words(kind, context.words),
    )


def _without_data(titles: Sequence[str], words: Wording) -> Section:
    """The parts for which the dossier has nothing, by name: a heading of each would say the same again and again."""
    names = words.listed(words.text("report.quoted_part", name=title) for title in titles)
    told = Paragraph(words.text("report.no_data", n=len(titles), parts=names), ParagraphRole.NOTE)
    return Section(key=NO_DATA, title=words.text("report.without_data"), blocks=(told,))


def _kind_words(kind: str, words: Wording) -> dict[str, str]:
    """What a document of a kind is, for its cover; nothing where no label says it, as for a kind of a plugin."""
    label = f"cover.{kind}"
    return {"cover": words.text(label)} if words.has(label) else {}


def _about_sources(context: BuildContext) -> Section | None:
    """The remarks on the sources of the data: on all of them, then table by table."""
    words = context.words
    blocks: list[Block] = list(_remarks(context.note or ""))
    for table in dict.fromkeys(remark.table for remark in context.remarks):
        name = f"table_name.{table}"
        texts = "\n\n".join(remark.text for remark in context.remarks if remark.table == table)
        title = words.text(name) if words.has(name) else table
        blocks.append(Section(key=f"sources_note_{table}", title=title, blocks=tuple(_remarks(texts))))
    title = words.text("report.about_sources")
    return Section(key="sources_note", title=title, blocks=tuple(blocks)) if blocks else None


def _remarks(text: str) -> Iterator[Paragraph]:
    return (Paragraph(part, ParagraphRole.NOTE) for part in text.split("\n\n") if part.strip())


def section(words: Wording, kind: str, key: str, *blocks: Block | None) -> Section:
    """A part of a report, titled by the label ``KIND.KEY``, with the blocks that are not ``None``."""
    return Section(key=key, title=words.text(f"{kind}.{key}"), blocks=tuple(block for block in blocks if block))


@guarded
def title_facts(dossier: Dossier, words: Wording, *keys: str) -> tuple[Fact, ...]:
    """The title block of a plan: its known facts, or those of the given keys.

    The keys: authority, territory, period, approved_by, approved, contact, prepared, source.
    """
    plan, territory = dossier.plan, dossier.get(Territory, dossier.plan.territory)
    values: dict[str, Cell] = {
        "authority": plan.authority,
        "territory": territory.name if territory else None,
        "period": period_told(dossier, words),
        "approved_by": plan.approved_by,
        "approved": plan.approved,
        "contact": plan.contact,
        "prepared": plan.prepared,
        "source": plan.source,
    }
    return tuple(
        Fact(key, words.text(f"fact.{key}"), value)
        for key, value in values.items()
        if value is not None and (not keys or key in keys)
    )


def period_told(dossier: Dossier, words: Wording) -> Period | str | None:
    """The period of the plan; where an amendment prolonged it, in words: „2024–2027, prodlouženo do 2028 (…)“."""
    amendment = calc.prolongation(dossier)
    if amendment is None:
        return known(calc.plan_period(dossier))
    return words.text(
        "fact.prolonged",
        period=dossier.plan.period,
        until=amendment.prolongs_until,
        amendment=amendment.code or amendment.title,
    )


def for_period(period: Period, words: Wording) -> str:
    """The time that something is about, within a sentence: „za rok 2025“, „za období 2024–2026“."""
    if period.year:
        return words.text("period.year", period=str(period.year))
    return words.text("period.other", period=period)


def dated_facts(dossier: Dossier, words: Wording, day: date | None) -> tuple[Fact, ...]:
    """The title block of a report on a day."""
    kept = title_facts(dossier, words, "authority", "territory", "period", "contact", "source")
    return (Fact("day", words.text("fact.day"), day), *kept) if day else kept


def draft_resolution(
    words: Wording, body: str | None, key: str, more: Iterable[str] = (), **values: object
) -> Section | None:
    """A draft resolution for the body that approves the document.

    What it does is the label ``KEY``, and the points of ``more``.
    """
    if body is None:
        return None
    draft = ResolutionText(body=body, points=(words.text(key, **values), *more))
    return Section(key="resolution", title=words.text("report.resolution"), blocks=(draft,))
