"""The recordings of a long call in the picture: all of them, in order, whatever order they come in."""

from __future__ import annotations

from itertools import permutations

import pytest

from radio.events import CallEnded, CallStarted
from tests.units.room import CONFIG
from units import recorded
from units.entry import Anything, Entry
from units.findings import RecordingDamaged, VoiceLost, VoiceRecorded
from units.keeping import Pruned
from units.picture import Picture
from units.state import Call, Part

BEGAN = 1.79e9
GROUP = CONFIG.groups[0].id


def part(number: int, seconds: float = 3600.0, **more: object) -> VoiceRecorded:
    name = "c" if number == 1 else f"c~{number}"
    told = {"path": f"voice/{name}.flac", "sha256": f"{number:02x}", "shape": [number * 10] * 48, **more}
    began = BEGAN + (number - 1) * 3600
    return VoiceRecorded(call="c", group=GROUP, seconds=seconds, rate=8000, started=began, **told)  # type: ignore[arg-type]


def picture_of(*whats: Anything) -> Picture:
    picture = Picture()
    told = [CONFIG, CallStarted(gateway="gw", radio="r", call="c", to=GROUP), *whats]
    picture.apply_all(
        Entry(seq, "x/station", seq, type(what).__name__, BEGAN + seq, float(seq), "boot", 0, what)
        for seq, what in enumerate(told, 1)
    )
    return picture


def call_of(*whats: Anything) -> Call:
    return picture_of(*whats).facts.calls["c"]


def test_one_recording_is_kept_as_ever() -> None:
    call = call_of(part(1, 12.5))
    assert (call.path, call.seconds, call.shape, call.voice) == ("voice/c.flac", 12.5, [10] * 48, 3)
    assert call.parts == [] and call.paths == ["voice/c.flac"]


def test_six_parts_are_one_call_in_order() -> None:
    call = call_of(*(part(number) for number in range(1, 6)), CallEnded(call="c"), part(6, 1800.0))
    assert call.paths == ["voice/c.flac", *(f"voice/c~{number}.flac" for number in range(2, 7))]
    assert (call.path, call.seconds, call.voice) == ("voice/c.flac", 5 * 3600 + 1800, 9)
    assert len(call.shape) == 48
    assert call.shape == sorted(call.shape) and {10, 20, 30, 40, 50, 60} == set(call.shape)
    assert call.shape.count(60) < call.shape.count(10), "each as long as it lasts"


def test_whatever_order_they_come_in_and_however_often() -> None:
    expected = [f"voice/{name}.flac" for name in ("c", "c~2", "c~3")]
    for order in permutations((1, 2, 3)):
        call = call_of(*(part(number) for number in order), part(2, sha256="ff"))
        assert call.paths == expected and call.seconds == 3 * 3600


def test_a_part_that_is_coded_only_takes_nothing_from_the_others() -> None:
    coded = part(2, path="", sha256="", shape=[], codec="ambe", frames="voice/c~2.frames", frames_sha256="aa")
    call = call_of(part(1), coded, part(3))
    assert call.paths == ["voice/c.flac", "voice/c~3.flac"]
    assert len(call.parts) == 3


def test_parts_go_one_by_one_as_their_time_is_over() -> None:
    picture = picture_of(part(1), part(2), part(3))
    call = picture.facts.calls["c"]
    assert recorded.drop(call, {3}.__contains__)
    assert call.paths == ["voice/c~2.flac", "voice/c~3.flac"]
    assert (call.path, call.seconds, max(call.shape[:20])) == ("voice/c~2.flac", 7200.0, 20)
    assert not recorded.drop(call, {3}.__contains__)
    assert recorded.drop(call, {4}.__contains__)
    assert (call.parts, call.paths, call.shape) == ([], ["voice/c~3.flac"], [30] * 48)
    assert recorded.drop(call, {5}.__contains__)
    assert (call.path, call.voice, call.shape, call.paths) == ("", 0, [], [])


