"""How numbers, dates and shares look to people, by locale; Babel does the work."""

import re
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from socplan.model import PartialDate, Period

__all__ = [
    "HARD_SPACE",
    "date_text",
    "group_sign",
    "hard_spaces",
    "number_text",
    "percent_text",
    "period_text",
    "plural_category",
    "tied",
    "typeset",
    "untypeset",
]

HARD_SPACE: Final = "\N{NO-BREAK SPACE}"
#: Keeps years together behind their dash: Word heeds the first sign, which it calls a no-width non break, and
#: LibreOffice the second one. U+2060 would do for both, but old fonts show it as a box.
_TIE: Final = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
_YEARS: Final = re.compile(r"(?<=\d)–(?=\d)")
#: No longer texts are kept: those of people seldom come again.
_SHORT: Final = 120
_UNTYPESET: Final = str.maketrans({HARD_SPACE: " ", **dict.fromkeys(_TIE, "")})

#: In Czech a one-letter preposition or conjunction never ends a line.
_LONE_LETTER: Final = re.compile(r"(?<![^\W_])([ksvzouaiKSVZOUAI]) (?=\S)")
#: A number stays with its unit; in a label the number is a place, ``{n}`` or another before a percent sign or crowns.
_NUMBER_UNIT: Final = re.compile(r"(?:(?<=\d)|(?<=\{n\})) (?=[%\w])|(?<=\}) (?=%|Kč)")

_MONTHS: Final = "led|únor|břez|dub|květ|červ|srp|září|říj|listopad|prosin"
#: Spaces at which a Czech text must not break. Each begins with the space, which is found fast, and then looks around:
#: first at the sign before it, which most spaces fail at.
_TOGETHER: Final = re.compile(
    r" (?:(?<=\d )(?=[%‰°K€tmkh\d])"
    r"(?=(?:%|‰|°|Kč|€|tis\.|mil\.|mld\.|m²|km|ha|hod\.|min\.)(?!\w)|\d{3}(?!\d))"  # a unit, thousands
    r"|(?<=[ksvzouaiKSVZOUAI] )(?:"
    r"(?<=(?<![^\W_])[ksvzouaiKSVZOUAI] )(?=[^\s–])"  # a lone letter
    r"|(?<=(?<!\w)PS )(?=\d))"
    r"|(?<=\. )(?:"
    rf"(?<=\d\. )(?=\d{{1,2}}\.|(?:19|20)\d\d(?!\d)|(?:{_MONTHS}))"  # a date
    r"|(?<=(?<!\w)č\. )(?=\S)"
    r"|(?<=(?<!\w)čl\. )(?=\d)"
    r"|(?<=(?<!\w)str\. )(?=\d)"
    r"|(?<=(?<!\w)odst\. )(?=\d)"
    r"|(?<=(?<!\w)písm\. )(?=\w))"
    r"|(?<=§ )(?=\S))"
)


#: The months in the genitive and in the locative, which no library gives: Babel knows „8. dubna“ and „duben“ alone.
_CASES: Final = (
    ("ledna", "lednu"),
    ("února", "únoru"),
    ("března", "březnu"),
    ("dubna", "dubnu"),
    ("května", "květnu"),
    ("června", "červnu"),
    ("července", "červenci"),
    ("srpna", "srpnu"),
    ("září", "září"),
    ("října", "říjnu"),
    ("listopadu", "listopadu"),
    ("prosince", "prosinci"),
)


#: By locale the words before a period without an end, before one without a beginning, and before a year behind them.
_ONE_END: Final = {"cs": ("od", "do", "roku"), "en": ("from", "until", "")}


def hard_spaces(text: str, locale: str) -> str:
    """Put hard spaces where Czech typography wants them; other languages stay unchanged.

    >>> hard_spaces("v roce 2012 a s 5 %", "cs").replace(HARD_SPACE, "~")
    'v~roce 2012~a~s~5~%'
    """
    if locale != "cs":
        return text
    return _NUMBER_UNIT.sub(HARD_SPACE, _LONE_LETTER.sub(rf"\1{HARD_SPACE}", text))


def typeset(text: str) -> str:
    """A text of people as it is printed: nothing but hard spaces in the place of others.

    Beside lone letters they stand before units, inside of dates and numbers, and after short marks. The texts of a
    dossier are Czech in the documents of every language.

    >>> typeset("Dne 8. 12. 2025 dle § 3 odst. 2 a č. 5 za 1 250 000 Kč").replace(HARD_SPACE, "~")
    'Dne 8.~12.~2025 dle §~3 odst.~2 a~č.~5 za 1~250~000~Kč'
    """
    if " " not in text:
        return text
    return _typeset_again(text) if len(text) <= _SHORT else _TOGETHER.sub(HARD_SPACE, text)


@lru_cache(maxsize=8_192)
def _typeset_again(text: str) -> str:
    """A heading or a word of tables, which comes again and again."""
    return _TOGETHER.sub(HARD_SPACE, text)


