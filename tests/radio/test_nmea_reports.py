"""Several sentences, one report: what belongs together and what does not."""

from __future__ import annotations

from gps.nmea import checksum
from radio.codec import Now, Out, Proof, Settings
from radio.events import Located, NoFix
from radio.protocols.nmea import SPEC


class Port:
    """A port of which we move the clock."""

    def __init__(self, **options: object) -> None:
        self.codec = SPEC.codec(Settings(network="net", options=options))
        self.mono = 0.0

    def says(self, *bodies: str) -> list[Out]:
        data = "".join(f"${body}*{checksum(body.encode()):02X}\r\n" for body in bodies).encode()
        return self._news(self.codec.receive(data, "", self._now()))

    def pass_(self, seconds: float) -> list[Out]:
        self.mono += seconds
        return self._news(self.codec.tick(self._now()))

    def _now(self) -> Now:
        return Now(1_767_268_800.0 + self.mono, self.mono)  # 2026-01-01T12:00:00Z

    def _news(self, outs: list[Out]) -> list[Out]:
        return [out for out in outs if not isinstance(out, Proof)]


PLACE = "5657.0000,N,02406.0000,E"
GGA = f"GPGGA,120000,{PLACE},1,08,1.0,12.5,M,20,M,,"
RMC = f"GPRMC,120000,A,{PLACE},10.0,90.0,010126,,,A"
GLL = f"GPGLL,{PLACE},120000,A,A"


def test_a_whole_sentence_of_a_known_unit_does_not_wait() -> None:
    port = Port(unit="VP-1")
    (located,) = port.says(RMC)
    assert isinstance(located, Located)
    assert located.radio == "nmea@net:VP-1"
    assert port.says(GGA, GLL) == []


def test_a_part_waits_for_its_fellows_and_not_for_ever() -> None:
    port = Port(unit="VP-1")
    assert port.says(GGA) == []
    assert port.pass_(0.1) == []
    (located,) = port.pass_(0.1)
    assert isinstance(located, Located)
    assert (located.altitude, located.speed) == (12.5, None)
    assert port.says(RMC) == []  # too late, and told already


def test_the_next_second_is_another_report() -> None:
    port = Port(unit="VP-1")
    assert len(port.says(RMC, RMC.replace("120000", "120001"))) == 2


def test_the_same_twice_is_one() -> None:
    port = Port(unit="VP-1")
    assert len(port.says(RMC, RMC.replace("GP", "GN"))) == 1


def test_another_place_at_the_same_time_is_another_report() -> None:
    port = Port(unit="VP-1")
    assert len(port.says(RMC, RMC.replace("5657", "5658"))) == 2


def test_plain_sentences_are_the_named_units_until_another_speaks() -> None:
    port = Port()
    assert port.says("PKNID,,U00001,,,") == []
    (first,) = port.says(RMC)
    assert isinstance(first, Located)
    assert first.radio == "nmea@net:U00001"
    (second,) = port.says(f"PKNDS,120005,A,{PLACE},000.0,000.0,010126,,W00,U00002,,00,")
    assert isinstance(second, Located)
    assert second.radio == "nmea@net:U00002"
    assert port.says(RMC.replace("120000", "120009").replace("5657", "5659")) == []
    (third,) = port.pass_(0.2)
    assert isinstance(third, Located)
    assert third.radio is None


def test_a_name_does_not_last() -> None:
    port = Port()
    port.says("PKNID,,U00001,,,")
    port.pass_(2.5)
    port.says(RMC)
    (located,) = port.pass_(0.2)
    assert isinstance(located, Located)
    assert located.radio is None


def test_no_fix_is_told_once_a_report() -> None:
    port = Port(unit="VP-1")
    void = ("GPRMC,,V,,,,,,,,,,N", "GPGGA,,,,,,0,00,99.99,,,,,,", "GPGLL,,,,,,V,N")
    (nothing,) = port.says(*void)
    assert isinstance(nothing, NoFix)
    port.pass_(1.0)
    assert len(port.says(*void)) == 1


def test_motion_without_a_place_is_no_report() -> None:
    port = Port(unit="VP-1")
    assert port.says("GPVTG,90.0,T,,M,10.0,N,18.5,K,A") == []
    assert port.pass_(1.0) == []
    assert port.says(GGA, "GPVTG,90.0,T,,M,10.0,N,18.5,K,A") == []
    (located,) = port.pass_(1.0)
    assert isinstance(located, Located)
    assert located.course == 90


def test_a_torn_sentence_is_given_up_and_told() -> None:
    port = Port()
    port.codec.receive(b"$GPRMC,1200", "", Now(0.0, 0.0))
    assert port.pass_(1.0) == []
    assert [type(out).__name__ for out in port.pass_(1.5)] == ["Undecoded"]
