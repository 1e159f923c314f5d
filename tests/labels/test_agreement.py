"""Words beside a number agree with it, in every label with numbers, for none, one, two, five, and the only one.

What is looked at: the noun behind a number, and the verb right before or behind it, as far as the tables below know the
word. Whether the rest of a sentence reads well, people have to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from socplan.labels import LOCALES, Labels, Wording, core_labels
from socplan.labels.formats import untypeset

#: Counts, each with a total where the label has one.
COUNTS = (0, 1, 2, 5)
TOTALS = ((0, 1), (0, 5), (1, 1), (1, 5), (2, 2), (2, 5), (5, 5), (5, 8))

#: Czech nouns: one in the nominative and the accusative; several in the nominative; one, then several in the genitive.
NOUNS = tuple(
    tuple(forms.split("|") for forms in line.split())
    for line in """
    cíl cíle cíle cílů
    opatření opatření opatření opatření
    skupina|skupinu skupiny skupiny skupin
    služba|službu služby služby služeb
    akce|akci akce akce akcí
    úkol úkoly úkolu úkolů
    krok kroky kroku kroků
    připomínka|připomínku připomínky připomínky připomínek
    potřeba|potřebu potřeby potřeby potřeb
    rozpočet rozpočty rozpočtu rozpočtů
    přidělení přidělení přidělení přidělení
    obec obce obce obcí
    plán plány plánu plánů
    projekt projekty projektu projektů
    změna|změnu změny změny změn
    zpráva|zprávu zprávy zprávy zpráv
    orgán orgány orgánu orgánů
    místo místa místa míst
    dotazník dotazníky dotazníku dotazníků
    ukazatel ukazatele ukazatele ukazatelů
    území území území území
    kraj kraje kraje krajů
    organizace|organizaci organizace organizace organizací
    požadavek požadavky požadavku požadavků
    den dny dne dnů
    položka|položku položky položky položek
    usnesení usnesení usnesení usnesení
    rozhodnutí rozhodnutí rozhodnutí rozhodnutí
    vazba|vazbu vazby vazby vazeb
    výstup výstupy výstupu výstupů
    """.strip().split("\n")
)
#: Prepositions with the genitive; those with other cases say nothing of the form.
GENITIVE = frozenset({"z", "ze", "u", "bez", "do", "od", "podle", "kromě", "během"})
OTHER_CASES = frozenset({"o", "v", "ve", "na", "po", "k", "ke", "s", "se", "za", "před", "mezi", "nad", "pod", "při"})
#: Verbs: of one (by its gender), of several, of five and more.
VERBS = tuple(
    tuple(frozenset(forms.split("|")) for forms in line.split())
    for line in """
    je jsou je
    není nejsou není
    byl|byla|bylo byly|byli bylo
    čeká čekají čeká
    směřuje směřují směřuje
    přechází přecházejí přechází
    zůstává zůstávají zůstává
    proběhl|proběhla|proběhlo proběhly|proběhli proběhlo
    odpověděl|odpověděla odpověděly odpovědělo
    vrátil vrátily vrátilo
    přišel|přišla|přišlo přišly|přišli přišlo
    hotov|hotova hotovy|hotova hotovo
    vypořádána vypořádány|vypořádána vypořádáno
    má mají má
    mělo měla mělo
    nemá nemají nemá
    probíhá probíhají probíhá
    sledován|sledována|sledováno sledovány|sledována sledováno
    evidována evidovány evidováno
    splněn|splněna|splněno splněny|splněna splněno
    podílí podílejí podílí
    došla došly došlo
    nevstupuje nevstupují nevstupuje
    poskytuje poskytují poskytuje
    oslovena osloveny osloveno
    použit|použita použity použito
    vyřazen|vyřazena vyřazeny vyřazeno
    navržen|navržena navrženi|navrženy navrženo
    zapojen|zapojeno zapojeny|zapojena zapojeno
    """.strip().split("\n")
)
BEING = frozenset().union(*VERBS[0], *VERBS[1], *VERBS[2])
#: English words that look like a plural, or are counted alike.
ALIKE = frozenset(
    {"is", "was", "has", "does", "serves", "takes", "of", "counts", "this", "waits", "gives", "anonymous"}
)
ENGLISH = {"is": "are", "was": "were", "has": "have"}


def rendered(locale: str, labels: Labels) -> Iterator[tuple[str, int, int | None, str]]:
    """Each label that counts, filled in: its key, the count, the total, the text."""
    words = Wording(locale, [labels])
    for key, label in labels.texts.items():
        texts = [label] if isinstance(label, str) else list(label.values())
        places = {name for text in texts for name in re.findall(r"\{(\w+)(?::\w+)?\}", text)}
        if "n" not in places or key in OTHERWISE:
            continue
        others = dict.fromkeys(places - {"n", "total", "of"}, "§")
        for n, total in TOTALS if places & {"total", "of"} else ((n, None) for n in COUNTS):
            values = {**others, "n": n} | ({} if total is None else {"total": total})
            yield key, n, total, untypeset(words.text(key, **values))


def czech_faults(text: str, n: int) -> Iterator[str]:
    form = 0 if n == 1 else 1 if n in (2, 3, 4) else 2
    words = re.findall(r"\w+|[^\w\s]", text)
    for place, word in enumerate(words):
        before = words[place - 1].lower() if place else ""
        behind = words[place + 1] if place + 1 < len(words) else ""
        # An ordinal, and what stands behind a preposition of another case, says nothing; nor does „z 5“ of a total.
        if word != str(n) or behind == "." or before in OTHER_CASES:
            continue
        for one, few, one_of, of in NOUNS:
            if behind not in {*one, *few, *one_of, *of}:
                continue
            if before in GENITIVE:
                right = one_of if form == 0 and before in ("u", "bez") else of if n != 1 else [*of, *one_of]
            else:
                right = (one, few, of)[form]
            if behind not in right and not any(behind in (noun[0], noun[1], noun[3])[form] for noun in NOUNS):
                yield f"{word} {behind}"
        for verb in VERBS:
            # „Hotovy jsou 2“: the participle stands before the verb.
            far = words[place - 2].lower() if place > 1 and before in BEING else ""
            for beside in (before, behind, far):
                if beside in frozenset().union(*verb) and beside not in verb[form] and before not in GENITIVE:
                    yield f"{beside} beside {word}"


def english_faults(text: str, n: int) -> Iterator[str]:
    words = re.findall(r"\w+|[^\w\s]", text)
    for place, word in enumerate(words):
        behind = words[place + 1 : place + 4]
        if word != str(n) or not behind or (place and words[place - 1] in {"of", "year", "the"}):
            continue
        if n == 1 and behind[0] not in ALIKE and behind[0].endswith("s"):
            yield f"1 {behind[0]}"
        is_part = behind[0] in {"of", "there"}
        verb = behind[0] if not is_part and behind[0] in {*ENGLISH, *ENGLISH.values()} else None
        verb = behind[1] if verb is None and not is_part and len(behind) > 1 and behind[1] in ENGLISH else verb
        if verb is not None and (verb in ENGLISH) != (n == 1):
            yield f"{n} … {verb}"


#: Where a form of a noun or a verb is meant otherwise, or a total cannot be one.
OTHERWISE = {
    "catalogue.provided_by": "„je“ is a pronoun: the services",
    "mistake.a-list": "„počet je“",
    "activities.covered_but": "something is missing, so there are several",
    "activities.covered_regions_but": "something is missing, so there are several",
    "table.stated_for": "only a column of which at most a third is known",
}
FAULTS = {"cs": czech_faults, "en": english_faults}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_beside_a_number_agree_with_it(locale: str) -> None:
    faults = [
        f"{key} ({n}{'' if total is None else f' of {total}'}): {fault}: {text}"
        for key, n, total, text in rendered(locale, core_labels(locale))
        for fault in FAULTS[locale](text, n)
    ]

    assert not faults, "\n".join(faults)


#: A total of one as a number beside its part, or behind a plural: „1 z 1“, „žádný z 1“, „všechny (1)“, "the 1 tasks".
OF_ONE = {
    "cs": re.compile(r"(?:\d|žádn\w+) z 1\b|\bz 1 (?!opatření)\w|\(1\)"),
    "en": re.compile(r"(?:\d|none) of 1\b|\b(?:(?<!out )of|the|all) 1 \w+s\b|\(1\)", re.IGNORECASE),
}
#: What is never said of none, and what is never said where the total is one.
OF_SOME = {"alignment.goals_unserved", "alignment.goals_unknown", "monitoring.plan_year"}
OF_SEVERAL = {"monitoring.majority", "monitoring.majority_of_two"}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_only_one_of_a_total_is_called_so(locale: str) -> None:
    """It has a sentence of its own: „jediný úkol je hotov“, „jediný úkol zatím není hotov“."""
    told = [
        f"{key}: {text}"
        for key, n, total, text in rendered(locale, core_labels(locale))
        if total == 1 and key not in OF_SEVERAL and not (key in OF_SOME and not n)
    ]

    assert told
    assert not [line for line in told if OF_ONE[locale].search(line)]


@pytest.mark.parametrize(
    ("locale", "label", "n"),
    [
        ("cs", "Hotovy jsou {n} úkoly.", 1),
        ("cs", "Má {n} cíle.", 5),
        ("cs", "Čeká {n} připomínka.", 2),
        ("cs", "U {n} služby to není známo.", 5),
        ("cs", "Plán má {n} potřeb.", 2),
        ("cs", "Skupinu má {n} obce.", 2),
        ("cs", "Evidována je {n} připomínek.", 5),
        ("en", "{n} goals were added.", 1),
        ("en", "{n} goal is added.", 2),
        ("en", "{n} are listed.", 1),
    ],
)
def test_a_label_that_does_not_agree_is_found(locale: str, label: str, n: int) -> None:
    """The control: each of these is wrong for this number."""
    made = rendered(locale, Labels(locale, {"wrong": label}))

    assert [fault for _, count, _, text in made if count == n for fault in FAULTS[locale](text, n)]
