"""How people's dues stand, with the amounts that the reader may see."""

from __future__ import annotations

from collections.abc import Sequence

from bot.context import Context
from bot.domain import dues as rules
from bot.domain.dues.standing import Standing
from bot.domain.field import Field
from bot.domain.member import Actor, Member
from data import dues
from data import record as records


def of(ctx: Context, people: Sequence[Member], reader: Actor | None) -> list[Standing]:
    """Put together how these people's dues stand, as `reader` may see it (None: nobody's amounts).

    Amounts that follow from a declared income are for the office and the person alone.
    """
    ids, today = [one.id for one in people], ctx.local_now.date()
    kept, booked, standards = records.of_ids(ctx.db, ids), dues.payments(ctx.db, ids), dues.standards(ctx.db)
    hidden, declared = dues.confidential(ctx.db), dues.declared(ctx.db, today.year)
    return [
        Standing(
            one,
            kept[one.id][Field.DUES_UNTIL],
            rules.class_of(kept[one.id], today),
            tuple(booked.get(one.id, ())),
            tuple(standards.get(one.id, ())),
            reader is not None and (reader.is_clerk or reader.member.id == one.id or one.id not in hidden),
            one.id in declared,
        )
        for one in people
    ]


def of_one(ctx: Context, person: Member, reader: Actor) -> Standing:
    """Put together how one person's dues stand."""
    return of(ctx, [person], reader)[0]
