"""An account that is said to be a person's, until somebody has agreed to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlite_utils import Database

from bot.context import Turn
from bot.domain.account import is_stand_in
from bot.domain.delivery import Kind
from bot.domain.member import Member, Role
from bot.domain.request import Asks
from data import account as accounts
from data import audit
from data import member as members
from data import request as requests
from data import room as rooms
from data import unit as units

KIND = "claim"
_REFUSED_WITHIN = timedelta(days=30)


def nickname_of(turn: Turn, account_id: str) -> str:
    """Give the nickname an account shows, with the room; "" for one that is seen nowhere."""
    seen = [(room.topic, nickname) for room, nickname in rooms.shared_with(turn.db, account_id) if room.kind]
    return f"“{seen[0][1]}”（{seen[0][0]}）" if seen else ""


def earlier_of(db: Database, member_id: int) -> list[str]:
    """List the accounts of WeChat that are bound to a person until now, without the worktable's stand-ins."""
    return [account for account in accounts.own_of(db, member_id) if not is_stand_in(account)]


def bind(turn: Turn, account_id: str, person: Member) -> None:
    """Tie an account to a person in the sender's name; a stand-in of the worktable's has served its turn."""
    own = turn.actor.member.id
    accounts.bind(turn.db, account_id, person.id, own, turn.now)
    for account in accounts.own_of(turn.db, person.id):
        if is_stand_in(account):
            accounts.part(turn.db, account, person.id)
    audit.note(turn.db, own, "绑定", [person.id], turn.now)


def ask(turn: Turn, account_id: str, person: Member, *, said_by: int | None = None) -> int:
    """Ask whoever looks after a person whether an account is the person's; gives the request's number.

    The person's accounts until now rest until it is decided. Of who holds a post only a clerk decides.
    """
    old = earlier_of(turn.db, person.id)
    held = accounts.actor(turn.db, account_id)
    asks = Asks.CLERK if members.posts(turn.db, person.id) or person.branch_id is None else Asks.SECRETARY
    shown = nickname_of(turn, account_id) or f"“{turn.incoming.nickname}”"
    title = f"{person.name}{_branch(turn, person)}{'换了新微信' if old else '认领微信'}{shown}"
    number = requests.add(
        turn.db,
        KIND,
        person.id,
        account_id=account_id,
        said_by=said_by,
        asks=asks,
        unit_id=person.branch_id,
        title=title + ("，请先打电话核对" if old else ""),
        now=turn.now,
        arguments={"replaces": held.member.id if held else None},
    )
    _let_rest(turn, person, old, number)
    _tell_who_decides(turn, person, asks, number, shown, changes=bool(old))
    return number


def _branch(turn: Turn, person: Member) -> str:
    name = units.branch_names(turn.db).get(person.branch_id or 0)
    return f"（{name}）" if name else ""


def _let_rest(turn: Turn, person: Member, old: Sequence[str], number: int) -> None:
    """Freeze a person's accounts and say so there; who is spared that hears of it all the same."""
    spared = _is_spared(turn, person)
    rests = "这个微信照常用。" if spared else "这个微信先停一停，等电话核对。"
    keeper = "党办" if members.posts(turn.db, person.id) else "支部书记"
    words = f"{person.name}，有人用另一个微信认领您的名字，{rests}不是您本人换的，请马上给{keeper}打个电话。"
    for account_id in old:
        if not spared:
            accounts.freeze(turn.db, account_id, number)
        if accounts.is_friend(turn.db, account_id):
            turn.say(f"claim:{number}:old:{account_id}", account_id, words, Kind.REPLY)


def _is_spared(turn: Turn, person: Member) -> bool:
    """Whether the accounts go on: a name and four digits are widely known.

    They are no means to put a secretary or a clerk out of work, nor a member again whose claim was refused.
    """
    return bool(members.posts(turn.db, person.id)) or requests.was_refused(
        turn.db, KIND, person.id, turn.now - _REFUSED_WITHIN
    )


def _tell_who_decides(
    turn: Turn, person: Member, asks: Asks, number: int, shown: str, *, changes: bool
) -> None:
    words = (
        f"{person.name}换了新微信{shown}？请打电话核对后回：同意 {number}号\n"
        f"旧微信先停着；两个都在用，回：同意 {number}号 两个都留\n"
        if changes
        else f"{person.name}来认领微信{shown}，名字和手机号都对上了。是本人，请回：同意 {number}号\n"
    )
    body = f"{words}不是本人，回：不同意 {number}号 原因\n电话：{person.phone or '名册上没有'}"
    secretaries = members.holders(turn.db, Role.SECRETARY, person.branch_id) if person.branch_id else []
    for keepers in ([] if asks is Asks.CLERK else secretaries, members.holders(turn.db, Role.CLERK)):
        others = [one for one in keepers if one.id != person.id]
        told = [turn.tell(one.id, f"claim:{number}:asked", body, Kind.REPLY) for one in others]
        if any(told):
            return
