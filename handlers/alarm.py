"""我来处理: a person takes a cry for help, and it rings no more; 名单 求助 shows what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot import texts
from bot.checkin import amendment
from bot.context import Turn, UserError
from bot.distress import alarm as distress
from bot.distress import clearing, ringing
from bot.domain import alarm, correction
from bot.domain.alarm import Alarm, Taking
from bot.domain.checkin import Intent, Reading
from bot.domain.command import nothing
from bot.domain.delivery import Kind
from bot.domain.room import RoomKind
from bot.reading import read
from bot.router import Right, Router
from data import account as accounts
from data import alarm as alarms
from data import member as members

router = Router()

_STAFF_ROOMS = {RoomKind.SECRETARY, RoomKind.OFFICE}
_FRESH = timedelta(hours=1)  # so long 我来处理 in the branch's room is about the cry for help
_SHORT = 30  # characters; what is longer says more than that it is over


@router.command(
    "名单 求助",
    may=Right.SECRETARY,
    takes=nothing,
    usage="名单 求助",
    does="还没了结的求助，谁在处理，私下发给您。接手回“我来处理 3号”，办妥了回“处理好了 3号”。",
    example="名单 求助",
)
def list_alarms(turn: Turn, _words: None) -> None:
    """List the cries for help that are not over, within the asker's scope."""
    found = _in_sight(turn)
    turn.steer()
    if not found:
        turn.reply_privately("没有等着处理的求助。")
        return
    names = {one.id: one.name for one in members.of_ids(turn.db, {a.taken_by or 0 for a in found})}
    lines = [alarm.show_open(a, names.get(a.taken_by or 0), a.at.astimezone(turn.zone)) for a in found]
    turn.note_look({one.member_id for one in found if one.member_id}, "名单 求助")
    end = f"接手请回“我来处理 {found[0].number}号”，办妥了回“处理好了 {found[0].number}号”。"
    turn.reply_privately("\n".join([f"求助 {len(found)} 件：", *lines, end]), "名单")


@router.answer
def take_alarm(turn: Turn) -> bool:
    """Let somebody in line take a cry for help: everybody who was told hears so, and the person in need."""
    asked = alarm.read_taking(turn.text)
    if turn.who is None or asked is None:
        return False
    found = _in_sight(turn)
    meant = _choose(turn, asked, sorted(found, key=lambda one: one.taken_by is not None))
    if meant is None or not _is_meant(turn, asked, meant):
        return _refuse(turn, asked)
    own = turn.actor.member
    if meant.taken_by not in {None, own.id}:
        _answer(turn, f"{meant.name}的事，{members.find(turn.db, meant.taken_by or 0).name}已经在处理了。")
        return True
    _give_details(turn, meant)  # first: whoever helps waits for the telephone number
    if meant.taken_by is None:
        alarms.take(turn.db, meant.number, own.id, turn.now)
        ringing.hush(turn, meant, "taken")
        _tell_of_taking(turn, meant)
    return True


@router.answer
def ask_to_take(turn: Turn) -> bool:
    """Say what is still to be done where somebody answers an alarm with no more than 收到."""
    if turn.who is None or not turn.is_private or not alarm.only_hears(turn.text):
        return False
    waiting = [one for one in _in_sight(turn) if one.taken_by is None and turn.now - one.at < _FRESH]
    if waiting:
        ringing.answer(turn, texts.load("distress")["still_to_take"].format(name=waiting[0].name))
    return False  # it may be the receipt of a notice, too


@router.answer
def settle_alarm(turn: Turn) -> bool:
    """Let who took a cry for help say that it is seen to."""
    asked = alarm.read_settling(turn.text)
    if turn.who is None or asked is None or not (turn.is_addressed or _is_staff_room(turn)):
        return False
    own = turn.actor.member
    mine = [one for one in _in_sight(turn) if one.taken_by == own.id or not asked.is_bare]
    meant = _choose(turn, asked, mine)
    if meant is None:
        return _say_it_is_over(turn, asked) or _say_nothing_is_taken(turn)
    _tell_the_told(turn, meant, "settled")
    clearing.end(turn, meant)
    _answer(turn, f"好的，{meant.name}的事了结了，辛苦您。")
    return True


