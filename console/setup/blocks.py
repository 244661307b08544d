"""A TOML text cut into blocks, each a table that stands by itself: one is changed, the rest stays byte for byte.

``tomlkit`` keeps comments, but not the order of ``[[gateway]]`` and ``[[group]]`` that take turns, which is how people
write them. So it is given one block at a time, and what comes of it is read again and compared before anybody uses it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec
import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_QUOTES = ('"""', "'''")


class Stubborn(ValueError):
    """The text is written in a way that cannot be changed here without loss; it is for an editor."""


class Block(msgspec.Struct):
    """``lead``: what stands before the header (comments, empty lines); ``text``: header to last value; ``sort``."""

    sort: str
    lead: str
    text: str

    @property
    def data(self) -> dict[str, Any]:
        """The table, of a ``gateway`` or ``group`` block."""
        return dict(tomllib.loads(self.text)[self.sort][0])


def cut(text: str) -> list[Block]:
    """Blocks whose texts together are ``text``; sub-tables of a gateway belong to it. Raises :class:`Stubborn`."""
    text_lines = text.splitlines(keepends=True)
    blocks = [Block("", "", "")]
    pending = ""
    for line, outside in zip(text_lines, _outside(text_lines), strict=True):
        header = _HEADER.match(line) if outside else None
        bare = outside and (not line.strip() or line.lstrip().startswith("#"))
        if header and _begins(header, blocks[-1].sort):
            sort = header.group(2) if header.group(1) == "[[" else ""
            blocks.append(Block(sort, pending, line))
            pending = ""
        elif bare:
            pending += line
        else:
            blocks[-1].text += pending + line
            pending = ""
    blocks.append(Block("", pending, ""))
    _prove(text, blocks)
    return blocks


def _begins(header: re.Match[str], sort: str) -> bool:
    """True unless the header is of a table inside the block before it."""
    return not (sort and header.group(2).split(".")[0].strip() == sort and "." in header.group(2))


def _outside(lines: list[str]) -> list[bool]:
    """For each line: does it begin outside of every text and bracket?"""
    found, quote, depth = [], "", 0
    for line in lines:
        found.append(not quote and depth == 0)
        at = 0
        while at < len(line):
            if quote:
                if quote[0] == '"' and line[at] == "\\":
                    at += 2
                elif line.startswith(quote, at):
                    at += len(quote)
                    quote = ""
                else:
                    at += 1
                continue
            three = next((q for q in _QUOTES if line.startswith(q, at)), "")
            if three or line[at] in "\"'":
                quote = three or line[at]
                at += len(quote)
                continue
            if line[at] == "#":
                break
            depth += (line[at] in "[{") - (line[at] in "]}")
            at += 1
        if len(quote) == 1:  # a text of one line ends with it
            quote = ""
        depth = max(0, depth)
    return found


def join(blocks: list[Block]) -> str:
    """The text again."""
    return "".join(block.lead + block.text for block in blocks)


def _prove(text: str, blocks: list[Block]) -> None:
    """The cut lost nothing, and each gateway and talk-group is a block that says what the whole text says."""
    try:
        whole = tomllib.loads(text)
        told = {sort: [block.data for block in blocks if block.sort == sort] for sort in ("gateway", "group")}
    except (tomllib.TOMLDecodeError, KeyError, RecursionError) as error:
        raise Stubborn(str(error)) from error
    if join(blocks) != text or any(told[sort] != whole.get(sort, []) for sort in told):
        raise Stubborn("its tables are not in double brackets")


def find(blocks: list[Block], sort: str, key: str, value: str) -> int:
    """The number of the ``sort`` block whose ``key`` is ``value``; −1 if there is none."""
    return next((n for n, block in enumerate(blocks) if block.sort == sort and block.data.get(key) == value), -1)


