"""Radios that refuse, delay, echo, cut lines, and answer what nobody asked: one command at a time, and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from radio.codec import GroupSettings, Now, Out, ProtocolError, Reply, Settings, Unable
from radio.events import CallEnded, CallStarted, CommandsRefused, Tuned
from radio.protocols.pei import SPEC
from radio.protocols.pei.terminal import MOST_GROUPS, MOST_REFUSED
from radio.requests import AnyRequest, AskPosition, Key, SelectGroup, SendStatus, SendText, TellRead, Unkey

GROUP, RADIO = "tetra@247-9:g2201", "tetra@247-9:23404"
ANSWERS = ("OK", "ERROR", "+CME ERROR: 34", "+CME ERROR: 35", "+CME ERROR: 38", "+CME ERROR: 39", "NO CARRIER", "BUSY")
SAID = (
    "+CTSDSR: 12,23404,0,9999,0,40\r\n8204C90141",
    "+CTSDSR: 12,23404,0,9999,0,32\r\n82100001",
    "+CTSDSR: 13,23404,0,9999,0,16\r\n0000",
    "+CTICN: 1,0,0,0,23404,1,1,0,1,1,0,2201,15",
    "+CTCC: 1,1,1,0,1,1,1",
    "+CTXG: 1,3,0,0,1,23404",
    "+CTXG: 1,0,0,0",
    "+CDTXC: 1,0",
    "+CTXI: 1,0",
    "+CTCR: 1,13",
    "+CTGS: 1,2202",
    "+CTGS: 2,2203",
    "+CNUMS: 1,2204,Rota",
    "+CMGS: 1",
    "+CMGS: 1,4,1",
    "+CMGS: (0-16777215),(1-2047)",
    "+CREG: 1",
    "+CREG: 0",
    "+CTOM: 1",
    "+CSQ: 20,99",
    "> ",
    "\xff\xfe~~",
)
ASKED: tuple[AnyRequest, ...] = (
    Key(group=GROUP, call="own-1"),
    Unkey(group=GROUP, call="own-1"),
    SendText(to=RADIO, text="Labdien", ref="t1"),
    SendText(to=GROUP, text="ž" * 400, ref="t2"),
    SendStatus(to=RADIO, code=0x8004, ref="s1"),
    SelectGroup(group=GROUP),
    AskPosition(radio=RADIO, ref="p1"),
    TellRead(to=RADIO, message="1"),
)
step = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(ANSWERS)),
    st.tuples(st.just("echo"), st.just("")),
    st.tuples(st.just("say"), st.sampled_from(SAID)),
    st.tuples(st.just("cut"), st.sampled_from(SAID)),
    st.tuples(st.just("wait"), st.sampled_from(["0.05", "0.6", "2.1", "11", "61", "301"])),
    st.tuples(st.just("ask"), st.sampled_from([str(n) for n in range(len(ASKED))])),
)
SHORT, LONG = 150, 200_000


class Bench:
    """The codec at a radio that does what it likes; checks what must hold after each step."""

    def __init__(self, profile: str) -> None:
        options = {"profile": profile, "report": True, "ask": True}
        groups = (GroupSettings(id=GROUP, number="2201"),)
        self.codec = SPEC.codec(Settings(network="247-9", groups=groups, options=options))
        self.now = Now(1.7e9, 100.0)
        self.running: set[str] = set()
        self.written: list[str] = []
        self.take(self.codec.opened(self.now))

    def take(self, outs: list[Out]) -> None:
        for out in outs:
            if isinstance(out, Reply):
                text = out.data.decode("ascii")
                assert len(text) < 700 and text[-1] in "\r\x1a" and "ATZ" not in text
                self.written.append(text)
            elif isinstance(out, CallStarted):
                assert out.call not in self.running
                self.running.add(out.call)
            elif isinstance(out, CallEnded):
                self.running.discard(out.call)
            elif isinstance(out, Tuned):
                assert len(out.scanned) <= MOST_GROUPS and len(out.known) <= MOST_GROUPS
            elif isinstance(out, CommandsRefused):
                assert len(out.commands) <= MOST_REFUSED

    def hear(self, data: bytes) -> None:
        try:
            self.take(self.codec.receive(data, "", self.now))
        except ProtocolError as fault:
            self.take(fault.kept)

    def do(self, what: str, how: str) -> None:
        before = self.commands()
        match what:
            case "answer":
                self.hear(f"\r\n{how}\r\n".encode())
            case "echo":
                self.hear((self.written[-1] if self.written else "AT\r").encode() + b"\n")
            case "say":
                self.hear(f"\r\n{how}\r\n".encode("latin-1"))
            case "cut":
                self.hear(how[: len(how) // 2].encode("latin-1"))
            case "wait":
                self.now = Now(self.now.utc + float(how), self.now.mono + float(how))
                self.take(self.codec.tick(self.now))
            case _:
                try:
                    self.take(self.codec.send(ASKED[int(how)], self.now))
                except Unable as why:
                    assert str(why)
        assert self.commands() - before <= 1, "one command at a time"

    def commands(self) -> int:
        """How many were written; letting go waits for nobody."""
        return sum(not text.startswith(("AT+CUTXC=", "ATH")) for text in self.written)


def unruly(steps: list[tuple[str, str]], profile: str) -> None:
    bench = Bench(profile)
    for what, how in steps:
        bench.do(what, how)
    bench.take(bench.codec.closed(bench.now))
    assert not bench.running, "every call has ended"
    late = bench.codec.tick(Now(bench.now.utc + 20, bench.now.mono + 20))
    assert not any(isinstance(out, Reply) for out in late), "a closed link says nothing"


@given(st.lists(step, max_size=60), st.sampled_from(["1", "2"]))
@settings(max_examples=SHORT)
def test_whatever_a_radio_does(steps: list[tuple[str, str]], profile: str) -> None:
    unruly(steps, profile)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@given(st.lists(step, max_size=60), st.sampled_from(["1", "2"]))
@settings(max_examples=LONG, suppress_health_check=list(HealthCheck))
def test_whatever_a_radio_does_for_long(steps: list[tuple[str, str]], profile: str) -> None:
    unruly(steps, profile)
