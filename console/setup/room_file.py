"""The room's configuration file as the set-up page reads and replaces it. The station alone judges what it says."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from console.launch import MAIN
from console.setup import blocks
from console.setup.blocks import Stubborn
from console.setup.draft import Draft, Pedal, gateway_table, group_table, pedal_keys, read, read_pedal
from radio.codec import Spec

CHECK_SECONDS = 30.0
SECRETS = "secrets"
"""The folder beside the configuration in which what must not be read by others lies, a file each."""
FIRST = """\
# Kopa: the room's configuration. Saved changes take effect within a second; a file with an error changes nothing.

[room]
name = ""
"""


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """The file as it was read: ``text`` with line ends of one character, ``hash`` of its bytes (empty: no file).

    ``stubborn``: why it cannot be changed from here (somebody writes it in an unusual way, or it has a syntax error).
    """

    path: Path
    text: str = ""
    hash: str = ""
    crlf: bool = False
    gateways: tuple[Draft, ...] = ()
    stubborn: str = ""
    pedal: Pedal = Pedal()

    def draft(self, name: str) -> Draft | None:
        """The gateway of that name."""
        return next((draft for draft in self.gateways if draft.was == name), None)


def load(path: Path) -> Room:
    """What ``path`` says now; a missing file is an empty room. Raises ``OSError``."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Room(path=path, text=FIRST)
    digest = hashlib.sha256(content).hexdigest()
    try:
        raw = content.decode("utf-8-sig")
        text = raw.replace("\r\n", "\n")
        table = tomllib.loads(text)
        drafts = tuple(_drafts(table))
        foot = read_pedal(table)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return Room(path=path, hash=digest, stubborn=str(error))
    stubborn = ""
    try:
        blocks.cut(text)
    except Stubborn as error:
        stubborn = str(error)
    return Room(path=path, text=text, hash=digest, crlf="\r\n" in raw, gateways=drafts, stubborn=stubborn, pedal=foot)


def _drafts(table: Mapping[str, Any]) -> Iterator[Draft]:
    groups = [group for group in _tables(table, "group") if isinstance(group, Mapping)]
    for gateway in _tables(table, "gateway"):
        if isinstance(gateway, Mapping):
            yield read(gateway, groups)


def _tables(table: Mapping[str, Any], key: str) -> list[Any]:
    found = table.get(key, [])
    return found if isinstance(found, list) else []


def with_draft(room: Room, draft: Draft, spec: Spec) -> str:
    """The room's text with ``draft`` in the place of what it was, or new. Raises :class:`Stubborn`."""
    cuts = blocks.cut(room.text)
    at = blocks.find(cuts, "gateway", "name", draft.was) if draft.was else -1
    last = _last(cuts, "gateway")
    at = blocks.put(cuts, at, "gateway", gateway_table(draft, spec), last if last >= 0 else len(cuts) - 1)
    kept = {group.was for group in draft.groups if group.was}
    former = room.draft(draft.was)
    for group in former.groups if former is not None else []:
        if group.was not in kept:
            blocks.drop(cuts, blocks.find(cuts, "group", "id", group.was))
    found = {group.was: blocks.find(cuts, "group", "id", group.was) for group in draft.groups if group.was}
    after = max([at, *found.values()])
    for group in draft.groups:
        if group.was:
            blocks.put(cuts, found[group.was], "group", group_table(group, draft.name), after)
    for group in draft.groups:
        if not group.was:
            after = blocks.put(cuts, -1, "group", group_table(group, draft.name), after)
    text = blocks.join(cuts)
    blocks.cut(text)
    return text


def with_pedal(room: Room, pedal: Pedal) -> str:
    """The room's text with ``pedal`` in its ``[voice]``. Raises :class:`Stubborn`."""
    cuts = blocks.cut(room.text)
    blocks.set_keys(cuts, "voice", pedal_keys(pedal))
    text = blocks.join(cuts)
    blocks.cut(text)
    if read_pedal(tomllib.loads(text)) != pedal:
        raise Stubborn("[voice] could not be changed")
    return text