def put(blocks: list[Block], at: int, sort: str, table: Mapping[str, Any], after: int) -> int:
    """Make block ``at`` say ``table``; −1: a new block behind block ``after``. The number of the block."""
    if at >= 0:
        blocks[at].text = _changed(blocks[at], table)
        return at
    fresh = tomlkit.document()
    whole = tomlkit.aot()
    whole.append(_table(table))
    fresh.append(sort, whole)
    text = tomlkit.dumps(fresh).rstrip("\n") + "\n"
    before = blocks[after]
    if before.text and not before.text.endswith("\n"):
        before.text += "\n"
    lead = "\n" if before.text else ""
    if after == len(blocks) - 1:  # the end: what stands there stays before
        lead = before.lead + ("\n" if before.lead.strip() and not before.lead.endswith("\n\n") else "")
        before.lead = ""
        blocks.insert(after, Block(sort, lead, text))
        return after
    blocks.insert(after + 1, Block(sort, lead, text))
    return after + 1


def set_keys(blocks: list[Block], table: str, keys: Mapping[str, str]) -> None:
    """Make ``[table]`` say ``keys``, those that are empty not at all; a new one stands at the end. Raises
    :class:`Stubborn`."""
    at = next((n for n, block in enumerate(blocks) if _names(block, table)), -1)
    said = {key: value for key, value in keys.items() if value}
    try:
        if at >= 0:
            document = tomlkit.parse(blocks[at].text)
            held = document[table]
            assert isinstance(held, Table)
            _merge(held, {key: value for key, value in held.unwrap().items() if key not in keys} | said)
            blocks[at].text = tomlkit.dumps(document)
        elif said:
            end = blocks[-1]
            before = join(blocks)
            gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
            end.text += end.lead + gap + tomlkit.dumps({table: said})
            end.lead = ""
    except (TOMLKitError, AssertionError, KeyError, ValueError) as error:
        raise Stubborn(str(error)) from error


def _names(block: Block, table: str) -> bool:
    """Whether a block is the plain table of that name."""
    header = _HEADER.match(block.text.partition("\n")[0])
    return header is not None and header.group(1) == "[" and header.group(2) == table


def drop(blocks: list[Block], at: int) -> None:
    """Take block ``at`` out; the comments before it stay, for they may be about more than it."""
    gone = blocks.pop(at)
    lead = gone.lead
    if not lead.strip():
        lead = ""
    blocks[at].lead = lead + blocks[at].lead


def _changed(block: Block, table: Mapping[str, Any]) -> str:
    """The block's text with what differs changed and the rest, comments too, as it was."""
    try:
        document = tomlkit.parse(block.text)
        held = document[block.sort][0]
        assert isinstance(held, Table)
        _merge(held, table)
        text = tomlkit.dumps(document)
        if Block(block.sort, "", text).data != dict(table):
            raise Stubborn("a table could not be changed")
    except (TOMLKitError, AssertionError, ValueError) as error:
        raise Stubborn(str(error)) from error
    return text


def _merge(held: Any, table: Mapping[str, Any]) -> None:
    for key in [key for key in held if key not in table]:
        del held[key]
    for key, value in table.items():
        if isinstance(value, Mapping) and isinstance(held.get(key), Mapping):
            _merge(held[key], value)
        elif key not in held or held[key] != value or isinstance(held[key], bool) != isinstance(value, bool):
            held[key] = _value(value)


def _table(table: Mapping[str, Any]) -> Table:
    made = tomlkit.table()
    for key, value in table.items():
        made.append(key, _value(value))
    return made


def _value(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return tomlkit.value(_inline(value))


def _inline(table: Mapping[str, Any]) -> str:
    """``{ type = "tcp" }``, spaced as people write it."""
    parts = [
        f"{tomlkit.key(key).as_string()} = "
        + (_inline(value) if isinstance(value, Mapping) else tomlkit.item(value).as_string())
        for key, value in table.items()
    ]
    return f"{{ {', '.join(parts)} }}" if parts else "{}"
