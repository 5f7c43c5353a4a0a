"""外联名单, 导入 外联: lists of members elsewhere for the organisation there, with their consent only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import drafting
from bot.context import Turn, UserError
from bot.domain import exchange as rules
from bot.domain.audience import Audience, Scope
from bot.domain.delivery import Kind
from bot.domain.enclosure import USABLE_FOR, EnclosureKind
from bot.domain.exchange import Answer, Exchange, Wish
from bot.domain.member import Member, Status
from bot.notice.audience import find_reach
from bot.receipt import answering
from bot.router import Right, Router
from bot.sheets import SheetError, read_sheets
from bot.sheets.book import Page, write_book
from data import account as accounts
from data import enclosure as enclosures
from data import exchange as exchanges
from data import greeting as greetings
from data import member as members
from data import preference as preferences
from data import request as requests

router = Router()

_ANSWERED_WITHIN = timedelta(days=14)
_NODS_WITHIN = timedelta(days=1)
_MOST_LISTED = 10


@router.command(
    "外联名单",
    may=Right.CLERK,
    takes=rules.read_wish,
    usage="外联名单 上海 对方党组织全名 | 外联名单 [1号]",
    does="逐个私信问在那里的党员愿不愿意把姓名、支部、手机给对方；发“外联名单 1号”取表，只有同意的人。"
    "境外的不算，要算写“含境外”。",
    example=rules.EXAMPLE,
    spaced=True,
)
def make_or_show(turn: Turn, wish: Wish) -> None:
    """Show whom a new list would ask, or send an earlier one as a workbook."""
    if not (turn.is_private or turn.is_in_office):
        raise UserError("外联名单请在党办群或私信里办。")
    if wish.number is not None:
        _send_book(turn, _find(turn, wish.number))
    elif wish.place:
        _draft(turn, wish)
    else:
        _list_all(turn)


def _list_all(turn: Turn) -> None:
    found = exchanges.newest(turn.db, _MOST_LISTED)
    if not found:
        raise UserError(f"还没有外联名单。例：{rules.EXAMPLE}")
    lines = [
        f"{one.number}号 {one.place}，给{one.recipient}，"
        + rules.count(exchanges.entries(turn.db, one.number))
        for one in found
    ]
    turn.reply("\n".join(["外联名单：", *lines, "取表发“外联名单 1号”。"]))


def _find(turn: Turn, number: int) -> Exchange:
    found = exchanges.find(turn.db, number)
    if found is None:
        raise UserError(f"没有外联{number}号。看有哪些发“外联名单”。")
    return found


# Asking the members


def _draft(turn: Turn, wish: Wish) -> None:
    people = _people(turn, wish)
    reachable = _to_ask(turn, people)
    if not wish.recipient:
        example = f"外联名单 {wish.place} {rules.EXAMPLE.rpartition(' ')[2]}"
        raise UserError(f"在{wish.place}的有 {len(people)} 人。名单给谁？请写对方党组织的全名，例：{example}")
    left = len(people) - len(reachable)
    more = f"另有 {left} 人私信不到或者不愿被问，不进名单。\n" if left else ""
    question = _question(turn, 0, wish.recipient).replace("【外联0号】", "", 1)
    shown = (
        f"在{wish.place}的党员 {len(people)} 人{'' if wish.abroad else '（境外的不算）'}，"
        f"将私信问 {len(reachable)} 人：\n"
        f"{question}\n{more}同意的才进名单。回复“确认”去问，“取消”作罢。"
    )
    arguments = {"place": wish.place, "recipient": wish.recipient, "abroad": wish.abroad}
    drafting.propose(turn, "exchange", arguments, shown)


def _people(turn: Turn, wish: Wish) -> list[Member]:
    """List who is in the place, as last said or as the roll says; abroad only where that is asked for."""
    home = turn.settings.organisation.timezone
    found = [
        person
        for person in find_reach(turn, Audience(Scope.PLACE, (f"在{wish.place}",))).people
        if not person.status.has_ended
        and (wish.abroad or not (person.lives_abroad(home) or person.status is Status.ABROAD))
    ]
    if not found:
        raise UserError(f"在{wish.place}的都在境外，不算。要算请写：外联名单 {wish.place} 对方全名 含境外")
    return found


def _to_ask(turn: Turn, people: list[Member]) -> list[Member]:
    """Leave out who cannot be written to, wishes no questions, or is to be left in peace."""
    spared = preferences.without_questions(turn.db) | greetings.resting(turn.db, turn.now)
    return [one for one in people if one.id not in spared and accounts.reachable(turn.db, one.id)]


@router.confirms("exchange")
def ask_members(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Make the list and ask each member privately."""
    if words or not turn.actor.is_clerk:
        raise UserError("外联名单只由党办回“确认”。")
    wish = Wish(None, arguments["place"], arguments["recipient"], arguments["abroad"])
    people = _people(turn, wish)
    number = exchanges.add(turn.db, wish.place, wish.recipient, turn.actor.member.id, turn.now)
    exchanges.keep_question(turn.db, number, _question(turn, number, wish.recipient))
    asked = {one.id for one in _to_ask(turn, people)}
    until = turn.now + timedelta(days=1)
    for one in people:
        key = f"exchange:{number}:ask"
        said = _question(turn, number, wish.recipient, one)
        told = one.id in asked and turn.tell(one.id, key, said, Kind.REMINDER, not_after=until)
        exchanges.put(turn.db, number, one.id, turn.now if told else None)
    turn.note_look([one.id for one in people], f"外联名单 {wish.place}")
    turn.reply(
        f"外联{number}号，正在私信问 {len(asked)} 人。过两天发“外联名单 {number}号”取表，里面只有同意的。"
    )


