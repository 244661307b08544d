"""A call as other recorders hand it in: the fields of rdio-scanner's form and trunk-recorder's JSON as one shape.

Sources, as facts: rdio-scanner's ``/api/call-upload`` and ``/api/trunk-recorder-call-upload`` (server/parsers.go,
docs), trunk-recorder's uploader and call JSON, SDRTrunk's broadcaster. ``dateTime`` in digits is seconds,
``timestamp`` milliseconds; a unit of -1 or 0 is not known.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from radio.codec import FILES, ProtocolError
from radio.form import Part
from radio.told import instant, json_object, number, words

LEAST_AUDIO = 44
"""Bytes: what is not longer is an empty WAV."""
MOST_SECONDS = 6 * 3600.0
MOST_TALKERS = 200
_KINDS = {
    "x-wav": "wav",
    "wave": "wav",
    "vnd.wave": "wav",
    "mpeg": "mp3",
    "mpeg3": "mp3",
    "mp4": "m4a",
    "x-m4a": "m4a",
    "mp4a-latm": "m4a",
    "aacp": "aac",
    "opus": "ogg",
    "x-flac": "flac",
}


class Talker(msgspec.Struct, frozen=True):
    """Who spoke from ``offset`` s on: a number (0: not told) and what the recorder calls them."""

    unit: int
    offset: float
    name: str = ""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call. ``system`` and ``label``: its network by number and by name; ``seconds`` 0.0: not told."""

    system: str = ""
    label: str = ""
    group: str = ""
    start: datetime | None = None
    seconds: float = 0.0
    talkers: tuple[Talker, ...] = ()
    emergency: bool = False
    encrypted: bool = False
    kind: str = ""
    audio: bytes = b""
    probe: bool = False

    def missing(self) -> str:
        """What the senders' programs are told is missing, in the words they know; empty if nothing is."""
        if self.probe or not self.group:
            return "no talkgroup"
        if len(self.audio) <= LEAST_AUDIO:
            return "no audio"
        if self.start is None:
            return "no timestamp"
        if not self.system and not self.label:
            return "no system"
        return ""


def of_form(parts: list[Part]) -> Call:
    """A call out of either form. Raises :class:`ProtocolError` for a ``meta`` that is no JSON object."""
    told: dict[str, Any] = {}
    fields: dict[str, str] = {}
    audio, file, kind = b"", "", ""
    for part in parts:
        if part.name == "audio":
            audio, file = part.data, part.file
        elif part.name == "meta":
            told = json_object(part.data)
        else:
            fields.setdefault(part.name, part.text)
    name = fields.get("audioName") or fields.get("audioFilename") or file
    kind = kind_of(audio, fields.get("audioType") or fields.get("audioMime") or "", name)
    return Call(
        system=_number(fields.get("system")),
        label=words(fields.get("systemLabel") or told.get("short_name"), 64),
        group=_number(fields.get("talkgroup")) or _number(told.get("talkgroup")),
        start=_start(fields, told),
        seconds=_seconds(fields, told, kind, audio),
        talkers=_talkers(fields, told),
        emergency=_is(told.get("emergency")) or _is(fields.get("emergency")),
        encrypted=_is(told.get("encrypted")) or _is(fields.get("encrypted")),
        kind=kind,
        audio=audio,
        probe="test" in fields,
    )


def kind_of(audio: bytes, mime: str, name: str) -> str:
    """What sort of file it is, first by its own first bytes; empty for one of no known sort."""
    if audio[:4] == b"RIFF" and audio[8:12] == b"WAVE":
        return "wav"
    if audio[:4] in (b"fLaC", b"OggS"):
        return "flac" if audio[:1] == b"f" else "ogg"
    if audio[4:8] == b"ftyp":
        return "m4a"
    if audio[:3] == b"ID3" or (len(audio) > 1 and audio[0] == 0xFF and audio[1] & 0xE6 == 0xE2):
        return "mp3"
    if len(audio) > 1 and audio[0] == 0xFF and audio[1] & 0xF6 == 0xF0:
        return "aac"
    told = mime.lower().partition(";")[0].strip().rpartition("/")[2]
    for word in (told, name.lower().rpartition(".")[2]):
        if _KINDS.get(word, word) in FILES:
            return _KINDS.get(word, word)
    return ""


