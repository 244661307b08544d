"""A donor radio: any radio's loudspeaker and microphone on a sound device, its push-to-talk and its busy line.

The radio says nothing of itself; what it lets us hear are calls of the talk-group it is tuned to. Who speaks comes
from its data gateway, with which the station pairs it (``station/pairing.py``). The link is a pair of sound devices
and lines (``station/links/donor.py``), or a box elsewhere that says the same by UDP. A message is a word, a space, the
rest:

=================  ===========================================================================================
``pcm …``          sound as 16-bit little-endian samples at 8 kHz; from us: what goes to the radio's microphone
``vox -40``        from now on the voice says whether the radio receives: louder than so many dB of full scale
``busy 1|0``       from now on the busy line says so: it receives, it does not
``busy ? why``     the busy line cannot be read: the voice has to do
``sound 1|0 …``    where the sound comes from is there (its name) or not (why)
``speaker 1|0 …``  where our voice goes to is there or not
``ptt 1|0 …``      the push-to-talk line is there or not
``released why``   the push-to-talk line let go by itself
``key 1 CALL GROUP``  from us, every 100 ms while keyed; whoever holds the line lets go 500 ms after the last
``key 0``          from us: unkeyed
=================  ===========================================================================================
"""

from __future__ import annotations

from collections import deque

import numpy as np

from radio.codec import Now, Option, Out, Proof, ProtocolError, Reply, Settings, Spec, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, LinkDown, Undecoded
from radio.g711 import decode as to_samples
from radio.identity import CallIds, group_id
from radio.requests import AnyRequest, Key, Unkey
from radio.vox import RATE, Vox

PIECE = 320  # bytes: 20 ms
MOST_SOUND = 4096  # bytes in one message
USUAL_THRESHOLD = -40.0  # dB of full scale
LINE_TAIL = 0.2  # s: sound arrives later than the line says it ends, by what sound devices hold
GUARD = 0.2  # s after our own transmission in which what is heard may still be ourselves
SILENT = 1.5  # s without a sample: the sound device is dead
MOST_CALL = 300.0  # s of one call: what never ends is cut, so that it is recorded and the next one told
KEEP = 0.1  # s between two words to the push-to-talk line
BEHIND = 0.1  # s behind which it is when pauses are left out, and less than that is not waited for
PAUSE = 327  # of 32768: a quieter piece is a pause
HELD = 0.08  # s that the sound device holds
MOST_LEFT = 2.2  # s for which what waited for the network's turn may still be said after the key came up
MOST_WHY = 200


