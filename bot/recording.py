"""Values of a record as somebody gives them: read, and kept with what stood there before."""

from __future__ import annotations

from collections.abc import Mapping

from bot.context import Context, Turn, UserError
from bot.domain import record
from bot.domain.field import Field
from bot.domain.record import Change, How, Readers
from bot.domain.roll.cells import CellError
from bot.reading.identity import read_identity
from bot.reading.places import zone_of_words
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
        raise UserError(f"{field.value}要改成什么，请写在后面；没有的不用写。")
    return value


def change(
    turn: Turn, member_id: int, values: Mapping[Field, str | None], how: How, reason: str = ""
) -> list[Change]:
    """Give a record new values in the sender's name; noted in the audit where it is somebody else's.

    Who moves to another time zone is written to by its clock.
    """
    own = turn.actor.member.id
    values = {**values, **_moved_zone(turn, member_id, values)}
    done = records.change(turn.db, member_id, values, by=own, how=how, now=turn.now, reason=reason)
    if done:
        fields = "、".join(one.field.value for one in done)
        audit.note(turn.db, own, f"改 {fields}", [member_id], turn.now, reason)
    return done


def _moved_zone(turn: Turn, member_id: int, values: Mapping[Field, str | None]) -> dict[Field, str | None]:
    residence = values.get(Field.RESIDENCE)
    if not residence or Field.TIMEZONE in values:
        return {}
    organisation = turn.settings.organisation
    zone = zone_of_words(residence, organisation.home)
    known = records.find(turn.db, member_id)[Field.TIMEZONE] or organisation.timezone
    return {Field.TIMEZONE: zone} if zone and zone != known else {}
