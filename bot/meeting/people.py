"""Who came to a meeting and who was missed: words that were typed, among the people of a branch."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from bot import finding
from bot.context import Context, Turn, UserError
from bot.domain import meeting
from bot.domain.audience import read_person
from bot.domain.meeting import EXAMPLE, Absent, Kind, Told
from bot.domain.member import Member, Role
from bot.domain.names import cut_names
from data import member as members
from data import post as posts
from data import silence as silences

_LIKE = 0.5  # 钱期 for 钱七: two characters of which one is right
_COMMITTEE = (Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER)


def read(turn: Turn, told: Told, branch_id: int, kind: Kind) -> tuple[tuple[int, ...], tuple[Absent, ...]]:
    """Find who came and who was missed, of the branch's people. Raises UserError."""
    people = [one for one in members.of_branch(turn.db, branch_id) if not one.status.has_ended]
    came = [_find(turn, people, word).id for word in told.came]
    missed = _missed(turn, people, told.missed)
    if twice := {one.member_id for one in missed} & set(came):
        name = members.find(turn.db, twice.pop()).name
        raise UserError(f"{name}又到又缺，请看看是哪样。例：{EXAMPLE}")
    if told.everybody:
        away = {one.member_id for one in missed}
        came = [one.id for one in expected(turn, branch_id, kind) if one.id not in away]
    if told.has_people and not came:
        raise UserError(f"到会的一个人也没有，请看看。例：{EXAMPLE}")
    return tuple(sorted(set(came))), tuple(missed)


def expected(ctx: Context, branch_id: int, kind: Kind) -> list[Member]:
    """List who is to come to a meeting of this kind; who cannot be reached or has no rights now is not."""
    lost = silences.lost(ctx.db)
    people = [
        one for one in members.of_branch(ctx.db, branch_id) if one.status.is_greeted and one.id not in lost
    ]
    if kind is Kind.COMMITTEE:
        sitting = {
            one.member_id for role in _COMMITTEE for one in posts.held(ctx.db, role=role, unit_id=branch_id)
        }
        return [one for one in people if one.id in sitting]
    if kind is Kind.GROUP:
        raise UserError("小组会“全到”是哪几位我不知道，请写名字。例：三会一课 小组会 11月20日 到 张三 李四")
    return people


def _missed(turn: Turn, people: list[Member], words: list[str]) -> list[Absent]:
    """Tell names from reasons behind 缺: what is nobody's name is why the one before it was missed."""
    found: list[Absent] = []
    for word in (part for each in words for part in _apart(each, people)):
        name, reason = meeting.split_reason(word)
        called = read_person(name)
        if any(one.name == called.name for one in people) or not found or _is_like(called.name, people):
            found.append(Absent(_find(turn, people, name).id, reason))
        else:
            last = found.pop()
            found.append(replace(last, reason=f"{last.reason} {word}".strip()[:60]))
    return list({one.member_id: one for one in found}.values())


def _apart(word: str, people: list[Member]) -> tuple[str, ...]:
    """Cut 赵六和王五 where both are people of the branch; 老人和小孩 is a reason."""
    parts = cut_names(word)
    known = {one.name for one in people}
    return parts if all(read_person(part).name in known for part in parts) else (word,)


def _is_like(name: str, people: list[Member]) -> bool:
    """Whether a word is rather a name with a slip than a reason: it opens with a surname of the branch's."""
    surnames = {one.name[0] for one in people}
    is_short = len(name) in {2, 3} and name[0] in surnames
    return is_short and bool(get_close_matches(name, [one.name for one in people], 1, _LIKE))


def _find(turn: Turn, people: list[Member], word: str) -> Member:
    if word.rstrip("人名位").isdigit():
        raise UserError(f"“{word}”请写名字，或者写“全到 除 王五”。例：{EXAMPLE}")
    called = read_person(word)
    found = [one for one in people if one.name == called.name]
    if not found and members.named(turn.db, called.name) and turn.actor.is_clerk:
        raise UserError(f"{called.name}不在这个支部，请看看名字写得对不对。")
    return finding.one_of(turn, called, "三会一课 党员大会 11月20日 到 {}", found)
