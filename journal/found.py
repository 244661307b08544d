"""What can be asked of read.db, and the rows that come back."""

from __future__ import annotations

import msgspec

MOST = 200
"""Rows a page holds at most."""


class Query(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is looked for; everything given must hold.

    ``unit``: a unit's id, or words of a callsign as it was then; ``radio``: a qualified id or the number printed on the
    radio; ``group``: an id or words of a name; ``agency``: an id; ``agencies``: only rows of these, if not ``None``
    (what the asker may see); ``text``: words; the last word may be unfinished. ``since``, ``until``: s since 1970 UTC,
    both inclusive; ``longer``: s a call must have lasted; ``handed_in``: only calls that another recorder handed in
    (true), or that were heard here (false); ``unheard``: only calls that are still owed to an ear; ``kinds`` (for
    :meth:`Search.find`) among ``calls``, ``texts``, ``statuses``, ``alarms``, ``notes``, ``jobs``, ``lookups``, empty
    for all; ``before``: the ``next`` of the page before.
    """

    unit: str = ""
    radio: str = ""
    group: str = ""
    agency: str = ""
    agencies: tuple[str, ...] | None = None
    text: str = ""
    since: float | None = None
    until: float | None = None
    longer: float = 0.0
    kinds: tuple[str, ...] = ()
    emergency: bool = False
    handed_in: bool | None = None
    unheard: bool = False
    limit: int = 100
    before: int | None = None


class Part(msgspec.Struct, frozen=True, array_like=True):
    """One of several recordings of a call, as in :class:`CallRow`; ``recorded`` s UTC, ``frames`` the SHA-256."""

    path: str
    sha256: str
    seconds: float
    recorded: float
    coded: str = ""
    frames: str = ""


class CallRow(msgspec.Struct, frozen=True, kw_only=True):
    """A call. ``unit`` is who spoke first by the callsign of that time; ``end`` ``None`` while it lasts.

    ``path`` (of the recording, relative to the journal's folder) is empty where there is none; ``own`` names the
    operator when we spoke; ``text`` what the network called the talkers; ``gone``: ``erased`` or ``pruned`` where there
    was a recording. ``coded`` names the vocoder whose frames are kept as they came. ``upload``: another recorder handed
    it in; its times are its own. A call longer than an hour has several recordings, in order in ``parts`` (else empty);
    ``path`` and ``sha256`` are the first one's. ``unheard``, ``missed`` and ``marks`` as in
    :class:`units.state.Call`; ``owed``: nobody has heard it since either. ``priority``: with which we spoke, one of
    :mod:`units.actions`.
    """

    seq: int
    call: str
    start: float
    end: float | None
    unit: str
    unit_id: str
    radio: str
    group: str
    group_name: str
    gateway: str
    agency: str
    seconds: float
    path: str
    sha256: str
    emergency: bool
    encrypted: str
    why: str
    own: str
    text: str
    gone: str | None = None
    coded: str = ""
    upload: bool = False
    parts: tuple[Part, ...] = ()
    unheard: str = ""
    missed: float = 0.0
    owed: bool = False
    marks: dict[str, float] = {}
    priority: int = 0

    @property
    def files(self) -> list[tuple[str, str]]:
        """Path and SHA-256 of everything of it that can be played, in order."""
        if self.parts:
            return [(part.path, part.sha256) for part in self.parts if part.path]
        return [(self.path, self.sha256)] if self.path else []


class TextRow(msgspec.Struct, frozen=True, kw_only=True):
    """A text; ``operator`` wrote it, or read it (``state`` ``read``). States as in :class:`units.state.Line`."""

    seq: int
    time: float
    unit: str
    unit_id: str
    radio: str
    to: str
    to_name: str
    agency: str
    text: str
    ref: str
    state: str
    operator: str


class StatusRow(msgspec.Struct, frozen=True, kw_only=True):
    """A status; ``text`` is what the code meant (English), ``operator`` who set it by hand."""

    seq: int
    time: float
    unit: str
    unit_id: str
    radio: str
    agency: str
    code: int
    text: str
    operator: str


class AlarmRow(msgspec.Struct, frozen=True, kw_only=True):
    """An emergency from its opening to its verdict; times ``None`` until then."""

    seq: int
    alarm: str
    time: float
    unit: str
    unit_id: str
    radio: str
    group: str
    group_name: str
    agency: str
    call: str
    by: str
    acknowledged: float | None
    acknowledged_by: str
    closed: float | None
    closed_by: str
    verdict: str
    note: str


class NoteRow(msgspec.Struct, frozen=True, kw_only=True):
    """A free-text log entry."""

    seq: int
    time: float
    unit: str
    unit_id: str
    group: str
    group_name: str
    agency: str
    text: str
    operator: str


class JobRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit was put on; an empty ``text`` ended it."""

    seq: int
    time: float
    unit: str
    unit_id: str
    agency: str
    text: str
    operator: str


class LookupRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody looked into the record: ``what`` is ``searched``, ``played`` or ``exported``.

    ``text`` is the purpose and what was asked or taken out; ``unit`` and ``agency`` are those of the played ``call``
    (as they stood then), else empty: an asker limited to some agencies does not see the others' look-ups. ``journal``
    is the one looked into, empty for this one.
    """

    seq: int
    time: float
    what: str
    unit: str
    unit_id: str
    agency: str
    text: str
    call: str
    path: str
    rows: int
    journal: str
    seat: str
    operator: str


Row = CallRow | TextRow | StatusRow | AlarmRow | NoteRow | JobRow | LookupRow

ROWS: dict[str, type[Row]] = {
    "calls": CallRow,
    "texts": TextRow,
    "statuses": StatusRow,
    "alarms": AlarmRow,
    "notes": NoteRow,
    "jobs": JobRow,
    "lookups": LookupRow,
}


class Page(msgspec.Struct, frozen=True):
    """Rows, newest first, and the ``before`` of the page after them; ``None`` when there is none."""

    rows: list[Row]
    next: int | None
