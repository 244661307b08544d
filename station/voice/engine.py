"""The heart of the voice process: what a message from the station changes, and what happens in each tick of 20 ms.

One thread owns everything here; devices, disk and pipe have threads of their own and are never waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import msgspec

from journal.slots import Levels, Playhead
from station.voice.audience import Audience, speaks
from station.voice.bridge import Bridge
from station.voice.calls import Calls
from station.voice.discipline import open_air
from station.voice.mixer import Mixer, Source
from station.voice.recall import Loaded, Recall
from station.voice.samples import BUSES, Block
from station.voice.talker import Talker
from station.voice.tones import EmergencySounder, ShortTone
from station.voice.wire import (
    Broken,
    Close,
    GroupMix,
    Mixing,
    Open,
    Play,
    PlayedOut,
    Quit,
    Reached,
    Sounder,
    Talk,
    ToVoice,
    Voice,
)

LEVELS_EVERY = 2
PLAYING_EVERY = 5
BEAT_EVERY = 10
MOST_LEVELS = 64
UNDER = 0.1
"""What is left of the emergency tone while whoever raised it speaks: 13 dB under a voice, and still to be heard."""
WORDS_APART = 25
"""Ticks of silence between two words of theirs, in which the tone stays down."""

Say = Callable[[str, msgspec.Struct], None]
"""``say(slot, value)`` on the pulse."""


class Engine:
    """Calls, talking, recall and tones, mixed. ``beat(count)`` is called every 200 ms."""

    def __init__(
        self,
        calls: Calls,
        talker: Talker,
        recall: Recall,
        say: Say,
        beat: Callable[[int], None],
        gain_control: bool = False,
        tell: Callable[[Reached | PlayedOut | Broken], None] = lambda _: None,
        present: Callable[[], Collection[str]] = lambda: BUSES,
        bridge: Bridge | None = None,
        apart: Callable[[], bool] = lambda: True,
    ) -> None:
        """``tell`` the station who could hear what; ``present``: the buses that sound from a device now.

        ``apart``: whether the headset bus has a device of its own, which no microphone hears.
        """
        self.calls = calls
        self.talker = talker
        self.recall = recall
        self._say = say
        self._beat = beat
        self._mixer = Mixer(gain_control)
        self._audience = Audience(tell)
        self._tell, self._present, self._apart = tell, present, apart
        self._bridge = bridge or Bridge(lambda _: None, lambda *_: None)
        self._mixing: Mapping[str, GroupMix] = {}
        self._sounder: EmergencySounder | None = None
        self._pleaded = -WORDS_APART
        self._tones: dict[str, ShortTone] = {}
        self._ticks = 0
        self._levels = Levels()
        self._playhead = Playhead()
        self.quit = False

    def receive(self, message: ToVoice) -> None:
        """The station said something."""
        match message:
            case Voice():
                self.calls.voice(message)
            case Open():
                self.calls.open(message)
            case Close():
                self.calls.close(message.call)
            case Mixing():
                self._mixing = message.groups
            case Talk(source=source) if source:
                self._bridge.talk(message)
            case Talk():
                self.talker.talk(message)
            case Play():
                self.recall.play(message)
            case Sounder():
                self._sound(message)
            case Quit():
                self.quit = True

    def loaded(self, loaded: Loaded) -> None:
        """A recording asked for is in memory."""
        self.recall.loaded(loaded)

    def tick(self) -> Block:
        """20 ms passed: the rows of the mix for the loudspeakers."""
        self._ticks += 1
        self.talker.tick()
        talking = self.talker.talking
        measured = self._ticks % LEVELS_EVERY == 0
        sources, levels = self.calls.pull(self._mixing, talking, measured)
        self._bridge.tick(sources)
        beside = talking and not self._apart()
        if self._sounder is not None:
            self._listen_for_help(sources)
        sources += self._own_sounds(talking, beside)
        if beside:
            sources = [self._lowered(source) for source in sources]
        self._audit(sources, talking)
        buses = self._mixer.mix(sources)
        if measured:
            self._say_levels(levels)
        if self._ticks % PLAYING_EVERY == 0:
            self._say_playing()
        if self._ticks % BEAT_EVERY == 0:
            self._beat(self._ticks // BEAT_EVERY)
        return buses

    def _lowered(self, source: Source) -> Source:
        """``source`` where the microphone would hear our headset."""
        mix = self.calls.mixes.get(source.key)
        urgent = source.key == "emergency" if mix is None else mix.force
        return source._replace(gains=open_air(source.gains, urgent))

    def _listen_for_help(self, sources: list[Source]) -> None:
        """When a call of an emergency nobody acknowledged last said something."""
        mixes = self.calls.mixes
        if any(mixes[source.key].force and speaks(source.block) for source in sources):
            self._pleaded = self._ticks

    def _own_sounds(self, talking: bool, beside: bool) -> list[Source]:
        sources: list[Source] = []
        # while we transmit a loudspeaker would go out on the air: headset only
        speaker = 0.0 if talking else 1.0
        if self._sounder is not None:
            gain = UNDER if self._ticks - self._pleaded < WORDS_APART else 1.0
            sources.append(Source("emergency", self._sounder.pull(), (speaker * gain, 0.0, gain)))
        for key, tone in list(self._tones.items()):
            block = tone.pull()
            if block is None:
                del self._tones[key]
            else:
                sources.append(Source(f"tone {key}", block, (0.0, 0.0, 1.0)))
        block = None if beside else self.recall.pull()  # it goes on when we have spoken
        if block is not None:
            sources.append(Source("recall", block, (0.0, 0.0, 1.0), voice=True))
        return sources

    def _audit(self, sources: list[Source], talking: bool) -> None:
        """Who could hear what of this tick."""
        present = self._present()
        self._audience.tick(sources, self.calls.mixes, talking, present)
        while self.calls.sounded_out:
            self._audience.over(*self.calls.sounded_out.pop(0))
        while self.calls.broken:
            self._tell(self.calls.broken.pop(0))
        for ended in self.recall.told("headset" in present):
            self._tell(ended)

    def _sound(self, message: Sounder) -> None:
        if message.tone in self._tones:
            self._tones[message.tone].again()
        elif message.tone:
            self._tones[message.tone] = ShortTone(message.tone)
        elif not message.emergency:
            self._sounder = None
        elif self._sounder is None:
            self._sounder = EmergencySounder()

    def _say_levels(self, levels: Mapping[str, int]) -> None:
        if len(levels) > MOST_LEVELS:  # a slot holds so many; the loudest matter
            levels = dict(sorted(levels.items(), key=lambda item: -item[1])[:MOST_LEVELS])
        now = Levels(groups=dict(levels), mic=self.talker.level)
        if levels or now.mic or self._levels != now:
            self._say("levels", now)
        self._levels = now

    def _say_playing(self) -> None:
        now = self.recall.playhead
        if now.call or now != self._playhead:
            self._say("playing", now)
        self._playhead = now
