"""The key of the backups: made once, kept in a file for its owner's eyes, and on paper elsewhere."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import encrypting
from bot.backup import places
from bot.config import ConfigError, Settings
from bot.encrypting import SealError


@dataclass(frozen=True, slots=True)
class Made:
    """A key that was made just now."""

    path: Path
    secret: str
    public: str


def make(path: Path, now: datetime) -> Made:
    """Make a key and write it into a new file, as `age-keygen` does. Raises ConfigError."""
    secret, public = encrypting.make_key()
    text = f"# created: {now.isoformat(timespec='seconds')}\n# public key: {public}\n{secret}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())  # a backup whose key a power cut took is worth nothing
    except FileExistsError as error:
        raise ConfigError(f"backup.key_file: {path} is there already; a key is never written over") from error
    except OSError as error:
        raise ConfigError(f"backup.key_file: {path} cannot be written ({error})") from error
    return Made(path, secret, public)


def secrets_in(path: Path) -> list[str]:
    """Read the secret keys of a file. Raises ConfigError saying what to do."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: there is no such key; write the one you kept on paper into this file, or name its file"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: this key cannot be read ({error})") from error
    found = [line for line in lines if line and not line.startswith("#")]
    try:
        for line in found:
            encrypting.public_of(line)
    except SealError as error:
        raise ConfigError(f"{path}: {error}; copy the line again from the paper") from error
    if not found:
        raise ConfigError(f"{path}: there is no key in it; a key begins with AGE-SECRET-KEY-1")
    return found


def own_secrets(settings: Settings) -> list[str]:
    """Give the secret keys that are on this machine; none where its file is not there. Raises ConfigError."""
    path = places.key_file(settings)
    return secrets_in(path) if path.exists() else []


def recipients(settings: Settings) -> list[str]:
    """List for which public keys backups are written; none where there is no key yet. Raises ConfigError."""
    named = list(settings.backup.recipients)
    try:
        for each in named:
            encrypting.check_public(each)
    except SealError as error:
        raise ConfigError(f"backup.recipients: {error}") from error
    return named or [encrypting.public_of(secret) for secret in own_secrets(settings)]


def advice(made: Made) -> str:
    """Say once, with the key itself, how it is to be kept."""
    return (
        f"A new key for backups is in {made.path}:\n\n    {made.secret}\n\n"
        "Write it down on paper, or print it, and keep it in another building than this machine:\n"
        "without it nobody can open a backup. It is not shown again; do not send it through WeChat."
    )
