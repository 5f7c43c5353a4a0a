"""Answers to a numbered list of people: whose places they name, and what they make of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.checkin import vouching
from bot.context import Turn
from bot.distress import alarm
from bot.domain import proxy, receipt
from bot.domain.checkin import Intent
from bot.domain.member import Member
from bot.domain.notice import Answer, Notice
from bot.domain.proxy import How, ListAnswer, Part
from bot.domain.room import RoomKind
from bot.receipt import answering
from bot.receipt.answering import Given
from data import listing as listings
from data import member as members
from data import notice as notices
from data import receipt as receipts
from data.listing import Listing

# Lists of people that are answered by their numbers; others (名单 待看) have words of their own.
_OF_PEOPLE = {"notice", "rollcall", "overdue", "silence", "open", "outside"}


@dataclass(slots=True)
class Outcome:
    """What became of an answer to a list."""

    lines: list[str] = field(default_factory=list)
    count: int = 0  # people of whom something was kept
    in_need: list[Member] = field(default_factory=list)


def shown(turn: Turn) -> Listing | None:
    """Give the list that the sender quotes, in the office anybody's, or without a quote saw last."""
    quote, own = turn.incoming.quote, turn.actor.member.id
    here = turn.incoming.room if turn.is_in_office else None
    quoted = listings.latest(turn.db, own, turn.now, quoted=quote.text, room_id=here) if quote else None
    if quote and not turn.is_private:
        return quoted
    found = quoted or listings.latest(turn.db, own, turn.now)
    return found if found and found.subject.partition(":")[0] in _OF_PEOPLE else None


def notice_of(turn: Turn, listing: Listing) -> Notice | None:
    """Give the notice a list is about; None for other lists."""
    noun, _, number = listing.subject.partition(":")
    return notices.find(turn.db, int(number)) if noun == "notice" else None


def is_meant(turn: Turn, said: ListAnswer, notice: Notice | None) -> bool:
    """Whether words with numbers in front are for the list: 3 去 may be many things, 3 电话平安 is one."""
    if not turn.is_addressed:
        told = said.sure or _is_of_list(turn, said, notice)
        return told and not turn.incoming.mentions and all(_is_told(part, notice) for part in said.parts)
    if said.sure:
        return True
    intents = [vouching.read_report(turn, part.words)[0] for part in said.parts]
    brief = all(proxy.says_nothing(part.words) for part in said.parts)  # 9 已通知
    if notice and (said.is_of_many or brief or turn.incoming.quote):
        reads = [part.failed or _read(part, notice) is not None for part in said.parts]
        return all(read or intent is not Intent.OTHER for read, intent in zip(reads, intents, strict=True))
    return Intent.OTHER not in intents


def _is_of_list(turn: Turn, said: ListAnswer, notice: Notice | None) -> bool:
    """Whether 5 6 收到 among secretaries is about places of a list, as no such notices are open."""
    if notice is None or turn.room is None or turn.room.kind not in {RoomKind.SECRETARY, RoomKind.OFFICE}:
        return False
    numbers = {one.number for one in answering.asked(turn, None)}
    return said.is_of_many and not any(numbers.issuperset(part.places) for part in said.parts)


def _is_told(part: Part, notice: Notice | None) -> bool:
    """Whether a part says what only an answer to a list says; 2 见面聊 is talk."""
    safe = bool(proxy.SAFE.search(part.words)) and (part.how is not How.OTHER or len(part.places) > 1)
    spoken = not proxy.says_nothing(proxy.SAFE.sub("", part.words))
    return part.failed or safe or (spoken and notice is not None and _read(part, notice) is not None)


# How an answer is told on: 他说周六来不了.
_TOLD_ON = re.compile(
    r"^(?:他们?|她们?|本人|人家)?(?:也|都)?(?:说|讲|回复?|表示)?(?:他们?|她们?|是)?[\s,，:：]*"
)


def _read(part: Part, notice: Notice) -> Given | None:
    """Read what a part says to a notice; who was told of it has it."""
    if proxy.says_nothing(proxy.SAFE.sub("", part.words)):
        return answering.read_for(notice, "收到")
    plain = _TOLD_ON.sub("", part.words)
    return answering.read_for(notice, part.words) or (answering.read_for(notice, plain) if plain else None)


