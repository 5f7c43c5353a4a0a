"""Resident identity numbers in running text; the rules of the number are python-stdnum's (GB 11643)."""

from __future__ import annotations

import re
import unicodedata

_CANDIDATE = re.compile(r"(?<!\d)\d{6}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3}[\dXx](?!\d)")


def holds_identity_number(text: str) -> bool:
    """Whether a valid resident identity number stands in a text, in whatever width or grouping."""
    found = _CANDIDATE.findall(unicodedata.normalize("NFKC", text))
    if not found:
        return False
    from stdnum.cn import ric  # noqa: PLC0415 -- needed once in a thousand messages

    return any(ric.is_valid(re.sub("[ -]", "", candidate).upper()) for candidate in found)


def read_identity(text: str) -> str | None:
    """Read a resident identity number as its 18 characters; None for what is none."""
    from stdnum.cn import ric  # noqa: PLC0415 -- as above

    number = re.sub("[ -]", "", unicodedata.normalize("NFKC", text)).upper()
    return number if ric.is_valid(number) else None
