"""Check-ins: 平安 in a member's own words, for oneself or for others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from operator import attrgetter

from bot import alarm, texts
from bot.context import Turn, UserError
from bot.domain import bereavement, checkin
from bot.domain.checkin import Intent, Report, Safety
from bot.domain.concern import Why
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.room import RoomKind
from bot.reading import explain, read
from bot.reading.gazetteer import country_name
from bot.reading.names import Likeness, Roll
from bot.reading.solitaire import Solitaire
from bot.router import Router
from data import account as accounts
from data import checkin as checkins
from data import concern as concerns
from data import greeting as greetings
from data import member as members
from data import outbox
from data.db import read_stamp

router = Router()

_OPENERS = re.compile(r"[#/＃]?\s*(报平安|平安(?!银行|保险|夜|是福)|代报)")
_LIST = re.compile(r"\s*#接龙.*?平安", re.DOTALL)
_FIRST_ITEM = re.compile(r"^[ \t]*1 ?[.、,，)）]", re.MULTILINE)
_CORRECTS = re.compile(
    r"\s*(?:我|刚才?|刚刚)*+(?:不对|更正|纠正|[说写发报搞弄]错|错了?(?=[，,。!！\s]|$))了?(?:一下)?(?P<right>.*)",
    re.DOTALL,
)
_SELF = re.compile("[我俺咱]")
# A first line of thanks comes soon; later ones are gathered.
_THANK_AFTER = timedelta(minutes=1)
# In a branch the same sound is the same person; among thousands only the very name is.
_SUREST, _SUREST_OF_ALL = Likeness.SOUND, Likeness.DRESSED
_PROPOSED = 3  # people named to whom an unknown name may belong
_Unknown = Mapping[str, tuple[Member, ...]]  # names nobody in scope bears, with who may be meant
_ANSWERED = (Why.UNCLEAR, Why.UNREADABLE)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A check-in that was stored: what is now known of the person, and whether it was so corrected."""

    row_id: int
    person: Member
    report: Report
    corrected: bool


@router.answer
def take_checkin(turn: Turn) -> bool:
    """Take a message that reports how somebody is; ordinary chat is left alone."""
    if turn.who is None or not _is_meant(turn):
        return False
    scope = turn.people_in_scope()
    bereaved = _bereaved(turn, scope)
    understood = explain(
        bereavement.leave_out(turn.text) if bereaved else turn.text,
        now=turn.local_now,
        home=turn.settings.organisation.home,
        members=tuple(person.name for person in scope),
        sender=turn.who.member.name,
    )
    if understood.doubt:
        alarm.ask_about(turn, understood.doubt)
    reading = understood.reading
    if reading.intent is Intent.OTHER and not bereaved:
        return bool(understood.doubt) or _ask_what_is_right(turn)
    kept: list[_Kept] = []
    unknown: dict[str, tuple[Member, ...]] = {}
    in_need: list[Member] = []
    for report in reading.reports:
        person = _person(turn, report, scope)
        if person is None:
            unknown[report.subject or ""] = Roll(scope, attrgetter("name")).find(report.subject or "").people
        elif (row := _keep(turn, person, report)) is not None:
            kept.append(row)
        else:
            continue  # a list pasted again: this line was heard before
        if report.safety is Safety.HELP:
            in_need.append(person or turn.who.member)  # whom nobody knows, the sender can tell of
    _note_concerns(turn, kept, unknown)
    if bereaved:
        _let_rest(turn, bereaved)
    if in_need:
        alarm.raise_alarm(turn, in_need)
        return True
    if bereaved:
        _ask_to_telephone(turn, bereaved)
        kept = [row for row in kept if row.person.id != bereaved.id]  # never "已记平安"
    _acknowledge(turn, kept, unknown)
    return True


def _is_meant(turn: Turn) -> bool:
    """Whether the message may be a check-in said to the bot: addressed, or opened so in a member's room."""
    if turn.is_addressed:
        return True
    if turn.room is None or turn.room.kind not in {RoomKind.BRANCH, RoomKind.OVERSEAS}:
        return False
    if _LIST.match(turn.text):
        title = _FIRST_ITEM.split(turn.text, maxsplit=1)[0]
        return Solitaire(title, ()).is_checkin
    if _OPENERS.match(turn.text):
        return True
    return bool(_CORRECTS.match(turn.text)) and _corrected(turn) is not None


def _person(turn: Turn, report: Report, scope: list[Member]) -> Member | None:
    """Find whom a report is about; two of the same name are never guessed."""
    if report.subject is None:
        if not _CORRECTS.match(turn.text):
            return turn.actor.member
        if (corrected := _corrected(turn)) is None and report.safety is not Safety.HELP and _told_last(turn):
            raise UserError("要改哪一位的？请带上名字，例：不对，张三在苏州")
        return corrected or turn.actor.member
    found = _bearing(report.subject, scope, surest=_SUREST_OF_ALL if turn.actor.is_clerk else _SUREST)
    here = [person for person in found if turn.room and person.branch_id == turn.room.unit_id]
    return found[0] if len(found) == 1 else here[0] if len(here) == 1 else None


def _bearing(name: str, scope: list[Member], surest: Likeness) -> list[Member]:
    """List who bears a name, or else, where that is sure enough, one like it (张珊 for 张三)."""
    if exact := [person for person in scope if person.name == name]:
        return exact
    found = Roll(scope, attrgetter("name")).find(name)
    return list(found.people) if found.likeness is not None and found.likeness <= surest else []


def _corrected(turn: Turn) -> Member | None:
    """Give whose check-in of today a correction without a name means; None where there is none, or many."""
    told, own = _told_last(turn), turn.actor.member
    if told and (own.id in told or _SELF.search(turn.text)):
        return own
    return members.find(turn.db, told[0]) if len(told) == 1 else None


