"""The story: one seed one story, one emergency, nobody in two places, drives that a car could drive."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict

import msgspec
import pytest

from station.simulate.cast import GROUPS
from station.simulate.cues import Cue, Exchange, Outage, Position, Status, Text
from station.simulate.people import PLAYERS, players
from station.simulate.roads import METRES_A_DEGREE, Drive, roads
from station.simulate.story import Story
from station.simulate.words import EMERGENCY, STATUSES, Words

WORDS = Words()


def told(seed: int, seconds: float, of: list[str] | None = None) -> list[Cue]:
    cues = Story(seed, WORDS, of=of).cues()
    return list(itertools.takewhile(lambda cue: cue.at <= seconds, cues))


@pytest.fixture(scope="module")
def shift() -> list[Cue]:
    """Half an hour."""
    return told(1, 1800.0)


def test_the_same_seed_tells_the_same_story() -> None:
    first, second = (b"".join(msgspec.json.encode(cue) for cue in told(7, 600.0)) for _ in range(2))
    assert first == second
    assert first != b"".join(msgspec.json.encode(cue) for cue in told(8, 600.0))


def test_a_site_that_plays_one_unit_hears_the_same_of_it_and_of_all_talk(shift: list[Cue]) -> None:
    alone = told(1, 1800.0, of=["VP 106"])
    assert [cue for cue in alone if isinstance(cue, Position)] == [
        cue for cue in shift if isinstance(cue, Position) and (cue.unit == "VP 106" or cue.why == "emergency")
    ]
    assert [c for c in alone if isinstance(c, Exchange)] == [c for c in shift if isinstance(c, Exchange)]


def test_cues_come_in_order(shift: list[Cue]) -> None:
    assert all(before.at <= after.at for before, after in itertools.pairwise(shift))


@pytest.mark.parametrize("seed", range(1, 9))
def test_one_emergency_about_a_minute_in_status_then_position_then_call(seed: int) -> None:
    cues = told(seed, 900.0)
    signals = [
        cue
        for cue in cues
        if (isinstance(cue, Status) and cue.word == EMERGENCY)
        or (isinstance(cue, Position) and cue.why == "emergency")
        or (isinstance(cue, Exchange) and cue.emergency)
    ]
    assert [type(cue) for cue in signals] == [Status, Position, Exchange]
    assert 50.0 < signals[0].at < 70.0
    assert signals[2].at - signals[0].at < 4.0
    assert isinstance(signals[2], Exchange)
    assert signals[2].group == "VP Latgale"
    assert signals[2].overs[0].unit == "VP 118"
    after = [cue for cue in cues if isinstance(cue, Status) and cue.unit == "VP 118" and cue.at > signals[0].at]
    assert after[0].word == "on scene"
    assert 120.0 < after[0].at - signals[0].at < 300.0
    assert any(isinstance(cue, Text) and cue.text == WORDS.all_clear for cue in cues)


def test_the_unit_in_distress_stands_and_help_arrives() -> None:
    for seed in range(1, 6):
        cues = told(seed, 400.0)
        alarm = Story(seed, WORDS).alarm_at
        here = [c.place for c in cues if isinstance(c, Position) and c.unit == "VP 118" and c.place and c.at > alarm]
        assert all(place.speed < 0.5 for place in here[:20])
        there = next(c for c in cues if isinstance(c, Status) and c.unit == "VP 124" and c.word == "on scene")
        close = next(c.place for c in cues if isinstance(c, Position) and c.unit == "VP 124" and c.at > there.at)
        assert close is not None
        assert here[0] is not None
        assert _metres(close.lat, close.lon, here[0].lat, here[0].lon) < 150.0


def test_busy_enough_to_be_alive(shift: list[Cue]) -> None:
    overs = sum(len(cue.overs) for cue in shift if isinstance(cue, Exchange))
    assert 4.0 <= overs / 30.0 <= 9.0
    spoken = {cue.group for cue in shift if isinstance(cue, Exchange)}
    assert spoken == {group.name for group in GROUPS}
    for seed in range(1, 9):
        first = {cue.group for cue in told(seed, 75.0) if isinstance(cue, Exchange)}
        assert len(first) >= len(GROUPS) - 1, seed
    gaps = defaultdict(list)
    for cue in shift:
        if isinstance(cue, Position):
            gaps[cue.unit].append(cue.at)
    assert len(gaps) == 21
    for times in gaps.values():
        between = [after - before for before, after in itertools.pairwise(times)]
        assert max(between) <= 15.0
        assert 4.9 <= sum(between) / len(between) <= 12.0


def test_nobody_speaks_on_two_groups_and_a_gateway_carries_one_call(shift: list[Cue]) -> None:
    gateways = {group.name: group.gateway for group in GROUPS}
    taken: dict[str, float] = defaultdict(float)
    for cue in shift:
        if isinstance(cue, Exchange):
            for one in {over.unit for over in cue.overs} | {gateways[cue.group]}:
                assert taken[one] <= cue.at, (one, cue)
                taken[one] = cue.end


def test_speakers_are_members_with_a_radio_that_talks_there(shift: list[Cue]) -> None:
    groups = {group.name: group for group in GROUPS}
    cast = {player.callsign: player for player in PLAYERS}
    for cue in shift:
        if isinstance(cue, Exchange):
            for over in cue.overs:
                assert over.unit in groups[cue.group].members
                radio = cast[over.unit].radio(groups[cue.group].gateway)
                assert radio is not None
                assert radio.talk


def test_a_talker_is_missing_from_the_roster() -> None:
    strangers = [player for player in PLAYERS if not player.named]
    assert [player.callsign for player in strangers] == ["VP 131"]
    spoken = [over.unit for seed in (1, 2, 3) for c in told(seed, 900.0) if isinstance(c, Exchange) for over in c.overs]
    assert "VP 131" in spoken


def test_overs_collide_now_and_then() -> None:
    pairs = collisions = 0
    for seed in range(1, 9):
        for cue in told(seed, 3600.0):
            if isinstance(cue, Exchange) and not cue.emergency:
                for before, after in itertools.pairwise(cue.overs):
                    pairs += 1
                    collisions += after.at < before.at + before.seconds
    assert 0.02 < collisions / pairs < 0.06


def test_encrypted_and_late_calls_are_among_them_and_only_where_nothing_is_heard(shift: list[Cue]) -> None:
    sealed = [cue for cue in shift if isinstance(cue, Exchange) and cue.encrypted]
    assert sealed
    assert all(cue.group in ("VP Latgale", "LP Utena", "PP Ilūkste") for cue in sealed)
    assert any(isinstance(c, Exchange) and c.late for seed in (1, 2, 3) for c in told(seed, 3600.0))


def test_positions_get_lost_and_found_and_one_link_falls_silent(shift: list[Cue]) -> None:
    counts = Counter(cue.why for cue in shift if isinstance(cue, Position))
    assert counts["lost"] >= 3
    assert 0 <= counts["lost"] - counts["regained"] <= 4  # some of 21 units are without sky just now
    lost = next(c for c in shift if isinstance(c, Position) and c.unit == "VRS 113" and c.why == "lost")
    assert 95.0 <= lost.at < 111.0
    outages = [cue for cue in shift if isinstance(cue, Outage)]
    assert 195.0 < outages[0].at < 215.0
    for cue in shift:
        if isinstance(cue, Exchange) and cue.group == "LP Utena":
            assert not any(out.at < cue.end and cue.at < out.at + out.seconds for out in outages)


def test_texts_are_in_three_languages_and_statuses_are_in_the_book(shift: list[Cue]) -> None:
    texts = [cue.text for seed in (1, 2) for cue in told(seed, 3600.0) if isinstance(cue, Text)]
    for language in ("lv", "lt", "en"):
        assert set(texts) & set(WORDS.texts[language])
    book = {row.word for row in STATUSES} | {EMERGENCY}
    assert {cue.word for cue in shift if isinstance(cue, Status)} <= book


def test_cars_move_as_cars_do() -> None:
    lines = roads()
    for player in PLAYERS:
        if player.beat is None:
            continue
        drive = Drive("x", lines[player.beat.road], player.beat)
        before, stops, moved = drive.at(0.0), 0, 0.0
        for second in range(1, 3600):
            now = drive.at(float(second))
            step = _metres(before.lat, before.lon, now.lat, now.lon)
            assert step <= max(now.speed, before.speed) + 2.0, player.callsign
            assert now.speed <= player.beat.pace * 1.1
            assert 0.0 <= now.course < 360.0
            stops += now.speed < 0.5 <= before.speed
            moved += step
            before = now
        assert stops >= 2
        assert moved > player.beat.pace * 3600 * 0.3


def test_a_drive_is_the_same_however_often_it_is_asked() -> None:
    beat = PLAYERS[0].beat
    assert beat is not None
    often, seldom = (Drive("y", roads()[beat.road], beat) for _ in range(2))
    for tenth in range(6000):
        often.at(tenth / 10)
    assert often.at(600.0) == seldom.at(600.0)


def test_scale_adds_units_and_sentences_at_one_port() -> None:
    cast = players(100)
    moving = [player for player in cast if player.beat is not None]
    assert len(moving) == 68
    heard = [p.callsign for p in cast if p.data is not None and p.data.gateway == "GPS Utena"]
    cues = itertools.takewhile(lambda cue: cue.at < 20.0, Story(1, WORDS, scale=100, of=heard).cues())
    positions = [cue for cue in cues if isinstance(cue, Position) and cue.at >= 10.0]
    assert 950 <= len(positions) / 10.0 <= 1050


def _metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    east = (other_lon - lon) * METRES_A_DEGREE * math.cos(math.radians(lat))
    return math.hypot(east, (other_lat - lat) * METRES_A_DEGREE)
