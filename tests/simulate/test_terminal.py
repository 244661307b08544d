"""The simulated TETRA terminal answers as a terminal does, and says nothing it was not asked for."""

from __future__ import annotations

import random
import re

import pytest

from station.simulate.cast import GATEWAYS, TETRA_DP, TETRA_ZA
from station.simulate.cues import Exchange, Outage, Over, Position, Status, Text
from station.simulate.pei import Habits, Terminal
from station.simulate.people import PLAYERS
from station.simulate.roads import Place
from station.simulate.sds import BALTIC

PLACE = Place(55.8012, 26.3941, 13.9, 90.0)


class Console:
    """The other end of the cable: types commands, collects lines."""

    def __init__(self, gateway: str = TETRA_DP, habits: Habits | None = None) -> None:
        way = next(one for one in GATEWAYS if one.name == gateway)
        cast = {player.callsign: player for player in PLAYERS}
        dice = random.Random(1)
        self.terminal = Terminal(way, "2200900", cast, habits or Habits(), lambda at: 1.8e9 + at, dice)
        self.now = 0.0

    def type(self, text: str, wait: float = 0.5) -> str:
        self.terminal.hear(text.encode("ascii"), self.now)
        return self.listen(wait)

    def listen(self, seconds: float) -> str:
        self.now += seconds
        return b"".join(self.terminal.speak(self.now)).decode("ascii")

    def ready(self) -> None:
        self.type("ATE0\r")
        self.type("AT+CMEE=1\r")
        for service in ("0,0", "2,20", "3,130", "3,10", "3,137"):
            assert "OK" in self.type(f"AT+CTSP=1,{service}\r")


@pytest.fixture
def console() -> Console:
    return Console()


@pytest.fixture
def ready(console: Console) -> Console:
    console.ready()
    return console


def test_it_echoes_until_told_not_to(console: Console) -> None:
    assert console.type("AT\r") == "AT\r\r\nOK\r\n"
    assert console.type("ATE0\r") == "ATE0\r\r\nOK\r\n"
    assert console.type("AT\r") == "\r\nOK\r\n"


def test_it_takes_commands_cut_anywhere_glued_and_with_line_feeds(console: Console) -> None:
    assert console.type("AT") == ""
    assert console.type("E0\r\nAT\r\nA").count("OK") == 2
    assert console.type("T\r").count("OK") == 1


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("AT+CNUMF?", "+CNUMF: 6,02470000902200900"),
        ("AT+CTGS?", "+CTGS: 1,2201"),
        ("AT+CREG?", "+CREG: 1,17,024700009"),
        ("AT+CTOM?", "+CTOM: 0"),
        ("AT+CSQ?", "+CSQ: 18,99"),
        ("AT+CMGS=?", "+CMGS: (0-16777215),(1-2047)"),
        ("AT+GMI?", "+GMI: KOPA-SIM"),
    ],
)
def test_it_answers_questions(ready: Console, command: str, answer: str) -> None:
    assert ready.type(command + "\r") == f"\r\n{answer}\r\n\r\nOK\r\n"


def test_it_refuses_what_it_does_not_know(console: Console) -> None:
    console.type("ATE0\r")
    assert console.type("AT+NONSENSE=1\r") == "\r\nERROR\r\n"
    console.type("AT+CMEE=1\r")
    assert console.type("AT+NONSENSE=1\r") == "\r\n+CME ERROR: 35\r\n"
    assert console.type("AT+CTSP=9,9\r") == "\r\n+CME ERROR: 34\r\n"
    assert console.type("AT+CMGS=x,0\r") == "\r\n+CME ERROR: 34\r\n"
    assert console.type("AT+CTXD=3,1\r") == "\r\n+CME ERROR: 34\r\n"
    assert console.type("AT+CUTXC=1\r") == "\r\n+CME ERROR: 34\r\n", "nothing is keyed"
    assert console.type("ATD9999\r") == "\r\n+CME ERROR: 34\r\n"
    console.type("AT+CTSP=2,0,0\r")
    assert console.type("AT+CTSP=2,0,0\r") == "\r\n+CME ERROR: 38\r\n", "registered already"
    assert console.type("noise\r\x00\xff".encode("latin-1").decode("ascii", "ignore")) == ""


def test_it_says_nothing_unasked_before_it_is_registered_for(console: Console) -> None:
    console.type("ATE0\r")
    console.terminal.play(Status(at=console.now, unit="VP 118", word="emergency"))
    assert console.listen(1.0) == ""
    console.type("AT+CTSP=2,2,20\r")
    console.terminal.play(Status(at=console.now, unit="VP 118", word="emergency"))
    console.terminal.play(Text(at=console.now, unit="VP 118", text="not registered for texts"))
    assert console.listen(1.0) == "\r\n+CTSDSR: 13,2201118,0,2200900,0,16\r\n0000\r\n"


