"""标签, 去标签, 名单 标签: what the office calls people by (先锋岗, 模范商户)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from bot import finding
from bot.context import Refused, Turn, UserError
from bot.domain.audience import read_person
from bot.domain.command import Misfit
from bot.domain.member import Member
from bot.record import listing
from bot.router import Right, Router
from data import audit
from data import label as labels
from data import member as members

router = Router()

_EXAMPLE = "标签 张三 李四 模范商户"
_MOST = 30  # people of one message


@dataclass(frozen=True, slots=True)
class _Giving:
    """People as typed, and a label; no people: whoever has it."""

    names: tuple[str, ...]
    label: str


def _read_giving(words: str) -> _Giving | None:
    """Read 张三 李四 模范商户, 模范商户 alone, or nothing."""
    parts = [part for part in re.split(r"[\s,，、“”\"]+", words) if part]
    if not parts:
        return None
    if len(parts) > _MOST + 1 or not re.fullmatch(r"[\w\u3400-\u9fff·-]{2,16}", parts[-1]):
        raise Misfit(words)
    return _Giving(tuple(parts[:-1]), parts[-1])


def _read_label(words: str) -> str:
    if not re.fullmatch(r"\S{2,16}", words):
        raise Misfit(words)
    return words


@router.command(
    "标签",
    may=Right.SECRETARY,
    takes=_read_giving,
    usage="标签 [张三 李四 模范商户]",
    does="给人加标签，由党办加；只发“标签”，看有哪些标签、各多少人；“标签 模范商户”看都有谁。",
    example=_EXAMPLE,
    spaced=True,
)
def label_people(turn: Turn, given: _Giving | None) -> None:
    """Give people a label, or show what labels there are."""
    if given is None:
        _show_labels(turn)
    elif not given.names:
        _show_one(turn, given.label)
    else:
        given = _in_order(turn, given)
        people = _office_finds(turn, given, "标签")
        own = turn.actor.member.id
        fresh = set(labels.give(turn.db, [one.id for one in people], given.label, own, turn.now))
        audit.note(turn.db, own, f"加标签 {given.label}", fresh, turn.now)
        turn.reply(_tell(people, fresh, f"已加标签“{given.label}”", "本来就有这个标签"))


@router.command(
    "去标签",
    may=Right.CLERK,
    takes=_read_giving,
    usage="去标签 张三 先锋岗",
    does="去掉一个人的标签；什么时候谁加的、谁去的，都留着。",
    example="去标签 张三 先锋岗",
    spaced=True,
)
def take_label(turn: Turn, given: _Giving | None) -> None:
    """Take a label from people."""
    if given is None or not given.names:
        raise UserError("去掉谁的哪个标签？例：去标签 张三 先锋岗")
    given = _in_order(turn, given)
    people = _office_finds(turn, given, "去标签")
    own = turn.actor.member.id
    gone = set(labels.take(turn.db, [one.id for one in people], given.label, own, turn.now))
    audit.note(turn.db, own, f"去标签 {given.label}", gone, turn.now)
    turn.reply(_tell(people, gone, f"已去掉标签“{given.label}”", "本来就没有这个标签"))


@router.command(
    "名单 标签",
    may=Right.SECRETARY,
    takes=_read_label,
    usage="名单 标签 先锋岗",
    does="谁有这个标签，私下发给您；书记看本支部的，党办看全部。",
    example="名单 标签 先锋岗",
)
def list_label(turn: Turn, label: str) -> None:
    """List who has a label, within the asker's scope."""
    _list(turn, label)


def _office_finds(turn: Turn, given: _Giving, command: str) -> list[Member]:
    """Find the people meant; labels are the office's, and not for a room to read."""
    turn.check_privacy()
    if not turn.actor.is_clerk:
        raise Refused(command, "标签由党办加和去。您可以看：名单 标签 先锋岗")
    example = f"{command} {{}} {given.label}"
    return [finding.one_person(turn, read_person(name), example) for name in given.names]


def _in_order(turn: Turn, given: _Giving) -> _Giving:
    """Put 先锋岗 张三 the right way round: a person's name behind what is nobody's."""
    first, *rest = given.names
    if members.named(turn.db, given.label) and not members.named(turn.db, read_person(first).name):
        return _Giving((*rest, given.label), first)
    return given


def _show_one(turn: Turn, word: str) -> None:
    """Show who has a label, or the labels of who is named."""
    found = members.named(turn.db, read_person(word).name)
    if not any(turn.actor.may_see(one.branch_id) for one in found):
        _list(turn, word)
        return
    person = finding.one_person(turn, read_person(word), "标签 {}")
    worn = labels.of_member(turn.db, person.id)
    turn.note_look([person.id], "标签")
    turn.reply_privately(f"{person.name}的标签：{'、'.join(worn) or '还没有'}", "标签")


def _tell(people: list[Member], done: set[int], did: str, not_needed: str) -> str:
    changed = "、".join(one.name for one in people if one.id in done)
    others = "、".join(one.name for one in people if one.id not in done)
    lines = [f"{changed}{did}。错了回“撤”。"] if changed else []
    return "\n".join([*lines, *([f"{others}{not_needed}。"] if others else [])])


def _show_labels(turn: Turn) -> None:
    worn = labels.everything(turn.db)
    mine = [one.id for one in members.of_ids(turn.db, worn) if turn.actor.may_see(one.branch_id)]
    counts = Counter(label for member in mine for label in worn[member])
    if not counts:
        turn.reply(f"还没有标签。党办加标签，例：{_EXAMPLE}")
        return
    lines = [f"{label} {count} 人" for label, count in counts.most_common()]
    turn.reply_privately("\n".join(["现有标签：", *lines, "看都有谁，例：名单 标签 先锋岗"]), "标签")


def _list(turn: Turn, label: str) -> None:
    people = listing.of_label(turn, label)
    turn.note_look([one.id for one in people], f"名单 标签 {label}")
    title = f"标签“{label}” {len(people)} 人："
    turn.reply_privately("\n".join([title, *listing.lines(turn, people)]), "名单")
