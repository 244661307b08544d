"""The peer's side of the login: we are a repeater to somebody's master, and say in words why it will not have us.

``RPTL`` → salt → ``RPTK`` → ``RPTC`` → [``RPTO``] → running, then ``RPTPING`` every 5 s. The link is proven by the
master's answers and by nothing else. Asked again after 3 s, begun anew after 60 s.
"""

from __future__ import annotations

from enum import Enum

from radio.codec import Now, Out, Proof, ProtocolError, Reply
from radio.events import LinkDown
from radio.protocols.hbp import frame

AGAIN = 3.0  # s without an answer
DENIED = 10.0  # s until a master that refused is asked anew
PING = 5.0  # some masters drop who was silent for 15 s, and packets are lost
DEAD = 60.0  # s without a word from the master


class Stage(Enum):
    """What the master was last asked. Its refusal then means …"""

    LOGIN = "the master does not accept this repeater id"
    PROOF = "the master does not accept the password"
    CONFIG = "the master does not accept what this repeater says of itself"
    OPTIONS = "the master does not accept the options"
    RUNNING = "the master ended the session"


class Login:
    """A login that is kept up. ``told`` is what we say of ourselves (:func:`frame.write_config`)."""

    def __init__(self, repeater: int, password: str, told: dict[str, str], options: str = "") -> None:
        self._repeater, self._password, self._told, self._options = repeater, password, told, options
        self.stage = Stage.LOGIN
        self._asked = self._heard = 0.0
        self._question = self._salt = b""
        self._refused = False

    @property
    def running(self) -> bool:
        """Logged in: bursts may go either way."""
        return self.stage is Stage.RUNNING

    def begin(self, now: Now) -> list[Out]:
        """Ask for a salt; without an id of ours there is nobody to ask as, which is said instead."""
        self._heard = now.mono
        if not self._repeater:
            return [LinkDown(why="no master would accept this repeater id: ours is 0 (option repeater)")]
        return self._ask(Stage.LOGIN, frame.tagged(b"RPTL", self._repeater), now)

    def end(self) -> list[Out]:
        """Say good-bye."""
        if not self.running:
            return []
        self.stage = Stage.LOGIN
        return [Reply(frame.tagged(b"RPTCL", self._repeater))]

    def heard(self, data: bytes, now: Now) -> list[Out]:
        """An answer of the master; raises :class:`ProtocolError` for what is none."""
        if data.startswith(b"RPTACK"):
            self._heard = now.mono
            return self._accepted(data, now)
        if data.startswith(b"MSTNAK"):
            if len(data) >= 10 and frame.repeater_of(data, 6) != self._repeater:
                raise ProtocolError(f"MSTNAK for repeater {frame.repeater_of(data, 6)}")
            self._heard = now.mono
            return self._denied(now)
        if data.startswith(b"MSTPONG"):
            self._heard = now.mono
            return [Proof()] if self.running else []
        if data.startswith(b"MSTCL"):
            if frame.repeater_of(data, 5) != self._repeater:
                raise ProtocolError(f"MSTCL for repeater {frame.repeater_of(data, 5)}")
            self._refused = True  # begun again when the next answer is overdue, not in a circle
            self.stage, self._asked = Stage.LOGIN, now.mono + DENIED - AGAIN
            self._question = frame.tagged(b"RPTL", self._repeater)
            return [LinkDown(why="the master closed the session")]
        if data.startswith(b"RPTSBKN"):
            return []  # it asks for a site beacon, which only a transmitter has
        raise ProtocolError(f"not of a master: {len(data)} bytes beginning {data[:7]!r}")

    def tick(self, now: Now) -> list[Out]:
        """Ask again, ping, or begin anew."""
        if not self._question:
            return []
        if now.mono - self._heard >= DEAD:
            return [LinkDown(why=f"no answer from the master for {DEAD:g} s"), *self.begin(now)]
        if self.running:
            if now.mono - self._asked >= PING:
                self._asked = now.mono
                return [Reply(frame.tagged(b"RPTPING", self._repeater))]
            return []
        if now.mono - self._asked >= AGAIN:
            self._asked = now.mono
            return [Reply(self._question)]
        return []

    def alive(self, now: Now) -> None:
        """A burst came from the master: as good as an answer."""
        self._heard = now.mono

    def _ask(self, stage: Stage, question: bytes, now: Now) -> list[Out]:
        self.stage, self._question, self._asked = stage, question, now.mono
        return [Reply(question)]

    def _accepted(self, data: bytes, now: Now) -> list[Out]:
        """The first RPTACK carries the salt (masters differ in what follows it), later ones our id."""
        if self.stage is Stage.LOGIN:
            if len(data) < 10:
                raise ProtocolError(f"RPTACK of {len(data)} bytes")
            self._salt = data[6:10]
            proof = frame.digest(self._salt, self._password)
            return self._ask(Stage.PROOF, frame.tagged(b"RPTK", self._repeater, proof), now)
        if data[6:10] == self._salt != self._repeater.to_bytes(4, "big"):
            return []  # the salt come twice accepts nothing: we should be refused for what we were not asked yet
        if self.stage is Stage.PROOF:
            return self._ask(Stage.CONFIG, frame.write_config(self._repeater, **self._told), now)
        if self.stage is Stage.CONFIG and self._options:
            options = self._options.encode("ascii", "replace")[:256]
            return self._ask(Stage.OPTIONS, frame.tagged(b"RPTO", self._repeater, options), now)
        self.stage, self._refused = Stage.RUNNING, False
        self._asked = now.mono
        return [Proof(), Reply(frame.tagged(b"RPTPING", self._repeater))]

    def _denied(self, now: Now) -> list[Out]:
        """Told once in words; tried again when the next answer would be overdue, so that nobody is flooded."""
        why = self.stage.value
        told = self._refused and self.stage is not Stage.RUNNING
        self._refused = True
        self.stage, self._asked = Stage.LOGIN, now.mono + DENIED - AGAIN
        self._question = frame.tagged(b"RPTL", self._repeater)
        return [] if told else [LinkDown(why=why)]
