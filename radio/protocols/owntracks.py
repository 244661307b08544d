"""OwnTracks over HTTP: positions of phones with that app. One JSON object a request; speed in km/h.

Who it is: user and device, from the app's topic ``owntracks/user/device``, its ``X-Limit-U`` and ``X-Limit-D`` headers
or ``?u=…&d=…``; failing those its two letters ``tid``. Everything that is no location is answered and passed over; the
answer is always an empty list (``[]``: no orders for the app), or the app would send it again without end. Source: the
booklet of OwnTracks (JSON, HTTP) and the tests of traccar's OwnTracksProtocolDecoder (facts), tried against no phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gps.dates import believed
from radio.codec import Now, Option, Out, Proof, ProtocolError, Reply, Settings, Spec, Unable, VoiceFrame
from radio.events import AnyEvent, Located, NoFix, Signal, Undecoded
from radio.identity import radio_id, told_id
from radio.requests import AnyRequest
from radio.told import MOST_SPEED, course, instant, json_object, number, place
from radio.web import WebAnswer, WebRequest, read_query, read_request, write_answer

KM_H = 1 / 3.6
REASONS = {
    "p": "periodic",
    "t": "periodic",
    "v": "periodic",
    "r": "request",
    "u": "by hand",
    "c": "region",
    "C": "region",
    "b": "beacon",
}
"""``t``, what made the app report: ping, timer, monitoring; asked; the user; a circular region; a beacon."""
OTHERS = frozenset(
    {"beacon", "card", "cmd", "configuration", "dump", "lwt", "request",
     "status", "steps", "transition", "waypoint", "waypoints"}
)  # fmt: skip
"""Types that say nothing of where somebody is."""
NO_ORDERS = WebAnswer(kind="application/json", body=b"[]")


class OwnTracks:
    """One intake. Each message is a whole request."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._trust = settings.options.get("clock", "check") == "trust"

    def opened(self, now: Now) -> list[Out]:
        """Nothing to say: a listener."""
        return []

    def receive(self, data: bytes, peer: str, now: Now) -> list[Out]:
        """One request; it is always answered."""
        try:
            request = read_request(data)
            root = json_object(request.body)
            kind = root.get("_type")
            if not isinstance(kind, str):
                raise ProtocolError("JSON without a _type")
            faults: list[str] = []
            outs: list[Out] = list(self._events(kind, root, (request, now), faults))
        except ProtocolError as fault:
            answer = WebAnswer(status=400, body=str(fault).encode())
            raise ProtocolError(str(fault), [Reply(write_answer(answer), peer)]) from None
        outs = [Proof(), *outs, Reply(write_answer(NO_ORDERS), peer)]
        if faults:
            raise ProtocolError(faults[0], outs)
        return outs

    def _events(
        self, kind: str, root: dict[str, Any], got: tuple[WebRequest, Now], faults: list[str]
    ) -> Iterable[AnyEvent]:
        """``faults`` takes what cannot be, and is answered all the same: the app would say it again for ever."""
        gateway, (request, now) = self._settings.gateway, got
        if kind in OTHERS:
            return
        if kind != "location":
            what = "an encrypted message" if kind == "encrypted" else f"a message of type {kind[:20]!r}"
            yield Undecoded(gateway=gateway, raw=request.body[:256].hex(), why=f"OwnTracks: {what}")
            return
        radio = radio_id("owntracks", self._settings.network, told_id(who(root, request)))
        told = instant(root.get("tst"))
        when = believed(told, now.utc, self._trust) if told is not None else None
        found = place(root.get("lat"), root.get("lon"))
        if found is not None:
            speed = number(root.get("vel"), 0, MOST_SPEED / KM_H)
            clock = "clock" if told is not None and when is None else None
            yield Located(
                gateway=gateway,
                radio=radio,
                radio_time=when,
                lat=found[0],
                lon=found[1],
                speed=speed * KM_H if speed is not None else None,
                course=course(root.get("cog")),
                altitude=number(root.get("alt"), -1000, 100_000),
                accuracy=number(root.get("acc"), 0, 1e6),
                reason=clock or _reason(root.get("t")),
            )
        elif number(root.get("lat"), 0, 0) is not None and number(root.get("lon"), 0, 0) is not None:
            yield NoFix(gateway=gateway, radio=radio, radio_time=when, reason="at 0,0")
        else:
            faults.append("a location without a place")
        battery = number(root.get("batt"), 0, 100)
        if battery is not None:
            yield Signal(gateway=gateway, radio=radio, radio_time=when, battery=battery)

    def send(self, request: AnyRequest | VoiceFrame, now: Now) -> list[Out]:
        """Phones ask, they are not asked."""
        raise Unable("a position intake only listens")

    def tick(self, now: Now) -> list[Out]:
        """No timers."""
        return []

    def closed(self, now: Now) -> list[Out]:
        """Nothing kept."""
        return []


def who(root: dict[str, Any], request: WebRequest) -> str:
    """``user/device`` (or what of it is told), else the ``tid``. Raises :class:`ProtocolError` if nothing tells."""
    topic = root.get("topic")
    parts = topic.split("/") if isinstance(topic, str) else []
    if len(parts) >= 3:
        return "/".join(parts[1:3])
    query = read_query(request.query)
    user = request.headers.get("x-limit-u") or query.get("u", "")
    device = request.headers.get("x-limit-d") or query.get("d", "")
    tid = root.get("tid")
    named = "/".join(part for part in (user, device) if part) or (tid if isinstance(tid, str) else "")
    if not named:
        raise ProtocolError("a location of nobody: no user, no device, no tid")
    return named


def _reason(trigger: object) -> str | None:
    return REASONS.get(trigger) if isinstance(trigger, str) else None


SPEC = Spec(
    name="owntracks",
    title="Phones by HTTP (OwnTracks)",
    links=("http",),
    port=5056,
    options=(
        Option(
            name="clock",
            type="choice",
            default="check",
            choices=("check", "trust"),
            title="The phone's date (check: more than two years off counts as unknown)",
        ),
    ),
    capabilities=frozenset({"position"}),
    codec=OwnTracks,
    text=True,
    charset="utf-8",
)
