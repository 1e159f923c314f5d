"""What plugins give to constructors is refused with place and value."""

from collections.abc import Callable

import pytest

from socplan.report import Column, Row, Section, Table


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Column("a", 5), "Column.label: 5 is no str"),  # type: ignore[arg-type]
        (lambda: Row([1, 2]), "Row.cells: [1, 2] is no tuple"),  # type: ignore[arg-type]
        (lambda: Row((1,), "total"), "Row.role: 'total' is no RowRole"),  # type: ignore[arg-type]
        (lambda: Section(key="a", title="A", blocks="text"), "Section.blocks: 'text' is no tuple"),  # type: ignore[arg-type]
        (
            lambda: Table(key="t", title="T", columns=(Column("a", "A"), "b"), rows=()),  # type: ignore[arg-type]
            "Table.columns[1]: 'b' is no Column",
        ),
    ],
)
def test_a_wrong_thing_is_refused_with_its_place(make: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError) as error:
        make()

    assert str(error.value) == message
