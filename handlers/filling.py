"""What members answer to a collection, and what secretaries fill in by telephone for others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.collection import missing, standing, taking, undoing
from bot.context import Turn, UserError
from bot.domain import progress
from bot.domain.audience import read_person
from bot.domain.collection import Collection, State
from bot.domain.command import Misfit, narrow
from bot.domain.progress import Query
from bot.finding import in_list, one_person
from bot.router import Right, Router
from data import collection as collections
from data import listing as listings
from data import member as members

router = Router()
router.undoes(undoing.answered_last, undoing.undo)

EXAMPLE = "代填 3号 张三 手机 13800001111 单位 美团"


# What secretaries fill in


@dataclass(frozen=True, slots=True)
class _Proxy:
    """代填 as typed: of which collection, whose (a name, or a place in the last list), what."""

    number: int | None
    who: str
    words: str


_PROXY = re.compile(
    r"(?:(?:第\s?)?(?P<number>\d{1,6})\s?号(?:收集)?[\s,，]*|[Cc](?P<short>\d{1,6})[\s,，]*)?"
    r"(?P<who>\d{1,3}(?!\d)|[\u4e00-\u9fff·]{2,10}?(?:[（(][^（）()]{1,20}[)）]|\s?\d{4}(?!\d))?)"
    r"(?:[\s,，:：]+|(?=手机|电话|单位|现住|住|学历|从业|没变))(?P<words>\S.{0,600})",
    re.DOTALL,
)


def _read_proxy(words: str) -> _Proxy:
    found = _PROXY.fullmatch(narrow(words))
    if found is None:
        raise Misfit(words)
    number = found["number"] or found["short"]
    return _Proxy(int(number) if number else None, found["who"], found["words"])


@router.command(
    "代填",
    may=Right.SECRETARY,
    takes=_read_proxy,
    usage="代填 [3号] 张三 手机 13800001111 单位 美团 [见面|家属]",
    does="替打过电话的同志填收集的信息，记下是您填的、怎么问到的。本人自己填过的不会被盖掉。",
    example=EXAMPLE,
)
def fill_in(turn: Turn, wanted: _Proxy) -> None:
    """Fill in for one person of the own branch, by name or by the number of the last list."""
    if not turn.is_addressed and not wanted.who.isdigit() and not members.named(turn.db, wanted.who):
        return  # 代填一下 表格
    turn.check_privacy()
    asked = _find_open(turn, wanted.number)
    if wanted.who.isdigit():
        person = in_list(turn, f"collection:{asked.number}", int(wanted.who), f"名单 未填 {asked.number}号")
    else:
        person = one_person(
            turn, read_person(wanted.who.replace(" ", "")), f"代填 {asked.number}号 {{}} 单位 美团"
        )
    turn.reply(taking.fill_in(turn, asked, person, wanted.words))


def _find_open(turn: Turn, number: int | None) -> Collection:
    asked = standing.find(turn, number)
    if asked.state is State.ENTERED:
        raise UserError(f"{asked.name}已经入册，改个别人请用：更正 或请党办改。")
    return asked


_LINE = re.compile(
    r"\s*(?P<place>\d{1,3})(?!\d|\s?[号日月点年./-]\s?\d)\s?号?[\s.、,，:：]*(?P<words>\D.{0,600})"
)


@router.answer
def take_filled_list(turn: Turn) -> bool:
    """Take 3 手机 138… 单位 …, a line each, for the people of the list of 未填 that was shown last."""
    if Right.of(turn.who) < Right.SECRETARY or not (turn.is_private or turn.is_in_office):
        return False
    quote = turn.incoming.quote
    room = turn.incoming.room if turn.is_in_office else None
    listing = listings.latest(
        turn.db, turn.actor.member.id, turn.now, quoted=quote.text if quote else None, room_id=room
    )
    noun, _, number = listing.subject.partition(":") if listing else ("", "", "")
    lines = [_LINE.fullmatch(line) for line in narrow(turn.text).splitlines() if line.strip()]
    if listing is None or noun != "collection" or not lines or not all(lines):
        return False
    asked = collections.find(turn.db, int(number))
    if asked is None or asked.state in {State.WITHDRAWN, State.ENTERED}:
        return False
    pairs = [(int(line["place"]), line["words"]) for line in lines if line]
    said = taking.fill_list(turn, asked, listing.items, pairs)
    if said:
        turn.reply("\n".join(said))
    return bool(said)


# What members answer: behind the lists, whose lines may hold the same words


@router.answer
def take_answer(turn: Turn) -> bool:
    """Take what answers a collection that asks its sender; anything else is left to others."""
    if turn.who is None:
        return False
    named = standing.number_in(turn.text)
    if named is None and turn.incoming.quote:
        named = standing.number_in(turn.incoming.quote.text)
    asked = taking.find_asked(turn, named)
    if asked is None:
        return False
    if turn.is_private:
        return taking.take_privately(turn, asked, is_named=named is not None)
    return taking.take_in_room(turn, asked, is_named=named is not None or turn.is_addressed)


# Who is missing


@router.command(
    "名单 未填",
    may=Right.SECRETARY,
    takes=progress.read_list_query,
    usage="名单 未填 [3号] [第三支部]",
    does="谁还没填齐、缺哪几项，编了号，私下发给您。问到了回编号，如“3 手机 13800001111 单位 美团”。",
    example="名单 未填 3号",
)
def list_missing(turn: Turn, wanted: Query) -> None:
    """List who has not answered it all, within the asker's scope."""
    asked = standing.find(turn, wanted.number)
    missing.show(turn, asked, wanted)


@router.command(
    "提醒 收集",
    may=Right.SECRETARY,
    takes=progress.read_list_query,
    usage="提醒 收集 [3号]",
    does="给还没填齐的各私信一句，不点名；刚提醒过的，隔一阵才能再提醒。到截止前我也会自己提醒一次。",
    example="提醒 收集 3号",
)
def remind(turn: Turn, wanted: Query) -> None:
    """Ask the silent of the own branches once more, privately."""
    asked = standing.find(turn, wanted.number)
    missing.remind(turn, asked, wanted)
