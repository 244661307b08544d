"""The peers' virtual environment: made when it is missing, apart from ours; what runs in it answers as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import platformdirs

PINNED = {"ok-dmrlib": "0.8.0", "dmr_utils3": "0.1.31"}
"""Releases compared with; licences AGPL-3 and GPL-3, so they never meet our code in one process."""
SCRIPT = Path(__file__).with_name("dmr_peer.py")


FOLDER = platformdirs.user_cache_path("kopa") / "benchmark-peers-dmr"


class Answer(NamedTuple):
    """What came of each message, whether the peer's own check agrees, and the seconds it took for all."""

    told: list[str | None]
    proved: list[bool]
    seconds: float


class Peers:
    """Raises ``OSError`` or ``subprocess.CalledProcessError`` if the environment cannot be made."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or FOLDER
        scripts = "Scripts" if sys.platform == "win32" else "bin"
        self.python = self.folder / scripts / "python"
        if not all(self._has(name, version) for name, version in PINNED.items()):
            venv.create(self.folder, with_pip=True, clear=True)
            wanted = [f"{name}=={version}" for name, version in PINNED.items()]
            subprocess.run([self.python, "-m", "pip", "install", "--quiet", *wanted], check=True)

    def _has(self, name: str, version: str) -> bool:
        code = f"import importlib.metadata as m, sys; sys.exit(m.version({name!r}) != {version!r})"
        command = [str(self.python), "-c", code]
        try:
            return subprocess.run(command, capture_output=True, check=False).returncode == 0
        except OSError:
            return False

    def settings(self) -> str:
        """One line on what is compared with."""
        code = "import platform; print(platform.python_version())"
        version = subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        packages = ", ".join(f"{name} {version}" for name, version in PINNED.items())
        return (
            f"peers, unmodified, default settings, in a virtual environment of their own: {packages}; Python {version}"
        )

    def ask(self, library: str, task: str, messages: Iterable[bytes]) -> Answer:
        """Have ``library`` decode ``messages`` in a process of its own."""
        lines = "\n".join(message.hex() for message in messages)
        command = [str(self.python), str(SCRIPT), library, task]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
        answer = json.loads(done.stdout.splitlines()[-1])
        return Answer(answer["told"], answer["rs"], answer["seconds"])
