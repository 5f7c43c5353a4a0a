"""参加, 请假, 代报名, 签到: who comes to an event, and who came."""

from __future__ import annotations

import re

from bot.context import Refused, Turn, UserError
from bot.domain.audience import read_person
from bot.domain.command import Misfit
from bot.domain.delivery import Kind
from bot.domain.event import Choice, typed
from bot.domain.event.typed import ForOthers, SignIn
from bot.event import answering, attending, replying, showing
from bot.event.thanking import thank_in_room
from bot.lesson import attending as lesson_attending
from bot.reading.people import SURNAMES
from bot.router import Right, Router
from data import attendance
from data import event as events
from data import member as members

router = Router()
router.undoes(answering.said_last, answering.unsay)
router.undoes(attending.noted_last, attending.undo)


# What secretaries say for others

_FOR_OTHERS = re.compile(r"代?(?:报名|参加)\s*(?P<words>.+)|代(?P<leave>请假)\s*(?P<rest>.+)", re.DOTALL)


@router.command(
    "代报名",
    may=Right.SECRETARY,
    takes=typed.read_for_others,
    usage="代报名 3号 王五 李四 [不参加|请假 原因]",
    does="替只有电话的同志回活动。写“报名 3号 王五”也行；名字也可以写名单里的编号。本人自己回过的不改。",
    example="代报名 3号 王五 李四",
    spaced=True,
)
def answer_for_others(turn: Turn, wanted: ForOthers) -> None:
    """Keep answers for people of the own branch; names what it did."""
    event = showing.one_or_next(turn, wanted.number)
    example = f"代报名 {event.number}号 {{}}"
    people = attending.people_of(turn, event, wanted.names, example)
    answering.check_open(turn, event, wanted.choice)
    turn.note_look([one.id for one in people], "代报名")
    lines = list[str]()
    for person in people:
        before = attendance.standing_of(turn.db, event.number, person.id)
        if (
            before
            and before.said_by == person.id
            and person.id != turn.actor.member.id
            and before.choice is not wanted.choice
        ):
            lines.append(f"{person.name}本人回的是{before.choice.chinese}，没有改")
            continue
        kept = answering.say(turn, event, person, wanted.choice, wanted.reason)
        waits = kept.choice is Choice.WAITS
        lines.append(f"{person.name}{f'候补第{kept.place}位' if waits else kept.choice.chinese}")
    called = answering.move_up(turn, event)
    lines += [f"候补的{'、'.join(called)}补上了，私信不到，请转告"] if called else []
    _say_privately(
        turn, f"已记{event.name}：{'；'.join(lines)}。错了回“撤”。", f"{event.name}已记 {len(people)} 位"
    )


def _say_privately(turn: Turn, body: str, in_room: str) -> None:
    """Say it with names to the sender alone; a room hears only how many."""
    if turn.is_private or turn.is_in_office:
        turn.reply(body)
    elif turn.tell(turn.actor.member.id, f"proxy:{turn.incoming.message_id}", body, Kind.REPLY):
        turn.reply(f"{in_room}，详情私信您了。")
    else:
        turn.reply(f"{in_room}。")


@router.answer
def take_names_to_come(turn: Turn) -> bool:
    """Take 报名 3号 王五 李四 and 代请假 3号 王五 for 代报名; it is no answer of one's own."""
    wanted = _read_others(turn.text.strip()) if turn.who else None
    if wanted is None:
        return False
    if turn.actor.member.name in wanted.names or not _names_others(turn, wanted):
        return False
    if Right.of(turn.who) < Right.SECRETARY:
        body = "替别人报名由支部书记来办。您自己要来，请回“参加”。"
        turn.tell(turn.actor.member.id, f"proxy:{turn.incoming.message_id}", body, Kind.REPLY)
    else:
        answer_for_others(turn, wanted)
    return True


def _names_others(turn: Turn, wanted: ForOthers) -> bool:
    """Whether words are names of people: all known, or (with a number before them) as names look."""
    known = [one.isdigit() or bool(members.named(turn.db, read_person(one).name)) for one in wanted.names]
    alike = [one[0] in SURNAMES and len(one) in {2, 3} and one != "谢谢" for one in wanted.names]
    return all(known) or (
        wanted.number is not None and all(a or b for a, b in zip(known, alike, strict=True))
    )


def _read_others(text: str) -> ForOthers | None:
    found = _FOR_OTHERS.fullmatch(text) if len(text) <= typed.LONGEST else None
    if found is None:
        return None
    try:
        return typed.read_for_others(found["words"] or f"{found['rest']} 请假")
    except Misfit:
        return None


