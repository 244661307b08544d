"""What a dispatcher asks of a TETRA radio, as AT commands: push-to-talk, text, status, group, position.

A key-up command that comes while the radio is still setting the call up is kept and given as soon as there is
something to release; an un-key is written at once, whatever else waits.
"""

from __future__ import annotations

import re

from radio.codec import Now, Out, Settings, Unable, VoiceFrame
from radio.events import Delivered, Signal
from radio.identity import number_of
from radio.protocols import lip
from radio.protocols.lrrp.asking import ask_now
from radio.protocols.pei.calls import Calls
from radio.protocols.pei.commands import Command, Commands, set_up, short_data
from radio.protocols.pei.outbox import Outbox
from radio.protocols.pei.reports import REPORT_BITS, number
from radio.protocols.sds.letters import write_parts, write_text
from radio.protocols.sds.transfer import (
    CONSUMED,
    LRRP,
    SIMPLE_TEXT,
    TEXT,
    WANT_RECEIVED,
    write_part,
    write_report,
)
from radio.requests import AnyRequest, AskPosition, Key, SelectGroup, SendStatus, SendText, TellRead, Unkey

MAX_BITS = 2047  # SDS type 4, unless the radio says less
HEAD, PART_HEAD = 4, 10  # bytes of transport and text header before the letters; of a part, with what joins it
MOST_PARTS = 8
GRANT_IN = 5.0  # s: a grant later than this after we let go is not for us
_PRIORITY, _EMERGENCY = 1, 3  # of a transmission request
_GRANTED = {"0": "transmitting", "1": "transmission refused", "2": "transmission queued"}
DIALLING = "dialling"
"""What we hold before our call has an instance."""
_LETTING_GO = ("AT+CUTXC=", "ATH")
_UPPER = re.compile(r"\(\d+-(\d{1,5})\)\Z", re.ASCII)


