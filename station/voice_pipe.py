"""The station's end of the pipe to the voice process: what it must know survives its restarts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from station.children import Child, Process
from station.config import VoiceConfig
from station.owed import Owed
from station.unheard import Earshot
from station.voice.wire import (
    Broken,
    Close,
    Measured,
    Mic,
    Mixing,
    Open,
    PlayedOut,
    Quit,
    Reached,
    Sound,
    Sounder,
    Talk,
    ToStation,
    ToVoice,
    Unpacker,
    Voice,
    pack,
    to_station,
)

BACKLOG = 4 << 20
"""Bytes waiting for a voice process that does not read: it hangs, and is started again."""
HANGS = 5.0
"""Seconds without a heartbeat after which a voice process that had one hangs, and is started again."""
CATCH_UP = 20.0
"""Seconds a new voice process gets to take what the one before did not."""

_log = logging.getLogger(__name__)


class VoicePipe:
    """Messages to the voice process and back; ``mic`` and ``sound`` take what it says, ``lost`` that it died."""

    def __init__(
        self,
        journal: Path,
        devices: VoiceConfig,
        mic: Callable[[Mic], None],
        sound: Callable[[Sound], None],
        lost: Callable[[str], None],
        earshot: Earshot,
    ) -> None:
        self._mic = mic
        self._sound = sound
        self._lost = lost
        self.earshot = earshot
        self.measured: Callable[[Measured], None] = lambda _: None
        """Told what the voice process measured of itself."""
        self.broken: Callable[[Broken], None] = lambda _: None
        """Told of calls of which too much could not be heard."""
        self._open: dict[str, Open] = {}
        self._talk: dict[str, Talk] = {}
        self._mixing = Mixing()
        self._sounder = Sounder()
        self._owed = Owed()
        self._number = 0
        self._process: Process | None = None
        self._devices: Sound | None = None
        self._mixes = False
        self._child = Child(
            "voice", ["voice", "--journal", str(journal)], self._serve, self._ended, _environment(devices)
        )

    @property
    def calls(self) -> dict[str, Open]:
        """The calls that voice has open, by id."""
        return self._open

    @property
    def speechless(self) -> str:
        """Why nobody can be heard from here: ``no-voice`` (process, or none that told of its devices yet),
        ``no-microphone``; empty if somebody can."""
        if self._process is None or self._devices is None:
            return "no-voice"
        return "" if self._devices.microphone else "no-microphone"

    def mixes(self) -> bool:
        """Whether the voice process is there and at work, with a sound device or without."""
        return self._process is not None and self._mixes

    async def run(self) -> None:
        """Keep the voice process alive until cancelled; then let it finish its recordings."""
        try:
            await self._child.run()
        finally:
            self._process = None

    async def _serve(self, process: Process) -> None:
        assert process.stdout is not None
        self._number = 0
        await self._catch_up(process)
        self._process = process
        again: list[ToVoice] = [self._mixing, *self._talk.values(), self._sounder]
        for message in again:
            self._write(message)
        unpacker = Unpacker()
        while data := await process.stdout.read(65536):
            for payload in unpacker.feed(data):
                self._take(to_station(payload))

    async def _catch_up(self, process: Process) -> None:
        """Tell a new process what the one before it did not take, in order, before anything new."""
        assert process.stdin is not None
        process.stdin.write(pack(self._mixing))
        self._number += 1
        async with asyncio.timeout(CATCH_UP):
            while (message := self._owed.next()) is not None:
                self._number += 1
                self._owed.sent(self._number, message)
                process.stdin.write(pack(message))
                await process.stdin.drain()

    def _ended(self, why: str) -> None:
        self._process = self._devices = None
        self._mixes = False
        self._owed.lost()
        self.earshot.lost()
        self._lost(why)

    def lives(self, pid: int, taken: int, age: float) -> None:
        """The heartbeat of process ``pid``, ``age`` s old: it has carried out ``taken`` messages."""
        process = self._process
        if process is None or process.pid != pid:
            return
        self._owed.taken(taken)
        self._mixes = True
        if age > HANGS:
            _log.error("voice gives no sign of life: started again")
            self._process = None
            process.kill()

    def _take(self, message: ToStation) -> None:
        match message:
            case Mic():
                self._mic(message)
            case Sound():
                self._devices = message
                self._sound(message)
            case Reached():
                self.earshot.reached(message)
            case PlayedOut():
                self.earshot.played_out(message)
            case Measured():
                self.measured(message)
            case Broken():
                self.broken(message)

    def send(self, message: ToVoice) -> None:
        """Say it now, and again to a new voice process as far as it still holds then."""
        match message:
            case Open():
                self._open[message.call] = message
            case Close():
                if self._open.pop(message.call, None) is None:
                    return
            case Talk():
                self._talk.pop(message.press, None)
                if message.on:
                    self._talk[message.press] = message
            case Mixing():
                if message == self._mixing:
                    return
                self._mixing = message
            case Sounder(tone=""):
                if message == self._sounder:
                    return
                self._sounder = message
            case Voice() if message.call not in self._open:
                return
            case _:
                pass
        self.earshot.sent(message)
        self._write(message)

    def quit(self) -> None:
        """Ask the voice process to finish."""
        self._write(Quit())

    def _write(self, message: ToVoice) -> None:
        process = self._process
        if process is None or process.stdin is None or process.stdin.is_closing():
            if isinstance(message, Open | Voice | Close):
                self._owed.keep(message)
            return
        transport = process.stdin.transport
        if transport.get_write_buffer_size() > BACKLOG:
            _log.error("voice does not read its pipe: started again")
            self._process = None
            process.kill()
            self._write(message)
            return
        self._number += 1
        if isinstance(message, Open | Voice | Close):
            self._owed.sent(self._number, message)
        process.stdin.write(pack(message))


def _environment(devices: VoiceConfig) -> dict[str, str]:
    """The sound devices as the voice process is told them; what is not configured stays as it is."""
    told = {
        "KOPA_VOICE_OUTPUT": devices.output,
        "KOPA_VOICE_UNSELECT": devices.unselect,
        "KOPA_VOICE_HEADSET": devices.headset,
        "KOPA_VOICE_INPUT": devices.input,
        "KOPA_VOICE_GAIN_CONTROL": "" if devices.gain_control else "off",
        "KOPA_VOICE_VOCODER": devices.vocoder,
    }
    if devices.buffer_ms:
        told["KOPA_VOICE_BUFFER_MS"] = str(devices.buffer_ms)
    return {name: value for name, value in told.items() if value}
