"""Files sealed in the age format: the standard program `age` opens them, too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyrage
from pyrage import x25519

# How a file in the format begins.
MARK = b"age-encryption.org/v1"
_SECRET, _PUBLIC = "AGE-SECRET-KEY-", "age1"


class SealError(Exception):
    """A key or a sealed file cannot be used; the text says why, without the file's name."""


def make_key() -> tuple[str, str]:
    """Make a key; gives its secret and its public half."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def public_of(secret: str) -> str:
    """Give the public half of a secret one. Raises SealError."""
    return str(_identity(secret).to_public())


def check_public(public: str) -> None:
    """Look whether this is a public key. Raises SealError saying what it is instead."""
    if public.strip().upper().startswith(_SECRET):
        raise SealError("this is a secret key, which belongs into the key file; name the public one, age1…")
    _recipient(public)


def seal(source: Path, target: Path, recipients: Sequence[str]) -> None:
    """Encrypt a file into one that is there already, for whoever has one of the keys. Raises OSError."""
    with source.open("rb") as plain, target.open("wb") as sealed:
        pyrage.encrypt_io(plain, sealed, [_recipient(each) for each in recipients])


def unseal(source: Path, target: Path, secrets: Sequence[str]) -> None:
    """Decrypt a file into one that is there already. Raises SealError where it cannot be trusted whole."""
    try:
        with source.open("rb") as sealed, target.open("wb") as plain:
            pyrage.decrypt_io(sealed, plain, [_identity(each) for each in secrets])
    except pyrage.DecryptError as error:
        if "matching keys" in str(error):
            raise SealError("it was encrypted for another key") from error
        raise SealError("it is damaged or cut short at its beginning") from error
    except OSError as error:
        if error.errno is not None:
            raise  # the disk's own error, not the format's
        raise SealError("it is damaged, cut short or was changed") from error


def _identity(secret: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(secret.strip())
    except pyrage.IdentityError as error:
        raise SealError(f"this is no key; a key begins with {_SECRET}1") from error


def _recipient(public: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(public.strip())
    except pyrage.RecipientError as error:
        raise SealError(f"{public[:12]}… is no public key; one begins with {_PUBLIC}") from error
