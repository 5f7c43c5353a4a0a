"""What people decide about a difference, and whether it can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.ledger.comparing import Difference
from bot.domain.ledger.proposing import kinds, written
from bot.domain.ledger.table import Ledger
from bot.domain.ledger.values import CellReader, Value

PROPOSED, OTHER, LEAVE = "采用建议", "改成", "不改"


class DecisionError(ValueError):
    """A decision that cannot be taken; the text says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided, by stable keys: values by difference, rows to add by person, likely pairs."""

    values: Mapping[str, Value] = field(default_factory=dict)
    added: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()  # differences that shall stay


def choices(ledgers: Sequence[Ledger]) -> tuple[str, ...]:
    """List what can be written under 决定 beside a difference."""
    return (PROPOSED, *(ledger.name for ledger in ledgers), OTHER, LEAVE)


def decide(
    difference: Difference, ledgers: Sequence[Ledger], choice: str, other: str, reader: CellReader
) -> Value | None:
    """Give the value decided for a difference; None where it shall stay as it is.

    `other` is what stands beside 改成. Raises DecisionError for what cannot be.
    """
    if choice == LEAVE:
        return None
    if choice in {OTHER, ""}:
        return _typed(difference, other, reader)
    if other:
        raise DecisionError(f"“决定”选了“{choice}”，“改成”里又写了“{other}”，请只留一个")
    if choice == PROPOSED:
        if not difference.proposal:
            raise DecisionError(
                f"这一条没有建议，请选{_or([ledger.name for ledger in ledgers])}，或在“改成”里写上正确的"
            )
        return Value(difference.proposal.text, difference.proposal.key)
    for place, ledger in enumerate(ledgers):
        if ledger.name == choice:
            return _said_by(difference, place, choice)
    raise DecisionError(f"看不懂“{choice}”，请选：{'、'.join(choices(ledgers))}")


def _typed(difference: Difference, other: str, reader: CellReader) -> Value:
    if not other:
        raise DecisionError("选了“改成”，请在“改成”一列写上正确的内容")
    value = reader.read(difference.field, other)
    if value.key is None:
        raise DecisionError(f"“改成”里的“{other}”不行：{value.problem or '不能是空的'}")
    return value


def _said_by(difference: Difference, place: int, name: str) -> Value:
    own = [source for source in difference.sources if source.ledger == place]
    found = kinds(difference.field, own)
    if not found:
        raise DecisionError(f"“{name}”这一格是空的或无效，请另选一个，或在“改成”里写上正确的")
    if len(found) > 1:
        raise DecisionError(f"“{name}”里有两行，写的不一样，请在“改成”里写上正确的")
    return Value(written(found[0]), found[0][0].value.key)


def _or(names: Sequence[str]) -> str:
    return "、".join(names[:-1]) + f"或{names[-1]}"
