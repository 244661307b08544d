"""The installation's signing key: made on the first run, kept in a file that only this account can read.

Not in the system's keyring: that may ask a person to unlock it, and the station starts without one. Both files are PEM,
so that ``openssl pkey`` reads them too.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from journal.errors import JournalError
from journal.places import data_home

PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64
_GROUPS = 6
_MOST = 4096  # bytes of a key file; a longer one is something else


def private_file() -> Path:
    """Where the secret half lies: PKCS #8, mode 0600."""
    return data_home() / "signing.key"


def public_file() -> Path:
    """Where the public half lies, to be given to whoever checks."""
    return data_home() / "signing.pub"


def signing_key() -> Ed25519PrivateKey:
    """This installation's key, made if there is none. Raises :class:`JournalError` for a file not to be trusted."""
    path = private_file()
    try:
        text = _read(path)
        if text is None:
            _draw(path)
            text = _read(path) or b""
        key = load_pem_private_key(text, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise JournalError(f"{path}: not a signing key; restore it, or move it away and a new one is made.") from None
    except OSError as error:
        raise JournalError(f"{path}: the signing key cannot be used ({error.strerror or error}).") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise JournalError(f"{path}: a key of another kind than Ed25519.")
    _publish(key)
    return key


def public_key() -> bytes | None:
    """The public half of this installation's key (32 bytes); ``None`` before the first station ran, or if damaged."""
    with contextlib.suppress(OSError, ValueError, UnsupportedAlgorithm):
        key = load_pem_public_key(public_file().read_bytes())
        if isinstance(key, Ed25519PublicKey):
            return key.public_bytes_raw()
    return None


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    """True if the owner of ``public`` signed ``message`` (Ed25519, RFC 8032)."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """A public key as 24 digits in groups of four, to be read out and compared: 80 bits of its SHA-256."""
    number = int.from_bytes(hashlib.sha256(b"kopa1 fingerprint" + public).digest()) % 10 ** (4 * _GROUPS)
    digits = f"{number:0{4 * _GROUPS}}"
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _read(path: Path) -> bytes | None:
    """The file's bytes, ``None`` if it is not there; refused unless it is a plain file of this account alone."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise JournalError(f"{path}: not a plain file: refused as signing key.")
        if os.name != "nt":
            if found.st_uid != os.getuid():
                raise JournalError(f"{path}: belongs to another account: refused as signing key.")
            if stat.S_IMODE(found.st_mode) & 0o077:
                raise JournalError(f"{path}: other accounts can read it: refused as signing key (chmod 600).")
        return file.read(_MOST)


def _draw(path: Path) -> None:
    """Make a key so that several programs starting at once end with one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    _write(draft, text, 0o600)
    try:
        if os.name == "nt":
            draft.rename(path)  # refuses to overwrite, which is what is wanted
        else:
            os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def _publish(key: Ed25519PrivateKey) -> None:
    """Put the public half beside; a disk that does not take it is no reason not to sign."""
    if public_key() == key.public_key().public_bytes_raw():
        return
    text = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    path = public_file()
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with contextlib.suppress(OSError):
        try:
            _write(draft, text, 0o644)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _write(path: Path, text: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
