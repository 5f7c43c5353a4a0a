"""A cry for help that rings until a person takes it: who is next in line, how often, and how it is taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import correction
from bot.domain.days import show_day
from bot.domain.member import Role

RINGS_FOR = timedelta(hours=24)
_SLOWER_AFTER, _SLOW = timedelta(hours=1), timedelta(minutes=15)
ROOM_EVERY = timedelta(minutes=30)  # so often at most the secretaries' room reads the name
# Who wrote a moment ago that it is worse is heard by the one who took it; later it rings for all again.
HANDLED_FOR = timedelta(minutes=30)
# Taken and never said to be over: so long it counts as being seen to. So long, too, who took one that
# is over is understood to speak of it.
OVER_AFTER = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Somebody in need: a member, a name that no roll has (`said_by` told of it), or an unbound account."""

    number: int
    member_id: int | None
    branch_id: int | None
    name: str
    words: str
    said_by: int | None
    account_id: str
    room_id: str | None
    at: datetime
    rung: int
    in_room: bool  # whether the secretaries' room was told the name, because nobody else could be
    taken_by: int | None
    taken_at: datetime | None


def roles_at(ring: int) -> tuple[Role, ...]:
    """Tell whom a ring goes to: first the secretary and the office, then the committee, then all."""
    line = (Role.SECRETARY, Role.CLERK, Role.COMMITTEE, Role.OPERATOR)
    return line[: min(ring + 1, len(line))]


def wait(waited: timedelta, every: timedelta) -> timedelta:
    """Tell how long after a ring the next one comes."""
    return max(every, _SLOW) if waited >= _SLOWER_AFTER else every


