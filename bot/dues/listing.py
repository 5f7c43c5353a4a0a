"""Lists of dues for who keeps them: a branch's, or all that a clerk may see."""

from __future__ import annotations

from bot import finding
from bot.context import Turn, UserError
from bot.domain.delivery import Kind
from bot.domain.dues import arrears
from bot.domain.dues.asking import Wanted
from bot.domain.dues.standing import Standing, show_classes, show_line
from bot.domain.member import Member
from bot.dues import standing
from bot.dues.booking import LIST
from bot.sheets.book import Page, write_book
from data import dues
from data import member as members
from data import unit as units

MOST_LISTED = 60  # a longer list comes as a workbook
_HEADINGS = ("支部", "姓名", "交到", "档次", "差几个月", "基数")


def choose(turn: Turn, branch: str | None) -> tuple[str, list[Member]]:
    """Give whose dues are meant, and how they are called together. Raises UserError."""
    if branch:
        found = finding.one_branch(turn, branch)
        if not turn.actor.may_see(found.id):
            raise UserError("别的支部的党费由那个支部的书记和党办看。看本支部的发：党费 名单")
        return found.name, _on_roll(members.of_branch(turn.db, found.id))
    if turn.actor.is_clerk:
        return "全体", _on_roll(members.everybody(turn.db))
    if not turn.actor.leads:
        raise UserError("党费名单是给支部书记和党办看的。看自己的发：党费")
    names = units.branch_names(turn.db)
    own = sorted(turn.actor.leads & names.keys())
    people = [one for branch_id in own for one in members.of_branch(turn.db, branch_id)]
    return "、".join(names[each] for each in own), _on_roll(people)


def _on_roll(people: list[Member]) -> list[Member]:
    return [one for one in people if not one.status.has_ended]


def show(turn: Turn, wanted: Wanted) -> None:
    """Send the list privately: everybody, or those so many months behind, the longest first."""
    title, people = choose(turn, wanted.branch)
    today = turn.local_now.date()
    every = standing.of(turn, people, turn.actor)
    listed = [one for one in every if one.behind(today) >= wanted.least]
    listed.sort(key=lambda one: -one.behind(today))
    turn.note_look([one.person.id for one in listed], "名单 欠费" if wanted.least else "党费 名单")
    head = f"{title}党费，{len(every)} 人：{show_classes(every)}"
    if wanted.least:
        least = f"差 {wanted.least} 个月以上的" if wanted.least > 1 else "有没交的"
        head += f"\n{least} {len(listed)} 位" + ("：" if listed else "。")
    if not listed:
        turn.reply_privately(head, "名单")
    elif len(listed) > MOST_LISTED:
        _send_book(turn, head, listed)
    else:
        several = len({one.person.branch_id for one in listed}) > 1
        _send_list(turn, head, listed, several=several)


def show_undeclared(turn: Turn, wanted: Wanted) -> None:
    """Send privately who pays and has declared no base for this year."""
    title, people = choose(turn, wanted.branch)
    year = turn.local_now.year
    declared = dues.declared(turn.db, year)
    paying = [one for one in people if one.status.is_greeted and not arrears.is_exempt(one.status)]
    listed = [one for one in paying if one.id not in declared]
    turn.note_look([one.id for one in listed], "党费 未申报")
    head = f"{title}{year}年的党费基数，{len(paying)} 位里没申报的 {len(listed)} 位"
    if not listed:
        turn.reply_privately(f"{head}。", "名单")
        return
    names = units.branch_names(turn.db)
    several = len({one.branch_id for one in listed}) > 1
    lines = [
        f"{place} {one.name}"
        + ("（只有电话）" if not one.wechat else "")
        + (f"（{names.get(one.branch_id or 0, '')}）" if several else "")
        for place, one in enumerate(listed, start=1)
    ]
    end = "请本人私信我：党费 申报 月收入 8000；没有微信的请党办记：党费 申报 姓名 月收入 8000"
    turn.reply_with_list(LIST, f"{head}：", lines, [one.id for one in listed], end=end)


def _send_list(turn: Turn, head: str, listed: list[Standing], *, several: bool) -> None:
    names, today = units.branch_names(turn.db), turn.local_now.date()
    lines = [
        f"{place} {show_line(one, today)}"
        + (f"（{names.get(one.person.branch_id or 0, '')}）" if several else "")
        for place, one in enumerate(listed, start=1)
    ]
    end = "记一笔发：党费 1 2 已交 11月（编号或名字）"
    turn.reply_with_list(LIST, head, lines, [one.person.id for one in listed], end=end)


def _send_book(turn: Turn, head: str, listed: list[Standing]) -> None:
    there = turn.reply_privately(f"{head}\n人多，都在表里：", "名单")
    if there is None:
        return
    names, today = units.branch_names(turn.db), turn.local_now.date()
    rows = [
        [
            names.get(one.person.branch_id or 0, ""),
            one.person.name,
            one.until or "",
            one.group,
            str(one.behind(today)) if one.group not in {arrears.EXEMPT, arrears.UNKNOWN} else "",
            "已申报" if one.declared else "",
        ]
        for one in listed
    ]
    path = turn.new_file("党费名单")
    write_book(path, [Page("党费", _HEADINGS, rows, (head.splitlines()[0],))])
    turn.say(f"dues:list:{turn.incoming.message_id}", there, "", Kind.REPLY, file=path)
