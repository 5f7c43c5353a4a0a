"""Distress and requests for help: never missed, and told apart from jokes, news and errands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from bot.reading import alarms
from bot.reading.marks import Clause
from bot.reading.words import characters_of, every, first

_CANNOT_REACH = re.compile("打不通|联系不")
_STUCK = re.compile("困|出不")
_STILL_STUCK = re.compile("求|救|山|水|吃")
_FRAUD = re.compile("骗|诈")
_OWN_NEED = re.compile(rf"我|钱|办法|吃饭|不知道|俺|咱|{alarms.PERSON}|家里|自己|急|救|困")
_CALLS_FOR_HELP = re.compile("求助|求帮|求组织|求书记|需要帮助")


_ENOUGH = 4  # where a trouble and words of need count two each, a hint one
_NOTHING_MORE = 2  # characters beside a cry that say nothing


class _Message:
    """What the whole message says, looked up only when a clause raises the question."""

    def __init__(self, text: str) -> None:
        self.text, self._characters = text, characters_of(text)
        self.grave = alarms.GRAVE.within(self._characters)
        self.troubles = alarms.TROUBLE.within(self._characters)
        self.moderate = alarms.MODERATE.within(self._characters)

    @property
    def may_alarm(self) -> bool:
        """Whether any word of distress may stand in the message."""
        return bool(self.grave or self.troubles or self.moderate)

    @cached_property
    def hints(self) -> tuple[re.Pattern[str], ...]:
        """The weak words that may stand in it."""
        return alarms.WEAK.within(self._characters)

    @cached_property
    def is_elsewhere(self) -> bool:
        """Whether the message is a joke, or told of others: news, a film, the law."""
        joking = alarms.JOKE.search(self.text) and not alarms.REAL.search(self.text)
        if joking and not alarms.GRAVE.search(alarms.JOKABLE.sub("", self.text)):
            return True
        return bool(alarms.MEDIA.search(self.text)) and not alarms.INVOLVED.search(self.text)

    @cached_property
    def is_over(self) -> bool:
        """Whether what happened is over and done with, or was long ago."""
        if alarms.MEMORY.search(self.text) and not alarms.STILL.search(self.text):
            return True
        return bool(alarms.OVER.search(self.text)) and not alarms.NOT_OVER.search(self.text)

    @cached_property
    def is_mild(self) -> bool:
        """Whether the message says that it was nothing serious."""
        return bool(alarms.MILD.search(self.text))

    @cached_property
    def is_errand(self) -> bool:
        """Whether help is asked for with an everyday thing."""
        return bool(alarms.ERRAND.search(self.text))

    @cached_property
    def is_about_somebody(self) -> bool:
        """Whether a person is spoken of."""
        return bool(alarms.SOMEBODY.search(self.text))

    @cached_property
    def is_unharmed(self) -> bool:
        """Whether it says that nobody came to harm."""
        return bool(alarms.UNHARMED.search(self.text))

    @cached_property
    def is_cry_in_need(self) -> bool:
        """Whether 救命 is all that is said, or stands beside what may be a need."""
        rest = re.sub(r"\W", "", alarms.CRY.sub("", self.text))
        return len(rest) <= _NOTHING_MORE or bool(alarms.CRY_IN_NEED.search(rest))

    @cached_property
    def is_joking(self) -> bool:
        """Whether grave words may be exclamations here."""
        return self.is_errand or bool(alarms.JOKE.search(self.text))


def find(clauses: Sequence[Clause], text: str) -> dict[int, tuple[int, int]]:
    """Find the clauses that report distress or ask for help, read within their whole message.

    `text` is the message in marks. Gives the words that tell, as offsets in it, by the clauses' starts.
    """
    message = _Message(text)
    if not message.may_alarm:
        return {}
    found = {}
    for clause in clauses:
        if match := _distress_in(clause.text, message):
            found[clause.start] = (clause.start + match.start(), clause.start + match.end())
    return found or _troubled(clauses, message)


def _troubled(clauses: Sequence[Clause], message: _Message) -> dict[int, tuple[int, int]]:
    """Find distress told by several troubles, or by one beside words of need."""
    if not message.troubles or message.is_elsewhere or message.is_over or message.is_errand:
        return {}
    if message.is_mild:
        return {}
    troubles: dict[str, tuple[int, tuple[int, int]]] = {}
    hints: set[str] = set()
    for clause in clauses:
        if clause.asks or alarms.AS_WORK.search(clause.text):
            continue
        for match in every(message.troubles, clause.text):
            if not _is_denied(clause.text, match):
                span = (clause.start + match.start(), clause.start + match.end())
                troubles.setdefault(match[0], (clause.start, span))
        hints.update(match[0] for match in every(message.hints, clause.text))
    needs = alarms.NEEDS_HELP.search(message.text) is not None
    if not troubles or 2 * len(troubles) + 2 * needs + len(hints) < _ENOUGH:
        return {}
    return dict(list(troubles.values())[:1])


def doubted_cry(text: str) -> str | None:
    """Give the cry for help in a message that was not taken for distress, for somebody to ask about."""
    cry = alarms.CRY.search(text)
    return cry[0] if cry and not alarms.MEDIA.search(text) else None


def _distress_in(clause: str, message: _Message) -> re.Match[str] | None:
    for match in every(message.grave, clause):
        if message.is_elsewhere or message.is_over:
            return None
        if _is_grave(match, clause, message):
            return match
    if not first(message.moderate, clause) or message.is_elsewhere or message.is_over:
        return None
    return _moderate(clause, message)


def _moderate(clause: str, message: _Message) -> re.Match[str] | None:
    """Find what is distress unless something softens it."""
    fall, loss = alarms.FALL.search(clause), alarms.LOSS.search(clause)
    if fall and not _is_denied(clause, fall) and not message.is_mild:
        return fall
    if loss and not _is_denied(clause, loss) and not alarms.REPLACED.search(message.text):
        return loss
    if (soft := alarms.SOFT_LOSS.search(clause)) and alarms.URGENT.search(message.text):
        return None if alarms.REPLACED.search(message.text) else soft
    slight = alarms.SLIGHT.search(clause)
    if slight and not message.is_mild and alarms.NEEDS_HELP.search(message.text):
        return None if message.is_errand or _is_denied(clause, slight) else slight
    return _plea(clause, message) or _silence(clause, message)


def _is_denied(clause: str, match: re.Match[str]) -> bool:
    return bool(alarms.DENIED.search(clause[: match.start()]) or alarms.AS_WORK.search(clause))


def _is_grave(match: re.Match[str], clause: str, message: _Message) -> bool:
    said = match[0]
    if _is_denied(clause, match) or alarms.OF_MATTERS.match(clause, match.end()):
        return False
    if said.startswith("打不通") and not message.is_about_somebody:
        return False
    if _CANNOT_REACH.match(said):
        return not alarms.OF_SERVICES.search(message.text)
    return not _is_softened(said, clause, message)


def _is_softened(said: str, clause: str, message: _Message) -> bool:
    """Tell whether grave words are of others, doubtful, harmless here or only an exclamation."""
    if _STUCK.match(said) and message.is_unharmed and not _STILL_STUCK.search(message.text):
        return True
    if alarms.MEDIA.search(clause) or (alarms.DISASTER.search(said) and message.is_unharmed):
        return True
    if alarms.CRY.match(said) and not message.is_cry_in_need:
        return True
    if (_FRAUD.search(said) or said.startswith("高反")) and alarms.DOUBTED.search(clause):
        return True
    return bool(alarms.JOKABLE.match(said)) and message.is_joking


def _plea(clause: str, message: _Message) -> re.Match[str] | None:
    match = alarms.PLEA.search(clause)
    if not match or message.is_errand or _is_denied(clause, match):
        return None
    if _CALLS_FOR_HELP.match(match[0]):
        return match
    return match if _OWN_NEED.search(message.text) else None


def _silence(clause: str, message: _Message) -> re.Match[str] | None:
    """Tell whether somebody is missed: 还没消息 alone is not distress, with days of it or worry it is."""
    match = alarms.SILENCE.search(clause)
    if not match or not message.is_about_somebody:
        return None
    return match if alarms.LONG_SILENT.search(message.text) and alarms.WORRIED.search(message.text) else None
