"""Rows of the call log for a file: CSV that names its journal in every row."""

from __future__ import annotations

import csv
import io

from console import times
from journal.search import AlarmRow, CallRow, JobRow, LookupRow, NoteRow, Row, StatusRow, TextRow
from units.roster import harmless

COLUMNS = (
    "journal",
    "mode",
    "entry",
    "kind",
    "time",
    "seconds",
    "unit",
    "radio",
    "group",
    "group_name",
    "agency",
    "text",
    "operator",
    "emergency",
    "encrypted",
    "gateway",
    "state",
    "call",
    "recording",
    "sha256",
    "coded",
    "handed_in",
    "unheard",
    "owed",
    "lacks",
    "all_call",
)
"""The CSV's columns; the first names the journal the row came from, so that a single row still says it."""


def to_csv(rows: list[Row], journal: str, mode: str) -> str:
    """``rows`` as a file: semicolons, ISO times with zone, one row each naming ``journal`` and its ``mode``."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        found = {"journal": journal, "mode": mode.upper(), "entry": str(row.seq), **_fields(row)}
        writer.writerow([harmless(found.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def _fields(row: Row) -> dict[str, str]:
    """The cells of a row that are not in every row."""
    common = {"unit": row.unit, "agency": row.agency}
    match row:
        case CallRow():
            return common | {
                "kind": "call",
                "time": _iso(row.start),
                "seconds": f"{row.seconds:.1f}",
                "radio": row.radio,
                "group": row.group,
                "group_name": row.group_name,
                "text": row.text,
                "operator": row.own,
                "emergency": "yes" if row.emergency else "",
                "encrypted": row.encrypted,
                "gateway": row.gateway,
                "state": row.why,
                "call": row.call,
                "recording": " ".join(path for path, _ in row.files),
                "sha256": " ".join(sha256 for _, sha256 in row.files),
                "coded": row.coded,
                "handed_in": "yes" if row.upload else "",
                "unheard": row.unheard,
                "owed": "yes" if row.owed else "",
                "lacks": " ".join(f"{name}={amount:g}" for name, amount in row.marks.items()),
                "all_call": "yes" if row.priority else "",
            }
        case TextRow():
            return common | {
                "kind": "text",
                "time": _iso(row.time),
                "radio": row.radio,
                "group": row.to,
                "group_name": row.to_name,
                "text": row.text,
                "operator": row.operator,
                "state": row.state,
            }
        case StatusRow():
            return common | {
                "kind": "status",
                "time": _iso(row.time),
                "radio": row.radio,
                "text": f"{row.code} {row.text}".strip(),
                "operator": row.operator,
            }
        case AlarmRow():
            return common | {
                "kind": "alarm",
                "time": _iso(row.time),
                "radio": row.radio,
                "group": row.group,
                "group_name": row.group_name,
                "text": row.note,
                "operator": row.acknowledged_by,
                "emergency": "yes",
                "state": row.verdict or ("acknowledged" if row.acknowledged else "open"),
                "call": row.call,
            }
        case NoteRow():
            return common | {
                "kind": "note",
                "time": _iso(row.time),
                "group": row.group,
                "group_name": row.group_name,
                "text": row.text,
                "operator": row.operator,
            }
        case JobRow():
            return common | {"kind": "job", "time": _iso(row.time), "text": row.text, "operator": row.operator}
        case LookupRow():
            return common | {
                "kind": "lookup",
                "time": _iso(row.time),
                "text": row.text,
                "operator": row.operator,
                "state": row.what,
                "call": row.call,
                "recording": row.path,
            }


def _iso(wall: float) -> str:
    return times.local(wall).isoformat(timespec="milliseconds")
