"""党费: one's own; booked, set, listed and summed up by who keeps them; what is declared each January."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot import drafting
from bot.context import Overheard, Refused, Turn, UserError
from bot.domain.command import Misfit
from bot.domain.dues import asking, declaring, month, payment, standard
from bot.domain.dues.asking import Span, Wanted
from bot.domain.dues.declaring import Declared
from bot.domain.dues.payment import Asked, Claimed, Told, Wrong
from bot.domain.dues.standing import show_person
from bot.domain.dues.words import person_of
from bot.dues import booking, importing, listing, own, setting, sheet, standing, totals
from bot.router import Right, Router
from data import audit
from data import member as members

router = Router()
router.undoes(booking.booked_last, booking.undo)

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
    if _keeps(turn) and any(members.named(turn.db, person_of(name).name) for name in names):
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
    if asking.says_paid(turn.text):
        own.pass_on(turn)
        return True
    return False


@router.command(
    "党费 标准",
    may=Right.MEMBER,
    takes=standard.fitting,
    usage="党费 标准 张三 20元 [自 2026-12]",
    does="定一位或几位每月交多少，从哪个月起；以前的月份还按以前的算。书记定本支部的，按申报定的由党办改。",
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
    setting.set_standard(turn, wish)


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
    turn.check_privacy(own=True, is_told=said is not None)
    if said is None:
        raise UserError(f"请写上每月税后的收入。例：{declaring.EXAMPLE}")
    if isinstance(said, declaring.Wrong):
        raise UserError(said.reply)
    setting.declare(turn, said)


@router.command(
    "党费 名单",
    may=Right.SECRETARY,
    takes=asking.read_wanted,
    usage="党费 名单 [欠费] [半年以上] [第三支部]",
    does="各位的党费交到哪个月，私下发给您；写“欠费”只看没交齐的，“半年以上”只看差六个月以上的。",
    example="党费 名单",
)
def list_dues(turn: Turn, wanted: Wanted) -> None:
    """List how the dues of the asker's people stand."""
    listing.show(turn, wanted)


@router.command(
    "名单 欠费",
    may=Right.SECRETARY,
    takes=asking.read_arrears,
    usage="名单 欠费 [半年以上] [第三支部]",
    does="党费没交齐的，差得久的在前，私下发给您。",
    example="名单 欠费",
)
def list_arrears(turn: Turn, wanted: Wanted) -> None:
    """List who is behind."""
    listing.show(turn, wanted)


@router.command(
    "党费 汇总",
    may=Right.SECRETARY,
    takes=asking.read_span,
    usage="党费 汇总 [2026] [11月] [第三支部]",
    does="每个支部应交、已交多少人多少钱，各档多少人；不写就是这个月。私下发给您。",
    example="党费 汇总 2026 11月",
)
def sum_up(turn: Turn, wanted: Span) -> None:
    """Sum up a month or a year by branch."""
    totals.show(turn, wanted)


@router.command(
    "党费 表",
    may=Right.SECRETARY,
    takes=asking.read_span,
    usage="党费 表 [2026] [第三支部]",
    does="一年的党费收缴登记表，每个支部一页，每人十二个月，私下发给您。",
    example="党费 表 2026",
)
def send_form(turn: Turn, wanted: Span) -> None:
    """Send the year's form."""
    totals.send_form(turn, wanted)


def _read_nothing(words: str) -> None:
    if words not in {"", "表", "表格", "缴费表", "交费表"}:
        raise Misfit(words)


@router.command(
    "导入 党费",
    may=Right.CLERK,
    takes=_read_nothing,
    usage="导入 党费",
    does="把交费的表格发给我，半小时内发这一句：先给您看能记几行、哪些行有问题，回“确认”才记。"
    "要有 姓名、金额、月份（或者 起月、止月）这几列；同一张表再导一遍不会记两次。",
    example="导入 党费",
)
def draft_import(turn: Turn, _words: None) -> None:
    """Show what the sheet just sent would book, and keep it until 确认."""
    turn.check_privacy(is_told=False)
    kept = sheet.find(turn)
    made = importing.plan(turn, Path(str(kept.path)))
    shown = importing.show_plan(kept.name, made)
    if made.rows:
        turn.note_look(made.people, "导入 党费")
        arguments = {"path": str(kept.path), "name": kept.name}
        drafting.propose(turn, "dues_import", arguments, f"{shown}\n回复“确认”记下，“取消”作罢。")
    else:
        turn.reply(f"{shown}\n没有要记的。")
    if importing.has_many_problems(made):
        sheet.send_problems(turn, made.problems)


@router.confirms("dues_import")
def import_sheet(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Book what was shown, all of it or nothing."""
    if words or not turn.actor.is_clerk:
        raise UserError("党费表由党办导入，没有记。")
    made = importing.plan(turn, Path(arguments["path"]))
    importing.keep(turn, made)
    audit.note(turn.db, turn.actor.member.id, "导入 党费", sorted(made.people), turn.now, arguments["name"])
    turn.reply(f"记好了：{len(made.rows)} 行，{len(made.people)} 人。导错了，一小时内回“撤”。")
