"""A donor radio: when a call begins and ends, that nothing of it is missing, and that our own voice is never taken for one."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from radio.codec import GroupSettings, Now, Out, Reply, Settings, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, LinkDown, Undecoded
from radio.find import find_protocol
from radio.protocols import donor
from radio.protocols.donor import GUARD, KEEP, MOST_CALL, NOT_WANTED, SILENT, Donor
from radio.requests import Key, SendText, Unkey
from radio.vox import Vox, level

GROUP, OTHER = "tetra@247-9:g2201", "tetra@247-9:g2202"
GROUPS = (GroupSettings(id=GROUP, number="2201"), GroupSettings(id=OTHER, number="2202"))
LOUD = (8000 * np.sign(np.sin(np.arange(160) * 2 * np.pi * 400 / 8000 + 0.1))).astype("<i2").tobytes()
QUIET = bytes(320)
KEYED = Key(group=GROUP, call="own")


class Radio:
    """A codec, a clock, and all that came out."""

    def __init__(self, **options: object) -> None:
        told = {"attack": 40, "hang": 100, "before": 80, **options}
        self.codec = Donor(Settings(gateway="Donor", groups=GROUPS, options=told))
        self.now = Now(1.7e9, 10.0)
        self.outs: list[Out] = self.codec.opened(self.now)

    def hear(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.now = Now(self.now.utc + 0.02, self.now.mono + 0.02)
            self.outs += self.codec.receive(b"pcm " + piece, "", self.now)
            self.outs += self.codec.tick(self.now)

    def say(self, words: str) -> None:
        self.outs += self.codec.receive(words.encode(), "", self.now)

    def send(self, request: Key | Unkey | VoiceFrame) -> None:
        self.outs += self.codec.send(request, self.now)

    def wait(self, seconds: float) -> None:
        self.now = Now(self.now.utc + seconds, self.now.mono + seconds)
        self.outs += self.codec.tick(self.now)

    def all(self, kind: type) -> list[Out]:
        return [out for out in self.outs if isinstance(out, kind)]

    @property
    def words(self) -> list[bytes]:
        return [out.data for out in self.outs if isinstance(out, Reply)]

    @property
    def sound(self) -> bytes:
        return b"".join(out.data for out in self.outs if isinstance(out, VoiceFrame))


def test_level_is_that_of_full_scale() -> None:
    assert level(np.full(100, 20000, np.int16)) == -120
    assert level(np.zeros(0, np.int16)) == -120
    square = np.where(np.arange(200) % 2, 32767, -32767).astype(np.int16)
    assert level(square) == pytest.approx(0.0, abs=0.01)
    assert level((square // 10).astype(np.int16)) == pytest.approx(-20.0, abs=0.05)


def test_once_open_six_db_less_will_do() -> None:
    vox = Vox(-40.0, 0.02, 0.04)
    quieter = np.where(np.arange(160) % 2, 230, -230).astype(np.int16)  # -43 dB
    assert not vox.hear(quieter)
    assert vox.hear((quieter * 4).astype(np.int16))
    assert all(vox.hear(quieter) for _ in range(10))
    vox.shut()
    assert not vox.hear(quieter)


def test_the_first_syllable_is_there() -> None:
    radio = Radio()
    soft = np.frombuffer(LOUD, "<i2") // 100  # too soft to open it
    radio.hear(QUIET, QUIET, soft.astype("<i2").tobytes(), LOUD, LOUD, LOUD)
    assert radio.sound == QUIET + soft.astype("<i2").tobytes() + LOUD * 3
    (started,) = radio.all(CallStarted)
    assert isinstance(started, CallStarted)
    assert (started.to, started.radio) == (GROUP, None)


def test_a_breath_between_words_does_not_end_it_and_its_silence_is_kept() -> None:
    radio = Radio()
    radio.hear(LOUD, LOUD, *[QUIET] * 4, LOUD, *[QUIET] * 6)
    assert len(radio.all(CallStarted)) == len(radio.all(CallEnded)) == 1
    assert radio.sound == LOUD * 2 + QUIET * 4 + LOUD + QUIET * 4


def test_what_never_ends_is_cut_and_goes_on_as_the_next_call() -> None:
    radio = Radio()
    for _ in range(round((MOST_CALL + 1) / 0.02)):
        radio.hear(LOUD)
    first, second = radio.all(CallStarted)
    assert isinstance(first, CallStarted)
    assert isinstance(second, CallStarted)
    assert first.call != second.call
    assert [out.why for out in radio.all(CallEnded) if isinstance(out, CallEnded)] == ["timeout"]
    assert len(radio.sound) == len(LOUD) * round((MOST_CALL + 1) / 0.02), "not a sample between the two is lost"


@pytest.mark.parametrize(("line", "why"), [("busy 1", "busy line stuck"), ("vox -40", "level of vox")])
def test_a_busy_line_that_is_stuck_is_said_once_until_it_lets_go(
    line: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(donor, "MOST_CALL", 2.0)
    radio = Radio()
    radio.say(line)
    radio.hear(*[LOUD] * 350)
    (said,) = radio.all(Undecoded)
    assert (
        isinstance(said, Undecoded) and said.why.startswith("it receives for 2 s without a pause") and why in said.why
    )
    assert len(radio.all(CallStarted)) == 4, "what is heard all the same is recorded, in pieces"
    if line.startswith("busy"):
        radio.say("busy 0")
    radio.hear(*[QUIET] * 50)
    radio.say(line)
    radio.hear(*[LOUD] * 120)
    assert len(radio.all(Undecoded)) == 2


def test_sound_that_is_gone_while_keyed_takes_the_transmission_with_it() -> None:
    for gone in ("", "sound 0 pulled"):
        radio = Radio()
        radio.hear(*[QUIET] * 3)
        radio.send(KEYED)
        if gone:
            radio.say(gone)
        else:
            radio.wait(SILENT)
        assert radio.words[-1] == b"key 0" and len(radio.all(LinkDown)) == 1
        radio.wait(1.0)
        assert radio.words[-1] == b"key 0", "not held any further"


def test_keyed_it_hears_nothing_until_a_moment_after() -> None:
    radio = Radio()
    radio.hear(*[LOUD] * 3)
    radio.send(KEYED)
    assert [out.why for out in radio.all(CallEnded) if isinstance(out, CallEnded)] == ["preempted"]
    heard = radio.sound
    radio.hear(*[LOUD] * 20)
    radio.send(Unkey(group=GROUP, call="own"))
    radio.hear(*[LOUD] * round(GUARD / 0.02 - 1))
    assert radio.sound == heard
    assert len(radio.all(CallStarted)) == 1
    radio.hear(*[LOUD] * 4)
    assert len(radio.all(CallStarted)) == 2


def test_the_line_is_held_by_a_word_every_tenth_of_a_second() -> None:
    radio = Radio()
    assert radio.words == [b"key 0"], "unkeyed, whatever it was before"
    radio.send(KEYED)
    word = f"key 1 own {GROUP}".encode()
    assert radio.words[1:] == [word]
    radio.wait(KEEP / 2)
    assert radio.words[1:] == [word]
    radio.wait(KEEP / 2)
    assert radio.words[1:] == [word] * 2
    radio.send(VoiceFrame("own", 0, "s16le8", LOUD))
    radio.send(VoiceFrame("another", 0, "s16le8", LOUD))
    assert radio.words[3:] == [b"pcm " + LOUD]
    radio.send(Unkey(group=GROUP, call="another"))
    assert radio.words[-1] != b"key 0", "somebody else's unkey"
    radio.send(Unkey(group=GROUP, call="own"))
    assert radio.words[-1] == b"key 0"
    radio.send(VoiceFrame("own", 0, "s16le8", LOUD))
    radio.wait(1.0)
    assert radio.words[-1] == b"key 0", "nothing after the unkey"


def test_without_transmit_nothing_is_said_to_the_line() -> None:
    codec = Donor(Settings(gateway="Donor", transmit=False))
    assert codec.opened(Now(0.0, 0.0)) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("ptt 0 no such device: /dev/hidraw0", "push-to-talk line: no such device: /dev/hidraw0"),
        (f"ptt 0 {NOT_WANTED}", "push-to-talk line: none is configured"),
        ("speaker 0 USB Audio is gone", "sound to the radio: USB Audio is gone"),
    ],
)
def test_what_cannot_be_keyed_is_refused_with_the_reason(words: str, why: str) -> None:
    radio = Radio()
    radio.say(words)
    with pytest.raises(Unable, match=why):
        radio.send(KEYED)
    assert radio.words == [b"key 0"]
    told = [out.why for out in radio.all(Undecoded) if isinstance(out, Undecoded)]
    assert told == ([] if NOT_WANTED in words else [why])
    radio.say(words[:4].strip() + " 1" if words.startswith("ptt") else "speaker 1 USB Audio")
    radio.send(KEYED)


def test_a_second_key_and_another_group_are_refused() -> None:
    radio = Radio()
    radio.send(KEYED)
    with pytest.raises(Unable, match="transmits already"):
        radio.send(Key(group=GROUP, call="other"))
    tuned = Radio(group="2202")
    with pytest.raises(Unable, match=f"tuned to {OTHER}, not {GROUP}"):
        tuned.send(KEYED)
    with pytest.raises(Unable, match="voice only"):
        radio.codec.send(SendText(to="x:1", text="x"), radio.now)
    with pytest.raises(Unable, match="opus"):
        radio.send(VoiceFrame("own", 0, "opus", b"x"))


@pytest.mark.parametrize("words", ["released nobody held it", "ptt 0 gone", "speaker 0 gone"])
def test_a_line_that_lets_go_while_keyed_takes_the_transmission_with_it(words: str) -> None:
    radio = Radio()
    radio.say(words)
    assert not radio.all(LinkDown)
    radio = Radio()
    radio.send(KEYED)
    radio.say(words)
    assert len(radio.all(LinkDown)) == 1
    assert radio.words[-1] == b"key 0"
    radio.wait(1.0)
    assert radio.words[-1] == b"key 0"


def test_a_dead_sound_device_ends_the_call_and_is_said_once() -> None:
    radio = Radio()
    radio.hear(*[LOUD] * 3)
    radio.wait(SILENT)
    radio.wait(SILENT)
    assert [out.why for out in radio.all(CallEnded) if isinstance(out, CallEnded)] == ["lost"]
    assert [out.why for out in radio.all(LinkDown) if isinstance(out, LinkDown)] == [
        "NO SOUND: the device gives nothing"
    ]


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("pcm"), st.binary(min_size=1, max_size=600)),
            st.tuples(st.just("loud"), st.integers(1, 20)),
            st.tuples(
                st.just("word"), st.sampled_from(["busy 1", "busy 0", "busy ? x", "vox -30", "sound 0 x", "ptt 0"])
            ),
            st.tuples(st.just("key"), st.booleans()),
        ),
        max_size=30,
    )
)
@settings(max_examples=300)
def test_whatever_comes_voice_is_whole_and_in_order(story: list[tuple[str, object]]) -> None:
    radio = Radio()
    for what, much in story:
        if what == "pcm" and isinstance(much, bytes):
            radio.hear(much[: len(much) & ~1] or QUIET)
        elif what == "loud" and isinstance(much, int):
            radio.hear(*[LOUD] * much)
        elif what == "word":
            radio.say(str(much))
        elif much:
            radio.send(Unkey(group=GROUP, call=""))
            with contextlib.suppress(Unable):
                radio.send(KEYED)
        else:
            radio.send(Unkey(group=GROUP, call="own"))
    radio.outs += radio.codec.closed(radio.now)
    running, index = "", 0
    for out in radio.outs:
        if isinstance(out, CallStarted):
            assert not running, "one radio, one call"
            running, index = out.call, 0
        elif isinstance(out, CallEnded):
            assert out.call == running
            running = ""
        elif isinstance(out, VoiceFrame):
            assert (out.call, out.index) == (running, index)
            index += len(out.data) // 2
    assert not running


def test_it_is_found_as_a_protocol_of_sound_and_of_boxes_elsewhere() -> None:
    spec = find_protocol("donor")
    assert spec.links == ("donor", "udp")
    assert {"voice", "transmit"} == spec.capabilities