class Donor:
    """One radio."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        options = settings.options
        self._ids = CallIds(settings.gateway, "donor")
        self._tuned = str(options.get("group", "") or "")
        first = settings.groups[0].id if settings.groups else None
        self._to = group_id("donor", settings, self._tuned) if self._tuned else first
        attack, hang, self._before = (
            float(options.get(name) or usual) / 1000 for name, usual in (("attack", 40), ("hang", 600), ("before", 160))
        )
        self._vox = Vox(USUAL_THRESHOLD, attack, hang)
        self._line: bool | None = None  # the busy line; None: there is none, the voice decides
        self._tail = 0  # samples still to be taken after the busy line fell
        self._past: deque[bytes] = deque()
        self._call = ""
        self._stuck = False  # it was said that it receives without end
        self._index = 0
        self._heard: float | None = None
        self._keyed: Key | None = None
        self._kept = 0.0
        self._said_until = 0.0  # when what was given to say will have been said
        self._finish: float | None = None  # the key is up, and the last words are said until then
        self._deaf_until = 0.0
        self._faults = {"ptt": "", "speaker": ""}

    @property
    def finishing(self) -> bool:
        """True while the key is up, but the last words are still said."""
        return self._finish is not None

    # --- heard ---

    def opened(self, now: Now) -> list[Out]:
        """Whatever it was before: unkeyed."""
        return [Reply(b"key 0")] if self._settings.transmit else []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One message. Raises :class:`ProtocolError`."""
        word, _, rest = data.partition(b" ")
        if word == b"pcm":
            return self._sound(rest, now)
        text = _text(rest)
        match word, text[:1], text[1:2]:
            case b"vox", _, _:
                return self._by_voice(text)
            case b"busy", "0" | "1", "":
                self._line = text == "1"
                return []
            case b"busy", "?", "" | " ":
                return self._line_lost(text[2:])
            case b"sound", "1", "" | " ":
                return []
            case b"sound", "0", "" | " ":
                return self._no_sound(text[2:] or "the device is gone")
            case ((b"ptt" | b"speaker"), "0" | "1", "" | " "):
                return self._part(word.decode(), text[0] == "1", text[2:])
            case b"released", _, _:
                return self._let_go(f"push-to-talk released itself: {text}")
        raise ProtocolError(f"not a donor radio's word: {data[:40]!r}")

    def _by_voice(self, text: str) -> list[Out]:
        try:
            threshold = float(text)
        except ValueError:
            threshold = 1.0
        if not -100.0 <= threshold <= 0.0:
            raise ProtocolError(f"not a level in dB of full scale: {text[:20]!r}")
        self._vox.threshold, self._line = threshold, None
        return []

    def _line_lost(self, why: str) -> list[Out]:
        self._line = None
        return [self._told(f"busy line: {why}; listening by voice")]

    def _part(self, part: str, there: bool, why: str) -> list[Out]:
        """Push-to-talk or its microphone came or went: hearing goes on, but nothing can be keyed without."""
        why = "" if there else why or "not there"
        before = self._faults[part]
        if before == why:
            return []
        self._faults[part] = why
        name = _NAMES[part]
        if self._keyed is not None and why:
            return self._let_go(f"{name}: {why}")
        is_news = why not in (NOT_WANTED, OPENING) and (why or before != OPENING)
        return [self._told(f"{name}: {why or 'there again'}")] if is_news else []

    def _let_go(self, why: str) -> list[Out]:
        """Nothing is keyed any more, whatever was wished: the station is told so by a link that is down."""
        if self._keyed is None:
            return []
        return [*self._unkey(), LinkDown(gateway=self._settings.gateway, why=why)]

    def _told(self, why: str) -> Undecoded:
        return Undecoded(gateway=self._settings.gateway, raw="", why=why)

    def _no_sound(self, why: str) -> list[Out]:
        self._heard = None
        self._forget()
        released = self._unkey() if self._keyed is not None else []  # nobody knows any more what is on the air
        return [*self._end("lost"), *released, LinkDown(gateway=self._settings.gateway, why=f"NO SOUND: {why}")]

    def _sound(self, data: bytes, now: Now) -> list[Out]:
        if not data or len(data) % 2 or len(data) > MOST_SOUND:
            raise ProtocolError(f"sound of {len(data)} bytes")
        self._heard = now.mono
        # until our voice has a way to the radio too, or it was said why not, whoever pressed would speak to nobody
        outs: list[Out] = [] if self._faults["speaker"] == OPENING else [Proof()]
        if self._keyed is not None or now.mono < self._deaf_until:
            return outs
        for at in range(0, len(data), PIECE):
            outs += self._piece(data[at : at + PIECE], now)
        return outs

    def _piece(self, piece: bytes, now: Now) -> list[Out]:
        receiving = self._receives(piece)
        if not self._call:
            self._past.append(piece)
            while sum(map(len, self._past)) - len(self._past[0]) >= round(self._before * RATE) * 2:
                self._past.popleft()
            return self._start(now) if receiving else []
        if not receiving:
            self._stuck = False
            return self._end("released")
        outs: list[Out] = [self._frame(piece)]
        if self._index >= MOST_CALL * RATE:
            outs += self._end("timeout")
            if not self._stuck:
                self._stuck = True
                why = _STUCK[self._line is None]
                outs.append(self._told(f"it receives for {MOST_CALL:.0f} s without a pause: {why}"))
        return outs

    def _receives(self, piece: bytes) -> bool:
        """Whether the radio receives, by its busy line or by the voice."""
        samples = np.frombuffer(piece, "<i2")
        if self._line is None:
            return self._vox.hear(samples)
        self._tail = round(LINE_TAIL * RATE) if self._line else max(0, self._tail - len(samples))
        return self._line or (bool(self._call) and self._tail > 0)

    def _start(self, now: Now) -> list[Out]:
        """A call, beginning with what was heard just before it was known to be one: there is its first syllable."""
        self._call, self._index = self._ids.new(now), 0
        outs: list[Out] = [CallStarted(gateway=self._settings.gateway, call=self._call, to=self._to)]
        outs += [self._frame(piece) for piece in self._past]
        self._past.clear()
        return outs

    def _frame(self, piece: bytes) -> VoiceFrame:
        frame = VoiceFrame(self._call, self._index, "s16le8", piece)
        self._index += len(piece) // 2
        return frame

    def _end(self, why: str) -> list[Out]:
        call, self._call = self._call, ""
        return [CallEnded(gateway=self._settings.gateway, call=call, to=self._to, why=why)] if call else []

    def _forget(self) -> None:
        self._vox.shut()
        self._past.clear()
        self._tail = 0

    # --- said ---

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Keys, carries our voice, unkeys. Raises :class:`Unable`."""
        match request:
            case Key():
                return self._key(request, now)
            case VoiceFrame():
                return self._speak(request, now)
            case Unkey():
                if self._keyed is not None:
                    if request.call not in ("", self._keyed.call):
                        return []
                    left = min(self._said_until - now.mono, MOST_LEFT)
                    if request.finish and left > BEHIND:
                        return self._last_words(left, now)
                    self._deaf_until = now.mono + GUARD
                return self._unkey()
        raise Unable(f"a donor radio carries voice only, not {type(request).__name__}")

    def _key(self, request: Key, now: Now) -> list[Out]:
        for part, why in self._faults.items():
            if why:
                raise Unable(f"{self._settings.gateway}: {_NAMES[part]}: {why}")
        if self._keyed is not None and self._finish is None:
            raise Unable("this radio transmits already")
        if self._tuned and request.group != self._to:
            raise Unable(f"this radio is tuned to {self._to}, not {request.group}")
        if self._keyed is not None and self._keyed.group == request.group:
            # its carrier goes on, and what is said now comes behind
            self._keyed, self._said_until = request, min(self._said_until, self._finish or now.mono)
            self._finish = None
            return self._keep(request, now)
        outs = [*self._end("preempted"), *(self._unkey() if self._finish is not None else [])]
        self._forget()
        self._keyed, self._said_until = request, now.mono
        return [*outs, *self._keep(request, now)]

    def _keep(self, request: Key, now: Now) -> list[Out]:
        self._kept = now.mono
        return [Reply(f"key 1 {request.call} {request.group}".encode())]

    def _last_words(self, left: float, now: Now) -> list[Out]:
        """The key is up; what had to wait for the turn is behind by ``left`` s, and is not cut off."""
        if self._finish is not None:
            return []
        self._finish = now.mono + left + HELD
        return [self._told(f"transmits {left:.1f} s longer: words that waited for the turn")]

    def _speak(self, frame: VoiceFrame, now: Now) -> list[Out]:
        if self._keyed is None or self._finish is not None or frame.call != self._keyed.call:
            return []  # a frame that was on its way when we unkeyed
        try:
            samples = to_samples(frame.codec, frame.data)
        except ValueError as why:
            raise Unable(str(why)) from None
        if not len(samples):
            return []
        begun = max(self._said_until, now.mono)
        if begun - now.mono <= BEHIND or int(np.abs(samples.astype(np.int32)).max()) >= PAUSE:
            self._said_until = begun + len(samples) / RATE
        return [Reply(b"pcm " + samples.astype("<i2").tobytes())]

    def _unkey(self) -> list[Out]:
        self._keyed = self._finish = None
        self._forget()
        return [Reply(b"key 0")]

    def tick(self, now: Now) -> list[Out]:
        """Keeps the push-to-talk line held while keyed; tells a sound device that fell silent."""
        if self._heard is not None and now.mono - self._heard >= SILENT:
            return self._no_sound("the device gives nothing")
        if self._finish is not None and now.mono >= self._finish:
            self._deaf_until = now.mono + GUARD
            return self._unkey()
        if self._keyed is not None and now.mono - self._kept >= KEEP:
            return self._keep(self._keyed, now)
        return []

    def closed(self, now: Now) -> list[Out]:
        """Ends the call as lost; our own transmission is gone with the link."""
        self._keyed = self._finish = self._heard = None
        self._forget()
        return self._end("lost")


NOT_WANTED = "none is configured"
"""Why there is no push-to-talk line or speaker where nobody asked for one: no news."""
OPENING = "is being opened"
"""Why there is none yet: that is no news either, it soon is there or is said to be missing."""
_STUCK = {
    False: "is its busy line stuck, or its squelch open?",
    True: "is its squelch open, or the level of vox too low?",
}
_NAMES = {"ptt": "push-to-talk line", "speaker": "sound to the radio"}


def _text(data: bytes) -> str:
    """The rest of a message, on one line."""
    told = data[: 4 * MOST_WHY].decode("utf-8", "replace").strip()
    return "".join(c if c.isprintable() else " " for c in told)[:MOST_WHY]


SPEC = Spec(
    name="donor",
    title="Donor radio (sound device, push-to-talk)",
    links=("donor", "udp"),
    port=34101,
    options=(
        Option(name="paired", type="text", default="", title="The same radio's data gateway"),
        Option(name="group", type="text", default="", title="Talk-group the radio is tuned to"),
        Option(name="attack", type="number", default=40, low=20, high=500, title="Voice must last (ms) to count"),
        Option(name="hang", type="number", default=600, low=100, high=5000, title="Silence (ms) that ends a call"),
        Option(name="before", type="number", default=160, low=40, high=1000, title="Sound kept from before it (ms)"),
    ),
    capabilities=frozenset({"voice", "transmit"}),
    codec=Donor,
    silence=5.0,
)
