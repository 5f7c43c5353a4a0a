"""代收, and 3 7 12 电话平安: answers for others, with who gave them and how."""

from __future__ import annotations

import re

from bot.checkin import amendment
from bot.context import Turn, UserError
from bot.domain import proxy, receipt
from bot.domain.audience import read_person
from bot.domain.command import Misfit
from bot.domain.delivery import Kind
from bot.domain.member import Member
from bot.domain.names import cut_names
from bot.domain.notice import Notice
from bot.domain.proxy import How, Order
from bot.notice import audience
from bot.reading.people import SURNAMES
from bot.receipt import answering, listed
from bot.receipt.answering import Given
from bot.router import Right, Router
from data import member as members
from data import notice as notices
from data import unit as units

router = Router()

# 代收


def _read_order(words: str) -> Order:
    order = proxy.read_order(words)
    named = order.number or order.words or order.how is not How.OTHER
    if not named and not all(name[0] in SURNAMES for name in order.names):
        raise Misfit(words)  # 代收 快递
    return order


@router.command(
    "代收",
    may=Right.SECRETARY,
    takes=_read_order,
    usage="代收 [12号] 张三 李四 [电话|见面|家属]",
    does="替没法自己回的同志回通知，记下是您报的、怎么问到的。"
    "通知要回别的，写在冒号后面：代收 12号 张三：去。",
    example=proxy.EXAMPLE,
    spaced=True,
)
def answer_for_others(turn: Turn, order: Order) -> None:
    """Keep answers for people of the own branch; names what it did."""
    notice = _find_notice(turn, order.number)
    people, unknown, words = _find_named(turn, order, notice)
    if not people and not turn.is_addressed and order.number is None:
        return  # 代收 黄瓜
    given = answering.read_for(notice, words or "收到")
    if people and (given is None or not given.counts):
        example = f"代收 {notice.number}号 {people[0].name}：{receipt.example_for(notice)}"
        raise UserError(f"第{notice.number}号通知{receipt.ask_again(notice)}。例：{example}")
    lines, count = _keep_for(turn, given, people, order.how) if people and given else ([], 0)
    _say(turn, lines + unknown, count)


def _find_named(turn: Turn, order: Order, notice: Notice) -> tuple[list[Member], list[str], str]:
    """Find whom an order names; gives them, what to say of the other names, and what they answered."""
    people, unknown, words = list[Member](), list[str](), order.words
    for name in dict.fromkeys(order.names):
        found = _find_people(turn, name, notice)
        if len(found) == 1:
            people += [one for one in found if one not in people]
        elif found:
            unknown.append(_ask_which(turn, name, found))
        elif people and not words and answering.read_for(notice, name):
            words = name  # 代收 12号 张三 去
        elif not turn.actor.is_clerk and members.named(turn.db, read_person(name).name):
            unknown.append(f"{name}不在本支部，没有记。")
        else:
            unknown.append(f"没认出{name}，请写名册上的全名。")
    return people, unknown, words


def _find_notice(turn: Turn, number: int | None) -> Notice:
    notice = notices.find(turn.db, number)
    if notice is None or not notice.receipt:
        raise UserError(f"没有要回执的第{number}号通知。" if number else "还没有发过要回执的通知。")
    if notice.withdrawn_at:
        raise UserError(f"第{notice.number}号通知已经撤回，不用回了。")
    return notice


def _find_people(turn: Turn, name: str, notice: Notice) -> list[Member]:
    """Find whom a name means, among whom the sender may answer for; of several only who was asked."""
    scope = [one for one in turn.people_in_scope() if turn.actor.may_see(one.branch_id)]
    called = read_person(name)
    if called.name != name:  # 张三（第二支部）
        branches = units.branch_names(turn.db)
        return [one for one in scope if audience.is_called(one, called, branches)]
    found = amendment.bearing(turn, name, scope)
    asked = [one for one in found if notices.was_asked(turn.db, notice.number, one.id)]
    return asked if asked or len(found) > 1 else found


def _ask_which(turn: Turn, name: str, found: list[Member]) -> str:
    branches = units.branch_names(turn.db)
    written = list(dict.fromkeys(f"{one.name}（{branches.get(one.branch_id or 0, '')}）" for one in found))
    if len(written) == len(found):
        return f"{name}有 {len(found)} 位，请写明是哪位：{'、'.join(written)}。"
    return f"{name}不止一位，分不清是谁，请发“名单 未回”，按编号回。"


