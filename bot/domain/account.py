"""绑定 as it is typed: which account, which person of the roll, and what becomes of a tie that is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.command import Misfit

# An account of the worktable's, for who has none of WeChat's that is known.
STAND_IN = "hand:"


def is_stand_in(wechat_id: str) -> bool:
    """Whether an account or a room is none of WeChat's."""
    return wechat_id.startswith(STAND_IN)


class Manner(StrEnum):
    """What becomes of a tie that is there already."""

    ASK = ""
    TOGETHER = "同用"  # both people stand behind the account
    INSTEAD = "换"  # the account passes to the other person
    BOTH = "都留"  # the person keeps the earlier account, too


@dataclass(frozen=True, slots=True)
class Binding:
    """What is to be bound: one person by name, or (None) all whose nicknames agree."""

    name: str | None
    tail: str | None = None  # the last digits of the telephone, which tell two of one name apart
    manner: Manner = Manner.ASK


_MANNERS = {
    **dict.fromkeys(("同用", "一起用", "共用"), Manner.TOGETHER),
    **dict.fromkeys(("换", "替换", "换成", "换人"), Manner.INSTEAD),
    **dict.fromkeys(("都留", "两个都留", "保留"), Manner.BOTH),
}
# The roll decides whose name it is; digits behind it are the end of the telephone number.
_NAME = r"(?P<name>[^\s@\d]{1,64}?)(?:\s*(?P<tail>\d{2,11}))?"
_LONG = "|".join(sorted((word for word in _MANNERS if len(word) > 1), key=len, reverse=True))
_MANNER = rf"(?:\s*(?P<long>{_LONG})|\s+(?P<short>换))?"
_BINDING = re.compile(rf"@.{{1,64}}?[\u2005\s]\s*{_NAME}{_MANNER}", re.DOTALL)


def read_binding(words: str) -> Binding:
    """Read 名单, or @somebody and a name of the roll, with what becomes of an earlier tie."""
    if words == "名单":
        return Binding(None)
    match = _BINDING.fullmatch(words.strip())
    if not match:
        raise Misfit(words)
    manner = _MANNERS.get(match["long"] or match["short"] or "", Manner.ASK)
    return Binding(match["name"], match["tail"], manner)


def read_name(words: str) -> Binding:
    """Read one name, with the end of the telephone number where two bear it."""
    match = re.fullmatch(_NAME, words)
    if not match:
        raise Misfit(words)
    return Binding(match["name"], match["tail"])
