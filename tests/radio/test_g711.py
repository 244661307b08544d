"""G.711 against the standard library's own, every code and every sample, where it still has it."""

from __future__ import annotations

import importlib
import warnings
from types import ModuleType

import numpy as np
import pytest

from radio import g711

CODES = bytes(range(256))
SAMPLES = np.arange(-32768, 32768).astype(np.int16)


def oracle() -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return importlib.import_module("audioop")
        except ImportError:
            pytest.skip("NOT TESTED HERE: no audioop on this Python")


def test_every_code_decodes_as_audioop_does() -> None:
    audioop = oracle()
    assert g711.from_alaw(CODES).astype("<i2").tobytes() == audioop.alaw2lin(CODES, 2)
    assert g711.from_ulaw(CODES).astype("<i2").tobytes() == audioop.ulaw2lin(CODES, 2)


def test_every_sample_encodes_as_audioop_does() -> None:
    audioop = oracle()
    pcm = SAMPLES.astype("<i2").tobytes()
    assert g711.to_alaw(SAMPLES) == audioop.lin2alaw(pcm, 2)
    assert g711.to_ulaw(SAMPLES) == audioop.lin2ulaw(pcm, 2)


def test_codes_survive_the_way_there_and_back() -> None:
    assert g711.to_alaw(g711.from_alaw(CODES)) == CODES
    back = g711.to_ulaw(g711.from_ulaw(CODES))
    assert {a for a, b in zip(CODES, back, strict=True) if a != b} == {0x7F}  # minus zero


def test_by_name() -> None:
    assert g711.decode("pcma", b"\xd5").tolist() == [8]
    assert g711.decode("pcmu", b"\xff").tolist() == [0]
    assert g711.decode("s16le8", b"\x01\x02\x03").tolist() == [513]
    with pytest.raises(ValueError, match="opus"):
        g711.decode("opus", b"")
