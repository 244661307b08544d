"""Fit for duty: the room measured on demand and at each shift's beginning, with the limits it is judged by. Journaled.

What is measured runs through the programs that are at work: push-to-talk, pipe, voice process, microphone, mixer and
loudspeaker by way of :mod:`station.loop`, appends by a journal of their own on the same disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from journal.errors import JournalError
from journal.log import Log
from journal.places import runtime_dir
from journal.pulse import Pulse
from journal.slots import Lease
from journal.tail import Tail
from radio.codec import Now
from station.gateway import real_time
from station.loop import LOOP, Loop, Send
from station.voice.wire import Measure, Measured, Mic, Sound
from units.actions import Noted, PttPressed
from units.fitness import Figure, FitForDuty, at_most, there, verdict
from units.state import Facts

PRESSES = 8
HELD = 0.3
"""s each press is held: fifteen frames."""
PATIENCE = 1.0
"""s until a press that does not key, or the voice process, is given up."""
APPENDS = 200
FOLLOW = 0.01
"""s between two looks, as the station's own."""
TO_KEY, TO_WIRE, TO_EAR = 60.0, 60.0, 300.0
"""ms: key down to keyed, to the first frame on the wire (each the worst of all presses); mouth to ear (95 of 100)."""
APPEND = 50.0
"""ms, 99 of 100: a press that takes longer to be on record is keyed without."""
DRIFT = 200.0
"""Millionths: what a device's clock may be off."""
SHIFT = 3600.0
"""s since the last measurement after which a sign-on begins a shift."""
SETTLED = 20.0
"""s after a sign-on before the room is measured by itself."""
PREFIX = ".fitness-"

_log = logging.getLogger(__name__)

Append = Callable[[FitForDuty], object]


