"""套表: the superior's blank spreadsheet filled from the roll, in its own shape."""

from __future__ import annotations

from dataclasses import dataclass

from bot import enclosed, finding
from bot.context import Turn, UserError
from bot.domain.audience import branch_name
from bot.domain.command import Misfit
from bot.domain.delivery import Kind
from bot.domain.field import Field
from bot.domain.ledger import LedgerError
from bot.domain.member import Member
from bot.domain.template import Filling
from bot.reconciling import templating
from bot.record import listing
from bot.router import Right, Router
from bot.sheets import SheetError
from data import member as members

router = Router()

_MOST = 2_000  # people filled in while messages wait
_SEND = "请先把要填的空表（.xlsx 最好）私信发给我，或者发在党办群，再回“套表”。"


@dataclass(frozen=True, slots=True)
class _Wanted:
    branch: str | None = None
    label: str | None = None


def _read_wanted(words: str) -> _Wanted:
    """Read 第三支部, 标签 先锋岗, 全体 or nothing."""
    before, mark, label = words.partition("标签")
    parts = before.split()
    if len(parts) > 1 or (mark and len(label.split()) != 1):
        raise Misfit(words)
    branch = None if not parts or parts[0] in {"全部", "全体"} else parts[0]
    return _Wanted(branch and branch_name(branch), label.strip() or None)


@router.command(
    "套表",
    may=Right.CLERK,
    takes=_read_wanted,
    usage="套表 [第三支部|全体|标签 先锋岗]",
    does="把上级发来的空表照名册填好，样子不变；表里已经写了名字的，只填这几位。填不了的列、名册上缺的，都告诉您。",
    example="套表 第三支部",
    spaced=True,
)
def fill_template(turn: Turn, wanted: _Wanted) -> None:
    """Fill the form just sent and send it back."""
    if turn.room and not turn.is_in_office:
        raise UserError("套表请私信我，或者在党办群里办。")
    kept, form = enclosed.find_sheet(turn, _SEND)
    title, people = _choose(turn, wanted)
    if len(people) > _MOST:
        raise UserError(f"{title}有 {len(people)} 人，一次最多填 {_MOST} 人。请写上支部，例：套表 第三支部")
    try:
        path, filling = templating.fill(turn, form, kept.name, people)
    except (SheetError, LedgerError) as error:
        raise UserError(str(error)) from error
    turn.note_look(filling.filled, "套表")
    turn.reply(_show(kept.name, title, filling))
    key = f"template:{turn.incoming.message_id}"
    turn.say(key, turn.incoming.conversation, "", Kind.REPLY, file=path)


def _choose(turn: Turn, wanted: _Wanted) -> tuple[str, list[Member]]:
    people = listing.of_label(turn, wanted.label) if wanted.label else members.everybody(turn.db)
    people = [one for one in people if not one.status.has_ended]
    title = "全体"
    if wanted.branch:
        branch = finding.one_branch(turn, wanted.branch)
        title, people = branch.name, [one for one in people if one.branch_id == branch.id]
    return title + (f"“{wanted.label}”" if wanted.label else ""), people


def _show(name: str, title: str, filling: Filling) -> str:
    lines = [f"“{name}”填好了：{title} {len(filling.filled)} 人。"]
    if filling.unmatched:
        named = "、".join(filling.unmatched[:10]) + ("等" if len(filling.unmatched) > 10 else "")
        lines.append(f"表里这 {len(filling.unmatched)} 位在{title}里没找到，或有同名的，空着：{named}")
    if filling.unknown:
        lines.append(f"名册上没有这几列，空着：{'、'.join(filling.unknown)}")
    if filling.missing:
        short = "、".join(f"{word} {count} 人" for word, count in filling.missing.most_common())
        lines.append(f"缺 {short}。")
        asked = [word for word in filling.missing if Field(word).is_contact]
        if asked:
            lines.append(f"要向大家收，回“收集 {' '.join(asked)} {_audience(title)}”，只问缺的。")
    return "\n".join(lines)


def _audience(title: str) -> str:
    return f"支部 {title}" if title.endswith("支部") else "全体"
