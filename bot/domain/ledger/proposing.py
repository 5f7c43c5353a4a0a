"""Of several values for one thing: which one is proposed, and why. Nobody guesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.field import Field
from bot.domain.ledger.columns import UPDATED
from bot.domain.ledger.identity import birthday_of, sex_of
from bot.domain.ledger.table import Entry
from bot.domain.ledger.values import Value, fuller, same

# What may really have changed since a ledger was last written: here the newer word is worth more.
_CHANGES = frozenset(
    {
        Field.PHONE,
        Field.EMPLOYER,
        Field.RESIDENCE,
        Field.ADDRESS,
        Field.BRANCH,
        Field.WORK_KIND,
        Field.SCHOOLING,
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """What one row of one ledger says for a field."""

    ledger: int  # place in the list of ledgers
    entry: Entry
    value: Value


@dataclass(frozen=True, slots=True)
class Proposal:
    """The value proposed, as it is best written, its key, and the reason for the office."""

    text: str
    key: str
    why: str


def told_by_number(field: str, number: str) -> str | None:
    """Give the birthday or sex that a valid identity number holds."""
    if not number:
        return None
    return birthday_of(number) if field == Field.BIRTHDAY else sex_of(number) if field == Field.SEX else None


def kinds(field: str, sources: Sequence[Source]) -> list[list[Source]]:
    """Put together the usable values that say the same, those most ledgers share first."""
    found: list[list[Source]] = []
    for source in sorted(
        sources, key=lambda one: (-len(one.value.key or ""), one.value.key or "", one.ledger)
    ):
        key = source.value.key
        if key is None:
            continue
        for kind in found:
            if all(same(field, key, other.value.key or "") for other in kind):
                kind.append(source)
                break
        else:
            found.append([source])
    return sorted(found, key=lambda kind: (-len({one.ledger for one in kind}), kind[0].value.key or ""))


def propose(field: str, sources: Sequence[Source], number: str) -> Proposal | None:
    """Propose one of the values; None where people must be asked."""
    found = kinds(field, sources)
    if not found:
        return None
    told = told_by_number(field, number)
    if told:
        return _told(field, found, told)
    if len(found) == 1:
        return _only(found[0], sources)
    if full := _fullest(field, found):
        return full
    return _majority(found, sources) or _newest(field, found)


def _told(field: str, found: Sequence[Sequence[Source]], told: str) -> Proposal | None:
    for kind in found:
        if kind[0].value.key == told:
            return Proposal(written(kind), told, "和身份证号一致")
    return Proposal(told, told, f"身份证号里的{field}是这样，请核对")


def _only(kind: Sequence[Source], sources: Sequence[Source]) -> Proposal:
    wrong = any(source.value.problem for source in sources)
    return _of(kind, "其他的值无效" if wrong else "别处空着，这里有")


def _fullest(field: str, found: Sequence[Sequence[Source]]) -> Proposal | None:
    for kind in found:
        key = kind[0].value.key or ""
        others = [other[0].value.key or "" for other in found if other is not kind]
        if all(fuller(field, key, other) for other in others):
            return _of(kind, "写得更全，和其他的不矛盾")
    return None


def _majority(found: Sequence[Sequence[Source]], sources: Sequence[Source]) -> Proposal | None:
    first, every = {one.ledger for one in found[0]}, {one.ledger for one in sources if one.value.key}
    if len(every) < 3 or len(first) * 2 <= len(every):
        return None
    return _of(found[0], f"{len(every)}处里有{len(first)}处是这样")


def _newest(field: str, found: Sequence[Sequence[Source]]) -> Proposal | None:
    if field not in _CHANGES:
        return None
    dated = [(max(source.entry.value(UPDATED).key or "" for source in kind), kind) for kind in found]
    if not all(day for day, _ in dated):
        return None
    (newest, kind), (second, _), *_ = sorted(dated, key=lambda each: each[0], reverse=True)
    return _of(kind, f"更新日期最近（{newest}）") if newest > second else None


def _of(kind: Sequence[Source], why: str) -> Proposal:
    return Proposal(written(kind), kind[0].value.key or "", why)


def written(kind: Sequence[Source]) -> str:
    """Give the writing most rows have; of equals that of the first ledger."""
    ordered = sorted(kind, key=lambda source: (source.ledger, source.value.shown))
    return Counter(source.value.shown for source in ordered).most_common(1)[0][0]
