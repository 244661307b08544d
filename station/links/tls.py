"""TLS over TCP, as the one who calls: the server must prove itself, and we may have to show a certificate of ours."""

from __future__ import annotations

import asyncio
import ssl

from station.config_http import TlsConfig
from station.links.certificates import calling
from station.links.link import LinkError, Lost, Receive
from station.links.tcp import TcpLink


class TlsLink(TcpLink):
    """A connection to ``peer`` (``host:port``). What is encrypted is the stream; what it says is the codec's matter."""

    def __init__(self, peer: str, config: TlsConfig) -> None:
        super().__init__(peer)
        self._config = config
        self.name = f"tls://{peer}"

    async def open(self, receive: Receive, lost: Lost) -> None:
        """Connect and agree on keys."""
        own = self._config
        paths = own.certificate, own.private_key, own.authority
        context = await asyncio.get_running_loop().run_in_executor(None, calling, *paths)
        self._wrapping = {"ssl": context, "server_hostname": own.name or self._host}
        try:
            await super().open(receive, lost)
        except LinkError as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise LinkError(f"{self.name}: {_reason(error.__cause__)}") from error
            raise


def _reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not taken: {error.verify_message or error.reason}"
    return f"no TLS: {(error.reason or str(error)).replace('_', ' ').lower()}"
