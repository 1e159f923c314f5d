from __future__ import annotations

import pytest

from socplan.report import Column, Row, Table, depths

TWO = (Column("a", "A"), Column("b", "B"))


def test_a_table_has_no_two_columns_under_one_key() -> None:
    with pytest.raises(ValueError, match="table t: two columns under the key a"):
        Table(key="t", title="T", columns=(Column("a", "A"), Column("a", "B")), rows=())


def test_a_row_stands_below_one_that_comes_before_it() -> None:
    with pytest.raises(ValueError, match="a row stands below 'x', which is no row before it"):
        Table(key="t", title="T", columns=TWO, rows=(Row((1, 2), above="x"), Row((1, 2), key="x")))


def test_depths_are_counted_from_the_top() -> None:
    rows = (Row((1, 2), key="x"), Row((1, 2), key="y", above="x"), Row((1, 2), above="y"), Row((1, 2)))

    assert depths(Table(key="t", title="T", columns=TWO, rows=rows)) == (0, 1, 2, 0)
