"""What is promised of each kind of outgoing message: its turn, its patience, what happens in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from bot.domain.command import Misfit

TEXT_LIMIT = 2000  # bytes of UTF-8 in one WeChat message that every gateway carries
ECHO_WAIT = timedelta(seconds=60)
LONGEST_BACKOFF = timedelta(seconds=60)
RESENT_MARK = "（补发）"
# A gateway that delivers and never says so would else fill a room with the same words for a day.
MOST_TRIES_IN_DOUBT = 5
# An answer to talk is stale after half an hour (Kind.REPLY's patience). What answers a confirmed order, or
# hands something on to a person, tells of what has happened: behind a dead gateway it waits as long as a
# notice does, or the clerk would never hear that the notice went.
LASTING = timedelta(days=1)
# What opens the keys of the answers to 停发, 恢复, 队列 and 状态, which a stop does not hold.
STEERING = "steer:"


class Kind(StrEnum):
    """Kinds of outgoing messages, most urgent first."""

    DISTRESS = "distress"
    REPLY = "reply"
    NOTICE = "notice"
    REMINDER = "reminder"
    DIGEST = "digest"
    GREETING = "greeting"

    @property
    def priority(self) -> int:
        """The turn in the queue; a lower number goes first."""
        return _PRIORITIES[self]

    @property
    def bulk(self) -> bool:
        """Whether it may use the part of the pace that replies cannot take."""
        return self not in {Kind.DISTRESS, Kind.REPLY}

    @property
    def rests_at_night(self) -> bool:
        """Whether the bot starts it by itself, so that it waits for the end of the quiet hours."""
        return self in {Kind.REMINDER, Kind.DIGEST, Kind.GREETING}

    @property
    def patience(self) -> timedelta:
        """How long it stays useful where nothing else sets its latest moment."""
        return _PATIENCE[self]

    @property
    def sent_again(self) -> bool:
        """Whether a message in doubt goes again (marked), because a lost one costs more than a double."""
        return self in {Kind.DISTRESS, Kind.NOTICE, Kind.REMINDER}


_PRIORITIES = {
    Kind.DISTRESS: 0,
    Kind.REPLY: 1,
    Kind.NOTICE: 2,
    Kind.REMINDER: 2,
    Kind.DIGEST: 3,
    Kind.GREETING: 4,
}
_PATIENCE = {
    Kind.DISTRESS: timedelta(days=1),
    Kind.REPLY: timedelta(minutes=30),
    Kind.NOTICE: timedelta(days=1),
    Kind.REMINDER: timedelta(hours=6),
    Kind.DIGEST: timedelta(hours=12),
    Kind.GREETING: timedelta(hours=3),
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something the bot means to say; `key` names the occasion, so that saying it twice is impossible.

    `member_id` is the person a private message is meant for: it is not sent once the account is
    no longer bound to that person.
    """

    key: str
    conversation: str
    body: str
    kind: Kind
    not_before: datetime
    not_after: datetime
    member_id: int | None = None
    mentions: tuple[str, ...] = ()
    # What follows makes a message without a text of its own.
    file: str | None = None  # a path
    link: str | None = None  # a card, as bot.ports.Link writes it
    # The id of a message of ours to be taken back; the text is said where WeChat no longer allows that.
    recalls: str | None = None
    approved_by: int | None = None  # whose own words it answers: a pilot does not ask that person again


def read_bare(words: str) -> None:
    """Read what stands behind 停发: nothing, or what people put behind a word in a hurry (停发！)."""
    if words.strip("。！!，,、~～ 吧"):
        raise Misfit(words)


def split_text(text: str, limit: int = TEXT_LIMIT - len(RESENT_MARK.encode())) -> list[str]:
    """Cut a text into parts of at most `limit` bytes, on line borders where lines are short enough.

    The default leaves room for the mark of a text that is sent again.
    """
    parts: list[str] = []
    current = ""
    for line in text.split("\n"):
        for piece in _cut_line(line, limit):
            joined = f"{current}\n{piece}" if current else piece
            if len(joined.encode()) > limit:
                parts.append(current)
                joined = piece
            current = joined
    return [*parts, current] if current or not parts else parts


def _cut_line(line: str, limit: int) -> list[str]:
    if len(line.encode()) <= limit:
        return [line]
    pieces, current, size = [], "", 0
    for char in line:
        width = len(char.encode("utf-8", "surrogatepass"))
        if size + width > limit:
            pieces.append(current)
            current, size = "", 0
        current, size = current + char, size + width
    return [*pieces, current]


def backoff(attempts: int) -> timedelta:
    """Wait after the n-th failed try: 1, 2, 4 … seconds, at most a minute."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 10)), LONGEST_BACKOFF)


def quiet_until(now: datetime, hours: tuple[time, time], zone: tzinfo) -> datetime | None:
    """Tell when the quiet hours end that `now` lies in, or None outside of them."""
    start, end = hours
    local = now.astimezone(zone)
    inside = start <= local.time() < end if start <= end else not end <= local.time() < start
    if not inside:
        return None
    day = local.date() if local.time() < end else local.date() + timedelta(days=1)
    return datetime.combine(day, end, zone)
