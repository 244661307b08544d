"""Any story of a donor radio and its data gateway, and the sink of a room in which most gateways have no donor."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import Now, VoiceFrame
from radio.events import AnyEvent, CallStarted, LinkUp, TextReceived
from station.config import parse
from station.gateway import Gateway
from station.pairing import Pairing
from tests.station.pair_room import ANNA, BELLA, GROUP, OTHER, PIECE, Scene

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
@settings(max_examples=400)
def test_whatever_comes_when_nothing_is_lost_and_no_call_is_two(moves: list[tuple[str, float]]) -> None:
    play(moves)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@given(st.lists(MOVES, max_size=60))
@settings(max_examples=200_000)
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


@pytest.mark.parametrize(("ptt", "cut"), [("at:TETRA", ["TETRA", "Donor"]), ("rts:/dev/ttyS9", ["TETRA"])])
def test_a_terminal_that_is_gone_takes_the_transmission_it_carried_with_it(ptt: str, cut: list[str]) -> None:
    """Else somebody would go on speaking to a radio that nobody keys."""
    taken, now = Taken(), Now(1.7e9, 50.0)
    pairing = Pairing(taken, lambda name: True, lambda donor, data: None)
    room = ROOM.replace('input = "x"', f'input = "x", ptt = "{ptt}"')
    pairing.configure(parse(room.encode(), "room.toml"), now)
    tetra: Any = Named("TETRA")
    donor: Any = Named("Donor")
    pairing.cut(tetra)
    assert taken.cuts == ["TETRA"], "it was never heard of"
    taken.cuts.clear()
    pairing.heard(donor, LinkUp(gateway="Donor"), None, now)
    pairing.cut(tetra)
    assert taken.cuts == cut
    pairing.cut(donor)
    assert taken.cuts == [*cut, "Donor"]


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
