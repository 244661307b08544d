"""Who may sign on, in which role, whose records they may read, and the hashes of their PINs: one file of mode 0600.

The hashes are never in journal, pulse or export; role and agencies are journaled with each sign-on.

Hashes are argon2id (``argon2-cffi``'s defaults: RFC 9106's low-memory profile). Five failures lock a number for 60 s;
the count is kept in the file, so that closing the console does not give five more tries. An exercise has a file of its
own: the demo's known PIN must never open a live seat.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from filelock import FileLock

FAILURES = 5
LOCK_SECONDS = 60.0
DEMO_NUMBER, DEMO_PIN = "12", "1212"
ROLES = ("dispatcher", "supervisor", "trainer")
_NUMBER = re.compile(r"[0-9A-Za-z-]{1,12}")
_PIN = re.compile(r"[0-9]{4,12}")


class Operator(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One person. ``locked_until`` in s since 1970 UTC; ``failed`` counts wrong PINs since the last right one.

    ``agencies``: ids of those whose records this operator may read, ``""`` for records of no agency (radios nobody
    named, log entries); ``None``: all.
    """

    number: str
    name: str = ""
    role: str = "dispatcher"
    agencies: list[str] | None = None
    pin: str = ""
    failed: int = 0
    locked_until: float = 0.0


class OperatorsFile(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What the file holds. ``strangers`` counts tries with numbers nobody has, so that guessing numbers locks too."""

    version: int = 1
    operators: list[Operator] = []
    strangers: Operator = msgspec.field(default_factory=lambda: Operator(number=""))


class PinError(ValueError):
    """It cannot be. ``code``: ``wrong``, ``locked``, ``number``, ``pin``, ``taken``, ``agencies``, ``last``, ``file``.

    ``seconds`` says how long a lock still lasts; ``left`` how many tries remain before one.
    """

    def __init__(self, code: str, detail: str = "", seconds: float = 0.0, left: int = 0) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail, self.seconds, self.left = code, detail, seconds, left


class Operators:
    """The operators' file at ``path``. Every method reads it anew: several consoles share it.

    ``time`` gives s since 1970 UTC; ``hasher`` is for tests, which have no second to spare.
    """

    def __init__(self, path: Path, time: Callable[[], float], hasher: PasswordHasher | None = None) -> None:
        self.path = path
        self._time = time
        self._hasher = hasher or PasswordHasher()

    def all(self) -> list[Operator]:
        """Everybody, by number. Raises :class:`PinError` ``file`` when the file is damaged: it is never overwritten."""
        return sorted(self._read().operators, key=lambda o: (len(o.number), o.number))

    def sign_on(self, number: str, pin: str) -> Operator:
        """The operator whose ``pin`` this is. Raises :class:`PinError` ``wrong`` or ``locked``. Takes some 50 ms."""
        with self._locked():
            book = self._read()
            who = _find(book, number) or book.strangers
            now = self._time()
            # a clock set back must not lock anybody for longer than a lock lasts
            remaining = min(who.locked_until - now, LOCK_SECONDS)
            if remaining > 0:
                raise PinError("locked", seconds=remaining)
            if self._right(who, pin):
                who.failed, who.locked_until = 0, 0.0
                if self._hasher.check_needs_rehash(who.pin):
                    who.pin = self._hasher.hash(pin)
                self._write(book)
                return who
            who.failed += 1
            if who.failed >= FAILURES:
                who.failed, who.locked_until = 0, now + LOCK_SECONDS
            self._write(book)
            if who.locked_until > now:
                raise PinError("locked", seconds=LOCK_SECONDS)
            raise PinError("wrong", left=FAILURES - who.failed)

    def add(self, number: str, name: str, role: str, pin: str, agencies: list[str] | None = None) -> Operator:
        """A new operator. Raises :class:`PinError` ``number``, ``taken``, ``agencies`` (none named) or ``pin``."""
        if not _NUMBER.fullmatch(number):
            raise PinError("number", number)
        with self._locked():
            book = self._read()
            if _find(book, number) is not None:
                raise PinError("taken", number)
            who = Operator(
                number=number,
                name=name.strip()[:80],
                role=_role(role),
                agencies=_agencies(agencies),
                pin=self._hash(pin),
            )
            book.operators.append(who)
            self._write(book)
            return who

    def change_pin(self, number: str, pin: str) -> None:
        """A new PIN, which also lifts a lock. Raises :class:`PinError`."""
        with self._locked():
            book = self._read()
            who = _find(book, number)
            if who is None:
                raise PinError("number", number)
            who.pin, who.failed, who.locked_until = self._hash(pin), 0, 0.0
            self._write(book)

    def change_rights(self, number: str, role: str, agencies: list[str] | None) -> None:
        """Another role, and whose records: from the next sign-on. Raises :class:`PinError`, ``last`` too."""
        with self._locked():
            book = self._read()
            who = _find(book, number)
            if who is None:
                raise PinError("number", number)
            who.role, who.agencies = _role(role), _agencies(agencies)
            self._write(_supervised(book, number))

    def remove(self, number: str) -> None:
        """Take an operator out. The last supervisor stays: raises :class:`PinError` ``last``."""
        with self._locked():
            book = self._read()
            left = [o for o in book.operators if o.number != number]
            if len(left) == len(book.operators):
                raise PinError("number", number)
            book.operators = left
            self._write(_supervised(book, number))

    def ship_demo(self) -> None:
        """Give an exercise its operator (12, PIN 1212), if it has none."""
        if not self.all():
            self.add(DEMO_NUMBER, "Demo", "supervisor", DEMO_PIN)

    def _right(self, who: Operator, pin: str) -> bool:
        # A number nobody has costs as much time as a wrong PIN.
        known = who.pin or self._hasher.hash(secrets.token_hex(8))
        try:
            return self._hasher.verify(known, pin) and bool(who.pin)
        except (VerificationError, InvalidHashError):
            return False

    def _hash(self, pin: str) -> str:
        if not _PIN.fullmatch(pin):
            raise PinError("pin")
        return self._hasher.hash(pin)

    def _locked(self) -> FileLock:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return FileLock(self.path.with_suffix(".lock"), timeout=5)

    def _read(self) -> OperatorsFile:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=OperatorsFile)
        except FileNotFoundError:
            return OperatorsFile()
        except (OSError, msgspec.MsgspecError) as error:
            raise PinError("file", f"{self.path}: {error}") from error

    def _write(self, book: OperatorsFile) -> None:
        fresh = self.path.with_suffix(f".{os.getpid()}.new")
        try:
            fresh.unlink(missing_ok=True)
            number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(book), indent=1))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path)
        except OSError as error:
            raise PinError("file", f"{self.path}: {error}") from error


def operators_path(home: Path, mode: str) -> Path:
    """Where the operators of journals of ``mode`` are kept: live and exercise apart."""
    return home / ("operators.json" if mode == "live" else "operators-exercise.json")


def _find(book: OperatorsFile, number: str) -> Operator | None:
    return next((o for o in book.operators if o.number == number), None)


def _supervised(book: OperatorsFile, number: str) -> OperatorsFile:
    """``book`` if it has a supervisor left: somebody must be able to enter the others."""
    if not any(o.role == "supervisor" for o in book.operators):
        raise PinError("last", number)
    return book


def _role(role: str) -> str:
    return role if role in ROLES else "dispatcher"


def _agencies(agencies: list[str] | None) -> list[str] | None:
    if agencies is not None and not agencies:
        raise PinError("agencies")
    return agencies
