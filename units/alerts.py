"""A row of the amber list, and what people do with it. What makes rows stands with the findings that do."""

from __future__ import annotations

import msgspec

from units.actions import Action


class Alert(msgspec.Struct, omit_defaults=True):
    """``seq`` of its finding, made at ``time`` (s since 1970 UTC); ``word`` names its sentence, ``text`` and ``number``
    are its data; ``fence`` it is about; ``late``: the position it was found by may be so old (s); acknowledged at
    ``taken`` ``by`` an operator."""

    seq: int
    time: float
    word: str
    unit: str = ""
    text: str = ""
    fence: str = ""
    number: float | None = None
    late: float = 0.0
    taken: float = 0.0
    by: str = ""


class AlertsAcknowledged(Action, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody has seen these rows of the amber list, by the ``seq`` of their findings; they stay there."""

    alerts: list[int]


class AlertsDismissed(Action, frozen=True, kw_only=True, omit_defaults=True):
    """These rows of the amber list need nobody any more."""

    alerts: list[int]


Alerting = AlertsAcknowledged | AlertsDismissed
