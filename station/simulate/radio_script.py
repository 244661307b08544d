r"""Radio scripts: how a TETRA radio behaves at its serial port, as plain text with one thing a line.

A recorded conversation is a script as it stands; what radios do wrong is a word more. ``resources/radios`` has some.

    like ordinary              whatever this script says nothing of, another one does
    > AT+CTGS=1,{group}        the console types this: {group} is anything, {ref:2} two characters, * whatever
    < +CTGS: 1,{group}         the radio says a line, with what was typed or set; \r \n \\ \xNN are characters
    < OK
    wait 800                   ms before what follows; after the OK: what it says unasked
    refuse 35                  +CME ERROR: 35; without a number ERROR
    set group 2201             {group} from now on
    echo on                    it sends back what is typed (off: not); with *prompt on* it asks for a message's data
    delay 1500                 ms before each answer from now on
    cut 3 20                   from now on 3 bytes at once, 20 ms apart; *cut 0*: whole again
    glue                       no line break between the two lines that follow
    tear +CTSDSR: 12,1,2,56    the first half of a line, whose rest never comes
    raw \xff\x00               these characters and no line break
    deaf 30000                 ms in which the cable is out, though nobody can see it
    drop                       hangs up
    opened                     what follows it does when a console opens the port
    every 5000                 what follows it does every so many ms while the port is open

What was typed is answered by the first rule that fits. The same rule written again answers the next time; the last one
stays. What no rule fits is an ERROR. A message (``AT+CMGS=``) is one line: the command, a space, its data.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import msgspec

ENDING = ".radio"
DEEPEST = 4
"""Scripts like scripts like scripts."""
MOST_MS = 3_600_000
_FIELD = re.compile(r"\{([a-z]{1,12})(?::(\d{1,3}))?\}|(\*)")
_ESCAPE = re.compile(r"\\(r|n|\\|x[0-9A-Fa-f]{2})")
_SIMPLE = {"r": "\r", "n": "\n", "\\": "\\"}
_NUMBERS = {
    "wait": (1, 1),
    "refuse": (0, 1),
    "delay": (1, 1),
    "cut": (1, 2),
    "deaf": (1, 1),
    "glue": (0, 0),
    "drop": (0, 0),
}
"""Steps with numbers: the fewest and the most of them."""
_SWITCHES = ("echo", "prompt")
_TEXTS = ("<", "raw", "tear")


class ScriptError(ValueError):
    """A script cannot be read; the text is one line that says where."""


class Step(msgspec.Struct, frozen=True):
    """One thing the radio does: ``verb`` as written, its ``text`` or its ``numbers``."""

    verb: str
    text: str = ""
    numbers: tuple[int, ...] = ()


class Rule(msgspec.Struct):
    """What a radio does when ``pattern`` is typed: one of ``turns`` after the other, the last one for good."""

    pattern: re.Pattern[str]
    turns: list[list[Step]]


class Script(msgspec.Struct, kw_only=True):
    """A whole script. ``every``: (s, steps). ``settings``: how the radio is when it is switched on."""

    settings: list[Step] = []
    rules: list[Rule] = []
    opened: list[list[Step]] = []
    every: list[tuple[float, list[Step]]] = []


def names() -> list[str]:
    """Scripts that come with the program."""
    folder = resources.files("resources") / "radios"
    return sorted(one.name.removesuffix(ENDING) for one in folder.iterdir() if one.name.endswith(ENDING))


def stored(name: str) -> str:
    """The text of such a script. Raises :class:`ScriptError`."""
    if name not in names():
        raise ScriptError(f"no radio {name!r}; there are: {', '.join(names())}")
    return (resources.files("resources") / "radios" / (name + ENDING)).read_text("utf-8")


def read_script(name: str) -> Script:
    """A script of ours by its name, or a file. Raises :class:`ScriptError`, ``OSError``."""
    path = Path(name)
    return parse(path.read_text("utf-8") if path.suffix or path.exists() else stored(name))


def parse(text: str, find: Callable[[str], str] = stored, depth: int = 0) -> Script:
    """A script from its text; ``find`` gives the text of those it is like. Raises :class:`ScriptError`."""
    script, rules, like = Script(), dict[str, Rule](), list[Script]()
    steps = script.settings
    for number, line in enumerate(text.splitlines(), 1):
        verb, _, rest = line.strip().partition(" ")
        rest = rest.strip()
        try:
            if not verb or verb.startswith("#"):
                continue
            if verb == "like":
                like.append(_like(rest, find, depth))
            elif verb == ">":
                steps = _turn(rest, rules)
            elif verb == "opened":
                steps = []
                script.opened.append(steps)
            elif verb == "every":
                (ms,) = _numbers(rest, 1, 1)
                steps = []
                script.every.append((max(1, ms) / 1000, steps))
            else:
                steps.append(_step(verb, rest))
        except ScriptError as why:
            raise ScriptError(f"line {number}: {why}") from None
    script.rules = list(rules.values())
    for other in like:
        script.settings = other.settings + script.settings
        script.rules += other.rules
        script.opened = script.opened or other.opened
        script.every = script.every or other.every
    return script


def _like(name: str, find: Callable[[str], str], depth: int) -> Script:
    if depth >= DEEPEST:
        raise ScriptError(f"like {name}: too many scripts like others")
    return parse(find(name), find, depth + 1)


def _turn(pattern: str, rules: dict[str, Rule]) -> list[Step]:
    if not pattern:
        raise ScriptError("> without what is typed")
    rule = rules.setdefault(pattern, Rule(_compiled(pattern), []))
    rule.turns.append([])
    return rule.turns[-1]


def _compiled(pattern: str) -> re.Pattern[str]:
    made, at, known = "", 0, set[str]()
    for field in _FIELD.finditer(pattern):
        made += re.escape(pattern[at : field.start()])
        name, size, _ = field.groups()
        if name in known:
            raise ScriptError(f"{{{name}}} twice")
        known.add(name or "")
        letters = "." + (f"{{{size}}}" if size else "*?")
        made += f"(?P<{name}>{letters})" if name else letters
        at = field.end()
    return re.compile(made + re.escape(pattern[at:]), re.IGNORECASE)


def _step(verb: str, rest: str) -> Step:
    if verb in _NUMBERS:
        return Step(verb, numbers=_numbers(rest, *_NUMBERS[verb]))
    if verb in _SWITCHES:
        if rest not in ("on", "off"):
            raise ScriptError(f"{verb} is on or off")
        return Step(verb, rest)
    if verb in _TEXTS:
        return Step(verb, _ESCAPE.sub(_character, rest))
    if verb == "set":
        name, _, value = rest.partition(" ")
        if not re.fullmatch("[a-z]{1,12}", name):
            raise ScriptError(f"set: a name is of small letters, not {name!r}")
        return Step(f"set {name}", value.strip())
    raise ScriptError(f"no such word: {verb[:20]!r}")


def _numbers(text: str, fewest: int, most: int) -> tuple[int, ...]:
    told = text.split()
    if not fewest <= len(told) <= most or not all(one.isascii() and one.isdecimal() and len(one) <= 7 for one in told):
        raise ScriptError(
            f"{fewest if fewest == most else f'{fewest} to {most}'} numbers are wanted, not {text[:40]!r}"
        )
    found = tuple(int(one) for one in told)
    if any(one > MOST_MS for one in found):
        raise ScriptError(f"at most {MOST_MS}")
    return found


def _character(found: re.Match[str]) -> str:
    return _SIMPLE.get(found[1]) or chr(int(found[1][1:], 16))
