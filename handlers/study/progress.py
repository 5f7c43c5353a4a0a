"""进度 学习, 学习 名单, 提醒 学习, 学习 统计: how far an item has come, the month in figures."""

from __future__ import annotations

from bot import finding
from bot.context import Turn, UserError
from bot.domain.command import nothing
from bot.domain.delivery import Kind
from bot.domain.month import read_past_month
from bot.domain.study import counting
from bot.domain.study.answer import read_item
from bot.domain.study.counting import Query
from bot.domain.study.item import State, show_progress
from bot.router import Right, Router
from bot.study import counting as months
from bot.study import reminding, standing, weekly

router = Router()

# How far it has come


@router.command(
    "进度 学习",
    may=Right.SECRETARY,
    takes=read_item,
    usage="进度 学习 [5号]",
    does="每个支部一行：学了几人、写了几份心得，还等谁转发。不写号就是最近一条；写“学习 进度”也行。",
    example="进度 学习 5号",
)
def show_study_progress(turn: Turn, number: int | None) -> None:
    """Show one line a branch, for who leads some only these."""
    item = standing.find_sent(turn, number)
    own = None if turn.actor.is_clerk else turn.actor.leads
    rows = standing.rows(turn, item, own)
    turn.reply(show_progress(item, rows) if rows else f"{item.called}没有发给您的支部。")


@router.command(
    "学习 进度",
    may=Right.SECRETARY,
    takes=read_item,
    usage="学习 进度 [5号]",
    does="和“进度 学习”一样。",
    example="学习 进度 5号",
    spaced=True,
)
def show_study_progress_too(turn: Turn, number: int | None) -> None:
    """Show the same: both orders of the words are typed."""
    show_study_progress(turn, number)


@router.command(
    "提醒 学习",
    may=Right.SECRETARY,
    takes=read_item,
    usage="提醒 学习 [5号]",
    does="给还没学的各私信一句，私信不到的在群里说还差几位，不点名；一天一次。过几天我也会自己提醒一次。",
    example="提醒 学习 5号",
)
def remind(turn: Turn, number: int | None) -> None:
    """Ask who has not read an item in the sender's branches once more."""
    item = standing.find_sent(turn, number)
    if item.state is not State.OPEN:
        raise UserError(f"{item.called}已经结束了，不用再提醒。")
    people = [one for one in standing.unread(turn, item) if turn.actor.may_see(one.branch_id)]
    turn.reply(reminding.ask_on_word(turn, item, people))


@router.command(
    "学习 参考",
    may=Right.SECRETARY,
    takes=nothing,
    usage="学习 参考",
    does="这一周的和还在学的内容，带链接，支部开会可以选用。每周也会自己发到书记群。",
    example="学习 参考",
    spaced=True,
)
def show_reference(turn: Turn, _words: None) -> None:
    """Show the list that branch meetings take their reading from."""
    turn.reply(weekly.reference(turn) or "这一周没有发过学习，也没有还在学的。")


@router.command(
    "学习 统计",
    may=Right.SECRETARY,
    takes=counting.read_query,
    usage="学习 统计 [10月] [第三支部]",
    does="一个月的学习：每个支部几条、几人、学了多少、几份心得。党办另有一张表，每个人一行，附心得。",
    example=counting.EXAMPLE,
    spaced=True,
)
def show_month(turn: Turn, asked: Query) -> None:
    """Count a month within the sender's scope; the office also gets the workbook."""
    wanted = read_past_month(asked.month, turn.local_now.date(), counting.EXAMPLE)
    own = None if turn.actor.is_clerk else turn.actor.leads
    if asked.branch:
        branch = finding.one_branch(turn, asked.branch)
        if not turn.actor.may_see(branch.id):
            raise UserError("别的支部由那个支部的书记和党办看。您看本支部的：学习 统计")
        own = frozenset({branch.id})
    counted = months.count(turn, wanted, own)
    said_in = turn.reply_privately(counting.show_month(wanted, counted.branches), "统计")
    if said_in and counted.items and turn.actor.is_clerk:
        turn.note_look(counted.member_ids, "看学习统计")
        path = months.write(turn.new_file, counted)
        turn.say(f"study-month:{turn.incoming.message_id}", said_in, "", Kind.REPLY, file=path)
