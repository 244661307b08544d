"""A TETRA radio that does what a script says: answers, speaks unasked, refuses, delays, echoes, cuts lines, hangs up.

What it knows (switches, names, whose turn it is) it keeps when the cable comes out, as a radio does. For the language
see ``radio_script``.
"""

from __future__ import annotations

import heapq
import re
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from station.simulate.command_line import CommandLine
from station.simulate.cues import Cue
from station.simulate.lines import Lines
from station.simulate.radio_script import Rule, Script, Step

CUT_PAUSE = 5
"""ms between two pieces of a line where the script does not say."""
MOST_WAITING = 100
_RESULTS = re.compile(r"OK|ERROR|\+CM[ES] ERROR:.*|NO CARRIER|NO ANSWER|NO DIALTONE|BUSY")
_NAME = re.compile(r"\{([a-z]{1,12})\}")
_MESSAGE = re.compile(r"AT\+CMGS=[^?]*", re.IGNORECASE)


class Doing(NamedTuple):
    """``steps`` from ``step`` on are due ``at``; ``names`` is what was typed. ``again``: s until they begin anew."""

    at: float
    order: int
    steps: list[Step]
    step: int
    names: dict[str, str]
    again: float = 0.0
    typed: bool = False


class ScriptedRadio:
    """One radio. A gateway's part like the others here, though it has none in the story. ``asked``: what was typed."""

    def __init__(self, script: Script) -> None:
        self.asked: list[str] = []
        self._script = script
        self._doing: list[Doing] = []
        self._count = 0
        self._lines = Lines()
        self._turns: dict[int, int] = {}
        self._names: dict[str, str] = {}
        self._waiting: deque[tuple[list[Step], dict[str, str]]] = deque()
        self._busy = False
        self._typed, self._command = CommandLine(), ""
        self._echo = self._prompt = False
        self._delay, self._piece, self._pause = 0.0, 0, 0.0
        self._glue = self._glued = False
        self._free, self._deaf = 0.0, (0.0, 0.0)
        self._hangs_up = False
        for step in script.settings:
            self._do(step, {}, 0.0)

    # --- the console's side ---

    def joined(self, at: float) -> None:
        """A console opened the port (again)."""
        self._doing.clear()
        self._waiting.clear()
        self._lines, self._typed, self._busy, self._hangs_up = Lines(), CommandLine(), False, False
        self._glue = self._glued = False
        self._free = at
        if self._script.opened:
            turn = self._turns[-1] = self._turns.get(-1, -1) + 1
            self._begin(self._script.opened[min(turn, len(self._script.opened) - 1)], {}, at)
        for seconds, steps in self._script.every:
            self._begin(steps, {}, at + seconds, again=seconds)

    def hear(self, data: bytes, at: float) -> None:
        """Characters of the console, cut anywhere."""
        self._catch_up(at)
        if self._deaf[0] <= at < self._deaf[1]:
            return
        typed = self._typed.feed(data)
        while typed is not None:
            if self._echo and typed.text:
                self._write(typed.text.encode("ascii", "replace") + b"\r", at)
            if typed.message:
                self._take(f"{self._command} {typed.text}", at)
            elif _MESSAGE.fullmatch(typed.text):
                self._command, self._typed.expects_message = typed.text, True
                if self._prompt:
                    self._write(b"\r\n> ", at)
            elif typed.text:
                self._take(typed.text, at)
            typed = self._typed.feed(b"")

    def _take(self, text: str, at: float) -> None:
        self.asked.append(text)
        for number, rule in enumerate(self._script.rules):
            found = rule.pattern.fullmatch(text)
            if found is not None:
                steps = self._turn(number, rule)
                break
        else:
            found, steps = None, [Step("refuse")]
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append((steps, found.groupdict() if found is not None else {}))
        self._next(at)

    def _turn(self, number: int, rule: Rule) -> list[Step]:
        turn = self._turns[number] = min(self._turns.get(number, -1) + 1, len(rule.turns) - 1)
        return rule.turns[turn]

    def _next(self, at: float) -> None:
        """A radio answers one command before it looks at the next."""
        if self._waiting and not self._busy:
            self._busy = True
            steps, names = self._waiting.popleft()
            self._begin(steps, names, at + self._delay, typed=True)

    # --- what the script says ---

    def _begin(
        self, steps: list[Step], names: dict[str, str], at: float, again: float = 0.0, typed: bool = False
    ) -> None:
        self._count += 1
        heapq.heappush(self._doing, Doing(at, self._count, steps, 0, names, again, typed))

    def _go_on(self, doing: Doing) -> None:
        """Until it is to wait, or at its end."""
        typed = doing.typed
        for number in range(doing.step, len(doing.steps)):
            step = doing.steps[number]
            if step.verb == "wait":
                later = doing._replace(at=doing.at + step.numbers[0] / 1000, step=number + 1, typed=typed)
                heapq.heappush(self._doing, later)
                return
            self._do(step, doing.names, doing.at)
            if self._hangs_up:
                return
            if typed and (step.verb == "refuse" or (step.verb == "<" and _RESULTS.fullmatch(step.text))):
                typed = self._busy = False
                self._next(doing.at)
        if typed:
            self._busy = False
            self._next(doing.at)
        if doing.again:
            self._begin(doing.steps, doing.names, doing.at + doing.again, doing.again)

    def _do(self, step: Step, names: dict[str, str], at: float) -> None:
        text, numbers = step.text, step.numbers
        match step.verb.split():
            case ["<"]:
                self._say(self._filled(text, names), at)
            case ["refuse"]:
                self._say(f"+CME ERROR: {numbers[0]}" if numbers else "ERROR", at)
            case ["raw"]:
                self._write(self._filled(text, names).encode("latin-1", "replace"), at)
            case ["tear"]:
                whole = self._filled(text, names).encode("latin-1", "replace")
                self._write(b"\r\n" + whole[: len(whole) // 2], at)
            case ["set", name]:
                self._names[name] = self._filled(text, names)
            case _:
                self._turn_switch(step, at)

    def _turn_switch(self, step: Step, at: float) -> None:
        numbers = step.numbers
        match step.verb:
            case "echo":
                self._echo = step.text == "on"
            case "prompt":
                self._prompt = step.text == "on"
            case "delay":
                self._delay = numbers[0] / 1000
            case "cut":
                self._piece, self._pause = numbers[0], (numbers[1] if len(numbers) > 1 else CUT_PAUSE) / 1000
            case "glue":
                self._glue = True
            case "deaf":
                self._deaf = at, at + numbers[0] / 1000
            case "drop":
                self._hangs_up = True

    def _filled(self, text: str, names: dict[str, str]) -> str:
        known: dict[str, str] = self._names | names
        return _NAME.sub(lambda found: known.get(found[1], found[0]), text)

    # --- writing ---

    def say(self, at: float, lines: Sequence[str]) -> None:
        """Lines nobody asked for, and no script either."""
        for line in lines:
            self._say(line, at)

    def _say(self, text: str, at: float) -> None:
        before, after = b"" if self._glued else b"\r\n", b"" if self._glue else b"\r\n"
        self._glued, self._glue = self._glue, False
        self._write(before + text.encode("latin-1", "replace") + after, at)

    def _write(self, data: bytes, at: float) -> None:
        size = self._piece or max(1, len(data))
        self._free = max(self._free, at)
        for start in range(0, len(data), size):
            self._lines.say(self._free, data[start : start + size])
            self._free += self._pause if self._piece else 0.0

    # --- as a part ---

    def play(self, cue: Cue) -> None:
        """It has no part in the story."""

    def due(self) -> float:
        """When it does something next; infinity for not of itself."""
        return min(self._lines.due(), self._doing[0].at if self._doing else float("inf"))

    def speak(self, until: float) -> list[bytes]:
        """What it says up to that moment; not what a cable has to carry that is out by then."""
        self._catch_up(until)
        lines = self._lines.speak(until)
        return [line.data for line in lines if not self._deaf[0] < line.at < self._deaf[1]]

    def _catch_up(self, until: float) -> None:
        while self._doing and self._doing[0].at <= until and not self._hangs_up:
            self._go_on(heapq.heappop(self._doing))

    def hangs_up(self) -> bool:
        """It hung up since last asked."""
        told, self._hangs_up = self._hangs_up, False
        if told:
            self._doing.clear()
            self._waiting.clear()
        return told
