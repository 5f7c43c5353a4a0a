"""Check-ins: 平安 in a member's own words, for oneself or for others."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot import texts
from bot.context import Turn
from bot.domain import checkin
from bot.domain.checkin import Intent, Report, Safety
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.room import RoomKind
from bot.reading import read
from bot.reading.gazetteer import country_name
from bot.router import Router
from data import account as accounts
from data import checkin as checkins
from data import member as members
from data import outbox
from data import room as rooms
from data.db import read_stamp

router = Router()

_OPENERS = re.compile(r"\s*(报平安|平安(?!银行|保险|夜|是福)|代报)")
_LIST = re.compile(r"\s*#接龙.*?平安", re.DOTALL)
# A bereavement is never "已记平安".
_MOURNS = re.compile(
    r"去世|过世|病逝|离世|丧事|奔丧|后事|追悼|出殡|老人走了|(?:父亲|母亲|爸|妈|爷爷|奶奶|老伴)走了"
)
_URGENT = re.compile(r"救|帮|医院|抢救|车祸|受伤|事故|报警|急|不想活|想死|自杀|轻生|撑不住|活不下去")
# A first line of thanks comes soon; later ones are gathered.
_THANK_AFTER = timedelta(minutes=1)


@router.answer
def take_checkin(turn: Turn) -> bool:
    """Take a message that reports how somebody is; ordinary chat is left alone."""
    if turn.who is None or not _is_meant(turn):
        return False
    scope = _people_in_scope(turn)
    reading = read(
        turn.text,
        now=turn.local_now,
        home=turn.settings.organisation.home,
        members=tuple(person.name for person in scope),
        sender=turn.who.member.name,
    )
    if reading.intent is Intent.OTHER:
        return False
    kept: list[tuple[int, Member, Report]] = []
    unknown: list[str] = []
    in_need: list[Member] = []
    for report in reading.reports:
        person = _person(turn, report, scope)
        if person is None:
            unknown.append(report.subject or "")
        elif (row_id := _keep(turn, person, report, reading.intent)) is not None:
            kept.append((row_id, person, report))
        else:
            continue  # a list pasted again: this line was heard before
        if report.safety is Safety.HELP:
            in_need.append(person or turn.who.member)  # whom nobody knows, the sender can tell of
    if _MOURNS.search(turn.text) and not _URGENT.search(turn.text):
        _condole(turn)
    elif in_need:
        _raise_alarm(turn, in_need)
    else:
        _acknowledge(turn, kept, unknown)
    return True


def _is_meant(turn: Turn) -> bool:
    """Whether the message may be a check-in said to the bot: addressed, or opened so in a member's room."""
    if turn.is_addressed:
        return True
    in_members_room = turn.room is not None and turn.room.kind in {RoomKind.BRANCH, RoomKind.OVERSEAS}
    return in_members_room and bool(_OPENERS.match(turn.text) or _LIST.match(turn.text))


def _people_in_scope(turn: Turn) -> list[Member]:
    """List whom the sender may report for: the own branch, for a secretary those led, for a clerk all."""
    if turn.actor.is_clerk:
        return members.everybody(turn.db)
    own = turn.actor.member.branch_id
    branches = turn.actor.leads | ({own} if own is not None else set())
    return [person for branch in sorted(branches) for person in members.of_branch(turn.db, branch)]


def _person(turn: Turn, report: Report, scope: list[Member]) -> Member | None:
    """Find whom a report is about; two of the same name are never guessed."""
    if report.subject is None:
        return turn.actor.member
    found = [person for person in scope if person.name == report.subject]
    here = [person for person in found if turn.room and person.branch_id == turn.room.unit_id]
    return found[0] if len(found) == 1 else here[0] if len(here) == 1 else None


def _keep(turn: Turn, person: Member, report: Report, intent: Intent) -> int | None:
    """Store a report; a list pasted again with the same line says nothing new (None)."""
    if _LIST.match(turn.text):
        before = checkins.latest(turn.db, person.id, turn.now - timedelta(hours=20))
        if before and before[0] == replace(report, subject=None) and _LIST.match(before[1]):
            return None
    return checkins.add(
        turn.db,
        person.id,
        report,
        intent=intent,
        said_by=turn.actor.member.id,
        message_id=turn.incoming.message_id,
        words=turn.text,
        now=turn.now,
    )


