"""我的信息, 导出我的数据, 删除我的数据, 谁看过我: a member's own data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot import drafting, finding, recording
from bot.context import Turn, UserError
from bot.domain import consent, preference
from bot.domain.audience import Called, read_person
from bot.domain.command import Misfit, nothing
from bot.domain.consent import What
from bot.domain.days import show_day
from bot.domain.field import Field
from bot.domain.own.correcting import EXAMPLE, new_number
from bot.domain.own.showing import show_record
from bot.domain.record import show_value
from bot.domain.request import Request, State, Word, read_word
from bot.own import correcting, deleting, exporting, looking
from bot.router import Right, Router
from data import account as accounts
from data import audit
from data import consent as consents
from data import preference as preferences
from data import record as records
from data import request as requests

router = Router()
YEAR = timedelta(days=365)
_LOOKS_SHOWN = 30
_KINDS = {"correction", "deletion"}  # requests that their asker may take back here


@router.command(
    "我的信息",
    may=Right.MEMBER,
    takes=nothing,
    usage="我的信息",
    does="名册上记着您的什么、书记是谁、您同意了什么、勿扰和退订的设置。请私信我。",
    example="我的信息",
)
def show_own(turn: Turn, _words: None) -> None:
    """Show what is on record of the sender, whole."""
    turn.check_privacy(own=True, is_told=False)
    own = turn.actor.member
    record = records.find(turn.db, own.id)
    lines = [f"{own.name}，名册上记着您的：", f"编号：{own.id}", *show_record(record), *_show_keeper(turn)]
    lines += ["", *_show_settings(turn), *_show_requests(turn), ""]
    lines.append(f"名册上的要改，回“{EXAMPLE}”；要一份完整的，回“导出我的数据”；谁看过，回“谁看过我”。")
    turn.reply("\n".join(lines))


def _show_keeper(turn: Turn) -> list[str]:
    names = correcting.secretaries_of(turn, turn.actor.member)
    return [f"书记：{'、'.join(names)}"] if names else []


def _show_settings(turn: Turn) -> list[str]:
    own = turn.actor.member.id
    known = consents.find(turn.db, own)
    wishes = preference.show_wishes(preferences.find(turn.db, own), turn.settings.delivery.quiet_people)
    states = "；".join(
        consent.show_state(what, known.get(what), _day(turn, known[what].at) if what in known else "")
        for what in What
    )
    return [f"微信：绑定了 {len(accounts.of_member(turn.db, own))} 个", f"授权：{states}", wishes]


def _day(turn: Turn, moment: Any) -> str:
    day = moment.astimezone(turn.zone)
    return show_day(day)


def _show_requests(turn: Turn) -> list[str]:
    waiting = requests.waiting(turn.db, member_id=turn.actor.member.id)
    return [f"等答复的申请：{'、'.join(f'{one.number}号' for one in waiting)}"] if waiting else []


@router.answer
def hear_new_number(turn: Turn) -> bool:
    """Take 我换手机号了，新号13800001111 said privately, shown back first."""
    number = new_number(turn.text) if turn.who and turn.is_private else None
    if number is None:
        return False
    value = recording.read_value(turn, Field.PHONE, number)
    before = records.find(turn.db, turn.actor.member.id)[Field.PHONE]
    if before == value:
        turn.reply(f"名册上的手机就是 {value}，不用改。")
        return True
    was = f"（原来是 {show_value(Field.PHONE, before, masked=True)}）" if before else ""
    shown = f"把您名册上的手机改成 {value}{was}。\n回复“确认”就改，“取消”作罢。"
    drafting.propose(turn, "own", {Field.PHONE.name: value}, shown)
    return True


@router.confirms("own")
def keep_new_number(turn: Turn, arguments: Mapping[str, Any], words: str) -> None:
    """Keep what was shown back."""
    if words:
        raise UserError(f"没有改。要改请这样写：{EXAMPLE}")
    correcting.keep(turn, {Field[name]: str(value) for name, value in arguments.items()})


@router.command(
    "导出我的数据",
    may=Right.MEMBER,
    takes=nothing,
    usage="导出我的数据",
    does="把我们记着的、和您有关的全部做成一个表格，私下发给您。",
    example="导出我的数据",
)
def export(turn: Turn, _words: None) -> None:
    """Send the sender all that is kept about the sender."""
    turn.check_privacy(own=True, is_told=False)
    exporting.send(turn)


@router.command(
    "删除我的数据",
    may=Right.MEMBER,
    takes=nothing,
    usage="删除我的数据",
    does="先告诉您哪些会删、哪些按规定要留，您确认了再报党办办理。办之前随时能收回。",
    example="删除我的数据",
)
def draft_deletion(turn: Turn, _words: None) -> None:
    """Say what would go and what has to stay, and keep it until 确认."""
    turn.check_privacy(own=True, is_told=False)
    deleting.propose(turn)


@router.confirms("deletion")
def ask_deletion(turn: Turn, _arguments: Mapping[str, Any], words: str) -> None:
    """Ask the office to delete the sender's data."""
    if words:
        raise UserError("要删就回“确认”两个字；只删一部分的，请找书记。")
    deleting.ask(turn)


