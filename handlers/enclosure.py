"""Pictures, files and links of the staff, kept for a short while for the notice they may go with."""

from __future__ import annotations

from bot.context import Turn
from bot.domain import enclosure
from bot.domain.enclosure import EnclosureKind
from bot.domain.room import RoomKind
from bot.notice.enclosing import tell_sender
from bot.router import Router
from data import enclosure as enclosures
from data import notice as notices

router = Router()

_STAFF_ROOMS = {RoomKind.CENTRAL, RoomKind.OFFICE, RoomKind.SECRETARY}


@router.answer_wordless
def keep_enclosure(turn: Turn) -> bool:
    """Keep what a notice may take along; the content of a picture or file is fetched afterwards."""
    if _kind(turn) is None or not _may_go_with_a_notice(turn):
        return False
    enclosures.keep(turn.db, turn.incoming, turn.now)
    kept = enclosures.latest_of(turn.db, turn.incoming.sender, turn.now)
    if kept and kept.url:
        tell_sender(turn, kept)
    return True


def _kind(turn: Turn) -> EnclosureKind | None:
    """Tell what was sent; a card that leads nowhere (a mini program) is nothing to take along."""
    kind, link = turn.incoming.kind.value, turn.incoming.link
    known = kind in set(EnclosureKind) and (link or kind != EnclosureKind.LINK)
    return EnclosureKind(kind) if known else None


def _may_go_with_a_notice(turn: Turn) -> bool:
    """Whether a clerk sent it, or a secretary where a clerk can quote it; of members nothing is kept."""
    if turn.who is None or not (turn.who.is_clerk or turn.who.leads):
        return False
    if turn.is_private:
        return turn.who.is_clerk
    return turn.room is not None and turn.room.kind in _STAFF_ROOMS


@router.answer_wordless
def explain_to_secretary(turn: Turn) -> bool:
    """Say once a day to a secretary what to do instead; in place of an answer of the own, it is looked at."""
    kind = _kind(turn)
    if kind is None or not turn.is_private or turn.who is None or not turn.who.leads:
        return False
    open_for = turn.settings.notices.open_for
    if notices.unanswered_by(turn.db, turn.who.member.id, None, turn.now, open_for):
        return False
    turn.reply_once_a_day("enclosure", enclosure.tell_secretary(kind))
    return True
