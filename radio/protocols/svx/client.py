"""One login at an SvxReflector: proves the key, keeps both wires alive, follows talk-groups, carries our voice.

TCP: hello –challenge→ response –welcome, server info→ logged in. Then the first UDP datagram tells the reflector our
port; it answers with a heartbeat, which alone proves that voice can come. A heartbeat goes out after 10 s without any
other word by TCP, 15 s by UDP; the reflector gives up after 15 s and 120 s. Who speaks first has the talk-group: the
voice of others is dropped by the reflector until the first one's flush, or 3 s of silence.

A talk-group (protocol 2) is heard when it is selected, one a login. So one gateway is one login; a gateway of several
groups goes after the first one on which somebody talks, as a scanning radio does. To hear two at once, two logins are
needed, which are two gateways with a call sign each.
"""

from __future__ import annotations

import json
import re

from radio.codec import Now, Out, Proof, ProtocolError, Reply, Settings, Unable, VoiceFrame
from radio.events import Deregistered, LinkDown, Registered, Signal, Tuned
from radio.identity import MOST_ID, number_of
from radio.protocols.svx import messages as msg
from radio.protocols.svx.overs import Overs
from radio.requests import AnyRequest, Key, SelectGroup, Unkey

TCP, UDP = "tcp", "udp"
"""The two wires, as the ends of their peers' names: ``10.0.0.5:5300/udp``."""
TCP_BEAT, UDP_BEAT = 8.0, 12.0
"""Seconds without a word of ours after which we give a sign of life: sooner than the reflector's 15 and 120 s."""
UDP_LIMIT = 60.0
"""Seconds without a datagram, of which the reflector sends one each 15 s: voice does not come through."""
KNOCK, KNOCKS = 1.0, 5
"""Seconds between the first datagrams, and how many go unanswered before we say so."""
FLUSHES, FLUSH_EVERY = 3, 0.1
"""How often we say that we let go until the reflector says that it heard, and seconds between them."""
HANG = 2.0
"""Seconds after an over on another talk-group before we return to our own."""
MOST_NODES = 256
CODEC = "OPUS"
NEWEST = 2
"""Protocol 3 (certificates, encryption) is not spoken; a reflector that has it takes the older two as well (26.05)."""
_WANTED = re.compile(r"at least (\d{1,5})\.")
NO_VOICE_PATH = "no voice: the reflector does not answer by UDP (is the port closed on the way?)"

_REFUSALS = {
    "Access denied": "login refused: call sign or key unknown there, or {callsign} is logged in already",
    "Invalid callsign": "login refused: the reflector takes no call sign like {callsign}",
    "TCP heartbeat timeout": "the reflector did not hear us",
    "UDP heartbeat timeout": "the reflector did not hear us by UDP",
}


