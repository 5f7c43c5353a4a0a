"""The names of fields in what is written, and where a clause is cut at them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.field import BY_WORD
from bot.domain.filling import Wish
from bot.reading.fields import words

_MINE = r"(?:(?:我|俺|本人|现在?|目前|新|只有|就)的?){0,3}"
AND = frozenset("和跟与及")
_FIELD_OF = dict(BY_WORD) | {word: one for one, those in words.COLLOQUIAL.items() for word in those}


class Labels:
    """The names by which the fields of the record, and what else is asked for, are called."""

    def __init__(self, wishes: Sequence[Wish]) -> None:
        self.wishes: Mapping[str, Wish] = {wish.key: wish for wish in wishes}
        self.label = _label_pattern(wishes)

    def cut(self, clause: str) -> Iterator[tuple[str | None, str]]:
        """Cut a clause at the names of fields; a field that was not asked for is named ""."""
        at, key = 0, None
        for match in self.label.finditer(clause):
            if not self._is_label(clause, match, at):
                continue
            if before := clause[at : match.start()].strip(" :"):
                yield key, before
            elif key:
                yield key, ""
            key, at = self._key_of(match["label"] or match["mine"]), match.end()
        if clause[at:].strip() or key:
            yield key, clause[at:]

    def _is_label(self, clause: str, match: re.Match[str], at: int) -> bool:
        label = match["label"] or match["mine"]
        before, behind = clause[: match.start()], clause[match.end() :]
        if re.match(r"的(?![:\s])|不?方便|[里上内](?!海|蒙)", behind) and not behind.startswith("不方便"):
            return False
        if re.search(r"(?:没有?|无)$", before):
            return False
        if not before.strip() or before[-1] in " :" or (at and clause[at : match.start()] in AND):
            return True
        if label in words.AT_START_ONLY:
            return False
        return (before[-1].isdigit() and not label.startswith(("号", "楼"))) or (
            len(label) > 2 and at < match.start()
        )

    def _key_of(self, label: str) -> str:
        for key, wish in self.wishes.items():
            if label in wish.labels:
                return key
        meant = _FIELD_OF.get(label)
        if meant is None:
            return ""
        if meant.name in self.wishes:
            return str(meant.name)
        other = words.STAND_IN.get(meant)
        return str(other.name) if other and other.name in self.wishes else ""


def _label_pattern(wishes: Sequence[Wish]) -> re.Pattern[str]:
    labels = {label for wish in wishes for label in wish.labels} | _FIELD_OF.keys()
    longest_first = sorted(labels, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first))
    # The name alone first: 现 is a part of 现住地, and of 现单位 it is not.
    return re.compile(rf"(?P<label>{either})|{_MINE}(?P<mine>{either})")