def test_a_console_that_comes_again_begins_anew(ready: Console) -> None:
    ready.terminal.joined(ready.now)
    ready.terminal.play(Status(at=ready.now, unit="VP 118", word="free"))
    assert ready.listen(1.0) == ""
    assert ready.type("AT\r").startswith("AT\r"), "it echoes again"


def test_positions_statuses_and_texts(ready: Console) -> None:
    ready.terminal.play(Position(at=ready.now, unit="VP 106", place=PLACE))
    long = ready.listen(0.1)
    assert re.fullmatch(r"\r\n\+CTSDSR: 12,2201106,0,2200900,0,137\r\n0A[0-9A-F]{34}\r\n", long)
    ready.terminal.play(Position(at=ready.now, unit="VRS 113", place=PLACE))
    short = ready.listen(0.1)
    assert re.fullmatch(r"\r\n\+CTSDSR: 12,2210113,0,2200900,0,84\r\n0A[0-9A-F]{20}\r\n", short)
    ready.terminal.play(Status(at=ready.now, unit="VP 106", word="free"))
    assert ready.listen(0.1).endswith(",16\r\n8002\r\n")
    ready.terminal.play(Text(at=ready.now, unit="VP 106", text="Ceļš slidens."))
    text = bytes.fromhex(ready.listen(0.1).split("\r\n")[2])
    assert text[3] == 26
    assert text[4:].decode("utf-16-be") == "Ceļš slidens."


def test_another_make_writes_long_numbers_odd_digits_and_baltic_letters() -> None:
    console = Console(TETRA_ZA, Habits(long_numbers=True, whole_bytes=False, scheme=BALTIC))
    console.ready()
    console.terminal.play(Position(at=console.now, unit="LP 115", place=PLACE))
    header, body = console.listen(0.1).split("\r\n")[1:3]
    assert header == "+CTSDSR: 12,02460000104102115,5,02460000102200900,5,84"
    assert len(body) == 21
    console.terminal.play(Text(at=console.now, unit="LP 115", text="Esame prie posto, laukiame vertėjo."))
    body = console.listen(0.1).split("\r\n")[2]
    assert bytes.fromhex(body)[4:].decode("iso8859-13") == "Esame prie posto, laukiame vertėjo."


def exchange(at: float, **more: bool) -> Exchange:
    overs = (Over(at, 3.0, "VP 118"), Over(at + 4.0, 2.0, "VP pults"))
    return Exchange(at=at, group="VP Latgale", overs=overs, **more)


def codes(text: str) -> list[str]:
    return [line.split(":")[0] for line in text.split("\r\n") if line.startswith("+")]


def test_a_call_is_told_from_setup_to_release(ready: Console) -> None:
    ready.terminal.play(exchange(ready.now))
    said = ready.listen(10.0)
    assert codes(said) == ["+CTICN", "+CTCC", "+CTXG", "+CDTXC", "+CTXG", "+CDTXC", "+CTCR"]
    assert "+CTICN: 1,0,0,0,2201118,1,1,0,1,1,0,2201,0" in said
    assert "+CTXG: 1,3,0,0,1,2201118" in said
    assert said.endswith("+CTCR: 1,13\r\n")


def test_emergency_encryption_and_late_entry_show_in_the_fields(ready: Console) -> None:
    ready.terminal.play(exchange(ready.now, emergency=True))
    assert "+CTICN: 1,0,0,0,2201118,1,1,0,1,1,0,2201,15" in ready.listen(10.0)
    ready.terminal.play(exchange(ready.now, encrypted=True))
    said = ready.listen(10.0)
    assert "+CTICN: 2,0,0,0,2201118,1,1,1,1,1,0,2201,0" in said
    assert "+CTXG: 2,3,0,1,1,2201118" in said
    ready.terminal.play(exchange(ready.now, late=True))
    assert codes(ready.listen(10.0))[0] == "+CTXG"


def test_two_at_once_cut_the_first_off(ready: Console) -> None:
    at = ready.now
    overs = (Over(at, 3.0, "VP 118"), Over(at + 2.0, 2.0, "VP 124"))
    ready.terminal.play(Exchange(at=at, group="VP Latgale", overs=overs))
    assert codes(ready.listen(10.0)) == ["+CTICN", "+CTCC", "+CTXG", "+CTXG", "+CDTXC", "+CTCR"]


