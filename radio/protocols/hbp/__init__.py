"""The homebrew repeater protocol (HBP, "MMDVM protocol") over UDP: bursts of DMR repeaters, as peer or as master.

As *master* our own repeaters log in to us; as *peer* we log in to another master and hear its talk-groups. What one
repeater hears the master repeats to the others where the gateway may transmit, unless told not to. Voice is AMBE+2:
raw frames are kept with the call.

Meant for private masters on the agency's own network: several public amateur networks forbid any other use, so no
list of masters is shipped. Keep it off the internet: the login proves a password, the bursts after it prove nothing.
"""

from __future__ import annotations

from radio.codec import Codec, Now, Option, Out, Proof, ProtocolError, Reply, Settings, Spec, Unable, VoiceFrame
from radio.protocols.dmr.applications import Applications
from radio.protocols.hbp import frame
from radio.protocols.hbp.master import Sessions
from radio.protocols.hbp.peer import Login
from radio.protocols.hbp.texting import Texting
from radio.protocols.hbp.traffic import Traffic
from radio.requests import AnyRequest, SendText, Unkey

SOFTWARE = "Kopa"


class HbpPeer:
    """A repeater, as the master sees us: one that only listens."""

    def __init__(self, settings: Settings) -> None:
        options = settings.options
        self._gateway = settings.gateway
        told = {
            "callsign": str(options.get("callsign", "") or "KOPA"),
            "rx": "000000000",
            "tx": "000000000",
            "power": "00",
            "colour": f"{int(options.get('colour', 1) or 1):02}",
            "lat": "0.000000",
            "lon": "0.000000",
            "height": "000",
            "slots": "3",
            "location": settings.gateway,
            "description": "Control room",
            "software": SOFTWARE,
            "package": SOFTWARE,
        }
        repeater = int(options.get("repeater", 0) or 0) & 0xFFFFFFFF
        password = str(options.get("password", "") or "")
        self._login = Login(repeater, password, told, str(options.get("options", "") or ""))
        self._traffic = Traffic(settings, Applications(settings).carried)
        self._diagnose = bool(options.get("diagnose", False))

    def opened(self, now: Now) -> list[Out]:
        """Asks to log in."""
        return self._login.begin(now)

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """A datagram of the master."""
        if data[:4] == b"DMRD":
            told = frame.read_dmrd(data)
            if not (self._login.running or self._diagnose):
                raise ProtocolError("a burst before the login")
            self._login.alive(now)
            return [Proof(), *self._traffic.take(told, peer, now)]
        if data[:4] in (b"DMRA", b"DMRG"):
            return self._traffic.alias(frame.read_alias(data), peer, now)
        running = self._login.running
        outs = self._login.heard(data, now)
        return outs if self._login.running or not running else [*outs, *self._traffic.close(now)]

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Nothing goes out yet."""
        return _cannot(request)

    def tick(self, now: Now) -> list[Out]:
        """Keeps the login up, ends calls that went silent."""
        return [*self._login.tick(now), *self._traffic.tick(now)]

    def closed(self, now: Now) -> list[Out]:
        """Says good-bye; calls end as lost."""
        return [*self._login.end(), *self._traffic.close(now)]


class HbpMaster:
    """A master of the agency's own repeaters."""

    def __init__(self, settings: Settings) -> None:
        options = settings.options
        self._gateway = settings.gateway
        password = str(options.get("password", "") or "")
        self._sessions = Sessions(settings.gateway, password, _ids(str(options.get("repeaters", "") or "")))
        self._texting = Texting(settings, self._sessions.running, Applications(settings).carried)
        self._traffic = Traffic(settings, self._texting.carried)
        # what we repeat goes on the air through the other repeaters: only where this gateway may transmit at all
        self._relay = settings.transmit and bool(options.get("relay", True))

    def opened(self, now: Now) -> list[Out]:
        """Waits for repeaters."""
        return []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """A datagram of a repeater; of bursts only those of a logged-in one at its own address."""
        if data[:4] == b"DMRD":
            told = frame.read_dmrd(data)
            session = self._sessions.of(told.repeater, peer)
            session.heard = now.mono
            self._texting.heard(told, peer, now)
            return [Proof(), *self._traffic.take(told, peer, now), *self._repeated(data, session.repeater)]
        if data[:4] in (b"DMRA", b"DMRG"):
            session = self._sessions.at(peer)
            return self._traffic.alias(frame.read_alias(data, session.repeater), peer, now)
        before = {session.address for session in self._sessions.running()}
        outs = self._sessions.heard(data, peer, now)
        return [*outs, *self._gone(before, now)]

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Texts, where they are switched on. Voice would need a vocoder."""
        return self._texting.send(request, now) if isinstance(request, SendText) else _cannot(request)

    def tick(self, now: Now) -> list[Out]:
        """Drops silent repeaters, ends calls that went silent."""
        before = {session.address for session in self._sessions.running()}
        outs = [*self._sessions.tick(now), *self._gone(before, now), *self._traffic.tick(now)]
        return outs + self._texting.tick(now)

    def closed(self, now: Now) -> list[Out]:
        """Tells the repeaters; calls end as lost, texts on their way as not delivered."""
        return [*self._texting.closed(), *self._sessions.close(), *self._traffic.close(now)]

    def _repeated(self, data: bytes, source: int) -> list[Out]:
        """The burst for every other repeater, under that one's id."""
        if not self._relay:
            return []
        others = (session for session in self._sessions.running() if session.repeater != source)
        return [Reply(frame.readdressed(data, other.repeater), other.address) for other in others]

    def _gone(self, before: set[str], now: Now) -> list[Out]:
        left = before - {session.address for session in self._sessions.running()}
        return [out for address in sorted(left) for out in self._traffic.close(now, address)]


