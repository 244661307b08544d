"""Phones by HTTP: what one of their reports has wrong costs no other report, no call for help, and is answered."""

from __future__ import annotations

import pytest

from radio.codec import Now, Out, ProtocolError, Reply, Settings
from radio.events import EmergencyRaised, Located, Signal
from radio.find import find_protocol
from radio.protocols.osmand import MOST_REPORTS
from radio.web import WebRequest, read_answer, write_request

NOW = Now(1_763_726_400.0, 100.0)


def told(protocol: str, query: str = "", body: str = "") -> tuple[list[Out], str, int]:
    """What a request becomes, its fault, its answer's status."""
    codec = find_protocol(protocol).codec(Settings(gateway="G", network="n"))
    request = WebRequest(method="POST" if body else "GET", path="/", query=query, body=body.encode())
    fault = ""
    try:
        outs = codec.receive(write_request(request), "p", NOW)
    except ProtocolError as error:
        outs, fault = error.kept, str(error)
    (answer,) = (read_answer(out.data) for out in outs if isinstance(out, Reply))
    return outs, fault, answer.status


def kinds(outs: list[Out]) -> list[type]:
    return [type(out) for out in outs if isinstance(out, EmergencyRaised | Located | Signal)]


@pytest.mark.parametrize("place", ["lat=nan&lon=27", "lat=95&lon=27", "lat=56", "lon=27", "location=x,y"])
def test_a_call_for_help_is_heard_wherever_it_is_said_to_be(place: str) -> None:
    outs, fault, status = told("osmand", f"id=7&{place}&alarm=sos&batt=5")
    assert kinds(outs) == [EmergencyRaised, Signal]
    assert "is no place" in fault and status == 200


def test_a_place_that_is_none_costs_no_other_of_the_same_post() -> None:
    good = '{"coords":{"latitude":56.5,"longitude":27}}'
    bad = '{"coords":{"latitude":96.5,"longitude":27}}'
    outs, fault, status = told("osmand", body=f'{{"device_id":"7","location":[{good},{bad},5,{good},null,{bad}]}}')
    assert kinds(outs) == [Located, Located]
    assert fault == "a location that is none (and 3 more)" and status == 200


def test_a_shift_out_of_reach_is_told_at_once() -> None:
    places = ",".join('{"coords":{"latitude":56,"longitude":27}}' for _ in range(MOST_REPORTS + 1))
    outs, fault, status = told("osmand", body=f'{{"device_id":"7","location":[{places}]}}')
    assert len(kinds(outs)) == MOST_REPORTS and "of them read" in fault and status == 200


@pytest.mark.parametrize("body", ['{"device_id":"7"}', '{"device_id":"7","location":[]}', '{"location":{"coords":{}}}'])
def test_a_report_of_nothing_or_nobody_is_refused(body: str) -> None:
    outs, fault, status = told("osmand", body=body)
    assert kinds(outs) == [] and fault and status == 400


@pytest.mark.parametrize("lat", ["96", '"NaN"', "null", "[]"])
def test_an_app_is_not_made_to_say_for_ever_what_cannot_be(lat: str) -> None:
    outs, fault, status = told("owntracks", body=f'{{"_type":"location","tid":"a","lat":{lat},"lon":27,"batt":5}}')
    assert kinds(outs) == [Signal] and fault == "a location without a place" and status == 200
