"""The texts of whole columns are those of single cells."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, strategies as st

from socplan import build_report
from socplan.exporters.base import cell_text
from socplan.exporters.word.texts import texts_of
from socplan.report import NA, Column, ColumnKind, Row, Table
from socplan.testing import sample_dossier

REPORT = build_report("monitoring", sample_dossier("olomouc"))


@pytest.mark.parametrize("locale", ["cs", "en", "de"])
@given(st.lists(st.none() | st.just(NA) | st.integers(-(10**4), 10**20), min_size=1, max_size=20))
def test_counts_look_in_a_column_as_they_do_alone(locale: str, cells: list[int | None]) -> None:
    report = attrs.evolve(REPORT, locale=locale)
    column = Column("n", "Počet", ColumnKind.COUNT)
    table = Table(key="t", title="Počty", columns=(column,), rows=tuple(Row((cell,)) for cell in cells))

    (texts,) = texts_of(table, report).by_column
    assert list(texts) == [cell_text(cell, column, report) for cell in cells]
