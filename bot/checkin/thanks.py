"""What is answered to check-ins: what was understood, privately; in a room thanks, by names only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot import texts
from bot.context import Turn
from bot.domain import checkin
from bot.domain.checkin import Report
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.reading.gazetteer import country_name
from bot.unasked import has_heard_enough
from data import account as accounts
from data import checkin as checkins
from data import member as members
from data import outbox
from data.db import read_stamp

# A first line of thanks comes soon; later ones are gathered.
_THANK_AFTER = timedelta(minutes=1)
_PROPOSED = 3  # people named to whom an unknown name may belong
Unknown = Mapping[str, tuple[Member, ...]]  # names nobody in scope bears, with who may be meant


@dataclass(frozen=True, slots=True)
class Kept:
    """A check-in that was stored: what was said and is now known of the person, and what it changed."""

    row_id: int
    person: Member
    said: Report
    report: Report
    corrected: bool
    was_in_need: bool  # an all-clear, perhaps: it says 平安 of who cried for help
    outweighed: bool = False  # the person's own word of today stays what counts
    left_out: bool = False  # a place was said, which the person does not wish to be kept


def acknowledge(turn: Turn, kept: list[Kept], unknown: Unknown, *, for_others: bool) -> None:
    """Answer check-ins; who wrote 代报 (`for_others`) learns of names nobody knows in a room too."""
    if turn.is_private or any(row.corrected for row in kept):
        _say_what_was_understood(turn, kept, unknown)
        return
    if kept:
        _thank_in_room(turn, [row.row_id for row in kept])
    if unknown and (turn.incoming.mentions_bot or for_others):
        turn.reply(_ask_for_names(turn, unknown))


def _ask_for_names(turn: Turn, unknown: Unknown, *, propose: bool = False) -> str:
    if shared := [name for name, people in unknown.items() if any(person.name == name for person in people)]:
        return f"{'、'.join(shared)}不止一位，分不清是谁，请本人自己报。"
    likely = dict.fromkeys(person.name for people in unknown.values() for person in people[:_PROPOSED])
    proposal = f"是{'、'.join(likely)}吗？" if propose and likely else ""
    if not proposal and all(members.named(turn.db, name) for name in unknown):
        return f"{'、'.join(unknown)}不在本支部，没有记。"
    return f"没认出{'、'.join(unknown)}，{proposal}请写名册上的全名。"


def _say_what_was_understood(turn: Turn, kept: list[Kept], unknown: Unknown) -> None:
    """Say it back privately; in a room, where that is impossible, only that it was corrected."""
    if not turn.is_private and not accounts.is_friend(turn.db, turn.incoming.sender):
        turn.reply("好的，已经改了。")
        return
    lines = []
    for row in kept:
        name = "" if row.person.id == turn.actor.member.id else f"{row.person.name} "
        said = None if row.outweighed else row.said
        summary = checkin.summarise(row.report, turn.local_now.date(), country_name, said=said)
        verb = "本人今天自己报过，照本人的记" if row.outweighed else "已改" if row.corrected else "已记"
        lines.append(f"{verb}：{name}{summary}。" if summary else f"已记下{name}，谢谢报个信。")
    if any(row.left_out for row in kept):
        lines.append(texts.load("consent")["place_left_out"])
    if unknown:
        lines.append(_ask_for_names(turn, unknown, propose=True))
    elif lines:
        lines[-1] += "不对请直接改。"
    if lines:
        key = f"checkin:{turn.incoming.message_id}"
        turn.say(key, turn.incoming.sender, "\n".join(lines), Kind.REPLY, member_id=turn.actor.member.id)


def forget_thanks(turn: Turn) -> None:
    """Leave who took a check-in back out of the line of thanks that has not gone yet."""
    for waiting in checkins.waiting_thanks_of(turn.db, turn.actor.member.id):
        if names := checkins.thanked_names(turn.db, waiting):
            outbox.rewrite(turn.db, waiting, checkin.thank(names) + "。")
        else:
            outbox.settle(turn.db, waiting, "cancelled", "taken back")


def _thank_in_room(turn: Turn, row_ids: list[int]) -> None:
    """Gather names into one line; at most one goes out in the configured time, and few a day."""
    room_id = turn.incoming.conversation
    waiting = checkins.waiting_thanks(turn.db, room_id)
    if waiting is None:
        last = checkins.last_thanks(turn.db, room_id)
        soon = turn.now + _THANK_AFTER
        due = max(soon, read_stamp(last) + turn.settings.checkins.thank_every) if last else soon
        if has_heard_enough(turn, room_id, due):
            return
        waiting = turn.say(
            f"thanks:{turn.incoming.message_id}", room_id, checkin.thank([]), Kind.REPLY, not_before=due
        )
        assert waiting is not None
    checkins.thank_with(turn.db, row_ids, waiting)
    outbox.rewrite(turn.db, waiting, checkin.thank(checkins.thanked_names(turn.db, waiting)) + "。")
