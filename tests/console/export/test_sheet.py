"""The track sheet: what stands on which page, numbered, marked, and drawn without a complaint of Qt's."""

from __future__ import annotations

import contextlib
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from console.export.paper import BOTTOM, TOP, Paper, breakable
from console.export.sheet import MOST_ROWS, printed, sheet
from console.export.track import TrackOut
from journal import keys
from journal.checkpoint import newest
from journal.log import Log
from journal.signing import SIGNER
from tests.console.export.made import out
from units.findings import StationStarted


def pages(content: bytes) -> int:
    """How many a PDF has; its objects may be packed."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    plain = content
    for part in packed:
        try:
            plain += zlib.decompress(part)
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b", plain))


@pytest.mark.parametrize("mode", ["live", "exercise"])
def test_a_sheet_is_a_pdf_of_several_pages(qapp: Any, mode: str) -> None:
    picture = QImage(400, 200, QImage.Format.Format_RGB32)
    picture.fill(0)
    content = sheet([out(mode)], picture, {"t.csv": "ab" * 32})
    assert content.startswith(b"%PDF-") and pages(content) >= 2


def test_a_sheet_names_what_is_signed_and_what_is_not_yet(
    qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    folder = tmp_path / "live"
    with contextlib.closing(Log(folder, SIGNER)) as log:
        log.append(StationStarted(pid=1)).result(timeout=30)
    signed = newest(folder)
    assert signed is not None and signed.sound
    one = out()
    one = one._replace(source=one.source._replace(checkpoint=signed))
    assert one.said()["checkpoint_sha256"] == signed.hash.hex()
    said: dict[str, str] = {}
    monkeypatch.setattr(Paper, "facts", lambda self, rows: said.update(rows))
    sheet([one], None, {"t.csv": "ab" * 32})
    assert said["SHA-256"] == signed.hash.hex() and said["t.csv"] == "ab" * 32
    assert said["Key"] == keys.fingerprint(signed.public) and str(signed.seq) in said["Checkpoint"]
    assert str(signed.seq) in said[""], "the positions came after it"


def test_a_table_repeats_its_head_and_nothing_leaves_the_paper(qapp: Any) -> None:
    paper = Paper("t", "f", "{page}/{pages}")
    paper.heading("Positions")
    paper.table([("a", 0.5, False), ("b", 0.5, True)], [(str(number), "x") for number in range(200)])
    laid = paper.pages()
    assert len(laid) > 3
    head = paper.blocks[1]
    for page in laid[1:]:
        assert page[0][1] is head
    assert all(y >= TOP and y + block.high <= BOTTOM for page in laid for y, block in page)
    assert sum(len(page) for page in laid) == len(paper.blocks) + len(laid) - 1


def test_a_heading_is_never_the_last_of_a_page(qapp: Any) -> None:
    for gap in range(2000, 2560, 40):
        paper = Paper("t", "f", "{page}/{pages}")
        paper.space(gap)
        paper.heading("Stops")
        paper.table([("a", 1.0, False)], [("1",), ("2",)])
        assert not any(page[-1][1].joined for page in paper.pages())


def test_of_many_positions_one_in_so_many_is_printed_and_every_doubted_one(qapp: Any) -> None:
    few: TrackOut = out(count=90)
    assert printed(few) == (list(range(90)), 1)
    many = out(count=5000)
    rows, every = printed(many)
    assert len(rows) <= MOST_ROWS + 3 and every == 9
    assert set(many.doubted) <= set(rows) and {0, 4999} <= set(rows)


def test_long_words_break_and_prose_does_not() -> None:
    assert "\u200b" in breakable("ab" * 64) and breakable("word " * 40) == "word " * 40
