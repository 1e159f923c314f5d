"""Numbers look as Babel writes them, though Babel is not asked for each."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from babel.numbers import format_decimal
from hypothesis import given, strategies as st

from socplan.labels.formats import number_text

LOCALES = ["cs", "en", "en_GB", "de", "sk", "pl", "fr"]


@pytest.mark.parametrize("locale", LOCALES)
@given(st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.decimals(-(10**9), 10**9))
def test_a_number_looks_as_babel_writes_it(locale: str, value: int | Decimal) -> None:
    with localcontext() as exact:
        exact.prec = 400
        places = 0 if isinstance(value, int) else max(-int(value.as_tuple().exponent), 0)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        expected = format_decimal(value, format=pattern, locale=locale, decimal_quantization=False)

    assert number_text(value, locale) == expected
