"""Links that speak HTTP or TLS, as configured: keys by reference, files that can be read, nothing secret told on."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from radio.find import find_protocol
from station.config import Config, ConfigError, parse, settings
from station.config_links import make_link
from station.links.http import HttpLink
from station.links.tls import TlsLink
from tests.station.certificates import Authority

KEY = "a-key-of-the-room-2026"


def gateway(protocol: str, link: str, more: str = "") -> str:
    return f'[[gateway]]\nname = "{protocol}"\nprotocol = "{protocol}"\nnetwork = "net"\nlink = {{ {link} }}\n{more}\n'


def secret(folder: Path, text: str = KEY, mode: int = 0o600, name: str = "phones.key") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def read(text: str) -> Config:
    return parse(text.encode(), "kopa.toml")


def test_an_intake_by_http(tmp_path: Path) -> None:
    key = secret(tmp_path, f"# phones of the first shift\n{KEY}\n\nanother-key-of-the-room\n")
    config = read(gateway("osmand", f'type = "http", key = "file:{key.as_posix()}"'))
    link = config.gateways[0].link
    assert link.http is not None
    assert link.bind == "127.0.0.1:5055", "loopback unless it is said otherwise"
    assert link.http.keys == tuple(hashlib.sha256(k.encode()).digest() for k in (KEY, "another-key-of-the-room"))
    assert link.stays_here()
    assert isinstance(make_link(link), HttpLink)
    assert config.finding().gateways[0].link == "http://127.0.0.1:5055/"
    for said in (repr(config), str(config.finding())):
        assert KEY not in said
    assert settings(config.gateways[0]).link == "http"


@pytest.mark.parametrize("protocol", ["osmand", "owntracks", "upload"])
def test_an_intake_that_demands_certificates(tmp_path: Path, protocol: str) -> None:
    authority = Authority(tmp_path)
    certificate, private = authority.signs("room.example")
    own = f'cert = "{certificate.as_posix()}", private_key = "{private.as_posix()}"'
    key = f'type = "http", key = "file:{secret(tmp_path).as_posix()}"'
    demands = f'{key}, {own}, ca = "{authority.file.as_posix()}"'
    found = read(gateway(protocol, demands)).gateways[0].link.http
    assert found is not None and found.tls is not None and found.tls.authority == authority.file.as_posix()
    free = read(gateway(protocol, f"{key}, {own}")).gateways[0].link.http
    assert free is not None and free.tls is not None and free.tls.authority == "", "only where it is asked for"


def test_everything_an_intake_can_say(tmp_path: Path) -> None:
    certificate, private = Authority(tmp_path).signs("room.example")
    link = (
        f'type = "http", bind = "0.0.0.0:8443", path = "/in/phones", key = "file:{secret(tmp_path).as_posix()}", '
        f'rate = 200, size = 2048, from = ["10.1.0.0/16"], cert = "{certificate.as_posix()}", '
        f'private_key = "{private.as_posix()}"'
    )
    found = read(gateway("owntracks", link)).gateways[0].link
    assert found.http is not None and found.http.tls is not None
    assert (found.http.path, found.http.rate, found.http.size) == ("/in/phones", 200, 2048)
    assert found.sources == ("10.1.0.0/16",)
    assert not found.stays_here()
    assert make_link(found).name == "https://0.0.0.0:8443/in/phones"


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ('type = "http"', "link.key: is missing"),
        ('type = "http", key = "secret"', "a secret does not stand in this file"),
        ('type = "http", key = "file:/nowhere/key"', "link.key: /nowhere/key cannot be read"),
        ('type = "http", key = "KEY", bind = "phones:5055"', "link.bind: 'phones' is not the numeric address"),
        ('type = "http", key = "KEY", path = "in"', "link.path: 'in' is not like /positions"),
        ('type = "http", key = "KEY", path = "/a/../b"', "link.path"),
        ('type = "http", key = "KEY", rate = 0', "link.rate: 0 is not in 0.1"),
        ('type = "http", key = "KEY", size = 1', "link.size: 1 is not in 1024"),
        ('type = "http", key = "KEY", peer = "10.1.0.1:80"', "link.peer: a link of type http has no such key"),
        ('type = "http", key = "KEY", cert = "/nowhere.pem"', "link.cert: /nowhere.pem cannot be read"),
        ('type = "http", key = "KEY", private_key = "KEYFILE"', "link.private_key: says nothing without cert"),
        ('type = "http", key = "KEY", ca = "KEYFILE"', "link.ca: says nothing without cert"),
        ('type = "http", key = "KEY", ca = "/nowhere.pem"', "link.ca: /nowhere.pem cannot be read"),
        ('type = "tcp", peer = "10.1.0.1:80"', "link.type: osmand runs over http, not tcp"),
    ],
)
def test_what_is_wrong_with_an_intake_names_line_and_key(tmp_path: Path, link: str, why: str) -> None:
    key = secret(tmp_path)
    link = link.replace("KEYFILE", key.as_posix()).replace('"KEY"', f'"file:{key.as_posix()}"')
    with pytest.raises(ConfigError) as error:
        read(gateway("osmand", link))
    assert str(error.value).startswith("kopa.toml, line 5, gateway 1 link")
    assert why in str(error.value)


@pytest.mark.parametrize(("text", "why"), [("short", "at least 16 characters"), ("# none\n", "no key in the file")])
def test_a_key_that_is_none(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        read(gateway("osmand", f'type = "http", key = "file:{secret(tmp_path, text).as_posix()}"'))


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED HERE: permissions of POSIX")
def test_what_others_can_read_is_no_secret(tmp_path: Path) -> None:
    open_ = secret(tmp_path, mode=0o644)
    with pytest.raises(ConfigError, match=r"link\.key: .* can be read by others: chmod 600"):
        read(gateway("osmand", f'type = "http", key = "file:{open_}"'))
    certificate, private = Authority(tmp_path).signs("VP-Latgale")
    private.chmod(0o640)
    with pytest.raises(ConfigError, match=r"link\.private_key: .* can be read by others"):
        read(gateway("cot", f'type = "tls", peer = "tak:8089", cert = "{certificate}", private_key = "{private}"'))
    both = secret(tmp_path, certificate.read_text("utf-8") + private.read_text("utf-8"), 0o644, "both.pem")
    with pytest.raises(ConfigError, match=r"link\.cert: .* can be read by others"):
        read(gateway("cot", f'type = "tls", peer = "tak:8089", cert = "{both}"'))


def test_one_port_belongs_to_one_intake(tmp_path: Path) -> None:
    link = f'type = "http", bind = "127.0.0.1:5055", key = "file:{secret(tmp_path).as_posix()}"'
    with pytest.raises(ConfigError, match=r"tcp 127\.0\.0\.1:5055 already belongs to 'osmand'"):
        read(gateway("osmand", link) + gateway("owntracks", link))


def test_a_partners_server_by_tls(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    certificate, private = authority.signs("VP-Latgale")
    link = (
        f'type = "tls", peer = "127.0.0.1:8089", cert = "{certificate.as_posix()}", '
        f'private_key = "{private.as_posix()}", ca = "{authority.file.as_posix()}", name = "tak.example"'
    )
    found = read(gateway("cot", link)).gateways[0].link
    assert found.tls is not None and found.tls.name == "tak.example"
    assert isinstance(make_link(found), TlsLink)
    assert make_link(found).name == "tls://127.0.0.1:8089"
    assert found.stays_here()
    assert read(gateway("cot", 'type = "tls", peer = "tak.example:8089"')).gateways[0].link.tls is not None


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ('type = "tls"', "link.peer: is missing"),
        ('type = "tls", peer = "tak"', "link.peer: 'tak' is not like host:port"),
        ('type = "tls", peer = "tak:8089", ca = "/nowhere.pem"', "link.ca: /nowhere.pem cannot be read"),
        ('type = "tls", peer = "tak:8089", ca = ""', "link.ca: is empty"),
        ('type = "tls", peer = "tak:8089", name = "a b"', "link.name: 'a b' is no name a certificate can have"),
        ('type = "tls", peer = "tak:8089", key = "x"', "link.key: a link of type tls has no such key"),
    ],
)
def test_what_is_wrong_with_tls(link: str, why: str) -> None:
    with pytest.raises(ConfigError) as error:
        read(gateway("cot", link))
    assert why in str(error.value)


@pytest.mark.parametrize("protocol", ["cot", "gpsd", "osmand", "owntracks"])
def test_position_feeds_never_transmit(protocol: str, tmp_path: Path) -> None:
    assert "transmit" not in find_protocol(protocol).capabilities
    key = secret(tmp_path).as_posix()
    link = f'type = "http", key = "file:{key}"' if protocol in ("osmand", "owntracks") else 'type = "tcp", peer = "a:1"'
    with pytest.raises(ConfigError, match="cannot transmit"):
        read(gateway(protocol, link, "transmit = true"))
