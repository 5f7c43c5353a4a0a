"""党费, 党费 标准, 党费 申报: one's own dues; paid, set, declared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.context import Overheard, Refused, Turn, UserError
from bot.domain import month
from bot.domain.audience import read_person
from bot.domain.checkin import Intent
from bot.domain.dues import asking, declaring, payment, standard
from bot.domain.dues.declaring import Declared
from bot.domain.dues.payment import Asked, Claimed, Told, Wrong
from bot.domain.dues.standing import show_person
from bot.dues import booking, bulk, listing, own, setting, standing
from bot.reading import read
from bot.router import Right, Router
from data import dues
from data import member as members

router = Router()

router.undoes(booking.booked_last, booking.undo)


_KNOWN = re.compile(r"党费\s*申报\s")  # the command itself


_NOT_YOURS = "别人的党费由本支部书记和党办来记。看自己的发：党费"


def _this_month(turn: Turn) -> str:
    return month.of_day(turn.local_now.date())


def _keeps(turn: Turn) -> bool:
    return turn.actor.is_clerk or bool(turn.actor.leads)


def _is_for_us(turn: Turn, names: tuple[str, ...]) -> bool:
    """Whether words in a room are no chat. Raises Overheard where they are somebody's dues."""
    if turn.is_private or turn.is_in_office or turn.is_addressed:
        turn.check_privacy()
        return True
    if _keeps(turn) and any(members.named(turn.db, read_person(name).name) for name in names):
        raise Overheard
    return False


@router.command(
    "党费",
    may=Right.MEMBER,
    takes=payment.fitting,
    usage="党费 | 党费 张三 已交 2026-11 [60元] [代交 李四] | 党费 张三 交到 2026-12",
    does="自己的党费发“党费”两个字。书记和党办记别人交的：几个人可以一起写，名单里的编号也行；"
    "提前交、补交（补交 3月-5月）、代交都可以，错了一小时内回“撤”。请私信我。",
    example="党费 张三 已交 2026-11",
    spaced=True,
)
def take_dues(turn: Turn, words: str) -> None:
    """Show one's own dues, or somebody's; or book a payment."""
    said = payment.read_said(words, _this_month(turn))
    if said is None:
        own.show(turn)
    elif isinstance(said, Claimed):
        if turn.is_addressed:
            own.pass_on(turn)
    elif isinstance(said, Asked) and said.name == turn.actor.member.name:
        own.show(turn)
    elif _is_for_us(turn, _names(said)):
        if not _keeps(turn):
            raise Refused("党费", _NOT_YOURS)
        _keep(turn, said)


def _names(said: Told | Asked | Wrong) -> tuple[str, ...]:
    return said.names if isinstance(said, Told) else (said.name,) if isinstance(said, Asked) else ()


def _keep(turn: Turn, said: Told | Asked | Wrong) -> None:
    if isinstance(said, Wrong):
        raise UserError(said.reply)
    if isinstance(said, Asked):
        person = booking.find_person(turn, said.name, "党费 {}")
        turn.note_look([person.id], "党费")
        one = standing.of_one(turn, person, turn.actor)
        turn.reply(show_person(one, turn.local_now.date(), turn.zone))
        return
    done, refused = booking.book(turn, said)
    turn.reply(booking.show(done, refused, said.payer, turn.local_now.date()))


@router.answer
def take_dues_question(turn: Turn) -> bool:
    """Take 党费怎么交, 我的党费交到几月了; and a member's word to have paid, which the secretary hears."""
    if turn.who is None or not turn.is_addressed or turn.actor.member.branch_id is None:
        return False
    if asking.asks_own(turn.text):
        own.show(turn)
        return True
    if asking.says_paid(turn.text) or (asking.says_barely_paid(turn.text) and own.was_asked(turn)):
        own.pass_on(turn)
        return True
    return False


@router.answer
def take_question_who_owes(turn: Turn) -> bool:
    """Take 还有谁没交党费 of who keeps dues as 名单 欠费, privately."""
    if turn.who is None or not turn.is_private or not _keeps(turn) or not asking.asks_who_owes(turn.text):
        return False
    listing.show(turn, asking.read_arrears(""))
    return True


@router.command(
    "党费 标准",
    may=Right.MEMBER,
    takes=standard.fitting,
    usage="党费 标准 张三 20元 [自 2026-12] | 党费 标准 第三支部 20元",
    does="定一位或几位每月交多少，从哪个月起；以前的月份还按以前的算。写支部就是整个支部，"
    "先给您看，回“确认”才记。书记定本支部的，按申报定的由党办改。",
    example=standard.EXAMPLE,
    spaced=True,
)
def set_standard(turn: Turn, words: str) -> None:
    """Set what somebody pays a month; without words show one's own."""
    if not words.strip():
        own.show(turn)
        return
    if not (turn.is_private or turn.is_in_office or turn.is_addressed or _keeps(turn)):
        return
    turn.check_privacy()
    if not _keeps(turn):
        raise Refused("党费 标准", _NOT_YOURS)
    wish = standard.read_standard(words, _this_month(turn))
    assert wish is not None
    if wish.branch:
        bulk.propose(turn, wish)
    else:
        setting.set_standard(turn, wish)


@router.confirms(bulk.DRAFT)
def set_branch_standard(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Set the standard of a branch as it was shown."""
    if words or not _keeps(turn):
        raise UserError("党费的标准由支部书记和党办来定，没有记。")
    bulk.keep(turn, arguments)


@router.command(
    "党费 申报",
    may=Right.MEMBER,
    takes=declaring.read_declared,
    usage="党费 申报 月收入 8000 | 退休金 4500 | 学生 | 没有固定收入 | 务农",
    does="报今年的党费基数（每月税后），我按规定算出每月交多少。请私信我；收入只有您自己看得到，书记只看得到报没报。",
    example=declaring.EXAMPLE,
    spaced=True,
)
def declare(turn: Turn, said: Declared | declaring.Wrong | None) -> None:
    """Keep the sender's base of the year."""
    turn.keep_to_sender()
    turn.check_privacy(own=True, is_told=said is not None)
    if said is None:
        raise UserError(f"请写上每月税后的收入。例：{declaring.EXAMPLE}")
    if isinstance(said, declaring.Wrong):
        raise UserError(said.reply)
    setting.declare(turn, said)


@router.answer_first
def keep_income_from_others(turn: Turn) -> bool:
    """Take 我月收入8000, which is no command: not understood, it would be passed on to the secretary."""
    if turn.who is None or not turn.is_private or _KNOWN.match(turn.text):
        return False
    year = turn.local_now.year
    asked = dues.words(turn.db, "base").get((turn.actor.member.id, str(year)))
    open_question = bool(asked) and turn.actor.member.id not in dues.declared(turn.db, year)
    if not (declaring.speaks_of_income(turn.text) or (open_question and declaring.is_bare_sum(turn.text))):
        return False
    if read(turn.text, now=turn.local_now, home=turn.settings.organisation.home).intent is Intent.HELP:
        return False
    turn.keep_to_sender()
    turn.reply(f"这一句我没有记，也没有转给别人。报党费基数请这样写：{declaring.EXAMPLE}")
    return True