def take(turn: Turn, said: ListAnswer, listing: Listing, notice: Notice | None) -> Outcome:
    """Keep what an answer says of the people at its places; each one's branch is looked at again."""
    outcome = Outcome()
    if notice and notice.withdrawn_at:
        outcome.lines.append(f"第{notice.number}号通知已经撤回，不用回了。")
        return outcome
    last = len(listing.items)
    for part in said.parts:
        places = part.places or tuple(place for place in range(1, last + 1) if place not in said.but)
        if outside := [place for place in places if not 0 < place <= last]:
            which = "、".join(map(str, outside))
            outcome.lines.append(f"名单上没有{which}号，只到{last}号。")
        inside = [place for place in places if 0 < place <= last]
        people = {place: members.find(turn.db, listing.items[place - 1]) for place in inside}
        mine = {place: one for place, one in people.items() if turn.actor.may_see(one.branch_id)}
        if gone := [f"{place}{one.name}" for place, one in people.items() if place not in mine]:
            outcome.lines.append(f"{' '.join(gone)}现在不在您的支部，没有记。")
        if mine:
            _take_part(turn, part, mine, notice, outcome, everything=listing.subject == "open")
    if outcome.in_need:
        alarm.raise_alarm(turn, outcome.in_need)
    return outcome


def _take_part(
    turn: Turn,
    part: Part,
    people: dict[int, Member],
    notice: Notice | None,
    outcome: Outcome,
    *,
    everything: bool,
) -> None:
    """Keep what was said of these people: about a notice, how they are, or `everything` open."""
    if part.failed:
        outcome.lines.append(f"{_name(people)}没联系上，先不记；联系上了再回编号。")
        return
    kept: dict[str, dict[int, Member]] = {}
    unanswered: dict[int, Member] = {}  # 平安 was said, and not what the notice asks
    for place, person in people.items():
        asked = _unanswered(turn, person) if everything else [notice] if notice else []
        said = [_answer(turn, part, person, one) for one in asked]
        if notice is None or proxy.SAFE.search(part.words) or _is_in_need(turn, part):
            said.append(_vouch(turn, part, person, outcome))
        what = "、".join(dict.fromkeys(one for one in said if one))
        kept.setdefault(what, {})[place] = person
        if notice and what and not said[0] and not receipts.standing(turn.db, notice.number, person.id):
            unanswered[place] = person
    source = part.how.chinese if part.how is not How.OTHER else ""
    for what, those in kept.items():
        if what:
            outcome.count += len(those)
            outcome.lines.append(f"已记{source}{what}：{_name(those)}。")
        else:
            outcome.lines.append(_ask_for_more(part, those, notice))
    if unanswered and not outcome.in_need:
        outcome.lines.append(_ask_for_more(part, unanswered, notice))


def _unanswered(turn: Turn, person: Member) -> list[Notice]:
    """List the notices that a person has only to have received: other questions need words of their own."""
    found = notices.unanswered_by(turn.db, person.id, None, turn.now, turn.settings.notices.open_for)
    return [notice for notice in found if answering.asks(notice) is Answer.RECEIPT]


def _name(people: dict[int, Member]) -> str:
    return " ".join(f"{place}{person.name}" for place, person in people.items())


def _is_in_need(turn: Turn, part: Part) -> bool:
    return vouching.read_report(turn, part.words)[0] is Intent.HELP


def _vouch(turn: Turn, part: Part, person: Member, outcome: Outcome) -> str:
    match vouching.vouch(turn, person, part.words, answering.had(turn, person.id, part.how)):
        case Intent.HELP:
            outcome.in_need.append(person)
            return "求助"
        case Intent.CHECKIN:
            return "平安" if proxy.SAFE.search(part.words) else f"“{part.words}”"
    return ""


def _answer(turn: Turn, part: Part, person: Member, notice: Notice) -> str:
    """Keep what a person answered to a notice; gives it as the sender reads it ("" for none)."""
    given = _read(part, notice)
    if given is None or not given.counts or not notices.was_asked(turn.db, notice.number, person.id):
        return ""
    kept = answering.keep(turn, person.id, given, answering.had(turn, person.id, part.how))
    what = show(given) + ("（晚回）" if answering.is_late(turn, notice) else "")
    return what if kept else f"{what}（今天已有本人的或更直接的回复，没有改）"


def show(given: Given) -> str:
    """Write an answer as it stands in a list of what was kept."""
    return "收到" if given.choice is None else f"“{given.choice}”"


def _ask_for_more(part: Part, people: dict[int, Member], notice: Notice | None) -> str:
    places = " ".join(map(str, people))
    how = part.how.chinese if part.how is not How.OTHER else "电话"
    if notice is None:
        return f"{_name(people)}还没记。都平安的话请回：{places} {how}平安。"
    example = f"例：{places} {how}：{receipt.example_for(notice)}。"
    return f"第{notice.number}号通知{receipt.ask_again(notice)}，{_name(people)}还没记。{example}"


def spell(lines: Sequence[str]) -> str:
    """Put lines together, with how to take back what was kept."""
    body = "".join(lines)
    return body + "错了回“撤”。" if "已记" in body else body
