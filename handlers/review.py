"""思想汇报, 三个一, 民主评议: what members report, what is there of a month, a quarter, a year."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from bot import finding
from bot.context import Overheard, Turn, UserError
from bot.domain import meeting, review
from bot.domain.audience import branch_name, read_person
from bot.domain.command import nothing
from bot.domain.days import show_day
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.review import Report, Written, YearAsked
from bot.meeting import duties, material
from bot.router import Right, Router
from data import member as members
from data import review as reviews
from data import unit as units

router = Router()

_LISTED = 60  # people shown at once; of more the branches are counted


@router.command(
    "思想汇报",
    may=Right.MEMBER,
    takes=review.read_report,
    usage="思想汇报 正文",
    does="每季度一篇，写给本支部书记和党办，别人看不到。再发一次就换成新的。请私信我。"
    "书记替不用微信的人写：思想汇报 代 老周：正文。",
    example=review.REPORT_EXAMPLE,
    spaced=True,
)
def take_report(turn: Turn, written: Written) -> None:
    """Keep a report of the quarter, one's own or that of somebody without WeChat."""
    if written.words == "名单" and _may_list(turn):
        list_reports(turn, "")
        return
    least, count = turn.settings.meetings.report_length, review.length_of(written.words)
    if not turn.is_private:
        if turn.is_addressed or count >= least:
            raise Overheard(is_told=bool(written.words))
        return
    if not written.words:
        raise UserError(f"请把汇报写在后面，至少 {least} 字。例：{review.REPORT_EXAMPLE}")
    person = _author(turn, written.who)
    if count < least:
        raise UserError(
            f"现在 {count} 字，至少 {least} 字，再写 {least - count} 字就行。还没有存，请整篇再发一次。"
        )
    quarter = duties.quarter(turn)
    new = reviews.keep(turn.db, Report(person.id, quarter.key, written.words, turn.actor.member.id), turn.now)
    whose = "" if person.id == turn.actor.member.id else f"{person.name}的"
    changed = "" if new else "，换成了这一篇"
    turn.reply(f"收到，{whose}{quarter.chinese}思想汇报（{count} 字）{changed}。只有本支部书记和党办能看。")


def _may_list(turn: Turn) -> bool:
    """Whether the sender may give 名单 汇报, which 思想汇报 名单 is another word for."""
    turn.act_as("名单")
    return Right.of(turn.who) >= Right.SECRETARY


def _author(turn: Turn, who: str | None) -> Member:
    """Tell whose report it is; another's is written by the secretary, for who has no WeChat."""
    if who is None:
        return turn.actor.member
    if Right.of(turn.who) < Right.SECRETARY:
        raise UserError(f"替别人写，要请支部书记来。写自己的：{review.REPORT_EXAMPLE}")
    person = finding.one_person(turn, read_person(who), "思想汇报 代 {}：正文")
    if person.wechat:
        raise UserError(f"{person.name}用微信，请本人私信我。")
    turn.note_look([person.id], "思想汇报")
    return person


def _told_last(turn: Turn, since: datetime) -> datetime | None:
    return reviews.told_last(turn.db, turn.actor.member.id, since)


def _undo(turn: Turn, at: datetime) -> list[str]:
    gone = reviews.take_back(turn.db, turn.actor.member.id, at)
    own = turn.actor.member.id
    return [
        f"已撤：{'' if member == own else members.find(turn.db, member).name + '的'}这个季度的思想汇报。"
        for member, _ in gone
    ]


router.undoes(_told_last, _undo)


@router.command(
    "名单 汇报",
    may=Right.SECRETARY,
    takes=str.strip,
    usage="名单 汇报 [张三] [3季度]",
    does="谁写了这个季度的思想汇报，私下发给您；写上名字就看这一位的全文。",
    example="名单 汇报 张三",
    spaced=True,
)
def list_reports(turn: Turn, words: str) -> None:
    """List who reported of a quarter, or show one report."""
    turn.check_privacy(is_told=False)
    found, rest = meeting.take_quarter(words, duties.today(turn))
    quarter = found or duties.quarter(turn)
    if rest:
        person = finding.one_person(turn, read_person(rest[:40]), "名单 汇报 {}")
        turn.note_look([person.id], "思想汇报")
        one = reviews.find(turn.db, person.id, quarter.key)
        if one is None:
            raise UserError(f"{person.name}没有{quarter.chinese}的思想汇报。看谁写了发：名单 汇报")
        turn.reply(f"{person.name} {quarter.chinese}思想汇报：\n{one.words}")
        return
    there = reviews.of_quarter(turn.db, quarter.key)
    people = [one for one in members.of_ids(turn.db, there) if turn.actor.may_see(one.branch_id)]
    turn.note_look([one.id for one in people], "名单 汇报")
    lines = [
        f"{place} {one.name} {show_day(there[one.id].astimezone(turn.zone))}"
        for place, one in enumerate(people, start=1)
    ]
    title = f"{quarter.chinese}写了思想汇报的 {len(people)} 人："
    end = "看全文发：名单 汇报 姓名；看谁还没写发：三个一 名单"
    turn.reply_with_list("reports", title, lines, [one.id for one in people], end=end)


