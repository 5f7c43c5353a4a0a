"""生日: by which calendar a birthday is kept, as its owner wishes."""

from __future__ import annotations

from datetime import datetime

from bot import finding
from bot.context import Turn, UserError
from bot.domain import birthday
from bot.domain.audience import read_person
from bot.domain.birthday import LunarDay, Wish
from bot.domain.member import Member
from bot.router import Right, Router
from data import birthday as birthdays
from data import member as members
from data import preference as preferences

router = Router()


@router.command(
    "生日",
    may=Right.MEMBER,
    takes=birthday.read_wish,
    usage="生日 农历 八月十五 | 公历",
    does="您的生日按农历还是公历过，祝福就照哪天发；只写“生日”看现在的。名册上的出生日期不变。请私信我。",
    example="生日 农历 八月十五",
)
def keep_birthday(turn: Turn, wish: Wish) -> None:
    """Keep by which calendar a birthday is kept, or show it."""
    if not (wish.is_lunar or wish.is_solar or turn.is_addressed or turn.is_in_office):
        return  # 生日那天: talk among members
    turn.check_privacy(own=not wish.who, is_told=wish != Wish())
    person = _person(turn, wish)
    if not (wish.is_lunar or wish.is_solar):
        turn.reply(_show(turn, person))
        return
    lunar = (wish.lunar or _of_roll(person)) if wish.is_lunar else None
    birthdays.choose(turn.db, person.id, lunar, said_by=turn.actor.member.id, now=turn.now)
    turn.reply(_confirm(turn, members.find(turn.db, person.id), wish))


@router.answer
def hear_birthday(turn: Turn) -> bool:
    """Take 我生日是农历八月十五, said privately, as 生日 农历八月十五."""
    wish = birthday.read_plain(turn.text) if turn.who and turn.is_private else None
    if wish is None:
        return False
    keep_birthday(turn, wish)
    return True


def _person(turn: Turn, wish: Wish) -> Member:
    """Find whose birthday it is; a secretary says it for who cannot write to the bot."""
    own = turn.actor.member
    if not wish.who or wish.who == own.name:
        return own
    if not (turn.actor.is_clerk or turn.actor.leads):
        raise UserError(f"这里定的是您自己的生日。{birthday.EXAMPLE}")
    person = finding.one_person(turn, read_person(wish.who), "生日 {} 农历 八月十五")
    turn.note_look([person.id], "生日")
    if (wish.is_lunar or wish.is_solar) and person.wechat:
        raise UserError(f"{person.name}自己有微信，按哪个过请本人私信我定。{birthday.EXAMPLE}")
    return person


def _of_roll(person: Member) -> LunarDay:
    if person.birthday is None:
        raise UserError(f"名册上没有生日，换算不了，请写上是哪天。{birthday.EXAMPLE}")
    try:
        return birthday.lunar_of(person.birthday)
    except ValueError:
        raise UserError(f"名册上的年份太早，换算不了，请写上是哪天。{birthday.EXAMPLE}") from None


def _whose(turn: Turn, person: Member) -> str:
    return "您" if person.id == turn.actor.member.id else person.name


def _show(turn: Turn, person: Member) -> str:
    kept = birthday.show_kept(person.lunar_birthday, person.birthday, turn.local_now.date())
    unwanted = person.id in preferences.without_greetings(turn.db)
    off = "祝福退订着，那天不发。" if unwanted else ""
    other = "生日 公历" if person.lunar_birthday else "生日 农历 八月十五"
    return f"{_whose(turn, person)}的生日：{kept}。{off}要改，回“{other}”这样的一句。"


def _confirm(turn: Turn, person: Member, wish: Wish) -> str:
    today = turn.local_now.date()
    kept = birthday.show_kept(person.lunar_birthday, person.birthday, today)
    odd = birthday.explain_odd(person.lunar_birthday) if person.lunar_birthday else ""
    source = "从名册上的公历换算的，" if wish.is_lunar and wish.lunar is None else ""
    return f"记下了：{_whose(turn, person)}的生日{source}{kept}。{odd}错了回“撤”。"


def _chosen_last(turn: Turn, since: datetime) -> datetime | None:
    return birthdays.chosen_last(turn.db, turn.actor.member.id, since)


def _undo(turn: Turn, at: datetime) -> list[str]:
    lines = []
    for number in birthdays.withdraw(turn.db, turn.actor.member.id, at, turn.now):
        person = members.find(turn.db, number)
        kept = birthday.show_kept(person.lunar_birthday, person.birthday, turn.local_now.date())
        lines.append(f"已撤：{_whose(turn, person)}的生日{kept}。")
    return lines


router.undoes(_chosen_last, _undo)
