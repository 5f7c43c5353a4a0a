"""互助, 回应: members offer and ask help of each other, answer, and take it back."""

from __future__ import annotations

import re
from datetime import datetime

from bot.aid import answering, screening, telling
from bot.checkin import vouching
from bot.context import Turn, UserError
from bot.distress import alarm
from bot.domain import aid as rules
from bot.domain.aid import Aid, State, Wish
from bot.domain.checkin import Intent
from bot.domain.delivery import Kind
from bot.router import Right, Router
from data import aid as aids

router = Router()

# Offering and asking


@router.command(
    "互助",
    may=Right.MEMBER,
    takes=str.strip,
    usage="互助 求|提供 正文 [署名] [留电话]",
    does="向大家求助或提供：东西、手艺、工作消息。党办看过后发到群里，不写名字（写“署名”才写），"
    "有人回应我私信转给您。只发“互助”看现有的。",
    example=rules.EXAMPLE,
    spaced=True,
)
def ask_aid(turn: Turn, words: str) -> None:
    """Keep an offer or request and ask the office to look at it; nothing shows what there is."""
    if _cries_for_help(turn, words):
        return
    if not (turn.is_addressed or turn.is_in_office):
        return  # 互助 精神真好: talk among people
    if turn.is_private and (answered := rules.read_answer(words)):
        answer_aid(turn, answered)
        return
    wish = rules.read_wish(words)
    if wish is None:
        own = aids.current_of(turn.db, turn.actor.member.id) if turn.is_private else []
        others = [one for one in aids.there(turn.db) if one not in own]
        turn.reply(rules.show_board(own, others))
        return
    screening.check(wish.words)
    _check_few(turn)
    _keep(turn, wish)


def _cries_for_help(turn: Turn, words: str) -> bool:
    """Ring for who is in distress, whatever word it opens with: that is nothing to be put on a board."""
    intent, _report = vouching.read_report(turn, words)
    if intent is Intent.HELP:
        alarm.raise_alarm(turn, [turn.actor.member])
    return intent is Intent.HELP


def _check_few(turn: Turn) -> None:
    current = aids.current_of(turn.db, turn.actor.member.id)
    if len(current) >= rules.MOST_OPEN:
        lines = [rules.show_line(one, f"（{one.state.chinese}）") for one in current]
        raise UserError(
            "\n".join(
                [
                    f"您已经有 {len(current)} 件互助，先结束一件再发新的：",
                    *lines,
                    f"例：互助 结束 {current[0].number}号",
                ]
            )
        )


def _keep(turn: Turn, wish: Wish) -> None:
    words, hidden = screening.leave_out_numbers(wish.words)
    kept = Wish(wish.side, words, wish.signed, wish.phone or hidden)
    aid = answering.find(turn, aids.add(turn.db, turn.actor.member.id, kept, turn.now))
    heard = telling.to_clerks(turn, aid)
    lines = [f"记下了，互助{aid.number}号（{aid.side.chinese}），等党办看过就发到群里。错了回“撤”。"]
    lines += [f"太长了，只留了前 {rules.LONGEST} 个字。"] if wish.cut else []
    lines += ["电话没有写进去，对方也愿意留电话时我再转。"] if hidden else []
    lines += [] if heard else ["现在私信不到党办，请打电话说一声。"]
    turn.reply("".join(lines))


@router.answer
def hear_aid(turn: Turn) -> bool:
    """Take 互助求一台轮椅 without a space, said to the bot."""
    match = re.match(r"互助[：:]?(?=求|找|借|需要|提供|出|送)", turn.text)
    if match is None or not turn.is_addressed or turn.who is None:
        return False
    ask_aid(turn, turn.text[match.end() :].strip())
    return True


@router.answer
def hear_end_of_aid(turn: Turn) -> bool:
    """Take 结束互助1号 and 互助1号结束了, said to the bot."""
    number = rules.read_end(turn.text)
    if number is None or not turn.is_addressed or turn.who is None:
        return False
    end_aid(turn, number)
    return True


