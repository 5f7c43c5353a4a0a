"""积分: what earns points and how many one has; told by oneself, for others, put right, as a yearly sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot import finding
from bot.context import Refused, Turn, UserError
from bot.domain.audience import Called
from bot.domain.command import Misfit, narrow, nothing
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.points import claim
from bot.domain.points.claim import Correction
from bot.domain.points.rule import show_rules
from bot.domain.points.showing import show_account, show_given
from bot.points import claiming, settling, sheet
from bot.router import Right, Router
from data import member as members
from data import points

router = Router()
router.undoes(claiming.told_last, claiming.undo)

_ASKS_OWN = re.compile(
    r"(?:帮?我?(?:想)?(?:查查?|看看?|问问?)(?:一下)?)?(?:我的?|本人)?(?:有|今年的?)?(?:多少|几)?积分(?:是|有)?(?:多少|几)?分?了?[?？。!！吗呢吧啊\s]*"
)

_HOW = "(?:怎么|怎样|如何|咋)"
_ASKS_HOW = re.compile(
    rf"(?:我的?)?积分(?:是|都)?{_HOW}(?:算|得|来|计|记|加|挣|攒)的?[?？呢啊\s]*|{_HOW}(?:才能)?(?:得|挣|攒|加|有)积分[?？呢啊\s]*"
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
    does="自己做的好事报上来，书记看过就算积分，结果会告诉您。能报哪些发：积分 规则",
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


@router.command(
    "积分 更正",
    may=Right.CLERK,
    takes=claim.read_correction,
    usage="积分 更正 张三 +2 原因",
    does="给一位加分或减分，原因记在账上，也告诉本人。请私信我，或在党办群里发。",
    example=claim.CORRECTION_EXAMPLE,
    spaced=True,
)
def correct_points(turn: Turn, wanted: Correction) -> None:
    """Give or take points by the office's word; nobody's own."""
    turn.check_privacy()
    person = finding.one_person(turn, wanted.who, f"积分 更正 {{}} {wanted.points:+d} {wanted.reason}")
    if person.id == turn.actor.member.id:
        raise UserError("自己的积分请别的党办同志更正。")
    claiming.correct(turn, person, wanted.points, wanted.reason)
    now = settling.total(turn, person.id)
    turn.reply(f"已更正：{person.name} {show_given(wanted.points)} 分，今年现在 {now} 分。错了回“撤”。")


@router.command(
    "积分 重算",
    may=Right.CLERK,
    takes=nothing,
    usage="积分 重算",
    does="把今年和去年的积分照规则逐条再算一遍，和账上对一对；不一样的改过来，列给您看。",
    example="积分 重算",
)
def recount_points(turn: Turn, _words: None) -> None:
    """Count the whole ledger anew and say what differed."""
    entries, changed = settling.recount(turn)
    if not changed:
        turn.reply_privately(f"重算了 {entries} 条，和账上一样，没有要改的。", "结果")
        return
    turn.note_look(changed, "积分重算")
    names = {one.id: one.name for one in members.of_ids(turn.db, changed)}
    lines = [f"{names[one]} {before} → {now} 分" for one, (before, now) in list(changed.items())[:30]]
    more = f"（先列 {len(lines)} 位）" if len(changed) > len(lines) else ""
    turn.reply_privately(
        "\n".join([f"重算了 {entries} 条，{len(changed)} 位和账上不一样，已经改过来{more}：", *lines]), "结果"
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which yearly sheet is asked for."""

    year: int | None
    branch: str | None


def _read_wanted(words: str) -> _Wanted:
    match = re.fullmatch(r"(?:(?P<year>\d{4})年?)?\s*(?P<branch>\S{1,20})?", narrow(words.strip())[:60])
    if match is None:
        raise Misfit(words)
    year = int(match["year"]) if match["year"] else None
    return _Wanted(year, None if match["branch"] in {"全部", "全体", "本支部"} else match["branch"])


@router.command(
    "积分 年表",
    may=Right.SECRETARY,
    takes=_read_wanted,
    usage="积分 年表 [2026] [第三支部]",
    does="一年的积分做成表格：每人合计、每一条的来历，年底评议用。书记是本支部的，党办是全部或一个支部。",
    example="积分 年表 2026",
    spaced=True,
)
def send_sheet(turn: Turn, wanted: _Wanted) -> None:
    """Send the yearly sheet of the people within the asker's scope."""
    year = wanted.year or turn.local_now.year
    if not turn.local_now.year - 2 <= year <= turn.local_now.year:
        raise UserError(f"只有近三年的积分，没有{year}年的。例：积分 年表 {turn.local_now.year}")
    title, people = _choose(turn, wanted.branch)
    there = turn.reply_privately(f"{year}年积分，{title} {len(people)} 人，都在表里：", "年表")
    if there is None:
        return
    turn.note_look([one.id for one in people], "积分年表")
    path = turn.new_file(f"积分 {year} {title}")
    sheet.write(turn, path, year, people)
    turn.say(f"points:sheet:{turn.incoming.message_id}", there, "", Kind.REPLY, file=path)


def _choose(turn: Turn, words: str | None) -> tuple[str, list[Member]]:
    people = [one for one in members.everybody(turn.db) if turn.actor.may_see(one.branch_id)]
    if words is None:
        return "全体" if turn.actor.is_clerk else "本支部", people
    branch = finding.one_branch(turn, words)
    if not turn.actor.may_see(branch.id):
        raise UserError("别的支部的积分由那个支部的书记和党办看，您看本支部的就好：积分 年表")
    return branch.name, [one for one in people if one.branch_id == branch.id]
