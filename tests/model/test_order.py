"""The printed order of records: what it keeps in memory."""

from __future__ import annotations

from socplan.model import order
from socplan.model.order import czech_key


def test_texts_of_any_script_are_sorted_without_end_and_little_is_kept() -> None:
    before = czech_key("Žďár nad Sázavou")
    for code in range(0x3400, 0x9FFF):
        czech_key(chr(code))

    assert len(order._SHARED) < 2**14 + 100
    czech_key.cache_clear()
    assert czech_key("Žďár nad Sázavou") == before
