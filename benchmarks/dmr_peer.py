"""The peers of the DMR benchmark, run in their own virtual environment, which has nothing of ours in it.

``python dmr_peer.py LIBRARY TASK``: reads hex, one message a line, decodes each as the library's own documentation
says, and prints one JSON object: ``seconds`` for all of them, ``told`` what came of each (hex, or ``null``), ``rs``
whether the library's Reed–Solomon check agrees where it has one.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

MASK = b"\x96\x96\x96"  # of a voice header


def ok_header() -> tuple[Callable[[bytes], Any], Callable[[Any], tuple[str | None, bool]]]:
    """ok-dmrlib: a burst with slot type, BPTC and link control."""
    burst = importlib.import_module("okdmr.dmrlib.etsi.layer2.burst").Burst
    kind = importlib.import_module("okdmr.dmrlib.etsi.layer2.elements.burst_types").BurstTypes.DataAndControl
    check = importlib.import_module("okdmr.dmrlib.etsi.fec.reed_solomon_12_9_4").ReedSolomon1294.check

    def told(found: Any) -> tuple[str | None, bool]:
        octets = found.data.as_bits().tobytes()
        return octets[:9].hex(), bool(check(octets, MASK))

    return lambda data: burst.from_bytes(data, kind), told


def ok_block() -> tuple[Callable[[bytes], Any], Callable[[Any], tuple[str | None, bool]]]:
    """ok-dmrlib: a burst with slot type and whatever block it carries."""
    burst = importlib.import_module("okdmr.dmrlib.etsi.layer2.burst").Burst
    kind = importlib.import_module("okdmr.dmrlib.etsi.layer2.elements.burst_types").BurstTypes.DataAndControl
    return lambda data: burst.from_bytes(data, kind), lambda found: (found.data.as_bits().tobytes().hex(), True)


def utils_header() -> tuple[Callable[[bytes], Any], Callable[[Any], tuple[str | None, bool]]]:
    """dmr_utils3: a burst with slot type, BPTC without correction, link control without check."""
    decode = importlib.import_module("dmr_utils3.decode").voice_head_term
    return decode, lambda found: (bytes(found["LC"]).hex(), True)


def ok_lrrp() -> tuple[Callable[[bytes], Any], Callable[[Any], tuple[str | None, bool]]]:
    """ok-dmrlib: an LRRP document with its tokens."""
    read = importlib.import_module("okdmr.dmrlib.motorola.mbxml").MBXML.from_bytes
    importlib.import_module("okdmr.dmrlib.motorola.lrrp")
    return read, lambda found: (str(len(found)), True)


def utils_part() -> tuple[Callable[[bytes], Any], Callable[[Any], tuple[str | None, bool]]]:
    """dmr_utils3: the embedded signalling of a voice burst."""
    voice = importlib.import_module("dmr_utils3.decode").voice
    return voice, lambda found: (found["EMBED"].tobytes().hex(), True)


TASKS = {
    "ok-dmrlib/header": ok_header,
    "ok-dmrlib/block": ok_block,
    "ok-dmrlib/lrrp": ok_lrrp,
    "dmr_utils3/header": utils_header,
    "dmr_utils3/part": utils_part,
}


def main() -> None:
    """Decode what comes on standard input."""
    decode, told = TASKS[f"{sys.argv[1]}/{sys.argv[2]}"]()
    messages = [bytes.fromhex(line) for line in sys.stdin.read().split()]
    found: list[Any] = []
    with redirect_stdout(io.StringIO()):  # one of them prints
        decode(messages[0])
        begin = time.perf_counter()
        for message in messages:
            try:
                found.append(decode(message))
            except Exception:  # noqa: BLE001 - whatever a peer raises, it did not decode
                found.append(None)
        seconds = time.perf_counter() - begin
    answers = [told(each) if each is not None else (None, False) for each in found]
    answer = {"seconds": seconds, "told": [each[0] for each in answers], "rs": [each[1] for each in answers]}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
