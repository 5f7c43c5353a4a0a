"""认领: a member says who is behind an account, and the secretary confirms it."""

from __future__ import annotations

import re
from datetime import datetime

from bot.account import tying
from bot.context import Overheard, Turn, UserError
from bot.domain import claim
from bot.domain.claim import Claim
from bot.domain.command import Misfit
from bot.domain.delivery import LASTING, Kind
from bot.domain.member import Member
from bot.domain.request import Request
from bot.reading.people import SURNAMES
from bot.router import Right, Router
from data import account as accounts
from data import claim as claims
from data import member as members
from data import request as requests

router = Router()

_BOTH = re.compile("都留|保留|都在?用|两个都")


def _read_claim(words: str) -> Claim:
    found = claim.read_claim(f"认领 {words}")
    if found is None:
        raise Misfit(words)
    return found


@router.command(
    "认领",
    may=Right.ANYBODY,
    takes=_read_claim,
    usage="认领 张三 0013",
    does="私信我：姓名，加上名册上您手机号的中间四位。书记核对后，我就认得您了。",
    example=claim.EXAMPLE,
)
def claim_name(turn: Turn, claimed: Claim) -> None:
    """Take a claim to a name; the answer tells each step, and never what of it was wrong."""
    if not turn.is_private:
        _send_into_private(turn, claimed)
        return
    if turn.who:
        _say_who_is_known(turn, claimed)
        return
    waiting = [one for one in requests.waiting(turn.db, tying.KIND) if one.account_id == turn.incoming.sender]
    if waiting or accounts.is_frozen(turn.db, turn.incoming.sender):
        turn.reply("您认领的事还在等电话核对，办好了我马上告诉您。")
        return
    _check_tries(turn)
    person = _find(turn, claimed)
    if person is None:
        claims.note_try(turn.db, turn.incoming.sender, turn.now)
        turn.reply(_tell_of_misfit(turn))
        return
    tying.ask(turn, turn.incoming.sender, person)
    turn.reply(f"{person.name}您好，对上了。请等支部书记核对一下，可能会打电话给您；核对好了我马上告诉您。")


@router.answer
def take_claim(turn: Turn) -> bool:
    """Take 我是张三 0013, and privately 张三 0013, for 认领; in a room only from who is not known."""
    claimed = claim.read_claim(turn.text)
    if claimed is None and turn.who is None and turn.is_private and claim.lacks_digits(turn.text):
        turn.reply(f"还差名册上您手机号的中间四位，请一起写上，例：{claim.EXAMPLE}")
        return True
    if claimed is None or (turn.who and not (turn.is_private and claimed.is_marked)):
        return False
    if not claimed.is_marked and (not turn.is_private or claimed.name[0] not in SURNAMES):
        return False
    claim_name(turn, claimed)
    return True


def _send_into_private(turn: Turn, claimed: Claim) -> None:
    """Ask who shows digits in a room to write privately; 认领 我的快递 1234 is talk."""
    if turn.incoming.mentions_bot or (turn.who is None and claimed.name[0] in SURNAMES):
        raise Overheard


def _say_who_is_known(turn: Turn, claimed: Claim) -> None:
    known = [turn.actor.member, *accounts.companions(turn.db, turn.incoming.sender)]
    if claimed.name in {person.name for person in known}:
        turn.reply(f"这个微信已经认得是{claimed.name}了，不用再认领。")
    else:
        turn.reply(
            f"这个微信已经认作{turn.actor.member.name}了。两个人同用一个微信，"
            f"请支部书记在群里@您，发：绑定 @您 {claimed.name} 同用"
        )


def _check_tries(turn: Turn) -> None:
    """Refuse, right or wrong, who has tried too often of late."""
    if claims.count_tries(turn.db, turn.incoming.sender, turn.now - claim.REST) >= claim.TRIES:
        raise UserError("今天试了三次都没对上，先歇一天。着急的话，请支部书记在群里@您，发：绑定 @您 姓名")


def _find(turn: Turn, claimed: Claim) -> Member | None:
    """Find the one person whose name and digits these are."""
    found = [
        person
        for person in members.named(turn.db, claimed.name)
        if not person.status.has_ended and claim.middle_four(person.phone) == claimed.digits
    ]
    return found[0] if len(found) == 1 else None


def _tell_of_misfit(turn: Turn) -> str:
    left = claim.TRIES - claims.count_tries(turn.db, turn.incoming.sender, turn.now - claim.REST)
    again = f"还可以试 {left} 次" if left else "今天不能再试了"
    return (
        f"和名册没对上，{again}。请写名册上的姓名，加名册上手机号的中间四位，例：{claim.EXAMPLE}。"
        "换过手机号的，请找支部书记。"
    )


@router.decides(tying.KIND)
def decide_claim(turn: Turn, asked: Request, agreed: bool, reason: str) -> None:
    """Bind the account, or let the earlier one work again; who wrote from there hears it."""
    person = members.find(turn.db, asked.member_id)
    _check_still_theirs(turn, person)
    rested = accounts.thaw(turn.db, asked.number)
    if not agreed:
        _tell_account(turn, asked, f"这次没办成，原因：{reason}。弄错了请给支部书记打个电话。")
        also = f"{person.name}原来的微信照常用。" if rested else ""
        _tell_old(turn, asked, rested, f"{person.name}，核对过了，这个微信照常用。")
        turn.reply(f"好的，没有绑定。{also}")
        return
    held = accounts.actor(turn.db, asked.account_id)
    if held and held.member.id not in {person.id, asked.arguments.get("replaces")}:
        turn.reply(f"这个微信已经绑给{held.member.name}了，没有再改。")
        return
    old = [
        account for account in rested or tying.earlier_of(turn.db, person.id) if account != asked.account_id
    ]
    tying.bind(turn, asked.account_id, person)
    _tell_account(turn, asked, f"{person.name}，核对好了，以后我认得您了。发“帮助”看看我能做什么。")
    turn.reply(
        f"好了，{person.name}的微信绑上了。{_settle_old(turn, person, old, keep=bool(_BOTH.search(reason)))}"
    )


def _check_still_theirs(turn: Turn, person: Member) -> None:
    """Refuse a secretary whose word the claim no longer waits for: the person has moved, or holds a post."""
    if turn.actor.is_clerk:
        return
    if members.posts(turn.db, person.id) or not turn.actor.may_see(person.branch_id):
        raise UserError(f"{person.name}的支部或职务后来变了，这件请党办来答复。")


def _settle_old(turn: Turn, person: Member, old: list[str], *, keep: bool) -> str:
    """Take the person's earlier accounts off, or keep them; says which."""
    if not old:
        return ""
    if keep:
        return "原来的微信也留着，两个都认。"
    for account in old:
        accounts.part(turn.db, account, person.id)
    return "原来的微信解绑了。"


def _tell_account(turn: Turn, asked: Request, words: str) -> None:
    if accounts.is_friend(turn.db, asked.account_id):
        turn.say(f"claim:{asked.number}:decided", asked.account_id, words, Kind.REPLY, not_after=_until(turn))


def _tell_old(turn: Turn, asked: Request, rested: list[str], words: str) -> None:
    for account in rested:
        if accounts.is_friend(turn.db, account):
            turn.say(f"claim:{asked.number}:old-again:{account}", account, words, Kind.REPLY)


def _until(turn: Turn) -> datetime:
    return turn.now + LASTING
