"""An MMDVM modem as a listening site: the modem's own protocol, over serial or UDP, heard and never transmitted.

Frame: ``E0 length type payload``; the length counts the whole frame, and 0 means that the next byte plus 255 is it.
Bring-up: version, frequency, configuration, mode DMR, then a status every 250 ms: its answers prove the modem, bursts
come unasked. Two versions of the protocol exist; the answer to the version question tells which.
Simplex, because the firmware's duplex receiver hears nothing but wake-ups while its transmitter is off.
Source: what MMDVMHost sends and the firmware answers (both run as programs against this table).
"""

from __future__ import annotations

from radio.codec import Codec, Now, Option, Out, Proof, ProtocolError, Reply, Settings, Spec, Unable, VoiceFrame
from radio.events import LinkDown, Undecoded
from radio.identity import CallIds
from radio.protocols.dmr.applications import Applications
from radio.protocols.dmr.call import Claim
from radio.protocols.dmr.slot import Slot, heard_at
from radio.protocols.dmr.twice import Twice
from radio.requests import AnyRequest, Unkey

START = 0xE0
VERSION, STATUS, CONFIG, MODE, FREQUENCY = 0x00, 0x01, 0x02, 0x03, 0x04
DATA = {0x18: 1, 0x1A: 2}  # type → slot
LOST = {0x19: 1, 0x1B: 2}
ACK, NAK = 0x70, 0x7F
QUIET = {0x80, 0x90, 0x91, 0xFA, *range(0xF1, 0xF6)}  # the display's serial line, transparent data, debug text
DMR = 2
BOOT = 2.0  # s: opening the port may reset the board
AGAIN = 1.5  # s between questions without an answer
POLL = 0.25
PIECES = 0.5  # s within which the pieces of a frame come
_DATA_SYNC, _VOICE_SYNC = 0x40, 0x20
_REASONS = {1: "it does not know the command", 4: "a value it does not take"}
_STEPS = {CONFIG: "configuration", MODE: "mode DMR", FREQUENCY: "frequency"}


def frame(kind: int, payload: bytes = b"") -> bytes:
    """One frame to the modem."""
    size = len(payload) + 3
    if size <= 0xFF:
        return bytes((START, size, kind)) + payload
    return bytes((START, 0, size + 1 - 255, kind)) + payload


