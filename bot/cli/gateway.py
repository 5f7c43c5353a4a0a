"""The gateway's settings: config.yaml and the token put together for the transport."""

from __future__ import annotations

from pathlib import Path

from bot import config
from bot.config import ConfigError, Settings, Tls
from bot.transport.wechaty_settings import WechatySettings


def gateway_settings(settings: Settings) -> WechatySettings:
    """Give what the transport needs to know. Raises ConfigError for a missing token or bad settings."""
    gateway = settings.wechaty
    tls = gateway.tls or Tls()
    try:
        return WechatySettings(
            endpoint=gateway.endpoint,
            token=config.read_token(gateway),
            bot_name=settings.bot.name,
            tls_ca_file=Path(tls.ca_file) if tls.ca_file else None,
            tls_name=tls.name,
            tls_fingerprint=tls.fingerprint,
            allow_plaintext=gateway.allow_plaintext,
            call_deadline=gateway.deadline.total_seconds(),
            keepalive=gateway.keepalive.total_seconds(),
            give_up_after=gateway.give_up_after.total_seconds(),
        )
    except ValueError as error:
        raise ConfigError(f"wechaty: {error}") from error
