"""What we say to a TETRA radio, one AT command at a time: waiting for each answer, trying again, giving up.

Never ``ATZ``: on Sepura radios it can reboot the radio (issue 2 of ftl/tetra-cli).
"""

from __future__ import annotations

from collections import deque

import msgspec

from radio.codec import Now, Out, Reply, Unable

ANSWER_IN = 2.0  # s
SETUP_ANSWER_IN = 10.0  # s: a dialled call answers when it is set up
SLACK = 0.5  # s by which the answer to a repeated command may be slower than the first
MAX_WAITING = 64
NO_ANSWER = "no answer"
# +CME ERROR codes: worth another try (36, 37: payload and command out of step; 35: a radio just powered up)
_AGAIN = {35, 36, 37}
_DONE_ALREADY = 38  # protocol identifier registered already
_PARAMETER = {33, 34}  # of the wrong type, out of range
# services a console takes: l1,l2 of +CTSP, what matters most first: a radio's table may be full before the end.
# Text, LIP, texts in parts, immediate text, simple text, locations (NMEA, LRRP), simple immediate and concatenated.
_SDS_SERVICES = ("3,130", "3,10", "3,138", "3,137", "3,2", "3,131", "3,3", "3,9", "3,140")
_START = ("ATE0", "AT+CMEE=1", "AT+CREG=2")
_CALL_SERVICES = ("2,0,0", "2,2,20", "1,1,11")  # speech calls and status to the radio's user too; group management
QUESTIONS = ("AT+CNUMF?", "AT+CTOM?", "AT+CREG?", "AT+CTGS?", "AT+CNUMS?", "AT+CSQ?", "AT+CBC?", "AT+CMGS=?")
SUPERVISION = ("AT+CREG?", "AT+CSQ?", "AT+CTGS?")
"""Asked again and again: a radio may lose the network, or be turned to another group, without a word."""
_OTHER_PROFILE = {"1": "2", "2": "1"}


class Command(msgspec.Struct):
    """A command as written, without its end.

    ``ref``: the request it carries. ``instead``: what is tried where the radio finds its parameters wrong. ``last``: no
    further part of the same message follows.
    """

    text: str
    ref: str = ""
    tries: int = 2
    answer_in: float = ANSWER_IN
    instead: str = ""
    last: bool = True


class Answered(msgspec.Struct, frozen=True):
    """The end of a command: ``error`` empty for success, :data:`NO_ANSWER` if none came."""

    command: Command
    error: str = ""


