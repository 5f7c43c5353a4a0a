"""Who was heard of when, who is left in peace and why: one account for reminders, lists and pages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.context import Context, Turn
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.silence import Excuse, Standing
from data import absence as absences
from data import greeting as greetings
from data import member as members
from data import preference as preferences
from data import silence as silences


def standings(ctx: Context, people: Sequence[Member]) -> list[Standing]:
    """Tell how it stands with these people's silence."""
    heard, promised, lost = silences.heard_at(ctx.db), silences.promises(ctx.db), silences.lost(ctx.db)
    watched = silences.watched_since(ctx.db, [person.id for person in people], ctx.now)
    excuses = lasting_excuses(ctx)
    return [
        Standing(
            person,
            heard.get(person.id),
            watched[person.id],
            excuses.get(person.id),
            promised.get(person.id),
            person.id in lost,
        )
        for person in people
    ]


def lasting_excuses(ctx: Context) -> dict[int, Excuse]:
    """Give why members are left in peace for a while, by id; the strongest reason stands."""
    return (
        dict.fromkeys(absences.on(ctx.db, ctx.local_now.date()), Excuse.ABSENT)
        | dict.fromkeys(preferences.without_questions(ctx.db), Excuse.OPTED_OUT)
        | dict.fromkeys(greetings.resting(ctx.db, ctx.now), Excuse.RESTING)
    )


def overdue(ctx: Context) -> list[Standing]:
    """List whose silence is overdue, in the order of the roll."""
    after = ctx.settings.rollcalls.overdue_after
    return [one for one in standings(ctx, members.everybody(ctx.db)) if one.is_silent_for(after, ctx.now)]


# Who was declared 失联


def hear_from_the_lost(turn: Turn, person: Member) -> None:
    """Where somebody out of reach is heard of, by the person or who may answer for them: it is over."""
    own = person.id == turn.actor.member.id
    if not own and not turn.actor.may_see(person.branch_id):
        return
    if not silences.find_again(turn.db, person.id, turn.now):
        return
    words = f"{person.name}有消息了，已取消“暂未联系上”。"
    for keeper in turn.keepers(person, Role.SECRETARY) + turn.keepers(person, Role.CLERK):
        turn.tell(keeper.id, f"found:{turn.incoming.message_id}:{person.id}", words, Kind.REPLY)