def test_the_dispatcher_gets_the_transmitter_and_an_answer(ready: Console) -> None:
    assert "OK" in ready.type("AT+CTSDC=0,0,0,1,1,0,1,1,0,0,0\r")
    said = ready.type("ATD2201\r", wait=1.0)
    assert codes(said) == ["+CTOCP", "+CTCC", "+CTXG"]
    assert "+CTXG: 15,0,0,0" in said
    ready.terminal.play(exchange(ready.now))
    assert ready.listen(3.0) == "", "the network keeps other calls away meanwhile"
    said = ready.type("AT+CUTXC=15\r", wait=12.0)
    assert codes(said) == ["+CDTXC", "+CTXG", "+CDTXC", "+CTCR"]
    assert "+CTXG: 15,3,0,0,1,2201118" in said


def test_a_demand_waits_for_the_speaker_unless_pre_emptive(ready: Console) -> None:
    ready.terminal.play(exchange(ready.now))
    ready.listen(1.0)
    said = ready.type("AT+CTXD=1,1\r", wait=1.0)
    assert "+CTXG: 1,2,0,0" in said
    assert "+CTXG: 1,0" not in said
    said = ready.listen(2.0)
    assert codes(said) == ["+CDTXC", "+CTXG"]
    assert "+CTXG: 1,0,0,0" in said
    assert "+CTXG" not in ready.listen(5.0), "the rest of the exchange gave way"
    ready.type("AT+CUTXC=1\r", wait=12.0)
    ready.terminal.play(exchange(ready.now))
    ready.listen(1.0)
    said = ready.type("AT+CTXD=2,2\r", wait=0.5)
    assert codes(said) == ["+CDTXC", "+CTXG"]
    assert "+CTXG: 2,0,0,0" in said


def test_an_emergency_is_not_spoken_over(ready: Console) -> None:
    ready.terminal.play(exchange(ready.now, emergency=True))
    ready.listen(1.0)
    assert "+CTXG: 1,1,1,0" in ready.type("AT+CTXD=1,1\r")
    assert "+CTXG: 1,3,0,0,1,2201001" in ready.listen(9.0), "it went on"


def test_a_text_of_the_console_is_reported_received_and_read(ready: Console) -> None:
    assert "OK" in ready.type("AT+CTSDS=12,0,0,0,1\r")
    said = ready.type("AT+CMGS=2201118,56\r\n820E5501416263\x1a", wait=0.3)
    assert said == "\r\n+CMGS: 1,4,1\r\n\r\nOK\r\n"
    said = ready.listen(15.0)
    assert "82100055" in said
    assert "82100255" in said
    ready.type("AT+CMGS=2201118,56\r\n82045601416263\x1a", wait=0.3)
    assert "\r\n7E56\r\n" in ready.listen(15.0), "a short report where short ones are asked for"
    said = ready.type("AT+CMGS=999,56\r\n82045701416263\x1a", wait=5.0)
    assert said == "\r\n+CMGS: 3,5,3\r\n\r\nOK\r\n", "nobody has that number"
    assert "+CME ERROR: 32" in ready.type("AT+CMGS=2201118,56\r\nnot hex\x1a")
    assert ready.type("AT+CMGS=2201118,56\r\n8204\x1bAT\r", wait=5.0).endswith("OK\r\n"), "ESC takes it back"


def test_a_radio_says_where_it_is_when_asked(ready: Console) -> None:
    ready.terminal.play(Position(at=ready.now, unit="VP 106", place=PLACE))
    ready.listen(1.0)
    ready.type("AT+CTSDS=12,0,0,0,1\r")
    ready.type("AT+CMGS=2201106,24\r\n0A4580\x1a", wait=0.3)
    body = ready.listen(3.0).split("\r\n")[2]
    assert int(body[:21], 16) & 0xFF == 32, "reason: answer to a request"


def test_a_cut_cable_is_silence_both_ways_and_then_all_is_as_before(ready: Console) -> None:
    ready.terminal.play(Outage(at=ready.now, gateway=TETRA_DP, seconds=50.0))
    ready.terminal.play(Status(at=ready.now + 1.0, unit="VP 118", word="free"))
    ready.terminal.joined(ready.now + 2.0)
    assert ready.type("AT\r", wait=20.0) == ""
    ready.listen(40.0)
    assert ready.type("AT\r") == "\r\nOK\r\n"
    ready.terminal.play(Status(at=ready.now, unit="VP 118", word="free"))
    assert "8002" in ready.listen(1.0)
