"""TETRA text coding schemes: numbers to characters and back.

Source: EN 300 392-2 table 29.29 as read by ftl/tetra-pei and svxlink's TetraLogic; the GSM alphabet is 3GPP
TS 23.038 §6.2.1.
"""

from __future__ import annotations

LATIN_1, LATIN_4, LATIN_6, LATIN_7, UTF_16 = 1, 4, 10, 11, 26
BALTIC = (LATIN_4, LATIN_6, LATIN_7, UTF_16)
"""The schemes that hold every letter of Latvian and Lithuanian as they are written today."""
_GSM = 0
_CODE_PAGES = (437, 737, 850, 852, 855, 857, 860, 861, 863, 865, 866, 869)
_CODEC: dict[int, str] = {
    **{n: f"iso8859-{n}" for n in range(1, 11)},
    11: "iso8859-13",
    12: "iso8859-14",
    13: "iso8859-15",
    **dict(zip(range(14, 26), map("cp{}".format, _CODE_PAGES), strict=True)),
    26: "utf-16-be",
}
_GSM_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED = dict(zip(b"\x0a\x14\x28\x29\x2f\x3c\x3d\x3e\x40\x65", "\f^{}\\[~]|€", strict=True))
_WHOLE = {LATIN_1: 1, LATIN_4: 1, LATIN_6: 1, LATIN_7: 1, UTF_16: 2}  # bytes that are never torn apart


def read_text(scheme: int, data: bytes, bits: int | None = None) -> str:
    """``data`` in coding ``scheme``; what cannot be read becomes U+FFFD. ``bits``: its length where told.

    Schemes nobody defines are read as Latin-1: a slightly wrong letter is better than no message.
    """
    if scheme == _GSM:
        return _read_gsm(data, bits)
    return data.decode(_CODEC.get(scheme, "iso8859-1"), "replace").rstrip("\0")


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


def write_text(text: str, room: int, baltic: int = 0) -> tuple[int, bytes]:
    """The scheme and bytes for ``text`` in at most ``room`` bytes. Raises ``ValueError`` if none holds it.

    Latin-1 where it serves; else ``baltic``, if the radios here want one scheme; else UTF-16, which most radios show;
    else Latin-7 (8859-13), which holds every Latvian and Lithuanian letter in half the bytes.
    """
    for scheme in _order(baltic):
        data = _encoded(text, scheme)
        if data is not None and len(data) <= room:
            return scheme, data
    raise ValueError(f"the text is too long: {room} plain letters fit")


def write_parts(text: str, room: int, most: int, baltic: int = 0) -> tuple[int, list[bytes]]:
    """The scheme and the parts, of at most ``room`` bytes each, of a text too long for one message.

    No letter is torn in two. Raises ``ValueError`` if it needs more than ``most`` parts.
    """
    for scheme in _order(baltic):
        data = _encoded(text, scheme)
        if data is None:
            continue
        parts = _cut(data, room, _WHOLE[scheme])
        if len(parts) <= most:
            return scheme, parts
    raise ValueError(f"the text is too long: {room * most} plain letters fit, in {most} messages")


def _order(baltic: int) -> tuple[int, ...]:
    return (LATIN_1, baltic, UTF_16) if baltic else (LATIN_1, UTF_16, LATIN_7)


def _encoded(text: str, scheme: int) -> bytes | None:
    try:
        return text.encode(_CODEC[scheme])
    except UnicodeEncodeError:
        return None


def _cut(data: bytes, room: int, whole: int) -> list[bytes]:
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        end = min(len(data), at + room // whole * whole)
        if whole == 2 and end < len(data) and 0xD8 <= data[end - 2] <= 0xDB:
            end -= 2  # the first half of a character outside the basic plane
        parts.append(data[at:end])
        at = end
    return parts