def _last(cuts: list[blocks.Block], sort: str) -> int:
    return max((n for n, block in enumerate(cuts) if block.sort == sort), default=-1)


def without(room: Room, name: str) -> str:
    """The room's text without the gateway ``name`` and its talk-groups. Raises :class:`Stubborn`."""
    cuts = blocks.cut(room.text)
    draft = room.draft(name)
    for group in draft.groups if draft is not None else []:
        blocks.drop(cuts, blocks.find(cuts, "group", "id", group.was))
    blocks.drop(cuts, blocks.find(cuts, "gateway", "name", name))
    text = blocks.join(cuts)
    blocks.cut(text)
    return text


def alone(draft: Draft, spec: Spec) -> str:
    """A configuration of nothing but ``draft``: what is tried before it is saved."""
    cuts = blocks.cut("")
    at = blocks.put(cuts, -1, "gateway", gateway_table(draft, spec), len(cuts) - 1)
    for group in draft.groups:
        at = blocks.put(cuts, -1, "group", group_table(msgspec.structs.replace(group, agency=""), draft.name), at)
    return blocks.join(cuts)


def encoded(room: Room, text: str) -> bytes:
    """``text`` as it is written: with the line ends the file had."""
    return (text.replace("\n", "\r\n") if room.crlf else text).encode("utf-8")


def check(content: bytes) -> str:
    """What the station would say against ``content``; empty if it takes it. Waits for a program: not on the screen's
    thread."""
    with tempfile.TemporaryDirectory(prefix="kopa-") as folder:
        file = Path(folder) / "draft.toml"
        file.write_bytes(content)
        command = [sys.executable, str(MAIN), "check-config", str(file)]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        done = subprocess.run(
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=CHECK_SECONDS,
            check=False,
            cwd=MAIN.parent,
            creationflags=flags,
        )
        said = done.stderr.decode("utf-8", "replace").strip()
        return (said.splitlines()[-1] if said else f"check-config {done.returncode}") if done.returncode else ""


def replace(room: Room, content: bytes) -> None:
    """Put ``content`` in the place of the file that ``room`` was read from, all at once. Raises ``OSError``.

    A file that is not what was read any more is left alone (``FileExistsError``): somebody else is at it.
    """
    path = room.path.resolve()  # a link stays a link
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if load(path).hash != room.hash:
        raise FileExistsError(f"{path} was changed by somebody else meanwhile")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _write(draft, content, mode)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def keep_secrets(draft: Draft, folder: Path) -> tuple[Draft, list[Path]]:
    """Write each secret that was typed to a file of its own (0600) in ``folder``; the draft with references to them.

    A new file each time: what is in use stays until the new configuration is. Raises ``OSError``.
    """
    options, made = dict(draft.options), []
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for option, value in draft.secrets.items():
        slug = re.sub(r"[^a-z0-9]+", "-", f"{draft.name}-{option}".lower()).strip("-")[:40]
        path = (folder / f"{slug}-{secrets.token_hex(4)}").resolve()
        _write(path, value.encode("utf-8"), 0o600)
        made.append(path)
        options[option] = f"file:{path}"
    return msgspec.structs.replace(draft, options=options, secrets={}), made


def forget_secrets(room: Room, text: str) -> None:
    """Delete what :func:`keep_secrets` wrote for ``room`` and ``text`` does not refer to any more."""
    folder = (room.path.parent / SECRETS).resolve()
    for draft in room.gateways:
        for value in draft.options.values():
            if isinstance(value, str) and value.startswith("file:") and value not in text:
                path = Path(value.removeprefix("file:"))
                if path.parent == folder:
                    with contextlib.suppress(OSError):
                        path.unlink()


def _write(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
