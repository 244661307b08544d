"""Calls that other recorders hand in when they are over: rdio-scanner's and trunk-recorder's forms, over HTTP.

``POST /api/call-upload`` (trunk-recorder, SDRTrunk, rdio-scanner itself) and ``/api/trunk-recorder-call-upload``. Each
becomes one call with its own times, talkers and recording. The senders look for exact words in the answers: they are
rdio-scanner's. Only talk-groups that are set up are taken, by number or by ``system/number``; of others the sender
hears what rdio-scanner says when a key is not meant for them.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from datetime import UTC, datetime, timedelta

from radio.codec import Now, Option, Out, Proof, ProtocolError, Reply, Settings, Spec, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, EmergencyRaised, TalkerNamed
from radio.form import boundary_of, read_form
from radio.identity import CallIds, radio_id
from radio.protocols.upload.call import Call, of_form
from radio.requests import AnyRequest, Stored
from radio.web import WebAnswer, read_request, write_answer

PATHS = ("/api/call-upload", "/api/trunk-recorder-call-upload")
LARGEST = 8 << 20
"""Bytes of a form: eight minutes of the biggest thing anybody sends (16-bit samples at 8 kHz)."""
AHEAD, BEHIND = 60.0, 366 * 86400.0
"""Seconds a call may lie ahead of us or behind us for its time to be believed."""
FRESH = 300.0
"""Seconds after its end in which an emergency call handed in still raises an alarm."""
PATIENCE = 1.5
"""Seconds the disk gets before the sender is told to try again; it is asked what became of it when it does."""
REMEMBERED = 2000

TAKEN = "Call imported successfully."
REFUSAL = "Invalid API key for system {system} talkgroup {talkgroup}."


class Upload:
    """One intake. Each message is a whole request; a call is answered when its file is safe on the disk."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        self._any = bool(settings.options.get("any", False))
        self._diagnose = bool(settings.options.get("diagnose", False))
        self._groups = {group.number: group.id for group in settings.groups}
        self._ids = CallIds(settings.gateway, "upload")
        self._taken: OrderedDict[bytes, str] = OrderedDict()  # fingerprint → call; what comes again is the same call
        self._safe: set[str] = set()
        self._waiting: dict[str, list[tuple[str, float]]] = {}  # call → who waits for the answer, since when

    def opened(self, now: Now) -> list[Out]:
        """Nothing to say: a listener."""
        return []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One request; it is always answered, a good one when its file is safe."""
        request = read_request(data)
        if request.path.rstrip("/") not in PATHS:
            return self._refused(404, "nothing here", peer)
        if request.method != "POST":
            return [Proof(), _answer(405, "Unsupported method", peer)]
        boundary = boundary_of(request.headers.get("content-type", ""))
        if not boundary:
            return self._refused(400, "Not a multipart content", peer)
        try:
            call = of_form(read_form(request.body, boundary))
        except ProtocolError as fault:
            return self._refused(417, f"Incomplete call data: {fault}", peer)
        missing = call.missing()
        if missing:
            answer = _answer(417, f"Incomplete call data: {missing}", peer)
            if call.probe:
                return [Proof(), answer]
            raise ProtocolError(f"a call with {missing}", [Proof(), answer])
        return [Proof(), *self._call(call, peer, now)]

    def _refused(self, status: int, why: str, peer: str) -> list[Out]:
        raise ProtocolError(why, [_answer(status, why, peer)])

    def _call(self, call: Call, peer: str, now: Now) -> list[Out]:
        to = self._group(call)
        if to is None:
            return [_answer(401, REFUSAL.format(system=call.system or call.label, talkgroup=call.group), peer)]
        if not call.kind:
            return self._refused(417, "Incomplete call data: audio of a kind nobody here knows", peer)
        mark = fingerprint(call)
        known = self._taken.get(mark)
        if known is not None:
            return self._again(known, peer, now)
        name = self._taken[mark] = self._ids.new(now)
        if len(self._taken) > REMEMBERED:
            self._safe.discard(self._taken.popitem(last=False)[1])
        outs = self._told(call, name, to, now)
        if self._diagnose:
            return [*outs, _answer(200, TAKEN, peer)]
        self._waiting[name] = [(peer, now.mono)]
        return outs

    def _again(self, name: str, peer: str, now: Now) -> list[Out]:
        if name in self._safe:
            return [_answer(200, TAKEN, peer)]
        self._waiting.setdefault(name, []).append((peer, now.mono))
        return []

    def _group(self, call: Call) -> str | None:
        """The talk-group as it is set up: for this system, or for any; ``None`` for one that is not."""
        for system in (call.system, call.label):
            if system and f"{system}/{call.group}" in self._groups:
                return self._groups[f"{system}/{call.group}"]
        if call.group in self._groups:
            return self._groups[call.group]
        return f"upload@{self._settings.network}:g{call.group}" if self._any else None

    def _told(self, call: Call, name: str, to: str, now: Now) -> list[Out]:
        """The call as events, at its own times, and its voice as the file it came in."""
        start = self._believed(call.start, now)
        talkers = [(self._radio(talker.unit), talker) for talker in call.talkers]
        first = talkers[0][0] if talkers else None
        outs: list[Out] = [
            CallStarted(
                gateway=self._gateway,
                radio=first,
                radio_time=start,
                call=name,
                to=to,
                emergency=call.emergency,
                encrypted="told" if call.encrypted else None,
                upload=True,
            )
        ]
        for number, (radio, talker) in enumerate(talkers):
            if (number and radio) or talker.name:
                when = start + timedelta(seconds=talker.offset) if start is not None else None
                outs.append(
                    TalkerNamed(gateway=self._gateway, radio=radio, radio_time=when, call=name, text=talker.name)
                )
        end = start + timedelta(seconds=call.seconds) if start is not None else None
        fresh = end is None or now.utc - end.timestamp() < FRESH
        if call.emergency and fresh:
            outs.append(
                EmergencyRaised(gateway=self._gateway, radio=first, radio_time=start, by="call", call=name, to=to)
            )
        last = next((radio for radio, _ in reversed(talkers) if radio), None)
        return [
            *outs,
            VoiceFrame(name, 0, call.kind, call.audio),
            CallEnded(gateway=self._gateway, radio=last, radio_time=end, call=name, to=to),
        ]

    def _believed(self, told: datetime | None, now: Now) -> datetime | None:
        """Its beginning (UTC), unless the sender's clock cannot be right; then the receipt is all there is."""
        if told is None or not 1980 <= told.year < 2200:
            return None
        trusted = self._settings.options.get("clock", "check") == "trust"
        return told.astimezone(UTC) if trusted or -AHEAD <= now.utc - told.timestamp() <= BEHIND else None

    def _radio(self, unit: int) -> str | None:
        return radio_id("upload", self._settings.network, unit) if unit else None

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """The disk's word on a file, which whoever sent it waits for. Nothing else goes out here."""
        if not isinstance(request, Stored):
            raise Unable("calls are handed in here, nothing goes out")
        waiting = self._waiting.pop(request.call, [])
        if request.why:
            self._taken = OrderedDict((mark, call) for mark, call in self._taken.items() if call != request.call)
            return [_answer(503, f"not stored: {request.why}", peer) for peer, _ in waiting]
        self._safe.add(request.call)
        return [_answer(200, TAKEN, peer) for peer, _ in waiting]

    def tick(self, now: Now) -> list[Out]:
        """Whoever waits too long is asked to come again."""
        outs: list[Out] = []
        for name, waiting in list(self._waiting.items()):
            late = [peer for peer, since in waiting if now.mono - since >= PATIENCE]
            if late:
                self._waiting[name] = [each for each in waiting if each[0] not in late]
                outs += [_answer(503, "the disk is busy, try again", peer) for peer in late]
        return outs

    def closed(self, now: Now) -> list[Out]:
        """Nothing more is answered."""
        self._waiting.clear()
        return []


def fingerprint(call: Call) -> bytes:
    """What makes it the same call when it is handed in again."""
    head = f"{call.system}\0{call.label}\0{call.group}\0{call.start}\0".encode()
    return hashlib.sha256(head + call.audio).digest()


def _answer(status: int, words: str, peer: str) -> Reply:
    return Reply(write_answer(WebAnswer(status=status, body=f"{words}\n".encode())), peer)


SPEC = Spec(
    name="upload",
    title="Calls from other recorders (rdio-scanner, trunk-recorder)",
    links=("http",),
    port=3000,
    options=(
        Option(name="any", type="flag", default=False, title="Take talk-groups that are not set up, too"),
        Option(
            name="clock",
            type="choice",
            default="check",
            choices=("check", "trust"),
            title="The sender's time (check: in the future or over a year old counts as unknown)",
        ),
    ),
    capabilities=frozenset({"voice", "talker"}),
    codec=Upload,
    form=LARGEST,
    refusal=REFUSAL,
)