def _told_last(turn: Turn) -> list[int]:
    return checkins.told_last(turn.db, turn.actor.member.id, turn.day_start)


def _ask_what_is_right(turn: Turn) -> bool:
    """Answer a bare 不对 after a check-in of today."""
    correction = _CORRECTS.match(turn.text)
    if not turn.is_addressed or not correction or len(correction["right"]) > 4 or not _told_last(turn):
        return False
    turn.reply("哪里不对？请直接写对的，例：不对，我在苏州")
    return True


def _keep(turn: Turn, person: Member, report: Report) -> _Kept | None:
    """Store a report; a list pasted again with the same line says nothing new (None).

    A second one of the same day amends the first, and both are kept.
    """
    known = checkins.latest(turn.db, person.id, turn.day_start)
    now_known = checkin.amend(known[0], report) if known else report
    if _LIST.match(turn.text):
        before = checkins.latest(turn.db, person.id, turn.now - timedelta(hours=20))
        if before and before[0] == replace(now_known, subject=None) and _LIST.match(before[1]):
            return None
    row_id = checkins.add(
        turn.db,
        person.id,
        now_known,
        intent=Intent.HELP if now_known.safety is Safety.HELP else Intent.CHECKIN,
        said_by=turn.actor.member.id,
        message_id=turn.incoming.message_id,
        words=turn.text,
        now=turn.now,
    )
    return _Kept(row_id, person, now_known, known is not None and bool(_CORRECTS.match(turn.text)))


def _note_concerns(turn: Turn, kept: list[_Kept], unknown: _Unknown) -> None:
    """Take off the look-at list what is answered now, and put on it whom nobody knows."""
    for row in kept:
        concerns.settle(turn.db, row.person.id, _ANSWERED, turn.now)
    for name in unknown:
        turn.leave_to_keepers(turn.actor.member, Why.NAME, name)
    if not unknown and any(row.person.id != turn.actor.member.id for row in kept):
        concerns.settle(turn.db, turn.actor.member.id, (Why.NAME,), turn.now)


def _acknowledge(turn: Turn, kept: list[_Kept], unknown: _Unknown) -> None:
    if turn.is_private or any(row.corrected for row in kept):
        _say_what_was_understood(turn, kept, unknown)
        return
    if kept:
        _thank_in_room(turn, [row.row_id for row in kept])
    if unknown and turn.incoming.mentions_bot:
        turn.reply(_ask_for_names(unknown))


def _ask_for_names(unknown: _Unknown, *, propose: bool = False) -> str:
    if shared := [name for name, people in unknown.items() if any(person.name == name for person in people)]:
        return f"{'、'.join(shared)}不止一位，分不清是谁，请本人自己报。"
    likely = dict.fromkeys(person.name for people in unknown.values() for person in people[:_PROPOSED])
    proposal = f"是{'、'.join(likely)}吗？" if propose and likely else ""
    return f"没认出{'、'.join(unknown)}，{proposal}请写名册上的全名。"


def _say_what_was_understood(turn: Turn, kept: list[_Kept], unknown: _Unknown) -> None:
    """Say it back privately; in a room, where that is impossible, only that it was corrected."""
    if not turn.is_private and not accounts.is_friend(turn.db, turn.incoming.sender):
        turn.reply("好的，已经改了。")
        return
    lines = []
    for row in kept:
        name = "" if row.person.id == turn.actor.member.id else f"{row.person.name} "
        summary = checkin.summarise(row.report, turn.local_now.date(), country_name)
        verb = "已改" if row.corrected else "已记"
        lines.append(f"{verb}：{name}{summary}。" if summary else f"已记下{name}，谢谢报个信。")
    if unknown:
        lines.append(_ask_for_names(unknown, propose=True))
    elif lines:
        lines[-1] += "不对请直接改。"
    if lines:
        key = f"checkin:{turn.incoming.message_id}"
        turn.say(key, turn.incoming.sender, "\n".join(lines), Kind.REPLY, member_id=turn.actor.member.id)


def _bereaved(turn: Turn, scope: list[Member]) -> Member | None:
    """Tell who lost somebody: whose name stands beside it, else the sender."""
    if not bereavement.is_told(turn.text):
        return None
    line, own = bereavement.line_of(turn.text), turn.actor.member
    named = [person for person in scope if person.name in line and person.id != own.id]
    return named[0] if len(named) == 1 else own


def _let_rest(turn: Turn, person: Member) -> None:
    """Greet the bereaved for nothing for a while."""
    greetings.rest(
        turn.db,
        person.id,
        turn.now + bereavement.REST,
        reason="bereavement",
        said_by=turn.actor.member.id,
        now=turn.now,
    )


def _ask_to_telephone(turn: Turn, person: Member) -> None:
    """Ask the secretary to telephone; a room hears nothing."""
    wording = texts.load("bereavement")
    own = person.id == turn.actor.member.id
    if not own and turn.actor.may_see(person.branch_id):
        asked, answer = [], wording["noted"].format(name=person.name, days=bereavement.REST.days)
    else:
        words = wording["ask"].format(
            name=person.name,
            phone=person.phone or "没有登记",
            said_by=turn.actor.member.name,
            words=turn.text,
            days=bereavement.REST.days,
        )
        day = str(turn.local_now.date())  # a list is pasted again and again
        asked = turn.tell_keepers(person, f"bereavement:{person.id}:{day}", words)
        if not asked:
            turn.leave_to_keepers(person, Why.BEREAVEMENT, day)
        answer = wording["condole" if own else "thank"].format(told=wording["told"] if asked else "")
    if turn.is_private:
        turn.reply(answer)


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
