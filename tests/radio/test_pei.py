"""The conversation with a TETRA radio: start, silence, answers, what is asked of it and what becomes of that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from radio.codec import Proof, ProtocolError, Unable, VoiceFrame
from radio.events import CallEnded, CallStarted, Delivered, EmergencyRaised, Signal, TalkerNamed
from radio.protocols.pei import SPEC
from radio.requests import AskPosition, Check, Key, SelectGroup, SendStatus, SendText, Unkey
from tests.radio.pei_radio import GROUP, RADIO, Radio


@pytest.fixture
def radio() -> Radio:
    it = Radio()
    it.open()
    return it


def test_the_start_takes_short_data_calls_and_groups_and_never_resets() -> None:
    asked = Radio().open()
    assert asked[:2] == ["ATE0", "AT+CMEE=1"]
    for service in ("2,0,0", "2,2,20", "1,1,11", "1,3,130", "1,3,10", "1,3,138"):
        assert f"AT+CTSP={service}" in asked
    assert not any("ATZ" in line or "CUTXC" in line for line in asked)
    assert "AT+CTSP=2,3,130" in Radio(profile="2").open()


def test_one_command_at_a_time() -> None:
    radio = Radio()
    radio.take(radio.codec.opened(radio.now))
    assert radio.written == ["ATE0\r"]
    radio.says("+CREG: 1,1,90109999")  # comes at any time, answers nothing
    assert radio.written == ["ATE0\r"]
    radio.says("OK")
    assert radio.written == ["ATE0\r", "AT+CMEE=1\r"]


def test_registered_already_is_success_and_a_radio_just_powered_up_is_asked_again() -> None:
    assert len(Radio().open("+CME ERROR: 38")) == len(Radio().open())
    assert len(Radio().open("+CME ERROR: 35")) == 2 * len(Radio().open())
    assert len(Radio().open("ERROR")) == len(Radio().open())


def test_echo_is_no_news() -> None:
    radio = Radio()
    radio.take(radio.codec.opened(radio.now))
    assert radio.says("ATE0") == []
    radio.says("OK")


def test_silence_is_asked_about_three_times_and_proof_is_an_answer(radio: Radio) -> None:
    radio.pass_(9.9)
    assert radio.written == []
    radio.pass_(6.5)
    assert radio.written == ["AT\r"] * 3
    assert SPEC.silence == 17.0
    outs = radio.codec.receive(b"OK\r\n", "", radio.now)
    assert outs[0] == Proof()


def test_a_radio_that_restarted_unseen_is_told_everything_once_more(radio: Radio) -> None:
    """It would answer AT and tell us nothing: its registrations went with its memory."""
    radio.pass_(13)
    radio.written.clear()
    radio.take(radio.codec.receive(b"OK\r\n", "", radio.now))
    assert radio.written == [], "it was asked twice: the other answer may yet come, and is not that of the next"
    radio.pass_(3.6)
    assert radio.written == ["ATE0\r"]
    asked = radio.commands()
    assert "AT+CTSP=1,3,10" in asked and "AT+CTSP=2,2,20" in asked


def test_services_are_registered_anew_every_five_minutes(radio: Radio) -> None:
    asked: list[str] = []
    for _ in range(40):
        radio.pass_(9)
        radio.says("+CREG: 1")  # it lives, so that no heartbeat is needed
        asked += radio.commands()
    assert asked.count("AT+CTSP=1,3,10") == 1


def test_a_number_used_again_reports_no_older_message(radio: Radio) -> None:
    radio.send(SendText(ref="first", to=RADIO, text="a"))
    radio.says("OK", "+CMGS: 0", "OK")
    radio.send(SendText(to=RADIO, text="b"))
    radio.says("OK", "+CMGS: 0", "OK")
    assert radio.says("+CMGS: 0,4") == []


def test_a_call_whose_end_was_missed_is_closed_after_a_minute(radio: Radio) -> None:
    radio.says("+CTXG: 1,3,0,0,0,23404")
    events = [out for out in radio.pass_(61) if isinstance(out, CallEnded)]
    assert [event.why for event in events] == ["timeout"]


def test_a_call_hangs_on_between_overs(radio: Radio) -> None:
    radio.says("+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,2201,0", "+CTXG: 1,3,0,0,0,23404", "+CDTXC: 1,0")
    assert not radio.pass_(120)
    assert isinstance(radio.says("+CTCR: 1,13")[0], CallEnded)


def test_a_lost_link_ends_calls_as_lost(radio: Radio) -> None:
    radio.says("+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,2201,0")
    (ended,) = radio.codec.closed(radio.now)
    assert isinstance(ended, CallEnded)
    assert (ended.why, ended.to) == ("lost", GROUP)


def test_the_selected_group_is_the_group_of_a_call_joined_late(radio: Radio) -> None:
    radio.says("+CTGS: 1,2201")
    started, named = radio.says("+CTXG: 1,3,0,0,1,024700009 00023404".replace(" ", ""))
    assert isinstance(started, CallStarted)
    assert (started.to, started.late) == (GROUP, True)
    assert isinstance(named, TalkerNamed)
    assert named.radio == RADIO


def test_a_short_set_up_waits_for_its_rest_a_tenth_of_a_second(radio: Radio) -> None:
    assert radio.says("+CTICN: 1,0,0,0,23404") == []
    (started,) = radio.pass_(0.3)
    assert isinstance(started, CallStarted) and started.radio == RADIO


def test_a_call_that_turns_out_to_be_an_emergency_raises_it_once(radio: Radio) -> None:
    """Joined in progress, or pressed while the call was on: its set-up is told after its first word."""
    radio.says("+CTGS: 1,2201")
    started, _ = radio.says("+CTXG: 1,3,0,0,1,23404")
    assert isinstance(started, CallStarted) and not started.emergency
    (raised,) = radio.says("+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,2201,15")
    assert raised == EmergencyRaised(radio=RADIO, by="call", call=started.call, to=GROUP)
    assert radio.says("+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,2201,15") == [], "of the same call that is no news"
    radio.says("+CTCR: 1,13")
    assert any(isinstance(out, EmergencyRaised) for out in radio.says("+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,2201,15"))


def test_another_call_on_the_same_instance_ends_the_first(radio: Radio) -> None:
    radio.says("+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,2201,0")
    ended, started = radio.says("+CTICN: 1,0,0,0,23405,1,1,0,1,1,0,2202,0")
    assert isinstance(ended, CallEnded)
    assert ended.why == "lost"
    assert isinstance(started, CallStarted)


# --- said ---


def test_a_text_goes_in_one_write_with_its_header_and_reports_come_back(radio: Radio) -> None:
    radio.send(SendText(to=RADIO, text="Lab", ref="t1"))
    assert radio.commands() == ["AT+CTSDS=12,0,0,0,1", "AT+CMGS=23404,56\r\n820401014C6162\x1a"]
    (read,) = radio.says("+CTSDSR: 12,23404,0,9999,0,32\r\n82100201")
    assert read == Delivered(radio=RADIO, ref="t1", ok=True, by="person")
    assert radio.says("+CTSDSR: 12,23405,0,9999,0,32\r\n82100001") == []  # another radio's report of another message


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("Jēkabpils", "8204011A" + "Jēkabpils".encode("utf-16-be").hex().upper()),
        ("ž" * 200, "8204010B" + "ž".encode("iso8859-13").hex().upper() * 200),
    ],
)
def test_letters_decide_the_coding(radio: Radio, text: str, payload: str) -> None:
    radio.send(SendText(to=RADIO, text=text))
    assert payload in radio.commands()[1]


def test_a_text_no_radio_takes_is_refused_in_a_sentence(radio: Radio) -> None:
    with pytest.raises(Unable, match="too long"):
        radio.send(SendText(to=RADIO, text="x" * 3000))
    with pytest.raises(Unable, match="no TETRA number"):
        radio.send(SendText(to="tetra@247-9:abc", text="x"))


def test_simple_text(radio: Radio) -> None:
    simple = Radio(text="2")
    simple.open()
    simple.send(SendText(to=RADIO, text="testmessage"))
    assert simple.commands()[1] == "AT+CMGS=23404,104\r\n0201746573746D657373616765\x1a"


def test_what_the_network_says_of_a_message(radio: Radio) -> None:
    radio.send(SendStatus(to=RADIO, code=0x8004, ref="s1"))
    radio.says("OK")
    assert radio.written == ["AT+CTSDS=13,0\r", "AT+CMGS=23404,16\r\n8004\x1a"]
    assert radio.says("+CMGS: 7", "OK") == []
    assert radio.says("+CMGS: 7,4,0") == [Delivered(ref="s1", ok=True, by="network")]
    radio.send(SendStatus(to=RADIO, code=1, ref="s2"))
    radio.says("OK", "+CMGS: 8")
    assert radio.says("+CME ERROR: 30") == [Delivered(ref="s2", ok=False, by="network")]


def test_a_payload_out_of_step_is_sent_once_more_and_silence_is_a_failure(radio: Radio) -> None:
    radio.send(SendStatus(to=RADIO, code=1, ref="s1"))
    radio.says("OK", "+CME ERROR: 37")
    assert radio.written.count("AT+CMGS=23404,16\r\n0001\x1a") == 2
    assert radio.pass_(2.5) == [Delivered(ref="s1", ok=False, by="network")]


def test_a_prompt_before_the_payload_changes_nothing(radio: Radio) -> None:
    radio.send(SendStatus(to=RADIO, code=1, ref="s1"))
    radio.says("OK")
    assert radio.take(radio.codec.receive(b"\r\n> ", "", radio.now)) == []
    assert radio.says("+CMGS: 0,4,1", "OK") == [Delivered(ref="s1", ok=True, by="network")]


def test_delivery_reports_are_ours_to_send_only_where_told() -> None:
    asks = "+CTSDSR: 12,1234567,0,9999,0,40\r\n8204C90141"
    quiet = Radio()
    quiet.open()
    quiet.says(asks)
    assert quiet.commands() == []
    reporting = Radio(report=True)
    reporting.open()
    reporting.says(asks)
    assert reporting.commands() == ["AT+CTSDS=12,0,0,0,1", "AT+CMGS=1234567,32\r\n821000C9\x1a"]


def test_keying_sets_up_a_call_and_unkeying_gives_the_turn_back(radio: Radio) -> None:
    radio.send(Key(group=GROUP, call="own-1"))
    asked = radio.commands()
    assert asked == ["AT+CTGS=1,2201", "AT+CTSDC=0,0,0,1,1,0,1,1,0,0", "ATD2201"]
    assert radio.says("+CTOCP: 4,0,0,1,1,0,1,1", "+CTCC: 4,1,1,0,1,1") == []  # the station journals it as own-1
    assert radio.says("+CTXG: 4,0,0,0") == [Signal(link="transmitting")]
    radio.send(Unkey(group=GROUP, call="own-1"))
    assert radio.written == ["AT+CUTXC=4\r"]
    assert [type(out) for out in radio.says("+CTCR: 4,13")] == []


def test_keying_in_a_call_in_progress_asks_for_the_turn(radio: Radio) -> None:
    radio.says("+CTICN: 3,0,0,0,23404,1,1,0,1,1,0,2201,0")
    radio.send(Key(group=GROUP, call="own-1", emergency=True))
    assert radio.written == ["AT+CTXD=3,3\r"]
    assert radio.says("+CTXG: 3,2,0,0")[-1] == Signal(link="transmission queued")
    radio.send(Unkey(group=GROUP, call="own-1"))
    assert radio.written[-1] == "AT+CUTXC=3\r"


def test_a_grant_that_comes_after_we_let_go_is_given_back(radio: Radio) -> None:
    radio.says("+CTICN: 3,0,0,0,23404,1,1,0,1,1,0,2201,0")
    radio.send(Key(group=GROUP, call="own-1"))
    radio.send(Unkey(group=GROUP, call="own-1"))
    radio.written.clear()
    radio.says("+CTXG: 3,0,0,0")
    assert radio.written == ["AT+CUTXC=3\r"]


def test_an_officers_own_transmission_is_not_cut_off(radio: Radio) -> None:
    radio.says("+CTICN: 3,0,0,0,23404,1,1,0,1,1,0,2201,0", "+CTXG: 3,0,0,0")
    assert radio.written == []


def test_letting_go_before_the_call_is_up_hangs_up(radio: Radio) -> None:
    radio.send(Key(group=GROUP, call="own-1"))
    radio.written.clear()
    radio.send(Unkey(group=GROUP, call="own-1"))
    assert radio.written == ["ATH\r"]
    assert not any("ATD" in line for line in radio.commands())


def test_a_refused_call_is_told(radio: Radio) -> None:
    radio.send(Key(group=GROUP, call="own-1"))
    radio.says("OK", "OK")
    assert radio.says("NO CARRIER") == [Signal(link="transmission refused: NO CARRIER")]


def test_an_earlier_life_is_unkeyed_once(radio: Radio) -> None:
    radio.send(Unkey(group=GROUP, call=""))
    radio.send(Unkey(group=GROUP, call=""))
    assert radio.commands() == ["AT+CUTXC=1"]


def test_the_rest() -> None:
    radio = Radio(ask=True)
    radio.open()
    radio.send(SelectGroup(group=GROUP))
    radio.send(AskPosition(radio=RADIO))
    assert radio.commands() == ["AT+CTGS=1,2201", "AT+CTSDS=12,0,0,0,1", "AT+CMGS=23404,17\r\n0A4580\x1a"]
    assert radio.send(VoiceFrame("c", 0, "s16le8", b"")) == []


@pytest.mark.parametrize(
    "request_", [lambda: Check(radio=RADIO), lambda: AskPosition(radio=RADIO), lambda: SendStatus(to=RADIO, code=70000)]
)
def test_what_it_cannot(radio: Radio, request_: Callable[[], object]) -> None:
    with pytest.raises(Unable):
        radio.send(request_())


def test_a_queue_that_grows_is_refused(radio: Radio) -> None:
    with pytest.raises(Unable, match="too many"):
        for _ in range(100):
            radio.send(SendStatus(to=RADIO, code=1))


def test_noise_is_told_and_what_came_with_it_is_kept(radio: Radio) -> None:
    with pytest.raises(ProtocolError) as caught:
        radio.codec.receive(b"\xfe\xfb~~~\r\n+CSQ: 20,99\r\n", "", radio.now)
    assert Signal(rssi=-73.0) in caught.value.kept