def tied(text: str) -> str:
    """A text whose years stay on one line: 2008–2012 breaks nowhere, though a dash could end a line."""
    return _YEARS.sub(f"–{_TIE}", text) if "–" in text else text


def untypeset(text: str) -> str:
    """A printed text without hard spaces and ties, to be compared with what it was."""
    return text.translate(_UNTYPESET)


def number_text(value: int | Decimal, locale: str, *, least: int = 0) -> str:
    """A number with all its places, ``least`` ones at least: ``1 234,50`` in Czech, with hard spaces."""
    if isinstance(value, int) and not least:
        return f"{value:,}".translate(_symbols(locale))
    value = Decimal(value)
    places = max(-int(value.as_tuple().exponent), least)
    return f"{value:,.{places}f}".translate(_symbols(locale))


def group_sign(locale: str) -> str:
    """The sign between thousands, a hard space in Czech."""
    return _symbols(locale)[ord(",")]


@cache
def _symbols(locale: str) -> dict[int, str]:
    """The signs of Python's numbers → those of a locale. Asking Babel for each number would take ten times as long."""
    from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol

    return str.maketrans(
        {",": get_group_symbol(locale), ".": get_decimal_symbol(locale), "-": get_minus_sign_symbol(locale)}
    )


def money_text(amount: Decimal, locale: str) -> str:
    """An amount as a sentence says it: without places where it is whole, else with two at least."""
    whole = amount == amount.to_integral_value()
    return number_text(int(amount), locale) if whole else number_text(amount, locale, least=2)


def percent_text(value: Decimal, locale: str) -> str:
    """A percentage of a value in percent: ``47 %`` in Czech, ``47%`` in English."""
    return number_text(value, locale) + ("%" if locale == "en" else f"{HARD_SPACE}%")


@lru_cache(maxsize=4096)
def date_text(value: date | PartialDate, locale: str) -> str:
    """A date in its precision: ``8. 12. 2025``, ``prosinec 2025`` or ``2025`` in Czech."""
    from babel.dates import format_date, format_skeleton

    if isinstance(value, PartialDate):
        if value.month is None:
            return str(value.year)
        if value.day is None:
            month = format_skeleton("yMMMM", value.first_day, locale=_dates(locale))
            return str(month).replace(" ", HARD_SPACE)
        value = value.first_day
    return str(format_date(value, "medium", locale=_dates(locale))).replace(" ", HARD_SPACE)


def date_forms(value: date | PartialDate, locale: str) -> dict[str, str]:
    """A date as sentences want it.

    In English ``when`` has its preposition: „on 8 Dec 2025“, „in December 2025“. In Czech ``gen`` stands behind one
    with the genitive, „od dubna 2026“, „do 8. 12. 2025“, and ``when`` says when something was: „schválen v dubnu 2026“,
    „schválen 8. 12. 2025“, „schválen v roce 2025“.
    """
    whole = date_text(value, locale)
    is_day = not isinstance(value, PartialDate) or value.day is not None
    if locale == "en":
        return {"when": f"{'on' if is_day else 'in'} {whole}"}
    if locale != "cs" or not isinstance(value, PartialDate) or is_day:
        return {}
    if value.month is None:
        return {"when": f"v{HARD_SPACE}roce{HARD_SPACE}{whole}"}
    genitive, locative = _CASES[value.month - 1]
    return {"gen": f"{genitive}{HARD_SPACE}{value.year}", "when": f"v{HARD_SPACE}{locative}{HARD_SPACE}{value.year}"}


def _dates(locale: str) -> str:
    """The locale for dates; those in English are British: 8 Dec 2025."""
    return "en_GB" if locale == "en" else locale


@lru_cache(maxsize=4096)
def period_text(value: Period, locale: str, unknown: str) -> str:
    """A period with an en dash: ``2008–2012``; dates with a month have spaces around it.

    With one end alone: ``od roku 2024``, ``do dubna 2025``; in a language without such words ``2024–…``.
    """
    if value.start is not None and value.start == value.end:
        return date_text(value.start, locale)
    if locale in _ONE_END and (value.start is None) != (value.end is None):
        since, until, of_year = _ONE_END[locale]
        bound, word = (value.start, since) if value.start else (value.end, until)
        return f"{word}{HARD_SPACE}{_bound_text(bound, locale, of_year)}" if bound else unknown
    start = date_text(value.start, locale) if value.start else unknown
    end = date_text(value.end, locale) if value.end else unknown
    tight = all(bound is None or bound.month is None for bound in (value.start, value.end))
    return f"{start}–{end}" if tight else f"{start} – {end}"


def _bound_text(value: PartialDate, locale: str, of_year: str) -> str:
    """The only known end of a period, behind its preposition."""
    if value.month is None:
        return f"{of_year}{HARD_SPACE}{value.year}" if of_year else str(value.year)
    return date_forms(value, locale).get("gen", date_text(value, locale))


def plural_category(count: int | Decimal, locale: str) -> str:
    """The plural form that a count takes: ``one``, ``few``, ``many`` or ``other`` (CLDR)."""
    from babel import Locale

    return str(Locale.parse(locale).plural_form(count))
