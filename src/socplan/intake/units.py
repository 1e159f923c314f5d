"""The units that a head, a cell or a mapping may name: crowns, thousands, per cent, and what they are counted by."""

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

__all__ = [
    "OWN_UNIT",
    "RATES",
    "UNITS",
    "full_unit",
    "is_unit",
    "parted",
    "rate_in",
    "scaled",
    "unit_in",
    "without_rate",
]

#: The units that a head or a cell may name, by how they are written, each with the power of ten that it stands for.
UNITS: Final[Mapping[str, int]] = MappingProxyType({"Kč": 0, "tis. Kč": 3, "mil. Kč": 6, "mld. Kč": 9, "%": 0})
#: What a mapping says where each cell names its own unit of money: „60 tis. Kč“.
OWN_UNIT: Final = "own"
#: What an amount may be counted by, with how people write it behind a slash.
RATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "rok": r"rok|roku|r",
        "čtvrtletí": r"čtvrtletí|čtvrt",
        "měsíc": r"měsíc|měs|m",
        "týden": r"týden|týd",
        "den": r"den",
        "hodina": r"hodin[au]|hod|h",
        "lůžko": r"lůžko|lůž",
        "lůžkoden": r"lůžkoden",
        "osoba": r"osob[au]|os",
        "klient": r"klienta?|kl",
        "uživatel": r"uživatele?",
        "úvazek": r"úvazek|úv",
        "jednotka": r"jednotk[au]|jedn",
        "kus": r"kus|ks",
    }
)
#: The same in words. „za rok“ is missing on purpose: it mostly says which year the amount belongs to.
_FOR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "rok": r"ročně|p\.\s?a\.",
        "čtvrtletí": r"čtvrtletně|za\s(?:1\s)?čtvrtletí",
        "měsíc": r"měsíčně|měsíční|za\s(?:1\s)?měsíc",
        "týden": r"týdně|za\s(?:1\s)?týden",
        "den": r"denně|za\s(?:1\s)?den",
        "hodina": r"hodinově|(?:za|na)\s(?:1\s)?hodinu",
        "lůžko": r"(?:za|na)\s(?:1\s)?lůžko",
        "lůžkoden": r"(?:za|na)\s(?:1\s)?lůžkoden",
        "osoba": r"(?:za|na)\s(?:1\s)?osobu",
        "klient": r"(?:za|na)\s(?:1\s)?klienta",
        "uživatel": r"(?:za|na)\s(?:1\s)?uživatele",
        "úvazek": r"(?:za|na)\s(?:1\s)?úvazek",
        "jednotka": r"(?:za|na)\s(?:1\s)?jednotku",
        "kus": r"(?:za|na)\s(?:1\s)?kus",
    }
)
_RATE: Final = {
    rate: re.compile(rf"\s?/\s?(?:{behind})\b\.?|\s?(?<!\w)(?:{_FOR[rate]})(?!\w)(?!\s?[0-9])", re.IGNORECASE)
    for rate, behind in RATES.items()
}
_SPACES: Final = re.compile(r"\s+")
_BY_SHORT: Final = {"tis": "tis. Kč", "mil": "mil. Kč", "mld": "mld. Kč"}


def unit_in(text: str) -> str | None:
    """The unit of money that a head, a title or a cell names; ``None`` where it names none.

    >>> unit_in("Dotace (v tis. Kč)"), unit_in("Dotace")
    ('tis. Kč', None)
    """
    plain = _SPACES.sub(" ", text)
    found = re.search(r"(?:\b(tis|mil|mld)\.?\s?)?(?:\bKč|\bCZK)\b", plain, re.IGNORECASE)
    if found:
        return _BY_SHORT[found[1].lower()] if found[1] else "Kč"
    short = re.search(r"\bv\s(tis|mil|mld)\.", plain, re.IGNORECASE)
    return _BY_SHORT[short[1].lower()] if short else None


def rate_in(text: str) -> str | None:
    """What an amount is counted by, one of `RATES`; ``None`` where it is a whole amount.

    >>> rate_in("Náklady (tis. Kč/rok)"), rate_in("25 000 Kč měsíčně"), rate_in("Dotace za rok 2025 (Kč)")
    ('rok', 'měsíc', None)
    """
    plain = _SPACES.sub(" ", text)
    return next((rate for rate, form in _RATE.items() if form.search(plain)), None)


def without_rate(text: str, rate: str) -> str:
    """A text without what it is counted by."""
    return _RATE[rate].sub("", text, count=1).strip()


def parted(unit: str | None) -> tuple[str | None, str | None]:
    """The unit itself, and what it is counted by: „tis. Kč/rok“.

    >>> parted("tis. Kč/rok"), parted("Kč"), parted(None)
    (('tis. Kč', 'rok'), ('Kč', None), (None, None))
    """
    rate = None if unit is None else rate_in(unit)
    return (unit, None) if unit is None or rate is None else (without_rate(unit, rate), rate)


def full_unit(unit: str | None, rate: str | None) -> str | None:
    """A unit with what it is counted by."""
    return unit if unit is None or rate is None else f"{unit}/{rate}"


def is_unit(unit: str) -> bool:
    """Whether a mapping may name a unit."""
    base, rate = parted(unit)
    return unit == OWN_UNIT or (base in UNITS and not (rate and base == "%"))


def scaled(number: Decimal, unit: str | None) -> Decimal:
    """A number of thousands or millions in crowns; of any other unit as it is.

    >>> scaled(Decimal("1.5"), "mil. Kč")
    Decimal('1500000')
    """
    power = UNITS.get(parted(unit)[0] or "", 0)
    return Decimal(format(number.scaleb(power), "f")) if power else number
