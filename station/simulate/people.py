"""Who plays in the simulated network: units and rooms on both sides of the border, all invented."""

from __future__ import annotations

from station.simulate.cast import (
    DMR,
    FLEET_DP,
    GPS_DP,
    GPS_KR,
    GPS_UT,
    REPEATER_UT,
    RTP_DI,
    RTP_DP,
    RTP_IG,
    RTP_KO,
    SITE_IL,
    TETRA_DP,
    TETRA_ZA,
    Beat,
    Player,
    Radio,
)

A13 = "Daugavpils–Medumi–Zarasai"
A6 = "Daugavpils–Krāslava"

PLAYERS = (
    Player(
        callsign="VP 118",
        agency="vp",
        language="lv",
        radios=(Radio(TETRA_DP, "2201118", data=True),),
        beat=Beat(A13, 1.5, 22.0, 21.0),
        crew="2",
        vehicle="VW Passat",
    ),
    Player(
        callsign="VP 124",
        agency="vp",
        language="lv",
        radios=(Radio(TETRA_DP, "2201124", data=True), Radio(RTP_KO, "2201124")),
        beat=Beat(A13, 0.0, 22.0, 19.0),
        crew="2",
        vehicle="Škoda Superb",
    ),
    Player(
        callsign="VP 106",
        agency="vp",
        language="lv",
        radios=(Radio(TETRA_DP, "2201106", data=True),),
        beat=Beat(A6, 18.0, 46.0, 22.0),
        crew="2",
        vehicle="Toyota RAV4",
    ),
    Player(
        callsign="VP 131",
        agency="vp",
        language="lv",
        radios=(Radio(TETRA_DP, "2201131", data=True),),
        beat=Beat("Daugavpils–Ilūkste", 2.0, 26.0, 18.0),
        named=False,
    ),
    Player(
        callsign="VRS 113",
        agency="vrs",
        language="lv",
        radios=(Radio(TETRA_DP, "2210113", talk=False, data=True), Radio(RTP_DP, "2210113")),
        beat=Beat(A6, 3.0, 20.0, 16.0),
        crew="2",
        vehicle="Toyota Hilux",
    ),
    Player(
        callsign="VRS 131",
        agency="vrs",
        language="lv",
        radios=(Radio(TETRA_DP, "2210131", talk=False, data=True), Radio(RTP_DP, "2210131"), Radio(RTP_KO, "2210131")),
        beat=Beat(A13, 13.0, 27.0, 15.0),
        crew="2",
        vehicle="Land Rover Defender",
    ),
    Player(
        callsign="PP 100",
        agency="pp",
        language="lv",
        radios=(Radio(DMR, "2471100"), Radio(GPS_KR, "100-1100", talk=False, data=True)),
        beat=Beat("Krāslava–Dagda", 0.0, 9.0, 13.0),
        crew="2",
        vehicle="Dacia Duster",
    ),
    Player(
        callsign="PP 120",
        agency="pp",
        language="lv",
        radios=(Radio(DMR, "2471120"), Radio(GPS_DP, "PP120", talk=False, data=True)),
        beat=Beat("Daugavpils–Ilūkste", 0.0, 4.5, 11.0),
        crew="2",
        vehicle="Dacia Duster",
    ),
    Player(
        callsign="PP 122",
        agency="pp",
        language="lv",
        radios=(Radio(GPS_KR, "100-1122", talk=False, data=True),),
        beat=Beat(A6, 45.6, 47.4, 1.4),
        kind="foot",
        crew="2",
    ),
    Player(
        callsign="LP 115",
        agency="lp",
        language="lt",
        radios=(Radio(TETRA_ZA, "4102115", data=True), Radio(RTP_KO, "4102115")),
        beat=Beat("Zarasai–Utena", 0.5, 30.0, 22.0),
        crew="2",
        vehicle="Škoda Octavia",
    ),
    Player(
        callsign="LP 103",
        agency="lp",
        language="lt",
        radios=(Radio(TETRA_ZA, "4102103", data=True),),
        beat=Beat("Zarasai–Utena", 20.0, 54.0, 23.0),
        crew="1",
        vehicle="Škoda Octavia",
    ),
    Player(
        callsign="VSAT 110",
        agency="vsat",
        language="lt",
        radios=(Radio(RTP_IG, "4110110"), Radio(TETRA_ZA, "4110110", talk=False, data=True)),
        beat=Beat("Visaginas–Ignalina", 0.0, 14.0, 12.0),
        crew="3",
        vehicle="VW Amarok",
    ),
    Player(
        callsign="VT 7",
        agency="vt",
        language="lt",
        radios=(Radio(GPS_UT, "U00007", talk=False, data=True), Radio(RTP_KO, "4107007")),
        beat=Beat("Zarasai–Utena", 48.0, 54.8, 9.0),
        crew="1",
        vehicle="Toyota Corolla",
    ),
    Player(
        callsign="PP 140",
        agency="pp",
        language="lv",
        radios=(Radio(FLEET_DP, "2471140", talk=False, data=True),),
        beat=Beat(A6, 0.5, 9.0, 11.0),
        crew="2",
        vehicle="Škoda Rapid",
    ),
    Player(
        callsign="PP 141",
        agency="pp",
        language="lv",
        radios=(Radio(FLEET_DP, "2471141", talk=False, data=True),),
        beat=Beat("Daugavpils–Ilūkste", 1.0, 6.0, 10.0),
        crew="2",
        vehicle="Dacia Duster",
    ),
    Player(
        callsign="PP 142",
        agency="pp",
        language="lv",
        radios=(Radio(FLEET_DP, "2471142", talk=False, data=True),),
        beat=Beat(A13, 0.2, 1.8, 1.4),
        kind="foot",
        crew="2",
    ),
    Player(
        callsign="VT 110",
        agency="vt",
        language="lt",
        radios=(Radio(REPEATER_UT, "4107110", data=True),),
        beat=Beat("Zarasai–Utena", 46.0, 54.8, 10.0),
        crew="2",
        vehicle="Dacia Duster",
    ),
    Player(
        callsign="VT 112",
        agency="vt",
        language="lt",
        radios=(Radio(REPEATER_UT, "4107112", talk=False, data=True),),
        beat=Beat("Zarasai–Utena", 53.2, 54.8, 1.4),
        kind="foot",
        crew="1",
    ),
    Player(
        callsign="PP 150",
        agency="pp",
        language="lv",
        radios=(Radio(SITE_IL, "2471150", data=True),),
        beat=Beat("Daugavpils–Ilūkste", 18.0, 26.0, 12.0),
        crew="2",
        vehicle="Dacia Duster",
    ),
    Player(
        callsign="PP 151",
        agency="pp",
        language="lv",
        radios=(Radio(SITE_IL, "2471151", data=True),),
        beat=Beat("Daugavpils–Ilūkste", 9.0, 24.0, 15.0),
        crew="2",
        vehicle="Škoda Fabia",
    ),
    Player(
        callsign="PP 152",
        agency="pp",
        language="lv",
        radios=(Radio(SITE_IL, "2471152", data=True),),
        beat=Beat("Daugavpils–Ilūkste", 24.6, 26.2, 1.4),
        kind="foot",
        crew="1",
    ),
    Player(
        callsign="VP pults",
        agency="vp",
        language="lv",
        radios=(Radio(TETRA_DP, "2201001"), Radio(RTP_DI, "2201001")),
        kind="post",
    ),
    Player(callsign="VRS pults", agency="vrs", language="lv", radios=(Radio(RTP_DP, "2210001"),), kind="post"),
    Player(
        callsign="PP pults",
        agency="pp",
        language="lv",
        radios=(Radio(DMR, "2471001"), Radio(RTP_DI, "2471001")),
        kind="post",
    ),
    Player(
        callsign="LP pultas",
        agency="lp",
        language="lt",
        radios=(Radio(TETRA_ZA, "4102001"), Radio(RTP_DI, "4102001")),
        kind="post",
    ),
    Player(callsign="PP dežūra", agency="pp", language="lv", radios=(Radio(SITE_IL, "2471159"),), kind="post"),
    Player(callsign="VT pultas", agency="vt", language="lt", radios=(Radio(REPEATER_UT, "4107001"),), kind="post"),
    Player(callsign="VSAT pultas", agency="vsat", language="lt", radios=(Radio(RTP_IG, "4110001"),), kind="post"),
)

ROADS_OF_THE_CROWD = (
    (A13, 27.0),
    (A6, 47.0),
    ("Daugavpils–Ilūkste", 27.0),
    ("Krāslava–Dagda", 34.0),
    ("Zarasai–Utena", 54.0),
    ("Visaginas–Ignalina", 48.0),
)


def players(scale: int = 1) -> tuple[Player, ...]:
    """The cast; with a ``scale`` above 1 up to 68 units, the further ones heard at the UDP port of Utena."""
    if scale <= 1:
        return PLAYERS
    further = []
    for n in range(min(47, 6 * (scale - 1))):
        road, length = ROADS_OF_THE_CROWD[n % len(ROADS_OF_THE_CROWD)]
        radio = Radio(GPS_UT, f"U{200 + n:05d}", talk=False, data=True)
        beat = Beat(road, 0.0, length, 12.0 + n % 9)
        further.append(Player(callsign=f"PP {200 + n}", agency="pp", language="lv", radios=(radio,), beat=beat))
    return PLAYERS + tuple(further)
