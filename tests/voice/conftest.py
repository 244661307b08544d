"""A journal of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.voice.desk import make_journal


@pytest.fixture
def journal(home: Path) -> Path:
    return make_journal(home / "journal")
