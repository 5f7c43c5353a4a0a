"""Which invitation a message answers, by what it names, by its quote, or as the newest that asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.context import Turn, UserError
from bot.domain.command import narrow
from bot.domain.event import Choice, Event
from bot.domain.notice import Answer
from bot.domain.receipt import NO, YES
from bot.reading.answers import read_answer
from bot.reading.attendance import read_attendance
from bot.receipt import answering
from data import attendance
from data import event as events
from data import fact as facts
from data import notice as notices

_LONGEST = 160
_EXPLICIT = re.compile(
    r"活动\s*第?\s*(\d{1,6})\s*号(?:活动)?|第\s*(\d{1,6})\s*号活动|(?<![A-Za-z\d])[Aa](\d{1,6})(?!\d)号?"
)
_BARE = re.compile(r"(?<![\d月])第?\s*(\d{1,6})\s*号(?![楼线院门店桌库])")
_VERB = r"(?:不?参加|报名|请假|不去|不来|去不了|来不了)"
_ADJOINING = re.compile(rf"{_VERB}\s*第?\s*(\d{{1,6}})\s*号\W*$|^\W*第?\s*(\d{{1,6}})\s*号\s*{_VERB}")
_IN_QUOTE = re.compile(r"活动(\d{1,6})号")
_POLITE = re.compile(r"[\s,，。.!！~～、:：]+|谢谢[您你]?|[您你]好|收到|好的|书记好?|\[[^\]]{1,4}\]")
_SELF = r"(?:我们?|俺|本人)?(?:也|都|就|一定|肯定|准时|按时|可以|能够?|要|想|愿意|会)*"
_COMES = re.compile(
    rf"{_SELF}(?:报个?名(?:参加)?|参加|到场|去|来|到)(?:了|的|哈|啊|吧)?|算我一个|加我一个|我报名?"
)
_SURE = re.compile(r"报|参加|算我|加我|假")  # words that hardly mean anything else
_REFUSES = re.compile(
    rf"{_SELF}(?:还是)?(?:不(?:参加|去|来|报名?)|(?:参加|去|来|到)不(?:了|成)|(?:取消|不)报名|没法(?:参加|去|来))(?:了|啦|的)*"
)
_LEAVE = re.compile(
    r"(?:我|本人|俺|想|要|得|申请|需要|只能|先|向|跟|和|书记|支部|组织|这次|因[事病]|有事|临时|,|，|\s)*"
    r"请(?:一?[个天次]|[事病产])*假"
)
_ASKS = re.compile(
    r"[?？]|[吗么呢]\W*$|谁|怎么|几[点个位天]|能不能|可不可以|要不要|[你他她](?!好)|大家|如果|要是"
)
_AFTER_ALL = re.compile(r"了[。!！~\s]*$|改|还是|临时")
_LATELY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says of coming: to which event, what, why not; `named`: it says which event."""

    event: Event
    choice: Choice
    reason: str
    named: bool


def find(turn: Turn) -> Said | None:
    """Read a message as an answer to an invitation; None where it is none."""
    text = narrow(turn.text.strip())
    if len(text) > _LONGEST or (turn.incoming.mentions and not turn.is_addressed):
        return None
    if named := _named(turn, text):
        return named
    return None if _names_another(turn, text) else _unnamed(turn, text)


def _names_another(turn: Turn, text: str) -> bool:
    """Whether a number is named that is no event of the sender's. Raises UserError where nothing bears it."""
    found = _ADJOINING.search(text)
    if found is None or read_choice(_BARE.sub("", text)) is None:
        return False
    number = int(found[1] or found[2])
    asked = notices.was_asked(turn.db, number, turn.actor.member.id)
    if turn.is_addressed and not asked and events.find(turn.db, number) is None:
        raise UserError(f"没有活动{number}号。看有哪些活动，发“活动”。")
    return True


