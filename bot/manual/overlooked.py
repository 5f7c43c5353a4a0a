"""What was left as chat and may be an answer all the same: of people who are still to answer something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.app import Bot
from bot.domain.member import Member
from bot.domain.notice import Answer, Notice
from bot.domain.rollcall import Rollcall
from bot.manual.hearing import Heard
from bot.reading.pasted import Pasted
from data import inbox
from data import notice as notices
from data import receipt as receipts
from data import rollcall as rollcalls

_SHORT = 25  # characters; longer chat has to hold a word of answers
_TELLS = re.compile(r"收到|参加|去|来|请假|平安|安好|住院|医院|知道|知悉|明白|可以|能到|不能|赶不|回不|报名")
_NOT_WELL = re.compile(r"院|病|摔|伤|救|死|没了|走了")
ROUND = "round"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something a person is still to answer: its number (`ROUND`: a roll call), and what a click answers."""

    number: str
    choice: str
    label: str


class Overlooked:
    """Looks through what was left as chat, with what is open now."""

    def __init__(self, bot: Bot) -> None:
        self._db = bot.db
        self._now, self._open_for = bot.clock.now(), bot.settings.notices.open_for
        self._perhaps = {
            one.number: {person.id for person, perhaps in receipts.silent(self._db, one.number) if perhaps}
            for one in notices.open_notices(self._db, self._now, self._open_for)
        }
        self._rounds = [
            (one, {person.id for person in rollcalls.silent(self._db, one.number)})
            for one in rollcalls.still_open(self._db)
        ]

    def may_answer(self, heard: Heard) -> bool:
        """Whether a message that nothing was read from may be an answer to what its writer was asked."""
        return bool(self._fits(heard) and self._asked(heard))

    def of(self, heard: Heard) -> tuple[Asked, ...]:
        """List what a click may answer with such a message; nothing where only the telephone helps."""
        return tuple(self._clicks(heard)) if self.may_answer(heard) else ()

    def _fits(self, heard: Heard) -> bool:
        left = heard.outcome == "chat" or (
            heard.outcome == "known" and inbox.outcome(self._db, heard.key) == "chat"
        )
        words = heard.pasted.text
        return left and not heard.is_list and (len(words) <= _SHORT or bool(_TELLS.search(words)))

    def _asked(self, heard: Heard) -> list[Notice | Rollcall]:
        person, one = heard.person, heard.pasted
        if person is None:
            return []
        open_to = notices.unanswered_by(self._db, person.id, None, self._now, self._open_for)
        asked: list[Notice | Rollcall] = [
            notice
            for notice in open_to
            if person.id not in self._perhaps.get(notice.number, set())
            and notice.withdrawn_at is None
            and not _is_before(one, notice)
        ]
        return asked + [each for each, silent in self._rounds if person.id in silent]

    def _clicks(self, heard: Heard) -> list[Asked]:
        clicks, asked = list[Asked](), self._asked(heard)
        for one in asked:
            which = f" 第{one.number}号" if len(asked) > 1 else ""
            if isinstance(one, Rollcall):
                if not _NOT_WELL.search(heard.pasted.text) and not heard.pasted.media:
                    clicks.append(Asked(ROUND, "", "算平安"))
            elif one.answer in {None, Answer.RECEIPT, Answer.WORDS}:
                clicks.append(Asked(str(one.number), "", f"算已回{which}"))
            else:
                options = one.options or (("是", "否") if one.answer is Answer.YES_NO else ())
                clicks += [Asked(str(one.number), each, f"算“{each}”{which}") for each in options]
        return clicks


def choice_of(notice: Notice, chosen: str, words: str) -> str | None:
    """Give what is kept as the answer: what was clicked, the words themselves, or no more than 收到."""
    if notice.answer is Answer.WORDS:
        return words
    return chosen or None


def is_silent(bot: Bot, person: Member, number: int) -> bool:
    """Whether somebody was asked by a notice and has not surely answered."""
    return any(one.id == person.id for one, _ in receipts.silent(bot.db, number))


def _is_before(one: Pasted, notice: Notice) -> bool:
    if one.at is None:
        return False
    if one.by_day:
        return one.at.date() < notice.sent_at.astimezone(one.at.tzinfo).date()
    return one.at < notice.sent_at.replace(second=0, microsecond=0)  # chat is copied with its minutes