def _say_it_is_over(turn: Turn, asked: Taking) -> bool:
    """Thank who took what is over already: the member's own 没事了 may have come first."""
    if not turn.is_addressed:
        return False
    mine = alarms.closed_of(turn.db, turn.actor.member.id, turn.now - alarm.OVER_AFTER)
    ended = _choose(turn, asked, mine)
    if ended is None:
        return False
    _answer(turn, f"好的，{ended.name}的事已经了结了，辛苦您。")
    return True


def _say_nothing_is_taken(turn: Turn) -> bool:
    if not turn.is_private or Right.of(turn.who) < Right.SECRETARY:
        return False
    turn.reply(texts.load("distress")["nothing_taken"])
    return True


@router.answer
def hear_all_clear(turn: Turn) -> bool:
    """Take 没事了 or 撤 of who told of somebody that no roll has, or is not bound; others check in."""
    open_one = alarms.open_from(turn.db, turn.incoming.sender)
    # Of another 我没事 says nothing.
    says_over = correction.is_false_alarm if turn.who else alarm.is_all_clear
    over, undone = says_over(turn.text), correction.takes_back(turn.text)
    if open_one is None or not (over or undone) or len(turn.text) > _SHORT:
        return False
    if not (turn.is_addressed or open_one.room_id == turn.incoming.room) or _means_a_member(turn, open_one):
        return False
    if not clearing.hear_over(turn, open_one, "taken_back" if undone else "clear"):
        ringing.answer(turn, texts.load("distress")["still_calls"])
    else:
        ringing.answer(turn, "已撤，也转告了。" if undone else "好的，已经转告了，没事就好。")
    return True


@router.answer
def hear_more(turn: Turn) -> bool:
    """Pass on what is written after a cry: 血止不住了, 在三号楼 is not left without an ear."""
    if not turn.is_private or not alarm.says_more(turn.text):
        return False
    open_one = _own_alarm(turn)
    if open_one is None or turn.now - open_one.at > _FRESH:
        return False
    home = turn.settings.organisation.home
    reading = read(turn.text, now=turn.local_now, home=home)
    if _says_something_else(turn, reading):
        return False
    if alarm.cries(turn.text):
        distress.hear_again(turn, open_one)
        return True
    told = ringing.pass_on(turn, open_one)
    if not told:
        return False
    names = "、".join(one.name for one in told) if turn.who else "支部的人"
    ringing.answer(turn, texts.load("distress")["passed_on"].format(told=names))
    return reading.intent is Intent.OTHER or turn.who is None  # where somebody is, is kept as well


def _own_alarm(turn: Turn) -> Alarm | None:
    """Find what the sender needs help with, or, of a member, told of another, that is not over."""
    if turn.who is None:
        return alarms.open_from(turn.db, turn.incoming.sender)
    own = turn.who.member.id
    if found := alarms.open_about(turn.db, own) or alarms.open_from(turn.db, turn.incoming.sender):
        return found
    # A secretary's next words are rather about the day's work.
    if Right.of(turn.who) >= Right.SECRETARY or alarm.answers_a_notice(turn.text):
        return None
    return alarms.open_told_by(turn.db, own)


def _says_something_else(turn: Turn, reading: Reading) -> bool:
    """Whether it is an all-clear, a correction, a new cry, or about others: others take these."""
    if alarm.is_all_clear(turn.text) or correction.takes_back(turn.text) or correction.is_one(turn.text):
        return True
    if reading.intent is Intent.HELP or turn.who is None:
        return reading.intent is Intent.HELP
    return any(report.safety or report.subject for report in reading.reports)


def _in_sight(turn: Turn) -> list[Alarm]:
    return [one for one in alarms.unfinished(turn.db) if ringing.may_take(turn.actor, one)]


def _choose(turn: Turn, asked: Taking, found: Sequence[Alarm]) -> Alarm | None:
    """Find which one is meant: by number, quote or name, else the first."""
    quote = turn.incoming.quote
    number = asked.number or (alarm.read_quoted(quote.text) if quote and asked.is_bare else None)
    if number:
        return next((one for one in found if one.number == number), None)
    if asked.name:
        return next((one for one in found if one.name.strip("“”") == asked.name), None)
    return next(iter(found), None)


