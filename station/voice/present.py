"""Which sound devices this machine has now, as PortAudio names them. Opens none."""

from __future__ import annotations

import json
import os


def run() -> int:
    """One JSON line a device: ``{"device": "USB Audio", "in": 1, "out": 2}``, channels each way."""
    out = os.dup(1)
    os.dup2(2, 1)  # audio libraries print
    try:
        import sounddevice

        found = [dict(device) for device in sounddevice.query_devices()]
    except Exception:  # noqa: BLE001 - no PortAudio, no driver, no server: all mean none
        found = []
    for device in found:
        told = {"device": device["name"], "in": device["max_input_channels"], "out": device["max_output_channels"]}
        os.write(out, f"{json.dumps(told)}\n".encode())
    return 0
