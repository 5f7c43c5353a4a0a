"""积分, 积分 规则, 积分 申报: what earns points and how many, one's own, what members tell of themselves."""

from __future__ import annotations

import re

from bot import finding
from bot.context import Refused, Turn, UserError
from bot.domain.audience import Called
from bot.domain.command import nothing
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.points import claim
from bot.domain.points.rule import show_rules
from bot.domain.points.showing import show_account
from bot.points import claiming, settling
from bot.router import Right, Router
from data import member as members
from data import points

router = Router()

router.undoes(claiming.told_last, claiming.undo)


_ASKS_OWN = re.compile(
    r"(?:帮?我?(?:想)?(?:查查?|看看?|问问?)(?:一下)?)?(?:我的?|本人)?(?:有|今年的?)?(?:多少|几)?积分(?:是|有)?(?:多少|几)?分?了?[?？。!！吗呢吧啊\s]*"
    r"|我(?:现在|今年)?(?:有|得了?)?(?:多少|几)分了?[?？。吗呢啊\s]*"
)


_HOW = "(?:怎么|怎样|如何|咋)"


_ASKS_HOW = re.compile(
    rf"(?:我的?)?积分(?:是|都)?{_HOW}(?:算|得|来|计|记|加|挣|攒)的?[?？呢啊\s]*|{_HOW}(?:才能)?(?:得|挣|攒|加|有)积?分[?？呢啊\s]*"
    r"|[^?？]{0,20}(?:[能会]|可以|算不算)(?:加|算|记|得|有)积?分[吗么?？\s]*"
)


_CLAIMS = re.compile(r"我?要?(?:积分\s?申报|申报\s?积分)")


@router.command(
    "积分 规则",
    may=Right.MEMBER,
    takes=nothing,
    usage="积分 规则",
    does="什么计多少分，每周、每年最多多少。",
    example="积分 规则",
)
def show_the_rules(turn: Turn, _words: None) -> None:
    """Show what earns points."""
    turn.reply(show_rules(settling.rules(turn), turn.local_now.date()))


@router.command(
    "积分",
    may=Right.MEMBER,
    takes=claim.read_whose,
    usage="积分 | 积分 张三",
    does="自己今年的积分：共多少、怎么来的、什么还在等，私下发给您。书记和党办可以看本支部、全体党员的。",
    example="积分",
    spaced=True,
)
def show_points(turn: Turn, called: Called | None) -> None:
    """Show the sender's points, or somebody's within the scope."""
    own = turn.actor.member
    if called is None or called.name == own.name:
        _show(turn, own)
        return
    if not turn.is_addressed and not turn.is_in_office and not members.named(turn.db, called.name):
        return  # 积分 怎么算的: talk in a room
    if not turn.actor.is_clerk and not turn.actor.leads:
        raise Refused("积分", "别人的积分只有本支部书记和党办看得到。看自己的发：积分")
    person = finding.one_person(turn, called, "积分 {}")
    turn.note_look([person.id], "积分")
    _show(turn, person)


def _show(turn: Turn, person: Member) -> None:
    today = turn.local_now.date()
    entries = points.of_member(turn.db, person.id, settling.year_start(turn))
    told = points.opened(turn.db, person.id, today)
    opened = f"已经到分、{'、'.join(sorted(told))}" if told else ""
    name = "" if person.id == turn.actor.member.id else person.name
    book = settling.rules(turn)
    shown = show_account(entries, book, turn.zone, today, name=name, opened=opened)
    if turn.is_in_office and not name:  # one's own matter is not the office's
        is_told = turn.tell(person.id, f"points:own:{turn.incoming.message_id}", shown, Kind.REPLY)
        turn.reply("积分已私信您。" if is_told else "请先加我为好友，积分发给您。")
        return
    turn.reply_privately(shown, "积分")


@router.answer
def hear_points_question(turn: Turn) -> bool:
    """Take 我有多少积分, said to the bot, as 积分, and 积分怎么算 as 积分 规则."""
    if turn.who is None or not turn.is_addressed or len(turn.text) > 40:
        return False
    if _ASKS_HOW.fullmatch(turn.text):
        show_the_rules(turn, None)
    elif _ASKS_OWN.fullmatch(turn.text):
        _show(turn, turn.actor.member)
    else:
        return False
    return True


@router.command(
    "积分 申报",
    may=Right.MEMBER,
    takes=claim.read_claim,
    usage="积分 申报 志愿服务 上周六社区清扫3小时",
    does="自己做的好事报上来，书记看过就算积分，结果会告诉您。能报哪些，发“积分 规则”看。",
    example=claim.CLAIM_EXAMPLE,
    spaced=True,
)
def claim_points(turn: Turn, words: str) -> None:
    """Keep what the sender did."""
    if not turn.is_addressed and not turn.is_in_office and claiming.find_rule(turn, words) is None:
        return  # 积分 申报 截止到周五: talk in a room
    turn.reply_privately(claiming.keep(turn, turn.actor.member, words), "答复")


@router.answer
def hear_points_claim(turn: Turn) -> bool:
    """Take 积分申报献血… and 申报积分 献血…, said to the bot without the space, as 积分 申报."""
    match = _CLAIMS.match(turn.text)
    if turn.who is None or not turn.is_addressed or match is None:
        return False
    claim_points(turn, claim.read_claim(turn.text[match.end() :]))
    return True


@router.command(
    "积分 代报",
    may=Right.SECRETARY,
    takes=claim.read_claim_for,
    usage="积分 代报 张三 志愿服务 上周六社区清扫3小时",
    does="替本支部的党员（比如只有电话的）报积分，直接算数。请私信我。",
    example=claim.FOR_EXAMPLE,
    spaced=True,
)
def claim_for(turn: Turn, told: tuple[Called, str]) -> None:
    """Keep what somebody of the branch did, as the secretary tells; not the sender's own."""
    turn.check_privacy()
    called, words = told
    person = finding.one_person(turn, called, f"积分 代报 {{}} {words}")
    if person.id == turn.actor.member.id:
        raise UserError(f"自己的请自己申报，由别人看。例：{claim.CLAIM_EXAMPLE}")
    turn.note_look([person.id], "积分代报")
    turn.reply(claiming.keep(turn, person, words))
