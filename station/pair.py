"""A donor radio and its data gateway: what each hears at about the same time is one call. Told the time; sends nothing.

Voice comes from the donor, which knows nobody's name; talker, talk-group and the call's end come from the data gateway.
Whichever begins first gives the call its id. Voice waits for data at most :data:`WAIT` and is never lost; data wait for
nothing, except that a call does not end before its voice has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from radio.codec import Now, VoiceFrame
from radio.events import AnyEvent, CallEnded, CallStarted, TalkerNamed
from radio.vox import RATE

WAIT = 0.3
"""Seconds from the first sample of voice for data to come; longer, and the ear would hear it catch up."""
LEAST_WAIT = 0.1
LATE_VOICE = 0.3
"""Seconds a short call of data stays open for its voice, which sound devices deliver later."""
SHORT = 1.0
LATE_DATA = 1.0
"""Seconds after a call without data in which data of a call mean that one, if no voice comes with them."""
OWN = 0.2
"""Seconds after our own transmission in which the data gateway may still tell of it."""
TAIL = 0.4
"""Seconds beyond the donor's own hang time that a call ended by its data waits for the rest of the voice."""

Tell = Callable[[str, AnyEvent, bytes | None, Now], None]
"""``tell(gateway, event, raw, now)``"""
Say = Callable[[str, VoiceFrame, Now], None]


class Paired(NamedTuple):
    """How a pair is configured: two gateways, the group the radio is tuned to (empty: any), the donor's times in s.

    ``through``: it is keyed by the data gateway's commands, not by a line of its own.
    """

    donor: str
    data: str
    group: str = ""
    hang: float = 0.6
    before: float = 0.16
    through: bool = False


class Known:
    """A call of the data gateway. ``joint``: the id under which it is told."""

    def __init__(self, started: CallStarted, joint: str, now: Now) -> None:
        self.started = started
        self.joint = joint
        self.began = now.mono
        self.radio = started.radio
        self.talking = started.radio is not None
        self.own = False  # our own transmission, told as such by whoever keyed
        self.belated = ""  # the call it tells of, which is over, unless there is voice with it soon
        self.ended: CallEnded | None = None
        self.raw: bytes | None = None  # of what is told later
        self.due = 0.0
        self.voiced = False
        self.voice_began: float | None = None
        self.next = 0  # index of the next sample


class Over:
    """What the donor hears, from its first sample to its last. ``call`` empty: not yet told, its frames are held."""

    def __init__(self, started: CallStarted, now: Now, wait: float) -> None:
        self.started = started
        self.own_id = started.call
        self.to = started.to
        self.began = now.mono
        self.due = now.mono + wait
        self.call = ""
        self.data: Known | None = None
        self.held: list[VoiceFrame] = []
        self.ended: CallEnded | None = None
        self.first: int | None = None  # index of the first sample that belongs to this call
        self.base = 0
        self.next = 0


