"""What handlers and schedules both work with: the store, the moment, and ways to say something."""

from __future__ import annotations

import os
import re
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.config import Settings
from bot.domain.delivery import LASTING, Kind, Outgoing
from bot.domain.member import Member, Role
from bot.ports import Link
from data import account as accounts
from data import member as members
from data import occasion, outbox


class Context:
    """One transaction's view of the world; what is said through it becomes outbox rows of it."""

    def __init__(self, db: Database, now: datetime, settings: Settings) -> None:
        self.db = db
        self.now = now
        self.settings = settings
        self.has_spoken = False

    @property
    def zone(self) -> ZoneInfo:
        """The committee's time zone."""
        return self.settings.organisation.zone

    @property
    def local_now(self) -> datetime:
        """The present moment on the committee's clock."""
        return self.now.astimezone(self.zone)

    @property
    def day_start(self) -> datetime:
        """The moment the present day began on the committee's clock."""
        return datetime.combine(self.local_now.date(), time(), self.zone)

    def zone_of(self, person: Member) -> ZoneInfo:
        """Give the time zone a person lives by; the committee's where none is known."""
        return ZoneInfo(person.timezone) if person.timezone else self.zone

    def name_file(self, name: str, key: str, ending: str = "xlsx") -> Path:
        """Name a file to be sent on the occasion `key`, which no other occasion writes."""
        folder = Path(self.settings.database).absolute().parent / "files"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = sha256(key.encode()).hexdigest()[:6]
        plain = re.sub(r"[^\w·“”（）-]+", " ", name)  # a branch may bear any name in a table
        return folder / f"{plain} {self.local_now:%m%d-%H%M%S}-{own}.{ending}"

    def say(
        self,
        key: str,
        conversation: str,
        body: str,
        kind: Kind,
        *,
        not_before: datetime | None = None,
        not_after: datetime | None = None,
        member_id: int | None = None,
        file: Path | None = None,
        link: Link | None = None,
        approved_by: int | None = None,
    ) -> int | None:
        """Queue a text; gives the outbox row's id, or None if this occasion (`key`) was said already.

        A picture, file or link card is a message of its own: its `body` is empty. `approved_by` is whom a
        pilot (试点) need not ask about it.
        """
        assert (file is None and link is None) or not body, "WeChat carries a file or card without words"
        start = not_before or self.now
        if file and file.is_file():
            # Its age counts on the bot's clock, which may be moved.
            os.utime(file, (self.now.timestamp(),) * 2)
        message = Outgoing(
            key,
            conversation,
            body,
            kind,
            start,
            not_after or start + kind.patience,
            member_id,
            file=str(file) if file else None,
            link=link.as_json() if link else None,
            approved_by=approved_by,
        )
        return self._put(message)

    def _put(self, message: Outgoing) -> int | None:
        row_id = outbox.put(self.db, message, self.now)
        self.has_spoken |= row_id is not None
        return row_id

    def recall(self, row_id: int, instead: str) -> bool:
        """Have a message of ours taken back; where WeChat does not, `instead` is said there.

        `row_id` is one that `occasion.recallable` gives; False for a row that cannot be named to WeChat.
        """
        sent = occasion.sent_message(self.db, row_id)
        if sent is None or sent.echo_id is None:
            return False
        until = self.now + Kind.NOTICE.patience
        key, to = f"recall:{row_id}", sent.conversation
        message = Outgoing(
            key, to, instead, Kind.NOTICE, self.now, until, sent.member_id, recalls=sent.echo_id
        )
        return self._put(message) is not None

    def tell(
        self,
        member_id: int,
        key: str,
        body: str,
        kind: Kind,
        *,
        not_after: datetime | None = None,
        own: bool = False,
    ) -> bool:
        """Queue a private text to a person; False where WeChat does not allow one (no friend, no account).

        What is that person's `own` matter no pilot (试点) shows to a secretary.
        """
        account = accounts.reachable(self.db, member_id)
        if account is None:
            return False
        # It hands something on, or answers in private: half an hour is for talk.
        until = not_after or self.now + (LASTING if kind is Kind.REPLY else kind.patience)
        self.say(
            f"{key}:member:{member_id}",
            account,
            body,
            kind,
            not_after=until,
            member_id=member_id,
            approved_by=member_id if own else None,
        )
        return True

    def tell_clerks(self, key: str, body: str, kind: Kind, *, not_after: datetime | None = None) -> int:
        """Queue a private text to every clerk; gives how many can be reached."""
        clerks = members.holders(self.db, Role.CLERK)
        return sum(self.tell(clerk.id, key, body, kind, not_after=not_after) for clerk in clerks)


class Tick(Context):
    """A schedule's run: it takes what became due after `since` and up to `now`."""

    def __init__(self, db: Database, now: datetime, settings: Settings, since: datetime) -> None:
        super().__init__(db, now, settings)
        self.since = since

    def covers(self, moment: datetime) -> bool:
        """Whether a moment lies in this run's span."""
        return self.since < moment <= self.now