def _is_staff_room(turn: Turn) -> bool:
    return turn.room is not None and turn.room.kind in _STAFF_ROOMS


def _is_meant(turn: Turn, asked: Taking, meant: Alarm) -> bool:
    """Whether the words are about an alarm: in the branch's room only plain ones, soon after it."""
    if turn.is_addressed or _is_staff_room(turn):
        return meant.taken_by is None or asked.plain
    here = turn.room is not None and meant.branch_id is not None and turn.room.unit_id == meant.branch_id
    return here and asked.plain and meant.taken_by is None and turn.now - meant.at < _FRESH


def _refuse(turn: Turn, asked: Taking) -> bool:
    """Say what cannot be taken; words that may mean anything else are left to others."""
    if not turn.is_private or asked.name:
        return False
    if any(one.said_by == turn.actor.member.id for one in alarms.unfinished(turn.db)):
        turn.reply(texts.load("distress")["not_in_line"])
        return True
    if not asked.plain or Right.of(turn.who) < Right.SECRETARY:
        return False
    if asked.number:
        raise UserError(f"没有等着处理的求助{asked.number}号。发“名单 求助”看看还有哪些。")
    turn.reply("现在没有等着处理的求助。")
    return True


def _tell_of_taking(turn: Turn, taken: Alarm) -> None:
    """Tell the person in need, who was told, and who told it, that somebody sees to it."""
    own, key = turn.actor.member, f"taken:{turn.incoming.message_id}"
    help_comes = texts.load("distress")["help_comes"].format(taker=own.name)
    if taken.member_id:
        turn.tell(taken.member_id, f"{key}:help", help_comes, Kind.DISTRESS)
    elif taken.said_by is None and accounts.is_friend(turn.db, taken.account_id):
        turn.say(f"{key}:help", taken.account_id, help_comes, Kind.DISTRESS)
    _tell_the_told(turn, taken, "taken_by")
    ringing.say_in_room(turn, taken, "room_taken")


def _tell_the_told(turn: Turn, about: Alarm, text: str) -> None:
    own = turn.actor.member
    words = texts.load("distress")[text].format(taker=own.name, name=about.name, number=about.number)
    hearers = {one.id for one in ringing.told(turn, about, own.id)} | {about.said_by or 0}
    for hearer in sorted(hearers - {0, own.id, about.member_id}):
        turn.tell(hearer, f"{text}:{turn.incoming.message_id}", words, Kind.DISTRESS)


def _give_details(turn: Turn, taken: Alarm) -> None:
    """Give the taker all there is to know, privately; a room reads no more than who sees to it."""
    own = turn.actor.member
    told_by = members.find(turn.db, taken.said_by).name if taken.said_by else taken.name
    turn.note_look([taken.member_id] if taken.member_id else [], "接求助")
    words = texts.load("distress")["taken"].format(
        name=taken.name,
        number=taken.number,
        phone=ringing.phone(turn, taken),
        said_by=told_by,
        words=taken.words,
    )
    if turn.is_private:
        ringing.answer(turn, words)
    elif turn.tell(own.id, f"taken:{turn.incoming.message_id}:details", words, Kind.DISTRESS):
        if _is_staff_room(turn) or turn.is_addressed:
            ringing.answer(turn, f"好的，由{own.name}处理，详情私信您了。")
    else:
        ringing.answer(turn, f"好的，由{own.name}处理。请先加我为好友，详情发给您。")


def _answer(turn: Turn, words: str) -> None:
    """Answer privately where possible: a name in need is not repeated in a room."""
    if turn.is_private or not turn.tell(
        turn.actor.member.id, f"about:{turn.incoming.message_id}", words, Kind.DISTRESS
    ):
        ringing.answer(turn, words if turn.is_private or _is_staff_room(turn) else "好的。")


def _means_a_member(turn: Turn, other: Alarm) -> bool:
    """Whether 没事了 or 撤 is rather about a member: oneself, or of whom one told later."""
    if turn.who is None:
        return False
    told = amendment.told_last(turn, other.at)
    return told is not None
