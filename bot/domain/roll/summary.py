"""What an import would do, in words for who confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.roll.row import Refusal

_MOST_NOTES = 12
_MOST_NAMES = 10


class Result(Protocol):
    """What an import counts."""

    @property
    def new(self) -> int: ...  # noqa: D102
    @property
    def changed(self) -> int: ...  # noqa: D102
    @property
    def unchanged(self) -> int: ...  # noqa: D102
    @property
    def missing(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def notes(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def fields(self) -> Mapping[str, int]: ...  # noqa: D102
    @property
    def refused(self) -> Sequence[Refusal]: ...  # noqa: D102
    @property
    def cells(self) -> Sequence[Refusal]: ...  # noqa: D102
    @property
    def problems(self) -> Sequence[Refusal]: ...  # noqa: D102


def show_plan(name: str, result: Result, *, few: int) -> str:
    """Write what would be new, changed and left; up to `few` problems each with its row and column."""
    people = result.new + result.changed + result.unchanged
    changes = "、".join(f"{field} {count}" for field, count in result.fields.items())
    lines = [
        f"“{name}”能读的 {people} 人：",
        f"新增 {result.new} 人",
        f"更新 {result.changed} 人" + (f"（{changes}）" if changes else ""),
        f"不变 {result.unchanged} 人",
        *_show_problems(result, few),
        *_show_missing(result.missing),
        *(f"· {note}" for note in result.notes[:_MOST_NOTES]),
    ]
    left = len(result.notes) - _MOST_NOTES
    if left > 0:
        lines.append(f"· 另有说明 {left} 条，看全的可以在电脑上导入")
    if not result.new and not result.changed:
        lines.append("没有要导入的。")
    return "\n".join(lines)


def _show_problems(result: Result, few: int) -> list[str]:
    if not result.problems:
        return []
    counts = [(len(result.refused), "行"), (len(result.cells), "格")]
    title = f"导不了 {'、'.join(f'{count} {unit}' for count, unit in counts if count)}"
    if len(result.problems) > few:
        return [f"{title}，都在随后的表里，改好再发一次就行"]
    named = (f"{one}" + (f"（{one.name}）" if one.name and one.column else "") for one in result.problems)
    return [f"{title}：", *named]


def _show_missing(missing: Sequence[str]) -> list[str]:
    if not missing:
        return []
    more = f"等 {len(missing)} 人" if len(missing) > _MOST_NAMES else ""
    return [f"名册里有、表里没有（不会删）：{'、'.join(missing[:_MOST_NAMES])}{more}"]
