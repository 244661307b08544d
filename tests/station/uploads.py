"""What other recorders send when a call is over: their forms, byte for byte, and a station that takes them."""

from __future__ import annotations

import contextlib
import http.client
import json
import select
import socket
import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from station.voice.samples import Pcm

KEY = "a-key-for-trunk-recorder"
BOUNDARY = "--sdrtrunk-sdrtrunk-sdrtrunk"
CONFIG = """
[room]
name = "test"
[[gateway]]
name = "Recorders"
protocol = "upload"
network = "county"
link = {{ type = "http", bind = "127.0.0.1:{port}", key = "file:{key}" }}
[[group]]
id = "upload@county:g54155"
number = "11/54155"
name = "Dispatch"
gateway = "Recorders"
"""


def config(home: Path, port: int) -> str:
    """A station that takes talk-group 54155 of system 11."""
    key = home / "recorders.key"
    key.write_text(f"# trunk-recorder on the roof\n{KEY}\n", encoding="utf-8")
    key.chmod(0o600)
    return CONFIG.format(port=port, key=key)


def free_tcp_port() -> int:
    """A TCP port nobody has."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def spoken(seconds: float, rate: int = 8000, hertz: float = 600) -> Pcm:
    """A tone that no two calls share by chance."""
    at = np.arange(int(seconds * rate)) / rate
    samples: Pcm = np.rint(9000 * np.sin(2 * np.pi * hertz * at)).astype(np.int16)
    return samples


def write_wav(path: Path, pcm: Pcm, rate: int = 8000) -> Path:
    """As trunk-recorder writes them: 16 bit, mono."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(pcm.astype("<i2").tobytes())
    return path


def trunk_recorder(port: int, audio: Path, start: float, kind: str = "audio/wav", **fields: str) -> tuple[int, str]:
    """Its uploader: libcurl's forms, which the program curl writes, too. The status and the words."""
    told = {
        "audioName": audio.name,
        "audioType": kind,
        "dateTime": str(int(start)),
        "frequencies": json.dumps(
            [{"freq": 771093750, "time": int(start), "pos": 0.0, "len": 2.0, "errorCount": 3, "spikeCount": 1}]
        ),
        "frequency": "771093750",
        "key": KEY,
        "patches": "[]",
        "talkgroup": "54155",
        "talkgroupGroup": "EMS",
        "talkgroupLabel": "EMS DISP",
        "talkgroupTag": "EMS Dispatch",
        "talkgroupName": "EMS Dispatch",
        "sources": '[{ "pos": 0.00, "src": 1610092 }, { "pos": 1.20, "src": 1610018 }]',
        "system": "11",
        "systemLabel": "county",
    } | fields
    command = ["curl", "-sS", "-A", "TrunkRecorder1.0", "-H", "Expect:", "-w", "\n%{http_code}"]
    command += ["-F", f"audio=@{audio};type=application/octet-stream"]
    for name, value in told.items():
        command += ["--form-string", f"{name}={value}"]
    command.append(f"http://127.0.0.1:{port}/api/call-upload")
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    words, _, status = done.stdout.rpartition("\n")
    return int(status), words


def upload_script(port: int, audio: Path, meta: dict[str, Any], key: str = KEY) -> tuple[int, str]:
    """What trunk-recorder runs as ``uploadScript`` for rdio-scanner (its docs): curl with the call's JSON."""
    file = audio.with_suffix(".json")
    file.write_text(json.dumps(meta), encoding="utf-8")
    command = [
        *("curl", "-sS", "-w", "\n%{http_code}", f"http://127.0.0.1:{port}/api/trunk-recorder-call-upload"),
        *("-F", f"key={key}", "-F", f"audio=@{audio};type=audio/wav", "-F", f"meta=@{file};type=application/json"),
        *("-F", "system=11"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    words, _, status = done.stdout.rpartition("\n")
    return int(status), words


def sdrtrunk(port: int, parts: Sequence[tuple[str, bytes, str]]) -> tuple[int, str]:
    """SDRTrunk's hand-made forms: a file's name before the field's, no type of a part."""
    body = b""
    for name, data, file in parts:
        named = f'filename="{file}"; ' if file else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; {named}name="{name}"\r\n\r\n'
        body += head.encode() + data + b"\r\n"
    body += f"--{BOUNDARY}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "User-Agent": "sdrtrunk"}
    return post(port, body, headers)


def post(
    port: int, body: bytes, headers: dict[str, str], path: str = "/api/call-upload", method: str = "POST"
) -> tuple[int, str]:
    """One request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def post_without_end(port: int, headers: dict[str, str], path: str = "/api/call-upload") -> int:
    """The status of a request that sends chunks until it is answered."""
    told = {"Host": "x", "Transfer-Encoding": "chunked"} | headers
    head = f"POST {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items())
    with socket.create_connection(("127.0.0.1", port), timeout=30) as sock:
        sock.sendall(head.encode() + b"\r\n")
        with contextlib.suppress(ConnectionError):  # hung up on: what was said before can still be read
            while not select.select([sock], [], [], 0)[0]:
                sock.sendall(b"1000\r\n" + bytes(4096) + b"\r\n")
        answer = b""
        while b"\r\n" not in answer:
            answer += sock.recv(4096)
    return int(answer.split()[1])


def listens_on(pid: int) -> list[int]:
    """The TCP ports on which this process or one below it listens (Linux tells)."""
    found: list[int] = []
    ours: set[str] = set()
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a child that has just gone
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split():
            found += listens_on(int(child))
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                ours.add(link.readlink().as_posix())
    for table in ("tcp", "tcp6"):
        file = Path(f"/proc/net/{table}")
        rows = [line.split() for line in file.read_text("ascii").splitlines()[1:]] if file.exists() else []
        found += [int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in ours]
    return sorted(found)
