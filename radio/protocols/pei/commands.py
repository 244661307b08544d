"""What we say to a TETRA radio, one AT command at a time: waiting for each answer, trying again, giving up.

Never ``ATZ``: on Sepura radios it can reboot the radio (issue 2 of ftl/tetra-cli).
"""

from __future__ import annotations

from collections import deque

import msgspec

from radio.codec import Now, Out, Reply, Unable

ANSWER_IN = 2.0  # s
SETUP_ANSWER_IN = 10.0  # s: a dialled call answers when it is set up
MAX_WAITING = 64
# +CME ERROR codes: worth another try (36, 37: payload and command out of step; 35: a radio just powered up)
_AGAIN = {35, 36, 37}
_DONE_ALREADY = 38  # protocol identifier registered already
# services a console takes: l1,l2 of +CTSP. Text, LIP and NMEA positions, status, speech calls, group management.
_SDS_SERVICES = ("3,130", "3,131", "3,137", "3,138", "3,140", "3,2", "3,9", "3,10", "3,3")
_START = ("ATE0", "AT+CMEE=1")
_CALL_SERVICES = ("AT+CTSP=2,0,0", "AT+CTSP=2,2,20", "AT+CTSP=1,1,11")
_QUESTIONS = ("AT+CNUMF?", "AT+CTGS?", "AT+CREG?", "AT+CSQ?", "AT+CMGS=?")


class Command(msgspec.Struct):
    """A command as written, without its end. ``ref``: the request it carries; ``essential``: its failure is told."""

    text: str
    ref: str = ""
    tries: int = 2
    answer_in: float = ANSWER_IN


class Answered(msgspec.Struct, frozen=True):
    """The end of a command: ``error`` empty for success, ``no answer`` if none came."""

    command: Command
    error: str = ""


class Commands:
    """A queue with one command in flight."""

    def __init__(self) -> None:
        self._waiting: deque[Command] = deque()
        self._flying: Command | None = None
        self._since = 0.0

    @property
    def idle(self) -> bool:
        """Nothing in flight and nothing waiting."""
        return self._flying is None and not self._waiting

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

    def forget(self, *beginnings: str) -> None:
        """Drops the commands not yet written that begin so."""
        self._waiting = deque(command for command in self._waiting if not command.text.startswith(beginnings))

    def clear(self) -> None:
        """Forgets everything: the link is new."""
        self._waiting.clear()
        self._flying = None

    def is_echo(self, text: str) -> bool:
        """Whether a line is our own command come back."""
        return self._flying is not None and text in self._flying.text.splitlines()

    def answer(self, text: str) -> Answered | None:
        """Takes a final result line; ``None`` if nothing was asked or it is tried once more."""
        command = self._flying
        if command is None:
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
        return Answered(command, text[:60])

    def expire(self, now: Now) -> Answered | None:
        """Repeats a command that got no answer in time, or gives it up and tells."""
        command = self._flying
        if command is None or now.mono - self._since < command.answer_in:
            return None
        self._flying = None
        if command.tries > 1:
            command.tries -= 1
            self._waiting.appendleft(command)
            return None
        return Answered(command, "no answer")

    def next(self, now: Now) -> list[Out]:
        """The bytes of the next command, if none is in flight."""
        if self._flying is not None or not self._waiting:
            return []
        self._flying, self._since = self._waiting.popleft(), now.mono
        return [Reply(written(self._flying.text))]


def written(text: str) -> bytes:
    """A command as bytes; one that ends in Ctrl-Z (a payload) has its end already."""
    return text.encode("ascii") + (b"" if text.endswith("\x1a") else b"\r")


def start(profile: str) -> list[Command]:
    """What a radio is told when the link opens. ``profile``: ``1`` short data to us only, ``2`` to the radio too."""
    return [*(Command(text) for text in _START), *services(profile), *(Command(text) for text in _QUESTIONS)]


def services(profile: str) -> list[Command]:
    """The registrations alone: a radio that restarted has forgotten them and would tell us nothing any more."""
    short = (f"AT+CTSP={profile},{service}" for service in _SDS_SERVICES)
    return [Command(text) for text in (*_CALL_SERVICES, *short)]


def short_data(to: str, payload: bytes, bits: int, ref: str, status: bool = False) -> list[Command]:
    """The two commands that send one SDS: what kind, then to whom with the payload in the same write."""
    kind = "AT+CTSDS=13,0" if status else "AT+CTSDS=12,0,0,0,1"
    digits = payload.hex().upper()[: (bits + 3) // 4]
    return [Command(kind), Command(f"AT+CMGS={to},{bits}\r\n{digits}\x1a", ref=ref)]


def set_up(number: str, emergency: bool) -> list[Command]:
    """A group call: circuit service for the next dialling (simplex, clear, point to multipoint), then dial."""
    priority = 15 if emergency else 0
    return [
        Command(f"AT+CTSDC=0,0,0,1,1,0,1,1,0,{priority}"),
        Command(f"ATD{number}", tries=1, answer_in=SETUP_ANSWER_IN),
    ]
