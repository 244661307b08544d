"""What the simulated network tells the station of itself: how to meet it, who is in it, what its statuses mean."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from station.simulate.cast import GATEWAYS, GROUPS, LITHUANIA, Gateway
from station.simulate.ends import Link
from station.simulate.people import players
from station.simulate.words import OFF_DUTY, STATUSES

DMR = ("mototrbo", "hytera", "hbp")
SYSTEMS = {"pei": "tetra", "rtp": "rtp", "usrp": "usrp", "nmea": "nmea", "donor": "donor"} | dict.fromkeys(DMR, "dmr")
"""The system that qualifies radios of a protocol."""

OPTIONS: dict[str, dict[str, Any]] = {
    "TETRA Daugavpils": {"ask": True, "report": True},
    "TETRA Zarasai": {"ask": True, "report": True},
    "RTP Robeža": {"group": "2210", "payload": "pcma", "ed137": True, "ssrc": "00000900"},
    "RTP Kopīgā": {"group": "1", "payload": "pcma", "ssrc": "00000900"},
    "RTP Ignalina": {"group": "1", "payload": "pcmu", "ed137": True, "ssrc": "00000900"},
    "RTP Dispečeri": {"group": "1", "payload": "pcma", "ed137": True, "ssrc": "00000900"},
    "DMR Latgale": {"radio": 2471900, "callsign": "KOPA"},
    "GPS Daugavpils": {"unit": "PP120"},
    "MOTOTRBO Daugavpils": {"cai": 127, "pc": 128, "poll": 30, "emergency": True},
    "Hytera Utena": {"poll": 30},
    "Donors Zarasai": {"paired": "TETRA Zarasai"},
    "DMR Ilūkste": {"role": "master", "repeaters": "247131", "texts": "tms", "radio": 2471900},
}
"""What our side of each gateway is to be."""


def announcement(token: str, links: dict[str, Link], scale: int) -> str:
    """The one line: JSON with ``token``, ``config`` (the keys of the TOML file), ``roster`` and ``statuses`` (CSV)."""
    config = {
        "room": {"name": "Daugavpils – Zarasai – Utena"},
        "gateway": [_gateway(gateway, links[gateway.name]) for gateway in GATEWAYS],
        "group": _groups(),
        "duty": {"off": [code for row in STATUSES if row.word == OFF_DUTY for code in (row.tetra, row.kenwood)]},
    }
    said = {"token": token, "config": config, "roster": roster(scale), "statuses": statuses()}
    return json.dumps(said, ensure_ascii=True)


def _gateway(gateway: Gateway, link: Link) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": gateway.name,
        "protocol": gateway.protocol,
        "network": gateway.network,
        "transmit": gateway.transmit,
        "link": link,
    }
    return told | ({"options": OPTIONS[gateway.name]} if gateway.name in OPTIONS else {})


def _groups() -> list[dict[str, Any]]:
    ways = {gateway.name: gateway for gateway in GATEWAYS}
    return [
        {
            "id": f"{SYSTEMS[ways[group.gateway].protocol]}@{ways[group.gateway].network}:g{group.number}",
            "number": group.number,
            "name": group.name,
            "gateway": group.gateway,
            "label": group.label,
            "agency": group.agency,
            "intercom": group.intercom,
        }
        for group in GROUPS
    ]


def roster(scale: int = 1) -> str:
    """The units as CSV; whoever is not ``named`` is left out, to be named at the console."""
    rows = []
    for player in players(scale):
        if player.named:
            unit = player.callsign.lower().replace(" ", "-")
            rows.append(
                [
                    unit,
                    player.callsign,
                    player.agency,
                    player.kind,
                    " ".join(radio_id(radio.gateway, radio.number) for radio in player.radios),
                    f"{player.crew} {_officers(player.radios[0].gateway, player.crew)}" if player.crew else "",
                    player.vehicle,
                ]
            )
    return _csv(["unit", "callsign", "agency", "kind", "radios", "crew", "vehicle"], rows)


def radio_id(gateway: str, number: str) -> str:
    """The qualified name under which the station will know a radio."""
    way = next(one for one in GATEWAYS if one.name == gateway)
    digits = number.zfill(8) if way.protocol == "rtp" else number
    return f"{SYSTEMS[way.protocol]}@{way.network}:{digits}"


def _officers(gateway: str, count: str) -> str:
    way = next(one for one in GATEWAYS if one.name == gateway)
    lithuanian = way.network in (LITHUANIA, "ignalina", "utena", "vt-utena")
    if lithuanian:
        return "pareigūnas" if count == "1" else "pareigūnai"
    return "darbinieks" if count == "1" else "darbinieki"


def statuses() -> str:
    """The status book as CSV: TETRA codes with the key that sets them by hand, Kenwood's under the same words."""
    rows = [[str(row.tetra), row.word, row.lv, row.lt, "", row.key] for row in STATUSES]
    rows += [[str(row.kenwood), row.word, row.lv, row.lt, "", ""] for row in STATUSES]
    return _csv(["code", "en", "lv", "lt", "agency", "key"], rows)


def _csv(header: list[str], rows: Iterable[list[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
