"""Patches, the station's side: made, watched over and ended; what is heard on one talk-group is sent on the others.

A leg is a push-to-talk of its own, whose owner is the patch's (:class:`station.press.Relay`). Its lease lives as long
as the voice process delivers what is to be said: if that hangs or dies, the leg is unkeyed like anybody's.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Protocol

import msgspec

from journal.log import Log
from journal.slots import Lease
from radio.codec import Now, VoiceFrame
from radio.events import AnyEvent, CallEnded, CallStarted, EmergencyRaised
from station.air import Air
from station.floor import Floor
from station.gateway import Gateway, Sink
from station.patch_rules import Watch, is_spoken, refusal
from station.press import Relay
from station.ptt import PushToTalk
from station.voice.wire import Mic, Sounder
from units.findings import Refused
from units.patches import PatchBroken, Patched, PatchEnded, PatchExtended, PatchMade, seat_of
from units.state import Facts, Patch

REST = 0.12
"""Seconds of a leg with nothing left to say after which it has said everything."""
LATE = 0.5
"""Seconds after which a leg that was not keyed is given up."""
AGAIN = 60.0
"""Seconds in which it is said only once that somebody was not sent on: an echo would say it after every word."""
LOOK = 0.2
"""Seconds between two looks at what ends a patch."""
WHOLE = ("time", "purpose", "owner")
"""Ends that nobody asked for just now: whoever is being sent on is heard to the end."""
FINISH = 10.0
"""Seconds that may take; of an emergency as long as it lasts."""


class _Leg(msgspec.Struct):
    """One leg of what the source says: ``heard`` when the voice process last delivered, ``resting`` since when nothing
    was left to say (0: there is something)."""

    press: str
    group: str
    source: str
    since: float
    heard: float
    resting: float = 0.0
    keyed: bool = False


class _Joined:
    """A patch. ``lost``: talk-groups whose leg was refused or cut for this source; ``busy``: those waited for.

    ``over``: why it ends as soon as this source has spoken, or else at ``until``, s monotonic.
    """

    def __init__(self, made: PatchMade, watch: Watch) -> None:
        self.made, self.watch = made, watch
        self.floor = Floor(made.groups)
        self.legs: dict[str, _Leg] = {}
        self.source = ""
        self.lost: set[str] = set()
        self.busy: set[str] = set()
        self.told: dict[str, float] = {}
        self.over, self.until = "", 0.0


class Voice(Protocol):
    """The voice process. While it is not at work legs are waited for: a carrier would have nothing to say."""

    def send(self, message: Sounder) -> None:
        """Tell it."""

    def mixes(self) -> bool:
        """Whether it is at work."""


class Patching:
    """All patches; a :class:`station.gateway.Sink` before ``sink``, that overhears what the gateways hear."""

    def __init__(
        self,
        log: Log,
        air: Air,
        ptt: PushToTalk,
        facts: Callable[[], Facts],
        sink: Sink,
        voice: Voice,
    ) -> None:
        """``voice`` is told of what this room hears of it: a tone before a patch ends by itself."""
        self._log, self._air, self._ptt, self._facts, self._sink = log, air, ptt, facts, sink
        self._voice = voice
        self._joined: dict[str, _Joined] = {}
        self._calls: dict[str, str] = {}
        self._number = count(1)
        self._looked = 0.0
        ptt.relays, ptt.gave_up = self.leases, self.gave_up

    # What people decide

    def take(self, seq: int, action: Patched | PatchExtended | PatchBroken, now: Now) -> None:
        """Carry out the action of entry ``seq``, or refuse it in a word."""
        if isinstance(action, Patched):
            why, group = refusal(action, self._facts(), self._air, [one.made.groups for one in self._joined.values()])
            if action.patch in self._joined:
                why = why or "stale"
            made = PatchMade(
                patch=action.patch,
                action=seq,
                groups=action.groups,
                purpose=action.purpose,
                until=now.utc + action.seconds,
                seat=action.seat,
                operator=action.operator,
                unit=action.unit,
                alarm=action.alarm,
            )
        else:
            found = self._joined.get(action.patch)
            if found is None:
                self._refuse(seq, action.seat, "unknown-target")
                return
            if isinstance(action, PatchBroken):
                self._end(found, "broken", action.operator or "")
                return
            why, group = refusal(action, self._facts(), self._air, [])
            until, seat = now.utc + action.seconds, action.seat
            made = msgspec.structs.replace(found.made, action=seq, until=until, seat=seat, operator=action.operator)
        if why:
            self._refuse(seq, action.seat, why, group)
        else:
            self._make(made, now)

    def _refuse(self, seq: int, seat: str, why: str, group: str = "") -> None:
        self._log.append(Refused(action=seq, why=why, seat=seat, group=group))

    def _make(self, made: PatchMade, now: Now) -> None:
        known = self._joined.get(made.patch)
        watch = Watch(made, self._facts(), now)
        if known is not None:
            known.made, known.watch, known.over = made, watch, ""
        else:
            self._joined[made.patch] = _Joined(made, watch)
        self._log.append(made)

    def _end(self, joined: _Joined, why: str, detail: str = "") -> None:
        """Off the air first: its legs' leases are gone with it."""
        made = joined.made
        self._joined.pop(made.patch, None)
        for leg in joined.legs.values():
            self._ptt.released(leg.press)
        self._log.append(PatchEnded(patch=made.patch, why=why, detail=detail, groups=made.groups))

    def resume(self) -> None:
        """An earlier station's patches: whether they still should be, nobody knows, so they are over."""
        for patch in list(self._facts().patches.values()):
            if patch.id not in self._joined:
                self._log.append(PatchEnded(patch=patch.id, why="restart", groups=patch.groups))

    def stop(self) -> None:
        """The station ends."""
        for joined in list(self._joined.values()):
            self._end(joined, "restart")

    # What is heard

    def heard(self, gateway: Gateway, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        """On to whoever takes it; calls of joined talk-groups are remembered."""
        self._sink.heard(gateway, event, raw, now)
        if isinstance(event, CallStarted) and event.group and not event.upload and event.encrypted is None:
            self._calls[event.call] = event.to or ""
            for joined in self._of(event.to or ""):
                joined.floor.began(event.call, event.to or "", event.emergency)
        elif isinstance(event, EmergencyRaised) and event.call in self._calls:
            for joined in self._of(self._calls[event.call]):
                joined.floor.began(event.call, self._calls[event.call], emergency=True)
        elif isinstance(event, CallEnded):
            for joined in self._of(self._calls.pop(event.call, "")):
                joined.floor.ended(event.call)

    def voice(self, gateway: Gateway, frame: VoiceFrame, now: Now) -> None:
        """On to the voice process; who speaks may have the floor."""
        self._sink.voice(gateway, frame, now)
        group = self._calls.get(frame.call, "")
        for joined in self._of(group):
            joined.floor.began(frame.call, group)  # it may have begun before the patch did
            joined.floor.voice(frame.call, now.mono)

    def cut(self, gateway: Gateway) -> None:
        """The link is gone."""
        self._sink.cut(gateway)

    def _of(self, group: str) -> list[_Joined]:
        return [joined for joined in self._joined.values() if group in joined.floor.groups] if group else []

    def mic(self, message: Mic, now: Now) -> None:
        """A tick that goes out: of a leg it proves that the voice process lives."""
        press = self._ptt.keyed.get(message.press)
        for joined in self._joined.values() if press is None else self._of(press.group):
            leg = next((leg for leg in joined.legs.values() if leg.press == message.press), None)
            if leg is not None:
                leg.heard = now.mono
                leg.resting = (leg.resting or now.mono) if message.rest else 0.0
            if press is not None:  # silence, too: what it keys elsewhere may come back
                joined.floor.said(now.mono)

    # Every 10 ms

    def leases(self, now: Now) -> list[tuple[Lease, float]]:
        """The legs that are wanted now, and how old the last proof of each is."""
        if now.mono - self._looked >= LOOK:
            self._looked = now.mono
            self._look(now)
        known = self._facts().patches
        found: list[tuple[Lease, float]] = []
        for joined in list(self._joined.values()):
            patch = known.get(joined.made.patch)
            if patch is not None:
                self._decide(joined, patch, now)
                found += [(_lease(leg, patch), now.mono - leg.heard) for leg in joined.legs.values()]
        return found

    def gave_up(self, group: str) -> bool:
        """Whether nothing of who has the floor is passed on to ``group`` any more: its leg was refused, or cut."""
        return any(group in joined.lost for joined in self._joined.values())

    def _look(self, now: Now) -> None:
        for joined in list(self._joined.values()):
            warned = joined.watch.warning(self._facts(), now)
            if warned is not None:
                self._log.append(warned)
                self._voice.send(Sounder(tone="patch"))
            why = "loop" if joined.floor.is_loop else joined.watch.over(self._facts(), self._air, now)
            if not why:
                joined.over = ""  # somebody wants it after all
            elif why in WHOLE and joined.legs:
                self._finish(joined, why, now)
            else:
                self._end(joined, why)

    def _finish(self, joined: _Joined, why: str, now: Now) -> None:
        """It is over, but somebody is being sent on: to cut them in the middle of a word helps nobody."""
        if not joined.over:
            joined.over, joined.until = why, now.mono + FINISH
        spurt = joined.floor.spurt(joined.source)
        if now.mono >= joined.until and not (spurt is not None and spurt.emergency):
            self._end(joined, joined.over)

    def _decide(self, joined: _Joined, patch: Patch, now: Now) -> None:
        """Which legs it has now."""
        self._follow(joined, now)
        legs = joined.legs.values()
        taken = any(not press.source and press.group in joined.floor.groups for press in self._ptt.keyed.values())
        sending = any(not leg.resting or now.mono - leg.resting < REST for leg in legs)
        source = joined.floor.choose(now.mono, taken, sending)
        if source != joined.source:
            self._told_busy(joined, patch)
            joined.source, joined.legs = source, {}
            joined.lost, joined.busy = set(), set()
        if joined.over:
            if not joined.legs:
                self._end(joined, joined.over)  # the leases are gone, so what is left of its last words is still said
            return
        self._tell_unsent(joined, patch, now)
        wanted, busy = joined.floor.targets(now.mono)
        wanted, busy = ([group for group in some if is_spoken(group, self._air)] for some in (wanted, busy))
        joined.busy |= set(busy)
        for group in wanted:
            if group not in joined.legs and group not in joined.lost and not self._must_wait(group):
                press = f"patch-{patch.id}-{int(now.utc * 1000)}-{next(self._number)}"
                joined.legs[group] = _Leg(press, group, source, now.mono, now.mono)
                joined.busy.discard(group)
            elif group not in joined.legs and group not in joined.lost:
                joined.busy.add(group)

    def _follow(self, joined: _Joined, now: Now) -> None:
        """What became of the legs that were wanted."""
        for group, leg in list(joined.legs.items()):
            outcome = self._ptt.outcome(leg.press)
            leg.keyed = leg.keyed or outcome == "on"
            if outcome == "over" or (not outcome and now.mono - leg.since > LATE):
                del joined.legs[group]
                joined.lost.add(group)

    def _must_wait(self, group: str) -> bool:
        """Whether its transmitter carries something else, or there is no voice to key it for yet."""
        gateway = self._air.voice_of(group)
        return not self._voice.mixes() or (gateway is not None and self._ptt.keys(gateway.name))

    def _told_busy(self, joined: _Joined, patch: Patch) -> None:
        """What was said is over, and on these talk-groups nobody heard it."""
        for group in sorted(joined.busy - joined.lost - joined.legs.keys()):
            self._log.append(Refused(action=patch.action, why="busy", seat=seat_of(patch.id), group=group))

    def _tell_unsent(self, joined: _Joined, patch: Patch, now: Now) -> None:
        """Somebody spoke while we did, or it was an echo: only a person can tell, so a person is told."""
        for group in sorted(joined.floor.unsent):
            if now.mono - joined.told.get(group, -AGAIN) >= AGAIN:
                joined.told[group] = now.mono
                self._log.append(Refused(action=patch.action, why="busy", seat=seat_of(patch.id), group=group))
        joined.floor.unsent.clear()


def _lease(leg: _Leg, patch: Patch) -> Lease:
    return Relay(
        seat=seat_of(patch.id),
        press=leg.press,
        group=leg.group,
        operator=patch.operator or None,
        source=leg.source,
        entry=patch.action,
    )
