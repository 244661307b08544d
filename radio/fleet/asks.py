"""What a fleet is asked about positions, and when: spread in time, so that the channel stays free for voice.

One exchange takes a slot about 0.6 s. So there is a second between two, each radio's turn has a phase of its own within
the interval, and the interval grows with the fleet: at most a third of a slot's time is spent on positions. A radio
that turns up is asked at once, then again and again: by a trigger it keeps itself, or one by one. Each question has a
fresh request id: answers are told apart, and a trigger left over from an earlier run is recognised and stopped.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

EXCHANGE, SHARE = 0.6, 1 / 3
SPACING = 1.0
"""Seconds between two questions that nobody waits for."""
SETTLE = 2.0
"""Seconds a radio that just registered is left alone."""
ANSWER_IN, TRIES = 15.0, 3
PATIENCE = 2.5
"""Intervals without a report after which a trigger is set anew."""
GOLDEN = 0.6180339887498949
MOST_STOPPED = 1024

OK, NEVER, NOT_NOW = "ok", "never", "not now"
NOW, ASKED, PERIODIC, EMERGENCY, STOP = "now", "asked", "periodic", "emergency", "stop"


class Ask(msgspec.Struct):
    """One question to radio ``number``: when it is ``due`` (again), how often asked, under which ``ids``.

    ``single``: this radio takes no triggers. ``key`` is its place among all.
    """

    number: int
    purpose: str
    due: float
    ref: str = ""
    tries: int = 0
    ids: list[bytes] = []
    single: bool = False
    key: int = 0


class Question(NamedTuple):
    """What radio ``number`` is to be asked under the id ``request``.

    ``purpose``: ``now``, ``periodic`` (a trigger every ``seconds``), ``emergency`` (a trigger) or ``stop``.
    """

    number: int
    purpose: str
    request: bytes
    seconds: int = 0


class Asks:
    """All questions of one gateway. ``seconds`` between positions (0: ask nothing regularly), ``mark``: 2 octets."""

    def __init__(self, seconds: float, triggered: bool, emergency: bool, mark: bytes) -> None:
        self._seconds = seconds
        self._triggered = triggered
        self._emergency = emergency
        self._mark = mark
        self._count = -1
        self._turns = 0
        self._keys = 0
        self._free = 0.0
        self._asks: dict[int, Ask] = {}
        self._mine: dict[int, set[int]] = {}
        self._ids: dict[tuple[int, bytes], Ask] = {}
        self._stopped: set[tuple[int, bytes]] = set()

    def interval(self, radios: int) -> float:
        """Seconds between positions of one radio in a fleet of ``radios``."""
        return max(self._seconds, radios * EXCHANGE / SHARE)

    def appeared(self, number: int, radios: int, mono: float) -> None:
        """A radio is there: where is it, and from now on."""
        self.gone(number)
        if not self._seconds:
            return
        self._turns += 1
        phase = self._turns * GOLDEN % 1.0 * self.interval(radios)
        self._add(Ask(number, NOW, mono + SETTLE))
        self._add(Ask(number, PERIODIC, mono + SETTLE + max(phase, 2 * SPACING)))
        if self._emergency:
            self._add(Ask(number, EMERGENCY, mono + 2 * SETTLE))

    def _add(self, ask: Ask) -> None:
        self._keys += 1
        ask.key = self._keys
        self._asks[ask.key] = ask
        if ask.number not in self._mine:
            self._mine[ask.number] = set()
        self._mine[ask.number].add(ask.key)

    def gone(self, number: int) -> list[str]:
        """A radio is not there any more: nothing is asked. Returns the refs of people's questions that end so."""
        mine = [self._asks[key] for key in sorted(self._mine.get(number, ()))]
        for ask in mine:
            self._drop(ask)
        return [ask.ref for ask in mine if ask.purpose == ASKED]

    def ask(self, number: int, ref: str, mono: float) -> None:
        """A person wants to know."""
        self._add(Ask(number, ASKED, mono, ref=ref))

    def waiting(self) -> list[tuple[int, str]]:
        """Radio and ref of every question of a person."""
        return [(ask.number, ask.ref) for ask in self._asks.values() if ask.purpose == ASKED]

    def due(self, radios: int, utc: float, mono: float) -> tuple[list[Question], list[tuple[int, str]]]:
        """(questions to put now, radio and ref of people's questions that nobody answered)."""
        send: list[Question] = []
        failed: list[tuple[int, str]] = []
        ready = [ask for ask in self._asks.values() if ask.due <= mono]
        ready.sort(key=lambda ask: (ask.purpose != ASKED, ask.due))
        for ask in ready:
            if ask.purpose != ASKED and mono < self._free:
                break
            if ask.tries >= TRIES:
                if ask.purpose == ASKED:
                    failed.append((ask.number, ask.ref))
                self._give_up(ask, radios, mono)
                continue
            self._free = mono + SPACING
            send.append(self._question(ask, radios, utc, mono))
        return send, failed

    def _question(self, ask: Ask, radios: int, utc: float, mono: float) -> Question:
        if ask.purpose == STOP:
            self._drop(ask)
            return Question(ask.number, STOP, ask.ids[0])
        if not ask.tries:
            self._forget_ids(ask)  # of a trigger that fell silent; should it speak again, it is stopped
        request = self._new_id(utc)
        ask.tries, ask.due, ask.ids = ask.tries + 1, mono + ANSWER_IN, [*ask.ids, request]
        self._ids[ask.number, request] = ask
        if ask.purpose == PERIODIC and self._triggered and not ask.single:
            return Question(ask.number, PERIODIC, request, round(self.interval(radios)))
        return Question(ask.number, EMERGENCY if ask.purpose == EMERGENCY else NOW, request)

    def _new_id(self, utc: float) -> bytes:
        """Ours by their mark; counted on from the time, so that no run repeats those of the one before."""
        self._count = (int(utc * 4) if self._count < 0 else self._count + 1) & 0xFFFF
        return self._mark + self._count.to_bytes(2, "big")

    def _give_up(self, ask: Ask, radios: int, mono: float) -> None:
        """A regular question is put again some time later, others are not."""
        self._forget_ids(ask)
        if ask.purpose == PERIODIC:
            ask.tries, ask.due = 0, mono + 2 * self.interval(radios)
        else:
            self._drop(ask)

    def answered(self, number: int, request: bytes, result: str, radios: int, mono: float) -> Ask | None:
        """``number`` answered or reported under ``request``: the question, if it is one of ours.

        ``result``: ``ok``, ``never`` for a trigger that this radio does not take, ``not now`` for one to try again.
        """
        ask = self._ids.get((number, request))
        if ask is None:
            self._stop_stale(number, request, mono)
            return None
        if ask.purpose in (NOW, ASKED):
            self._drop(ask)
            return ask
        self._forget_ids(ask)  # those of earlier tries: a trigger set by one of them, too, is one too many
        ask.ids = [request]
        self._ids[number, request] = ask
        if ask.purpose == EMERGENCY and result != OK:
            self._drop(ask)  # this radio cannot
        elif ask.purpose == EMERGENCY:
            ask.tries, ask.due = 0, float("inf")
        else:
            self._regular(ask, result, radios, mono)
        return ask

    def _regular(self, ask: Ask, result: str, radios: int, mono: float) -> None:
        """A trigger that is set is only watched; one by one, the next turn is an interval later."""
        interval = self.interval(radios)
        ask.tries = 0
        if self._triggered and not ask.single and result == OK:
            ask.due = mono + PATIENCE * interval
            return
        ask.single = ask.single or result == NEVER
        self._forget_ids(ask)
        ask.due = mono + interval

    def _stop_stale(self, number: int, request: bytes, mono: float) -> None:
        stale = (number, request)
        if request[:2] != self._mark or len(request) != 4 or stale in self._stopped:
            return
        if len(self._stopped) >= MOST_STOPPED:
            self._stopped.clear()
        self._stopped.add(stale)
        self._add(Ask(number, STOP, mono, ids=[request]))

    def _drop(self, ask: Ask) -> None:
        for request in ask.ids:
            self._ids.pop((ask.number, request), None)
        del self._asks[ask.key]
        mine = self._mine[ask.number]
        mine.discard(ask.key)
        if not mine:
            del self._mine[ask.number]

    def _forget_ids(self, ask: Ask) -> None:
        for request in ask.ids:
            self._ids.pop((ask.number, request), None)
        ask.ids = []
