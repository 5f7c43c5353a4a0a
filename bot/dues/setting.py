"""What somebody pays a month: set by hand, or declared."""

from __future__ import annotations

from datetime import timedelta

from bot.context import Refused, Turn, UserError
from bot.domain import month
from bot.domain.dues.declaring import EXAMPLE, Base, Declared, check_reach
from bot.domain.dues.standard import Standard, Wish
from bot.domain.member import Member
from bot.domain.money import show_yuan
from bot.dues import rules
from bot.dues.booking import find_person
from data import dues

_MOST = 50_000_00  # a month, in cents: more is a slip
_DECEMBER = 12
_PUT_RIGHT_WITHIN = timedelta(days=31)


def check_amount(cents: int) -> None:
    """Refuse a standard that is a slip. Raises UserError."""
    if not 0 < cents <= _MOST:
        raise UserError(f"每月 {show_yuan(cents)} 吗？请核对金额。例：党费 标准 张三 20元")


def set_standard(turn: Turn, wish: Wish) -> None:
    """Set what some people pay a month from a month on."""
    check_amount(wish.cents)
    people = [find_person(turn, name, "党费 标准 {} 20元") for name in wish.names]
    hidden = dues.confidential(turn.db)
    private = [one.name for one in people if one.id in hidden]
    if private and not turn.actor.is_clerk:
        raise UserError(f"{'、'.join(private)}的标准是按本人申报定的，要改请党办来改。")
    from_month = wish.from_month or month.of_day(turn.local_now.date())
    turn.note_look([one.id for one in people], "党费 标准")
    for one in people:
        own = turn.actor.member.id
        dues.set_standard(turn.db, Standard(one.id, from_month, wish.cents, declared=False), own, turn.now)
    names = "、".join(one.name for one in people)
    turn.reply(
        f"已记：{names}{month.show(from_month)}起每月 {show_yuan(wish.cents)}，以前的月份还按以前的算。"
        "错了回“撤”。"
    )


def declare(turn: Turn, said: Declared) -> None:
    """Keep what somebody declared for the year, and the standard that follows from it."""
    person = _whose(turn, said)
    check_reach(said.base)
    year, from_month = _year_of(turn, person)
    cents, own = rules.load().rule.standard_of(said.base), turn.actor.member.id
    dues.declare(turn.db, person.id, year, said.base, own, turn.now)
    dues.set_standard(turn.db, Standard(person.id, from_month, cents, declared=True), own, turn.now)
    turn.note_look([person.id], "党费 申报")
    whose = "" if person.id == own else f"{person.name}的"
    seen = (
        "收入只有您自己看得到，标准党办看得到，书记只看得到报没报。" if not whose else "书记只看得到报没报。"
    )
    turn.reply(
        f"已记{whose}{year}年的基数：{_show_base(said.base)}。{_reckon(said.base, cents)}，"
        f"{month.show(from_month)}起。{seen}报错了直接再报一次，或回“撤”。"
    )


def _whose(turn: Turn, said: Declared) -> Member:
    own = turn.actor.member
    if said.name is None or said.name == own.name:
        if own.branch_id is None:
            raise UserError("您不在名册的支部里，不用申报。替人申报请写名字，例：党费 申报 张三 8000")
        return own
    if not turn.actor.is_clerk:
        raise Refused("党费 申报", f"基数由本人来报，不能替别人报；没有微信的请党办来记。例：{EXAMPLE}")
    return find_person(turn, said.name, "党费 申报 {} 8000")


def _year_of(turn: Turn, person: Member) -> tuple[int, str]:
    """Give the year a declaration is for, and the month from which it holds; in December the next year.

    The first one of a year holds from January on, also where it is put right soon after; a later one from
    this month on.
    """
    today = turn.local_now.date()
    year = today.year + (today.month == _DECEMBER)
    before = dues.declared_at(turn.db, person.id, year)
    if before is None or turn.now - before < _PUT_RIGHT_WITHIN or year != today.year:
        return year, f"{year}-01"
    return year, month.of_day(today)


def _show_base(base: Base) -> str:
    return base.kind.chinese + (f" {show_yuan(base.cents)}" if base.cents is not None else "")


def _reckon(base: Base, cents: int) -> str:
    share = rules.load().rule.share_of(base)
    return f"按规定{f'乘 {share}' if share else ''}，每月交 {show_yuan(cents)}"