router.decides("deletion")(deleting.decide)


@router.command(
    "收回",
    may=Right.MEMBER,
    takes=read_word,
    usage="收回 2号",
    does="收回您自己提的、还没答复的申请：更正、删除数据。",
    example="收回 2号",
    spaced=True,
)
def withdraw(turn: Turn, word: Word) -> None:
    """Take back a request of one's own that nobody has decided."""
    turn.check_privacy(own=True, is_told=False)
    asked = _own_request(turn, word)
    requests.settle(turn.db, asked.number, State.WITHDRAWN, by=turn.actor.member.id, now=turn.now)
    correcting.tell_who_decides(
        turn,
        asked.asks,
        turn.actor.member,
        f"request:{asked.number}:withdrawn",
        f"{turn.actor.member.name}收回了{asked.number}号申请，不用答复了。",
    )
    turn.reply(f"{asked.number}号申请收回了，什么都没有动。")


def _own_request(turn: Turn, word: Word) -> Request:
    own = turn.actor.member.id
    waiting = requests.waiting(turn.db, member_id=own)
    mine = [one for one in waiting if one.said_by == own and one.kind in _KINDS]
    meant = [one for one in mine if word.number in {None, one.number}]
    if not mine:
        raise UserError("您没有等着答复的申请。")
    if len(meant) != 1:
        numbers = "、".join(f"{one.number}号" for one in mine)
        raise UserError(f"您等着答复的申请有：{numbers}。例：收回 {mine[0].number}号")
    return meant[0]


# Who looked


@router.command(
    "谁看过我",
    may=Right.MEMBER,
    takes=nothing,
    usage="谁看过我",
    does="近 12 个月谁看过、改过您的记录，各几次。请私信我。",
    example="谁看过我",
)
def show_looks(turn: Turn, _words: None) -> None:
    """Show the sender who saw or changed the sender's record."""
    turn.check_privacy(own=True, is_told=False)
    looks = audit.summary_of(turn.db, turn.actor.member.id, turn.now - YEAR)
    lines = looking.show(turn, looks[:_LOOKS_SHOWN])
    if len(looks) > _LOOKS_SHOWN:
        lines.append(f"还有 {len(looks) - _LOOKS_SHOWN} 项，全部在“导出我的数据”里。")
    title = "近 12 个月看过、改过您记录的：" if lines else "近 12 个月没有谁看过您的记录。"
    turn.reply("\n".join([title, *lines]))


def _read_whom(words: str) -> Called:
    if not words or len(words.split()) > 1:
        raise Misfit(words)
    return read_person(words)


@router.command(
    "谁看过",
    may=Right.CLERK,
    takes=_read_whom,
    usage="谁看过 张三",
    does="近 12 个月谁看过、改过这一位的记录。查的人也记在里面。",
    example="谁看过 张三",
    spaced=True,
)
def show_looks_at(turn: Turn, called: Called) -> None:
    """Show the office who saw or changed a person's record."""
    person = finding.one_person(turn, called, "谁看过 {}")
    looks = audit.summary_of(turn.db, person.id, turn.now - YEAR)
    turn.note_look([person.id], "查谁看过")
    lines = looking.show(turn, looks) or ["没有。"]
    turn.reply_privately("\n".join([f"近 12 个月看过、改过{person.name}记录的：", *lines]), "答复")


# In plain words


_WHAT = r"(?:个人|全部|所有)*(?:信息|资料|数据|记录|档案)"
_WISH = r"(?:我要|我想|请|帮我|能不能|可以|怎么|想|要)*"
_ASKED = {
    rf"{_WISH}(?:查看?|看看?|看一下)?我的{_WHAT}": show_own,
    rf"(?:都|有)*谁(?:看|查|改|动)过?了?我(?:的{_WHAT})?": show_looks,
    rf"{_WISH}(?:导出|下载|要一份)(?:我的|自己的)?{_WHAT}": export,
    rf"{_WISH}(?:删除|删掉|清除|注销)(?:我的|自己的)?{_WHAT}": draft_deletion,
}


@router.answer
def take_plain_wish(turn: Turn) -> bool:
    """Take 谁看过我的信息？ and the like, said privately, for the commands they mean."""
    if turn.who is None or not turn.is_private:
        return False
    text = turn.text.strip(" ？?。！!吗呢啊呀了")
    meant = next((run for words, run in _ASKED.items() if re.fullmatch(words, text)), None)
    if meant is None:
        return False
    meant(turn, None)
    return True
