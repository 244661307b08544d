"""The same seed says the same bytes at each gateway, however unevenly a busy machine lets it speak."""

from __future__ import annotations

import random
from itertools import takewhile

import pytest

from station.simulate.cast import GATEWAYS, Gateway
from station.simulate.site import Order, cues, part
from station.simulate.words import Words

WORDS = Words()
SECONDS = 240.0


def said(gateway: Gateway, seed: int, steps: random.Random) -> list[bytes]:
    order = Order(site=gateway.site, seed=seed)
    one = part(gateway, order, WORDS, lambda at: 1.8e9 + at)
    if gateway.protocol == "pei":
        for service in ("0,0", "2,20", "3,10", "3,130"):
            one.hear(f"AT+CTSP=1,{service}\r".encode(), 0.0)
    elif gateway.protocol == "hbp":
        for _ in range(3):
            one.hear(b"RPTACKsalt", SECONDS)
    heard: list[bytes] = one.speak(0.2)
    story = takewhile(lambda cue: cue.at <= SECONDS, cues(order, WORDS))
    cue, at = next(story, None), 0.2
    while at < SECONDS:
        while cue is not None and cue.at <= at:
            one.play(cue)
            cue = next(story, None)
        heard += one.speak(at)
        at += steps.choice((0.003, 0.02, 0.11, 1.7))
    return heard


@pytest.mark.parametrize("gateway", GATEWAYS, ids=[gateway.name for gateway in GATEWAYS])
def test_a_gateway_says_the_same_twice(gateway: Gateway) -> None:
    first, second = (said(gateway, 4, random.Random(n)) for n in (1, 2))
    shorter = min(len(first), len(second))
    assert shorter > 20
    assert first[:shorter] == second[:shorter]
    other = said(gateway, 5, random.Random(1))
    assert other[: len(first)] != first[: len(other)]
