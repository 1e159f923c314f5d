"""Organisations that take part in planning or provide services."""

import re
from typing import Final

from attrs import field, frozen

from socplan.model.group import GroupKind
from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier

__all__ = ["Organisation"]

_ICO: Final = re.compile("[0-9]{8}", re.ASCII)


def is_ico(text: str) -> bool:
    """Whether a text can be an identification number (IČO): eight digits, of which the last checks the others.

    It is (11 - weighted sum of the others mod 11) mod 10, with weights 8 to 2.
    """
    if not _ICO.fullmatch(text):
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(text, range(8, 1, -1), strict=False))
    return (11 - weighted % 11) % 10 == int(text[7])


@frozen(kw_only=True)
class Organisation(Record):
    """An organisation: a provider, a facility, an office (organizace)."""

    id: Identifier = field(metadata=IDENTIFIER)
    name: str
    #: The identification number (IČO): text of eight digits, with leading zeros.
    ico: str | None = None
    #: „příspěvková organizace“, „spolek“.
    legal_form: str | None = None
    #: Where people may turn: a public address, telephone or web page, of no private person.
    contact: str | None = None
    #: The area of its work or seat.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: Its founder (zřizovatel): „kraj“, „obec“, „církev“.
    founder: str | None = None
    #: The kind of team that it has to have: a facility of the region has a multidisciplinary team. ``None``: none.
    owes_team: GroupKind | None = None
    note: str | None = None
    order: int | None = None