def test_the_record_forgets_them_with_their_entries() -> None:
    gone = Pruned(rule="voice 30 days", sort="voice", before=BEGAN, entries=[(3, 4)], bodies=2, files=["01", "02"])
    call = call_of(part(1), part(2), part(3), gone)
    assert call.paths == ["voice/c~3.flac"] and call.parts == []


def test_each_moment_has_its_place_in_all_that_can_be_played() -> None:
    """At 10 s of the first recording 25 s are left out; the second one begins an hour after the first."""
    call = call_of(part(1, 30.0, cuts=[(10.0, 25.0)]), part(2, 20.0))
    places = {-5: 0, 5: 5, 20: 10, 36: 11, 55: 30, 1000: 30, 3605: 35, 9000: 50}
    for after, place in places.items():
        assert recorded.place(call, BEGAN + after) == pytest.approx(place), after


def test_one_recording_that_leaves_something_out_is_kept_and_forgotten_as_any_other() -> None:
    picture = picture_of(part(1, 30.0, cuts=[(10.0, 25.0)]))
    call = Picture.resume(picture.bookmark()).facts.calls["c"]
    assert (call.path, call.seconds, call.paths) == ("voice/c.flac", 30.0, ["voice/c.flac"])
    assert recorded.place(call, BEGAN + 36.0) == pytest.approx(11.0)
    recorded.add(call, Part(seq=9, path="voice/c.flac", recorded=BEGAN, seconds=30.0, shape=[10] * 48))
    assert call.parts == [] and recorded.place(call, BEGAN + 20.0) == pytest.approx(20.0), "the last word counts"
    assert recorded.drop(call, {9}.__contains__)
    assert (call.path, call.parts, recorded.place(call, BEGAN + 5)) == ("", [], 0.0)


def test_a_bookmark_keeps_them() -> None:
    picture = picture_of(part(1), part(2))
    again = Picture.resume(picture.bookmark()).facts.calls["c"]
    assert again == picture.facts.calls["c"] and isinstance(again.parts[0], Part)


def test_a_call_of_an_older_record_goes_on_with_what_it_has() -> None:
    """What a segment began with was written by a program that knew of one recording a call."""
    call = Call(id="c", path="voice/c.flac", seconds=3600.0, shape=[10] * 48, voice=3)
    recorded.add(call, Part(seq=9, path="voice/c~2.flac", recorded=BEGAN, seconds=60.0, shape=[20] * 48))
    assert call.paths == ["voice/c.flac", "voice/c~2.flac"] and call.seconds == pytest.approx(3660.0)


def test_what_its_record_lacks_is_marked_once() -> None:
    call = call_of(part(1, gap=0.4), VoiceLost(call="c", seconds=2.5), VoiceLost(call="c", seconds=1.0))
    assert call.marks == {"lost": 3.5}
    call = call_of(part(1, gap=1.2, recovered=True), part(1, gap=1.2, recovered=True), part(2, gap=3.0))
    assert call.marks == {"gap": 4.2, "recovered": 1}
    damaged = RecordingDamaged(call="c", path="voice/c.flac", damaged=340)
    assert call_of(part(1), damaged).marks == {"damaged": 340}


def test_the_stream_tells_what_is_lost_or_damaged_even_of_a_call_nobody_remembers() -> None:
    name = CONFIG.groups[0].name
    picture = picture_of(
        VoiceLost(call="c", group=GROUP, seconds=2.5),
        RecordingDamaged(call="c", path="voice/c.flac", damaged=340),
        RecordingDamaged(call="long-ago", path="voice/parts/bad/x.part", damaged=5000, whole=True),
    )
    told = [(line.word, line.text, line.number) for line in picture.facts.lines.values() if line.sort == "system"]
    assert told[1:] == [("voice-lost", name, 2.5), ("recording-damaged", name, 340), ("recording-unreadable", "", 5000)]
