"""Reading a TOML table so that every error knows which key it is about. Knows nothing of gateways."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from typing import Any

from station.toml_lines import Path

MOST_TEXT = 1000
MOST_ID = 60
"""Bytes of what names something: it stands in every entry about that, and where room is fixed (the pulse's slots)."""
_MISSING: Any = object()


class Fault(Exception):
    """``why`` the value at ``path`` cannot be taken."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(why)
        self.path = path
        self.why = why

    @property
    def key(self) -> str:
        """The path as a person counts: ``gateway 2 link.bind``."""
        words = ""
        for part in self.path:
            if isinstance(part, int):
                words += f" {part + 1} "
            else:
                words += f"{'.' if words and not words.endswith(' ') else ''}{part}"
        return words.strip()


class Table:
    """One table; each key is asked for once, :meth:`done` refuses the rest."""

    def __init__(self, values: Mapping[str, Any], path: Path = ()) -> None:
        self._values = values
        self._path = path
        self._known: list[str] = []

    def has(self, key: str) -> bool:
        """True if the file names ``key``."""
        return key in self._values

    def fault(self, key: str, why: str) -> Fault:
        """An error about ``key`` of this table."""
        return Fault((*self._path, key), why)

    def _get(self, key: str, default: Any) -> Any:
        self._known.append(key)
        value = self._values.get(key, default)
        if value is _MISSING:
            raise Fault((*self._path, key), "is missing")
        return value

    def text(self, key: str, default: str = _MISSING) -> str:
        """A text."""
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.fault(key, f'a text in quotes is wanted, like "{_plain(value)}"')
        if len(value) > MOST_TEXT:
            raise self.fault(key, f"a text of {len(value)} letters is too long: at most {MOST_TEXT}")
        if "\0" in value:
            raise self.fault(key, "with a zero character")
        return value

    def short(self, key: str, default: str = _MISSING, most: int = MOST_ID) -> str:
        """A text that names something."""
        value = self.text(key, default)
        if len(value.encode()) > most:
            why = f"{len(value)} letters, at most {most} (one with an accent counts as two)"
            raise self.fault(key, f'"{value[:20]}…" is too long: {why}')
        return value

    def flag(self, key: str, default: bool = _MISSING) -> bool:
        """``true`` or ``false``."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, f"true or false is wanted, not {value!r}")
        return value

    def number(
        self, key: str, default: float = _MISSING, *, low: float | None = None, high: float | None = None
    ) -> float:
        """A number within bounds."""
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.fault(key, f"a number is wanted, not {value!r}")
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
            raise self.fault(key, f"{value:g} is not in {bounds}")
        return value

    def choice(self, key: str, choices: Sequence[str], default: str = _MISSING) -> str:
        """One of ``choices``."""
        value = self.text(key, default)
        if self.has(key) and value not in choices:
            raise self.fault(key, f"{value!r} is none of {', '.join(choices)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; missing: empty."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(key, 'a list of texts is wanted, like ["10.1.0.9"]')
        return tuple(value)

    def numbers(self, key: str, *, low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers within bounds; missing: empty."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(n, int) and not isinstance(n, bool) for n in value):
            raise self.fault(key, "a list of whole numbers is wanted, like [18]")
        for number in value:
            if not low <= number <= high:
                raise self.fault(key, f"{number} is not in {low}–{high}")
        return tuple(value)

    def names(self) -> list[str]:
        """The keys of this table, where it is the file that gives them."""
        return list(self._values)

    def table(self, key: str, required: bool = False) -> Table:
        """A table; missing: an empty one."""
        value = self._get(key, _MISSING if required else {})
        if not isinstance(value, Mapping):
            raise self.fault(key, "a table is wanted, like { … }")
        return Table(value, (*self._path, key))

    def tables(self, key: str) -> list[Table]:
        """An array of tables; missing: none."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self.fault(key, f"stands in double brackets: [[{key}]]")
        return [Table(item, (*self._path, key, index)) for index, item in enumerate(value)]

    def done(self, why: str = "no such key here") -> None:
        """Refuse what nobody asked for: a mistyped key must not silently do nothing."""
        for key in self._values:
            if key not in self._known:
                near = difflib.get_close_matches(key, self._known, n=1)
                hint = f"; {near[0]}?" if near else ""
                raise Fault((*self._path, key), why + hint)


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
