"""The station of the positions benchmark: takes positions at a steady pace, and compacts older ones.

``python -m benchmarks.positions_station JOURNAL RATE SECONDS``: ends when nothing is left to compact, and prints one
line of JSON: ``begin`` (monotonic s, at which it began to compact), ``seconds`` that took, ``step_ms`` (the longest
step), and of its own entries the p99 to their acknowledgement before (``quiet_ms``) and meanwhile (``ack_ms``).
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

from benchmarks.report import percentile
from journal.log import Log
from journal.positions.compact import Compactor
from radio.events import Located
from station.keeping import PAUSE, SHARE


def main(journal: Path, rate: int, quiet: float) -> None:
    """Compact, and say how it went."""
    log = Log(journal, "station")
    acks: list[tuple[float, float]] = []
    done = threading.Event()
    traffic = threading.Thread(target=_take, args=(log, rate, acks, done))
    traffic.start()
    time.sleep(quiet)
    compactor = Compactor(journal, log.append)
    begin = time.monotonic()
    longest, going = 0.0, True
    while going:
        began = time.monotonic()
        going = compactor.step()
        took = time.monotonic() - began
        longest = max(longest, took)
        time.sleep(max(PAUSE, SHARE * took))
    seconds = time.monotonic() - begin
    done.set()
    traffic.join()
    compactor.close()
    log.close()
    found = {"begin": begin, "seconds": seconds, "step_ms": longest * 1000}
    found["quiet_ms"] = percentile([ms for handed, ms in acks if handed < begin], 0.99)
    found["ack_ms"] = percentile([ms for handed, ms in acks if handed >= begin], 0.99)
    print(json.dumps(found), flush=True)


def _take(log: Log, rate: int, acks: list[tuple[float, float]], done: threading.Event) -> None:
    begin, sent = time.monotonic(), 0
    while not done.is_set():
        while sent < (time.monotonic() - begin) * rate:
            radio, lat = f"tetra@247-9:{4000 + sent % 1000}", 56.9 + sent % 97 / 1e4
            _timed(log, Located(gateway="TETRA", radio=radio, lat=lat, lon=24.1), acks)
            sent += 1
        time.sleep(0.0005)


def _timed(log: Log, what: Located, acks: list[tuple[float, float]]) -> None:
    handed = time.monotonic()
    log.append(what, b"x" * 70).add_done_callback(lambda _: acks.append((handed, (time.monotonic() - handed) * 1000)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
