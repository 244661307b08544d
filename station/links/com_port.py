"""RFC 2217 as bytes: a serial port behind a network, its speed set from here. Opens nothing, knows no radio.

Telnet (RFC 854) carries the port's bytes with 0xFF doubled, and between them options and their parameters. Whatever
else the far end offers is refused once, and a refusal is not answered, so that nobody talks for ever.
"""

from __future__ import annotations

IAC, DONT, DO, WONT, WILL, SB, SE = 255, 254, 253, 252, 251, 250, 240
BINARY, SUPPRESS_GO_AHEAD, COM_PORT = 0, 3, 44
_WANTED = frozenset({BINARY, SUPPRESS_GO_AHEAD, COM_PORT})
SET_BAUD, SET_DATA, SET_PARITY, SET_STOP, SET_CONTROL = 1, 2, 3, 4, 5
_ANSWER = 100  # added by the far end to what it answers
_NO_PARITY, _ONE_STOP, _NO_FLOW_CONTROL, _DTR_ON, _RTS_ON = 1, 1, 1, 8, 11
MOST_PARAMETERS = 64
"""Bytes of one option's parameters; longer ones belong to no option wanted here."""


class ComPort:
    """One connection to a port that is to have ``baud``, 8N1. ``refused``: why it cannot be had."""

    def __init__(self, baud: int) -> None:
        self._baud = baud
        self._state = self._data
        self._command = 0
        self._parameters = bytearray()
        self._payload = bytearray()
        self._replies = bytearray()
        self._answered: set[tuple[int, int]] = set()
        self._asked = False
        self.ready = False
        self.refused = ""

    def greeting(self) -> bytes:
        """The first thing said: what we want to do."""
        return bytes((IAC, WILL, COM_PORT, IAC, WILL, BINARY, IAC, DO, BINARY, IAC, DO, SUPPRESS_GO_AHEAD))

    def send(self, data: bytes) -> bytes:
        """``data`` as it goes over the network."""
        return data.replace(b"\xff", b"\xff\xff")

    def receive(self, data: bytes) -> tuple[bytes, bytes]:
        """What the port said of ``data``, and what must be answered. Takes any bytes, in any cut."""
        for byte in data:
            self._state(byte)
        payload, replies = bytes(self._payload), bytes(self._replies)
        self._payload.clear()
        self._replies.clear()
        return payload, replies

    # One method a state: each takes a byte

    def _data(self, byte: int) -> None:
        if byte == IAC:
            self._state = self._after_iac
        else:
            self._payload.append(byte)

    def _after_iac(self, byte: int) -> None:
        self._state = self._data
        if byte == IAC:
            self._payload.append(IAC)
        elif byte in (DO, DONT, WILL, WONT):
            self._command = byte
            self._state = self._option
        elif byte == SB:
            self._parameters.clear()
            self._state = self._in_parameters

    def _option(self, byte: int) -> None:
        self._state = self._data
        if byte == COM_PORT and self._command in (DONT, WONT):
            self.refused = "the far end speaks no RFC 2217: leave the baud rate out"
        elif byte == COM_PORT and self._command == DO:
            self._ask()
        elif self._command in (DO, WILL) and byte not in _WANTED:
            self._once(WONT if self._command == DO else DONT, byte)

    def _once(self, command: int, option: int) -> None:
        if (command, option) not in self._answered:
            self._answered.add((command, option))
            self._replies += bytes((IAC, command, option))

    def _in_parameters(self, byte: int) -> None:
        if byte == IAC:
            self._state = self._iac_in_parameters
        elif len(self._parameters) <= MOST_PARAMETERS:
            self._parameters.append(byte)

    def _iac_in_parameters(self, byte: int) -> None:
        if byte == SE:
            self._state = self._data
            self._told(bytes(self._parameters))
        else:
            self._state = self._in_parameters
            if byte == IAC and len(self._parameters) <= MOST_PARAMETERS:
                self._parameters.append(IAC)

    def _told(self, parameters: bytes) -> None:
        """The far end says what it made of the port; of all that only the speed matters."""
        if parameters[:2] != bytes((COM_PORT, SET_BAUD + _ANSWER)) or len(parameters) != 6:
            return
        baud = int.from_bytes(parameters[2:], "big")
        if baud == self._baud:
            self.ready = True
        else:
            self.refused = f"the port takes {baud} baud, not {self._baud}"

    def _ask(self) -> None:
        if self._asked:
            return
        self._asked = True
        self._set(SET_DATA, bytes((8,)))
        self._set(SET_PARITY, bytes((_NO_PARITY,)))
        self._set(SET_STOP, bytes((_ONE_STOP,)))
        for control in (_NO_FLOW_CONTROL, _DTR_ON, _RTS_ON):  # cables draw their power from these lines
            self._set(SET_CONTROL, bytes((control,)))
        self._set(SET_BAUD, self._baud.to_bytes(4, "big"))

    def _set(self, what: int, value: bytes) -> None:
        self._replies += bytes((IAC, SB, COM_PORT, what)) + self.send(value) + bytes((IAC, SE))
