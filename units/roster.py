"""Roster and status book as CSV, in and out: what a room keeps in a spreadsheet.

Semicolons, UTF-8, one header line; a comma or a tab is understood when reading, and a BOM. Radios are separated by
spaces.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from units.actions import StatusNamed, UnitNamed
from units.guests import is_guest
from units.state import Status, Unit

ROSTER = ("unit", "callsign", "agency", "kind", "radios", "crew", "vehicle")
STATUSES = ("code", "en", "lv", "lt", "agency", "key")
KINDS = ("car", "foot", "boat", "air", "post", "other")
MAX_ROWS = 20_000
_RADIO = re.compile(r"[a-z0-9]+@[^\s:]+:[^\s]+")


class RosterError(ValueError):
    """The file cannot be taken as it is; the text names the line and the column."""


def read_roster(text: str, seat: str, operator: str | None) -> list[UnitNamed]:
    """Rows of a roster file as actions of ``operator`` at ``seat``. Raises :class:`RosterError`, taking nothing."""
    rows: list[UnitNamed] = []
    owners: dict[str, str] = {}
    units: set[str] = set()
    for number, row in _rows(text, ROSTER, required=("callsign",)):
        callsign = row["callsign"]
        unit = row["unit"] or callsign
        if unit in units:
            raise RosterError(f"line {number}, unit: {unit} stands twice")
        units.add(unit)
        kind = row["kind"] or "car"
        if kind not in KINDS:
            raise RosterError(f"line {number}, kind: {kind} is none of {', '.join(KINDS)}")
        radios = row["radios"].split()
        for radio in radios:
            if not _RADIO.fullmatch(radio):
                raise RosterError(f"line {number}, radios: {radio} is not like tetra@247-9:1234567")
            if is_guest(radio):
                raise RosterError(f"line {number}, radios: {radio} is a partner's and stays a guest")
            if radio in owners:
                raise RosterError(f"line {number}, radios: {radio} already belongs to {owners[radio]}")
            owners[radio] = callsign
        rows.append(
            UnitNamed(
                seat=seat,
                operator=operator,
                unit=unit,
                callsign=callsign,
                agency=row["agency"],
                kind_of=kind,
                radios=radios,
                crew=row["crew"],
                vehicle=row["vehicle"],
            )
        )
    return rows


def write_roster(units: Iterable[Unit]) -> str:
    """The named units as a roster file, by call sign."""
    named = sorted((u for u in units if u.named), key=lambda u: (u.agency, u.callsign))
    return _write(
        ROSTER, ([u.id, u.callsign, u.agency, u.kind_of, " ".join(u.radios), u.crew, u.vehicle] for u in named)
    )


def read_statuses(text: str, seat: str, operator: str | None) -> list[StatusNamed]:
    """Rows of a status book as actions. Raises :class:`RosterError`. Code 0 is emergency and cannot be named."""
    rows: list[StatusNamed] = []
    codes: set[tuple[str, int]] = set()
    for number, row in _rows(text, STATUSES, required=("code", "en")):
        try:
            code = int(row["code"], 0)
        except ValueError:
            raise RosterError(f"line {number}, code: {row['code']} is not a number") from None
        if not 0 < code <= 0xFFFF:
            raise RosterError(f"line {number}, code: {code} is not in 1–65535 (0 is emergency, everywhere)")
        if (row["agency"], code) in codes:
            raise RosterError(f"line {number}, code: {code} stands twice")
        codes.add((row["agency"], code))
        key = row["key"].upper()
        if len(key) > 1:
            raise RosterError(f"line {number}, key: {key} is more than one letter")
        rows.append(
            StatusNamed(
                seat=seat,
                operator=operator,
                code=code,
                en=row["en"],
                lv=row["lv"],
                lt=row["lt"],
                agency=row["agency"],
                key=key,
            )
        )
    return rows


def write_statuses(statuses: Iterable[Status]) -> str:
    """The status book as a file, by code and agency."""
    rows = sorted(statuses, key=lambda s: (s.code, s.agency))
    return _write(STATUSES, ([str(s.code), s.en, s.lv, s.lt, s.agency, s.key] for s in rows))


def _rows(text: str, columns: tuple[str, ...], required: tuple[str, ...]) -> Iterable[tuple[int, dict[str, str]]]:
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        missing = [name for name in required if name not in header]
        if missing:
            raise RosterError(f"line 1: no column {missing[0]}; expected {'; '.join(columns)}")
        for count, cells in enumerate(reader):
            if count >= MAX_ROWS:
                raise RosterError(f"more than {MAX_ROWS} rows")
            if not any(cell.strip() for cell in cells):
                continue
            row = dict.fromkeys(columns, "")
            row.update({name: cell.strip() for name, cell in zip(header, cells, strict=False) if name in row})
            for name in required:
                if not row[name]:
                    raise RosterError(f"line {reader.line_num}, {name}: empty")
            yield reader.line_num, row
    except csv.Error as error:
        raise RosterError(f"line {reader.line_num}: {error}") from error


def _write(columns: tuple[str, ...], rows: Iterable[list[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: what the air sent may end in an office program."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
