"""What a dispatcher asks of a TETRA radio, as AT commands: push-to-talk, text, status, group, position.

A key-up command that comes while the radio is still setting the call up is kept and given as soon as there is
something to release; an un-key is written at once, whatever else waits.
"""

from __future__ import annotations

import msgspec

from radio.codec import Now, Out, Reply, Settings, Unable, VoiceFrame
from radio.events import Delivered, Signal
from radio.identity import number_of
from radio.protocols import lip
from radio.protocols.pei.calls import Calls
from radio.protocols.pei.commands import Command, Commands, set_up, short_data, written
from radio.protocols.sds.letters import write_text
from radio.protocols.sds.transfer import SIMPLE_TEXT, TEXT
from radio.requests import AnyRequest, AskPosition, Key, SelectGroup, SendStatus, SendText, Unkey

MAX_BITS = 2047  # SDS type 4
ROOM = MAX_BITS // 8 - 4  # bytes of text after the transport header
WANT_RECEIVED = 0x04
GRANT_IN = 5.0  # s: a grant later than this after we let go is not for us
_PRIORITY = 1  # of a transmission request; 3 is emergency


class Pending(msgspec.Struct):
    """A message whose fate is not known: our ``ref``, the radio it went to."""

    ref: str
    number: str


class Sending:
    """Requests to commands; remembers what it sent, to know the reports that come back."""

    def __init__(self, settings: Settings, calls: Calls, commands: Commands) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        self._calls = calls
        self._commands = commands
        self._simple = str(settings.options.get("text", "130")) == "2"
        self._may_ask = bool(settings.options.get("ask", False))
        self._reference = 0
        self._sent: dict[int, Pending] = {}
        self._keyed: Key | None = None
        self._started = False
        self._granted = False  # we were told that we may speak, since the key went down
        self._owed: float | None = None  # when we let go before the grant came: it still will
        self._instances: dict[str, str] = {}  # +CMGS instance → our ref
        self._cc: int | None = None  # the instance we speak in

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Queues what the request needs; returns what must not wait. Raises :class:`Unable`."""
        match request:
            case Key():
                self._key(request)
            case Unkey():
                return self._unkey(request, now)
            case SendText():
                self._text(request)
            case SendStatus():
                self._status(request)
            case SelectGroup():
                self._commands.add(Command(f"AT+CTGS=1,{self._number(request.group)}"))
            case AskPosition():
                if not self._may_ask:
                    raise Unable("asking for positions is switched off for this radio")
                number = self._number(request.radio)
                self._commands.add(*short_data(number, lip.REQUEST, lip.REQUEST_BITS, request.ref))
            case VoiceFrame():
                return []  # voice goes by the radio's accessory jack
            case _:
                raise Unable(f"a TETRA radio cannot do {type(request).__name__}")
        return []

    def _number(self, name: str) -> str:
        number = number_of(self._settings, name)
        if not number.isdecimal() or not number.isascii() or len(number) > 17:
            raise Unable(f"{name} has no TETRA number")
        return number

    def _key(self, request: Key) -> None:
        number = self._number(request.group)
        cc = self._calls.on_group(request.group)
        if cc is not None:
            self._commands.add(Command(f"AT+CTXD={cc},{3 if request.emergency else _PRIORITY}", tries=1), first=True)
        else:
            commands = set_up(number, request.emergency)
            if self._calls.selected != request.group:
                commands.insert(0, Command(f"AT+CTGS=1,{number}"))
            self._commands.add(*commands, first=True)
            self._calls.ours, self._calls.our_group = request.call, request.group
        self._keyed, self._cc, self._granted, self._owed = request, cc, False, None

    def _unkey(self, request: Unkey, now: Now) -> list[Out]:
        if self._keyed is None:
            return self._unkey_unknown(request)
        cc = self._cc if self._cc is not None else self._calls.on_group(self._keyed.group)
        self._owed = None if self._granted else now.mono
        self._keyed, self._cc = None, None
        self._commands.forget("ATD", "AT+CTSDC", "AT+CTXD")
        if cc is not None:
            return [Reply(written(f"AT+CUTXC={cc}"))]
        self._calls.ours = ""  # nothing is set up yet: hang up whatever is being dialled
        return [Reply(written("ATH"))]

    def _unkey_unknown(self, request: Unkey) -> list[Out]:
        """At the start of a gateway that may transmit: an earlier life may have left the first instance keyed."""
        if not request.call and not self._started:
            self._started = True
            self._commands.add(Command("AT+CUTXC=1", tries=1))
        return []

    def not_set_up(self, why: str) -> list[Out]:
        """The radio or the network refused our call or our transmission."""
        self._calls.ours = ""
        return [Signal(gateway=self._gateway, link=f"transmission refused: {why}")] if self._keyed else []

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
            return [] if grant != "0" or stale else [Reply(written(f"AT+CUTXC={cc}"))]
        if grant == "0":
            self._cc, self._granted = cc, True
        word = {"0": "transmitting", "1": "transmission refused", "2": "transmission queued"}.get(grant)
        return [Signal(gateway=self._gateway, link=word)] if word else []

    def _text(self, request: SendText) -> None:
        number = self._number(request.to)
        try:
            scheme, letters = write_text(request.text, ROOM)
        except ValueError as why:
            raise Unable(str(why)) from None
        if self._simple:
            payload = bytes((SIMPLE_TEXT, scheme)) + letters
        else:
            grouped = any(group.id == request.to for group in self._settings.groups)
            self._reference = self._reference % 255 + 1
            self._sent[self._reference] = Pending(request.ref, number)
            payload = bytes((TEXT, 0 if grouped else WANT_RECEIVED, self._reference, scheme)) + letters
        self._commands.add(*short_data(number, payload, len(payload) * 8, request.ref))

    def _status(self, request: SendStatus) -> None:
        if not 0 <= request.code <= 0xFFFF:
            raise Unable(f"a TETRA status is 0 to 65535, not {request.code}")
        number = self._number(request.to)
        self._commands.add(*short_data(number, request.code.to_bytes(2, "big"), 16, request.ref, status=True))

    def sent(self, fields: list[str]) -> list[Out]:
        """``+CMGS: instance[,status[,reference]]``: 4 went out, 5 did not. Not yet in anyone's hands."""
        flying = self._commands.flying
        if flying is not None and flying.ref:
            if len(self._instances) >= 256:
                self._instances.clear()
            self._instances[fields[0]] = flying.ref
        elif flying is not None and flying.text.startswith("AT+CMGS="):
            self._instances.pop(fields[0], None)  # a message nobody waits for took the number over
        ref = self._instances.get(fields[0])
        if ref is None or len(fields) < 2 or fields[1] not in ("4", "5"):
            return []
        return [Delivered(gateway=self._gateway, ref=ref, ok=fields[1] == "4", by="network")]

    def resolve(self, radio: str | None, reference: int) -> str | None:
        """The ref of our message ``reference`` to ``radio``; by hand (``diagnose``) the bare number."""
        if self._settings.options.get("diagnose"):
            return str(reference)
        pending = self._sent.get(reference)
        if pending is None or not pending.ref or (radio or "").rpartition(":")[2] != pending.number.lstrip("0"):
            return None
        return pending.ref

    def dropped(self) -> None:
        """The link is gone, and our transmission with it."""
        self._keyed, self._cc, self._owed = None, None, None
