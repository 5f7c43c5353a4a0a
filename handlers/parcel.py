"""寄书, 收到书, 名单 寄书: what was sent to members, and whether it arrived."""

from __future__ import annotations

from datetime import timedelta

from bot import visiting
from bot.context import Turn, UserError
from bot.domain import parcel
from bot.domain.command import nothing
from bot.domain.days import show_day
from bot.domain.member import Member
from bot.domain.parcel import Sending
from bot.router import Right, Router
from data import member as members
from data import parcel as parcels

router = Router()

_LISTED_FOR = timedelta(days=180)
_LONG = timedelta(days=10)  # in which a parcel reaches any place in China


@router.command(
    "寄书",
    may=Right.SECRETARY,
    takes=parcel.read_sending,
    usage="寄书 张三 李四 [《书名》] [单号 SF123…]",
    does="记下给谁寄了什么；本人私信我“书收到了”就自动记收到，您也可以发“收到书 张三”。",
    example=parcel.EXAMPLE,
    spaced=True,
)
def send_parcel(turn: Turn, sending: Sending) -> None:
    """Note that something was sent to members."""
    turn.check_privacy()
    people = [_receiver(turn, sending, one) for one in sending.who]
    own = turn.actor.member.id
    turn.note_look([person.id for person in people], "寄书")
    for person in people:
        parcels.send(turn.db, person.id, sending.content, sending.tracking, said_by=own, now=turn.now)
    number = f"，单号 {sending.tracking}" if sending.tracking else ""
    names = "、".join(person.name for person in people)
    turn.reply(f"已记：给{names}寄了{sending.content}{number}。错了回“撤”。")


def _receiver(turn: Turn, sending: Sending, who: str) -> Member:
    try:
        return visiting.person(turn, who, "寄书 {}")
    except UserError as error:
        if who == sending.who[0] or sending.content.startswith("《"):
            raise
        hint = f"书名请加书名号，例：寄书 {sending.who[0]} 《{who}》"
        raise UserError(f"{error}{hint}") from None


@router.command(
    "收到书",
    may=Right.SECRETARY,
    takes=lambda words: words.strip(),
    usage="收到书 张三",
    does="替本人记收到了寄去的书。本人自己说“书收到了”也行。",
    example="收到书 张三",
    spaced=True,
    needs_words=True,
)
def receive_for(turn: Turn, who: str) -> None:
    """Note that somebody's parcels arrived."""
    turn.check_privacy()
    person = visiting.person(turn, who, "收到书 {}")
    waiting = parcels.on_the_way(turn.db, person.id)
    if not waiting:
        raise UserError(f"没有记着给{person.name}寄过还没收到的东西。寄的时候发：寄书 {person.name}")
    for one in waiting:
        parcels.receive(turn.db, one.id, turn.now)
    turn.reply(f"已记：{person.name}收到了{'、'.join(one.content for one in waiting)}。")


@router.answer
def hear_arrival(turn: Turn) -> bool:
    """Take a member's word, written privately, that what was sent has arrived."""
    if turn.who is None or not turn.is_private or not parcel.says_it_came(turn.text):
        return False
    waiting = parcels.on_the_way(turn.db, turn.actor.member.id)
    for one in waiting:
        parcels.receive(turn.db, one.id, turn.now)
    if waiting:
        turn.reply(f"好的，{'、'.join(one.content for one in waiting)}收到了，已记上。")
    return bool(waiting)


@router.command(
    "名单 寄书",
    may=Right.SECRETARY,
    takes=nothing,
    usage="名单 寄书",
    does="近半年给谁寄了什么，收到没有；寄出十天还没收到的排在前面。私下发给您。",
    example="名单 寄书",
)
def list_parcels(turn: Turn, _words: None) -> None:
    """List what was sent in the last months within the asker's scope, what is overdue first."""
    people = {one.id: one for one in members.known(turn.db) if turn.actor.may_see(one.branch_id)}
    found = [one for one in parcels.since(turn.db, turn.now - _LISTED_FOR) if one.member_id in people]
    if not found:
        turn.reply_privately(f"近半年没有记寄过什么。例：{parcel.EXAMPLE}", "名单")
        return
    turn.note_look({one.member_id for one in found}, "名单 寄书")
    late = turn.now - _LONG
    found.sort(key=lambda one: (one.received_at is not None, one.sent_at))
    lines = []
    for one in found:
        sent = one.sent_at.astimezone(turn.zone)
        state = (
            "已收到" if one.received_at else "十天了还没说收到，问一下吧" if one.sent_at < late else "在路上"
        )
        number = f" {one.tracking}" if one.tracking else ""
        name = people[one.member_id].name
        lines.append(f"{show_day(sent)} {name} {one.content}{number} {state}")
    waiting = sum(one.received_at is None for one in found)
    turn.reply_privately("\n".join([f"寄出 {len(found)} 件，{waiting} 件还没收到：", *lines]), "名单")
