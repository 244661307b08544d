"""What a TETRA radio tells of itself: registration, field strength, battery, mode, its groups. Told when it changes.

One radio carries one call: of the groups it scans it hears the one that happens to speak. Source: EN 300 392-5 and the
logs in the tests of ftl/tetra-pei and svxlink's TetraLogic.
"""

from __future__ import annotations

from radio.codec import Out, Settings
from radio.events import CommandsRefused, Signal, Tuned
from radio.protocols.sds import header

_REGISTERED = ("searching", "home", "none", "denied", "unknown", "visited")
_DIRECT = ("1", "3", "6")  # AI modes in which the radio works without the network
DIRECT = "direct"
STEP = 3  # of +CSQ, of 2 dB each: less is no news
NO_SIGNAL = 31  # codes beyond it
_SELECTED, _NONE, _LAST_SCANNED = 1, 0, 7
MOST_GROUPS = 200
MOST_REFUSED = 40


class Terminal:
    """One radio, as its user would see it. ``selected`` is the group that calls without an address belong to."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._gateway = settings.gateway
        self._registration = ""
        self._direct = False
        self._told = ""
        self._strength: int | None = None
        self._battery: int | None = None
        self._groups: dict[str, int] = {}  # qualified → 1 selected, 2 to 7 scanned
        self._known: dict[str, str] = {}
        self._tuned = Tuned(gateway=settings.gateway)
        self._refused: list[str] = []
        self._refused_told: list[str] = []

    @property
    def selected(self) -> str | None:
        """The group the radio speaks on."""
        return next((group for group, kind in self._groups.items() if kind == _SELECTED), None)

    def registered(self, fields: list[str], asked: bool) -> list[Out]:
        """``+CREG: stat[,LA,MNI]``; an answer (``asked``) may have the mode set by ``+CREG=2`` in front."""
        stat = fields[0]
        if len(fields) >= 4 or (asked and len(fields) == 2 and fields[1] in ("0", "1", "2", "3", "4", "5")):
            stat = fields[1]
        known = stat.isdecimal() and len(stat) == 1 and int(stat) < len(_REGISTERED)
        self._registration = _REGISTERED[int(stat)] if known else "unknown"
        return self._link()

    def mode(self, fields: list[str]) -> list[Out]:
        """``+CTOM: mode``: in direct mode the radio hears its neighbours and not the network."""
        self._direct = fields[0] in _DIRECT
        return self._link() if self._registration or self._direct else []

    def _link(self) -> list[Out]:
        word = DIRECT if self._direct else self._registration
        if word == self._told:
            return []
        self._told = word
        return [Signal(gateway=self._gateway, link=word)]

    def strength(self, fields: list[str]) -> list[Out]:
        """``+CSQ: rssi[,ber]``: dBm is −113 + 2 rssi, from 32 on nothing is known."""
        if not fields[0].isdecimal() or len(fields[0]) > 3:
            return []
        code = min(int(fields[0]), NO_SIGNAL + 1)
        former, lost = self._strength, code > NO_SIGNAL
        if former is not None and abs(code - former) < STEP and lost == (former > NO_SIGNAL):
            return []
        self._strength = code
        if lost:
            return [Signal(gateway=self._gateway, link="no signal")]
        return [Signal(gateway=self._gateway, rssi=2.0 * code - 113)]

    def battery(self, fields: list[str]) -> list[Out]:
        """``+CBC: [state,]percent``."""
        told = fields[1] if len(fields) > 1 else fields[0]
        if not told.isdecimal() or len(told) > 3 or int(told) > 100 or int(told) == self._battery:
            return []
        self._battery = int(told)
        return [Signal(gateway=self._gateway, battery=float(told))]

    # Groups

    def forget_groups(self) -> None:
        """The list is about to be told anew."""
        self._groups.clear()

    def groups(self, fields: list[str]) -> None:
        """``+CTGS: kind,group[,kind,group …]``: 1 selected, 2 to 7 scanned by priority, 0 not any more."""
        for kind, number in zip(fields[0::2], fields[1::2], strict=False):
            if kind.isdecimal() and len(kind) == 1 and int(kind) <= _LAST_SCANNED:
                self.choose(header.group(self._settings, number), int(kind))

    def choose(self, group: str | None, kind: int = _SELECTED) -> None:
        """``group`` is now of that ``kind``; only one is selected."""
        if group is None:
            return
        former = self.selected
        if kind == _SELECTED and former is not None:
            del self._groups[former]
        self._groups.pop(group, None)
        if kind != _NONE and len(self._groups) < MOST_GROUPS:
            self._groups[group] = kind

    def list_row(self, fields: list[str]) -> None:
        """A row of ``+CNUMS``: number in the list, group, name; the further ones come without the code's name."""
        if len(fields) < 2 or not fields[0].isdecimal() or len(self._known) >= MOST_GROUPS:
            return
        group = header.group(self._settings, fields[1])
        if group is not None:
            self._known[group] = fields[2][:40].strip() if len(fields) > 2 else ""

    def tuned(self) -> list[Out]:
        """What the radio listens to, if that is news."""
        scanned = sorted(group for group, kind in self._groups.items() if kind != _SELECTED)
        now = Tuned(gateway=self._gateway, selected=self.selected, scanned=scanned, known=dict(self._known))
        if now == self._tuned:
            return []
        self._tuned = now
        return [now]

    # What it lacks

    def begin(self, what: str = "") -> None:
        """The radio is told once more what it must do for us: everything, or the commands that begin so."""
        self._refused = [command for command in self._refused if not command.startswith(what)]

    def refuses(self, command: str) -> None:
        """It does not take ``command``."""
        what = command.removeprefix("AT")
        if what not in self._refused and len(self._refused) < MOST_REFUSED:
            self._refused.append(what)

    def lacks(self) -> list[Out]:
        """What the radio does not take, if that is news."""
        if sorted(self._refused) == sorted(self._refused_told):
            return []
        self._refused_told = list(self._refused)
        return [CommandsRefused(gateway=self._gateway, commands=list(self._refused))]
