"""What is written is read back equal, in every dossier format."""

from __future__ import annotations

import pytest
from hypothesis import given

from socplan import Dossier
from socplan.plugins import Registry, make_manager
from socplan.testing import dossiers

_READERS = Registry(*make_manager(installed=False)).readers


@pytest.mark.parametrize("name", sorted(_READERS))
@given(dossier=dossiers())
def test_writing_then_reading_gives_an_equal_dossier(name: str, dossier: Dossier) -> None:
    reader = _READERS[name]

    assert reader.loads("file", reader.dumps(dossier)) == dossier


@pytest.mark.parametrize("name", sorted(_READERS))
@given(dossier=dossiers())
def test_an_equal_dossier_is_written_as_the_same_bytes(name: str, dossier: Dossier) -> None:
    reader = _READERS[name]

    assert reader.dumps(reader.loads("file", reader.dumps(dossier))) == reader.dumps(dossier)
