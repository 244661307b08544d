"""Opus by libopus: packets to samples and back, one coder a call. Knows nothing of calls.

The library is the system's (Debian: libopus0); where a system has none, the one inside the package
opuslib-next-bundled. Bound here and not through that package: its decoder can neither conceal a loss nor write into
our arrays, and is half as fast. API: https://opus-codec.org/docs/opus_api-1.3.1/
"""

from __future__ import annotations

import ctypes
import logging
import sys
from functools import cache
from importlib import import_module

import numpy as np

from radio.opus import MOST_BYTES, MOST_SECONDS
from station.voice.samples import Pcm

RATE = 16_000
"""What packets are decoded to, whatever they were coded at."""
STEP = RATE // 400
"""Samples: a loss is concealed in multiples of 2.5 ms."""
BITRATE = 20_000
"""bit/s of what we say, as SvxLink's nodes."""
_VOIP = 2048  # OPUS_APPLICATION_VOIP
_SET_BITRATE, _SET_SIGNAL, _SIGNAL_VOICE, _RESET = 4002, 4024, 3001, 4028
_MOST = int(MOST_SECONDS * RATE)

_log = logging.getLogger(__name__)


class OpusError(Exception):
    """libopus is not there, or did not take what it was given; the text is one line."""


@cache
def _library() -> ctypes.CDLL | None:
    """The library with its functions declared, or ``None``; said once."""
    names = {"win32": ["opus.dll"], "darwin": ["libopus.0.dylib"]}.get(sys.platform, ["libopus.so.0"])
    for name in names:
        try:
            return _declared(name)
        except OSError:
            pass
    try:
        return _declared(import_module("opuslib_next.api").libopus._name)
    except Exception as error:  # noqa: BLE001 - somebody else's package; without it there is no Opus, and that is said
        _log.error("no libopus (%s): calls in Opus stay silent, their packets are kept", error)
        return None


def _declared(name: str) -> ctypes.CDLL:
    # PyDLL keeps the interpreter lock: a packet takes 10 µs, and to hand the lock round for each of thousands a second
    # costs more than the others ever wait
    library = ctypes.PyDLL(name)
    pointer, number = ctypes.c_void_p, ctypes.c_int
    for called, result, arguments in (
        ("opus_decoder_create", pointer, [ctypes.c_int32, number, pointer]),
        ("opus_decoder_destroy", None, [pointer]),
        ("opus_decode", number, [pointer, ctypes.c_char_p, ctypes.c_int32, pointer, number, number]),
        ("opus_encoder_create", pointer, [ctypes.c_int32, number, number, pointer]),
        ("opus_encoder_destroy", None, [pointer]),
        ("opus_encode", ctypes.c_int32, [pointer, pointer, number, pointer, ctypes.c_int32]),
    ):
        function = getattr(library, called)
        function.restype, function.argtypes = result, arguments
    # variable arguments: only those named can be declared
    library.opus_decoder_ctl.argtypes = [pointer, number]
    library.opus_encoder_ctl.argtypes = [pointer, number]
    return library


def there() -> bool:
    """Whether this machine can decode and encode Opus."""
    return _library() is not None


class OpusDecoder:
    """The decoder of one call, mono at :data:`RATE`. Raises :class:`OpusError` where there is no libopus."""

    def __init__(self) -> None:
        library = _library()
        if library is None:
            raise OpusError("libopus is not installed")
        self._library = library
        error = ctypes.c_int()
        self._state: int | None = library.opus_decoder_create(RATE, 1, ctypes.byref(error))
        if not self._state:
            raise OpusError(f"libopus: error {error.value}")
        self._room = np.empty(_MOST, np.int16)
        self._into = self._room.ctypes.data

    def decode(self, packet: bytes) -> Pcm:
        """The samples of a packet. Raises :class:`OpusError` for one that is torn."""
        return self._decode(packet, _MOST, 0)

    def conceal(self, count: int, following: bytes = b"") -> Pcm:
        """``count`` samples (a multiple of :data:`STEP`) in place of lost ones.

        ``following``: the packet right behind them, which may tell how they sounded (forward error correction).
        """
        if following:
            return self._decode(following, count, 1)
        return self._decode(None, count, 0)

    def reset(self) -> None:
        """What comes now has nothing to do with what was before."""
        self._library.opus_decoder_ctl(self._state, _RESET)

    def _decode(self, packet: bytes | None, room: int, correct: int) -> Pcm:
        size = len(packet) if packet is not None else 0
        if size > MOST_BYTES or packet == b"" or not 0 < room <= _MOST:
            raise OpusError(f"a packet of {size} bytes for {room} samples")
        count = self._library.opus_decode(self._state, packet, size, self._into, room, correct)
        if count < 0:
            raise OpusError(f"libopus: error {count}")
        return self._room[:count].copy()

    def __del__(self) -> None:
        state, self._state = getattr(self, "_state", None), None
        if state:
            self._library.opus_decoder_destroy(state)


class OpusEncoder:
    """The encoder of one transmission, mono from ``rate`` Hz. Raises :class:`OpusError` where there is no libopus."""

    def __init__(self, rate: int) -> None:
        library = _library()
        if library is None:
            raise OpusError("libopus is not installed")
        self._library = library
        error = ctypes.c_int()
        self._state: int | None = library.opus_encoder_create(rate, 1, _VOIP, ctypes.byref(error))
        if not self._state:
            raise OpusError(f"libopus: error {error.value}")
        self._packet = ctypes.create_string_buffer(MOST_BYTES)
        for option, value in ((_SET_BITRATE, BITRATE), (_SET_SIGNAL, _SIGNAL_VOICE)):
            library.opus_encoder_ctl(ctypes.c_void_p(self._state), option, ctypes.c_int(value))

    def encode(self, pcm: Pcm) -> bytes:
        """One packet of 2.5, 5, 10, 20, 40 or 60 ms. Raises :class:`OpusError` for another length."""
        samples = np.ascontiguousarray(pcm, np.int16)
        count = self._library.opus_encode(self._state, samples.ctypes.data, len(samples), self._packet, MOST_BYTES)
        if count < 0:
            raise OpusError(f"libopus: error {count}")
        return self._packet.raw[:count]

    def __del__(self) -> None:
        state, self._state = getattr(self, "_state", None), None
        if state:
            self._library.opus_encoder_destroy(state)
