"""Against Debian's svxreflector and a real svxlink node; protocol 2 where the reflector here has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from station.voice import opus
from tests.station.peers import needs
from tests.station.room import ROOT
from tests.station.svx_scenes import NOT_HERE, SCENES

pytestmark = [pytest.mark.peer, pytest.mark.real_time]


@cache
def own_network() -> tuple[str, ...]:
    """What runs a command where there is no interface but the loopback; nothing where the system gives no such thing."""
    for words in (("unshare", "--net"), ("unshare", "--user", "--map-root-user", "--net")):
        if (
            shutil.which(words[0])
            and subprocess.run([*words, "true"], check=False, capture_output=True).returncode == 0
        ):
            return words
    return ()


@pytest.mark.parametrize("scene", list(SCENES))
def test_scene(scene: str, home: Path, tone: None) -> None:
    needs("svxreflector")
    if scene != "two_groups":
        needs("svxlink")
    if not opus.there():
        pytest.skip("NOT RUN AGAINST SVXREFLECTOR: libopus is not installed on this machine")
    apart = own_network()
    done = subprocess.run(
        [*apart, sys.executable, "-m", "tests.station.svx_scenes", scene, str(home)],
        check=False,
        cwd=ROOT,
        env={**os.environ, **({"KOPA_TEST_NETWORK": "own"} if apart else {})},
        capture_output=True,
        text=True,
        timeout=110,
    )
    if done.returncode == NOT_HERE:
        pytest.skip("NOT RUN WITH TALK-GROUPS: the svxreflector of this machine speaks protocol 1 only")
    assert done.returncode == 0, done.stderr
