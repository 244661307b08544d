"""Voice calls of one slot, from headers, voice bursts and terminators: who speaks, to whom, since when, how it ended.

IDLE –header→ OPEN –voice→ OPEN … –terminator→ IDLE, or 1 s of nothing: ``lost``.
IDLE –voice→ HELD (who speaks, and whether encrypted, is not known yet) –link control out of four bursts→ OPEN, late.
OPEN –link control of somebody else→ the call is lost, another one begins.

Voice is held for as long as nobody knows whether it is encrypted: it must not be played as noise. Where the transport
names the talker, it counts; what link control says otherwise is logged with it.
"""

from __future__ import annotations

from typing import NamedTuple

from radio.codec import Now, Out, Settings, VoiceFrame
from radio.events import CallEnded, CallStarted, EmergencyRaised, NoFix, TalkerNamed, Undecoded
from radio.identity import CallIds
from radio.protocols.dmr import gpsinfo, privacy
from radio.protocols.dmr.alias import TalkerAlias
from radio.protocols.dmr.burst import VOICE_SAMPLES
from radio.protocols.dmr.lc import LinkControl
from radio.protocols.dmr.names import Names

LOST = 1.0
"""s without a burst after which a call's terminator was missed."""
STRAGGLERS = 0.2
"""s after a call in which bursts of its talker may still come."""
KEY_WAIT = 0.2
"""s an encrypted call's start waits for the header that names algorithm and key."""
HOLD = 12
"""Bursts held of a call whose talker only the transport names: two chances to hear link control."""
MOST_HELD = 100
SAME_ALARM = 10.0
"""s in which the ends of an emergency call that are sent again and again are of the same one."""
NEW_OVER = 6
"""Voice bursts after which a header is no late duplicate but the begin of the next over."""


class Claim(NamedTuple):
    """What the transport says of a burst. ``kind``: its data type; ``letter``: 0 (A) to 5 (F) of a voice burst.

    ``lost``: bursts missing before it; ``None``: not told.
    """

    src: int = 0
    dst: int = 0
    group: bool = True
    kind: int | None = None
    letter: int | None = None
    lost: int | None = None


NO_CLAIM = Claim()


class _Call:
    """A call, announced or still held."""

    def __init__(self, now: Now, claim: Claim) -> None:
        self.claim = claim
        self.id = ""  # empty: held
        self.since = self.heard = now.mono
        self.lc: LinkControl | None = None
        self.encrypted: str | None = None
        self.emergency = False
        self.doubted = False  # the transport and link control disagree, and that was said
        self.bursts = 0
        self.late = False
        self.position = 0  # of the last voice burst, counted in bursts
        self.held: list[tuple[int, bytes]] = []
        self.alias = TalkerAlias()
        self.told: set[bytes] = set()

    @property
    def src(self) -> int:
        """Who speaks; 0: not known."""
        return self.claim.src or (self.lc.src if self.lc is not None else 0)

    @property
    def dst(self) -> int:
        """Whom it is for."""
        return self.claim.dst or (self.lc.dst if self.lc is not None else 0)

    @property
    def group(self) -> bool:
        """Whether ``dst`` is a group."""
        return self.claim.group if self.claim.dst or self.lc is None else self.lc.group


