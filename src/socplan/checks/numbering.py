"""Whether codes are what they seem: unique, in a row, without stray spaces.

1. No two siblings bear the same code (``duplicate-code``): goals, measures, groups, steps, activities of a project.
2. Sibling codes leave out no number: 1.1, 1.2, 1.4 lacks 1.3 (``numbering-gap``).
3. No code begins or ends with a space (``code-with-spaces``).
4. Goals are not nested deeper than the plan's own levels say (``too-deep``).
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from socplan.calculations import goals_in_order, superseded
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located, place_of
from socplan.hookspecs import hookimpl
from socplan.model import Dossier
from socplan.model.dossier import record_types

_CODED: Final = ("parts", "groups", "goals", "measures", "steps", "phases", "projects", "activities")
#: The attribute that a record stands below, where that is not ``parent``.
_ABOVE: Final = {"measures": "goal", "activities": "project", "phases": "project"}
_LAST_NUMBER: Final = re.compile(r"(.*?)([0-9]{1,9})\D*", re.ASCII | re.DOTALL)


def _codes(dossier: Dossier, table: str) -> list[tuple[str | None, str, str]]:
    """The codes of a table: the parent of the record, the code itself, its place."""
    # Both wordings of one measure bear its code.
    former = superseded(dossier.measures) if table == "measures" else frozenset()
    return [
        (getattr(record, "parent", None) or getattr(record, _ABOVE.get(table, ""), None), code, f"{at}.code")
        for at, record in located(dossier, record_types()[table])
        if (code := getattr(record, "code", None)) is not None and getattr(record, "id", None) not in former
    ]


def duplicate_codes(dossier: Dossier) -> Iterator[Finding]:
    """Codes that stand at two records of one table."""
    for table in _CODED:
        seen: dict[tuple[str | None, str], str] = {}
        for above, code, place in _codes(dossier, table):
            if (first := seen.setdefault((above, code.strip()), place)) != place:
                yield finding("duplicate-code", Grade.WARNING, place, code=code, first=first)


def numbering_gaps(dossier: Dossier) -> Iterator[Finding]:
    """Numbers left out between two codes that differ in their last number alone."""
    for table in _CODED:
        series: dict[tuple[str | None, str], dict[int, str]] = {}
        for above, code, place in _codes(dossier, table):
            if numbered := _LAST_NUMBER.fullmatch(code):
                series.setdefault((above, numbered.group(1).strip()), {}).setdefault(int(numbered.group(2)), place)
        for (_, prefix), numbers in series.items():
            ordered = sorted(numbers)
            for before, after in pairwise(ordered):
                if after - before > 1:
                    first, last = f"{prefix}{before + 1}", f"{prefix}{after - 1}"
                    missing = first if first == last else f"{first}–{last}"
                    yield finding("numbering-gap", Grade.NOTE, numbers[after], missing=missing)


def codes_with_spaces(dossier: Dossier) -> Iterator[Finding]:
    """Codes that begin or end with a space."""
    for table in _CODED:
        for _, code, place in _codes(dossier, table):
            if code != code.strip():
                yield finding("code-with-spaces", Grade.WARNING, place, code=code)


def depth(dossier: Dossier) -> Iterator[Finding]:
    """Goals deeper than the levels of the plan; a plan without levels allows any depth."""
    allowed = len(dossier.levels) - 1
    for node in goals_in_order(dossier):
        if dossier.levels and node.depth > allowed:
            place = f"{place_of(dossier, node.goal)}.parent"
            yield finding("too-deep", Grade.WARNING, place, depth=node.depth, allowed=allowed)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="duplicate-codes", codes=("duplicate-code",), run=duplicate_codes),
        Check(name="numbering-gaps", codes=("numbering-gap",), run=numbering_gaps),
        Check(name="codes-with-spaces", codes=("code-with-spaces",), run=codes_with_spaces),
        Check(name="depth", codes=("too-deep",), run=depth),
    )
