"""已学 and 心得 taken: of which item, once, what is earned, what is said back, and what 撤 takes back."""

from __future__ import annotations

from datetime import datetime

from bot.context import Turn, UserError
from bot.domain.member import Member
from bot.domain.points import Deed
from bot.domain.proxy import How
from bot.domain.study import answer
from bot.domain.study.answer import Done
from bot.domain.study.item import Item, State
from bot.points import earning
from bot.receipt import answering as notice_answers
from bot.receipt import meant
from data import member as members
from data import occasion
from data import reflection as reflections
from data import study as studies


def is_for_us(turn: Turn, done: Done) -> bool:
    """Whether 已学 is said of an item and not of a notice, or to a person: what is quoted decides first."""
    if turn.who is None:
        return False
    if turn.incoming.quote:
        quoted = turn.incoming.quote
        if answer.number_in(quoted.text) is not None:
            return True
        if meant.quoted_number(turn) is not None or not turn.is_addressed:
            return False
    if any(turn.text.strip() in notice.options for notice in notice_answers.unanswered(turn)):
        return False
    firm = done.firm or turn.is_addressed or done.number is not None
    return firm and (turn.is_addressed or _is_open_here(turn, done))


def _is_open_here(turn: Turn, done: Done) -> bool:
    """Whether in a room there is something to answer: else 学完了 is talk among people."""
    if done.number is not None:
        return studies.find(turn.db, done.number) is not None
    return bool(studies.open_for(turn.db, turn.actor.member.id))


def find_item(turn: Turn, number: int | None) -> Item | None:
    """Find the item a member means: by number, by quote, or the newest one not read yet; None: none is open.

    Raises UserError for one that is not there or no longer open.
    """
    if number is None and turn.incoming.quote:
        number = answer.number_in(turn.incoming.quote.text)
    if number is None:
        mine = studies.open_for(turn.db, turn.actor.member.id)
        read = reflections.read_by(turn.db, turn.actor.member.id)
        return next((one for one in mine if one.number not in read), mine[0] if mine else None)
    found = studies.find(turn.db, number)
    if found is None or found.state is State.WAITING:
        raise UserError(f"没有学习{number}号。有哪些要学的，发“学习”看。")
    if found.state is not State.OPEN:
        why = "撤回了，不用学了" if found.state is State.WITHDRAWN else "已经结束了，不用再记"
        raise UserError(f"{found.called}{why}。还有哪些要学的，发“学习”看。")
    return found


def note_read(turn: Turn, item: Item, person: Member, how: How = How.OWN) -> bool:
    """Note that somebody has read an item; False where that was known."""
    room = turn.incoming.room if how is How.OWN else None
    own = turn.actor.member.id
    if not reflections.note_read(turn.db, item.number, person.id, how, own, turn.now, room_id=room):
        return False
    earning.earn(turn, person.id, Deed.STUDY, f"study:{item.number}")
    occasion.cancel(turn.db, f"study:{item.number}:reminder:{person.id}:", "read")
    return True


def acknowledge(turn: Turn, item: Item, *, fresh: bool) -> None:
    """Answer 已学: privately at once; a room is thanked later, for all of some minutes together."""
    if not turn.is_private:
        return
    if not fresh:
        turn.reply(f"{item.called}您已经学过了，不用再回。")
        return
    wrote = turn.actor.member.id in reflections.reflections(turn.db, item.number)
    more = "" if wrote else f"想写几句发：心得 {item.number}号 …"
    turn.reply(f"已记：{item.called}学过了，谢谢。{more}")


def reflect(turn: Turn, item: Item, words: str) -> None:
    """Keep what a member wrote, if it is long enough; it counts as read, too. Raises UserError."""
    least, length = turn.settings.study.reflection_length, answer.count_letters(words)
    if length < least:
        _ask_for_more(turn, item, least - length)
        return
    own = turn.actor.member
    again = own.id in reflections.reflections(turn.db, item.number)
    reflections.write(turn.db, item.number, own.id, words, How.OWN, own.id, turn.now)
    note_read(turn, item, own)
    earning.earn(turn, own.id, Deed.REFLECTION, f"study:{item.number}")
    said = "改好了，按新的这一份记" if again else "只有书记和党办看得到"
    turn.reply_privately(f"收到您对{item.called}的心得（{length} 字），{said}，谢谢。错了回“撤”。", "回话")


def _ask_for_more(turn: Turn, item: Item, missing: int) -> None:
    turn.reply_privately(
        f"心得再写 {missing} 个字就够了（标点不算）。补好后整段重发一遍：心得 {item.number}号 …", "说明"
    )


# What 撤 takes back


def said_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last said that something was read, or wrote about it, from `since` on."""
    return reflections.said_last(turn.db, turn.actor.member.id, since)


def undo(turn: Turn, at: datetime) -> list[str]:
    """Take back what the sender said at a moment; gives a line each; earlier words count again."""
    own, lines = turn.actor.member.id, list[str]()
    wrote = reflections.take_back_words(turn.db, own, at)
    for one in wrote:
        left = one.member_id in reflections.reflections(turn.db, one.number)
        if not left:
            earning.forfeit(turn, one.member_id, Deed.REFLECTION, f"study:{one.number}")
        lines.append(f"已撤：学习{one.number}号的心得。" + ("现在算前一份。" if left else ""))
    for one in reflections.take_back_reads(turn.db, own, at):
        earning.forfeit(turn, one.member_id, Deed.STUDY, f"study:{one.number}")
        name = "" if one.member_id == own else members.find(turn.db, one.member_id).name
        lines.append(f"已撤：{name}学习{one.number}号的已学。")
    return lines
