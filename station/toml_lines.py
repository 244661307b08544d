"""On which line of a TOML text a key stands. Finds, does not judge: the text has already been read by ``tomllib``."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*(.+?)\s*(\]\]?)\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")


def line_of(text: str, path: Path) -> int:
    """The line (from 1) of ``path``, such as ``("gateway", 1, "link", "bind")``.

    A key inside an inline table counts as standing where the table's own key stands; a path that is not in the text
    gives the line of the nearest thing around it, and 1 at last.
    """
    places = _places(text)
    while path:
        if path in places:
            return places[path]
        path = path[:-1]
    return 1


def _places(text: str) -> dict[Path, int]:
    places: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    quote = ""
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if quote:
            if quote in line:
                quote = ""
            continue
        if depth > 0:
            depth += _opened(line)
            continue
        header = _HEADER.match(line)
        if header and not _KEY.match(line):
            table = _table(header.group(2), header.group(1) == "[[", counts)
            places.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key is None:
            continue
        path = table + _parts(key.group(1))
        for end in range(len(table) + 1, len(path) + 1):
            places.setdefault(path[:end], number)
        value = line[key.end() :]
        quote = next((q for q in ('"""', "'''") if value.count(q) == 1), "")
        depth = 0 if quote else max(0, _opened(value))
    return places


def _table(name: str, array: bool, counts: dict[Path, int]) -> Path:
    """The path of a table's header; inside an array of tables its newest element is meant."""
    path: Path = ()
    parts = _parts(name)
    for index, part in enumerate(parts):
        path += (part,)
        if array and index == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (counts[path],)
    return path


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _opened(text: str) -> int:
    """How many brackets ``text`` leaves open, quoted text and comments aside."""
    bare = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*', "", text)
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
