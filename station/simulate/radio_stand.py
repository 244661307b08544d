"""``main.py simulate-radio``: a scripted radio on a pseudo-terminal or TCP port of this machine, by hand and in tests.

It prints how to meet it, then what is typed (``>``) and said (``<``). Lines on its standard input it says unasked.
"""

from __future__ import annotations

import json
import queue
import select
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from station.simulate.ends import End, Pty, TcpPort
from station.simulate.radio_script import Script, ScriptError, names, read_script, stored
from station.simulate.scripted_radio import ScriptedRadio
from station.simulate.serial_server import SerialServer

BAUD = 38_400
NAP = 0.02
"""s slept at most: so soon a line is said that somebody else asks for."""


class RadioStand:
    """A radio, its port (``on``: ``pty``, ``tcp`` or ``rfc2217``), and a thread that serves them; ``said`` is told what
    goes out."""

    def __init__(
        self, script: Script, on: str = "tcp", port: int = 0, said: Callable[[str, bytes], None] | None = None
    ) -> None:
        self.radio = ScriptedRadio(script)
        self._folder = tempfile.TemporaryDirectory(prefix="radio-") if on == "pty" else None
        self._end = self._plug(on, port)
        self._said = said or (lambda direction, data: None)
        self._orders: queue.SimpleQueue[tuple[str, tuple[str, ...]]] = queue.SimpleQueue()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="scripted radio", daemon=True)
        self._thread.start()

    def _plug(self, on: str, port: int) -> End:
        if on == "tcp":
            return TcpPort(port)
        if on == "rfc2217":
            return SerialServer(BAUD, port)
        if self._folder is None or sys.platform == "win32":
            raise ScriptError(f"no {on} here: tcp and rfc2217 there are")
        return Pty(BAUD, Path(self._folder.name) / "radio")

    @property
    def link(self) -> dict[str, Any]:
        """How it is met, as the configuration writes it."""
        return self._end.link

    @property
    def line(self) -> str:
        """That as a line of the configuration file."""
        told = (f"{key} = {json.dumps(value)}" for key, value in self.link.items())
        return f"link = {{ {', '.join(told)} }}"

    def say(self, *lines: str) -> None:
        """Lines nobody asked for. From any thread."""
        self._orders.put(("say", lines))

    def hang_up(self) -> None:
        """The cable is out for a moment. From any thread."""
        self._orders.put(("hang up", ()))

    def close(self) -> None:
        """For good."""
        self._over.set()
        self._thread.join(10)
        self._end.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _serve(self) -> None:
        while not self._over.is_set():
            now = time.monotonic()
            joined, heard = self._end.read()
            if joined:
                self.radio.joined(now)
            for data in heard:
                self._said(">", data)
                self.radio.hear(data, now)
            self._obey(now)
            for data in self.radio.speak(now):
                self._said("<", data)
                self._end.write(data)
            if self.radio.hangs_up():
                self._end.hang_up()
            pause = min(max(self.radio.due() - time.monotonic(), 0.0), NAP)
            sources = self._end.sources()
            if sources:
                select.select(sources, [], [], pause)
            else:
                time.sleep(pause)

    def _obey(self, now: float) -> None:
        while not self._orders.empty():
            order, lines = self._orders.get()
            if order == "say":
                self.radio.say(now, lines)
            else:
                self._end.hang_up()


def run(name: str, on: str, port: int) -> int:
    """Serve until standard input or the patience of whoever started it ends. 2 if the script cannot be read."""
    if not name:
        print("\n".join(f"{one}: {stored(one).splitlines()[0].lstrip('# ')}" for one in names()))
        return 0
    try:
        script = read_script(name)
        stand = RadioStand(script, on, port, _show)
    except (ScriptError, OSError, UnicodeDecodeError) as error:
        print(f"simulate-radio: {name}: {error}", file=sys.stderr)
        return 2
    print(stand.line, flush=True)
    try:
        for line in sys.stdin:
            stand.say(line.rstrip("\r\n").replace("\\r\\n", "\r\n"))
    except KeyboardInterrupt:
        pass
    finally:
        stand.close()
    return 0


def _show(direction: str, data: bytes) -> None:
    text = data.decode("latin-1").encode("unicode_escape").decode("ascii")
    print(f"{direction} {text}", flush=True)
