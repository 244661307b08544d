"""The conversation with one TETRA radio: what it says becomes events, what is asked of it becomes commands."""

from __future__ import annotations

from radio.codec import Now, Out, Proof, ProtocolError, Settings, VoiceFrame
from radio.events import Delivered, Signal, TextReceived, Undecoded
from radio.protocols.pei.calls import Calls
from radio.protocols.pei.commands import Answered, Command, Commands, services, short_data, start
from radio.protocols.pei.sending import Sending
from radio.protocols.sds import header
from radio.protocols.sds.alone import short_data as read_short_data
from radio.protocols.sds.lines import Line, Lines
from radio.protocols.sds.messages import Sds
from radio.requests import AnyRequest

HEARTBEAT = 10.0  # s of silence after which we ask whether anyone is there
TRIES = 3  # of a heartbeat; after the last the link counts as silent (``Spec.silence``)
SIGNAL_EVERY = 300.0  # s; the services are then registered anew as well, for a restart may have gone unseen
_FINAL = ("OK", "ERROR", "BUSY", "NO CARRIER", "NO DIALTONE", "NO ANSWER", "CONNECT")
_REGISTERED = ("searching", "home", "none", "denied", "unknown", "visited")
# codes that tell nothing a dispatcher needs; the first word of an answer to a question of ours
_QUIET = (
    " CNUMS CNUMD CTGL CTDGR CTOM CTTCT CLVL GMI GMM GMR GSN CGMI CGMM CGMR CTSP CTSDC CTSDS CTXD CMEE CCLK GCAP"
    " GPSPOS CTPCB CTMGR CMAR CTDCD CTSTR "
)