def _number(value: object) -> str:
    """A number above zero as its digits; empty for anything else."""
    found = number(value, 1, 1 << 32)
    return str(int(found)) if found is not None and found == int(found) else ""


def _is(value: object) -> bool:
    return value is True or number(value, 1, 1) is not None or (isinstance(value, str) and value.lower() == "true")


def _start(fields: Mapping[str, str], told: Mapping[str, Any]) -> datetime | None:
    for value in (fields.get("timestamp"), told.get("start_time_ms"), fields.get("dateTime"), told.get("start_time")):
        if value in (None, "", 0, "0"):
            continue
        found = instant(value)
        if found is not None and found.tzinfo is not None:
            return found
    return None


def _seconds(fields: Mapping[str, str], told: Mapping[str, Any], kind: str, audio: bytes) -> float:
    """How long it lasted: as told, else by the frequencies' pieces, else by the length of a plain WAV."""
    milliseconds = number(told.get("call_length_ms"), 1, MOST_SECONDS * 1000)
    if milliseconds is not None:
        return milliseconds / 1000
    length = number(told.get("call_length"), 0.001, MOST_SECONDS)
    if length is not None:
        return length
    pieces = _list(fields.get("frequencies")) or _objects(told.get("freqList"))
    ends = [(number(p.get("pos"), 0, MOST_SECONDS) or 0) + (number(p.get("len"), 0, MOST_SECONDS) or 0) for p in pieces]
    if ends and max(ends) > 0:
        return min(max(ends), MOST_SECONDS)
    return _wav_seconds(audio) if kind == "wav" else 0.0


def _wav_seconds(audio: bytes) -> float:
    """By the bytes a second its head tells; 0.0 where that says nothing."""
    at = audio.find(b"fmt ", 12, 256)
    if at < 0 or len(audio) < at + 24:
        return 0.0
    (rate,) = struct.unpack_from("<I", audio, at + 16)
    seconds = (len(audio) - LEAST_AUDIO) / rate if rate else 0.0
    return seconds if 0 < seconds <= MOST_SECONDS else 0.0


def _talkers(fields: Mapping[str, str], told: Mapping[str, Any]) -> tuple[Talker, ...]:
    """In the order they spoke; one that goes on after a pause counts once."""
    rows = _list(fields.get("units")) or _list(fields.get("sources")) or _objects(told.get("srcList"))
    found: list[Talker] = []
    for row in rows[:MOST_TALKERS]:
        unit = number(_first(row, "id", "src", "UnitRef"), 1, 1 << 32)  # the last as rdio-scanner's downstream has it
        offset = number(_first(row, "offset", "pos", "Offset"), 0, MOST_SECONDS)
        name = words(_first(row, "label", "tag") or row.get("tag_ota"), 64)
        talker = Talker(int(unit or 0), offset or 0.0, name)
        if not found or talker.unit != found[-1].unit:
            found.append(talker)
    alone = number(fields.get("unit") or fields.get("source"), 1, 1 << 32)
    if not any(talker.unit for talker in found) and alone is not None:
        return (Talker(int(alone), 0.0, words(fields.get("talkerAlias"), 64)),)
    return tuple(found)


def _first(row: Mapping[str, Any], *names: str) -> object:
    """What stands under the first of ``names`` that is there."""
    return next((row[name] for name in names if name in row), None)


def _list(text: str | None) -> list[dict[str, Any]]:
    """The objects of a JSON list in a field; of one that cannot be read none: the rest of the call still counts."""
    if not text:
        return []
    try:
        return _objects(msgspec.json.decode(text[: 1 << 18].encode()))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return []


def _objects(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


__all__ = ["Call", "ProtocolError", "Talker", "kind_of", "of_form"]
