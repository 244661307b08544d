"""``main.py verify`` and ``main.py checkpoint``: prove a journal, and carry away what later proves it was not cut."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import segno

from journal import checkpoint, keys, progress, recordings, schema
from journal.checkpoint import Checkpoint
from journal.errors import JournalError
from journal.verify import Proof, Scope, prove

SOUND, BAD, UNREADABLE = 0, 1, 2
"""Exit statuses."""
_MOST_NAMED = 10
_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}  # by (dark above, below)


def verify(journal: Path, anchor_file: Path | None, with_recordings: bool = False) -> int:
    """Prove ``journal`` (its folder, or a copy of one of its files) and print the verdict; the exit status.

    An anchor that could not be held against the entries it stands for counts as unreadable.
    """
    try:
        if with_recordings and journal.is_file():
            raise JournalError(f"{journal}: recordings lie in a journal's folder, and this is one file.")
        anchor = None if anchor_file is None else read_anchor(anchor_file)
        with progress.shown("Checking") as bar:
            proof = prove(journal, bar, anchor)
        for line in words(proof, anchor):
            print(line)
        if not proof.verdict.ok:
            return BAD
        status = SOUND if anchor is None or proof.signed.anchored else UNREADABLE
        return max(status, _listen(journal)) if with_recordings else status
    except JournalError as error:
        print(error, file=sys.stderr)
        return UNREADABLE


def _listen(journal: Path) -> int:
    """Check the recordings too and say so; the exit status."""
    with progress.shown("Recordings") as bar:
        sound, wrong = recordings.check(journal, bar)
    for said, why in wrong[:_MOST_NAMED]:
        print(f"BAD: the recording {said.path} of entry {said.seq}: {why}.")
    if len(wrong) > _MOST_NAMED:
        print(f"BAD: so are {len(wrong) - _MOST_NAMED} more recordings.")
    if wrong:
        return BAD
    print(f"SOUND: {_count(sound, 'recording is', 'recordings are')} as their entries say.")
    return SOUND


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
    """The verdict as one sentence, and more on what it does not say."""
    verdict, signed, scope = proof
    if not verdict.ok:
        return [f"BAD: {verdict.why}."]
    count = _entries(verdict.entries)
    if scope.first > 1:
        count += f" ({scope.first} to {scope.last})"
    if scope.segments > 1:
        count += f" in {scope.segments} segments"
    told = f"SOUND: {count} in an unbroken chain"
    rest = [*_unsigned(proof), *_bodies(scope), *_beside(scope)]
    if anchor is not None:
        if signed.anchored:
            said = (
                f"{told}, the first {anchor.seq} exactly those of the anchor of {anchor.time}; {_by(signed.publics)}."
            )
            return [said, *rest]
        rest.append(
            f"The anchor stands for the entries up to {anchor.seq}, and could not be held against them: they are not"
            " all here. Take a newer one."
        )
    if signed.newest is None:
        return [f"{told}; nothing is signed, so whoever can write the file could have made all of it anew.", *rest]
    if anchor is None:
        rest.append(
            "Not proven without an anchor: that nothing is missing at the end, and that the key is the room's own."
        )
    return [f"{told}, signed up to entry {signed.seq} ({signed.newest.time}); {_by(signed.publics)}.", *rest]


def _by(publics: tuple[bytes, ...]) -> str:
    return f"key{'s' if len(publics) > 1 else ''} {', then '.join(keys.fingerprint(public) for public in publics)}"


def _unsigned(proof: Proof) -> list[str]:
    newer = proof.scope.last - proof.signed.seq
    if proof.signed.newest is None or newer <= 0:
        return []
    return [f"The last {_count(newer, 'entry is', 'entries are')} not signed yet."]


def _bodies(scope: Scope) -> list[str]:
    """What became of the bodies that are not there."""
    lines = []
    if scope.compacted:
        lines.append(f"{_count(scope.compacted, 'position lives', 'positions live')} on in chunks, as the record says.")
    if scope.deleted:
        lines.append(f"{_count(scope.deleted, 'body was', 'bodies were')} deleted, as the record says.")
    if scope.left:
        said = _count(scope.left, "body is", "bodies are")
        lines.append(f"{said} still there although the record calls them gone: their deletion was interrupted.")
    if scope.unexplained:
        said = _count(scope.unexplained, "body is", "bodies are")
        lines.append(f"{said} gone: if the record says why, it does so in a later segment, which was not looked at.")
    return lines


def _beside(scope: Scope) -> list[str]:
    """What was not there to be checked."""
    lines = [
        f"The entries {first} to {last} were pruned with their segment, as the record says."
        for first, last in scope.pruned
    ]
    if scope.first > 1 and not scope.pruned:
        lines.append(f"This is one segment of several: the entries before {scope.first} were not there to be checked.")
    if scope.next:
        lines.append(f"The record goes on in {scope.next}, which was not looked at.")
    return lines


def _entries(count: int) -> str:
    return _count(count, "entry", "entries")


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _folder(journal: Path) -> Path:
    return journal.parent if journal.name == schema.FIRST else journal