def _question(turn: Turn, number: int, recipient: str, whom: Member | None = None) -> str:
    decides = whom is not None and bool(members.posts(turn.db, whom.id))
    return rules.ask(number, turn.settings.organisation.name, recipient, decides=decides)


def _has_to_decide(turn: Turn) -> bool:
    """Whether a bare 同意 of the sender may be for a request that waits."""
    if turn.actor.is_clerk:
        return bool(requests.waiting(turn.db))
    return any(one.unit_id in turn.actor.leads for one in requests.waiting(turn.db))


@router.answer_first
def hear_sharing(turn: Turn) -> bool:
    """Take 同意 and 不同意 of a member whom we asked; a secretary's bare 同意 is first for a request."""
    if not turn.is_private or turn.who is None:
        return False
    said = rules.read_answer(turn.text)
    if said is None:
        return rules.nods(turn.text) and _ask_for_the_word(turn)
    number, called, answer = said
    if not called and _has_to_decide(turn):
        return False
    own = turn.actor.member.id
    if number is not None:
        found = exchanges.asked_about(turn.db, number, own)
    else:
        found = next(iter(exchanges.waiting_for(turn.db, own, turn.now - _ANSWERED_WITHIN)), None)
    if found is None:
        return False
    exchanges.note_answer(turn.db, found.number, own, answer, turn.now)
    if answer is Answer.YES:
        turn.reply(
            f"好的，您的姓名、支部、手机会给{found.recipient}，别人不给。"
            f"改主意了回“外联{found.number}号 不同意”。"
        )
    else:
        turn.reply("好的，不给。您的事照旧由咱们支部管，什么都不影响。")
    return True


def _ask_for_the_word(turn: Turn) -> bool:
    """Ask who nodded to our latest question for 同意 or 不同意; a notice that waits is what 收到 answers."""
    found = next(iter(exchanges.waiting_for(turn.db, turn.actor.member.id, turn.now - _NODS_WITHIN)), None)
    if found is None or answering.unanswered(turn):
        return False
    which = f"外联{found.number}号 " if _has_to_decide(turn) else ""
    turn.reply(f"愿不愿意给，我不敢猜。愿意请回“{which}同意”，不愿意请回“{which}不同意”。")
    return True


# The workbook


