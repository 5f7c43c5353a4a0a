"""Parts of the organisation: their kinds and names, founding, renaming and merging."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.audience import branch_name, general_name
from bot.domain.command import Misfit, UserError
from bot.domain.roll import branch_key


class UnitKind(StrEnum):
    """What a unit is."""

    COMMITTEE = "committee"
    GENERAL = "general"
    BRANCH = "branch"
    STATION = "station"

    @property
    def chinese(self) -> str:
        """The word people use for it."""
        return {"committee": "党委", "general": "总支", "branch": "支部", "station": "驻站"}[self]


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the organisation; a closed one keeps its history, merged or not."""

    id: int
    kind: UnitKind
    name: str
    parent_id: int | None = None
    place: str | None = None
    trade: str | None = None
    closed_at: datetime | None = None
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name a unit had, until when, and who changed it."""

    name: str
    until: datetime
    changed_by: int | None


_ENDINGS = {
    UnitKind.BRANCH: re.compile(r"支部$"),
    UnitKind.GENERAL: re.compile(r"总支$"),
    UnitKind.STATION: re.compile(r"(?:站|处|点)$"),
    UnitKind.COMMITTEE: re.compile(r"(?:党委|工委|党组|委员会)$"),
}
_COMPLETED = {UnitKind.BRANCH: "支部", UnitKind.GENERAL: "总支", UnitKind.STATION: "服务站"}
_NAME = re.compile(r"[\u3400-\u9fffA-Za-z0-9·（）()—-]{2,24}")
_BARE = re.compile(r"(?:第|党|支部|总支|服务站|站)*")


def unit_key(name: str) -> str:
    """Give what the spellings of one unit's name have in common: 第1党总支 and 一总支 are the same."""
    word = unicodedata.normalize("NFKC", name).replace("党总支", "总支")
    word = re.sub(r"第?([\d一二三四五六七八九十]{1,3})总支", lambda match: general_name(match[1]), word)
    return re.sub(r"^第(?=.*总支$)", "", branch_key(word))


def read_name(words: str, kind: UnitKind) -> str:
    """Read a name a unit is to have: without spaces, numbers as 第三支部 has them, its kind at the end.

    Raises UserError for what cannot be a name.
    """
    word = re.sub(r"\s", "", unicodedata.normalize("NFKC", words)).strip("“”\"'「」")
    if kind in {UnitKind.BRANCH, UnitKind.GENERAL}:
        word = (branch_name if kind is UnitKind.BRANCH else general_name)(word)
    if kind in _COMPLETED and not _ENDINGS[kind].search(word):
        word += _COMPLETED[kind]
    if not _NAME.fullmatch(word) or _BARE.fullmatch(word):
        raise UserError(f"“{words[:30]}”不能作名称，请用中文写全，2 到 24 个字。例：第十六{kind.chinese}")
    return word


# What people write


@dataclass(frozen=True, slots=True)
class Founding:
    """A unit to be made: its name as written, what it stands below, or what is to stand below it."""

    name: str
    parent: str | None = None
    below: tuple[str, ...] = ()


_LONGEST = 100  # a longer order is none, and would be tried for long
_FOUNDS = re.compile(
    r"(?P<name>\S{1,12}|.{1,20}支部)"
    r"(?:[\s，,]+(?:归|属于?|在)?(?:总支[\s：:]*(?P<named>\S+?)|(?P<parent>\S+?总支))(?:下面?)?)?"
)


def read_branch_founding(words: str) -> Founding:
    """Read 第十六支部, with 总支 第一总支 or only the general branch's name behind it."""
    match = None if len(words) > _LONGEST else _FOUNDS.fullmatch(words.strip())
    if not match:
        raise Misfit(words)
    return Founding(match["name"], match["named"] or match["parent"])


def read_general_founding(words: str) -> Founding:
    """Read 第一总支, with the branches behind it that are to stand below it."""
    name, *below = [
        word for word in re.split(r"[\s，,、：:]+", words) if word not in {"", "下辖", "管", "含"}
    ]
    return Founding(name, below=tuple(below))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names as they were typed: the old and the new, or what is merged and what it goes into."""

    first: str
    second: str


_KIND_WORD = re.compile(r"^(?:支部|总支|驻站|党委)\s+(?=\S+\s)")
_RENAMES = re.compile(
    r"(?P<first>\S+?)(?:\s*(?:改名|改成|改为|改叫|更名)为?\s*|\s+(?:为|到|叫)?\s*)(?P<second>\S+)"
)
_MERGES = re.compile(
    r"(?:把)?(?P<first>\S+?)(?:\s*(?:合并到|并到|并入|合到|到|合并进|进)\s*|[\s和与]+)(?P<second>\S+?)(?:里面?)?"
)


def read_renaming(words: str) -> Pair:
    """Read 支部 第三支部 望京支部, also without the kind, with 改为 between."""
    match = _RENAMES.fullmatch(_KIND_WORD.sub("", words.strip()))
    if not match:
        raise Misfit(words)
    return Pair(match["first"], match["second"])


def read_merger(words: str) -> Pair:
    """Read 第三支部 到 第四支部: the first goes into the second."""
    match = _MERGES.fullmatch(words.strip())
    if not match:
        raise Misfit(words)
    return Pair(match["first"], match["second"])
