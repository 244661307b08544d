"""TETRA text coding schemes: numbers to characters and back.

Source: EN 300 392-2 table 29.29 as read by ftl/tetra-pei and svxlink's TetraLogic; the GSM alphabet is 3GPP
TS 23.038 §6.2.1.
"""

from __future__ import annotations

LATIN_1, LATIN_7, UTF_16 = 1, 11, 26
_GSM = 0
_CODEC = {
    **{n: f"iso8859-{n}" for n in range(1, 11)},
    11: "iso8859-13",
    12: "iso8859-14",
    13: "iso8859-15",
    **dict(zip(range(14, 26), (437, 737, 850, 852, 855, 857, 860, 861, 863, 865, 866, 869), strict=True)),
    26: "utf-16-be",
}
_GSM_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED = dict(zip(b"\x0a\x14\x28\x29\x2f\x3c\x3d\x3e\x40\x65", "\f^{}\\[~]|€", strict=True))


def read_text(scheme: int, data: bytes, bits: int | None = None) -> str:
    """``data`` in coding ``scheme``; what cannot be read becomes U+FFFD. ``bits``: its length where told.

    Schemes nobody defines are read as Latin-1: a slightly wrong letter is better than no message.
    """
    if scheme == _GSM:
        return _read_gsm(data, bits)
    codec = _CODEC.get(scheme, "iso8859-1")
    name = codec if isinstance(codec, str) else f"cp{codec}"
    return data.decode(name, "replace").rstrip("\0")


def _read_gsm(data: bytes, bits: int | None) -> str:
    whole = min(len(data) * 8, bits) if bits is not None and bits > 0 else len(data) * 8
    value = int.from_bytes(data, "little")
    letters: list[str] = []
    escaped = False
    for at in range(0, whole - 6, 7):
        septet = value >> at & 0x7F
        if septet == 0x1B and not escaped:
            escaped = True
            continue
        letters.append(_GSM_ESCAPED.get(septet, _GSM_BASIC[septet]) if escaped else _GSM_BASIC[septet])
        escaped = False
    if len(letters) > 1 and letters[-1] == "@" and whole % 56 == 0:
        letters.pop()  # seven spare bits are zeros, which read as @
    return "".join(letters)


def write_text(text: str, room: int) -> tuple[int, bytes]:
    """The scheme and bytes for ``text`` in at most ``room`` bytes. Raises ``ValueError`` if none holds it.

    Latin-1 where it serves; else UTF-16, which most radios show; else Latin-7 (8859-13), which holds every Latvian and
    Lithuanian letter in half the bytes.
    """
    for scheme, codec in ((LATIN_1, "iso8859-1"), (UTF_16, "utf-16-be"), (LATIN_7, "iso8859-13")):
        try:
            data = text.encode(codec)
        except UnicodeEncodeError:
            continue
        if len(data) <= room:
            return scheme, data
    raise ValueError(f"the text is too long: {room} plain letters fit")
