"""到课, 代签 党课, 提醒我, 名单 党课: who attended a lesson held online, and who wishes to be reminded."""

from __future__ import annotations

from bot import finding
from bot.context import Turn, UserError
from bot.domain import lesson as rules
from bot.domain.audience import read_person
from bot.domain.delivery import Kind
from bot.lesson import attending, book, telling
from bot.router import Right, Router
from data import account as accounts
from data import lesson as lessons

router = Router()

router.undoes(attending.told_last, attending.take_back)


# Attending


@router.command(
    "到课",
    may=Right.MEMBER,
    takes=rules.read_attending,
    usage="到课 [2号] [口令]",
    does="线上党课签到：开课前十分钟到第二天这个时候，看回放也算。也可以写“已听课 2号”“签到 党课2号”。",
    example="到课 2号",
    spaced=True,
)
def attend(turn: Turn, said: tuple[int | None, str]) -> None:
    """Keep that the sender attended; 到课 率 and the like in a room is talk."""
    number, keyword = said
    if number is None and not turn.is_addressed and (keyword or not attending.is_one_open(turn)):
        return
    lesson = attending.one(turn, number)
    if lesson.keyword and not turn.is_private:
        raise UserError(f"口令不写在群里，请私信我：到课 {lesson.number}号 口令")
    heard = attending.mark_own(turn, lesson, keyword)
    if turn.is_private:
        turn.reply(heard)
    else:
        attending.thank_in_room(turn, lesson)


@router.command(
    "已听课",
    may=Right.MEMBER,
    takes=rules.read_attending,
    usage="已听课 [2号] [口令]",
    does="线上党课签到，和“到课”一样。",
    example="已听课 2号",
    spaced=True,
)
def attend_in_other_words(turn: Turn, said: tuple[int | None, str]) -> None:
    """As 到课."""
    attend(turn, said)


@router.command(
    "签到 党课",
    may=Right.MEMBER,
    takes=rules.read_attending,
    usage="签到 党课2号 [口令]",
    does="线上党课签到，和“到课”一样。",
    example="签到 党课2号",
)
def sign_in(turn: Turn, said: tuple[int | None, str]) -> None:
    """As 到课."""
    attend(turn, said)


@router.answer
def hear_attendance(turn: Turn) -> bool:
    """Take 听了, 在听课, 党课1号到 said privately about a lesson that may be signed in to now."""
    said = rules.read_heard(turn.text) if turn.who and turn.is_private else None
    if said is None or (said.number is None and not attending.is_one_open(turn)):
        return False
    lesson = attending.one(turn, said.number)
    if said.is_bare and turn.now > lesson.starts_at + rules.RUNS_FOR:
        return False  # 到了: home, perhaps
    turn.reply(attending.mark_own(turn, lesson, ""))
    return True


@router.command(
    "代签 党课",
    may=Right.SECRETARY,
    takes=rules.read_named,
    usage="代签 党课2号 王五 李四",
    does="替听了课、自己签不了到的人签到（只有电话的、一起看的），课后两个星期内。请私信我。",
    example="代签 党课2号 王五",
)
def attend_for_others(turn: Turn, said: tuple[int | None, tuple[str, ...]]) -> None:
    """Keep that others attended, by the word of who looks after them."""
    turn.check_privacy()
    number, names = said
    lesson = attending.one(turn, number)
    example = f"代签 党课{lesson.number}号 {{}}"
    people = [finding.one_person(turn, read_person(name), example) for name in names]
    turn.reply(attending.enter(turn, lesson, people))


@router.command(
    "提醒我",
    may=Right.MEMBER,
    takes=rules.read_one_surely,
    usage="提醒我 2号",
    does="线上党课开课前一小时，我私信提醒您一声。",
    example="提醒我 2号",
    spaced=True,
)
def wish_reminder(turn: Turn, number: int) -> None:
    """Note that the sender wishes to be reminded of a lesson."""
    lesson = attending.one(turn, number)
    if lesson.starts_at - rules.REMINDED_BEFORE <= turn.now:
        raise UserError(f"{lesson.name}{telling.when(turn, lesson)}开课，不用再提醒了。")
    if accounts.reachable(turn.db, turn.actor.member.id) is None:
        raise UserError("我还私信不到您，请先加我为好友，再发一次。")
    lessons.wish_reminder(turn.db, lesson.number, turn.actor.member.id)
    turn.reply(f"好的，{lesson.name}开课前一小时私信提醒您。")


@router.command(
    "名单 党课",
    may=Right.SECRETARY,
    takes=rules.read_one,
    usage="名单 党课 [2号]",
    does="一次线上党课各支部谁到了、谁还没有记录，连同一张表，私下发给您；书记看本支部的。",
    example="名单 党课 2号",
)
def list_attendance(turn: Turn, number: int | None) -> None:
    """Show who attended, by branch, with a workbook."""
    lesson = attending.one(turn, number)
    scope = None if turn.actor.is_clerk else sorted(turn.actor.leads)
    counted, guests = attending.turnouts(turn, lesson, scope), attending.guests(turn, lesson, scope)
    if not counted and not guests:
        raise UserError(f"{lesson.name}没有您支部的人，到课的情况党办看得到。")
    lines = [f"{lesson.name}“{lesson.title}”到课情况：", *rules.show_turnout(counted, guests)]
    there = turn.reply_privately("\n".join(lines), "名单")
    if there is None:
        return
    shown = [person.id for one in counted for person in (*one.came, *one.missing)]
    turn.note_look([*shown, *(one.id for one in guests)], "名单 党课")
    path = turn.new_file(f"{lesson.name}到课")
    book.write(turn, path, lesson, counted, guests)
    turn.say(f"lesson:{lesson.number}:list:{turn.incoming.message_id}", there, "", Kind.REPLY, file=path)
