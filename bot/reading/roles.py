"""What a place is to the person a clause speaks of: where he is, goes or was, or nothing to him."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.reading import cues, places
from bot.reading.marks import MARK, NAME, PLACE, TIME
from bot.reading.people import KIN


class Role(StrEnum):
    """What a place is to a person."""

    STAY = "stay"
    GO = "go"
    DENIED = "denied"  # a move that is not to come
    PAST = "past"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Stay:
    """A place where the person is now, as far as a clause tells."""

    mention: places.Mention
    clear: bool  # said of the person (在…, …上班), not only named
    words: tuple[int, int]  # offsets in the marked text


_MARKS_BEFORE = re.compile(f"{PLACE}|{TIME}")
_SAID_TIMES = re.compile(f"(?:{TIME})+")
_ANY_MARK = re.compile(MARK)
_STARTS_WITH_TIME = re.compile(TIME)
_HAN = re.compile("[\u4e00-\u9fff]")
_OTHER_PEOPLE = "厂长|老板|经理|主任|领导|班主任|老师|校长|队长|工头|初中|高中|大学同学|支部|区里?要|县里?要"
ONESELF = re.compile(f"[我俺咱](?!们?家?的?(?:{KIN}|{_OTHER_PEOPLE}))|人在|{NAME}")
_LINK = 3  # characters that may stand between two places
_MAY_BE_MISSPELT = 1  # characters of a known word too many
_OWNED = re.compile(r"的(?!这|那|工地|厂|家|单位|公司|学校|出租|项目|工程|路上)|是")
_BUSY_THERE = re.compile(r".{0,6}(?:上班|打工|干活|务工|出差|上学|念书|工地|厂|呢$)")


def start_of_phrase(text: str, at: int) -> int:
    """Give the offset behind the last place or time before a place at `at`."""
    return max((m.end() for m in _MARKS_BEFORE.finditer(text, 0, at)), default=0)


def role(  # noqa: PLR0911 - a list of decisions is read best as one
    match: re.Match[str] | None, prefix: str, after: str, *, later: bool, before: bool, on_route: bool
) -> Role:
    """Tell what a place is by the words before it (`match`: cues.CUE in `prefix`) and after it.

    `on_route` tells that another place stands right before them, `later` that days to come stand before
    it in the clause, `before` that the clause is of the past.
    """
    cue = match["cue"] if match else ""
    owned = match is not None and len(match["gap"]) > 1 and match["gap"].endswith("的")  # 网上买的陕西苹果
    is_of = cue == "是" and match is not None and (match["gap"] or after.startswith("的"))  # 我是怀柔的老刘
    if owned or is_of or cues.THINGS_THERE.match(after):
        return Role.NOTHING
    if cues.COMES_FROM.match(after) or (cue and cues.LEAVES.fullmatch(cue)):
        return Role.NOTHING
    goes, arrives = bool(cues.GOES.fullmatch(cue)), bool(cues.ARRIVES.fullmatch(cue))
    if cues.ROUTE.match(after) or (cue == "到" and on_route and after.startswith("的")):
        return Role.NOTHING
    if cues.DONE_THERE.match(after):
        return Role.PAST
    if match:
        said_before = prefix[: match.start("cue")]
        if cues.DENIED_CUE.search(said_before) or (goes and cues.PLANNED_BEFORE.search(prefix)):
            return Role.DENIED if goes else Role.NOTHING
        if goes:
            return _role_of_going(match, after, later or bool(cues.MEANS_TO.search(prefix)), before)
        if cues.THING.search(said_before) or (cue == "到" and said_before.endswith(cues.SENT)):
            return Role.NOTHING
        planned = later or (arrives and bool(cues.MEANS_TO.search(prefix)))
        if planned and not re.search("已|刚|了$", prefix) and (arrives or cues.STAYS.fullmatch(cue)):
            return Role.GO
    elif (later and prefix in ("", "的", "要", "就")) or cues.THEN.match(prefix):
        return Role.GO
    if before and not arrives:
        return Role.PAST
    return Role.NOTHING if cues.KIN_PLACE.search(prefix.removesuffix("是")) else Role.STAY


def _role_of_going(match: re.Match[str], after: str, planned: bool, before: bool) -> Role:
    """去上海 is a plan, 去上海了 a stay, 去过上海 and 昨天去上海玩了一天 are over."""
    done = match["done"] or cues.WENT.match(after)
    if planned or (not done and not before):
        return Role.GO
    over = match["done"] == "过" or re.search("趟|过|次", match["gap"]) or cues.VISITED.match(after)
    return Role.NOTHING if over else Role.STAY


def is_own(before: str) -> bool:
    """Tell whether a place or move behind these words of a clause can be the person's who is spoken of.

    It is another's where the words name somebody or something unknown: 楼下卖煎饼的大姐回安徽了.
    """
    if not before or ONESELF.search(before):
        return True
    return len(_HAN.findall(cues.NEUTRAL.sub("", before))) <= _MAY_BE_MISSPELT


def is_clear(prefix: str, after: str, start: int) -> bool:
    """Tell whether a place named without a cue is where the person is (上海平安, but not 上海的朋友)."""
    if not cues.FILL.match(prefix) and (start == 0 or len(prefix) > _LINK):
        return False
    if _STARTS_WITH_TIME.match(after) and cues.BACK.search(after):
        return True
    times = _SAID_TIMES.match(after)
    rest = _ANY_MARK.split(after[times.end() :] if times else after, maxsplit=1)[0]
    if _OWNED.match(rest):
        return False
    if not rest.strip() or cues.ACTIVE_AFTER.match(rest) or cues.FILL.match(rest):
        return True
    return bool(_BUSY_THERE.match(rest))


def one_stay(stays: Sequence[Stay]) -> Stay:
    """Choose among several places: the narrower of two that fit, else the first clear one."""
    best = stays[0]
    for stay in stays[1:]:
        narrower = places.lies_in(stay.mention.place, best.mention.place)
        wider = places.lies_in(best.mention.place, stay.mention.place)
        if narrower or (not wider and stay.clear and not best.clear):
            best = Stay(stay.mention, stay.clear or best.clear, stay.words)
    return best