def _acknowledge(turn: Turn, kept: list[tuple[int, Member, Report]], unknown: list[str]) -> None:
    if not turn.is_private:
        if kept:
            _thank_in_room(turn, [row_id for row_id, _, _ in kept])
        if unknown and turn.incoming.mentions_bot:
            turn.reply(f"没认出{'、'.join(unknown)}，请写名册上的全名。")
        return
    lines = []
    for _, person, report in kept:
        name = "" if person.id == turn.actor.member.id else f"{person.name} "
        summary = checkin.summarise(report, turn.local_now.date(), country_name)
        lines.append(f"已记：{name}{summary}。" if summary else f"已记下{name}，谢谢报个信。")
    if unknown:
        lines.append(f"没认出{'、'.join(unknown)}，请写名册上的全名。")
    elif lines:
        lines[-1] += "不对请直接改。"
    if lines:
        turn.reply("\n".join(lines))


def _condole(turn: Turn) -> None:
    """Say nothing in a room; let the secretary know, who will find the words."""
    person = turn.actor.member
    line = f"{person.name}家里可能有白事，请您问候一下。原话：{turn.text}"
    key = f"mourning:{turn.incoming.message_id}"
    told = any(turn.tell(helper.id, key, line, Kind.REPLY) for helper in _helpers(turn, person))
    if turn.is_private:
        turn.reply("请节哀，多保重。" + ("已经告诉支部，" if told else "") + "有需要随时说。")


def _thank_in_room(turn: Turn, row_ids: list[int]) -> None:
    """Gather names into one line; at most one goes out in the configured time."""
    room_id = turn.incoming.conversation
    waiting = checkins.waiting_thanks(turn.db, room_id)
    if waiting is None:
        last = checkins.last_thanks(turn.db, room_id)
        soon = turn.now + _THANK_AFTER
        due = max(soon, read_stamp(last) + turn.settings.checkins.thank_every) if last else soon
        waiting = turn.say(
            f"thanks:{turn.incoming.message_id}", room_id, checkin.thank([]), Kind.REPLY, not_before=due
        )
        assert waiting is not None
    checkins.thank_with(turn.db, row_ids, waiting)
    outbox.rewrite(turn.db, waiting, checkin.thank(checkins.thanked_names(turn.db, waiting)) + "。")


def _raise_alarm(turn: Turn, people: list[Member]) -> None:
    """Tell the secretary and the office of distress at once; nothing of it is repeated in a room."""
    told: list[str] = []
    for person in people:
        words = texts.load("distress")["alarm"].format(
            name=person.name,
            phone=person.phone or "没有登记",
            said_by=turn.actor.member.name,
            words=turn.text,
        )
        key = f"distress:{turn.incoming.message_id}:{person.id}"
        reached = [
            helper.name
            for helper in _helpers(turn, person)
            if turn.tell(helper.id, key, words, Kind.DISTRESS)
        ]
        told += reached or _call_in_secretaries_room(turn, person, key)
    _comfort(turn, list(dict.fromkeys(told)))


def _helpers(turn: Turn, person: Member) -> list[Member]:
    """List who is told: the person's secretary and the clerks, without who is in need or already knows."""
    helpers = members.holders(turn.db, Role.SECRETARY, person.branch_id) if person.branch_id else []
    helpers += members.holders(turn.db, Role.CLERK)
    know = {person.id, turn.actor.member.id}
    return [helper for helper in helpers if helper.id not in know]


def _call_in_secretaries_room(turn: Turn, person: Member, key: str) -> list[str]:
    """Where nobody can be written to privately: the name alone, in the secretaries' room."""
    line = texts.load("distress")["room"].format(name=person.name)
    for room in rooms.of_kind(turn.db, RoomKind.SECRETARY):
        turn.say(f"{key}:room", room.room_id, line, Kind.DISTRESS)
        return ["书记群"]
    return []


def _comfort(turn: Turn, told: list[str]) -> None:
    """Tell the sender, privately where possible, who knows now and whom to call."""
    wording = texts.load("distress")
    words = wording["comfort"].format(told="、".join(told)) if told else wording["alone"]
    if turn.is_private or accounts.is_friend(turn.db, turn.incoming.sender):
        key = f"comfort:{turn.incoming.message_id}"
        turn.say(key, turn.incoming.sender, words, Kind.DISTRESS, member_id=turn.actor.member.id)
    else:
        turn.reply(wording["comfort_in_room"] if told else wording["alone"])


@router.answer
def hear_unknown_in_need(turn: Turn) -> bool:
    """Take a private call for help of somebody not bound: the numbers to call, and the office is told."""
    if turn.who is not None or not turn.is_private:
        return False
    reading = read(turn.text, now=turn.local_now, home=turn.settings.organisation.home)
    if reading.intent is not Intent.HELP:
        return False
    wording = texts.load("distress")
    words = wording["unknown"].format(nickname=turn.incoming.nickname, words=turn.text)
    told = turn.tell_clerks(f"distress:{turn.incoming.message_id}", words, Kind.DISTRESS)
    turn.reply(wording["comfort"].format(told="党办") if told else wording["alone"])
    return True
