"""提名, 提名 代, 提名 撤: whom members nominate."""

from __future__ import annotations

import re
from datetime import datetime

from bot import finding
from bot.context import Overheard, Turn, UserError
from bot.domain import nomination
from bot.domain.audience import read_person
from bot.domain.command import Misfit, read_number
from bot.domain.nomination import EXAMPLE, Wish
from bot.domain.notice import show_deadline
from bot.meeting import nominating
from bot.router import Right, Router
from data import member as members
from data import nomination as nominations

router = Router()


@router.command(
    "提名",
    may=Right.MEMBER,
    takes=nomination.read_wish,
    usage="提名 [1号] 张三 [李四]",
    does="私信我提名本支部的同志，截止前可以改。谁提了谁不公开，截止后只留票数，理由不记。只写“提名”看进行中的。",
    example=EXAMPLE,
    spaced=True,
)
def nominate(turn: Turn, wish: Wish) -> None:
    """Keep whom a member nominates, said privately."""
    turn.keep_to_sender()
    if not turn.is_private:
        _leave_to_private(turn, wish)
    elif wish.words:
        turn.reply(nominating.take(turn, turn.actor.member, wish))
    else:
        turn.reply(_show_open(turn))


def _leave_to_private(turn: Turn, wish: Wish) -> None:
    """Say in a room that names are for private; talk about the matter is left alone."""
    called = read_person(wish.words[0]).name if wish.words else ""
    own = turn.actor.member.branch_id
    names = any(one.branch_id == own or turn.actor.is_clerk for one in members.named(turn.db, called))
    if turn.is_addressed or names:
        raise Overheard(is_told=bool(wish.words))


def _show_open(turn: Turn) -> str:
    own = turn.actor.member
    mine = [one for one in nominations.still_open(turn.db) if own.branch_id in one.branches]
    if not mine:
        return "现在没有进行中的提名。"
    lines = [
        f"{one.number}号 {one.title}，每人最多 {one.places} 名，"
        f"{show_deadline(one.deadline.astimezone(turn.zone), since=turn.now)}截止，"
        f"您提了 {len(nominations.chosen(turn.db, one.number, own.id))} 名"
        for one in mine
    ]
    return "\n".join(["进行中的提名：", *lines, f"例：{EXAMPLE}"])


_SHORT = 40
_LOOSE = re.compile("提名|推荐|推选|优秀|不错|[选投评]")


_CLOSE = re.compile(
    r"(?:我|想|要|就)*+提名(?P<who>(?:\d{1,3}号)?[\u4e00-\u9fff·]{2,12}"
    r"(?:[ 、，,]{1,3}[\u4e00-\u9fff·]{2,12}){0,4})[。!！]?"
)


@router.answer
def hear_nomination(turn: Turn) -> bool:
    """Take 我想提名张三 without a space, privately, while there is a nomination; it goes to nobody else."""
    said = _CLOSE.fullmatch(turn.text) if turn.is_private and turn.who and len(turn.text) <= 40 else None
    if said is None or not nominations.still_open(turn.db):
        return False
    turn.keep_to_sender()
    turn.reply(nominating.take(turn, turn.actor.member, nomination.read_wish(said["who"])))
    return True


_RECOMMENDS = re.compile(
    r"(?:我|想|要|就|[，,：:\s])*+(?:推荐|推选|提名)(?P<who>[\u4e00-\u9fff·]{2,12}?)(?:同志)?(?:当选?|为|做|是|评)?[。!！]?"
)


@router.answer
def hear_recommendation(turn: Turn) -> bool:
    """Take 优秀党员我推荐张三, privately, where that is what one nomination of the own branch is for."""
    if not turn.is_private or turn.who is None or len(turn.text) > _SHORT:
        return False
    branch = turn.actor.member.branch_id
    mine = [
        one for one in nominations.still_open(turn.db) if branch in one.branches and one.title in turn.text
    ]
    said = _RECOMMENDS.fullmatch(turn.text.replace(mine[0].title, "", 1).strip()) if len(mine) == 1 else None
    if said is None:
        return False
    turn.keep_to_sender()
    turn.reply(
        nominating.take(turn, turn.actor.member, nomination.read_wish(f"{mine[0].number}号 {said['who']}"))
    )
    return True


@router.answer
def keep_names_from_others(turn: Turn) -> bool:
    """Take 我选张三 while there is a nomination: not understood, it would be passed on to the secretary."""
    if not turn.is_private or turn.who is None or not _LOOSE.search(turn.text[:200]):
        return False
    branch = turn.actor.member.branch_id
    if not any(branch in one.branches for one in nominations.still_open(turn.db)):
        return False
    if "提名" not in turn.text and not any(
        one.name in turn.text for one in members.of_branch(turn.db, branch or 0)
    ):
        return False
    turn.keep_to_sender()
    turn.reply(f"这一句我没有记，也没有转给别人。提名请这样写：{EXAMPLE}")
    return True


def _read_instead(words: str) -> tuple[str, Wish | int | None]:
    """Read 老周 张三; or 老周 撤 1号, which gives the number."""
    who, _, rest = words.strip().partition(" ")
    if not who or not rest.strip():
        raise Misfit(words)
    rest = rest.strip()
    return who.strip("：:"), _read_taken_back(rest[1:]) if rest[0] == "撤" else nomination.read_wish(rest)


@router.command(
    "提名 代",
    may=Right.SECRETARY,
    takes=_read_instead,
    usage="提名 代 老周 张三 | 提名 代 老周 撤",
    does="替本支部不用微信的同志提名，照他电话里说的记；记错了写“撤”再重新提。请私信我。",
    example="提名 代 老周 张三",
    spaced=True,
)
def nominate_instead(turn: Turn, said: tuple[str, Wish | int | None]) -> None:
    """Keep what somebody without WeChat said by telephone."""
    if not turn.is_private:
        raise Overheard
    person = finding.one_person(turn, read_person(said[0]), "提名 代 {} 张三")
    if person.wechat:
        raise UserError(f"{person.name}用微信，请本人私信我。")
    if isinstance(said[1], Wish):
        turn.reply(nominating.take(turn, person, said[1]))
    else:
        turn.reply(nominating.take_back(turn, person, said[1]))


def _read_taken_back(words: str) -> int | None:
    """Read 1号, behind 提名 撤, 提名 撤回 or 提名 撤销."""
    return read_number(words[:30].lstrip("回销掉 ").strip())


@router.command(
    "提名 撤",
    may=Right.MEMBER,
    takes=_read_taken_back,
    usage="提名 撤 [1号]",
    does="撤掉您自己提的名，再重新提。请私信我。",
    example="提名 撤 1号",
)
def take_back(turn: Turn, number: int | None) -> None:
    """Forget whom the sender nominated."""
    turn.keep_to_sender()
    if not turn.is_private:
        raise Overheard(is_told=False)
    turn.reply(nominating.take_back(turn, turn.actor.member, number))


def _told_last(turn: Turn, since: datetime) -> datetime | None:
    return nominations.nominated_last(turn.db, turn.actor.member.id, since)


def _undo(turn: Turn, at: datetime) -> list[str]:
    gone = nominations.take_back_at(turn.db, turn.actor.member.id, at)
    return [f"已撤：刚才提的 {gone} 名。要提请再发一次。"] if gone else []


router.undoes(_told_last, _undo)