class Sending:
    """Requests to commands; remembers what it sent, to know the reports that come back."""

    def __init__(self, settings: Settings, calls: Calls, commands: Commands) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        self._calls = calls
        self._commands = commands
        options = settings.options
        self._simple = str(options.get("text", "130")) == "2"
        self._baltic = int(options.get("letters") or 0)
        self._may_ask = bool(options.get("ask", False))
        self._lrrp = options.get("ask_by") == "lrrp"
        self._bits = MAX_BITS
        self._outbox = Outbox()
        self._asked = 0
        self._keyed: Key | None = None
        self._started = False
        self._granted = False  # we were told that we may speak, since the key went down
        self._owed: float | None = None  # when we let go before the grant came: it still will
        self._instances: dict[str, tuple[str, bool]] = {}  # +CMGS instance → our ref, and whether no part follows
        self._cc: int | None = None  # the instance we speak in
        self._left = ""  # what an earlier life held, until the radio took our letting go

    @property
    def held(self) -> str:
        """What the radio would go on transmitting in if we were gone: a call instance, or :data:`DIALLING`."""
        if self._keyed is None:
            return self._left
        cc = self._speaking_in(self._keyed)
        return DIALLING if cc is None else str(cc)

    def _speaking_in(self, keyed: Key) -> int | None:
        return self._cc if self._cc is not None else self._calls.on_group(keyed.group)

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Queues what the request needs; returns what must not wait. Raises :class:`Unable`."""
        if isinstance(request, VoiceFrame):
            return []  # voice goes by the radio's accessory jack
        if isinstance(request, Unkey):
            return self._unkey(request, now)
        if not self._settings.transmit and not isinstance(request, SelectGroup):
            raise Unable("transmitting is switched off for this radio")
        match request:
            case Key():
                self._key(request)
            case SendText():
                self._text(request)
            case SendStatus():
                self._status(request)
            case SelectGroup():
                self._commands.add(Command(f"AT+CTGS=1,{self._group(request.group)}"))
            case AskPosition():
                self._ask(request)
            case TellRead():
                self._tell_read(request)
            case _:
                raise Unable(f"a TETRA radio cannot do {type(request).__name__}")
        return []

    def _group(self, name: str) -> str:
        told = number_of(self._settings, name)
        if not told.isdecimal() or not told.isascii() or len(told) > 17:
            raise Unable(f"{name} has no TETRA number")
        return told

    def _number(self, name: str) -> tuple[str, int]:
        """The number of a radio or group, and its kind."""
        if any(group.id == name for group in self._settings.groups):
            return self._group(name), 0
        found = number(self._settings, name)
        if found is None:
            raise Unable(f"{name} has no TETRA number")
        return found

    # Push-to-talk

    def _key(self, request: Key) -> None:
        group = self._group(request.group)
        cc = self._calls.on_group(request.group)
        first = self._commands.forget(*_LETTING_GO)  # what an earlier life left: before ours begins, not in it
        if cc is not None:
            priority = _EMERGENCY if request.emergency else _PRIORITY
            self._commands.add(*first, Command(f"AT+CTXD={cc},{priority}", tries=1), first=True)
        else:
            commands = set_up(group, request.emergency)
            if self._calls.selected != request.group:
                commands.insert(0, Command(f"AT+CTGS=1,{group}"))
            self._commands.add(*first, *commands, first=True)
            self._calls.ours, self._calls.our_group = request.call, request.group
        self._keyed, self._cc, self._granted, self._owed = request, cc, False, None

    def _unkey(self, request: Unkey, now: Now) -> list[Out]:
        if self._keyed is None:
            return self._unkey_left(request)
        held = self.held
        self._owed = None if self._granted else now.mono
        self._keyed, self._cc = None, None
        self._commands.forget("ATD", "AT+CTSDC", "AT+CTXD")
        if held == DIALLING:
            self._calls.ours = ""
        return [self._commands.at_once(_letting_go(held), now)]

    def _unkey_left(self, request: Unkey) -> list[Out]:
        """At the start: what an earlier life left on the air; if nobody knows, it may have been the first instance.

        Before the other questions to the radio, and, where it is known, again and again until the radio took it.
        """
        if not request.call and not self._started:
            self._started = True
            self._left = request.held
            self._commands.add(Command(_letting_go(request.held), tries=2 if request.held else 1), first=True)
        return []

    def let_go(self, answered: str) -> None:
        """The radio took ``answered``, or knows of nothing to let go of."""
        if answered.startswith(_LETTING_GO):
            self._left = ""

    def not_set_up(self, why: str) -> list[Out]:
        """The radio or the network refused our call or our transmission."""
        self._calls.ours = ""
        return self._say(f"transmission refused: {why}") if self._keyed else []

    def progress(self) -> list[Out]:
        """A call connected: if it is ours and the key is down, it is the one to release later."""
        if self._keyed is not None and self._cc is None:
            self._cc = self._calls.on_group(self._keyed.group)
        return []

    def grant(self, fields: list[str], now: Now) -> list[Out]:
        """``+CTXG``: 0 we may speak, 1 we may not, 2 we wait. A grant after we let go is given back at once."""
        if len(fields) < 2 or not fields[0].isdecimal() or len(fields[0]) > 9:
            return []
        cc, grant = int(fields[0]), fields[1]
        if self._keyed is None:
            owed, self._owed = self._owed, None
            stale = owed is None or now.mono - owed > GRANT_IN
            return [] if grant != "0" or stale else [self._commands.at_once(f"AT+CUTXC={cc}", now)]
        if grant == "0":
            self._cc, self._granted = cc, True
        word = _GRANTED.get(grant)
        if grant == "3" and self._granted and cc == self._cc:
            self._granted, word = False, "transmission interrupted"  # the turn went to somebody else
        return self._say(word) if word else []

    def ceased(self, fields: list[str], code: str) -> list[Out]:
        """The turn was taken from us (``CTXI``), or is to wait (``CTXW``), while the key is down."""
        if not self._speaks_in(fields) or code == "CDTXC":
            return []
        self._granted = False
        return self._say("transmission interrupted" if code == "CTXI" else "transmission queued")

    def released(self, fields: list[str]) -> list[Out]:
        """The call in which we speak is over, and not by our doing."""
        if not self._speaks_in(fields):
            return []
        self._granted, self._cc = False, None
        return self._say("transmission interrupted")

    def _speaks_in(self, fields: list[str]) -> bool:
        return self._keyed is not None and self._cc is not None and fields[0] == str(self._cc)

    def _say(self, word: str) -> list[Out]:
        return [Signal(gateway=self._gateway, link=word)]

    # Short data

    def _text(self, request: SendText) -> None:
        to, kind = self._number(request.to)
        room = self._bits // 8
        try:
            scheme, letters = write_text(request.text, room - HEAD, self._baltic)
        except ValueError as why:
            self._long_text(request, to, kind, str(why))
            return
        if self._simple:
            payload = bytes((SIMPLE_TEXT, scheme)) + letters
        else:
            (reference,) = self._outbox.post(request.ref, request.to, 1)
            payload = bytes((TEXT, self._wants(request.to) << 2, reference, scheme)) + letters
        self._commands.add(*short_data(to, payload, len(payload) * 8, request.ref, kind=kind))

    def _long_text(self, request: SendText, to: str, kind: int, why: str) -> None:
        """A text in parts, which radios join again; simple text has none."""
        if self._simple:
            raise Unable(why)
        try:
            scheme, parts = write_parts(request.text, self._bits // 8 - PART_HEAD, MOST_PARTS, self._baltic)
        except ValueError as error:
            raise Unable(str(error)) from None
        group, wants = self._outbox.group(), self._wants(request.to)
        commands: list[Command] = []
        numbers = self._outbox.post(request.ref, request.to, len(parts))
        for place, (reference, letters) in enumerate(zip(numbers, parts, strict=True), 1):
            payload = write_part(wants, reference, scheme, group, len(parts), place, letters)
            last = place == len(parts)
            commands += short_data(to, payload, len(payload) * 8, request.ref, kind=kind, last=last)
        self._commands.add(*commands)

    def _wants(self, to: str) -> int:
        """A radio is asked to report; a group is not: everybody in it would."""
        return 0 if any(group.id == to for group in self._settings.groups) else WANT_RECEIVED

    def _status(self, request: SendStatus) -> None:
        if not 0 <= request.code <= 0xFFFF:
            raise Unable(f"a TETRA status is 0 to 65535, not {request.code}")
        to, kind = self._number(request.to)
        payload = request.code.to_bytes(2, "big")
        self._commands.add(*short_data(to, payload, 16, request.ref, status=True, kind=kind))

    def _tell_read(self, request: TellRead) -> None:
        """Somebody here read a text whose sender wanted to know."""
        if not self._settings.options.get("report"):
            raise Unable("delivery reports are switched off for this radio")
        if not request.message.isdecimal() or int(request.message) > 0xFF:
            raise Unable(f"no message {request.message!r}")
        to, kind = self._number(request.to)
        payload = write_report(TEXT, CONSUMED, int(request.message))
        self._commands.add(*short_data(to, payload, REPORT_BITS, "", kind=kind))

    def _ask(self, request: AskPosition) -> None:
        if not self._may_ask:
            raise Unable("asking for positions is switched off for this radio")
        to, kind = self._number(request.radio)
        payload, bits = lip.REQUEST, lip.REQUEST_BITS
        if self._lrrp:
            self._asked = self._asked % 0xFFFF + 1
            payload = bytes((LRRP,)) + ask_now(self._asked.to_bytes(2, "big"))
            bits = len(payload) * 8
        self._commands.add(*short_data(to, payload, bits, request.ref, kind=kind))

    def sent(self, fields: list[str]) -> list[Out]:
        """``+CMGS: instance[,status[,reference]]``: 4 went out, 5 did not. Not yet in anyone's hands.

        In answer to ``AT+CMGS=?`` it tells how many bits a message may have.
        """
        flying = self._commands.flying
        if fields[0].startswith("("):
            told = _UPPER.match(fields[-1])
            self._bits = max(min(int(told[1]), MAX_BITS), 128) if told else self._bits
            return []
        if flying is not None and flying.text.startswith("AT+CMGS="):
            if len(self._instances) >= 256:
                self._instances.clear()
            self._instances[fields[0]] = flying.ref, flying.last
        ref, last = self._instances.get(fields[0], ("", True))
        if not ref or len(fields) < 2 or fields[1] not in ("4", "5"):
            return []
        ok = fields[1] == "4"
        return [Delivered(gateway=self._gateway, ref=ref, ok=ok, by="network")] if last or not ok else []

    def resolve(self, radio: str | None, reference: int, ok: bool) -> str | None:
        """The ref of our request that a report of ``radio`` settles; by hand (``diagnose``) the bare number."""
        if self._settings.options.get("diagnose"):
            return str(reference)
        return self._outbox.reported(radio, reference, ok)

    def dropped(self, now: Now) -> list[Out]:
        """The link goes, and our transmission with it: where it still carries a word, that is to let go."""
        keyed = self._keyed
        outs = self._unkey(Unkey(group=keyed.group, call=keyed.call), now) if keyed is not None else []
        self._owed = None
        return outs


def _letting_go(held: str) -> str:
    """The command that lets go of what is ``held``: gives the turn back in an instance, or hangs up what is dialled."""
    if held == DIALLING:
        return "ATH"
    return f"AT+CUTXC={held if held.isdecimal() and held.isascii() and len(held) <= 3 else 1}"