@router.command(
    "互助 结束",
    may=Right.MEMBER,
    takes=rules.read_one,
    usage="互助 结束 [3号]",
    does="结束自己的一件互助，不再转回应；党办可以结束任何一件。",
    example="互助 结束 3号",
)
def end_aid(turn: Turn, number: int | None) -> None:
    """End one's own; a clerk ends any."""
    aid = _own(turn, number, "结束")
    aids.end(turn.db, aid.number, State.ENDED, turn.now)
    own = aid.member_id == turn.actor.member.id
    if not own:
        turn.note_look([aid.member_id], "互助 结束")
        telling.to_member(turn, aid, "ended", f"您的互助{aid.number}号由党办结束了，有疑问可以问党办。")
    turn.reply(f"互助{aid.number}号结束了。" + ("谢谢您。" if own else "已告诉本人。"))


@router.command(
    "互助 留电话",
    may=Right.MEMBER,
    takes=rules.read_one,
    usage="互助 留电话 [3号]",
    does="和也愿意留电话的回应者互换电话，别人看不到。请私信我。",
    example="互助 留电话 3号",
)
def give_phone(turn: Turn, number: int | None) -> None:
    """Exchange telephones with those who agreed."""
    turn.keep_to_sender()
    turn.check_privacy(own=True)
    aid = _own(turn, number, "留电话")
    if aid.member_id != turn.actor.member.id:
        raise UserError("留不留电话由本人说。")
    turn.reply(answering.agree_to_phones(turn, aid))


def _own(turn: Turn, number: int | None, act: str) -> Aid:
    """Find the one meant among the sender's current ones; a clerk names any by its number."""
    mine = aids.current_of(turn.db, turn.actor.member.id)
    if number is None:
        if len(mine) != 1:
            there = f"您有 {len(mine)} 件互助，请写上号" if mine else "您现在没有互助"
            raise UserError(f"{there}。例：互助 {act} 3号")
        return mine[0]
    aid = answering.find(turn, number)
    if aid.member_id != turn.actor.member.id and not turn.actor.is_clerk:
        raise UserError(f"互助{number}号不是您发的。看自己的发“互助”。")
    if not aid.is_current:
        raise UserError(f"互助{number}号已经{aid.state.chinese}。")
    return aid


# Answering


@router.command(
    "回应",
    may=Right.MEMBER,
    takes=rules.read_numbered,
    usage="回应 3号 几句话 [留电话]",
    does="回应一件互助，我带上您的名字转给本人；双方都写“留电话”，才互换电话。请私信我。",
    example="回应 3号 我家有一台，周末能取",
)
def answer_aid(turn: Turn, answered: tuple[int, str]) -> None:
    """Hand an answer to who asked, or what that person says back."""
    turn.keep_to_sender()
    turn.check_privacy(own=True)
    number, words = answered
    aid = answering.find(turn, number)
    if aid.member_id == turn.actor.member.id:
        turn.reply(answering.speak_back(turn, aid, words))
    else:
        turn.reply(answering.answer(turn, aid, words))


# Taking back


def _done_last(turn: Turn, since: datetime) -> datetime | None:
    """Tell when the sender last offered, asked or answered."""
    own = turn.actor.member.id
    asked, answered = aids.asked_last(turn.db, own, since), aids.answered_last(turn.db, own, since)
    moments = asked and asked.asked_at, answered and answered.at
    return max((moment for moment in moments if moment), default=None)


def _take_back(turn: Turn, at: datetime) -> list[str]:
    """Take back an offer, request or answer of a moment; who has read the answer is told."""
    own, lines = turn.actor.member, []
    asked, answered = aids.asked_last(turn.db, own.id, at), aids.answered_last(turn.db, own.id, at)
    if asked and asked.asked_at == at:
        aids.end(turn.db, asked.number, State.ENDED, turn.now)
        read = "群里看过的收不回来，有人回应我不再转。" if asked.state is State.OPEN else ""
        lines.append(f"已撤：互助{asked.number}号。{read}")
    if answered and answered.at == at:
        aids.withdraw_answer(turn.db, own.id, at, turn.now)
        aid = answering.find(turn, answered.number)
        key = f"aid:{aid.number}:undone:{turn.incoming.message_id}"
        body = f"{own.name}把刚才对互助{aid.number}号的回应收回了。"
        turn.tell(aid.member_id, key, body, Kind.REPLY)
        lines.append(f"已撤：对互助{aid.number}号的回应，也告诉了对方。")
    return lines


router.undoes(_done_last, _take_back)
