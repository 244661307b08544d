"""Certificates for tests: an authority made on the spot, and whom it vouches for. PEM files, valid for an hour."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """Signs for names and addresses; ``file`` is its own certificate."""

    def __init__(self, folder: Path, name: str = "authority") -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _called(name)
        certificate = self._made(self._name, self._key, authority=True, names=[])
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def signs(self, name: str, password: bytes = b"") -> tuple[Path, Path]:
        """Certificate and private key of ``name``, whose address is 127.0.0.1."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject: list[x509.GeneralName] = [x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        certificate = self._made(_called(name), key, authority=False, names=subject)
        shown, hidden = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        shown.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        lock: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if password:
            lock = serialization.BestAvailableEncryption(password)
        form = serialization.PrivateFormat.PKCS8
        hidden.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, lock))
        hidden.chmod(0o600)
        return shown, hidden

    def _made(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, authority: bool, names: list[x509.GeneralName]
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(hours=1))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
        )
        if authority:  # which Python 3.13 looks for
            made = made.add_extension(_signs_certificates(), critical=True)
        if names:
            made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return made.sign(self._key, hashes.SHA256())


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _signs_certificates() -> x509.KeyUsage:
    others = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    no = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(key_cert_sign=True, crl_sign=True, **no)