@router.command(
    "三个一",
    may=Right.MEMBER,
    takes=nothing,
    usage="三个一",
    does="您自己的：每月一次学习、每季一次汇报、每年一次评议，有没有记录。只发给您。",
    example="三个一",
)
def show_own(turn: Turn, _words: None) -> None:
    """Show a member what is there of the own month, quarter and year."""
    own, day = turn.actor.member, duties.today(turn)
    mine = duties.of_everybody(turn, [own])[own.id]
    least = turn.settings.meetings.report_length
    shown = review.show_duties(mine, day.month, duties.quarter(turn), least)
    if turn.is_private or not turn.is_in_office:
        turn.reply_privately(shown, "您的三个一")
    else:
        raise Overheard(is_told=False)


@router.command(
    "三个一 名单",
    may=Right.SECRETARY,
    takes=str.strip,
    usage="三个一 名单 [第三支部]",
    does="本支部谁本月还没有学习记录、本季还没汇报，私下发给您。请假静默的、暂未联系上的不列。",
    example="三个一 名单",
)
def list_missing(turn: Turn, words: str) -> None:
    """List who has not studied this month or not reported this quarter; the office sees counts first."""
    if _is_talk(turn, words):
        return
    names = units.branch_names(turn.db)
    wanted = {one for one in names if turn.actor.may_see(one)}
    if words:
        branch = finding.one_branch(turn, words[:30])
        if not turn.actor.may_see(branch.id):
            raise UserError("别的支部的名单由那个支部的书记看。看本支部的发：三个一 名单")
        wanted = {branch.id}
    people = [one for branch in sorted(wanted) for one in members.of_branch(turn.db, branch)]
    asked = duties.asked_of(turn, people)
    there = duties.of_everybody(turn, asked)
    missing = [(one, said) for one in asked if (said := review.show_missing(there[one.id]))]
    title = f"三个一还差的 {len(missing)} 人（共 {len(asked)} 人）："
    if len(missing) > _LISTED and len(wanted) > 1:
        counts = Counter(names[one.branch_id or 0] for one, _ in missing)
        lines = [title, *(f"{name} {number} 人" for name, number in counts.items())]
        turn.reply_privately("\n".join([*lines, "看一个支部的发：三个一 名单 第三支部"]), "名单")
        return
    turn.note_look([one.id for one, _ in missing], "三个一 名单")
    lines = [f"{place} {one.name} {said}" for place, (one, said) in enumerate(missing, start=1)]
    turn.reply_with_list("duties", title, lines, [one.id for one, _ in missing])


def _is_talk(turn: Turn, branch: str | None) -> bool:
    """Whether words in a room name no branch, and so were not for the bot: 民主评议准备得怎么样了."""
    known = not branch or units.meant(turn.db, branch_name(branch)) is not None
    return not (known or turn.is_addressed or turn.is_in_office)


@router.command(
    "民主评议 准备",
    may=Right.SECRETARY,
    takes=review.read_year,
    usage="民主评议 准备 [2026] [第三支部]",
    does="年底评议用的材料：每位的会议、活动、学习、汇报、积分、党费、平安，谁不参加，"
    "还有打印用的自评表和互评表。只列数，不排名次，不定等次；票在纸上。",
    example="民主评议 准备 2026",
)
def prepare_review(turn: Turn, asked: YearAsked) -> None:
    """Send the material of the year's review: of the own branch, or for the office of all."""
    if _is_talk(turn, asked.branch):
        return
    year = review.year_meant(asked.year, turn.local_now.year)
    if asked.branch:
        branches = [finding.one_branch(turn, asked.branch)]
    else:
        branches = [
            one
            for one in units.branches(turn.db)
            if one.id in turn.actor.leads or (turn.actor.is_clerk and not turn.actor.leads)
        ]
    if not branches or not all(turn.actor.may_see(one.id) for one in branches):
        raise UserError("别的支部的材料由那个支部的书记准备。本支部的发：民主评议 准备")
    few = len(branches) <= 3
    path = material.write(turn, branches, year, with_forms=few)
    forms = "后面有打印用的自评表和互评表。" if few else "要带打印用的表，写上支部：民主评议 准备 第三支部。"
    to = turn.reply_privately(f"{year}年民主评议的材料在下面，{forms}只供参考，不代替评议。", "材料")
    if to:
        turn.say(f"review:{turn.incoming.message_id}", to, "", Kind.REPLY, file=path)
