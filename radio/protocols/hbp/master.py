"""The master's side of the login: repeaters log in to us, several at once, each from its own address.

A session belongs to (id, address): nothing is taken from another address under a known id. The salt is good for one
answer. Asking to log in proves nothing, so it ends no session: only a right answer does. What an unknown sender says is
dropped; the gateway counts it and says so once a minute.
"""

from __future__ import annotations

import hmac
import secrets

from radio.codec import Now, Out, Proof, ProtocolError, Reply
from radio.events import Signal
from radio.protocols.hbp import frame

SILENT = 35.0  # s: three missed pings of the 10 s that most repeaters keep
HALF_OPEN = 10.0  # s a login may take
MOST = 200  # sessions and half-open logins
EVERY = 60.0  # s between two refusals that are told one by one; the others are counted


class Session:
    """One repeater."""

    def __init__(self, repeater: int, address: str, now: Now) -> None:
        self.repeater, self.address = repeater, address
        self.salt: bytes | None = None  # not answered yet
        self.proven = False
        self.proof = b""
        self.running = False
        self.heard = now.mono
        self.told: dict[str, str] = {}
        self.options = ""


class Sessions:
    """All repeaters of one master. ``allowed``: their ids, empty for any that knows the password."""

    def __init__(self, gateway: str, password: str, allowed: frozenset[int]) -> None:
        self._gateway, self._password, self._allowed = gateway, password, allowed
        self._all: dict[int, Session] = {}
        self._refused = float("-inf")

    def running(self) -> list[Session]:
        """The repeaters that are logged in."""
        return [session for session in self._all.values() if session.running]

    def of(self, repeater: int, peer: str) -> Session:
        """The running session of ``repeater`` at ``peer``. Raises :class:`ProtocolError` if there is none."""
        session = self._all.get(repeater)
        if session is None or not session.running:
            raise ProtocolError(f"repeater {repeater} at {peer} is not logged in")
        if session.address != peer:
            raise ProtocolError(f"repeater {repeater} is logged in from {session.address}, this came from {peer}")
        return session

    def at(self, peer: str) -> Session:
        """The running session of the address ``peer``, for messages that name no repeater."""
        for session in self._all.values():
            if session.running and session.address == peer:
                return session
        raise ProtocolError(f"nobody is logged in from {peer}")

    def heard(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """Anything but bursts, aliases and positions."""
        if data.startswith(b"RPTPING"):
            return self._ping(frame.repeater_of(data, 7), peer, now)
        if data.startswith(b"RPTCL") and len(data) != frame.CONFIG_SIZE:  # else an RPTC of an id that begins with 4C
            session = self.of(frame.repeater_of(data, 5), peer)
            del self._all[session.repeater]
            return [
                Proof(),
                Reply(frame.tagged(b"MSTNAK", session.repeater), peer),
                self._signal(session.repeater, "logged out"),
            ]
        if data.startswith(b"RPTL"):
            return self._login(frame.repeater_of(data, 4), peer, now)
        if data.startswith(b"RPTK"):
            return self._prove(frame.repeater_of(data, 4), data[8:], peer, now)
        if data.startswith(b"RPTC"):
            return self._config(frame.repeater_of(data, 4), data, peer, now)
        if data.startswith(b"RPTO"):
            session = self.of(frame.repeater_of(data, 4), peer)
            session.heard, session.options = now.mono, data[8:].decode("ascii", "replace").strip("\0 ")[:256]
            return [Proof(), Reply(frame.tagged(b"RPTACK", session.repeater), peer)]
        if data.startswith(b"RPTG"):
            self.of(frame.repeater_of(data, 4), peer).heard = now.mono
            return [Proof()]  # where its antenna stands: the configuration says so already
        raise ProtocolError(f"not of a repeater: {len(data)} bytes beginning {data[:7]!r}")

    def tick(self, now: Now) -> list[Out]:
        """Drop those that went silent."""
        outs: list[Out] = []
        for session in list(self._all.values()):
            limit = SILENT if session.running else HALF_OPEN
            if now.mono - session.heard >= limit:
                del self._all[session.repeater]
                if session.running:
                    outs.append(self._signal(session.repeater, f"silent for {SILENT:g} s"))
        return outs

    def close(self) -> list[Out]:
        """Tell everybody that we go."""
        gone = [Reply(frame.tagged(b"MSTCL", session.repeater), session.address) for session in self.running()]
        self._all.clear()
        return list(gone)

    def _login(self, repeater: int, peer: str, now: Now) -> list[Out]:
        if self._allowed and repeater not in self._allowed:
            return self._refuse(repeater, peer, "its id is not expected", now)
        before = self._all.get(repeater)
        if before is not None and before.running and before.address != peer:
            # two repeaters claim one id: who is there stays, until silent
            raise ProtocolError(f"repeater {repeater} at {peer} claims an id that is logged in from {before.address}")
        if before is None and len(self._all) >= MOST:
            raise ProtocolError(f"more than {MOST} repeaters")
        if before is None or before.address != peer:
            before = self._all[repeater] = Session(repeater, peer, now)
        # the same question come twice gets the same salt: a new one would make the answer on its way a wrong one
        before.salt = before.salt or secrets.token_bytes(4)
        return [Reply(b"RPTACK" + before.salt, peer)]

    def _prove(self, repeater: int, proof: bytes, peer: str, now: Now) -> list[Out]:
        session = self._all.get(repeater)
        if session is None or session.address != peer or (session.salt is None and proof != session.proof):
            return [Reply(frame.tagged(b"MSTNAK", repeater), peer)]  # nobody asked, or an answer heard before
        if session.salt is None:
            return [Reply(frame.tagged(b"RPTACK", repeater), peer)]  # its answer came twice
        salt, session.salt = session.salt, None
        if not hmac.compare_digest(proof, frame.digest(salt, self._password)):
            if not session.proven:
                del self._all[repeater]
            return self._refuse(repeater, peer, "wrong password", now)
        fresh = self._all[repeater] = Session(repeater, peer, now)
        fresh.proven, fresh.proof = True, proof
        return [Reply(frame.tagged(b"RPTACK", repeater), peer)]

    def _config(self, repeater: int, data: bytes, peer: str, now: Now) -> list[Out]:
        session = self._all.get(repeater)
        if session is None or session.address != peer or not session.proven:
            return [Reply(frame.tagged(b"MSTNAK", repeater), peer)]
        session.told = frame.read_config(data)
        session.heard = now.mono
        first, session.running = not session.running, True
        acknowledged: list[Out] = [Proof(), Reply(frame.tagged(b"RPTACK", repeater), peer)]
        return (
            [*acknowledged, self._signal(repeater, f"logged in: {session.told['callsign']}")] if first else acknowledged
        )

    def _ping(self, repeater: int, peer: str, now: Now) -> list[Out]:
        session = self._all.get(repeater)
        if session is None or not session.running or session.address != peer:
            return [Reply(frame.tagged(b"MSTNAK", repeater), peer)]
        session.heard = now.mono
        return [Proof(), Reply(frame.tagged(b"MSTPONG", repeater), peer)]

    def _refuse(self, repeater: int, peer: str, why: str, now: Now) -> list[Out]:
        """Told one by one once a minute; of a flood the gateway says how many."""
        denied = Reply(frame.tagged(b"MSTNAK", repeater), peer)
        if now.mono - self._refused < EVERY:
            raise ProtocolError(f"repeater {repeater} at {peer} refused: {why}", [denied])
        self._refused = now.mono
        return [denied, self._signal(repeater, f"refused: {why}")]

    def _signal(self, repeater: int, word: str) -> Signal:
        return Signal(gateway=self._gateway, link=f"repeater {repeater}: {word}")
