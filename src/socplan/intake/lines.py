"""Pieces of the lines of a proposed mapping, as TOML writes them."""

import json
from collections.abc import Iterable, Mapping
from typing import Final

__all__ = [
    "CODE_IN_FRONT",
    "EACH_YEAR",
    "GOAL_CODE",
    "OF_THE_YEAR",
    "columns_line",
    "organisation_of",
    "quoted_text",
    "words_of",
]

#: The number of a measure in front of its title.
CODE_IN_FRONT: Final = "'^([A-Z]?[0-9.]+)\\s'"
#: The number of a goal in front of its title: „CÍL 1 Pomoc doma“, „Priorita č. 2: Rodiny“, „1.“.
GOAL_CODE: Final = "^[^0-9]*([0-9][0-9.]*)"
#: The year in the head of a column.
EACH_YEAR: Final = "each = \"head\", match = '(20[0-9][0-9])'"
#: The year of the whole table.
OF_THE_YEAR: Final = 'fact = "rok"'


def quoted_text(value: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)


def words_of(meanings: Mapping[str, str]) -> str:
    """What words mean, as a part of a line; empty where none has to be said."""
    pairs = ", ".join(f"{quoted_text(word)} = {quoted_text(means)}" for word, means in meanings.items())
    return f", words = {{ {pairs} }}" if pairs else ""


def columns_line(heads: Iterable[str]) -> str:
    """The columns of which each makes a record."""
    return f"columns = [{', '.join(map(quoted_text, heads))}]"


def organisation_of(ico: str | None, name: str | None, *, add: bool = False) -> str | None:
    """How the organisation of a row is found: by its number, and by its name where a row has none.

    Args:
        ico: the head of the column of numbers.
        name: the head of the column of names.
        add: whether one that has a name alone is added.
    """
    if ico is not None and name is not None:
        return f"{{ by = [{{ ico = {quoted_text(ico)} }}, {{ name = {quoted_text(name)} }}] }}"
    head, key = (ico, "ico") if name is None else (name, "name")
    more = ", add = true" if add and key == "name" else ""
    return None if head is None else f'{{ head = {quoted_text(head)}, find = ["{key}"]{more} }}'
