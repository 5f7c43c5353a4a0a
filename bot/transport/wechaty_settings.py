"""What must be known to reach a Wechaty gateway; free of wechaty, so that reading it costs nothing."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WechatySettings:
    """Where the gateway is and how patient to be with it; times are seconds.

    At most one of `tls_ca_file` (PEM; the gateway's certificate must be signed by it and made out to
    `tls_name`, by default the endpoint's host) and `tls_fingerprint` (SHA-256 of the certificate, hex) is
    given. Without either the connection is in the clear: refused unless the gateway is on this machine
    or `allow_plaintext` says that the way there is private.
    Raises ValueError with a sentence for the operator.
    """

    endpoint: str
    token: str = field(repr=False)
    bot_name: str = ""
    tls_ca_file: Path | None = None
    tls_name: str | None = None
    tls_fingerprint: str | None = None
    allow_plaintext: bool = False
    call_deadline: float = 15.0
    slow_deadline: float = 60.0  # files, and starting the gateway, which may take 15 s by itself
    keepalive: float = 20.0  # between two pings; an answer may take as long
    quiet_after: float = 90.0  # without any event, ask the gateway for a sign of life
    backoff_first: float = 1.0
    backoff_max: float = 30.0
    give_up_after: float = 900.0

    def __post_init__(self) -> None:
        if not re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/]+):[0-9]{1,5}", self.endpoint):
            raise ValueError("endpoint: write host:port, such as 127.0.0.1:8788")
        if not re.fullmatch(r"[!-~]+", self.token):
            raise ValueError(
                "token_file: it must hold the gateway's token only, one line of letters, digits and signs"
            )
        if self.tls_ca_file is not None and self.tls_fingerprint is not None:
            raise ValueError("tls: give ca_file or fingerprint, not both")
        if self.tls_fingerprint is not None and len(self.fingerprint) != 32:
            raise ValueError(
                "tls.fingerprint: write the SHA-256 of the gateway's certificate, 64 hexadecimal digits"
            )
        if not (self.has_tls or self.allow_plaintext or self.is_local):
            raise ValueError(
                "tls: the gateway is on another machine; give tls.ca_file or tls.fingerprint, "
                "or allow_plaintext: true where the way there is a private tunnel"
            )
        times = (self.call_deadline, self.slow_deadline, self.keepalive, self.quiet_after)
        if min(*times, self.backoff_first, self.backoff_max, self.give_up_after) <= 0:
            raise ValueError("deadline, keepalive and give_up_after must be longer than zero")

    @property
    def host(self) -> str:
        """The host part of the endpoint, an IPv6 address without its brackets."""
        return self.endpoint.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """The port of the endpoint."""
        return int(self.endpoint.rpartition(":")[2])

    @property
    def has_tls(self) -> bool:
        """Whether the connection is encrypted."""
        return self.tls_ca_file is not None or self.tls_fingerprint is not None

    @property
    def fingerprint(self) -> bytes:
        """The pinned fingerprint as bytes; empty where it is none or malformed."""
        digits = re.sub(r"[\s:]", "", self.tls_fingerprint or "")
        return bytes.fromhex(digits) if re.fullmatch(r"(?:[0-9A-Fa-f]{2})*", digits) else b""

    @property
    def is_local(self) -> bool:
        """Whether the gateway is on this machine."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"
