"""Reports of other kinds as the matter of a report: what they say first, their parts, their tables and figures."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from attrs import evolve

from socplan.errors import OptionError
from socplan.model import Dossier
from socplan.report.blocks import Paragraph, ParagraphRole, Report, Section, blocks_of
from socplan.report.kind import BuildContext, ReportKind, checked_options
from socplan.report.tables import Figure, Table
from socplan.report.texts import Mark, MarkKind, RichText

__all__ = ["drawn_in", "headed", "lead_of", "report_of"]

#: Parts that every report has, whatever it knows.
_ALWAYS: Final = frozenset({"summary", "findings", "sources_note", "signatures"})


def report_of(
    kind: ReportKind, dossier: Dossier, context: BuildContext, options: Mapping[str, Any] | None = None
) -> Report | None:
    """The report of a kind; ``None`` where it has nothing to say.

    It has nothing to say where it cannot be made, as a monitoring report without a round, and where only its summary
    is there, without a picture or a table, to say that nothing is known.
    """
    with suppress(OptionError):
        report = kind.build(dossier, context, **checked_options(kind.name, kind.options, options or {}))
        if any(_says_something(part) for part in report.parts):
            return report
    return None


def _says_something(part: Section) -> bool:
    """Whether a part holds more than what every report has, and the note that there are no data for it."""
    if part.key in _ALWAYS:
        return any(isinstance(block, (Figure, Table)) for block in part.blocks)
    return any(not isinstance(block, Paragraph) or block.role is not ParagraphRole.NOTE for block in blocks_of(part))


def lead_of(report: Report) -> str:
    """What a report says first, without references, because they would lead to tables of another document."""
    paragraphs = [block for block in report.parts[0].blocks if isinstance(block, Paragraph)]
    lead = next((block.text for block in paragraphs if block.role is ParagraphRole.LEAD), paragraphs[0].text)
    if not isinstance(lead, RichText):
        return lead
    return RichText(str(lead), tuple(mark for mark in lead.marks if not mark.refers))


def headed(name: str, paragraph: Paragraph) -> Paragraph:
    """A paragraph after a name in strong letters: „Kam město směřuje: …“."""
    head, text = f"{name}: ", paragraph.text
    marks = text.marks if isinstance(text, RichText) else ()
    moved = (evolve(mark, start=mark.start + len(head), end=mark.end + len(head)) for mark in marks)
    return evolve(paragraph, text=RichText(head + text, (Mark(0, len(head) - 1, MarkKind.STRONG), *moved)))


def drawn_in(report: Report, key: str, new_key: str) -> Table | Figure | None:
    """The table or figure under a key, with a key for another report; ``None`` where the report has none."""
    for block in (block for part in report.parts for block in blocks_of(part)):
        if isinstance(block, Table) and block.key == key:
            return evolve(block, key=new_key)
        if isinstance(block, Figure) and key in {block.key, block.table.key}:
            return evolve(block, key=new_key, table=evolve(block.table, key=new_key))
    return None
