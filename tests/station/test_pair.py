"""Voice of a donor radio and data of its gateway: one call, whichever is late, whatever is missing, nothing lost."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import Now, VoiceFrame
from radio.events import (
    AnyEvent,
    CallEnded,
    CallStarted,
    EmergencyRaised,
    LinkDown,
    TalkerNamed,
    TextReceived,
)
from station.config import parse
from station.gateway import Gateway
from station.pair import LATE_DATA, LATE_VOICE, TAIL, WAIT, Pair, Paired
from station.pairing import Pairing

GROUP, OTHER = "tetra@247-9:g2201", "tetra@247-9:g2202"
ANNA, BELLA, OWN = "tetra@247-9:1001", "tetra@247-9:1002", "tetra@247-9:9000"
PIECE = bytes(320)
PAIRED = Paired("Donor", "TETRA", "", hang=0.6, before=0.16)


class Scene:
    """A pair, a clock, and everything it told: ``(gateway, event)``."""

    def __init__(self, paired: Paired = PAIRED) -> None:
        self.told: list[tuple[str, AnyEvent]] = []
        self.frames: list[VoiceFrame] = []
        self.order: list[Any] = []
        self.raws: list[bytes] = []
        self.keyed = False
        self.tuned: str | None = None
        self.now = Now(1.7e9, 100.0)
        self.pair = Pair(paired, self._tell, self._say, lambda: self.keyed, lambda: self.tuned)
        self._index: dict[str, int] = {}

    def _tell(self, gateway: str, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        assert event.gateway == gateway, event
        self.told.append((gateway, event))
        self.order.append(event)
        if raw:
            self.raws.append(raw)

    def _say(self, gateway: str, frame: VoiceFrame, now: Now) -> None:
        self.frames.append(frame)
        self.order.append(frame)

    def wait(self, seconds: float) -> None:
        """Time passes in steps of 10 ms."""
        for _ in range(max(1, round(seconds / 0.01))):
            self.now = Now(self.now.utc + 0.01, self.now.mono + 0.01)
            self.pair.tick(self.now)

    def data(self, event: AnyEvent) -> None:
        event = msgspec.structs.replace(event, gateway="TETRA")
        if self.pair.takes(event):
            self.pair.data(event, b"raw", self.now)
        else:
            self._tell("TETRA", event, b"raw", self.now)

    def starts(self, call: str, radio: str | None = ANNA, to: str | None = GROUP, **more: Any) -> None:
        self.data(CallStarted(call=call, radio=radio, to=to, **more))

    def names(self, call: str, radio: str | None) -> None:
        self.data(TalkerNamed(call=call, radio=radio))

    def ends(self, call: str, why: str = "released") -> None:
        self.data(CallEnded(call=call, why=why, to=GROUP))

    def opens(self, call: str = "v", before: int = 8) -> None:
        """The donor hears something: its call, and the pieces of before."""
        self._index[call] = 0
        self.pair.donor(CallStarted(gateway="Donor", call=call, to=GROUP), b"pcm", self.now)
        for _ in range(before):
            self._piece(call)

    def _piece(self, call: str) -> None:
        self.pair.voice(VoiceFrame(call, self._index[call], "s16le8", PIECE), self.now)
        self._index[call] += 160

    def speaks(self, seconds: float, call: str = "v") -> None:
        """Voice in real time."""
        for _ in range(round(seconds / 0.02)):
            self.wait(0.02)
            self._piece(call)

    def closes(self, call: str = "v", why: str = "released") -> None:
        self.pair.donor(CallEnded(gateway="Donor", call=call, why=why, to=GROUP), None, self.now)

    def all(self, kind: type) -> list[Any]:
        return [event for _, event in self.told if isinstance(event, kind)]

    def calls(self) -> set[str]:
        return {event.call for event in self.all(CallStarted)}

    def check(self, lost: int = 0) -> None:
        """What must always hold once everything has ended."""
        spoken = sum(self._index.values()) - lost
        assert sum(len(frame.data) // 2 for frame in self.frames) == spoken, "not a sample lost or said twice"
        started: set[str] = set()
        ended: set[str] = set()
        at: dict[str, int] = {}
        for what in self.order:
            if isinstance(what, CallStarted):
                assert what.call not in ended, "no call begins again"
                started.add(what.call)
            elif isinstance(what, CallEnded):
                assert what.call in started - ended, what
                ended.add(what.call)
            elif isinstance(what, VoiceFrame):
                assert what.call in started - ended, "voice belongs to a call that goes on"
                assert what.index >= at.get(what.call, 0), "in order, and nothing over anything else"
                at[what.call] = what.index + 160
        assert started == ended
        per_gateway = Counter((gateway, event.call) for gateway, event in self.told if isinstance(event, CallStarted))
        assert set(per_gateway.values()) <= {1}, "each gateway tells a call once"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_data_first_then_voice(scene: Scene) -> None:
    scene.starts("d")
    scene.wait(0.1)
    scene.opens()
    scene.speaks(1.0)
    scene.ends("d")
    assert not scene.all(CallEnded), "the call ends with its voice"
    scene.speaks(0.6)
    scene.closes()
    assert [(gateway, event.call) for gateway, event in scene.told if isinstance(event, CallStarted)] == [
        ("TETRA", "d"),
        ("Donor", "d"),
    ]
    assert {event.radio for event in scene.all(CallStarted)} == {ANNA}
    assert [event.gateway for event in scene.all(CallEnded)] == ["TETRA"]
    assert {frame.call for frame in scene.frames} == {"d"}
    assert scene.frames[0].index == 0
    assert scene.raws == [b"raw", b"raw"]
    scene.check()


def test_voice_first_then_data_in_time(scene: Scene) -> None:
    scene.opens()
    scene.speaks(0.1)
    assert not scene.told
    assert not scene.frames
    scene.starts("d", BELLA)
    assert len(scene.frames) == 13, "what was held comes at once"
    scene.speaks(0.5)
    scene.closes()
    assert not scene.all(CallEnded), "the call goes on until its data say otherwise"
    scene.ends("d")
    assert scene.calls() == {"d"}
    scene.check()


def test_without_data_the_donors_own_call_starts_and_ends(scene: Scene) -> None:
    scene.opens()
    scene.speaks(WAIT)
    assert scene.calls() == {"v"}
    scene.speaks(1.0)
    scene.closes()
    assert [(e.gateway, e.call, e.to) for e in scene.all(CallEnded)] == [("Donor", "v", GROUP)]
    scene.check()


def test_voice_waits_for_no_longer_than_the_ear_can_catch_up_with(scene: Scene) -> None:
    scene.opens(before=8)
    began = scene.now.mono - 0.16
    while not scene.told:
        scene.wait(0.01)
    assert scene.now.mono - began <= WAIT + 0.011


def test_data_that_come_late_join_the_donors_call(scene: Scene) -> None:
    scene.opens()
    scene.speaks(0.7)
    scene.starts("d", BELLA, OTHER, emergency=True)
    scene.data(EmergencyRaised(by="call", call="d", radio=BELLA))
    scene.speaks(0.5)
    scene.names("d", ANNA)
    scene.closes()
    assert not scene.all(CallEnded)
    scene.wait(2.0)
    scene.opens("w")
    scene.speaks(0.5, "w")
    scene.ends("d")
    scene.closes("w")
    assert scene.calls() == {"v"}, "never two calls"
    assert [(e.radio, e.call) for e in scene.all(TalkerNamed)] == [(BELLA, "v"), (ANNA, "v")]
    assert [(e.to, e.emergency) for e in scene.all(CallStarted)] == [(GROUP, False), (OTHER, True)]
    assert scene.all(EmergencyRaised)[0].call == "v"
    gap = scene.frames[-33].index - scene.frames[-34].index - 160
    assert gap / 8000 == pytest.approx(2.0 - 0.16, abs=0.05), "the second over stands where it was said"
    scene.check()


def test_data_of_a_call_that_is_over_make_no_ghost(scene: Scene) -> None:
    scene.opens()
    scene.speaks(1.0)
    scene.closes()
    scene.wait(LATE_DATA / 2)
    scene.starts("d", None)
    scene.names("d", BELLA)
    scene.names("d", None)
    scene.ends("d")
    assert scene.calls() == {"v"}
    assert [(e.radio, e.call) for e in scene.all(TalkerNamed)] == [(BELLA, "v")], "but they say who it was"
    scene.check()


def test_late_data_that_hang_on_make_no_ghost_and_the_next_over_is_theirs(scene: Scene) -> None:
    scene.opens()
    scene.speaks(1.0)
    scene.closes()
    scene.starts("d", ANNA)
    scene.wait(LATE_VOICE + 0.1)
    assert [(e.radio, e.call) for e in scene.all(TalkerNamed)] == [(ANNA, "v")]
    scene.names("d", None)
    scene.names("d", BELLA)
    scene.opens("w")
    scene.speaks(0.5, "w")
    scene.closes("w")
    scene.ends("d")
    assert [(e.call, e.radio) for e in scene.all(CallStarted)] == [("v", None), ("d", BELLA), ("d", BELLA)]
    scene.check()


def test_an_answer_right_after_a_call_without_data_is_not_taken_for_its_data(scene: Scene) -> None:
    scene.opens()
    scene.speaks(1.0)
    scene.closes()
    scene.wait(0.2)
    scene.starts("d", BELLA)
    scene.wait(0.1)
    scene.opens("w")
    scene.speaks(1.0, "w")
    scene.ends("d")
    scene.closes("w")
    assert not scene.all(TalkerNamed), "nobody was named wrongly"
    assert scene.calls() == {"v", "d"}
    scene.check()


def test_an_emergency_is_never_taken_for_late_data(scene: Scene) -> None:
    scene.opens()
    scene.speaks(0.5)
    scene.closes()
    scene.starts("d", BELLA, emergency=True)
    assert scene.calls() == {"v", "d"}
    scene.ends("d")
    scene.wait(1.0)
    scene.check()


def test_a_call_without_voice_ends_at_once_and_a_short_one_after_what_sound_devices_hold(scene: Scene) -> None:
    scene.starts("d")
    scene.wait(5.0)
    scene.ends("d")
    assert len(scene.all(CallEnded)) == 1
    scene.starts("e", BELLA)
    scene.wait(0.15)
    scene.ends("e")
    scene.wait(0.1)
    scene.opens()
    scene.speaks(0.6)
    scene.closes()
    assert {frame.call for frame in scene.frames} == {"e"}, "its voice came late, and belongs to it"
    scene.starts("f")
    scene.wait(0.1)
    scene.ends("f")
    scene.wait(LATE_VOICE + 0.02)
    assert [e.call for e in scene.all(CallEnded)] == ["d", "e", "f"]
    scene.check()


def test_the_next_talkers_call_takes_over_voice_that_never_paused(scene: Scene) -> None:
    scene.starts("d", ANNA)
    scene.opens()
    scene.speaks(1.0)
    scene.ends("d")
    scene.speaks(0.3)
    scene.starts("e", BELLA)
    scene.speaks(1.0)
    scene.closes()
    scene.ends("e")
    assert [(e.call, e.radio) for e in scene.all(CallStarted)] == [
        ("d", ANNA),
        ("d", ANNA),
        ("e", BELLA),
        ("e", BELLA),
    ]
    assert [frame.index for frame in scene.frames if frame.call == "e"][:2] == [0, 160]
    scene.check()


def test_voice_that_goes_on_long_after_the_datas_end_is_another_call(scene: Scene) -> None:
    scene.starts("d")
    scene.opens()
    scene.speaks(0.5)
    scene.ends("d")
    scene.speaks(PAIRED.hang + TAIL + 1.0)
    scene.closes()
    assert scene.calls() == {"d", "v-1"}
    scene.check()


def test_the_data_gateways_link_breaks_in_the_middle(scene: Scene) -> None:
    scene.starts("d")
    scene.opens()
    scene.speaks(0.5)
    scene.ends("d", "lost")
    scene.speaks(0.4)
    scene.closes()
    assert [(e.call, e.why) for e in scene.all(CallEnded)] == [("d", "lost")]
    scene.check()


def test_the_sound_device_goes_in_the_middle(scene: Scene) -> None:
    scene.starts("d")
    scene.opens()
    scene.speaks(0.5)
    scene.closes(why="lost")
    scene.pair.donor(LinkDown(gateway="Donor", why="NO SOUND: gone"), None, scene.now)
    scene.wait(3.0)
    assert scene.told[-1][1] == LinkDown(gateway="Donor", why="NO SOUND: gone")
    assert not scene.all(CallEnded), "who speaks is still known"
    scene.ends("d")
    scene.check()


def test_a_word_shorter_than_the_wait_is_not_lost(scene: Scene) -> None:
    scene.opens()
    scene.speaks(0.02)
    scene.closes()
    scene.wait(WAIT)
    assert scene.calls() == {"v"}
    scene.opens("w")
    scene.closes("w")
    scene.opens("x")
    scene.starts("d")
    scene.closes("x")
    scene.ends("d")
    assert scene.calls() == {"v", "w", "d"}
    scene.check()


def test_our_own_transmission_is_no_second_call_whatever_the_terminal_tells_of_it(scene: Scene) -> None:
    scene.keyed = True
    scene.wait(0.1)
    scene.starts("d", OWN)
    scene.names("d", OWN)
    scene.wait(1.0)
    scene.keyed = False
    scene.wait(0.1)
    scene.names("d", OWN)
    scene.names("d", None)
    assert not scene.told
    scene.wait(0.3)
    scene.names("d", BELLA)
    scene.opens()
    scene.speaks(0.5)
    scene.closes()
    scene.ends("d")
    assert [(e.call, e.radio) for e in scene.all(CallStarted)] == [("d", BELLA), ("d", BELLA)], "the answer is one"
    scene.check()


def test_an_answer_whose_voice_was_quicker_than_its_name(scene: Scene) -> None:
    scene.keyed = True
    scene.starts("d", OWN)
    scene.wait(1.0)
    scene.keyed = False
    scene.wait(0.5)
    scene.opens()
    scene.speaks(0.5)
    scene.names("d", BELLA)
    scene.speaks(0.5)
    scene.closes()
    scene.ends("d")
    assert scene.calls() == {"v"}
    assert [(e.radio, e.call) for e in scene.all(TalkerNamed)] == [(BELLA, "v")]
    scene.check()


def test_while_we_speak_our_terminal_is_not_shown_as_somebody_in_the_call_before(scene: Scene) -> None:
    scene.starts("c", OWN)
    scene.ends("c")
    scene.wait(1.0)
    scene.starts("d", ANNA)
    scene.names("d", None)
    scene.keyed = True
    scene.wait(0.1)
    scene.names("d", OWN)
    scene.keyed = False
    scene.ends("d")
    assert [e.radio for e in scene.all(TalkerNamed)] == [None]


def test_a_private_call_and_one_of_another_group_of_the_radio_have_their_voice(scene: Scene) -> None:
    scene.starts("d", ANNA, OWN, group=False)
    scene.opens()
    scene.speaks(0.5)
    scene.closes()
    scene.ends("d")
    assert [(e.to, e.group) for e in scene.all(CallStarted)] == [(OWN, False)] * 2
    scene.check()


def test_a_radio_tuned_to_one_group_gives_no_voice_to_another() -> None:
    scene = Scene(PAIRED._replace(group=GROUP))
    scene.starts("other", BELLA, OTHER)
    scene.opens()
    scene.speaks(0.5)
    scene.ends("other")
    scene.closes()
    assert {frame.call for frame in scene.frames} == {"v"}
    scene.starts("d")
    scene.opens("w")
    scene.closes("w")
    scene.ends("d")
    assert scene.frames[-1].call == "d"
    scene.check()


def test_where_no_data_tell_the_terminals_own_group_is_meant(scene: Scene) -> None:
    scene.tuned = OTHER
    scene.opens()
    scene.speaks(0.5)
    scene.closes()
    assert {e.to for e in [*scene.all(CallStarted), *scene.all(CallEnded)]} == {OTHER}


def test_coded_voice_of_the_data_gateway_is_kept_with_the_joint_call(scene: Scene) -> None:
    scene.opens()
    scene.speaks(0.5)
    scene.starts("d")
    coded = VoiceFrame("d", 0, "ambe2", bytes(27))
    assert scene.pair.data_voice(coded, scene.now)
    assert scene.frames[-1] == msgspec.structs.replace(coded, call="v")
    assert not scene.pair.data_voice(VoiceFrame("unknown", 0, "ambe2", bytes(27)), scene.now)


def test_a_pair_that_is_configured_away_leaves_nothing_untold(scene: Scene) -> None:
    scene.opens()
    scene.speaks(0.1)
    scene.pair.finish(scene.now)
    assert scene.calls() == {"v"}
    scene.closes()
    scene.starts("d")
    scene.ends("d")
    scene.pair.finish(scene.now)
    scene.check()


MOVES = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([0.01, 0.05, 0.2, 0.7, 1.5])),
    st.tuples(st.just("speak"), st.sampled_from([0.02, 0.1, 0.4, 1.2])),
    st.tuples(st.just("close"), st.just(0.0)),
    st.tuples(st.just("start"), st.sampled_from([0.0, 1.0])),
    st.tuples(st.just("name"), st.sampled_from([0.0, 1.0])),
    st.tuples(st.just("hang"), st.just(0.0)),
    st.tuples(st.just("end"), st.sampled_from([0.0, 1.0])),
    st.tuples(st.just("key"), st.just(0.0)),
)


@given(st.lists(MOVES, max_size=40))
@settings(max_examples=400, deadline=None)
def test_whatever_comes_when_nothing_is_lost_and_no_call_is_two(moves: list[tuple[str, float]]) -> None:
    play(moves)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@given(st.lists(MOVES, max_size=60))
@settings(max_examples=200_000, deadline=None)
def test_whatever_comes_when_for_long(moves: list[tuple[str, float]]) -> None:
    play(moves)


def play(moves: list[tuple[str, float]]) -> None:
    """Any story of two data calls at a time, one voice, and our own key."""
    scene = Scene()
    voice = ""
    running: dict[float, str] = {}
    for number, (move, much) in enumerate(moves):
        if move == "wait":
            if voice:
                scene.closes(voice)
                voice = ""
            scene.wait(much)
        elif move == "speak" and not scene.keyed:
            if not voice:
                voice = f"v{number}"
                scene.opens(voice)
            scene.speaks(much, voice)
        elif move == "close" and voice:
            scene.closes(voice)
            voice = ""
        elif move == "start" and much not in running:
            running[much] = f"d{number}"
            scene.starts(running[much], (ANNA, None)[number % 2])
        elif move in ("name", "hang") and running:
            scene.names(list(running.values())[-1], (BELLA if much else ANNA) if move == "name" else None)
        elif move == "end" and much in running:
            scene.ends(running.pop(much))
        elif move == "key":
            if voice:
                scene.closes(voice)
                voice = ""
            scene.keyed = not scene.keyed
            scene.wait(0.02)
    if voice:
        scene.closes(voice)
    for call in running.values():
        scene.ends(call)
    scene.keyed = False
    scene.wait(3.0)
    scene.check()


# The sink of a room with several gateways

ROOM = f"""\
[[gateway]]
name = "TETRA"
protocol = "pei"
network = "247-9"
link = {{ type = "tcp", peer = "127.0.0.1:1" }}
[[gateway]]
name = "Donor"
protocol = "donor"
link = {{ type = "donor", input = "x" }}
options = {{ paired = "TETRA", group = "2202" }}
[[group]]
id = "{GROUP}"
gateway = "TETRA"
[[group]]
id = "{OTHER}"
gateway = "TETRA"
"""


class Named:
    """As much of a gateway as a sink looks at."""

    def __init__(self, name: str) -> None:
        self.name = name


class Taken:
    """A sink that keeps what it is given."""

    def __init__(self) -> None:
        self.heard_: list[tuple[str, AnyEvent]] = []
        self.frames: list[VoiceFrame] = []
        self.cuts: list[str] = []

    def heard(self, gateway: Gateway, event: AnyEvent, raw: bytes | None, now: Now) -> None:
        self.heard_.append((gateway.name, event))

    def voice(self, gateway: Gateway, frame: VoiceFrame, now: Now) -> None:
        self.frames.append(frame)

    def cut(self, gateway: Gateway) -> None:
        self.cuts.append(gateway.name)


def test_everything_else_passes_untouched_and_a_pair_goes_with_its_configuration() -> None:
    taken, now = Taken(), Now(1.7e9, 50.0)
    pairing = Pairing(taken, lambda name: False, lambda donor, data: None)
    pairing.configure(parse(ROOM.encode(), "room.toml"), now)
    tetra: Any = Named("TETRA")
    donor: Any = Named("Donor")
    rtp: Any = Named("RTP")
    text = TextReceived(gateway="TETRA", radio=ANNA, text="hei")
    elsewhere = CallStarted(gateway="TETRA", call="a", to=GROUP, radio=ANNA)
    for gateway, event in ((tetra, text), (tetra, elsewhere), (rtp, CallStarted(gateway="RTP", call="r"))):
        pairing.heard(gateway, event, None, now)
    pairing.voice(rtp, VoiceFrame("r", 0, "pcma", b"x"), now)
    pairing.cut(rtp)
    assert [event for _, event in taken.heard_] == [text, elsewhere, CallStarted(gateway="RTP", call="r")]
    assert (len(taken.frames), taken.cuts) == (1, ["RTP"])
    pairing.heard(donor, CallStarted(gateway="Donor", call="v", to=OTHER), None, now)
    pairing.voice(donor, VoiceFrame("v", 0, "s16le8", PIECE), now)
    assert len(taken.heard_) == 3, "voice waits for its data"
    pairing.configure(parse(ROOM.encode(), "room.toml"), now)
    assert len(taken.heard_) == 3, "the same configuration changes nothing"
    pairing.configure(parse(ROOM.split('[[gateway]]\nname = "Donor"')[0].encode(), "room.toml"), now)
    assert taken.heard_[-1] == ("Donor", CallStarted(gateway="Donor", call="v", to=OTHER))
    assert len(taken.frames) == 2
    pairing.tick(now)