class Pei:
    """One radio."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        self._report = bool(settings.options.get("report", False))
        self._profile = str(settings.options.get("profile", "1") or "1")
        self._lines = Lines()
        self._calls = Calls(settings)
        self._commands = Commands()
        self._sending = Sending(settings, self._calls, self._commands)
        self._sds = Sds(settings.gateway, self._sending.resolve, bool(settings.options.get("diagnose")))
        self._live = False  # the link is open: we may speak
        self._heard = 0.0
        self._asked = 0.0  # a heartbeat
        self._measured = 0.0  # the field strength
        self._silent = False  # a heartbeat went unanswered: the radio may be restarting
        self._told: dict[str, str] = {}  # what +CREG and +CSQ said last
        self._unknown: set[str] = set()

    # --- heard ---

    def opened(self, now: Now) -> list[Out]:
        """Starts the conversation: no echo, numbered errors, services to us, who and where the radio is."""
        self._live = True
        self._heard = self._asked = self._measured = now.mono
        self._commands.clear()
        self._commands.add(*start(self._profile))
        return self._commands.next(now)

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """Any cut of the stream. Faults of single lines are raised at the end, with all the others said kept."""
        return self._take(self._lines.feed(data, now), now)

    def _take(self, lines: list[Line], now: Now) -> list[Out]:
        outs: list[Out] = []
        fault = ""
        for line in lines:
            try:
                outs += self._line(line, now)
            except ProtocolError as why:
                fault = fault or str(why)
        outs += self._commands.next(now)
        if fault:
            raise ProtocolError(fault, outs)
        return outs

    def _line(self, line: Line, now: Now) -> list[Out]:
        text = line.text
        if self._commands.is_echo(text) or text[:2].upper() == "AT":
            return []
        if text in _FINAL or text.startswith(("+CME ERROR", "+CMS ERROR", "CONNECT ")):
            return self._proven(now) + self._finish(self._commands.answer(text)) + self._again()
        if line.name:
            return self._proven(now) + self._code(line, now)
        if text[:1].isdecimal() and "," in text and text.isprintable() and text.isascii():
            return []  # a further row of a list, told without its name
        if self._commands.flying is not None and text.isprintable() and text.isascii() and len(text) <= 80:
            return []  # a bare answer (ATI)
        raise ProtocolError(line.why or f"not an AT answer: {text[:60]!r}")

    def _again(self) -> list[Out]:
        """A radio that answers again after a silence may have restarted: it is told everything once more."""
        if self._silent:
            self._silent = False
            self._commands.add(*start(self._profile))
        return []

    def _proven(self, now: Now) -> list[Out]:
        self._heard = now.mono
        return [Proof()]

    def _code(self, line: Line, now: Now) -> list[Out]:
        name, fields = line.name, line.fields
        match name:
            case "CTICN":
                return self._calls.incoming(fields, now)
            case "CTOCP":
                return self._calls.outgoing(fields, now)
            case "CTCC":
                return self._calls.connected(fields, now) + self._sending.progress()
            case "CTXG":
                return self._calls.granted(fields, now) + self._sending.grant(fields, now)
            case "CDTXC" | "CTXI" | "CTXW":
                return self._calls.ceased(fields, f"+{name}", now)
            case "CTCR":
                return self._calls.released(fields, now)
            case "CTSDSR":
                return self._short_data(line, now)
            case "CMGS":
                return self._sending.sent(fields)
            case "CREG" | "CSQ" | "CBC":
                return self._signal(name, fields)
            case "CTGS":
                self._select(fields)
            case "CNUMF":
                if len(fields) > 1 and fields[0] in ("0", "6"):
                    self._calls.own = header.radio(self._settings, fields[1])
            case _ if f" {name} " not in _QUIET and name not in self._unknown and len(self._unknown) < 256:
                self._unknown.add(name)
                raw = line.text.encode("latin-1", "replace").hex()
                return [Undecoded(gateway=self._gateway, raw=raw, why=f"AT code +{name}")]
        return []

    def _short_data(self, line: Line, now: Now) -> list[Out]:
        outs = read_short_data(self._settings, self._sds, line, now)
        if self._report and self._live and line.data and line.data[0] >= 0x80:
            for out in outs:
                if isinstance(out, TextReceived) and out.ref and out.wants != "none" and out.radio:
                    report = bytes((line.data[0], 0x10, 0x00, int(out.ref)))
                    number = out.radio.rpartition(":")[2]
                    self._commands.add(*short_data(number, report, 32, ""))
        return outs

    def _signal(self, name: str, fields: list[str]) -> list[Out]:
        """Registration, field strength, battery; told when they change."""
        told = ",".join(fields)
        if self._told.get(name) == told:
            return []
        self._told[name] = told
        if name == "CREG":  # an answer may have the mode set by +CREG=2 in front
            stat = fields[1] if len(fields) >= 4 else fields[0]
            known = stat.isdecimal() and len(stat) == 1 and int(stat) < len(_REGISTERED)
            return [Signal(gateway=self._gateway, link=_REGISTERED[int(stat)] if known else "unknown")]
        number = fields[-1] if name == "CBC" and len(fields) > 1 else fields[0]
        if not number.isdecimal() or len(number) > 3:
            return []
        if name == "CBC":
            return [Signal(gateway=self._gateway, battery=float(number))] if int(number) <= 100 else []
        if int(number) > 31:
            return [Signal(gateway=self._gateway, link="no signal")]
        return [Signal(gateway=self._gateway, rssi=2.0 * int(number) - 113)]

    def _select(self, fields: list[str]) -> None:
        """``+CTGS``: type 1 is the group the radio's user selected."""
        for kind, number in zip(fields[0::2], fields[1::2], strict=False):
            if kind == "1":
                self._calls.selected = header.group(self._settings, number)

    def _finish(self, answered: Answered | None) -> list[Out]:
        """A command came to its end: for a message of ours that is news only if it failed."""
        if answered is None or not answered.error:
            return []
        if answered.command.text.startswith(("ATD", "AT+CTXD")):
            return self._sending.not_set_up(answered.error)
        if not answered.command.ref:
            return []
        return [Delivered(gateway=self._gateway, ref=answered.command.ref, ok=False, by="network")]

    # --- said ---

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Push-to-talk, text, status, group, position."""
        return self._sending.send(request, now) + self._commands.next(now)

    def tick(self, now: Now) -> list[Out]:
        """Late answers, heartbeats, calls and texts whose end never came."""
        outs = self._calls.tick(now) + self._sds.tick(now)
        late = self._lines.tick(now)
        if late:
            try:
                outs += self._take(late, now)
            except ProtocolError as fault:
                raw = "\n".join(line.text for line in late).encode("latin-1", "replace").hex()
                outs += [*fault.kept, Undecoded(gateway=self._gateway, raw=raw, why=str(fault))]
        return outs + (self._keep_asking(now) if self._live else [])

    def _keep_asking(self, now: Now) -> list[Out]:
        outs: list[Out] = []
        flying = self._commands.flying
        silence = self._commands.expire(now)
        outs += self._finish(silence)
        if flying is not None and flying.text == "AT" and self._commands.flying is None:
            self._silent = True
        if self._commands.idle and now.mono - max(self._heard, self._asked) >= HEARTBEAT:
            self._asked = now.mono
            self._commands.add(Command("AT", tries=TRIES))
        elif self._commands.idle and now.mono - self._measured >= SIGNAL_EVERY:
            self._measured = now.mono
            self._commands.add(*services(self._profile), Command("AT+CSQ?"))
        return outs + self._commands.next(now)

    def closed(self, now: Now) -> list[Out]:
        """Ends every call as lost."""
        self._live = False
        self._commands.clear()
        self._lines = Lines()
        self._sending.dropped()
        return self._calls.lost()