class Reader:
    """Cuts a stream into (type, payload); bytes that begin no frame are counted and left out."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self.noise = 0

    def stale(self) -> None:
        """The rest of what was begun is not coming."""
        self.noise += len(self._rest)
        self._rest.clear()

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """The frames that ``data`` completed."""
        rest = self._rest
        rest += data
        found: list[tuple[int, bytes]] = []
        while True:
            begin = rest.find(START)
            between = rest[: len(rest) if begin < 0 else begin]
            self.noise += len(between) - between.count(0)  # a firmware sends its status a zero longer than it says
            del rest[: len(between)]
            if len(rest) < 3:
                return found
            size, head = (rest[1], 2) if rest[1] else (rest[2] + 255, 3)
            if size < head + 1:
                self.noise += 1
                del rest[0]  # this E0 began nothing
                continue
            if len(rest) < size:
                return found
            found.append((rest[head], bytes(rest[head + 1 : size])))
            del rest[:size]


class Mmdvm:
    """One modem."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        options = settings.options
        self._hertz = int(float(options.get("frequency", 0) or 0) * 1e6)
        self._colour = int(options.get("colour", 1) or 0) & 0x0F
        self._inverted = bool(options.get("inverted", False))
        self._simplex = bool(options.get("simplex", True))
        self._level = int(float(options.get("level", 50) or 0) * 255 / 100) & 0xFF
        self._ids = CallIds(settings.gateway, "mmdvm")
        carried = Applications(settings).carried
        self._slots = {number: Slot(settings, self._ids, carried, number) for number in (1, 2)}
        self._twice = Twice(settings.gateway)
        self._reader = Reader()
        self._protocol = 0  # 1 or 2, once the modem said so
        self._steps: list[tuple[int, bytes]] = []
        self._asked = 0.0
        self._polled = 0.0
        self._noise = 0
        self._received = 0.0

    def opened(self, now: Now) -> list[Out]:
        """Gives the board time to boot before the first question."""
        self._asked = now.mono - AGAIN + BOOT
        return []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """Any cut of the modem's stream, or a datagram of it."""
        if now.mono - self._received > PIECES:
            self._reader.stale()
            self._noise = self._reader.noise
        self._received = now.mono
        outs: list[Out] = []
        for kind, payload in self._reader.feed(data):
            outs += self._heard(kind, payload, now)
        if self._reader.noise > self._noise:
            noise, self._noise = self._reader.noise - self._noise, self._reader.noise
            raise ProtocolError(f"{noise} bytes that belong to no frame", outs)
        return outs

    def _heard(self, kind: int, payload: bytes, now: Now) -> list[Out]:
        if kind in DATA:
            return self._burst(DATA[kind], payload, now)
        if kind in LOST:
            return [Proof(), *self._twice.watch(self._slots[LOST[kind]].closed(now), now)]
        if kind == VERSION:
            return self._version(payload, now)
        if kind == STATUS:
            return [Proof()] if self._protocol and not self._steps else []
        if kind == ACK:
            return self._acknowledged(payload, now)
        if kind == NAK:
            return self._denied(payload)
        if kind in QUIET:
            return []
        return [Undecoded(gateway=self._gateway, raw=payload.hex(), why=f"modem frame {kind:02x}")]

    def _burst(self, slot: int, payload: bytes, now: Now) -> list[Out]:
        if len(payload) not in (34, 36):
            return [Undecoded(gateway=self._gateway, raw=payload.hex(), why=f"burst of {len(payload)} bytes")]
        control = payload[0]
        if control & _DATA_SYNC:
            claim = Claim(kind=control & 0x0F)
        elif control & _VOICE_SYNC:
            claim = Claim(letter=0)
        else:
            claim = Claim(letter=control & 0x0F) if 1 <= control & 0x0F <= 5 else Claim()
        outs = self._twice.watch(self._slots[slot].take(payload[1:34], now, claim), now)
        rssi = -float(int.from_bytes(payload[34:36], "big")) if len(payload) == 36 else 0.0
        return [Proof(), *(heard_at(out, rssi) if rssi else out for out in outs)]

    # --- bring-up ---

    def _version(self, payload: bytes, now: Now) -> list[Out]:
        if not payload or payload[0] not in (1, 2):
            why = f"the modem speaks protocol {payload[0] if payload else '?'}, which is not known here"
            return [LinkDown(why=why)]
        if self._protocol and not self._steps:
            return []
        self._protocol = payload[0]
        hertz = self._hertz.to_bytes(4, "little")
        self._steps = [
            (FREQUENCY, b"\0" + hertz + hertz + bytes([0xFF]) + hertz),
            (CONFIG, self._config()),
            (MODE, bytes([DMR])),
        ]
        return self._next(now)

    def _config(self) -> bytes:
        """Listening only: levels for transmission stay 0."""
        flags = (0x01 if self._inverted else 0) | (0x80 if self._simplex else 0)
        said = bytearray(26 - 3 if self._protocol == 1 else 40 - 3)
        if self._protocol == 1:
            told = {0: flags, 1: DMR, 2: 10, 3: DMR, 4: self._level, 6: self._colour, 8: 128, 13: 128, 14: 128}
        else:
            told = {0: flags, 1: DMR, 3: 10, 4: DMR, 5: 128, 6: 128, 7: self._level, 26: self._colour, 28: 128}
        for at, value in told.items():
            said[at] = value
        return bytes(said)

    def _next(self, now: Now) -> list[Out]:
        self._asked = now.mono
        return [Reply(frame(*self._steps[0]))] if self._steps else [Proof()]

    def _acknowledged(self, payload: bytes, now: Now) -> list[Out]:
        if self._steps and payload[:1] == bytes([self._steps[0][0]]):
            self._steps.pop(0)
            return self._next(now)
        return []

    def _denied(self, payload: bytes) -> list[Out]:
        command, reason = (payload[0], payload[1]) if len(payload) >= 2 else (0xFF, 0)
        what = _STEPS.get(command, f"command {command:02x}")
        return [LinkDown(why=f"the modem refuses {what}: {_REASONS.get(reason, f'reason {reason}')}")]

    # --- the rest of a codec ---

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """A listening site: nothing goes out."""
        if isinstance(request, Unkey):
            return []
        raise Unable("this modem is a listening site")

    def tick(self, now: Now) -> list[Out]:
        """Asks for the version until it is told, repeats a step without an answer, polls the status."""
        outs: list[Out] = []
        if not self._protocol and now.mono - self._asked >= AGAIN:
            self._asked = now.mono
            outs.append(Reply(frame(VERSION)))
        elif self._steps and now.mono - self._asked >= AGAIN:
            outs += self._next(now)
        elif self._protocol and not self._steps and now.mono - self._polled >= POLL:
            self._polled = now.mono
            outs.append(Reply(frame(STATUS)))
        return [*outs, *self._twice.watch([out for slot in self._slots.values() for out in slot.tick(now)], now)]

    def closed(self, now: Now) -> list[Out]:
        """Calls end as lost."""
        self._protocol, self._steps = 0, []
        return self._twice.watch([out for slot in self._slots.values() for out in slot.closed(now)], now)


def codec(settings: Settings) -> Codec:
    """A modem."""
    return Mmdvm(settings)


SPEC = Spec(
    name="mmdvm",
    title="MMDVM modem (listening site)",
    links=("serial", "udp"),
    port=460800,
    options=(
        Option(name="frequency", type="number", default=0, title="Frequency, MHz", low=0, high=1300),
        Option(name="colour", type="number", default=1, title="Colour code", low=0, high=15),
        Option(name="level", type="number", default=50, title="Receive level, %", low=0, high=100),
        Option(name="inverted", type="flag", default=False, title="Receive inverted"),
        Option(name="simplex", type="flag", default=True, title="Simplex (without it only wake-ups are heard)"),
    ),
    capabilities=frozenset({"voice", "talker", "position", "text", "status"}),
    codec=codec,
    coded="ambe2",
    system="dmr",
    silence=3.0,
)
