"""The story of a shift, made from a seed: the same seed tells the same story, whoever listens and however fast.

Every site process makes the whole story for itself and plays only its own part, so that sites need not speak to each
other: a car's voice may come from one of them and its position from another, and the two agree. Each unit and the talk
of all groups have dice of their own. What the story holds on purpose, at about the same time under every seed:

====== =================================================================================================
  5 s  Robeža DP speaks; within a minute every group has spoken
 60 s  VP 118 stops and raises the one emergency: status, position, call; it holds for about five minutes
 95 s  VRS 113 loses its GPS for a minute; others do now and then
150 s  VRS 131 reports itself far to the south twice: a jammed receiver
205 s  TETRA Zarasai is cut off for 50 s: its link goes down and heals
====== =================================================================================================

Later three more units press the button: PP 141 after 22 minutes and VT 112 after 37, on radios that tell it by their
position alone, and after 29 PP 151, whose radio sends an alarm and then opens its microphone. An encrypted call, a call
joined late and two units speaking at once (4 % of overs) come now and then.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from station.simulate.cast import FLEET_DP, GPS_UT, GROUPS, REPEATER_UT, SITE_IL, TETRA_ZA, Group, Player
from station.simulate.cues import Cue, Exchange, Outage, Over, Position, Status, Text
from station.simulate.people import players
from station.simulate.roads import Drive, Order, Place, roads
from station.simulate.words import EMERGENCY, Words

TEXTING = (FLEET_DP, REPEATER_UT, SITE_IL)
VICTIM, HELPER = "VP 118", "VP 124"
ALARM_GROUP = "VP Latgale"
EXCLUSIVE = 75.0
"""Seconds for which the emergency has its talk-group to itself."""
HELD = 290.0
"""Seconds until the unit in distress is free again."""
COLLISIONS = 0.04
SENTENCES_AT_SCALE = 10.0
"""Sentences a second at the UDP port of Utena for each step of ``--scale`` above 1."""


LATER = (("PP 141", 1320.0), ("PP 151", 1740.0), ("VT 112", 2220.0))
"""Emergencies of units whose radios are no part of the first one's group."""