def _named(turn: Turn, text: str) -> Said | None:
    explicit = _EXPLICIT.search(text)
    found = explicit or _BARE.search(text)
    quoted = _IN_QUOTE.search(turn.incoming.quote.text) if turn.incoming.quote else None
    if found is None and quoted is None:
        return None
    words = f"{text[: found.start()]} {text[found.end() :]}" if found else text
    read = read_choice(words)
    which = found or quoted
    number = next((int(one) for one in which.groups() if one), 0) if which else 0
    event = events.find(turn.db, number) if read else None
    if read is None or event is None:
        return None
    if found and not explicit and not _means_event(turn, event, words):
        return None
    return Said(event, read[0], read[1], named=True)


def _means_event(turn: Turn, event: Event, words: str) -> bool:
    """Whether a bare number (3号 参加) means the event, where a notice may bear the same number."""
    own = turn.actor.member.id
    over = event.is_cancelled or event.starts_at <= turn.now
    if over and not turn.is_addressed:
        return False
    if not (turn.is_addressed or events.is_invited(turn.db, event.number, own)):
        return False
    same = notices.find(turn.db, event.number)
    if same is None or same.withdrawn_at or not notices.was_asked(turn.db, event.number, own):
        return True
    if answering.asks(same) is Answer.RECEIPT:
        return True
    return same.sent_at < event.opened_at or read_answer(words, answering.asks(same), same.options) is None


def _unnamed(turn: Turn, text: str) -> Said | None:
    """Give the newest invitation here that the words fit; a newer notice they fit keeps them."""
    if turn.incoming.quote and not turn.is_addressed:
        return None
    asking = events.inviting(turn.db, turn.actor.member.id, turn.now, turn.incoming.room)
    read = read_choice(text) if asking else None
    if read is None or _is_talk(turn, text):
        return None
    event = _pick(turn, asking, read[0], text)
    if _is_kept_by_a_notice(turn, event, text):
        return None
    return Said(event, read[0], read[1], named=False)


def _is_talk(turn: Turn, text: str) -> bool:
    """Whether plain words in a room (我去) are rather for a person: they are exclaimed, or somebody asked."""
    if turn.is_addressed or _SURE.search(text):
        return False
    asked = facts.read_moment(turn.db, f"question:{turn.incoming.room}")
    return bool(re.search("[!！]", text)) or (asked is not None and asked > turn.now - _LATELY)


def _pick(turn: Turn, asking: list[Event], choice: Choice, text: str) -> Event:
    """Give the newest one not answered yet; who says 不去了 takes back what was said last."""
    said = {one.number: attendance.standing_of(turn.db, one.number, turn.actor.member.id) for one in asking}
    if not choice.means_to_come and _AFTER_ALL.search(text):
        coming = [one for one in asking if (told := said[one.number]) and told.choice.means_to_come]
        return (coming or asking)[0]
    silent = [one for one in asking if said[one.number] is None]
    other = [one for one in asking if (told := said[one.number]) and told.choice is not choice]
    return (silent or other or asking)[0]


def _is_kept_by_a_notice(turn: Turn, event: Event, text: str) -> bool:
    """Whether a notice that came later asks what the words answer."""
    for notice in answering.unanswered(turn):
        if notice.sent_at <= event.opened_at:
            continue
        if answering.asks(notice) is Answer.RECEIPT:
            if not _SURE.search(text):
                return True
        elif (said := read_answer(text, answering.asks(notice), notice.options)) and said.choice:
            return True
    return False


def read_choice(words: str) -> tuple[Choice, str] | None:
    """Read 参加, 不参加, 请假 孩子发烧 as (choice, reason); None for what says nothing of coming."""
    words = words.strip(" ,，。.!！~～、:：\n")
    plain = _POLITE.sub("", words)
    if not plain or _ASKS.search(words):
        return None
    if _COMES.fullmatch(plain):
        return Choice.COMES, ""
    if _REFUSES.fullmatch(plain):
        return Choice.DECLINES, ""
    if leave := _LEAVE.match(words):
        return Choice.LEAVE, words[leave.end() :].strip(" ,，。.!！~～、:：了\n")
    comes = read_attendance(words)
    if comes == NO:
        return (Choice.LEAVE if "假" in words else Choice.DECLINES), words
    return (Choice.COMES, words) if comes == YES else None
