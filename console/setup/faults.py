"""Where an error of the configuration belongs: which gateway, which field. Reads the station's sentences."""

from __future__ import annotations

import re
import tomllib

import msgspec

_PLACED = re.compile(r"(?P<file>.*), line (?P<line>\d+)(?:, (?P<key>[^:]*?))?: (?P<why>.*)", re.DOTALL)
_KEY = re.compile(r"(?P<sort>gateway|group) (?P<number>\d+)(?: (?P<rest>.*))?$")


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """``why``, about ``key`` (``link.bind``) of the ``number``-th (from 0) ``sort``: ``gateway``, ``group`` or none."""

    why: str
    line: int = 0
    sort: str = ""
    number: int = -1
    key: str = ""


def place(text: str, fault: Fault) -> tuple[str, str, str]:
    """(gateway's name, its key, talk-group's id) that ``fault`` is about in the TOML ``text``; empty where unknown."""
    try:
        table = tomllib.loads(text)
        found = table[fault.sort][fault.number]
        if fault.sort == "group":
            return str(found.get("gateway", "")), fault.key, str(found.get("id", ""))
        return str(found.get("name", "")), fault.key, ""
    except (tomllib.TOMLDecodeError, KeyError, IndexError, AttributeError, TypeError):
        return "", "", ""


def fault_of(sentence: str) -> Fault:
    """What ``ConfigRefused`` or ``check-config`` said, taken apart."""
    placed = _PLACED.fullmatch(sentence)
    if placed is None:
        return Fault(why=sentence)
    key, why, line = placed["key"] or "", placed["why"], int(placed["line"])
    found = _KEY.match(key)
    if found is None and key.startswith("voice."):
        return Fault(why=why, line=line, key=key)
    if found is None:
        return Fault(why=f"{key}: {why}" if key else why, line=line)
    return Fault(why=why, line=line, sort=found["sort"], number=int(found["number"]) - 1, key=found["rest"] or "")
