"""Data for one purpose (účelový export): chosen columns of chosen tables, for programs and data centres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, get_args

import attrs

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import (
    Dossier,
    ExportAudience,
    ExportColumn,
    ExportProfile,
    Goal,
    Measure,
    PartialDate,
    Period,
    Record,
    WorkingGroup,
)
from socplan.model.dossier import attribute_path, record_types
from socplan.model.record import referred_table, table_key
from socplan.model.values import natural_key
from socplan.report.blocks import Fact, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import kind_name
from socplan.report.columns import Col, listing
from socplan.report.findings import findings_section
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.scene import Scene, assembled, title_facts
from socplan.report.tables import Cell, Coded, ColumnKind, Table
from socplan.report.units import unit_name
from socplan.views import public

_KIND: Final = "export"
_OPTIONS: Final = ("day", "profile")
#: The findings on columns that the report has to leave out.
_LEFT_OUT: Final = ("export-table-unknown", "export-column-unknown")
_KINDS: Final = {
    int: ColumnKind.NUMBER,
    Decimal: ColumnKind.NUMBER,
    PartialDate: ColumnKind.DATE,
    Period: ColumnKind.DATE,
}


def build(dossier: Dossier, context: BuildContext, *, profile: str | None, day: date | None) -> Report:
    """Build the export of a profile, by default the only one.

    Tables and records keep the order of the dossier, columns that of the profile. Records that are not valid on the
    day are left out, and so are those that cannot be without such a record. The default is the day that the dossier
    speaks of (`socplan.calculations.known_day`); all records go out where there is none. A profile for the public gives
    no personal data, even in an internal report.

    Raises:
        OptionError: there is no such profile, or several and no choice; or an internal profile is built for the
            public.
    """
    words = context.words
    chosen = _chosen(dossier, profile)
    if chosen.audience is ExportAudience.INTERNAL and not context.internal:
        raise OptionError(_KIND, "profile", f"{chosen.id} is for internal use; ask for the internal audience", _OPTIONS)
    scene = Scene(dossier=public(dossier) if chosen.audience is ExportAudience.PUBLIC else dossier, context=context)
    day = day or calc.known_day(dossier)
    facts = list(title_facts(dossier, words, "authority", "prepared", "source"))
    if day:
        facts.insert(0, Fact("day", words.text("fact.day"), day))
    if chosen.purpose:
        facts.insert(0, Fact("purpose", words.text("fact.purpose"), chosen.purpose))
    parts = list(_tables(scene, chosen, day))
    if not parts:
        nothing = Paragraph(words.text("export.nothing"), ParagraphRole.LEAD)
        parts.append(Section(key="nothing", title=words.text("export.name"), blocks=(nothing,)))
    left_out = [
        finding
        for finding in context.findings
        if finding.code in _LEFT_OUT and finding.facts.get("profile") == chosen.id
    ]
    if context.internal and left_out:
        parts.append(findings_section(context, left_out))
    # Data for programs, without remarks.
    context = attrs.evolve(context, note=None, remarks=())
    return assembled(_KIND, context, title=chosen.title, subtitle=dossier.plan.title, facts=facts, parts=parts)


def _chosen(dossier: Dossier, name: str | None) -> ExportProfile:
    profiles = calc.in_order(dossier.export_profiles)
    if not profiles:
        raise OptionError(_KIND, None, "the dossier has no export profile; add one to export_profiles", _OPTIONS)
    known = ", ".join(profile.id for profile in profiles)
    if name is None and len(profiles) > 1:
        raise OptionError(_KIND, "profile", f"which of the profiles? (profiles: {known})", _OPTIONS)
    fitting = [profile for profile in profiles if name in {None, profile.id}]
    if not fitting:
        raise OptionError(_KIND, "profile", f"no profile {name} (profiles: {known})", _OPTIONS)
    return fitting[0]


def _tables(scene: Scene, profile: ExportProfile, day: date | None) -> Iterator[Section]:
    """A section for each chosen table; unknown tables and columns are left out."""
    chosen = [column for column in scene.dossier.export_columns if column.profile == profile.id]
    for name, cls in record_types().items():
        places = [attribute.name for attribute in attrs.fields(cls)]  # type: ignore[arg-type]
        columns = [column for column in chosen if column.table == name and attribute_path(name, column.column)]
        columns.sort(key=lambda column: (*calc.order_key(column)[:2], places.index(column.column.partition(".")[0])))
        if columns:
            title = scene.words.text(f"table_name.{name}")
            cols = [_column(scene, column) for column in columns]
            records = _records(scene.dossier, name, day)
            # No row keys: identifiers go out only if they were chosen.
            table = listing(scene, name, records, *cols, title=title, row_key=lambda _: None, captioned=False)
            # A table without records keeps all its heads.
            heads = tuple(col.column(scene) for col in cols)
            empty = Table(key=name, title=title, columns=heads, rows=(), captioned=False)
            yield Section(key=name, title=title, blocks=(table or empty,))


def _column(scene: Scene, chosen: ExportColumn) -> Col[Record]:
    path = attribute_path(chosen.table, chosen.column) or ()
    return Col(
        chosen.column,
        lambda record: _cell(scene, record, path),
        _kind(path[-1].type),
        head=chosen.heading or _heading(scene.words, path),
    )


def _heading(words: Wording, path: Sequence[attrs.Attribute[Any]]) -> str:
    """The words for an attribute: „Poskytovatel“; of a followed reference: „Poskytovatel: IČO“."""
    return ": ".join(_word(words, attribute.name) for attribute in path)


def _word(words: Wording, name: str) -> str:
    keys = (f"attribute.{name}", f"column.{name}")
    return next((words.text(key) for key in keys if words.has(key)), name)


def _kind(annotation: Any) -> ColumnKind:
    """The kind of column for the type of an attribute: ``Annotated[Decimal, "CZK"] | None`` is a number."""
    parts = get_args(annotation) or (annotation,)
    inner = next((part for part in parts if part is not type(None)), str)
    return _kind(inner) if get_args(inner) else _KINDS.get(inner, ColumnKind.TEXT)


def _records(dossier: Dossier, table: str, day: date | None) -> tuple[Record, ...]:
    """The records that hold on the day, in printed order, then by key."""
    holding = [record for record in dossier.table(table) if day is None or _holds(dossier, record, day)]
    by_key = sorted(holding, key=lambda record: [natural_key(str(part)) for part in table_key(record)])
    return calc.in_order(by_key)


def _holds(dossier: Dossier, record: Record, day: date) -> bool:
    """Whether a record is valid on a day, with every record that it cannot be without: a place with its service."""
    validity = getattr(record, "validity", None)
    if isinstance(validity, Period) and not validity.holds(day):
        return False
    cls: Any = type(record)
    needed = (
        _referred(dossier, attribute, getattr(record, attribute.name))
        for attribute in attrs.fields(cls)
        if attribute.default is attrs.NOTHING
    )
    return all(other is None or _holds(dossier, other, day) for other in needed)


def _referred(dossier: Dossier, attribute: attrs.Attribute[Any], value: Any) -> Record | None:
    table = referred_table(attribute)
    return dossier.get(record_types()[table], value) if table and value is not None else None


def _cell(scene: Scene, record: Record, path: Sequence[attrs.Attribute[Any]]) -> Cell:
    """The value at the end of a path.

    A reference and a kind have a name for people and a code for programs. So has a unit: people read it in the language
    of the document, as in other reports; programs get the word of the dossier, whatever the language.
    """
    value: Any = getattr(record, path[0].name)
    other = _referred(scene.dossier, path[0], value)
    if len(path) > 1:
        return None if other is None else _cell(scene, other, path[1:])
    if isinstance(value, Enum):
        return Coded(kind_name(scene.words, value), value.value)
    if value is not None and referred_table(path[0]):
        return Coded(_record_name(other), value)
    if value is not None and path[0].name == "unit":
        return Coded(unit_name(scene.words, value), value)
    cell: Cell = value
    return cell


def _record_name(record: Record | None) -> str | None:
    """What people call a record: its name or title, after its code; ``None`` where it has neither."""
    name = getattr(record, "name", None) or getattr(record, "title", None)
    code = getattr(record, "code", None)
    return f"{code} {name}" if name and code and isinstance(record, (Goal, Measure, WorkingGroup)) else name


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the export for a purpose."""
    options = (
        Option(name="profile", type=str, help="the identifier of the profile; needed where there are several"),
        Option(name="day", type=date, help="what is valid on this day; by default, on the day the data speak of"),
    )
    return (ReportKind(name=_KIND, label="export.name", build=build, options=options),)
