"""What changed in the structure is a function of two days, and leads from the one to the other."""

from __future__ import annotations

from datetime import date
from typing import Final

from hypothesis import given, strategies as st

from socplan import Dossier, as_of
from socplan.calculations import applied, bodies_in_order, structure_at, structure_changes
from socplan.testing import dossiers

_TABLES: Final = ("groups", "group_texts", "placements", "members", "resolutions")
_DOSSIERS: Final = dossiers(max_size=5, filled=_TABLES)
_DAYS: Final = st.none() | st.dates(date(1989, 1, 1), date(2061, 12, 31))


@given(dossier=_DOSSIERS, day=_DAYS)
def test_a_day_compared_with_itself_gives_nothing(dossier: Dossier, day: date | None) -> None:
    assert structure_changes(dossier, day, day) == ()


@given(dossier=_DOSSIERS, before=_DAYS, after=_DAYS)
def test_the_changes_make_the_second_structure_of_the_first(
    dossier: Dossier, before: date | None, after: date | None
) -> None:
    changes = structure_changes(dossier, before, after)

    assert applied(structure_at(dossier, before), changes, after) == structure_at(dossier, after)


@given(dossier=_DOSSIERS, before=_DAYS, after=_DAYS)
def test_the_way_back_undoes_the_way_there(dossier: Dossier, before: date | None, after: date | None) -> None:
    there = structure_changes(dossier, before, after)
    back = structure_changes(dossier, after, before)

    assert {(one.group, one.before, one.after) for one in there} == {(one.group, one.after, one.before) for one in back}


@given(dossier=_DOSSIERS, day=_DAYS)
def test_every_body_stands_in_the_tree_once_and_below_its_parent(dossier: Dossier, day: date | None) -> None:
    structure = structure_at(dossier, day)
    tree = bodies_in_order(dossier, structure)
    depth = {body.group: level for body, level in tree}

    assert sorted(depth) == [body.group for body in structure.bodies]
    assert all(level == (0 if body.parent is None else depth[body.parent] + 1) for body, level in tree)


@given(dossier=_DOSSIERS, day=st.dates(date(1989, 1, 1), date(2061, 12, 31)))
def test_the_structure_of_a_day_is_that_of_the_dossier_as_of_the_day(dossier: Dossier, day: date) -> None:
    seen = structure_at(as_of(dossier, day), day)
    before = structure_at(dossier, day)

    assert {body.group: (body.name, body.parent) for body in before.bodies} == {
        body.group: (body.name, body.parent) for body in seen.bodies
    }