class Pair:
    """The two. ``keyed``: whether we transmit through the donor now; ``tuned``: to which group its radio is."""

    def __init__(
        self, paired: Paired, tell: Tell, say: Say, keyed: Callable[[], bool], tuned: Callable[[], str | None]
    ) -> None:
        self.paired = paired
        self._tell, self._say, self._keyed, self._tuned = tell, say, keyed, tuned
        self._known: dict[str, Known] = {}
        self._over: Over | None = None
        self._last: tuple[str, float] = ("", 0.0)  # the last call without data, and when it ended
        self._own_at = -OWN
        self._own_radio: str | None = None
        self._parts = 0

    # What the data gateway says

    def takes(self, event: AnyEvent) -> bool:
        """Whether an event of the data gateway is about a call of this pair."""
        if isinstance(event, CallStarted):
            return event.call in self._known or not self.paired.group or event.to in (None, self.paired.group)
        return getattr(event, "call", None) in self._known

    def data(self, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        """An event of the data gateway that this pair :meth:`takes`."""
        if isinstance(event, CallStarted):
            self._data_started(event, raw, now)
            return
        known = self._known[str(getattr(event, "call", ""))]
        if isinstance(event, TalkerNamed):
            self._named(event, known, raw, now)
        elif isinstance(event, CallEnded):
            self._data_ended(event, known, raw, now)
        else:
            self._tell_data(event, known, raw, now)

    def data_voice(self, frame: VoiceFrame, now: Now) -> bool:
        """Coded voice of the data gateway itself: kept with the call it belongs to. False if it is none of ours."""
        known = self._known.get(frame.call)
        if known is None:
            return False
        if not (known.own or known.belated):
            self._say(self.paired.data, msgspec.structs.replace(frame, call=known.joint), now)
        return True

    def _tell_data(self, event: AnyEvent, known: Known, raw: bytes | None, now: Now) -> None:
        self._tell(self.paired.data, msgspec.structs.replace(event, call=known.joint), raw, now)

    def _data_started(self, event: CallStarted, raw: bytes | None, now: Now) -> None:
        self._give_way(now)
        over = self._over
        known = self._known[event.call] = Known(event, event.call, now)
        if not event.emergency and self._is_own(now):
            known.own = True
            self._own_radio = event.radio or self._own_radio
        elif not event.emergency and over is None and self._last[0] and now.mono - self._last[1] < LATE_DATA:
            known.belated, self._last = self._last[0], ("", 0.0)
            known.raw, known.due = raw, now.mono + LATE_VOICE
        elif over is not None and over.call and over.data is None:
            self._adopt(known, over, raw, now)
        else:
            self._tell_data(event, known, raw, now)
            if over is not None and (over.data is None or not over.data.talking):
                self._join(over, known, now)

    def _is_own(self, now: Now) -> bool:
        """Whether what the data gateway tells now is our own transmission, or may still be."""
        return self._keyed() or now.mono - self._own_at < OWN

    def _give_way(self, now: Now) -> None:
        """A new call: those that only waited for the rest of their voice are over, what is heard now is the new's."""
        for known in [known for known in self._known.values() if known.ended is not None]:
            self._close(known, now)
        if self._over is not None and self._over.call and self._over.data is not None:
            data = self._over.data
            if self._known.get(data.started.call) is not data:
                self._detach(self._over, now)

    def _adopt(self, known: Known, over: Over, raw: bytes | None, now: Now) -> None:
        """Data that came late: the donor's call becomes theirs, under the id that was told."""
        known.joint, known.voiced, known.own = over.call, True, False
        known.voice_began, known.next, over.data = over.began, over.next, known
        self._tell_data(known.started, known, raw, now)
        self._name(known.joint, known, None, now)

    def _name(self, call: str, known: Known, raw: bytes | None, now: Now) -> None:
        if known.radio is not None:
            self._tell(self.paired.data, TalkerNamed(gateway=self.paired.data, radio=known.radio, call=call), raw, now)

    def _settle(self, known: Known, now: Now) -> None:
        """No voice came with it: it was the call before of which it told, and all that is new is who spoke."""
        self._name(known.belated, known, known.raw, now)
        known.raw, known.due = None, float("inf")

    def _named(self, event: TalkerNamed, known: Known, raw: bytes | None, now: Now) -> None:
        somebody = event.radio is not None or bool(event.text)
        if known.own:
            if somebody and event.radio != self._own_radio and not self._is_own(now):
                self._answered(event, known, raw, now)
        elif known.belated:
            settled = known.due == float("inf")
            known.radio = (event.radio or known.radio) if settled else (known.radio or event.radio)
            known.talking = somebody
        elif not somebody or not self._keyed() or self._own_radio not in (None, event.radio):
            known.radio, known.talking = event.radio or known.radio, somebody
            self._tell_data(event, known, raw, now)

    def _answered(self, event: TalkerNamed, known: Known, raw: bytes | None, now: Now) -> None:
        """Somebody else speaks in what was our call: for everybody here that is a call of its own."""
        known.own, known.radio, known.talking = False, event.radio, True
        known.started = msgspec.structs.replace(known.started, radio=event.radio, emergency=False)
        over = self._over
        if over is not None and over.call and over.data is None:
            self._adopt(known, over, raw, now)
            return
        self._tell_data(known.started, known, raw, now)
        if over is not None and not over.call:
            self._join(over, known, now)

    def _data_ended(self, event: CallEnded, known: Known, raw: bytes | None, now: Now) -> None:
        if known.own or known.belated:
            if known.belated and known.due != float("inf"):
                self._settle(known, now)
            del self._known[event.call]
            return
        known.ended, known.raw = event, raw
        if self._over is not None and self._over.data is known:
            known.due = now.mono + self.paired.hang + TAIL
        elif not known.voiced and now.mono - known.began < SHORT:
            known.due = now.mono + LATE_VOICE
        else:
            self._close(known, now)

    def _close(self, known: Known, now: Now) -> None:
        """A call is over, with its data and its voice."""
        self._known.pop(known.started.call, None)
        if known.ended is not None:
            self._tell_data(known.ended, known, known.raw, now)

    # What the donor says

    def donor(self, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        """An event of the donor."""
        if isinstance(event, CallStarted):
            if self._over is not None and not self._over.call:
                self._alone(self._over, now)
            self._over = Over(event, now, max(LEAST_WAIT, WAIT - self.paired.before))
            self._parts = 0
            known = self._current()
            if known is not None:
                self._join(self._over, known, now)
        elif isinstance(event, CallEnded) and self._over is not None and event.call == self._over.started.call:
            self._over.ended = event
            if self._over.call:
                self._over_ended(self._over, event, now)
        else:
            self._tell(self.paired.donor, event, raw, now)

    def voice(self, frame: VoiceFrame, now: Now) -> None:
        """A piece of the donor's voice."""
        over = self._over
        if over is None or frame.call != over.started.call:
            return
        if over.call:
            self._pass(over, frame, now)
        else:
            over.held.append(frame)

    def _current(self) -> Known | None:
        """The call of the data gateway whose voice this must be: who talks, and the newest of several."""
        found = [known for known in self._known.values() if not known.own]
        return max(found, key=lambda known: (known.talking, known.began), default=None)

    def _join(self, over: Over, known: Known, now: Now) -> None:
        """The voice belongs to the data gateway's call."""
        if known.belated:
            known.belated = ""
            self._tell_data(msgspec.structs.replace(known.started, radio=known.radio), known, known.raw, now)
        over.data, over.call, over.first = known, known.joint, None
        if known.voice_began is None:
            known.voice_began = over.began
        over.base = over.next = max(known.next, round((over.began - known.voice_began) * RATE))
        if not known.voiced:
            known.voiced = True
            donor = self.paired.donor
            told = msgspec.structs.replace(known.started, call=known.joint, radio=known.radio, gateway=donor)
            self._tell(donor, told, None, now)
        if known.ended is not None:
            known.due = now.mono + self.paired.hang + TAIL
        self._flush(over, now)
        if over.ended is not None:
            self._over_ended(over, over.ended, now)

    def _flush(self, over: Over, now: Now) -> None:
        held, over.held = over.held, []
        for frame in held:
            self._pass(over, frame, now)

    def _pass(self, over: Over, frame: VoiceFrame, now: Now) -> None:
        if over.first is None:
            over.first = frame.index
        index = over.base + frame.index - over.first
        over.next = max(over.next, index + len(frame.data) // 2)
        if over.data is not None:
            over.data.next = max(over.data.next, over.next)
        self._say(self.paired.donor, msgspec.structs.replace(frame, call=over.call, index=index), now)

    def _over_ended(self, over: Over, event: CallEnded, now: Now) -> None:
        """The voice is over; the call too, unless its data say that it goes on."""
        self._over = None
        if over.data is None:
            self._last = (over.call, now.mono)
            self._tell(self.paired.donor, msgspec.structs.replace(event, call=over.call, to=over.to), None, now)
        elif over.data.ended is not None:
            self._close(over.data, now)

    def _detach(self, over: Over, now: Now) -> None:
        """The call ended before the voice did: what is heard from now on is another one, with data or without."""
        self._parts += 1
        over.own_id = f"{over.started.call}-{self._parts}"
        over.call, over.data, over.first, over.base, over.next = "", None, None, 0, 0
        over.began, over.due = now.mono, now.mono + LEAST_WAIT

    def _alone(self, over: Over, now: Now) -> None:
        """No data came in time: a call of its own, which they may still join."""
        over.call = over.own_id
        over.to = (None if self.paired.group else self._tuned()) or over.started.to
        self._tell(self.paired.donor, msgspec.structs.replace(over.started, call=over.call, to=over.to), None, now)
        self._flush(over, now)
        if over.ended is not None:
            self._over_ended(over, over.ended, now)

    def tick(self, now: Now) -> None:
        """Time passed: voice that waited long enough, calls whose voice did not end."""
        if self._keyed():
            self._own_at = now.mono
        over = self._over
        if over is not None and not over.call and now.mono >= over.due:
            self._alone(over, now)
        for known in list(self._known.values()):
            if known.belated and now.mono >= known.due:
                self._settle(known, now)
            elif known.ended is not None and now.mono >= known.due:
                self._close(known, now)
                if over is not None and over.data is known:
                    self._detach(over, now)

    def finish(self, now: Now) -> None:
        """The pair is no more: what waited is told."""
        if self._over is not None and not self._over.call:
            self._alone(self._over, now)
        for known in list(self._known.values()):
            if known.belated:
                self._settle(known, now)
            elif known.ended is not None:
                self._close(known, now)
