"""The conversation with one TETRA radio: what it says becomes events, what is asked of it becomes commands."""

from __future__ import annotations

from radio.codec import Now, Out, Proof, ProtocolError, Settings, VoiceFrame
from radio.events import Delivered, Undecoded
from radio.protocols.pei.calls import Calls
from radio.protocols.pei.commands import NO_ANSWER, SUPERVISION, Answered, Command, Commands, services, start
from radio.protocols.pei.reports import reports
from radio.protocols.pei.sending import Sending
from radio.protocols.pei.terminal import Terminal
from radio.protocols.sds import header
from radio.protocols.sds.alone import short_data as read_short_data
from radio.protocols.sds.lines import Line, Lines
from radio.protocols.sds.messages import Sds
from radio.requests import AnyRequest

HEARTBEAT = 10.0  # s of silence after which we ask whether anyone is there
TRIES = 3  # of a heartbeat; after the last the link counts as silent (``Spec.silence``)
LOOK_EVERY = 60.0  # s: registration, field strength, group
REGISTER_EVERY = 300.0  # s: the services are registered anew, for a restart may have gone unseen
_FINAL = ("OK", "ERROR", "BUSY", "NO CARRIER", "NO DIALTONE", "NO ANSWER", "CONNECT")
# codes that tell nothing a dispatcher needs; the first word of an answer to a question of ours
_QUIET = (
    " CNUMD CTGL CTDGR CTTCT CLVL GMI GMM GMR GSN CGMI CGMM CGMR CTSP CTSDC CTSDS CTXD CMEE CCLK GCAP"
    " GPSPOS CTPCB CTMGR CMAR CTDCD CTSTR "
)


