"""The channel to a gateway: encryption, the pinned certificate, pings."""

from __future__ import annotations

import hashlib
import ssl
from typing import Any

from grpclib.client import Channel
from grpclib.config import Configuration

from bot.transport.wechaty_settings import WechatySettings


class WrongCertificate(Exception):  # noqa: N818 -- what stands at the other end, not a slip of ours
    """The gateway's certificate is not the pinned one."""


def open_channel(settings: WechatySettings) -> Any:
    """Build a grpclib Channel, which connects with its first call.

    Connecting raises OSError, ssl.SSLCertVerificationError or WrongCertificate.
    """
    pace = settings.keepalive
    channel = _PinnedChannel(
        settings.host,
        settings.port,
        ssl=_tls_context(settings),
        config=Configuration(
            _keepalive_time=pace,
            _keepalive_timeout=pace,
            _keepalive_permit_without_calls=True,
            _http2_max_pings_without_data=0,
            # Below the pace, or a timer that comes a little early would leave out every second ping.
            _http2_min_sent_ping_interval_without_data=pace / 2,
            ssl_target_name_override=settings.tls_name,
        ),
    )
    channel.pinned = settings.fingerprint
    return channel


def _tls_context(settings: WechatySettings) -> ssl.SSLContext | None:
    if not settings.has_tls:
        return None
    ca = settings.tls_ca_file
    context = ssl.create_default_context(cafile=None if ca is None else str(ca))
    # Python 3.13 is strict by default and refuses the authority gateways are delivered with (no key usage).
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    if ca is None:
        # The pinned fingerprint replaces the chain: _PinnedChannel compares before anything is sent.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    return context


class _PinnedChannel(Channel):  # type: ignore[misc]  # grpclib is untyped here
    """A channel that looks at the certificate before the first request, which carries the token."""

    pinned = b""

    async def _create_connection(self) -> Any:
        protocol = await super()._create_connection()
        if self.pinned:
            transport = protocol.connection._transport
            certificate = transport.get_extra_info("ssl_object").getpeercert(binary_form=True)
            if hashlib.sha256(certificate).digest() != self.pinned:
                transport.abort()
                raise WrongCertificate
        return protocol
