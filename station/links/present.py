"""Which serial ports this machine has now, as the operating system names them. Opens none."""

from __future__ import annotations

import json

from serial.tools import list_ports


def run() -> int:
    """One JSON line a port: ``{"device": "/dev/ttyUSB0", "what": "CP2102 USB to UART"}``."""
    for port in sorted(list_ports.comports(), key=lambda port: port.device):
        what = port.description if port.description and port.description != "n/a" else ""
        print(json.dumps({"device": port.device, "what": what}))
    return 0