class Pei:
    """One radio."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        self._report = bool(settings.options.get("report", False)) and settings.transmit
        self._profile = str(settings.options.get("profile", "1") or "1")
        self._commands = Commands()
        self._lines = Lines(self._commands.is_echo)
        self._calls = Calls(settings)
        self._terminal = Terminal(settings)
        self._sending = Sending(settings, self._calls, self._commands)
        self._sds = Sds(settings.gateway, self._sending.resolve, bool(settings.options.get("diagnose")))
        self._live = False  # the link is open: we may speak
        self._heard = 0.0
        self._asked = 0.0  # a heartbeat
        self._looked = 0.0
        self._registered = 0.0  # the services
        self._silent = False  # a heartbeat went unanswered: the radio may be restarting
        self._starting = False  # what it lacks is told when it has answered everything
        self._listing = False  # rows of +CTGS? have come
        self._unknown: set[str] = set()

    # --- heard ---

    def opened(self, now: Now) -> list[Out]:
        """Starts the conversation: no echo, numbered errors, services to us, who and where the radio is."""
        self._live = True
        self._heard = self._asked = now.mono
        self._commands.clear()
        self._begin(now)
        return self._commands.next(now)

    def _begin(self, now: Now) -> None:
        self._looked = self._registered = now.mono
        self._starting = True
        self._terminal.begin()
        self._commands.offer(*start(self._profile))

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
            return self._proven(now) + self._finish(self._commands.answer(text, now)) + self._again(now)
        if line.name:
            return self._proven(now) + self._code(line, now)
        flying = self._commands.flying
        listing = flying is not None and flying.text == "AT+CNUMS?"  # names may have any letters
        if text[:1].isdecimal() and "," in text and text.isprintable() and (listing or text.isascii()):
            if listing:
                self._terminal.list_row([field.strip().strip('"') for field in text.split(",")])
            return []  # a further row of a list, told without its name
        if flying is not None and text.isprintable() and text.isascii() and len(text) <= 80:
            return []  # a bare answer (ATI)
        raise ProtocolError(line.why or f"not an AT answer: {text[:60]!r}")

    def _again(self, now: Now) -> list[Out]:
        """A radio that answers again after a silence may have restarted: it is told everything once more."""
        if self._silent:
            self._silent = False
            self._begin(now)
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
                return self._calls.ceased(fields, f"+{name}", now) + self._sending.ceased(fields, name)
            case "CTCR":
                return self._sending.released(fields) + self._calls.released(fields, now)
            case "CTSDSR":
                return self._short_data(line, now)
            case "CMGS":
                return self._sending.sent(fields)
            case _:
                return self._of_itself(line)

    def _of_itself(self, line: Line) -> list[Out]:
        """The radio speaks of itself, or of what nobody here understands."""
        name, fields, terminal = line.name, line.fields, self._terminal
        flying = self._commands.flying.text if self._commands.flying is not None else ""
        match name:
            case "CREG":
                return terminal.registered(fields, flying == "AT+CREG?")
            case "CTOM":
                return terminal.mode(fields)
            case "CSQ":
                return terminal.strength(fields)
            case "CBC":
                return terminal.battery(fields)
            case "CTGS":
                if flying == "AT+CTGS?" and not self._listing:
                    self._listing = True
                    terminal.forget_groups()
                terminal.groups(fields)
                self._calls.selected = terminal.selected
                return [] if flying == "AT+CTGS?" else terminal.tuned()  # more rows may come
            case "CNUMS":
                terminal.list_row(fields)
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
        if self._report and self._live:
            self._commands.offer(*reports(self._settings, line))
        return outs

    def _finish(self, answered: Answered | None) -> list[Out]:
        """A command came to its end: of a message of ours that is news only if it failed."""
        if answered is None:
            return []
        command, outs = answered.command, list[Out]()
        if answered.error != NO_ANSWER:
            self._sending.let_go(command.text)
        if answered.error and command.text.startswith("AT+CTSDS="):
            self._commands.skip_message()
        if _dials(answered):
            outs += self._sending.not_set_up(answered.error) if answered.error else []
        elif command.ref and answered.error:
            self._commands.drop(command.ref)
            outs.append(Delivered(gateway=self._gateway, ref=command.ref, ok=False, by="network"))
        elif answered.error:
            self._terminal.refuses(command.text)
        elif command.text.startswith("AT+CTGS=1,"):
            self._terminal.choose(header.group(self._settings, command.text.rpartition(",")[2]))
            self._calls.selected = self._terminal.selected
        if command.text.startswith("AT+CTGS") or command.text == "AT+CNUMS?":
            self._listing = False
            outs += self._terminal.tuned()
        return outs

    # --- said ---

    @property
    def held(self) -> str:
        """What the radio would go on transmitting in if we were gone."""
        return self._sending.held

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
        if silence is not None and (silence.command.ref or self._heard > self._commands.since or _dials(silence)):
            outs += self._finish(silence)  # of a radio that is silent altogether nobody knows what it lacks
        elif silence is not None and silence.command.text != "AT":
            self._commands.offer(Command("AT", tries=1), first=True)  # does it not know the command, or is it off?
        if flying is not None and flying.text == "AT" and self._commands.flying is None:
            self._silent = True
            if silence is not None:
                self._commands.leave(start(self._profile))  # it is told everything when it answers again
        if self._commands.idle:
            outs += self._when_idle(now)
        return outs + self._commands.next(now)

    def _when_idle(self, now: Now) -> list[Out]:
        """Nothing waits: what it lacks is known, and there is time to look after it."""
        outs: list[Out] = []
        if self._starting:
            self._starting = False
            if not self._silent:
                outs = self._terminal.lacks()
        if now.mono - max(self._heard, self._asked) >= HEARTBEAT:
            self._asked = now.mono
            self._commands.add(Command("AT", tries=TRIES))
        elif now.mono - self._registered >= REGISTER_EVERY:
            self._registered = now.mono
            self._starting = True
            self._terminal.begin("+CTSP")
            self._commands.offer(*services(self._profile))
        elif now.mono - self._looked >= LOOK_EVERY:
            self._looked = now.mono
            self._commands.offer(*(Command(text) for text in SUPERVISION))
        return outs

    def closed(self, now: Now) -> list[Out]:
        """Lets go of what we had on the air, and ends every call as lost."""
        self._live = False
        last = self._sending.dropped(now)
        self._commands.clear()
        self._lines = Lines(self._commands.is_echo)
        return [*last, *self._calls.lost()]


def _dials(answered: Answered) -> bool:
    """It was to put us on the air."""
    return answered.command.text.startswith(("ATD", "AT+CTXD"))
