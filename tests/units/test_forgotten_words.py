"""Where the record forgets, the picture says so in words: what was erased and why, from when on periods are over."""

from __future__ import annotations

import msgspec

from radio import events as ev
from tests.units.room import GROUPS, RADIOS, entries
from units import actions as ac
from units import findings as fi
from units.entry import Anything
from units.keeping import Erased, ErasureAsked, Pruned
from units.picture import Picture
from units.state import Facts

BOSS = ac.SignedOn(seat="1", operator="12", role="supervisor")
CALL = ev.CallStarted(call="c1", to=GROUPS[0], radio=RADIOS[0], gateway="gw")
ENDED = ev.CallEnded(call="c1", to=GROUPS[0])
VOICE = fi.VoiceRecorded(
    call="c1", group=GROUPS[0], path="voice/c1.flac", sha256="aa", seconds=4.0, rate=8000, started=0.0
)
ASKED = ErasureAsked(seat="1", operator="12", erasure="e1", sort="radio", subject=RADIOS[1], reason="lēmums 44")


def picture_of(*whats: Anything, gone: tuple[int, ...] = ()) -> Facts:
    picture = Picture()
    for entry in entries(*whats):
        picture.apply(msgspec.structs.replace(entry, what=None) if entry.seq in gone else entry)
    return picture.facts


def erased(**more: object) -> Erased:
    given: dict[str, object] = {"action": 5, "reason": "lēmums 44", "operator": "12", "bodies": 2, "files": ["aa"]}
    return Erased(**given, entries=[(4, 5)], rows=[2], backups=["/mnt/copy"], **more)  # type: ignore[arg-type]


def test_an_erasure_is_told_with_the_copies_that_are_left() -> None:
    line = list(picture_of(BOSS, CALL, ENDED, VOICE, ASKED, erased()).lines.values())[-1]
    assert (line.word, line.operator, line.number) == ("erased", "12", 2.0)
    assert line.text.split("\n") == ["lēmums 44", "/mnt/copy"]


def test_a_call_that_lost_its_recording_says_so_live_and_in_a_replay() -> None:
    story = (BOSS, CALL, ENDED, VOICE, ASKED, erased())
    live, replayed = picture_of(*story), picture_of(*story, gone=(4, 5))
    assert live.calls["c1"].gone == replayed.calls["c1"].gone == "erased"
    assert live.calls["c1"].path == ""


def test_one_that_kept_it_does_not() -> None:
    other = msgspec.structs.replace(erased(), entries=[(5, 5)], files=[])
    facts = picture_of(BOSS, CALL, ENDED, VOICE, ASKED, other)
    assert (facts.calls["c1"].gone, facts.calls["c1"].path) == ("", "voice/c1.flac")


def test_periods_that_are_over_are_known_by_class() -> None:
    facts = picture_of(
        Pruned(rule="voice 90 days", sort="voice", before=100.0),
        Pruned(rule="texts 30 days", sort="texts", before=50.0),
        Pruned(rule="voice 90 days", sort="voice", before=80.0),
        Pruned(rule=f"voice 30 days in {GROUPS[0]}", sort="voice", before=140.0),
    )
    assert facts.over == {"voice": 100.0, "texts": 50.0, f"voice {GROUPS[0]}": 140.0}
