"""Patches without processes: what may be joined, what ends it, who beats whom, what happens when the voice hangs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from radio.codec import VoiceFrame
from radio.events import CallEnded, CallStarted, EmergencyRaised
from station.patch_rules import LINKLESS, OWNERLESS
from station.patching import Patching
from station.voice.wire import Mic, Talk
from tests.station.key_bench import GROUPS, Bench
from units.findings import Keyed, Refused, Unkeyed
from units.patches import PatchBroken, Patched, PatchEnded, PatchExtended, PatchMade, PatchWarned
from units.state import Alarm, Group, Patch, Seat


class Joined(Bench):
    """A bench with patches; the picture follows what is journaled, and the voice process delivers while it ``lives``."""

    def __init__(self) -> None:
        super().__init__()
        self.lives, self.hangs, self.rest = True, False, False
        air: Any = self.air
        log: Any = SimpleNamespace(append=self._append)
        sink: Any = SimpleNamespace(heard=lambda *_: None, voice=lambda *_: None, cut=lambda *_: None)
        self.sounded: list[str] = []
        voice: Any = SimpleNamespace(
            send=lambda sounder: self.sounded.append(sounder.tone), mixes=lambda: self.lives or self.hangs
        )
        self.patching = Patching(log, air, self.ptt, lambda: self.facts, sink, voice)
        self._seen = 0
        self._speaking: set[str] = set()
        for group in GROUPS.values():
            self.facts.groups[group.id] = Group(info=group)

    def wish(self, *groups: str, seconds: float = 600.0, patch: str = "p", **more: Any) -> None:
        action = Patched(
            seat="1", operator="anna", patch=patch, groups=list(groups), purpose="A6", seconds=seconds, **more
        )
        self.patching.take(7, action, self.now)
        self.follow()

    def follow(self) -> None:
        """What the picture makes of the journal."""
        for entry in self.journal[self._seen :]:
            if isinstance(entry, PatchMade):
                self.facts.patches[entry.patch] = Patch(
                    id=entry.patch, action=entry.action, groups=entry.groups, operator=entry.operator or ""
                )
            elif isinstance(entry, PatchEnded):
                self.facts.patches.pop(entry.patch, None)
        self._seen = len(self.journal)

    def call(self, call: str, to: str, **more: Any) -> None:
        gateway: Any = self.air.gateways[GROUPS[to].gateway]
        self.patching.heard(gateway, CallStarted(gateway=gateway.name, call=call, to=to, **more), None, self.now)
        self._speaking.add(call)

    def hang_up(self, call: str) -> None:
        gateway: Any = self.air.gateways["A"]
        self._speaking.discard(call)
        self.patching.heard(gateway, CallEnded(gateway="A", call=call), None, self.now)

    def run(self, seconds: float) -> None:
        """Time passes in steps of 10 ms: calls speak, the voice process delivers for every leg that it was told of."""
        gateway: Any = self.air.gateways["A"]
        for step in range(round(seconds * 100)):
            self.mono += 0.01
            if step % 2 == 0:
                for call in sorted(self._speaking):
                    self.patching.voice(gateway, VoiceFrame(call, 0, "s16le8", b"\0" * 320), self.now)
                for press in list(self.ptt.keyed.values()) if self.lives else []:
                    rest = self.rest or press.source not in self._speaking
                    told = Mic(press=press.id, call=press.call, index=0, data=b"\0" * 320, rest=rest)
                    self.patching.mic(told, self.now)
                    self.ptt.mic(told, self.now)
            self.ptt.poll(self.now)
            self.follow()

    @property
    def legs(self) -> list[str]:
        return sorted(press.group for press in self.ptt.keyed.values() if press.source)


def test_a_leg_is_keyed_as_a_persons_press_is_and_nobody_here_hears_tones() -> None:
    bench = Joined()
    bench.wish("g1", "g2", "tetra")
    bench.call("c", "g1")
    bench.run(0.1)
    assert bench.legs == ["g2", "tetra"]
    assert [(leg.seat, leg.operator, leg.late) for leg in bench.of(Keyed)] == [("patch:p", "anna", 0.0)] * 2
    told = [message for message in bench.told if isinstance(message, Talk)]
    assert {message.source for message in told} == {"c"}
    bench.hang_up("c")
    bench.run(0.3)
    assert bench.legs == [] and {entry.why for entry in bench.of(Unkeyed)} == {"released"}
    assert bench.tones == []


def test_a_voice_process_that_hangs_unkeys_within_half_a_second() -> None:
    bench = Joined()
    bench.wish("g1", "g2")
    bench.call("c", "g1")
    bench.run(0.2)
    assert bench.legs == ["g2"]
    bench.lives, bench.hangs = False, True
    bench.run(0.55)
    assert bench.legs == [] and bench.of(Unkeyed)[0].why == "lease"
    assert not bench.air.gateways["B"].keyed
    bench.lives = True
    bench.run(1.0)
    assert len(bench.of(Keyed)) == 1, "a call that was cut is not taken up in the middle"


def test_a_station_that_stood_still_cuts_no_leg_whose_voice_waits_in_the_pipe() -> None:
    """Of two legs one must be read first; what the voice process delivered meanwhile for the other comes behind."""
    bench = Joined()
    bench.wish("g1", "g2", "tetra")
    bench.call("c", "g1")
    bench.run(1.0)
    assert bench.legs == ["g2", "tetra"]
    bench.mono += 0.7
    gateway: Any = bench.air.gateways["A"]
    bench.patching.voice(gateway, VoiceFrame("c", 0, "s16le8", b"\0" * 320), bench.now)
    for press in list(bench.ptt.keyed.values()):
        told = Mic(press=press.id, call=press.call, index=0, data=b"\0" * 320)
        bench.patching.mic(told, bench.now)
        bench.ptt.mic(told, bench.now)
    bench.run(1.0)
    assert bench.legs == ["g2", "tetra"] and bench.of(Unkeyed) == []


def test_a_voice_process_that_is_not_there_yet_is_waited_for() -> None:
    bench = Joined()
    bench.wish("g1", "g2")
    bench.lives = False
    bench.call("c", "g1")
    bench.run(1.5)
    assert bench.legs == [] and bench.of(Keyed) == [], "no carrier without a voice behind it"
    bench.lives = True
    bench.run(0.1)
    assert bench.legs == ["g2"]


def test_the_talk_time_limit_holds_for_a_patch() -> None:
    bench = Joined()
    bench.air.gateways["B"].talk_limit = 2.0
    bench.wish("g1", "g2")
    bench.call("c", "g1")
    bench.run(3.0)
    assert bench.legs == [] and bench.of(Unkeyed)[0].why == "limit"


def test_a_busy_leg_is_waited_for_or_refused() -> None:
    bench = Joined()
    bench.wish("g1", "g2", "tetra")
    bench.call("there", "g2")
    bench.call("here", "g1")
    bench.run(0.1)
    assert bench.legs == ["tetra"], "who came first has it, and who speaks on g1 is not spoken over"
    bench.hang_up("there")
    bench.run(3.0)
    assert bench.legs == ["g2", "tetra"]
    other = Joined()
    other.wish("g1", "g2", "tetra")
    other.press("g3")  # g2 and g3 have one transmitter, and a person speaks there
    other.call("c", "g1")
    other.run(0.3)
    assert other.legs == ["tetra"]
    other.hang_up("c")
    other.run(0.4)
    said = [entry for entry in other.of(Refused) if entry.seat == "patch:p"]
    assert [(entry.why, entry.group, entry.action) for entry in said] == [("busy", "g2", 7)]


def test_an_emergency_takes_the_floor() -> None:
    bench = Joined()
    bench.wish("g1", "g2", "tetra")
    bench.call("c", "g1")
    bench.call("sos", "tetra")
    bench.run(0.2)
    assert bench.legs == ["g2"], "both wait for each other"
    gateway: Any = bench.air.gateways["PEI"]
    raised = EmergencyRaised(gateway="PEI", radio="r", by="call", call="sos", to="tetra")
    bench.patching.heard(gateway, raised, None, bench.now)
    bench.run(0.1)
    assert bench.legs == ["g1", "g2"]
    assert {press.source for press in bench.ptt.keyed.values()} == {"sos"}


def test_a_person_beats_it_and_it_comes_back() -> None:
    bench = Joined()
    bench.wish("g1", "g2")
    bench.call("c", "g1")
    bench.run(0.1)
    bench.press("g3")
    assert [press.group for press in bench.ptt.keyed.values()] == ["g3"], "it has the transmitter of g2"
    assert bench.of(Unkeyed)[0].why == "interrupted"
    bench.release()
    bench.hang_up("c")
    bench.run(0.5)
    bench.call("d", "g1")
    bench.run(0.1)
    assert bench.legs == ["g2"]


def test_encrypted_private_and_own_calls_are_not_sent_on() -> None:
    bench = Joined()
    bench.wish("g1", "g2")
    bench.call("secret", "g1", encrypted="aes256")
    bench.call("private", "g1", group=False)
    bench.run(0.3)
    assert bench.legs == []


@pytest.mark.parametrize(
    ("groups", "why", "about"),
    [
        (["g1"], "unable", ""),
        (["g1", "g1"], "unable", ""),
        (["g1", "no"], "unknown-target", "no"),
        (["g2", "g3"], "one-transmitter", "g3"),
        (["g1", "mute"], "no-audio", "mute"),
        (["g1", "coded"], "encrypted", "coded"),
    ],
)
def test_what_cannot_be_joined(groups: list[str], why: str, about: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mute = msgspec.structs.replace(GROUPS["tetra"], id="mute", audio=False)
    coded = msgspec.structs.replace(GROUPS["tetra"], id="coded")
    monkeypatch.setitem(GROUPS, "mute", mute)
    monkeypatch.setitem(GROUPS, "coded", coded)
    bench = Joined()
    bench.facts.groups["coded"].encrypted = "aes256"
    bench.wish(*groups)
    (refused,) = bench.of(Refused)
    assert (refused.why, refused.group, refused.action) == (why, about, 7)
    assert not bench.of(PatchMade)


def test_what_can_only_be_heard_is_sent_on_and_nobody_is_sent_on_it() -> None:
    """A repeater that forwards its voice and takes none."""
    bench = Joined()
    bench.air.gateways[GROUPS["g2"].gateway].spec.speaks = False
    bench.wish("g1", "g2")
    assert bench.of(PatchMade)
    bench.call("theirs", "g2")
    bench.run(0.3)
    assert bench.legs == ["g1"]
    bench.hang_up("theirs")
    bench.run(1.0)
    bench.call("ours", "g1")
    bench.run(0.5)
    assert bench.legs == [] and not bench.of(Refused), "nor is that a fault: everybody was told that it is heard only"


def test_a_patch_in_which_nobody_can_be_sent_on_is_none() -> None:
    bench = Joined()
    for group in ("g1", "g2"):
        bench.air.gateways[GROUPS[group].gateway].spec.speaks = False
    bench.wish("g1", "g2")
    (refused,) = bench.of(Refused)
    assert (refused.why, refused.group) == ("unable", "g1")


def test_links_rights_and_purposes_are_asked_for() -> None:
    bench = Joined()
    bench.air.gateways["B"].sendable = False
    bench.wish("g1", "g2")
    bench.air.gateways["B"].sendable, bench.air.gateways["B"].transmit = True, False
    bench.wish("g1", "g2")
    bench.air.gateways["B"].transmit = True
    bench.wish("g1", "g2", alarm="gone")
    bench.wish("g1", "g2", seconds=24 * 3600.0)
    assert [entry.why for entry in bench.of(Refused)] == ["no-link", "transmit-off", "unknown-target", "unable"]


def test_it_ends_with_its_emergency() -> None:
    bench = Joined()
    bench.facts.alarms["a"] = Alarm(id="a")
    bench.wish("g1", "g2", alarm="a")
    bench.run(1.0)
    assert not bench.of(PatchEnded)
    del bench.facts.alarms["a"]
    bench.run(0.5)
    assert bench.of(PatchEnded)[0].why == "purpose"


def test_it_outlives_its_owners_seat_by_a_minute_unless_somebody_takes_it_over() -> None:
    for taken in (False, True):
        bench = Joined()
        bench.wish("g1", "g2")
        bench.facts.seats["1"] = Seat(id="1")
        bench.run(1.0)
        assert [(entry.why, entry.seconds) for entry in bench.of(PatchWarned)] == [("owner", OWNERLESS)]
        if taken:
            bench.patching.take(9, PatchExtended(seat="2", operator="bruno", patch="p", seconds=600.0), bench.now)
        bench.run(OWNERLESS + 1)
        assert [entry.why for entry in bench.of(PatchEnded)] == ([] if taken else ["owner"])
        assert bench.of(PatchMade)[-1].operator == ("bruno" if taken else "anna")


def test_a_tone_warns_once_before_it_ends_by_itself_and_again_if_it_goes_on() -> None:
    bench = Joined()
    bench.wish("g1", "g2", seconds=20.0)  # of a short one half its time is left then
    bench.run(9.5)
    assert bench.sounded == []
    bench.run(1.0)
    assert bench.sounded == ["patch"] and [warned.why for warned in bench.of(PatchWarned)] == ["time"]
    bench.run(5.0)
    assert bench.sounded == ["patch"], "once"
    bench.patching.take(8, PatchExtended(seat="1", operator="anna", patch="p", seconds=8.0), bench.now)
    bench.follow()
    bench.run(4.5)
    assert bench.sounded == ["patch"] * 2
    bench.patching.take(9, PatchBroken(seat="1", operator="anna", patch="p"), bench.now)
    assert len(bench.sounded) == 2, "whoever breaks it needs no warning"


def test_it_ends_when_fewer_than_two_links_are_left() -> None:
    bench = Joined()
    bench.wish("g1", "g2")
    bench.air.gateways["B"].sendable = False
    bench.run(LINKLESS - 1)
    assert not bench.of(PatchEnded), "a link that comes back soon is nothing"
    bench.run(2.0)
    assert bench.of(PatchEnded)[0].why == "link"


def test_a_clock_that_jumps_neither_ends_nor_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Joined()
    bench.wish("g1", "g2", seconds=10.0)
    later = bench.now._replace(utc=bench.now.utc + 3600)
    assert bench.patching.leases(later._replace(mono=later.mono + 1)) == [] and not bench.of(PatchEnded)
    bench.run(11.0)
    assert bench.of(PatchEnded)[0].why == "time"


def test_who_speaks_over_us_and_is_not_sent_on_is_told_of_once() -> None:
    bench = Joined()
    bench.wish("g1", "g2")
    for call in ("c", "d", "e"):
        bench.call(call, "g1")
        bench.run(0.3)
        bench.call(f"over {call}", "g2")
        bench.run(1.0)
        bench.hang_up(f"over {call}")
        bench.run(0.5)
        bench.hang_up(call)
        bench.run(1.0)
    assert {leg.group for leg in bench.of(Keyed)} == {"g2"}
    said = [entry for entry in bench.of(Refused) if entry.seat == "patch:p"]
    assert [(entry.why, entry.group) for entry in said] == [("busy", "g2")]


def test_a_patch_that_hears_itself_is_ended() -> None:
    bench = Joined()
    bench.wish("g1", "g2")
    for turn in range(12):  # a repeater that stores what it hears and sends it back a second later
        bench.call(f"echo {turn}", "g1")
        bench.run(1.5)
        bench.hang_up(f"echo {turn}")
        bench.run(1.0)
    assert [entry.why for entry in bench.of(PatchEnded)] == ["loop"]
    assert len(bench.of(Keyed)) < 8


def test_breaking_it_is_at_once_and_stays() -> None:
    bench = Joined()
    bench.wish("g1", "g2")
    bench.call("c", "g1")
    bench.run(0.2)
    bench.patching.take(8, PatchBroken(seat="2", operator="bruno", patch="p"), bench.now)
    assert bench.legs == [], "not even until the next look"
    bench.run(1.0)
    assert len(bench.of(Keyed)) == 1 and bench.of(PatchEnded)[0].detail == "bruno"


def test_what_an_earlier_station_joined_is_over() -> None:
    bench = Joined()
    bench.facts.patches["old"] = Patch(id="old", groups=["g1", "g2"], operator="anna")
    bench.patching.resume()
    assert [(entry.patch, entry.why) for entry in bench.of(PatchEnded)] == [("old", "restart")]
