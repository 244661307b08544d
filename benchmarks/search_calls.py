"""A region's years of calls for the search benchmark: who, where, how long, and words with the spread of a language."""

from __future__ import annotations

import contextlib
import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from journal import readdb
from journal.filing import key
from journal.log import Log
from journal.projection import Projection
from journal.reader import Reader
from units.fold import fold

BEGIN = 1_600_000_000.0
SECONDS = 73.0
"""Between calls: three million of them are seven years."""
STEP = 6
"""Entries of the record a call stands for (start, end, recording, fixes)."""
UNITS = 1200
_PREFIXES = ("VP", "VRS", "PP", "LP", "VSAT", "VT")
_AGENCIES = ("vp", "vrs", "pp", "lp", "vsat", "vt")
_PLACES = ("Rīga", "Daugavpils", "Šiauliai", "Kaunas", "Alūksne", "Rēzekne", "Panevėžys", "Utena", "Liepāja", "Zarasai")
GROUPS = [(f"{place} {n}", f"tetra@247-9:g{2200 + n}", _AGENCIES[n % 6]) for n, place in enumerate(_PLACES * 12)]
_SYLLABLES = "ba be bi da de di dar ga gri ka ke ki kru la le li lau ma me mi mie na ne ni pa pe pi pra ra re ri"
_ENDINGS = "ru sa se si šau ta te ti tru va ve vi vie za ze zi žū ā ē ī jau ču šķi ļa ņu ķe ūdr ąs ęt ėja įr ųn"
_BATCH = 10_000


def _vocabulary() -> list[str]:
    chance = random.Random(3)
    syllables = f"{_SYLLABLES} {_ENDINGS}".split()
    words: dict[str, None] = {}
    while len(words) < 20_000:
        words["".join(chance.choices(syllables, k=chance.randint(2, 4)))] = None
    return list(words)


WORDS = _vocabulary()
"""20,000 words, the commonest first."""


def callsign(unit: int) -> str:
    """What unit number ``unit`` is called."""
    return f"{_PREFIXES[unit % 6]} {100 + unit}"


def fill(folder: Path, calls: int) -> Iterator[float]:
    """Make a journal in ``folder`` and a read.db of ``calls`` calls beside it; yields how far it is."""
    log = Log(folder, "station")
    log.close()
    with contextlib.closing(Reader(folder)) as reader:
        Projection(readdb.path_of(folder), reader).close()
    database = readdb.sqlite().connect(readdb.path_of(folder), isolation_level=None)
    with contextlib.closing(database):
        for pragma in ("journal_mode = WAL", "synchronous = OFF", "cache_size = -200000"):
            database.execute(f"PRAGMA {pragma}")
        rows = _calls(calls)
        done = 0
        while batch := list(itertools.islice(rows, _BATCH)):
            database.execute("BEGIN")
            marks = ", ".join("?" * len(_CALL))
            database.executemany(
                f"INSERT INTO calls ({', '.join(_CALL)}) VALUES ({marks})", [call for call, _ in batch]
            )
            database.executemany(
                "INSERT INTO words (rowid, names, groups, said, keys) VALUES (?, ?, ?, ?, ?)",
                [words for _, words in batch],
            )
            database.execute("COMMIT")
            done += len(batch)
            yield done / calls
        hours = [(hour, *_span(hour, calls)) for hour in range(int(BEGIN // 3600), int(_time(calls) // 3600) + 1)]
        database.executemany("INSERT INTO hours (hour, low, high) VALUES (?, ?, ?)", hours)
        database.execute("UPDATE meta SET value = ? WHERE key = 'seq'", (str(calls * STEP),))
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


_CALL = (
    "seq",
    "call",
    "start",
    "[end]",
    "unit",
    "unit_id",
    "radio",
    "talkgroup",
    "group_name",
    "gateway",
    "agency",
    "seconds",
    "path",
    "sha256",
    "emergency",
    "encrypted",
    "why",
    "own",
    "text",
    "coded",
    "frames",
    "upload",
)


def _time(number: int) -> float:
    return BEGIN + number * SECONDS


def _span(hour: int, calls: int) -> tuple[int, int]:
    first = max(0, int((hour * 3600 - BEGIN) // SECONDS))
    last = min(calls, int(((hour + 1) * 3600 - BEGIN) // SECONDS) + 1)
    return first * STEP + 1, last * STEP


def _calls(calls: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Row of ``calls`` and row of ``words`` for each."""
    chance = random.Random(4)
    folded = {word: fold(word) for word in WORDS}
    sort, emergency = key("s", "calls"), key("x", "emergency")
    units = [_Unit(number) for number in range(UNITS)]
    groups = [(name, ident, fold(name), key("g", ident)) for name, ident, _ in GROUPS]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))
    crews = list(itertools.accumulate(1 / (20 + n) for n in range(UNITS)))
    for first in range(1, calls + 1, _BATCH):
        count = min(_BATCH, calls + 1 - first)
        said = chance.choices(WORDS, cum_weights=weights, k=6 * count)
        who = chance.choices(units, cum_weights=crews, k=count)
        for index in range(count):
            number, unit = first + index, who[index]
            name, ident, name_folded, group_key = groups[(unit.number + chance.randrange(8)) % len(groups)]
            words = said[index * 6 : index * 6 + 6]
            urgent = chance.random() < 0.001
            seq, start, seconds = number * STEP - 5, _time(number), 1 + chance.random() * 20
            call = f"{number:08x}"
            row = (
                seq, call, start, start + seconds, unit.sign, unit.ident, unit.radio, ident, name, "TETRA", unit.agency,
                seconds, f"voice/{call}.flac", call * 8, int(urgent), "", "released", "", " ".join(words), "", "", 0,
            )  # fmt: skip
            day = int(start // 86_400)
            keys = f"{sort} {unit.keys} {group_key} dx{day} mx{day // 32}" + (f" {emergency}" if urgent else "")
            text = f"{unit.radio} {ident} TETRA {' '.join(folded[word] for word in words)}"
            yield row, (seq, unit.folded, name_folded, text, keys)


class _Unit:
    """A unit with what is computed of it once."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.sign = callsign(number)
        self.folded = fold(self.sign)
        self.ident = f"u{number}"
        self.radio = f"tetra@247-9:{2_201_000 + number}"
        self.agency = _AGENCIES[number % 6]
        radio, digits = key("r", self.radio), key("n", str(2_201_000 + number))
        self.keys = f"{key('u', self.ident)} {radio} {digits} {key('a', self.agency)}"
