"""三会一课: the meetings of a branch, who came, and what is still due."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot import finding
from bot.context import Turn, UserError
from bot.domain import meeting
from bot.domain.audience import branch_name
from bot.domain.command import Misfit, narrow, nothing
from bot.domain.meeting import EXAMPLE, Meeting, Quarter, Told
from bot.meeting import recording, standing, table
from bot.router import Right, Router
from data import meeting as meetings
from data import unit as units

router = Router()
router.undoes(recording.noted_last, recording.undo)

_NUMBER = re.compile(r"第?\s*(\d{1,6})\s*号(?:记录)?[\s，,：:]*")
_ALONE = re.compile(r"第?\s*(\d{1,6})\s*号?(?:记录)?")
_QUERY = re.compile(r"[^：:\n]{0,40}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be seen: one record, or a branch's quarter as people write it."""

    number: int | None = None
    words: str = ""


def _read(words: str) -> Told | Asked:
    """Read a record (支委会 11月20日 到 …), a record's number, or a branch and a quarter."""
    words = words.lstrip("：:，,。 ")
    if whole := _ALONE.fullmatch(narrow(words[:20])):
        return Asked(int(whole[1]))
    if meeting.take_kind(words)[0]:
        return meeting.read_told(words)
    is_query = words.endswith(("季度", "季", "支部")) or "季" in words
    if words and not (is_query and _QUERY.fullmatch(words)):
        raise Misfit(words)
    return Asked(words=words)


@router.command(
    "三会一课",
    may=Right.SECRETARY,
    takes=_read,
    usage="三会一课 [支委会 11月20日 到 张三 李四 缺 王五 出差 内容：…] | [第三支部] [3季度] | 12号",
    does="记一次会：党员大会、支委会、小组会、党课、主题党日。都到了写“全到”，差几个写“全到 除 王五”，"
    "网上开的加“线上”。不写内容就是看这个季度开了哪些、还差哪些。请私信我。",
    example=EXAMPLE,
)
def record_meeting(turn: Turn, said: Told | Asked) -> None:
    """Keep a meeting, or show what is on record."""
    if isinstance(said, Asked):
        _show(turn, said)
        return
    if not (turn.is_addressed or turn.is_in_office or said.is_whole):
        return  # 三会一课 党课 周五到支部来: talk
    turn.check_privacy()
    one, again = recording.record(turn, said)
    head = f"已改{one.number}号（刚才同一天记过）" if again else f"已记{one.number}号"
    turn.reply(
        f"{head}：{recording.show(turn, one)}\n{recording.show_due(turn, one.branch_id)}\n"
        f"错了回“撤”，或发：三会一课 改 {one.number}号 到 张三 李四"
    )


def _show(turn: Turn, asked: Asked) -> None:
    if asked.number is not None:
        one = _find(turn, asked.number)
        turn.note_look(one.people, "三会一课")
        turn.reply_privately(f"三会一课{one.number}号：{recording.show(turn, one)}", "记录")
        return
    found, rest = meeting.take_quarter(asked.words, turn.local_now.date())
    quarter = found or Quarter.of(turn.local_now.date())
    is_meant = turn.is_addressed or turn.is_in_office or units.meant(turn.db, branch_name(rest))
    if rest and not is_meant:
        return  # 三会一课季度检查快到了: talk
    branches = _branches(turn, rest)
    turn.reply_privately(
        "\n\n".join(standing.show_quarter(turn, one, quarter) for one in branches), "三会一课的记录"
    )


def _branches(turn: Turn, words: str) -> list[int]:
    """Give the branches asked about: the one named, or the sender's own."""
    if words:
        branch = finding.one_branch(turn, words)
        if not turn.actor.may_see(branch.id):
            raise UserError("别的支部的记录由那个支部的书记和党办看。看本支部的发：三会一课")
        return [branch.id]
    own = sorted(turn.actor.leads & units.branch_names(turn.db).keys())
    if not own:
        raise UserError("看哪个支部的？例：三会一课 第三支部；看谁落下了发：三会一课 名单")
    return own