class Story:
    """All cues of one seed, in order of time; ``of`` limits positions, status and texts to those units."""

    def __init__(self, seed: int, words: Words, scale: int = 1, of: Iterable[str] | None = None) -> None:
        self._seed = seed
        self._words = words
        self._scale = scale
        self._cast = {player.callsign: player for player in players(scale)}
        self._of = set(self._cast if of is None else of)
        self._roads = roads()
        dice = random.Random(f"{seed}/alarm")
        self.alarm_at = dice.uniform(57.0, 63.0)
        self._outages = _outages(seed)

    def cues(self) -> Iterator[Cue]:
        """The story without end."""
        apart = [group for group in GROUPS if group.apart]
        told: list[Iterable[Cue]] = [self._talk([group for group in GROUPS if not group.apart], "talk")]
        told += [self._talk([group], f"talk/{group.name}") for group in apart]
        told += [self._emergency(), self._later(), iter(self._outages)]
        told += [self._unit(self._cast[name]) for name in sorted(self._of) if self._cast[name].beat is not None]
        return heapq.merge(*told, key=lambda cue: cue.at)

    # --- driving ---

    def _drive(self, player: Player) -> Drive:
        assert player.beat is not None
        road, beat = self._roads[player.beat.road], player.beat
        orders: list[Order] = []
        if player.callsign == VICTIM:
            orders.append(Order(self.alarm_at - 8.0, self.alarm_at + HELD))
        elif player.callsign == HELPER:  # near enough to come in time
            where = self._drive(self._cast[VICTIM])
            where.at(self.alarm_at)
            here = where.along / 1000.0
            beat = msgspec.structs.replace(beat, start=max(beat.start, here - 3.5), end=min(beat.end, here + 3.5))
            orders.append(Order(self.alarm_at + 24.0, self.alarm_at + HELD, where.along))
        drive = Drive(f"{self._seed}/drive/{player.callsign}", road, beat)
        drive.orders += orders
        return drive

    def _unit(self, player: Player) -> Iterator[Cue]:
        """Positions, statuses and texts of one unit."""
        drive = self._drive(player)
        moves = self._positions(player, drive)
        mind = random.Random(f"{self._seed}/mind/{player.callsign}")
        status_at, status = mind.uniform(1.0, 9.0), ""
        texting = player.agency in {"vp", "vrs", "lp", "vsat"} or (player.data and player.data.gateway in TEXTING)
        text_at = mind.uniform(25.0, 260.0) if texting else float("inf")
        for move in moves:
            while min(status_at, text_at) < move.at:
                if status_at <= text_at:
                    status = _next_status(mind, player, status, drive.resting)
                    if not self._in_alarm(player, status_at):
                        yield Status(at=status_at, unit=player.callsign, word=status)
                    status_at += mind.uniform(100.0, 300.0)
                else:
                    language = "en" if mind.random() < 0.15 else player.language
                    text = mind.choice(self._words.texts[language])
                    if not self._in_alarm(player, text_at):
                        yield Text(at=text_at, unit=player.callsign, text=text)
                    text_at += mind.uniform(220.0, 460.0)
            yield move

    def _positions(self, player: Player, drive: Drive) -> Iterator[Position]:
        dice = random.Random(f"{self._seed}/gps/{player.callsign}")
        lost_at, found_at = _next_loss(dice, 0.0)
        if player.callsign == "VRS 113":
            lost_at, found_at = 95.0, 155.0
        at = dice.uniform(0.3, 5.0)
        was_lost = False
        while True:
            lost = lost_at <= at < found_at
            place = drive.at(at)
            if player.callsign == "VRS 131" and 148.0 <= at < 168.0:
                place = _jammed(place)
            why = "lost" if lost and not was_lost else "regained" if was_lost and not lost else "periodic"
            yield Position(at=at, unit=player.callsign, place=None if lost else place, why=why)
            if was_lost and not lost:
                lost_at, found_at = _next_loss(dice, at)
            was_lost = lost
            at += self._interval(player, dice, at)

    def _interval(self, player: Player, dice: random.Random, at: float) -> float:
        """Seconds until the next position."""
        data = player.data
        if self._scale > 1 and data is not None and data.gateway == GPS_UT:
            heard = sum(1 for one in self._cast.values() if one.data is not None and one.data.gateway == GPS_UT)
            return heard / (SENTENCES_AT_SCALE * self._scale)
        return 5.0 if player.callsign == VICTIM and self._in_alarm(player, at) else dice.uniform(5.0, 14.0)

    # --- talking ---

    def _talk(self, among: Sequence[Group], of: str) -> Iterator[Exchange]:
        """Exchanges of these groups; nobody speaks on two groups at once."""
        dice = random.Random(f"{self._seed}/{of}")
        ready = {group.name: group.first * dice.uniform(0.9, 1.15) for group in among}
        groups = {group.name: group for group in among}
        busy: dict[str, float] = {}
        bags: dict[str, list[list[str]]] = {}
        held = 0
        while True:
            name = min(ready, key=lambda each: ready[each])
            at, group = ready[name], groups[name]
            overs = self._overs(dice, group, at, bags)
            end = overs[-1].at + overs[-1].seconds
            speakers = {over.unit for over in overs}
            taken = speakers | {group.gateway}  # which carries one call at a time
            hindered = max(busy.get(one, 0.0) for one in taken)
            hindered = max(hindered, self._kept_free(group, speakers, at, end))
            if hindered > at:
                ready[name] = hindered + dice.uniform(1.0, 5.0)
                continue
            signalling = group.name not in self._words.dialogues
            held += signalling
            encrypted = signalling and (held == 3 or dice.random() < 0.1)
            yield Exchange(
                at=at, group=name, overs=overs, encrypted=encrypted, late=signalling and dice.random() < 0.06
            )
            busy |= dict.fromkeys(taken, end + 3.0)
            ready[name] = end + 6.0 + dice.expovariate(1.0 / group.every)

    def _overs(
        self, dice: random.Random, group: Group, at: float, bags: dict[str, list[list[str]]]
    ) -> tuple[Over, ...]:
        """Two to four overs: a dialogue of clips, or mere signalling of believable length."""
        parts: list[tuple[str, str, float]] = []
        if group.name in self._words.dialogues:
            bag = bags.setdefault(group.name, [])
            if not bag:
                bag += dice.sample(self._words.dialogues[group.name], len(self._words.dialogues[group.name]))
            clips = [self._words.clips[clip] for clip in bag.pop()]
            parts = [(group.voices.get(clip.speaker, clip.speaker), clip.id, clip.seconds) for clip in clips]
        else:
            pair = dice.sample(group.members, 2)
            parts = [(pair[n % 2], "", dice.uniform(2.0, 7.0)) for n in range(dice.randint(2, 4))]
        overs = []
        for speaker, clip, seconds in parts:
            overs.append(Over(round(at, 2), round(seconds, 2), speaker, clip))
            at += seconds + (-0.8 if dice.random() < COLLISIONS else dice.uniform(0.5, 1.5))
        return tuple(overs)

    def _kept_free(self, group: Group, speakers: set[str], start: float, end: float) -> float:
        """Until when ``group`` or its speakers belong to the emergency, or its gateway is silent; 0 if they do not."""
        alarm = self.alarm_at
        mine = group.name == ALARM_GROUP or speakers & {VICTIM, HELPER, "VP pults"}
        if mine and start < alarm + EXCLUSIVE and end + 4.0 > alarm:
            return alarm + EXCLUSIVE
        for outage in self._outages:
            over = outage.at + outage.seconds
            if group.gateway == outage.gateway and start < over and end + 3.0 > outage.at:
                return over
        return 0.0

    # --- the emergency ---

    def _in_alarm(self, player: Player, at: float) -> bool:
        return player.callsign in {VICTIM, HELPER} and self.alarm_at - 15.0 < at < self.alarm_at + HELD + 5.0

    def _emergency(self) -> Iterator[Cue]:
        """The one emergency, and its end some minutes later."""
        at = self.alarm_at
        yield Status(at=at, unit=VICTIM, word=EMERGENCY)
        drive = self._drive(self._cast[VICTIM])
        yield Position(at=at + 1.4, unit=VICTIM, place=drive.at(at + 1.4), why="emergency")
        call = at + 2.6
        spoken = ((0.0, 7.5, VICTIM), (8.6, 3.4, "VP pults"), (12.7, 5.2, VICTIM), (18.8, 3.1, HELPER))
        overs = tuple(Over(call + start, seconds, unit) for start, seconds, unit in spoken)
        yield Exchange(at=call, group=ALARM_GROUP, overs=overs, emergency=True)
        yield Status(at=at + 26.0, unit=HELPER, word="moving")
        there = min(self._arrival(at), at + HELD - 60.0)
        yield Status(at=there, unit=HELPER, word="on scene")
        clear = max(there + 20.0, at + 190.0)
        yield Text(at=clear, unit=VICTIM, text=self._words.all_clear)
        yield Status(at=clear + 5.0, unit=VICTIM, word="on scene")
        yield Status(at=at + HELD, unit=VICTIM, word="free")
        yield Status(at=at + HELD + 3.0, unit=HELPER, word="patrol")

    def _later(self) -> Iterator[Cue]:
        for unit, at in LATER:
            yield Position(at=at, unit=unit, place=self._drive(self._cast[unit]).at(at), why="emergency")

    def _arrival(self, at: float) -> float:
        """When the helper reaches the unit in distress (or ten minutes later, if its beat does not reach there)."""
        drive = self._drive(self._cast[HELPER])
        target = drive.orders[0].along or 0.0
        for second in range(int(at) + 25, int(at) + 600):
            drive.at(float(second))
            if drive.resting and abs(drive.along - target) < 60.0:
                return float(second)
        return at + 600.0


