"""静默 张三 30天: after a death in the family or in illness a member is left in peace for a while."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot import finding
from bot.context import Turn, UserError
from bot.domain import rest
from bot.domain.audience import read_person
from bot.domain.command import nothing
from bot.domain.days import show_day
from bot.domain.rest import Rest
from bot.reading.deadlines import read_deadline
from bot.router import Right, Router
from data import greeting as greetings
from data import member as members

router = Router()

_LONGEST = timedelta(days=366)


@router.command(
    "静默",
    may=Right.SECRETARY,
    takes=rest.read_rest,
    usage="静默 张三 30天 [原因] | 张三 到 3月1日 | 张三 取消",
    does="家里有丧事或者病了，这段时间不发祝福、学习和党费提醒，也不问平安；通知照常。到日子自己恢复。请私信我。",
    example=rest.EXAMPLE,
    spaced=True,
)
def let_rest(turn: Turn, wanted: Rest) -> None:
    """Leave somebody in peace until a day, or no longer."""
    turn.check_privacy()
    person = finding.one_person(turn, read_person(wanted.who), "静默 {} 30天")
    own = turn.actor.member.id
    turn.note_look([person.id], "静默")
    if wanted.until is None:
        ended = greetings.end_rest(turn.db, person.id, turn.now)
        turn.reply(f"{person.name}的祝福照常了。" if ended else f"{person.name}本来就没有静默。")
        return
    until = _read_until(turn, wanted.until, person.name)
    greetings.rest(turn.db, person.id, until, reason=wanted.reason or "rest", said_by=own, now=turn.now)
    day = until.astimezone(turn.zone)
    turn.reply(f"已记：到{show_day(day)}，不给{person.name}发祝福、学习和党费提醒，也不问平安。错了回“撤”。")


def _read_until(turn: Turn, words: str, name: str) -> datetime:
    due = read_deadline(words, turn.local_now) or read_deadline(f"{words}后", turn.local_now)
    if due is None or due <= turn.now or due - turn.now > _LONGEST:
        raise UserError(f"“{words}”我拿不准，请写一年以内的天数或日子。例：静默 {name} 30天")
    return datetime.combine(due.date(), time(23, 59), turn.zone)


@router.command(
    "名单 静默",
    may=Right.SECRETARY,
    takes=nothing,
    usage="名单 静默",
    does="这会儿不发祝福的各位，到哪天，谁记的，私下发给您。",
    example="名单 静默",
)
def list_resting(turn: Turn, _words: None) -> None:
    """List who is left in peace now, within the asker's scope."""
    people = {one.id: one for one in members.known(turn.db) if turn.actor.may_see(one.branch_id)}
    names = {one.id: one.name for one in members.known(turn.db)}
    found = [one for one in greetings.rests(turn.db, turn.now) if one.member_id in people]
    if not found:
        turn.reply_privately(f"现在没有静默的同志。例：{rest.EXAMPLE}", "名单")
        return
    turn.note_look([one.member_id for one in found], "名单 静默")
    lines = []
    for one in found:
        day = one.until.astimezone(turn.zone)
        until = "一直" if one.until >= greetings.FOR_GOOD else f"到{show_day(day)}"
        lines.append(f"{people[one.member_id].name} {until}（{names[one.said_by]}记的）")
    turn.reply_privately("\n".join([f"静默中 {len(found)} 位：", *lines]), "名单")