def _find(turn: Turn, number: int) -> Meeting:
    one = meetings.find(turn.db, number)
    if one is None or not turn.actor.may_see(one.branch_id):
        raise UserError(f"没有您能看的三会一课{number}号。看这个季度的发：三会一课")
    return one


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be put right in which record."""

    number: int
    told: Told


def _read_change(words: str) -> Change:
    said = _NUMBER.match(narrow(words))
    if said is None:
        raise Misfit(words)
    kind, rest = meeting.take_kind(words[said.end() :])
    told = meeting.read_parts(rest)
    told.kind = kind
    return Change(int(said[1]), told)


_CHANGE_EXAMPLE = "三会一课 改 12号 到 张三 李四 王五"


@router.command(
    "三会一课 改",
    may=Right.SECRETARY,
    takes=_read_change,
    usage="三会一课 改 12号 [到 张三 李四] [缺 王五] [11月21日] [内容：…]",
    does="改一条记录，写哪样改哪样，没写的不动。请私信我。",
    example=_CHANGE_EXAMPLE,
)
def change_meeting(turn: Turn, said: Change) -> None:
    """Put a record right in what is said anew."""
    turn.check_privacy()
    before, told = _find(turn, said.number), said.told
    if told.unread or told.branch:
        raise UserError(f"“{(told.unread or [told.branch])[0][:20]}”没看懂。例：{_CHANGE_EXAMPLE}")
    says_so = told.kind or told.day or told.has_people or told.missed
    if not says_so and told.topic is None and told.online is None:
        raise UserError(f"要改哪一样？例：{_CHANGE_EXAMPLE}")
    one = recording.change(turn, before, told)
    turn.reply(f"已改{one.number}号：{recording.show(turn, one)}\n错了回“撤”。")


@router.command(
    "三会一课 名单",
    may=Right.SECRETARY,
    takes=nothing,
    usage="三会一课 名单",
    does="这个季度哪些支部还差哪些会；只看支部，不列人。",
    example="三会一课 名单",
)
def list_behind(turn: Turn, _words: None) -> None:
    """List the branches in the asker's scope that owe a meeting by now."""
    quarter = Quarter.of(turn.local_now.date())
    lines = []
    for branch_id, name in units.branch_names(turn.db).items():
        if turn.actor.may_see(branch_id):
            found = [one for one in standing.lacks(turn, branch_id, quarter) if not one.ahead]
            lines += [f"{name} 还差{meeting.show_lacks(found, quarter)}"] if found else []
    title = f"{quarter.chinese}到现在还差会的支部 {len(lines)} 个：" if lines else "到现在该开的都有记录了。"
    turn.reply_privately("\n".join([title, *lines]), "名单")


@router.command(
    "三会一课 表",
    may=Right.SECRETARY,
    takes=table.read_span,
    usage="三会一课 表 [2026 4季度]",
    does="各支部每个月开了哪些会，做成表格：一页汇总，一页明细。",
    example="三会一课 表 4季度",
)
def send_table(turn: Turn, words: str) -> None:
    """Send the record of a quarter as a workbook."""
    found, rest = meeting.take_quarter(words, turn.local_now.date())
    if rest:
        raise UserError(f"“{rest[:20]}”没看懂。例：三会一课 表 2026 4季度")
    table.send(turn, found or Quarter.of(turn.local_now.date()))


_WHAT_IS_DUE = re.compile(
    r"(?=.*[月季会课])(?:这个?|本|到)*+(?:月底?|季度?底?)?(?:之?前)?(?:我们)?(?:支部)?(?:三会一课)?(?:还|都)*+[缺差]"
    r"(?:些?什么|啥|哪些|哪几?个|几个?)(?:会议?|课|党课|三会一课)?(?:没开|要开)?[了啊呀呢的?？。!！\s]*+"
)


@router.answer
def ask_what_is_due(turn: Turn) -> bool:
    """Answer 月底还缺啥 and 还差哪些会, asked by a secretary."""
    if len(turn.text) > 40 or not (turn.is_addressed or turn.is_in_office):
        return False
    if not _WHAT_IS_DUE.fullmatch(turn.text):
        return False
    turn.act_as("三会一课")
    if Right.of(turn.who) < Right.SECRETARY:
        return False
    if turn.actor.leads:
        _show(turn, Asked())
    else:
        list_behind(turn, None)
    return True