def _next_status(mind: random.Random, player: Player, before: str, resting: bool) -> str:
    """What a crew would press now."""
    still = {"vsat": ["post", "patrol", "post"], "vrs": ["post", "on scene", "break"]}
    driving = {"vsat": ["patrol", "moving"], "vrs": ["patrol", "patrol", "moving"]}
    if resting:
        likely = still.get(player.agency, ["on scene", "free", "break", "job"])
    else:
        likely = driving.get(player.agency, ["moving", "patrol", "free", "job"])
    return mind.choice([word for word in likely if word != before] or likely)


def _next_loss(dice: random.Random, at: float) -> tuple[float, float]:
    """When a receiver loses the sky next, and when it finds it again."""
    lost = at + 60.0 + dice.expovariate(1.0 / 700.0)
    return lost, lost + dice.uniform(20.0, 80.0)


def _jammed(place: Place) -> Place:
    """Where a disturbed receiver believes to be: half a degree south, standing."""
    return msgspec.structs.replace(place, lat=place.lat - 0.52, lon=place.lon + 0.11, speed=0.0)


def _outages(seed: int) -> list[Outage]:
    """When the weak link is cut, in the first twelve hours."""
    dice = random.Random(f"{seed}/outage")
    at, outages = dice.uniform(200.0, 210.0), []
    while at < 12 * 3600.0:
        outages.append(Outage(at=at, gateway=TETRA_ZA, seconds=50.0))
        at += dice.uniform(900.0, 1500.0)
    return outages
