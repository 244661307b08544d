"""``main.py verify`` and ``main.py checkpoint``: prove a journal, and carry away what later proves it was not cut."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import segno

from journal import checkpoint, keys, progress
from journal.checkpoint import Checkpoint
from journal.errors import JournalError
from journal.verify import Proof, prove

SOUND, BAD, UNREADABLE = 0, 1, 2
"""Exit statuses."""
_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}  # by (dark above, below)


def verify(journal: Path, anchor_file: Path | None) -> int:
    """Prove ``journal`` (its folder, or a copy of its journal.db) and print the verdict; the exit status."""
    try:
        anchor = None if anchor_file is None else read_anchor(anchor_file)
        with progress.shown("Checking") as bar:
            proof = prove(_folder(journal), bar, anchor)
    except JournalError as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    for line in words(proof, anchor):
        print(line)
    return SOUND if proof.verdict.ok else BAD


def save(journal: Path, out: Path | None, as_code: bool) -> int:
    """Write the newest checkpoint of ``journal`` to ``out`` and, or else, print it; the exit status."""
    try:
        found = checkpoint.newest(_folder(journal))
        if found is None:
            raise JournalError(f"{journal}: nothing is signed yet; the station signs while it runs.")
        if not found.sound:
            raise JournalError(f"{journal}: the newest checkpoint was changed: its signature does not fit.")
        if out is not None:
            out.write_text(checkpoint.render(found), "utf-8", newline="\n")
    except JournalError as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    except OSError as error:
        print(f"{out}: cannot be written ({error.strerror}).", file=sys.stderr)
        return UNREADABLE
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # blocks, whatever the terminal's code page
    if as_code:
        print(draw(found))
    if out is None:
        print(checkpoint.render(found), end="")
    return SOUND


def read_anchor(path: Path) -> Checkpoint:
    """The checkpoint in a file that was kept elsewhere. Raises :class:`JournalError`."""
    try:
        return checkpoint.parse(path.read_text("utf-8"))
    except OSError as error:
        raise JournalError(f"{path}: cannot be read ({error.strerror}).") from None
    except ValueError as error:
        why = "this is no checkpoint" if isinstance(error, UnicodeError) else error
        raise JournalError(f"{path}: {why}.") from None


def draw(found: Checkpoint) -> str:
    """The checkpoint as a QR code of half blocks, two modules a letter high, with the quiet zone it needs.

    Blocks are the light modules: terminals are dark. Most readers take a QR code inverted too.
    """
    rows = [list(row) for row in segno.make_qr(checkpoint.code(found), error="m").matrix_iter(border=4)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    lines = []
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        lines.append("".join(_BLOCKS[bool(top), bool(bottom)] for top, bottom in zip(upper, lower, strict=True)))
    return "\n".join(lines)


def words(proof: Proof, anchor: Checkpoint | None) -> list[str]:
    """The verdict as one sentence, and one more on what it does not say."""
    verdict, signed = proof
    if not verdict.ok:
        return [f"BAD: {verdict.why}."]
    count = _entries(verdict.entries)
    if anchor is not None:
        told = f"{count} in an unbroken chain, the first {anchor.seq} exactly those of the anchor of {anchor.time}"
        return [f"SOUND: {told}; {_by(signed.publics)}.", *_unsigned(proof)]
    if signed.newest is None:
        told = "nothing is signed, so whoever can write the file could have made all of it anew"
        return [f"SOUND: {count} in an unbroken chain; {told}."]
    told = f"{count} in an unbroken chain, signed up to entry {signed.seq} ({signed.newest.time})"
    ask = "Not proven without an anchor: that nothing is missing at the end, and that the key is the room's own."
    return [f"SOUND: {told}; {_by(signed.publics)}.", *_unsigned(proof), ask]


def _by(publics: tuple[bytes, ...]) -> str:
    return f"key{'s' if len(publics) > 1 else ''} {', then '.join(keys.fingerprint(public) for public in publics)}"


def _unsigned(proof: Proof) -> list[str]:
    newer = proof.verdict.entries - proof.signed.seq
    return [f"The last {_entries(newer)} not signed yet."] if newer > 0 else []


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _folder(journal: Path) -> Path:
    return journal.parent if journal.name == "journal.db" else journal
