"""Reviewing: which places of the list are meant, and why something does not count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.command import Misfit, UserError, narrow, read_places

APPROVE_EXAMPLE = "积分 通过 1 3"
REFUSE_EXAMPLE = "积分 不通过 2 那天的活动没有办"
_MOST = 100
_LISTED = r"[\d\s，,、和号~—至到-]"  # what a list of places is made of


@dataclass(frozen=True, slots=True)
class Which:
    """Places of the list; none are all of it. `reason` is why they do not count."""

    places: tuple[int, ...]
    reason: str = ""


def read_pass(words: str) -> Which:
    """Read 1 3, 1-4, 2号 or 全部. Raises UserError for nothing at all, Misfit for other words."""
    plain = narrow(words.strip())
    if not plain:
        raise UserError(f"请写上名单里的编号。例：{APPROVE_EXAMPLE}；都通过：积分 通过 全部")
    if re.fullmatch(r"全部|都|所有|全都?", plain):
        return Which(())
    if len(plain) > _MOST or not re.fullmatch(rf"{_LISTED}*\d{_LISTED}*", plain):
        raise Misfit(words)
    return Which(read_places(plain))


def read_refusal(words: str) -> Which:
    """Read 2 原因. Raises UserError where the place or the reason is missing."""
    plain = narrow(words.strip())[:300]
    digits = re.match(rf"{_LISTED}*", plain)
    head = digits[0] if digits else ""
    if not re.search(r"\d", head):
        raise UserError(f"请写上名单里的编号和原因。例：{REFUSE_EXAMPLE}")
    reason = plain[len(head) :].lstrip("：:，, ").strip()
    if not reason:
        raise UserError(f"请写上原因，好告诉本人。例：{REFUSE_EXAMPLE}")
    return Which(read_places(head), reason)
