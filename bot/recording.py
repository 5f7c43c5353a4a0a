"""Values of a record as somebody gives them: read, and kept with what stood there before."""

from __future__ import annotations

from collections.abc import Mapping

from bot.context import Context, Turn, UserError
from bot.domain import record
from bot.domain.field import Field
from bot.domain.record import Change, How, Readers
from bot.domain.roll.cells import CellError
from bot.reading.identity import read_identity
from bot.sheets import read_phone
from data import audit
from data import record as records

READERS = Readers(read_phone, read_identity)


def read_value(here: Context, field: Field, words: str) -> str:
    """Read what somebody wrote for a field; raises UserError with what is wrong and how to write it."""
    try:
        value = record.read_value(field, words, today=here.local_now.date(), readers=READERS)
    except CellError as error:
        raise UserError(f"{error}。") from error
    if value is None:
        raise UserError(f"{field.value}是空的，请写在后面。")
    return value


def change(
    turn: Turn, member_id: int, values: Mapping[Field, str | None], how: How, reason: str = ""
) -> list[Change]:
    """Give a record new values in the sender's name; noted in the audit where it is somebody else's."""
    own = turn.actor.member.id
    done = records.change(turn.db, member_id, values, by=own, how=how, now=turn.now, reason=reason)
    if done:
        fields = "、".join(one.field.value for one in done)
        audit.note(turn.db, own, f"改 {fields}", [member_id], turn.now, reason)
    return done
