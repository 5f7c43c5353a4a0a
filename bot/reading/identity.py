"""Resident identity numbers in running text; the rules of the number are python-stdnum's (GB 11643)."""

from __future__ import annotations

import re
import unicodedata

# It opens with the province's number (GB/T 2260).
_NUMBER = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{15}[\dX]")
_CANDIDATE = re.compile(r"(?<!\d)\d{6}[ -]?\d{4}[ -]?\d{4}[ -]?\d{3}[\dXx](?!\d)")


def holds_identity_number(text: str) -> bool:
    """Whether a valid resident identity number stands in a text, in whatever width or grouping."""
    return any(map(read_identity, _CANDIDATE.findall(unicodedata.normalize("NFKC", text))))


def read_identity(text: str) -> str | None:
    """Read a resident identity number as its 18 characters; None for what is none."""
    number = re.sub("[ -]", "", unicodedata.normalize("NFKC", text)).upper()
    return number if _NUMBER.fullmatch(number) and _holds_together(number) else None


def _holds_together(number: str) -> bool:
    """Whether day of birth and check digit are right.

    The county is not looked up: python-stdnum's `is_valid` wants one that existed in the year of birth,
    but numbers were given out from 1984 on, to the old by the county of that day; and of some codes it
    knows no county and fails.
    """
    from stdnum.cn import ric  # noqa: PLC0415 -- needed once in a thousand messages
    from stdnum.exceptions import ValidationError  # noqa: PLC0415 -- as above

    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return bool(ric.calc_check_digit(number) == number[-1])
