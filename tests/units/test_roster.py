"""Roster and status book in and out, diacritics and hostile files included."""

from __future__ import annotations

import pytest

from units.fold import fold
from units.roster import RosterError, read_roster, read_statuses, write_roster, write_statuses
from units.state import Status, Unit

TEXT = (
    "unit;callsign;agency;kind;radios;crew;vehicle\r\nvp118;VP 118;vp;car;tetra@247-9:2201118 nmea@vp:118;2;LV-4482\r\n"
)


def test_roster_goes_out_as_it_came_in() -> None:
    rows = read_roster("\ufeff" + TEXT, "1", "12")
    assert rows[0].radios == ["tetra@247-9:2201118", "nmea@vp:118"]
    units = [
        Unit(
            id=r.unit, callsign=r.callsign, agency=r.agency, radios=r.radios, crew=r.crew, vehicle=r.vehicle, named=True
        )
        for r in rows
    ]
    assert write_roster(units) == TEXT


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("callsign;radios\nA;tetra@x:1\nB;tetra@x:1\n", "line 3, radios"),
        ("callsign;radios\nA;12345\n", "line 2, radios"),
        ("unit;callsign\nu;\n", "line 2, callsign"),
        ("unit;callsign\nu;A\nu;B\n", "line 3, unit"),
        ("callsign;kind\nA;submarine\n", "line 2, kind"),
        ("unit;radios\n", "line 1: no column callsign"),
        ("", "line 1"),
        ('callsign;crew\nA;"unclosed', "line"),
    ],
)
def test_a_bad_roster_names_its_line_and_takes_nothing(text: str, where: str) -> None:
    with pytest.raises(RosterError, match=where):
        read_roster(text, "1", "12")


def test_commas_and_tabs_are_understood() -> None:
    assert read_roster("callsign,radios\nA,tetra@x:1\n", "1", None)[0].unit == "A"
    assert read_roster("callsign\tradios\nA\ttetra@x:1\n", "1", None)[0].radios == ["tetra@x:1"]


def test_a_cell_from_the_air_is_no_formula() -> None:
    assert "'=cmd" in write_roster([Unit(id="x", callsign="=cmd|' /C calc'!A0", named=True)])


def test_status_book_round_trip_and_the_fixed_zero() -> None:
    rows = read_statuses("code;en;lv;lt;agency;key\n0x8002;free;brīvs;laisvas;;f\n", "1", "12")
    assert (rows[0].code, rows[0].key) == (32770, "F")
    book = [Status(code=r.code, en=r.en, lv=r.lv, lt=r.lt, key=r.key) for r in rows]
    assert write_statuses(book).splitlines()[1] == "32770;free;brīvs;laisvas;;F"
    twice = "code;en;agency\n7;post;\n7;at the border;vrs\n"
    assert [(r.code, r.agency) for r in read_statuses(twice, "1", "12")] == [(7, ""), (7, "vrs")]
    with pytest.raises(RosterError, match="stands twice"):
        read_statuses("code;en;agency\n7;post;vrs\n7;at the border;vrs\n", "1", "12")
    with pytest.raises(RosterError, match="0 is emergency"):
        read_statuses("code;en\n0;panic\n", "1", "12")


@pytest.mark.parametrize(("text", "folded"), [("Rīga", "riga"), ("Šiauliai", "siauliai"), ("ŽĄSLIŲ", "zasliu")])
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
