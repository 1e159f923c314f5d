"""Data for one purpose (účelový export): chosen columns of chosen tables, for programs and data centres."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final, get_args

import attrs

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, ExportAudience, ExportColumn, ExportProfile, PartialDate, Period, Record
from socplan.model.dossier import record_types
from socplan.model.record import table_key
from socplan.model.values import natural_key
from socplan.report.blocks import Cell, ColumnKind, Fact, Paragraph, ParagraphRole, Report, Section, Table
from socplan.report.columns import Col, listing
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.scene import Scene, assembled, findings_section, title_facts
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

    Tables and records keep the order of the dossier, columns that of the profile. With a day, records whose `validity`
    excludes it are left out. A profile for the public gives no personal data, even in an internal report.

    Raises:
        OptionError: there is no such profile, or several and no choice; or an internal profile is built for the
            public.
    """
    words = context.words
    chosen = _chosen(dossier, profile)
    if chosen.audience is ExportAudience.INTERNAL and not context.internal:
        raise OptionError(_KIND, "profile", f"{chosen.id} is for internal use; ask for the internal audience", _OPTIONS)
    scene = Scene(dossier=public(dossier) if chosen.audience is ExportAudience.PUBLIC else dossier, context=context)
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
        attributes = {attribute.name: attribute for attribute in _attributes(cls)}
        places = list(attributes)
        columns = [column for column in chosen if column.table == name and column.column in attributes]
        columns.sort(key=lambda column: (*calc.order_key(column)[:2], places.index(column.column)))
        if columns:
            title = scene.words.text(f"table_name.{name}")
            cols = [_column(column, attributes[column.column]) for column in columns]
            records = _records(scene.dossier, name, day)
            # No row keys: identifiers go out only if they were chosen.
            table = listing(scene, name, records, *cols, title=title, row_key=lambda _: None, captioned=False)
            # A table without records keeps all its heads.
            heads = tuple(col.column(scene) for col in cols)
            empty = Table(key=name, title=title, columns=heads, rows=(), captioned=False)
            yield Section(key=name, title=title, blocks=(table or empty,))


def _attributes(cls: Any) -> tuple[attrs.Attribute[Any], ...]:
    attributes: tuple[attrs.Attribute[Any], ...] = attrs.fields(attrs.resolve_types(cls))
    return attributes


def _column(chosen: ExportColumn, attribute: attrs.Attribute[Any]) -> Col[Record]:
    return Col(
        chosen.column,
        lambda record: _cell(getattr(record, chosen.column)),
        _kind(attribute.type),
        head=chosen.heading or chosen.column,
    )


def _kind(annotation: Any) -> ColumnKind:
    """The kind of column for the type of an attribute: ``Annotated[Decimal, "CZK"] | None`` is a number."""
    parts = get_args(annotation) or (annotation,)
    inner = next((part for part in parts if part is not type(None)), str)
    return _kind(inner) if get_args(inner) else _KINDS.get(inner, ColumnKind.TEXT)


def _records(dossier: Dossier, table: str, day: date | None) -> tuple[Record, ...]:
    """The records that hold on the day, in printed order, then by key."""
    holding = [record for record in dossier.table(table) if day is None or _holds(record, day)]
    by_key = sorted(holding, key=lambda record: [natural_key(str(part)) for part in table_key(record)])
    return calc.in_order(by_key)


def _holds(record: Record, day: date) -> bool:
    validity = getattr(record, "validity", None)
    return validity.holds(day) if isinstance(validity, Period) else True


def _cell(value: Any) -> Cell:
    """The value as it stands in the dossier."""
    cell: Cell = value.value if isinstance(value, Enum) else value
    return cell


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the export for a purpose."""
    options = (
        Option(name="profile", type=str, help="the identifier of the profile; needed where there are several"),
        Option(name="day", type=date, help="only what holds on this day; without it all records"),
    )
    return (ReportKind(name=_KIND, label="export.name", build=build, options=options),)
