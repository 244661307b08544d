"""A donor radio's link: its sound devices in one program, its push-to-talk and busy lines in another, messages between.

Which messages: :mod:`radio.protocols.donor`. The program of the lines gets a word each time the codec says ``key 1``
(every 100 ms) and lets go when the words stop, so whatever hangs on the way from the key to here, nothing stays keyed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from radio.codec import Unable
from radio.protocols.donor import NOT_WANTED, OPENING
from radio.requests import AnyRequest, Key, Unkey
from station.children import Child, Process
from station.lines.hold import KEY, UNKEY
from station.lines.named import Line, busy_line, ptt_line
from station.links.link import Lost, Receive
from station.voice.wire import Unpacker, framed

BACKLOG = 64 * 1024
"""Bytes waiting for a sound program that does not read: two seconds of voice."""

Through = Callable[[str, AnyRequest], None]
"""Asks the gateway of that name; raises :class:`radio.codec.Unable`."""


class DonorLink:
    """One radio. ``source`` and ``output`` name sound devices, ``ptt`` and ``busy`` lines (:mod:`station.lines.named`).

    Unless ``keys`` is set nothing that could key the radio is even opened. ``through`` reaches the gateway by whose AT
    commands a radio is keyed that has no push-to-talk line.
    """

    stream = False

    def __init__(self, source: str, output: str, ptt: str, busy: str) -> None:
        self._source, self._output = source, output
        self._ptt, self._busy = ptt_line(ptt), busy_line(busy)
        self._said_ptt, self._said_busy = ptt, busy
        self.name = f"donor://{source}"
        self.dropped = 0
        self.keys = False
        self.through: Through | None = None
        self._receive: Receive | None = None
        self._sound: Process | None = None
        self._lines: Process | None = None
        self._keyed: Key | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self, receive: Receive, lost: Lost) -> None:
        """Start what is needed. A device that is missing is told as a message; each program looks for its own again."""
        self._receive = receive
        ptt = self._ptt if self.keys else Line("none", "")
        if self._busy.kind == "vox":
            self._tell(f"vox {self._busy.where}")
        else:
            self._tell("busy 0")
        if ptt.kind == "none":
            self._tell(f"ptt 0 {NOT_WANTED}")
        self._tell_speaker()
        sound = ["donor-sound", "--input", self._source, "--output", self._output if self.keys else ""]
        self._start(Child("donor sound", sound, self._hear, self._sound_ended))
        lines = ["ptt-line"]
        lines += ["--ptt", self._said_ptt] if ptt.device else []
        lines += ["--busy", self._said_busy] if self._busy.device else []
        if len(lines) > 1:
            self._start(Child("push-to-talk line", lines, self._watch, self._lines_ended))

    def _start(self, child: Child) -> None:
        self._tasks.append(asyncio.create_task(child.run(), name=f"{child.name} {self._source}"))

    def _tell_speaker(self) -> None:
        """Its program will say when our voice has a way to the radio."""
        if self.keys and self._output:
            self._tell(f"speaker 0 {OPENING}")

    def _tell(self, message: str) -> None:
        if self._receive is not None:
            self._receive(message.encode(), self.name)

    # The programs

    async def _hear(self, process: Process) -> None:
        assert process.stdout is not None
        self._sound = process
        unpacker = Unpacker()
        while data := await process.stdout.read(65536):
            for message in unpacker.feed(data):
                if self._receive is not None:
                    self._receive(message, self.name)

    def _sound_ended(self, why: str) -> None:
        self._sound = None
        self._tell(f"sound 0 its program ended: {why}")
        self._tell_speaker()

    async def _watch(self, process: Process) -> None:
        assert process.stdout is not None
        self._lines = process
        while line := await process.stdout.readline():
            self._tell(line.decode("utf-8", "replace").strip())

    def _lines_ended(self, why: str) -> None:
        self._lines = None
        if self._busy.device:
            self._tell(f"busy ? its program ended: {why}")
        if self._ptt.device and self.keys:
            self._tell(f"ptt 0 its program ended: {why}")

    # What goes out

    def write(self, data: bytes, peer: str = "") -> None:
        """A message of the codec. Raises :class:`Unable` where the gateway that keys the radio refuses."""
        word, _, rest = data.partition(b" ")
        if word == b"key" and rest.startswith(b"1"):
            self._key(rest.decode("utf-8", "replace"))
        elif word == b"key":
            self._unkey()
        else:
            self._to_sound(data)

    def _key(self, told: str) -> None:
        if self._ptt.kind != "at":
            self._to_lines(KEY)
            return
        _, call, group = [*told.split(" ", 2), "", ""][:3]
        if self._keyed is None or self._keyed.group != group:  # a call behind another has the turn that one had
            if self.through is None:
                raise Unable(f"{self._ptt.where} is not there")
            request = Key(group=group, call=call)
            self.through(self._ptt.where, request)
            self._keyed = request

    def _unkey(self) -> None:
        self._to_lines(UNKEY)
        self._to_sound(b"quiet")
        keyed, self._keyed = self._keyed, None
        if keyed is not None and self.through is not None:
            with contextlib.suppress(Unable):
                self.through(self._ptt.where, Unkey(group=keyed.group, call=keyed.call))

    def _to_lines(self, word: bytes) -> None:
        pipe = self._lines.stdin if self._lines is not None else None
        if pipe is not None and not pipe.is_closing():
            pipe.write(word)

    def _to_sound(self, message: bytes) -> None:
        pipe = self._sound.stdin if self._sound is not None else None
        if pipe is None or pipe.is_closing() or pipe.transport.get_write_buffer_size() > BACKLOG:
            self.dropped += 1
        else:
            pipe.write(framed(message))

    async def close(self) -> None:
        """Off first, then end both programs."""
        self._unkey()
        self._receive = None
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._sound = self._lines = None
