"""TLS with certificates from files (PEM): as the one who calls and shows one, and as the one who is called."""

from __future__ import annotations

import ssl
from pathlib import Path

from station.links.link import LinkError


def calling(certificate: str, private_key: str, authority: str) -> ssl.SSLContext:
    """To a server that ``authority`` vouches for (empty: any the system trusts), showing ``certificate`` if named.

    Reads files: not for the event loop. Raises :class:`LinkError`.
    """
    try:
        context = ssl.create_default_context(cafile=authority or None)
    except (OSError, ValueError) as error:
        raise _no_authority(authority, error) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags &= ~ssl.VerifyFlags.VERIFY_X509_STRICT  # servers' own authorities leave out key identifiers
    if certificate:
        _show(context, certificate, private_key)
    return context


def called(certificate: str, private_key: str, authority: str = "") -> ssl.SSLContext:
    """As a server that shows ``certificate``; who calls must show one that ``authority`` vouches for, if named.

    Reads files. Raises :class:`LinkError`.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if authority:
        try:
            context.load_verify_locations(authority)
        except (OSError, ValueError) as error:
            raise _no_authority(authority, error) from error
        context.verify_mode = ssl.CERT_REQUIRED
    _show(context, certificate, private_key)
    return context


def _no_authority(file: str, error: Exception) -> LinkError:
    return LinkError(f"{file}: no certificates of an authority in it ({_short(error)})")


def _show(context: ssl.SSLContext, certificate: str, private_key: str) -> None:
    def no_password() -> str:  # else OpenSSL would ask on the terminal, and wait
        raise ValueError("the private key has a password: take it off, and let nobody else read the file")

    try:
        context.load_cert_chain(certificate, private_key or None, no_password)
    except (OSError, ValueError) as error:
        raise LinkError(f"{Path(private_key or certificate)}: {_short(error)}") from error


def _short(error: Exception) -> str:
    reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error)
    return str(reason).replace("_", " ").lower() if isinstance(error, ssl.SSLError) else str(reason)
