"""A home of its own for the maps of each test, and what is left in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from console.map.imports.door import Done, bring_in
from console.map.packs import PackError

Bring = Callable[[Path], Done]


@pytest.fixture
def maps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The maps folder."""
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "maps"


@pytest.fixture
def bring(maps: Path) -> Bring:
    """Imports a file."""
    return lambda file: bring_in(file, maps, lambda _share: None)


@pytest.fixture
def refused(maps: Path, bring: Bring) -> Callable[[Path], str]:
    """Imports a file that must be refused, with one sentence and without a trace; that sentence."""

    def sentence(file: Path) -> str:
        with pytest.raises(PackError) as caught:
            bring(file)
        left = [one for one in maps.rglob("*") if one.name not in {".drafts", "lock"}] if maps.exists() else []
        assert left == []
        text = str(caught.value)
        assert text
        assert "\n" not in text
        return text

    return sentence