class Commands:
    """A queue with one command in flight."""

    def __init__(self) -> None:
        self._waiting: deque[Command] = deque()
        self._flying: Command | None = None
        self._since = 0.0
        self._first = 0.0  # when it was written first
        self._owed, self._owed_until = 0, 0.0  # answers to what was written twice or out of turn, which may yet come
        self._repeats = False

    @property
    def idle(self) -> bool:
        """Nothing in flight and nothing waiting."""
        return self._flying is None and not self._waiting

    @property
    def since(self) -> float:
        """When the command in flight, or the last that was, was written."""
        return self._since

    @property
    def flying(self) -> Command | None:
        """The command that waits for its answer."""
        return self._flying

    def add(self, *commands: Command, first: bool = False) -> None:
        """Queues commands, in order; ``first``: before all that wait. Raises :class:`Unable` when too many wait."""
        if len(self._waiting) + len(commands) > MAX_WAITING:
            raise Unable("the radio does not take commands: too many are waiting")
        if first:
            self._waiting.extendleft(reversed(commands))
        else:
            self._waiting.extend(commands)

    def offer(self, *commands: Command, first: bool = False) -> None:
        """Queues commands if there is room: what nobody asked for must not keep out what somebody does."""
        if len(self._waiting) + len(commands) <= MAX_WAITING:
            self.add(*commands, first=first)

    def forget(self, *beginnings: str) -> list[Command]:
        """Drops the commands not yet written that begin so; returns them."""
        gone = [command for command in self._waiting if command.text.startswith(beginnings)]
        self._waiting = deque(command for command in self._waiting if not command.text.startswith(beginnings))
        return gone

    def leave(self, commands: list[Command]) -> None:
        """Drops those not yet written: there is nobody to be told."""
        texts = {command.text for command in commands}
        self._waiting = deque(command for command in self._waiting if command.text not in texts)

    def drop(self, ref: str) -> None:
        """Drops what was not yet written of request ``ref``."""
        self._waiting = deque(command for command in self._waiting if command.ref != ref)

    def skip_message(self) -> None:
        """Drops the message whose kind the radio would not take: it must not go out as one of another kind."""
        message = next((command for command in self._waiting if command.text.startswith("AT+CMGS=")), None)
        if message is not None:
            self._waiting.remove(message)

    def clear(self) -> None:
        """Forgets everything: the link is new."""
        self._waiting.clear()
        self._flying = None
        self._owed, self._repeats = 0, False

    def is_echo(self, text: str) -> bool:
        """Whether a line is our own command, or the payload under it, come back."""
        return self._flying is not None and text in self._flying.text.rstrip("\x1a").splitlines()

    def at_once(self, text: str, now: Now) -> Reply:
        """A command that waits for nobody. The radio answers it all the same, after what is in flight."""
        self._owes(now)
        return Reply(written(text))

    def _owes(self, now: Now) -> None:
        self._owed, self._owed_until = self._owed + 1, now.mono + ANSWER_IN

    def answer(self, text: str, now: Now) -> Answered | None:
        """Takes a final result line; ``None`` if nothing was asked or it is tried once more.

        Radios answer in order: the command in flight first, then what they still owe. Until that has come, or time is
        up, nothing more is written: else each answer would be taken for that of the next command, and so on.
        """
        command, took = self._flying, now.mono - self._first
        self._owed_until = now.mono + max(ANSWER_IN, took + SLACK)
        if command is None:
            self._owed = max(0, self._owed - 1)
            return None
        self._flying = None
        if text == "OK":
            return Answered(command)
        number = text.rpartition(":")[2].strip()
        code = int(number) if number.isdecimal() and len(number) <= 4 else -1
        if code == _DONE_ALREADY:
            return Answered(command)
        if code in _AGAIN and command.tries > 1:
            command.tries -= 1
            self._waiting.appendleft(command)
            return None
        if code in _PARAMETER and command.instead:
            self._waiting.appendleft(Command(command.instead, tries=1))
            return None
        return Answered(command, text[:60])

    def expire(self, now: Now) -> Answered | None:
        """Repeats a command that got no answer in time, or gives it up and tells."""
        command = self._flying
        if command is None or now.mono - self._since < command.answer_in:
            return None
        self._flying = None
        self._owes(now)
        if command.tries > 1:
            command.tries -= 1
            self._waiting.appendleft(command)
            self._repeats = True
            return None
        return Answered(command, NO_ANSWER)

    def next(self, now: Now) -> list[Out]:
        """The bytes of the next command, if none is in flight."""
        if self._flying is not None or not self._waiting:
            return []
        if self._owed and now.mono < self._owed_until and not self._repeats:
            return []
        if not self._repeats:
            self._owed, self._first = 0, now.mono
        self._repeats = False
        self._flying, self._since = self._waiting.popleft(), now.mono
        return [Reply(written(self._flying.text))]


def written(text: str) -> bytes:
    """A command as bytes; one with a payload ends in Ctrl-Z."""
    return text.encode("ascii") + (b"" if text.endswith("\x1a") else b"\r")


def start(profile: str) -> list[Command]:
    """What a radio is told when the link opens. ``profile``: ``1`` short data to us only, ``2`` to the radio too."""
    return [*(Command(text) for text in _START), *services(profile), *(Command(text) for text in QUESTIONS)]


def services(profile: str) -> list[Command]:
    """The registrations alone: a radio that restarted has forgotten them and would tell us nothing any more.

    Not every radio takes every profile for every service: then the other one is better than silence.
    """
    fixed = [_registration(service) for service in _CALL_SERVICES]
    return [*fixed, *(_registration(f"{profile},{service}") for service in _SDS_SERVICES)]


def _registration(service: str) -> Command:
    other = _OTHER_PROFILE[service[0]] + service[1:]
    return Command(f"AT+CTSP={service}", instead=f"AT+CTSP={other}")


def short_data(
    to: str, payload: bytes, bits: int, ref: str, status: bool = False, kind: int = 0, last: bool = True
) -> list[Command]:
    """The two commands that send one SDS: what kind, then to whom with the payload in the same write.

    ``kind`` of the number ``to``: 0 an SSI, 5 an extended TSI of 17 digits.
    """
    service = f"AT+CTSDS=13,{kind}" if status else f"AT+CTSDS=12,{kind},0,0,1"
    digits = payload[: (bits + 7) // 8].hex().upper()
    message = Command(f"AT+CMGS={to},{bits}\r\n{digits}\x1a", ref=ref, last=last)
    return [Command(service, ref=ref, last=last), message]


def set_up(number: str, emergency: bool) -> list[Command]:
    """A group call: circuit service for the next dialling (simplex, clear, point to multipoint), then dial."""
    priority = 15 if emergency else 0
    return [
        Command(f"AT+CTSDC=0,0,0,1,1,0,1,1,0,{priority}"),
        Command(f"ATD{number}", tries=1, answer_in=SETUP_ANSWER_IN),
    ]
