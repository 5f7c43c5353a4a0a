"""停发, 恢复, 队列, 状态: what is waiting to be said, and stopping all of it."""

from __future__ import annotations

from bot import __version__
from bot.backup import standing as backups
from bot.context import Turn
from bot.domain.backlog import show_backlog, show_moment, show_rest, show_resumed
from bot.domain.days import show_day
from bot.domain.delivery import read_bare
from bot.domain.gap import show_span
from bot.domain.room import RoomKind
from bot.operation import backlog, gap, piloting
from bot.router import Right, Router
from data import account as accounts
from data import alarm as alarms
from data import backlog as sent
from data import fact as facts
from data import member as members
from data import notice as notices
from data import rollcall as rollcalls
from data import room as rooms

router = Router()


@router.command(
    "停发",
    may=Right.CLERK,
    takes=read_bare,
    usage="停发",
    does="马上停下所有要发的，求助除外；发“恢复”再继续。",
    example="停发",
)
def stop(turn: Turn, _words: None) -> None:
    """Let all sending rest, but distress and the answers to these commands."""
    turn.steer()
    log = backlog.look(turn)
    if log.stopped:
        turn.reply(f"已经停着了（{log.stopped}）。发“恢复”继续。")
        return
    facts.write_moment(turn.db, "stopped_at", turn.now)
    facts.write(turn.db, "stopped_by", str(turn.actor.member.id))
    waiting = f"在排队的 {log.waiting} 条先不发。" if log.waiting else ""
    turn.reply(f"停了。{waiting}求助照常发。发“恢复”继续。")


@router.command(
    "恢复",
    may=Right.CLERK,
    takes=read_bare,
    usage="恢复",
    does="停发以后接着发；过了时间的不再发，告诉您是哪些。",
    example="恢复",
)
def resume(turn: Turn, _words: None) -> None:
    """Go on sending, and tell what lapsed meanwhile."""
    turn.steer()
    since = facts.read_moment(turn.db, "stopped_at")
    if since is None:
        turn.reply("\n".join(["没有停发。", *show_rest(backlog.look(turn))]))
        return
    facts.write(turn.db, "stopped_at", "")
    in_office = turn.is_private or (turn.room is not None and turn.room.kind is RoomKind.OFFICE)
    turn.reply(show_resumed(backlog.look(turn), backlog.losses(turn, since), names=in_office))


@router.command(
    "队列",
    may=Right.CLERK,
    takes=read_bare,
    usage="队列",
    does="看还有什么在排队、多久发完，近一天有什么没发出去。私下发给您。",
    example="队列",
)
def show_queue(turn: Turn, _words: None) -> None:
    """Show what waits, what is in doubt and what could not be sent."""
    turn.steer()
    turn.reply_privately(show_backlog(backlog.look(turn)))


@router.command(
    "状态",
    may=Right.CLERK,
    takes=read_bare,
    usage="状态",
    does="看我好不好：在线多久，今天发了多少，能私聊几位，有什么在进行。",
    example="状态",
)
def show_status(turn: Turn, _words: None) -> None:
    """Show how the bot is."""
    turn.steer()
    log = backlog.look(turn)
    lines = [*show_rest(log), _show_online(turn), _show_budget(turn, log.waiting), *_show_reach(turn)]
    lines += [_show_open(turn), piloting.note(turn.db), backups.show(turn), f"版本 {__version__}"]
    turn.reply_privately("\n".join(line for line in lines if line))


def _show_online(turn: Turn) -> str:
    if turn.settings.is_by_hand:
        return "没有网关：要发的在工作台上，由人贴出去"
    since, last = facts.read_moment(turn.db, "online_since"), gap.last_gap(turn.db, turn.zone)
    line = f"在线，从 {show_moment(since.astimezone(turn.zone), turn.local_now)} 起" if since else "在线"
    if last is None:
        return line
    day = "" if last.start.date() != last.end.date() else f"{show_day(last.start)} "
    return f"{line}；上次掉线 {day}{show_span(last)}"


def _show_budget(turn: Turn, waiting: int) -> str:
    if turn.settings.is_by_hand:
        return f"等着贴 {waiting} 条"
    today = sent.count_sent(turn.db, turn.day_start)
    return f"今天发了 {today} 条（一天最多 {turn.settings.delivery.per_day}），在排队 {waiting} 条"


def _show_reach(turn: Turn) -> list[str]:
    people = [person for person in members.everybody(turn.db) if person.wechat]
    friends = sum(accounts.reachable(turn.db, person.id) is not None for person in people)
    seen = rooms.everything(turn.db)
    untied = sum(room.kind is None for room in seen)
    also = f"，{untied} 个还没有（在群里发“关联群 …”）" if untied else ""
    tied = f"群：{len(seen) - untied} 个已关联{also}"
    return [tied] if turn.settings.is_by_hand else [f"可私聊 {friends}/{len(people)}", tied]


def _show_open(turn: Turn) -> str:
    asked = len(notices.open_notices(turn.db, turn.now, turn.settings.notices.open_for))
    called = sum(one.deadline > turn.now for one in rollcalls.still_open(turn.db))
    return f"进行中：通知 {asked}，报平安 {called}，没人接的求助 {alarms.open_count(turn.db)}"