def show_wait(waited: timedelta) -> str:
    """Write how long nobody has taken it: 10 分钟, 2 小时."""
    minutes = int(waited.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} 分钟"
    hours, rest = divmod(minutes, 60)
    return f"{hours} 小时 {rest} 分钟" if rest else f"{hours} 小时"


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody said to take, or to have settled: by number, by name, or (neither) the newest."""

    number: int | None = None
    name: str | None = None
    plain: bool = True  # says so in so many words; 我去看看 may mean anything

    @property
    def is_bare(self) -> bool:
        """Whether it does not say which one."""
        return self.number is None and self.name is None


_WHICH = (
    r"(?:(?:第|求助)*\s*(?P<number{0}>\d{{1,6}})\s*号|(?P<name{0}>(?:(?![不没未吗])[\u3400-\u9fff·]){{2,8}}?))"
    r"(?:这边|那边|的?事情?)?"
)
_AGREES = r"(?:(?:收到|好的?|知道了?|看到了?)[\s，,。!！]*)?"
_END = r"(?:吧|了|啊|哈)?[\s，,。.!！]*"
_TAKES = re.compile(
    rf"{_AGREES}(?:{_WHICH.format(1)}[\s，,、]*)?"
    r"(?:我(?!吧|$)(?:来|去|这就|马上|现在|立刻|立即|就|已经?|正|在)*"
    r"(?:(?P<plain>处理|联系|打(?:个)?电话|接手?|负责)|看看?|问问?|办|管|过去)?(?:[上着过了]|一?下)*|(?P<given>交给我))"
    rf"[\s，,]*(?:{_WHICH.format(2)})?{_END}"
)
_IS_WELL = r"(?:人?(?:已经?|都)?没(?:什么|大)?事[了啦]?[，,。\s]*)?"
_SETTLES = re.compile(
    rf"{_AGREES}{_IS_WELL}(?:{_WHICH.format(1)}[\s，,、。]*)?(?:我们?|[这那]边|事情?|人|现在|刚刚?|都)*"
    r"(?P<plain>(?:已经?|都)?(?:处理|解决|安顿|安排|办)(?:[好完妥掉]当?[了啦]?|[了啦])|已经?(?:处理|解决|安顿|了结)[了啦]?|了结[了啦])"
    rf"[\s，,、。]*(?:{_WHICH.format(2)})?{_IS_WELL}{_END}"
)
# 已经, 我这边, 送到医院了, 谢谢: said beside it, and nobody's name.
_NO_NAME = re.compile("[了啦已这那在到没]|事情|谢谢|感谢|放心|大家|各位|书记")


def read_taking(text: str) -> Taking | None:
    """Read 我来处理, 我来处理 3号, 张三我马上联系; None for other words."""
    return _read(_TAKES, text)


def read_settling(text: str) -> Taking | None:
    """Read 处理好了, 张三的事处理好了; None for other words."""
    return _read(_SETTLES, text)


def _read(pattern: re.Pattern[str], text: str) -> Taking | None:
    match = pattern.fullmatch(text.strip())
    if match is None:
        return None
    number = match["number1"] or match["number2"]
    names = [name for name in (match["name1"], match["name2"]) if name and not _NO_NAME.search(name)]
    plain = any(match.groupdict().get(name) for name in ("plain", "given"))
    return Taking(int(number) if number else None, names[0] if names else None, plain)


_HEARS = re.compile(
    r"(?:好的?|嗯+|收到|知道了?|明白了?|看到了?|了解|晓得了|行|ok|1)[\s，,。.!！~～]*", re.IGNORECASE
)


def only_hears(text: str) -> bool:
    """Whether somebody who was told says no more than 收到."""
    return bool(_HEARS.fullmatch(text.strip()))


_SAYS_NO_MORE = re.compile(
    r"(?:好的?|嗯+|哦+|收到|知道了?|明白了?|谢谢.{0,6}|多谢|感谢.{0,6}|辛苦.{0,4}|ok|确认|取消|转|撤.{0,3}|.{0,6}没事.{0,6})"
    r"[\s，,。.!！~～]*",
    re.IGNORECASE,
)


_STICKER = re.compile(r"[\[［][^\]］]{1,8}[\]］]")


def says_more(text: str) -> bool:
    """Whether somebody in need writes more than 好的 or 谢谢."""
    words = _STICKER.sub("", text).strip()
    return bool(re.search(r"\w.*\w", words)) and not _SAYS_NO_MORE.fullmatch(words)


_ANSWERS = re.compile(r"\W*(?:\d|收到|参加|不参加|请假|已学|已阅)")


def answers_a_notice(text: str) -> bool:
    """Whether words rather answer something else that is open: 收到，周六能到."""
    return bool(_ANSWERS.match(text))


_JEST = re.compile(r"开(?:个|了个)?玩笑|闹着玩|逗(?:你们?|大家)|(?:发|按|点|打|写)错|手[滑误]|误触")
_OWN = re.compile("我(?:现在|已经?|真的?|人)*没事")
_NO_JEST = re.compile(r"[?？]|不是|没有?[开闹]|别[开闹]|谁")
_SHORT = 30  # characters; a longer one tells a story


def is_all_clear(text: str) -> bool:
    """Whether a message says that the own cry for help is over, or was none: 没事了; 开玩笑的."""
    return _is_jest(text) or correction.is_false_alarm(text, _OWN)


_MISTAKE = re.compile("误报|误会|误触|手[滑误]|(?:[说写发报搞弄看认打按点])错")


def was_a_mistake(text: str) -> bool:
    """Whether an all-clear says that there never was a need: 是误报, 发错了, 开玩笑的."""
    return _is_jest(text) or bool(_MISTAKE.search(text))


def _is_jest(text: str) -> bool:
    return len(text) <= _SHORT and bool(_JEST.search(text)) and not _NO_JEST.search(text)


_CRIES = re.compile("救命|救救|救我|快来人|来人啊|SOS", re.IGNORECASE)


def cries(text: str) -> bool:
    """Whether somebody who waits for help cries again; 救命 is no figure of speech then."""
    return bool(_CRIES.search(text))


_NUMBERED = re.compile(r"求助\s?(\d{1,6})\s?号")


def read_quoted(text: str) -> int | None:
    """Read which alarm a quote shows."""
    match = _NUMBERED.search(text)
    return int(match[1]) if match else None


def show_open(alarm: Alarm, taker: str | None, local: datetime) -> str:
    """Write a line of 名单 求助; `local` is when it began on the reader's clock."""
    words = alarm.words.replace("\n", " ")
    shown = words if len(words) <= _WORDS_SHOWN else words[:_WORDS_SHOWN] + "…"
    state = f"{taker}在处理" if taker else "还没有人接"
    when = f"{show_day(local)}{local:%H:%M}"
    return f"{alarm.number}号 {alarm.name}（{when}）{state}：“{shown}”"


_WORDS_SHOWN = 40
