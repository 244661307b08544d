"""One running station: gateways, voice, record and the people's wishes, wired together. Decides little by itself."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from journal import clock
from journal.errors import JournalError
from journal.log import Log
from journal.pulse import Pulse
from journal.reserve import Reserve, size_for
from journal.slots import Beat, Urgents
from journal.tail import Tail
from journal.version import product
from radio.codec import Now
from radio.events import CallEnded
from station.actions import Actions, unsettled
from station.air import Air
from station.alarms import Alarms
from station.children import Child, drain
from station.chime import Chime
from station.config import Config, ConfigError
from station.config_file import ConfigFile
from station.exercise import Announcement, Exercise
from station.fitness import Fitness
from station.gateway import real_time
from station.hearing import Hearing
from station.keeping import Keeping
from station.mixing import mixing
from station.offduty import OffDuty
from station.pairing import Pairing
from station.past import last_seq, past
from station.patching import Patching
from station.pedal import Pedal
from station.ptt import PushToTalk
from station.unheard import Earshot
from station.uploads import Uploads
from station.voice.wire import Mic, Sound, Sounder
from station.voice_pipe import VoicePipe
from station.watch import ClockWatch, DiskWatch, ReserveWatch, of_voice
from units.actions import Action
from units.entry import Entry
from units.findings import (
    AnyFinding,
    ConfigRefused,
    ProgramEnded,
    Refused,
    SoundChanged,
    StationStarted,
    StationStopped,
    Unkeyed,
)
from units.keeping import KeptFinding
from units.people import program
from units.picture import Picture
from units.roster import RosterError, read_roster, read_statuses
from units.state import Facts

FOLLOW = 0.01
UNREADABLE = 1.0
"""Seconds until a record that cannot be read is looked at again; leases are looked at all the while."""
BEAT = 0.2
HEAD_START = 3.0
"""Seconds the picture gets to be made before the gateways open without it: hearing comes first."""
PRESENT = 2.0
"""Seconds without a heartbeat after which a console is not there."""

_log = logging.getLogger(__name__)


class Station:
    """The station of the journal in ``folder``; without a configuration ``file`` it is an exercise's, with ``seed``."""

    def __init__(self, folder: Path, log: Log, config: Config, file: Path | None, seed: int) -> None:
        self._folder = folder
        self._log = log
        self._config = config
        self._file = ConfigFile(file, config) if file is not None else None
        self._exercise = None if file is not None else Exercise(seed, self._offered, self._ended("simulator"))
        self._pulse = Pulse(folder)
        self._picture = Picture()
        self._ready = asyncio.Event()
        self._stopping = asyncio.Event()
        self._alarms = Alarms(log.append, self._facts)
        self._duty = OffDuty(self._facts, self._alarms.in_need)
        self._air = Air(discretion=self._duty)
        self._earshot = Earshot(log.append, self._facts, self._alarms.loud, lambda: self._air.groups)
        self._voice = VoicePipe(folder, config.voice, self._mic, self._sound, self._voice_lost, self._earshot)
        self._chime = Chime(self._voice.send)
        self._worker = Child("worker", ["worker", "--journal", str(folder)], drain, self._ended("worker"))
        self._ptt = PushToTalk(log, self._pulse, self._air, self._voice, self._facts)
        self._pedal = Pedal(config.voice, log, self._pulse, self._ptt, self._facts)
        self._hearing = Hearing(log, self._air, self._voice, self._ptt, self._alarms, self._duty, self._facts)
        self._patching = Patching(log, self._air, self._ptt, self._facts, self._hearing, self._voice)
        self._pairing = Pairing(self._patching, self._ptt.keys, self._air.tuned)
        self._hearing.hand_in(Uploads(folder, self._voice))
        self._keeping = Keeping(folder, log, self._facts, lambda: self._used)
        self._heard_sound: Sound | None = None
        self._fitness = Fitness(
            folder, log.append, self._voice.send, self._facts, lambda: self._heard_sound, self._busy
        )
        self._voice.measured = self._fitness.measured
        self._voice.broken = self._hearing.broken
        self._actions = Actions(
            *(folder, log, self._air, self._voice, self._ptt, self._alarms, self._facts),
            *(self._keeping.erase, self._fitness, self._patching),
        )
        self._clock = ClockWatch(real_time())
        self._disk = DiskWatch()
        self._spare = ReserveWatch()
        self._reserve = Reserve(folder, size_for("live" if file is not None else "exercise"))
        self._urgent = Urgents()
        self._loud: set[str] = set()
        self._count = 0
        self._bugs = 0
        self._unreadable = 0.0
        self._used = config
        self._tail: Tail | None = None

    def _facts(self) -> Facts:
        return self._picture.facts

    def stop(self) -> None:
        """Ask the station to end."""
        self._stopping.set()

    # A station's life

    async def run(self) -> None:
        """Until :meth:`stop`."""
        self._ptt.begin()
        self._pulse.write("urgent", self._urgent)
        self._reserve.start()
        before = await asyncio.to_thread(last_seq, self._folder)
        self._log.append(StationStarted(pid=os.getpid(), product=product()))
        tasks = [
            asyncio.create_task(self._every(BEAT, self._beat), name="beat"),
            asyncio.create_task(self._every(FOLLOW, self._need), name="need"),
            asyncio.create_task(self._voice.run(), name="voice"),
            asyncio.create_task(self._worker.run(), name="worker"),
            asyncio.create_task(self._pedal.run(), name="pedal"),
        ]
        taken_over = asyncio.create_task(self._take_over(before), name="past")
        await asyncio.wait([taken_over], timeout=HEAD_START)
        if self._exercise is not None:
            tasks.append(asyncio.create_task(self._exercise.run(), name="simulator"))
        else:
            await self._use(self._config)
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait([taken_over, stopping], return_when=asyncio.FIRST_COMPLETED)
        if taken_over.done():
            taken_over.result()
            tasks.append(asyncio.create_task(self._every(FOLLOW, self._follow), name="follow"))
            for asked in self._facts().erasures:
                self._keeping.erase(asked)
            self._keeping.start()
            await stopping
        else:
            taken_over.cancel()
        await self._end(tasks)

    async def _take_over(self, before: int) -> None:
        """Make the picture of the past, and settle what an earlier station left open."""
        self._picture, recent = await asyncio.to_thread(past, self._folder, before)
        facts = self._picture.facts
        self._tail = Tail(self._folder, facts.seq)
        self._alarms.resume(real_time())
        self._hearing.tracks.resume(real_time())
        for event in self._duty.begin():
            self._hearing.waited(event, real_time())
        for group in facts.groups.values():
            if group.press:
                self._log.append(Unkeyed(press=group.press, group=group.info.id, call=group.call, why="restart"))
        for call in facts.calls.values():
            if call.end is None:
                radio, to = call.radio or None, call.to or None
                self._log.append(CallEnded(gateway=call.gateway, radio=radio, call=call.id, to=to, why="lost"))
        for entry, why in unsettled(recent):
            if isinstance(entry.what, Action):
                press, about = (str(getattr(entry.what, name, "")) for name in ("press", "group"))
                self._log.append(Refused(action=entry.seq, why=why, seat=entry.what.seat, press=press, group=about))
        self._patching.resume()
        self._earshot.resume(crashed=not any(isinstance(entry.what, StationStopped) for entry in recent[-3:]))
        self._ready.set()

    async def _end(self, tasks: list[asyncio.Task[None]]) -> None:
        """Off the air first; recordings are finished, then everything else."""
        self._patching.stop()
        self._ptt.stop()
        await self._fitness.stop()
        await self._air.close()
        self._voice.quit()
        for task in reversed(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(self._keeping.stop)
        self._earshot.stop()
        self._log.append(StationStopped(why="asked to"))
        await asyncio.to_thread(self._reserve.close)
        if self._tail is not None:
            self._tail.close()
        self._pulse.close()

    async def _every(self, seconds: float, step: Callable[[Now], Awaitable[None]]) -> None:
        """Run ``step`` again and again; a bug in it is logged and does not end the station."""
        while True:
            try:
                await step(real_time())
            except JournalError as error:
                _log.error("%s", error)
                await asyncio.sleep(1.0)
            except Exception:  # noqa: BLE001 - leases, beats and alarms must go on whatever else is wrong
                self._bug(step.__name__)
            await asyncio.sleep(seconds)

    def _bug(self, where: str) -> None:
        """Inside an ``except``: into the log, but never without end."""
        self._bugs += 1
        if self._bugs <= 50:
            _log.exception("bug in %s", where)

    # The record, followed

    async def _follow(self, now: Now) -> None:
        """Every 10 ms: leases, whatever the disk does, then what is new in the record."""
        self._ptt.poll(now)
        if now.mono < self._unreadable:
            return
        assert self._tail is not None
        try:
            entries = self._tail.read()
        except JournalError as error:
            _log.error("%s", error)
            self._unreadable = now.mono + UNREADABLE
            return
        for entry in entries:
            try:
                self._apply(entry, now)
            except Exception:  # noqa: BLE001 - one entry must not take along those read with it
                self._bug(f"entry {entry.seq}")

    async def _need(self, now: Now) -> None:
        """Every 10 ms, from the first moment and however the disk is: emergencies that it has not taken."""
        self._alarms.tick(now)
        self._pairing.tick(now)
        if self._alarms.loud() != self._loud:  # heard at once, not with the next beat
            self._route(now)
        urgent = self._alarms.urgent(now)
        if urgent != self._urgent:
            self._urgent = urgent
            self._pulse.write("urgent", urgent)

    def _apply(self, entry: Entry, now: Now) -> None:
        if isinstance(entry.what, Action) and program(entry) != "station":
            try:
                self._actions.take(entry, now)
            except Exception:  # noqa: BLE001 - what was decided belongs into the picture all the same
                self._bug(f"carrying out entry {entry.seq}")
        changes = self._picture.apply(entry)
        self._duty.follow(entry)
        self._chime.follow(entry, self._picture.facts, changes, now)
        if changes.alarms:
            self._alarms.follow(changes.alarms)
        if changes.alarms or changes.seats:
            self._route(now)

    def _route(self, now: Now) -> None:
        """What sounds where."""
        seats = self._seats()
        self._earshot.look(seats, now)
        self._loud = self._alarms.loud()
        self._voice.send(mixing(self._facts(), self._air.groups, seats, self._loud))
        self._voice.send(Sounder(emergency=self._alarms.sounding(seats, now)))

    def _seats(self) -> set[str]:
        """The seats whose consoles live."""
        present = set()
        for slot in self._pulse.slots():
            if slot.startswith("console."):
                found = self._pulse.read(slot, Beat)
                if found is not None and found[1] < PRESENT:
                    present.add(slot.removeprefix("console."))
        return present

    # Five times a second

    async def _beat(self, now: Now) -> None:
        self._count += 1
        fault = self._log.fault
        self._pulse.write("station", self._heartbeat(fault))
        voice = self._pulse.read("voice", Beat)
        if voice is not None:
            self._voice.lives(voice[0].pid, voice[0].taken, voice[1])
        for finding in self._disk.look(fault or of_voice(voice), self._log.refused, now):
            self._log.append(finding)
        self._route(now)
        self._fitness.tick(now.mono)
        if self._count % 5 == 0:
            self._watch(now)
            self._hearing.caught_up()
        if self._count % 2 == 0:
            await self._reload()

    def _watch(self, now: Now) -> None:
        """Once a second: the clock, and what the disk still has."""
        found: list[AnyFinding | KeptFinding | None] = [self._clock.look(now)]
        if self._ready.is_set():  # before, nobody knows what is on record already
            facts = self._facts()
            found.append(self._clock.follow(clock.discipline(), not facts.unsynchronised))
            found.append(self._hearing.tracks.look(now))
            self._hearing.look(now)
            if self._reserve.looked:
                found.append(self._spare.look(self._reserve.minutes, bool(facts.reserve)))
        for finding in found:
            if finding is not None:
                self._log.append(finding)

    def _heartbeat(self, fault: str) -> Beat:
        disk, why, minutes = self._log.disk, fault[:200], self._reserve.minutes
        if disk == "ok" and self._reserve.used_up:  # said even if nothing is to be recorded just now
            disk, why = "full", "The disk is full."
        elif disk == "ok" and minutes is not None:
            disk, why = "reserve", f"disk full: {minutes} min left"
        return Beat(
            pid=os.getpid(),
            count=self._count,
            disk=disk,
            why=why,
            minutes=minutes or 0,
            waiting=self._log.waiting,
            keeping=(self._keeping.why or self._keeping.doing)[:100],
        )

    async def _reload(self) -> None:
        if self._file is None:
            return
        try:
            config = self._file.changed()
        except ConfigError as error:
            _log.warning("configuration refused: %s", error)
            self._log.append(ConfigRefused(why=str(error)))
            return
        if config is not None:
            self._config = config
            await self._use(config)

    async def _use(self, config: Config) -> None:
        """``config`` takes effect; the simulator's too, which is not kept as the room's own."""
        self._used = config
        self._log.append(config.finding())
        self._duty.configure(config.off_duty)
        self._hearing.tracks.configure(config.area)
        self._hearing.territory.configure(config.ground)
        self._pairing.configure(config, real_time())
        await self._air.configure(config, self._pairing)

    async def _offered(self, announcement: Announcement) -> None:
        """The simulator is there: its roster the first time, its gateways each time."""
        await self._ready.wait()
        facts = self._facts()
        try:
            if not any(unit.named for unit in facts.units.values()):
                for unit in read_roster(announcement.roster, "station", None):
                    self._log.append(unit)
            if not facts.statuses:
                for status in read_statuses(announcement.statuses, "station", None):
                    self._log.append(status)
        except RosterError as error:
            _log.warning("simulator's roster: %s", error)
        await self._use(announcement.config)

    # What the children say

    def _mic(self, mic: Mic) -> None:
        self._patching.mic(mic, now := real_time())
        (self._fitness if mic.loop else self._ptt).mic(mic, now)  # what is measured never comes near a gateway

    def _busy(self) -> bool:
        return bool(self._ptt.keyed) or bool(self._alarms.loud()) or not self._ready.is_set()

    def _sound(self, sound: Sound) -> None:
        before = self._heard_sound
        if before is None or (before.device, before.lost) != (sound.device, sound.lost):
            self._log.append(SoundChanged(device=sound.device, why=sound.why, lost=sound.lost))
        self._heard_sound = sound

    def _voice_lost(self, why: str) -> None:
        """No microphone and no recording for a moment: whoever talks must know, so nothing stays keyed."""
        self._ptt.stop("no-voice")
        self._ended("voice")(why)

    def _ended(self, name: str) -> Callable[[str], None]:
        def tell(why: str) -> None:
            self._log.append(ProgramEnded(program=name, why=why))

        return tell
