"""Every code of the record has words; none reaches the screen as a code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

import units
from console import i18n, line_words, words
from radio.protocols.hbp.peer import Stage
from tests.console.room import RoomFeed
from units.borders import BorderNeared
from units.findings import REFUSALS, Crossed
from units.roster import KINDS
from units.state import Facts, Line

EMPTY = Facts(version=1)
NEARED: list[dict[str, bool]] = [{}, {"approximate": True}, {"approximate": True, "inside": True}]


def codes() -> list[str]:
    """The words the picture gives its lines, as its source has them."""
    folder = Path(units.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    found = set(re.findall(r'_(?:tell|note)\(facts, entry,(?: what,)? changes, "([a-z-]+)"', source))
    found |= set(re.findall(r'word="([a-z-]+)"', source))
    found |= set(re.findall(r'_say\(facts, entry, changes, what, "[a-z]+", "([a-z-]+)"', source))
    found |= {Crossed(unit="u", into=into).told[0] for into in ("", "LT")}
    found |= {BorderNeared(unit="u", into="BY", metres=1, **how).word for how in NEARED}
    return sorted(found | {"link-up", "link-down", "not-recording", "recording-again", "sound-back", "sound-none"})


def test_the_source_was_understood() -> None:
    assert {"call", "text", "status", "alarm", "note", "refused", "crossed", "no-fix"} <= set(codes())


@pytest.mark.parametrize("word", codes())
def test_every_line_has_a_sentence(qapp: object, word: str) -> None:
    line = Line(seq=1, time=0.0, sort="system", word=word, text="x", operator="12", radio="TETRA Daugavpils")
    said = line_words.sentence(line, EMPTY)
    assert said != f"{word} x", f"{word} has no sentence"
    assert word not in ("alarm", "status-hand") or word not in said


@pytest.mark.parametrize("why", REFUSALS)
def test_every_refusal_has_a_sentence(qapp: object, why: str) -> None:
    assert words.refusal(why).startswith("Refused: ")
    assert words.refusal(why).endswith(".")


def test_an_unknown_code_is_still_a_sentence(qapp: object) -> None:
    assert words.refusal("something-new", "12") == "Refused. (12)"


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "other"])
def test_kinds(qapp: object, kind: str) -> None:
    assert words.kind_of(kind)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("[Errno 111] Connection refused", "connection refused"),
        ("tcp://10.0.0.5:9000 closed the connection", "connection closed by the other side"),
        ("[Errno 2] could not open port /dev/ttyUSB0: [Errno 2] No such file or directory", "device not there"),
        ("[Errno 98] Address already in use", "port already in use"),
        ("silent for 15 s", "nothing heard for 15 s"),
        ("silent for 2.5 s", "nothing heard for 2 s"),
        ("open, but no answer", "nothing heard"),
        ("only noise: check the baud rate", "only noise: check the baud rate"),
        ("registration: NAK", "the other side refused the registration"),
        *((stage.value, None) for stage in Stage),
        ("the master closed the session", "the master ended the session"),
        (
            "the modem refuses configuration: a value it does not take",
            "the modem does not take the setting: configuration",
        ),
        ("database or disk is full", "the disk is full"),
        ("a flux capacitor broke", "a flux capacitor broke"),
    ],
)
def test_link_reasons(qapp: object, why: str, said: str | None) -> None:
    assert words.link_why(why) == (said or why.replace("this repeater", "our repeater"))


@pytest.mark.parametrize("stage", Stage)
def test_why_a_master_will_not_have_us_is_said_in_the_room_s_language(qapp: QCoreApplication, stage: Stage) -> None:
    i18n.install(qapp, "lv")
    try:
        assert words.link_why(stage.value).startswith("centrs ")
    finally:
        i18n.install(qapp, "en")
        QLocale.setDefault(QLocale("C"))


def test_an_emergency_says_by_what_and_how_old_its_fix_is(qapp: object) -> None:
    feed = RoomFeed()
    line = feed.facts.lines[feed.facts.alarms["a1"].line]
    assert line_words.sentence(line, feed.facts, feed.now()) == "EMERGENCY · radio button · fix 4 s"
    feed.facts.units["vp118"].fix = None
    assert line_words.sentence(line, feed.facts, feed.now()) == "EMERGENCY · radio button · no position"


def test_statuses_come_from_the_book_and_zero_is_emergency(qapp: object) -> None:
    facts = RoomFeed().facts
    assert words.status_name(facts, 3) == "on the way"
    assert words.status_name(facts, "0") == "emergency"
    assert words.status_name(facts, 40000) == "status 40000"
    assert words.status_name(facts, None) == ""


def test_a_sound_device_that_is_lost_is_named_in_the_readers_language(qapp: object) -> None:
    """A device's own name stays; what we call it does not."""
    line = Line(seq=1, time=0.0, sort="system", word="sound-part", text="microphone, USB Audio, default")
    assert line_words.sentence(line, EMPTY) == "sound device lost: microphone, USB Audio, the default loudspeaker"
