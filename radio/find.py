"""Which protocols there are: found by looking into ``radio/protocols``, never registered."""

from __future__ import annotations

import importlib
import pkgutil

import radio.protocols
from radio.codec import Spec


def protocols() -> list[str]:
    """Names of all protocols, sorted. Imports none of them."""
    return sorted(module.name for module in pkgutil.iter_modules(radio.protocols.__path__))


def find_protocol(name: str) -> Spec:
    """The ``SPEC`` of protocol ``name``. Raises ``LookupError`` with a sentence naming those there are."""
    if name not in protocols():
        raise LookupError(f"no protocol {name!r}; there are: {', '.join(protocols())}")
    spec = importlib.import_module(f"radio.protocols.{name}").SPEC
    if not isinstance(spec, Spec) or spec.name != name:
        raise LookupError(f"radio/protocols/{name} has no SPEC of that name")
    return spec