class Svx:
    """One client of one reflector."""

    def __init__(self, settings: Settings) -> None:
        options = settings.options
        self._settings = settings
        self._gateway = settings.gateway
        self._callsign = str(options.get("callsign", "") or "")
        self._key = str(options.get("key", "") or "")
        self._version = 1 if str(options.get("protocol", "2")) == "1" else 2
        self._scan = bool(options.get("scan", True))
        self._groups = _numbers(settings) if self._version == 2 else []
        self._home = self._groups[0] if self._groups else 0
        self._overs = Overs(settings, self._home)
        self._framer = msg.Framer()
        self._client: int | None = None  # our number, once we are logged in
        self._asked = False  # a response of ours is out
        self._sequence = 0  # of our next datagram
        self._expected: int | None = None  # of the reflector's next one
        self._tcp_said = self._udp_said = self._udp_heard = 0.0
        self._voice_path = False
        self._knocks = 0
        self._told = False
        self._idle = 0.0  # when the selected talk-group fell silent
        self._keyed = ""
        self._keyed_on = 0
        self._flushes = 0  # how often it is still to be said that we let go
        self._flushed = 0.0  # when it was said last

    # --- heard ---

    def opened(self, now: Now) -> list[Out]:
        """Says hello, or what is missing to do so."""
        missing = self._missing()
        if missing:
            return [LinkDown(gateway=self._gateway, why=missing)]
        return [self._tcp(msg.hello(self._version), now)]

    def _missing(self) -> str:
        if not self._callsign or not self._key:
            return "call sign and key are needed to log in"
        if self._version == 2 and not self._groups:
            return "protocol 2 needs a talk-group with a number: give this gateway one"
        return ""

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """A cut of the TCP stream, or a datagram; by hand (a peer without a wire) one message of either."""
        wire = peer.rpartition("/")[2]
        if wire == UDP:
            return self._datagram(data, now)
        if wire != TCP:
            return self._by_hand(data, now)
        outs: list[Out] = []
        for message in self._framer.feed(data):
            try:
                outs += self._message(msg.read_tcp(message, self._version), now)
            except ProtocolError as error:
                raise ProtocolError(str(error), [*outs, *error.kept]) from None
        if self._framer.lost:
            outs.append(LinkDown(gateway=self._gateway, why="the reflector sends what is no SvxReflector's"))
        return outs

    def _by_hand(self, data: bytes, now: Now) -> list[Out]:
        """``main.py decode``: without login, either protocol, with or without the frame's length."""
        if msg.is_datagram(data):
            self._client, self._expected = msg.read_udp(data).client, None
            return self._datagram(data, now)
        if len(data) >= 6 and int.from_bytes(data[:4], "big") == len(data) - 4:
            data = data[4:]
        told_tcp = msg.read_tcp(data, 0)
        if not isinstance(told_tcp, msg.Challenge | msg.Welcome) and self._client is None:
            self._client = 0
        return self._message(told_tcp, now)

    def _message(self, message: msg.Message, now: Now) -> list[Out]:
        if isinstance(message, msg.Refusal):
            return self._refused(message.text)
        if isinstance(message, msg.Challenge):
            return self._prove(message, now)
        if isinstance(message, msg.Hello):
            return self._older(message, now)
        if isinstance(message, msg.ServerInfo):
            return self._logged_in(message, now)
        if self._client is None:
            if isinstance(message, msg.Talker | msg.Nodes):
                raise ProtocolError("news before the login")
            return []
        outs: list[Out] = [Proof()] if self._voice_path else []
        if isinstance(message, msg.Talker):
            outs += self._talker(message, now)
        elif isinstance(message, msg.Nodes):
            outs += self._nodes(message.nodes, message.change >= 0)
        return outs

    def _prove(self, challenge: msg.Challenge, now: Now) -> list[Out]:
        if self._asked or self._client is not None:
            raise ProtocolError("challenged twice")
        if self._missing():
            return []
        self._asked = True
        return [self._tcp(msg.response(self._callsign, self._key, challenge.data), now)]

    def _older(self, hello: msg.Hello, now: Now) -> list[Out]:
        """The reflector asks for an older protocol: without talk-groups, then."""
        if hello.major != 1 or self._version == 1 or self._asked:
            return self._refused(f"Unsupported protocol version. Must be at least {hello.major}.{hello.minor}.")
        self._version, self._groups, self._home = 1, [], 0
        self._overs.selected = 0
        return [self._tcp(msg.hello(1), now)]

    def _refused(self, text: str) -> list[Out]:
        words = _REFUSALS.get(text, "")
        if words:
            words = words.format(callsign=self._callsign or "this call sign")
        elif text.startswith("Unsupported protocol version"):
            words = self._wants(text)
        else:
            words = "the reflector says: " + "".join(c if c.isprintable() else " " for c in text[:120])
        self._client = None
        return [*self._overs.lost(), LinkDown(gateway=self._gateway, why=words)]

    def _wants(self, text: str) -> str:
        """What to choose where ours is not spoken; newer reflectors say which they speak, older ones speak 1."""
        wanted = _WANTED.search(text)
        major = int(wanted[1]) if wanted else 1
        if major > NEWEST:
            return f"the reflector wants protocol {major}, which is not spoken here: it must let protocol 2 in"
        words = f"the reflector does not speak protocol {self._version}"
        if major < self._version:
            return f"{words}: choose 1, which has no talk-groups"
        return f"{words}: choose {major}" if major > self._version else words

    def _logged_in(self, info: msg.ServerInfo, now: Now) -> list[Out]:
        if info.codecs and CODEC not in info.codecs:
            what = ", ".join(codec[:16] for codec in info.codecs[:4])
            return [LinkDown(gateway=self._gateway, why=f"the reflector's voice is {what}; only Opus can be heard")]
        self._client, self._udp_heard, self._knocks = info.client, now.mono, 0
        outs = self._nodes([node for node in info.nodes if node != self._callsign], here=True)
        if self._groups:
            told = json.dumps({"sw": "Kopa"})
            outs.append(self._tcp(msg.frame(msg.NODE_INFO, msg.text(told)), now))
            outs.append(self._tcp(msg.select(self._home), now))
            if len(self._groups) > 1:
                outs.append(self._tcp(msg.monitor(self._groups), now))
            outs.append(self._tuned())
        return [*outs, self._udp(msg.UDP_HEARTBEAT, now)]

    def _tuned(self) -> Tuned:
        """Which talk-groups this login hears: one at a time, so the others are only scanned."""
        others = [self._overs.group(group) or "" for group in self._groups if group != self._home]
        return Tuned(
            gateway=self._gateway, selected=self._overs.group(self._home), scanned=others if self._scan else []
        )

    def _nodes(self, nodes: list[str], here: bool) -> list[Out]:
        kind = Registered if here else Deregistered
        named = [node for node in nodes[:MOST_NODES] if 0 < len(node) <= MOST_ID]
        return [kind(gateway=self._gateway, radio=self._overs.radio(node)) for node in named]

    def _talker(self, talker: msg.Talker, now: Now) -> list[Out]:
        if talker.node == self._callsign and self._callsign:  # the station journals our own call itself
            heard = talker.on and self._keyed
            return [Signal(gateway=self._gateway, link="transmitting")] if heard else []
        if not talker.on:
            outs = self._overs.stopped(talker.group, now)
            self._idle = now.mono
            return outs
        outs = self._overs.began(talker.node, talker.group, now)
        if self._keyed and talker.group == self._keyed_on:
            words = f"transmission refused: {talker.node[:64]} talks"
            outs.append(Signal(gateway=self._gateway, link=words))
        elif talker.group != self._overs.selected and self._overs.talker(self._overs.selected) is None:
            outs += self._follow(talker.group, now)
        return outs

    def _follow(self, group: int, now: Now) -> list[Out]:
        """Go where somebody talks, if that is one of ours."""
        if not self._scan or self._keyed or group not in self._groups or group == self._overs.selected:
            return []
        self._idle = now.mono
        return [*self._overs.select(group, now), self._tcp(msg.select(group), now)]

    def _datagram(self, data: bytes, now: Now) -> list[Out]:
        told = msg.read_udp(data)
        if self._client is None or told.client != self._client:
            raise ProtocolError(f"a datagram for client {told.client}")
        if self._expected is not None and (told.sequence - self._expected) & 0xFFFF >= 0x8000:
            return self._late(told, now)
        self._expected = (told.sequence + 1) & 0xFFFF
        self._udp_heard, self._voice_path, self._told = now.mono, True, False
        outs: list[Out] = [Proof()]
        if told.kind == msg.AUDIO and told.audio:
            try:
                outs += self._overs.voice(told.sequence, told.audio, now)
            except ProtocolError as error:
                raise ProtocolError(str(error), [*outs, *error.kept]) from None
            return outs
        self._overs.no_voice(told.sequence)
        if told.kind == msg.FLUSHED:
            self._flushes = 0
        if told.kind == msg.FLUSH:
            self._idle = now.mono
            outs += [self._udp(msg.FLUSHED, now), *self._overs.flushed(now)]
        return outs

    def _late(self, told: msg.Datagram, now: Now) -> list[Out]:
        """Overtaken by others, or come twice: only what its voice says still counts."""
        if told.kind == msg.AUDIO and told.audio:
            return self._overs.late(told.sequence, told.audio, now)
        self._overs.no_voice(told.sequence)
        return []

    # --- said ---

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Keys if nobody talks, carries Opus packets, unkeys with a flush. Raises :class:`Unable`."""
        if isinstance(request, VoiceFrame):
            return self._speak(request, now)
        if isinstance(request, Key):
            return self._key_down(request, now)
        if isinstance(request, Unkey):
            was, self._keyed, self._idle = self._keyed, "", now.mono
            self._flushes = FLUSHES if was and self._client is not None else 0
            return self._flush(now)
        if isinstance(request, SelectGroup):
            self._home = self._number(request.group)
            return [*self._go(self._home, now), *([self._tuned()] if self._groups else [])]
        raise Unable(f"a reflector carries voice only, not {type(request).__name__}")

    def _flush(self, now: Now) -> list[Out]:
        """That we let go: a lost word of it would hold the talk-group for seconds."""
        if not self._flushes:
            return []
        self._flushes, self._flushed = self._flushes - 1, now.mono
        return [self._udp(msg.FLUSH, now)]

    def _number(self, group: str) -> int:
        if self._version == 1:
            return 0
        number = number_of(self._settings, group)
        told = _talk_group(number)
        if not told:
            raise Unable(f"a reflector has no talk-group {number}")
        return told

    def _key_down(self, request: Key, now: Now) -> list[Out]:
        if self._client is None or not self._voice_path:
            raise Unable("not logged in at the reflector")
        group = self._number(request.group)
        talker = self._overs.talker(group)
        if talker is not None:
            raise Unable(f"busy: {talker or 'somebody'} talks on this talk-group")
        self._keyed, self._keyed_on, self._flushes = request.call, group, 0
        return self._go(group, now)

    def _go(self, group: int, now: Now) -> list[Out]:
        if group == self._overs.selected or self._client is None:
            return []
        return [*self._overs.select(group, now), self._tcp(msg.select(group), now)]

    def _speak(self, frame: VoiceFrame, now: Now) -> list[Out]:
        if not self._keyed or frame.call != self._keyed or self._client is None:
            return []  # a frame that was on its way when we unkeyed
        if frame.codec != "opus":
            raise Unable(f"a reflector wants Opus, not {frame.codec}: is libopus installed?")
        return [self._udp(msg.AUDIO, now, frame.data)]

    def _tcp(self, data: bytes, now: Now) -> Reply:
        self._tcp_said = now.mono
        return Reply(data, TCP)

    def _udp(self, kind: int, now: Now, audio: bytes | None = None) -> Reply:
        self._udp_said = now.mono
        sequence, self._sequence = self._sequence, (self._sequence + 1) & 0xFFFF
        return Reply(msg.datagram(kind, self._client or 0, sequence, audio), UDP)

    # --- time ---

    def tick(self, now: Now) -> list[Out]:
        """Signs of life on both wires, the end of overs, the way back to our own talk-group."""
        outs = self._overs.tick(now)
        if self._client is None:
            return outs
        if now.mono - self._flushed >= FLUSH_EVERY:
            outs += self._flush(now)
        if now.mono - self._tcp_said >= TCP_BEAT:
            outs.append(self._tcp(msg.frame(msg.HEARTBEAT), now))
        if not self._voice_path:
            return [*outs, *self._knock(now)]
        if now.mono - self._udp_said >= UDP_BEAT:
            outs.append(self._udp(msg.UDP_HEARTBEAT, now))
        if now.mono - self._udp_heard >= UDP_LIMIT and not self._told:
            self._told, self._voice_path = True, False
            outs.append(LinkDown(gateway=self._gateway, why=NO_VOICE_PATH))
        return [*outs, *self._home_again(now)]

    def _knock(self, now: Now) -> list[Out]:
        """Until the reflector answers by UDP."""
        if now.mono - self._udp_said < KNOCK:
            return []
        self._knocks += 1
        outs: list[Out] = [self._udp(msg.UDP_HEARTBEAT, now)]
        if self._knocks >= KNOCKS and not self._told:
            self._told = True
            outs.append(LinkDown(gateway=self._gateway, why=NO_VOICE_PATH))
        return outs

    def _home_again(self, now: Now) -> list[Out]:
        """When nobody talks where we are: to where somebody does, our own first, then back to our own."""
        selected = self._overs.selected
        if self._keyed or not self._groups or self._overs.talker(selected) is not None:
            return []
        busy = [group for group in self._groups if self._overs.talker(group) is not None]
        if busy:
            return self._follow(self._home if self._home in busy else busy[0], now)
        if selected != self._home and now.mono - self._idle >= HANG:
            return self._go(self._home, now)
        return []

    def closed(self, now: Now) -> list[Out]:
        """Ends every over as lost; our own transmission is gone with the link."""
        self._keyed, self._client, self._flushes = "", None, 0
        return self._overs.lost()


def _numbers(settings: Settings) -> list[int]:
    """The numbers of the gateway's talk-groups, in the order of the configuration."""
    return [number for number in (_talk_group(group.number) for group in settings.groups) if number]


def _talk_group(number: str) -> int:
    """A talk-group's number; 0 for what is none."""
    told = int(number) if number.isascii() and number.isdecimal() and len(number) <= 10 else 0
    return told if told < 1 << 32 else 0