class Fitness:
    """Measures, one at a time. ``busy`` says whether somebody talks or an emergency rings: then nobody measures."""

    def __init__(
        self,
        folder: Path,
        append: Append,
        send: Send,
        facts: Callable[[], Facts],
        sound: Callable[[], Sound | None],
        busy: Callable[[], bool],
    ) -> None:
        self._folder = folder
        self._append = append
        self._send = send
        self._facts = facts
        self._sound = sound
        self._busy = busy
        self._loop: Loop | None = None
        self._told: asyncio.Future[Measured] | None = None
        self._task: asyncio.Task[None] | None = None
        self._due: tuple[float, str, str | None] | None = None

    def asked(self, action: int, seat: str, operator: str | None) -> None:
        """Somebody wants to know."""
        if self._task is None or self._task.done():
            self._due = None
            self._task = asyncio.get_running_loop().create_task(self._run(action, seat, operator), name="fitness")

    def signed_on(self, seat: str, operator: str | None, mono: float, wall: float) -> None:
        """A shift may begin: the room is measured once it has settled."""
        last = self._facts().measured
        if last is None or wall - last.at > SHIFT:
            self._due = mono + SETTLED, seat, operator

    def tick(self, mono: float) -> None:
        """Several times a second."""
        if self._due is not None and mono >= self._due[0] and not self._busy():
            self.asked(0, self._due[1], self._due[2])

    def mic(self, mic: Mic, now: Now) -> None:
        """A frame of the loop's microphone."""
        if self._loop is not None:
            self._loop.mic(mic, now)

    def measured(self, message: Measured) -> None:
        """The voice process tells."""
        if self._told is not None and not self._told.done():
            self._told.set_result(message)

    async def stop(self) -> None:
        """No more."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    # Measuring

    async def _run(self, action: int, seat: str, operator: str | None) -> None:
        for left in self._folder.glob(f"{PREFIX}*"):
            _sweep(left)  # of a station that died over it
        place = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self._folder))
        try:
            figures = await self._figures(place)
        except (JournalError, OSError) as error:
            _log.error("fitness: %s", error)
            figures = [at_most("append", None, "ms", APPEND, str(error)[:120])]
        finally:
            self._loop = None
            await asyncio.to_thread(_sweep, place)
        self._append(FitForDuty(fit=verdict(figures), action=action, seat=seat, operator=operator, figures=figures))

    async def _figures(self, place: Path) -> list[Figure]:
        ref = place.name
        self._send(Measure(ref=ref))
        log = await asyncio.to_thread(Log, place, "fitness", LOOP, "exercise")
        pulse, tail = Pulse(place), Tail(place)
        try:
            appends = await asyncio.to_thread(_appends, log)
            tail.read(rows=100_000, seconds=1.0)
            loop = self._loop = Loop(log, pulse, self._send)
            downs = {}
            for number in range(PRESSES):
                await asyncio.sleep(0.05 + 0.0037 * number)  # at any moment between two looks
                press = f"{LOOP}-{number}"
                downs[press] = await self._press(press, loop, log, pulse, tail)
        finally:
            tail.close()
            pulse.close()
            await asyncio.to_thread(log.close)
        measured = await self._voice_says(ref)
        return self._judged(loop, downs, appends, measured)

    async def _press(self, press: str, loop: Loop, log: Log, pulse: Pulse, tail: Tail) -> float:
        """Key down, held, key up; when it went down. As a console does it, and followed as the station does."""
        down = time.monotonic()
        slot, count = f"lease.{LOOP}", 0
        log.append(PttPressed(seat=LOOP, operator=LOOP, press=press, group=LOOP))
        until = down + PATIENCE
        while (now := real_time()).mono < until:
            if now.mono - down >= 0.1 * count:
                count += 1
                pulse.write(slot, Lease(seat=LOOP, press=press, group=LOOP, operator=LOOP, count=count, down=down))
            for entry in tail.read():
                if isinstance(entry.what, PttPressed):
                    loop.ptt.pressed(entry.seq, entry.what, now.mono - down, now)
            loop.ptt.poll(now)
            if press in loop.gateway.keyed:
                until = min(until, loop.gateway.keyed[press] + HELD)
            await asyncio.sleep(FOLLOW)
        pulse.write(slot, Lease(seat=LOOP, count=count + 1))
        loop.ptt.poll(real_time())
        return down

    async def _voice_says(self, ref: str) -> Measured | None:
        self._told = asyncio.get_running_loop().create_future()
        self._send(Measure(ref=ref, on=False))
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._told
        except TimeoutError:
            return None

    # Judging

    def _judged(
        self, loop: Loop, downs: dict[str, float], appends: list[float], measured: Measured | None
    ) -> list[Figure]:
        sound = self._sound() or Sound()
        keyed = [
            1000 * (loop.gateway.keyed[press] - down) for press, down in downs.items() if press in loop.gateway.keyed
        ]
        wired = [
            1000 * (loop.gateway.wired[press] - down) for press, down in downs.items() if press in loop.gateway.wired
        ]
        figures = [
            there("loudspeaker", bool(sound.device), sound.device or sound.why),
            there("microphone", bool(sound.microphone), sound.microphone),
            at_most("ptt-to-key", _all(keyed, PRESSES), "ms", TO_KEY, "" if keyed else "not-keyed"),
            at_most("ptt-to-wire", _all(wired, PRESSES), "ms", TO_WIRE, "" if wired else _no_voice(sound, measured)),
            *_of_voice(measured, sound),
            at_most("append", _share(appends, 0.99), "ms", APPEND, "" if appends else "no-disk"),
        ]
        links = self._facts().gateways.values()
        return figures + [there("link", link.state == "up", link.state, link.info.name) for link in links]


def _of_voice(measured: Measured | None, sound: Sound) -> list[Figure]:
    why = _no_voice(sound, measured)
    delays = [1000 * delay for delay in measured.delays] if measured is not None else []
    figures = [at_most("mouth-to-ear", _share(delays, 0.95), "ms", TO_EAR, "" if delays else why)]
    ran = measured is not None and measured.asked > 0
    dry = float(measured.dry) if measured is not None and ran else None
    figures.append(at_most("underruns", dry, "", 0.0, "" if ran else why))
    drift = measured.drift if measured is not None else {}
    for device, off in drift.items():
        figures.append(at_most("drift", abs(off), "ppm", DRIFT, "", device))
    if not drift:
        figures.append(at_most("drift", None, "ppm", DRIFT, "too-early" if ran else why))
    return figures


def _no_voice(sound: Sound, measured: Measured | None) -> str:
    """Why something of the voice process's cannot be measured."""
    if measured is None:
        return "no-voice"
    if not sound.device:
        return "no-loudspeaker"
    return "no-microphone" if not sound.microphone else "nothing-came"


def _all(values: list[float], count: int) -> float | None:
    """The worst of all ``count``; none if one of them did not come: then it is no figure."""
    return round(max(values), 1) if len(values) == count else None


def _share(values: list[float], share: float) -> float | None:
    """That so large a share of ``values`` does not exceed."""
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))], 1) if values else None


def _appends(log: Log) -> list[float]:
    """ms of each of :data:`APPENDS` appends, one after the other, until it is on disk."""
    took = []
    for number in range(APPENDS):
        began = time.monotonic()
        log.append(Noted(seat=LOOP, text=str(number))).result(10.0)
        took.append(1000 * (time.monotonic() - began))
    return took


def _sweep(place: Path) -> None:
    """Leave nothing of it: neither the folder nor what lies in the runtime directory."""
    with contextlib.suppress(JournalError, OSError):
        shutil.rmtree(runtime_dir(place), ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)
