"""Which kinds of entries belong together when it is asked how long they are kept.

Every kind an entry can have is in one class or in :data:`STANDING`; a test holds that. The period of a class is the
room's to set (``[retention]``); what stands has none: it says who was who and what the record is, holds no traffic, and
goes with its segment once nothing else is left there.
"""

from __future__ import annotations

CLASSES: dict[str, frozenset[str]] = {
    "voice": frozenset({"VoiceRecorded"}),
    "calls": frozenset(
        {
            "CallStarted",
            "CallEnded",
            "TalkerNamed",
            "Keyed",
            "Unkeyed",
            "PttPressed",
            "PttReleased",
            "Dismissed",
            "VoiceBroken",
            "RecordingDamaged",
            "VoiceLost",
            "Unheard",
        }
    ),
    "positions": frozenset(
        {
            "Located",
            "NoFix",
            "PositionDoubted",
            "FixesFailed",
            "PositionAsked",
            "Crossed",
            "BorderNeared",
            "FenceEntered",
            "FenceLeft",
            "FenceDwelt",
        }
    ),
    "texts": frozenset({"TextReceived", "TextSent", "TextRead", "Sent", "Delivered"}),
    "statuses": frozenset({"StatusReceived", "StatusSet"}),
    "alarms": frozenset(
        {
            "EmergencyRaised",
            "EmergencyCancelled",
            "AlarmOpened",
            "AlarmJoined",
            "AlarmEscalated",
            "AlarmAcknowledged",
            "AlarmSilenced",
            "AlarmClosed",
        }
    ),
    "notes": frozenset(
        {
            "Noted",
            "JobSet",
            "HandedOver",
            "Patched",
            "PatchExtended",
            "PatchBroken",
            "PatchMade",
            "PatchWarned",
            "PatchEnded",
            "FenceDrawn",
            "FenceRemoved",
            "AlertsAcknowledged",
            "AlertsDismissed",
        }
    ),
    "signals": frozenset({"Registered", "Deregistered", "Signal", "Tuned", "CommandsRefused", "Undecoded"}),
    "lookups": frozenset(
        {
            "Searched",
            "Played",
            "Listened",
            "Exported",
            "SignedOn",
            "SignedOff",
            "HoldPlaced",
            "HoldLifted",
            "ErasureAsked",
        }
    ),
}
"""``calls`` and ``voice`` and ``texts`` can have a period of their own for each talk-group."""

LOOKED = frozenset({"Searched", "Played", "Exported"})
"""Somebody read, heard or took out what is on record."""

BY_GROUP = ("voice", "calls", "texts")
"""Classes whose entries belong to a talk-group."""

STANDING = frozenset(
    {
        "JournalOpened",
        "SegmentOpened",
        "SegmentClosed",
        "StationStarted",
        "StationStopped",
        "ConfigLoaded",
        "ConfigRefused",
        "ConfigSaved",
        "BoundaryLoaded",
        "UnitNamed",
        "UnitRemoved",
        "StatusNamed",
        "GroupMixed",
        "GroupTuned",
        "GroupHeld",
        "LinkUp",
        "LinkDown",
        "Refused",
        "ClockJumped",
        "ClockSynchronised",
        "NotRecording",
        "ReserveUsed",
        "SoundChanged",
        "FitnessAsked",
        "FitForDuty",
        "ProgramEnded",
        "PedalChanged",
        "BackedUp",
        "Compacted",
        "Pruned",
        "SegmentPruned",
        "Erased",
        "Remembered",
    }
)
"""``Remembered`` goes row by row like what it repeats (:func:`journal.traces.class_of`), or with its segment."""

BY_KIND: dict[str, str] = {kind: sort for sort, kinds in CLASSES.items() for kind in kinds}
"""The class of a kind; what is not in it stands."""

FLOORS: dict[str, int] = {"lookups": 365}
"""Days below which a class cannot be set.

Who searched, listened, exported, held or erased, and who sat where: Directive (EU) 2016/680 Art. 25 wants such logs
kept, to check that data were processed lawfully, and names no period; a year is what Council Decision 2007/533/JHA
Art. 12 (SIS II) has as the least for the same kind of log.
"""