def _send_book(turn: Turn, found: Exchange) -> None:
    entries = exchanges.entries(turn.db, found.number)
    agreed = [one for one in entries if one.answer is Answer.YES]
    summary = f"外联{found.number}号，{found.place}，给{found.recipient}。{rules.count(entries)}。"
    if met := rules.count_met(entries):
        summary += f"\n{met}"
    if not agreed:
        turn.reply(f"{summary}\n还没有人同意，先不出表。")
        return
    turn.note_look([one.member_id for one in agreed], f"外联名单 {found.number}号")
    folder = Path(turn.settings.database).parent / "exports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"外联{found.number}号-{found.place}-{turn.local_now:%m%d%H%M%S}.xlsx"
    above = (
        f"{turn.settings.organisation.name}给{found.recipient}：在{found.place}的党员，本人都同意了。",
        "请只用来联系本人，不要转给别人。后三列请填写，填好发回。",
    )
    page = Page(
        f"外联{found.number}号",
        rules.HEADINGS,
        [rules.row(one) for one in agreed],
        above,
        ((rules.REGISTERED, rules.YES_NO),),
    )
    write_book(path, [page])
    turn.reply(
        f"{summary}\n表里是同意的 {len(agreed)} 人，请您发给对方。"
        f"对方填好发回来，先把表发给我，再发“导入 外联 {found.number}号”。"
    )
    key = f"exchange:{found.number}:book:{turn.incoming.message_id}"
    turn.say(key, turn.incoming.conversation, "", Kind.REPLY, file=path)


# The other side's answer


@router.command(
    "导入 外联",
    may=Right.CLERK,
    takes=rules.read_number,
    usage="导入 外联 1号",
    does="把对方填好的外联名单发给我，半小时内发这一句：谁报到了、参加了什么活动。先给您看，回“确认”才记。",
    example="导入 外联 1号",
)
def draft_report(turn: Turn, number: int) -> None:
    """Show what the other side's workbook says, and keep it until 确认."""
    if not (turn.is_private or turn.is_in_office):
        raise UserError("外联名单请在党办群或私信里办。")
    found = _find(turn, number)
    reading = _read_file(turn, found)
    shown = rules.show_reading(reading)
    if not reading.reported:
        raise UserError(f"{shown}\n没有可以记的。请看看是不是外联{number}号的表，后三列填了没有。")
    reported = [
        [one.member_id, one.name, one.registered, one.activities, one.remark] for one in reading.reported
    ]
    turn.note_look([one.member_id for one in reading.reported], f"导入 外联 {number}号")
    drafting.propose(
        turn,
        "exchange_report",
        {"number": number, "reported": reported},
        f"外联{number}号（{found.recipient}）\n{shown}\n回复“确认”记下，“取消”作罢。",
    )


def _read_file(turn: Turn, found: Exchange) -> rules.Reading:
    kept = enclosures.latest_of(turn.db, turn.incoming.sender, turn.now - USABLE_FOR)
    if kept is None or kept.kind is not EnclosureKind.FILE:
        raise UserError(f"半小时内没有收到表。请先把对方填好的表发给我，再发：导入 外联 {found.number}号")
    if kept.path is None:
        raise UserError(kept.problem or "那份表没有收下来，请再发一次。")
    try:
        sheets = read_sheets(kept.path)
    except SheetError as error:
        raise UserError(str(error)) from error
    agreed = {
        one.member_id: one.name
        for one in exchanges.entries(turn.db, found.number)
        if one.answer is Answer.YES
    }
    for rows in sheets.values():
        table = [(row.number, row.cells) for row in rows]
        if heading := rules.find_heading(table):
            top, places = heading
            return rules.read_report([row for row in table if row[0] > top], places, agreed)
    raise UserError(
        f"“{kept.name}”里没有 {rules.NUMBER}、{rules.NAME}、{rules.REGISTERED} 这几列，"
        f"请用“外联名单 {found.number}号”给出的表。"
    )


@router.confirms("exchange_report")
def keep_report(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Keep what the other side answered."""
    if words or not turn.actor.is_clerk:
        raise UserError("外联名单只由党办回“确认”。")
    reported = [
        rules.Reported(member, name, Answer(met) if met else None, activities, remark)
        for member, name, met, activities, remark in arguments["reported"]
    ]
    exchanges.note_reports(turn.db, arguments["number"], reported, turn.now)
    names = "、".join(
        members.find(turn.db, one.member_id).name for one in reported if one.registered is Answer.NO
    )
    missed = f"没报到的：{names}，请书记问一声。" if names else ""
    turn.reply(f"记下了 {len(reported)} 人的回音。{missed}看汇总发“外联名单 {arguments['number']}号”。")
