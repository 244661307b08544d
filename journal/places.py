"""Where things lie on this machine: program, record, runtime directory, maps, logs; and this installation's name."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
import tempfile
from pathlib import Path

import platformdirs

from journal.errors import JournalError

MAIN = Path(__file__).resolve().parents[1] / "main.py"
"""By which every program of Kopa starts."""


def data_home() -> Path:
    """The folder of everything Kopa keeps: ``KOPA_HOME``, or what the operating system suggests."""
    named = os.environ.get("KOPA_HOME")
    return Path(named) if named else Path(platformdirs.user_data_dir("kopa", appauthor=False))


def live_journal() -> Path:
    """The journal of the room's real work."""
    return data_home() / "journals" / "live"


def demo_journal() -> Path:
    """The journal of the exercise on the simulated network."""
    return data_home() / "journals" / "exercise"


def audit_journal() -> Path:
    """Where look-ups are recorded when no live station takes them."""
    return data_home() / "journals" / "audit"


def config_file() -> Path:
    """The room's configuration when none is named."""
    return data_home() / "kopa.toml"


def maps_dir() -> Path:
    """Where installed map packs lie."""
    return data_home() / "maps"


def boundary_file() -> Path:
    """The imported boundary that says whose ground it is, if there is one."""
    return data_home() / "boundary.geojson"


def logs_dir() -> Path:
    """Where the operational logs lie (no personal data in them)."""
    return data_home() / "logs"


def runtime_dir(journal: Path) -> Path:
    """The runtime directory of ``journal``, made if missing: lock files and the pulse.

    Every program of one account gets the same answer for the same folder. Raises :class:`JournalError` if the place is
    another account's, or a link: who can write there can say that the station lives.
    """
    name = hashlib.sha256(os.path.normcase(journal.resolve()).encode()).hexdigest()[:16]
    home = _runtime_home()
    _own(home)
    _own(home / name)
    return home / name


def installation() -> str:
    """Eight hex digits that name this installation, drawn at random the first time."""
    path = data_home() / "installation"
    for _ in range(2):
        with contextlib.suppress(FileNotFoundError):
            name = path.read_text("ascii").strip()
            if len(name) == 8 and not set(name) - set("0123456789abcdef"):
                return name
            raise JournalError(f"{path}: not an installation id (eight hex digits)")
        _draw_installation(path)
    return path.read_text("ascii").strip()


def _draw_installation(path: Path) -> None:
    """Write a new id so that several programs starting at once end with one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"installation.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(4))
        file.flush()
        os.fsync(file.fileno())
    try:
        if os.name == "nt":
            draft.rename(path)  # refuses to overwrite, which is what is wanted
        else:
            os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def _runtime_home() -> Path:
    named = os.environ.get("XDG_RUNTIME_DIR")
    if named and Path(named).is_dir():
        return Path(named) / "kopa"
    if os.name == "nt":
        return Path(tempfile.gettempdir()) / "kopa"
    # A service and a desktop session must meet even if only one of them was told the variable.
    usual = Path(f"/run/user/{os.getuid()}")
    with contextlib.suppress(OSError):
        if usual.stat().st_uid == os.getuid():
            return usual / "kopa"
    return Path(tempfile.gettempdir()) / f"kopa-{os.getuid()}"


def _own(path: Path) -> None:
    """Make ``path`` a directory of this account only, or refuse it."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "nt":
        return
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise JournalError(f"{path}: not a directory (a link?): refused as runtime directory")
    if found.st_uid != os.getuid():
        raise JournalError(f"{path}: belongs to another account: refused as runtime directory")
    if stat.S_IMODE(found.st_mode) & 0o077:
        path.chmod(0o700)
