"""How a gateway is reached, as rows: those its protocol's links need, and no others."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.launch import MAIN
from console.page import Aside, form
from console.setup.fields import Choice, ChoiceField, Field, NumberField, TextField
from console.theme import Theme
from radio.codec import Spec

KINDS = ("udp", "tcp", "tcp+udp", "tls", "serial", "http", "donor")
"""The links there are rows for; a protocol over none of them cannot be set up here."""
PORTS = 65535
USUAL = {"ttl": 1, "rate": 50, "size": 65536}
"""Numbers the station takes where the file is silent."""
BAUDS = ("4800", "9600", "19200", "38400", "57600", "115200", "230400", "460800")


class DeviceField(Field):
    """A serial port: one that is there now, or another by name."""

    def __init__(self, theme: Theme, title: str, usual: str, items: tuple[str, ...] = ()) -> None:
        self.box = Choice()
        self.box.setEditable(True)
        self.box.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.box.addItems(items)
        super().__init__(theme, title, self.box)
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(usual)
            line.setAccessibleName(title)
        self.box.setCurrentText("")
        self.box.editTextChanged.connect(lambda _: self.changed.emit())

    def get(self) -> str:
        """The name of the device, without what it is."""
        return self.box.currentText().partition(" · ")[0].strip()

    def put(self, value: Any) -> None:
        """Show ``value``."""
        self.box.blockSignals(True)
        self.box.setEditText(str(value))
        self.box.blockSignals(False)

    def offer(self, items: list[str]) -> None:
        """What can be chosen from now on; what is written stays."""
        said = self.box.currentText()
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems(items)
        self.box.setEditText(said)
        self.box.blockSignals(False)


class LinkForm(QWidget):
    """The ``link`` of one gateway. ``changed`` when somebody changed it; ``fields`` by key of the file."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spec: Spec | None = None
        self._rows: QWidget | None = None
        self.fields: dict[str, Field] = {}
        self._kept: dict[str, Any] = {}
        self._present: dict[str, list[str]] = {}
        self._aside = Aside(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_link(self, spec: Spec, link: dict[str, Any]) -> None:
        """Draw the rows ``spec`` needs, filled with ``link``."""
        self._spec, self._kept = spec, dict(link)
        kind = link.get("type")
        self._draw(kind if kind in drawn(spec) else drawn(spec)[0])
        for key, field in self.fields.items():
            if key.startswith("ports."):
                ports = link.get("ports")
                name = key.removeprefix("ports.")
                if isinstance(ports, dict) and isinstance(ports.get(name), int):
                    field.put(ports[name])
            elif key == "from" and isinstance(link.get(key), list):
                field.put(", ".join(map(str, link[key])))
            elif key in link and key != "type" and _fits(field, link[key]):
                field.put(link[key])
        self._follow()

    def link(self) -> dict[str, Any]:
        """What the file is to say: nothing empty, nothing usual that it did not say before."""
        assert self._spec is not None
        said: dict[str, Any] = {"type": str(self.fields["type"].get())}
        usual = dict(self._spec.ports)
        ports = {name: self.fields[f"ports.{name}"].get() for name in usual if f"ports.{name}" in self.fields}
        for key, field in self.fields.items():
            value = field.get()
            if key == "from":
                value = [part.strip() for part in value.split(",") if part.strip()]
            elif key == "baud":
                value = int(value) if value.isdigit() else value
            if key == "type" or key.startswith("ports.") or value in ("", []) or not field.isEnabled():
                continue
            if value != USUAL.get(key) or key in self._kept:
                said[key] = value
        told = self._kept.get("ports")
        told = told if isinstance(told, dict) else {}
        changed = {name: port for name, port in ports.items() if port != usual[name] or name in told}
        return {**said, "ports": changed} if changed else said

    def _draw(self, kind: str) -> None:
        assert self._spec is not None
        if self._rows is not None:
            self._column.removeWidget(self._rows)
            self._rows.deleteLater()
        self._rows = QWidget(self)
        rows = form()
        self._rows.setLayout(rows)
        self.fields = self._fields(self._spec, kind)
        for field in self.fields.values():
            field.into(rows)
            field.changed.connect(self.changed)
        kinds = self.fields["type"]
        kinds.put(kind)
        kinds.setEnabled(len(drawn(self._spec)) > 1)
        kinds.changed.connect(lambda: self._other(str(kinds.get())))
        if "multicast" in self.fields:
            self.fields["multicast"].changed.connect(self._follow)
        self._column.addWidget(self._rows)
        if kind in ("serial", "donor"):
            self._look(kind)

    def _fields(self, spec: Spec, kind: str) -> dict[str, Field]:
        theme = self._theme
        names = {
            "udp": self.tr("Network (UDP)"),
            "tcp": self.tr("Network (TCP)"),
            "tcp+udp": self.tr("Network (TCP and UDP)"),
            "tls": self.tr("Network (TLS)"),
            "serial": self.tr("Serial port"),
            "http": self.tr("HTTP (they call this machine)"),
            "donor": self.tr("Sound device and lines"),
        }
        made: dict[str, Field] = {
            "type": ChoiceField(theme, self.tr("Reached by"), [(link, names[link]) for link in drawn(spec)])
        }
        if kind == "serial":
            made["device"] = DeviceField(theme, self.tr("Serial port"), "/dev/ttyUSB0, COM3")
            made["baud"] = DeviceField(theme, self.tr("Baud rate"), "9600", BAUDS)
            made["baud"].put(spec.port if spec.links[0] == "serial" else 9600)
        elif kind in ("tcp", "tcp+udp"):
            usual = f"10.1.0.12:{spec.port if kind == 'tcp+udp' else 4001}"
            made["peer"] = TextField(theme, self.tr("Address and port of the device"), usual=usual)
            if kind == "tcp":
                title = self.tr("Baud rate set there by RFC 2217 (empty: not)")
                made["baud"] = DeviceField(theme, title, "38400", BAUDS)
        elif kind == "donor":
            made |= self._donor()
        elif kind == "tls":
            made["peer"] = TextField(theme, self.tr("Address and port of the server"), usual=f"tak.example:{spec.port}")
            made |= self._certificate()
            made["ca"] = TextField(
                theme, self.tr("File of the authority that vouches for it"), usual="/etc/kopa/ca.pem"
            )
            made["name"] = TextField(
                theme, self.tr("Name in its certificate (empty: the address)"), usual="tak.example"
            )
        elif kind == "http":
            made["bind"] = TextField(theme, self.tr("Address and port here"), usual=f"127.0.0.1:{spec.port}")
            made["path"] = TextField(theme, self.tr("Path"), usual="/")
            made["key"] = TextField(theme, self.tr("File with the key they show"), usual="file:/etc/kopa/phones.key")
            made["rate"] = NumberField(theme, self.tr("Requests a second, of one address"), 0.1, 100_000, USUAL["rate"])
            made["rate"].put(USUAL["rate"])
            made["size"] = NumberField(theme, self.tr("Bytes of one request at most"), 1024, 1 << 26, USUAL["size"])
            made["size"].put(USUAL["size"])
            made["from"] = self._from()
            made |= self._certificate()
            title = self.tr("Takes only who shows a certificate of this authority (file)")
            made["ca"] = TextField(theme, title, usual="/etc/kopa/ca.pem")
        elif spec.ports:
            made["bind"] = TextField(theme, self.tr("Address here"), usual="0.0.0.0")
            made["peer"] = TextField(theme, self.tr("Address of the device"), usual="10.1.0.9")
            for name, port in spec.ports:
                title = self.tr("Port for {what} (0: closed)").format(what=name)
                made[f"ports.{name}"] = NumberField(theme, title, 0, PORTS, port)
                made[f"ports.{name}"].put(port)
            made["from"] = self._from()
        else:
            port = spec.port if spec.port <= PORTS else 0
            made["bind"] = TextField(theme, self.tr("Address and port here"), usual=f"0.0.0.0:{port}" if port else "")
            made["peer"] = TextField(theme, self.tr("Address and port of the other side"), usual="10.1.0.9:32001")
            made["multicast"] = TextField(theme, self.tr("Multicast group"), usual="239.1.1.1")
            made["interface"] = TextField(theme, self.tr("Multicast through the address here"), usual="10.1.0.5")
            made["ttl"] = NumberField(theme, self.tr("Multicast over so many routers"), 0, 255, 1)
            made["ttl"].put(1)
            made["from"] = self._from()
        return made

    def _donor(self) -> dict[str, Field]:
        """A radio by its loudspeaker and microphone."""
        theme = self._theme
        usual = {
            "ptt": "rts:/dev/ttyUSB0, dtr:COM3, cm108:/dev/hidraw0:3, at:TETRA, none",
            "busy": "vox:-40, cts:/dev/ttyUSB0, dsr:COM3, cm108:/dev/hidraw0",
        }
        return {
            "input": DeviceField(theme, self.tr("Sound from the radio"), "USB Audio"),
            "output": DeviceField(theme, self.tr("Sound to the radio (empty: none)"), "USB Audio"),
            "ptt": TextField(theme, self.tr("Push-to-talk line"), usual=usual["ptt"]),
            "busy": TextField(
                theme, self.tr("It receives when: a line says so, or a voice (vox)"), usual=usual["busy"]
            ),
        }

    def _certificate(self) -> dict[str, Field]:
        """What this machine shows of itself."""
        return {
            "cert": TextField(self._theme, self.tr("File of our certificate (PEM)"), usual="/etc/kopa/room.pem"),
            "private_key": TextField(self._theme, self.tr("File of its private key"), usual="/etc/kopa/room.key"),
        }

    def _from(self) -> Field:
        return TextField(self._theme, self.tr("Listens only to (empty: anybody)"), usual="10.1.0.9, 10.2.0.0/16")

    def _other(self, kind: str) -> None:
        """Another kind of link was chosen; what was typed for the one before is kept while the form stands."""
        assert self._spec is not None
        self._kept.update(self.link())
        self._kept["type"] = kind
        self.show_link(self._spec, self._kept)
        self.changed.emit()

    def _follow(self) -> None:
        """What counts only with multicast is off without."""
        if "multicast" in self.fields:
            for key in ("interface", "ttl"):
                self.fields[key].setEnabled(bool(self.fields["multicast"].get()))

    # -- the devices that are there --------------------------------------------------------------------------------

    def _look(self, kind: str) -> None:
        self._offer()
        if not self._aside.busy:
            self._aside.run(partial(present, kind), self._found)

    def _found(self, result: object) -> None:
        if isinstance(result, dict):
            self._present |= result
            self._offer()

    def _offer(self) -> None:
        for key, names in self._present.items():
            field = self.fields.get(key)
            if isinstance(field, DeviceField):
                field.offer(names)


def drawn(spec: Spec) -> list[str]:
    """The links of ``spec`` that have rows here."""
    return [link for link in spec.links if link in KINDS]


def present(kind: str) -> dict[str, list[str]]:
    """The devices of a kind of link that are there, by the field that can name them."""
    if kind == "serial":
        return {"device": ports_present()}
    found = _listed("sound-devices") if kind == "donor" else []
    return {key: [one["device"] for one in found if one[way]] for key, way in (("input", "in"), ("output", "out"))}


def ports_present() -> list[str]:
    """The serial ports that are there, each with what it is."""
    return [" · ".join(filter(None, (port["device"], port["what"]))) for port in _listed("serial-ports")]


def _listed(command: str) -> list[dict[str, Any]]:
    """What a program of ours says, an object a line. Waits for it; nothing where it fails."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            [sys.executable, str(MAIN), command],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=15,
            check=True,
            creationflags=flags,
        )
        return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    except (OSError, ValueError, subprocess.SubprocessError):
        return []


def _fits(field: Field, value: object) -> bool:
    if isinstance(field, NumberField):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str | int) and not isinstance(value, bool)
