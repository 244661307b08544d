"""Makes the exercise journal that ships: a station on the simulated network for some minutes, with a dispatcher.

``python -m resources.demo.make [FOLDER]``, from the checkout; without FOLDER it writes ``resources/demo/exercise``. The
dispatcher here does what one at the console would, by the same actions in the same journal: signs on, acknowledges,
speaks, writes, sets a status by hand, closes the emergency. It takes as long as it shows.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SEED = 1
LASTS = 345.0
MOST_BYTES = 3_000_000
SEAT, OPERATOR, NAME = "1", "12", "Mācību dispečers"
TICK = 0.05


class Step(NamedTuple):
    """What the dispatcher does at ``at`` s of the shift, or ``after`` the emergency opened."""

    at: float
    do: Callable[[Dispatcher], None]
    after_alarm: bool = False


class Dispatcher:
    """One seat, without a screen."""

    def __init__(self, folder: Path) -> None:
        from journal.log import Log
        from journal.pulse import Pulse
        from journal.tail import Tail
        from units.picture import Picture

        self._log = Log(folder, "console", SEAT, mode="exercise")
        self._pulse = Pulse(folder)
        self._tail = Tail(folder)
        self._picture = Picture()
        self._press = ""
        self._group = ""
        self._until = 0.0
        self._count = 0

    @property
    def alarm(self) -> str:
        """The first emergency's id, or nothing yet."""
        return next(iter(self._picture.facts.alarms), "")

    def follow(self) -> None:
        """Read what happened, and hold the key while it is to be held."""
        for entry in self._tail.read():
            self._picture.apply(entry)
        if self._press:
            self._hold()

    def act(self, kind: str, **fields: object) -> None:
        """Append an action of this seat, by its name in ``units.actions``."""
        from units import actions

        self._log.append(getattr(actions, kind)(seat=SEAT, operator=OPERATOR, **fields))

    def speak(self, group: str, seconds: float) -> None:
        """Press the key on ``group`` and let go ``seconds`` later."""
        self._count += 1
        self._press, self._group, self._until = f"shown-{self._count}", group, time.monotonic() + seconds
        self._hold()
        self.act("PttPressed", press=self._press, group=group)

    def _hold(self) -> None:
        from journal.slots import Lease

        self._count += 1
        if time.monotonic() >= self._until:
            press, self._press = self._press, ""
            self._pulse.write(f"lease.{SEAT}", Lease(seat=SEAT, operator=OPERATOR, count=self._count))
            self.act("PttReleased", press=press, group=self._group)
            return
        lease = Lease(seat=SEAT, press=self._press, group=self._group, operator=OPERATOR, count=self._count)
        self._pulse.write(f"lease.{SEAT}", lease)

    def close(self) -> None:
        """Everything is on disk."""
        self._log.close()
        self._tail.close()
        self._pulse.close()


VICTIM = "tetra@247-9:2201118"
STEPS = (
    Step(1.0, lambda d: d.act("SignedOn", name=NAME, role="dispatcher")),
    Step(2.0, lambda d: d.act("GroupMixed", group="tetra@247-9:g2201", mode="select", volume=80)),
    Step(20.0, lambda d: d.act("StatusSet", unit="pp-120", code=32772)),
    Step(32.0, lambda d: d.act("Noted", text="Mācības: kopīgs robežas patrulis, sākums.")),
    Step(38.0, lambda d: d.speak("rtp@kopiga:g1", 2.5)),
    Step(6.0, lambda d: d.act("AlarmAcknowledged", alarm=d.alarm, shown=5.6), after_alarm=True),
    Step(9.0, lambda d: d.act("TextSent", to=VICTIM, text="Palīdzība ceļā.", ref="shown-a"), after_alarm=True),
    Step(14.0, lambda d: d.act("PositionAsked", radio=VICTIM), after_alarm=True),
    Step(20.0, lambda d: d.speak("rtp@robeza:g2210", 3.0), after_alarm=True),
    Step(40.0, lambda d: d.act("JobSet", unit="vp-124", job="VP 118"), after_alarm=True),
    Step(75.0, lambda d: d.speak("usrp@latgale:g9", 2.5), after_alarm=True),
    Step(
        120.0,
        lambda d: d.act("TextSent", to="tetra@246-1:4102115", text="Ar palīdzību viskas gerai?", ref="shown-b"),
        after_alarm=True,
    ),
    Step(215.0, lambda d: d.act("AlarmClosed", alarm=d.alarm, verdict="test", note="Mācības."), after_alarm=True),
    Step(220.0, lambda d: d.act("JobSet", unit="vp-124", job=""), after_alarm=True),
    Step(LASTS - 8.0, lambda d: d.act("Noted", text="Mācību beigas.")),
    Step(LASTS - 4.0, lambda d: d.act("SignedOff")),
)


def play(folder: Path) -> None:
    """A station on the simulated network, and the dispatcher's steps, for :data:`LASTS` seconds."""
    command = [sys.executable, str(ROOT / "main.py"), "station", "--exercise", "--seed", str(SEED)]
    station = subprocess.Popen([*command, "--journal", str(folder)], stdin=subprocess.DEVNULL)
    try:
        while not (folder / "journal.db").exists():
            time.sleep(TICK)
            if station.poll() is not None:
                raise SystemExit(f"the station ended with {station.returncode}")
        dispatcher = Dispatcher(folder)
        begun, alarmed, steps = time.monotonic(), 0.0, list(STEPS)
        while time.monotonic() - begun < LASTS and station.poll() is None:
            dispatcher.follow()
            now = time.monotonic()
            alarmed = alarmed or (now if dispatcher.alarm else 0.0)
            for step in list(steps):
                start = alarmed if step.after_alarm else begun
                if start and now - start >= step.at:
                    steps.remove(step)
                    step.do(dispatcher)
            time.sleep(TICK)
        dispatcher.close()
        if steps:
            raise SystemExit(f"{len(steps)} steps were not reached")
    finally:
        if station.poll() is None:
            station.send_signal(signal.SIGTERM)
        station.wait(20.0)


def main() -> None:
    """Play, then keep what a review needs."""
    wanted = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "demo" / "exercise"
    with tempfile.TemporaryDirectory() as home:
        os.environ["KOPA_HOME"] = home
        folder = Path(home) / "exercise"
        play(folder)
        left = [name for name in ("journal.db-wal", "journal.db-shm") if (folder / name).exists()]
        if left:
            raise SystemExit(f"the journal was not closed: {left}")
        shutil.rmtree(wanted, ignore_errors=True)
        wanted.mkdir(parents=True)
        shutil.copy2(folder / "journal.db", wanted)
        for recording in sorted((folder / "voice").rglob("*.flac")):
            target = wanted / recording.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(recording, target)
    size = sum(file.stat().st_size for file in wanted.rglob("*") if file.is_file())
    print(f"{wanted}: {size / 1e6:.2f} MB")
    if size > MOST_BYTES:
        raise SystemExit("too large to ship")


if __name__ == "__main__":
    main()
