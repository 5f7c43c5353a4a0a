"""Identity numbers in a room: the sender is asked to take them back; nothing of it is kept."""

from __future__ import annotations

from bot.context import Turn
from bot.domain import identity
from bot.domain.delivery import Kind
from bot.reading.identity import holds_identity_number
from bot.router import Router

router = Router()


@router.answer
def warn(turn: Turn) -> bool:
    """Ask at once, privately; a room is asked once a day and without a name. Others read on (False)."""
    if turn.is_private or turn.room is None or not holds_identity_number(turn.incoming.text):
        return False
    words, key = identity.ask_to_recall(turn.room.topic), f"identity:{turn.incoming.message_id}"
    if turn.who is None or not turn.tell(turn.who.member.id, key, words, Kind.REPLY):
        room, day = turn.incoming.room, turn.local_now.date()
        turn.say(f"once:identity:{room}:{day}", turn.incoming.conversation, identity.IN_ROOM, Kind.REPLY)
    return False
