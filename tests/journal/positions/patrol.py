"""A few radios on patrol, journals of what they said, and compaction that does not wait five minutes."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from journal import clock, schema
from journal.log import Log
from journal.positions import compact as compact_module
from journal.positions.compact import Compactor, Now
from journal.reader import Reader
from journal.segments import segments
from radio.events import Located, StatusReceived
from units.entry import Anything, Entry

RADIOS = [f"tetra@247-9:{4000 + n}" for n in range(6)]
LATER = Now(lambda: clock.mono() + 2 * 3600 * 1_000_000)
"""Two hours on: everything is old enough."""


@contextlib.contextmanager
def impatient() -> Iterator[None]:
    """What is old enough is not waited with for more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compact_module, "SPAN", 0)
        patch.setattr(compact_module, "LONGEST", 0)
        yield


def whats(count: int, seed: int = 1, share: float = 0.8) -> list[Anything]:
    """Positions of :data:`RADIOS` round Daugavpils, and statuses between them."""
    chance = random.Random(seed)
    places = {radio: [55.87 + chance.uniform(-0.05, 0.05), 26.53 + chance.uniform(-0.1, 0.1)] for radio in RADIOS}
    found: list[Anything] = []
    for _ in range(count):
        radio = chance.choice(RADIOS)
        if chance.random() > share:
            found.append(StatusReceived(gateway="TETRA", radio=radio, code=chance.randrange(1, 9)))
            continue
        place = places[radio]
        place[0] += chance.uniform(-0.002, 0.002)
        place[1] += chance.uniform(-0.004, 0.004)
        now = clock.wall() / 1e6
        found.append(
            Located(
                gateway="TETRA",
                radio=radio,
                lat=round(place[0], 6),
                lon=round(place[1], 6),
                speed=chance.choice([None, 0.0, 3.5, 13.9]),
                course=chance.choice([None, 22.5, 337.5]),
                age=chance.choice([None, None, 5.0]),
                radio_time=chance.choice([None, datetime.fromtimestamp(now - chance.uniform(0, 4000), UTC)]),
                reason=chance.choice([None, "periodic", "emergency"]),
            )
        )
    return found


def append(log: Log, some: Iterable[Anything]) -> None:
    """Journal them, each with raw bytes of its own."""
    futures = [log.append(what, b"raw %d" % number) for number, what in enumerate(some)]
    for future in futures:
        future.result(30)


def journal(folder: Path, some: Iterable[Anything]) -> None:
    """A journal of them."""
    with contextlib.closing(Log(folder, "station")) as log:
        append(log, some)


def compact(folder: Path, log: Log | None = None, now: Now = LATER) -> int:
    """Compact what can be; the number of steps it took."""
    with contextlib.ExitStack() as stack:
        if now is LATER:
            stack.enter_context(impatient())
        if log is None:
            log = stack.enter_context(contextlib.closing(Log(folder, "station")))
        compactor = stack.enter_context(contextlib.closing(Compactor(folder, log.append, now)))
        steps = 0
        while compactor.step():
            steps += 1
        return steps


def entries(folder: Path) -> list[Entry]:
    """All of them."""
    with contextlib.closing(Reader(folder)) as reader:
        return reader.entries(0, 1 << 40)


def located(folder: Path) -> dict[int, Located]:
    """Every position by its entry."""
    return {entry.seq: entry.what for entry in entries(folder) if isinstance(entry.what, Located)}


def opened(folder: Path, segment: int = -1) -> apsw.Connection:
    """A file of the journal, to look into."""
    return schema.open_reading(segments(folder)[segment].path)


def bodies(folder: Path) -> set[int]:
    """The positions whose bodies are there."""
    found: set[int] = set()
    for number in range(len(segments(folder))):
        with contextlib.closing(opened(folder, number)) as connection:
            question = "SELECT e.seq FROM entries e JOIN bodies b ON b.seq = e.seq WHERE e.kind = 'Located'"
            found |= {int(row[0]) for row in connection.execute(question)}
    return found
