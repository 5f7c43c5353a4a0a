"""A meeting as it was typed: 支委会 11月20日 到 张三 李四 缺 王五 出差 内容：讨论年底走访."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.domain.command import Misfit, narrow
from bot.domain.meeting.kind import LONGEST, WORDS, Kind
from bot.domain.names import cut_names
from bot.domain.past import is_hour, looks_like_day
from bot.domain.turnout import ALL, BUT, MISSED

_KINDS = {word: kind for kind, words in WORDS.items() for word in words}
_BY_LENGTH = sorted(_KINDS, key=len, reverse=True)
_TOPIC = re.compile(r"(?:会议)?(?:内容|主题|议题|议程)(?:是|为)?\s*[：:]|\n")
_CAME = ("到会", "到场", "实到", "参加", "出席", "到")
_ONLINE = ("线上", "网上", "视频", "腾讯会议", "微信")
_OFFLINE = ("线下", "现场")
_MARKS = re.compile(r"[\s，,、；;。：:]+")
_EMPTY = {"召开", "开", "开了", "举行", "了"}
_NO_NAMES = {
    "了",
    "齐",
    "齐了",
    "人员",
    "的",
    "会",
    "的有",
    "党员",
    "同志",
    "党员参加",
    "参加",
    "到会",
    "党员到会",
}
# 11月20日到会 is two words.
_BEHIND_DAY = re.compile(r"(?:[\d一二三四五六七八九十][日号]|[今昨前]天)(?=[全都]?[到缺]|请假|线上)")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_MOST_WORDS = 400
_REASON = re.compile(r"(?P<name>[^()]{2,30}?)\((?P<reason>[^()]{1,30})\)")


@dataclass(slots=True)
class Told:
    """A meeting as typed: people are names still, the day is words, the branch is as people write it.

    Words behind those who were missed are names or reasons: only who knows the branch can tell.
    """

    kind: Kind | None = None
    branch: str = ""
    day: str = ""
    everybody: bool = False
    came: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    online: bool | None = None
    topic: str | None = None
    unread: list[str] = field(default_factory=list)
    is_guessed: bool = False  # bare words were taken for who came

    @property
    def has_people(self) -> bool:
        """Whether it says who came."""
        return self.everybody or bool(self.came)

    @property
    def is_whole(self) -> bool:
        """Whether nobody says so much in talk: when it was and who came."""
        return bool(self.kind and self.day and self.has_people and not self.is_guessed)


def take_kind(words: str) -> tuple[Kind | None, str]:
    """Take the kind off the front of some words; gives it with the rest."""
    text = words.strip()
    found = next((word for word in _BY_LENGTH if text.startswith(word)), None)
    return (_KINDS[found], text[len(found) :].strip()) if found else (None, text)


def read_told(words: str) -> Told:
    """Read a meeting's words, the kind first. Raises Misfit where they say neither when nor with whom."""
    kind, rest = take_kind(words)
    if kind is None:
        raise Misfit(words)
    told = read_parts(rest)
    told.kind = kind
    if not (told.day or told.has_people or told.missed):
        raise Misfit(words)
    return told


def read_parts(words: str) -> Told:
    """Read what stands behind the kind; every part may be missing."""
    told = Told()
    if opens := _TOPIC.search(words):
        told.topic = words[opens.end() :].strip()[:LONGEST]
        words = words[: opens.start()]
    into = told.unread
    tokens = [token for token in _MARKS.split(_BEHIND_DAY.sub(r"\g<0> ", narrow(words))) if token]
    if len(tokens) > _MOST_WORDS:
        raise Misfit(words)
    for token in tokens:
        into = _take(told, token, into)
    if not told.has_people:
        _guess_people(told)
    return told


def _guess_people(told: Told) -> None:
    """Take bare words for who came, as people leave 到 away: 支委会 11月20日 张三 李四."""
    names = [told.branch] if _NAME.fullmatch(told.branch) and not told.branch.endswith("支部") else []
    names += told.unread
    if names and told.day:
        names[-1] = re.sub(r"(?:参加|到会|出席|到场|到了|到)$", "", names[-1]) or names[-1]
        told.came, told.unread, told.is_guessed = names, [], True
        told.branch = "" if names[0] == told.branch else told.branch


def _take(told: Told, token: str, into: list[str]) -> list[str]:
    """Put a word where it belongs; gives where the words behind it go."""
    if _is_aside(told, token, into):
        return into
    if (all_of := _opened_by(token, ALL)) is not None:
        told.everybody = True
        told.came = []
        return _rest_into(told.missed, _strip(all_of, BUT), are_names=False)
    for heads, target in ((BUT, told.missed), (MISSED, told.missed), (_CAME, told.came)):
        # 到 opens the list of those who came once; a reason may begin with it (到外地).
        is_open = target is told.came and (into is told.missed or bool(told.came))
        rest = None if is_open else _opened_by(token, heads)
        if rest is not None:
            return _rest_into(target, rest, are_names=target is told.came)
    if into is told.unread and not told.branch and (token.endswith("支部") or len(token) <= 3):
        told.branch = token
    else:
        _put(into, token, are_names=into is not told.missed)
    return into


def _is_aside(told: Told, token: str, into: list[str]) -> bool:
    """Take a word that says when or how, or says nothing; False for one that may be somebody's name."""
    if token in _ONLINE or token in _OFFLINE:
        told.online = token in _ONLINE
        return True
    if not told.day and looks_like_day(token):
        told.day = token
        return True
    return is_hour(token) or (into is told.unread and token in _EMPTY)


def _opened_by(token: str, heads: tuple[str, ...]) -> str | None:
    return next((token[len(head) :] for head in heads if token.startswith(head)), None)


def _strip(rest: str, heads: tuple[str, ...]) -> str:
    found = _opened_by(rest, heads)
    return rest if found is None else found


def _rest_into(target: list[str], rest: str, *, are_names: bool) -> list[str]:
    if rest and rest not in _NO_NAMES:
        _put(target, rest, are_names=are_names)
    return target


def _put(into: list[str], token: str, *, are_names: bool) -> None:
    """Put a word there: 张三和李四 are two names, 照顾老人和小孩 is one reason."""
    into.extend(cut_names(token) if are_names else [token])


def split_reason(token: str) -> tuple[str, str]:
    """Split 王五(出差) into name and reason; other words have none."""
    said = _REASON.fullmatch(token.replace("（", "(").replace("）", ")"))
    return (said["name"], said["reason"]) if said else (token, "")
