"""A view leaves a whole dossier; for the public without personal data, and twice the same is the same."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import assume, given, strategies as st

from socplan import Dossier, Person, as_of, check, public
from socplan.checks import Grade
from socplan.readers.json import dumps, loads
from socplan.testing import dossiers

_ORIGINS = st.dates()


def errors(dossier: Dossier) -> list[str]:
    return [finding.code for finding in check(dossier) if finding.grade is Grade.ERROR]


@given(dossier=dossiers(), day=_ORIGINS)
def test_a_day_taken_twice_is_the_day(dossier: Dossier, day: date) -> None:
    assert as_of(as_of(dossier, day), day) == as_of(dossier, day)


@given(dossier=dossiers(), day=_ORIGINS)
def test_a_dossier_as_of_a_day_is_written_and_read_like_any_other(dossier: Dossier, day: date) -> None:
    seen = as_of(dossier, day)

    assert loads("file", dumps(seen)) == seen


@given(dossier=dossiers(), day=_ORIGINS)
def test_no_reference_is_lost_on_the_way(dossier: Dossier, day: date) -> None:
    assert "dangling-reference" not in errors(as_of(dossier, day))
    assert "dangling-reference" not in errors(public(dossier))


@given(dossier=dossiers())
def test_the_public_knows_no_person(dossier: Dossier) -> None:
    seen = public(dossier)

    assert seen.persons == ()
    assert all(member.person is None for member in seen.members)
    assert len(seen.members) == len(dossier.members)
    assert public(seen) == seen


@given(dossier=dossiers(), name=st.text("qxzjw", min_size=12, max_size=30))
def test_no_personal_value_is_left_in_the_public_dossier(dossier: Dossier, name: str) -> None:
    assume(name.encode() not in dumps(dossier)["dossier.json"])
    person = Person(id=f"P{name}", name=name, email=f"{name}@post", phone=name)
    members = tuple(
        attrs.evolve(member, id=f"{name}-{place}", person=person.id) for place, member in enumerate(dossier.members)
    )
    named = attrs.evolve(dossier, persons=(person,), members=members)

    assert name.encode() in dumps(named)["dossier.json"]
    assert name.encode() not in dumps(public(named))["dossier.json"]