@router.answer
def take_attendance(turn: Turn) -> bool:
    """Take what answers an invitation."""
    return replying.take(turn)


_ASKS_PLACE = re.compile(
    r"我?(?:现在|是|还是|还)*(?:在?候补[吗么]|排(?:在|到)?(?:候补)?第?几[位个名]?[了啊呢]?|候补第?几[位个名]?"
    r"|(?:排到|轮到|补上)我?了[吗没]有?|报(?:上)?名?(?:成功|上|好)?了[吗没]有?"
    r"|(?:还)?有(?:没有)?(?:位子|名额|位置|座位)[吗么]?|还能报名?[吗么])[?？。\s]*"
)
_COMPANION = re.compile(
    r"(?:我|想|要|能不能|可以|能|再)*(?:带(?:着|上)?(?:我|一?[个位名])?(?:老伴�?|家属|家人|爱人|孩子|娃|孙[子女]|朋友|人)"
    r"|(?:老伴儿?|家属|爱人|孩子|孙[子女])(?:也|一起)+[去来参加]+)(?:一起)?(?:去|来|参加)?[吗行可以么]*[?？。!！\s]*"
)


@router.answer
def hear_question_of_place(turn: Turn) -> bool:
    """Take 我排第几, 候补吗, said privately while an invitation is open, as 活动 with its number."""
    if turn.who is None or not turn.is_private or len(turn.text) > 30 or not _ASKS_PLACE.fullmatch(turn.text):
        return False
    asking = events.inviting(turn.db, turn.actor.member.id, turn.now, None)
    if not asking:
        return False
    turn.reply("\n".join(showing.show_one(turn, one) for one in asking[:3]))
    return True


@router.answer
def hear_companion(turn: Turn) -> bool:
    """Hand 带老伴 of who comes to an event on to who invites: places are counted by member."""
    if turn.who is None or not turn.is_private or len(turn.text) > 30 or not _COMPANION.fullmatch(turn.text):
        return False
    own = turn.actor.member
    for event in events.inviting(turn.db, own.id, turn.now, None):
        standing = attendance.standing_of(turn.db, event.number, own.id)
        if standing and standing.choice.means_to_come:
            key = f"event:{event.number}:companion:{turn.incoming.message_id}"
            body = f"{own.name}报了{event.name}，还说：{turn.text.strip()}。行不行请回本人一声。"
            told = turn.tell(event.opened_by, key, body, Kind.REPLY)
            host = answering.host_of(turn, event)
            how = f"已转告{host}，由{host}回您" if told else f"请问一下{host}"
            turn.reply(f"{event.name}报名只记您本人。能不能带家人，{how}。")
            return True
    return False


# Who came


@router.command(
    "签到",
    may=Right.MEMBER,
    takes=typed.read_sign_in,
    usage="签到 [3号]；书记发：签到 3号 张三 李四｜全到 除 王五｜没来 王五",
    does="到了现场回“签到”，开始前一小时到结束后三小时都行。书记也可以一起记，错了回“撤”。",
    example="签到 3号 全到 除 王五",
    spaced=True,
)
def sign_in(turn: Turn, wanted: SignIn) -> None:
    """Note that the sender is there, or whom who leads them names."""
    if wanted.names or wanted.everybody:
        _note_others(turn, wanted)
        return
    event = attending.going_on(turn, wanted.number)
    if event is None:
        if wanted.number is None and turn.is_private and lesson_attending.is_one_open(turn):
            lesson = lesson_attending.one(turn, None)
            turn.reply(lesson_attending.mark_own(turn, lesson, ""))
            return
        if turn.is_addressed:
            raise UserError("现在没有可以签到的活动。要补记，请书记发：签到 3号 张三")
        return  # 签到 in a room may be anybody's
    row = attending.sign_in(turn, event)
    if turn.is_private:
        turn.reply(f"已签到：{event.name} {event.title}。" if row else f"{event.name}您先前签到了。")
    elif row:
        thank_in_room(turn, event, came=row)


def _note_others(turn: Turn, wanted: SignIn) -> None:
    if not (turn.actor.is_clerk or turn.actor.leads):
        if turn.is_addressed:
            raise Refused("签到", "替别人签到由支部书记来记，您自己的请回“签到”。")
        return
    event = attending.event_to_note(turn, wanted.number)
    body = attending.note_attendance(turn, event, wanted)
    _say_privately(turn, body, f"{event.name}签到记下了")