class Calls:
    """The calls of one slot, one at a time."""

    def __init__(self, settings: Settings, names: Names, ids: CallIds, slot: int | None) -> None:
        self._names = names
        self._gateway = settings.gateway
        self._ids = ids
        self._slot = slot
        self._call: _Call | None = None
        self._ended = -STRAGGLERS
        self._ended_by = 0
        self._cried = 0, -SAME_ALARM  # whose emergency was heard last, and when

    @property
    def open(self) -> bool:
        """Whether a call is on the air, announced or held."""
        return self._call is not None

    @property
    def announced(self) -> bool:
        """Whether a call is on the air whose talker is known."""
        return self._call is not None and bool(self._call.id)

    # --- what bursts say

    def header(self, lc: LinkControl | None, claim: Claim, now: Now) -> list[Out]:
        """A voice header; ``lc`` ``None`` if it cannot be proved."""
        outs: list[Out] = []
        call = self._call
        if call is not None and (call.bursts > NEW_OVER or (lc is not None and self._another(call, lc))):
            outs += self._end("lost")
            call = None
        if lc is not None and lc.kind != "call":
            return outs + self._aside(lc, now)
        if call is None:
            call = self._call = _Call(now, claim)
        call.heard = now.mono
        return outs if lc is None else outs + self._known(call, lc, now)

    def key(self, told: str, now: Now) -> list[Out]:
        """A privacy header, or a key named inside the call."""
        call = self._call
        if call is None:
            call = self._call = _Call(now, NO_CLAIM)
        call.heard = now.mono
        outs = self._secret(call, told, now)
        return outs + (self._announce(call, now) if call.lc is not None else [])

    def voice(self, frames: bytes, steps: int, claim: Claim, now: Now) -> list[Out]:
        """A voice burst, ``steps`` bursts after the one before it (1 if none is missing)."""
        call = self._call
        if call is None:
            if now.mono - self._ended < STRAGGLERS and claim.src in (0, self._ended_by):
                return []
            call = self._call = _Call(now, claim)
            call.late = True
        elif not call.claim.src and claim.src:
            call.claim = claim
        call.heard = now.mono
        if call.bursts:
            call.position += steps
        call.bursts += 1
        call.held.append((call.position, frames))
        if call.id:
            return self._flush(call)
        del call.held[:-MOST_HELD]
        known = call.lc is not None or (call.claim.src and call.bursts >= HOLD)
        return self._announce(call, now) if known else []

    def embedded(self, lc: LinkControl, now: Now) -> list[Out]:
        """A link control out of voice bursts that is believed."""
        call = self._call
        if call is None:
            return []
        if lc.kind != "call":
            return self._aside(lc, now)
        outs: list[Out] = []
        if self._another(call, lc):
            outs += self._end("lost")
            call = self._call = _Call(now, NO_CLAIM)
            call.late = True
        return outs + self._known(call, lc, now)

    def secret(self, now: Now) -> list[Out]:
        """The voice bursts themselves say that they are encrypted."""
        call = self._call
        return [] if call is None or call.encrypted else self._secret(call, privacy.UNKNOWN, now)

    def terminator(self, lc: LinkControl | None, now: Now) -> list[Out]:
        """The end of a call, said perhaps several times."""
        call = self._call
        outs: list[Out] = []
        if call is not None and not call.id and call.bursts and lc is not None and lc.kind == "call":
            outs += self._known(call, lc, now)  # only its end says who it was
        if lc is not None and lc.emergency:
            outs += self._cry(lc, now)
        self._ended = now.mono
        if call is not None:
            self._ended_by = call.src
        return outs + self._end("released")

    def _cry(self, lc: LinkControl, now: Now) -> list[Out]:
        """The end of an emergency call: told even if nothing before it was heard."""
        call = self._call
        if call is not None and call.id:
            return [] if call.emergency or self._another(call, lc) else self._known(call, lc, now)
        source, at = self._cried
        self._cried = lc.src, now.mono
        if source == lc.src and now.mono - at < SAME_ALARM:
            return []
        radio, to = self._names.radio(lc.src), self._names.to(lc.dst, lc.group)
        return [EmergencyRaised(gateway=self._gateway, radio=radio, by="call", to=to)]

    def matches(self, lc: LinkControl) -> bool:
        """Whether ``lc`` says what is known already: a second witness."""
        call = self._call
        if call is None or lc.kind != "call":
            return False
        if call.lc is not None:
            return call.lc.octets == lc.octets
        return (call.claim.src, call.claim.dst) == (lc.src, lc.dst)

    def tick(self, now: Now) -> list[Out]:
        """Ends a call whose terminator was missed; begins an encrypted one whose key nobody named."""
        call = self._call
        if call is None:
            return []
        if now.mono - call.heard >= LOST:
            return self._end("lost")
        if not call.id and call.lc is not None and now.mono - call.since >= KEY_WAIT:
            return self._announce(call, now)
        return []

    def closed(self) -> list[Out]:
        """The link is gone."""
        return self._end("lost")

    # --- what follows from it

    def _another(self, call: _Call, lc: LinkControl) -> bool:
        """Whether ``lc`` is of another call. Where the transport names the call, it is not for link control to say."""
        if lc.kind != "call" or call.claim.src or call.lc is None:
            return False
        return (call.lc.src, call.lc.dst, call.lc.group) != (lc.src, lc.dst, lc.group)

    def _known(self, call: _Call, lc: LinkControl, now: Now) -> list[Out]:
        """Link control of the call that is on the air."""
        outs: list[Out] = []
        call.lc = lc
        if lc.encrypted and call.encrypted is None:
            outs += self._secret(call, privacy.UNKNOWN, now)
        raised = lc.emergency and not call.emergency
        call.emergency = call.emergency or lc.emergency
        if call.id:
            outs += self._alarm(call) if raised else []
        elif not lc.encrypted or call.encrypted != privacy.UNKNOWN or call.bursts or lc.emergency:
            outs += self._announce(call, now)
        return outs + self._doubt(call, lc)

    def _doubt(self, call: _Call, lc: LinkControl) -> list[Out]:
        claim = call.claim
        if call.doubted or not claim.src or (_same(claim.src, lc.src) and _same(claim.dst, lc.dst)):
            return []
        call.doubted = True
        why = f"the header says radio {claim.src} to {claim.dst}, link control says radio {lc.src} to {lc.dst}"
        return [Undecoded(gateway=self._gateway, radio=self._names.radio(claim.src), raw=lc.octets.hex(), why=why)]

    def _secret(self, call: _Call, told: str, now: Now) -> list[Out]:
        """The call is encrypted. One that began as clear begins anew, so that nobody hears it."""
        if call.encrypted not in (None, privacy.UNKNOWN):
            return []
        first, call.encrypted = call.encrypted is None, told
        if not call.id or not first:
            return []
        outs = [self._ended_as(call, "lost")]
        call.id, call.late = "", True
        return [*outs, *self._announce(call, now)]

    def _announce(self, call: _Call, now: Now) -> list[Out]:
        if call.id:
            return []
        call.id = self._ids.new(now)
        outs: list[Out] = [
            CallStarted(
                gateway=self._gateway,
                radio=self._names.radio(call.src),
                call=call.id,
                to=self._names.to(call.dst, call.group),
                group=call.group,
                emergency=call.emergency,
                encrypted=call.encrypted,
                slot=self._slot,
                late=call.late,
            )
        ]
        if call.emergency:
            outs += self._alarm(call)
        if call.alias.text:
            outs.append(self._named(call))
        return outs + self._flush(call)

    def _alarm(self, call: _Call) -> list[Out]:
        radio, to = self._names.radio(call.src), self._names.to(call.dst, call.group)
        return [EmergencyRaised(gateway=self._gateway, radio=radio, by="call", call=call.id, to=to)]

    def _flush(self, call: _Call) -> list[Out]:
        held, call.held = call.held, []
        return [VoiceFrame(call.id, position * VOICE_SAMPLES, "ambe2", frames) for position, frames in held]

    def _aside(self, lc: LinkControl, now: Now) -> list[Out]:
        """Link control about the talker, or in nobody's words: each once a call."""
        call = self._call
        if call is None or lc.octets in call.told:
            return []
        if len(call.told) < MOST_HELD:
            call.told.add(lc.octets)
        if lc.kind == "alias":
            return [self._named(call)] if call.alias.take(lc.octets) and call.id else []
        if lc.kind == "key":
            return self.key(f"{privacy.UNKNOWN} key {lc.options}", now)
        radio = self._names.radio(call.src)
        if lc.kind == "gps":
            place = gpsinfo.read(lc.octets, self._gateway, radio)
            return [] if isinstance(place, NoFix) and radio is None else [place]
        if lc.kind == "end":
            return []
        return [Undecoded(gateway=self._gateway, radio=radio, raw=lc.octets.hex(), why=lc.name)]

    def _named(self, call: _Call) -> TalkerNamed:
        radio = self._names.radio(call.src)
        return TalkerNamed(gateway=self._gateway, radio=radio, call=call.id, text=call.alias.text)

    def _end(self, why: str) -> list[Out]:
        call, self._call = self._call, None
        if call is None:
            return []
        if call.emergency:
            self._cried = call.src, call.heard
        if call.id:
            return [self._ended_as(call, why)]
        if not call.bursts:
            return []
        told = "" if not call.held else call.held[-1][1].hex()
        return [Undecoded(gateway=self._gateway, raw=told, why=f"voice of nobody: {call.bursts} bursts")]

    def _ended_as(self, call: _Call, why: str) -> CallEnded:
        radio, to = self._names.radio(call.src), self._names.to(call.dst, call.group)
        return CallEnded(gateway=self._gateway, radio=radio, call=call.id, to=to, why=why)


def _same(claimed: int, told: int) -> bool:
    """Some trunked systems keep 16 bits of a number in link control."""
    return claimed == told or (told < 0x10000 and claimed & 0xFFFF == told)
