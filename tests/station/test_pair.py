"""Voice of a donor radio and data of its gateway: one call, whichever is late, whatever is missing, nothing lost."""

from __future__ import annotations

import msgspec
import pytest

from radio.codec import VoiceFrame
from radio.events import CallEnded, CallStarted, EmergencyRaised, LinkDown, TalkerNamed
from station.pair import LATE_DATA, LATE_VOICE, TAIL, WAIT
from tests.station.pair_room import ANNA, BELLA, GROUP, OTHER, OWN, PAIRED, Scene


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


def test_an_emergency_is_never_taken_for_our_own_transmission(scene: Scene) -> None:
    scene.keyed = True
    scene.wait(0.1)
    scene.starts("d", BELLA, emergency=True)
    assert [(event.call, event.emergency) for event in scene.all(CallStarted)] == [("d", True)]
    scene.keyed = False
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
