"""A member's data deleted: what goes and what has to stay is said first, then the office decides."""

from __future__ import annotations

from bot import drafting
from bot.context import Turn, UserError
from bot.domain.delivery import Kind
from bot.domain.preference import Preference
from bot.domain.request import Asks, Request
from bot.own.correcting import tell_who_decides
from data import audit
from data import member as members
from data import own as own_data
from data import preference as preferences
from data import request as requests
from data import unit as units


def propose(turn: Turn) -> None:
    """Say what would go and what has to stay. Raises UserError where nothing can be asked now."""
    own = turn.actor.member
    if members.posts(turn.db, own.id):
        raise UserError("您还担任着职务，账号和名单都要用，请先向党办交接，再来删除。")
    if waiting := requests.waiting(turn.db, "deletion", own.id):
        number = waiting[0].number
        raise UserError(f"您已经提了（{number}号申请），等党办答复。不删了回“收回 {number}号”。")
    lines = [
        "删除您的数据：",
        "会删掉或清空：报平安的原话和地方、现居住地、住址、单位、职业、以前的手机号、通知的附言、名单上的待看、"
        "外出和求助的记录、申报的收入、心得和思想汇报、活动和党课的报名签到、积分、互助、办结的工单里写的话、"
        "个人设置、微信绑定。",
        "按规定要留下：",
        *_list_kept(turn, own.id),
        "删了以后我不再找您，也认不出您的微信，由书记打电话联系；群里的通知您照样看得到。",
        "回复“确认”报党办办理，“取消”作罢。",
    ]
    drafting.propose(turn, "deletion", {}, "\n".join(lines))


def _list_kept(turn: Turn, member_id: int) -> list[str]:
    stays = own_data.list_kept(turn.db, member_id)
    return [f"· {'、'.join(names)}：{because}" for because, names in stays.items()]


def ask(turn: Turn) -> None:
    """Ask the office."""
    own = turn.actor.member
    branch = units.branch_names(turn.db).get(own.branch_id or 0, "没有支部")
    number = requests.add(
        turn.db,
        "deletion",
        own.id,
        account_id=turn.incoming.sender,
        said_by=own.id,
        asks=Asks.CLERK,
        unit_id=None,
        title=f"{own.name}（{branch}）请求删除本人数据",
        now=turn.now,
    )
    words = (
        f"{own.name}（{branch}）请求删除本人数据（{number}号申请）。名册和按规定要留的照留，别的删掉，删了找不回来。\n"
        f"和本人核对后回“同意 {number}号”，或“不同意 {number}号 原因”。"
    )
    tell_who_decides(turn, Asks.CLERK, own, f"request:{number}", words)
    turn.reply(f"报党办了（{number}号申请），办好了告诉您。不删了回“收回 {number}号”。")


def decide(turn: Turn, asked: Request, agreed: bool, reason: str) -> None:
    """Delete what goes, or not, and tell the member; to the account that asked, as long as it is known."""
    person = members.find(turn.db, asked.member_id)
    key = f"request:{asked.number}:answer"
    if not agreed:
        turn.tell(person.id, key, f"您请求的删除这次没办成，原因：{reason}", Kind.REPLY)
        turn.reply(f"好的，没有删，原因告诉{person.name}了。")
        return
    stays = _list_kept(turn, person.id)  # while the accounts still tell whose the rooms' seats are
    done = own_data.erase(turn.db, person.id)
    preferences.keep(turn.db, person.id, Preference(greetings=False, study=False, questions=False))
    audit.note(turn.db, turn.actor.member.id, "删除本人要求删的数据", [person.id], turn.now)
    words = ["您的数据删好了。按规定留下的：", *stays, "以后书记打电话联系您。"]
    turn.say(key, asked.account_id, "\n".join(words), Kind.REPLY)
    turn.reply(
        f"{person.name}的数据删了（{sum(done.values())} 条），按规定要留的留下了，也告诉本人了。"
        "以后请书记打电话联系。"
    )