def _cannot(request: AnyRequest | VoiceFrame) -> list[Out]:
    if isinstance(request, Unkey):
        return []
    if isinstance(request, SendText):
        raise Unable("texts go out through our own repeaters only (role master)")
    if isinstance(request, VoiceFrame):
        raise Unable("DMR voice needs an AMBE+2 vocoder to be sent")
    raise Unable(f"this gateway listens; it cannot carry {type(request).__name__}")


def _ids(text: str) -> frozenset[int]:
    """``2470020, 2470021``. A word that is no number stands for no repeater: a slip of the pen opens no door."""
    return frozenset(int(word) if word.isdecimal() else -1 for word in text.replace(",", " ").split())


def codec(settings: Settings) -> Codec:
    """Peer or master, as the option ``role`` says. ``main.py decode`` listens like a peer that is logged in."""
    if settings.options.get("role", "peer") == "master":
        return HbpMaster(settings)
    return HbpPeer(settings)


SPEC = Spec(
    name="hbp",
    title="DMR repeaters (homebrew repeater protocol, MMDVM)",
    links=("udp",),
    port=62031,
    options=(
        Option(name="role", type="choice", default="peer", title="We are the", choices=("peer", "master")),
        Option(name="repeater", type="number", default=0, title="Our repeater id (peer)", low=0, high=0xFFFFFFFF),
        Option(name="repeaters", type="text", default="", title="Repeater ids that may log in (master; empty: any)"),
        Option(name="password", type="secret", default="", title="Password"),
        Option(name="callsign", type="text", default="KOPA", title="Our call sign (peer)"),
        Option(name="colour", type="number", default=1, title="Colour code (peer)", low=0, high=15),
        Option(name="options", type="text", default="", title="Options for the master (peer)"),
        Option(
            name="relay", type="flag", default=True, title="Repeat between repeaters (master, where transmitting is on)"
        ),
        Option(
            name="texts", type="choice", default="off", title="Texts out as (master)", choices=("off", "tms", "short")
        ),
        Option(name="radio", type="number", default=0, title="Our radio number in texts", low=0, high=0xFFFFFF),
        Option(name="slot", type="number", default=1, title="Slot of texts to radios not heard yet", low=1, high=2),
    ),
    capabilities=frozenset({"voice", "transmit", "talker", "position", "text", "status"}),
    codec=codec,
    coded="ambe2",
    system="dmr",
    silence=60.0,
    speaks=False,
)
