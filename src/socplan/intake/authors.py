"""Whom a column of authors names, by the words alone: an organisation, an office, nobody; never which person."""

import re
from typing import Final

from socplan.intake.select import written_alike

__all__ = ["NOBODY", "who_is"]

#: What stands for an author who did not sign.
NOBODY: Final = "nobody"
_UNSIGNED: Final = re.compile(
    r"anonym(?:n\w*|us|ous)?(?:[ ,(].*)?|nepodeps\w+(?: .*)?"
    r"|bez (?:podpisu|jména|uvedení autora)|neuveden\w*|neznám\w+(?: \w+)?|nezjištěn\w*"
)
#: Who comments, by how it is called; the first that fits counts.
_WORDS: Final = (
    ("group", re.compile(r"^(?:pracovní skupina|ps |skupina |řídicí skupina|řídící skupina)")),
    ("user", re.compile(r"(?:klient|klientka|uživatel|uživatelka)(?: služby| služeb)?")),
    (
        "person",
        re.compile(
            r"(?:občan|občanka|obyvatel|obyvatelka|veřejnost|soukromá osoba|fyzická osoba|rodič)"
            r"|(?:občané|obyvatelé|nájemníci|rodiče|skupina (?:občanů|obyvatel|rodičů))(?: .*)?"
        ),
    ),
    (
        "authority",
        re.compile(
            r"^(?:město|obec|městys|městská část|statutární město|hlavní město|rada|zastupitelstvo|kraj) ?\b"
            r"|\b(?:úřad|magistrát|ministerstvo|odbor|hejtmanství|mpsv|ospod)\b|[sc]k[ýé](?:ho)? kraj"
        ),
    ),
    (
        "organisation",
        re.compile(
            r"\S[ ,]+(?:s\.\s?r\.\s?o|a\.\s?s|z\.\s?s|z\.\s?ú|o\.\s?p\.\s?s|p\.\s?o|o\.\s?s|v\.\s?o\.\s?s)"
            r"\.?(?=$|[,;()]| [–-])"
            r"|\bz\s?\.\s?s\.|\bo\s?\.\s?p\s?\.\s?s\.|\bs\s?\.\s?r\s?\.\s?o\.|\bz\s?\.\s?ú\."
            r"|\b(?:charita|diakonie|oblastní|středisko|družstvo|nadace|nadační|spolek|sdružení|organizace|společnost|centrum|poradna|stacionář|"
            r"nemocnice|asociace|armáda spásy|ústav|agentura|farnost|církev|institut|gymnázium|hospic|azylový)\b"
            r"|^(?:domov|dům|klub|svaz|škola|základní škola|mateřská škola|komunita|fond|denní|chráněné) "
        ),
    ),
)
_WHOLE: Final = ("user", "person")


def who_is(text: str) -> str | None:
    """Who a text of a column of authors is: a value of `AuthorKind`, `NOBODY`, or ``None`` where it may be a name.

    >>> who_is("Anonym"), who_is("Charita Vzorov, z. s."), who_is("Městský úřad Vzorov"), who_is("občan")
    ('nobody', 'organisation', 'authority', 'person')
    >>> who_is("anonymní e-mail"), who_is("nepodepsaný dopis")
    ('nobody', 'nobody')
    >>> who_is("Anna Nováková"), who_is("Ing. Petr Rada"), who_is("A. S. Malý")
    (None, None, None)
    """
    alike = written_alike(text).strip(" .()")
    if _UNSIGNED.fullmatch(alike):
        return NOBODY
    dotted = written_alike(text)
    for kind, form in _WORDS:
        if form.fullmatch(alike) if kind in _WHOLE else form.search(dotted):
            return kind
    return None
