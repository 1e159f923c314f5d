from __future__ import annotations

from tests.building import measure

from socplan.model.wordings import wordings

#: a → b → c, and d split into e and f.
CHAINS = wordings(
    measure(name, "g", replaces=before)
    for name, before in (("a", None), ("b", "a"), ("c", "b"), ("d", None), ("e", "d"), ("f", "d"))
)


def test_all_wordings_of_a_measure_are_those_before_and_after_it() -> None:
    assert CHAINS.of("b") == {"a", "b", "c"}
    assert CHAINS.of("d") == {"d", "e", "f"}
    assert CHAINS.of("e") == {"d", "e"}
    assert CHAINS.of("nobody") == {"nobody"}


def test_the_current_wording_is_the_next_one_of_a_set() -> None:
    assert CHAINS.current({"c"}) == {"a": "c", "b": "c"}
    assert CHAINS.current({"b", "c"}) == {"a": "b"}


def test_of_several_that_replaced_one_none_stands_for_it() -> None:
    assert CHAINS.current({"e", "f"}) == {}


def test_a_circle_of_wordings_has_no_current_one() -> None:
    circle = wordings([measure("a", "g", replaces="b"), measure("b", "g", replaces="a")])

    assert circle.of("a") == {"a", "b"}
    assert circle.current({"c"}) == {}


def test_a_wording_that_is_not_listed_stands_for_nothing() -> None:
    assert wordings([measure("b", "g", replaces="lost")]).of("b") == {"b"}
