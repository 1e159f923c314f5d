"""What is marked as personal reaches no public document, in no format; an internal one may say it."""

from __future__ import annotations

import itertools
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import attrs
import pytest

from socplan import (
    Dossier,
    ExportAudience,
    ExportColumn,
    ExportedFile,
    ExportProfile,
    OptionError,
    Report,
    ServicePlace,
    build_report,
    plugins,
    render,
)
from socplan.model.dossier import record_types
from socplan.model.record import is_personal, referred_table
from socplan.report import Audience
from socplan.testing import sample_dossier


def filled(dossier: Dossier) -> tuple[Dossier, set[str]]:
    """The dossier with a token of its own in every personal attribute, identifiers among them; and the tokens."""
    names: dict[tuple[str, object], str] = {}
    numbers = itertools.count(1)
    for table, cls in record_types().items():
        if any(is_personal(a) for a in attrs.fields(cls) if a.name in cls.KEY):  # type: ignore[arg-type]
            for record in dossier.table(table):
                identifier = getattr(record, "id")  # noqa: B009 - not every record has one
                names[table, identifier] = f"Qtoken{next(numbers)}x"
    used = set(names.values())
    tables: dict[str, Any] = {}
    for table in record_types():
        records = []
        for record in dossier.table(table):
            changes: dict[str, Any] = {}
            for attribute in attrs.fields(type(record)):  # type: ignore[arg-type]
                value, target = getattr(record, attribute.name), referred_table(attribute)
                if target and (target, value) in names:
                    changes[attribute.name] = names[target, value]
                elif attribute.name == "id" and (table, value) in names:
                    changes[attribute.name] = names[table, value]
                elif is_personal(attribute) and not target:
                    changes[attribute.name] = f"Qtoken{next(numbers)}x"
                    used.add(changes[attribute.name])
            if isinstance(record, ServicePlace):
                # A secret address that is shown beside is an error, of which no document is made.
                changes |= {"address": None, "address_point": None}
            records.append(attrs.evolve(record, **changes))  # type: ignore[misc]
        tables[table] = tuple(records)
    return attrs.evolve(dossier, **tables), used


def said(files: tuple[ExportedFile, ...]) -> bytes:
    """All that stands in files; what is packed, unpacked."""
    found = b""
    for file in files:
        if file.content.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(file.content)) as package:
                found += b"\n".join(package.read(name) for name in package.namelist())
        else:
            found += file.content
    return found


def with_whole_exports(dossier: Dossier) -> Dossier:
    """The dossier with two exports of every column of every table, one for the public and one for internal use."""
    profiles = tuple(ExportProfile(id=one.value, title=one.value, audience=one) for one in ExportAudience)
    columns = tuple(
        ExportColumn(profile=profile.id, table=table, column=attribute.name)
        for profile in profiles
        for table, cls in record_types().items()
        for attribute in attrs.fields(cls)  # type: ignore[arg-type]
    )
    return attrs.evolve(dossier, export_profiles=profiles, export_columns=columns)


FILLED, TOKENS = filled(sample_dossier("ukazka"))
DOSSIER = with_whole_exports(FILLED)
#: What a kind has to be told, for an audience.
OPTIONS = {("export", "public"): {"profile": "public"}, ("export", "internal"): {"profile": "internal"}}


def report_on(kind: str, audience: Audience) -> Report:
    options: dict[str, Any] = dict(OPTIONS.get((kind, audience), {}))
    return build_report(kind, DOSSIER, audience=audience, **options)


@pytest.mark.parametrize("format_name", sorted(plugins.registry().exporters))
@pytest.mark.parametrize("kind", sorted(plugins.registry().reports))
def test_no_personal_value_reaches_the_public(kind: str, format_name: str) -> None:
    try:
        report = report_on(kind, "public")
    except OptionError:
        pytest.fail(f"the example holds nothing for {kind}: give it data, or nothing is proved")
    shown = said(render(report, format_name))

    assert not [token for token in TOKENS if token.encode() in shown]


def test_internal_documents_name_whom_the_dossier_names() -> None:
    internal = b"".join(said(render(report_on(kind, "internal"), "json")) for kind in plugins.registry().reports)
    persons = {value for person in DOSSIER.persons for value in (person.name, person.email, person.phone) if value}
    sitting = {member.person for member in DOSSIER.members if member.person}
    named = {person.name for person in DOSSIER.persons if person.id in sitting}

    assert persons <= TOKENS
    assert {name for name in named if name.encode() not in internal} == set()
    assert {one.author for one in DOSSIER.comments if one.author and one.author.encode() not in internal} == set()


@pytest.mark.parametrize("options", [{}, {"layout": "tables", "dialect": "programs"}], ids=["one file", "tables"])
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_an_export_for_the_public_names_nobody_for_whomever_it_is_built(
    audience: Audience, options: dict[str, str]
) -> None:
    shown = said(render(build_report("export", DOSSIER, audience=audience, profile="public"), "csv", **options))

    assert not [token for token in TOKENS if token.encode() in shown]
    assert b"Azylov" in shown


def test_an_internal_export_gives_every_personal_value_and_is_refused_to_the_public() -> None:
    # Those who sit there by now, and those who sat there before.
    days = (None, date(2024, 6, 30), date(2030, 1, 1))
    reports = (build_report("export", DOSSIER, audience="internal", profile="internal", day=day) for day in days)
    shown = b"".join(said(render(report, "json")) for report in reports)

    assert not [token for token in TOKENS if token.encode() not in shown]
    with pytest.raises(OptionError, match="for internal use"):
        build_report("export", DOSSIER, audience="public", profile="internal")


def test_an_export_gives_no_identifier_that_it_does_not_choose() -> None:
    """People make identifiers of names, and a row of a table may bear one beside its cells."""
    columns = (ExportColumn(profile="internal", table="members", column="function"),)
    chosen = attrs.evolve(DOSSIER, export_columns=columns)
    shown = said(render(build_report("export", chosen, audience="internal", profile="internal"), "json"))

    assert not [token for token in TOKENS if token.encode() in shown]
