"""One's own dues, and the word of a member to have paid."""

from __future__ import annotations

from datetime import timedelta

from bot import texts
from bot.context import Turn
from bot.domain import month
from bot.domain.dues.standing import show_own
from bot.dues import standing
from bot.receipt import answering as receipts
from data import dues

_ASKED_FOR = timedelta(days=14)


def show(turn: Turn) -> None:
    """Show the sender privately how the own dues stand."""
    turn.keep_to_sender()
    one = standing.of_one(turn, turn.actor.member, turn.actor)
    how = str(texts.load("dues")["how_to_pay"])
    turn.reply_privately(show_own(one, turn.local_now.date(), turn.zone, how), "党费")


def was_asked(turn: Turn) -> bool:
    """Whether the sender heard of open dues lately, and nothing else waits for an answer."""
    own, since = turn.actor.member.id, turn.now - _ASKED_FOR
    asked = any(who == own and at[-1] >= since for (who, _), at in dues.words(turn.db, "reminder").items())
    return asked and not receipts.unanswered(turn)


def pass_on(turn: Turn) -> None:
    """Pass on to the secretary that the sender says to have paid; what is booked, a person decides."""
    person, this_month = turn.actor.member, month.of_day(turn.local_now.date())
    body = f"{person.name}说党费交过了。核对好了请记一笔，例：党费 {person.name} 交到 {this_month}"
    told = turn.tell_keepers(person, f"dues:claim:{turn.incoming.message_id}", body)
    who = f"已转告{'、'.join(told)}，核对后记上。" if told else "请和书记说一声，书记核对后记上。"
    turn.reply_privately(f"好的。{who}记到哪个月了发“党费”看。", "党费")
