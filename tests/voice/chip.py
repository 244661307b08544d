"""A stand-in for a DVSI chip: speaks its packets over UDP or a pseudo-terminal; each frame "decodes" to its first byte."""

from __future__ import annotations

import contextlib
import os
import socket
import threading

import numpy as np

PRODUCT = b"\x61\x00\x0b\x00\x30AMBE3000R\x00"


class Chip:
    """``mute`` answers nothing any more; ``rates`` are the rate indexes it was told."""

    def __init__(self) -> None:
        self.rates: list[int] = []
        self.frames: list[bytes] = []
        self.mute = False

    def answer(self, packet: bytes) -> bytes:
        kind, fields = packet[3], packet[4:]
        if self.mute:
            return b""
        if kind == 0 and fields[0] == 0x30:
            return PRODUCT
        if kind == 0 and fields[0] == 0x09:
            self.rates.append(fields[1])
            return b"\x61\x00\x02\x00\x09\x00"
        assert kind == 1 and fields[:2] == b"\x01\x48" and len(fields) == 11
        self.frames.append(fields[2:])
        samples = np.full(160, fields[2] * 100, ">i2").tobytes()
        return b"\x61\x01\x42\x02\x00\xa0" + samples


class UdpChip(Chip):
    def __init__(self) -> None:
        super().__init__()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.where = f"udp:127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                packet, peer = self._socket.recvfrom(2048)
                if not packet:
                    return
                if answer := self.answer(packet):
                    self._socket.sendto(answer, peer)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.sendto(b"", self._socket.getsockname())
        self._thread.join(30)
        self._socket.close()


class PtyChip(Chip):
    def __init__(self) -> None:
        super().__init__()
        self._master, self._slave = os.openpty()
        import tty

        tty.setraw(self._slave)
        self.where = f"serial:{os.ttyname(self._slave)}:460800"
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        rest = b""
        with contextlib.suppress(OSError):
            while True:
                rest += os.read(self._master, 512)
                while len(rest) >= 4 and len(rest) >= 4 + int.from_bytes(rest[1:3], "big"):
                    size = 4 + int.from_bytes(rest[1:3], "big")
                    answer, rest = self.answer(rest[:size]), rest[size:]
                    for at in range(0, len(answer), 7):  # in pieces, as a serial line brings them
                        os.write(self._master, answer[at : at + 7])

    def close(self) -> None:
        os.close(self._slave)
        os.close(self._master)
        self._thread.join(0.5)