def _keep_for(turn: Turn, given: Given, people: list[Member], how: How) -> tuple[list[str], int]:
    """Keep one answer for several people; says for whom, and for how many."""
    number, lines = given.notice.number, list[str]()
    asked = [one for one in people if notices.was_asked(turn.db, number, one.id)]
    kept = [one for one in asked if answering.keep(turn, one.id, given, answering.had(turn, one.id, how))]
    if kept:
        source = how.chinese if how is not How.OTHER else "代收"
        late = "，标上“晚回”" if answering.is_late(turn, given.notice) else ""
        lines.append(f"已记第{number}号通知{source}{listed.show(given)}：{_name(kept)}{late}。")
    if stays := [one for one in asked if one not in kept]:
        lines.append(f"{_name(stays)}今天已有本人的或更直接的回复，没有改。")
    if spare := [one for one in people if one not in asked]:
        lines.append(f"第{number}号通知没有发给{_name(spare)}。")
    return lines, len(kept)


def _name(people: list[Member]) -> str:
    return "、".join(one.name for one in people)


def _say(turn: Turn, lines: list[str], count: int) -> None:
    """Say what was done, with names to the sender alone; a room hears only how many."""
    body = listed.spell(lines)
    done = f"已记 {count} 位" if count else "没有记上"
    if turn.is_private:
        turn.reply(body)
    elif turn.tell(turn.actor.member.id, f"proxy:{turn.incoming.message_id}", body, Kind.REPLY):
        turn.reply(f"{done}，详情私信您了。")
    else:
        turn.reply(f"{done}。错了回“撤”。" if count else f"{done}。请私信发给我，好说清楚。")


_LONGEST = 120  # ten names and what they said
_SAYS_OF_OTHERS = re.compile(
    r"(?P<names>[\u4e00-\u9fff·]{2,4}?(?:[\s、,，和]+[\u4e00-\u9fff·]{2,4}?){0,9}?)(?:同志)?[\s、,，]*"
    r"(?P<how>电话|见面|家属)?(?:也|都|已经?)*(?:说|回复?)?[了:：\s]*(?:收到|知道|看到)了?(?:通知)?了?[。!！~\s]*"
)


@router.answer
def take_said_of_others(turn: Turn) -> bool:
    """Take 林秋霞收到了, of people of the own branch, for 代收."""
    if not turn.is_private or Right.of(turn.who) < Right.SECRETARY:
        return False
    said = _SAYS_OF_OTHERS.fullmatch(turn.text) if len(turn.text) <= _LONGEST else None
    names = cut_names(said["names"]) if said else ()
    known = {one.name for one in turn.people_in_scope()}
    if said is None or not known.issuperset(names) or not notices.find(turn.db, None):
        return False
    how = proxy.read_how(said["how"] or "") or How.OTHER
    answer_for_others(turn, Order(None, names, how, "收到"))
    return True


# 3 7 12 电话平安

_ONLY_NUMBERS = re.compile(r"\d{1,3}(?:[\s,，、.]+\d{1,3})+")
_LAPSED = "名单的编号过了一天就作废，请再发“名单 未回”或“名单 未报”。"


@router.answer
def take_list_answer(turn: Turn) -> bool:
    """Take an answer to the numbered list its sender was shown last, or quotes."""
    leads = turn.who is not None and (turn.who.is_clerk or bool(turn.who.leads))
    said = proxy.read_list_answer(turn.text) if leads else None
    if said is None:
        return leads and _ask_what_of_them(turn)
    listing = listed.shown(turn)
    if listing is None:
        if turn.is_addressed and said.sure:
            turn.reply(_LAPSED)
        return turn.is_addressed and said.sure
    notice = listed.notice_of(turn, listing)
    if not listed.is_meant(turn, said, notice):
        return False
    outcome = listed.take(turn, said, listing, notice)
    _say(turn, outcome.lines, outcome.count)
    return True


def _ask_what_of_them(turn: Turn) -> bool:
    """Ask who writes the numbers alone what they are to say."""
    if not turn.is_private or not _ONLY_NUMBERS.fullmatch(turn.text) or not listed.shown(turn):
        return False
    turn.reply(f"这几位怎么样了？写在编号后面，例：{turn.text} 电话平安")
    return True
