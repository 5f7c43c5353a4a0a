"""An answer to an offer or request goes to who made it; telephones only where both agree."""

from __future__ import annotations

from bot.aid import screening
from bot.context import Turn, UserError
from bot.domain import aid as rules
from bot.domain.aid import Aid, State
from bot.domain.delivery import Kind
from bot.domain.member import Member
from data import aid as aids
from data import member as members


def find(turn: Turn, number: int) -> Aid:
    """Find one by its number. Raises UserError."""
    aid = aids.find(turn.db, number)
    if aid is None:
        raise UserError(f"没有互助{number}号。看有哪些发“互助”。")
    return aid


def answer(turn: Turn, aid: Aid, words: str) -> str:
    """Hand an answer on; gives what the answerer reads. Raises UserError."""
    _check_open(aid)
    left, phone = rules.take_phone_flag(words)
    screening.check(left)
    own = turn.actor.member
    earlier = aids.answers_of(turn.db, aid.number, own.id)
    if not left and not (phone and earlier):
        raise UserError(f"写几句话，我好转给对方。例：回应 {aid.number}号 我家有一台，周末能取")
    if left:
        if aids.count_answers(turn.db, own.id, turn.day_start) >= rules.MOST_ANSWERS:
            raise UserError(f"今天您已经回应了 {rules.MOST_ANSWERS} 次，谢谢您，明天再来。")
        aids.add_answer(turn.db, aid.number, own.id, left, phone=phone, now=turn.now)
    else:
        aids.agree_to_phone(turn.db, aid.number, own.id)
    return _hand_on(turn, aid, left, phone=phone)


def _hand_on(turn: Turn, aid: Aid, words: str, *, phone: bool) -> str:
    own, asker = turn.actor.member, members.find(turn.db, aid.member_id)
    both = phone and aid.phone
    said = f"{own.name}回应您的互助{aid.number}号：{words}" if words else f"{own.name}愿意和您互留电话。"
    if both:
        said += f"\n{_phone(own)}"
    elif phone:
        said += f"\n他愿意互留电话，您也愿意就回：互助 留电话 {aid.number}号"
    said += f"\n想回话发：回应 {aid.number}号 {own.name} 几句话"
    key = f"aid:{aid.number}:answer:{turn.incoming.message_id}"
    if turn.tell(asker.id, key, said, Kind.REPLY, own=True):
        heard = "转给对方了"
    elif told := turn.tell_keepers(asker, key, f"请转告{asker.name}（我私信不到本人）：\n{said}"):
        heard = f"对方我暂时私信不到，已请{'、'.join(told)}转告"
    else:
        heard = "记下了，对方我暂时私信不到，请党办帮忙转告"
    if both:
        return f"{heard}。{asker.name}也愿意留电话。{_phone(asker)}"
    ask = f"对方愿意互留电话，您愿意就再发：回应 {aid.number}号 留电话。" if aid.phone and not phone else ""
    return f"{heard}，带上了您的名字。{ask}错了回“撤”。"


def _phone(person: Member) -> str:
    return f"{person.name}的电话：{person.phone}" if person.phone else f"名册里没有{person.name}的电话。"


def speak_back(turn: Turn, aid: Aid, words: str) -> str:
    """Hand on what who made it says to one who answered; gives what is read. Raises UserError."""
    screening.check(words)
    people = members.of_ids(turn.db, aids.answerers(turn.db, aid.number))
    if not people:
        raise UserError(f"互助{aid.number}号还没有人回应，有人回应我马上转给您。")
    named = [one for one in people if words.startswith(one.name)]
    if not named and len(people) > 1:
        names = "、".join(one.name for one in people)
        raise UserError(
            f"回应过的有 {names}，请先写给谁。例：回应 {aid.number}号 {people[0].name} 谢谢，周六来取"
        )
    to = (named or people)[0]
    said = words.removeprefix(to.name).strip(" ，,：:")
    if not said:
        raise UserError(f"要对{to.name}说什么？例：回应 {aid.number}号 {to.name} 谢谢，周六来取")
    body = f"互助{aid.number}号，{turn.actor.member.name}回您的话：{said}"
    if turn.tell(to.id, f"aid:{aid.number}:back:{turn.incoming.message_id}", body, Kind.REPLY, own=True):
        return f"转给{to.name}了。"
    raise UserError(f"{to.name}我现在私信不到，请党办帮忙转告。")


def agree_to_phones(turn: Turn, aid: Aid) -> str:
    """Let those have the telephone who agreed to the same; gives what is read."""
    _check_open(aid)
    aids.offer_phone(turn.db, aid.number)
    own = turn.actor.member
    agreed = members.of_ids(turn.db, aids.answerers(turn.db, aid.number, with_phone=True))
    for one in agreed:
        body = f"互助{aid.number}号，{own.name}也愿意留电话。{_phone(own)}"
        turn.tell(one.id, f"aid:{aid.number}:phone", body, Kind.REPLY, own=True)
    lines = [_phone(one) for one in agreed]
    head = f"好的，互助{aid.number}号只和也愿意留电话的人互换电话。"
    return "\n".join([head, *(["现在有：", *lines] if lines else [])])


def _check_open(aid: Aid) -> None:
    if aid.state is State.WAITING:
        raise UserError(f"互助{aid.number}号还没有发出来。看有哪些发“互助”。")
    if aid.state is not State.OPEN:
        raise UserError(f"互助{aid.number}号{aid.state.chinese}，谢谢您。看还有哪些发“互助”。")
