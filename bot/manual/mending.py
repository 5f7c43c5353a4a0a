"""Putting right what was read wrongly out of pasted chat: whose words, whether they count, what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlite_utils import Database

from bot.app import Bot
from bot.domain.command import UserError
from bot.domain.concern import Concern, Why
from bot.domain.correction import TAKEN_BACK_WITHIN
from bot.domain.member import Member
from bot.domain.room import TiedRoom
from bot.manual.hearing import Heard, Hearing, key_of
from bot.manual.likely import Likely
from bot.manual.overlooked import choice_of, is_silent
from bot.reading.pasted import Pasted
from data import concern as concerns
from data import inbox, pasting
from data import notice as notices
from data import receipt as receipts

_OF_NOTICE = re.compile(r"(?P<name>.+)（第(?P<number>\d+)号通知）")
_PLACE = re.compile(r"^\s*\d{1,3}\s*[.、,，)）]?\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A pasted message as the page hands it back: the words, where they stood, and what tells it again."""

    pasted: Pasted
    room: TiedRoom | None
    when: str  # its moment, or what stands for one
    person: Member | None = None  # whom it was read as
    reported: bool = False  # a check-in was read out of it
    key: str = ""  # of the message that says last what the person meant
    verdict: str = ""  # how it was read


class Mender:
    """Mends by the bot's own ways wherever it has one."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._hearing = Hearing(bot)
        self._likely = Likely(bot.db, self._hearing)

    @property
    def _db(self) -> Database:
        return self._bot.db

    def near(self, word: str | None, room: TiedRoom | None) -> list[Member]:
        """List who may be meant by a name that nobody bears, the likeliest first."""
        return self._likely.near(word, room)

    def take_as(self, line: Line, person: Member) -> Heard:
        """Take a message as another's words; what was kept of it before is taken back. Raises UserError."""
        if line.person and line.person.id != person.id:
            self.take_back(line)
        key = key_of(person, line.pasted.text, line.when, line.room)
        return self._hearing.hear(person, line.pasted, line.room if line.pasted.name else None, key)

    def take_back(self, line: Line) -> Heard:
        """Take back what a message said. Raises UserError where the person has said more since."""
        assert line.person
        person, at, key = line.person, line.pasted.at or self._hearing.now, line.key
        said = pasting.last_said(self._db, person.id, at - TAKEN_BACK_WITHIN)
        if said == {key}:
            return replace(self._say_as(line, "撤", f"{key}:undo"), pasted=line.pasted)
        with self._db.atomic():
            gone = receipts.withdraw(self._db, key, person.id, self._hearing.now)
        if key in pasting.last_said(self._db, person.id, datetime(2000, 1, 1, tzinfo=UTC)) or not gone:
            raise UserError(
                f"{person.name}后来又说过别的，这一条不能单独撤。请在“对机器人说”里写明："
                f"代报 {person.name} 平安 在哪里；或：代收 12号 {person.name}"
            )
        return Heard(line.pasted, person, "undone", key=key, verdict="撤了，不算")

    def amend(self, line: Line, words: str) -> Heard:
        """Take words as what the person meant; over a check-in as the own correction. Raises UserError."""
        words = " ".join(words.split())
        if not words:
            raise UserError("请写上对的内容，例：在苏州，2月10日回")
        text = f"不对，{words}" if line.reported else words
        heard = self._say_as(line, text, f"amended:{hash_of(line, words)}")
        return replace(heard, pasted=line.pasted)

    def _say_as(self, line: Line, text: str, key: str) -> Heard:
        assert line.person
        return self._hearing.hear(line.person, replace(line.pasted, text=text), None, key)

    # Answers that perhaps count

    def count(self, receipt_id: int, by: Member) -> str:
        """Let an answer count that was doubtful. Raises UserError where there is none (any more)."""
        found = pasting.unsure(self._db, receipt_id)
        if found is None:
            raise UserError("这一条已经处理过了。")
        with self._db.atomic():
            receipts.add(
                self._db,
                found.notice,
                found.member_id,
                found.message_id,
                found.at,
                remark=found.remark,
                certain=True,
                choice=found.choice or None,
                said_by=by.id,
            )
            self._settle(found.member_id, found.notice)
        return f"算已回 第{found.notice}号"

    def leave_out(self, receipt_id: int) -> str:
        """Let a doubtful answer count for nothing. Raises UserError where there is none (any more)."""
        found = pasting.unsure(self._db, receipt_id)
        if found is None:
            raise UserError("这一条已经处理过了。")
        with self._db.atomic():
            receipts.withdraw(self._db, found.message_id, found.member_id, self._hearing.now)
            self._settle(found.member_id, found.notice)
        return f"不算 第{found.notice}号的回复"

    def _settle(self, member_id: int, number: int) -> None:
        now = self._hearing.now
        concerns.settle(self._db, member_id, (Why.DOUBTFUL,), now, detail=str(number))

    # What was left as chat

    def count_chat(self, line: Line, number: int, chosen: str, by: Member) -> Heard:
        """Let chat count as an answer to a notice. Raises UserError where none waits for one."""
        notice, person = notices.find(self._db, number), line.person
        if notice is None or person is None or not is_silent(self._bot, person, number):
            raise UserError("这一条已经处理过了。")
        choice = choice_of(notice, chosen, line.pasted.text)
        at = min(line.pasted.at or self._hearing.now, self._hearing.now)
        with self._db.atomic():
            receipts.add(
                self._db,
                number,
                person.id,
                line.key,
                at,
                remark=line.pasted.text,
                certain=True,
                choice=choice,
                said_by=by.id,
            )
            self._settle(person.id, number)
            inbox.settle(self._db, line.key, "take_receipt")
        what = f"算“{chosen}”" if chosen else "算已回"
        return Heard(line.pasted, person, "settled", key=line.key, verdict=f"{what} 第{number}号")

    def leave_chat(self, line: Line) -> Heard:
        """Let chat be chat: it is not asked about when it is pasted again."""
        with self._db.atomic():
            inbox.settle(self._db, line.key, "left alone")
        return Heard(line.pasted, line.person, "settled", key=line.key, verdict="聊天，没有留下")

    # Things to look at

    def seen(self, concern_id: int) -> str:
        """Take something off the list of things to look at."""
        with self._db.atomic():
            concerns.settle_these(self._db, [concern_id], self._hearing.now)
        return "看过了"

    def name(self, concern: Concern, person: Member) -> Heard:
        """Say who was meant by a name of a list that nobody knew: the words behind it are that person's."""
        of_notice = _OF_NOTICE.fullmatch(concern.detail)
        name = of_notice["name"] if of_notice else concern.detail
        said = _PLACE.sub("", concern.words).replace(name, "", 1).strip()
        text = f"第{of_notice['number']}号收到 {said}" if of_notice else f"平安 {said}"
        one = Pasted(1, person.name, concern.at, text.strip())
        heard = self._hearing.hear(person, one, None, f"named:{concern.number}:{person.id}")
        self.seen(concern.number)
        return heard


def hash_of(line: Line, words: str) -> str:
    """Give what tells a correction again, so that a second click does nothing."""
    assert line.person
    return key_of(line.person, f"{line.pasted.text}\n{words}", line.when, line.room)
