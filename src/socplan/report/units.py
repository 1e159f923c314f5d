"""Amounts with their units, as people say them: „22 úvazků“, „9,5 úvazku“, „nejméně 600 klientů“.

A dossier names a unit in its own words. Those that are known are declined, and translated; others stand before their
number: „blok: 4“.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from socplan.labels import Wording

__all__ = ["amount", "unit_name", "units_name"]

#: By the word of the dossier the name under which its labels stand.
_NAMES: Final[Mapping[str, str]] = {
    "úvazek": "full_time",
    "klient": "client",
    "uživatel": "user",
    "osoba": "person",
    "rodina": "family",
    "domácnost": "household",
    "lůžko": "bed",
    "lůžkoden": "bed_day",
    "byt": "flat",
    "místo": "place",
    "hodina": "hour",
    "hodina péče": "hour_of_care",
    "kontakt": "contact",
    "intervence": "intervention",
    "den": "day",
    "blok": "block",
    "workshop": "workshop",
    "setkání": "meeting",
    "konference": "conference",
    "h": "h",
    "ks": "pcs",
}


def amount(words: Wording, quantity: int | Decimal, unit: str, *, least: bool = False) -> str:
    """A quantity with its unit; ``least``: it is at least that much."""
    name = _NAMES.get(unit)
    if name is None:
        return words.text("amount_of.least" if least else "amount_of.other", unit=unit, quantity=quantity)
    told = words.text(f"amount.{name}", n=quantity)
    return words.text("amount_of.at_least", amount=told) if least else told


def unit_name(words: Wording, unit: str | None) -> str | None:
    """One unit in the language of the document, else in the words of the dossier."""
    return words.text(f"unit_name.{_NAMES[unit]}") if unit is not None and unit in _NAMES else unit


def units_name(words: Wording, unit: str | None) -> str | None:
    """Several units, for what is counted in them: „klienti“, „hodiny péče“."""
    return words.text(f"units_name.{_NAMES[unit]}") if unit is not None and unit in _NAMES else unit
