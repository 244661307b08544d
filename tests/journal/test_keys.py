"""The signing key: one an installation, for this account alone, told apart by what can be read out."""

from __future__ import annotations

import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from journal import keys
from journal.errors import JournalError

posix = pytest.mark.skipif(
    sys.platform == "win32", reason="NOT TESTED HERE: Windows keeps the account's folder to the account"
)


def test_it_is_made_once_and_signs(home: Path) -> None:
    assert keys.public_key() is None, "nothing is made by looking"
    key = keys.signing_key()
    public = key.public_key().public_bytes_raw()
    assert keys.signing_key().public_key().public_bytes_raw() == public
    assert keys.public_key() == public
    signature = key.sign(b"words")
    assert keys.is_signed(b"words", signature, public)
    assert not keys.is_signed(b"Words", signature, public)
    assert not keys.is_signed(b"words", signature[:-1] + bytes([signature[-1] ^ 1]), public)
    assert not keys.is_signed(b"words", b"short", public)
    assert not keys.is_signed(b"words", signature, b"short")
    assert sorted(path.name for path in home.iterdir()) == ["signing.key", "signing.pub"], "no drafts are left"


def test_many_at_once_end_with_one_key() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: keys.signing_key().public_key().public_bytes_raw(), range(8)))
    assert len(set(made)) == 1
    assert keys.public_key() == made[0]


@posix
def test_only_this_account_can_read_it() -> None:
    keys.signing_key()
    assert keys.private_file().stat().st_mode & 0o777 == 0o600
    keys.private_file().chmod(0o640)
    with pytest.raises(JournalError, match="other accounts can read it"):
        keys.signing_key()


@posix
def test_a_link_is_not_followed(home: Path) -> None:
    keys.signing_key()
    elsewhere = home / "elsewhere"
    keys.private_file().rename(elsewhere)
    keys.private_file().symlink_to(elsewhere)
    with pytest.raises(JournalError, match="cannot be used"):
        keys.signing_key()


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="NOT TESTED HERE: chown needs root")
def test_another_accounts_file_is_refused() -> None:
    keys.signing_key()
    os.chown(keys.private_file(), 65534, -1)
    with pytest.raises(JournalError, match="another account"):
        keys.signing_key()


@pytest.mark.parametrize("text", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_damaged_file_is_one_sentence_and_never_overwritten(text: bytes) -> None:
    keys.signing_key()
    keys.private_file().write_bytes(text)
    with pytest.raises(JournalError, match="not a signing key"):
        keys.signing_key()
    assert keys.private_file().read_bytes() == text


def test_the_public_half_comes_back() -> None:
    public = keys.signing_key().public_key().public_bytes_raw()
    keys.public_file().write_bytes(b"rubbish")
    assert keys.public_key() is None
    keys.signing_key()
    assert keys.public_key() == public


def test_a_fingerprint_can_be_read_out() -> None:
    public = keys.signing_key().public_key().public_bytes_raw()
    assert re.fullmatch(r"\d{4}( \d{4}){5}", keys.fingerprint(public))
    assert keys.fingerprint(public) != keys.fingerprint(bytes(32))
    assert keys.fingerprint(bytes(32)) == keys.fingerprint(bytes(32))
