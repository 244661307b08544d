"""The keys of a link that speaks HTTP or TLS: whom it takes, what it shows, how much it bears."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path

import msgspec

from radio.codec import Spec
from station.config_table import Table

LEAST_KEY = 16
"""Characters of a key: shorter ones are guessed."""
RATE = 50.0
"""Requests a second of one address."""
SIZE = 64 * 1024
MOST_SIZE = 64 * 1024 * 1024
_PATH = re.compile(r"/[A-Za-z0-9._~/-]*")


class TlsConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Files in PEM: ``certificate`` and ``private_key`` are ours, ``authority`` vouches for the other side (who calls
    us needs no certificate where it is empty); ``name`` is how a server's certificate calls it where that is not how we
    reach it."""

    certificate: str = ""
    private_key: str = ""
    authority: str = ""
    name: str = ""


class HttpConfig(msgspec.Struct, frozen=True, kw_only=True):
    """``keys``: SHA-256 of each that is taken; ``rate`` a second of one address; ``size`` of a body, bytes.

    With ``form`` the key may be a field of the form that is sent; ``refusal`` is what is said without one, with the
    form's fields in it.
    """

    path: str
    keys: tuple[bytes, ...]
    rate: float = RATE
    size: int = SIZE
    form: bool = False
    refusal: str = ""
    tls: TlsConfig | None = None


def read_tls(table: Table) -> TlsConfig:
    """``cert``, ``private_key``, ``ca``, ``name``. Raises :class:`station.config_table.Fault`."""
    name = table.text("name", "")
    if name and not re.fullmatch(r"[A-Za-z0-9._-]+", name):
        raise table.fault("name", f"{name!r} is no name a certificate can have")
    return TlsConfig(**_own(table), authority=_file(table, "ca"), name=name)


def read_http(table: Table, spec: Spec) -> HttpConfig:
    """``path``, ``key``, ``rate``, ``size``, ``cert``, ``private_key``; ``ca`` demands a certificate of whoever calls.

    Raises :class:`station.config_table.Fault`.
    """
    path = table.text("path", "/")
    if not _PATH.fullmatch(path) or "//" in path or "/../" in f"{path}/":
        raise table.fault("path", f"{path!r} is not like /positions")
    own, authority = _own(table), _file(table, "ca")
    if authority and not own["certificate"]:
        raise table.fault("ca", "says nothing without cert: certificates are shown over TLS")
    return HttpConfig(
        path=path,
        keys=_keys(table),
        rate=table.number("rate", RATE, low=0.1, high=100_000),
        size=int(table.number("size", spec.form or SIZE, low=1024, high=MOST_SIZE)),
        form=bool(spec.form),
        refusal=spec.refusal,
        tls=TlsConfig(**own, authority=authority) if own["certificate"] else None,
    )


def _keys(table: Table) -> tuple[bytes, ...]:
    """The keys in a file, one a line, so that one can be withdrawn; lines with # are comments."""
    lines = [line.strip() for line in read_secret(table, "key").splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    if not keys:
        raise table.fault("key", "no key in the file")
    if any(len(key) < LEAST_KEY for key in keys):
        raise table.fault("key", f"a key has at least {LEAST_KEY} characters")
    return tuple(hashlib.sha256(key.encode()).digest() for key in keys)


def read_secret(table: Table, key: str) -> str:
    """A secret by reference: ``file:/path`` of a file that nobody else can read."""
    reference = table.text(key)
    if not reference.startswith("file:"):
        raise table.fault(key, "a secret does not stand in this file: file:/path of a file with it")
    path = Path(reference.removeprefix("file:"))
    try:
        _alone(table, key, path)
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise table.fault(key, f"{path} cannot be read") from error


def _own(table: Table) -> dict[str, str]:
    """``cert`` and ``private_key``, which may stand in one file."""
    certificate, private_key = _file(table, "cert"), _file(table, "private_key")
    if private_key and not certificate:
        raise table.fault("private_key", "says nothing without cert")
    if certificate:
        _alone(table, "private_key" if private_key else "cert", Path(private_key or certificate))
    return {"certificate": certificate, "private_key": private_key}


def _file(table: Table, key: str) -> str:
    """The path of a file that can be read; empty if the key is not there."""
    path = table.text(key, "")
    if path:
        try:
            with Path(path).open("rb") as file:
                file.read(1)
        except OSError as error:
            raise table.fault(key, f"{path} cannot be read") from error
    elif table.has(key):
        raise table.fault(key, "is empty")
    return path


def _alone(table: Table, key: str, path: Path) -> None:
    """Raises :class:`station.config_table.Fault` if others can read the file."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise table.fault(key, f"{path} can be read by others: chmod 600")
