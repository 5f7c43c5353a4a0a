"""A certificate made for a clerk: the text, and the document from the office's template."""

from __future__ import annotations

from pathlib import Path

from bot.context import Turn, UserError
from bot.documents import DocumentError, fill_document
from bot.domain import certificate
from bot.domain.certificate import Wish
from bot.domain.delivery import Kind
from bot.domain.member import Member
from data import audit
from data import record as records

_ROOT = Path(__file__).parents[2]


def issue(turn: Turn, person: Member, wish: Wish) -> None:
    """Send the clerk the text to copy and the document; that it was made is noted. Raises UserError."""
    certificate.check_may_have(person)
    record, today = records.find(turn.db, person.id), turn.local_now.date()
    values = certificate.write_values(person, record, wish, turn.settings.organisation.name, today)
    path = turn.new_file(f"证明 {person.name}", "docx")
    try:
        fill_document(_ROOT / turn.settings.meetings.certificate, path, values)
    except DocumentError as error:
        raise UserError(f"证明的模板用不了，请和管机器的人说：{error}") from error
    audit.note(turn.db, turn.actor.member.id, "证明", [person.id], turn.now, wish.purpose)
    missing = certificate.lacks(record, wish)
    body = "\n".join(filter(None, [certificate.show_text(values), f"（{missing}）" if missing else ""]))
    if to := turn.reply_privately(body, "证明"):
        turn.say(f"certificate:{turn.incoming.message_id}", to, "", Kind.REPLY, file=path)
